"""The questions of a message that get no answer: said in their place, and named once below."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain

from assistant.compose.asked import plain
from assistant.compose.parts import Part, Sheet
from assistant.compose.texts import text, texts
from assistant.judge import Action
from assistant.knowledge import Knowledge
from assistant.models import Missing, Notice, NoticeKind, Reason, Statement, StatementKind
from assistant.notation import figures
from assistant.understand import Understood
from corpus.fiches import Fiche, locate

_FOREIGN = 0.01
"""Below this likelihood that anything of ours answers it, a question is about something else."""


def left_open(part: Part, sheet: Sheet, knowledge: Knowledge) -> None:
    """Say in its place that a question of the message is not answered, and what could be meant."""
    judgement = part.judgement
    if judgement.action is Action.CHOOSE:
        key = "part_unclear"
        if judgement.fiches:
            sheet.missing.append(choice((name for name, _ in judgement.fiches), sheet, knowledge))
    elif judgement.reason is Reason.OUT_OF_SCOPE and judgement.answerable < _FOREIGN:
        key = "part_out_of_scope"
    else:
        key = "part_not_in_corpus"
    said = Statement(text=text(f"courtesy.{key}"), kind=StatementKind.COURTESY)
    if said not in sheet.statements:
        sheet.statements.append(said)


def not_answered(parts: Sequence[Part], understood: Understood) -> tuple[Notice, ...]:
    """One notice that names the questions without an answer, in the words of who asked, masked."""
    open_ones = [part.judgement.action is not Action.ANSWER for part in parts]
    if not any(open_ones):
        return ()
    words: list[str] = []
    if len(understood.questions) == len(parts):
        asked = zip(understood.questions, open_ones, strict=True)
        words = [plain(question.masked) for question, is_open in asked if is_open]
    said = text("notices.partial")
    if words and all(words) and not any(map(figures, words)):  # a figure of theirs is none of ours
        said = text("notices.partial_question", question=" – ".join(words))
    return (Notice(kind=NoticeKind.PARTIAL, text=said),)


def choice(ids: Iterable[str], sheet: Sheet, knowledge: Knowledge) -> Missing:
    """The fiches that could be meant as a question back, with what holds the figures of their titles."""
    known = [knowledge.fiches.fiches[name] for name in ids if name in knowledge.fiches.fiches]
    fiches = [fiche for fiche in known if _holds_its_title(fiche)]
    options = tuple(fiche.title for fiche in fiches)
    cited = chain.from_iterable(_figures_of(fiche, sheet, knowledge) for fiche in fiches)
    return Missing(
        fact="subject",
        question=text("unclear.question"),
        options=options if len(options) > 1 else texts("next.individueel"),
        citations=tuple(dict.fromkeys(cited)),
    )


def _holds_its_title(fiche: Fiche) -> bool:
    """Whether its own quotes hold every figure of its title, which may name one that is not so: "33 %?"."""
    quotes = (support.quote for sentence in fiche.answer for support in sentence.citations)
    held = {figure.value for quote in quotes for figure in figures(quote)}
    return all(figure.value in held for figure in figures(fiche.title))


def _figures_of(fiche: Fiche, sheet: Sheet, knowledge: Knowledge) -> Iterable[int]:
    """What the fiche itself cites, where its title names a figure."""
    if not figures(fiche.title):
        return
    for sentence in fiche.answer:
        for support in sentence.citations:
            yield sheet.citer.cite(*locate(support, knowledge.corpus))
