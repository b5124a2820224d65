"""Starting quickly: what a command loads is loaded once and stays."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """No search for garbage while loading: nothing loaded is garbage, and there is much to search through."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def settled() -> None:
    """What is loaded by now stays until the end: the search for garbage, which holds up answers, skips it."""
    gc.freeze()
