"""The dated figures: the format, the values, the sources, and a site's own values over them."""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
import yaml
from babel.dates import format_date
from hypothesis import given
from hypothesis import strategies as st

from corpus.load import load_corpus
from corpus.models import Confidence, Corpus
from corpus.parameters import (
    DEFAULT_ROOT,
    NoValue,
    ParameterError,
    Parameters,
    ParameterUnit,
    ParameterValue,
    UnknownParameterError,
    check_parameters,
    load_parameters,
)

PARAMETERS = load_parameters()
TODAY = date(2026, 11, 22)
FILE = """
description: Proef
metadata: {{unit: EUR, sources: [gr-2026-00367-overeenkomst#art-5], indexed: false, reviewed_on: 2026-11-22,
  confidence: hoog}}
values:
{values}
"""
VALUE = '  {start}: {{value: {value}, metadata: {{reference: "Een bron"}}}}\n'


def folder(tmp_path: Path, text: str, name: str = "proef") -> Path:
    (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
    return tmp_path


def one(tmp_path: Path, *values: tuple[str, str]) -> Parameters:
    lines = "".join(VALUE.format(start=start, value=value) for start, value in values)
    return load_parameters(folder(tmp_path, FILE.format(values=lines)))


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return load_corpus()


class TestSources:
    def test_every_source_exists(self, corpus: Corpus) -> None:
        assert list(check_parameters(corpus)) == []

    def test_a_source_that_does_not_exist_is_named(self, corpus: Corpus, tmp_path: Path) -> None:
        text = FILE.format(values=VALUE.format(start="2026-01-01", value=1)).replace("#art-5", "#art-99")
        problems = list(check_parameters(corpus, load_parameters(folder(tmp_path, text))))
        assert len(problems) == 1
        assert "gr-2026-00367-overeenkomst#art-99" in problems[0].message
        assert "proef" in problems[0].message

    @pytest.mark.parametrize("known", list(PARAMETERS), ids=lambda v: f"{v.name}@{v.valid_from}")
    def test_the_figure_stands_in_one_of_its_sources(self, known: ParameterValue, corpus: Corpus) -> None:
        texts = " ".join(corpus.provision(s).text + corpus.provision(s).lead for s in known.sources)
        wanted = days(known.valid_from) if known.name.startswith("grensdagen.") else forms(known.value)
        assert any(form in texts for form in wanted), (known.name, known.sources)

    def test_no_figure_rests_on_low_confidence(self) -> None:
        assert all(known.confidence is not Confidence.LAAG for known in PARAMETERS)

    def test_every_value_was_reviewed(self) -> None:
        assert all(known.reviewed_on <= TODAY and known.reference for known in PARAMETERS)


def days(day: date) -> list[str]:
    """How a source may write a day."""
    return [
        format_date(day, "d MMMM y", locale="nl_BE"),
        f"{day:%d/%m/%Y}",
        f"{day:%d-%m-%Y}",
        format_date(day, "d MMMM", locale="nl_BE"),
    ]


def forms(value: Decimal) -> list[str]:
    """How a source may write the number."""
    whole = value == value.to_integral_value()
    plain = str(int(value)) if whole else str(value)
    words = {
        1: ["één", " een ", "wachtmaand", "binnen de week", "24u"],
        2: ["twee", "dubbele"],
        5: ["vijf", "maandag t.e.m. vrijdag"],
        6: ["zes"],
        10: ["tien"],
        20: ["twintig"],
    }
    dotted = f"{value:,.2f}".translate(str.maketrans(",.", ".,"))
    return [plain, dotted, dotted.removesuffix(",00"), *(words.get(int(value), []) if whole else [])]


class TestValues:
    @pytest.mark.parametrize(
        ("name", "on", "value"),
        [
            ("tarief_gent.basis.eerste_fase", "2026-04-21", "1200"),
            ("tarief_gent.basis.volgende", "2026-11-22", "600"),
            ("tarief_gent.extra.uurtarief", "2026-11-22", "90"),
            ("ggmmi", "2022-04-01", "1806.16"),
            ("ggmmi", "2022-04-30", "1806.16"),
            ("ggmmi", "2023-10-31", "1955.04"),
            ("ggmmi", "2023-11-01", "1994.18"),
            ("ggmmi", "2024-03-31", "1994.18"),
            ("ggmmi", "2024-04-30", "2029.88"),
            ("ggmmi", "2025-02-01", "2111.89"),
            ("ggmmi", "2025-12-31", "2111.89"),
            ("loonpremie.door_vdab.maximum", "2026-11-22", "75"),
            ("collectief.aandeel.minimum", "2026-11-22", "65"),
            ("collectief.aandeel.minimum_andere_bron", "2026-11-22", "55"),
            ("collectief.refertebedrag.maatwerkafdeling", "2026-11-22", "1781"),
        ],
    )
    def test_value_on_a_day(self, name: str, on: str, value: str) -> None:
        found = PARAMETERS.get(name, date.fromisoformat(on))
        assert found.value == Decimal(value)
        assert found.valid_from <= date.fromisoformat(on)

    @pytest.mark.parametrize(
        ("name", "on"),
        [
            ("ggmmi", "2022-03-31"),
            ("ggmmi", "2022-05-01"),
            ("ggmmi", "2024-05-01"),
            ("ggmmi", "2025-01-31"),
            ("ggmmi", "2026-01-01"),
            ("ggmmi", "2026-11-22"),
            ("tarief_gent.basis.eerste_fase", "2026-04-20"),
            ("loonpremie.percentage.vijf_jaar.gewoon.fase_1", "2023-06-30"),
            ("collectief.aandeel.minimum_andere_bron", "2023-06-30"),
        ],
    )
    def test_unknown_is_unknown(self, name: str, on: str) -> None:
        with pytest.raises(NoValue, match="geven de bronnen geen waarde"):
            PARAMETERS.get(name, date.fromisoformat(on))

    def test_no_value_says_from_when_to_when(self) -> None:
        with pytest.raises(NoValue) as gap:
            PARAMETERS.get("ggmmi", date(2024, 6, 1))
        assert "1 juni 2024" in str(gap.value)
        assert "1 april 2022 tot en met 31 december 2025, maar niet voor elke dag" in str(gap.value)
        assert (gap.value.known_from, gap.value.known_to) == (date(2022, 4, 1), date(2025, 12, 31))

    def test_no_value_before_a_running_parameter(self) -> None:
        with pytest.raises(NoValue) as gap:
            PARAMETERS.get("tarief_gent.basis.eerste_fase", date(2025, 1, 1))
        assert str(gap.value).endswith("wel vanaf 21 april 2026.")
        assert gap.value.known_to is None

    def test_last_known_outlives_its_end(self) -> None:
        assert PARAMETERS.last_known("ggmmi", TODAY).value == Decimal("2111.89")
        assert PARAMETERS.last_known("ggmmi", date(2024, 12, 31)).value == Decimal("2029.88")
        with pytest.raises(NoValue):
            PARAMETERS.last_known("ggmmi", date(2022, 3, 31))

    def test_changes_name_every_day_the_value_changes(self) -> None:
        assert date(2024, 5, 1) in PARAMETERS.changes("ggmmi")
        assert date(2026, 1, 1) in PARAMETERS.changes("ggmmi")

    def test_unknown_names_are_a_plain_error(self) -> None:
        with pytest.raises(UnknownParameterError, match="no parameter 'tarief'"):
            PARAMETERS.get("tarief", TODAY)
        with pytest.raises(UnknownParameterError, match="below 'tarief'"):
            PARAMETERS.children("tarief")
        with pytest.raises(UnknownParameterError):
            PARAMETERS.changes("tarief")

    def test_children(self) -> None:
        assert PARAMETERS.children("loonpremie.percentage.vijf_jaar") == ("gewoon", "verhoogd", "afgetopt")
        assert PARAMETERS.children("imw.behoefte") == ("twee_jaar", "vijf_jaar")

    @pytest.mark.parametrize("need", ["twee_jaar", "vijf_jaar"])
    def test_fixed_and_variable_part_fit_every_cell_of_the_table(self, need: str) -> None:
        node = "begeleidingspremie"
        early = PARAMETERS.get(f"{node}.vast.eerste_fase_kwartalen", TODAY).value
        for level in PARAMETERS.children(f"{node}.totaal.{need}"):
            for phase in PARAMETERS.children(f"{node}.totaal.{need}.{level}"):
                last = PARAMETERS.get(f"{node}.einde_fase.{need}.{phase}", TODAY).value
                fixed = PARAMETERS.get(f"{node}.vast.{'eerste_fase' if last <= early else 'volgende'}", TODAY)
                variable = PARAMETERS.get(f"{node}.variabel.{need}.{level}.{phase}", TODAY)
                total = PARAMETERS.get(f"{node}.totaal.{need}.{level}.{phase}", TODAY)
                assert fixed.value + variable.value == total.value

    @given(
        st.sampled_from(PARAMETERS.names()), st.dates(min_value=date(2019, 1, 1), max_value=date(2030, 1, 1))
    )
    def test_periods_never_overlap(self, name: str, on: date) -> None:
        holding = [k for k in PARAMETERS.history(name) if k.valid_from <= on <= (k.valid_to or date.max)]
        assert len(holding) <= 1
        if holding:
            assert PARAMETERS.get(name, on) == holding[0]


class TestFormat:
    def test_decimals_never_pass_through_a_float(self, tmp_path: Path) -> None:
        parameters = one(tmp_path, ("2026-01-01", "0.1000000000000000000001"))
        assert parameters.get("proef", TODAY).value == Decimal("0.1000000000000000000001")

    def test_null_ends_a_value(self, tmp_path: Path) -> None:
        parameters = one(tmp_path, ("2026-01-01", "5"), ("2026-03-01", "null"))
        assert parameters.get("proef", date(2026, 2, 28)).valid_to == date(2026, 2, 28)
        with pytest.raises(NoValue, match="tot en met 28 februari 2026"):
            parameters.get("proef", date(2026, 3, 1))

    def test_only_null_is_never_known(self, tmp_path: Path) -> None:
        with pytest.raises(NoValue, match="Geen bron geeft een waarde") as gap:
            one(tmp_path, ("2026-01-01", "null")).get("proef", TODAY)
        assert gap.value.known_from is None

    def test_order_in_the_file_does_not_matter(self, tmp_path: Path) -> None:
        parameters = one(tmp_path, ("2026-03-01", "6"), ("2026-01-01", "5"))
        assert parameters.get("proef", date(2026, 2, 1)).value == 5
        assert parameters.get("proef", date(2026, 3, 1)).value == 6

    @pytest.mark.parametrize(
        ("text", "message"),
        [
            ("- een lijst", "must hold a block of names"),
            ("a: [", "not valid YAML"),
            ("values: {2026-01-01: {value: 1}}", "no description"),
            ("description: X\nvalues: {}", "no values"),
            ("description: X\nvalues: {2026-01-01: 5}", "needs `value` and `metadata`"),
            ("description: X\nvalues: {2026-01-01: {value: 1}}", "no reference"),
            (
                "description: X\nvalues: {2026-01-01: {value: veel, metadata: {reference: R}}}",
                "write a number",
            ),
            (
                "description: X\nvalues: {2026-01-01: {value: true, metadata: {reference: R}}}",
                "write a number",
            ),
            (
                "description: X\nvalues: {2026-01-01: {value: .nan, metadata: {reference: R}}}",
                ".nan is not an ordinary number",
            ),
            ("description: X\nvalues: {2026: {value: 1, metadata: {reference: R}}}", "YYYY-MM-DD"),
            (
                "description: X\nvalues: {2026-01-01: {value: 1, metadata: {reference: R}}}",
                "unit: Field required",
            ),
            (
                "description: X\nfrom: 1\nvalues: {2026-01-01: {value: 1, metadata: {reference: R}}}",
                "unknown keys",
            ),
            ("description: X\nmetadata: veel\nvalues: {}", "must be a block of keys"),
            ("naam: los", "must be a block with values"),
        ],
    )
    def test_a_wrong_file_is_refused_in_words(self, tmp_path: Path, text: str, message: str) -> None:
        with pytest.raises(ParameterError, match=re.escape(message)) as error:
            load_parameters(folder(tmp_path, text))
        assert "proef" in str(error.value)

    @pytest.mark.parametrize(
        ("old", "new"),
        [
            ("unit: EUR", "unit: knikkers"),
            ("confidence: hoog", "confidence: zeker"),
            ("sources: [gr-2026-00367-overeenkomst#art-5]", "sources: []"),
            ("indexed: false", "indexed: misschien"),
            ("reviewed_on: 2026-11-22", "reviewed_on: gisteren"),
            ("indexed: false", "indexed: false, valuta: EUR"),
        ],
    )
    def test_wrong_metadata_is_refused(self, tmp_path: Path, old: str, new: str) -> None:
        text = FILE.format(values=VALUE.format(start="2026-01-01", value=1)).replace(old, new)
        with pytest.raises(ParameterError, match="metadata of 'proef' is wrong"):
            load_parameters(folder(tmp_path, text))

    def test_the_same_start_twice_is_refused(self, tmp_path: Path) -> None:
        with pytest.raises(ParameterError, match="the same key stands twice"):
            one(tmp_path, ("2026-01-01", "5"), ("2026-01-01", "6"))

    def test_an_empty_folder_is_refused(self, tmp_path: Path) -> None:
        with pytest.raises(ParameterError, match="No parameter files"):
            load_parameters(tmp_path)

    def test_a_file_that_is_not_text_is_refused(self, tmp_path: Path) -> None:
        (tmp_path / "proef.yaml").write_bytes(b"\xff\xfe\x00")
        with pytest.raises(ParameterError, match="Cannot read"):
            load_parameters(tmp_path)

    def test_the_files_keep_to_the_keys_of_openfisca(self) -> None:
        common = {"description", "metadata", "documentation"}

        def look(path: str, node: object) -> None:
            assert isinstance(node, dict), path
            if "values" in node:
                assert set(node) <= common | {"values"}, path
                for start, value in node["values"].items():
                    assert re.fullmatch(r"\d{4}-\d{2}-\d{2}", str(start)), path
                    assert set(value) <= {"value", "metadata"}, path
                return
            for name, below in node.items():
                if name not in common:
                    assert re.fullmatch(r"[a-z][a-z0-9_]*", name), path
                    look(f"{path}.{name}", below)

        for file in sorted(DEFAULT_ROOT.glob("*.yaml")):
            look(file.stem, yaml.safe_load(file.read_text(encoding="utf-8")))


class TestOverrides:
    OWN = """
tarief_gent.basis.eerste_fase:
  values:
    2026-09-01: {value: 1224.00, metadata: {reference: "Tariefbrief van de stad, invoer van een beheerder"}}
"""

    def load(self, tmp_path: Path, text: str) -> Parameters:
        path = tmp_path / "eigen.yaml"
        path.write_text(text, encoding="utf-8")
        return load_parameters(overrides=path)

    def test_a_site_adds_its_own_value_from_a_day(self, tmp_path: Path) -> None:
        parameters = self.load(tmp_path, self.OWN)
        name = "tarief_gent.basis.eerste_fase"
        before, after = (parameters.get(name, day) for day in (date(2026, 8, 31), date(2026, 9, 1)))
        assert (before.value, before.site) == (Decimal(1200), False)
        assert (after.value, after.site) == (Decimal("1224.00"), True)
        assert before.valid_to == after.valid_from - timedelta(days=1)
        assert after.unit is ParameterUnit.EUR
        assert after.sources == before.sources
        assert parameters.get("tarief_gent.basis.volgende", TODAY).value == 600

    def test_a_value_on_the_same_day_replaces(self, tmp_path: Path) -> None:
        parameters = self.load(tmp_path, self.OWN.replace("2026-09-01", "2026-04-21"))
        assert [k.value for k in parameters.history("tarief_gent.basis.eerste_fase")] == [Decimal("1224.00")]

    @pytest.mark.parametrize(
        ("text", "message"),
        [
            (OWN.replace("eerste_fase", "tweede_fase"), "is not a parameter"),
            (
                OWN.replace('reference: "Tariefbrief van de stad, invoer van een beheerder"', ""),
                "no reference",
            ),
            (OWN.replace("reference:", "unit: percent, reference:"), "cannot change the unit"),
            ("tarief_gent.basis.eerste_fase: 1224", "needs a block with values"),
        ],
    )
    def test_a_wrong_override_is_refused(self, tmp_path: Path, text: str, message: str) -> None:
        with pytest.raises(ParameterError, match=re.escape(message)):
            self.load(tmp_path, text)

    def test_a_missing_override_file_is_refused(self, tmp_path: Path) -> None:
        with pytest.raises(ParameterError, match="Cannot read"):
            load_parameters(overrides=tmp_path / "weg.yaml")
