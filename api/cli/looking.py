"""`imw search`, `imw calculate` and `imw corpus`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from api.cli.asking import a_day, open_assistant
from api.cli.output import AsJson, UserError, console, settings, write_json

if TYPE_CHECKING:
    from assistant.models import Calculation
    from corpus.models import Corpus
    from indexes.models import SearchResult

corpus_app = typer.Typer(help="De brondocumenten.", no_args_is_help=True)

_SNIPPET = 220


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command()(search)
    app.command()(calculate)
    app.command()(eligibility)
    app.command()(qualify)


def search(
    query: Annotated[str, typer.Argument(metavar="WOORDEN", help="Wat u zoekt.")],
    k: Annotated[int, typer.Option("-k", min=1, max=50, help="Hoeveel passages hoogstens.")] = 5,
    document: Annotated[list[str] | None, typer.Option("--document", help="Alleen in dit document.")] = None,
    scope: Annotated[list[str] | None, typer.Option("--scope", help="Alleen over deze maatregel.")] = None,
    on: Annotated[
        str | None, typer.Option("--on", metavar="JJJJ-MM-DD", help="Alleen wat die dag gold.")
    ] = None,
    explain: Annotated[bool, typer.Option("--explain", help="Toon wat elke zoekmachine ervan vond.")] = False,
    no_build: Annotated[bool, typer.Option("--no-build", help="Bouw geen index.")] = False,
    as_json: AsJson = False,
) -> None:
    """Zoek passages in de bronnen."""
    from api.views import search_view
    from corpus.models import Scope
    from indexes.models import Filters

    day = a_day(on)
    scopes = tuple(_one_of(s, tuple(Scope), "maatregel") for s in scope or ())
    live = open_assistant(build=not no_build)
    for name in document or ():
        _one_of(name, tuple(live.corpus.documents), "document")
    filters = Filters(tuple(document or ()), tuple(Scope(s) for s in scopes), day)
    result = live.index.search(query, k=k, filters=filters)
    if as_json:
        write_json(search_view(result, live.corpus).model_dump_json(indent=2))
    else:
        _show_hits(result, live.corpus, explain=explain)


def calculate(
    name: Annotated[
        str | None, typer.Argument(metavar="NAAM", help="Welke berekening; leeg toont de lijst.")
    ] = None,
    given: Annotated[
        list[str] | None,
        typer.Option("--input", "-i", metavar="VELD=WAARDE", help="Een gegeven van het geval."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Reken een geval uit."""
    from assistant.pipeline import today_in_brussels
    from assistant.rules.registry import REGISTRY
    from assistant.rules.registry import calculate as work_out
    from corpus.parameters import load_parameters

    if name is None:
        _list_calculators(as_json=as_json)
        return
    if name not in REGISTRY:
        raise UserError(f"De berekening ‘{name}’ bestaat niet. Er zijn: {', '.join(REGISTRY)}.", 2)
    complete: dict[str, object] = {"on": today_in_brussels(), **_inputs(given or [])}
    result = work_out(name, complete, load_parameters(overrides=settings().parameters))
    if as_json:
        write_json(result.model_dump_json(indent=2))
    else:
        _show_calculation(result)


