"""What is to be answered: the addressee, and the text with the questions, of a request or an e-mail."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from assistant.drafting.indirect import clauses, opens_clause, subjects
from assistant.instructions import set_aside_instructions
from assistant.lexicon import lexicon
from assistant.models import Audience
from assistant.receive import clean
from assistant.understand import Understood
from assistant.understand.cues import Cue, cues
from assistant.understand.normalise import lowered

_QUOTING = re.compile(r"^\s*(?:>\s*)+")
_HEAD = 160
"""Characters at the head of a message in which a letter is asked for."""
_ADDRESSEE = 60
"""How far behind the request the addressee is looked for."""


@dataclass(frozen=True)
class Request:
    """A letter that is wanted."""

    audience: Audience
    """Who the letter is for: an employer unless it is said otherwise."""
    asked: tuple[str, ...]
    """Questions that the request itself gives, in direct order where they were indirect."""
    text: str
    """The rest, which may hold more questions: a pasted e-mail, one line per line."""
    told: str
    """What the request itself tells besides: what a letter is about when nothing is asked."""
    set_aside: int
    """How many sentences tried to steer the assistant; they are not in the text."""


def is_letter_request(understood: Understood) -> bool:
    """Whether a letter is asked for, rather than an answer."""
    return _request_end(lowered(understood.text[:_HEAD])) > 0


def read_request(raw: str, audience: Audience | None = None) -> Request:
    """Read a request for a letter, or an e-mail that was pasted as it is.

    Args:
        raw: what was typed or pasted.
        audience: who the letter is for, when that is known.
    """
    lines, aside = _lines(raw)
    text = "\n".join(lines)
    end = _request_end(lowered(text.split("\n", 1)[0]))
    if not end:
        return Request(audience or Audience.WERKGEVER, (), text, "", aside)
    line, _, rest = text.partition("\n")
    found = audience or _addressee(lowered(line[: end + _ADDRESSEE]))
    asked, left = _asked(line, end)
    told = "\n".join(part for part in (_told(line[end:]), rest) if part)
    return Request(found, asked, "\n".join(part for part in (left, rest) if part), told, aside)


def of_the_city(question: str) -> str:
    """What the city calls its own, and others yours, by its name: "onze tarieven" are those of Stad Gent."""
    possessed = rf"(?<!\w)(?:{_choice('possessives')})\s+((?:\w+\s+)?(?:{_choice('ours')}))(?!\w)"
    named = re.sub(possessed, rf"de \1 van {lexicon('letters')['city']}", question, flags=re.IGNORECASE)
    return re.sub(r"(?<!\w)jullie(?!\w)", lexicon("letters")["city"], named, flags=re.IGNORECASE)


def _told(behind: str) -> str:
    """What stands behind a request and whom it is for: "aan bakkerij De Proef: ze willen starten"."""
    head, colon, rest = behind.partition(":")
    if colon and rest.strip() and len(head) <= _ADDRESSEE:
        return rest.strip()
    start = _end_of("telling", behind)
    return behind[start:].strip() if start else ""


def _lines(raw: str) -> tuple[list[str], int]:
    """The lines of a text without quoting marks, e-mail headers and instructions."""
    kept: list[str] = []
    aside = 0
    for line in clean(raw).splitlines():
        words, instructions = set_aside_instructions(_QUOTING.sub("", line))
        aside += len(instructions)
        if words and not _header().match(words):
            kept.append(words)
    return kept, aside


def _request_end(lower: str) -> int:
    """Where the request for a letter ends; 0 when there is none."""
    hits = [hit for cue in _list("requests") for hit in cue.hits(lower)]
    return min(hits, key=lambda hit: (hit.start, hit.end)).end if hits else 0


def _addressee(lower: str) -> Audience:
    named = [
        (hit.start, Audience(name))
        for name, words in lexicon("letters")["addressees"].items()
        for cue in cues(words)
        for hit in cue.hits(lower)
    ]
    return min(named)[1] if named else Audience.WERKGEVER


def _asked(line: str, end: int) -> tuple[tuple[str, ...], str]:
    """The questions behind the request on its own line, and what of the line is left to look through."""
    sentence, left = _first_sentence(line[end:])
    about = _end_of("about", sentence)
    found = (
        _clauses(sentence) or (tuple(subjects(sentence[about:])) if about else ()) or _told_clauses(sentence)
    )
    if found:
        return found, left
    if ":" not in sentence:
        told, asked = _told_and_asked(left)
        if asked:
            return asked, told
    return (), line[end:].partition(":")[2].strip() or left


def _clauses(sentence: str) -> tuple[str, ...]:
    """The indirect questions of a sentence: "... en ze willen weten wat het kost"."""
    end = _end_of("asking", sentence)
    return tuple(clauses(sentence[end:])) if end else ()


def _told_clauses(sentence: str) -> tuple[str, ...]:
    """The questions that a letter is to answer: "... met wat het kost en wat erin zit"."""
    told = sentence[_end_of("telling", sentence) :].strip()
    return tuple(clauses(told)) if told != sentence.strip() and opens_clause(told.lower()) else ()


def _told_and_asked(text: str) -> tuple[str, tuple[str, ...]]:
    """What the sentences behind a request tell of the case, and what they ask indirectly."""
    told: list[str] = []
    asked: list[str] = []
    while text:
        sentence, text = _first_sentence(text)
        found = _clauses(sentence)
        asked += found
        told.append(sentence[: _start_of("asking", sentence)] if found else sentence)
    return " ".join(told), tuple(asked)


def _start_of(name: str, sentence: str) -> int:
    return min(hit.start for cue in _list(name) for hit in cue.hits(lowered(sentence)))


def _end_of(name: str, sentence: str) -> int:
    """Where the first of the phrases that announce something ends; 0 when none stands there."""
    hits = [hit for cue in _list(name) for hit in cue.hits(lowered(sentence))]
    return min(hits, key=lambda hit: (hit.start, -hit.end)).end if hits else 0


def _first_sentence(text: str) -> tuple[str, str]:
    match = re.search(r"[.!?]+(?=\s)", text)
    return (text[: match.end()], text[match.end() :].strip()) if match else (text, "")


def _choice(name: str) -> str:
    return "|".join(map(re.escape, lexicon("letters")[name]))


@cache
def _header() -> re.Pattern[str]:
    names = "|".join(map(re.escape, lexicon("letters")["headers"]))
    return re.compile(rf"(?:{names})\s*:", re.IGNORECASE)


@cache
def _list(name: str) -> tuple[Cue, ...]:
    return cues(lexicon("letters")[name])
