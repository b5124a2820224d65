"""The parameters of one day, as a calculator reads them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from assistant.rules.errors import InvalidCase
from assistant.rules.texts import day, say
from corpus.parameters import NoValue, Parameters, ParameterValue


@dataclass(frozen=True, slots=True)
class Figures:
    """Parameter values on one day."""

    parameters: Parameters
    on: date

    def __getitem__(self, name: str) -> ParameterValue:
        """The value in force that day.

        Raises:
            InvalidCase: no source gives a value for that day.
        """
        try:
            return self.parameters.get(name, self.on)
        except NoValue as gap:
            if gap.known_from is None:
                allowed = say("common.errors.never")
            elif gap.known_to is None:
                allowed = say("common.errors.known_from", start=day(gap.known_from))
            else:
                allowed = say("common.errors.known_between", start=day(gap.known_from), end=day(gap.known_to))
            raise InvalidCase(str(gap), allowed) from gap

    def value(self, name: str) -> Decimal:
        """The bare number in force that day.

        Raises:
            InvalidCase: no source gives a value for that day.
        """
        return self[name].value

    def whole(self, name: str) -> int:
        """The value as a count of whole quarters, years, months or days.

        Raises:
            InvalidCase: no source gives a value for that day.
        """
        return int(self[name].value)
