"""Errors as problem details (RFC 9457): what is wrong, what is allowed, what to do, in plain Dutch."""

from __future__ import annotations

from collections.abc import Awaitable, Mapping
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Protocol

from pydantic import BaseModel, ConfigDict, Field

if TYPE_CHECKING:
    from starlette.responses import Response
    from starlette.types import Scope

MEDIA_TYPE = "application/problem+json"
PROBLEM_SCHEMA = "#/components/schemas/Problem"

_TITLES = {
    400: "Deze vraag is technisch niet in orde",
    401: "Toegangscode nodig",
    403: "Dat mag hier niet",
    404: "Niet gevonden",
    405: "Dat kan hier niet",
    406: "Die vorm bestaat niet",
    408: "Het bericht kwam niet op tijd aan",
    413: "Het bericht is te groot",
    415: "Die soort bericht kan ik niet lezen",
    421: "Deze naam hoort niet bij deze dienst",
    422: "Het bericht is niet zoals verwacht",
    429: "Even wachten",
    500: "Er ging iets mis bij ons",
    503: "De dienst is nog niet klaar",
}

_DETAILS = {
    400: "De server kon het bericht niet lezen. Stuur geldige JSON in UTF-8.",
    404: "Dit adres bestaat niet. Kijk het adres na.",
    405: "Dit adres bestaat, maar niet voor deze soort vraag. Kijk de methode na (GET, POST, DELETE).",
    500: "Uw vraag is niet beantwoord. Probeer het straks opnieuw; meld het als het blijft gebeuren.",
}

_MESSAGES = {
    "missing": "ontbreekt",
    "extra_forbidden": "is geen bekend veld",
    "string_type": "moet tekst zijn",
    "string_unicode": "bevat tekens die geen geldige tekst zijn",
    "string_too_long": "is te lang; hoogstens {max_length} tekens",
    "string_too_short": "is te kort; minstens {min_length} tekens",
    "enum": "moet een van deze zijn: {expected}",
    "literal_error": "moet een van deze zijn: {expected}",
    "int_type": "moet een geheel getal zijn",
    "int_parsing": "moet een geheel getal zijn",
    "int_from_float": "moet een geheel getal zijn",
    "bool_parsing": "moet ja of nee zijn (true of false)",
    "greater_than_equal": "moet minstens {ge} zijn",
    "less_than_equal": "mag hoogstens {le} zijn",
    "json_invalid": "is geen geldige JSON",
    "model_attributes_type": "moet een JSON-object zijn",
    "model_type": "moet een JSON-object zijn",
    "dict_type": "moet een JSON-object zijn",
}

_DATE = "moet een datum zijn, geschreven als JJJJ-MM-DD"


class FieldProblem(BaseModel):
    """One field that is not as it should be."""

    model_config = ConfigDict(extra="forbid")

    field: str = Field(
        description="where in the request; `body` when it is the whole of it", examples=["as_of"]
    )
    detail: str = Field(description="what is expected (Dutch)", examples=[_DATE])


class Problem(BaseModel):
    """Problem details, RFC 9457."""

    model_config = ConfigDict(extra="forbid")

    type: str = Field("about:blank", description="always `about:blank`: the status says what kind it is")
    title: str = Field(description="what kind of problem (Dutch)", examples=[_TITLES[422]])
    status: int = Field(description="the HTTP status", examples=[422])
    detail: str = Field(description="what is wrong and what to do (Dutch)", examples=[f"‘as_of’ {_DATE}."])
    errors: list[FieldProblem] = Field(default_factory=list, description="per field, for a 422")


class ProblemError(Exception):
    """Ends a request with a problem; the detail is Dutch and fit for users."""

    def __init__(
        self,
        status: int,
        detail: str = "",
        errors: list[FieldProblem] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(detail)
        self.headers = headers
        self.status = status
        self.detail = detail
        self.errors = errors or []


def problem(
    status: int,
    detail: str = "",
    *,
    errors: list[FieldProblem] | None = None,
    headers: Mapping[str, str] | None = None,
) -> Response:
    """A response with a problem; without a detail, the general one of the status."""
    from starlette.responses import Response

    body = Problem(
        title=title_of(status), status=status, detail=detail or detail_of(status), errors=errors or []
    )
    return Response(body.model_dump_json(), status, dict(headers or {}), media_type=MEDIA_TYPE)


class Refusal(Protocol):
    """Makes the response of what is refused: problem details, or a page where a person is looking."""

    def __call__(
        self,
        scope: Scope,
        status: int,
        detail: str = "",
        *,
        headers: Mapping[str, str] | None = None,
        values: Mapping[str, Any] | None = None,
    ) -> Awaitable[Response]:
        """A response; `values` are what the text of a page has places for."""


async def plain_refusal(
    scope: Scope,  # noqa: ARG001 - as every refusal
    status: int,
    detail: str = "",
    *,
    headers: Mapping[str, str] | None = None,
    values: Mapping[str, Any] | None = None,  # noqa: ARG001
) -> Response:
    """Problem details, whoever looks."""
    return problem(status, detail, headers=headers)


def title_of(status: int) -> str:
    """What a status is called in Dutch."""
    return _TITLES.get(status) or HTTPStatus(status).phrase


def detail_of(status: int) -> str:
    """What to say about a status when nothing more is known."""
    return _DETAILS.get(status, f"{title_of(status)}.")


def field_problems(errors: list[Any]) -> list[FieldProblem]:
    """The errors of pydantic, one per field, in Dutch. What the user typed is never repeated."""
    return [FieldProblem(field=_field(error), detail=dutch_detail(error)) for error in errors]


def dutch_detail(error: Mapping[str, Any]) -> str:
    """What one pydantic error means, as the end of a sentence that begins with the name of the field."""
    kind = str(error["type"])
    if kind.startswith(("date_", "datetime_")):
        return _DATE
    context = dict(error.get("ctx") or {})
    if isinstance(context.get("expected"), str):
        context["expected"] = context["expected"].replace(" or ", " of ")
    return _MESSAGES.get(kind, "is niet geldig").format_map(context)


def _field(error: Mapping[str, Any]) -> str:
    place = [str(part) for part in error["loc"]]
    if error["type"] == "json_invalid" or len(place) == 1:
        return place[0] if place else "body"
    return ".".join(place[1:])
