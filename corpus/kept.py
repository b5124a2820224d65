"""What was read and checked before, kept in a form that is quick to read again.

A kept file opens with the hash of everything it was made of, sources and code, and with the hash of its own
content. When either differs it counts for nothing and the sources are read, so it can never answer for them.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from uuid import uuid4

FOLDER_VARIABLE = "IMW_INDEX"


def default_folder() -> Path:
    """Where the index and what is kept beside it stand: `IMW_INDEX`, or `.imw/index` in the project."""
    named = os.environ.get(FOLDER_VARIABLE, "").strip()
    return Path(named).expanduser() if named else Path(__file__).resolve().parents[1] / ".imw" / "index"


def key_of(files: Iterable[Path], *also: str) -> str:
    """A name for these files as they are now: it changes with their names, their bytes, and with `also`.

    Raises:
        OSError: one of the files cannot be read.
    """
    digest = hashlib.sha256()
    for part in also:
        digest.update(f"{part}\n".encode("utf-8", "surrogatepass"))
    for file in files:
        content = file.read_bytes()
        digest.update(f"{file.name} {len(content)}\n".encode())
        digest.update(content)
    return digest.hexdigest()


def read(file: Path, key: str) -> bytes | None:
    """What was kept under this key; None when there is nothing, or something else, or it is damaged."""
    try:
        head, _, content = file.read_bytes().partition(b"\n")
    except OSError:
        return None
    return content if head == _head(key, content) else None


def write(file: Path, key: str, content: bytes) -> None:
    """Keep this, where the folder is there and takes it; it can always be made again."""
    with suppress(OSError):
        if file.parent.is_dir():
            replace(file, _head(key, content) + b"\n" + content)


def replace(file: Path, content: bytes) -> None:
    """Put a file in place in one step, so that nobody ever reads half of it.

    Raises:
        OSError: the disk does not take it.
    """
    fresh = file.with_name(f"{file.name}.{uuid4().hex[:8]}")
    try:
        fresh.write_bytes(content)
        fresh.replace(file)
    finally:
        fresh.unlink(missing_ok=True)


def _head(key: str, content: bytes) -> bytes:
    return f"{key} {hashlib.sha256(content).hexdigest()}".encode()
