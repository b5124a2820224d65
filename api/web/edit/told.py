"""What the corpus says of a change, in the words of the interface. Its own words are for the command line."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from corpus.editing import EditError
from corpus.errors import CorpusError

_PROBLEMS = {
    "check_provision": re.compile(r"There is no provision (?P<place>[^;]+);"),
    "check_quote": re.compile(
        r"The quote stands (?P<count>\d+) times in (?P<place>\S+), it must be there once"
    ),
    "check_parameter": re.compile(r"there is no parameter (?P<name>\S+)\.$"),
    "check_uncited": re.compile(r"a sentence without a quote and without a rule"),
    "check_related": re.compile(r"the related fiche (?P<fiche>\S+) does not exist"),
}
"""What `corpus check` can say of one fiche, by the key of the text that says it here."""


def told(error: CorpusError, words: Mapping[str, Any]) -> str:
    """Why a change cannot be made; in general terms where no more can be said to an editor."""
    if isinstance(error, EditError):
        reasons: Mapping[str, str] = words["reasons"]
        return reasons[error.reason].format_map(error.values)
    return str(words["files"])


def problem_told(problem: str, words: Mapping[str, Any]) -> str:
    """A problem that `corpus check` finds in a fiche."""
    for key, pattern in _PROBLEMS.items():
        if found := pattern.search(problem):
            return str(words[key]).format_map(found.groupdict())
    return str(words["check_other"])
