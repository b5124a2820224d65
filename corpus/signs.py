"""Signs that a passage speaks to a machine or plays the law, instead of telling a reader something.

A text in the corpus is data: nothing in it is ever carried out. But such a passage is not something a city or
a legislator writes: whoever takes a text in must have seen it, and no answer is made of it.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from corpus.data import read_words
from corpus.models import Authority, CatalogEntry

UNREAD_RANK = 5
"""The rank of a commentary that was taken in and that nobody has judged; a person may raise it."""

_WORDS = Path(__file__).with_name("signs.yaml")
_ENCODED = re.compile(r"(?<![\w+/=])[A-Za-z0-9+/_-]{32,}={0,2}")
_TEMPLATE = re.compile(r"\{\{|\}\}|\{%|%\}|\$\{|<%|%>|!!python/|#\{|\{\w*[.!:\[]\w")
_ADDRESS = re.compile(
    r"(?:[a-z][a-z0-9+.-]{0,20}://|\bwww\.)\S+|\b[\w-]{1,60}(?:\.[\w-]{1,60}){1,6}/\S*", re.I
)
_WORD = re.compile(r"\w+")
_TOKEN = re.compile(r"[^\W\d_]{2,}")
_SCRIPTS = frozenset({"LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE", "FULLWIDTH", "MATHEMATICAL"})
_LOOKS_LIKE = str.maketrans("аеорсухіјѕӏԁɡοαενικρτυ’", "aeopcyxijsldgoaevikptu'")
"""Letters of other scripts that read as Latin ones."""
_OTHER_SCRIPT = re.compile("[\u0370-\u0587\u2019]")


@dataclass(frozen=True, slots=True)
class _Group:
    """The pattern of one list, tried only at words that begin like one of its first words: that is fast."""

    beginnings: tuple[str, ...]
    pattern: re.Pattern[str]

    def find(self, folded: str) -> int | None:
        """Where the first of the list begins."""
        for word in _WORD.finditer(folded):
            if word[0].startswith(self.beginnings) and self.pattern.match(folded, word.start()):
                return word.start()
        return None


def speaks_to_machine(text: str) -> int | None:
    """Where a text begins to speak to an assistant or a model, or plays its turn; None when it does not."""
    folded, groups = unmasked(text), _groups()
    turn = _turns().search(folded)
    if turn:
        return turn.start()
    addressed = groups["addressed"].find(folded)
    ordered = groups["orders"].find(folded) if addressed is not None else None
    if addressed is not None and ordered is not None:
        return min(addressed, ordered)
    return groups["orders_alone"].find(folded)


def claims_to_replace(text: str) -> int | None:
    """Where a text says that it replaces a rule elsewhere; for a law that is ordinary business."""
    return _groups()["replaces"].find(unmasked(text))


def is_encoded(text: str) -> int | None:
    """Where a run of letters and digits begins that is no word."""
    for found in _ENCODED.finditer(text):
        run = found[0]
        if any(c.isdigit() for c in run) and run != run.lower() and run != run.upper():
            return found.start()
    return None


def has_template_code(text: str) -> int | None:
    """Where something begins that a template engine would act on."""
    found = _TEMPLATE.search(text)
    return found.start() if found else None


def has_address(text: str) -> int | None:
    """Where an internet address begins."""
    found = _ADDRESS.search(text) if "/" in text or "www." in text.lower() else None
    return found.start() if found else None


def mixes_scripts(text: str) -> int | None:
    """Where the first word begins that has letters of two scripts."""
    if text.isascii():
        return None
    for token in _TOKEN.finditer(text):
        if not token[0].isascii() and len({_script(c) for c in token[0]} & _SCRIPTS) > 1:
            return token.start()
    return None


def is_for_answers(text: str, entry: CatalogEntry) -> bool:
    """Whether an answer may be made of a passage of this document.

    Not when it speaks to a machine, is encoded or disguised; nor, in a text without authority that nobody has
    judged, when it claims to replace a rule or sends the reader to an address.
    """
    signs = [speaks_to_machine, is_encoded, has_template_code, mixes_scripts]
    if is_unread(entry):
        signs += [claims_to_replace, has_address]
    return all(sign(text) is None for sign in signs)


def is_unread(entry: CatalogEntry) -> bool:
    """Whether a text has no authority and was taken in without anybody judging it."""
    return entry.authority is Authority.COMMENTARY and entry.rank >= UNREAD_RANK


def unmasked(text: str) -> str:
    """Lower case, and disguised letters as what they look like."""
    low = text.lower()
    return low.translate(_LOOKS_LIKE) if _OTHER_SCRIPT.search(low) else low


def _script(letter: str) -> str:
    return unicodedata.name(letter, "").partition(" ")[0]


@cache
def _words() -> dict[str, list[str]]:
    words: dict[str, list[str]] = read_words(_WORDS)
    return words


@cache
def _turns() -> re.Pattern[str]:
    return re.compile("|".join(_words()["turns"]), re.M)


@cache
def _groups() -> dict[str, _Group]:
    return {name: _group(listed) for name, listed in _words().items() if name != "turns"}


def _group(words: list[str]) -> _Group:
    """Each word as it begins, or whole before a `|`; `*` stands for up to four words in between."""
    patterns = (
        r"(?:\W+\w+){0,4}?\W+".join(re.escape(part.strip(" |")) for part in word.split("*"))
        + (r"(?!\w)" if word.endswith("|") else "")
        for word in words
    )
    return _Group(tuple({_WORD.findall(word)[0] for word in words}), re.compile("|".join(patterns)))
