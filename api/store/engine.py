"""Reaching the database: its address, the connection, and what its errors mean to people."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

from alembic.util import CommandError
from filelock import Timeout
from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, SQLAlchemyError
from sqlalchemy.pool import StaticPool

MEMORY = "sqlite://"
WRITES = {"imw_writes": True}
"""Execution option of a transaction that writes: SQLite then takes its lock at once."""
FAILURES = (SQLAlchemyError, CommandError, OSError, Timeout)
"""What can go wrong between us and a database."""
_PATIENCE_SECONDS = 5
_PSYCOPG = "pip install 'imw-assistant[postgres]'"
_EXAMPLE = "bijvoorbeeld postgresql://gebruiker:wachtwoord@server/imw, of het pad van een bestand"


class StoreError(Exception):
    """The address of the database is wrong. The text (Dutch) says what is allowed."""


class StoreUnavailable(Exception):  # noqa: N818 - it describes the state, not a defect
    """The database cannot be used now. The text (Dutch) says why and what to do; it holds no stored text."""


def connect(address: str) -> Engine:
    """An engine for an address: a URL, or the path of an SQLite file. Nothing is opened yet.

    Raises:
        StoreError: it is no address, or its kind of database is not supported here.
    """
    url = _url(address)
    options: dict[str, Any] = {"pool_pre_ping": True}
    if url == make_url(MEMORY):
        options = {"poolclass": StaticPool}
    if url.get_backend_name() == "sqlite":
        options["connect_args"] = {"check_same_thread": False, "timeout": _PATIENCE_SECONDS}
    else:
        options["connect_args"] = {"connect_timeout": _PATIENCE_SECONDS}
    try:
        engine = create_engine(url, **options)
    except ModuleNotFoundError as error:
        raise StoreError(f"Voor deze databank ontbreekt {error.name}. Installeer: {_PSYCOPG}") from None
    if url.get_backend_name() == "sqlite":
        event.listen(engine, "connect", _set_up_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    return engine


def file_of(url: URL) -> Path | None:
    """The file of an SQLite database; None for any other, and for a file that is named by a URI."""
    name = url.database if url.get_backend_name() == "sqlite" else None
    return Path(name) if name and not name.startswith("file:") else None


def shown(url: URL) -> str:
    """Where a database is, without its password."""
    if url == make_url(MEMORY):
        return "het geheugen"
    return str(file_of(url) or url.render_as_string(hide_password=True))


def explain(error: Exception, url: URL) -> str:
    """What went wrong and what to do. Only the kind of error is told: its text may hold what was stored."""
    cause = getattr(error, "orig", None) or error
    place = shown(url)
    if isinstance(error, CommandError):
        return f"De databank ({place}) komt van een nieuwere versie. Werk het programma bij."
    if isinstance(error, Timeout) or _code(cause) in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
        return f"De databank ({place}) is bezet door een ander programma. Sluit dat af."
    if _code(cause) == sqlite3.SQLITE_FULL or getattr(cause, "errno", None) == 28:
        return f"De schijf is vol: in {place} kan niets meer bewaard worden. Maak plaats."
    if _code(cause) == sqlite3.SQLITE_READONLY or isinstance(cause, PermissionError):
        return f"In {place} mag niet geschreven worden. Geef rechten, of kies een plaats met IMW_STORE."
    if _code(cause) in {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}:
        return f"De databank {place} is beschadigd. Zet een kopie terug, of verplaats het bestand."
    return f"De databank ({place}) kan niet gebruikt worden ({type(cause).__name__}). Kijk IMW_STORE na."


def _url(address: str) -> URL:
    if "://" not in address:
        return URL.create("sqlite", database=str(Path(address).expanduser()))
    try:
        url = make_url(address)
        url.get_dialect()
    except (ArgumentError, NoSuchModuleError, ValueError):
        raise StoreError(f"IMW_STORE is geen adres van een databank dat ik ken. Geef {_EXAMPLE}.") from None
    except ModuleNotFoundError:
        pass
    kind = url.get_backend_name()
    if kind not in {"sqlite", "postgresql"}:
        raise StoreError(f"Een databank van de soort ‘{kind}’ gaat niet. Geef {_EXAMPLE}.")
    return url.set(drivername="postgresql+psycopg") if kind == "postgresql" else url


def _code(error: object) -> int | None:
    """The primary SQLite error code; extended ones hold it in their low byte."""
    code = getattr(error, "sqlite_errorcode", None)
    return code & 0xFF if isinstance(code, int) else None


def _set_up_sqlite(connection: Any, _: object) -> None:
    connection.isolation_level = None  # transactions begin where we say so, schema changes included
    cursor = connection.cursor()
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.execute("PRAGMA secure_delete=ON")  # what is deleted is overwritten
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get("imw_writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
