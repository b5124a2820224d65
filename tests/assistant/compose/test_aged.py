from __future__ import annotations

from datetime import date, timedelta

import pytest

from assistant.compose.aged import aged
from assistant.models import NoticeKind
from assistant.rules.registry import calculate
from corpus.fiches import load_fiches
from corpus.parameters import Parameters, load_parameters
from corpus.review import due_on, periods

DAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def figures() -> Parameters:
    return load_parameters()


def test_a_fiche_past_its_review_brings_a_notice_from_that_day_on(figures: Parameters) -> None:
    fiche = next(f for f in load_fiches().fiches.values() if not f.rule and not f.answer[0].placeholders())
    due = due_on(fiche.reviewed_on, periods().fiche_months)
    plain = fiche.model_copy(update={"answer": fiche.answer[:1]})
    assert aged(plain, (), figures, due - timedelta(days=1)) == ()
    (notice,) = aged(plain, (), figures, due)
    assert notice.kind is NoticeKind.DATED


def test_a_figure_past_its_review_brings_one_for_a_calculation_that_rests_on_it(figures: Parameters) -> None:
    given = {"on": DAY, "need_years": "5", "level": "gemiddeld", "quarter": "3"}
    calculation = calculate("begeleidingspremie", given, figures)
    used = {s for step in calculation.steps for s in step.sources}
    reviewed = max(p.reviewed_on for p in figures if not used.isdisjoint(p.sources))
    due = due_on(reviewed, periods().parameter_months)
    assert aged(None, (calculation,), figures, due)
    assert aged(None, (), figures, due) == ()


def test_a_month_without_the_day_ends_earlier() -> None:
    assert due_on(date(2026, 8, 31), 6) == date(2027, 2, 28)
