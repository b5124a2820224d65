"""The parameter files are OpenFisca's format: its own loader reads them and gets the same values."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from corpus.parameters import DEFAULT_ROOT, load_parameters

openfisca = pytest.importorskip("openfisca_core.parameters", reason="openfisca-core is not installed")
PARAMETERS = load_parameters()


@pytest.fixture(scope="module")
def tree() -> Any:
    return openfisca.ParameterNode(directory_path=str(DEFAULT_ROOT))


def _find(tree: Any, name: str) -> Any:
    for step in name.split("."):
        tree = tree.children[step]
    return tree


def _names(node: Any, prefix: str = "") -> list[str]:
    if not hasattr(node, "children"):
        return [prefix]
    return [n for key, below in node.children.items() for n in _names(below, f"{prefix}.{key}".strip("."))]


def test_the_same_names(tree: Any) -> None:
    assert sorted(_names(tree)) == sorted(PARAMETERS.names())


@pytest.mark.parametrize("name", PARAMETERS.names())
def test_the_same_values_on_every_boundary(name: str, tree: Any) -> None:
    parameter = _find(tree, name)
    assert parameter.description
    days = {day + timedelta(days=shift) for day in PARAMETERS.changes(name) for shift in (-1, 0, 1)}
    for day in sorted(days):
        known = [
            k
            for k in PARAMETERS.history(name)
            if k.valid_from <= day and (not k.valid_to or day <= k.valid_to)
        ]
        theirs = parameter.get_at_instant(day.isoformat())
        assert (None if theirs is None else Decimal(str(theirs))) == (known[0].value if known else None), day
