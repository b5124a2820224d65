"""Word lists the steps share. Lists are data in YAML; this module only reads them."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from corpus.data import read_words

_FOLDER = Path(__file__).parent


@cache
def lexicon(name: str) -> Any:
    """The parsed YAML list with this name.

    Raises:
        FileNotFoundError: there is no such list.
    """
    return read_words(_FOLDER / f"{name}.yaml")
