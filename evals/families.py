"""Invented questions in families, on the subject and off it: for load tests and to keep sets apart."""

from __future__ import annotations

from pathlib import Path

from pydantic import BaseModel, ConfigDict, TypeAdapter

from assistant.models import Reason
from corpus.data import read_yaml


class Family(BaseModel):
    """Questions of one kind; `reason` says why they cannot be answered, null where they can."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    family: str
    reason: Reason | None
    questions: tuple[str, ...]


_FILE = Path(__file__).with_name("families.yaml")


def load_families(path: Path = _FILE) -> tuple[Family, ...]:
    """Every family of the file."""
    return TypeAdapter(tuple[Family, ...]).validate_python(read_yaml(path))
