"""Figures in text, read in Belgian, French and English notation, and written in Belgian notation."""

from assistant.notation.model import Bound, Figure, FigureKind, PartialDate
from assistant.notation.render import day, money, number, percent, quantity
from assistant.notation.scan import are_joined, figures

__all__ = [
    "Bound",
    "Figure",
    "FigureKind",
    "PartialDate",
    "are_joined",
    "day",
    "figures",
    "money",
    "number",
    "percent",
    "quantity",
]
