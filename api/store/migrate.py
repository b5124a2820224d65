"""Bringing the tables up to date. One process does it at a time; the others wait for it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from filelock import FileLock
from sqlalchemy import Connection, Engine, text

from api.store.engine import WRITES, file_of

_STEPS = Path(__file__).with_name("migrations")
_POSTGRES_LOCK = 0x1_4D57
"""Any number that no other program uses for its own lock in the same database."""
_PATIENCE_SECONDS = 60


def migrate(engine: Engine) -> None:
    """Apply the steps that are missing.

    Raises:
        alembic.util.CommandError: the database comes from a newer version of the program.
        filelock.Timeout: another process has been busy with it for a minute.
        SQLAlchemyError, OSError: the database cannot be reached or written.
    """
    with engine.connect() as connection:
        if is_current(connection):
            return
    with _alone(engine), engine.execution_options(**WRITES).begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _POSTGRES_LOCK})
        command.upgrade(_config(connection), "head")


def is_current(connection: Connection) -> bool:
    """Whether no step is missing; writes nothing, so that a database that cannot be written is still read."""
    heads = ScriptDirectory.from_config(_config(connection)).get_heads()
    return set(MigrationContext.configure(connection).get_current_heads()) == set(heads)


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(_STEPS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


@contextmanager
def _alone(engine: Engine) -> Iterator[None]:
    """Keep out other processes of this machine; PostgreSQL has a lock in the transaction itself."""
    file = file_of(engine.url)
    if file is None:
        yield
        return
    with FileLock(f"{file}.lock", timeout=_PATIENCE_SECONDS):
        yield
