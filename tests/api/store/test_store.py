"""What is kept comes back as it was, for as long as it should, and not longer."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text

from api.settings import Settings
from api.store import Store, StoreError, StoreUnavailable
from api.store.engine import connect
from api.store.migrate import _config, migrate
from api.store.records import Withdrawal
from api.store.tables import Base
from assistant.models import Audience, Conversation, Fact, FactSource, Status
from tests.api.store.conftest import DAY, FACTS, NOW, Clock, record
from tests.conftest import ROOT


def test_the_migrations_make_what_the_program_expects(address: str) -> None:
    engine = connect(address)
    if "://" not in address:
        Path(address).parent.mkdir()
    migrate(engine)
    migrate(engine)
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []
    engine.dispose()


def test_processes_that_start_together_do_not_collide(address: str) -> None:
    program = (
        "import sys; from datetime import timedelta as t; from api.store import Store;"
        "s = Store(sys.argv[1], keep=t(1), links=t(1)); s.purge(); print(s.counts().turns)"
    )
    started = [
        subprocess.Popen(
            [sys.executable, "-c", program, address], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        for _ in range(3)
    ]
    for process in started:
        out, err = process.communicate(timeout=90)
        assert (process.returncode, out.strip()) == (0, b"0"), err.decode()


def test_a_conversation_survives_with_the_type_of_every_fact(open_store: Callable[[], Store]) -> None:
    first = open_store()
    first.add([record(), record(answer_id="tweede", first=False, question="En daarna?")])
    first.close()
    kept = open_store().conversation("gesprek")
    assert kept is not None
    assert kept.conversation.facts == FACTS
    assert {n: type(f.value) for n, f in kept.conversation.facts.items()} == {
        n: type(f.value) for n, f in FACTS.items()
    }
    assert [turn.question for turn in kept.conversation.turns] == [
        "Hoeveel bedraagt de loonpremie?",
        "En daarna?",
    ]
    assert kept.conversation.turns[0].topic == "loonpremie"
    assert kept.created_at == kept.used_at == NOW
    assert kept.turns[1].answer.answer_id == "tweede"


def test_the_audience_that_was_said_last_is_kept(store: Store) -> None:
    from dataclasses import replace

    store.add([record(), replace(record(answer_id="b", first=False), audience="coach")])
    store.add([record(answer_id="c", first=False)])
    kept = store.conversation("gesprek")
    assert kept is not None
    assert kept.audience is Audience.COACH


def test_facts_are_replaced(store: Store) -> None:
    store.add([record()])
    new = {"employer": Fact(value="privaat", source=FactSource.SAID, words="een vzw")}
    assert store.set_facts(Conversation(id="gesprek", facts=new))
    assert not store.set_facts(Conversation(id="onbekend", facts=new))
    kept = store.conversation("gesprek")
    assert kept is not None
    assert kept.conversation.facts == new


def test_a_turn_of_a_deleted_conversation_does_not_bring_it_back(store: Store) -> None:
    store.add([record()])
    assert store.forget("gesprek")
    store.add([record(answer_id="later", first=False)])
    assert store.conversation("gesprek") is None
    assert store.turn("later") is None
    assert not store.forget("gesprek")


def test_deleting_takes_everything_along(store: Store) -> None:
    store.add([record(), record("ander", "ander-antwoord")])
    link = store.share(conversation_id="gesprek")
    one = store.share(answer_id="antwoord")
    assert link
    assert one
    assert store.rate("antwoord", useful=False, reason="onvolledig")
    assert store.forget("gesprek")
    assert store.shared(link.token) is None
    assert store.shared(one.token) is None
    counts = store.counts()
    assert (counts.conversations, counts.turns, counts.feedback, counts.links) == (1, 1, 0, 0)


def test_what_cannot_be_kept_does_not_hold_up_the_rest(store: Store) -> None:
    store.add([record()])
    store.add([record("x", "antwoord"), record("y", "goed")])  # the first repeats an id
    assert store.turn("goed") is not None
    assert store.conversation("x") is None
    assert store.status().problem is None


@pytest.mark.parametrize("question", ["nul \x00 teken", "half \ud800 teken", "emoji 🙂 é", "x" * 4_000])
def test_any_text_can_be_kept(store: Store, question: str) -> None:
    store.add([record(question="vraag")])
    from dataclasses import replace

    from api.store.records import storable

    store.add([replace(record(answer_id="t", first=False), question=storable(question))])
    turn = store.turn("t")
    assert turn is not None
    assert turn.question[:4] == question[:4]


class TestFeedback:
    def test_the_last_word_counts(self, store: Store) -> None:
        store.add([record()])
        assert store.rate("antwoord", useful=True, reason="")
        given = store.rate("antwoord", useful=False, reason="Het bedrag ontbreekt. Bel 0470 12 34 56.")
        assert given is not None
        assert "0470" not in given.reason
        (turn,) = store.rated(9)
        assert turn.feedback == given
        assert store.counts().useful == 0

    def test_there_is_none_on_an_unknown_answer(self, store: Store) -> None:
        assert store.rate("onbekend", useful=True, reason="") is None


class TestLinks:
    def test_a_link_is_a_snapshot(self, store: Store) -> None:
        store.add([record()])
        whole = store.share(conversation_id="gesprek")
        store.add([record(answer_id="later", first=False)])
        one = store.share(answer_id="later")
        assert whole
        assert one
        shown = store.shared(whole.token)
        assert shown is not None
        assert [turn.answer_id for turn in shown.turns] == ["antwoord"]
        shown = store.shared(one.token)
        assert shown is not None
        assert [turn.answer_id for turn in shown.turns] == ["later"]

    def test_tokens_are_long_and_not_kept(self, store: Store, address: str) -> None:
        store.add([record()])
        made = [store.share(conversation_id="gesprek") for _ in range(20)]
        tokens = {secret for link in made if link for secret in (link.token, link.key)}
        assert len(tokens) == 40
        assert min(map(len, tokens)) >= 22  # 128 bits at 6 a character
        engine = connect(address)
        with engine.connect() as connection:
            kept = str(connection.execute(text("SELECT * FROM shared_links")).all())
        engine.dispose()
        assert not any(token in kept for token in tokens)

    def test_a_link_ends(self, store: Store, clock: Clock) -> None:
        store.add([record()])
        link = store.share(conversation_id="gesprek")
        assert link
        assert link.expires_at == NOW + 7 * DAY
        clock.now = link.expires_at - timedelta(seconds=1)
        assert store.shared(link.token)
        clock.now = link.expires_at
        assert store.shared(link.token) is None
        assert store.purge().links == 1

    def test_a_link_does_not_outlive_its_conversation(self, store: Store, clock: Clock) -> None:
        store.add([record()])
        clock.now = NOW + 28 * DAY
        link = store.share(conversation_id="gesprek")
        assert link
        assert link.expires_at == NOW + 30 * DAY

    def test_a_link_can_be_withdrawn(self, store: Store) -> None:
        store.add([record()])
        link = store.share(conversation_id="gesprek")
        assert link
        for key in ("", link.token, "é"):
            assert store.unshare(link.token, key) is Withdrawal.REFUSED
        assert store.shared(link.token)
        assert store.unshare(link.token, link.key) is Withdrawal.DONE
        assert store.unshare(link.token, link.key) is Withdrawal.UNKNOWN
        assert store.shared(link.token) is None

    def test_who_holds_the_conversation_withdraws_all_its_links(self, store: Store) -> None:
        store.add([record(), record("ander", "ander-antwoord")])
        whole, one = store.share(conversation_id="gesprek"), store.share(answer_id="antwoord")
        elsewhere = store.share(conversation_id="ander")
        assert whole
        assert one
        assert elsewhere
        kept = store.conversation("gesprek")
        assert kept
        assert kept.links == 2
        assert store.unshare_all("gesprek") == 2
        assert store.shared(whole.token) is None
        assert store.shared(one.token) is None
        assert store.shared(elsewhere.token)

    def test_a_link_from_before_there_were_keys_opens_and_is_not_withdrawn(
        self, store: Store, address: str
    ) -> None:
        store.add([record()])
        link = store.share(conversation_id="gesprek")
        assert link
        engine = connect(address)
        with engine.begin() as connection:
            connection.execute(text("UPDATE shared_links SET key_hash = NULL"))
        engine.dispose()
        assert store.unshare(link.token, link.key) is Withdrawal.REFUSED
        assert store.shared(link.token)
        assert store.unshare_all("gesprek") == 1

    def test_nothing_unknown_is_shared(self, store: Store) -> None:
        assert store.share(conversation_id="onbekend") is None
        assert store.share(answer_id="onbekend") is None
        assert store.shared("onbekend") is None


class TestRetention:
    def test_what_is_too_old_is_not_shown_and_goes(self, store: Store, clock: Clock) -> None:
        store.add([record(), record("nieuw", "ander", at=NOW + 20 * DAY)])
        clock.now = NOW + 30 * DAY
        assert store.conversation("gesprek") is not None
        clock.now += timedelta(seconds=1)
        assert store.conversation("gesprek") is None
        assert store.conversation("nieuw") is not None
        assert store.purge().conversations == 1
        assert store.counts().turns == 1
        assert store.purge().conversations == 0

    def test_using_it_keeps_it(self, store: Store, clock: Clock) -> None:
        store.add([record()])
        store.add([record(answer_id="later", first=False, at=NOW + 20 * DAY)])
        clock.now = NOW + 40 * DAY
        assert store.purge().conversations == 0

    def test_unanswered_questions_can_be_listed(self, store: Store) -> None:
        store.add(
            [
                record(),
                record("b", "b1", status=Status.REFUSED, question="Wat is de btw?"),
                record("c", "c1", status=Status.CLARIFICATION, question="En?"),
            ]
        )
        assert [turn.question for turn in store.unanswered(9)] == ["En?", "Wat is de btw?"]
        assert len(store.unanswered(1)) == 1
        assert store.counts().unanswered == 2


def test_nothing_of_a_deleted_conversation_stays_in_the_file(tmp_path: Path) -> None:
    with closing_store(tmp_path / "imw.sqlite3") as store:
        store.add([record(question="zeldzaamwoordje in een vraag")])
        assert b"zeldzaamwoordje" in contents(tmp_path)
        store.forget("gesprek")
    assert b"zeldzaamwoordje" not in contents(tmp_path)


def contents(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def closing_store(path: Path | str) -> closing[Store]:
    return closing(Store(str(path), keep=30 * DAY, links=7 * DAY))


def test_what_an_earlier_version_kept_is_still_there(tmp_path: Path) -> None:
    path = tmp_path / "imw.sqlite3"
    with closing_store(path) as store:
        store.add([record()])
        link = store.share(conversation_id="gesprek")
    assert link
    engine = connect(str(path))
    with engine.begin() as connection:
        command.downgrade(_config(connection), "0001")
    engine.dispose()
    with closing_store(path) as store:
        kept = store.conversation("gesprek")
        assert kept is not None
        assert (kept.conversation.facts, kept.version) == (FACTS, 0)
        assert store.shared(link.token)
        store.add([record(answer_id="later", first=False)])
        assert store.version("gesprek") == 1


class TestTrouble:
    def test_the_file_is_for_its_owner_alone(self, tmp_path: Path) -> None:
        with closing_store(tmp_path / "imw.sqlite3") as store:
            store.purge()
        assert (tmp_path / "imw.sqlite3").stat().st_mode & 0o077 == 0

    def test_a_newer_database_is_left_alone(self, tmp_path: Path) -> None:
        path = tmp_path / "imw.sqlite3"
        with closing_store(path) as store:
            store.add([record()])
        with closing(sqlite3.connect(path)) as connection, connection:
            connection.execute("UPDATE alembic_version SET version_num = '9999'")
        with closing_store(path) as store, pytest.raises(StoreUnavailable, match="nieuwere versie"):
            store.conversation("gesprek")

    def test_a_database_that_is_busy_says_so(self, tmp_path: Path) -> None:
        path = tmp_path / "imw.sqlite3"
        with closing_store(path) as store:
            store.add([record()])
            with closing(sqlite3.connect(path, isolation_level=None)) as other:
                other.execute("BEGIN EXCLUSIVE")
                with pytest.raises(StoreUnavailable, match="bezet"):
                    store.forget("gesprek")
                assert "bezet" in (store.status().problem or "")
                other.execute("ROLLBACK")
            assert store.forget("gesprek")
            assert store.status().problem is None

    def test_a_file_that_is_no_database_says_so(self, tmp_path: Path) -> None:
        path = tmp_path / "imw.sqlite3"
        path.write_text("dit is geen databank, maar een tekst die lang genoeg is" * 50)
        with closing_store(path) as store, pytest.raises(StoreUnavailable, match="beschadigd"):
            store.purge()

    def test_a_full_disk_says_so(self, tmp_path: Path) -> None:
        path = tmp_path / "imw.sqlite3"
        with closing_store(path) as store:
            store.add([record()])
            with store._engine.connect() as connection:  # as full as a disk can be made in a test
                pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
                connection.exec_driver_sql(f"PRAGMA max_page_count={pages}")
            with pytest.raises(StoreUnavailable, match="schijf is vol"):
                store.add([record("vol", "vol", question="x" * 100_000)])
            assert store.conversation("gesprek") is not None

    def test_a_server_that_is_not_there_says_so_without_its_password(self) -> None:
        pytest.importorskip("psycopg")
        with closing_store("postgresql://imw:geheim@127.0.0.1:9/imw") as store:
            with pytest.raises(StoreUnavailable) as refused:
                store.counts()
            assert "geheim" not in str(refused.value) + str(store.status())
            assert "127.0.0.1" in str(refused.value)

    @pytest.mark.parametrize(
        "address", ["mysql://x/y", "onzin://x", "://", "postgresql+psycopg2zz://x/y", "http://x"]
    )
    def test_an_address_that_is_none_is_refused(self, address: str) -> None:
        with pytest.raises(StoreError, match=r"IMW_STORE|soort"):
            connect(address)


@pytest.mark.parametrize("given", [{"store": "none"}, {"conversation_days": 0}])
def test_a_site_can_keep_nothing(given: dict[str, object], tmp_path: Path) -> None:
    with closing(Store.of(Settings(index=tmp_path / "index", **given))) as store:  # type: ignore[arg-type]
        store.add([record()])
        assert store.counts().turns == 1
        assert store.status().keeps_days == 0
        assert list(tmp_path.iterdir()) == []


def test_by_default_it_stands_beside_the_index(tmp_path: Path) -> None:
    with closing(Store.of(Settings(index=tmp_path / "index"))) as store:
        store.purge()
        assert store.status().keeps_days == Settings().conversation_days
    assert (tmp_path / "imw.sqlite3").is_file()
