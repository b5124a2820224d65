"""Reading `catalog.yaml`: the identity of every document."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from corpus.data import parse_yaml
from corpus.errors import CorpusError
from corpus.models import CatalogEntry


def load_catalog(path: Path) -> tuple[CatalogEntry, ...]:
    """The catalogue's entries, in its order.

    Raises:
        CorpusError: the file cannot be read, an entry is wrong, or an id stands twice.
    """
    entries = [_entry(path, place, raw) for place, raw in enumerate(_read(path), start=1)]
    seen: set[str] = set()
    for entry in entries:
        if entry.id in seen:
            raise CorpusError(
                f"{path}: the id '{entry.id}' stands twice. Keep one entry, or give the other its own id."
            )
        seen.add(entry.id)
    return tuple(entries)


def _read(path: Path) -> list[Any]:
    try:
        content = parse_yaml(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        raise CorpusError(
            f"There is no catalogue at {path}. Put catalog.yaml beside the documents."
        ) from None
    except (OSError, UnicodeDecodeError) as error:
        raise CorpusError(
            f"Cannot read the catalogue {path}: {error}. Check that it is a UTF-8 text file."
        ) from error
    except yaml.YAMLError as error:
        raise CorpusError(f"{path} is not valid YAML: {error}. Mend the line it names.") from error
    if not isinstance(content, list) or not content:
        raise CorpusError(f"{path} must be a list of documents, each starting with '- id: ...'.")
    return content


def _entry(path: Path, place: int, raw: Any) -> CatalogEntry:
    name = raw.get("id", f"number {place}") if isinstance(raw, dict) else f"number {place}"
    try:
        return CatalogEntry.model_validate(raw)
    except ValidationError as error:
        faults = "; ".join(f"{'.'.join(map(str, e['loc'])) or 'entry'}: {e['msg']}" for e in error.errors())
        raise CorpusError(
            f"{path}, entry {name}: {faults}. The keys are described in corpus/models.py."
        ) from None
