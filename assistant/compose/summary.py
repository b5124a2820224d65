"""A provision in our own words: the checked sentences of the fiches that rest on it, part by part.

Nobody writes a summary for the occasion. What no sentence covers is quoted when it is short; otherwise the
summary says that it is not whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from assistant.compose.fiche import filled
from assistant.compose.parts import Sheet
from assistant.compose.passages import whole
from assistant.compose.quoting import quoted
from assistant.compose.texts import text, texts
from assistant.knowledge import Knowledge
from assistant.models import Statement, StatementKind, Unit
from assistant.notation import FigureKind, figures
from corpus.fiches import FicheKind, Sentence, locate
from corpus.models import OWN_WORDS, Document, Provision, ProvisionKind, is_within

_SHORT = 400
"""Characters of a text that is shown whole below its summary, or quoted where no sentence covers it."""
_NEW = 0.3
"""The part of what a sentence rests on that must be new, for it to add something."""

_MEASURES = frozenset(
    {Unit.EUR, Unit.PERCENT, Unit.DAY, Unit.WEEK, Unit.MONTH, Unit.QUARTER, Unit.YEAR, Unit.HOUR}
)
_LEAST = 5
"""Words of a sentence that is no answer to a question only: "elektronisch"."""


@dataclass(frozen=True)
class _Found:
    """A sentence of a fiche with the places in the provision that it rests on."""

    sentence: Sentence
    spans: tuple[tuple[Provision, int, int], ...]

    @property
    def covered(self) -> frozenset[int]:
        return frozenset(place for _, start, end in self.spans for place in range(start, end))

    @property
    def start(self) -> int:
        return min(start for _, start, _ in self.spans)


def tell_summary(place: Provision, sheet: Sheet, knowledge: Knowledge, as_of: date) -> None:
    """Write a summary of a provision on the sheet, or its text when there is nothing to sum it up with."""
    found = _chosen(_resting_on(place, knowledge))
    quote = quoted(whole(place), knowledge.corpus, sheet.citer)
    if not found:
        sheet.statements.append(quote)
        return
    left = _left(place, found, knowledge)
    own_words = knowledge.corpus.documents[place.document].entry.authority in OWN_WORDS
    short = place.end - place.start <= _SHORT and not own_words
    pieces = [(one.start, _statement(one, sheet, knowledge, as_of)) for one in found]
    if not short:
        pieces += [(leaf.start, _quote(leaf, sheet, knowledge)) for leaf in left if _is_short(leaf)]
    sheet.statements += [said for _, said in sorted(pieces, key=lambda piece: piece[0])]
    if short:
        sheet.statements.append(quote)
    elif not all(map(_is_short, left)):
        sheet.statements.append(Statement(text=text("courtesy.summary_part"), kind=StatementKind.COURTESY))


def tell_document(document: Document, sheet: Sheet, knowledge: Knowledge, as_of: date) -> None:
    """Write a whole document on the sheet: of each article, or chapter, the sentence that says most of it."""
    parts = [p for p in document.provisions if p.kind is ProvisionKind.ARTICLE and p.parent is None]
    parts = parts or [p for p in document.provisions if p.kind is ProvisionKind.SECTION and p.parent is None]
    for part in parts:
        said = _line(part, sheet, knowledge, as_of)
        if said:
            sheet.statements.append(said)


def _line(part: Provision, sheet: Sheet, knowledge: Knowledge, as_of: date) -> Statement | None:
    """One line on a part of a document: a checked sentence behind its label, or a short text, quoted.

    What holds an amount or a term says most of a part; of the rest, what covers most of it.
    """
    found = _chosen(_resting_on(part, knowledge))
    quotes = [leaf for leaf in _left(part, found, knowledge) if _is_short(leaf)]
    said = [_statement(one, sheet, knowledge, as_of) for one in found]
    measured = [one for one in said if _measured(one.text)]
    quote = next((leaf for leaf in quotes if _measured(leaf.text)), None)
    if not said or (quote and not measured):
        leaf = quote or next(iter(quotes), None)
        return _quote(leaf, sheet, knowledge) if leaf else None
    best = (measured or said)[0]
    label = f"{part.label[:1].upper()}{part.label[1:]}"
    return best.model_copy(update={"text": text("summary.line", label=label, said=best.text)})


def _left(place: Provision, found: Sequence[_Found], knowledge: Knowledge) -> list[Provision]:
    """The smallest parts of a provision that no sentence covers."""
    covered = frozenset[int]().union(*(one.covered for one in found))
    return [leaf for leaf in _leaves(place, knowledge) if not covered & set(range(leaf.start, leaf.end))]


def _measured(words: str) -> bool:
    """Whether a text holds an amount or a term."""
    return any(figure.kind is FigureKind.QUANTITY and figure.unit in _MEASURES for figure in figures(words))


def _resting_on(place: Provision, knowledge: Knowledge) -> list[_Found]:
    """The sentences that rest on this provision alone, and can be read by themselves."""
    found: list[_Found] = []
    for fiche in knowledge.fiches.fiches.values():
        if fiche.kind is FicheKind.GAP:
            continue
        for sentence in fiche.answer:
            spans = tuple(locate(support, knowledge.corpus) for support in sentence.citations)
            if spans and _stands_alone(sentence.text) and all(_inside(p, place) for p, _, _ in spans):
                found.append(_Found(sentence, spans))
    return found


def _chosen(found: Sequence[_Found]) -> list[_Found]:
    """The fewest sentences that cover what all of them cover; of equals the shortest."""
    left, taken, covered = list(found), list[_Found](), frozenset[int]()
    while left:
        best = max(left, key=lambda one: (len(one.covered - covered), -len(one.sentence.text)))
        if len(best.covered - covered) < _NEW * len(best.covered):
            break
        taken.append(best)
        covered |= best.covered
        left.remove(best)
    return taken


def _stands_alone(sentence: str) -> bool:
    """Whether a sentence says something by itself: it leans on no question and on no other sentence."""
    lower = sentence.lower()
    words = lower.split()
    if len(words) < _LEAST:
        return False
    opening = words[0].strip(",:;.")
    return opening not in _leaning() and not any(lean in lower for lean in texts("summary.leaning_inside"))


def _statement(one: _Found, sheet: Sheet, knowledge: Knowledge, as_of: date) -> Statement:
    return Statement(
        text=filled(one.sentence.text, knowledge.parameters, as_of),
        kind=StatementKind.RULE,
        citations=tuple(dict.fromkeys(sheet.citer.cite(*span) for span in one.spans)),
    )


def _quote(leaf: Provision, sheet: Sheet, knowledge: Knowledge) -> Statement:
    return quoted(whole(leaf), knowledge.corpus, sheet.citer)


def _leaves(place: Provision, knowledge: Knowledge) -> Iterable[Provision]:
    """The smallest parts of a provision, without headings and sentences that only introduce a list."""
    document = knowledge.corpus.documents[place.document]
    inside = [p for p in document.provisions if p.is_leaf and _inside(p, place)]
    return [p for p in inside if p.kind.value not in ("heading", "intro", "title", "note")]


def _inside(provision: Provision, place: Provision) -> bool:
    return provision.document == place.document and is_within(provision.locator, place.locator)


def _is_short(leaf: Provision) -> bool:
    return leaf.end - leaf.start <= _SHORT


@cache
def _leaning() -> frozenset[str]:
    return frozenset(texts("summary.leaning"))
