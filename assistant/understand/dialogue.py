"""How a message leans on the conversation: what carries over, what is replaced, what "en daarna?" asks."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from assistant.lexicon import lexicon
from assistant.models import Conversation, Fact, FactSource
from assistant.understand.cues import Cue, any_found, cues
from assistant.understand.inputs import facts_for, table
from assistant.understand.model import FollowUp
from assistant.understand.questions import asks, content
from assistant.understand.slots.cases import listed_values
from assistant.understand.slots.certificates import level_of, names_level
from assistant.understand.slots.quarter import CLOCKS, SPANS

_SHORT, _LONGER = 8, 14
"""Words a message may have to be read as leaning on the one before."""
_ANSWER = 5
"""Words a bare answer to a question back may have."""
_FARTHEST = 3
"""Turns that are looked through for the one that a message leans on."""
_CLIPPED = 180
"""Characters of the question before that are searched for again: the new words must keep their place."""
_BARE = 2
"""Below so many words of content a message has no subject of its own."""
_CERTIFICATES, _QUALIFICATION = "certificates", "qualification"
_WAGES = ("wage_cost", "gross_wage")
_APART = re.compile(r"\s*(?:$|[,.:;!?\n])")
_WORD = re.compile(r"[^\W\d_]+")
_POINTING = 6
"""How many of the first words are looked at for one that points back."""


@dataclass(frozen=True, slots=True)
class Leaning:
    """How a message leans on the one before, and what to search for."""

    follow_up: FollowUp | None
    query: str
    before: str = ""
    """The question it leans on."""


def before(conversation: Conversation) -> str:
    """The question that a new message may lean on; empty after a restart."""
    if not conversation.turns:
        return ""
    turn = conversation.turns[-1]
    asked = turn.question if turn.about is None else turn.about
    return asked if len(asked) <= _CLIPPED else asked[:_CLIPPED].rsplit(" ", 1)[0]


def turns_back(conversation: Conversation, said: Mapping[str, Fact], lower: str) -> int:
    """How many turns to go back for the one that a message leans on: past those its facts say nothing to.

    Args:
        conversation: what was said before.
        said: the facts the message gives itself.
        lower: a message without a subject of its own, in lower case.
    """
    if not said or len(lower.split()) > _LONGER or not (points_back(lower) or _opens(lower, "opens")):
        return 0
    for back, turn in enumerate(reversed(conversation.turns[-_FARTHEST:])):
        if turn.rule in table() and facts_for(str(turn.rule), said):
            return back
    return 0


def lean(text: str, lower: str, said: Mapping[str, Fact], earlier: str, *, topical: bool) -> Leaning:
    """Tell how a message leans on the question before it.

    Args:
        text: the message.
        lower: the message, normalised, in lower case.
        said: the facts it gives itself.
        earlier: the question before it; empty when there is none.
        topical: whether it names a subject of its own.
    """
    words = len(lower.split())
    if _restarts(lower, words):
        return Leaning(FollowUp.RESTART, text)
    if not earlier:
        return Leaning(None, text)
    joined = f"{earlier} {text}"
    asked = not said and not topical and words <= _SHORT
    kind = _asked_of_answer(lower) if asked else None
    if kind:
        return Leaning(kind, joined, earlier)
    if not _leans(lower, words, bool(said), topical):
        return Leaning(None, text)
    other = swapped(earlier, lower)
    if other:
        return Leaning(FollowUp.OTHER_TOPIC, f"{other} {text}", other)
    if topical and words > _SHORT and not points_back(lower):
        return Leaning(FollowUp.OTHER_TOPIC, text)
    kind = FollowUp.SAME_TOPIC_NEW_FACTS if said or not topical else FollowUp.OTHER_TOPIC
    return Leaning(kind, joined, earlier)


def points_back(lower: str) -> bool:
    """Whether one of the first words points to what was said: "mag dat ook", "krijgt die dan".

    A "dat" that opens a clause ("staat er dat een coach ...") and a "die" behind its noun ("iemand die ...")
    do not.
    """
    words = _WORD.findall(lower)
    pointing, starts, nouns = (frozenset(_words()[name]) for name in ("pointing", "clause_starts", "nouns"))
    for place, word in enumerate(words[:_POINTING]):
        following = words[place + 1] if place + 1 < len(words) else ""
        if word not in pointing or (place and word == "dat" and following in starts):
            continue
        if not (place and word == "die" and _is_noun(words[place - 1], nouns)):
            return True
    return False


def bare(lower: str) -> bool:
    """Whether a message has no subject of its own."""
    return len(content(lower)) < _BARE


def _is_noun(word: str, known: frozenset[str]) -> bool:
    return word in known or word not in lexicon("function_words")


def _asked_of_answer(lower: str) -> FollowUp | None:
    """What a short message asks of the answer before it: its place, its calculation, or what comes next."""
    if _is_whole(lower, "why"):
        return FollowUp.WHY
    for kind in (FollowUp.WHERE, FollowUp.CALCULATION, FollowUp.NEXT_PHASE):
        if any_found(_list(kind.value), lower):
            return kind
    return None


def _is_whole(lower: str, name: str) -> bool:
    """Whether a message is one of these phrases, courtesy and small words before it aside."""
    text = re.sub(r"^(?:en|maar|en maar|but|and|mais|et)\s+", "", lower.strip(" ,.?!-"))
    return any(hit.start == 0 and hit.end == len(text) for cue in _list(name) for hit in cue.hits(text))


def _leans(lower: str, words: int, said: bool, topical: bool) -> bool:
    opened = _opens(lower, "opens") or _opens(lower, "correction")
    if words <= _LONGER and (opened or bare(lower) or points_back(lower)):
        return True
    return said and ((words <= _SHORT and not topical) or (words <= _ANSWER and not asks(lower)))


def named_again(lower: str, held: Mapping[str, Fact], rule: str | None) -> dict[str, Fact]:
    """The certificate of "en gewone verpleegkunde?", behind a question about another one of the same level.

    Args:
        lower: a message that leans on the turn before and names no certificate, in lower case.
        held: the facts of earlier turns.
        rule: the rule that gave an outcome there.
    """
    before = held.get(_CERTIFICATES)
    name = " ".join(word for word in content(lower) if word not in _words()["plain"])
    if rule != _QUALIFICATION or before is None or not name or len(lower.split()) > _ANSWER:
        return {}
    level = level_of(str(before.value))
    value = f"{level} {name}" if level else name
    return {_CERTIFICATES: Fact(value=value, source=FactSource.SAID, words=name)}


def at_same_level(said: Mapping[str, Fact], held: Mapping[str, Fact], rule: str | None) -> dict[str, Fact]:
    """The certificate of "en logopedie?", at the level of the one before it, where it names none itself.

    Args:
        said: the facts of a message that leans on the turn before.
        held: the facts of earlier turns.
        rule: the rule that gave an outcome there.
    """
    before, now = held.get(_CERTIFICATES), said.get(_CERTIFICATES)
    if rule != _QUALIFICATION or before is None or now is None or names_level(str(now.value)):
        return {}
    level = level_of(str(before.value))
    return {_CERTIFICATES: now.model_copy(update={"value": f"{level} {now.value}"})} if level else {}


def quarter_later(lower: str, held: Mapping[str, Fact]) -> dict[str, Fact]:
    """The quarter that "en het kwartaal daarna?" asks about, on the clock of the turn before."""
    clock = next((name for name in CLOCKS if name in held), None)
    if clock is None or len(lower.split()) > _SHORT or not any_found(_list("next_quarter"), lower):
        return {}
    before = held[clock]
    if not isinstance(before.value, int):
        return {}
    return {clock: before.model_copy(update={"value": before.value + 1, "source": FactSource.ASSUMED})}


def for_this_question(held: Mapping[str, Fact], lower: str) -> Mapping[str, Fact]:
    """The facts of before, without what only served its own question: a certificate is not judged twice."""
    if bare(lower) or _opens(lower, "correction"):
        return held
    return {name: fact for name, fact in held.items() if name != _CERTIFICATES}


def carried(
    held: Mapping[str, Fact],
    said: Mapping[str, Fact],
    follow_up: FollowUp | None,
    edits: Mapping[str, Fact | None],
) -> dict[str, Fact]:
    """What is known after this message. New facts replace old ones; what the user changed by hand wins.

    Args:
        held: the facts of earlier turns.
        said: the facts of this message.
        follow_up: how the message leans on the turn before.
        edits: facts the user set by hand; None takes one away.
    """
    known = {} if follow_up is FollowUp.RESTART else dict(held)
    if follow_up is None:
        known = {name: fact for name, fact in known.items() if not _is_passing(name, fact)}
    now = _on_same_clock(known, dict(said)) if follow_up else dict(said)
    for name in _replaced(now, known):
        known.pop(name, None)
    known.update(now)
    for name, fact in edits.items():
        if fact is None:
            known.pop(name, None)
        else:
            known[name] = fact
    return known


def _is_passing(name: str, fact: Fact) -> bool:
    """Whether a fact only served its question: "kan een school dat?" makes the user no school."""
    return fact.source is FactSource.ASSUMED and name in listed_values()


def _on_same_clock(known: Mapping[str, Fact], said: dict[str, Fact]) -> dict[str, Fact]:
    """Let "en in kwartaal 8?" go on counting as the turn before did."""
    clocks = [name for name in CLOCKS[1:] if name in known]
    if "quarter" in said and len(clocks) == 1 and not any(name in said for name in CLOCKS[1:]):
        said[clocks[0]] = said.pop("quarter")
    return said


def _replaced(said: Mapping[str, Fact], known: Mapping[str, Fact]) -> set[str]:
    """Facts of before that the new ones put aside though they bear another name."""
    gone: set[str] = set()
    places = {*CLOCKS, *SPANS}
    if places & said.keys():
        gone |= places - said.keys()
    for wage in _WAGES:
        if any(name.startswith(wage) for name in said):
            gone |= {name for name in known if name.startswith(wage)}
    return gone


def _restarts(lower: str, words: int) -> bool:
    head = " ".join(lower.split()[:_SHORT]) if words > _SHORT else lower
    apart = _stands_apart(lower, "restart_apart")
    return apart or _opens(head, "restart") or (words <= _SHORT and any_found(_list("restart"), head))


def _stands_apart(lower: str, name: str) -> bool:
    """Whether a message is such a phrase, or opens with one that is set off from the rest."""
    text = _interjection().sub("", lower.strip(" ,.-"))
    hits = (hit for cue in _list(name) for hit in cue.hits(text) if hit.start == 0)
    return any(_APART.match(text, hit.end) for hit in hits)


def _opens(lower: str, name: str) -> bool:
    stripped = _interjection().sub("", lower.lstrip(" ,.-"))
    return any(hit.start == 0 for cue in _list(name) for hit in cue.hits(stripped))


def swapped(before: str, lower: str) -> str | None:
    """The question before, about what this message names instead."""
    earlier = before.lower()
    for group in lexicon("dialogue")["swaps"]:
        new = [names for names in group if _first(names, lower)]
        old = [names for names in group if _first(names, earlier)]
        if len(new) == 1 and len(old) == 1 and new != old:
            return earlier.replace(_first(old[0], earlier), new[0][0])
    return None


def _first(names: list[str], text: str) -> str:
    """The first of these names that stands in a text, at the head of a word."""
    return next((name for name in names if re.search(rf"(?<![\w-]){re.escape(name)}", text)), "")


@cache
def _words() -> Mapping[str, list[str]]:
    found: Mapping[str, list[str]] = lexicon("dialogue")["words"]
    return found


@cache
def _interjection() -> re.Pattern[str]:
    return re.compile(rf"^(?:{'|'.join(map(re.escape, _words()['interjections']))})\b[\s,.!-]+")


@cache
def _list(name: str) -> tuple[Cue, ...]:
    return cues(lexicon("dialogue")[name])
