"""Timings from outside: the real server on the loopback under 1, 8 and 32 clients, and a cold `imw ask`."""

from __future__ import annotations

import os
import resource
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice

import httpx
import psutil

from evals.bench.load import Times, times
from evals.provenance import ROOT

_START = 120.0
_ANSWER = 60.0
_COLD_RUNS = 3
_OPEN = {"IMW_WRITES_PER_MINUTE": "0", "IMW_READS_PER_MINUTE": "0"}
"""A rate limit would be measured instead of the service."""


class BenchError(Exception):
    """The service could not be measured: what happened and what to do."""


@dataclass(frozen=True)
class Clients:
    """What a number of clients at once saw."""

    clients: int
    latency: Times
    answers_per_second: float
    errors: int


@dataclass(frozen=True)
class Cold:
    """A whole `imw ask` in a fresh process: by the clock, and in processor time."""

    elapsed: Times
    processor: Times


@dataclass(frozen=True)
class Outside:
    """The service as users meet it."""

    clients: tuple[Clients, ...]
    resident_idle_mb: float
    resident_after_mb: float
    start_seconds: float


def serve_and_ask(questions: Iterator[str], numbers: Sequence[int], each: int) -> Outside:
    """Start the server, ask with each number of clients at once, and stop it.

    Raises:
        BenchError: it does not start, or does not answer.
    """
    port = _free_port()
    began = time.perf_counter()
    with _server(port) as process:
        _wait(port, process)
        started = time.perf_counter() - began
        _clients(port, questions, 1, 20)
        idle = _resident(process)
        seen = tuple(_clients(port, questions, number, each) for number in numbers)
        return Outside(seen, idle, _resident(process), round(started, 2))


def cold_ask(question: str) -> Cold:
    """A whole `imw ask` in a fresh process, a few times; the files are in the cache of the system.

    Raises:
        BenchError: the command fails.
    """
    command = [sys.executable, "-m", "api.cli", "ask", question, "--json"]
    elapsed, processor = [], []
    for _ in range(_COLD_RUNS):
        began, used = time.perf_counter(), _used_by_children()
        done = subprocess.run(  # noqa: S603 - our own program
            command, cwd=ROOT, capture_output=True, timeout=_START, check=False
        )
        if done.returncode != 0:
            raise BenchError(f"`imw ask` ended with code {done.returncode}. Run it by hand to see why.")
        elapsed.append(1000 * (time.perf_counter() - began))
        processor.append(1000 * (_used_by_children() - used))
    return Cold(times(elapsed), times(processor))


def _used_by_children() -> float:
    """Seconds of processor time of the programs that were started and have ended."""
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    return spent.ru_utime + spent.ru_stime


def _clients(port: int, questions: Iterator[str], number: int, each: int) -> Clients:
    batches = [list(islice(questions, each)) for _ in range(number)]
    began = time.perf_counter()
    with ThreadPoolExecutor(number) as pool:
        seen = [one for batch in pool.map(lambda texts: _one_client(port, texts), batches) for one in batch]
    took = time.perf_counter() - began
    good = [spent for spent, fine in seen if fine]
    return Clients(number, times(good), round(len(good) / took, 1), len(seen) - len(good))


def _one_client(port: int, texts: Sequence[str]) -> list[tuple[float, bool]]:
    seen = []
    with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=_ANSWER) as client:
        for text in texts:
            began = time.perf_counter()
            try:
                fine = client.post("/api/v1/chat", json={"question": text}).status_code == httpx.codes.OK
            except httpx.HTTPError:
                fine = False
            seen.append((1000 * (time.perf_counter() - began), fine))
    return seen


@contextmanager
def _server(port: int) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-m", "api.cli", "serve", "--port", str(port), "--no-build"],
        cwd=ROOT,
        env=os.environ | _OPEN,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(timeout=15)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait(port: int, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + _START
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise BenchError(f"The server ended with code {process.returncode}. Run `imw serve` to see why.")
        try:
            if httpx.get(f"http://127.0.0.1:{port}/readyz", timeout=2).status_code == httpx.codes.OK:
                return
        except httpx.HTTPError:
            time.sleep(0.1)
    raise BenchError(f"The server was not ready within {_START:.0f} s. Run `imw serve` to see why.")


def _resident(process: subprocess.Popen[bytes]) -> float:
    """Megabytes of memory of the server and what it started."""
    main = psutil.Process(process.pid)
    family = [main, *main.children(recursive=True)]
    return float(round(sum(one.memory_info().rss for one in family) / 1e6, 1))


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
