"""Reading parameter files: YAML in OpenFisca's format, checked, with decimals instead of floats.

What we add to the format (`sources`, `indexed`, `reviewed_on`, `confidence`) stands in `metadata`, where
OpenFisca allows any key, and is inherited by everything below. Use it through `corpus.parameters`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from corpus.errors import CorpusError
from corpus.models import Confidence

_BOOKKEEPING = frozenset({"description", "metadata", "documentation"})


class ParameterUnit(StrEnum):
    """Units a parameter may have; the same words as the units of a calculation."""

    EUR = "EUR"
    PERCENT = "percent"
    QUARTER = "quarter"
    YEAR = "year"
    MONTH = "month"
    WEEK = "week"
    DAY = "day"
    FTE = "fte"
    COEFFICIENT = "coefficient"


class ParameterError(CorpusError):
    """A parameter file is wrong: which file and name, what is allowed."""


class Metadata(BaseModel):
    """What is known of a value besides its number."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    unit: ParameterUnit
    sources: tuple[str, ...] = Field(min_length=1, description="provision ids, <document>#<locator>")
    reference: str = Field(min_length=1)
    indexed: bool
    reviewed_on: date
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class Dated:
    """A value as written: no end yet, None where no source gives one."""

    value: Decimal | None
    metadata: Metadata
    site: bool


@dataclass(frozen=True, slots=True)
class Leaf:
    """One parameter as its file states it: values by the day they start."""

    name: str
    description: str
    values: Mapping[date, Dated]


def read_folder(folder: Path) -> dict[str, Leaf]:
    """Every parameter of a folder by dotted name; the file name is the first step.

    Raises:
        ParameterError: no files, not YAML, or not in the format; names the file and the place.
    """
    files = sorted(folder.glob("*.yaml"))
    if not files:
        raise ParameterError(f"No parameter files (*.yaml) in {folder}. Point to the folder that holds them.")
    return {leaf.name: leaf for path in files for leaf in _leaves(path, path.stem, _read(path), {})}


def apply_overrides(path: Path, leaves: Mapping[str, Leaf]) -> dict[str, Leaf]:
    """The parameters with a site's own values over them; see `corpus.parameters.load_parameters`.

    Raises:
        ParameterError: not YAML, not in the format, not an existing parameter, or another unit.
    """
    return {**leaves, **{name: _override(path, name, body, leaves) for name, body in _read(path).items()}}


if TYPE_CHECKING:
    from yaml import SafeLoader as _Safe
else:  # the quick reader, where there is one
    _Safe = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Loader(_Safe):
    """YAML with decimals instead of floats, and no key twice."""


def _decimal(loader: _Loader, node: yaml.ScalarNode) -> Decimal:
    """The number as it is written; nan, inf, hexadecimals and the like are no figures."""
    try:
        return Decimal(loader.construct_scalar(node))
    except ArithmeticError:
        problem = f"{node.value} is not an ordinary number"
        raise yaml.MarkedYAMLError(problem=problem, problem_mark=node.start_mark) from None


def _mapping(loader: _Loader, node: yaml.MappingNode) -> dict[Any, Any]:
    pairs = [
        (loader.construct_object(k, deep=True), loader.construct_object(v, deep=True)) for k, v in node.value
    ]
    result = dict(pairs)
    if len(result) != len(pairs):
        raise yaml.MarkedYAMLError(
            problem="the same key stands twice in one block", problem_mark=node.start_mark
        )
    return result


_Loader.add_constructor("tag:yaml.org,2002:float", _decimal)
_Loader.add_constructor("tag:yaml.org,2002:int", _decimal)
_Loader.add_constructor("tag:yaml.org,2002:map", _mapping)


def _read(path: Path) -> dict[str, Any]:
    try:
        content = yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)  # noqa: S506 - a SafeLoader
    except (OSError, UnicodeDecodeError) as error:
        raise ParameterError(f"Cannot read the parameter file {path}: {error}.") from error
    except yaml.YAMLError as error:
        raise ParameterError(f"{path} is not valid YAML: {error}") from error
    if not isinstance(content, dict):
        raise ParameterError(f"{path} must hold a block of names, found {type(content).__name__}.")
    return content


