"""Forms for people: what each field takes, what was typed, and what is wrong with it.

Numbers may be typed as Belgians write them (`1.930,50`), a part of full time as `4/5`, `80 %` or `0,8`, a
date as `14/02/2026` or `2026-02-14`. What was typed is not lost: it comes back with the error beside it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import Any

from assistant.notation.numerals import parse_digits

Value = str | int | Decimal | date
_LONGEST = 40
_GROUPED = r"[0-9]{1,3}(?:[. \u00a0\u202f][0-9]{3}){1,2}"
_DIGITS = re.compile(rf"[0-9]{{1,9}}|{_GROUPED}")
_DECIMAL = re.compile(
    rf"(?:[0-9]{{1,9}}|{_GROUPED})(?:,[0-9]{{1,8}})?|[0-9]{{1,9}}\.(?:[0-9]{{1,2}}|[0-9]{{4,8}})|0\.[0-9]{{1,8}}"
)
_PART = r"[0-9]{1,3}(?:[.,][0-9]{1,2})?"
_RATIO = re.compile(rf"({_PART})\s*/\s*({_PART})")
_SHARE_STEP = Decimal("0.0001")
_HUNDRED = Decimal(100)


class Kind(StrEnum):
    """What a field takes."""

    CHOICE = "choice"
    AMOUNT = "amount"
    """Euro."""
    NUMBER = "number"
    """Any number from zero up."""
    COUNT = "count"
    """A whole number."""
    SHARE = "share"
    """A part of a whole: 1 is all of it."""
    PERCENT = "percent"
    DATE = "date"


@dataclass(frozen=True)
class Field:
    """One field. Its label, help and choices stand in the texts, under its name."""

    name: str
    kind: Kind
    choices: tuple[str, ...] = ()
    required: bool = False
    default: str = ""
    more: bool = False
    """Whether it is for rare cases, and stays folded until it is used."""


@dataclass(frozen=True)
class Bound:
    """A field with what was typed in it."""

    field: Field
    text: str = ""
    value: Value | None = None
    error: str = ""


@dataclass(frozen=True)
class Form:
    """All fields of a form. `problem` is an error that belongs to no field."""

    fields: tuple[Bound, ...]
    sent: bool = False
    problem: str = ""

    @property
    def wrong(self) -> tuple[Bound, ...]:
        """The fields with an error."""
        return tuple(bound for bound in self.fields if bound.error)

    @property
    def ready(self) -> bool:
        """Whether it was sent, and without errors."""
        return self.sent and not self.wrong and not self.problem

    @property
    def values(self) -> dict[str, Value]:
        """What was filled in, by name."""
        return {bound.field.name: bound.value for bound in self.fields if bound.value is not None}

    @property
    def more_used(self) -> bool:
        """Whether a folded field holds something."""
        return any(bound.field.more and (bound.text or bound.error) for bound in self.fields)

    def blamed(self, name: str, error: str) -> Form:
        """The same form with an error at one field."""
        fields = tuple(replace(b, error=error) if b.field.name == name else b for b in self.fields)
        return replace(self, fields=fields)


def read(fields: Iterable[Field], given: Mapping[str, str], words: Mapping[str, Any]) -> Form:
    """Read what was typed. With nothing given the form is fresh, with its defaults.

    Args:
        fields: the fields of the form.
        given: what was typed, by name.
        words: the error texts, `errors.fields` of the interface.
    """
    known = tuple(fields)
    if not given:
        return Form(tuple(Bound(field, field.default) for field in known))
    strange = [name for name in given if name not in {field.name for field in known}]
    problem = words["unknown"] if strange else ""
    return Form(tuple(_bound(field, given.get(field.name, ""), words) for field in known), True, problem)


def _bound(field: Field, typed: str, words: Mapping[str, Any]) -> Bound:
    text = typed.strip()
    if not text:
        text = field.default
    if not text:
        return Bound(field, error=words["required"] if field.required else "")
    value = _value(field, text) if len(text) <= _LONGEST else None
    if value is None:
        key = field.kind.value
        return Bound(field, text[:_LONGEST], error=words[key])
    return Bound(field, text, value)


def _value(field: Field, text: str) -> Value | None:
    if field.kind is Kind.CHOICE:
        return text if text in field.choices else None
    return _READERS[field.kind](text)


def _number(text: str) -> Decimal | None:
    return parse_digits(text) if _DECIMAL.fullmatch(text) else None


def _amount(text: str) -> Decimal | None:
    """An amount has at most two decimals: `1,930` could be meant as thousands, so it is asked again."""
    value = _number(re.sub(r"^€\s*|\s*(?:€|euro|eur)$", "", text, flags=re.IGNORECASE))
    exponent = value.as_tuple().exponent if value is not None else None
    return value if isinstance(exponent, int) and exponent >= -2 else None


def _count(text: str) -> int | None:
    return int(parse_digits(text)) if _DIGITS.fullmatch(text) else None


def _percent(text: str) -> Decimal | None:
    return _number(text.removesuffix("%").strip())


def _share(text: str) -> Decimal | None:
    ratio = _RATIO.fullmatch(text)
    if ratio:
        part, whole = (Decimal(number.replace(",", ".")) for number in ratio.groups())
        return _rounded(part / whole) if whole else None
    if text.endswith("%"):
        percent = _percent(text)
        return None if percent is None else _rounded(percent / _HUNDRED)
    return _number(text)


def _rounded(share: Decimal) -> Decimal:
    return share.quantize(_SHARE_STEP, rounding=ROUND_HALF_UP).normalize()


def _date(text: str) -> date | None:
    for pattern in ("%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y"):
        try:
            return datetime.strptime(text, pattern).date()
        except ValueError:
            continue
    return None


_READERS: Mapping[Kind, Callable[[str], Value | None]] = {
    Kind.AMOUNT: _amount,
    Kind.NUMBER: _number,
    Kind.COUNT: _count,
    Kind.SHARE: _share,
    Kind.PERCENT: _percent,
    Kind.DATE: _date,
}
