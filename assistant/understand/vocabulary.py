"""The words people use: how often each occurs, what it stands beside, and how it is written.

Counted over the sources, the fiches and the ways of asking. Behind these stands a dictionary of ordinary
words; it is read only when it has to tell a slip from a word that the corpus does not hold.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import pairwise
from pathlib import Path

import corpus
from assistant.models import Language

_CORPUS = Path(corpus.__file__).parent
_LETTERS = re.compile(r"[^\W\d_]+")
_TOKEN = re.compile(r"\w+")
_CAPITAL = re.compile(
    r"(?<=[\w,;'’«\"(-] )(?=\w*[^\W\d_a-zà-ÿ])\w+|(?<=[\w'’]['’\-])(?=\w*[^\W\d_a-zà-ÿ])\w+"
)
"""A word with a capital where no sentence begins."""


@cache
def counts(language: Language) -> Counter[str]:
    """How often each word of a language, in lower case, occurs in the corpus; the sources are Dutch."""
    asked = Counter(word for text in _phrases(language) for word in _LETTERS.findall(text.lower()))
    return sources() + asked if language is Language.NL else asked


@cache
def sources() -> Counter[str]:
    """How often each word occurs in the source documents and the fiches."""
    return Counter(word for text in _texts() for word in _LETTERS.findall(text))


@cache
def pairs(language: Language) -> Counter[tuple[str, str]]:
    """How often two words stand beside one another."""
    texts = [text.lower() for text in _phrases(language)]
    if language is Language.NL:
        texts += (line for text in _texts() for line in text.splitlines())
    return Counter(pair for text in texts for pair in pairwise(_LETTERS.findall(text)))


@cache
def size(language: Language) -> int:
    """How many words of a language were counted."""
    return counts(language).total() or 1


@cache
def dictionary(language: Language) -> Mapping[str, int]:
    """Ordinary words of a language, in lower case, with how often they occur in general."""
    from spellchecker import SpellChecker

    words: Mapping[str, int] = SpellChecker(language=language.value).word_frequency.dictionary
    return words


def written(text: str) -> str:
    """A text in small letters, with the capitals that its words mostly have inside a sentence.

    "VDAB" and "Gent" always have them; "Stad" has them before "Gent".
    """
    cased, lower = _cased(), text.lower()
    words = list(_TOKEN.finditer(lower))
    pieces, last = [], 0
    for number, word in enumerate(words):
        behind = words[number + 1][0] if number + 1 < len(words) else ""
        spelt = cased.get((word[0], behind)) or cased.get((word[0], ""), word[0])
        pieces += [lower[last : word.start()], spelt]
        last = word.end()
    return "".join([*pieces, lower[last:]])


@cache
def _cased() -> Mapping[tuple[str, str], str]:
    """Words that are mostly written with a capital, also where no sentence begins, before any word or one."""
    texts = [text for language in Language for text in _phrases(language)]
    found = Counter(pair for text in texts for pair in _with_next(_CAPITAL.finditer(text), text))
    low = {word.lower() for word, _ in found}
    every = Counter(
        pair
        for text in map(str.lower, texts)
        for pair in _with_next((word for word in _TOKEN.finditer(text) if word[0] in low), text)
    )
    best: dict[tuple[str, str], str] = {}
    for (word, behind), often in sorted(found.items(), key=lambda item: (item[1], item[0])):
        if often > 1 and 2 * often > every[word.lower(), behind]:
            best[word.lower(), behind] = word
    return best


def _with_next(words: Iterable[re.Match[str]], text: str) -> Iterator[tuple[str, str]]:
    """Each word by itself, and with the word behind it in small letters."""
    for word in words:
        yield word[0], ""
        behind = _TOKEN.search(text, word.end())
        if behind:
            yield word[0], behind[0].lower()


@cache
def _texts() -> tuple[str, ...]:
    """The source documents, the fiches and the lists of the corpus, in lower case."""
    files = [*_CORPUS.glob("documents/*.md"), *_CORPUS.glob("fiches/*.yaml"), *_CORPUS.glob("*.yaml")]
    return tuple(file.read_text(encoding="utf-8").lower() for file in sorted(files))


@cache
def _phrases(language: Language) -> tuple[str, ...]:
    return tuple(text for said, text in _asked() if said == language)


@cache
def _asked() -> tuple[tuple[str, str], ...]:
    """The language and the text of every way of asking."""
    rows: list[tuple[str, str]] = []
    for file in sorted(_CORPUS.glob("phrases/*.tsv")):
        with file.open(encoding="utf-8", newline="") as lines:
            reader = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
            rows += ((row["language"], row["text"]) for row in reader)
    return tuple(rows)
