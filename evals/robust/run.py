"""Asks every generated question and looks at every answer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from assistant.models import Answer, Conversation
from assistant.pipeline import Assistant
from corpus.models import Corpus
from corpus.parameters import Parameters
from evals.robust.generate import Asked, Group
from evals.robust.invariants import Breach, Finding, breaches
from evals.robust.pairs import disagreements, other_sources
from evals.robust.variants import Kind
from evals.robust.watch import dropped_parts

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Result:
    """One question with its answer and all that is wrong with it."""

    group: Group
    asked: Asked
    answer: Answer | None
    findings: tuple[Finding, ...]

    @property
    def calculated(self) -> bool | None:
        """Whether the calculator that the question is for was run; None when it is for none."""
        rule = self.group.named.template.rule
        if rule is None or self.answer is None:
            return None
        return any(c.name == rule for c in self.answer.calculations)


@dataclass(frozen=True)
class Pair:
    """A question and another wording of it."""

    group: Group
    asked: Asked
    differs: tuple[str, ...]
    other_sources: bool

    @property
    def kind(self) -> Kind:
        """What was changed."""
        if self.asked.kind is None:
            message = "the base of a group is no pair"
            raise ValueError(message)
        return self.asked.kind


@dataclass
class Outcome:
    """What a run gave."""

    results: list[Result] = field(default_factory=list)
    pairs: list[Pair] = field(default_factory=list)


class Examiner:
    """Asks and looks, over one corpus and one set of figures."""

    def __init__(self, assistant: Assistant, corpus: Corpus, parameters: Parameters) -> None:
        self._assistant = assistant
        self._corpus = corpus
        self._parameters = parameters

    def run(self, groups: Sequence[Group], progress: Progress | None = None) -> Outcome:
        """Every group: its base, its variants, and whether they agree."""
        outcome = Outcome()
        with dropped_parts() as dropped:
            for number, group in enumerate(groups, start=1):
                self._group(group, outcome, dropped)
                if progress:
                    progress(number, len(groups))
        return outcome

    def _group(self, group: Group, outcome: Outcome, dropped: list[str]) -> None:
        base = self._ask(group, group.base, dropped)
        outcome.results.append(base)
        for asked in group.variants:
            result = self._ask(group, asked, dropped)
            outcome.results.append(result)
            if base.answer is None or result.answer is None:
                continue
            outcome.pairs.append(
                Pair(
                    group,
                    asked,
                    tuple(disagreements(base.answer, result.answer)),
                    other_sources(base.answer, result.answer),
                )
            )

    def _ask(self, group: Group, asked: Asked, dropped: list[str]) -> Result:
        """The last turn is judged in full; the turns before it may only not break anything."""
        template = group.named.template
        findings: list[Finding] = []
        conversation: Conversation | None = None
        answer: Answer | None = None
        dropped.clear()
        for text in (*group.earlier, asked.text):
            last = text is asked.text
            try:
                answer, conversation = self._assistant.ask(text, conversation, audience=template.audience)
            except Exception as error:  # that nothing is raised is what is measured
                told = f"{type(error).__name__}: {error}"
                return Result(group, asked, None, (*findings, Finding(Breach.ERROR, told)))
            findings += breaches(
                answer,
                self._corpus,
                self._parameters,
                personal=group.personal,
                rule=template.rule if last else None,
                facts=group.facts,
                expect=group.named.expect if last else (),
            )
            findings += self._kept(conversation, group)
        findings += [Finding(Breach.DROPPED, line) for line in dropped]
        return Result(group, asked, answer, tuple(findings))

    def _kept(self, conversation: Conversation, group: Group) -> list[Finding]:
        """Personal data in what is kept of a conversation."""
        kept = conversation.model_dump_json().casefold()
        return [
            Finding(Breach.ECHO, f"kept: {words}") for words in group.personal if words.casefold() in kept
        ]
