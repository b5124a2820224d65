"""Step 2, understand: what is asked and which facts the question gives. No search happens here."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from assistant.lexicon import lexicon
from assistant.models import Conversation, Fact, FactSource, Language
from assistant.privacy import PersonalKind
from assistant.receive import Received, receive
from assistant.rules.decisions.tasks import find_task
from assistant.understand.both import for_both
from assistant.understand.courtesy import frame
from assistant.understand.dialogue import (
    Leaning,
    at_same_level,
    bare,
    before,
    carried,
    for_this_question,
    lean,
    named_again,
    quarter_later,
    turns_back,
)
from assistant.understand.intents import intents
from assistant.understand.model import Asked, FollowUp, Understood
from assistant.understand.normalise import Normal, lowered, normalise
from assistant.understand.places import places
from assistant.understand.questions import split
from assistant.understand.slots import (
    Scene,
    another_quarter,
    as_of,
    corrected,
    read_aspects,
    read_facts,
    scene,
)
from assistant.understand.slots.read import masked_words
from assistant.understand.topics import measures, topics
from assistant.understand.vocabulary import dictionary
from assistant.understand.wording import searched
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
    names = tuple((p.start, p.end) for p in received.personal.found if p.kind is not PersonalKind.HEALTH)
    normal = normalise(received.text, received.language, names)
    message = _Message(received, normal, names, bool(conversation.turns))
    spans = split(normal.lower)
    asked = tuple(message.asked(*span) for span in spans)
    back = _turns_back(message, conversation)
    conversation = conversation.model_copy(update={"turns": conversation.turns[: -back or None]})
    earlier = before(conversation)
    whole = message.read(0, len(normal.lower), asked, earlier)
    if len(spans) == 1:
        said = message.said(0, len(normal.lower))
        if whole.own and not said:
            said |= quarter_later(normal.lower, conversation.facts)
            said |= another_quarter(message.scene(), conversation.facts)
            said |= corrected(message.scene(), conversation.facts, conversation.turns[-1].question)
            said |= named_again(normal.lower, conversation.facts, conversation.turns[-1].rule)
        if whole.own:
            said |= at_same_level(said, conversation.facts, conversation.turns[-1].rule)
        facts = carried(for_this_question(conversation.facts, normal.lower), said, whole.follow_up, edits)
        whole = replace(whole, facts=facts, said=frozenset(said), questions=asked, turns_back=back)
        return replace(
            whole, parts=for_both(whole, facts, conversation.turns[-1] if conversation.turns else None)
        )
    parts = tuple(message.parts(spans, asked, earlier, conversation.facts, edits))
    return replace(whole, facts=parts[-1].facts, questions=asked, parts=parts, own=None)


def _turns_back(message: _Message, conversation: Conversation) -> int:
    lower = message.normal.lower
    if len(conversation.turns) < 2 or topics(lower):
        return 0
    return turns_back(conversation, message.said(0, len(lower)), lower)


def warm_up() -> None:
    """Read the word lists and the dictionary, so that the first question does not wait for them."""
    dictionary(Language.NL)
    understand(
        receive("hoeveel bedraagt de loonpremei in het 7de kwartaal voor vijf jaar?"), Conversation(id="")
    )


@dataclass(frozen=True)
class _Message:
    """A message while it is read, as a whole or piece by piece. Places are in the normalised text."""

    received: Received
    normal: Normal
    names: tuple[tuple[int, int], ...]
    in_conversation: bool

    def asked(self, start: int, end: int) -> Asked:
        """One of its questions, in the words of the user: with those that ask to be told."""
        first, last = self.normal.origin(start, end)
        dropped = self.normal.dropped_before(start)
        asking = frame(lowered(self.normal.source[slice(*dropped)])) if dropped else None
        first = first if dropped is None or asking is None else dropped[0] + asking
        lower = self.normal.lower[start:end]
        return Asked(
            text=self.normal.source[first:last].strip(),
            masked=masked_words(self.normal.source, first, last, self.received.personal),
            intents=intents(lower),
            topics=topics(lower),
            places=places(self._scene(start, end)),
        )

    def said(self, start: int, end: int) -> dict[str, Fact]:
        """The facts a piece gives."""
        return read_facts(self._scene(start, end), self.received.personal)

    def read(
        self, start: int, end: int, asked: Sequence[Asked], earlier: str, *, behind: bool = False
    ) -> Understood:
        """A piece in our terms, without the facts of the case.

        Args:
            start: where the piece begins.
            end: where it ends.
            asked: the questions in it.
            earlier: the question it may lean on.
            behind: whether that question stands before it in the same message.
        """
        seen, lower = self._scene(start, end), self.normal.lower[start:end]
        first, last = self.normal.origin(start, end)
        text = self.normal.source[first:last].strip() if behind else self._words(first, last)
        query = self._searched(start, end)
        said = read_facts(seen, self.received.personal)
        own_topics = topics(lower)
        leaning = lean(text, lower, said, earlier, topical=bool(own_topics))
        about = own_topics | topics(lowered(leaning.before))
        wanted = _merged(asked)
        own = Understood(
            query=query,
            topics=own_topics,
            measures=measures(lower),
            facts={},
            as_of=as_of(seen),
            content_words=tuple(
                w for w in _CONTENT_WORD.findall(query.lower()) if w not in _function_words()
            ),
            text=self.normal.text[start:end],
            intents=wanted,
            places=places(seen),
            follow_up=leaning.follow_up,
            said=frozenset(said),
            aspects={
                **read_aspects(seen, sorted(about), self.received.personal),
                **_task(lower, about, self.received),
            },
            masked=_remembered(
                leaning, masked_words(self.normal.source, first, last, self.received.personal), lower
            ),
        )
        if not leaning.before:
            return own
        inherited = intents(lower, whole=False) or intents(lowered(leaning.before))
        own = replace(own, intents=inherited or wanted)
        return replace(own, query=self._joined(leaning.query), topics=about, own=own)

    def parts(
        self,
        spans: Sequence[tuple[int, int]],
        asked: Sequence[Asked],
        earlier: str,
        held: Mapping[str, Fact],
        edits: Mapping[str, Fact | None],
    ) -> Iterator[Understood]:
        """Its questions one by one, each with the facts told before it and around the questions."""
        facts: Mapping[str, Fact] = {}
        for number, ((start, end), question) in enumerate(zip(spans, asked, strict=True)):
            part = self.read(start, end, (question,), earlier, behind=number > 0)
            if number == 0:
                facts = carried(held, self._context(spans), part.follow_up, edits)
            facts = carried(facts, self.said(start, end), FollowUp.SAME_TOPIC_NEW_FACTS, edits)
            yield replace(part, facts=facts)
            earlier = question.text

    def _context(self, spans: Sequence[tuple[int, int]]) -> dict[str, Fact]:
        """The facts of what stands around the questions, and those that only the message as a whole gives."""
        edges = [0, *(place for span in spans for place in span), len(self.normal.lower)]
        around = [self.said(*gap) for gap in zip(edges[::2], edges[1::2], strict=True) if gap[0] < gap[1]]
        inside = {name for span in spans for name in self.said(*span)}
        whole = self.said(0, len(self.normal.lower))
        facts = {name: fact for name, fact in whole.items() if name not in inside}
        return facts | {name: fact for piece in around for name, fact in piece.items()}

    def scene(self) -> Scene:
        """The whole message with its figures."""
        return self._scene(0, len(self.normal.lower))

    def _scene(self, start: int, end: int) -> Scene:
        cut = self.normal if (start, end) == (0, len(self.normal.lower)) else self.normal.cut(start, end)
        return scene(cut, self.received.language, in_conversation=self.in_conversation)

    def _searched(self, start: int, end: int) -> str:
        """A piece as it is searched for, without what tells who somebody is."""
        return searched(self.normal.cut(start, end), self.names)

    def _joined(self, text: str) -> str:
        """The message with the one it leans on, as both are searched for."""
        return searched(normalise(text, self.received.language))

    def _words(self, first: int, last: int) -> str:
        whole = (first, last) == (0, len(self.normal.source))
        return self.normal.source if whole else self.normal.source[first:last].strip()


def _remembered(leaning: Leaning, masked: str, lower: str) -> str:
    """What a next question may lean on: the words themselves, or what they lean on when they say little."""
    if leaning.follow_up is FollowUp.RESTART and bare(lower):
        return ""
    return leaning.before if leaning.before and bare(lower) else masked


def _task(lower: str, about: frozenset[str], received: Received) -> dict[str, Fact]:
    """The one task of the guidance that a question about tasks names."""
    task = find_task(lower) if about & _ABOUT_TASKS else None
    return {"task": Fact(value=task.name, source=FactSource.SAID, words=received.masked)} if task else {}


def _merged(asked: Sequence[Asked]) -> tuple[Intent, ...]:
    return tuple(dict.fromkeys(intent for question in asked for intent in question.intents))


@cache
def _function_words() -> frozenset[str]:
    return frozenset(lexicon("function_words"))
