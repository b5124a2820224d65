"""Where sources disagree, have aged or need a caveat: one plain sentence each, tied to provisions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from corpus.data import read_yaml
from corpus.models import Corpus

_FILE = Path(__file__).with_name("tensions.yaml")

TensionKind = Literal[
    "conflict", "dated", "expired", "partial", "not_indexed", "authority", "collective_only"
]


class Tension(BaseModel):
    """One tension. Severity A: overlooked, it gives a wrong amount, right or duty; B: it misleads."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    severity: Literal["A", "B"]
    kind: TensionKind
    provisions: tuple[str, ...] = Field(min_length=1)
    text: str


def load_tensions(path: Path | None = None) -> Mapping[str, Tension]:
    """Every tension by id."""
    return {key: Tension.model_validate(raw) for key, raw in read_yaml(path or _FILE).items()}


def dangling_tensions(tensions: Mapping[str, Tension], corpus: Corpus) -> Iterator[str]:
    """Plain sentences on tensions that point to provisions that do not exist."""
    for key, tension in tensions.items():
        for provision in tension.provisions:
            try:
                corpus.provision(provision)
            except KeyError:
                yield f"Tension {key}: there is no provision {provision}; see `imw corpus show`."
