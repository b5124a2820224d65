"""Writing beside the answering: in order, again after a failure, and to the end."""

from __future__ import annotations

import asyncio
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from api.store import Keeper, Store, StoreUnavailable
from tests.api.store.conftest import DAY, NOW, Clock, record


def a_store(path: Path, clock: Callable[[], object] | None = None) -> Store:
    more = {"clock": clock} if clock else {}
    return Store(str(path), keep=30 * DAY, links=DAY, **more)  # type: ignore[arg-type]


def until(true: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 20
    while not true() and time.monotonic() < deadline:
        time.sleep(0.01)
    assert true()


def test_everything_is_written_before_it_closes(tmp_path: Path) -> None:
    path = tmp_path / "imw.sqlite3"
    keeper = Keeper(a_store(path))
    keeper.remember(record)
    for number in range(50):
        keeper.remember(lambda n=number: record(answer_id=f"a{n}", first=False))  # type: ignore[misc]
    keeper.close()
    keeper.close()
    with closing(a_store(path)) as store:
        assert store.counts().turns == 51


def test_what_is_asked_of_it_sees_what_was_given_before(tmp_path: Path) -> None:
    keeper = Keeper(a_store(tmp_path / "imw.sqlite3"))
    keeper.remember(record)
    assert asyncio.run(keeper.run(lambda store: store.turn("antwoord"))) is not None
    keeper.close()


def test_a_failure_is_told_and_tried_again(tmp_path: Path) -> None:
    path = tmp_path / "imw.sqlite3"
    keeper = Keeper(a_store(path), pause=0)
    keeper.remember(record)
    asyncio.run(keeper.run(lambda store: store.counts()))
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        keeper.remember(lambda: record(answer_id="b", first=False))
        until(lambda: keeper.status().problem is not None)
        assert keeper.status().waiting == 1
        other.execute("ROLLBACK")
    keeper.remember(lambda: record(answer_id="c", first=False))
    until(lambda: keeper.status().waiting == 0)
    assert keeper.status().problem is None
    assert asyncio.run(keeper.run(lambda store: store.counts())).turns == 3
    keeper.close()


def test_what_is_deleted_while_the_database_fails_does_not_come_back(tmp_path: Path) -> None:
    path = tmp_path / "imw.sqlite3"
    keeper = Keeper(a_store(path), pause=0)
    keeper.remember(record)
    asyncio.run(keeper.run(lambda store: store.counts()))
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        keeper.remember(lambda: record(answer_id="b", first=False))
        keeper.remember(lambda: record("ander", "ander"))
        with pytest.raises(StoreUnavailable, match="bezet"):
            asyncio.run(keeper.forget("gesprek"))
        other.execute("ROLLBACK")
    keeper.close()
    with closing(a_store(path)) as store:
        assert store.conversation("gesprek") is None
        assert store.conversation("ander") is not None


def test_too_much_that_waits_is_counted_as_lost(tmp_path: Path) -> None:
    file = tmp_path / "bestand"
    file.touch()
    keeper = Keeper(a_store(file / "imw.sqlite3"), most_waiting=2)
    for number in range(5):
        keeper.remember(lambda n=number: record(f"g{n}", f"a{n}"))  # type: ignore[misc]
    until(lambda: keeper.status().lost == 3)
    assert keeper.status().waiting == 2
    assert keeper.status().problem is not None
    keeper.close()


def test_a_record_that_cannot_be_made_holds_up_nothing(tmp_path: Path) -> None:
    keeper = Keeper(a_store(tmp_path / "imw.sqlite3"))

    def broken() -> object:
        raise RuntimeError("stuk")

    keeper.remember(broken)  # type: ignore[arg-type]
    keeper.remember(record)
    assert asyncio.run(keeper.run(lambda store: store.counts())).turns == 1
    keeper.close()


def test_it_purges_at_start_and_again(tmp_path: Path, clock: Clock) -> None:
    path = tmp_path / "imw.sqlite3"
    with closing(a_store(path, clock)) as store:
        store.add([record(), record("jong", "jong", at=NOW + 20 * DAY)])
    clock.now = NOW + 31 * DAY
    keeper = Keeper(a_store(path, clock), purge_every=timedelta(milliseconds=50))
    assert asyncio.run(keeper.run(lambda store: store.counts())).conversations == 1
    clock.now = NOW + 60 * DAY
    until(lambda: asyncio.run(keeper.run(lambda store: store.counts())).conversations == 0)
    keeper.close()
