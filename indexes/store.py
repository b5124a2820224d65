"""The Chroma collection of one index version, through llama-index's vector store."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import chromadb
import numpy as np
from chromadb.api import ClientAPI
from chromadb.config import Settings
from llama_index.core.schema import TextNode
from llama_index.core.vector_stores.types import VectorStoreQuery
from llama_index.vector_stores.chroma import ChromaVectorStore

from indexes.models import Matrix, Vector

_COLLECTION = "provisions"
_FOLDER = "chroma"


class ChromaStore:
    """Nodes with their vectors, as llama-index stores them."""

    def __init__(self, collection: chromadb.Collection) -> None:
        self._collection = collection
        self.vector_store = ChromaVectorStore(chroma_collection=collection)

    def add(self, nodes: Sequence[TextNode]) -> None:
        """Store nodes that carry their embedding."""
        self.vector_store.add(list(nodes))

    def vectors(self, ids: Sequence[str]) -> Matrix:
        """The stored vectors of these nodes, in this order.

        Raises:
            KeyError: a node is not there.
        """
        found = self._collection.get(include=["embeddings"])
        stored: Any = found["embeddings"]
        rows = dict(zip(found["ids"], stored, strict=True))
        return np.asarray([rows[one] for one in ids], dtype=np.float32)

    def nearest(self, query: Vector, k: int) -> list[str]:
        """The ids of the k nearest nodes, nearest first."""
        wanted = VectorStoreQuery(query_embedding=[float(x) for x in query], similarity_top_k=k)
        return list(self.vector_store.query(wanted).ids or [])


@contextmanager
def create(version: Path) -> Iterator[ChromaStore]:
    """A new, empty store in a version folder."""
    with _client(version) as client:
        # No embedding function: otherwise the first text would make Chroma download a model of its own.
        yield ChromaStore(
            client.create_collection(
                _COLLECTION, embedding_function=None, configuration={"hnsw": {"space": "ip"}}
            )
        )


@contextmanager
def opened(version: Path) -> Iterator[ChromaStore]:
    """The store of a version folder, to read."""
    with _client(version) as client:
        yield ChromaStore(client.get_collection(_COLLECTION, embedding_function=None))


@contextmanager
def _client(version: Path) -> Iterator[ClientAPI]:
    settings = Settings(anonymized_telemetry=False)
    # The client is a context manager that its declared type does not show.
    client: Any = chromadb.PersistentClient(str(version / _FOLDER), settings)
    with client:
        yield client
