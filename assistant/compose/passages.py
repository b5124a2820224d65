"""Which pieces of text to show for a set of hits: the most direct first, and no more than answers the question.

A list item is shown with the line that introduces it, a table row with the heads of its columns, a whole list when
the question is about the list, and of a long paragraph only the sentences that matter. Spans are exact.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from corpus.models import Confidence, Corpus, Document, Provision, ProvisionKind
from indexes.models import Hit

MOST_PASSAGES = 3
"""A reader who gets more than three passages has to search again."""

_NEAR_TOP = 0.7
_LIST_HITS = 3
_LONG = 480
_LIST_LONGEST = 1_600
_ITEM_KINDS = (ProvisionKind.POINT, ProvisionKind.LETTER)
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z“‘(])")
_WORD = re.compile(r"\w{3,}")
_DIGIT = re.compile(r"\d")
_STEM = 5


@dataclass(frozen=True)
class Passage:
    """A span of a document to quote. `head` is a second span that it cannot be understood without."""

    provision: Provision
    start: int
    end: int
    head: tuple[int, int] | None = None


def passages(hits: Sequence[Hit], question: str, corpus: Corpus) -> tuple[Passage, ...]:
    """The passages to show for these hits, best first."""
    wanted = _stems(question)
    chosen: list[Passage] = []
    for hit in _direct(hits):
        document = corpus.documents[hit.provision.document]
        passage = _whole_list(hit, hits, document) or _single(hit.provision, document, wanted)
        if not any(_overlap(passage, other) for other in chosen):
            chosen.append(passage)
        if len(chosen) == MOST_PASSAGES:
            break
    return tuple(chosen)


def introduction(provision: Provision, document: Document) -> tuple[int, int] | None:
    """The span of the sentence that introduces a list item; None where only a heading does."""
    parent = document.by_locator.get(provision.parent or "")
    if parent is None or provision.kind not in _ITEM_KINDS:
        return None
    siblings = [document.by_locator[child] for child in parent.children]
    intros = [s for s in siblings if s.kind is ProvisionKind.INTRO and s.end <= provision.start]
    return (intros[-1].start, intros[-1].end) if intros else None


def table_head(provision: Provision, document: Document) -> tuple[int, int] | None:
    """The span of the header row of the table in which a row stands."""
    if provision.kind is not ProvisionKind.ROW:
        return None
    text = document.text
    start = text.rfind("\n", 0, provision.start) + 1
    while start > 0:
        before = text.rfind("\n", 0, start - 1) + 1
        if not text[before : start - 1].lstrip().startswith("|"):
            break
        start = before
    return _trim(text, start, text.index("\n", start), " \t|")


def _direct(hits: Sequence[Hit]) -> list[Hit]:
    """Hits near the best one, without repeats of the same words and without shaky figures."""
    seen: set[str] = set()
    direct: list[Hit] = []
    for hit in hits:
        provision = hit.provision
        words = " ".join(_WORD.findall(provision.text.lower()))
        shaky = provision.confidence is Confidence.LAAG and _DIGIT.search(provision.text)
        if words in seen or shaky:
            continue
        if direct and hit.score < _NEAR_TOP * direct[0].score:
            break
        seen.add(words)
        direct.append(hit)
    return direct


def _whole_list(hit: Hit, hits: Sequence[Hit], document: Document) -> Passage | None:
    """The whole list when several of its items are among the best hits: the question is about the list."""
    provision = hit.provision
    if provision.kind not in _ITEM_KINDS or provision.parent is None:
        return None
    near = [h for h in hits[: 2 * _LIST_HITS] if h.provision.parent == provision.parent]
    near = [h for h in near if h.provision.document == provision.document]
    if len(near) < _LIST_HITS:
        return None
    parent = document.by_locator[provision.parent]
    items = [document.by_locator[c] for c in parent.children]
    items = [i for i in items if i.kind is provision.kind]
    head = introduction(provision, document)
    start = head[0] if head else document.text.rfind("\n", 0, items[0].start) + 1
    end = items[-1].end
    if end - start > _LIST_LONGEST:
        return None
    return Passage(parent, start, end)


def _single(provision: Provision, document: Document, wanted: frozenset[str]) -> Passage:
    head = introduction(provision, document) or table_head(provision, document)
    start, end = provision.start, provision.end
    if end - start > _LONG:
        start, end = _best_sentences(document.text, start, end, wanted)
    return Passage(provision, start, end, head)


def _best_sentences(text: str, start: int, end: int, wanted: frozenset[str]) -> tuple[int, int]:
    """The run of whole sentences, within the length that reads well, that holds most of the wanted words."""
    cuts = [start, *(start + m.end() for m in _SENTENCE.finditer(text[start:end])), end]
    spans = [_trim(text, a, b) for a, b in zip(cuts, cuts[1:], strict=False)]
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
