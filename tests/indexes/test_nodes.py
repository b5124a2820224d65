from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor

import pytest

from corpus.models import Corpus
from indexes.nodes import LlamaIndexEmbedding, text_node
from indexes.units import units
from tests.indexes.samples import FakeEmbedder


def test_a_node_carries_place_and_text(small: Corpus) -> None:
    unit = units(small)[0]
    node = text_node(unit)
    assert node.node_id == "zwembad#art-1"
    assert node.get_content() == unit.passage
    assert node.metadata["document"] == "zwembad"
    assert node.metadata["scope"] == "individueel"


def test_llama_index_embeds_what_we_embed(small: Corpus, fake: FakeEmbedder) -> None:
    embedding = LlamaIndexEmbedding(fake)
    node = text_node(units(small)[0])
    [embedded] = embedding([node])
    assert embedded.get_embedding() == pytest.approx(fake.passages([units(small)[0].passage])[0])
    assert embedding.get_query_embedding("zwembad") == pytest.approx(fake.query("zwembad"))
    assert embedding.get_text_embedding("zwembad") == pytest.approx(fake.query("zwembad"))
    # In a thread of its own: a browser that another test holds open has an event loop in this one.
    with ThreadPoolExecutor(1) as pool:
        awaited = pool.submit(lambda: asyncio.run(embedding.aget_query_embedding("zwembad"))).result()
    assert awaited == pytest.approx(fake.query("zwembad"))
    assert embedding.model_name == "fake"
