"""The form of a dated value: what was typed, what is wrong with it, and what changes with the value."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from itertools import product
from types import UnionType
from typing import Any, get_args, get_origin

from api.web.forms import Field, Form, Kind
from api.web.forms import read as read_fields
from assistant.compose.fiche import filled
from assistant.knowledge import Knowledge
from assistant.models import Calculation, Engine, Unit
from assistant.preview import preview
from assistant.rules.errors import InvalidCase
from assistant.rules.figures import Figures
from assistant.rules.need import needs
from assistant.rules.registry import REGISTRY, Calculator, calculate
from corpus.editing import NewValue
from corpus.models import Confidence, Corpus
from corpus.parameter_files import ParameterUnit
from corpus.parameters import NoValue, Parameters

_SOURCES = 4
_NEED = "need_years"
_KINDS = {ParameterUnit.EUR: Kind.AMOUNT, ParameterUnit.PERCENT: Kind.PERCENT}
_LONGEST_REFERENCE = 200


@dataclass(frozen=True)
class ValueForm:
    """Everything in the form. `wrong` holds the errors of what `form` does not hold."""

    form: Form
    reference: str = ""
    sources: tuple[str, ...] = ()
    unknown: bool = False
    wrong: Mapping[str, str] | None = None

    @property
    def errors(self) -> dict[str, str]:
        """Every error by the name of its field."""
        return {bound.field.name: bound.error for bound in self.form.wrong} | dict(self.wrong or {})


@dataclass(frozen=True)
class Changed:
    """One figure of a calculation that becomes another."""

    title: str
    case: str
    label: str
    before: str
    after: str


@dataclass(frozen=True)
class ChangedSentence:
    """A sentence of a fiche that shows the figure; `held` when its quotes hold the new one as well."""

    fiche: str
    before: str
    after: str
    held: bool


def fresh(name: str, parameters: Parameters, today: date) -> ValueForm:
    """The form as it opens: with the sources of the latest value."""
    latest = parameters.history(name)[-1]
    given = {"confidence": latest.confidence.value, "reviewed": today.isoformat()}
    return ValueForm(_opened(_fields(latest.unit), given), sources=latest.sources)


def read(
    fields: Mapping[str, str],
    name: str,
    parameters: Parameters,
    corpus: Corpus,
    words: Mapping[str, Any],
    errors: Mapping[str, Any],
) -> tuple[ValueForm, NewValue | None]:
    """What was typed with its errors, and the value when there are none.

    Args:
        fields: what was posted.
        name: of the parameter.
        parameters: the figures as they are.
        corpus: the sources.
        words: the error texts of forms.
        errors: the error texts of editing.
    """
    latest = parameters.history(name)[-1]
    known = _fields(latest.unit)
    form = read_fields(known, {f.name: fields.get(f.name, "") for f in known}, words)
    unknown = fields.get("unknown") == "1"
    sources = tuple(s for i in range(_SOURCES) if (s := fields.get(f"source-{i}", "").strip()))
    reference = " ".join(fields.get("reference", "").split())[:_LONGEST_REFERENCE]
    wrong = {f"source-{i}": errors["provision"] for i, s in enumerate(sources) if not _exists(corpus, s)}
    if not sources:
        wrong["source-0"] = errors["required"]
    if not reference:
        wrong["reference"] = errors["required"]
    start, value = form.values.get("start"), form.values.get("value")
    if start in parameters.changes(name):
        form = form.blamed("start", errors["history"])
    if value is None and not unknown and not any(b.error for b in form.wrong if b.field.name == "value"):
        form = form.blamed("value", errors["value"])
    if value is not None and unknown:
        form = form.blamed("value", errors["value_and_unknown"])
    shown = ValueForm(form, reference, sources, unknown, wrong)
    if wrong or not form.ready:
        return shown, None
    reviewed = form.values["reviewed"]
    assert isinstance(start, date)  # noqa: S101 - a required date field
    assert isinstance(reviewed, date)  # noqa: S101 - a required date field
    confidence = Confidence(str(form.values["confidence"]))
    number = None if value is None else Decimal(str(value))
    return shown, NewValue(start, number, reference, sources, confidence, reviewed)


def changed_calculations(before: Parameters, after: Parameters, on: date) -> tuple[Changed, ...]:
    """The figures of calculations that become others on a day, over every choice the calculators offer."""
    changes: dict[Changed, None] = {}
    for calculator in REGISTRY.values():
        for case in _cases(calculator, after, on):
            old, new = _figures(calculator, case, before), _figures(calculator, case, after)
            for label, value in new.items():
                if old.get(label) != value:
                    told = ", ".join(str(v) for n, v in case.items() if n != "on")
                    row = Changed(calculator.title, told, label, old.get(label, "–"), value)
                    changes[row] = None
    return tuple(changes)


def changed_sentences(
    name: str, before: Knowledge, after: Knowledge, engine: Engine, on: date
) -> tuple[ChangedSentence, ...]:
    """The sentences of fiches that show a parameter, before and after, on a day."""
    found = []
    for fiche in before.fiches.fiches.values():
        shown = [s for s in fiche.answer if name in s.placeholders()]
        dropped = preview(fiche, fiche.title, after, engine, on).dropped if shown else ()
        for sentence in shown:
            old = filled(sentence.text, before.parameters, on)
            new = filled(sentence.text, after.parameters, on)
            if old != new:
                held = not any(_same_words(new, text) for text in dropped)
                found.append(ChangedSentence(fiche.id, old, new, held))
    return tuple(found)


def _same_words(one: str, other: str) -> bool:
    """Whether one is the other, apart from how it opens."""
    short, long = sorted((one.casefold(), other.casefold()), key=len)
    return long.endswith(short)


def _fields(unit: ParameterUnit) -> tuple[Field, ...]:
    return (
        Field("start", Kind.DATE, required=True),
        Field("value", _KINDS.get(unit, Kind.NUMBER)),
        Field("confidence", Kind.CHOICE, tuple(Confidence), required=True),
        Field("reviewed", Kind.DATE, required=True),
    )


def _opened(fields: Sequence[Field], given: Mapping[str, str]) -> Form:
    """A form that was not sent yet, with some of its fields filled in."""
    return read_fields((replace(f, default=given.get(f.name, "")) for f in fields), {}, {})


def _exists(corpus: Corpus, provision: str) -> bool:
    try:
        corpus.provision(provision)
    except KeyError:
        return False
    return True


def _cases(calculator: Calculator, parameters: Parameters, on: date) -> Iterator[dict[str, object]]:
    """Every combination of what can be chosen from; what has to be measured in a case stays open."""
    options: dict[str, list[object]] = {}
    for field, info in calculator.inputs.model_fields.items():
        if field == _NEED:
            options[field] = [need.years for need in needs(Figures(parameters, on))]
        elif choices := _choices(info.annotation):
            options[field] = list(choices)
    for values in product(*options.values()):
        yield {"on": on, **dict(zip(options, values, strict=True))}


def _choices(annotation: Any) -> tuple[StrEnum, ...]:
    kinds = get_args(annotation) if get_origin(annotation) is UnionType else (annotation,)
    found = [kind for kind in kinds if isinstance(kind, type) and issubclass(kind, StrEnum)]
    return tuple(found[0]) if found else ()


def _figures(calculator: Calculator, case: Mapping[str, object], parameters: Parameters) -> dict[str, str]:
    """The figures of an outcome by what they are; none when the case needs more than can be chosen."""
    try:
        made = calculate(calculator.name, case, parameters)
    except (InvalidCase, NoValue):
        return {}
    return dict(_told(made))


def _told(made: Calculation) -> Iterator[tuple[str, str]]:
    if made.outcome.value is not None:
        yield made.title, _shown(made.outcome.value, made.outcome.unit)
    for step in made.steps:
        yield step.label, _shown(step.value, step.unit)
    for row in made.outcome.rows:
        for key, value in row.values.items():
            yield f"{row.label}: {key}", _shown(value, row.unit)


def _shown(value: Decimal | None, unit: Unit) -> str:
    from api.web.view import amount

    return amount(value, unit)
