"""What the templates show of an answer: the contract, with words instead of codes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from babel.dates import format_date
from babel.numbers import format_decimal
from markupsafe import Markup

from api.web.markdown import inline_html, quote_html, to_html
from assistant.models import Answer, Citation, Statement, Unit
from corpus.models import Authority, CatalogEntry, Corpus

_TEXTS = Path(__file__).parent / "texts" / "nl.yaml"
_LOCALE = "nl_BE"
_OWN_WORDS = frozenset({Authority.EXTERNAL, Authority.SUMMARY})


@cache
def texts() -> Mapping[str, Any]:
    """The texts of the page."""
    loaded: dict[str, Any] = yaml.safe_load(_TEXTS.read_text(encoding="utf-8"))
    return loaded


@dataclass(frozen=True)
class Line:
    """One statement: its HTML, and the numbers of its sources. `block` when it is more than one paragraph."""

    html: Markup
    marks: tuple[int, ...]
    kind: str
    block: bool


@dataclass(frozen=True)
class Source:
    """A citation with what a reader needs to weigh it."""

    citation: Citation
    quote: Markup
    own_words: bool
    document: str
    authority: str
    status_note: str
    dates: str


def lines(answer: Answer) -> tuple[Line, ...]:
    """The statements of an answer."""
    return tuple(_line(statement) for statement in answer.statements)


def sources(answer: Answer, corpus: Corpus) -> tuple[Source, ...]:
    """The citations of an answer."""
    return tuple(_source(citation, corpus) for citation in answer.citations)


def dates_of(entry: CatalogEntry) -> str:
    """When a text was issued and when it holds, as far as a source gives it."""
    words = texts()["answer"]
    said = [
        words[key].format(date=day(value))
        for key, value in (("issued", entry.issued), ("from", entry.in_force_from), ("to", entry.in_force_to))
        if value
    ]
    return ", ".join(said) or str(words["no_dates"])


def day(value: date) -> str:
    """A date in Dutch."""
    return format_date(value, "d MMMM y", locale=_LOCALE)


def amount(value: Decimal | None, unit: Unit) -> str:
    """A figure in Belgian notation with its unit."""
    if value is None:
        return "–"
    pattern = "#,##0.00" if unit is Unit.EUR else "#,##0.########"
    label = texts()["unit_labels"][unit.value]
    return f"{format_decimal(value, pattern, locale=_LOCALE)} {label}".strip()


def _line(statement: Statement) -> Line:
    block = "\n" in statement.text.strip()
    html = to_html(statement.text) if block else inline_html(statement.text)
    return Line(html, statement.citations, statement.kind.value, block)


def _source(citation: Citation, corpus: Corpus) -> Source:
    entry = corpus.documents[citation.document].entry
    return Source(
        citation=citation,
        quote=quote_html(citation.quote),
        own_words=entry.authority in _OWN_WORDS,
        document=entry.full_title,
        authority=texts()["authority_labels"][entry.authority.value],
        status_note=entry.status_note,
        dates=dates_of(entry),
    )
