"""What the templates show of an answer: the contract, with words instead of codes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from babel.dates import format_date
from babel.numbers import format_decimal
from markupsafe import Markup

from api.web.markdown import inline_html, quote_html, to_html
from api.web.texts import texts
from assistant.models import Answer, Citation, Language, Statement, Unit
from corpus.models import OWN_WORDS, CatalogEntry, Corpus

__all__ = ["Line", "Source", "amount", "dates_of", "day", "lines", "plain_number", "sources", "texts"]

_BELGIAN = "nl_BE"
"""Figures are written the Belgian way in every language, because the content beside them is Dutch."""
_LOCALES = {Language.NL: "nl_BE", Language.FR: "fr_BE", Language.EN: "en_BE"}


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


def sources(
    citations: Iterable[Citation], corpus: Corpus, language: Language = Language.NL
) -> tuple[Source, ...]:
    """Citations as a reader weighs them."""
    return tuple(_source(citation, corpus, language) for citation in citations)


def dates_of(entry: CatalogEntry, language: Language = Language.NL) -> str:
    """When a text was issued and when it holds, as far as a source gives it."""
    words = texts(language)["answer"]
    said = [
        words[key].format(date=day(value, language))
        for key, value in (("issued", entry.issued), ("from", entry.in_force_from), ("to", entry.in_force_to))
        if value
    ]
    return ", ".join(said) or str(words["no_dates"])


def day(value: date, language: Language = Language.NL) -> str:
    """A date, written out."""
    return format_date(value, "d MMMM y", locale=_LOCALES[language])


def amount(value: Decimal | None, unit: Unit, language: Language = Language.NL) -> str:
    """A figure in Belgian notation with its unit."""
    if value is None:
        return "–"
    label = texts(language)["unit_labels"][unit.value]
    return f"{plain_number(value, unit)} {label}".strip()


def plain_number(value: Decimal, unit: Unit) -> str:
    """A figure in Belgian notation without its unit."""
    return str(format_decimal(value, "#,##0.00" if unit is Unit.EUR else "#,##0.########", locale=_BELGIAN))


def _line(statement: Statement) -> Line:
    block = "\n" in statement.text.strip()
    html = to_html(statement.text) if block else inline_html(statement.text)
    return Line(html, statement.citations, statement.kind.value, block)


def _source(citation: Citation, corpus: Corpus, language: Language) -> Source:
    entry = corpus.documents[citation.document].entry
    return Source(
        citation=citation,
        quote=quote_html(citation.quote),
        own_words=entry.authority in OWN_WORDS,
        document=entry.full_title,
        authority=texts(language)["authority_labels"][entry.authority.value],
        status_note=entry.status_note,
        dates=dates_of(entry, language),
    )
