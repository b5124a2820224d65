"""What a site may set, all of it through environment variables named `IMW_...`.

An unknown `IMW_` name is refused: a typo must not silently leave a default in place.
"""

from __future__ import annotations

import difflib
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, SecretStr, ValidationError

from api.problems import dutch_detail

_PREFIX = "IMW_"


def _words(value: object) -> object:
    return (
        tuple(word.strip() for word in value.split(",") if word.strip()) if isinstance(value, str) else value
    )


class SettingsError(Exception):
    """A setting is wrong; the text (Dutch) says which one, what is allowed and what to do."""


class Settings(BaseModel):
    """The settings with their defaults. `IMW_WRITES_PER_MINUTE=60` sets `writes_per_minute`, and so on."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    corpus: Path | None = Field(None, description="map met documenten, in plaats van de meegeleverde")
    parameters: Path | None = Field(None, description="bestand met eigen cijfers van de organisatie")
    index: Path | None = Field(None, description="map van de index")
    embed_model: str | None = Field(None, description="taalmodel voor zoeken op betekenis, of ‘none’")
    debug: bool = Field(False, description="toon technische fouten voluit")
    python: str | None = Field(None, description="Python voor het startscript")
    venv: Path | None = Field(None, description="map van de Python-omgeving voor het startscript")

    writes_per_minute: int = Field(15, ge=0, description="vragen per minuut en per toestel; 0 is onbeperkt")
    reads_per_minute: int = Field(
        180, ge=0, description="opzoekingen per minuut en per toestel; 0 is onbeperkt"
    )
    max_body_bytes: int = Field(64 * 1024, ge=1024, description="grootste bericht in bytes")
    conversations: int = Field(1_000, ge=1, description="hoeveel gesprekken tegelijk in het geheugen blijven")
    conversation_minutes: int = Field(
        120, ge=1, description="hoelang een gesprek in het geheugen blijft nadat het laatst gebruikt werd"
    )
    conversation_days: int = Field(
        30, ge=0, le=3_650, description="hoelang een gesprek bewaard wordt na het laatste gebruik; 0 is niet"
    )
    link_days: int = Field(30, ge=1, le=3_650, description="hoelang een gedeelde link werkt")
    store: str | None = Field(
        None, description="databank: bestand, adres van PostgreSQL, of ‘none’ om niets te bewaren"
    )
    editing: bool = Field(False, description="redactie: fiches en cijfers voorstellen op de webpagina")
    edit_token: SecretStr | None = Field(
        None, min_length=16, description="toegangscode van de redactie, minstens 16 tekens"
    )
    threads: int | None = Field(None, ge=1, le=64, description="hoeveel vragen tegelijk beantwoord worden")
    allowed_hosts: Annotated[tuple[str, ...], BeforeValidator(_words)] = Field(
        ("localhost", "127.0.0.1", "::1"), description="namen waaronder de dienst bereikbaar is, met komma's"
    )

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> Self:
        """The settings of this process. An empty variable counts as not set.

        Raises:
            SettingsError: an unknown name, or a value that cannot be.
        """
        found = os.environ if environment is None else environment
        given = {
            name.removeprefix(_PREFIX).lower(): value
            for name, value in found.items()
            if name.startswith(_PREFIX) and value.strip()
        }
        for name in given:
            if name not in cls.model_fields:
                raise SettingsError(_unknown(name, cls.model_fields))
        try:
            return cls.model_validate(given)
        except ValidationError as error:
            first = error.errors(include_url=False)[0]
            name = str(first["loc"][0])
            meaning, why = cls.model_fields[name].description, dutch_detail(first)
            raise SettingsError(
                f"De instelling {_PREFIX}{name.upper()} ({meaning}) kan niet: de waarde {why}."
            ) from None


def _unknown(name: str, known: Mapping[str, object]) -> str:
    near = difflib.get_close_matches(name, known, n=1)
    hint = f"Bedoelde u {_PREFIX}{near[0].upper()}?" if near else "Haal de variabele weg."
    names = ", ".join(f"{_PREFIX}{field.upper()}" for field in known)
    return f"De instelling {_PREFIX}{name.upper()} bestaat niet. {hint} Bekend zijn: {names}."
