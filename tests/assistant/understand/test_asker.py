from __future__ import annotations

import pytest

from assistant.models import Audience
from assistant.understand.asker import asker


@pytest.mark.parametrize(
    ("said", "who"),
    [
        ("wat moet mijn baas daarvoor doen", Audience.WERKNEMER),
        ("Mijn dochter zit in het buitengewoon onderwijs, waar begint ze?", Audience.WERKNEMER),
        ("ik werk bij de gemeente, heb ik er recht op?", Audience.WERKNEMER),
        ("krijg ik iets voor mijn werknemer", Audience.WERKGEVER),
        ("Wij zijn een kleine bakkerij in Gent", Audience.WERKGEVER),
        ("ik wil iemand met autisme aanwerven", Audience.WERKGEVER),
        ("ik ben jobcoach, mag ik tekenen?", Audience.COACH),
        ("mon patron peut demander ça ?", Audience.WERKNEMER),
        ("hoeveel bedraagt de loonpremie?", None),
        ("mijn werknemer vraagt of mijn baas moet tekenen", None),
    ],
)
def test_who_asks(said: str, who: Audience | None) -> None:
    assert asker(said) is who