def eligibility(
    given: Annotated[
        list[str] | None,
        typer.Option("--input", "-i", metavar="VELD=WAARDE", help="Een gegeven van het geval."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Kom ik in aanmerking? Zonder gegevens ziet u wat nodig is om het te weten."""
    _decided("eligibility", dict(_inputs(given or [])), as_json=as_json)


def qualify(
    certificates: Annotated[str, typer.Argument(metavar="DIPLOMA", help="Een of meer getuigschriften.")],
    as_json: AsJson = False,
) -> None:
    """Staat dit diploma op de lijst?"""
    _decided("qualification", {"certificates": certificates}, as_json=as_json)


def _decided(kind: str, given: dict[str, str], *, as_json: bool) -> None:
    from api.views import DecisionsView
    from assistant.pipeline import today_in_brussels
    from assistant.rules.decisions.registry import decide, missing_facts
    from corpus.parameters import load_parameters

    complete: dict[str, object] = {"on": today_in_brussels(), **given}
    found = decide(kind, complete, load_parameters(overrides=settings().parameters))
    if as_json:
        write_json(DecisionsView(decisions=found).model_dump_json(indent=2))
        return
    out = console()
    words = {"yes": "Ja", "no": "Nee", "unknown": "Dat staat nog niet vast"}
    for decision in found:
        out.print(words[decision.outcome], style="bold", markup=False)
        for criterion in decision.criteria:
            out.print(f"  - {criterion.text}", markup=False)
        for missing in missing_facts(decision)[:1]:
            out.print(f"Nog te weten: {missing.question}", markup=False)


@corpus_app.command("list")
def list_documents(as_json: AsJson = False) -> None:
    """Alle documenten, met hun gezag en hun data."""
    from api.views import DocumentsView, document_view
    from api.web.view import dates_of, texts

    corpus = _corpus()
    if as_json:
        found = tuple(document_view(d) for d in corpus.documents.values())
        write_json(DocumentsView(documents=found).model_dump_json(indent=2))
        return
    out = console()
    for document in corpus.documents.values():
        authority = texts()["authority_labels"][document.entry.authority.value]
        out.print(document.id, style="bold", markup=False)
        out.print(f"    {document.entry.full_title}", markup=False)
        out.print(
            f"    {authority}, {dates_of(document.entry)}, {len(document.provisions)} plaatsen", style="dim"
        )


@corpus_app.command("show")
def show(
    name: Annotated[str, typer.Argument(metavar="ID", help="Een document, of een plaats: document#plaats.")],
    as_json: AsJson = False,
) -> None:
    """Toon een document of één plaats erin."""
    from api.problems import ProblemError
    from api.routes.sources import find_document
    from api.views import document_text_view, provision_view

    corpus = _corpus()
    document_id, _, locator = name.partition("#")
    try:
        document = find_document(document_id, corpus)
        if not locator:
            write_json(document_text_view(document).model_dump_json(indent=2) if as_json else document.text)
            return
        place = corpus.provision(name)
    except ProblemError as error:
        raise UserError(error.detail) from error
    except KeyError:
        raise UserError(
            f"De plaats ‘{locator}’ is er niet in ‘{document_id}’. Zie: imw corpus show {document_id}"
        ) from None
    if as_json:
        write_json(provision_view(place, corpus).model_dump_json(indent=2))
        return
    out = console()
    out.print(" › ".join((*place.breadcrumb, place.label)), style="bold", markup=False)
    out.print(place.text, markup=False)


@corpus_app.command("check")
def check(
    with_coverage: Annotated[
        bool, typer.Option("--coverage", help="Toon welke passages geen antwoord of regel draagt.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Kijk na of de bronnen gaaf zijn en niets in het ijle verwijst."""
    from corpus.check import Severity
    from corpus.curated import check_everything

    if with_coverage:
        _coverage(as_json)
        return
    problems = check_everything(_corpus(), settings().corpus)
    wrong = [p for p in problems if p.severity is Severity.ERROR]
    if as_json:
        write_json([{"severity": p.severity, "message": p.message, "remedy": p.remedy} for p in problems])
    else:
        out = console()
        for problem in problems:
            out.print(f"{problem.severity}: {problem.message}", markup=False)
            out.print(f"    {problem.remedy}", markup=False, style="dim")
        out.print(
            "De bronnen zijn in orde." if not problems else f"{len(wrong)} fouten, {len(problems)} in totaal."
        )
    if wrong:
        raise typer.Exit(1)


def _coverage(as_json: bool) -> None:
    from corpus.curated import coverage

    found = coverage(_corpus())
    if as_json:
        write_json({"share": round(found.share, 4), "uncovered": list(found.uncovered)})
        return
    out = console()
    for place in found.uncovered:
        out.print(place, markup=False)
    total = len(found.covered) + len(found.uncovered)
    out.print(
        f"{len(found.covered)} van {total} passages ({100 * found.share:.1f} %) dragen een antwoord/regel. "
        f"{len(found.exceptions)} plaatsen tellen niet mee; de reden staat in not_substantive.yaml."
    )


def _corpus() -> Corpus:
    from api import runtime

    try:
        return runtime.load_sources(settings())[0]
    except runtime.UnusableCorpus as error:
        raise UserError(str(error)) from error


def _one_of(given: str, allowed: tuple[str, ...], what: str) -> str:
    if given not in allowed:
        raise UserError(f"Geen {what} heet ‘{given}’. Kies uit: {', '.join(allowed)}.", 2)
    return given


def _inputs(pairs: list[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for pair in pairs:
        name, separator, value = pair.partition("=")
        if not separator or not name.strip():
            raise UserError(f"‘{pair}’ kan ik niet lezen. Schrijf een gegeven als veld=waarde.", 2)
        found[name.strip()] = value.strip()
    return found


def _list_calculators(*, as_json: bool) -> None:
    from api.calculators import calculators_view

    listed = calculators_view()
    if as_json:
        write_json(listed.model_dump_json(indent=2))
        return
    out = console()
    for calculator in listed.calculators:
        out.print(f"{calculator.name}: {calculator.title}", style="bold", markup=False)
        for field in calculator.inputs:
            out.print(f"    {field.name}: {field.description}", markup=False)


def _show_hits(result: SearchResult, corpus: Corpus, *, explain: bool) -> None:
    from rich.padding import Padding

    out = console()
    if not result.hits:
        out.print("Niets gevonden. Probeer andere woorden.")
    for number, hit in enumerate(result.hits, start=1):
        title = corpus.documents[hit.provision.document].entry.title
        text = " ".join(hit.provision.text.split())
        out.print(f"{number}. {title}, {hit.provision.label}", style="bold", markup=False)
        shown = text if len(text) <= _SNIPPET else f"{text[:_SNIPPET].rsplit(' ', 1)[0]} …"
        out.print(Padding(shown, (0, 0, 0, 3)), markup=False)
        out.print(f"   {hit.provision.id}", style="dim", markup=False)
        if explain:
            each = ", ".join(f"{e} {hit.scores[e]:.3f} (plaats {hit.ranks[e]})" for e in hit.scores)
            out.print(f"   samen {hit.score:.3f}: {each}", style="dim", markup=False)


def _show_calculation(result: Calculation) -> None:
    from rich.table import Table

    from api.web.view import amount

    table = Table(title=result.title, title_justify="left", box=None, pad_edge=False)
    table.add_column("Stap")
    table.add_column("Berekening")
    table.add_column("Uitkomst", justify="right")
    for step in result.steps:
        table.add_row(step.label, step.expression, amount(step.value, step.unit))
    for row in result.outcome.rows:
        table.add_row(row.label, "", ", ".join(amount(v, row.unit) for v in row.values.values()))
    if result.outcome.value is not None:
        table.add_row("Samen", "", amount(result.outcome.value, result.outcome.unit), style="bold")
    out = console()
    out.print(table)
    for other in result.alternatives:
        out.print(f"Andere lezing: {other.label}: {amount(other.value, other.unit)}", markup=False)
    for caveat in result.caveats:
        out.print(f"- {caveat}", markup=False, style="dim")
