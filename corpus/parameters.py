"""Figures of the regulation as data: each value dated, with unit, source and review date.

The figures stand in `corpus/parameters/*.yaml`, in OpenFisca's format (see `corpus.parameter_files`). A value
of `null` means that no source gives the value from that day on.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path

from babel.dates import format_date

from corpus.check import Problem, dangling
from corpus.errors import CorpusError
from corpus.models import Confidence, Corpus
from corpus.parameter_files import Leaf, ParameterError, ParameterUnit, apply_overrides, read_folder

__all__ = [
    "NoValue",
    "ParameterError",
    "ParameterUnit",
    "ParameterValue",
    "Parameters",
    "UnknownParameterError",
    "check_parameters",
    "load_parameters",
]

DEFAULT_ROOT = Path(__file__).parent / "parameters"


class UnknownParameterError(CorpusError, LookupError):
    """There is no parameter of that name; a mistake in code, not in the user's input."""


class NoValue(CorpusError, LookupError):  # noqa: N818 - it is an answer about the sources, not a defect
    """The parameter has no value on that day. The text is Dutch and fit for users.

    `known_from` and `known_to` are the first and the last day (inclusive) for which some value is known;
    `known_to` is None when the last value is still running.
    """

    def __init__(self, message: str, name: str, known_from: date | None, known_to: date | None) -> None:
        super().__init__(message)
        self.name = name
        self.known_from = known_from
        self.known_to = known_to


@dataclass(frozen=True, slots=True)
class ParameterValue:
    """One dated value with everything needed to cite it."""

    name: str
    description: str
    value: Decimal
    unit: ParameterUnit
    sources: tuple[str, ...]
    """Provision ids the value rests on."""
    reference: str
    """The source as a reader would name it."""
    indexed: bool
    """Whether the amount follows an index by itself; False for amounts the source calls not indexed."""
    confidence: Confidence
    reviewed_on: date
    valid_from: date
    valid_to: date | None
    """Last day, inclusive; None while nothing newer is known."""
    site: bool = False
    """True when it comes from the override file of a site instead of the corpus."""


class Parameters:
    """All parameters by dotted name. Frozen; a lookup never reads a file."""

    def __init__(self, leaves: Mapping[str, Leaf]) -> None:
        self._leaves = dict(leaves)
        self._known = {name: _known(leaf) for name, leaf in leaves.items()}
        self._children = _children(leaves)

    def names(self) -> tuple[str, ...]:
        """Every parameter name, in the order of the files."""
        return tuple(self._leaves)

    def children(self, prefix: str) -> tuple[str, ...]:
        """The names one step below a node: `children("loonpremie.percentage")` -> twee_jaar, vijf_jaar.

        Raises:
            UnknownParameterError: nothing has that prefix.
        """
        try:
            return self._children[prefix]
        except KeyError:
            raise UnknownParameterError(f"There is no parameter below '{prefix}'.") from None

    def history(self, name: str) -> tuple[ParameterValue, ...]:
        """Every known value of a parameter, oldest first.

        Raises:
            UnknownParameterError: no parameter of that name.
        """
        try:
            return self._known[name]
        except KeyError:
            raise UnknownParameterError(
                f"There is no parameter '{name}'. Known: {', '.join(self._leaves)}."
            ) from None

    def get(self, name: str, on: date) -> ParameterValue:
        """The value in force on a day.

        Raises:
            UnknownParameterError: no parameter of that name.
            NoValue: the parameter has no value on that day.
        """
        for known in self.history(name):
            if known.valid_from <= on and (known.valid_to is None or on <= known.valid_to):
                return known
        raise _no_value(self._leaves[name], self._known[name], on)

    def changes(self, name: str) -> tuple[date, ...]:
        """Every day on which the value changes, also to an unknown one.

        Raises:
            UnknownParameterError: no parameter of that name.
        """
        self.history(name)
        return tuple(sorted(self._leaves[name].values))

    def last_known(self, name: str, on: date) -> ParameterValue:
        """The latest known value that started on or before a day, even if it has ended since.

        Raises:
            UnknownParameterError: no parameter of that name.
            NoValue: nothing was known yet on that day.
        """
        earlier = [known for known in self.history(name) if known.valid_from <= on]
        if earlier:
            return earlier[-1]
        raise _no_value(self._leaves[name], self._known[name], on)

    def __iter__(self) -> Iterator[ParameterValue]:
        """Every known value of every parameter."""
        for values in self._known.values():
            yield from values


def load_parameters(root: Path | None = None, overrides: Path | None = None) -> Parameters:
    """Read all parameter files, and a site's own values over them.

    An override file holds `name: {values: {date: {value, metadata}}}` by dotted name. Its values replace or
    add to the dated values of an existing parameter, in the same unit. They keep its sources unless they name
    their own, and must carry a reference of their own.

    Raises:
        ParameterError: a file is missing, is not YAML, or breaks the format; names the file and the place.
    """
    if root is None and overrides is None:
        return _packaged()
    leaves = read_folder(root or DEFAULT_ROOT)
    return Parameters(apply_overrides(overrides, leaves) if overrides else leaves)


@cache
def _packaged() -> Parameters:
    """The packaged ones, read once: nothing in them changes while the program runs."""
    return Parameters(read_folder(DEFAULT_ROOT))


def check_parameters(corpus: Corpus, parameters: Parameters | None = None) -> Iterator[Problem]:
    """A problem for each source of a parameter that does not exist in the corpus."""
    for known in parameters or load_parameters():
        yield from dangling(corpus, f"Parameter {known.name} ({known.valid_from})", known.sources)


def _children(names: Iterable[str]) -> dict[str, tuple[str, ...]]:
    below: dict[str, dict[str, None]] = {}
    for name in names:
        steps = name.split(".")
        for depth in range(1, len(steps)):
            below.setdefault(".".join(steps[:depth]), {})[steps[depth]] = None
    return {prefix: tuple(steps) for prefix, steps in below.items()}


def _known(leaf: Leaf) -> tuple[ParameterValue, ...]:
    starts = sorted(leaf.values)
    ends = [start - timedelta(days=1) for start in starts[1:]] + [None]
    return tuple(
        ParameterValue(
            name=leaf.name,
            description=leaf.description,
            value=dated.value,
            unit=dated.metadata.unit,
            sources=dated.metadata.sources,
            reference=dated.metadata.reference,
            indexed=dated.metadata.indexed,
            confidence=dated.metadata.confidence,
            reviewed_on=dated.metadata.reviewed_on,
            valid_from=start,
            valid_to=end,
            site=dated.site,
        )
        for start, end in zip(starts, ends, strict=True)
        if (dated := leaf.values[start]).value is not None
    )


def _no_value(leaf: Leaf, known: tuple[ParameterValue, ...], on: date) -> NoValue:
    if not known:
        return NoValue(f"Geen bron geeft een waarde voor “{leaf.description}”.", leaf.name, None, None)
    first, last = known[0].valid_from, known[-1].valid_to
    when = f"vanaf {_day(first)}"
    if last is not None:
        when += f" tot en met {_day(last)}"
    if first <= on and (last is None or on <= last):
        when += ", maar niet voor elke dag daartussen"
    message = f"Voor {_day(on)} geven de bronnen geen waarde voor “{leaf.description}”; wel {when}."
    return NoValue(message, leaf.name, first, last)


def _day(day: date) -> str:
    return format_date(day, "d MMMM y", locale="nl_BE")
