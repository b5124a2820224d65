"""Reading the project's own YAML, fast and safely, in one place."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

_SAFE = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_PLAIN = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


def read_yaml(path: Path) -> Any:
    """The content of a YAML file.

    Raises:
        OSError: the file cannot be read.
        yaml.YAMLError: it is not YAML.
    """
    return parse_yaml(path.read_bytes())


def parse_yaml(text: str | bytes) -> Any:
    """What a YAML text holds.

    Raises:
        yaml.YAMLError: it is not YAML.
    """
    return yaml.load(text, Loader=_SAFE)  # noqa: S506 - the C twin of the safe loader


def read_words(path: Path) -> Any:
    """The content of a word list: "no" stays a word and "60" stays text.

    Raises:
        OSError: the file cannot be read.
        yaml.YAMLError: it is not YAML.
    """
    return yaml.load(path.read_bytes(), Loader=_PLAIN)  # noqa: S506 - makes nothing but text, lists and maps


def packaged(name: str) -> Any:
    """The content of a YAML file that comes with the corpus.

    Raises:
        OSError: there is no such file.
    """
    return read_yaml(Path(__file__).with_name(name))
