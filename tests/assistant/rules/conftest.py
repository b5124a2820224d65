"""Shared by the tests of the rules: the real parameters, read once."""

from __future__ import annotations

import pytest

from corpus.parameters import Parameters, load_parameters


@pytest.fixture(scope="session")
def parameters() -> Parameters:
    return load_parameters()
