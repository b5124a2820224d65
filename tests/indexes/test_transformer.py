"""The bundled engine and other models through sentence-transformers."""

from __future__ import annotations

import importlib
import types
from pathlib import Path

import numpy as np
import pytest

from indexes.embedding import MODEL_VARIABLE, bundled, configured
from indexes.models import SearchIndexError

TEXTS = [
    "Wanneer is het zwembad open?",
    "kort",
    "Een boek te laat terugbrengen kost een maning aan de lener.",
]


@pytest.fixture(scope="module")
def transformer() -> types.ModuleType:
    return importlib.import_module("indexes.transformer")


def test_the_bundled_engine_is_the_same_through_sentence_transformers(transformer: types.ModuleType) -> None:
    model = transformer.bundled_as_sentence_transformer()
    queries = np.stack([bundled().query(text) for text in TEXTS])
    assert np.abs(model.encode_query(TEXTS) - queries).max() == 0.0
    assert np.abs(model.encode_document(TEXTS) - bundled().passages(TEXTS)).max() == 0.0
    assert model.similarity(queries[:1], queries).shape == (1, 3)
    assert model.get_embedding_dimension() == bundled().dimension


def test_a_saved_model_is_an_embedder_by_its_path(
    transformer: types.ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tiny_model(tmp_path)
    monkeypatch.setenv(MODEL_VARIABLE, str(folder))
    model = configured()
    assert isinstance(model, transformer.TransformerEmbedder)
    seen: list[tuple[int, int]] = []
    rows = model.passages(TEXTS * 6, lambda done, total: seen.append((done, total)))
    assert rows.shape == (18, model.dimension)
    assert np.linalg.norm(model.query(TEXTS[0])) == pytest.approx(1, abs=1e-5)
    assert np.array_equal(rows[0], rows[3])
    assert seen == [(16, 18), (18, 18)]
    assert str(folder) in model.name


@pytest.mark.usefixtures("transformer")
def test_a_model_that_is_not_on_this_machine_is_explained(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(MODEL_VARIABLE, "nobody/no-such-model")
    with pytest.raises(SearchIndexError, match="nobody/no-such-model") as caught:
        configured()
    assert "HF_HUB_OFFLINE" in caught.value.remedy


def tiny_model(folder: Path) -> Path:
    """A real, tiny BERT with random weights, made on the spot."""
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.base.modules import Transformer
    from sentence_transformers.sentence_transformer.modules import Pooling
    from transformers import BertConfig, BertModel
    from transformers import BertTokenizerFast as Tokenizer  # type: ignore[attr-defined]

    torch.manual_seed(1)
    words = folder / "vocab.txt"
    letters = "abcdefghijklmnopqrstuvwxyz?."
    vocabulary = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *letters, *(f"##{c}" for c in letters)]
    words.write_text("\n".join(vocabulary), encoding="utf-8")
    base = folder / "base"
    Tokenizer(str(words)).save_pretrained(base)
    config = BertConfig(
        vocab_size=len(vocabulary),
        hidden_size=32,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=32,
    )
    BertModel(config).save_pretrained(base)
    module = Transformer(str(base))
    model = SentenceTransformer(modules=[module, Pooling(module.get_embedding_dimension())], device="cpu")
    model.save(str(folder / "tiny"), create_model_card=False)
    return folder / "tiny"
