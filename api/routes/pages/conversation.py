"""What can be done with a conversation: read it again, correct its facts, judge, share, and note it down.

Every form works as a whole page, and as the piece of it that the script puts in place.
"""

from __future__ import annotations

from typing import Any, NoReturn

from fastapi import APIRouter, Request
from starlette.responses import Response

from api.problems import ProblemError
from api.routes import TheService
from api.routes.pages.ask import FRAGMENT
from api.routes.pages.shell import form_fields, fragment, language_of, page
from api.service import Service, is_id
from api.store.records import Withdrawal
from api.store.views import LONGEST_REASON
from api.web.asking.exchange import exchanges, moment, note, shared_exchanges
from api.web.asking.facts import FactError, Refused, changed, chips
from api.web.texts import texts
from assistant.models import Conversation

router = APIRouter()

_USEFUL, _NOT_USEFUL = "ja", "nee"
_TAKE_AWAY = "weg"


@router.post("/gesprek")
async def again(request: Request, service: TheService) -> Response:
    """A conversation as it is kept."""
    return await _conversation(request, service, (await form_fields(request)).get("conversation_id"))


@router.post("/gegevens")
async def change_fact(request: Request, service: TheService) -> Response:
    """Change one fact of a conversation, or take it away; the next answer uses it."""
    fields = await form_fields(request)
    held = await _held(request, service, fields.get("conversation_id"))
    language, name, typed = language_of(request), fields.get("name", ""), fields.get("value", "")
    refused, message = None, _words(request)["facts"]["changed"]
    try:
        edit = None
        if _TAKE_AWAY not in fields:
            figures, on = service.live.parameters, service.today()
            edit = changed(name, typed, held.facts.get(name), figures, on, language)
        held = await service.change_facts(held.id, {name: edit}) or _gone(request)
    except FactError as error:
        refused, message = Refused(name, typed, str(error)), ""
    again = held.turns[-1].question if held.turns and not refused else ""
    shown = {"chips": chips(held.facts, language, refused), "message": message, "again": again}
    if FRAGMENT in request.headers:
        return fragment(request, "_facts.html", **shown, conversation_id=held.id)
    return await _conversation(request, service, held.id, status=422 if refused else 200, **shown)


@router.post("/mening")
async def judge(request: Request, service: TheService) -> Response:
    """Say whether an answer was of use, and why."""
    fields = await form_fields(request)
    answer_id, useful = fields.get("answer_id", ""), fields.get("useful")
    reason = fields.get("reason", "").strip()
    if useful not in {_USEFUL, _NOT_USEFUL} or len(reason) > LONGEST_REASON:
        raise ProblemError(422, _words(request)["feedback"]["wrong"].format(most=LONGEST_REASON))
    kept = None
    if is_id(answer_id):
        kept = await service.stored(
            lambda store: store.rate(answer_id, useful=useful == _USEFUL, reason=reason)
        )
    if kept is None:
        raise ProblemError(404, _words(request)["feedback"]["gone"])
    conversation_id = fields.get("conversation_id", "")
    if FRAGMENT in request.headers:
        shown = {"answer_id": answer_id, "conversation_id": conversation_id, "feedback": kept}
        return fragment(request, "_feedback.html", **shown)
    return await _conversation(request, service, conversation_id, message=_words(request)["feedback"]["kept"])


@router.post("/delen")
async def share(request: Request, service: TheService) -> Response:
    """Make a link to the conversation as it is now."""
    conversation_id = (await form_fields(request)).get("conversation_id", "")
    link = None
    if is_id(conversation_id):
        link = await service.stored(lambda store: store.share(conversation_id=conversation_id))
    if link is None:
        _gone(request)
    address = f"{str(request.base_url).rstrip('/')}/gedeeld/{link.token}"
    until = moment(link.expires_at, language_of(request))
    shown: dict[str, Any] = {"link": link, "address": address, "until": until}
    if FRAGMENT in request.headers:
        return fragment(request, "_share.html", **shown, conversation_id=conversation_id)
    return await _conversation(request, service, conversation_id, **shown)


