"""Summaries and quotes of a place: in checked words, covering it or saying so, and verbatim."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.compose.parts import Part, Sheet
from assistant.compose.reading import sentence_of, tell_place
from assistant.compose.texts import courtesies
from assistant.draft import Citer, Draft
from assistant.judge import Action, Judgement
from assistant.knowledge import Knowledge
from assistant.models import Conversation, StatementKind, Status
from assistant.receive import receive
from assistant.understand import understand
from assistant.verify import verify
from assistant.work import Worked
from corpus.models import Corpus, Provision, ProvisionKind, is_within
from corpus.parameters import Parameters
from indexes.search import SearchIndex
from tests.conftest import TODAY

MODEL = "gr-2026-00367-overeenkomst"


@pytest.fixture(scope="module")
def knowledge(corpus: Corpus, parameters: Parameters) -> Knowledge:
    return Knowledge.of(corpus, parameters)


def _told(question: str, place: Provision, knowledge: Knowledge, index: SearchIndex) -> Sheet:
    sheet = Sheet(Citer(knowledge.corpus))
    understood = understand(receive(question), Conversation(id="x"))
    part = Part(question, index.search(question), Judgement(Action.ANSWER, 1.0), Worked(), place)
    tell_place(part, understood, sheet, knowledge, TODAY)
    return sheet


def _articles(corpus: Corpus) -> list[Provision]:
    return [p for p in corpus.provisions() if p.kind in (ProvisionKind.ARTICLE, ProvisionKind.LID)]


def test_every_summary_holds_against_its_sources(knowledge: Knowledge, lexical_index: SearchIndex) -> None:
    summed = 0
    for place in _articles(knowledge.corpus):
        sheet = _told("vat artikel 5 samen", place, knowledge, lexical_index)
        draft = Draft(Status.ANSWERED, statements=tuple(sheet.statements), citations=sheet.citer.citations)
        assert draft.statements
        assert verify(draft, knowledge.corpus, courtesies(), TODAY).sound, place.id
        for citation in draft.citations:
            assert citation.document == place.document
            assert is_within(citation.locator, place.locator)
        summed += draft.statements[0].kind is StatementKind.RULE
    assert summed > 50


def test_a_summary_is_in_order_and_does_not_repeat(knowledge: Knowledge, lexical_index: SearchIndex) -> None:
    place = knowledge.corpus.provision(f"{MODEL}#art-6")
    sheet = _told("vat artikel 6 samen", place, knowledge, lexical_index)
    starts = [
        min(sheet.citer.citation(n).start for n in s.citations) for s in sheet.statements if s.citations
    ]
    assert starts == sorted(starts)
    assert len({s.text for s in sheet.statements}) == len(sheet.statements)
    assert "2 maanden" in " ".join(s.text for s in sheet.statements), "no part is left out"


def test_without_fiches_a_summary_is_the_text(knowledge: Knowledge, lexical_index: SearchIndex) -> None:
    bare = replace(knowledge, fiches=replace(knowledge.fiches, fiches={}))
    place = knowledge.corpus.provision(f"{MODEL}#art-8")
    (said,) = _told("vat artikel 8 samen", place, bare, lexical_index).statements
    assert said.kind is StatementKind.QUOTE
    assert place.text.splitlines()[-1] in said.text


def test_a_named_place_is_quoted_whole(knowledge: Knowledge, lexical_index: SearchIndex) -> None:
    place = knowledge.corpus.provision(f"{MODEL}#art-6-lid-2")
    (said,) = _told("citeer artikel 6, lid 2", place, knowledge, lexical_index).statements
    assert place.text in said.text


@pytest.mark.parametrize(
    ("question", "begin", "end"),
    [
        ("citeer de zin over de nalatigheden", "Bij zware nalatigheden", "verbroken worden."),
        ("citeer de zin over de opzegperiode", "De overeenkomst kan echter", "van 2 maanden."),
    ],
)
def test_the_sentence_that_is_meant_is_quoted(
    knowledge: Knowledge, lexical_index: SearchIndex, question: str, begin: str, end: str
) -> None:
    place = knowledge.corpus.provision(f"{MODEL}#art-6-lid-2")
    sheet = _told(question, place, knowledge, lexical_index)
    (citation,) = sheet.citer.citations
    assert citation.quote.startswith(begin)
    assert citation.quote.endswith(end)


def test_when_no_sentence_stands_out_all_is_quoted(knowledge: Knowledge) -> None:
    place = knowledge.corpus.provision(f"{MODEL}#art-6-lid-2")
    passage = sentence_of(place, "citeer dat", knowledge.corpus)
    assert (passage.start, passage.end) == (place.start, place.end)
