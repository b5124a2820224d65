"""What an index depends on, as one short name: the corpus, the code that makes it, and the model."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

_MODULES = ("units.py", "nodes.py", "embedding.py", "transformer.py", "store.py", "snapshot.py", "build.py")
"""The modules that decide what is in an index. A change in any of them makes existing indexes stale."""


_EMBEDDING = ("embedding.py", "transformer.py")
"""The modules that decide what the vector of a text is."""


def vector_version(model: str) -> str:
    """What vectors depend on besides their text: vectors of one version can be taken over."""
    return hashlib.sha256(f"{_source_hash(_EMBEDDING)}\n{model}".encode()).hexdigest()[:16]


def code_version() -> str:
    """A hash of the source of the indexing modules."""
    return _source_hash(_MODULES)


@cache
def _source_hash(modules: tuple[str, ...]) -> str:
    here = Path(__file__).parent
    digest = hashlib.sha256()
    for name in modules:
        digest.update(name.encode())
        digest.update((here / name).read_bytes())
    return digest.hexdigest()[:16]


def fingerprint(corpus: str, model: str) -> str:
    """The name of the index of this corpus (its fingerprint) by this model, with the code of now."""
    return hashlib.sha256(f"{corpus}\n{code_version()}\n{model}".encode()).hexdigest()[:16]
