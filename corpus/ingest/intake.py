"""One document on its way in: all that would change, worked out beside the corpus and written at once."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from corpus.catalog import load_catalog
from corpus.check import Severity, check
from corpus.ingest.compare import Comparison, compare_documents
from corpus.ingest.entry import Request, entry_for, stepped_aside, takes_over, with_entry
from corpus.ingest.formats import Cleaned, read_document
from corpus.ingest.impact import Curated, Impact, broken, impact, load_curated
from corpus.ingest.models import IngestError, Oddity
from corpus.ingest.oddities import oddities
from corpus.ingest.store import write_together
from corpus.ingest.takeover import step_aside
from corpus.load import PACKAGED, load_corpus
from corpus.lock import FILE_NAME, Difference, compare, read_lock, update_lock
from corpus.models import Corpus, Document

_NOT_DATA = shutil.ignore_patterns("*.py", "__pycache__", "parse", "ingest", ".*")


@dataclass(frozen=True)
class Intake:
    """What taking in a document comes to. `refusals` say, in Dutch, why it cannot be written as it is."""

    document: Document
    read: Cleaned
    oddities: tuple[Oddity, ...]
    comparison: Comparison | None
    """With the text that had the id, when there was one that is not our own summary."""
    impact: Impact | None
    """What must be read again; of a summary that steps aside, all that rests on it."""
    aside: str | None
    """The id that our own summary moves to."""
    lock: Difference
    """What the lock says otherwise of this document."""
    files: Mapping[Path, bytes]
    refusals: tuple[str, ...]


def prepare(
    request: Request, root: Path | None = None, curated: Path | None = None, today: date | None = None
) -> Intake:
    """Work out what taking in a document would change; nothing is written.

    Args:
        request: the file and what the user says of it.
        root: the folder that holds `documents/`, by default the packaged corpus.
        curated: the folder with the fiches, figures and tensions that answers are made from, by default the
            packaged one. Only when it is `root` do citations follow a summary that steps aside.
        today: for the version and the note.

    Raises:
        IngestError: the file or what is said of it cannot be used.
        CorpusError: the corpus itself cannot be read.
    """
    root = root or PACKAGED
    curated = curated or PACKAGED
    entries = {entry.id: entry for entry in load_catalog(root / "documents" / "catalog.yaml")}
    before = entries.get(request.id)
    if before and not request.replace:
        raise IngestError(
            f"Er is al een document ‘{request.id}’ ({before.title}). Kies een andere id, of zeg --replace "
            "om het te vervangen; met ‘imw corpus diff’ ziet u vooraf wat er verandert."
        )
    entry = entry_for(request, before, today or date.today())
    read = read_document(request.file)
    aside = stepped_aside(before) if before and takes_over(request, before) else None
    if aside and aside.id in entries:
        raise IngestError(
            f"De id ‘{aside.id}’, die de samenvatting zou krijgen, is al bezet. Hernoem dat document eerst."
        )
    with tempfile.TemporaryDirectory(prefix="imw-corpus-") as folder:
        stage = _Stage(root, curated, Path(folder) / "corpus", whole=aside is not None)
        catalogue = stage.folder / "documents" / "catalog.yaml"
        text = catalogue.read_text("utf-8")
        if aside and stage.whole:
            step_aside(stage.folder, request.id)
            text = with_entry(text, aside)
        catalogue.write_bytes(with_entry(text, entry).encode())
        (stage.folder / "documents" / f"{entry.id}.md").write_bytes(read.text.encode())
        return _judged(request, stage, read, aside=aside.id if aside else None)


class _Stage:
    """A copy of the corpus beside it: the documents, and where citations must follow a summary, all of it."""

    def __init__(self, root: Path, curated: Path, folder: Path, *, whole: bool) -> None:
        self.root = root
        self.folder = folder
        self.whole = whole and root.resolve() == curated.resolve()
        self.before = load_corpus(root)
        self.rests = load_curated(curated)
        if self.whole:
            shutil.copytree(root, folder, ignore=_NOT_DATA)
            return
        shutil.copytree(root / "documents", folder / "documents", ignore=_NOT_DATA)
        if (root / FILE_NAME).exists():
            shutil.copy(root / FILE_NAME, folder / FILE_NAME)

    def rests_now(self) -> Curated:
        return load_curated(self.folder) if self.whole else self.rests

    def changed(self) -> Iterator[tuple[Path, bytes]]:
        """Each file that differs from the corpus; the catalogue last: it brings a document to life."""
        paths = sorted(p for p in self.folder.rglob("*") if p.is_file())
        for path in sorted(paths, key=lambda p: p.name == "catalog.yaml"):
            real = self.root / path.relative_to(self.folder)
            content = path.read_bytes()
            if not real.exists() or real.read_bytes() != content:
                yield real, content


def _judged(request: Request, stage: _Stage, read: Cleaned, *, aside: str | None) -> Intake:
    after = load_corpus(stage.folder)
    document = after.documents.get(request.id)
    if document is None:
        raise IngestError(" ".join(after.problems) or "Het document kan niet geladen worden.")
    had = stage.before.documents.get(request.id)
    comparison = compare_documents(had, document) if had and not aside else None
    touched = _touched(had, comparison)
    difference = _of(compare(after, read_lock(stage.folder / FILE_NAME)), document.id)
    refusals = [*_lock_refusals(request, difference, aside), *_new_problems(stage, after, request)]
    if request.lock and not refusals:
        update_lock(after, stage.folder / FILE_NAME, [document.id])
    return Intake(
        document=document,
        read=read,
        oddities=oddities(document, read),
        comparison=comparison,
        impact=impact(document.id, touched, stage.rests) if had else None,
        aside=aside,
        lock=difference,
        files=dict(stage.changed()),
        refusals=tuple(refusals),
    )


def _touched(had: Document | None, comparison: Comparison | None) -> frozenset[str]:
    if comparison:
        return comparison.unsettled
    return frozenset(had.by_locator) if had else frozenset()


def write(intake: Intake) -> None:
    """Write the document, its entry and what goes with it: all of it or nothing.

    Raises:
        IngestError: there are refusals, or the folder or disk refuses.
    """
    if intake.refusals:
        raise IngestError(" ".join(intake.refusals))
    write_together(intake.files)


def _lock_refusals(request: Request, difference: Difference, aside: str | None) -> Iterator[str]:
    if request.lock:
        return
    if aside:
        yield (
            f"De samenvatting verhuist naar ‘{aside}’, en haar plaatsen in {FILE_NAME} verhuizen mee. Zeg "
            "--lock als u dat wilt."
        )
    elif difference.changed or difference.removed:
        places = [*difference.changed, *difference.removed]
        yield (
            f"{len(places)} plaatsen die vroeger geciteerd konden worden, zeggen iets anders of zijn weg "
            f"(de eerste: {places[0]}). Lees ze na met ‘imw corpus diff’, en zeg --lock als u de nieuwe "
            "tekst wilt vastleggen."
        )


def _new_problems(stage: _Stage, after: Corpus, request: Request) -> Iterator[str]:
    """What was not wrong before and would be now; the lock has its own sentence."""
    known = {problem.message for problem in check(stage.before, stage.root)}
    for problem in check(after, stage.folder):
        of_lock = FILE_NAME in problem.message or problem.message.startswith(f"{request.id}#")
        if problem.severity is Severity.ERROR and problem.message not in known and not of_lock:
            yield problem.message
    fine = set(broken(stage.before, stage.rests))
    lost = [sentence for sentence in broken(after, stage.rests_now()) if sentence not in fine]
    if lost:
        shown = "; ".join(lost[:3])
        yield (
            f"{len(lost)} verwijzingen van antwoorden, cijfers of tegenspraken zouden nergens meer op "
            f"steunen: {shown}. Pas die eerst aan de nieuwe tekst aan, en voer de opdracht dan opnieuw uit."
        )


def _of(difference: Difference, document: str) -> Difference:
    def own(places: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(place for place in places if place.startswith(f"{document}#"))

    return Difference(own(difference.added), own(difference.changed), own(difference.removed))
