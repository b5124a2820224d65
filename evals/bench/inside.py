"""Timings in this process: one query embedding, the embedding throughput, an answer and each of its steps."""

from __future__ import annotations

import os
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import islice

from assistant.pipeline import Assistant
from evals.bench.load import Times, times
from indexes.embedding import Embedder

_WARM_UP = 10


@dataclass(frozen=True)
class Inside:
    """One client, no network."""

    embedding: Times
    answer: Times
    steps: dict[str, Times]
    embeddings_per_second: float
    """Of all processors together."""
    processors: int

    @property
    def ratio(self) -> float:
        """The middle answer in middle query embeddings."""
        return self.answer.p50 / self.embedding.p50


def measure(asked: Assistant, embedder: Embedder, questions: Iterator[str], count: int) -> Inside:
    """Time `count` embeddings and `count` answers, in turns, so that both see the same machine."""
    for text in islice(questions, _WARM_UP):
        embedder.query(text)
        asked.ask(text)
    embedding: list[float] = []
    answer: list[float] = []
    steps: dict[str, list[float]] = defaultdict(list)
    for _ in range(count):
        embedding.append(_timed(lambda: embedder.query(next(questions))))
        began = time.perf_counter()
        given, _conversation = asked.ask(next(questions))
        answer.append(1000 * (time.perf_counter() - began))
        for name, spent in given.timings_ms.items():
            steps[name].append(spent)
    processors = len(os.sched_getaffinity(0))
    return Inside(
        embedding=times(embedding),
        answer=times(answer),
        steps={name: times(spent) for name, spent in steps.items()},
        embeddings_per_second=round(_throughput(embedder, questions, count, processors), 1),
        processors=processors,
    )


def _throughput(embedder: Embedder, questions: Iterator[str], count: int, workers: int) -> float:
    texts = list(islice(questions, count))
    with ThreadPoolExecutor(workers) as pool:
        list(pool.map(embedder.query, texts[:workers]))
        began = time.perf_counter()
        list(pool.map(embedder.query, texts))
        return len(texts) / (time.perf_counter() - began)


def _timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return 1000 * (time.perf_counter() - began)
