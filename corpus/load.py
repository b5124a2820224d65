"""Loading the corpus: catalogue and texts, parsed, with a plain sentence for whatever could not be loaded."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

from corpus.catalog import load_catalog
from corpus.errors import CorpusError
from corpus.models import CatalogEntry, Corpus, Document
from corpus.parse import aliases, parse

PACKAGED = Path(__file__).resolve().parent
"""The corpus that comes with the product."""


def load_corpus(root: Path | None = None) -> Corpus:
    """The corpus in a folder (`documents/catalog.yaml`, an `<id>.md` per entry), by default the packaged one.

    What is wrong with one document becomes a sentence in `problems`; the rest loads.

    Raises:
        CorpusError: there is no catalogue, or it cannot be read: nothing can be loaded without it.
    """
    folder = (root or PACKAGED) / "documents"
    documents: dict[str, Document] = {}
    problems: list[str] = []
    entries = load_catalog(folder / "catalog.yaml")
    for entry in entries:
        try:
            documents[entry.id] = load_document(entry, folder / f"{entry.id}.md")
        except CorpusError as error:
            problems.append(str(error))
    problems += _strays(folder, {entry.id for entry in entries})
    return Corpus(documents, _fingerprint(documents.values()), tuple(problems))


def load_document(entry: CatalogEntry, path: Path) -> Document:
    """One document from its file.

    Raises:
        CorpusError: the file is missing, is not UTF-8 text, or is empty.
    """
    text = _read(entry, path)
    provisions = parse(entry, text)
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    return Document(entry, text, sha256, provisions, aliases(provisions))


def _read(entry: CatalogEntry, path: Path) -> str:
    """The stored text: UTF-8 without byte order mark, lines ending in LF, nothing else changed."""
    try:
        return path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
    except FileNotFoundError:
        raise CorpusError(
            f"The catalogue names {entry.id}, but there is no file {path.name}. "
            f"Add the file to {path.parent}, or take the entry out of catalog.yaml."
        ) from None
    except UnicodeDecodeError as error:
        raise CorpusError(
            f"{path.name} is not UTF-8 text (byte {error.start}). Save it as a plain text file in UTF-8."
        ) from None
    except OSError as error:
        raise CorpusError(
            f"Cannot read {path}: {error.strerror}. Check the file and its permissions."
        ) from None


def _strays(folder: Path, ids: set[str]) -> list[str]:
    return [
        f"{path.name} is not in the catalogue, so nothing of it is used. Add an entry '- id: {path.stem}' to "
        "catalog.yaml, or take the file away."
        for path in sorted(folder.glob("*.md"))
        if path.stem not in ids
    ]


def _fingerprint(documents: Iterable[Document]) -> str:
    digest = hashlib.sha256()
    for document in documents:
        digest.update(f"{document.id} {document.sha256} {document.entry.model_dump_json()}\n".encode())
    return digest.hexdigest()
