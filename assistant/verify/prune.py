"""A draft without the parts that were dropped, its citations numbered anew where some have gone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from typing import TypeVar

from assistant.draft import Draft
from assistant.models import Calculation, Decision
from assistant.verify.report import Drop, DropReason, Part

_Item = TypeVar("_Item")


def pruned(draft: Draft, dropped: Iterable[Drop]) -> Draft:
    """The draft without dropped parts. Citations that nothing refers to any more go too."""
    drops = tuple(dropped)
    if not drops:
        return draft
    left = replace(
        draft,
        statements=_without(draft.statements, drops, Part.STATEMENT),
        citations=_without(draft.citations, drops, Part.CITATION),
        calculations=_without(draft.calculations, drops, Part.CALCULATION),
        decisions=_without(draft.decisions, drops, Part.DECISION),
        notices=_without(draft.notices, drops, Part.NOTICE),
        missing=_without(draft.missing, drops, Part.MISSING),
        next_questions=_without(draft.next_questions, drops, Part.NEXT_QUESTION),
    )
    return _renumbered(left)


def _without(items: Sequence[_Item], drops: Iterable[Drop], part: Part) -> tuple[_Item, ...]:
    gone = {d.index for d in drops if d.part is part and d.reason is not DropReason.NUMBERING}
    return tuple(item for index, item in enumerate(items) if index not in gone)


def _renumbered(draft: Draft) -> Draft:
    used = _used(draft)
    kept = [citation for citation in draft.citations if citation.id in used]
    numbers = {citation.id: number for number, citation in enumerate(kept, start=1)}
    return replace(
        draft,
        citations=tuple(c.model_copy(update={"id": numbers[c.id]}) for c in kept),
        statements=tuple(
            s.model_copy(update={"citations": _new(s.citations, numbers)}) for s in draft.statements
        ),
        notices=tuple(n.model_copy(update={"citations": _new(n.citations, numbers)}) for n in draft.notices),
        missing=tuple(m.model_copy(update={"citations": _new(m.citations, numbers)}) for m in draft.missing),
        calculations=tuple(_calculation(c, numbers) for c in draft.calculations),
        decisions=tuple(_decision(d, numbers) for d in draft.decisions),
    )


def _used(draft: Draft) -> set[int]:
    numbers = chain(
        (s.citations for s in draft.statements),
        (n.citations for n in draft.notices),
        (m.citations for m in draft.missing),
        (step.citations for calculation in draft.calculations for step in calculation.steps),
        (criterion.citations for decision in draft.decisions for criterion in decision.criteria),
    )
    return set(chain.from_iterable(numbers))


def _new(citations: Iterable[int], numbers: Mapping[int, int]) -> tuple[int, ...]:
    return tuple(numbers[n] for n in citations if n in numbers)


def _calculation(item: Calculation, numbers: Mapping[int, int]) -> Calculation:
    steps = tuple(s.model_copy(update={"citations": _new(s.citations, numbers)}) for s in item.steps)
    return item.model_copy(update={"steps": steps})


def _decision(item: Decision, numbers: Mapping[int, int]) -> Decision:
    criteria = tuple(c.model_copy(update={"citations": _new(c.citations, numbers)}) for c in item.criteria)
    return item.model_copy(update={"criteria": criteria})
