"""What a reader of a page or a mail does not see, or sees as machinery: hidden elements, scripts, code.

Pasted text brings these along. What stays is what a person would read.
"""

from __future__ import annotations

import html
import re

from markupsafe import Markup

from assistant.lexicon import lexicon

_READ = frozenset(lexicon("markup")["read"])
"""Elements of a page or a mail whose text is read. What another element encloses is for a machine."""
_ELEMENT = re.compile(r"<(?P<name>[a-z][\w:-]*)\b(?P<attributes>[^<>]*)>.*?</(?P=name)\s*>", re.I | re.S)
_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0|opacity\s*:\s*0(?!\.)|\bhidden\b"
    r"|(?:left|top|text-indent)\s*:\s*-\d{3,}|(?<!-)color\s*:\s*(?:white|#fff(?:fff)?|transparent)\b",
    re.I,
)
_BREAK = re.compile(r"</?(?:p|div|br|li|tr|h[1-6]|section|table|blockquote|ul|ol|hr)\b[^<>]*>", re.I)
"""Tags at which a reader sees a new line."""
_FENCED = re.compile(r"```.*?(?:```|\Z)", re.S)
_IMAGE = re.compile(r"!\[[^\]\n]*\]\([^)\n]*\)")
_LINK = re.compile(r"\[(?P<text>[^\]\n]*)\]\((?P<target>[^\n]*?)\)(?=[\s.,;!?]|$)")
_DEFINITION = re.compile(r"^\s*\[(?P<mark>[\w^-]+)\]:\s*\S.*$", re.M)
_ORDINARY = re.compile(r"(?:https?:|mailto:|www\.)", re.I)
_WORD = re.compile(r"\w")


def seen(text: str) -> str:
    """The text without what is hidden in it. A block of code stays when there is nothing beside it."""
    without = _BREAK.sub(lambda tag: f"\n{tag[0]}", _ELEMENT.sub(_as_seen, html.unescape(text)))
    beside = _FENCED.sub("\n", without)
    if _WORD.search(Markup(beside).striptags()):  # noqa: S704 - the text is only searched, and shown nowhere
        without = beside
    return _without_marks(_LINK.sub(_words_of, _IMAGE.sub(" ", without)))


def _as_seen(match: re.Match[str]) -> str:
    """An element as it is read; an ordinary one may hold others."""
    if match["name"].lower() not in _READ or _HIDDEN.search(match["attributes"]):
        return " "
    whole = match[0]
    inside = match.end(2) - match.start() + 1
    return whole[:inside] + _ELEMENT.sub(_as_seen, whole[inside:])


def _words_of(link: re.Match[str]) -> str:
    """The words of a link; a link that runs something has none."""
    return link["text"] if _ORDINARY.match(link["target"]) else " "


def _without_marks(text: str) -> str:
    """The text without definitions of links, and without the marks that point to them."""
    marks = {re.escape(match["mark"]) for match in _DEFINITION.finditer(text)}
    if not marks:
        return text
    return re.sub(rf"\s*\[(?:{'|'.join(sorted(marks))})\]", "", _DEFINITION.sub("", text))
