"""What the decisions rest on: existing provisions, figures from parameters, words that carry no figure."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
import yaml

import assistant.rules.decisions as package
from assistant.models import Decision
from assistant.notation import PartialDate, figures
from assistant.rules.decisions import REGISTRY
from assistant.rules.decisions.certificates import catalogue
from assistant.rules.decisions.cumul import cumul, listed_measures, unlisted_measures
from assistant.rules.decisions.qualification import QualificationFacts, qualification
from assistant.rules.decisions.tasks import tasks
from corpus.load import load_corpus
from corpus.models import Confidence, Corpus
from corpus.parameters import Parameters, load_parameters
from tests.assistant.rules.decisions.domains import SPECIAL, TODAY
from tests.assistant.rules.decisions.test_exhaustive import RULES, _table

FOLDER = Path(package.__file__ or "").parent
MODULES = sorted(FOLDER.glob("*.py"))
ALLOWED = ("assistant.rules", "assistant.models", "corpus.parameters", "pydantic", "yaml", "rapidfuzz")
SOURCED = {value.valid_from for value in load_parameters() if value.name.startswith("grensdagen.")}


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


def _every_source(parameters: Parameters) -> Iterator[tuple[str, tuple[str, ...]]]:
    for decision in _every_decision(parameters):
        yield from ((c.text, c.sources) for c in decision.criteria)
    for kind, rules in RULES.items():
        for rule in rules:
            verdicts = {v for v in _table(kind, rule, parameters).values() if v is not None}
            yield from ((v.text, v.sources) for v in verdicts)


def test_every_source_exists_and_holds_the_figures_of_its_sentence(
    corpus: Corpus, parameters: Parameters
) -> None:
    for text, sources in set(_every_source(parameters)):
        assert sources, text
        places = [corpus.provision(source) for source in sources]
        there = {f.value for p in places for f in figures(f"{p.lead} {p.text}") if f.unit is None}
        counted = {(f.value, f.unit) for p in places for f in figures(f"{p.lead} {p.text}") if f.unit}
        for figure in figures(text):
            if figure.unit is not None:
                assert (figure.value, figure.unit) in counted, text
            else:
                assert figure.value in there or figure.value in OF_THE_CASE, text


OF_THE_CASE = {
    PartialDate(day.year, day.month, day.day)
    for special in SPECIAL.values()
    for days in special.values()
    for day in days
    if isinstance(day, date) and day not in SOURCED
}
"""Days that only the user can have given."""


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
    assert [corpus.provision(i.provision).text.rstrip(";") for i in items] == [i.label for i in items]
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
