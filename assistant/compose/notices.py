"""Caveats that come with a document: what it is, and what it is not any more."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from assistant.compose.texts import text
from assistant.models import Citation, Notice, NoticeKind
from corpus.models import Authority, CatalogEntry, Corpus, Kind, Scope

_BY_SCOPE = {
    Scope.COLLECTIEF: (NoticeKind.COLLECTIVE_ONLY, "collective_only"),
    Scope.BEGELEID_WERKEN: (NoticeKind.AUTHORITY, "begeleid_werken"),
    Scope.BELEID_GENT: (NoticeKind.AUTHORITY, "beleid_gent"),
}


_ORDER = (
    NoticeKind.PRIVACY,
    NoticeKind.PARTIAL,
    NoticeKind.EXPIRED,
    NoticeKind.COLLECTIVE_ONLY,
    NoticeKind.CONFLICT,
    NoticeKind.NOT_INDEXED,
    NoticeKind.UNOFFICIAL,
    NoticeKind.DATED,
    NoticeKind.AUTHORITY,
)
"""What a reader must know first."""
_MOST = 3
"""More than three caveats are not read."""


def in_order(notices: Iterable[Notice]) -> tuple[Notice, ...]:
    """The weightiest notices, each once."""
    once = {notice.text: notice for notice in notices}
    return tuple(sorted(once.values(), key=lambda notice: _ORDER.index(notice.kind)))[:_MOST]


def source_notices(citations: Iterable[Citation], corpus: Corpus, as_of: date) -> tuple[Notice, ...]:
    """One notice per caveat, with the citations it is about."""
    about: dict[tuple[NoticeKind, str], list[int]] = {}
    for citation in citations:
        document = corpus.documents[citation.document]
        scope = corpus.provision(citation.provision).scope
        for caveat in _caveats(document.entry, scope, as_of):
            about.setdefault(caveat, []).append(citation.id)
    return tuple(
        Notice(kind=kind, text=text(f"notices.{key}"), citations=tuple(numbers))
        for (kind, key), numbers in about.items()
    )


def _caveats(entry: CatalogEntry, scope: Scope, as_of: date) -> list[tuple[NoticeKind, str]]:
    caveats: list[tuple[NoticeKind, str]] = []
    if entry.in_force_to and entry.in_force_to < as_of:
        caveats.append((NoticeKind.EXPIRED, "expired"))
    if scope in _BY_SCOPE:
        caveats.append(_BY_SCOPE[scope])
    if entry.authority is Authority.COMMENTARY and entry.kind is Kind.ARTIKEL:
        caveats.append((NoticeKind.DATED, "dated"))
    if entry.kind is Kind.GEMEENTERAADSBESLUIT:
        caveats.append((NoticeKind.AUTHORITY, "authority"))
    if entry.kind is Kind.MODELOVEREENKOMST:
        caveats.append((NoticeKind.AUTHORITY, "model"))
    if entry.authority in (Authority.EXTERNAL, Authority.SUMMARY):
        caveats.append((NoticeKind.UNOFFICIAL, "unofficial"))
    return caveats
