"""Taking in a document that somebody has: converted, cleaned, parsed, held against what is there, written.

`formats` reads the file, `clean` takes out what a reader does not see, `oddities` names what deserves a look,
`entry` makes the catalogue entry, `intake` puts the change together beside the corpus, `store` writes it.
`compare` and `impact` say what differs between two texts and what rests on it.
"""

from __future__ import annotations

from corpus.ingest.compare import Change, Comparison, PlaceChange, WordChange, compare_documents, with_text
from corpus.ingest.entry import Request
from corpus.ingest.formats import Cleaned, read_document
from corpus.ingest.impact import Impact, impact
from corpus.ingest.intake import Intake, prepare, write
from corpus.ingest.models import Format, IngestError, LeftOut, Oddity, OddityKind

__all__ = [
    "Change",
    "Cleaned",
    "Comparison",
    "Format",
    "Impact",
    "IngestError",
    "Intake",
    "LeftOut",
    "Oddity",
    "OddityKind",
    "PlaceChange",
    "Request",
    "WordChange",
    "compare_documents",
    "impact",
    "prepare",
    "read_document",
    "with_text",
    "write",
]
