"""Writing several files as one: all of them, or none."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from corpus.ingest.models import IngestError


def write_together(files: Mapping[Path, bytes]) -> None:
    """Write every file; when one cannot be written, those that were are put back as they were.

    Everything is written beside its place first, so that what can fail fails before anything changes.

    Raises:
        IngestError: the folder or the disk refuses; everything is as it was.
    """
    waiting: dict[Path, Path] = {}
    before: dict[Path, bytes | None] = {}
    try:
        for path, content in files.items():
            waiting[path] = _beside(path, content)
        for path, made in waiting.items():
            before[path] = path.read_bytes() if path.exists() else None
            made.replace(path)
    except OSError as error:
        for path in waiting.values():
            path.unlink(missing_ok=True)
        _put_back(before)
        raise IngestError(
            f"Er kan niet geschreven worden ({error.strerror or error}). Er is niets veranderd; kijk de "
            "rechten en de ruimte op de schijf na."
        ) from error


def _beside(path: Path, content: bytes) -> Path:
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".tmp")
    made = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        made.chmod(path.stat().st_mode & 0o777 if path.exists() else 0o644)
    except OSError:
        made.unlink(missing_ok=True)
        raise
    return made


def _put_back(before: Mapping[Path, bytes | None]) -> None:
    for path, content in before.items():
        with suppress(OSError):
            if content is None:
                path.unlink(missing_ok=True)
            else:
                path.write_bytes(content)
