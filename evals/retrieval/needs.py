"""What a question needs: the classes of provisions that answer it, equally good ones in one class."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from corpus.models import Corpus
from evals.retrieval.questions import Equivalents, Gold, Question
from evals.retrieval.resolve import Resolver
from indexes.units import units


@dataclass(frozen=True)
class Needs:
    """Finding one member of one class answers the question, or of every class when all are needed."""

    classes: tuple[frozenset[str], ...]
    all: bool


class Declared:
    """The declared equivalents as provision ids.

    Raises:
        ValueError: a declared passage is not in the corpus.
    """

    def __init__(self, corpus: Corpus, equivalents: Equivalents) -> None:
        self._corpus = corpus
        self._searched = frozenset(unit.id for unit in units(corpus))
        resolver = Resolver(corpus, ())
        self._also: dict[str, list[frozenset[str]]] = {}
        for entry in equivalents.also:
            found = _found(resolver, entry.document, entry.quote)
            self._also.setdefault(entry.question, []).append(frozenset(found))
        self._alike: dict[str, frozenset[str]] = {}
        for group in equivalents.alike:
            wordings = [(document, w.text) for w in group.passages for document in w.documents]
            members = frozenset(
                one for document, text in wordings for one in _found(resolver, document, text)
            )
            self._alike |= dict.fromkeys(members, members)

    def needs(self, question: Question, gold: Gold, *, enclosing: bool = True) -> Needs:
        """The classes of a question.

        Args:
            question: the question.
            gold: the resolved passages.
            enclosing: whether a searched unit around a gold provision counts too.
        """
        passages = [frozenset(ids) for ids in gold[question.id]] + self._also.get(question.id, [])
        if question.all:
            passages = [frozenset(ids) for ids in gold[question.id]]
        wider = [self._widened(ids, enclosing=enclosing) for ids in passages]
        return Needs(tuple(wider) if question.all else tuple(merged(wider)), question.all)

    def _widened(self, ids: Iterable[str], *, enclosing: bool) -> frozenset[str]:
        alike = {other for one in ids for other in self._alike.get(one, frozenset({one}))}
        around = {other for one in alike for other in self._around(one)} if enclosing else set()
        return frozenset(alike | around)

    def _around(self, provision_id: str) -> Iterable[str]:
        provision = self._corpus.provision(provision_id)
        document = self._corpus.documents[provision.document]
        while provision.parent:
            provision = document.by_locator[provision.parent]
            if provision.id in self._searched:
                yield provision.id


def merged(groups: Sequence[frozenset[str]]) -> list[frozenset[str]]:
    """The groups, those that share a member made one."""
    classes: list[frozenset[str]] = []
    for group in groups:
        touching = [c for c in classes if c & group]
        classes = [c for c in classes if not c & group] + [group.union(*touching)]
    return classes


def missing(gold: Gold, corpus: Corpus) -> Mapping[str, list[str]]:
    """Per question, the gold provisions that the corpus does not have: the gold is stale."""
    known = {p.id for p in corpus.provisions()}
    stale = {
        question: [i for ids in passages for i in ids if i not in known]
        for question, passages in gold.items()
    }
    return {question: ids for question, ids in stale.items() if ids}


def _found(resolver: Resolver, document: str, text: str) -> list[str]:
    found = resolver.quote(document, text)
    if not found:
        message = f"equivalents.yaml: not found in {document}: {text!r}. Quote the stored text."
        raise ValueError(message)
    return found
