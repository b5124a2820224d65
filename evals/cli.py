"""`imw eval`: the evaluations on the command line."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import Progress

from evals.answers.cases import Part

app = typer.Typer(help="Meet hoe goed het zoeken en de antwoorden zijn.", no_args_is_help=True)
_out = Console()
_err = Console(stderr=True)


@app.callback()
def evaluations() -> None:
    """Meet hoe goed het zoeken en de antwoorden zijn."""


@app.command()
def retrieval(
    gate: Annotated[
        bool, typer.Option(help="Vergelijk met het vastgelegde resultaat; code 1 bij achteruitgang.")
    ] = False,
    update_record: Annotated[bool, typer.Option(help="Leg dit resultaat vast.")] = False,
    sweep: Annotated[
        bool, typer.Option(help="Probeer gewichten en instellingen op de ontwikkelhelft.")
    ] = False,
    halves: Annotated[bool, typer.Option(help="Toon ook de twee helften apart.")] = False,
) -> None:
    """Vindt het zoeken de passages die een vraag beantwoorden?"""
    from evals.retrieval import run

    with Progress(console=_err, transient=True) as bar:
        code = (
            run.sweep(_out, bar)
            if sweep
            else run.measure(_out, bar, gate=gate, update=update_record, halves=halves)
        )
    raise typer.Exit(code)


@app.command()
def judge(
    keep: Annotated[
        bool, typer.Option(help="Bewaar de gewichten in assistant/judge/weights.json, en het resultaat.")
    ] = False,
) -> None:
    """Leer welke vraag bedoeld is en wat niet beantwoord kan worden, en meet dat."""
    from evals.judge import run

    with Progress(console=_err, transient=True) as bar:
        code = run.train(_out, bar, keep=keep)
    raise typer.Exit(code)


@app.command()
def answers(
    half: Annotated[Part, typer.Option(help="Welke helft: development of sealed.")] = Part.DEVELOPMENT,
    show: Annotated[
        bool, typer.Option(help="Toon en bewaar ook de inhoud van een verzegelde helft.")
    ] = False,
    gate: Annotated[
        bool, typer.Option(help="Vergelijk met het vastgelegde resultaat; code 1 bij achteruitgang.")
    ] = False,
    update_record: Annotated[bool, typer.Option(help="Leg dit resultaat vast.")] = False,
) -> None:
    """Zijn de antwoorden juist?"""
    from evals.answers import command

    with Progress(console=_err, transient=True) as bar:
        code = command.measure(_out, bar, half, show=show, gate=gate, update=update_record)
    raise typer.Exit(code)


@app.command()
def compare(
    first: Annotated[Path, typer.Argument(help="Map van de eerste meting.")],
    second: Annotated[Path, typer.Argument(help="Map van de tweede meting.")],
) -> None:
    """Vergelijk twee metingen van de antwoorden, met een gepaarde toets."""
    from evals.answers import command

    raise typer.Exit(command.compare(_out, first, second))


@app.command()
def robust(
    count: Annotated[int, typer.Option(min=1, help="Hoeveel vragen, gespreid over alle sjablonen.")] = 500,
    seed: Annotated[int, typer.Option(help="Dezelfde waarde geeft dezelfde vragen.")] = 1,
    everything: Annotated[
        bool, typer.Option("--all", help="Alle vragen, meer dan tienduizend; duurt minuten.")
    ] = False,
) -> None:
    """Houdt de assistent stand, wat er ook getypt wordt?"""
    from evals.robust import command

    with Progress(console=_err, transient=True) as bar:
        code = command.measure(_out, bar, count=count, seed=seed, everything=everything)
    raise typer.Exit(code)


@app.command()
def bench(
    quick: Annotated[
        bool, typer.Option(help="In een minuut: minder vragen, geen groei van de index.")
    ] = False,
    record: Annotated[bool, typer.Option(help="Schrijf ook docs/benchmarks.md.")] = False,
) -> None:
    """Meet de snelheid, het geheugen en de groei."""
    from evals.bench import command

    with Progress(console=_err, transient=True) as bar:
        code = command.measure(_out, bar, quick=quick, record=record)
    raise typer.Exit(code)


if __name__ == "__main__":
    app()
