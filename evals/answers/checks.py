"""Judges one answer against one case. Every check says why it failed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from assistant.models import Answer, Citation, StatementKind, Status
from corpus.models import Corpus
from evals.answers.cases import Case, Polarity, Source
from evals.answers.grounding import ungrounded
from evals.figures import Unit, figures, holds, normalised
from evals.folding import Folded, fold


class Check(StrEnum):
    """What is checked."""

    STATUS = "status"
    REASON = "reason"
    POLARITY = "polarity"
    FIGURES = "figures"
    FORBIDDEN_FIGURES = "forbidden figures"
    CLAIMS = "claims"
    FORBIDDEN_CLAIMS = "forbidden claims"
    SOURCES = "sources"
    GROUNDED = "grounded"
    FIRST_SENTENCE = "first sentence answers"
    NO_UNASKED_EURO = "no unasked euro"


STYLE = frozenset({Check.FIRST_SENTENCE, Check.NO_UNASKED_EURO})
"""Measured by themselves; an answer can be right without them."""


@dataclass(frozen=True)
class Finding:
    """The outcome of one check; `passed` is None when it does not apply."""

    check: Check
    passed: bool | None
    detail: str = ""


@dataclass(frozen=True)
class Verdict:
    """All findings on one case."""

    findings: tuple[Finding, ...]

    @property
    def correct(self) -> bool:
        """Nothing but style failed."""
        return all(f.passed is not False for f in self.findings if f.check not in STYLE)

    def of(self, check: Check) -> Finding:
        """The finding of one check."""
        return next(f for f in self.findings if f.check is check)


_YES = re.compile(r"^\W*(?:ja|jawel|inderdaad|oui|yes)\b", re.IGNORECASE)
_NO = re.compile(r"^\W*(?:nee|neen|non|no)\b", re.IGNORECASE)
_DEPENDS = re.compile(
    r"\bhang(?:t|en)\b.{0,30}\b(?:af|ervan)\b|\bafhankelijk van\b|\bmisschien\b|\bniet zeker\b|\bsoms\b"
    r"|\bdépend\b|\bdepends?\b|\bspreken elkaar tegen\b|\bverschillen\b|\bniet eens\b",
    re.IGNORECASE,
)
_NEGATION = re.compile(r"\b(?:niet|geen|nooit|noch|aucune?|not|never)\b|n't\b|\bne\b.*\bpas\b", re.IGNORECASE)
_ALLOWS = re.compile(
    r"\b(?:kan|kunt|kunnen|mag|mogen|komt|komen|telt|tellen|moet|moeten|heeft|hebt|hebben|krijgt|krijgen|geldt|staat|staan|blijft|peut|can|may)\b",
    re.IGNORECASE,
)
_ASKS_AMOUNT = re.compile(
    r"\bhoeveel\b|\bkost|\btarie|\bprijs|\bprijz|\bbedrag|\bpremie\b|\beuro\b|€|\btrek\b|\bvergoed|\bfactu|\brekent\b|\bsaldo\b|\bnetto\b"
    r"|\bcombien\b|\bprix\b|\bmontant\b|\bhow much\b|\bamount\b|\bcharge|\bfee\b|\bcost",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-ZÀ-Ý\"'«(\[*|-])|\n+")
_MARKUP = re.compile(r"[*_`#>|]+|\[\d+\]")
_TOKEN = re.compile(r"\d+|[^\W\d_]+")
_TOKENS_SHARED = 0.8


class Judge:
    """Checks answers against cases, over one corpus."""

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus
        self._folded: dict[str, Folded] = {}

    def verdict(self, case: Case, answer: Answer) -> Verdict:
        """Every check on one answer."""
        as_expected = answer.status is case.expect.status
        found = {f.check: f for f in _always(case, answer)}
        if as_expected:
            found |= {f.check: f for f in self._content(case, answer)}
        return Verdict(tuple(found.get(check, Finding(check, None)) for check in Check))

    def cites(self, source: Source, citations: tuple[Citation, ...]) -> bool:
        """Whether a citation overlaps a place of the source, or for a table row shares its words."""
        mine = [c for c in citations if c.document == source.document]
        if source.quote is None or source.document not in self._corpus.documents:
            return bool(mine)
        text = self._corpus.documents[source.document].text
        folded = self._folded.setdefault(source.document, fold(text))
        places = folded.spans(source.quote)
        if places:
            return any(c.start < end and start < c.end for c in mine for start, end in places)
        return any(_shared(source.quote, c.quote) >= _TOKENS_SHARED for c in mine)

    def _content(self, case: Case, answer: Answer) -> Iterator[Finding]:
        expect, text = case.expect, plain(whole(answer))
        stated = figures(whole(answer))
        if expect.polarity:
            said = polarity(first_sentence(answer))
            yield Finding(Check.POLARITY, said == expect.polarity, f"expected {expect.polarity}, said {said}")
        if expect.figures:
            wanted = [normalised(f.value, f.unit) for f in expect.figures]
            lacking = [str(w) for w in wanted if not holds(w, stated)]
            yield Finding(Check.FIGURES, not lacking, f"lacks {', '.join(lacking)}" if lacking else "")
        if expect.claims:
            lost = [" / ".join(group) for group in expect.claims if not any(plain(c) in text for c in group)]
            yield Finding(Check.CLAIMS, not lost, f"lacks {'; '.join(lost)}" if lost else "")
        if expect.sources:
            cited = any(self.cites(source, answer.citations) for source in expect.sources)
            yield Finding(Check.SOURCES, cited, "" if cited else "none of the right places is cited")
        if answer.status is Status.ANSWERED:
            yield _first_sentence_answers(case, answer)


def _always(case: Case, answer: Answer) -> Iterator[Finding]:
    expect, text, first = case.expect, plain(whole(answer)), first_sentence(answer)
    accepted = (expect.status, *expect.also_ok)
    yield Finding(Check.STATUS, answer.status in accepted, f"expected {expect.status}, got {answer.status}")
    if expect.reason and answer.status is expect.status:
        yield Finding(
            Check.REASON, answer.reason is expect.reason, f"expected {expect.reason}, got {answer.reason}"
        )
    if expect.forbidden_figures:
        stated = figures(first)
        wrong = [str(f) for w in expect.forbidden_figures if (f := normalised(w.value, w.unit)) in stated]
        yield Finding(Check.FORBIDDEN_FIGURES, not wrong, f"says {', '.join(wrong)}" if wrong else "")
    if expect.forbidden_claims:
        said = [c for c in expect.forbidden_claims if plain(c) in text]
        yield Finding(Check.FORBIDDEN_CLAIMS, not said, f"says {', '.join(said)}" if said else "")
    loose = ungrounded(answer)
    yield Finding(Check.GROUNDED, not loose, "; ".join(loose))
    if not _ASKS_AMOUNT.search(" ".join(case.turns)) and not any(f.unit is Unit.EUR for f in expect.figures):
        amounts = [str(f) for f in figures(first) if f.unit is Unit.EUR]
        yield Finding(
            Check.NO_UNASKED_EURO, not amounts, f"opens with {', '.join(amounts)}" if amounts else ""
        )


def _first_sentence_answers(case: Case, answer: Answer) -> Finding:
    """The first sentence gives the yes or no, else a figure that was asked, else part of what was asked."""
    expect, first = case.expect, first_sentence(answer)
    if expect.polarity:
        passed = polarity(first) == expect.polarity
    elif expect.figures:
        stated = figures(first)
        passed = any(holds(normalised(f.value, f.unit), stated) for f in expect.figures)
    elif expect.claims:
        passed = any(plain(c) in plain(first) for group in expect.claims for c in group)
    else:
        return Finding(Check.FIRST_SENTENCE, None)
    return Finding(Check.FIRST_SENTENCE, passed, "" if passed else first)


def whole(answer: Answer) -> str:
    """Everything the user reads: the answer, its notices and what is asked back."""
    parts = [answer.answer, *(s.text for s in answer.statements), *(n.text for n in answer.notices)]
    return "\n".join([*parts, *(m.question for m in answer.missing)])


def first_sentence(answer: Answer) -> str:
    """The first sentence that says something; courtesies and notices do not."""
    said = (s.text for s in answer.statements if s.kind not in (StatementKind.COURTESY, StatementKind.NOTICE))
    text = next(said, answer.answer).strip()
    return _SENTENCE_END.split(text, maxsplit=1)[0]


def polarity(sentence: str) -> Polarity | None:
    """What a sentence answers to a yes-or-no question; None when it does not say."""
    if _DEPENDS.search(sentence) and not _YES.search(sentence) and not _NO.search(sentence):
        return "depends"
    if _NO.search(sentence):
        return "no"
    if _YES.search(sentence):
        return "yes"
    if _NEGATION.search(sentence):
        return "no"
    return "yes" if _ALLOWS.search(sentence) else None


def plain(text: str) -> str:
    """Lower case, no Markdown or citation marks, white space folded."""
    return " ".join(_MARKUP.sub(" ", text).lower().split())


def _shared(quote: str, cited: str) -> float:
    """How much of the words and numbers of the quote the citation has."""
    wanted = Counter(_TOKEN.findall(quote.lower()))
    return sum((wanted & Counter(_TOKEN.findall(cited.lower()))).values()) / max(1, wanted.total())
