"""The list of commands, and the one place where every error becomes a sentence."""

from __future__ import annotations

import os
import sys
from typing import Any

import typer
from typer.exceptions import TyperException

from api.cli import (
    asking,
    corpus_add,
    corpus_diff,
    explaining,
    indexing,
    looking,
    measuring,
    serving,
    storing,
)
from api.cli.output import UserError, debugging

app = typer.Typer(
    name="imw",
    help="Antwoorden op vragen over individueel maatwerk, met de bron erbij.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
    context_settings={"help_option_names": ["-h", "--help"]},
)
for commands in (asking, serving, looking, explaining, measuring):
    commands.register(app)
for commands in (corpus_add, corpus_diff):
    commands.register(looking.corpus_app)
app.add_typer(looking.corpus_app, name="corpus")
app.add_typer(indexing.index_app, name="index")
app.add_typer(storing.store_app, name="store")

_SEE_HELP = "Zie: imw --help"


def main(arguments: list[str] | None = None) -> int:
    """Run a command; the exit code. Nothing a user does ends in a traceback, unless `IMW_DEBUG=1`."""
    try:
        code = app(arguments, prog_name="imw", standalone_mode=False)
    except UserError as error:
        return _failed(str(error), error.code)
    except TyperException as error:
        return _misused(error)
    except (typer.Abort, KeyboardInterrupt):
        return _failed("Afgebroken.", 130)
    except typer.Exit as error:
        return error.exit_code
    except BrokenPipeError:
        # Whoever was reading has stopped. Python would complain about it once more while shutting down.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except Exception as error:
        if debugging():
            raise
        return _failed(explain(error), 1)
    return code if isinstance(code, int) else 0


def explain(error: Exception) -> str:
    """Any error as a sentence: those of the project are written for people, the rest is named."""
    if type(error).__module__.split(".")[0] in {"corpus", "indexes", "assistant", "api", "evals"}:
        return str(error)
    if isinstance(error, OSError) and error.strerror:
        place = f" ({error.filename})" if error.filename else ""
        return f"Het systeem weigert: {error.strerror}{place}."
    return (
        f"Er ging iets mis ({type(error).__name__}). Probeer opnieuw, kijk na met ‘imw doctor’, "
        "of zet IMW_DEBUG=1 voor de technische details."
    )


def _misused(error: Any) -> int:
    """What the command line parser refuses, in Dutch. Without a message it has already shown the help."""
    kind, message = type(error).__name__, str(error.message)
    if kind == "NoArgsIsHelpError":
        typer.echo(message, err=True)
        return 2
    name = _parameter(getattr(error, "param", None))
    if kind == "NoSuchOption":
        sentence = f"De optie ‘{error.option_name}’ bestaat niet. {_SEE_HELP}"
    elif kind == "MissingParameter":
        sentence = f"Er ontbreekt iets: {name}. {_SEE_HELP}"
    elif kind == "BadParameter":
        sentence = f"De waarde voor {name} {_why(error)}. {_SEE_HELP}"
    elif message.startswith("No such command"):
        given = message.removeprefix("No such command").strip(" .'")
        sentence = f"De opdracht ‘{given}’ bestaat niet. {_SEE_HELP}"
    else:
        sentence = f"De opdracht klopt niet: {message} {_SEE_HELP}"
    return _failed(" ".join(sentence.split()), 2)


def _parameter(param: Any) -> str:
    """How an option or argument is written: `--port`, `VRAAG`."""
    if param is None:
        return ""
    return str(param.opts[-1] if param.opts[-1].startswith("-") else param.metavar or param.name)


def _why(error: Any) -> str:
    """Why a value is refused, as the end of a sentence."""
    from pydantic import ValidationError

    from api.problems import dutch_detail

    cause = error.__cause__
    while cause is not None and not isinstance(cause, ValidationError):
        cause = cause.__cause__
    return dutch_detail(cause.errors(include_url=False)[0]) if cause else f"kan niet: {error.message}"


def _failed(sentence: str, code: int) -> int:
    typer.echo(f"imw: {sentence}", err=True)
    return code
