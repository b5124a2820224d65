"""From blocks to a tree: units with a heading, paragraphs, lids, list items, table rows.

Belgian custom decides who owns what. A lid is counted within its article, paragraph or section; an
enumeration belongs to the lid that introduces it; a unit of one lid does not number it (article 1, 2°).
"""

from __future__ import annotations

from dataclasses import dataclass, field

from corpus.models import Confidence, ProvisionKind
from corpus.parse.blocks import Block, BlockKind
from corpus.parse.marks import LEGAL_ORDER, HeadingMark, ItemMark, ItemStyle, UnitType

_DEEPEST_LIST = 8
"""Items nested deeper are kept as items of this level."""
_BARE_LEVEL = 10
"""A heading known by its words alone lies below every marked one that is not a legal heading."""

_UNIT_KIND = {
    UnitType.ARTIKEL: ProvisionKind.ARTICLE,
    UnitType.BIJLAGE: ProvisionKind.ANNEX,
    UnitType.HOOFDSTUK: ProvisionKind.CHAPTER,
}
UNITS = frozenset({*_UNIT_KIND.values(), ProvisionKind.SECTION, ProvisionKind.PARAGRAPH})
"""Kinds that lids are counted in."""


@dataclass
class Node:
    """A place in the text. `start` and `end` are its own words (heading, lid, item, row) alone."""

    kind: ProvisionKind
    start: int
    end: int
    heading: HeadingMark | None = None
    words: str = ""
    """The heading as the source has it."""
    item: ItemMark | None = None
    number: str = ""
    lead: str = ""
    cells: tuple[str, ...] = ()
    header: tuple[str, ...] = ()
    confidence: Confidence | None = None
    children: list[Node] = field(default_factory=list)

    @property
    def last(self) -> int:
        """Where the last of its words ends, children included."""
        return self.children[-1].last if self.children else self.end


@dataclass
class _OpenUnit:
    node: Node
    level: int
    order: int | None

    def holds(self, level: int, order: int | None) -> bool:
        if self.order is not None and order is not None:
            return self.order < order
        return self.level < level


def build(text: str, blocks: list[Block]) -> Node:
    """The tree of a document; its root is no provision itself."""
    builder = _Builder(text)
    for block in blocks:
        builder.add(block)
    _settle(builder.root, text)
    return builder.root


