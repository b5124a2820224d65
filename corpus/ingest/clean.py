"""Out of a text goes what a reader does not see or what a machine would act on; the words stay.

NFC, lines end in LF, no-break spaces are kept. A form's `<naam werkgever>` is no HTML and stays.
"""

from __future__ import annotations

import re
import unicodedata

from lxml.html import defs  # type: ignore[import-untyped]

from corpus.ingest.models import Converted, LeftOut

_LINE_ENDS = re.compile(r"\r\n|[\r\v\f\x85\u2028\u2029]")
_KEPT_CONTROLS = frozenset("\n\t")
_INVISIBLE_CATEGORIES = frozenset({"Cc", "Cf", "Co", "Cn", "Cs"})
_INVISIBLE_LETTERS = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]"
)
"""Letters and marks without an image: fillers, joiners, variation marks (Default_Ignorable_Code_Point)."""

_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)|<\?[^<>]{0,1000}\?>|<!doctype[^<>]*>", re.S | re.I)
_CDATA = re.compile(r"<!\[CDATA\[|\]\]>")
MACHINE_ELEMENTS = frozenset(
    {"script", "style", "template", "noscript", "iframe", "object", "embed", "applet", "svg", "math", "head"}
)
_SCRIPT = re.compile(r"<(script|style)\b[^<>]*>.*?(?:</\1\s*>|\Z)", re.S | re.I)
_MACHINE = re.compile(
    rf"<({'|'.join(sorted(MACHINE_ELEMENTS - {'script', 'style'}))})\b[^<>]*>.{{0,20000}}?</\1\s*>",
    re.S | re.I,
)
_TAG = re.compile(r"<(/?)([a-z][a-z0-9:-]*)\b([^<>]*)>", re.I)
_ATTRIBUTE = re.compile(r"[\w:-]+\s*=")
_UNCLOSED = re.compile(rf"<(?:{'|'.join(sorted(defs.tags))})\b[^<>\n]*=[^<>\n]*$", re.I | re.M)
HIDING = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0|opacity\s*:\s*0(?![.\d])"
    r"|(?:left|top|text-indent)\s*:\s*-\d{3,}|\bclip\s*:|(?<!-)\bcolor\s*:\s*(?:white|#fff(?:fff)?\b|transparent)",
    re.I,
)
"""Styles that keep a text from its reader."""
_HIDDEN_ATTRIBUTE = re.compile(r"(?:^|\s)hidden(?:\s|=|$)", re.I)
_IMAGE = re.compile(r"!\[([^\[\]]{0,300})\](?:\([^)\n]{0,2000}\)|\[[^\]\n]{0,300}\])")
_LINK = re.compile(r"\[([^\[\]\n]{0,300})\]\((?:[^()\n]|\([^()\n]*\)){0,2000}\)")
_AUTOLINK = re.compile(r"<((?:https?://|mailto:|www\.)[^<>\s]*)>", re.I)
_DEFINITION = re.compile(
    r"^[ ]{0,3}\[[^\]\n]{1,300}\]:[ \t]*<?(?:[a-z]+://|www\.|mailto:|javascript:|data:|[/#])\S*.*$",
    re.M | re.I,
)
_RUNS = re.compile(r"\b(?:javascript|vbscript)\s*:(?=\S)|\bdata:\w+/[\w.+-]+[;,]", re.I)
"""The start of an address that runs something or holds a file."""


def clean(found: Converted) -> None:
    """Clean the text of a conversion in place, and count what went."""
    text = _LINE_ENDS.sub("\n", unicodedata.normalize("NFC", found.text))
    text = _visible(text, found)
    before = None
    while before != text:  # what was hidden in a tag may be a tag itself
        before = text
        text = _without_markup(text, found)
    lines = (line.rstrip(" \t") for line in text.replace("\t", " ").split("\n"))
    found.text = re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n ") + "\n"


def one_line(text: str) -> str:
    """A title or a name: visible, on one line, spaces folded."""
    return " ".join(_visible(unicodedata.normalize("NFC", text), None).split())


def is_hiding(attributes: str) -> bool:
    """Whether the attributes of an element keep its text from the reader."""
    return bool(HIDING.search(attributes) or _HIDDEN_ATTRIBUTE.search(attributes))


def _visible(text: str, found: Converted | None) -> str:
    kept = "".join(
        c
        for c in text
        if c in _KEPT_CONTROLS
        or (unicodedata.category(c) not in _INVISIBLE_CATEGORIES and not _INVISIBLE_LETTERS.match(c))
    )
    if found is not None and len(kept) < len(text):
        found.left_out[LeftOut.INVISIBLE] += len(text) - len(kept)
    return kept


def _without_markup(text: str, found: Converted) -> str:
    text = _COMMENT.sub(lambda m: _comment(m[0], found), text)
    text = _counted(LeftOut.MARKUP, _CDATA, "", text, found)
    text = _counted(LeftOut.SCRIPT, _SCRIPT, "", text, found)
    text = _counted(LeftOut.SCRIPT, _MACHINE, "", text, found)
    text = _without_hidden(text, found)
    text = _counted(LeftOut.LINK, _AUTOLINK, r"\1", text, found)
    text = _TAG.sub(lambda m: _unless_html(m, found), text)
    text = _counted(LeftOut.MARKUP, _UNCLOSED, "", text, found)
    text = _counted(LeftOut.IMAGE, _IMAGE, r"\1", text, found)
    text = _counted(LeftOut.LINK, _LINK, r"\1", text, found)
    text = _counted(LeftOut.LINK, _DEFINITION, "", text, found)
    return _counted(LeftOut.MARKUP, _RUNS, "", text, found)


def _counted(kind: LeftOut, pattern: re.Pattern[str], into: str, text: str, found: Converted) -> str:
    text, times = pattern.subn(into, text)
    found.left_out[kind] += times
    return text


def _comment(markup: str, found: Converted) -> str:
    """A comment may hold words; they are shown to whoever takes the document in."""
    found.left_out[LeftOut.COMMENT] += 1
    found.hidden.append(" ".join(_TAG.sub(" ", markup).strip("<!->?[] \n").split()))
    return ""


def _without_hidden(text: str, found: Converted) -> str:
    """Without the elements that keep their text from the reader; one that never ends hides its line."""
    pieces, at = [], 0
    for tag in _TAG.finditer(text):
        if tag.start() < at or tag[1] or not is_hiding(tag[3]):
            continue
        close = re.compile(rf"</{re.escape(tag[2])}\s*>", re.I).search(text, tag.end())
        inside = close.start() if close else text.find("\n", tag.end()) % (len(text) + 1)
        found.hide(_TAG.sub(" ", text[tag.end() : inside]))
        pieces += [text[at : tag.start()], " "]
        at = close.end() if close else inside
    return "".join([*pieces, text[at:]])


def _unless_html(match: re.Match[str], found: Converted) -> str:
    """A tag goes when HTML knows it or when it has attributes; `<naam werkgever>` is for a pen."""
    name = match[2].lower()
    if name not in defs.tags and not _ATTRIBUTE.search(match[3]):
        return match[0]
    found.left_out[LeftOut.IMAGE if name == "img" else LeftOut.MARKUP] += 1
    return ""
