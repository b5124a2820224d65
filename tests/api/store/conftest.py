"""Databases to try the store on: a file always, and the one of `IMW_TEST_POSTGRES`, which is emptied."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import text

from api.store import Store
from api.store.engine import connect
from api.store.records import TurnRecord, turn_record
from assistant.models import Answer, Conversation, Engine, Fact, FactSource, Status, Turn, Unit

POSTGRES = os.environ.get("IMW_TEST_POSTGRES", "")
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
DAY = timedelta(days=1)

FACTS = {
    "need_years": Fact(value=5, unit=Unit.YEAR, source=FactSource.SAID, words="voor vijf jaar"),
    "fraction": Fact(value=Decimal("0.80"), source=FactSource.SAID, words="4/5"),
    "hired_on": Fact(value=date(2026, 3, 1), source=FactSource.SAID, words="1 maart 2026"),
    "registered": Fact(value=False, source=FactSource.ASSUMED, words="nog niet geregistreerd"),
    "employer": Fact(value="school", source=FactSource.SAID, words="onze school"),
}


class Clock:
    """A clock that stands still until it is set on."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(
    params=[
        "sqlite",
        pytest.param(
            "postgres", marks=pytest.mark.skipif(not POSTGRES, reason="IMW_TEST_POSTGRES names no database")
        ),
    ]
)
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return str(tmp_path / "map" / "imw.sqlite3")
    engine = connect(POSTGRES)
    with engine.begin() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    engine.dispose()
    return POSTGRES


@pytest.fixture
def open_store(address: str, clock: Clock) -> Iterator[Callable[[], Store]]:
    """Opens the same database as often as wanted."""
    opened: list[Store] = []

    def make() -> Store:
        opened.append(Store(address, keep=30 * DAY, links=7 * DAY, clock=clock))
        return opened[-1]

    yield make
    for one in opened:
        one.close()


@pytest.fixture
def store(open_store: Callable[[], Store]) -> Store:
    return open_store()


def record(
    conversation_id: str = "gesprek",
    answer_id: str = "antwoord",
    *,
    first: bool = True,
    status: Status = Status.ANSWERED,
    question: str = "Hoeveel bedraagt de loonpremie?",
    at: datetime = NOW,
    turns: int = 1,
) -> TurnRecord:
    """A turn with an invented answer."""
    answer = Answer(
        conversation_id=conversation_id,
        answer_id=answer_id,
        status=status,
        as_of=date(2026, 11, 22),
        answer="Een antwoord.",
        facts=FACTS,
        engine=Engine(corpus="c", index=None, lexical=True, dense=None),
    )
    turn = Turn(question=question, topic="loonpremie", status=status, answer_id=answer_id)
    after = Conversation(id=conversation_id, facts=FACTS, turns=(turn,) * turns)
    return turn_record(answer, after, first=first, audience=None, at=at)
