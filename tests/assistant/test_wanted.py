"""What a question wants to read: places, documents, and where the sources disagree."""

from __future__ import annotations

import pytest

from assistant.knowledge import Knowledge
from assistant.models import Answer, Conversation, StatementKind, Status, Turn
from assistant.pipeline import Assistant
from assistant.receive import receive
from assistant.understand import understand
from assistant.wanted import Wanted, wanted
from corpus.models import Corpus
from corpus.parameters import Parameters

MODEL = "gr-2026-00367-overeenkomst"
COLLECTIVE = "mb-2019-01-10"


@pytest.fixture(scope="module")
def knowledge(corpus: Corpus, parameters: Parameters) -> Knowledge:
    return Knowledge.of(corpus, parameters)


def _wanted(question: str, knowledge: Knowledge, *places: str) -> Wanted | None:
    understood = understand(receive(question), Conversation(id="x"))
    turn = Turn(question="", status=Status.ANSWERED, answer_id="", places=places) if places else None
    return wanted(understood, turn, knowledge)


def _said(answer: Answer) -> str:
    return " ".join(statement.text for statement in answer.statements)


@pytest.mark.parametrize("question", ["artikel 9", "wat zegt artikel 9?", "art. 9?", "inhoud artikel 9"])
def test_a_bare_place_is_read_in_the_agreement_and_the_other_is_offered(
    knowledge: Knowledge, question: str
) -> None:
    found = _wanted(question, knowledge)
    assert found is not None
    assert found.place is not None
    assert found.place.id == f"{MODEL}#art-9"
    assert not found.named
    assert [place.document for place in found.others] == [COLLECTIVE]


def test_the_document_of_the_conversation_comes_first(knowledge: Knowledge) -> None:
    found = _wanted("en artikel 9?", knowledge, f"{COLLECTIVE}#art-2")
    assert found is not None
    assert found.place is not None
    assert found.place.id == f"{COLLECTIVE}#art-9"


@pytest.mark.parametrize(
    "question", ["moet ik artikel 9 van de overeenkomst naleven als ik opzeg?", "artikel 60", "wat kost het?"]
)
def test_a_place_that_is_only_mentioned_is_not_read(knowledge: Knowledge, question: str) -> None:
    assert _wanted(question, knowledge) is None


@pytest.mark.parametrize(
    "question", ["artikel 24 van het decreet", "wat zegt artikel 30 van het uitvoeringsbesluit?"]
)
def test_a_place_of_which_we_have_no_text_is_known_as_such(knowledge: Knowledge, question: str) -> None:
    found = _wanted(question, knowledge)
    assert found is not None
    assert found.lacking is not None


def test_a_place_that_is_not_there_is_said_to_be_so(assistant: Assistant) -> None:
    answer, _ = assistant.ask("artikel 23 van het decreet")
    assert answer.statements[0].kind is StatementKind.COURTESY
    assert answer.statements[0].text.startswith("De tekst van dat artikel hebben wij niet.")
    assert "gekwalificeerde begeleider" in _said(answer), "what our summary says of it"
    assert {citation.document for citation in answer.citations} == {"decreet-2022-01-14"}


def test_the_answer_says_which_document_was_taken(assistant: Assistant) -> None:
    answer, conversation = assistant.ask("wat zegt artikel 11?")
    assert answer.statements[0].text.startswith("Artikel 11 van de modelovereenkomst: ")
    assert conversation.turns[-1].places == (f"{MODEL}#art-11",)


@pytest.mark.parametrize(
    ("question", "document", "words"),
    [
        (
            "geef een samenvatting van de overeenkomst met de stad",
            MODEL,
            ("Artikel 5: ", "1.200,00 euro", "2 maanden"),
        ),
        ("kan je de samenwerkingsovereenkomst samenvatten?", MODEL, ("30 dagen", "10 jaar")),
        ("samenvatting ministerieel besluit", COLLECTIVE, ("Artikel 2: ",)),
    ],
)
def test_a_document_is_summed_up_article_by_article(
    assistant: Assistant, question: str, document: str, words: tuple[str, ...]
) -> None:
    answer, _ = assistant.ask(question)
    assert answer.status is Status.ANSWERED
    assert {citation.document for citation in answer.citations} == {document}
    assert len(answer.statements) >= 5
    for word in words:
        assert word in _said(answer)


def test_where_the_sources_disagree_comes_from_the_list_of_tensions(
    assistant: Assistant, knowledge: Knowledge
) -> None:
    answer, _ = assistant.ask("zijn er tegenstrijdigheden over de spilindex?")
    texts = {tension.text for tension in knowledge.tensions.values()}
    assert answer.statements
    assert {s.text for s in answer.statements if s.kind is StatementKind.RULE} <= texts
    assert all("index" in s.text for s in answer.statements if s.kind is StatementKind.RULE)


def test_without_a_subject_the_gravest_are_told_and_there_are_more(knowledge: Knowledge) -> None:
    found = _wanted("waar spreken de bronnen elkaar tegen?", knowledge)
    assert found is not None
    assert {tension.severity for tension in found.tensions} == {"A"}
    assert found.more


@pytest.mark.parametrize(
    ("question", "locator"),
    [
        ("welk artikel verzekering", "art-10"),
        ("in welk artikel van het model staat de opzeg?", "art-6"),
        ("waar staat in de overeenkomst hoe er gefactureerd wordt?", "art-7"),
    ],
)
def test_the_document_named_is_where_the_place_is_looked_for(
    assistant: Assistant, question: str, locator: str
) -> None:
    answer, _ = assistant.ask(question)
    first = answer.statements[0]
    assert first.text.startswith("Dat staat in artikel")
    cited = [answer.citations[number - 1] for number in first.citations]
    assert {c.document for c in cited} == {MODEL}
    assert any(c.locator.startswith(locator) for c in cited)
