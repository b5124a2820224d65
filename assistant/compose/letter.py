"""A reply letter: salutation, thanks, a paragraph per question, caveats once, closing, and its sources."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from assistant.compose.asked import plain
from assistant.compose.markdown import marked
from assistant.compose.sources import listed
from assistant.compose.texts import text, text_in, texts, texts_in
from assistant.draft import Draft, title_of
from assistant.models import (
    Answer,
    Citation,
    Language,
    Missing,
    Notice,
    NoticeKind,
    Reason,
    Statement,
    StatementKind,
    Status,
)
from corpus.models import Corpus

_MOST_SENTENCES = 6
_FOR_STAFF = frozenset({NoticeKind.PRIVACY, NoticeKind.PARTIAL})
"""Notices that are for the one who writes, not for the one who reads."""
_PLACEHOLDER = re.compile(r"\[[^\W\d_][\w ]*\]")


@dataclass(frozen=True)
class Paragraph:
    """The answer to one question. Without sentences the question is among those not answered."""

    question: str
    """The asker's words, masked."""
    sentences: tuple[Statement, ...]


@dataclass(frozen=True)
class Source:
    """A line of the list below a letter."""

    number: int
    title: str
    url: str | None
    citations: tuple[int, ...]
    """The quotes from this place that the letter rests on."""


@dataclass(frozen=True)
class _Marks:
    """The marks of a letter: numbers of its sources for numbers of citations."""

    numbers: Mapping[int, int]

    def behind(self, said: str, citations: Iterable[int]) -> str:
        return marked(said, sorted({self.numbers[n] for n in citations}))

    def caveat(self, notice: Notice) -> str:
        """A caveat behind the marks of the sources it is about."""
        if not notice.citations:
            return notice.text
        return text("letter.caveat", marks=self.behind("", notice.citations).strip(), text=notice.text)


def letter_courtesies() -> frozenset[str]:
    """The closed list of sentences of a letter that need no source."""
    return frozenset(text(f"letter.courtesy.{key}") for key in texts("letter.courtesy"))


def courtesy(key: str) -> Statement:
    """One of the sentences of the closed list."""
    return Statement(text=text(f"letter.courtesy.{key}"), kind=StatementKind.COURTESY)


def sentences_of(answer: Answer, silent: frozenset[str]) -> tuple[Statement, ...]:
    """What a letter takes over from an answer; nothing when it answers nothing.

    Args:
        answer: the answer to one question.
        silent: sentences that say that the sources are silent: those are an answer too.
    """
    if answer.status is Status.CLARIFICATION and answer.reason is not Reason.INVALID_CASE:
        return ()
    said = [s for s in answer.statements if not _is_opening(s, answer.language) and not _is_guess(s)]
    told = any(s.kind is not StatementKind.COURTESY or s.text in silent for s in said)
    return tuple(said[:_MOST_SENTENCES]) if told else ()


def for_reader(notices: Iterable[Notice]) -> tuple[Notice, ...]:
    """The caveats that belong in the letter."""
    return tuple(notice for notice in notices if notice.kind not in _FOR_STAFF)


def sources_of(
    sentences: Iterable[Statement], notices: Iterable[Notice], corpus: Corpus, citations: Sequence[Citation]
) -> tuple[Source, ...]:
    """The list of sources of a letter, in the order in which they are named.

    A reader looks up an article or a table, so quotes from the same place share a number.
    """
    by_id = {citation.id: citation for citation in citations}
    named = [
        n for numbers in (*(s.citations for s in sentences), *(n.citations for n in notices)) for n in numbers
    ]
    cited = [by_id[number] for number in dict.fromkeys(named)]
    return tuple(
        Source(number, title_of(one.entry.title, one.place.label), one.citations[0].url, one.marks)
        for number, one in enumerate(listed(cited, corpus), start=1)
    )


def letter_markdown(
    paragraphs: Sequence[Paragraph],
    draft: Draft,
    notices: Sequence[Notice],
    sources: Sequence[Source],
    lead: str,
) -> str:
    """The letter as Markdown, ready to be edited. `lead` names the line behind the salutation."""
    answered = [p for p in paragraphs if p.sentences]
    marks = _Marks({number: source.number for source in sources for number in source.citations})
    parts = [_said("salutation"), _said(lead)]
    for paragraph in answered:
        if len(paragraphs) > 1:
            parts.append(f"**{plain(paragraph.question)}**")
        parts += _flowing(paragraph.sentences, marks)
    parts += _listed("unanswered", [plain(p.question) for p in paragraphs if not p.sentences])
    parts += _listed("caveats", [marks.caveat(notice) for notice in notices])
    parts += _listed("missing", [_open(one) for one in draft.missing if one.question.endswith("?")])
    parts += [_said("more"), "\n".join((f"{_said('closing')}\n", f"{_said('sender')}  ", _said("service")))]
    if sources:
        parts += [f"**{text('letter.sources')}**", "\n".join(f"{s.number}. {_source(s)}" for s in sources)]
    return "\n\n".join(parts)


def thanks(questions: int) -> str:
    """Which line of thanks opens a reply."""
    return "thanks_several" if questions > 1 else "thanks"


def placeholders(letter: str) -> tuple[str, ...]:
    """The names that are still to be filled in, as they stand in the letter."""
    own = [found for sentence in sorted(letter_courtesies()) for found in _PLACEHOLDER.findall(sentence)]
    return tuple(dict.fromkeys(found for found in _PLACEHOLDER.findall(letter) if found in own))


def _flowing(sentences: Iterable[Statement], marks: _Marks) -> list[str]:
    """Sentences as running text; a quote of several lines stands by itself."""
    parts: list[str] = []
    running: list[str] = []
    for sentence in sentences:
        said = marks.behind(sentence.text, sentence.citations)
        if "\n" not in sentence.text:
            running.append(said)
            continue
        parts += [" ".join(running), said] if running else [said]
        running = []
    return [*parts, " ".join(running)] if running else parts


def _listed(key: str, items: Sequence[str]) -> list[str]:
    return [_said(key), "\n".join(f"- {item}" for item in items)] if items else []


def _said(key: str) -> str:
    return text(f"letter.courtesy.{key}")


def _open(missing: Missing) -> str:
    options = text("letter.options", options=", ".join(missing.options)) if missing.options else ""
    return f"{missing.question}{options}"


def _source(source: Source) -> str:
    return text("letter.source_link", title=source.title, url=source.url) if source.url else source.title


def _is_opening(statement: Statement, language: Language) -> bool:
    """Whether it is the line in the asker's language: a letter is Dutch throughout."""
    if language is Language.NL:
        return False
    openings = [text_in(language, f"opening.{key}") for key in texts_in(language, "opening")]
    return any(statement.text.startswith(line.split("{")[0]) for line in openings)


def _is_guess(statement: Statement) -> bool:
    """Whether it offers another reading of the question: for a conversation, not for a letter."""
    return statement.text.startswith(text("beside.lead").split("{")[0])
