"""Certificates, handed on as they are written: the rule on qualifications reads them.

They are known by the names on the lists themselves, with or without a level. A name that is on no list counts
only behind a level or an announcement such as "diploma".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from assistant.lexicon import lexicon
from assistant.notation.lexicon import alternatives
from assistant.rules.decisions.certificates import Kind
from assistant.rules.decisions.mentions import Mention, is_filling, mentions, pending_at
from assistant.understand.cues import Cue, any_found, cues, is_denied
from assistant.understand.slots.scene import Found, Scene
from assistant.understand.topics import topics

_STOP = re.compile(r"[?!;:\n()\"]|\.(?=\s|$)|,\s*(?!en\b|of\b)")
_BREAK = re.compile(r"[?!;\n]|\.(?=\s|$)")
_LONGEST = 90
_WIDEST = 12
"""Characters between a name and the one it belongs to, beside words that say nothing."""
_TOPIC = "qualification"


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch of text that names a certificate, or half of one."""

    start: int
    end: int
    level: bool
    subject: bool


def certificates(scene: Scene) -> Iterator[Found]:
    """The stretches of text that name certificates, together as one fact."""
    pieces = _with_doubt(scene.lower, tuple(_paired(_pieces(scene.lower))))
    if pieces:
        start, end = min(p.start for one in pieces for p in one), max(p.end for one in pieces for p in one)
        places = tuple(tuple((piece.start, piece.end) for piece in pieced) for pieced in pieces)
        yield Found("certificates", scene.lower[start:end].strip(), start, end, pieces=places)


def asks_whether_it_counts(lower: str) -> bool:
    """Whether a text asks what a certificate is worth, or only names it: "telt dat", "pedagogie?"."""
    return any_found(_cues("judged"), lower) or _is_all(lower, mentions(lower))


def asks_of_list(lower: str) -> bool:
    """Whether a text asks what stands on the list, and not only what a certificate is worth."""
    return any_found(_cues("listed"), lower)


def names_level(value: str) -> bool:
    """Whether a certificate is written with its level."""
    return any(mention.has_level for mention in mentions(value.lower()))


def level_of(value: str) -> str:
    """The level that a certificate is written with; empty where it has none, or bears it in its name."""
    lower = value.lower()
    return next((lower[m.start : m.end] for m in mentions(lower) if m.kind is Kind.LEVEL), "")


def _pieces(lower: str) -> list[_Piece]:
    """What is announced, and then the bare names where the text is about certificates."""
    named = mentions(lower)
    found: list[_Piece] = []
    for match in _announced().finditer(lower):
        if found and match.start() < found[-1].end:
            continue
        piece = _stretch(lower, match, named)
        if piece and not is_denied(lower, match.start(), match.end()):
            found.append(piece)
    taken = [(piece.start, piece.end) for piece in found]
    free = [m for m in named if not any(start < m.end and m.start < end for start, end in taken)]
    found += [piece for run in _runs(lower, free) for piece in _bare(lower, run, named, bool(found))]
    return sorted(found, key=lambda piece: piece.start)


def _stretch(lower: str, match: re.Match[str], named: Sequence[Mention]) -> _Piece | None:
    """From the level, or from what follows the announcement, to the end of the name."""
    limit = _limit(lower, match.end())
    inside = [m for m in named if match.start() <= m.start and m.end <= limit]
    end = _end(lower, match.end(), limit, inside)
    subject = any(m.is_subject for m in inside)
    if match["level"]:
        if end < match.end() or lower[match.end() : match.end() + 1] == "-":
            return None
        named_otherwise = bool(lower[match.end() : end].strip())
        return _Piece(match.start(), end, level=True, subject=subject or named_otherwise)
    glue = _glue().match(lower, match.end(), max(end, match.end()))
    name = lower[glue.end() if glue else match.end() : end].strip()
    empty = len(name) < 3 or name in _words("empty") or name.split()[0] in _words("empty")
    if empty or (match["loose"] and not inside):
        return None
    return _Piece(match.start(), end, level=any(m.has_level for m in inside), subject=True)


def _limit(lower: str, start: int) -> int:
    """Where a name ends at the latest; words in brackets that name something of the lists belong to it."""
    last = min(len(lower), start + _LONGEST)
    for stop in _STOP.finditer(lower, start, last):
        closing = lower.find(")", stop.end(), last)
        if stop[0] == "(" and closing > 0 and mentions(lower[stop.end() : closing]):
            continue
        if stop[0] == ")" and "(" in lower[start : stop.start()]:
            return stop.end()
        return stop.start()
    return last


def _end(lower: str, start: int, limit: int, inside: Sequence[Mention]) -> int:
    """A name ends at a word that ends it, or behind the last name of the lists and what is added to that."""
    reached, named = start, False
    for mention in inside:
        ended = _ending().search(lower, reached, mention.start) is not None
        if ended and (named or not is_filling(lower[reached : mention.start])):
            break
        reached, named = max(reached, mention.end), named or mention.is_subject
    ending = _ending().search(lower, reached, limit)
    end = ending.start() if ending else limit
    if named:
        added = _added().match(lower, reached, end)
        closing = lower[reached:limit].lstrip().startswith(")") and "(" in lower[start:reached]
        end = lower.index(")", reached) + 1 if closing else (added.end() if added else reached)
    return len(lower[:end].rstrip(" ,-"))


