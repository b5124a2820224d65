"""What a sentence does: does it speak to a machine about what it says? From `lexicon/instructions.yaml`.

It is looked at as a reader would see it: letters of other scripts and digits that stand for letters included.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache

from assistant.lexicon import lexicon
from corpus.signs import unmasked

_GAP = r"(?:(?!\w)(?:{without}.){{0,140}}?)??(?<!\w)"
"""What may stand between two words of an act: so much of the sentence, from the end of a word to the next."""
_KNOWN = {
    "CAPITALS": r"(?-i:(?!(?:{names})(?!\w))[A-ZÀ-Þ][A-ZÀ-Þ0-9-]{{3,}}(?!\w))",
    "QUOTE": r"(?:[\"“‘«„`]|(?<=\s)'|(?<=:)')",
    "FIGURE": r"\d[\d.,]*",
    "NAME": r"(?-i:[A-ZÀ-Þ][\w-]+)",
    "ADDRESS": (
        r"(?:(?:https?|ftp|javascript|data):|www\."
        r"|(?<![\w@.-])[\w-]+(?:\.[\w-]+)*\.(?:com|be|net|org|io|eu|example|php|html?|js)\b)"
    ),
    "ASSET": (
        r"(?:deze|dit|this|that|the following|cette|ce)\s+"
        r"(?:link|afbeelding|plaatje|beeld|image|picture|pixel|lien)"
    ),
}
_CLAUSE = r"(?:^\W*|[:;,|()>\]]\s*[\"'“‘«]?\s*|[\"“‘«]\s*|(?<!\w)(?:en|and|et|puis|then|und|y)\s+)"
_ASKS = re.compile(r"\?[\"'”’»)\s]*$")
_LETTERS = str.maketrans("013457@$", "oieastas")
_MIXED = re.compile(r"(?=\w*[^\W\d_])(?=\w*\d)[\w@$]+")


def steers(sentence: str, following: str = "") -> bool:
    """Whether a sentence tells a machine what to say or do; not when what follows asks if it is so."""
    if _any("always", sentence):
        return True
    if asks(sentence):
        return False
    doubted = asks(following) and _checks().search(following)
    return _any("acts", sentence) or (not doubted and _any("claims", sentence))


def continues(sentence: str) -> bool:
    """Whether a sentence behind an instruction goes on with it."""
    return not asks(sentence) and bool(_row(("^do",)).search(sentence))


def is_wish(sentence: str) -> bool:
    """Whether a sentence only says how somebody wants to be spoken to."""
    return not asks(sentence) and any(
        _row(tuple(row)).search(sentence) for row in lexicon("instructions")["wishes"]
    )


def asks(sentence: str) -> bool:
    """Whether a sentence ends as a question does, or opens as one and has no stop at all."""
    return bool(_ASKS.search(sentence)) or bool(_opens_as_question().match(sentence))


@cache
def _opens_as_question() -> re.Pattern[str]:
    words = "|".join(map(re.escape, lexicon("question_words")))
    return re.compile(rf"\s*(?:en\s+|et\s+|and\s+)?(?:{words})(?!\w)[^.!:;]*$", re.IGNORECASE)


def _any(name: str, sentence: str) -> bool:
    spellings = {sentence, _read(sentence)}
    return any(pattern.search(spelling) for pattern in _acts(name) for spelling in spellings)


def _read(sentence: str) -> str:
    """A sentence without disguise: "N3g33r" and Cyrillic look-alikes are read as what they look like."""
    plain = unmasked(unicodedata.normalize("NFKC", sentence))
    return _MIXED.sub(lambda word: word[0].translate(_LETTERS), plain)


@cache
def _acts(name: str) -> tuple[re.Pattern[str], ...]:
    rows = lexicon("instructions")[name].values()
    return tuple(_row(tuple(row)) for act in rows for row in act)


@cache
def _checks() -> re.Pattern[str]:
    return re.compile(_words("checked"), re.IGNORECASE)


@cache
def _row(groups: tuple[str, ...]) -> re.Pattern[str]:
    """One pattern for a row of lists, in their order."""
    pattern, without = "", ""
    for group in groups:
        kind, names = (group[0], group[1:]) if group[0] in "^+!" else ("", group)
        words = f"(?:{'|'.join(_words(name) for name in names.split('|'))})"
        if kind == "!":
            without = f"(?!{words})"
            continue
        if pattern:
            pattern += r"\s+" if kind == "+" else _GAP.format(without=without)
        pattern += rf"{_CLAUSE}(?:{_words('polite')}\W+){{0,3}}{words}" if kind == "^" else words
        without = ""
    return re.compile(pattern, re.IGNORECASE)


def _words(name: str) -> str:
    """A list by its name, something known without a list, or a word by itself."""
    if name in _KNOWN:
        return _KNOWN[name].format(names=_names()) if name == "CAPITALS" else _KNOWN[name]
    return f"(?:{'|'.join(_each(lexicon('instructions')['words'].get(name, [name])))})"


def _each(words: Iterable[str]) -> Iterable[str]:
    """The longest first. A * leaves the end of a word open; a ^ inside is a list's business."""
    for word in sorted(words, key=len, reverse=True):
        if word in _KNOWN:
            yield _words(word)
            continue
        start = r"(?<!\w)" if word[0].isalnum() else ""
        stop = r"\w*" if word.endswith("*") else r"(?!\w)" if word[-1].isalnum() else ""
        yield start + re.escape(word.removesuffix("*")).replace(r"\ ", r"\s+") + stop


@cache
def _names() -> str:
    """Names that are ours to use, in capitals."""
    known = [*lexicon("names"), *lexicon("instructions")["words"]["our_capitals"]]
    return "|".join(re.escape(name.upper()) for name in known)
