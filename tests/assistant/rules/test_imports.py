"""The calculators lean on the parameters and the contract models, and on nothing else of the product."""

from __future__ import annotations

import ast
import sys
from pathlib import Path

import pytest

from assistant.rules import REGISTRY

FOLDER = Path(sys.modules[next(iter(REGISTRY.values())).run.__module__].__file__ or "").parent
ALLOWED = (
    "assistant.rules",
    "assistant.models",
    "corpus.parameters",
    "corpus.models",
    "corpus.data",
    "pydantic",
    "yaml",
    "babel",
)
CALCULATORS = sorted({Path(sys.modules[c.run.__module__].__file__ or "") for c in REGISTRY.values()})
HELPERS = [
    FOLDER / f"{name}.py"
    for name in ("figures", "sheet", "money", "quarters", "need", "checks", "referteloon")
]


@pytest.mark.parametrize("path", [*CALCULATORS, *HELPERS], ids=lambda path: path.stem)
def test_imports(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    modules = {n.module or "" for n in ast.walk(tree) if isinstance(n, ast.ImportFrom)}
    modules |= {alias.name for n in ast.walk(tree) if isinstance(n, ast.Import) for alias in n.names}
    foreign = {
        m for m in modules if m.partition(".")[0] not in sys.stdlib_module_names and not m.startswith(ALLOWED)
    }
    assert foreign == set()
