"""Figures in text, read in Belgian, French and English notation, and written in Belgian notation."""

from assistant.notation.model import Bound, Figure, FigureKind, PartialDate
from assistant.notation.render import day, money, number, percent, quantity
from assistant.notation.scan import figures

__all__ = [
    "Bound",
    "Figure",
    "FigureKind",
    "PartialDate",
    "day",
    "figures",
    "money",
    "number",
    "percent",
    "quantity",
]
