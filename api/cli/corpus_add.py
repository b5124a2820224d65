"""`imw corpus add`: take in a document that the user has."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from api.cli.output import AsJson, UserError, console, settings, write_json

if TYPE_CHECKING:
    from corpus.ingest import Intake, Request

_SHOWN = 12
_LEFT_OUT = {
    "invisible": "onzichtbare tekens",
    "markup": "stukjes HTML",
    "comment": "verborgen opmerkingen",
    "script": "scripts en andere code",
    "hidden": "verborgen teksten",
    "image": "afbeeldingen",
    "link": "adressen van links (de woorden blijven)",
    "page_part": "menu's, formulieren en voetteksten",
    "note": "voetnoten en tekstvakken",
}
_ODDITIES = {
    "addresses_machine": "spreekt een machine aan",
    "claims_to_replace": "zegt een regel te vervangen, maar is geen wet",
    "encoded": "gecodeerde tekst",
    "look_alike": "letters van twee schriften in één woord",
    "template_code": "code van een sjabloon",
    "address": "internetadres",
    "long": "heel lange passage",
    "hidden_text": "was niet zichtbaar, weggelaten",
    "numbering": "nummers die de tekstverwerker telt, staan niet in de tekst",
}
_FORMATS = {"markdown": "Markdown", "text": "gewone tekst", "docx": "Word", "html": "webpagina"}
_Day = Annotated[str | None, typer.Option(metavar="JJJJ-MM-DD")]


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("add")(add)


def add(
    file: Annotated[Path, typer.Argument(metavar="BESTAND", help="Markdown, tekst, Word of webpagina.")],
    document: Annotated[str, typer.Option("--id", metavar="ID", help="Zoals decreet-2022-01-14.")],
    kind: Annotated[str | None, typer.Option("--kind", help="Soort, zoals decreet of artikel.")] = None,
    title: Annotated[
        str | None, typer.Option("--title", help="Korte titel, zoals antwoorden hem noemen.")
    ] = None,
    authority: Annotated[
        str | None, typer.Option("--authority", help="law, city of commentary (zonder gezag, de standaard).")
    ] = None,
    full_title: Annotated[str | None, typer.Option("--full-title", help="De volledige titel.")] = None,
    issuer: Annotated[str | None, typer.Option("--issuer", help="Van wie de tekst is.")] = None,
    issued: Annotated[
        str | None, typer.Option("--issued", metavar="JJJJ-MM-DD", help="Datum van de tekst.")
    ] = None,
    in_force_from: Annotated[
        str | None, typer.Option("--in-force-from", metavar="JJJJ-MM-DD", help="Geldt vanaf.")
    ] = None,
    in_force_to: Annotated[
        str | None, typer.Option("--in-force-to", metavar="JJJJ-MM-DD", help="Geldt tot en met.")
    ] = None,
    consolidated_to: Annotated[
        str | None, typer.Option("--consolidated-to", metavar="JJJJ-MM-DD", help="Bijgewerkt tot.")
    ] = None,
    url: Annotated[str | None, typer.Option("--url", help="Waar de tekst officieel staat.")] = None,
    scope: Annotated[
        str | None, typer.Option("--scope", help="Over welke maatregel (standaard individueel).")
    ] = None,
    version: Annotated[str | None, typer.Option("--version", help="Welke stand van de tekst dit is.")] = None,
    status_note: Annotated[
        str | None, typer.Option("--status-note", help="Eén zin: wat de tekst wel en niet is.")
    ] = None,
    replace: Annotated[bool, typer.Option("--replace", help="Vervang het document met deze id.")] = False,
    lock: Annotated[
        bool, typer.Option("--lock", help="Leg de plaatsen van de tekst vast in locators.lock.")
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Toon wat er zou gebeuren; schrijf niets.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Neem een document op in de bronnen."""
    from corpus.ingest import Request
    from corpus.models import Authority, Kind, Scope

    request = Request(
        file=file,
        id=document,
        kind=_one_of(Kind, kind, "--kind"),
        title=title,
        authority=_one_of(Authority, authority, "--authority"),
        full_title=full_title,
        issuer=issuer,
        issued=_day("--issued", issued),
        in_force_from=_day("--in-force-from", in_force_from),
        in_force_to=_day("--in-force-to", in_force_to),
        consolidated_to=_day("--consolidated-to", consolidated_to),
        url=url,
        scope=_one_of(Scope, scope, "--scope"),
        version=version,
        status_note=status_note,
        replace=replace,
        lock=lock,
    )
    _take_in(request, dry_run=dry_run, as_json=as_json)


def _take_in(request: Request, *, dry_run: bool, as_json: bool) -> None:
    from assistant.pipeline import today_in_brussels
    from corpus.errors import CorpusError
    from corpus.ingest import prepare, write

    try:
        intake = prepare(request, settings().corpus, today=today_in_brussels())
        writes = not (dry_run or intake.refusals)
        if writes:
            write(intake)
    except CorpusError as error:
        raise UserError(str(error)) from error
    if as_json:
        write_json(_view(intake, written=writes))
    else:
        _show(intake)
        _conclude(intake, written=writes)
    if intake.refusals:
        raise typer.Exit(1)


