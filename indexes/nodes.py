"""Units as llama-index nodes, and our embedder as a llama-index embedding.

Only building an index, and whoever wants to use it from llama-index, imports this.
"""

from __future__ import annotations

from typing import Any

from llama_index.core.base.embeddings.base import BaseEmbedding
from llama_index.core.schema import TextNode
from pydantic import PrivateAttr

from indexes.embedding import Embedder
from indexes.units import Unit


def text_node(unit: Unit) -> TextNode:
    """A unit as a node: id and text, and in its metadata what a filter needs.

    The metadata stays out of the embedded text: the passage already says where it stands.
    """
    provision = unit.provision
    metadata = {
        "document": provision.document,
        "locator": provision.locator,
        "kind": provision.kind.value,
        "scope": provision.scope.value,
        "start": provision.start,
        "end": provision.end,
    }
    return TextNode(
        id_=unit.id,
        text=unit.passage,
        metadata=metadata,
        excluded_embed_metadata_keys=list(metadata),
        excluded_llm_metadata_keys=list(metadata),
    )


class LlamaIndexEmbedding(BaseEmbedding):
    """Any of our embedders, for llama-index."""

    _embedder: Embedder = PrivateAttr()

    def __init__(self, embedder: Embedder, **settings: Any) -> None:
        super().__init__(model_name=embedder.name, **settings)
        self._embedder = embedder

    @classmethod
    def class_name(cls) -> str:
        """The name llama-index knows this by."""
        return "ImwEmbedding"

    def _get_query_embedding(self, query: str) -> list[float]:
        return [float(x) for x in self._embedder.query(query)]

    def _get_text_embedding(self, text: str) -> list[float]:
        return self._get_text_embeddings([text])[0]

    def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
        return [[float(x) for x in row] for row in self._embedder.passages(texts)]

    async def _aget_query_embedding(self, query: str) -> list[float]:
        return self._get_query_embedding(query)
