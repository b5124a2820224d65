"""What is installed, what is live, and what to do about the rest."""

from __future__ import annotations

import os
import re
import shutil
import socket
import sys
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from importlib import metadata

from api import runtime
from api.settings import Settings
from indexes import embedding
from indexes.models import IndexState, SearchIndexError

_DISTRIBUTION = "imw-assistant"
_OLDEST_PYTHON = (3, 11)
_REQUIREMENT = re.compile(r"[A-Za-z0-9._-]+")


class Severity(StrEnum):
    """`fail` stops the program from working, `warn` takes something away."""

    OK = "ok"
    WARN = "warn"
    FAIL = "fail"


@dataclass(frozen=True)
class Finding:
    """The result of one check; message and remedy in Dutch."""

    name: str
    severity: Severity
    message: str
    remedy: str | None = None


def examine(settings: Settings, port: int) -> list[Finding]:
    """All checks, none of which raises."""
    checks: tuple[Callable[[], Finding], ...] = (
        _python,
        _packages,
        _embedding,
        lambda: _corpus(settings),
        lambda: _index(settings),
        lambda: _folder(settings),
        lambda: _store(settings),
        lambda: _port(port),
        _chromium,
    )
    return [check() for check in checks]


def _python() -> Finding:
    version = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info < _OLDEST_PYTHON:
        wanted = ".".join(map(str, _OLDEST_PYTHON))
        return Finding(
            "python", Severity.FAIL, f"Python {version} is te oud.", f"Installeer Python {wanted} of later."
        )
    return Finding("python", Severity.OK, f"Python {version}.")


def _packages() -> Finding:
    try:
        required = [r for r in metadata.requires(_DISTRIBUTION) or () if "extra ==" not in r]
    except metadata.PackageNotFoundError:
        return Finding(
            "pakketten", Severity.WARN, "Het programma is niet geïnstalleerd.", "Start het met ./imw"
        )
    missing = [name for r in required if (name := _name(r)) and not _installed(name) and not _elsewhere(r)]
    if missing:
        remedy = "Voer ./imw opnieuw uit: het installeert wat ontbreekt."
        return Finding("pakketten", Severity.FAIL, f"Er ontbreekt: {', '.join(missing)}.", remedy)
    return Finding("pakketten", Severity.OK, f"Alle {len(required)} pakketten zijn er.")


def _name(requirement: str) -> str:
    found = _REQUIREMENT.match(requirement)
    return found.group() if found else ""


def _elsewhere(requirement: str) -> bool:
    """Whether a package is meant for another platform than this one."""
    return "platform_system" in requirement and sys.platform != "linux"


def _installed(name: str) -> bool:
    try:
        metadata.version(name)
    except metadata.PackageNotFoundError:
        return False
    return True


def _embedding() -> Finding:
    try:
        embedder = embedding.configured()
    except SearchIndexError as error:
        return Finding("taalvectoren", Severity.WARN, error.sentence, error.remedy)
    if embedder is None:
        remedy = f"Haal {embedding.MODEL_VARIABLE} weg om ook op betekenis te zoeken."
        return Finding("taalvectoren", Severity.WARN, "Zoeken op betekenis staat uit.", remedy)
    return Finding("taalvectoren", Severity.OK, f"{embedder.name}.")


def _corpus(settings: Settings) -> Finding:
    from corpus.check import Severity as Weight
    from corpus.curated import check_everything

    try:
        corpus, _ = runtime.load_sources(settings)
    except runtime.UnusableCorpus as error:
        return Finding("bronnen", Severity.FAIL, str(error), "Zet de bestanden terug en probeer opnieuw.")
    problems = check_everything(corpus, settings.corpus)
    wrong = [p for p in problems if p.severity is Weight.ERROR]
    count = f"{len(corpus.documents)} documenten, {sum(1 for _ in corpus.provisions())} plaatsen"
    if wrong or problems:
        severity = Severity.FAIL if wrong else Severity.WARN
        message = f"{count}; {len(problems)} opmerkingen, waarvan {len(wrong)} fouten."
        return Finding("bronnen", severity, message, "Bekijk ze met: imw corpus check")
    return Finding("bronnen", Severity.OK, f"{count}, in orde.")


def _index(settings: Settings) -> Finding:
    try:
        status = runtime.open_live(settings).index.status()
    except runtime.UnusableCorpus:
        return Finding("index", Severity.FAIL, "Zonder bronnen is er geen index.", "Los eerst de bronnen op.")
    fine = status.state is IndexState.FRESH and status.model is not None
    severity = Severity.OK if fine else Severity.WARN
    return Finding("index", severity, status.sentence, status.remedy)


def _folder(settings: Settings) -> Finding:
    folder = runtime.index_folder(settings)
    existing = next((p for p in (folder, *folder.parents) if p.exists()), folder)
    if existing.is_dir() and os.access(existing, os.W_OK | os.X_OK):
        return Finding("map", Severity.OK, f"In {folder} kan geschreven worden.")
    remedy = "Geef schrijfrechten, of kies een andere map met IMW_INDEX."
    return Finding("map", Severity.WARN, f"In {folder} kan niet geschreven worden.", remedy)


def _store(settings: Settings) -> Finding:
    from api.store import Store, StoreError, StoreUnavailable

    try:
        store = Store.of(settings)
    except StoreError as error:
        return Finding("gesprekken", Severity.FAIL, str(error), "Verbeter IMW_STORE, of haal het weg.")
    try:
        store.purge()
        counts = store.counts()
    except StoreUnavailable as error:
        remedy = "Antwoorden komen nog, maar na een herstart zijn de gesprekken weg."
        return Finding("gesprekken", Severity.WARN, str(error), remedy)
    finally:
        store.close()
    status = store.status()
    kept = f"{status.keeps_days} dagen bewaard" if status.keeps_days else "niet bewaard na het afsluiten"
    return Finding("gesprekken", Severity.OK, f"{counts.conversations}, {kept}, in {status.place}.")


def _port(port: int) -> Finding:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except (OSError, OverflowError):
            remedy = "Kies een andere met: imw serve --port …"
            return Finding("poort", Severity.WARN, f"Poort {port} is bezet.", remedy)
    return Finding("poort", Severity.OK, f"Poort {port} is vrij.")


def _chromium() -> Finding:
    if shutil.which("chromium") or shutil.which("google-chrome"):
        return Finding("browser", Severity.OK, "Chromium is er, voor de tests van de webpagina.")
    remedy = "Alleen nodig voor de tests: sudo apt-get install chromium"
    return Finding(
        "browser", Severity.WARN, "Chromium is er niet; de tests van de webpagina slaan over.", remedy
    )
