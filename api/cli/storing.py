"""`imw store`: what is kept of conversations, and removing it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from api.cli.output import AsJson, UserError, console, settings, write_json

if TYPE_CHECKING:
    from api.store import Store, StoredTurn

store_app = typer.Typer(help="De bewaarde gesprekken.", no_args_is_help=True)
Most = Annotated[int, typer.Option("-n", min=1, max=10_000, help="Hoeveel hoogstens.")]


@contextmanager
def open_store() -> Iterator[Store]:
    """The store of this site.

    Raises:
        UserError: its address is wrong, or it cannot be used.
    """
    from api.store import Store, StoreError, StoreUnavailable

    try:
        store = Store.of(settings())
    except StoreError as error:
        raise UserError(str(error), 2) from error
    try:
        yield store
    except StoreUnavailable as error:
        raise UserError(str(error)) from error
    finally:
        store.close()


@store_app.command("status")
def status(as_json: AsJson = False) -> None:
    """Wat er bewaard is, waar en hoelang."""
    with open_store() as store:
        counts, state = store.counts(), store.status()
    if as_json:
        write_json({"place": state.place, "keeps_days": state.keeps_days, **asdict(counts)})
        return
    out = console()
    out.print(f"Bewaard in {state.place}.", markup=False)
    if not state.keeps_days:
        out.print("Gesprekken worden niet op schijf bewaard: ze verdwijnen als de dienst stopt.")
        return
    out.print(f"Een gesprek verdwijnt {state.keeps_days} dagen na het laatste gebruik.", markup=False)
    out.print(f"{counts.conversations} gesprekken, {counts.turns} vragen, {counts.unanswered} onbeantwoord.")
    out.print(f"{counts.feedback} meningen, waarvan {counts.useful} ‘nuttig’. {counts.links} gedeelde links.")
    if counts.oldest:
        out.print(f"Het langst ongebruikte gesprek: {counts.oldest:%d/%m/%Y}.", markup=False)


@store_app.command("purge")
def purge(as_json: AsJson = False) -> None:
    """Verwijder alles waarvan de bewaartijd voorbij is."""
    with open_store() as store:
        gone = store.purge()
    if as_json:
        write_json(asdict(gone))
        return
    console().print(
        f"{gone.conversations} gesprekken en {gone.links} gedeelde links verwijderd.", markup=False
    )


@store_app.command("forget")
def forget(
    conversation_id: Annotated[str, typer.Argument(metavar="GESPREK", help="Het nummer van het gesprek.")],
) -> None:
    """Verwijder één gesprek met alles wat erbij hoort."""
    with open_store() as store:
        if not store.forget(conversation_id):
            raise UserError("Dit gesprek bestaat niet of is al vergeten.")
    console().print("Het gesprek is verwijderd.")


@store_app.command("unanswered")
def unanswered(most: Most = 50, as_json: AsJson = False) -> None:
    """De vragen die geen antwoord kregen, de nieuwste eerst."""
    with open_store() as store:
        turns = store.unanswered(most)
    if as_json:
        write_json([_line(turn) for turn in turns])
        return
    out = console()
    for turn in turns:
        out.print(f"{turn.question}", markup=False)
        out.print(
            f"    {turn.reason or turn.status}, {turn.asked_at:%d/%m/%Y}, {turn.answer_id}", style="dim"
        )
    out.print(f"{len(turns)} vragen zonder antwoord.", markup=False)


@store_app.command("feedback")
def feedback(most: Most = 50, as_json: AsJson = False) -> None:
    """Wat gebruikers van antwoorden vonden, het nieuwste eerst."""
    with open_store() as store:
        turns = store.rated(most)
    if as_json:
        write_json([_line(turn) for turn in turns])
        return
    out = console()
    for turn in turns:
        given = turn.feedback
        if given:
            verdict = "nuttig" if given.useful else "niet nuttig"
            out.print(f"{verdict}: {given.reason or '(geen uitleg)'}", markup=False)
            out.print(f"    {turn.question}", markup=False)
            out.print(f"    {turn.answer_id}", style="dim", markup=False)
    out.print(f"{len(turns)} meningen.", markup=False)


def _line(turn: StoredTurn) -> dict[str, object]:
    given = turn.feedback
    return {
        "answer_id": turn.answer_id,
        "asked_at": turn.asked_at.isoformat(),
        "question": turn.question,
        "status": turn.status,
        "reason": turn.reason,
        "useful": given.useful if given else None,
        "feedback": given.reason if given else None,
    }
