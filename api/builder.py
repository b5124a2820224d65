"""Building the index beside a running server, in a process of its own: answering goes on undisturbed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass

_COMMAND = (sys.executable, "-m", "api.cli", "index", "build", "--json", "--progress-lines")
_NICENESS = 10
_TRIES = 20
_PAUSE_SECONDS = 30.0
_SPEAKER = "imw: "


@dataclass(frozen=True)
class Building:
    """How far the index is. `failed` is a Dutch sentence with a remedy."""

    running: bool = False
    done: int = 0
    total: int = 0
    failed: str | None = None


class IndexBuilder:
    """Runs `imw index build`, follows its progress, and calls back when the new index is there.

    A build that fails is tried again after a while: another process may have been building, or a full disk
    may have been cleared. Questions go on being answered on words alone.
    """

    def __init__(
        self,
        when_done: Callable[[], None],
        command: Sequence[str] = _COMMAND,
        *,
        tries: int = _TRIES,
        pause: float = _PAUSE_SECONDS,
    ) -> None:
        self._when_done = when_done
        self._command = command
        self._tries = tries
        self._pause = pause
        self._stopping = threading.Event()
        self._process: subprocess.Popen[str] | None = None
        self._thread: threading.Thread | None = None
        self.state = Building()

    def start(self) -> None:
        """Start building. A second call does nothing."""
        if self._thread is None:
            self.state = Building(running=True)
            self._thread = threading.Thread(target=self._run, name="index-builder", daemon=True)
            self._thread.start()

    def stop(self) -> None:
        """Break off: the index in use is untouched, and the next build starts where it can."""
        self._stopping.set()
        if self._process and self._process.poll() is None:
            self._process.terminate()
        if self._thread:
            self._thread.join(timeout=10)

    def _run(self) -> None:
        for _ in range(self._tries):
            self._try_once()
            if self.state.failed is None or self._stopping.wait(self._pause):
                return

    def _try_once(self) -> None:
        try:
            failed = self._build()
            if failed is None:
                self._when_done()
        except Exception as error:
            failed = f"De index kon niet gebouwd worden ({type(error).__name__}). Probeer: imw index build"
        self.state = Building(done=self.state.done, total=self.state.total, failed=failed)

    def _build(self) -> str | None:
        """Follow the build to its end; what went wrong, or None."""
        process = subprocess.Popen(  # noqa: S603 - our own program
            self._command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8"
        )
        self._process = process
        with suppress(OSError, AttributeError):
            os.setpriority(os.PRIO_PROCESS, process.pid, _NICENESS)
        out, err = process.stdout, process.stderr
        assert out  # noqa: S101 - a pipe
        assert err  # noqa: S101 - a pipe
        errors: list[str] = []
        drain = threading.Thread(target=lambda: errors.extend(err), daemon=True)
        drain.start()
        for line in out:
            with suppress(ValueError, KeyError):
                told = json.loads(line)
                self.state = Building(running=True, done=int(told["done"]), total=int(told["total"]))
        code = process.wait()
        drain.join(timeout=5)
        out.close()
        err.close()
        if code == 0:
            return None
        said = "".join(errors).strip()
        return (
            said.splitlines()[-1].removeprefix(_SPEAKER)
            if said
            else "Het bouwen van de index werd afgebroken. Probeer: imw index build"
        )
