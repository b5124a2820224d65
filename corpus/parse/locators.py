"""Names of places: the locator a citation holds, the label a reader sees, and other names of the same place.

Articles and annexes are numbered through a whole text, so their locator does not name the chapter they
stand in; everything else is named within its parent.

Text added at the end of a document leaves earlier names alone, unless the last unit has one lid and gets a
second: its places then carry `lid-1` and keep their old names as aliases. In two rare shapes the old name is
lost or shifts, and the lock reports it: a heading without text, and a one-lid unit with a list apart from
the lid.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from corpus.models import CatalogEntry, Provision, ProvisionKind, Scope, is_within
from corpus.parse.marks import HeadingMark, ItemStyle, UnitType
from corpus.parse.structure import UNITS, Node

_SLUG_WORDS = 6
_NUMBERING = re.compile(r"^(?:\d+(?:\.\d+)*\.?|[A-Z]\.|[IVX]+\.)\s+(?=\S)")
_EDGE = " \t\xa0.:;,–-*_"


@dataclass(frozen=True, slots=True)
class _Place:
    """What a child needs to know of the place it stands in."""

    locator: str = ""
    annex: str = ""
    labels: tuple[str, ...] = ()
    annex_labels: tuple[str, ...] = ()
    breadcrumb: tuple[str, ...] = ()


@dataclass
class _Namer:
    entry: CatalogEntry
    text: str
    seen: dict[str, int] = field(default_factory=lambda: defaultdict(int))

    def unique(self, locator: str) -> str:
        self.seen[locator] += 1
        times = self.seen[locator]
        return locator if times == 1 else self.unique(f"{locator}--{times}")

    def children(self, node: Node, place: _Place) -> Iterator[Provision]:
        for child, segment, label in _named_children(node):
            yield from self.provisions(child, segment, label, place)

    def provisions(self, node: Node, segment: str, label: str, place: _Place) -> Iterator[Provision]:
        inner = self._inner(node, segment, label, place)
        below = list(self.children(node, inner))
        yield Provision(
            document=self.entry.id,
            locator=inner.locator,
            kind=_kind(node, self.text),
            text=self.text[node.start : node.last],
            start=node.start,
            end=node.last,
            breadcrumb=inner.breadcrumb,
            label=", ".join(inner.labels),
            scope=_scope(self.entry, inner.locator),
            parent=place.locator or None,
            children=tuple(p.locator for p in below if p.parent == inner.locator),
            lead=_paired(node) if node.header else node.lead,
            confidence=node.confidence,
        )
        yield from below

    def _inner(self, node: Node, segment: str, label: str, place: _Place) -> _Place:
        parts, labels = (place.locator, segment), (*place.labels, label)
        if node.kind in {ProvisionKind.ARTICLE, ProvisionKind.ANNEX}:
            parts, labels = (place.annex, segment), (*place.annex_labels, label)
        locator = self.unique("-".join(p for p in parts if p))
        return _Place(
            locator,
            annex=locator if node.kind is ProvisionKind.ANNEX else place.annex,
            labels=labels,
            annex_labels=labels if node.kind is ProvisionKind.ANNEX else place.annex_labels,
            breadcrumb=(*place.breadcrumb, node.words) if node.words else place.breadcrumb,
        )


def to_provisions(entry: CatalogEntry, text: str, root: Node) -> tuple[Provision, ...]:
    """The tree as provisions, in reading order, containers before what they hold."""
    return tuple(_Namer(entry, text).children(root, _Place(breadcrumb=(entry.title,))))


def aliases(provisions: Iterable[Provision]) -> Mapping[str, str]:
    """Other names of places, as people write them: the number of an only lid may stand or be left out.

    `art-9-lid-1` is the whole of a one-lid article, `art-1-lid-1-punt-2` its point 2, and `art-6-punt-1` the
    point of a longer article when only one of its lids has such a point.
    """
    all_of_them = tuple(provisions)
    known = {p.locator for p in all_of_them}
    found: dict[str, set[str]] = defaultdict(set)
    for p in all_of_them:
        if p.is_leaf and p.kind in UNITS:
            found[f"{p.locator}-lid-1"].add(p.locator)
        for name in _other_names(p.locator, p.parent or "", known):
            found[name].add(p.locator)
    return {name: places.pop() for name, places in found.items() if len(places) == 1 and name not in known}


def _other_names(locator: str, parent: str, known: set[str]) -> Iterator[str]:
    shorter = re.sub(r"-lid-\d+(?=-(?:punt|letter)-)", "", locator)
    if shorter != locator:
        yield shorter
    item = re.search(r"(?<!-)-(?:punt|letter)-", locator)
    if (
        item
        and "-lid-" not in locator[: item.start()]
        and f"{locator[: item.start()]}-lid-1" in known
        and parent
    ):
        yield f"{locator[: item.start()]}-lid-1{locator[item.start() :]}"


def slug(heading: str) -> str:
    """A heading as a segment: without its numbering, at most six words.

    >>> slug("5.1 Vacatures sneller en gericht invullen (vraagzijde & slim verbinden)")
    'vacatures-sneller-en-gericht-invullen-vraagzijde'
    """
    words = _slug_words(_NUMBERING.sub("", heading, count=1)) or _slug_words(heading)
    return "-".join(words[:_SLUG_WORDS]) or "kop"


def _slug_words(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.findall(r"[a-z0-9]+", plain.lower())


def _named_children(node: Node) -> Iterator[tuple[Node, str, str]]:
    """Each child with its segment and its part of the label; what precedes any heading introduces."""
    counts: Counter[str] = Counter()
    for child in node.children:
        segment, label = _name(child, counts, in_unit=node.kind in UNITS)
        heads_nothing = child.heading is None and child.kind is not ProvisionKind.DOCUMENT_TITLE
        if node.kind is ProvisionKind.DOCUMENT_TITLE and heads_nothing:
            label = f"inleiding, {label}"
        yield child, segment, label


def _name(node: Node, counts: Counter[str], *, in_unit: bool) -> tuple[str, str]:
    """Segment and label; `counts` holds how many lids, items, rows and notes came before in its parent."""
    match node.kind:
        case ProvisionKind.POINT | ProvisionKind.LETTER:
            counts["item"] += 1
            return _item_name(node, counts["item"])
        case ProvisionKind.LID | ProvisionKind.ROW | ProvisionKind.NOTE:
            counts[node.kind] += 1
            name = _COUNTED[node.kind]
            return f"{name}-{counts[node.kind]}", f"{name} {counts[node.kind]}"
        case ProvisionKind.INTRO:
            return "lid-1" if in_unit else "inleiding", "inleidende zin"
        case ProvisionKind.HEADING:
            return "rij-0", "tabelkop"
        case ProvisionKind.PARAGRAPH:
            return f"par-{node.number}", f"§ {node.number}"
    return _unit_name(node.heading) if node.heading else ("titel", "titel")


_COUNTED = {ProvisionKind.LID: "lid", ProvisionKind.ROW: "rij", ProvisionKind.NOTE: "noot"}


def _item_name(node: Node, count: int) -> tuple[str, str]:
    assert node.item is not None  # noqa: S101 - list items have a mark
    style, number = node.item.style, node.item.number
    if style is ItemStyle.LETTER:
        return f"letter-{number}", f"{number})"
    if style is ItemStyle.BULLET:
        return f"punt-{count}", f"punt {count}"
    if style is ItemStyle.DOT:
        return f"punt-{number}", f"punt {number}"
    degree = re.sub(r"^(\d+)", r"\1°", number)
    return f"punt-{number}", degree if style is ItemStyle.DEGREE else f"{number})"


def _unit_name(heading: HeadingMark) -> tuple[str, str]:
    number = re.sub(r"(?<=\d)\.(?=\d)", "/", heading.number)
    name = f"{heading.unit} {number}"
    match heading.unit:
        case UnitType.ARTIKEL:
            return f"art-{heading.number}", name
        case UnitType.BIJLAGE:
            return f"bijlage-{heading.number}", name
        case UnitType.HOOFDSTUK:
            return f"hoofdstuk-{heading.number}", name
        case UnitType.SECTIE:
            return slug(heading.title), _NUMBERING.sub("", heading.title, count=1).strip(
                _EDGE
            ) or heading.title
    return slug(heading.title or name), name


def _kind(node: Node, text: str) -> ProvisionKind:
    """A section of nothing but its heading is a heading."""
    bare = not node.children and text[node.start : node.end] == node.words
    return ProvisionKind.HEADING if bare and node.kind is ProvisionKind.SECTION else node.kind


def _paired(row: Node) -> str:
    pairs = zip(row.header, row.cells, strict=False)
    return "; ".join(f"{name}: {cell}" if name else cell for name, cell in pairs if cell)


def _scope(entry: CatalogEntry, locator: str) -> Scope:
    """The scope of the nearest override above, or the document's."""
    overrides = [name for name in entry.scope_overrides if is_within(locator, name)]
    return entry.scope_overrides[max(overrides, key=len)] if overrides else entry.scope
