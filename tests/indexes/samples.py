"""A small invented corpus, and an embedder that needs no model, for tests that are not about vectors."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from datetime import date

import numpy as np

from corpus.models import Authority, CatalogEntry, Corpus, Document, Kind, Provision, ProvisionKind, Scope
from indexes.embedding import Progress
from indexes.models import Matrix, Vector

TEXTS = {
    "zwembad": (
        ("Openingsuren", "Het zwembad is elke zaterdag open van negen tot twaalf.", Scope.INDIVIDUEEL),
        ("Tarieven", "Een beurtenkaart voor volwassenen is een jaar geldig.", Scope.INDIVIDUEEL),
        ("Veiligheid", "Kinderen zwemmen alleen onder toezicht van een redder.", Scope.BELEID_GENT),
    ),
    "bibliotheek": (
        ("Uitlenen", "Wie een boek te laat terugbrengt, betaalt een maning.", Scope.COLLECTIEF),
        ("Tarieven", "Een lenerspas voor jongeren is gratis.", Scope.COLLECTIEF),
        ("Herhaling", "Een lenerspas voor jongeren is gratis.", Scope.COLLECTIEF),
    ),
}


def document(
    name: str,
    paragraphs: Iterable[tuple[str, str, Scope]],
    *,
    in_force: tuple[date | None, date | None] = (None, None),
    authority: Authority = Authority.CITY,
) -> Document:
    """A document of headings with one paragraph each."""
    rows = tuple(paragraphs)
    text = "\n\n".join(body for _, body, _ in rows)
    provisions, start = [], 0
    for number, (heading, body, scope) in enumerate(rows, start=1):
        provisions.append(
            Provision(
                document=name,
                locator=f"art-{number}",
                kind=ProvisionKind.ARTICLE,
                text=body,
                start=start,
                end=start + len(body),
                breadcrumb=(f"Reglement {name}", heading),
                label=f"artikel {number}",
                scope=scope,
            )
        )
        start += len(body) + 2
    entry = CatalogEntry(
        id=name,
        title=f"Reglement {name}",
        full_title=f"Reglement {name}",
        kind=Kind.ARTIKEL,
        authority=authority,
        rank=4,
        issuer="Een stad",
        in_force_from=in_force[0],
        in_force_to=in_force[1],
        official=True,
        status_note="Verzonnen voor de proef.",
        scope=Scope.INDIVIDUEEL,
        version="1",
    )
    return Document(entry, text, hashlib.sha256(text.encode()).hexdigest(), tuple(provisions))


def corpus_of(*documents: Document) -> Corpus:
    """A corpus whose fingerprint follows its texts."""
    digest = hashlib.sha256("".join(d.sha256 for d in documents).encode()).hexdigest()
    return Corpus({d.id: d for d in documents}, digest)


def small_corpus() -> Corpus:
    """Two documents, one of them no longer in force."""
    return corpus_of(
        document("zwembad", TEXTS["zwembad"]),
        document("bibliotheek", TEXTS["bibliotheek"], in_force=(date(2020, 1, 1), date(2024, 12, 31))),
    )


class FakeEmbedder:
    """Counts of letter pairs: close enough to meaning to rank, and counts how often it is asked."""

    dimension = 64

    def __init__(self, name: str = "fake") -> None:
        self.name = name
        self.asked: list[str] = []

    def query(self, text: str) -> Vector:
        self.asked.append(text)
        counts = np.full(self.dimension, 0.001, dtype=np.float32)
        for pair in zip(text.lower(), text.lower()[1:], strict=False):
            counts[sum(map(ord, pair)) % self.dimension] += 1
        return np.asarray(counts / np.linalg.norm(counts), dtype=np.float32)

    def passages(self, texts: Sequence[str], progress: Progress | None = None) -> Matrix:
        rows = np.empty((len(texts), self.dimension), dtype=np.float32)
        for i, text in enumerate(texts):
            rows[i] = self.query(text)
            if progress:
                progress(i + 1, len(texts))
        return rows
