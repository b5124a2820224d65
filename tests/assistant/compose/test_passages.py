from __future__ import annotations

from assistant.compose.passages import MOST_PASSAGES, passages
from assistant.compose.quoting import quoted
from assistant.draft import Citer
from assistant.models import Statement, StatementKind
from corpus.models import Corpus
from indexes.search import SearchIndex


def shown(question: str, index: SearchIndex, corpus: Corpus) -> tuple[list[Statement], Citer]:
    citer = Citer(corpus)
    found = passages(index.search(question, k=20).hits, question, corpus)
    return [quoted(passage, corpus, citer) for passage in found], citer


def test_a_passage_is_quoted_to_the_letter(full_index: SearchIndex, corpus: Corpus) -> None:
    said, citer = shown("Moet ik verplaatsingskosten betalen?", full_index, corpus)
    citation = citer.citation(said[0].citations[-1])
    assert said[0].kind is StatementKind.QUOTE
    assert citation.quote in said[0].text
    assert corpus.documents[citation.document].text[citation.start : citation.end] == citation.quote


def test_a_list_that_is_asked_for_is_shown_whole(full_index: SearchIndex, corpus: Corpus) -> None:
    said, _ = shown("Wat zijn de taken van een gekwalificeerd begeleider?", full_index, corpus)
    assert any(statement.text.count("\n- ") == 8 for statement in said)


def test_a_table_row_comes_with_the_heads_of_its_columns(full_index: SearchIndex, corpus: Corpus) -> None:
    said, _ = shown("Hoeveel bedraagt de hoge begeleidingspremie per kwartaal?", full_index, corpus)
    row = next(statement for statement in said if "2480 euro" in statement.text)
    assert "1ste tot en met 5de kwartaal: 2480 euro per kwartaal" in row.text
    assert len(row.citations) == 2


def test_own_words_are_never_in_quotation_marks(full_index: SearchIndex, corpus: Corpus) -> None:
    said, citer = shown("Hoeveel bedraagt het GGMMI vanaf februari 2025?", full_index, corpus)
    own = [s for s in said if citer.citation(s.citations[0]).document == "externe-feiten"]
    assert own
    assert all(statement.kind is StatementKind.RULE and "“" not in statement.text for statement in own)


def test_no_more_than_a_reader_reads(full_index: SearchIndex, corpus: Corpus) -> None:
    said, _ = shown("werkgever werknemer premie begeleiding", full_index, corpus)
    assert 0 < len(said) <= MOST_PASSAGES