def _show(intake: Intake) -> None:
    document, out = intake.document, console()
    out.print(f"{document.id}: {document.entry.full_title}", style="bold", markup=False)
    official = "officieel" if document.entry.official else "zonder officieel gezag"
    out.print(
        f"    {_FORMATS[intake.read.format]}, {len(document.text)} tekens, {len(document.provisions)} "
        f"plaatsen, {official}, rang {document.entry.rank}",
        markup=False,
    )
    _show_tree(intake)
    for kind, count in intake.read.left_out.items():
        out.print(f"Weggelaten: {count} {_LEFT_OUT[kind]}", markup=False)
    if intake.oddities:
        out.print(
            f"Kijk na ({len(intake.oddities)}): het blijft tekst, en is nooit een opdracht.", markup=False
        )
    for oddity in intake.oddities[: 3 * _SHOWN]:
        place = oddity.locator or "geen plaats"
        out.print(f"  - {place}: {_ODDITIES[oddity.kind]}: “{oddity.words}”", markup=False)
    if len(intake.oddities) > 3 * _SHOWN:
        out.print(f"  … en nog {len(intake.oddities) - 3 * _SHOWN}; zie --json", markup=False)
    _show_effects(intake)


def _show_tree(intake: Intake) -> None:
    """The headings, or the first places of a text without any, each with how much it holds."""
    document, out = intake.document, console()
    tops = [p for p in document.provisions if p.parent is None]
    for top in tops[: 2 * _SHOWN]:
        inside = sum(1 for p in document.provisions if p.start >= top.start and p.end <= top.end) - 1
        words = " ".join(top.text.split())[:60]
        out.print(f"    {top.locator} ({inside}): {words}", style="dim", markup=False)
    if len(tops) > 2 * _SHOWN:
        out.print(f"    … en nog {len(tops) - 2 * _SHOWN}", style="dim", markup=False)


def _show_effects(intake: Intake) -> None:
    from api.cli.corpus_diff import show_comparison, show_impact

    out = console()
    if intake.aside:
        out.print(
            f"De samenvatting in eigen woorden verhuist naar ‘{intake.aside}’, met wat haar citeert.",
            markup=False,
        )
    if intake.comparison:
        show_comparison(intake.comparison)
    if intake.impact:
        show_impact(intake.impact)


def _conclude(intake: Intake, *, written: bool) -> None:
    from corpus.signs import is_unread

    out = console()
    for refusal in intake.refusals:
        out.print(f"Kan niet: {refusal}", markup=False, style="bold")
    if not written:
        out.print("Er is niets geschreven.", markup=False)
        return
    for path in intake.files:
        out.print(f"Geschreven: {path}", markup=False)
    if not any(path.name == "locators.lock" for path in intake.files):
        out.print(
            "De plaatsen zijn nog niet vastgelegd: dat doet --lock, of python -m corpus.lock.", markup=False
        )
    if is_unread(intake.document.entry):
        out.print(
            "De tekst heeft geen gezag en is nog niet beoordeeld: antwoorden komen er pas uit als iemand hem "
            "leest en in catalog.yaml rank 4 geeft.",
            markup=False,
        )
    out.print(
        "Lees de wijziging na (git diff), en bouw de index opnieuw: imw index build. Tot dan wordt er "
        "alleen op woorden gezocht.",
        markup=False,
    )


def _view(intake: Intake, *, written: bool) -> dict[str, Any]:
    from api.cli.corpus_diff import comparison_view, impact_view

    return {
        "written": written,
        "refusals": intake.refusals,
        "entry": intake.document.entry.model_dump(mode="json"),
        "format": intake.read.format,
        "provisions": [
            {"locator": p.locator, "kind": p.kind, "start": p.start, "end": p.end}
            for p in intake.document.provisions
        ],
        "left_out": dict(intake.read.left_out),
        "oddities": [{"kind": o.kind, "locator": o.locator, "words": o.words} for o in intake.oddities],
        "aside": intake.aside,
        "comparison": comparison_view(intake.comparison) if intake.comparison else None,
        "impact": impact_view(intake.impact) if intake.impact else None,
        "lock": {"added": intake.lock.added, "changed": intake.lock.changed, "removed": intake.lock.removed},
        "files": [str(path) for path in intake.files],
        "rebuild_index": written,
    }


def _one_of(allowed: Any, given: str | None, option: str) -> Any:
    if given is None:
        return None
    if given not in set(allowed):
        raise UserError(f"{option} kan niet ‘{given}’ zijn. Kies uit: {', '.join(allowed)}.", 2)
    return allowed(given)


def _day(option: str, given: str | None) -> date | None:
    try:
        return date.fromisoformat(given) if given else None
    except ValueError:
        raise UserError(f"{option} is een dag als 2026-11-22, niet ‘{given}’.", 2) from None
