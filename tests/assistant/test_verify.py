"""Nothing is shown that its own source does not hold: quotes, places, figures, and what figures belong to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache

import pytest

from assistant.draft import Citer, Draft
from assistant.models import (
    Alternative,
    Calculation,
    CalculationOutcome,
    CalculationRow,
    CalculationStep,
    Criterion,
    Decision,
    DecisionKind,
    Fact,
    FactSource,
    Missing,
    Notice,
    NoticeKind,
    Outcome,
    Statement,
    StatementKind,
    Status,
    Unit,
)
from assistant.verify import DropReason, Part, VerifyReport, verify
from corpus.load import load_corpus
from corpus.models import Corpus

TARIFF = "gr-2026-00367-overeenkomst#art-5-lid-1-punt-1"
HOURLY = "gr-2026-00367-overeenkomst#art-5-lid-1-punt-2"
NOTICE_PERIOD = "gr-2026-00367-overeenkomst#art-6"
PREMIUM = "imw-update-2023-05-30#begeleidingspremie-rij-"
TWO_YEARS = (f"{PREMIUM}0", f"{PREMIUM}1")
FIVE_YEARS_AVERAGE = (f"{PREMIUM}0--2", f"{PREMIUM}2")
FIVE_YEARS_HIGH = (f"{PREMIUM}0--2", f"{PREMIUM}3")
BOUNDS = "imw-update-2023-05-30#loonpremie-lid-3"
COURTESY = "Daar kan ik u niet mee helpen."

TARIFF_SENTENCE = (
    "Stad Gent rekent 1.200,00 euro per kwartaal aan tijdens de eerste 5 kwartalen "
    "en nadien 600,00 euro per kwartaal."
)
HIGH_SENTENCE = (
    "Bij een behoefte van 5 jaar is de hoge begeleidingspremie 2.480,00 euro in kwartaal 1 tot en met 5, "
    "1.880,00 euro in kwartaal 6 tot en met 8 en daarna 1.330,00 euro."
)


@cache
def corpus() -> Corpus:
    return load_corpus()


def draft(text: str, *provisions: str, kind: StatementKind = StatementKind.RULE) -> Draft:
    citer = Citer(corpus())
    numbers = tuple(citer.cite(corpus().provision(p)) for p in provisions)
    statement = Statement(text=text, kind=kind, citations=numbers)
    return Draft(Status.ANSWERED, statements=(statement,), citations=citer.citations)


def check(made: Draft, as_of: date | None = None) -> VerifyReport:
    return verify(made, corpus(), frozenset({COURTESY}), as_of)


def reasons(made: Draft, part: Part = Part.STATEMENT) -> list[DropReason]:
    return [d.reason for d in check(made).dropped if d.part is part]


def with_citation(made: Draft, **changes: object) -> Draft:
    first, *rest = made.citations
    return replace(made, citations=(first.model_copy(update=changes), *rest))


# What holds


@pytest.mark.parametrize(
    ("text", "provisions"),
    [
        (TARIFF_SENTENCE, [TARIFF]),
        (TARIFF_SENTENCE.replace("1.200,00 euro", "€ 1 200").replace("eerste 5", "eerste vijf"), [TARIFF]),
        (TARIFF_SENTENCE.replace("1.200,00 euro", "twaalfhonderd euro"), [TARIFF]),
        ("Het extra pakket (artikel 5) kost 90,00 euro per uur.", [HOURLY]),
        ("U zegt op met een termijn van twee maanden.", [NOTICE_PERIOD]),
        ("Le préavis est de deux mois.", [NOTICE_PERIOD]),
        ("De loonpremie ligt tussen 20 en 75 %.", [BOUNDS]),
        (HIGH_SENTENCE, FIVE_YEARS_HIGH),
        ("De hoge begeleidingspremie is 2.480, 1.880 of 1.330 euro per kwartaal.", [FIVE_YEARS_HIGH[1]]),
        (
            "De gemiddelde begeleidingspremie voor 2 jaar is 1.030 euro in kwartaal 6 tot en met 8.",
            [*TWO_YEARS, *FIVE_YEARS_AVERAGE],
        ),
        ("Individueel maatwerk bestaat sinds juli 2023.", ["gr-2026-00367-besluit#motivering-lid-1"]),
    ],
)
def test_a_supported_sentence_is_kept(text: str, provisions: Sequence[str]) -> None:
    made = draft(text, *provisions)
    report = check(made)
    assert report.sound, report.dropped
    assert report.draft is made


def test_the_same_value_in_other_notation_is_the_same_figure() -> None:
    for amount in ("1.930 euro", "1930,00 euro", "€ 1 930", "1,930.00 EUR", "negentienhonderddertig euro"):
        text = f"De gemiddelde begeleidingspremie is {amount} in kwartaal 1 tot en met 5."
        assert check(draft(text, *FIVE_YEARS_AVERAGE)).sound


# Figures


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("1.200,00", "1.201,00"),
        ("1.200,00 euro", "1.200 %"),
        ("5 kwartalen", "6 kwartalen"),
        ("5 kwartalen", "5 jaar"),
        ("600,00 euro per kwartaal", "600,00 euro per uur"),
        ("eerste 5 kwartalen", "5de kwartaal, artikel 6"),
    ],
)
def test_a_changed_figure_is_caught(old: str, new: str) -> None:
    assert old in TARIFF_SENTENCE
    assert reasons(draft(TARIFF_SENTENCE.replace(old, new), TARIFF)) == [DropReason.UNGROUNDED_FIGURE]


def test_a_figure_of_a_neighbour_sentence_does_not_count() -> None:
    made = draft(TARIFF_SENTENCE, TARIFF)
    citer = Citer(corpus())
    citer.cite(corpus().provision(TARIFF))
    other = citer.cite(corpus().provision(HOURLY))
    borrowed = Statement(text=TARIFF_SENTENCE, kind=StatementKind.RULE, citations=(other,))
    made = replace(made, statements=(*made.statements, borrowed), citations=citer.citations)
    report = check(made)
    assert [(d.index, d.reason) for d in report.dropped] == [(1, DropReason.UNGROUNDED_FIGURE)]
    assert len(report.draft.statements) == 1


def test_a_quarter_inside_a_series_needs_a_calculation() -> None:
    text = "In kwartaal 7 is de hoge begeleidingspremie 1.880 euro."
    assert reasons(draft(text, *FIVE_YEARS_HIGH)) == [DropReason.UNGROUNDED_FIGURE]


def test_a_count_is_that_of_the_thing_counted() -> None:
    goals = "drie doelstellingen"
    provision = next(p for p in corpus().provisions() if goals in p.text and p.is_leaf)
    assert "twee horizontale actielijnen" in provision.text
    assert check(draft("Het Arbeidspact heeft 3 doelstellingen en 2 horizontale lijnen.", provision.id)).sound
    assert reasons(draft("Het Arbeidspact heeft 2 doelstellingen.", provision.id)) == [
        DropReason.UNGROUNDED_FIGURE
    ]


def test_the_least_is_not_the_most() -> None:
    assert check(draft("De loonpremie is minimaal 20% en maximaal 75%.", BOUNDS)).sound
    assert reasons(draft("De loonpremie is maximaal 20%.", BOUNDS)) == [DropReason.UNGROUNDED_FIGURE]


def test_a_date_finer_than_the_source_is_caught() -> None:
    dated = [p for p in corpus().provisions() if "01/07/2008" in p.text and p.is_leaf]
    assert check(draft("Dat geldt na 1 juli 2008.", dated[0].id)).sound
    assert reasons(draft("Dat geldt na 2 juli 2008.", dated[0].id)) == [DropReason.UNGROUNDED_FIGURE]
    assert reasons(draft("Dat geldt na 1 juli 2009.", dated[0].id)) == [DropReason.UNGROUNDED_FIGURE]


def test_the_day_of_the_answer_may_be_said() -> None:
    made = draft("Op 22 november 2026 is de opzegtermijn twee maanden.", NOTICE_PERIOD)
    assert check(made, date(2026, 11, 22)).sound
    assert not check(made, date(2026, 11, 23)).sound


# What a figure belongs to


@pytest.mark.parametrize(
    ("text", "provisions"),
    [
        (TARIFF_SENTENCE.replace("600", "X").replace("1.200", "600").replace("X", "1.200"), [TARIFF]),
        (TARIFF_SENTENCE.replace("600,00", "1.200,00"), [TARIFF]),
        (HIGH_SENTENCE.replace("1.880,00", "2.480,00"), FIVE_YEARS_HIGH),
        (HIGH_SENTENCE.replace("2.480,00", "1.880,00"), FIVE_YEARS_HIGH),
        (HIGH_SENTENCE.replace("1.330,00", "1.880,00"), FIVE_YEARS_HIGH),
        (
            "De hoge begeleidingspremie is 1.930 euro in kwartaal 1 tot en met 5.",
            [*FIVE_YEARS_HIGH, f"{PREMIUM}2"],
        ),
        (
            "Bij een behoefte van 2 jaar is de gemiddelde premie 1.330 euro in kwartaal 6 tot en met 8.",
            [*TWO_YEARS, *FIVE_YEARS_AVERAGE],
        ),
    ],
)
def test_an_amount_beside_the_wrong_quarters_row_or_term_is_caught(
    text: str, provisions: Sequence[str]
) -> None:
    assert reasons(draft(text, *provisions)) == [DropReason.WRONG_PAIR]


def test_one_amount_of_a_row_without_its_quarters_is_caught() -> None:
    text = "De hoge begeleidingspremie is 1.880 euro per kwartaal."
    assert reasons(draft(text, FIVE_YEARS_HIGH[1])) == [DropReason.AMBIGUOUS_CELL]


# Citations


def changed(text: str) -> str:
    return text.replace("e", "a", 1)


@pytest.mark.parametrize(
    ("field", "value", "reason"),
    [
        ("quote", None, DropReason.SPAN_MISMATCH),
        ("start", 1, DropReason.SPAN_MISMATCH),
        ("end", 1, DropReason.SPAN_MISMATCH),
        ("version", "2020+000000000000", DropReason.VERSION_MISMATCH),
        ("document", "geen-document", DropReason.UNKNOWN_DOCUMENT),
        ("locator", "art-99", DropReason.UNKNOWN_PROVISION),
        ("locator", "art-6", DropReason.LOCATOR_MISMATCH),
        ("provision", HOURLY, DropReason.LOCATOR_MISMATCH),
        ("official", False, DropReason.CATALOGUE_MISMATCH),
        ("in_force_from", date(1999, 1, 1), DropReason.CATALOGUE_MISMATCH),
        ("in_force_to", date(1999, 1, 1), DropReason.CATALOGUE_MISMATCH),
        ("title", "Modelovereenkomst, artikel 7", DropReason.CATALOGUE_MISMATCH),
        ("url", "https://example.org/", DropReason.CATALOGUE_MISMATCH),
    ],
)
def test_a_tampered_citation_takes_its_statement_along(field: str, value: object, reason: DropReason) -> None:
    made = draft(TARIFF_SENTENCE, TARIFF)
    citation = made.citations[0]
    if field == "quote":
        value = changed(citation.quote)
    elif field in ("start", "end"):
        value = getattr(citation, field) + 1
    elif field == "official":
        value = not citation.official
    report = check(with_citation(made, **{field: value}))
    assert [(d.part, d.reason) for d in report.dropped] == [
        (Part.CITATION, reason),
        (Part.STATEMENT, DropReason.UNKNOWN_CITATION),
    ]
    assert report.draft.statements == ()
    assert report.draft.citations == ()


def test_a_shifted_span_with_its_own_text_may_not_leave_its_place() -> None:
    made = draft(TARIFF_SENTENCE, TARIFF)
    citation = made.citations[0]
    end = citation.end + 40
    quote = corpus().documents[citation.document].text[citation.start : end]
    assert reasons(with_citation(made, end=end, quote=quote), Part.CITATION) == [DropReason.OUTSIDE_PROVISION]


def test_a_repeated_citation_number_is_caught() -> None:
    made = draft(TARIFF_SENTENCE, TARIFF)
    made = replace(made, citations=made.citations * 2)
    assert set(reasons(made, Part.CITATION)) == {DropReason.DUPLICATE_ID}


def test_a_gap_in_the_numbers_is_mended_and_reported() -> None:
    made = draft(TARIFF_SENTENCE, TARIFF)
    statement = made.statements[0].model_copy(update={"citations": (2,)})
    made = replace(with_citation(made, id=2), statements=(statement,))
    report = check(made)
    assert [d.reason for d in report.dropped] == [DropReason.NUMBERING]
    assert report.draft.statements[0].citations == (1,)
    assert report.draft.citations[0].id == 1


def test_a_dropped_statement_leaves_numbers_without_gaps() -> None:
    citer = Citer(corpus())
    first, second = (citer.cite(corpus().provision(p)) for p in (HOURLY, TARIFF))
    made = Draft(
        Status.ANSWERED,
        statements=(
            Statement(text="Dat kost 91,00 euro per uur.", kind=StatementKind.RULE, citations=(first,)),
            Statement(text=TARIFF_SENTENCE, kind=StatementKind.RULE, citations=(second,)),
        ),
        citations=citer.citations,
        notices=(Notice(kind=NoticeKind.AUTHORITY, text="Dit is een model.", citations=(second,)),),
    )
    left = check(made).draft
    assert [c.id for c in left.citations] == [1]
    assert left.statements[0].citations == left.notices[0].citations == (1,)
    assert check(left).sound


# Statements and quotes


def test_a_statement_without_a_source_is_caught() -> None:
    assert reasons(draft("U zegt op met een brief.")) == [DropReason.NO_SOURCE]


@pytest.mark.parametrize(
    ("field", "value", "reason"),
    [
        ("citations", (9,), DropReason.UNKNOWN_CITATION),
        ("calculations", ("geen",), DropReason.UNKNOWN_CALCULATION),
        ("decisions", ("geen",), DropReason.UNKNOWN_DECISION),
    ],
)
def test_a_source_that_is_not_there_is_caught(field: str, value: object, reason: DropReason) -> None:
    made = draft(TARIFF_SENTENCE, TARIFF)
    statement = made.statements[0].model_copy(update={field: value})
    assert reasons(replace(made, statements=(statement,))) == [reason]


def test_a_quote_is_verbatim() -> None:
    quote = corpus().provision(TARIFF).text
    assert check(draft(f"Artikel 5: “{quote}”", TARIFF, kind=StatementKind.QUOTE)).sound
    wrong = draft(f"Artikel 5: “{changed(quote)}”", TARIFF, kind=StatementKind.QUOTE)
    assert reasons(wrong) == [DropReason.NOT_VERBATIM]


def test_a_figure_beside_a_quote_is_checked_too() -> None:
    quote = corpus().provision(TARIFF).text
    made = draft(f"Dat is 700 euro: “{quote}”", TARIFF, kind=StatementKind.QUOTE)
    assert reasons(made) == [DropReason.UNGROUNDED_FIGURE]


def test_words_between_quotation_marks_are_verbatim_in_any_statement() -> None:
    assert reasons(draft("De tekst zegt “opzeggen kan altijd kosteloos”.", NOTICE_PERIOD)) == [
        DropReason.NOT_VERBATIM
    ]


def test_our_own_words_are_never_a_quote() -> None:
    own = next(p for p in corpus().documents["externe-feiten"].provisions if p.is_leaf)
    assert DropReason.OWN_WORDS_QUOTED in reasons(draft(own.text, own.id, kind=StatementKind.QUOTE))
    sentence = own.text.split("\n")[0]
    assert reasons(draft(f"De bron zegt “{sentence}”", own.id)) == [DropReason.NOT_VERBATIM]


def test_a_courtesy_is_on_the_list_and_holds_no_figure() -> None:
    def courtesy(text: str) -> Draft:
        return draft(text, kind=StatementKind.COURTESY)

    assert check(courtesy(COURTESY)).sound
    assert reasons(courtesy("Graag gedaan.")) == [DropReason.NOT_A_COURTESY]
    report = verify(courtesy("Dat duurt 5 jaar."), corpus(), {"Dat duurt 5 jaar."})
    assert [d.reason for d in report.dropped] == [DropReason.FIGURE_IN_COURTESY]


# Calculations, decisions and facts


def calculation(**changes: object) -> Calculation:
    rows = tuple(
        CalculationRow(label=f"kwartaal {q}", quarter=q, values={"premie": Decimal(v)})
        for q, v in ((5, "1930.00"), (6, "1330.00"), (7, "1330.00"))
    )
    step = CalculationStep(
        label="vast deel",
        expression="600,00 euro",
        value=Decimal(600),
        unit=Unit.EUR,
        citations=(1,),
        sources=(TARIFF,),
    )
    other = Alternative(label="andere lezing", value=Decimal("1030.00"), unit=Unit.EUR)
    made = Calculation(
        id="c1",
        name="begeleidingspremie",
        title="Begeleidingspremie",
        inputs={
            "need_years": 5,
            "fraction": Decimal("0.8"),
            "start": date(2024, 3, 1),
            "verhoogd": True,
            "x": None,
        },
        steps=(step,),
        outcome=CalculationOutcome(value=Decimal("4590.00"), unit=Unit.EUR, rows=rows),
        alternatives=(other,),
    )
    return made.model_copy(update=changes)


def worked(text: str, made: Calculation | None = None, **changes: object) -> Draft:
    base = draft(TARIFF_SENTENCE, TARIFF)
    statement = Statement(text=text, kind=StatementKind.CALCULATION, calculations=("c1",))
    return replace(base, statements=(statement,), calculations=(made or calculation(),), **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "text",
    [
        "In kwartaal 7 krijgt u 1.330,00 euro.",
        "In kwartaal 6 tot en met 7 krijgt u telkens 1.330,00 euro.",
        "In totaal is dat 4.590,00 euro, of 1.030,00 euro in een andere lezing.",
        "Het vaste deel is 600,00 euro, vanaf 1 maart 2024 en voor 5 jaar.",
    ],
)
def test_a_calculation_supports_its_own_figures(text: str) -> None:
    report = check(worked(text))
    assert report.sound, report.dropped


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("In kwartaal 7 krijgt u 1.930,00 euro.", DropReason.WRONG_PAIR),
        ("In kwartaal 5 krijgt u 1.330,00 euro.", DropReason.WRONG_PAIR),
        ("In kwartaal 8 krijgt u 1.330,00 euro.", DropReason.UNGROUNDED_FIGURE),
        ("In totaal is dat 4.591,00 euro.", DropReason.UNGROUNDED_FIGURE),
        ("In totaal is dat 5 euro.", DropReason.UNGROUNDED_FIGURE),
        ("Dat geldt vanaf 2 maart 2024.", DropReason.UNGROUNDED_FIGURE),
    ],
)
def test_a_calculation_supports_nothing_else(text: str, reason: DropReason) -> None:
    assert reasons(worked(text)) == [reason]


def test_a_caveat_says_no_figure_of_its_own() -> None:
    assert check(worked("Dat is 600,00 euro.", calculation(caveats=("Over 5 jaar gerekend.",)))).sound
    report = check(worked("Dat is 600,00 euro.", calculation(caveats=("Over 4 jaar gerekend.",))))
    assert [(d.part, d.reason) for d in report.dropped] == [
        (Part.CALCULATION, DropReason.UNGROUNDED_FIGURE),
        (Part.STATEMENT, DropReason.UNKNOWN_CALCULATION),
    ]


def test_a_step_rests_on_places_that_exist() -> None:
    step = calculation().steps[0]
    for change, reason in (
        ({"citations": (7,)}, DropReason.UNKNOWN_CITATION),
        ({"sources": ("geen#art-1",)}, DropReason.UNKNOWN_PROVISION),
    ):
        made = worked("Dat is 600,00 euro.", calculation(steps=(step.model_copy(update=change),)))
        assert reasons(made, Part.CALCULATION) == [reason]


def test_two_calculations_with_one_id_are_caught() -> None:
    made = worked("Dat is 600,00 euro.")
    made = replace(made, calculations=made.calculations * 2)
    assert set(reasons(made, Part.CALCULATION)) == {DropReason.DUPLICATE_ID}


def decided(text: str, criterion: str) -> Draft:
    base = draft(TARIFF_SENTENCE, BOUNDS)
    part = Criterion(id="duur", outcome=Outcome.YES, text=criterion, citations=(1,), sources=(BOUNDS,))
    made = Decision(id="d1", kind=DecisionKind.ELIGIBILITY, outcome=Outcome.YES, criteria=(part,))
    statement = Statement(text=text, kind=StatementKind.DECISION, decisions=("d1",))
    facts = {"need_years": Fact(value=5, unit=Unit.YEAR, source=FactSource.SAID, words="voor vijf jaar")}
    return replace(base, statements=(statement,), decisions=(made,), facts=facts)


def test_a_decision_rests_on_its_criteria_and_on_what_was_said() -> None:
    assert check(decided("Ja: tot 75 %, voor 5 jaar.", "Het hoogste is 75 %, u zei 5 jaar.")).sound
    assert reasons(decided("Ja: tot 74 %.", "Het hoogste is 75 %.")) == [DropReason.UNGROUNDED_FIGURE]
    assert reasons(decided("Ja.", "Het hoogste is 74 %."), Part.DECISION) == [DropReason.UNGROUNDED_FIGURE]


def test_a_rule_takes_no_figure_from_what_the_user_said() -> None:
    made = decided("Ja.", "Het hoogste is 75 %.")
    rule = Statement(text="De opzegtermijn is 5 jaar.", kind=StatementKind.RULE, citations=(1,))
    assert reasons(replace(made, statements=(rule,))) == [DropReason.UNGROUNDED_FIGURE]


def test_an_assumed_fact_supports_nothing() -> None:
    made = decided("Ja: voor 5 jaar.", "Het hoogste is 75 %.")
    assumed = made.facts["need_years"].model_copy(update={"source": FactSource.ASSUMED})
    assert reasons(replace(made, facts={"need_years": assumed})) == [DropReason.UNGROUNDED_FIGURE]


# Notices and questions


def test_notices_and_questions_hold_no_loose_figures() -> None:
    made = draft(TARIFF_SENTENCE, TARIFF)
    bad = replace(
        made,
        notices=(
            Notice(kind=NoticeKind.PRIVACY, text="Ik heb gegevens onleesbaar gemaakt."),
            Notice(kind=NoticeKind.NOT_INDEXED, text="De 1.200 euro is niet geïndexeerd.", citations=(1,)),
            Notice(kind=NoticeKind.NOT_INDEXED, text="De 1.200 euro is niet geïndexeerd."),
            Notice(kind=NoticeKind.DATED, text="Dit is verouderd.", citations=(4,)),
        ),
        missing=(
            Missing(fact="quarter", question="Gaat het om de eerste 5 kwartalen?", options=("ja", "nee")),
            Missing(fact="need_years", question="Hoe lang?", options=("2 jaar", "5 jaar")),
        ),
        next_questions=("Wat kost kwartaal 5?", "Wat kost kwartaal 9?"),
    )
    report = check(bad)
    assert [(d.part, d.index, d.reason) for d in report.dropped] == [
        (Part.NOTICE, 2, DropReason.UNGROUNDED_FIGURE),
        (Part.NOTICE, 3, DropReason.UNKNOWN_CITATION),
        (Part.MISSING, 1, DropReason.UNGROUNDED_FIGURE),
        (Part.NEXT_QUESTION, 1, DropReason.UNGROUNDED_FIGURE),
    ]
    assert [len(report.draft.notices), len(report.draft.missing), len(report.draft.next_questions)] == [
        2,
        1,
        1,
    ]
    assert check(report.draft).sound


def test_a_question_may_take_figures_from_a_calculation_of_the_answer() -> None:
    made = worked("Dat is 600,00 euro.", next_questions=("En in kwartaal 6?",))
    assert check(made).sound
