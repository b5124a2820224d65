"""The words of the interface, one file per language with the same keys. The content stays Dutch."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from assistant.models import Language

_FOLDER = Path(__file__).parent


@cache
def texts(language: Language = Language.NL) -> Mapping[str, Any]:
    """The texts of the interface in one language."""
    content = (_FOLDER / f"{language.value}.yaml").read_text(encoding="utf-8")
    loaded: dict[str, Any] = yaml.safe_load(content)
    return loaded
