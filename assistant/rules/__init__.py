"""Rules as code: pure functions on decimals and dates, figures from `corpus.parameters`, words from a text file."""

from assistant.rules.errors import InvalidCase
from assistant.rules.registry import REGISTRY, Calculator, calculate

__all__ = ["REGISTRY", "Calculator", "InvalidCase", "calculate"]
