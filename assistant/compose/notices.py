"""Caveats that come with a document: what it is, and what it is not any more."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache
from itertools import chain, combinations

from assistant.compose.texts import text, texts
from assistant.lexicon import lexicon
from assistant.models import Citation, Notice, NoticeKind, Statement
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
_STANDING = {
    "unofficial": NoticeKind.UNOFFICIAL,
    "dated": NoticeKind.DATED,
    "model": NoticeKind.AUTHORITY,
    "authority": NoticeKind.AUTHORITY,
}
"""What a text is worth as a source, the weightiest caveat first: these become one notice."""
_MOST = 3
"""More than three caveats are not read."""
_SAID = 0.6
"""The part of the words of a caveat that the answer must hold for the caveat to say nothing new."""
_WORD = re.compile(r"[^\W\d_]{4,}")
_STEM = 5


def in_order(notices: Iterable[Notice]) -> tuple[Notice, ...]:
    """The weightiest notices, each once."""
    once = {notice.text: notice for notice in notices}
    return tuple(sorted(once.values(), key=lambda notice: _ORDER.index(notice.kind)))[:_MOST]


def source_notices(
    citations: Iterable[Citation], corpus: Corpus, as_of: date, said: Sequence[Statement] = ()
) -> tuple[Notice, ...]:
    """What a reader must know of the documents: one notice on what they are worth, others one per caveat.

    Args:
        citations: what stands behind the sentences of an answer.
        corpus: the documents.
        as_of: the day of the answer.
        said: the sentences of the answer: what they tell of a document is not told again.
    """
    apart: dict[tuple[NoticeKind, str], list[int]] = {}
    standing: dict[str, list[int]] = {}
    told = " ".join(statement.text for statement in said).lower()
    for citation in citations:
        entry = corpus.documents[citation.document].entry
        for caveat in _caveats(entry, corpus.provision(citation.provision).scope, as_of):
            apart.setdefault(caveat, []).append(citation.id)
        for key in _worth(entry):
            if not any(words in told for words in texts(f"standing.said.{key}")):
                standing.setdefault(key, []).append(citation.id)
    notices = [
        Notice(kind=kind, text=text(f"notices.{key}"), citations=tuple(numbers))
        for (kind, key), numbers in apart.items()
    ]
    return (*notices, *_together(standing))


def is_standing(notice: Notice) -> bool:
    """Whether a notice says what documents are worth as a source."""
    return notice.text in _standing_texts()


def says_already(statements: Iterable[Statement], caveat: str) -> bool:
    """Whether the sentences of an answer hold what a caveat says."""
    wanted = _stems(caveat)
    told = _stems(" ".join(statement.text for statement in statements))
    return bool(wanted) and len(wanted & told) >= _SAID * len(wanted)


def _together(standing: dict[str, list[int]]) -> tuple[Notice, ...]:
    keys = tuple(key for key in _STANDING if key in standing)
    if not keys:
        return ()
    numbers = dict.fromkeys(chain.from_iterable(standing[key] for key in keys))
    return (Notice(kind=_STANDING[keys[0]], text=_standing_text(keys), citations=tuple(sorted(numbers))),)


def _standing_text(keys: Sequence[str]) -> str:
    if len(keys) == 1:
        return text(f"notices.{keys[0]}")
    names = [text(f"standing.names.{key}") for key in keys]
    *first, last = names
    return text("standing.several", names=text("standing.and").join((", ".join(first), last)))


@cache
def _standing_texts() -> frozenset[str]:
    keys = tuple(_STANDING)
    chosen = chain.from_iterable(combinations(keys, count) for count in range(1, len(keys) + 1))
    return frozenset(map(_standing_text, chosen))


def _stems(words: str) -> frozenset[str]:
    empty = lexicon("function_words")
    return frozenset(word[:_STEM] for word in _WORD.findall(words.lower()) if word not in empty)


def _caveats(entry: CatalogEntry, scope: Scope, as_of: date) -> list[tuple[NoticeKind, str]]:
    caveats: list[tuple[NoticeKind, str]] = []
    if entry.in_force_to and entry.in_force_to < as_of:
        caveats.append((NoticeKind.EXPIRED, "expired"))
    if scope in _BY_SCOPE:
        caveats.append(_BY_SCOPE[scope])
    return caveats


def _worth(entry: CatalogEntry) -> list[str]:
    worth: list[str] = []
    if entry.authority is Authority.COMMENTARY and entry.kind is Kind.ARTIKEL:
        worth.append("dated")
    if entry.kind is Kind.GEMEENTERAADSBESLUIT:
        worth.append("authority")
    if entry.kind is Kind.MODELOVEREENKOMST:
        worth.append("model")
    if entry.authority in (Authority.EXTERNAL, Authority.SUMMARY):
        worth.append("unofficial")
    return worth
