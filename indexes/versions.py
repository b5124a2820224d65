"""Index versions on disk: each in a folder of its own, one of them current.

    <folder>/CURRENT              the name of the version in use; replaced in one step
    <folder>/<version>/           one complete index; `manifest.json` is written last
    <folder>/writer.lock          held by the one process that builds

Readers never see a version change under them: they hold the one they opened until they open again.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

from filelock import FileLock, Timeout
from pydantic import ValidationError

from corpus.kept import FOLDER_VARIABLE, default_folder
from indexes.models import IndexManifest, SearchIndexError

__all__ = [
    "FOLDER_VARIABLE", "current", "default_folder", "manifest", "new_version", "publish", "unfinished",
    "unwritable", "writer",
]  # fmt: skip

_CURRENT = "CURRENT"
_MANIFEST = "manifest.json"
_LOCK = "writer.lock"
_REBUILD = "Bouw de index opnieuw met: imw index build"


def current(folder: Path) -> Path | None:
    """The folder of the version in use, or None when there is none.

    Raises:
        SearchIndexError: it is named but not there, or the name cannot be read.
    """
    try:
        name = (folder / _CURRENT).read_text(encoding="utf-8").strip()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise SearchIndexError(f"De index in {folder} kan niet gelezen worden.", _REBUILD) from error
    if not name or Path(name).name != name or not (folder / name).is_dir():
        raise SearchIndexError(f"De index in {folder} verwijst naar een versie die er niet is.", _REBUILD)
    return folder / name


def manifest(version: Path) -> IndexManifest:
    """What a version was made of.

    Raises:
        SearchIndexError: there is no manifest, or it cannot be read.
    """
    try:
        return IndexManifest.model_validate_json((version / _MANIFEST).read_bytes())
    except (OSError, ValidationError) as error:
        raise SearchIndexError(
            f"De beschrijving van de index in {version} is onleesbaar.", _REBUILD
        ) from error


def unfinished(folder: Path) -> tuple[Path, ...]:
    """Versions without a manifest: being built, or broken off."""
    return tuple(v for v in _versions(folder) if not (v / _MANIFEST).is_file())


@contextmanager
def writer(folder: Path) -> Iterator[None]:
    """Be the one process that writes in this folder; leftovers of a build that broke off are cleared away.

    Raises:
        SearchIndexError: another process is writing, or the folder does not accept files.
    """
    lock = FileLock(folder / _LOCK)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock.acquire(timeout=0)
    except Timeout as error:
        raise SearchIndexError(
            "Een ander proces is de index al aan het bouwen.",
            "Wacht tot het klaar is en probeer dan opnieuw.",
        ) from error
    except (OSError, NotImplementedError) as error:
        raise unwritable(folder, error) from error
    try:
        for leftover in unfinished(folder):
            shutil.rmtree(leftover, ignore_errors=True)
        yield
    finally:
        lock.release()


@contextmanager
def new_version(folder: Path, fingerprint: str) -> Iterator[Path]:
    """An empty folder for a version; removed again, with all in it, when the build does not succeed."""
    version = folder / f"{fingerprint}-{uuid4().hex[:8]}"
    version.mkdir()
    try:
        yield version
    except BaseException:
        shutil.rmtree(version, ignore_errors=True)
        raise


def publish(folder: Path, version: Path, made: IndexManifest) -> None:
    """Complete a version, make it the current one in one step, and drop all but the one before it."""
    before = _readable_current(folder)
    _replace(version / _MANIFEST, made.model_dump_json(indent=2))
    _replace(folder / _CURRENT, version.name)
    for old in _versions(folder):
        if old not in (version, before):
            shutil.rmtree(old, ignore_errors=True)


def unwritable(folder: Path, error: Exception) -> SearchIndexError:
    """The message for a folder or disk that does not take the index."""
    return SearchIndexError(
        f"De index kan niet bewaard worden in {folder}: {_reason(error)}.",
        f"Maak plaats vrij of geef schrijfrechten, of kies een andere map met {FOLDER_VARIABLE}. "
        "De vorige index is niet aangeraakt.",
    )


def _reason(error: Exception) -> str:
    if isinstance(error, PermissionError):
        return "er mag niet geschreven worden"
    text = str(error).lower()
    if "full" in text or "no space" in text or "too large" in text or "quota" in text:
        return "er is geen plaats meer op de schijf"
    if isinstance(error, OSError) and error.strerror:
        return f"het systeem meldt '{error.strerror}'"
    return "de schijf weigert"


def _readable_current(folder: Path) -> Path | None:
    try:
        return current(folder)
    except SearchIndexError:
        return None


def _versions(folder: Path) -> tuple[Path, ...]:
    try:
        return tuple(sorted(entry for entry in folder.iterdir() if entry.is_dir()))
    except OSError:
        return ()


def _replace(path: Path, text: str) -> None:
    """Write a small file in one step, so that nobody ever reads half of it."""
    fresh = path.with_name(f"{path.name}.new")
    with fresh.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)
