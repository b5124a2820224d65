"""Facts that the user sets by hand: which there are, and what each of them can be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import cache
from types import UnionType
from typing import Annotated, Any, Literal, Union, cast, get_args, get_origin

from annotated_types import Ge
from pydantic import TypeAdapter, ValidationError
from pydantic.fields import FieldInfo

from assistant.models import DecisionKind, Fact, FactSource, FactValue, Model, Unit
from assistant.privacy import mask
from assistant.rules import checks, tijdlijn
from assistant.rules import registry as calculators
from assistant.rules.decisions import registry as decisions
from assistant.rules.errors import InvalidCase, MissingFact
from assistant.rules.possible import check_possible
from assistant.understand.inputs import table
from corpus.parameters import NoValue, Parameters

LONGEST = 200
"""Characters of a fact that is text."""
_LARGEST = 10**9
_YES_NO: Mapping[str, bool] = {"ja": True, "nee": False}
_UNITS: Mapping[str, Unit] = {
    "wage": Unit.EUR,
    "ggmmi": Unit.EUR,
    "years": Unit.YEAR,
    "quarter": Unit.QUARTER,
    "quarters": Unit.QUARTER,
    "percentage": Unit.PERCENT,
    "hours": Unit.HOUR,
}
"""The unit of a fact by a word of its name, where the conversation does not hold it yet; the first counts."""
_BEGINS = "decision"
"""The fact a timeline begins with; any day will do to see whether another fact is possible."""
_UNITLESS = frozenset({"hours_share"})


@dataclass(frozen=True, slots=True)
class FactKind:
    """A fact that can be set. `options` is empty where any value of the type will do."""

    name: str
    description: str
    type: Literal["bool", "int", "decimal", "date", "text"]
    options: tuple[str, ...]


def settable() -> tuple[FactKind, ...]:
    """Every fact that a rule can use."""
    return tuple(_kind(name, fields[0]) for name, fields in _fields().items())


def by_hand(name: str, value: bool | int | str, held: Fact | None = None) -> Fact:
    """A fact as the user sets it; text is masked.

    Args:
        name: one of `settable`.
        value: as it comes from JSON: decimals and days are strings.
        held: what the conversation holds now, for its unit.

    Raises:
        InvalidCase: there is no such fact, or it cannot be that.
    """
    fields = _fields().get(name)
    if fields is None:
        raise InvalidCase(f"Het gegeven ‘{name}’ bestaat niet.", f"Er zijn: {', '.join(_fields())}.")
    unit = held.unit if held else None
    for field in fields:
        found = _validated(field, value)
        if found is not None:
            return Fact(
                value=found, unit=unit or _unit(name), source=FactSource.SAID, words=mask(str(value)).text
            )
    kind = _kind(name, fields[0])
    raise InvalidCase(f"‘{name}’ ({kind.description}) kan dat niet zijn.", _allowed(kind, fields[0]))


def check_bounds(name: str, value: FactValue, parameters: Parameters, on: date) -> None:
    """Refuse what no case can have, whatever else is known of it: quarter 21, 150 %, a negative wage.

    The bounds are those of the rules: the fact is tried alone in every calculator that can use it.

    Args:
        name: one of `settable`.
        value: in the type of the rules, as `by_hand` gives it.
        parameters: the figures.
        on: the day whose figures count.

    Raises:
        InvalidCase: it lies outside its range; the text says which range that is.
    """
    if isinstance(value, date):
        checks.meant(value)
        return
    for rule, inputs in table().items():
        if rule not in calculators.REGISTRY:
            continue
        some_day = {_BEGINS: on} if rule == tijdlijn.NAME else {}
        for field, names in inputs.items():
            if name in names:
                _try(calculators.REGISTRY[rule], {"on": on, **some_day, field: value}, parameters)


def _try(calculator: calculators.Calculator, given: Mapping[str, Any], parameters: Parameters) -> None:
    """Run a calculator on one fact; that it needs more facts than this one is no fault of the fact."""
    try:
        inputs = calculator.inputs.model_validate(given)
    except ValidationError:
        return
    try:
        check_possible(inputs, parameters)
        calculator.run(inputs, parameters)
    except (MissingFact, NoValue):
        return


def _validated(field: FieldInfo, value: bool | int | str) -> FactValue | None:
    """The value in the type of a field of a rule; None when it cannot be."""
    types = _types(field)
    if isinstance(value, bool) and bool not in types:
        return None  # True is no number of quarters
    if bool in types and isinstance(value, str):
        value = _YES_NO.get(value.strip().lower(), value)
    try:
        found: Any = _adapter(field).validate_python(value)
    except ValidationError:
        return None
    if isinstance(found, Enum):
        return cast("str", found.value)
    if isinstance(found, str):
        return mask(found).text if 0 < len(found.strip()) <= LONGEST else None
    if isinstance(found, int | Decimal) and not -_LARGEST <= found <= _LARGEST:
        return None
    return cast("FactValue", found) if isinstance(found, bool | int | Decimal | date) else None


def _adapter(field: FieldInfo) -> TypeAdapter[Any]:
    annotation: Any = field.annotation
    for constraint in field.metadata:
        annotation = Annotated[annotation, constraint]
    return TypeAdapter(annotation)


@cache
def _fields() -> Mapping[str, tuple[FieldInfo, ...]]:
    """For every fact the fields of rules that it can fill."""
    found: dict[str, list[FieldInfo]] = {}
    for rule, inputs in table().items():
        model = _model(rule)
        for field, names in inputs.items():
            for name in names:
                found.setdefault(name, []).append(model.model_fields[field])
    return {name: tuple(fields) for name, fields in sorted(found.items())}


def _model(rule: str) -> type[Model]:
    if rule in calculators.REGISTRY:
        return calculators.REGISTRY[rule].inputs
    return decisions.REGISTRY[DecisionKind(rule)].facts


def _types(field: FieldInfo) -> tuple[Any, ...]:
    """The types a field takes, without None and without annotations."""

    def plain(annotation: Any) -> tuple[Any, ...]:
        origin = get_origin(annotation)
        if origin in {Union, UnionType}:
            return tuple(inner for arg in get_args(annotation) for inner in plain(arg))
        if hasattr(annotation, "__metadata__"):
            return plain(get_args(annotation)[0])
        return () if annotation is type(None) else (annotation,)

    return plain(field.annotation)


def _kind(name: str, field: FieldInfo) -> FactKind:
    (first, *_) = _types(field)
    options: tuple[str, ...] = ()
    if get_origin(first) is Literal:
        options = tuple(map(str, get_args(first)))
    elif isinstance(first, type) and issubclass(first, Enum):
        options = tuple(str(member.value) for member in first)
    kinds: Mapping[Any, Literal["bool", "int", "decimal", "date", "text"]] = {
        bool: "bool", int: "int", Decimal: "decimal", date: "date",
    }  # fmt: skip
    return FactKind(name, field.description or name, kinds.get(first, "text"), options)


def _allowed(kind: FactKind, field: FieldInfo) -> str:
    if kind.options:
        return f"Kies uit: {', '.join(kind.options)}."
    least = next((f" van minstens {limit.ge}" for limit in field.metadata if isinstance(limit, Ge)), "")
    return {
        "bool": "Geef ja of nee.",
        "int": f"Geef een geheel getal{least}.",
        "decimal": "Geef een getal met een punt, bijvoorbeeld 0.8.",
        "date": "Geef een datum als JJJJ-MM-DD.",
        "text": f"Geef een tekst van hoogstens {LONGEST} tekens.",
    }[kind.type]


def _unit(name: str) -> Unit | None:
    if name in _UNITLESS:
        return None
    return next((unit for word, unit in _UNITS.items() if word in name.split("_")), None)
