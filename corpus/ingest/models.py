"""The closed sets of taking in a document."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum

from corpus.errors import CorpusError


class IngestError(CorpusError):
    """A document cannot be taken in. The text is Dutch, says why and what to do; nothing was written."""


class Format(StrEnum):
    """What a file is."""

    MARKDOWN = "markdown"
    TEXT = "text"
    DOCX = "docx"
    HTML = "html"


class LeftOut(StrEnum):
    """What is taken out of a text on its way in."""

    INVISIBLE = "invisible"
    """Characters that cannot be seen: zero-width, bidirectional, tags, controls, soft hyphens."""
    MARKUP = "markup"
    """HTML tags."""
    COMMENT = "comment"
    SCRIPT = "script"
    """Elements that are for a machine, with what they hold."""
    HIDDEN = "hidden"
    """Text that a reader of the page does not see."""
    IMAGE = "image"
    LINK = "link"
    """The addresses of links; their words stay."""
    PAGE_PART = "page_part"
    """Menus, forms and footers around the text of a page."""
    NOTE = "note"
    """Footnotes and text boxes, which stand outside the running text of a DOCX."""


class OddityKind(StrEnum):
    """What deserves the look of a person; the text is left as it is, except for hidden text."""

    ADDRESSES_MACHINE = "addresses_machine"
    """It speaks to an assistant or a language model, or plays its turn in a conversation."""
    CLAIMS_TO_REPLACE = "claims_to_replace"
    """A text that is no law says that it replaces a rule."""
    ENCODED = "encoded"
    LOOK_ALIKE = "look_alike"
    """Letters of two scripts in one word."""
    TEMPLATE_CODE = "template_code"
    ADDRESS = "address"
    """An internet address in the text."""
    LONG = "long"
    """A passage so long that nobody reads it as one."""
    HIDDEN_TEXT = "hidden_text"
    NUMBERING = "numbering"
    """Numbers that a word processor counts by itself, and that are not in the text."""


@dataclass(frozen=True)
class Oddity:
    """One passage to look at: where it stands (a locator; none when it was left out) and its first words."""

    kind: OddityKind
    locator: str | None
    words: str


@dataclass
class Converted:
    """A text on its way in, with the count of what was left out; each converter adds to it."""

    format: Format
    text: str = ""
    left_out: Counter[LeftOut] = field(default_factory=Counter)
    hidden: list[str] = field(default_factory=list)
    """Texts that a reader of the original does not see, in its order; left out."""
    renumbered: list[str] = field(default_factory=list)
    """The first words of list items whose number is not in the text."""

    def hide(self, text: str) -> None:
        """Count a text that a reader does not see; one without a word is no loss."""
        if text.strip():
            self.left_out[LeftOut.HIDDEN] += 1
            self.hidden.append(" ".join(text.split()))
