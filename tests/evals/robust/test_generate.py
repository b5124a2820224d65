"""Questions from templates: enough of them, the same for the same seed, spread, with true facts."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from assistant.models import Language
from evals.robust.generate import Group, sample
from evals.robust.templates import (
    Filler,
    Named,
    Slot,
    Template,
    TemplateError,
    load_slots,
    load_templates,
)
from evals.robust.variants import Kind, varied

TEMPLATES, SLOTS = load_templates(), load_slots()


def generated(count: int = 500, seed: int = 1, variants: int = 1) -> list[Group]:
    return sample(TEMPLATES, SLOTS, count=count, seed=seed, variants=variants)


def texts(groups: list[Group]) -> list[tuple[tuple[str, ...], str]]:
    return [(g.earlier, asked.text) for g in groups for asked in (g.base, *g.variants)]


def test_there_are_enough_templates_in_three_languages() -> None:
    assert len(TEMPLATES) >= 250
    assert {named.template.language for named in TEMPLATES} == set(Language)


def test_a_full_run_asks_more_than_ten_thousand_different_questions() -> None:
    assert len(set(texts(generated(count=10_500, variants=len(Kind))))) >= 10_000


def test_a_seed_makes_the_same_questions_and_another_seed_others() -> None:
    assert texts(generated(seed=4)) == texts(generated(seed=4))
    assert texts(generated(seed=4)) != texts(generated(seed=5))


def test_a_sample_has_the_size_asked_and_reaches_every_family() -> None:
    groups = generated(count=500)
    assert sum(group.size for group in groups) == pytest.approx(500, abs=1)
    asked = Counter(group.named.id for group in groups)
    assert {group.named.family for group in groups} == {named.family for named in TEMPLATES}
    assert max(asked.values()) == 1


def test_every_kind_of_change_occurs_in_a_sample() -> None:
    kinds = {asked.kind for group in generated(count=2000) for asked in group.variants}
    assert kinds == set(Kind)


def test_no_place_or_choice_is_left_open() -> None:
    for earlier, text in texts(generated(count=3000, seed=9)):
        assert not re.search(r"[{}<>]", " ".join((*earlier, text)))


def test_the_facts_of_a_question_are_those_in_its_words() -> None:
    slot = Slot(
        field="quarter",
        fillers=(
            Filler(value="7", forms={Language.NL: ("het zevende kwartaal",)}),
            Filler(value="2", forms={Language.NL: ("het tweede kwartaal",)}),
        ),
    )
    named = Named(
        id="x-001", family="x", template=Template(ask=("hoeveel in {quarter}",), rule="loonpremie"), expect=()
    )
    groups = sample([named], {"quarter": slot}, count=50, seed=1, variants=0)
    said = {group.base.text: dict(group.facts) for group in groups}
    assert said == {
        "hoeveel in het zevende kwartaal": {"quarter": "7"},
        "hoeveel in het tweede kwartaal": {"quarter": "2"},
    }


def test_all_orders_of_a_template_get_the_same_values() -> None:
    for group in generated(count=3000):
        for asked in group.variants:
            if asked.kind is Kind.ORDER:
                digits = [sorted(re.findall(r"\d+", text)) for text in (group.base.text, asked.text)]
                assert digits[0] == digits[1]


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        (Kind.UPPER, "Wat kost dat?", "WAT KOST DAT?"),
        (Kind.BARE, "Wat kost dat, in 2.5 uur? (ja)", "Wat kost dat in 2.5 uur (ja)"),
        (Kind.FLEMISH, "Kan u zeggen wat u doet?", "kunt ge zeggen wat ge doet?"),
        (Kind.FLEMISH, "Hoeveel uur is dat?", None),
        (Kind.UPPER, "IMW?", None),
    ],
)
def test_a_change(kind: Kind, text: str, expected: str | None) -> None:
    assert varied(kind, text, Language.NL, (), 1) == expected


def test_a_typing_error_is_one_and_never_in_a_number_or_a_protected_word() -> None:
    text = "Telt bachelor ergotherapie in kwartaal 12?"
    for seed in range(60):
        changed = varied(Kind.TYPO, text, Language.NL, ("bachelor ergotherapie",), seed)
        assert changed is not None
        assert "bachelor ergotherapie" in changed
        assert "12" in changed
        assert sum(a != b for a, b in zip(text.split(), changed.split(), strict=True)) == 1


def test_politeness_keeps_the_question_whole() -> None:
    changed = varied(Kind.POLITE, "Hoeveel is dat", Language.FR, (), 3)
    assert changed is not None
    assert "Hoeveel is dat?" in changed


def test_a_place_without_a_slot_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("family: a\ntemplates: [{ask: ['wat kost {onbekend}']}]", "utf-8")
    with pytest.raises(TemplateError, match="onbekend"):
        load_templates(tmp_path)


@pytest.mark.parametrize(
    "content", ["family: a\ntemplates: []", "family: a\nmore: 1\ntemplates: [{ask: [x]}]"]
)
def test_a_file_that_does_not_fit_is_named(content: str, tmp_path: Path) -> None:
    (tmp_path / "soort.yaml").write_text(content, "utf-8")
    with pytest.raises(TemplateError, match=r"soort\.yaml"):
        load_templates(tmp_path)


def test_an_empty_folder_is_said(tmp_path: Path) -> None:
    with pytest.raises(TemplateError, match="no templates"):
        load_templates(tmp_path)
