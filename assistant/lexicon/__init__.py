"""Word lists the steps share. Lists are data in YAML; this module only reads them."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

import yaml


@cache
def lexicon(name: str) -> Any:
    """The parsed YAML list with this name.

    Raises:
        FileNotFoundError: there is no such list.
    """
    return yaml.load(files(__package__).joinpath(f"{name}.yaml").read_bytes(), Loader=_LOADER)


_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
