from __future__ import annotations

import pytest

from assistant.understand.perspective import as_the_city


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ("Wat kost onze begeleiding?", "Wat kost de begeleiding van Stad Gent?"),
        ("hoeveel rekenen we aan in kwartaal 3", "hoeveel rekenen Stad Gent aan in kwartaal 3"),
        ("komen jullie ook 's avonds?", "komen Stad Gent ook 's avonds?"),
        ("Zit advies in ons basispakket?", "Zit advies in de basispakket van Stad Gent?"),
        ("betaalt de werkgever ons binnen de maand?", "betaalt de werkgever Stad Gent binnen de maand?"),
    ],
)
def test_the_city_is_named_where_it_is_meant(asked: str, meant: str) -> None:
    assert as_the_city(asked) == meant


@pytest.mark.parametrize(
    "asked",
    [
        "Wij zijn een bakkerij en vragen wat het kost.",
        "Krijgen wij als werkgever de premie?",
        "Wat kost de begeleiding?",
        "Mag onze werknemer thuis werken?",
        "Wederom een vraag over nousjes",
    ],
)
def test_anybody_else_stays_who_they_are(asked: str) -> None:
    assert as_the_city(asked) == asked
