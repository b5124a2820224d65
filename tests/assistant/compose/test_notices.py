"""Caveats: one on what the sources are worth, none that the answer holds already."""

from __future__ import annotations

from assistant.compose.notices import is_standing, says_already, source_notices
from assistant.draft import Citer
from assistant.models import Citation, NoticeKind, Statement, StatementKind
from corpus.models import Corpus
from tests.conftest import TODAY

MODEL = "gr-2026-00367-overeenkomst#art-7"
COUNCIL = "gr-2026-00367-besluit#motivering-lid-5"
ARTICLE = "imw-update-2023-05-30#procedure-lid-4"
COLLECTIVE = "mb-2019-01-10#art-6-lid-1"


def _cited(corpus: Corpus, *provisions: str) -> list[Citation]:
    citer = Citer(corpus)
    return [citer.citation(citer.cite(corpus.provision(p))) for p in provisions]


def _said(text: str) -> Statement:
    return Statement(text=text, kind=StatementKind.RULE, citations=(1,))


def test_one_document_keeps_its_own_caveat(corpus: Corpus) -> None:
    (notice,) = source_notices(_cited(corpus, MODEL), corpus, TODAY)
    assert notice.kind is NoticeKind.AUTHORITY
    assert notice.text.startswith("Dit is een model.")
    assert is_standing(notice)


def test_what_several_documents_are_worth_is_one_notice(corpus: Corpus) -> None:
    (notice,) = source_notices(_cited(corpus, MODEL, ARTICLE, COUNCIL), corpus, TODAY)
    assert is_standing(notice)
    assert notice.citations == (1, 2, 3)
    for word in ("artikel", "model", "voorstel"):
        assert word in notice.text


def test_what_the_answer_says_of_a_document_is_not_said_again(corpus: Corpus) -> None:
    cited = _cited(corpus, ARTICLE)
    assert source_notices(cited, corpus, TODAY, [_said("U vraagt het online aan.")])
    assert not source_notices(cited, corpus, TODAY, [_said("Dat staat in een artikel van voor de start.")])


def test_a_caveat_on_scope_stays_apart(corpus: Corpus) -> None:
    notices = source_notices(_cited(corpus, COLLECTIVE, MODEL), corpus, TODAY)
    assert {notice.kind for notice in notices} == {NoticeKind.COLLECTIVE_ONLY, NoticeKind.AUTHORITY}
    assert not is_standing(notices[0])


def test_a_sentence_that_holds_a_caveat_is_known() -> None:
    caveat = "De tekst zegt niet wanneer de opzegtermijn begint te lopen."
    assert says_already([_said("Wanneer de opzegtermijn begint te lopen, zegt de tekst niet.")], caveat)
    assert not says_already([_said("U betaalt de factuur binnen 30 dagen.")], caveat)
