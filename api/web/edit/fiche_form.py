"""The form of a fiche: what was typed, what its buttons do, and what is wrong with it.

The names of the fields are those of their places: `zin-0`, `zin-0-bron-1`, `zin-0-citaat-1`, `vraag-2`. A
button adds or takes away a place; the server writes the form again.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from pydantic import ValidationError

from api.web.edit import fiche_beside
from api.web.edit.fiche_beside import Beside, beside_of
from api.web.edit.fiche_errors import LANGUAGES, REGISTERS, errors_of
from api.web.edit.ways import way_key
from corpus.fiches import (
    Fiche,
    FicheKind,
    Fiches,
    Sentence,
    Support,
)
from corpus.models import Corpus, Scope
from corpus.phrases import Phrase, Stance

MOST_SENTENCES, MOST_CITATIONS, MOST_PHRASES = 12, 6, 30
_PLAIN = ("existing", "id", "topic", "title", "kind", "intent", "scope", "polarity", "door")
_ID_WORDS = 4
_SMALL = 3
_BUTTON = re.compile(r"(?P<what>[a-z]+)(?:-(?P<first>\d+))?(?:-(?P<second>\d+))?(?:@(?P<place>.+))?")


@dataclass(frozen=True)
class Cited:
    """A citation as it was typed."""

    provision: str = ""
    quote: str = ""


@dataclass(frozen=True)
class Said:
    """A sentence as it was typed."""

    text: str = ""
    cited: tuple[Cited, ...] = ()


@dataclass(frozen=True)
class Way:
    """A way of asking as it was typed."""

    text: str = ""
    register: str = REGISTERS[0]
    language: str = LANGUAGES[0]
    says: str = ""


@dataclass(frozen=True)
class FicheForm:
    """Everything in the form. `wrong` holds an error (Dutch) by the name of its field."""

    existing: str = ""
    """The id of the fiche that is changed; empty for a new one."""
    id: str = ""
    topic: str = ""
    title: str = ""
    kind: str = FicheKind.ANSWER.value
    intent: str = ""
    scope: str = Scope.INDIVIDUEEL.value
    polarity: str = ""
    door: str = ""
    said: tuple[Said, ...] = (Said(cited=(Cited(),)),)
    ways: tuple[Way, ...] = ()
    beside: Beside = field(default_factory=Beside)
    removed: frozenset[str] = frozenset()
    """Ways of asking to take away, as `writer/text`."""
    question: str = ""
    """The question to preview the answer with."""
    wanted: str = ""
    """The words to look for a passage with."""
    wrong: Mapping[str, str] = field(default_factory=dict)


def form_of(fiche: Fiche, topic: str) -> FicheForm:
    """The form of a fiche as it is."""
    said = tuple(Said(s.text, tuple(Cited(c.provision, c.quote) for c in s.citations)) for s in fiche.answer)
    return FicheForm(
        existing=fiche.id,
        id=fiche.id,
        topic=topic,
        title=fiche.title,
        kind=fiche.kind,
        intent=fiche.intent,
        scope=fiche.scope,
        polarity=fiche.polarity or "",
        door=fiche.door or "",
        said=said,
        beside=beside_of(fiche),
    )


def typed(fields: Mapping[str, str], removed: Iterable[str]) -> FicheForm:
    """The form as it was posted."""

    def get(name: str) -> str:
        return unicodedata.normalize("NFC", fields.get(name, "")).replace("\r\n", "\n").strip()

    said = tuple(
        Said(
            " ".join(get(f"zin-{i}").split()),
            tuple(
                Cited(get(f"zin-{i}-bron-{j}"), get(f"zin-{i}-citaat-{j}"))
                for j in range(MOST_CITATIONS)
                if f"zin-{i}-bron-{j}" in fields
            ),
        )
        for i in range(MOST_SENTENCES)
        if f"zin-{i}" in fields
    )
    ways = tuple(
        Way(
            " ".join(get(f"vraag-{i}").split()),
            get(f"vraag-{i}-stijl"),
            get(f"vraag-{i}-taal"),
            get(f"vraag-{i}-zegt"),
        )
        for i in range(MOST_PHRASES)
        if f"vraag-{i}" in fields
    )
    plain = {name: " ".join(get(name).split()) for name in _PLAIN}
    return FicheForm(
        existing=plain["existing"],
        id=plain["id"],
        topic=plain["topic"],
        title=plain["title"],
        kind=plain["kind"],
        intent=plain["intent"],
        scope=plain["scope"],
        polarity=plain["polarity"],
        door=plain["door"],
        said=said or (Said(),),
        ways=ways,
        beside=fiche_beside.typed(fields),
        removed=frozenset(removed),
        question=get("voorbeeldvraag"),
        wanted=get("zoek"),
    )


def pressed(form: FicheForm, button: str) -> FicheForm:
    """The form after one of its buttons that add or take away a place; any other leaves it as it is."""
    found = _BUTTON.fullmatch(button)
    if not found:
        return form
    first, second = int(found["first"] or 0), int(found["second"] or 0)
    said, ways = list(form.said), list(form.ways)
    sentence = said[first] if first < len(said) else None
    match found["what"]:
        case "zinerbij" if len(said) < MOST_SENTENCES:
            said.append(Said(cited=(Cited(),)))
        case "zinweg" if sentence and len(said) > 1:
            del said[first]
        case "bronerbij" if sentence and len(sentence.cited) < MOST_CITATIONS:
            said[first] = replace(sentence, cited=(*sentence.cited, Cited()))
        case "bronweg" if sentence and second < len(sentence.cited):
            kept = sentence.cited[:second] + sentence.cited[second + 1 :]
            said[first] = replace(sentence, cited=kept)
        case "neem" if sentence and found["place"]:
            said[first] = _taken(sentence, found["place"])
        case "vraagerbij" if len(ways) < MOST_PHRASES:
            ways.append(Way())
        case "vraagweg" if first < len(ways):
            del ways[first]
    beside = fiche_beside.pressed(form.beside, found["what"], first, found["place"] or "")
    return replace(form, said=tuple(said), ways=tuple(ways), beside=beside)


def read(
    form: FicheForm, fiches: Fiches, corpus: Corpus, names: frozenset[str], words: Mapping[str, str], on: date
) -> tuple[FicheForm, Fiche | None]:
    """The form with its errors, and the fiche it makes when there are none.

    Args:
        form: as typed.
        fiches: all fiches as they are.
        corpus: the sources.
        names: of the parameters.
        words: the error texts.
        on: the day of the review that filling in this form is.
    """
    wrong = errors_of(form, fiches, corpus, names, words)
    before = fiches.fiches.get(form.existing)
    if wrong:
        return replace(form, wrong=wrong), None
    named = form.existing or form.id or _made_id(form, fiches)
    changed = {
        "id": named,
        "title": form.title,
        "kind": form.kind,
        "intent": form.intent,
        "scope": form.scope,
        "polarity": form.polarity or None,
        "door": form.door or None,
        "answer": [_sentence(said).model_dump() for said in form.said],
        "reviewed_on": on,
        **form.beside.changed(),
    }
    base = before.model_dump() if before else {}
    try:
        return replace(form, id=named), Fiche.model_validate(base | changed)
    except ValidationError:
        return replace(form, wrong={"title": words["unreadable"]}), None


def phrases_of(form: FicheForm, fiche: Fiche) -> tuple[Phrase, ...]:
    """The ways of asking that the form adds. One that opens as the fiche does needs no stance of its own."""
    return tuple(
        Phrase(
            fiche=fiche.id,
            register=way.register,
            language=way.language,
            says=Stance(way.says) if way.says and way.says != fiche.stance() else None,
            text=way.text,
        )
        for way in form.ways
        if way.text
    )


def removed_of(form: FicheForm, fiches: Fiches) -> tuple[tuple[str, Phrase], ...]:
    """The ways of asking that the form takes away, with their writers."""
    said = fiches.phrases.get(form.existing, ())
    return tuple((writer, phrase) for writer, phrase in said if way_key(writer, phrase) in form.removed)


def _sentence(said: Said) -> Sentence:
    cited = (c for c in said.cited if c.provision)
    return Sentence(
        text=said.text, citations=tuple(Support(provision=c.provision, quote=c.quote) for c in cited)
    )


def _taken(sentence: Said, provision: str) -> Said:
    """A sentence with a passage as its source: in the first empty place, or behind the others."""
    cited = list(sentence.cited)
    empty = next((j for j, one in enumerate(cited) if not one.provision and not one.quote), None)
    if empty is not None:
        cited[empty] = Cited(provision)
    elif len(cited) < MOST_CITATIONS:
        cited.append(Cited(provision))
    return replace(sentence, cited=tuple(cited))


def _made_id(form: FicheForm, fiches: Fiches) -> str:
    """An id of the first words of the title that say something, behind the topic."""
    plain = unicodedata.normalize("NFKD", form.title.casefold()).encode("ascii", "ignore").decode()
    said = [word for word in re.findall(r"[a-z0-9]+", plain) if len(word) > _SMALL]
    made = "-".join([form.topic, *(said[:_ID_WORDS] or ["nieuw"])])
    number = 2
    free = made
    while free in fiches.fiches:
        free, number = f"{made}-{number}", number + 1
    return free
