"""Long lists a page at a time; the number of the page stands in the address."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar
from urllib.parse import urlencode

PAGE = "blz"
"""The name of the query parameter."""
T = TypeVar("T")


@dataclass(frozen=True)
class Slice(Generic[T]):
    """One page of a list, and the addresses of the pages beside it; empty where there is none."""

    items: Sequence[T]
    total: int
    number: int
    last: int
    before: str
    after: str


def sliced(items: Sequence[T], query: Mapping[str, str], size: int) -> Slice[T]:
    """The page that an address asks for; the nearest one when there is no such page.

    Args:
        items: the whole list.
        query: the parameters of the address, which go along to the other pages.
        size: how many stand on a page.
    """
    last = max(1, -(-len(items) // size))
    asked = query.get(PAGE, "")
    number = min(max(1, int(asked)), last) if asked.isascii() and asked.isdigit() and len(asked) < 9 else 1

    def address(page: int) -> str:
        kept = {name: value for name, value in query.items() if name != PAGE and value}
        return f"?{urlencode({**kept, PAGE: page})}" if 1 <= page <= last else ""

    shown = items[(number - 1) * size : number * size]
    return Slice(shown, len(items), number, last, address(number - 1), address(number + 1))
