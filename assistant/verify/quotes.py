"""Citations against the stored documents: quotes verbatim at their span, places and dates as catalogued."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from assistant.draft import Draft, title_of
from assistant.models import Citation, Statement, StatementKind
from assistant.verify.report import Drop, DropReason, Part
from corpus.models import Authority, Corpus, Document, Provision

OWN_WORDS = frozenset({Authority.EXTERNAL, Authority.SUMMARY})
"""Texts of our own making: never shown as a quote."""

_QUOTED = re.compile(r"[“„«\"]\s*([^“”„«»\"]+?)\s*[”»\"]")
_QUOTED_WORDS = 3
"""Shorter pieces between quotation marks are names of things, not quotes."""


def citation_problems(draft: Draft, corpus: Corpus) -> tuple[Drop, ...]:
    """Everything that is wrong with the citations of a draft."""
    found: list[Drop] = []
    counts = Counter(citation.id for citation in draft.citations)
    for index, citation in enumerate(draft.citations):
        reason = DropReason.DUPLICATE_ID if counts[citation.id] > 1 else _problem(citation, corpus)
        if reason:
            found.append(Drop(Part.CITATION, index, reason, citation.provision))
    if sorted(counts) != list(range(1, len(counts) + 1)):
        found.append(Drop(Part.CITATION, 0, DropReason.NUMBERING, str(sorted(counts))))
    return tuple(found)


def _problem(citation: Citation, corpus: Corpus) -> DropReason | None:
    document = corpus.documents.get(citation.document)
    if document is None:
        return DropReason.UNKNOWN_DOCUMENT
    provision = document.by_locator.get(citation.locator)
    if provision is None:
        return DropReason.UNKNOWN_PROVISION
    checks = (
        (citation.provision == provision.id, DropReason.LOCATOR_MISMATCH),
        (citation.version == document.version, DropReason.VERSION_MISMATCH),
        (_is_verbatim(citation, document), DropReason.SPAN_MISMATCH),
        (_is_inside(citation, provision, document), DropReason.OUTSIDE_PROVISION),
        (_is_catalogued(citation, document, provision), DropReason.CATALOGUE_MISMATCH),
    )
    return next((reason for holds, reason in checks if not holds), None)


def _is_verbatim(citation: Citation, document: Document) -> bool:
    inside = 0 <= citation.start < citation.end <= len(document.text)
    return (
        inside
        and document.text[citation.start : citation.end] == citation.quote
        and bool(citation.quote.strip())
    )


def _is_inside(citation: Citation, provision: Provision, document: Document) -> bool:
    """Inside the provision, or from the line or table head that introduces it, within the same parent."""
    parent = document.by_locator.get(provision.parent or "")
    first = parent.start if parent else provision.start
    return first <= citation.start and citation.end <= provision.end


def _is_catalogued(citation: Citation, document: Document, provision: Provision) -> bool:
    entry = document.entry
    dates = (citation.in_force_from, citation.in_force_to) == (entry.in_force_from, entry.in_force_to)
    linked = citation.url is None or (entry.url is not None and citation.url.startswith(entry.url))
    named = citation.title == title_of(entry.title, provision.label)
    return dates and linked and named and citation.official == entry.official


def quote_problems(
    statement: Statement, own: Iterable[Citation], corpus: Corpus, said: Iterable[str]
) -> Iterator[tuple[DropReason, str]]:
    """What is wrong with the quoted words of one statement.

    Args:
        statement: the statement.
        own: its citations, already found sound.
        corpus: tells which documents are our own words.
        said: words of the user, which may be repeated between quotation marks.
    """
    cited = tuple(own)
    quotable = [c.quote for c in cited if corpus.documents[c.document].entry.authority not in OWN_WORDS]
    if statement.kind is StatementKind.QUOTE:
        if len(quotable) < len(cited):
            yield DropReason.OWN_WORDS_QUOTED, statement.text
        if not any(quote in statement.text for quote in quotable):
            yield DropReason.NOT_VERBATIM, statement.text
    allowed = [*quotable, *said]
    for marked, words in _quoted_words(without(statement.text, quotable)):
        named = any(marked in citation.quote for citation in cited)
        if not named and not any(words in text for text in allowed):
            yield DropReason.NOT_VERBATIM, words


def without(text: str, quotes: Iterable[str]) -> str:
    """The text with every verbatim quote taken out."""
    for quote in sorted(quotes, key=len, reverse=True):
        text = text.replace(quote, "\x1f")
    return text


def _quoted_words(text: str) -> Iterator[tuple[str, str]]:
    """Quoted pieces with and without their marks; a source may itself name something between marks."""
    for match in _QUOTED.finditer(text):
        if len(match[1].split()) >= _QUOTED_WORDS:
            yield match[0], match[1]


def by_id(draft: Draft, bad: Iterable[int]) -> Mapping[int, Citation]:
    """The sound citations of a draft by their number."""
    positions = frozenset(bad)
    return {c.id: c for index, c in enumerate(draft.citations) if index not in positions}
