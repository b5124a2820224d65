"""Typing errors, made by a seeded function: the same text and seed give the same errors."""

from __future__ import annotations

import random
import re
import unicodedata

_NEIGHBOURS = {
    "a": "zqs", "b": "vn", "c": "xv", "d": "sfe", "e": "zr", "f": "dg", "g": "fh", "h": "gj", "i": "uo",
    "j": "hk", "k": "jl", "l": "km", "m": "l", "n": "bh", "o": "ip", "p": "o", "q": "as", "r": "et",
    "s": "qd", "t": "ry", "u": "yi", "v": "cb", "w": "xs", "x": "wc", "y": "tu", "z": "ae",
}  # fmt: skip
"""Keys that lie beside each other on a Belgian keyboard."""
_WORD = re.compile(r"[^\W\d_]{4,}")
_CHARACTERS_PER_ERROR = 35


def with_typos(text: str, seed: int) -> str:
    """The text with an error per 35 characters, at least one, none in numbers or short words."""
    dice = random.Random(f"{seed} {text}")
    words = list(_WORD.finditer(text))
    chosen = dice.sample(words, min(len(words), 1 + len(text) // _CHARACTERS_PER_ERROR))
    for word in sorted(chosen, key=lambda m: -m.start()):
        text = text[: word.start()] + _misspelt(word[0], dice) + text[word.end() :]
    return text


def _misspelt(word: str, dice: random.Random) -> str:
    place = dice.randrange(1, len(word) - 1)
    before, letter, after = word[:place], word[place], word[place + 1 :]
    match dice.choice(("swap", "drop", "double", "neighbour", "accent")):
        case "swap":
            return before + after[0] + letter + after[1:]
        case "drop":
            return before + after
        case "double":
            return before + letter + letter + after
        case "neighbour":
            return before + dice.choice(_NEIGHBOURS.get(letter.lower(), letter)) + after
    plain = "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))
    return plain if plain != word else before + after
