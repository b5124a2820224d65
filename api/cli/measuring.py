"""`imw eval` and `imw bench`: handed on to the evaluation, which is imported only then."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import typer

from api.cli.output import UserError

_PASS_ON = {"allow_extra_args": True, "ignore_unknown_options": True, "help_option_names": []}
_MODULE = "evals.cli"


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("eval", context_settings=_PASS_ON)(evaluate)
    app.command("bench", context_settings=_PASS_ON)(bench)


def evaluate(context: typer.Context) -> None:
    """Meet de kwaliteit van zoeken en antwoorden."""
    raise typer.Exit(_run([*context.args], "imw eval"))


def bench(context: typer.Context) -> None:
    """Meet de snelheid."""
    raise typer.Exit(_run(["bench", *context.args], "imw"))


def _run(arguments: list[str], name: str) -> int:
    # The evaluation measures the product from outside and stands beside this package, not below it: it is
    # looked up by name when asked for, so that neither depends on the other.
    try:
        app: Any = import_module(_MODULE).app
    except ModuleNotFoundError as error:
        raise UserError(
            f"Meten kan hier niet: {error.name} ontbreekt. Installeer wat nodig is met: ./imw eval"
        ) from error
    code = app(arguments, prog_name=name, standalone_mode=False)
    return code if isinstance(code, int) else 0
