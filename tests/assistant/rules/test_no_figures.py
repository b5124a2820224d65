"""Figures of the regulation live in the corpus: none in the code of the rules, none in their texts."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import yaml

import assistant.rules

FOLDER = Path(assistant.rules.__file__).parent
MODULES = sorted(FOLDER.glob("*.py"))
STRUCTURAL = {
    "quarters.py": {3: "months in a quarter", 4: "quarters in a year"},
    "calendar_days.py": {12: "months in a year"},
    "money.py": {100: "cents in a euro, percent in a whole"},
    "sheet.py": {8: "digits of an id"},
}
"""Counting units of the calendar and of notation; no rule could change them."""
BOUNDS = "limits.py"
"""Bounds on what can be meant; each says in its docstring that it is no rule."""
WORDS_WITH_DIGITS = {
    "common.ordinals": "1ste to 4de kwartaal",
    "common.errors.fraction_allowed": "full time is 1",
    "common.errors.positive_allowed": "more than 0",
    "common.errors.quarter_low": "counting starts at 1",
    "common.errors.quarter_allowed": "counting starts at 1",
}


def _numbers(tree: ast.AST) -> Iterator[tuple[int, object]]:
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Constant)
            and isinstance(node.value, int | float)
            and not isinstance(node.value, bool)
        ):
            yield node.lineno, node.value


def _strings(tree: ast.AST) -> Iterator[tuple[int, str]]:
    documentation = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    specs = {
        id(part) for node in ast.walk(tree) if isinstance(node, ast.FormattedValue) and node.format_spec
        for part in ast.walk(node.format_spec)
    }  # fmt: skip
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and id(node) not in documentation | specs
        ):
            yield node.lineno, node.value


def test_there_are_modules_to_look_at() -> None:
    assert len(MODULES) > 10


def test_no_numeric_literal_in_the_rules() -> None:
    found = [
        (path.name, line, number)
        for path in MODULES
        if path.name != BOUNDS
        for line, number in _numbers(ast.parse(path.read_text(encoding="utf-8")))
        if number not in (0, 1) and number not in STRUCTURAL.get(path.name, {})
    ]
    assert found == []


def test_no_digit_above_one_in_the_strings_of_the_rules() -> None:
    found = [
        (path.name, line, text)
        for path in MODULES
        for line, text in _strings(ast.parse(path.read_text(encoding="utf-8")))
        if re.search(r"[2-9]|\d\d", text) and text not in (",.2f", "utf-8") and not text.startswith("fase_")
    ]
    assert [f for f in found if "januari 2017" not in f[2]] == []


def test_no_figure_in_the_texts() -> None:
    found = {}

    def look(prefix: str, node: object) -> None:
        if isinstance(node, dict):
            for key, below in node.items():
                look(f"{prefix}.{key}".strip("."), below)
        elif re.search(r"\d", str(node)) and not prefix.startswith(tuple(WORDS_WITH_DIGITS)):
            found[prefix] = node

    look("", yaml.safe_load((FOLDER / "texts.nl.yaml").read_text(encoding="utf-8")))
    assert found == {}
