"""The interface to every model but the bundled engine: sentence-transformers.

Importing this module takes seconds and hundreds of megabytes; only what asks for another model, or compares
models, does so. Nothing is downloaded unless the user sets `HF_HUB_OFFLINE=0`.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

os.environ.setdefault("HF_HUB_OFFLINE", "1")

import numpy as np
import torch
from sentence_transformers import SentenceTransformer
from sentence_transformers.base.modules import InputModule

from indexes.embedding import MODEL_VARIABLE, Progress, bundled
from indexes.models import Matrix, SearchIndexError, Vector

_BATCH = 16
_E5_PROMPTS = {"query": "query: ", "document": "passage: "}


class TransformerEmbedder:
    """Any model by name or path.

    Raises:
        SearchIndexError: the model is not on this machine, or cannot be read.
    """

    def __init__(self, model: str) -> None:
        # Published E5 models need their prompts but do not carry them in their configuration.
        prompts = _E5_PROMPTS if "e5" in Path(model).name.lower() else None
        try:
            self._model = SentenceTransformer(model, prompts=prompts)
        except Exception as error:  # the library and its loaders raise many kinds
            raise SearchIndexError(
                f"Het taalmodel '{model}' uit {MODEL_VARIABLE} kan niet geladen worden.",
                "Controleer de naam of de map. Staat het model nog niet op dit toestel, zet dan één keer "
                f"HF_HUB_OFFLINE=0 om het te laten ophalen, of laat {MODEL_VARIABLE} leeg.",
            ) from error
        self.name = f"{model} (sentence-transformers)"
        self.dimension = len(self.query("lengte"))

    def query(self, text: str) -> Vector:
        """The vector of a question."""
        return np.asarray(
            self._model.encode_query(text, normalize_embeddings=True, show_progress_bar=False),
            dtype=np.float32,
        )

    def passages(self, texts: Sequence[str], progress: Progress | None = None) -> Matrix:
        """The vectors of passages."""
        rows = np.empty((len(texts), self.dimension), dtype=np.float32)
        for start in range(0, len(texts), _BATCH):
            batch = list(texts[start : start + _BATCH])
            rows[start : start + len(batch)] = self._model.encode_document(
                batch, normalize_embeddings=True, show_progress_bar=False
            )
            if progress:
                progress(start + len(batch), len(texts))
        return rows


class BundledModule(InputModule):
    """The bundled engine as a module of sentence-transformers, to be measured like any other model."""

    save_in_root = True

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]

    def preprocess(self, inputs: Sequence[Any], prompt: str | None = None, **_: Any) -> dict[str, Any]:
        """Keep the texts; the engine has its own tokeniser, and sets the E5 prefix itself."""
        return {"texts": list(inputs), "is_query": prompt == _E5_PROMPTS["query"]}

    def forward(self, features: dict[str, Any], **_: Any) -> dict[str, Any]:
        """Embed the texts with the engine."""
        texts: list[str] = features["texts"]
        engine = bundled()
        if features["is_query"]:
            rows = np.stack([engine.query(text) for text in texts])
        else:
            rows = engine.passages(texts)
        return {**features, "sentence_embedding": torch.from_numpy(rows)}

    def get_embedding_dimension(self) -> int:
        """The length of a vector."""
        return bundled().dimension

    def save(self, output_path: str, *_: Any, **__: Any) -> None:
        """Write the configuration; the weights are in the package of the engine."""
        self.save_config(output_path)


def bundled_as_sentence_transformer() -> SentenceTransformer:
    """The bundled engine as a SentenceTransformer: `encode_query`, `encode_document`, `similarity`, `save`.

    Raises:
        SearchIndexError: the engine does not load on this machine.
    """
    bundled()
    return SentenceTransformer(modules=[BundledModule()], prompts=dict(_E5_PROMPTS), device="cpu")
