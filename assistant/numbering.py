"""Sources as a reader counts them: only those something refers to, numbered as they come up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import chain

from assistant.draft import Draft
from assistant.models import Calculation, Decision


def numbered(draft: Draft) -> Draft:
    """The draft with its citations numbered in the order in which the reader meets them.

    A citation that no sentence, question back, notice, step of a calculation or criterion of a decision
    refers to is left out; of two with the same words at the same place one is left.
    """
    places = {c.id: (c.provision, c.start, c.end) for c in draft.citations}
    met = [number for number in dict.fromkeys(_referred_to(draft)) if number in places]
    order = list(dict.fromkeys(places[number] for number in met))
    numbers = {number: order.index(places[number]) + 1 for number in met}
    kept = {
        numbers[c.id]: c.model_copy(update={"id": numbers[c.id]}) for c in draft.citations if c.id in numbers
    }
    return replace(
        draft,
        citations=tuple(kept[number] for number in sorted(kept)),
        statements=tuple(
            s.model_copy(update={"citations": _new(s.citations, numbers)}) for s in draft.statements
        ),
        notices=tuple(
            n.model_copy(update={"citations": tuple(sorted(_new(n.citations, numbers)))})
            for n in draft.notices
        ),
        missing=tuple(m.model_copy(update={"citations": _new(m.citations, numbers)}) for m in draft.missing),
        calculations=tuple(_calculation(c, numbers) for c in draft.calculations),
        decisions=tuple(_decision(d, numbers) for d in draft.decisions),
    )


def _referred_to(draft: Draft) -> Iterable[int]:
    """The numbers in the order in which an answer is read: what is worked out stands below what is said."""
    return chain.from_iterable(
        chain(
            (s.citations for s in draft.statements),
            (m.citations for m in draft.missing),
            (n.citations for n in draft.notices),
            (step.citations for calculation in draft.calculations for step in calculation.steps),
            (criterion.citations for decision in draft.decisions for criterion in decision.criteria),
        )
    )


def _new(citations: Iterable[int], numbers: Mapping[int, int]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(numbers[n] for n in citations if n in numbers))


def _calculation(item: Calculation, numbers: Mapping[int, int]) -> Calculation:
    steps = tuple(s.model_copy(update={"citations": _new(s.citations, numbers)}) for s in item.steps)
    return item.model_copy(update={"steps": steps})


def _decision(item: Decision, numbers: Mapping[int, int]) -> Decision:
    criteria = tuple(c.model_copy(update={"citations": _new(c.citations, numbers)}) for c in item.criteria)
    return item.model_copy(update={"criteria": criteria})
