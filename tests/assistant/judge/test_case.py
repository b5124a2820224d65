"""A fiche for another case than the one that is known says nothing of it."""

from __future__ import annotations

import pytest

from assistant.judge.case import about_another_case, of_another_case, supposes, turns_on, values
from assistant.models import Fact, FactSource
from tests.indexes.fiche_samples import fiche

WAYS = ("mijn gast woont in Brussel, mag dat?", "iemand die in Molenbeek woont", "en wie in Namen woont?")


def known(**said: str) -> dict[str, Fact]:
    return {name: Fact(value=value, source=FactSource.SAID, words=value) for name, value in said.items()}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("hij woont in Gent", {"vlaanderen"}),
        ("hij woont in Brussel", {"brussel"}),
        ("woont hij in Luik of woont hij in Brussel?", {"wallonie", "brussel"}),
        ("wat kost dat?", set()),
    ],
)
def test_the_values_that_a_text_tells(text: str, told: set[str]) -> None:
    assert values("residence", text) == told


def test_a_way_of_asking_counts_unless_it_tells_only_other_values() -> None:
    ghent = known(residence="vlaanderen")
    assert of_another_case("zij woont in Brussel, kan dat?", ["residence"], ghent)
    assert not of_another_case("zij woont in Aalst, kan dat?", ["residence"], ghent)
    assert not of_another_case("kan dat?", ["residence"], ghent)
    assert not of_another_case("woont in Brussel of woont in Gent", ["residence"], ghent)


def test_only_the_needs_of_a_fiche_bear_on_it() -> None:
    one = fiche("x", "Kan het voor wie in Brussel woont?", needs=("residence",))
    assert turns_on(one, known(residence="vlaanderen", employer="privaat")) == {"residence"}
    assert about_another_case(one, WAYS, known(residence="vlaanderen"))
    assert not about_another_case(one, WAYS, known(residence="brussel"))
    assert not about_another_case(one, WAYS, known(employer="privaat"))
    without = fiche("y", "Kan het voor wie in Brussel woont?")
    assert not about_another_case(without, WAYS, known(residence="vlaanderen"))


def test_what_a_few_ways_of_asking_mention_is_not_what_a_fiche_is_about() -> None:
    general = fiche("x", "Wie komt in aanmerking?", needs=("residence",))
    said = (
        "mijn gast woont in Brussel",
        "kan dat?",
        "wie krijgt dat?",
        "voor wie is dat?",
        "mag ik dat vragen?",
    )
    assert not about_another_case(general, said, known(residence="vlaanderen"))


def test_a_title_may_suppose_a_case_that_nobody_spoke_of() -> None:
    school = fiche("x", "Kan een school dat vragen?", needs=("work_status",))
    assert supposes(school, {})
    assert not supposes(school, known(employer="school"))
    assert not supposes(fiche("y", "Kan ik dat vragen?"), {})
