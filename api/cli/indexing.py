"""`imw index`."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.cli.output import AsJson, UserError, console, remarks, settings, write_json

if TYPE_CHECKING:
    from corpus.models import Corpus
    from indexes.models import IndexManifest

index_app = typer.Typer(help="De index waarmee gezocht wordt.", no_args_is_help=True)


@index_app.command("build")
def build(
    force: Annotated[bool, typer.Option("--force", help="Bouw ook als de index in orde is.")] = False,
    progress_lines: Annotated[bool, typer.Option("--progress-lines", hidden=True)] = False,
    as_json: AsJson = False,
) -> None:
    """Bouw de index, of werk hem bij."""
    from api import runtime

    chosen = settings()
    try:
        corpus, _ = runtime.load_sources(chosen)
    except runtime.UnusableCorpus as error:
        raise UserError(str(error)) from error
    folder = runtime.index_folder(chosen)
    if progress_lines:
        made = runtime.build_index(corpus, folder, _tell, force=force)
    else:
        made = build_with_progress(corpus, folder, force=force)
    if as_json:
        write_json(made.model_dump_json())
    else:
        console().print(f"De index is klaar: {made.count} passages, {made.model}.", markup=False)


@index_app.command("status")
def status(as_json: AsJson = False) -> None:
    """Zeg welke zoekmachines werken en waarom."""
    from api import runtime

    try:
        found = runtime.open_live(settings()).index.status()
    except runtime.UnusableCorpus as error:
        raise UserError(str(error)) from error
    if as_json:
        write_json(
            {
                "state": found.state,
                "engines": found.engines,
                "model": found.model,
                "fingerprint": found.fingerprint,
                "folder": found.folder,
                "provisions": found.provisions,
                "sentence": found.sentence,
                "remedy": found.remedy,
            }
        )
        return
    out = console()
    out.print(found.sentence, markup=False)
    out.print(f"Zoekmachines: {', '.join(found.engines)}. Passages: {found.provisions}.", markup=False)
    out.print(f"Map: {found.folder}", markup=False, style="dim")
    if found.remedy:
        out.print(found.remedy, markup=False)


def build_with_progress(corpus: Corpus, folder: Path, *, force: bool = False) -> IndexManifest:
    """Build with a progress bar beside the output.

    Raises:
        SearchIndexError: there is no model, another process is building, or the folder or disk refuses.
    """
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    from api import runtime

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=remarks(), transient=True) as bar:
        task = bar.add_task("De index bouwen (eenmalig)", total=None)
        return runtime.build_index(
            corpus, folder, lambda done, total: bar.update(task, completed=done, total=total), force=force
        )


def _tell(done: int, total: int) -> None:
    sys.stdout.write(json.dumps({"done": done, "total": total}) + "\n")
    sys.stdout.flush()
