"""Rules as code: pure functions on decimals and dates. Figures come from parameters, words from a file."""

from assistant.rules.errors import InvalidCase
from assistant.rules.registry import REGISTRY, Calculator, calculate

__all__ = ["REGISTRY", "Calculator", "InvalidCase", "calculate"]
