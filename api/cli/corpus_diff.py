"""`imw corpus diff`: what differs between two texts, and what has to be read again."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from api.cli.output import AsJson, UserError, console, settings, write_json

if TYPE_CHECKING:
    from corpus.ingest import Comparison, Impact, PlaceChange
    from corpus.models import Corpus, Document

_SHOWN = 40
_AROUND = 6
_HEADS = {"new": "Nieuw", "gone": "Weg", "moved": "Verhuisd", "changed": "Gewijzigd"}


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("diff")(diff)


def diff(
    first: Annotated[str, typer.Argument(metavar="ID", help="Een document van de bronnen.")],
    second: Annotated[str, typer.Argument(metavar="ANDER", help="Een ander document, of een bestand.")],
    as_json: AsJson = False,
) -> None:
    """Toon wat er verschilt tussen twee teksten, en wat opnieuw gelezen moet worden."""
    from corpus.errors import CorpusError
    from corpus.ingest import compare_documents, impact
    from corpus.ingest.impact import load_curated
    from corpus.load import PACKAGED, load_corpus

    try:
        corpus = load_corpus(settings().corpus)
        before = _document(first, corpus)
        after = corpus.documents.get(second) or _file(second, before)
        comparison = compare_documents(before, after)
        rests = impact(before.id, comparison.unsettled, load_curated(PACKAGED))
    except CorpusError as error:
        raise UserError(str(error)) from error
    if as_json:
        write_json({**comparison_view(comparison), **impact_view(rests)})
        return
    show_comparison(comparison)
    show_impact(rests)


def show_comparison(comparison: Comparison) -> None:
    """Print which places differ, the changed ones by word."""
    from corpus.ingest import Change

    out = console()
    counts = ", ".join(f"{len(comparison.of(change))} {_HEADS[change].lower()}" for change in Change)
    out.print(
        f"{comparison.before} → {comparison.after}: {comparison.same} plaatsen gelijk, {counts}.",
        markup=False,
    )
    for change in Change:
        places = comparison.of(change)
        if places:
            out.print(f"{_HEADS[change]} ({len(places)})", style="bold", markup=False)
        for place in places[:_SHOWN]:
            out.print(f"  {_line(place)}", markup=False)
        if len(places) > _SHOWN:
            out.print(f"  … en nog {len(places) - _SHOWN}; zie --json", markup=False)


def show_impact(rests: Impact) -> None:
    """Print what must be read again."""
    out = console()
    if not rests:
        out.print("Geen antwoord, cijfer of tegenspraak steunt op een plaats die wijzigt.", markup=False)
        return
    out.print("Opnieuw te lezen, want het steunt op wat wijzigt:", style="bold", markup=False)
    for fiche, places in rests.fiches.items():
        said = f"{rests.phrases[fiche]} manieren van vragen"
        out.print(f"  fiche {fiche} ({said}): {', '.join(places)}", markup=False)
    for name, places in rests.parameters.items():
        out.print(f"  cijfer {name}: {', '.join(places)}", markup=False)
    for key, places in rests.tensions.items():
        out.print(f"  tegenspraak {key}: {', '.join(places)}", markup=False)


def comparison_view(comparison: Comparison) -> dict[str, Any]:
    """As JSON. Words that stayed have the same `before` and `after`."""
    return {
        "before": comparison.before,
        "after": comparison.after,
        "same": comparison.same,
        "changes": [
            {
                "change": place.change,
                "locator": place.locator,
                "label": place.label,
                "to": place.to,
                "words": [{"before": w.before, "after": w.after} for w in place.words],
            }
            for place in comparison.changes
        ],
    }


def impact_view(rests: Impact) -> dict[str, Any]:
    """As JSON: by id, the places it rests on."""
    return {
        "fiches": {
            fiche: {"places": places, "phrases": rests.phrases[fiche]}
            for fiche, places in rests.fiches.items()
        },
        "parameters": dict(rests.parameters),
        "tensions": dict(rests.tensions),
    }


def _line(place: PlaceChange) -> str:
    if place.to:
        return f"{place.locator} → {place.to}"
    if not place.words:
        return f"{place.locator} ({place.label})"
    return f"{place.locator}: " + " ".join(_shown(w.before, w.after) for w in place.words)


def _shown(before: str, after: str) -> str:
    """Words that stayed are shortened; others stand between [-went-] and {+came+}."""
    if before == after:
        words = before.split()
        if len(words) > 2 * _AROUND:
            words = [*words[:_AROUND], "…", *words[-_AROUND:]]
        return " ".join(words)
    return " ".join(
        part for part in (f"[-{before}-]" if before else "", f"{{+{after}+}}" if after else "") if part
    )


def _document(name: str, corpus: Corpus) -> Document:
    if name not in corpus.documents:
        raise UserError(f"Het document ‘{name}’ is er niet. Er zijn: {', '.join(corpus.documents)}.")
    return corpus.documents[name]


def _file(name: str, before: Document) -> Document:
    from corpus.ingest import read_document, with_text

    path = Path(name)
    if not path.exists():
        raise UserError(f"‘{name}’ is geen document van de bronnen en geen bestand. Zie: imw corpus list")
    return with_text(before, read_document(path).text)
