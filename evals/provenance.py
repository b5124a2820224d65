"""What a measurement was made of: commit, corpus, index, machine. Kept beside every result."""

from __future__ import annotations

import os
import platform
import subprocess
from datetime import UTC, datetime
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from corpus.models import Corpus
from indexes.models import IndexStatus

ROOT = Path(__file__).resolve().parents[1]
RESULTS = ROOT / "results"


class Provenance(BaseModel):
    """Enough to repeat a measurement."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    at: datetime
    commit: str
    corpus: str
    index: str | None
    model: str | None
    python: str
    processors: int


def provenance(corpus: Corpus, status: IndexStatus) -> Provenance:
    """The state of everything, now."""
    return Provenance(
        at=datetime.now(UTC).replace(microsecond=0),
        commit=commit(),
        corpus=corpus.fingerprint,
        index=status.fingerprint,
        model=status.model,
        python=platform.python_version(),
        processors=len(os.sched_getaffinity(0)),
    )


def commit() -> str:
    """The short commit, with `-dirty` when files differ from it; `unknown` outside a checkout."""
    revision = _git("rev-parse", "--short", "HEAD")
    if not revision:
        return "unknown"
    return f"{revision}-dirty" if _git("status", "--porcelain") else revision


def new_folder(kind: str, made: Provenance, root: Path = RESULTS) -> Path:
    """A folder of its own for one run: `<root>/<kind>/<time>-<commit>`."""
    folder = root / kind / f"{made.at:%Y%m%dT%H%M%S}-{made.commit}"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _git(*arguments: str) -> str:
    try:
        done = subprocess.run(  # noqa: S603 - fixed arguments
            ["git", *arguments],  # noqa: S607 - git is looked up on the path on purpose
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=20,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""
