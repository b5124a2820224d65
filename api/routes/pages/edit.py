"""Editing: proposing changes to fiches and figures. Nothing here changes what answers.

A change becomes a patch in the folder of proposals, which a person reads and applies.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from api.problems import ProblemError
from api.routes import TheService
from api.routes.pages.shell import MOST_FIELDS_OF_A_FORM, form_fields, language_of, page
from api.service import Service
from api.web.asking.exchange import exchange
from api.web.edit import desk, fiche_beside, fiche_form, overview, parameter_form
from api.web.edit.access import EditRoute, is_open
from api.web.edit.fiche_errors import LANGUAGES, REGISTERS
from api.web.edit.fiche_form import FicheForm, Way, form_of
from api.web.edit.told import problem_told, told
from api.web.edit.ways import way_key
from api.web.paging import sliced
from api.web.texts import texts
from assistant.knowledge import Knowledge
from corpus.contacts import contacts
from corpus.errors import CorpusError
from corpus.fiches import FicheKind, Fiches, Intent, Polarity, load_fiches
from corpus.models import Scope
from corpus.parameters import Parameters
from corpus.phrases import Stance
from corpus.proposals import Proposal, loaded_parameters, propose_value

router = APIRouter(prefix="/redactie", route_class=EditRoute)

T = TypeVar("T")
_MOST_ASKED = 500
_ON_A_PAGE = 50
_ACTIVE = "edit"
_PREVIEW, _COMPARE, _KEEP = "voorbeeld", "vergelijk", "bewaar"
_BRUSSELS = ZoneInfo("Europe/Brussels")


@router.get("")
async def fiches(request: Request, service: TheService) -> Response:
    """The fiches by topic, with search and marks."""
    known, asked = load_fiches(), request.query_params
    chosen = {name: asked.get(name, "").strip()[:80] for name in ("zoek", "onderwerp", "enkel")}
    rows = overview.fiche_rows(
        known, service.today(), wanted=chosen["zoek"], topic=chosen["onderwerp"], only=chosen["enkel"]
    )
    listed = [row for of in rows.values() for row in of]
    return _page(
        request,
        service,
        "edit.html",
        found=len(listed),
        by_topic=() if any(chosen.values()) else overview.topic_rows(rows),
        rows=sliced(listed, asked, _ON_A_PAGE) if any(chosen.values()) else None,
        chosen=chosen,
        topics=sorted(set(known.topics.values())),
        no_code=is_open(service.settings),
    )


@router.get("/vragen")
async def unanswered(request: Request, service: TheService) -> Response:
    """The questions that got no answer."""
    turns = await service.stored(lambda store: store.unanswered(_MOST_ASKED))
    return _page(
        request,
        service,
        "edit_questions.html",
        rows=sliced(overview.asked(turns), request.query_params, _ON_A_PAGE),
    )


@router.get("/cijfers")
async def parameters(request: Request, service: TheService) -> Response:
    """The figures with their dates."""
    rows = overview.parameter_rows(service.live.parameters, service.today())
    return _page(
        request, service, "edit_parameters.html", rows=sliced(rows, request.query_params, _ON_A_PAGE)
    )


@router.get("/voorstellen")
async def proposals(request: Request, service: TheService) -> Response:
    """The proposals that were made."""
    kept = sliced(desk.proposal_names(service.settings), request.query_params, _ON_A_PAGE)
    shown = [one for name in kept.items if (one := desk.proposal(name, service.settings))]
    return _page(request, service, "edit_proposals.html", kept=shown, pages=kept, one=None)


@router.get("/voorstellen/{name}")
async def proposal(name: str, request: Request, service: TheService) -> Response:
    """One proposal, to read or to download."""
    kept = desk.proposal(name, service.settings)
    if kept is None:
        raise ProblemError(404)
    if "bestand" in request.query_params:
        disposition = {"content-disposition": f'attachment; filename="{name}"'}
        return Response(kept.patch, media_type="text/x-diff; charset=utf-8", headers=disposition)
    return _page(request, service, "edit_proposals.html", kept=[], pages=None, one=kept)


@router.get("/fiche")
async def new_fiche(request: Request, service: TheService) -> Response:
    """An empty form, or one that begins with a question that got no answer."""
    answer_id = request.query_params.get("van", "")
    turn = await service.stored(lambda store: store.turn(answer_id)) if answer_id else None
    form = FicheForm(topic=request.query_params.get("onderwerp", ""), ways=(Way(),))
    if turn:
        way = Way(" ".join(turn.question.split()), language=turn.answer.language)
        form = FicheForm(title=way.text[:120], ways=(way,), question=way.text)
    return await _fiche_page(request, service, form)


@router.get("/fiche/{fiche_id}")
async def fiche(fiche_id: str, request: Request, service: TheService) -> Response:
    """A fiche as it is, in the form."""
    known = load_fiches()
    if fiche_id not in known.fiches:
        raise ProblemError(404)
    form = form_of(known.fiches[fiche_id], known.topics[fiche_id])
    return await _fiche_page(request, service, form)


@router.post("/fiche")
async def change_fiche(request: Request, service: TheService) -> Response:
    """What a button asks: a place more or less, a passage, a preview, a comparison, a proposal."""
    fields = await form_fields(request, MOST_FIELDS_OF_A_FORM)
    button = fields.get("doe", _PREVIEW)
    removed = (value for name, value in fields.items() if name.startswith("weg-"))
    form = fiche_form.pressed(fiche_form.typed(fields, removed), button)
    if button not in {_PREVIEW, _COMPARE, _KEEP}:
        return await _fiche_page(request, service, form)
    live, on = service.live, service.today()
    words = texts(language_of(request))["edit"]["errors"]
    names = frozenset(live.parameters.names())
    form, made = fiche_form.read(form, load_fiches(), live.corpus, names, words, on)
    if made is None:
        return await _fiche_page(request, service, form, status=422)
    if button == _KEEP:
        sure = made
        change = await _made(service, lambda: desk.propose(sure, form), words)
        return _kept(service, change, f"fiche-{made.id}", words)
    shown: dict[str, Any] = {}
    if button == _COMPARE:
        shown["contest"] = await service.in_pool(lambda: desk.compared(made, form, live))
    shown["outlook"] = await service.in_pool(lambda: desk.outlook(made, form, live, on))
    return await _fiche_page(request, service, form, **shown)


@router.get("/cijfers/{name}")
async def parameter(name: str, request: Request, service: TheService) -> Response:
    """A figure with its history, and the form for a new value."""
    known = _known(name, service.live.parameters)
    form = parameter_form.fresh(name, known, service.today())
    return _parameter_page(request, service, name, form)


@router.post("/cijfers/{name}")
async def change_parameter(name: str, request: Request, service: TheService) -> Response:
    """What changes with a value, or the proposal that adds it."""
    live, language = service.live, language_of(request)
    known, words = _known(name, live.parameters), texts(language)
    fields = await form_fields(request, MOST_FIELDS_OF_A_FORM)
    form, new = parameter_form.read(
        fields, name, known, live.corpus, words["forms"]["errors"], words["edit"]["errors"]
    )
    if new is None:
        return _parameter_page(request, service, name, form, status=422)
    value, errors = new, words["edit"]["errors"]
    change = await _made(service, lambda: propose_value(name, value), errors)
    after = await _made(service, lambda: loaded_parameters(change, service.settings.parameters), errors)
    if fields.get("doe") == _KEEP:
        return _kept(service, change, f"cijfer-{name}", errors)
    before, engine = Knowledge.of(live.corpus, known), live.assistant.engine()
    calculations = await service.in_pool(
        lambda: parameter_form.changed_calculations(known, after, value.start)
    )
    sentences = await service.in_pool(
        lambda: parameter_form.changed_sentences(
            name, before, Knowledge.of(live.corpus, after), engine, value.start
        )
    )
    changes = {"calculations": calculations, "sentences": sentences, "start": value.start}
    return _parameter_page(request, service, name, form, changes=changes)


async def _fiche_page(
    request: Request,
    service: Service,
    form: FicheForm,
    *,
    status: int = 200,
    outlook: desk.Outlook | None = None,
    contest: Any = None,
) -> Response:
    live, known, language = service.live, load_fiches(), language_of(request)
    found = await service.in_pool(lambda: desk.search(form.wanted, live)) if form.wanted else ()
    shown = (
        exchange(outlook.preview.answer, form.question or form.title, live.corpus, language)
        if outlook
        else None
    )
    shifted = contest.shifts if contest else ()
    return _page(
        request,
        service,
        "edit_fiche.html",
        status=status,
        form=form,
        outlook=outlook,
        contest=contest,
        problems=[problem_told(text, texts(language)["edit"]["errors"]) for text in outlook.problems]
        if outlook
        else [],
        titles=desk.titles({n for s in shifted for n in (s.meant, s.before, s.after)}, known),
        passages=desk.passages_of(form, live.corpus),
        found=found,
        said=[
            (way_key(writer, phrase), writer, phrase)
            for writer, phrase in known.phrases.get(form.existing, ())
        ],
        choices=_choices(known),
        **_beside(form, known),
        exchange=shown,
    )


def _beside(form: FicheForm, known: Fiches) -> dict[str, Any]:
    """What the lists beside the answer show, and what can be added to them."""
    beside, own = form.beside, form.existing
    cited = [cited.provision for said in form.said for cited in said.cited]
    return {
        "beside": beside,
        "fact_labels": fiche_beside.fact_labels(),
        "fact_choices": fiche_beside.choices_for(beside),
        "related_titles": desk.titles(beside.related, known),
        "found_fiches": fiche_beside.found_fiches(beside, own, known),
        "remarks": fiche_beside.remark_texts(beside),
        "found_remarks": fiche_beside.found_tensions(beside, cited),
    }


def _choices(known: Fiches) -> dict[str, tuple[str, ...]]:
    return {
        "topic": tuple(sorted(set(known.topics.values()))),
        "kind": tuple(FicheKind),
        "intent": tuple(Intent),
        "scope": tuple(Scope),
        "polarity": ("", *Polarity),
        "door": ("", *(contact.id for contact in contacts())),
        "rule": ("", *fiche_beside.RULES),
        "audience": fiche_beside.AUDIENCES,
        "register": REGISTERS,
        "language": LANGUAGES,
        "says": ("", *Stance),
    }


def _parameter_page(
    request: Request,
    service: Service,
    name: str,
    form: parameter_form.ValueForm,
    *,
    status: int = 200,
    changes: dict[str, Any] | None = None,
) -> Response:
    history = service.live.parameters.history(name)
    return _page(
        request,
        service,
        "edit_parameter.html",
        status=status,
        name=name,
        history=history,
        form=form,
        changes=changes,
    )


def _known(name: str, parameters: Parameters) -> Parameters:
    if name not in parameters.names() or not parameters.history(name):
        raise ProblemError(404)
    return parameters


async def _made(service: Service, work: Callable[[], T], words: Any) -> T:
    try:
        return await service.in_pool(work)
    except CorpusError as error:
        raise ProblemError(422, words["cannot"].format(why=told(error, words))) from None


def _kept(service: Service, change: Proposal, about: str, words: Any) -> Response:
    if not change.after:
        raise ProblemError(422, words["nothing"])
    try:
        name = desk.keep(change, about, datetime.now(_BRUSSELS), service.settings)
    except OSError as error:
        raise ProblemError(503, words["disk"].format(why=error.strerror)) from None
    return RedirectResponse(f"/redactie/voorstellen/{name}", 303)


def _page(request: Request, service: Service, template: str, *, status: int = 200, **values: Any) -> Response:
    return page(request, service, template, active=_ACTIVE, status=status, **values)
