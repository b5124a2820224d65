"""What the API tells about documents, provisions, searches and itself; answers are in `assistant.models`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from assistant.models import Decision
from corpus.models import Authority, Confidence, Corpus, Document, Kind, Provision, ProvisionKind, Scope
from indexes.models import Engine, Hit, SearchResult


class View(BaseModel):
    """Base of what the API sends: unknown keys refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class DocumentView(View):
    """The identity of a source text."""

    id: str = Field(examples=["gr-2026-00367-overeenkomst"])
    title: str
    full_title: str
    kind: Kind
    authority: Authority = Field(
        description="who speaks: law, city, commentary, external page, our own summary"
    )
    rank: int = Field(description="1 law text ... 5 facts from elsewhere; the lower ranks first")
    issuer: str
    issued: date | None
    in_force_from: date | None = Field(description="null where no source gives it")
    in_force_to: date | None
    consolidated_to: date | None
    language: str
    official: bool = Field(description="issued by the authority itself")
    status_note: str = Field(description="what the text is and is not (Dutch)")
    url: str | None
    scope: Scope
    version: str
    sha256: str = Field(description="of the stored text in UTF-8")
    provisions: int = Field(description="how many places in it can be cited")


class PlaceView(View):
    """A citable place of a document; spans count Unicode code points, end exclusive."""

    id: str
    locator: str
    label: str
    kind: ProvisionKind
    start: int
    end: int
    parent: str | None


class DocumentTextView(DocumentView):
    """A document with its stored text and the places that can be cited."""

    text: str
    places: tuple[PlaceView, ...]


class DocumentsView(View):
    """All documents."""

    documents: tuple[DocumentView, ...]


class ProvisionView(View):
    """The smallest citable unit, or one that holds smaller ones; `text` is the document from start to end."""

    id: str = Field(examples=["gr-2026-00367-overeenkomst#art-5"])
    document: str
    version: str
    locator: str
    title: str = Field(description="how the place is named to a reader (Dutch)")
    label: str
    kind: ProvisionKind
    breadcrumb: tuple[str, ...]
    text: str
    start: int
    end: int
    lead: str = Field(description="the line or table head that introduces it; not part of the text")
    scope: Scope
    confidence: Confidence | None = Field(description="only for facts from elsewhere")
    official: bool
    in_force_from: date | None
    in_force_to: date | None
    parent: str | None
    children: tuple[str, ...]


class HitView(View):
    """A provision that was found, with what each engine thought of it."""

    provision: ProvisionView
    score: float = Field(description="the fused score; compares hits of one query only")
    scores: Mapping[Engine, float] = Field(description="per engine: BM25, or the cosine")
    ranks: Mapping[Engine, int] = Field(description="per engine, from 1, among what the filters let through")
    equivalents: tuple[str, ...] = Field(description="other provisions with the same words")


class SearchView(View):
    """What a search found, best first."""

    engines: tuple[Engine, ...] = Field(description="the engines that took part")
    hits: tuple[HitView, ...]
    timings_ms: Mapping[str, float]


class CalculatorInputView(View):
    """One input of a calculator."""

    name: str
    description: str
    required: bool
    default: str | None


class CalculatorView(View):
    """A calculator and what it takes."""

    name: str = Field(examples=["tarief_gent"])
    title: str
    inputs: tuple[CalculatorInputView, ...]


class CalculatorsView(View):
    """All calculators."""

    calculators: tuple[CalculatorView, ...]


class AliveView(View):
    """The process answers."""

    status: Literal["alive"] = "alive"


class CorpusStateView(View):
    """The state of the sources."""

    usable: bool
    documents: int
    provisions: int
    fingerprint: str | None
    problems: tuple[str, ...] = Field(description="documents that could not be loaded")


class IndexStateView(View):
    """The state of the index."""

    state: str = Field(examples=["fresh"], description="fresh, stale, missing, half_built or unreadable")
    sentence: str = Field(description="what that means, for people (Dutch)")
    remedy: str | None
    building: bool = Field(description="a new index is being built")
    done: int
    total: int
    failed: str | None = Field(description="why the last build failed (Dutch)")


class EnginesView(View):
    """Which parts are live."""

    lexical: bool
    dense: str | None
    llm: str | None = None


class StoreStateView(View):
    """Where conversations are kept. A store with a problem takes nothing away from the answers."""

    keeps_days: int = Field(description="how long a conversation is kept; 0: not after the process ends")
    problem: str | None = Field(description="what is wrong and what to do (Dutch)")
    waiting: int = Field(description="turns that are still to be written")
    lost: int = Field(description="turns that could not be kept since the start")


class ReadyView(View):
    """What is live. `degraded` answers, but not with everything."""

    status: Literal["ready", "degraded"]
    corpus: CorpusStateView
    index: IndexStateView
    engines: EnginesView
    store: StoreStateView


def document_view(document: Document) -> DocumentView:
    """A document without its text."""
    return DocumentView(**_identity(document))


def document_text_view(document: Document) -> DocumentTextView:
    """A document with its text and places."""
    places = tuple(
        PlaceView(
            id=p.id, locator=p.locator, label=p.label, kind=p.kind, start=p.start, end=p.end, parent=p.parent
        )
        for p in document.provisions
    )
    return DocumentTextView(**_identity(document), text=document.text, places=places)


def provision_view(provision: Provision, corpus: Corpus) -> ProvisionView:
    """A provision with what is needed to cite it."""
    document = corpus.documents[provision.document]
    entry = document.entry
    return ProvisionView(
        id=provision.id,
        document=document.id,
        version=document.version,
        locator=provision.locator,
        title=f"{entry.title}, {provision.label}" if provision.label else entry.title,
        label=provision.label,
        kind=provision.kind,
        breadcrumb=provision.breadcrumb,
        text=provision.text,
        start=provision.start,
        end=provision.end,
        lead=provision.lead,
        scope=provision.scope,
        confidence=provision.confidence,
        official=entry.official,
        in_force_from=entry.in_force_from,
        in_force_to=entry.in_force_to,
        parent=provision.parent,
        children=provision.children,
    )


def search_view(result: SearchResult, corpus: Corpus) -> SearchView:
    """The hits of a search."""
    return SearchView(
        engines=result.engines,
        hits=tuple(_hit_view(hit, corpus) for hit in result.hits),
        timings_ms=result.timings_ms,
    )


def _hit_view(hit: Hit, corpus: Corpus) -> HitView:
    return HitView(
        provision=provision_view(hit.provision, corpus),
        score=hit.score,
        scores=hit.scores,
        ranks=hit.ranks,
        equivalents=hit.equivalents,
    )


def _identity(document: Document) -> dict[str, object]:
    entry = document.entry.model_dump(exclude={"identity", "scope_overrides"})
    return entry | {
        "version": document.version,
        "sha256": document.sha256,
        "provisions": len(document.provisions),
    }


class DecisionsView(View):
    """One decision, or one per certificate or measure."""

    decisions: tuple[Decision, ...]
