"""The facts a conversation holds, in plain words, each with the field that changes it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import Any

from api.web import view
from api.web.forms import Field, Kind, Value, read
from api.web.texts import texts
from assistant.edit import FactKind, by_hand, check_bounds, settable
from assistant.models import Fact, FactSource, FactValue, Language, Unit
from assistant.rules.errors import InvalidCase
from corpus.parameters import Parameters

YES, NO = "ja", "nee"
_SHARES = frozenset({"fraction", "hours_share"})
_HUNDRED = Decimal(100)
_MINUS = ("-", "−")
_BY_UNIT: Mapping[Unit | None, Kind] = {
    Unit.EUR: Kind.AMOUNT,
    Unit.PERCENT: Kind.PERCENT,
    Unit.FRACTION: Kind.SHARE,
}
_BY_TYPE = {"int": Kind.COUNT, "decimal": Kind.NUMBER, "date": Kind.DATE}


class FactError(ValueError):
    """A fact cannot be what was typed; the message is a sentence for the person who typed it."""


@dataclass(frozen=True)
class Choice:
    """One thing a fact can be."""

    value: str
    label: str
    chosen: bool


@dataclass(frozen=True)
class Chip:
    """A fact as it is shown, and what its field holds. Without `choices` it is typed."""

    name: str
    label: str
    value: str
    said: str
    """The words it came from; empty when they say no more than the value."""
    assumed: bool
    typed: str
    input_type: str
    choices: tuple[Choice, ...] = ()
    error: str = ""


@dataclass(frozen=True)
class Refused:
    """What was typed for a fact, and why it cannot be that."""

    name: str
    typed: str
    error: str


def chips(
    facts: Mapping[str, Fact], language: Language = Language.NL, refused: Refused | None = None
) -> tuple[Chip, ...]:
    """The facts of the case, in the order in which they became known."""
    kinds = _kinds()
    return tuple(
        _chip(kinds[name], fact, language, refused if refused and refused.name == name else None)
        for name, fact in facts.items()
        if name in kinds
    )


def changed(
    name: str,
    typed: str,
    held: Fact | None,
    parameters: Parameters,
    on: date,
    language: Language = Language.NL,
) -> Fact:
    """A fact as somebody typed it in its field.

    Args:
        name: of the fact.
        typed: what stands in the field.
        held: the fact as it is.
        parameters: the figures.
        on: the day whose figures count.
        language: of what is said when it cannot be. What the rules say of it is Dutch, as all content.

    Raises:
        FactError: it cannot be that, or there is no such fact.
    """
    words = texts(language)
    kind = _kinds().get(name)
    if kind is None:
        raise FactError(words["ask"]["facts"]["unknown"])
    try:
        fact = by_hand(name, _value(kind, typed.strip(), held, words), held)
    except InvalidCase:
        raise FactError(words["ask"]["facts"]["impossible"]) from None
    try:
        check_bounds(name, fact.value, parameters, on)
    except InvalidCase as error:
        raise FactError(str(error)) from None
    return fact


def as_known(held: Mapping[str, Fact]) -> dict[str, Fact | None]:
    """The case as it is shown: what was taken away does not come back from the words of a question."""
    return {name: held.get(name) for name in _kinds()}


def about_the_question(name: str) -> bool:
    """Whether a fact says what was asked, not what the case is; such a one is not shown."""
    return name.endswith("_asked") or name == "per_year"


@cache
def _kinds() -> Mapping[str, FactKind]:
    return {kind.name: kind for kind in settable() if not about_the_question(kind.name)}


def _chip(kind: FactKind, fact: Fact, language: Language, refused: Refused | None) -> Chip:
    words = texts(language)
    value = _typed_value(kind, fact.value)
    shown, field = _shown(kind, fact, value, language), _in_field(kind, fact, value)
    said = "" if fact.words.strip() in {"", shown, field, str(fact.value)} else fact.words
    return Chip(
        name=kind.name,
        label=words["ask"]["facts"]["labels"].get(kind.name, kind.description),
        value=shown,
        said=said,
        assumed=fact.source is not FactSource.SAID,
        typed=refused.typed if refused else field,
        input_type="date" if kind.type == "date" and not refused else "text",
        choices=tuple(Choice(v, _label(kind, v, words), v == field) for v in _options(kind)),
        error=refused.error if refused else "",
    )


def _shown(kind: FactKind, fact: Fact, value: FactValue, language: Language) -> str:
    if _options(kind):
        return _label(kind, _in_field(kind, fact, value), texts(language))
    if isinstance(value, date):
        return view.day(value, language)
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        return str(value)
    number = Decimal(value)
    if _is_share(kind, fact):
        return view.amount(number * _HUNDRED, Unit.PERCENT, language)
    if fact.unit is None or fact.unit is Unit.QUARTER:  # the label says what is counted
        return view.plain_number(number, Unit.COUNT)
    return view.amount(number, fact.unit, language)


def _in_field(kind: FactKind, fact: Fact, value: FactValue) -> str:
    """A value as its field takes it."""
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, Decimal):
        shown = value * _HUNDRED if _is_share(kind, fact) else value
        return view.plain_number(shown, Unit.COUNT) + (" %" if _is_share(kind, fact) else "")
    return value.isoformat() if isinstance(value, date) else str(value)


def _value(kind: FactKind, typed: str, held: Fact | None, words: Mapping[str, Any]) -> bool | int | str:
    """What was typed, as JSON would bring it."""
    if kind.type == "bool" and typed in {YES, NO}:
        return typed == YES
    form_kind = _form_kind(kind, held)
    if form_kind is None:
        if not typed:
            raise FactError(words["forms"]["errors"]["required"])
        return typed
    field = Field(kind.name, form_kind, _options(kind), required=True)
    below = typed.startswith(_MINUS) and form_kind is not Kind.CHOICE
    unsigned = typed.lstrip("".join(_MINUS)) if below else typed
    (bound,) = read([field], {kind.name: unsigned}, words["forms"]["errors"]).fields
    if bound.value is None:
        raise FactError(bound.error)
    return _as_json(bound.value, below=below)


def _as_json(value: Value, *, below: bool) -> int | str:
    """A value as JSON would bring it; one below zero is for the rules to refuse, with what is possible."""
    if isinstance(value, Decimal):
        return format(-value if below else value, "f")
    if isinstance(value, int):
        return -value if below else value
    return value.isoformat() if isinstance(value, date) else value


def _form_kind(kind: FactKind, held: Fact | None) -> Kind | None:
    """How the field reads what is typed; None for plain text."""
    if _options(kind):
        return Kind.CHOICE
    if kind.name in _SHARES:
        return Kind.SHARE
    if kind.type == "decimal" and held:
        return _BY_UNIT.get(held.unit, Kind.NUMBER)
    return _BY_TYPE.get(kind.type)


def _typed_value(kind: FactKind, value: FactValue) -> FactValue:
    """A value in its own type: an answer that was kept holds decimals and days as text."""
    if not isinstance(value, str):
        return value
    try:
        if kind.type == "decimal":
            return Decimal(value)
        return date.fromisoformat(value) if kind.type == "date" else value
    except (InvalidOperation, ValueError):
        return value


def _options(kind: FactKind) -> tuple[str, ...]:
    return (YES, NO) if kind.type == "bool" else kind.options


def _label(kind: FactKind, value: str, words: Mapping[str, Any]) -> str:
    """How a choice reads. The forms and the wizard name most of them already."""
    if kind.type == "bool":
        return str(words["eligibility"][value])
    named = (
        words["ask"]["facts"]["choices"].get(kind.name),
        words["eligibility"]["questions"].get(kind.name, {}).get("choices"),
        words["calculate"]["fields"].get(kind.name, {}).get("choices"),
    )
    for choices in named:
        if choices and value in choices:
            return str(choices[value])
    return value


def _is_share(kind: FactKind, fact: Fact) -> bool:
    return kind.name in _SHARES or fact.unit is Unit.FRACTION