def _leaves(path: Path, name: str, body: object, inherited: Mapping[str, object]) -> Iterator[Leaf]:
    if not isinstance(body, dict):
        raise ParameterError(f"{path}: '{name}' must be a block with values or with names below it.")
    metadata = {**inherited, **_metadata_block(path, name, body)}
    if "values" in body:
        yield _leaf(path, name, body, metadata)
        return
    for child, below in body.items():
        if child not in _BOOKKEEPING:
            yield from _leaves(path, f"{name}.{child}", below, metadata)


def _leaf(
    path: Path, name: str, body: Mapping[str, Any], metadata: Mapping[str, object], *, site: bool = False
) -> Leaf:
    unknown = set(body) - _BOOKKEEPING - {"values"}
    if unknown:
        raise ParameterError(
            f"{path}: '{name}' has unknown keys {sorted(unknown)}; allowed: description, metadata, values."
        )
    if not body.get("description"):
        raise ParameterError(f"{path}: '{name}' has no description; say in one line what the figure is.")
    values = body["values"]
    if not isinstance(values, dict) or not values:
        raise ParameterError(f"{path}: '{name}' has no values; give at least one, under the date it starts.")
    dated = {_start(path, name, start): _dated(path, name, v, metadata, site) for start, v in values.items()}
    return Leaf(name, str(body["description"]), dated)


def _start(path: Path, name: str, start: object) -> date:
    if type(start) is not date:
        raise ParameterError(
            f"{path}: '{name}' has a value under '{start}'; write the start date as YYYY-MM-DD."
        )
    return start


def _dated(path: Path, name: str, body: object, metadata: Mapping[str, object], site: bool) -> Dated:
    if not isinstance(body, dict) or "value" not in body or set(body) - {"value", "metadata"}:
        raise ParameterError(
            f"{path}: each value of '{name}' needs `value` and `metadata` with a reference, nothing else."
        )
    value = body["value"]
    if not isinstance(value, Decimal | None):
        raise ParameterError(
            f"{path}: '{name}' has the value {value!r}; write a number, or null where no source gives one."
        )
    own = _metadata_block(path, name, body)
    if "reference" not in own:
        raise ParameterError(
            f"{path}: a value of '{name}' has no reference; every value names its own source."
        )
    try:
        checked = Metadata.model_validate({**metadata, **own})
    except ValidationError as error:
        wrong = "; ".join(f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors())
        raise ParameterError(f"{path}: the metadata of '{name}' is wrong: {wrong}.") from error
    return Dated(value, checked, site)


def _metadata_block(path: Path, name: str, body: Mapping[str, Any]) -> Mapping[str, object]:
    block = body.get("metadata", {})
    if not isinstance(block, dict):
        raise ParameterError(f"{path}: the metadata of '{name}' must be a block of keys.")
    return block


def _override(path: Path, name: str, body: object, leaves: Mapping[str, Leaf]) -> Leaf:
    base = leaves.get(name)
    if base is None:
        raise ParameterError(
            f"{path}: '{name}' is not a parameter; an override can only replace: {', '.join(leaves)}."
        )
    if not isinstance(body, dict) or "values" not in body:
        raise ParameterError(f"{path}: '{name}' needs a block with values.")
    latest = base.values[max(base.values)].metadata
    inherited = {
        **latest.model_dump(exclude={"reference"}),
        **_metadata_block(path, name, body),
    }
    site = _leaf(path, name, {"description": base.description, **body}, inherited, site=True)
    if any(dated.metadata.unit is not latest.unit for dated in site.values.values()):
        raise ParameterError(f"{path}: '{name}' is in {latest.unit}; an override cannot change the unit.")
    return Leaf(name, site.description, {**base.values, **site.values})
