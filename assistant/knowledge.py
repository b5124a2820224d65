"""Everything the assistant knows, loaded once: sources, figures, curated answers, tensions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from corpus.fiches import Fiches, load_fiches
from corpus.models import Corpus
from corpus.parameters import Parameters
from corpus.tensions import Tension, load_tensions


@dataclass(frozen=True)
class Knowledge:
    """What answers are made of. It does not change while the program runs."""

    corpus: Corpus
    parameters: Parameters
    fiches: Fiches
    tensions: Mapping[str, Tension]

    @classmethod
    def of(cls, corpus: Corpus, parameters: Parameters) -> Knowledge:
        """The packaged fiches and tensions with these sources and figures.

        Raises:
            CorpusError: a fiche or a tension does not fit its schema.
        """
        return cls(corpus, parameters, load_fiches(), load_tensions())
