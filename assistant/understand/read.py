"""Step 2, understand: what is asked and which facts the question gives. No search happens here."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from assistant.lexicon import lexicon
from assistant.models import Conversation, Fact, FactSource
from assistant.privacy import PersonalKind
from assistant.receive import Received, receive
from assistant.rules.decisions.tasks import find_task
from assistant.understand.dialogue import carried, lean
from assistant.understand.intents import intents
from assistant.understand.model import Asked, Understood
from assistant.understand.normalise import Normal, lowered, normalise
from assistant.understand.places import places
from assistant.understand.questions import split
from assistant.understand.slots import Scene, as_of, read_aspects, read_facts, scene
from assistant.understand.topics import measures, topics
from corpus.fiches import Intent

_CONTENT_WORD = re.compile(r"[^\W\d_]{3,}", re.UNICODE)
_ABOUT_TASKS = frozenset({"pakket", "rollen"})
_NONE: Mapping[str, Fact | None] = {}


def understand(
    received: Received, conversation: Conversation, edits: Mapping[str, Fact | None] = _NONE
) -> Understood:
    """Read what is asked and which facts are given. Never raises, whatever the text.

    Args:
        received: the question as it came in.
        conversation: what was said before; its facts carry over.
        edits: facts the user set by hand, which win; None takes one away.
    """
    text = received.text
    names = [(p.start, p.end) for p in received.personal.found if p.kind is not PersonalKind.HEALTH]
    normal = normalise(text, received.language, names)
    seen = scene(normal, received.language, in_conversation=bool(conversation.turns))
    said = read_facts(seen, received.personal)
    content = tuple(w for w in _CONTENT_WORD.findall(text.lower()) if w not in _function_words())
    own_topics = topics(normal.lower)
    leaning = lean(text, normal.lower, len(content), said, conversation, topical=bool(own_topics))
    asked = _asked(normal, seen)
    joined = normal.lower if leaning.query == text else f"{lowered(leaning.query)} {normal.lower}"
    about = topics(joined)
    return Understood(
        query=leaning.query,
        topics=about,
        measures=measures(normal.lower),
        facts=carried(conversation.facts, said, leaning.follow_up, edits),
        as_of=as_of(seen),
        content_words=content,
        text=normal.text,
        intents=_merged(asked),
        questions=asked,
        places=places(seen),
        follow_up=leaning.follow_up,
        said=frozenset(said),
        aspects={
            **read_aspects(seen, sorted(about), received.personal),
            **_task(normal.lower, about, received),
        },
    )


def warm_up() -> None:
    """Read the word lists, so that the first question does not wait for them."""
    understand(
        receive("hoeveel bedraagt de loonpremei in het 7de kwartaal voor vijf jaar?"), Conversation(id="")
    )


def _asked(normal: Normal, whole: Scene) -> tuple[Asked, ...]:
    found = []
    places_in = split(normal.lower)
    for start, end in places_in:
        part = normal.lower[start:end]
        cut = normal.cut(start, end) if len(places_in) > 1 else normal
        seen = scene(cut, whole.language) if len(places_in) > 1 else whole
        first, last = normal.origin(start, end)
        found.append(Asked(normal.source[first:last].strip(), intents(part), topics(part), places(seen)))
    return tuple(found)


def _task(lower: str, about: frozenset[str], received: Received) -> dict[str, Fact]:
    """The one task of the guidance that a question about tasks names."""
    task = find_task(lower) if about & _ABOUT_TASKS else None
    return {"task": Fact(value=task.name, source=FactSource.SAID, words=received.masked)} if task else {}


def _merged(asked: tuple[Asked, ...]) -> tuple[Intent, ...]:
    return tuple(dict.fromkeys(intent for question in asked for intent in question.intents))


@cache
def _function_words() -> frozenset[str]:
    return frozenset(lexicon("function_words"))
