from __future__ import annotations

import pytest

from corpus.models import Corpus
from tests.indexes.samples import FakeEmbedder, small_corpus


@pytest.fixture
def small() -> Corpus:
    return small_corpus()


@pytest.fixture
def fake() -> FakeEmbedder:
    return FakeEmbedder()
