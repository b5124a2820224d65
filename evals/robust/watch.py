"""Sees what the assistant's last step leaves out: without a language model a defect of its own texts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from unittest import mock

_STEP = "assistant.pipeline.verify"


@contextmanager
def dropped_parts() -> Iterator[list[str]]:
    """A list that gets a line for each part that is left out, for as long as the context lasts."""
    lines: list[str] = []
    with mock.patch(_STEP, new=_observed(_current(), lines)):
        yield lines


def _current() -> Callable[..., Any]:
    from assistant import pipeline

    return vars(pipeline)["verify"]  # type: ignore[no-any-return]


def _observed(check: Callable[..., Any], lines: list[str]) -> Callable[..., Any]:
    def observed(*given: Any, **named: Any) -> Any:
        report = check(*given, **named)
        lines.extend(f"{drop.part} {drop.reason}: {drop.detail}" for drop in report.dropped)
        return report

    return observed
