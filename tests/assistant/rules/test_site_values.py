"""A site that puts its own amounts over those of the agreement, and gaps in them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from assistant.rules import InvalidCase, calculate
from assistant.rules.figures import Figures
from corpus.parameters import Parameters, load_parameters

SITE = """
tarief_gent.basis.volgende:
  values:
    2026-09-01: {value: 612.50, metadata: {reference: "Ingevuld door een beheerder"}}
    2026-11-01: {value: null, metadata: {reference: "Ingevuld door een beheerder"}}
"""


@pytest.fixture
def site(tmp_path: Path) -> Parameters:
    path = tmp_path / "eigen.yaml"
    path.write_text(SITE, encoding="utf-8")
    return load_parameters(overrides=path)


def test_the_amount_of_the_site_counts_from_its_day(site: Parameters) -> None:
    before, after = (
        calculate("tarief_gent", {"on": day, "quarter": 6}, site) for day in ("2026-08-31", "2026-09-01")
    )
    assert (before.outcome.value, after.outcome.value) == (Decimal("600.00"), Decimal("612.50"))
    assert any("ingevuld door de beheerder" in step.label for step in after.steps)
    assert any("ingevuld door de beheerder" in caveat for caveat in after.caveats)
    assert not any("beheerder" in caveat for caveat in before.caveats)


def test_the_amount_of_the_site_is_not_indexed_once_more(site: Parameters) -> None:
    given = {"on": "2026-09-01", "quarter": 6, "index_coefficient": "1.1"}
    assert calculate("tarief_gent", given, site).outcome.value == Decimal("612.50")


def test_the_saldo_uses_it_too(site: Parameters) -> None:
    calculation = calculate("saldo", {"on": "2026-09-01", "need_years": 5, "quarter": 6}, site)
    assert calculation.outcome.value == Decimal("717.50")
    assert any("beheerder" in caveat for caveat in calculation.caveats)


def test_a_gap_says_between_which_days_the_amount_is_known(site: Parameters) -> None:
    with pytest.raises(InvalidCase) as refusal:
        calculate("tarief_gent", {"on": "2026-11-01", "quarter": 6}, site)
    assert "van 21 april 2026 tot en met 31 oktober 2026" in refusal.value.allowed


def test_a_value_that_was_never_known(tmp_path: Path) -> None:
    (tmp_path / "proef.yaml").write_text(
        "description: Proef\n"
        "metadata: {unit: EUR, sources: [a#b], indexed: false, reviewed_on: 2026-01-01, confidence: hoog}\n"
        "values: {2026-01-01: {value: null, metadata: {reference: Onbekend}}}\n",
        encoding="utf-8",
    )
    with pytest.raises(InvalidCase) as refusal:
        Figures(load_parameters(tmp_path), date(2026, 6, 1)).value("proef")
    assert refusal.value.allowed == "Geen enkele bron geeft hiervoor een waarde."
