"""What the decisions rest on: existing provisions, figures from parameters, words that carry no figure."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path

import pytest
import yaml

import assistant.rules.decisions as package
from assistant.models import Decision
from assistant.notation import Figure, PartialDate, figures
from assistant.rules.decisions import REGISTRY
from assistant.rules.decisions.certificates import catalogue
from assistant.rules.decisions.cumul import cumul, listed_measures, unlisted_measures
from assistant.rules.decisions.qualification import QualificationFacts, qualification
from assistant.rules.decisions.tasks import tasks
from corpus.load import load_corpus
from corpus.models import Confidence, Corpus
from corpus.parameters import Parameters
from tests.assistant.rules.decisions.domains import TODAY
from tests.assistant.rules.decisions.test_exhaustive import RULES, _table

FOLDER = Path(package.__file__ or "").parent
MODULES = sorted(FOLDER.glob("*.py"))
ALLOWED = ("assistant.rules", "assistant.models", "corpus.data", "corpus.parameters", "pydantic", "rapidfuzz")


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return load_corpus()


def _every_decision(parameters: Parameters) -> Iterator[Decision]:
    yield from (cumul(m) for m in (*listed_measures(), *unlisted_measures()))
    for text in ("bachelor verpleegkunde", "orthopedagogie", "licentiaat psychologie", "kok"):
        facts = QualificationFacts(on=TODAY, certificates=text)
        yield from qualification(facts, parameters)
        yield from qualification(facts.model_copy(update={"on": date(2024, 1, 15)}), parameters)
    for item in catalogue().items:
        level = "ervaringsbewijs " if item.level == "ervaringsbewijs" else ""
        yield from qualification(QualificationFacts(on=TODAY, certificates=level + item.text), parameters)


def _every_source(parameters: Parameters) -> Iterator[tuple[str, tuple[str, ...], frozenset[date]]]:
    """Every text with its sources and the days that its case itself names."""
    for decision in _every_decision(parameters):
        yield from ((c.text, c.sources, frozenset()) for c in decision.criteria)
    for kind, rules in RULES.items():
        for rule in rules:
            for key, verdict in _table(kind, rule, parameters).items():
                if verdict is not None:
                    days = frozenset(v for _, v in key if isinstance(v, date))
                    yield verdict.text, verdict.sources, days


def test_every_source_exists_and_holds_the_figures_of_its_sentence(
    corpus: Corpus, parameters: Parameters
) -> None:
    for text, sources, days in set(_every_source(parameters)):
        assert sources, text
        of_the_case = {PartialDate(d.year, d.month, d.day) for d in days}
        there = _figures(corpus, sources)
        for figure in figures(text):
            known = (figure.value, figure.unit) in there
            assert known or figure.value in of_the_case, (text, figure.words)


def _figures(corpus: Corpus, sources: tuple[str, ...]) -> set[tuple[object, object]]:
    places = (corpus.provision(source) for source in sources)
    return {(f.value, f.unit) for place in places for f in _read(f"{place.lead} {place.text}")}


@cache
def _read(text: str) -> tuple[Figure, ...]:
    return figures(text)


def test_a_yes_or_no_never_rests_on_low_confidence(corpus: Corpus, parameters: Parameters) -> None:
    for kind, rules in RULES.items():
        for rule in rules:
            for verdict in _table(kind, rule, parameters).values():
                if verdict is None or verdict.outcome.value == "unknown":
                    continue
                sure = [corpus.provision(s).confidence for s in verdict.sources]
                assert any(c is not Confidence.LAAG for c in sure), (rule.id, verdict.text)


def test_the_lists_are_the_text_of_the_annexes(corpus: Corpus) -> None:
    items = catalogue().items
    assert [corpus.provision(i.provision).text.partition(";")[0] for i in items] == [i.label for i in items]
    counted = {p.id for p in corpus.provisions() if re.search(r"#bijlage-[34]-punt-\d+$", p.id)}
    assert {i.provision for i in items} == counted


def test_the_measures_and_tasks_point_to_existing_places(corpus: Corpus) -> None:
    for measure in listed_measures().values():
        assert corpus.provision(measure.listed_at)
        assert measure.status_at is None or corpus.provision(measure.status_at)
    counted = {p.id for p in corpus.provisions() if "#cumulverbod-punt-" in p.id}
    assert {m.listed_at for m in listed_measures().values()} == counted
    assert all(corpus.provision(m.about) for m in unlisted_measures().values() if m.about)
    assert all(corpus.provision(place) for task in tasks().values() for place in task.at)


def test_the_eight_tasks_of_the_basic_package_are_there(corpus: Corpus) -> None:
    prefix = "gr-2026-00367-overeenkomst#art-2-gekwalificeerd-begeleider-lid-1-punt-"
    basic = {t.at[0] for t in tasks().values() if t.package == "basis"}
    assert basic == {p.id for p in corpus.provisions() if p.id.startswith(prefix)}


def test_no_figure_in_code_or_texts() -> None:
    for path in MODULES:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        numbers = {
            n.value
            for n in ast.walk(tree)
            if isinstance(n, ast.Constant) and isinstance(n.value, int | float) and n.value not in (0, 1)
        }
        assert numbers == set(), path.name
    texts = yaml.safe_load((FOLDER / "texts.nl.yaml").read_text(encoding="utf-8"))
    assert not re.search(r"\d", str(list(_leaves(texts))))


def _leaves(node: object) -> Iterator[str]:
    if isinstance(node, dict):
        for below in node.values():
            yield from _leaves(below)
    else:
        yield str(node)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_imports(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    modules = {n.module or "" for n in ast.walk(tree) if isinstance(n, ast.ImportFrom)}
    modules |= {a.name for n in ast.walk(tree) if isinstance(n, ast.Import) for a in n.names}
    foreign = {
        m for m in modules if m.partition(".")[0] not in sys.stdlib_module_names and not m.startswith(ALLOWED)
    }
    assert foreign == set()


def test_every_decision_has_a_door() -> None:
    assert set(REGISTRY) == set(type(next(iter(REGISTRY))))