def _runs(lower: str, named: Sequence[Mention]) -> Iterator[list[Mention]]:
    """Names that stand together, with nothing between them that says anything."""
    run: list[Mention] = []
    for mention in named:
        if run and not _is_joined(lower, run[-1].end, mention.start):
            yield run
            run = []
        run.append(mention)
    if run:
        yield run


def _is_joined(lower: str, start: int, end: int) -> bool:
    between = lower[start:end]
    return len(between) <= _WIDEST and not _BREAK.search(between) and is_filling(between)


def _bare(lower: str, run: list[Mention], named: Sequence[Mention], beside: bool) -> Iterator[_Piece]:
    """A run of names that nothing announces, where the text around it asks or tells of certificates."""
    start, end = run[0].start, run[-1].end
    if not any(m.is_subject for m in run):
        if any(m.kind in {Kind.PROVIDER, Kind.UNFINISHED} for m in run) or is_denied(lower, start, end):
            return
        if any(m.kind is Kind.LEVEL for m in run) and any(m.is_subject for m in named):
            yield _Piece(start, end, level=True, subject=False)
        return
    strong = any(m.is_subject and not m.weak for m in run)
    about = _is_told(lower, start, end) or (strong and _is_meant(lower, start, named, beside))
    if about and not is_denied(lower, start, end):
        yield _Piece(start, end, level=any(m.has_level for m in run), subject=True)


def _is_told(lower: str, start: int, end: int) -> bool:
    """Whether somebody is said to have studied it: "ik heb rechten gestudeerd"."""
    before, after = lower[max(0, start - 40) : start], lower[end : end + 30]
    return _studied("studied_before", r"\s*$").search(before) is not None or (
        _studied("studied_after", "").match(after.lstrip(" ,")) is not None
    )


def _is_meant(lower: str, start: int, named: Sequence[Mention], beside: bool) -> bool:
    about = _TOPIC in topics(lower) or any_found(_cues("judged"), lower)
    if beside:
        return False if not about else not _being().search(lower[max(0, start - 30) : start])
    return about or _is_all(lower, named)


def _is_all(lower: str, named: Sequence[Mention]) -> bool:
    """Whether a text says nothing beside names of the lists: "en kinesitherapie?", "ik ben orthopedagoog"."""
    if not any(m.is_subject and (not m.weak or _is_told(lower, m.start, m.end)) for m in named):
        return False
    rest, last = [], 0
    for mention in named:
        rest.append(lower[last : mention.start])
        last = mention.end
    left = re.findall(r"[^\W\d_]+", " ".join([*rest, lower[last:]]))
    return all(
        word in _words("beside") or (is_filling(word) and word not in _words("other")) for word in left
    )


def _paired(pieces: list[_Piece]) -> Iterator[tuple[_Piece, ...]]:
    """Certificates: a level told apart goes with the one subject that has none."""
    levels = [p for p in pieces if p.level and not p.subject]
    bare = [p for p in pieces if p.subject and not p.level]
    subjects = [p for p in pieces if p.subject]
    if not subjects:
        yield from ((p,) for p in levels[:1])
        return
    apart = len(levels) == 1 and len(bare) == 1
    for piece in subjects:
        yield (levels[0], piece) if apart and piece is bare[0] else (piece,)


def _with_doubt(lower: str, pieces: tuple[tuple[_Piece, ...], ...]) -> tuple[tuple[_Piece, ...], ...]:
    """The one certificate of a text with the words that say that it is not there yet, wherever they stand."""
    place = pending_at(lower) if len(pieces) == 1 else None
    if (
        place is None
        or is_denied(lower, *place)
        or any(p.start < place[1] and place[0] < p.end for p in pieces[0])
    ):
        return pieces
    return ((*pieces[0], _Piece(*place, level=False, subject=False)),)


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(lexicon("certificates")[name])


@cache
def _cues(name: str) -> tuple[Cue, ...]:
    return cues(lexicon("certificates")[name])


@cache
def _being() -> re.Pattern[str]:
    """Somebody with a profession: "ik ben kinesist"."""
    return re.compile(rf"(?<!\w){alternatives(lexicon('certificates')['being'])}\s+$")


@cache
def _studied(name: str, tail: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){alternatives(lexicon('certificates')[name])}(?!\w){tail}")


@cache
def _announced() -> re.Pattern[str]:
    lists = lexicon("certificates")
    return re.compile(
        rf"(?<!\w)(?:(?P<level>{alternatives(lists['level'])})|(?P<loose>{alternatives(lists['announce_known'])})"
        rf"|{alternatives(lists['announce'])})(?!\w)"
    )


@cache
def _glue() -> re.Pattern[str]:
    return re.compile(rf"[\s:]*(?:(?:{alternatives(lexicon('certificates')['glue'])})(?!\w)\s*)*")


@cache
def _ending() -> re.Pattern[str]:
    return re.compile(rf"\s(?:{alternatives(lexicon('certificates')['end'])})(?!\w)")


@cache
def _added() -> re.Pattern[str]:
    """What is added to a name of the lists: "... en ondernemerschap"."""
    ends = alternatives(lexicon("certificates")["end"])
    return re.compile(rf"\s+(?:en|&)\s+(?!{ends}(?!\w))[^\W\d_][\w-]{{3,}}(?=[\s?!.,;]|$)")
