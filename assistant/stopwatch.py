"""How long each step of a message took."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

from assistant.models import StepName
from assistant.trace import Tracer


class Stopwatch:
    """Adds up milliseconds per step, over all questions of a message, and shows the steps to a tracer."""

    def __init__(self, tracer: Tracer | None = None) -> None:
        self.timings: dict[str, float] = {}
        self.tracer = tracer or Tracer()

    @contextmanager
    def step(self, name: StepName) -> Iterator[None]:
        """Time what happens inside as part of this step."""
        began = time.perf_counter()
        try:
            yield
        finally:
            spent = 1_000 * (time.perf_counter() - began)
            self.timings[name] = round(self.timings.get(name, 0.0) + spent, 3)
