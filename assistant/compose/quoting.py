"""Passages as statements: quoted verbatim with their place, or retold when the text is our own words."""

from __future__ import annotations

from assistant.compose.passages import Passage
from assistant.compose.texts import text
from assistant.draft import Citer, title_of
from assistant.models import Statement, StatementKind
from corpus.models import OWN_WORDS, Corpus, Document, ProvisionKind

_CELL = "|"
_SOURCE_LINE = "\nBron:"


def quoted(passage: Passage, corpus: Corpus, citer: Citer) -> Statement:
    """One passage as a statement that carries its own citations."""
    document = corpus.documents[passage.provision.document]
    place = title_of(document.entry.title, passage.provision.label)
    if passage.provision.kind is ProvisionKind.ROW and passage.head:
        return _row(passage, passage.head, document, place, citer)
    if document.entry.authority in OWN_WORDS:
        return _own_words(passage, document, place, citer)
    return _verbatim(passage, document, place, citer)


def _verbatim(passage: Passage, document: Document, place: str, citer: Citer) -> Statement:
    quote = document.text[passage.start : passage.end]
    citations: tuple[int, ...] = (_cite(passage, citer),)
    if "\n" in quote:
        said = f"{text('quote_block', place=place)}\n\n{quote}"
    elif passage.head:
        lead = document.text[passage.head.start : passage.head.end]
        citations = (_cite(passage.head, citer), *citations)
        said = text("quote_with_lead", place=place, lead=lead, quote=quote)
    else:
        said = text("quote", place=place, quote=quote)
    return Statement(text=said, kind=StatementKind.QUOTE, citations=citations)


def _own_words(passage: Passage, document: Document, place: str, citer: Citer) -> Statement:
    """Own words are never put in quotation marks; the line that names the page stays in the citation."""
    shown = document.text[passage.start : passage.end].split(_SOURCE_LINE)[0]
    sentences = [line for line in shown.splitlines() if line.strip() and not line.startswith("#")]
    return Statement(
        text=text("own_words", place=place, text=" ".join(sentences)),
        kind=StatementKind.RULE,
        citations=(_cite(passage, citer),),
    )


def _row(passage: Passage, head: Passage, document: Document, place: str, citer: Citer) -> Statement:
    """A table row as "column head: cell" pairs, each piece verbatim, head and row both cited."""
    heads = [c.strip() for c in document.text[head.start : head.end].split(_CELL)]
    cells = [c.strip() for c in document.text[passage.start : passage.end].split(_CELL)]
    pairs = [text("table_cell", head=h, cell=c) for h, c in zip(heads, cells, strict=False) if c]
    return Statement(
        text=text("table_row", place=place, cells="; ".join(pairs)),
        kind=StatementKind.RULE,
        citations=(_cite(head, citer), _cite(passage, citer)),
    )


def _cite(passage: Passage, citer: Citer) -> int:
    return citer.cite(passage.provision, passage.start, passage.end)
