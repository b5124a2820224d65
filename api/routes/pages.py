"""The web page: asking a question, and reading the sources. Works without JavaScript."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

from fastapi import APIRouter, Request
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from markupsafe import Markup
from starlette.responses import HTMLResponse, Response

from api.builder import Building
from api.problems import ProblemError, detail_of, title_of
from api.routes import TheService
from api.routes.sources import find_document
from api.service import Service
from api.web import view
from api.web.markdown import document_html
from assistant.models import Answer, Question
from corpus.models import Corpus, Document, ProvisionKind
from indexes.models import Engine

router = APIRouter(include_in_schema=False)

_WEB = Path(__file__).parent.parent / "web"
_FRAGMENT = "x-fragment"
_MOST_FIELDS = 10
_CONTENTS = frozenset(
    {
        ProvisionKind.ARTICLE,
        ProvisionKind.HEADING,
        ProvisionKind.CHAPTER,
        ProvisionKind.ANNEX,
        ProvisionKind.SECTION,
    }
)


@dataclass(frozen=True)
class State:
    """What a page says about what is live: a line in the footer, and a note when something is lacking."""

    engines: str
    note: str = ""


@router.get("/")
async def home(service: TheService) -> Response:
    """The page on which a question is asked."""
    return _page(service, "ask.html", answer=None)


@router.post("/")
async def ask(request: Request, service: TheService) -> Response:
    """The answer: as a whole page, or as the piece of it that the script puts under the last one."""
    question = _question(await request.body())
    before = service.conversations.get(question.conversation_id)
    answer = await service.ask(question)
    shown = _answer(answer, service.live.corpus)
    after = service.conversations.get(answer.conversation_id)
    asked = after.turns[-1].question if after and after.turns else ""
    if request.headers.get(_FRAGMENT):
        return _render("_answer.html", **shown, asked=asked)
    earlier = before.turns if before else ()
    return _page(service, "ask.html", **shown, asked=asked, earlier=earlier, as_of_given=question.as_of)


@router.post("/wissen")
async def forget(request: Request, service: TheService) -> Response:
    """Forget the conversation, and show an empty page."""
    service.conversations.delete(_fields(await request.body()).get("conversation_id", ""))
    return _page(service, "ask.html", answer=None, message=view.texts()["ask"]["forgotten"])


@router.get("/bronnen")
async def sources(service: TheService) -> Response:
    """All documents, the highest in rank first."""
    found = sorted(service.live.corpus.documents.values(), key=lambda d: d.entry.rank)
    return _page(service, "sources.html", documents=found)


@router.get("/bronnen/{document_id}")
async def source(document_id: str, service: TheService) -> Response:
    """One document, with an anchor at every place that can be cited."""
    document = find_document(document_id, service.live.corpus)
    html, contents = _document(service.live.corpus, document_id)
    return _page(service, "source.html", document=document, html=html, contents=contents)


def error_page(request: Request, status: int, detail: str = "") -> Response:
    """A problem, for a person who is looking at a page."""
    service: Service = request.app.state.service
    shown = {"title": title_of(status), "detail": detail or detail_of(status)}
    return HTMLResponse(
        _templates().get_template("error.html").render(state=_state(service), problem=shown), status
    )


def _page(service: Service, template: str, **values: Any) -> Response:
    return _render(template, state=_state(service), today=service.today(), **values)


def _render(template: str, **values: Any) -> Response:
    return HTMLResponse(_templates().get_template(template).render(**values))


def _answer(answer: Answer, corpus: Corpus) -> dict[str, Any]:
    return {"answer": answer, "lines": view.lines(answer), "sources": view.sources(answer, corpus)}


def _state(service: Service) -> State:
    if service.unusable:
        return State(engines=service.unusable)
    live = service.live
    words = view.texts()["footer"]
    dense = words["on" if Engine.DENSE in live.index.engines else "off"]
    corpus = words["corpus"].format(count=len(live.corpus.documents), version=live.corpus.fingerprint[:8])
    engines = words["engines"].format(dense=dense, llm=words["off"])
    return State(engines=f"{engines} {corpus}.", note=_note(service.builder.state))


def _note(building: Building) -> str:
    words: dict[str, str] = view.texts()["footer"]
    if building.running:
        key = "building" if building.total else "starting"
        return words[key].format(done=building.done, total=building.total)
    return words["failed"].format(reason=building.failed) if building.failed else ""


def _question(body: bytes) -> Question:
    fields = _fields(body)
    if "question" not in fields:
        raise ProblemError(422, "Er kwam geen vraag aan. Typ uw vraag en stuur ze opnieuw.")
    try:
        as_of = date.fromisoformat(fields["as_of"]) if fields.get("as_of") else None
    except ValueError:
        raise ProblemError(422, "De dag moet een datum zijn, geschreven als JJJJ-MM-DD.") from None
    conversation = fields.get("conversation_id") or None
    return Question(question=fields["question"], conversation_id=conversation, as_of=as_of)


def _fields(body: bytes) -> dict[str, str]:
    """The fields of a form; the last of each name counts."""
    try:
        found = parse_qs(body.decode("ascii"), keep_blank_values=True, max_num_fields=_MOST_FIELDS)
    except ValueError:
        raise ProblemError(422, "Het formulier kon niet gelezen worden. Stuur het opnieuw.") from None
    return {name: values[-1] for name, values in found.items()}


@cache
def _templates() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_WEB / "templates"),
        autoescape=select_autoescape(),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals |= {"t": view.texts()}
    environment.filters |= {"day": view.day, "amount": view.amount, "dates": view.dates_of}
    return environment


_rendered: dict[tuple[str, str], tuple[Markup, list[tuple[str, str]]]] = {}


def _document(corpus: Corpus, document_id: str) -> tuple[Markup, list[tuple[str, str]]]:
    """The HTML of a document and its table of contents; rendered once per version of its text."""
    document = corpus.documents[document_id]
    key = (document_id, document.version)
    if key not in _rendered:
        _rendered[key] = (document_html(document), _contents(document))
    return _rendered[key]


def _contents(document: Document) -> list[tuple[str, str]]:
    """Locator and heading of the larger parts."""
    return [
        (p.locator, p.breadcrumb[-1]) for p in document.provisions if p.kind in _CONTENTS and p.breadcrumb
    ]
