"""The real corpus and the real pipeline, searching on words alone, so that no model is needed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.runtime import Live, assemble
from api.service import Service
from api.settings import Settings
from corpus.load import load_corpus
from corpus.parameters import load_parameters
from indexes.search import SearchIndex
from tests.api.contract import Checked

UNLIMITED = Settings(writes_per_minute=0, reads_per_minute=0, allowed_hosts=("testserver", "localhost"))


@pytest.fixture(scope="session")
def live(tmp_path_factory: pytest.TempPathFactory) -> Live:
    corpus = load_corpus()
    index = SearchIndex.open(corpus, tmp_path_factory.mktemp("index"), embedder=None)
    return assemble(corpus, load_parameters(), index)


@pytest.fixture
def service(live: Live) -> Iterator[Service]:
    made = Service(UNLIMITED, live, build=False)
    yield made
    made.close()


@pytest.fixture
def client(service: Service) -> Iterator[Checked]:
    """A client that holds every response against the description of the API."""
    with Checked(create_app(service), raise_server_exceptions=False) as made:
        yield made


class Broken:
    """An assistant with a defect."""

    def ask(self, question: str, *_: object, **__: object) -> object:
        raise RuntimeError(f"kapot door {question}")


@pytest.fixture
def broken(live: Live) -> Iterator[TestClient]:
    service = Service(UNLIMITED, replace(live, assistant=Broken()), build=False)  # type: ignore[arg-type]
    with TestClient(create_app(service)) as made:
        yield made


@pytest.fixture
def no_corpus(tmp_path: Path) -> Iterator[TestClient]:
    settings = UNLIMITED.model_copy(update={"corpus": tmp_path / "nergens"})
    with TestClient(create_app(Service(settings))) as made:
        yield made
