"""What the corpus is made of: documents, and the provisions they are cut into.

Everything here is frozen: a provision is cited by id and span, so it must not change once it is loaded.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property

from pydantic import BaseModel, ConfigDict, Field


class Kind(StrEnum):
    """What sort of text a document is."""

    DECREET = "decreet"
    BESLUIT_VLAAMSE_REGERING = "besluit_vlaamse_regering"
    MINISTERIEEL_BESLUIT = "ministerieel_besluit"
    GEMEENTERAADSBESLUIT = "gemeenteraadsbesluit"
    MODELOVEREENKOMST = "modelovereenkomst"
    SAMENWERKINGSOVEREENKOMST = "samenwerkingsovereenkomst"
    ARTIKEL = "artikel"
    METHODIEK = "methodiek"
    FEITEN = "feiten"


class Authority(StrEnum):
    """Who speaks: the legislator, the city, a commentator, an outside page, or we ourselves in a summary."""

    LAW = "law"
    CITY = "city"
    COMMENTARY = "commentary"
    EXTERNAL = "external"
    SUMMARY = "summary"


OWN_WORDS = frozenset({Authority.EXTERNAL, Authority.SUMMARY})
"""Texts in our own words: never shown in quotation marks, and below every source."""


class Scope(StrEnum):
    """Which measure a passage is about. Passages of another measure never answer an IMW question silently."""

    INDIVIDUEEL = "individueel"
    COLLECTIEF = "collectief"
    BEGELEID_WERKEN = "begeleid-werken"
    BELEID_GENT = "beleid-gent"


class Confidence(StrEnum):
    """How sure we are of a fact from outside the source documents."""

    HOOG = "hoog"
    MIDDEL = "middel"
    LAAG = "laag"


class ProvisionKind(StrEnum):
    """The structural role of a provision in its document."""

    DOCUMENT_TITLE = "title"
    HEADING = "heading"
    CHAPTER = "chapter"
    SECTION = "section"
    ARTICLE = "article"
    ANNEX = "annex"
    PARAGRAPH = "paragraph"
    LID = "lid"
    POINT = "point"
    LETTER = "letter"
    ROW = "row"
    INTRO = "intro"
    """The words of a lid or item that introduce its list; the list is not part of it."""
    NOTE = "note"
    """The source's note on an amendment (`(1)<MB 2024-03-04/02, ...>`)."""


class CatalogEntry(BaseModel):
    """The identity of one document, as `catalog.yaml` states it. A date that no source gives is null."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    title: str
    full_title: str
    kind: Kind
    authority: Authority
    rank: int = Field(ge=1, le=5, description="1 law text ... 5 facts from elsewhere; the lower ranks first")
    issuer: str
    issued: date | None = None
    in_force_from: date | None = None
    in_force_to: date | None = None
    consolidated_to: date | None = None
    language: str = "nl"
    official: bool = Field(
        description="issued by the authority itself; own-words text and commentary are not"
    )
    status_note: str = Field(description="one plain Dutch sentence on what the text is and is not")
    url: str | None = None
    scope: Scope
    scope_overrides: Mapping[str, Scope] = Field(default_factory=dict, description="locator -> scope")
    version: str = Field(description="names the state of the text that is stored")
    identity: Mapping[str, str] = Field(default_factory=dict, description="official numbers such as numac")


@dataclass(frozen=True, slots=True)
class Provision:
    """The smallest citable unit, or a unit that holds smaller ones (article, chapter, list).

    `start` and `end` are Unicode code points in the stored text of the document, end exclusive, and
    `text` is exactly that slice.
    """

    document: str
    locator: str
    kind: ProvisionKind
    text: str
    start: int
    end: int
    breadcrumb: tuple[str, ...]
    """Headings from the document title down to this provision, in the source's words."""
    label: str
    """How a reader names the place in Dutch: "artikel 5, lid 2, punt 1"."""
    scope: Scope
    parent: str | None = None
    """Locator of the enclosing provision."""
    children: tuple[str, ...] = ()
    lead: str = ""
    """The sentence or table header that introduces this item; not part of the provision's own text."""
    confidence: Confidence | None = None
    """Only for facts from elsewhere."""

    @property
    def id(self) -> str:
        """`<document>#<locator>`, as cited."""
        return f"{self.document}#{self.locator}"

    @property
    def is_leaf(self) -> bool:
        """True when nothing smaller inside it can be cited."""
        return not self.children


@dataclass(frozen=True)
class Document:
    """One source text with its identity and its provisions in reading order."""

    entry: CatalogEntry
    text: str
    sha256: str
    provisions: tuple[Provision, ...]
    aliases: Mapping[str, str] = field(default_factory=dict)
    """Other names of places, each with the locator it stands for."""

    @property
    def id(self) -> str:
        """The fixed document id."""
        return self.entry.id

    @property
    def version(self) -> str:
        """What a citation states: the named version and the first digits of the text's hash."""
        return f"{self.entry.version}+{self.sha256[:12]}"

    @cached_property
    def by_locator(self) -> Mapping[str, Provision]:
        """Provisions by locator."""
        return {p.locator: p for p in self.provisions}

    def provision(self, locator: str) -> Provision:
        """The provision at a locator or an alias (`art-9-lid-1` of a one-lid article).

        Raises:
            KeyError: no such place.
        """
        return self.by_locator[self.aliases.get(locator, locator)]

    def in_force(self, on: date) -> bool:
        """Whether the text applies on a day; an unknown start or end does not exclude it."""
        start, end = self.entry.in_force_from, self.entry.in_force_to
        return (start is None or start <= on) and (end is None or on <= end)


@dataclass(frozen=True)
class Corpus:
    """All documents. `fingerprint` changes when any text or catalogue entry changes."""

    documents: Mapping[str, Document]
    fingerprint: str
    problems: tuple[str, ...] = field(default=())
    """Plain sentences on documents that could not be loaded; the rest of the corpus works on."""

    def provision(self, provision_id: str) -> Provision:
        """The provision with this id.

        Raises:
            KeyError: no such document or locator.
        """
        document, _, locator = provision_id.partition("#")
        return self.documents[document].provision(locator)

    def provisions(self) -> Iterator[Provision]:
        """Every provision of every document, in reading order."""
        for document in self.documents.values():
            yield from document.provisions


def is_within(locator: str, ancestor: str) -> bool:
    """Whether a locator is the ancestor itself or lies below it, compared by segment.

    art-1 does not hold art-10, and not art-1--2, which is another place with the same name.
    """
    return locator == ancestor or (
        locator.startswith(f"{ancestor}-") and not locator.startswith(f"{ancestor}--")
    )
