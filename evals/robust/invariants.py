"""What must hold for every answer, whatever was asked. Shares no code with the assistant's own check."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from pydantic import ValidationError

from assistant.models import Answer, Reason, Statement, StatementKind, Status
from corpus.models import Corpus
from corpus.parameters import Parameters
from evals.answers.grounding import ungrounded
from evals.figures import figures
from evals.robust.recalculate import differences, other_inputs, unused_facts


class Breach(StrEnum):
    """What can be wrong with an answer."""

    ERROR = "error"
    INVALID = "outside the contract"
    UNGROUNDED = "ungrounded figure"
    UNCITED = "uncited statement"
    SPAN = "quote not at its place"
    DROPPED = "sentence dropped"
    CALCULATION = "other than the rule"
    FACTS = "other facts than asked"
    UNUSED = "fact not used"
    ECHO = "personal data repeated"
    MARKUP = "raw HTML"
    STATUS = "unexpected status"


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong with one answer."""

    breach: Breach
    detail: str


REASONS: Mapping[Status, frozenset[Reason | None]] = {
    Status.ANSWERED: frozenset({None, Reason.INVALID_CASE}),
    Status.CLARIFICATION: frozenset({Reason.UNCLEAR, Reason.EMPTY, Reason.INVALID_CASE}),
    Status.REFUSED: frozenset({Reason.OUT_OF_SCOPE, Reason.NOT_IN_CORPUS, Reason.UNSAFE, Reason.TOO_LONG}),
}
"""Which reasons go with which status, by the contract."""

_MARK = re.compile(r"\[(\d+)\](?!\()")
_TAG = re.compile(r"<[a-z!/][^>]*>", re.IGNORECASE)
_WORKED = frozenset({StatementKind.CALCULATION, StatementKind.DECISION})


def breaches(
    answer: Answer,
    corpus: Corpus,
    parameters: Parameters,
    *,
    personal: Sequence[str] = (),
    rule: str | None = None,
    facts: Mapping[str, str] | None = None,
    expect: Sequence[Status] = (),
) -> list[Finding]:
    """Everything that is wrong with an answer.

    Args:
        answer: what came out.
        corpus: the documents its citations point to.
        parameters: the figures, to work calculations out again.
        personal: what may not be repeated.
        rule: the calculator that the question is for.
        facts: what the question states, by the fields of that calculator.
        expect: the statuses that can be right; empty when that is not known.
    """
    found = [
        *_contract(answer),
        *(Finding(Breach.UNGROUNDED, words) for words in ungrounded(answer)),
        *_uncited(answer),
        *_misquoted(answer, corpus),
        *(Finding(Breach.CALCULATION, d) for c in answer.calculations for d in differences(c, parameters)),
        *_echoed(answer, personal),
        *(Finding(Breach.MARKUP, m[0]) for m in _TAG.finditer(answer.answer)),
    ]
    for calculation in answer.calculations:
        if calculation.name == rule:
            found += [Finding(Breach.FACTS, d) for d in other_inputs(calculation, facts or {})]
            found += [Finding(Breach.UNUSED, d) for d in unused_facts(calculation, facts or {})]
    if expect and answer.status not in expect:
        found.append(Finding(Breach.STATUS, f"{answer.status}, {answer.reason}"))
    return found


def _contract(answer: Answer) -> Iterator[Finding]:
    try:
        again = Answer.model_validate_json(answer.model_dump_json())
    except ValidationError as error:
        yield Finding(Breach.INVALID, f"its JSON does not fit the model: {error.error_count()} errors")
        return
    if again.model_dump_json() != answer.model_dump_json():
        yield Finding(Breach.INVALID, "its JSON reads back as something else")
    if answer.reason not in REASONS[answer.status]:
        yield Finding(Breach.INVALID, f"{answer.status} with reason {answer.reason}")
    if not answer.answer.strip():
        yield Finding(Breach.INVALID, "nothing to read")
    if answer.status is Status.ANSWERED and not answer.statements:
        yield Finding(Breach.INVALID, "answered without a statement")
    known = {citation.id for citation in answer.citations}
    if sorted(known) != list(range(1, len(answer.citations) + 1)):
        yield Finding(Breach.INVALID, "citations are not numbered from 1")
    for number in {int(m[1]) for m in _MARK.finditer(answer.answer)} - known:
        yield Finding(Breach.INVALID, f"the text has a mark [{number}] without a citation")


def _uncited(answer: Answer) -> Iterator[Finding]:
    citations = {c.id for c in answer.citations}
    worked = {c.id for c in answer.calculations} | {d.id for d in answer.decisions}
    for statement in answer.statements:
        if statement.kind is StatementKind.COURTESY:
            for figure in figures(statement.text):
                yield Finding(Breach.UNCITED, f"a courtesy states {figure}: {statement.text}")
            continue
        rests = {*statement.calculations, *statement.decisions}
        if not statement.citations and not rests:
            yield Finding(Breach.UNCITED, statement.text)
        if set(statement.citations) - citations or rests - worked:
            yield Finding(Breach.UNCITED, f"rests on what is not there: {statement.text}")
        if statement.kind in _WORKED and not rests and not statement.citations:
            yield Finding(Breach.UNCITED, f"{statement.kind} of nothing: {statement.text}")


def _misquoted(answer: Answer, corpus: Corpus) -> Iterator[Finding]:
    for citation in answer.citations:
        document = corpus.documents.get(citation.document)
        if document is None:
            yield Finding(Breach.SPAN, f"no document {citation.document}")
        elif document.text[citation.start : citation.end] != citation.quote or not citation.quote.strip():
            yield Finding(Breach.SPAN, f"{citation.provision} {citation.start}-{citation.end}")
        elif citation.provision.partition("#")[0] != citation.document:
            yield Finding(Breach.SPAN, f"{citation.provision} is not of {citation.document}")
    for statement in answer.statements:
        if statement.kind is StatementKind.QUOTE:
            yield from _unquoted(statement, answer)


def _unquoted(statement: Statement, answer: Answer) -> Iterator[Finding]:
    """Words of a quote that stand in none of its own citations."""
    own = [_plain(c.quote) for c in answer.citations if c.id in statement.citations]
    for words in re.findall(r"[“\"„]([^”\"“]+)[”\"“]", statement.text):
        pieces = [_plain(piece) for piece in re.split(r"\(\.\.\.\)|\[…\]|…", words)]
        if not all(any(piece in quote for quote in own) for piece in pieces):
            yield Finding(Breach.SPAN, f"not in its source: {words[:80]}")


def _plain(text: str) -> str:
    return " ".join(re.sub(r"[*_|#•]+", " ", text).split()).strip(" -")


def told(answer: Answer) -> str:
    """All that an answer tells, folded: everything but ids, versions, the engine and the clock."""
    machine = {"conversation_id", "answer_id", "engine", "timings_ms"}
    kept = answer.model_copy(
        update={"citations": tuple(c.model_copy(update={"version": ""}) for c in answer.citations)}
    )
    return kept.model_dump_json(exclude=machine).casefold()


def _echoed(answer: Answer, personal: Sequence[str]) -> Iterator[Finding]:
    whole = told(answer)
    for words in personal:
        if words.casefold() in whole:
            yield Finding(Breach.ECHO, words)
