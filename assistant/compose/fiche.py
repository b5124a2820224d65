"""A fiche as statements: its sentences with their figures filled in and their quotes cited."""

from __future__ import annotations

from datetime import date

from assistant.draft import Citer
from assistant.models import Statement, StatementKind, Unit
from assistant.notation import quantity
from corpus.fiches import PLACEHOLDER, Fiche, FicheKind, Fiches, Sentence, locate
from corpus.models import Corpus
from corpus.parameters import Parameters


def fiche_statements(
    fiche: Fiche, corpus: Corpus, parameters: Parameters, as_of: date, citer: Citer
) -> tuple[Statement, ...]:
    """The sentences of a fiche, first the answer, with each figure as it was on the day asked about."""
    return tuple(_statement(sentence, corpus, parameters, as_of, citer) for sentence in fiche.answer)


def silent_sentences(fiches: Fiches) -> frozenset[str]:
    """Sentences that only say that the sources are silent: there is nothing to cite for them."""
    gaps = (fiche for fiche in fiches.fiches.values() if fiche.kind is FicheKind.GAP)
    return frozenset(s.text for gap in gaps for s in gap.answer if not s.citations)


def filled(text: str, parameters: Parameters, as_of: date) -> str:
    """A sentence with its placeholders replaced by figures in Belgian notation.

    A figure that is not known on the day is shown as it was last known; the notices say so.

    Raises:
        UnknownParameterError: a placeholder names no parameter.
    """

    def figure(name: str) -> str:
        known = parameters.last_known(name, max(as_of, parameters.history(name)[0].valid_from))
        return quantity(known.value, Unit(known.unit))

    return PLACEHOLDER.sub(lambda match: figure(match[1]), text)


def _statement(
    sentence: Sentence, corpus: Corpus, parameters: Parameters, as_of: date, citer: Citer
) -> Statement:
    places = [locate(support, corpus) for support in sentence.citations]
    return Statement(
        text=filled(sentence.text, parameters, as_of),
        kind=StatementKind.RULE if places else StatementKind.COURTESY,
        citations=tuple(dict.fromkeys(citer.cite(*place) for place in places)),
    )
