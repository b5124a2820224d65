"""The list of sources: each place once."""

from __future__ import annotations

from assistant.compose.sources import listed
from assistant.draft import Citer
from corpus.models import Corpus

MODEL = "gr-2026-00367-overeenkomst"


def test_quotes_from_one_place_stand_together(corpus: Corpus) -> None:
    citer = Citer(corpus)
    invoice, travel = (corpus.provision(f"{MODEL}#{locator}") for locator in ("art-7", "art-8"))
    citer.cite(invoice, invoice.start, invoice.start + 20)
    citer.cite(travel)
    citer.cite(invoice, invoice.start + 21, invoice.end)
    found = listed(citer.citations, corpus)
    assert [(one.place.locator, one.marks) for one in found] == [("art-7", (1, 3)), ("art-8", (2,))]
    assert found[0].entry.id == MODEL


def test_rows_of_a_table_are_looked_up_in_the_table(corpus: Corpus) -> None:
    citer = Citer(corpus)
    for locator in ("loonpremie-rij-0", "loonpremie-rij-1", "loonpremie-rij-2"):
        citer.cite(corpus.provision(f"imw-update-2023-05-30#{locator}"))
    (one,) = listed(citer.citations, corpus)
    assert one.place.locator == "loonpremie"
