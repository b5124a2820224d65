"""What is wrong with the form of a fiche, by the name of the field it stands in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from api.web.edit.fiche_beside import errors_of as beside_errors
from api.web.edit.ways import way_key
from corpus.fiches import LONGEST_QUOTE, PLACEHOLDER, FicheKind, Fiches, Intent, Polarity
from corpus.models import Corpus, Scope
from corpus.phrases import Stance

if TYPE_CHECKING:
    from api.web.edit.fiche_form import Cited, FicheForm, Said

REGISTERS = ("lay", "formal", "flemish", "terse")
LANGUAGES = ("nl", "fr", "en")
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_FIGURE = re.compile(r"\d")
_SHORTEST = 3


def errors_of(
    form: FicheForm, fiches: Fiches, corpus: Corpus, names: frozenset[str], words: Mapping[str, str]
) -> dict[str, str]:
    """Every error of a form; see `fiche_form.read` for what the arguments are."""
    must_cite = form.kind == FicheKind.ANSWER and not form.beside.rule
    wrong = _head_errors(form, words) | _place_errors(form, fiches, words)
    wrong |= beside_errors(form.beside, form.existing or form.id, fiches, words)
    wrong |= _way_errors(form, fiches, words)
    for i, said in enumerate(form.said):
        wrong |= _sentence_errors(i, said, must_cite, corpus, names, words)
    return wrong


def _head_errors(form: FicheForm, words: Mapping[str, str]) -> dict[str, str]:
    wrong: dict[str, str] = {}
    if not form.title:
        wrong["title"] = words["required"]
    elif "\t" in form.title or PLACEHOLDER.search(form.title):
        wrong["title"] = words["title"]
    allowed = {"kind": FicheKind, "intent": Intent, "scope": Scope}
    for name, values in allowed.items():
        if getattr(form, name) not in set(values):
            wrong[name] = words["choose"]
    if form.polarity and form.polarity not in set(Polarity):
        wrong["polarity"] = words["choose"]
    if form.intent == Intent.YES_NO and not form.polarity and form.kind == FicheKind.ANSWER:
        wrong["polarity"] = words["polarity"]
    return wrong


def _place_errors(form: FicheForm, fiches: Fiches, words: Mapping[str, str]) -> dict[str, str]:
    """Where the fiche stands: its topic and its id, which do not change once it is there."""
    wrong: dict[str, str] = {}
    if form.existing:
        if form.existing not in fiches.fiches:
            wrong["id"] = words["gone"]
        return wrong
    if form.topic not in set(fiches.topics.values()):
        wrong["topic"] = words["choose"]
    if form.id and not (_ID.fullmatch(form.id) and form.id.startswith(f"{form.topic}-")):
        wrong["id"] = words["id"].format(topic=form.topic or "…")
    elif form.id in fiches.fiches:
        wrong["id"] = words["taken"]
    return wrong


def _sentence_errors(
    i: int,
    said: Said,
    must_cite: bool,
    corpus: Corpus,
    names: frozenset[str],
    words: Mapping[str, str],
) -> dict[str, str]:
    wrong: dict[str, str] = {}
    unknown = [name for name in PLACEHOLDER.findall(said.text) if name not in names]
    if not said.text:
        wrong[f"zin-{i}"] = words["required"]
    elif unknown:
        wrong[f"zin-{i}"] = words["placeholder"].format(names=", ".join(unknown))
    elif "{" in PLACEHOLDER.sub("", said.text) or "}" in PLACEHOLDER.sub("", said.text):
        wrong[f"zin-{i}"] = words["braces"].format()
    cited = [cited for cited in said.cited if cited.provision or cited.quote]
    if not cited and must_cite:
        wrong.setdefault(f"zin-{i}", words["uncited"])
    if not cited and _FIGURE.search(PLACEHOLDER.sub("", said.text)):
        wrong.setdefault(f"zin-{i}", words["figure"])
    for j, one in enumerate(said.cited):
        if one.provision or one.quote:
            wrong |= _citation_errors(f"zin-{i}", j, one, corpus, words)
    return wrong


def _citation_errors(
    place: str, j: int, cited: Cited, corpus: Corpus, words: Mapping[str, str]
) -> dict[str, str]:
    try:
        text = corpus.provision(cited.provision).text
    except KeyError:
        return {f"{place}-bron-{j}": words["provision"]}
    times = text.count(cited.quote) if cited.quote else 0
    if not _SHORTEST <= len(cited.quote) <= LONGEST_QUOTE:
        return {
            f"{place}-citaat-{j}": words["quote_length"].format(most=LONGEST_QUOTE, count=len(cited.quote))
        }
    if times != 1:
        key = "quote_often" if times else "quote_absent"
        return {f"{place}-citaat-{j}": words[key].format(count=times)}
    return {}


def _way_errors(form: FicheForm, fiches: Fiches, words: Mapping[str, str]) -> dict[str, str]:
    wrong: dict[str, str] = {}
    taken = {
        phrase.text.casefold(): name
        for name, said in fiches.phrases.items()
        for writer, phrase in said
        if name != form.existing or way_key(writer, phrase) not in form.removed
    }
    for i, way in enumerate(form.ways):
        if not way.text:
            continue
        if way.register not in REGISTERS or way.language not in LANGUAGES or not _is_stance(way.says):
            wrong[f"vraag-{i}"] = words["choose"]
        elif way.text.casefold() in taken:
            wrong[f"vraag-{i}"] = words["way_taken"].format(fiche=taken[way.text.casefold()])
        elif len(way.text) < _SHORTEST:
            wrong[f"vraag-{i}"] = words["required"]
        taken[way.text.casefold()] = form.existing or form.title
    return wrong


def _is_stance(says: str) -> bool:
    return not says or says in set(Stance)
