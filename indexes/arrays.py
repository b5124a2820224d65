"""Arrays that are costly to make, kept in a file and used while they fit what they were made of."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from corpus.kept import key_of, replace

Arrays = Mapping[str, npt.NDArray[Any]]

_KEY = "key"


def opened(file: Path | None, key: str, make: Callable[[], Arrays]) -> Arrays:
    """What the file keeps under this key; otherwise it is made, and kept where the folder is there.

    Args:
        file: None keeps nothing.
        key: changes with whatever the arrays depend on; see `depends_on`.
        make: makes them.
    """
    known = read(file, key) if file else None
    if known is not None:
        return known
    made = make()
    if file and file.parent.is_dir():
        with suppress(OSError):  # it can always be made again
            write(file, key, made)
    return made


def read(file: Path, key: str) -> Arrays | None:
    """What was written under this key; None when it was another, or it cannot be read."""
    try:
        with np.load(file, allow_pickle=False) as stored:
            if stored[_KEY].tobytes().decode() != key:
                return None
            return {name: stored[name] for name in stored.files if name != _KEY}
    except (OSError, ValueError, EOFError, KeyError, zipfile.BadZipFile):
        return None


def write(file: Path, key: str, made: Arrays) -> None:
    """Keep arrays under a key, in one step.

    Raises:
        OSError: the disk does not take it.
    """
    content = BytesIO()
    named: dict[str, Any] = {_KEY: np.frombuffer(key.encode(), dtype=np.uint8), **made}
    np.savez(content, allow_pickle=False, **named)
    replace(file, content.getvalue())


def depends_on(modules: Iterable[str], *also: str) -> str:
    """A key over the source of modules of this package, and over `also`."""
    return key_of((Path(__file__).with_name(name) for name in modules), *also)


def packed(words: Iterable[str]) -> npt.NDArray[np.uint8]:
    """Words without line breaks as one plain array."""
    return np.frombuffer("\n".join(words).encode("utf-8", "surrogatepass"), dtype=np.uint8)


def unpacked(array: npt.NDArray[Any]) -> list[str]:
    """The words of `packed`."""
    text = array.tobytes().decode("utf-8", "surrogatepass")
    return text.split("\n") if text else []
