"""Numbering the sources of a page by the ids of their provisions."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.draft import Citer
from corpus.models import Corpus


class Marks(Citer):
    """The citations of one page: the same place gets the same number."""

    def __init__(self, corpus: Corpus) -> None:
        super().__init__(corpus)
        self._provisions = corpus

    def numbers(self, sources: Sequence[str]) -> tuple[int, ...]:
        """The numbers of provisions, cited as they come.

        Raises:
            KeyError: there is no such provision.
        """
        return tuple(self.cite(self._provisions.provision(source)) for source in sources)
