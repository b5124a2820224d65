"""A place in a source that somebody wants to read: summed up, quoted whole, or the one sentence meant."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from itertools import pairwise

from assistant.compose.parts import Part, Sheet
from assistant.compose.passages import Passage, introduction, whole
from assistant.compose.quoting import quoted
from assistant.compose.summary import tell_document, tell_summary
from assistant.compose.texts import text, texts
from assistant.compose.where import name_of
from assistant.knowledge import Knowledge
from assistant.lexicon import lexicon
from assistant.models import Statement, StatementKind
from assistant.notation import figures
from assistant.understand import Understood
from assistant.understand.model import Place
from assistant.wanted import Wanted
from corpus.fiches import Intent
from corpus.models import Corpus, Provision

_SENTENCE = re.compile(r"(?<=[.!?;])\s+(?=[A-Z“‘(])")
_WORD = re.compile(r"[^\W\d_]{3,}")
_STEM = 5
_FIRST = "lid-1"
"""Where our summaries say what they are."""


def tell_place(part: Part, understood: Understood, sheet: Sheet, knowledge: Knowledge, as_of: date) -> None:
    """Write what a question wants to read: a place, a document, or where the sources disagree."""
    wanted = part.wanted or Wanted(place=part.place)
    if wanted.tensions:
        _tell_tensions(wanted, sheet, knowledge)
    elif wanted.document:
        tell_document(wanted.document, sheet, knowledge, as_of)
    elif wanted.lacking:
        _tell_lacking(wanted.lacking, sheet, knowledge.corpus)
    elif part.place:
        _tell_place(part.place, wanted, understood, sheet, knowledge, as_of)


def _tell_place(
    place: Provision, wanted: Wanted, understood: Understood, sheet: Sheet, knowledge: Knowledge, as_of: date
) -> None:
    """A summary or a quote. Where the question names no document, the answer says which one was taken."""
    if Intent.QUOTE in understood.intents[:1] or not understood.places:
        named = bool(understood.places)
        passage = whole(place) if named else sentence_of(place, understood.text, knowledge.corpus)
        sheet.statements.append(quoted(passage, knowledge.corpus, sheet.citer))
    else:
        tell_summary(place, sheet, knowledge, as_of)
        first = sheet.statements[0]
        if not wanted.named and first.kind is not StatementKind.QUOTE:
            said = text("reading.place", place=name_of(place, knowledge), said=first.text)
            sheet.statements[0] = first.model_copy(update={"text": said[:1].upper() + said[1:]})
    sheet.next_questions += [text("reading.other", place=name_of(p, knowledge)) for p in wanted.others]


def _tell_lacking(place: Place, sheet: Sheet, corpus: Corpus) -> None:
    """Say that the text of a place is not there, and what our summary of the document says of it."""
    document = corpus.documents[str(place.document)]
    sheet.statements.append(Statement(text=text("courtesy.place_lacking"), kind=StatementKind.COURTESY))
    named = [
        p
        for p in document.provisions
        if p.is_leaf
        and any(str(figure.value) == place.locator.split("-lid")[0] for figure in figures(p.text))
    ]
    for provision in named[:1] or [document.by_locator[_FIRST]]:
        sheet.statements.append(quoted(_about(provision, place, corpus), corpus, sheet.citer))


def _about(provision: Provision, place: Place, corpus: Corpus) -> Passage:
    """The sentence of a provision that names a place."""
    document = corpus.documents[provision.document]
    for start, end in _sentences(provision, corpus):
        if _names(document.text[start:end], place):
            return Passage(provision, start, end)
    return whole(provision)


def _names(words: str, place: Place) -> bool:
    """Whether a text names a place, or the article it lies in."""
    article = place.locator.split("-lid")[0].split("-par")[0]
    return any(str(figure.value) == article for figure in figures(words))


def _tell_tensions(wanted: Wanted, sheet: Sheet, knowledge: Knowledge) -> None:
    """Where the sources disagree, each with the places it is about."""
    for tension in wanted.tensions:
        cited = tuple(sheet.citer.cite(knowledge.corpus.provision(p)) for p in tension.provisions)
        sheet.statements.append(Statement(text=tension.text, kind=StatementKind.RULE, citations=cited))
    if wanted.more:
        sheet.statements.append(Statement(text=text("courtesy.tensions_more"), kind=StatementKind.COURTESY))


def sentence_of(place: Provision, question: str, corpus: Corpus) -> Passage:
    """The sentence of a place that a question is about; the whole place when it does not tell."""
    document = corpus.documents[place.document]
    spans = _sentences(place, corpus)
    wanted = _wanted(question)
    worth = [len(wanted & _stems(document.text[start:end])) for start, end in spans]
    best = max(worth)
    head = introduction(place, document)
    if not best or worth.count(best) > 1:
        return Passage(place, place.start, place.end, head)
    start, end = spans[worth.index(best)]
    return Passage(place, start, end, head)


def _sentences(place: Provision, corpus: Corpus) -> list[tuple[int, int]]:
    document = corpus.documents[place.document]
    cuts = [place.start, *(place.start + m.end() for m in _SENTENCE.finditer(place.text)), place.end]
    return [_trimmed(document.text, start, end) for start, end in pairwise(cuts)]


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), end - len(piece) + len(piece.rstrip())


def _wanted(question: str) -> frozenset[str]:
    """The stems of what the sentence is to be about, without the words that ask for it."""
    return _stems(question) - _asking()


def _stems(text: str) -> frozenset[str]:
    return frozenset(word[:_STEM] for word in _WORD.findall(text.lower()))


@cache
def _asking() -> frozenset[str]:
    words = (*texts("reading.asking"), *lexicon("function_words"), *lexicon("question_words"))
    return frozenset(word[:_STEM] for word in words)
