"""`imw ask` and `imw chat`."""

from __future__ import annotations

import sys
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from api.cli.loading import uncollected
from api.cli.output import AsJson, UserError, console, remark, settings, write_json

if TYPE_CHECKING:
    from api.runtime import Live
    from assistant.models import Answer, Audience, Conversation
    from corpus.models import Corpus

AsOf = Annotated[
    str | None,
    typer.Option("--as-of", metavar="JJJJ-MM-DD", help="De dag waarvoor het antwoord moet gelden."),
]
For = Annotated[
    str | None, typer.Option("--audience", help="Wie vraagt: werkgever, coach, stad of werknemer.")
]
NoBuild = Annotated[bool, typer.Option("--no-build", help="Bouw geen index; zoek dan op woorden alleen.")]

_STOP = frozenset({"stop", "/stop", "exit", "quit"})


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command()(ask)
    app.command()(chat)


def ask(
    question: Annotated[str, typer.Argument(help="De vraag; ‘-’ leest ze van de invoer.", metavar="VRAAG")],
    as_of: AsOf = None,
    audience: For = None,
    no_build: NoBuild = False,
    as_json: AsJson = False,
) -> None:
    """Beantwoord één vraag."""
    day, who = a_day(as_of), _an_audience(audience)
    text = _standard_input() if question == "-" else question
    live = open_assistant(build=not no_build)
    answer, _ = live.assistant.ask(_readable(text), None, day, who)
    if as_json:
        write_json(answer.model_dump_json(indent=2))
    else:
        _show(answer, live.corpus)


def chat(
    as_of: AsOf = None, audience: For = None, no_build: NoBuild = False, as_json: AsJson = False
) -> None:
    """Voer een gesprek; een lege regel of ‘stop’ beëindigt het."""
    day, who = a_day(as_of), _an_audience(audience)
    live = open_assistant(build=not no_build)
    conversation: Conversation | None = None
    remark("Stel uw vraag. Een lege regel of ‘stop’ beëindigt het gesprek.")
    while (question := _next_question()) is not None:
        answer, conversation = live.assistant.ask(question, conversation, day, who)
        if as_json:
            write_json(answer.model_dump_json())
        else:
            _show(answer, live.corpus)


def open_assistant(*, build: bool = True) -> Live:
    """Everything needed to answer. Without an index one is built first, or words alone have to do.

    Raises:
        UserError: the sources cannot be read.
    """
    with uncollected():
        from api import runtime
        from indexes.models import SearchIndexError

        chosen = settings()
        try:
            live = runtime.open_live(chosen)
        except runtime.UnusableCorpus as error:
            raise UserError(str(error)) from error
    if not runtime.wants_building(live):
        return live
    if not build:
        remark("Er is geen bruikbare index: ik zoek op woorden alleen.")
        return live
    from api.cli.indexing import build_with_progress

    try:
        build_with_progress(live.corpus, runtime.index_folder(chosen))
    except SearchIndexError as error:
        remark(f"{error} Ik zoek intussen op woorden alleen.")
        return live
    return runtime.refreshed(live)


def a_day(given: str | None) -> date | None:
    """A day from the command line.

    Raises:
        UserError: it is no date.
    """
    if given is None:
        return None
    try:
        return date.fromisoformat(given)
    except ValueError:
        raise UserError(
            f"‘{given}’ is geen datum. Schrijf de dag als JJJJ-MM-DD, bijvoorbeeld 2026-11-22.", 2
        ) from None


def _an_audience(given: str | None) -> Audience | None:
    from assistant.models import Audience

    if given is None:
        return None
    try:
        return Audience(given.lower())
    except ValueError:
        allowed = ", ".join(Audience)
        raise UserError(f"‘{given}’ ken ik niet. Kies uit: {allowed}.", 2) from None


def _next_question() -> str | None:
    prompt = "\nU: " if sys.stdin.isatty() else ""
    try:
        typed = input(prompt)
    except (EOFError, UnicodeDecodeError):
        return None
    return None if not typed.strip() or typed.strip().lower() in _STOP else _readable(typed)


def _standard_input() -> str:
    return sys.stdin.buffer.read().decode("utf-8", "replace")


def _readable(text: str) -> str:
    """Bytes of the command line that are no UTF-8 come as half surrogates; they cannot be printed again."""
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _show(answer: Answer, corpus: Corpus) -> None:
    """The answer, then each place that it rests on; of every document, once, what kind of text it is."""
    from rich.markdown import Markdown
    from rich.padding import Padding

    from assistant.compose.sources import listed

    out = console()
    out.print()
    out.print(Markdown(answer.answer, hyperlinks=False))
    out.print()
    if answer.citations:
        out.print("Bronnen", style="bold")
    explained: set[str] = set()
    for source in listed(answer.citations, corpus):
        marks = " ".join(f"[{number}]" for number in source.marks)
        out.print(f"{marks} {source.citations[0].title}", markup=False)
        if source.entry.id not in explained:
            out.print(Padding(source.entry.status_note, (0, 0, 0, 4)), style="dim", markup=False)
            explained.add(source.entry.id)
    for question in answer.next_questions:
        out.print(f"→ {question}", style="dim", markup=False)
    if answer.engine.dense is None:
        remark("Gezocht op woorden alleen. Met ‘imw index build’ ook op betekenis.")
