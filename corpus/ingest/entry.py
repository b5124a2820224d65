"""The catalogue entry of a document that is taken in, and its place in `catalog.yaml`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any

import yaml
from babel.dates import format_date
from pydantic import ValidationError

from corpus.ingest.clean import one_line
from corpus.ingest.models import IngestError
from corpus.models import Authority, CatalogEntry, Kind, Scope
from corpus.signs import UNREAD_RANK

ASIDE = "samenvatting"
"""What comes behind the id of our own summary when the text itself takes the id."""

_LAW = frozenset({Kind.DECREET, Kind.BESLUIT_VLAAMSE_REGERING, Kind.MINISTERIEEL_BESLUIT})
_CITY = frozenset({Kind.GEMEENTERAADSBESLUIT, Kind.MODELOVEREENKOMST, Kind.SAMENWERKINGSOVEREENKOMST})
_TAKEN_IN = (Authority.LAW, Authority.CITY, Authority.COMMENTARY)
_KINDS = {Authority.LAW: _LAW, Authority.CITY: _CITY, Authority.COMMENTARY: frozenset(Kind) - {Kind.FEITEN}}
_RANKS = {Authority.LAW: 1, Authority.CITY: 3, Authority.COMMENTARY: UNREAD_RANK}
_MODEL_RANK = 2
_LONGEST_TITLE, _LONGEST_LINE = 120, 400
_NOT_PLAIN = re.compile(r"[<>\[\]{}|`*\\\\#]|https?:|www\.", re.I)
_URL = re.compile(r"https?://[\w.-]+\.[a-z]{2,}(?::\d+)?(?:/[\w./%~+;,=&?-]*)?", re.I)


@dataclass(frozen=True)
class Request:
    """What a user says of a document; what is not said of a known document stays as it was."""

    file: Path
    id: str
    kind: Kind | None = None
    title: str | None = None
    authority: Authority | None = None
    full_title: str | None = None
    issuer: str | None = None
    issued: date | None = None
    in_force_from: date | None = None
    in_force_to: date | None = None
    consolidated_to: date | None = None
    url: str | None = None
    scope: Scope | None = None
    version: str | None = None
    status_note: str | None = None
    replace: bool = False
    """The id may be taken already."""
    lock: bool = False
    """The lock of the locators may be rewritten for this document."""


def entry_for(request: Request, before: CatalogEntry | None, today: date) -> CatalogEntry:
    """The entry of the document; a text that nobody calls law or city text is commentary, and ranks as such.

    Raises:
        IngestError: something is missing, does not fit together, or is not plain text.
    """
    kind = request.kind or (before.kind if before else None)
    title = request.title or (before.title if before and not takes_over(request, before) else None)
    if kind is None or title is None:
        raise IngestError("Een nieuw document heeft een soort en een titel nodig: geef --kind en --title.")
    authority = _authority(request, before, kind)
    added = f"toegevoegd op {today.isoformat()}"
    given: dict[str, Any] = {
        "id": request.id,
        "title": _plain("--title", title, _LONGEST_TITLE),
        "full_title": _plain("--full-title", request.full_title or _kept(before, "full_title") or title),
        "kind": kind,
        "authority": authority,
        "rank": _rank(authority, kind, before),
        "issuer": _plain("--issuer", request.issuer or _kept(before, "issuer") or "niet vermeld"),
        "issued": request.issued or _kept(before, "issued"),
        "in_force_from": request.in_force_from or _kept(before, "in_force_from"),
        "in_force_to": request.in_force_to or _kept(before, "in_force_to"),
        "consolidated_to": request.consolidated_to,
        "language": before.language if before else "nl",
        "official": authority is not Authority.COMMENTARY,
        "status_note": _plain("--status-note", request.status_note or _note(authority, today)),
        "url": _address(request.url) if request.url else _kept(before, "url"),
        "scope": request.scope or _kept(before, "scope") or Scope.INDIVIDUEEL,
        "version": _plain("--version", request.version or added),
        "identity": dict(before.identity) if before else {},
    }
    try:
        entry = CatalogEntry.model_validate(given)
    except ValidationError:
        raise IngestError(
            f"‘{one_line(request.id)[:60]}’ kan geen id zijn: kleine letters en cijfers, woorden met een "
            "streepje ertussen, zoals decreet-2022-01-14."
        ) from None
    if entry.in_force_from and entry.in_force_to and entry.in_force_to < entry.in_force_from:
        raise IngestError(
            f"De tekst eindigt op {entry.in_force_to}, voor hij op {entry.in_force_from} begint."
        )
    return entry


def takes_over(request: Request, before: CatalogEntry | None) -> bool:
    """Whether the text itself takes the id of our own summary of it."""
    return before is not None and before.authority is Authority.SUMMARY and request.authority is not None


def stepped_aside(before: CatalogEntry) -> CatalogEntry:
    """The entry of a summary that leaves its id to the text itself."""
    return before.model_copy(update={"id": f"{before.id}-{ASIDE}"})


def with_entry(catalogue: str, entry: CatalogEntry) -> str:
    """The text of a catalogue with an entry in the place of the one of that id, or at its end."""
    root = yaml.compose(catalogue, Loader=yaml.SafeLoader)
    items = root.value if isinstance(root, yaml.SequenceNode) else []
    starts = [catalogue.rfind("\n", 0, item.start_mark.index) + 1 for item in items]
    for number, item in enumerate(items):
        ids = [value.value for key, value in item.value if key.value == "id"]
        if ids == [entry.id]:
            end = starts[number + 1] if number + 1 < len(starts) else len(catalogue)
            tail = "\n" if number + 1 < len(starts) else ""
            return f"{catalogue[: starts[number]]}{_lines(entry)}{tail}{catalogue[end:]}"
    return f"{catalogue.rstrip()}\n\n{_lines(entry)}"


def _lines(entry: CatalogEntry) -> str:
    fields: dict[str, Any] = {
        name: value.value if isinstance(value, StrEnum) else value
        for name, value in entry.model_dump().items()
    }
    if not entry.scope_overrides:
        fields = {name: value for name, value in fields.items() if name != "scope_overrides"}
    else:
        fields = {**fields, "scope_overrides": {k: v.value for k, v in entry.scope_overrides.items()}}
    return yaml.safe_dump([fields], allow_unicode=True, sort_keys=False, width=118)


def _authority(request: Request, before: CatalogEntry | None, kind: Kind) -> Authority:
    known = before.authority if before and before.authority in _TAKEN_IN else None
    authority = request.authority or known or Authority.COMMENTARY
    if authority not in _TAKEN_IN:
        raise IngestError(
            "Alleen teksten van een ander neem ik zo op (--authority law, city of commentary). Wat u in "
            "eigen woorden schrijft, hoort in externe-feiten, met bij elk feit de bron."
        )
    if before and before.authority is Authority.SUMMARY and request.authority is None:
        raise IngestError(
            f"Onder ‘{before.id}’ staat een samenvatting in eigen woorden. Is dit de officiële tekst? Zeg "
            "dat dan met --authority law (of city); een andere tekst heeft een eigen id nodig."
        )
    if before and before.official and _RANKS[before.authority] < _RANKS[authority]:
        raise IngestError(
            f"‘{before.id}’ is een officiële tekst; een tekst met minder gezag kan niet in zijn plaats "
            "komen. Geef hem een eigen id."
        )
    if kind not in _KINDS[authority]:
        fitting = ", ".join(sorted(_KINDS[authority]))
        raise IngestError(
            f"De soort ‘{kind}’ past niet bij het gezag ‘{authority}’. Daarbij passen: {fitting}."
        )
    return authority


def _rank(authority: Authority, kind: Kind, before: CatalogEntry | None) -> int:
    if before and before.authority is authority:
        return before.rank
    is_model = kind is Kind.MODELOVEREENKOMST and authority is Authority.CITY
    return _MODEL_RANK if is_model else _RANKS[authority]


def _kept(before: CatalogEntry | None, name: str) -> Any:
    return getattr(before, name) if before else None


def _note(authority: Authority, today: date) -> str:
    day = format_date(today, "d MMMM y", locale="nl_BE")
    what = {
        Authority.LAW: "Dit is een wettekst",
        Authority.CITY: "Dit is een tekst van een stad of gemeente",
        Authority.COMMENTARY: "Dit is een tekst zonder officieel gezag",
    }[authority]
    return f"{what}, toegevoegd op {day} door wie deze assistent beheert; kijk hem na bij de bron."


def _plain(option: str, text: str, longest: int = _LONGEST_LINE) -> str:
    """Words for people: on one line, no mark-up, no address."""
    words = one_line(text)
    if not words or len(words) > longest:
        raise IngestError(f"{option} moet uit 1 tot {longest} tekens bestaan.")
    if found := _NOT_PLAIN.search(words):
        raise IngestError(f"{option} is gewone tekst; ‘{found[0]}’ kan er niet in.")
    return words


def _address(url: str) -> str:
    if not _URL.fullmatch(url):
        raise IngestError("--url moet een gewoon webadres zijn, dat met https:// begint.")
    return url
