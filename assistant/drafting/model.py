"""What drafting gives: the letter, the questions it answers, and everything it rests on."""

from __future__ import annotations

from datetime import date

from pydantic import Field

from assistant.models import (
    Calculation,
    Citation,
    Decision,
    Engine,
    Missing,
    Model,
    Notice,
    Reason,
    Statement,
    Status,
)

LONGEST = 20_000
"""Characters of a text to answer: a long e-mail with what it quotes."""


class LetterQuestion(Model):
    """One of the questions that were found, and what became of it."""

    text: str = Field(description="the asker's words, personal data masked")
    understood_as: str | None = Field(
        default=None,
        description="the question of ours that it was taken for; the one who signs should check it",
    )
    status: Status
    reason: Reason | None = None
    statements: tuple[int, ...] = Field(
        default=(), description="positions of its sentences in `statements`, from 0; none without an answer"
    )


class LetterSource(Model):
    """A line of the list below the letter; `citations` are the quotes from that place."""

    number: int
    title: str
    url: str | None = None
    citations: tuple[int, ...]


class Letter(Model):
    """A proposed reply. Names stand in it as placeholders such as `[naam]`: they are not filled in here."""

    status: Status
    reason: Reason | None = None
    as_of: date
    letter: str = Field(
        description="Markdown, with [1] marks for the numbers of `sources`, which are listed below it"
    )
    placeholders: tuple[str, ...] = ()
    sources: tuple[LetterSource, ...] = ()
    questions: tuple[LetterQuestion, ...] = ()
    statements: tuple[Statement, ...] = ()
    citations: tuple[Citation, ...] = ()
    calculations: tuple[Calculation, ...] = ()
    decisions: tuple[Decision, ...] = ()
    missing: tuple[Missing, ...] = ()
    notices: tuple[Notice, ...] = Field(default=(), description="caveats, most also in the letter")
    engine: Engine
