"""The places in the documents that the decisions rest on, named once."""

from __future__ import annotations

_ARTICLE = "imw-update-2023-05-30"
_MODEL = "gr-2026-00367-overeenkomst"
_COUNCIL = "gr-2026-00367-besluit"
_OUTSIDE = "externe-feiten"
_UNPAID = "begeleid-werken-methodiek"


def article(place: str) -> str:
    """A place in the article of 30 May 2023."""
    return f"{_ARTICLE}#{place}"


def model(place: str) -> str:
    """A place in the model agreement."""
    return f"{_MODEL}#{place}"


def council(place: str) -> str:
    """A place in the text laid before the council."""
    return f"{_COUNCIL}#{place}"


def outside(place: str) -> str:
    """A fact from elsewhere, in our own words."""
    return f"{_OUTSIDE}#{place}"


def unpaid(place: str) -> str:
    """A place in the page on begeleid werken."""
    return f"{_UNPAID}#{place}"
