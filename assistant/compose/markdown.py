"""The answer as Markdown, with [1] marks behind what they support."""

from __future__ import annotations

from collections.abc import Iterable

from assistant.draft import Draft
from assistant.models import Notice


def to_markdown(draft: Draft) -> str:
    """Statements first, one paragraph each, then notices and the one question that is still open."""
    parts = [marked(s.text, s.citations) for s in draft.statements]
    parts += [f"- {marked(m.question, ())}{_options(m.options)}" for m in draft.missing]
    parts += [f"> {_notice(n)}" for n in draft.notices]
    return "\n\n".join(parts)


def marked(text: str, citations: Iterable[int]) -> str:
    """A text with the marks of its sources behind it."""
    marks = "".join(f"[{number}]" for number in citations)
    if not marks:
        return text
    return f"{text}\n\n{marks}" if "\n" in text else f"{text} {marks}"


def _notice(notice: Notice) -> str:
    return marked(notice.text, notice.citations)


def _options(options: Iterable[str]) -> str:
    return "".join(f"\n  - {option}" for option in options)
