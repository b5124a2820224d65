"""Shared by all tests: the real corpus and index, and no environment of the person who runs them."""

from __future__ import annotations

import os
from datetime import date
from itertools import count
from pathlib import Path

import pytest
from filelock import FileLock
from hypothesis import settings

from assistant.pipeline import Assistant
from corpus.fiches import load_fiches
from corpus.load import load_corpus
from corpus.models import Corpus
from corpus.parameters import Parameters, load_parameters
from indexes.build import build
from indexes.embedding import configured
from indexes.search import SearchIndex
from indexes.versions import default_folder

ROOT = Path(__file__).resolve().parent.parent
TODAY = date(2026, 11, 22)

# How long an example takes says more about the machine than about the code.
settings.register_profile("shared", deadline=None)
settings.load_profile("shared")


@pytest.fixture(autouse=True)
def _clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [n for n in os.environ if n.startswith("IMW_")]:
        monkeypatch.delenv(name)


@pytest.fixture(scope="session")
def corpus() -> Corpus:
    """The real documents."""
    return load_corpus()


@pytest.fixture(scope="session")
def parameters() -> Parameters:
    """The real figures."""
    return load_parameters()


@pytest.fixture(scope="session")
def lexical_index(corpus: Corpus) -> SearchIndex:
    """Search by words alone, as on a machine without an embedding runtime."""
    return SearchIndex.open(corpus, embedder=None)


@pytest.fixture(scope="session")
def full_index(corpus: Corpus) -> SearchIndex:
    """Search with every engine; built once and kept where the program keeps it."""
    embedder = configured()
    if embedder is None:
        pytest.skip("no embedding runtime on this platform")
    default_folder().parent.mkdir(parents=True, exist_ok=True)
    with FileLock(default_folder().parent / "tests.lock"):  # another test process may be building it
        build(corpus, default_folder(), embedder=embedder, fiches=load_fiches())
    return SearchIndex.open(corpus)


def make_assistant(corpus: Corpus, index: SearchIndex, parameters: Parameters) -> Assistant:
    """An assistant with a stopped clock and counted ids."""
    numbers = count(1)
    return Assistant(corpus, index, parameters, clock=lambda: TODAY, new_id=lambda: f"id-{next(numbers)}")


@pytest.fixture(scope="session")
def assistant(corpus: Corpus, full_index: SearchIndex, parameters: Parameters) -> Assistant:
    """The assistant as users have it."""
    return make_assistant(corpus, full_index, parameters)


@pytest.fixture(scope="session")
def lexical_assistant(corpus: Corpus, lexical_index: SearchIndex, parameters: Parameters) -> Assistant:
    """The assistant without an embedding runtime."""
    return make_assistant(corpus, lexical_index, parameters)
