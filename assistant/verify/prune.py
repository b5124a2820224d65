"""A draft without the parts that were dropped, its citations numbered anew where some have gone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TypeVar

from assistant.draft import Draft
from assistant.numbering import numbered
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
    return numbered(left)


def _without(items: Sequence[_Item], drops: Iterable[Drop], part: Part) -> tuple[_Item, ...]:
    gone = {d.index for d in drops if d.part is part and d.reason is not DropReason.NUMBERING}
    return tuple(item for index, item in enumerate(items) if index not in gone)
