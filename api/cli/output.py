"""What the commands share: settings, JSON, errors in one plain sentence, and the terminal."""

from __future__ import annotations

import json
import os
import sys
from functools import cache
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from rich.console import Console

    from api.settings import Settings

AsJson = Annotated[bool, typer.Option("--json", help="Geef JSON, voor een programma.")]

_WIDEST = 100


class UserError(Exception):
    """Ends the program with one plain Dutch sentence; code 1: it could not be done, 2: wrongly asked."""

    def __init__(self, sentence: str, code: int = 1) -> None:
        super().__init__(sentence)
        self.code = code


def settings() -> Settings:
    """The settings of this process.

    Raises:
        UserError: a setting is wrong.
    """
    from api.settings import Settings, SettingsError

    try:
        return Settings.from_environment()
    except SettingsError as error:
        raise UserError(str(error), 2) from error


def debugging() -> bool:
    """Whether errors are shown with their traceback."""
    return os.environ.get("IMW_DEBUG", "").lower() in {"1", "true", "yes"}


@cache
def console() -> Console:
    """The terminal, or whatever takes its place; never wider than reads well."""
    return _console(stderr=False)


@cache
def remarks() -> Console:
    """Where progress and remarks go (stderr), so that the output itself can be used by a program."""
    return _console(stderr=True)


def _console(*, stderr: bool) -> Console:
    from rich.console import Console

    made = Console(stderr=stderr, highlight=False, soft_wrap=False)
    if made.width > _WIDEST:
        made = Console(stderr=stderr, highlight=False, width=_WIDEST)
    return made


def write_json(value: Any) -> None:
    """JSON on standard output: a string is JSON already."""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, indent=2, default=str)
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def remark(sentence: str) -> None:
    """A remark beside the output."""
    remarks().print(sentence, style="dim", markup=False)
