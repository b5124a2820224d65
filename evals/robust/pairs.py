"""What may not change between two wordings of one question, and what changed."""

from __future__ import annotations

from assistant.models import Answer
from evals.figures import figures


def disagreements(one: Answer, other: Answer) -> list[str]:
    """What differs: the status, the outcomes of decisions and calculations, the figures that are stated."""
    pairs = {
        "status": ({str(one.status)}, {str(other.status)}),
        "decisions": (_decisions(one), _decisions(other)),
        "calculations": (_calculations(one), _calculations(other)),
        "figures": (_figures(one), _figures(other)),
    }
    return [_told(name, mine, theirs) for name, (mine, theirs) in pairs.items() if mine != theirs]


def other_sources(one: Answer, other: Answer) -> bool:
    """Whether two answers cite other places."""
    return places(one) != places(other)


def places(answer: Answer) -> set[tuple[str, int, int]]:
    """Where the citations of an answer stand."""
    return {(c.document, c.start, c.end) for c in answer.citations}


def _decisions(answer: Answer) -> set[str]:
    return {f"{d.kind} {d.outcome}" for d in answer.decisions}


def _calculations(answer: Answer) -> set[str]:
    return {f"{c.name} {c.outcome.value} {c.outcome.unit} {len(c.outcome.rows)}" for c in answer.calculations}


def _figures(answer: Answer) -> set[str]:
    said = [s.text for s in answer.statements]
    return {str(figure) for text in said for figure in figures(text)}


def _told(name: str, mine: set[str], theirs: set[str]) -> str:
    def short(items: set[str]) -> str:
        return ", ".join(sorted(items)[:6]) or "-"

    return f"{name}: {short(mine - theirs)} against {short(theirs - mine)}"
