"""Templates to HTML, with the texts of one language."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context, select_autoescape
from jinja2.runtime import Context

from api.web import view
from api.web.texts import texts
from assistant.models import Language, Unit
from corpus.models import CatalogEntry

_TEMPLATES = Path(__file__).parent / "templates"


def render(template: str, language: Language, **values: Any) -> str:
    """A template as HTML; inside it `t` holds the texts and `language` the language of the interface."""
    return _environment().get_template(template).render(t=texts(language), language=language, **values)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=select_autoescape(),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "day": _day,
        "amount": _amount,
        "dates": _dates,
        "figure": view.plain_number,
        "axis": _axis,
    }
    return environment


@pass_context
def _day(context: Context, value: date) -> str:
    return view.day(value, context["language"])


@pass_context
def _amount(context: Context, value: Decimal | None, unit: Unit) -> str:
    return view.amount(value, unit, context["language"])


@pass_context
def _dates(context: Context, entry: CatalogEntry) -> str:
    return view.dates_of(entry, context["language"])


def _axis(value: Decimal, unit: Unit) -> str:
    """A figure on an axis: no unit, and no cents where there are none."""
    whole = unit is Unit.EUR and value == value.to_integral_value()
    return view.plain_number(value, Unit.COUNT if whole else unit)
