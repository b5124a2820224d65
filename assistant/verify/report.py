"""What verify found: the draft that may be shown, and what was left out with the reason."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from assistant.draft import Draft


class Part(StrEnum):
    """The part of a draft that was checked."""

    STATEMENT = "statement"
    CITATION = "citation"
    CALCULATION = "calculation"
    DECISION = "decision"
    NOTICE = "notice"
    MISSING = "missing"
    NEXT_QUESTION = "next_question"


class DropReason(StrEnum):
    """Why a part may not be shown."""

    NO_SOURCE = "no_source"
    UNKNOWN_CITATION = "unknown_citation"
    UNKNOWN_CALCULATION = "unknown_calculation"
    UNKNOWN_DECISION = "unknown_decision"
    DUPLICATE_ID = "duplicate_id"
    NUMBERING = "numbering"
    UNKNOWN_DOCUMENT = "unknown_document"
    UNKNOWN_PROVISION = "unknown_provision"
    LOCATOR_MISMATCH = "locator_mismatch"
    VERSION_MISMATCH = "version_mismatch"
    SPAN_MISMATCH = "span_mismatch"
    OUTSIDE_PROVISION = "outside_provision"
    CATALOGUE_MISMATCH = "catalogue_mismatch"
    NOT_VERBATIM = "not_verbatim"
    OWN_WORDS_QUOTED = "own_words_quoted"
    NOT_A_COURTESY = "not_a_courtesy"
    FIGURE_IN_COURTESY = "figure_in_courtesy"
    UNGROUNDED_FIGURE = "ungrounded_figure"
    WRONG_PAIR = "wrong_pair"
    AMBIGUOUS_CELL = "ambiguous_cell"


@dataclass(frozen=True, slots=True)
class Drop:
    """One part that was left out. `index` counts from 0 in its list of the draft that was checked."""

    part: Part
    index: int
    reason: DropReason
    detail: str
    """The words or the id that did not hold."""


@dataclass(frozen=True)
class VerifyReport:
    """The draft without what did not hold, and what that was."""

    draft: Draft
    dropped: tuple[Drop, ...]

    @property
    def sound(self) -> bool:
        """True when nothing had to be left out."""
        return not self.dropped
