"""Which pieces of text to show for a set of hits: the most direct first, no more than answers the question.

A list item is shown with the line that introduces it, a table row with the heads of its columns, a whole list
when the question is about the list, and of a long paragraph only the sentences that matter. Spans are exact.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus.models import OWN_WORDS, Confidence, Corpus, Document, Provision, ProvisionKind
from indexes.models import Hit

MOST_PASSAGES = 3
"""A reader who gets more than three passages has to search again."""

_NEAR_TOP = 0.85
_LIST_HITS = 3
_LONG = 480
_LIST_LONGEST = 1_600
_ITEM_KINDS = (ProvisionKind.POINT, ProvisionKind.LETTER)
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z“‘(])")
_WORD = re.compile(r"\w{3,}")
_DIGIT = re.compile(r"\d")
_STEM = 5
_HEAD_ROW = re.compile(r"(?:^|-)rij-0(?:--\d+)?$")


@dataclass(frozen=True)
class Passage:
    """A span to quote. `head` is a second one, which it cannot be understood without."""

    provision: Provision
    start: int
    end: int
    head: Passage | None = None


def passages(hits: Sequence[Hit], question: str, corpus: Corpus) -> tuple[Passage, ...]:
    """The passages to show for these hits, best first."""
    wanted = _stems(question)
    chosen: list[Passage] = []
    for hit in _direct(hits, corpus):
        document = corpus.documents[hit.provision.document]
        passage = _whole_list(hit, hits, document) or _single(hit.provision, document, wanted)
        if not any(_overlap(passage, other) for other in chosen):
            chosen.append(passage)
        if len(chosen) == MOST_PASSAGES:
            break
    return tuple(chosen)


def passage_of(provision: Provision, corpus: Corpus, question: str) -> Passage:
    """One provision as a passage, with the line it cannot be understood without."""
    return _single(provision, corpus.documents[provision.document], _stems(question))


def whole(provision: Provision) -> Passage:
    """All of one provision, as somebody wants it who names it."""
    return Passage(provision, provision.start, provision.end)


def introduction(provision: Provision, document: Document) -> Passage | None:
    """The sentence that introduces a list item; None where only a heading does."""
    parent = document.by_locator.get(provision.parent or "")
    if parent is None or provision.kind not in _ITEM_KINDS:
        return None
    siblings = [document.by_locator[child] for child in parent.children]
    intros = [s for s in siblings if s.kind is ProvisionKind.INTRO and s.end <= provision.start]
    return Passage(intros[-1], intros[-1].start, intros[-1].end) if intros else None


def table_head(provision: Provision, document: Document) -> Passage | None:
    """The header row of the table in which a row stands."""
    parent = document.by_locator.get(provision.parent or "")
    if provision.kind is not ProvisionKind.ROW or parent is None:
        return None
    siblings = [document.by_locator[child] for child in parent.children]
    heads = [s for s in siblings if is_table_head(s) and s.start < provision.start]
    return Passage(heads[-1], heads[-1].start, heads[-1].end) if heads else None


def is_table_head(provision: Provision) -> bool:
    """Whether a row holds the heads of the columns."""
    return provision.kind is ProvisionKind.HEADING and _HEAD_ROW.search(provision.locator) is not None


def _direct(hits: Sequence[Hit], corpus: Corpus) -> list[Hit]:
    """Hits near the best one: no repeats of the same words, no shaky figures, sources before own words."""
    seen: set[str] = set()
    direct: list[Hit] = []
    for hit in hits:
        provision = hit.provision
        words = " ".join(_WORD.findall(provision.text.lower()))
        shaky = provision.confidence is Confidence.LAAG and _DIGIT.search(provision.text)
        if words in seen or shaky or is_table_head(provision):
            continue
        if direct and hit.score < _NEAR_TOP * direct[0].score:
            break
        seen.add(words)
        direct.append(hit)
    return sorted(direct, key=lambda hit: _is_own_words(hit, corpus))


def _is_own_words(hit: Hit, corpus: Corpus) -> bool:
    return corpus.documents[hit.provision.document].entry.authority in OWN_WORDS


def _whole_list(hit: Hit, hits: Sequence[Hit], document: Document) -> Passage | None:
    """The whole list when several of its items are among the best hits: the question is about the list."""
    provision = hit.provision
    if provision.kind not in (*_ITEM_KINDS, ProvisionKind.INTRO) or provision.parent is None:
        return None
    near = [h for h in hits[: 2 * _LIST_HITS] if h.provision.parent == provision.parent]
    near = [h for h in near if h.provision.document == provision.document]
    if len(near) < _LIST_HITS and provision.kind is not ProvisionKind.INTRO:
        return None
    parent = document.by_locator[provision.parent]
    items = [document.by_locator[c] for c in parent.children]
    items = [i for i in items if i.kind in _ITEM_KINDS]
    if not items or items[-1].end - provision.start > _LIST_LONGEST:
        return None
    head = introduction(items[0], document)
    start = head.start if head else document.text.rfind("\n", 0, items[0].start) + 1
    return Passage(parent, start, items[-1].end)


def _single(provision: Provision, document: Document, wanted: frozenset[str]) -> Passage:
    head = introduction(provision, document) or table_head(provision, document)
    start, end = provision.start, provision.end
    if end - start > _LONG:
        start, end = _best_sentences(document.text, start, end, wanted)
    return Passage(provision, start, end, head)


def _best_sentences(text: str, start: int, end: int, wanted: frozenset[str]) -> tuple[int, int]:
    """The run of whole sentences, within the length that reads well, that holds most of the wanted words."""
    cuts = [start, *(start + m.end() for m in _SENTENCE.finditer(text[start:end])), end]
    spans = [_trim(text, a, b) for a, b in pairwise(cuts)]
    runs = [(spans[i][0], spans[j][1]) for i in range(len(spans)) for j in range(i, len(spans))]
    fitting = [r for r in runs if r[1] - r[0] <= _LONG] or spans

    def worth(run: tuple[int, int]) -> tuple[int, int]:
        return len(wanted & _stems(text[run[0] : run[1]])), -(run[1] - run[0])

    return max(fitting, key=worth)


def _trim(text: str, start: int, end: int, marks: str = " \t\n\u00a0") -> tuple[int, int]:
    while start < end and text[start] in marks:
        start += 1
    while end > start and text[end - 1] in marks:
        end -= 1
    return start, end


def _stems(text: str) -> frozenset[str]:
    return frozenset(word[:_STEM] for word in _words(text))


def _words(text: str) -> Iterable[str]:
    return _WORD.findall(text.lower())


def _overlap(a: Passage, b: Passage) -> bool:
    return a.provision.document == b.provision.document and a.start < b.end and b.start < a.end