class _Builder:
    def __init__(self, text: str) -> None:
        self.text = text
        self.root = Node(ProvisionKind.DOCUMENT_TITLE, 0, 0)
        self.units = [_OpenUnit(self.root, 0, None)]
        self.lid: Node | None = None
        self.items: list[tuple[Node, int]] = []
        self.header: tuple[str, ...] = ()

    @property
    def unit(self) -> Node:
        return self.units[-1].node

    def add(self, block: Block) -> None:
        match block.kind:
            case BlockKind.TITLE:
                self.root.children.append(Node(ProvisionKind.DOCUMENT_TITLE, block.start, block.end))
            case BlockKind.HEADING:
                self._open_unit(block)
            case BlockKind.PARAGRAPH:
                self._open_paragraph(block)
            case BlockKind.LINE:
                self._add_line(block)
            case BlockKind.ITEM:
                self._add_item(block)
            case BlockKind.HEADER | BlockKind.ROW:
                self._add_row(block)
            case BlockKind.NOTE:
                self._add_note(block)

    def _close_text(self) -> None:
        self.lid, self.items, self.header = None, [], ()

    def _open_unit(self, block: Block) -> None:
        assert block.heading is not None  # noqa: S101 - a heading block has a mark
        unit = block.heading.unit
        order = LEGAL_ORDER.index(unit) if unit in LEGAL_ORDER else None
        level = block.level or _BARE_LEVEL + (order or 0)
        while len(self.units) > 1 and not self.units[-1].holds(level, order):
            self.units.pop()
        node = Node(
            _UNIT_KIND.get(unit, ProvisionKind.SECTION),
            block.start,
            block.end,
            heading=block.heading,
            words=self.text[block.start : block.end],
        )
        self.unit.children.append(node)
        self.units.append(_OpenUnit(node, level, order))
        self._close_text()

    def _open_paragraph(self, block: Block) -> None:
        if self.unit.kind is ProvisionKind.PARAGRAPH:
            self.units.pop()
        node = Node(ProvisionKind.PARAGRAPH, block.start, block.start, number=block.number)
        self.unit.children.append(node)
        self.units.append(_OpenUnit(node, 100, len(LEGAL_ORDER)))
        self._close_text()
        self._add_lid(block)

    def _add_lid(self, block: Block) -> None:
        self._close_text()
        self.lid = Node(ProvisionKind.LID, block.start, block.end)
        self.unit.children.append(self.lid)

    def _add_line(self, block: Block) -> None:
        """A line indented below an item continues it; any other is a lid."""
        if self.items:
            item, indent = self.items[-1]
            if block.indent >= indent + 2 and not item.children:
                item.end = block.end
                return
        self._add_lid(block)

    def _add_item(self, block: Block) -> None:
        assert block.item is not None  # noqa: S101 - an item block has a mark
        self._close_items(block.item, block.indent)
        owner = self.items[-1][0] if self.items else self.lid or self.unit
        own_words = self.text[owner.start : owner.end]
        kind = ProvisionKind.LETTER if block.item.style is ItemStyle.LETTER else ProvisionKind.POINT
        node = Node(kind, block.start, block.end, item=block.item, lead=own_words)
        owner.children.append(node)
        self.items.append((node, block.indent))

    def _close_items(self, mark: ItemMark, indent: int) -> None:
        """Leave open what holds the new item.

        The label decides first (2° follows 1°, whatever the indentation), then indentation, then the style:
        in the Staatsblad 1° and a) stand equally deep, and a) lies in 1°.
        """
        siblings = [i for i, (node, _) in enumerate(self.items) if node.item and _follows(mark, node.item)]
        if siblings:
            level = [i for i in siblings if self.items[i][1] == indent]
            del self.items[(level or siblings)[-1] :]
            return
        while self.items and self.items[-1][1] > indent:
            self.items.pop()
        for depth, (node, at) in enumerate(self.items):
            if node.item and node.item.style is mark.style and at == indent:
                del self.items[depth:]
                return
        del self.items[_DEEPEST_LIST - 1 :]

    def _add_row(self, block: Block) -> None:
        self.lid, self.items = None, []
        if block.kind is BlockKind.HEADER:
            self.header = block.cells
        is_header = block.kind is BlockKind.HEADER
        self.unit.children.append(
            Node(
                ProvisionKind.HEADING if is_header else ProvisionKind.ROW,
                block.start,
                block.end,
                cells=block.cells,
                header=() if is_header else self.header,
            )
        )

    def _add_note(self, block: Block) -> None:
        self._close_text()
        previous = self.unit.children[-1] if self.unit.children else None
        if previous and previous.kind is ProvisionKind.NOTE:
            previous.end = block.end
            return
        self.unit.children.append(Node(ProvisionKind.NOTE, block.start, block.end))


def _follows(mark: ItemMark, previous: ItemMark) -> bool:
    """Whether a numbered item comes right after another; 1°bis follows 1°."""
    if mark.style is not previous.style or mark.order is None or previous.order is None:
        return False
    return mark.order == previous.order + 1 or (
        mark.order == previous.order and mark.number != previous.number
    )


def _settle(node: Node, text: str) -> None:
    """Apply the custom of the single lid, and give introducing words a place of their own."""
    for child in node.children:
        _settle(child, text)
    if node.kind in UNITS:
        _settle_single_lid(node)
    elif node.children and node.kind is not ProvisionKind.DOCUMENT_TITLE:
        node.children.insert(0, Node(ProvisionKind.INTRO, node.start, node.end, lead=node.lead))


def _settle_single_lid(unit: Node) -> None:
    lids = [c for c in unit.children if c.kind is ProvisionKind.LID]
    if len(lids) != 1:
        return
    lid = lids[0]
    if unit.children == [lid] and not lid.children:
        unit.start, unit.end, unit.children = lid.start, lid.end, []
        return
    at = unit.children.index(lid)
    if lid.children:
        unit.children[at : at + 1] = lid.children