@router.post("/delen/intrekken")
async def unshare(request: Request, service: TheService) -> Response:
    """Make links useless: one with the key of who made it, or all those of a conversation that one holds."""
    fields = await form_fields(request)
    conversation_id, token = fields.get("conversation_id", ""), fields.get("token", "")
    words = _words(request)["share"]
    if "alle" in fields:
        if not is_id(conversation_id):
            _gone(request)
        await service.stored(lambda store: store.unshare_all(conversation_id))
        told = words["withdrawn_all"]
    else:
        await _withdraw(service, token, fields.get("key", ""), words)
        told = words["withdrawn"]
    if FRAGMENT in request.headers:
        return fragment(request, "_share.html", conversation_id=conversation_id, told=told)
    if conversation_id:
        return await _conversation(request, service, conversation_id, message=told)
    return page(request, service, "ask.html", active="ask", message=told)


@router.get("/gedeeld/{token}")
async def shared(token: str, request: Request, service: TheService) -> Response:
    """What a link shows, to read only."""
    link = await service.stored(lambda store: store.shared(token)) if is_id(token) else None
    if link is None or not link.turns:
        raise ProblemError(404, _words(request)["share"]["gone"])
    language = language_of(request)
    answer = page(
        request,
        service,
        "ask_shared.html",
        made=moment(link.created_at, language),
        until=moment(link.expires_at, language),
        exchanges=shared_exchanges(link, service.live.corpus, language),
    )
    answer.headers["x-robots-tag"] = "noindex, nofollow"
    return answer


@router.post("/nota")
async def case_note(request: Request, service: TheService) -> Response:
    """One answer with its facts and sources, to print and put in a dossier."""
    answer_id = (await form_fields(request)).get("answer_id", "")
    turn = await service.stored(lambda store: store.turn(answer_id)) if is_id(answer_id) else None
    if turn is None:
        _gone(request)
    shown = note(turn, service.live.corpus, language_of(request))
    return page(request, service, "note.html", note=shown, written_on=service.today())


async def _withdraw(service: Service, token: str, key: str, words: dict[str, Any]) -> None:
    """Withdraw one link.

    Raises:
        ProblemError: 403, the key is not that of its maker; 404, there is no such link (any more).
    """
    done = Withdrawal.UNKNOWN
    if is_id(token):
        done = await service.stored(lambda store: store.unshare(token, key))
    if done is Withdrawal.REFUSED:
        raise ProblemError(403, words["not_yours"])
    if done is Withdrawal.UNKNOWN:
        raise ProblemError(404, words["withdrawn_before"])


async def _conversation(
    request: Request, service: Service, conversation_id: str | None, *, status: int = 200, **shown: Any
) -> Response:
    """All turns of a conversation; the script gets them without the page around them."""
    kept = await service.history(conversation_id) if conversation_id and is_id(conversation_id) else None
    if kept is None or not kept.turns:
        _gone(request)
    language = language_of(request)
    values = {
        "exchanges": exchanges(kept, service.live.corpus, language),
        "chips": chips(kept.conversation.facts, language),
        "conversation_id": kept.conversation.id,
        "links": kept.links,
        **shown,
    }
    if FRAGMENT in request.headers:
        return fragment(request, "_conversation.html", **values)
    return page(request, service, "ask.html", active="ask", status=status, **values)


async def _held(request: Request, service: Service, conversation_id: str | None) -> Conversation:
    return await service.conversation(conversation_id) or _gone(request)


def _gone(request: Request) -> NoReturn:
    """Raises ProblemError: 404, it is not kept (any more)."""
    raise ProblemError(404, _words(request)["gone"])


def _words(request: Request) -> dict[str, Any]:
    words: dict[str, Any] = texts(language_of(request))["ask"]
    return words
