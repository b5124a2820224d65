"""`imw eval`: the evaluations on the command line."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import Progress

app = typer.Typer(help="Meet hoe goed het zoeken en de antwoorden zijn.", no_args_is_help=True)
_out = Console()
_err = Console(stderr=True)


@app.callback()
def evaluations() -> None:
    """Meet hoe goed het zoeken en de antwoorden zijn."""


@app.command()
def retrieval(
    gate: Annotated[bool, typer.Option(help="Vergelijk met het vastgelegde resultaat; code 1 bij achteruitgang.")] = False,
    update_record: Annotated[bool, typer.Option(help="Leg dit resultaat vast.")] = False,
    sweep: Annotated[bool, typer.Option(help="Probeer gewichten en instellingen op de ontwikkelhelft.")] = False,
    halves: Annotated[bool, typer.Option(help="Toon ook de twee helften apart.")] = False,
) -> None:
    """Vindt het zoeken de passages die een vraag beantwoorden?"""
    from evals.retrieval import run

    with Progress(console=_err, transient=True) as bar:
        code = run.sweep(_out, bar) if sweep else run.measure(_out, bar, gate=gate, update=update_record, halves=halves)
    raise typer.Exit(code)


if __name__ == "__main__":
    app()
