"""Phrases and the facts they give, with near misses that must give none."""

from __future__ import annotations

import random
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.models import FactSource, Unit
from assistant.receive import receive
from tests.assistant.understand.reading import FRESH, read, values


@pytest.mark.parametrize(
    ("phrase", "years"),
    [
        ("Hoeveel loonpremie krijg ik voor vijf jaar?", 5),
        ("premie voor 2 jaar", 2),
        ("VDAB heeft een behoefte van 5 jaar vastgesteld", 5),
        ("een vijfjarige toekenning van de loonpremie", 5),
        ("imw voor 5j, hoeveel is dat", 5),
        ("niet voor 5 jaar maar voor 2 jaar", 2),
        ("une prime pour deux ans", 2),
        ("a wage premium for five years", 5),
        ("a two-year need", 2),
        ("behoefte van 3 jaar volgens vdab", 3),
    ],
)
def test_years_of_need(phrase: str, years: int) -> None:
    fact = read(phrase).facts["need_years"]
    assert (fact.value, fact.unit, fact.source) == (years, Unit.YEAR, FactSource.SAID)


@pytest.mark.parametrize(
    "phrase",
    [
        "hij werkt al vijf jaar bij ons",
        "ze is 35 jaar",
        "een begeleider met 2 jaar ervaring",
        "hoe lang bewaren, 10 jaar of 5 jaar?",
        "een contract van 2 jaar",
        "na 2 jaar, wat dan met de premie?",
        "is het 2 of 5 jaar?",
        "ik heb geen behoefte van 5 jaar",
        "de overeenkomst duurt 5 jaar",
        "5 jaar geleden kregen we een premie",
        "kan VDAB ook maar één jaar geven?",
        "a two-year need, or only with five years?",
    ],
)
def test_other_years_are_no_need(phrase: str) -> None:
    assert "need_years" not in values(phrase)


@pytest.mark.parametrize(
    ("phrase", "years"),
    [
        ("hoeveel premie bij een langdurige behoefte?", 5),
        ("de behoefte is tijdelijk, hoeveel krijg ik?", 2),
        ("un besoin temporaire", 2),
    ],
)
def test_words_for_the_need_give_an_assumed_length(phrase: str, years: int) -> None:
    fact = read(phrase).facts["need_years"]
    assert (fact.value, fact.source) == (years, FactSource.ASSUMED)


@pytest.mark.parametrize(
    "phrase",
    [
        "hij heeft een tijdelijk contract",
        "hij werkt tijdelijk maar twee dagen",
        "tijdelijke werkloosheid",
        "een langdurig werkzoekende",
    ],
)
def test_other_temporary_things_are_no_need(phrase: str) -> None:
    assert "need_years" not in values(phrase)


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("hoeveel trek ik in t 7de kwartaal?", {"quarter": 7}),
        ("in t zevende kwartaal", {"quarter": 7}),
        ("kwartaal 7 van de premie", {"premium_quarter": 7}),
        ("het 3de kwartaal van de overeenkomst", {"agreement_quarter": 3}),
        ("au 7e trimestre", {"quarter": 7}),
        ("in the seventh quarter", {"quarter": 7}),
        ("hoeveel premie na anderhalf jaar?", {"quarter": 7}),
        ("hoeveel krijg ik na 2 jaar?", {"quarter": 9}),
        ("hoeveel premie na het vijfde kwartaal?", {"quarter": 6}),
        ("loonpremie in het tweede jaar", {"quarter_from": 5, "quarter_to": 8}),
        ("loonpremie in de eerste 5 kwartalen", {"quarter_from": 1, "quarter_to": 5}),
        ("van kwartaal 6 tot en met 8", {"quarter_from": 6, "quarter_to": 8}),
        ("vanaf kwartaal 6", {"quarter_from": 6}),
        ("de overeenkomst begint in kwartaal 4 van de premie", {"agreement_start_quarter": 4}),
        ("we kregen 12 kwartalen toegekend", {"quarters": 12}),
    ],
)
def test_quarters_and_their_clock(phrase: str, expected: dict[str, int]) -> None:
    got = {name: value for name, value in values(phrase).items() if "quarter" in name}
    assert got == expected


@pytest.mark.parametrize(
    "phrase",
    [
        "verschil tussen kwartaal 5 en kwartaal 6",
        "het derde kwartaal van 2024",
        "per kwartaal",
        "eerste jaar bachelor",
        "na 2 jaar ervaring, krijg ik dan een premie?",
        "elk kwartaal een factuur",
        "hoeveel premie na een jaar en een kwartaal?",
        "hoeveel premie na tien jaar?",
    ],
)
def test_what_is_no_quarter_of_the_premium(phrase: str) -> None:
    assert not [name for name in values(phrase) if "quarter" in name]


def test_time_passed_is_assumed_to_be_counted_from_the_start() -> None:
    assert read("hoeveel premie na anderhalf jaar?").facts["quarter"].source is FactSource.ASSUMED


@pytest.mark.parametrize(
    ("phrase", "part"),
    [
        ("hij werkt 4/5", "0.8"),
        ("tis ne gast die 4/5 werkt", "0.8"),
        ("ze werkt halftijds", "0.5"),
        ("hij werkt 80 %", "0.8"),
        ("een contract van 60%", "0.6"),
        ("19 uur op 38", "0.5"),
        ("19 uur per week op 38 uur", "0.5"),
        ("3 dagen op 5", "0.6"),
        ("voltijds in dienst", "1"),
        ("il travaille à 80 %", "0.8"),
        ("19u/38u", "0.5"),
    ],
)
def test_how_much_somebody_works(phrase: str, part: str) -> None:
    fact = read(phrase).facts["fraction"]
    assert (fact.value, fact.unit) == (Decimal(part), Unit.FRACTION)


@pytest.mark.parametrize(
    "phrase",
    [
        "op 01/07/2023 gestart",
        "1/3 van de loonpremie",
        "40 % loonpremie",
        "hij werkt niet voltijds",
        "hij werkt 19 uur per week",
        "de helft van de premie",
        "65 % doelgroepwerknemers",
        "de tweede helft van het jaar",
        "20 voltijdse doelgroepwerknemers",
        "hij zakt van voltijds naar deeltijds",
        "20 équivalents temps plein",
    ],
)
def test_what_is_no_working_time(phrase: str) -> None:
    assert "fraction" not in values(phrase)


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("loonkost 3.500 euro per maand", {"wage_cost_month": "3500"}),
        ("de loonkost is 10.500,50 euro per kwartaal", {"wage_cost_quarter": "10500.50"}),
        ("hij verdient 2500 euro bruto per maand", {"gross_wage_month": "2500"}),
        ("bruto 2000 per maand", {"gross_wage_month": "2000"}),
        ("salaire brut de 2.300 euros par mois", {"gross_wage_month": "2300"}),
        ("gross wage of 2,400 euros a month", {"gross_wage_month": "2400"}),
        ("bruto 2450 euro", {"gross_wage": "2450"}),
        ("2300 bruto in de maand", {"gross_wage_month": "2300"}),
        ("referteloon van 9.000 euro", {"wage_cost_quarter": "9000"}),
        ("loonpremie van 40 % op 8.500 euro per kwartaal", {"wage_cost_quarter": "8500"}),
        ("loonpremie, kw 3, 11.500 per kwartaal", {"wage_cost_quarter": "11500"}),
        ("begeleidingspremie, kw 3, 1.930 per kwartaal", {}),
    ],
)
def test_wages_with_the_time_they_are_for(phrase: str, expected: dict[str, str]) -> None:
    got = {n: v for n, v in values(phrase).items() if n.startswith(("gross_wage", "wage_cost"))}
    assert got == {name: Decimal(value) for name, value in expected.items()}


@pytest.mark.parametrize(
    "phrase",
    [
        "hij verdient 2.100 euro netto",
        "een premie van 1.930 euro",
        "factuur van 1.200 euro",
        "sinds 2024 bruto gerekend in 20 dagen",
        "wat is de loonkost?",
    ],
)
def test_other_amounts_are_no_wage(phrase: str) -> None:
    assert not [n for n in values(phrase) if n.startswith(("gross_wage", "wage_cost"))]


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("VDAB heeft 40 % toegekend", "40"),
        ("een loonpremie van 55%", "55"),
        ("Krijg ik 40 % loonpremie als hij 80 % werkt?", "40"),
    ],
)
def test_the_percentage_of_the_premium(phrase: str, expected: str) -> None:
    assert values(phrase)["percentage"] == Decimal(expected)


@pytest.mark.parametrize("phrase", ["hij werkt 80 %", "100 procent zeker", "20 % minder productief"])
def test_other_percentages(phrase: str) -> None:
    assert "percentage" not in values(phrase)


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("Komt een school in aanmerking?", {"employer": "school"}),
        ("wij zijn een vzw", {"employer": "privaat"}),
        ("kan een gemeente imw krijgen", {"employer": "lokaal_bestuur"}),
        ("wij zijn een uitzendkantoor", {"employer": "uitzendkantoor"}),
        ("ons maatwerkbedrijf", {"employer": "maatwerkbedrijf"}),
        ("kan ne jobstudent imw krijgen", {"work_status": "student"}),
        ("hij werkt met een flexi-job", {"work_status": "flexijob"}),
        ("een begeleid werker zonder loon", {"work_status": "begeleid_werker"}),
        ("ik ben zelfstandige in bijberoep", {"work_status": "zelfstandige"}),
        ("contract van onbepaalde duur", {"contract_term": "onbepaald"}),
        ("een tijdelijk contract", {"contract_term": "bepaald"}),
        ("hij woont in Brussel", {"residence": "brussel"}),
        ("onze medewerker woont in Nederland", {"residence": "andere_eu_eer"}),
        ("elle habite à Bruxelles", {"residence": "brussel"}),
        ("VDAB heeft de behoefte vastgesteld", {"vdab_finding": "vastgesteld"}),
        ("VDAB heeft dat nog niet vastgesteld", {"vdab_finding": "nog_niet"}),
        ("vdab heeft het afgewezen", {"vdab_finding": "afgewezen"}),
        ("hij is nog niet in dienst", {"employed": "nog_niet"}),
        ("hoge begeleidingsnood", {"level": "hoog"}),
        ("de verhoogde loonpremie", {"package": "verhoogd"}),
        ("niet de verhoogde loonpremie", {"package": "gewoon"}),
        ("de afgetopte loonpremie", {"package": "afgetopt"}),
        ("wij zijn een onderneming in moeilijkheden", {"in_difficulty": True}),
        ("geen onderneming in moeilijkheden", {"in_difficulty": False}),
        ("de externe begeleider", {"external": True}),
    ],
)
def test_closed_facts(phrase: str, expected: dict[str, object]) -> None:
    got = values(phrase)
    assert {name: got.get(name) for name in expected} == expected


@pytest.mark.parametrize(
    ("phrase", "fact"),
    [
        ("hij is geen student", "work_status"),
        ("hij woont niet in Brussel", "residence"),
        ("wij zijn geen school", "employer"),
        ("wat rekent stad gent aan", "employer"),
        ("woont in Brussel of woont in Gent", "residence"),
        ("zonder vast contract", "contract_term"),
        ("de gemeenteraad besliste", "employer"),
    ],
)
def test_denied_or_doubtful_facts_are_not_given(phrase: str, fact: str) -> None:
    assert fact not in values(phrase)


@pytest.mark.parametrize(
    ("phrase", "fact", "day"),
    [
        ("in dienst sinds 01/07/2023", "hired_on", date(2023, 7, 1)),
        ("op 3 juli 2023 aangeworven", "hired_on", date(2023, 7, 3)),
        ("de beslissing van 15 maart 2025", "decision", date(2025, 3, 15)),
        ("VDAB stelde op 01/07/2024 een behoefte vast", "vdab_date", date(2024, 7, 1)),
        ("ik heb opgezegd op 15 maart 2026", "notice", date(2026, 3, 15)),
        ("de overeenkomst start op 01/01/2026", "agreement_start", date(2026, 1, 1)),
        ("factuur van 2026-02-03", "invoice", date(2026, 2, 3)),
        ("de premie is goedgekeurd op 5 mei 2026", "premium_approved_on", date(2026, 5, 5)),
    ],
)
def test_dates_by_the_part_they_play(phrase: str, fact: str, day: date) -> None:
    assert values(phrase)[fact] == day


def test_two_dates_in_one_sentence_keep_their_own_part() -> None:
    got = values("Hij kwam in dienst op 1 maart 2025 en de beslissing viel op 20 juni 2025.")
    assert (got["hired_on"], got["decision"]) == (date(2025, 3, 1), date(2025, 6, 20))


@pytest.mark.parametrize("phrase", ["op 31/02/2025 in dienst", "in juli 2023 in dienst", "op 4/5 in dienst"])
def test_no_day_is_made_up(phrase: str) -> None:
    assert "hired_on" not in values(phrase)


@pytest.mark.parametrize(
    ("phrase", "certificate"),
    [
        ("Ik heb een bachelor ergoterapie, mag ik begeleiden?", "bachelor ergoterapie"),
        ("telt mijn diploma maatschappelijk werk?", "diploma maatschappelijk werk"),
        ("mag iemand met graduaat orthopedagogie begeleiden", "graduaat orthopedagogie"),
        ("heb getuigschrift van bakker op zak", "getuigschrift van bakker"),
    ],
)
def test_certificates_are_handed_on_as_written(phrase: str, certificate: str) -> None:
    assert values(phrase)["certificates"] == certificate


@pytest.mark.parametrize(
    ("phrase", "certificate"),
    [
        ("Staat ergotherapie op jullie lijst?", "ergotherapie"),
        ("en sociologie?", "sociologie"),
        ("ik ben logopediste", "logopediste"),
        ("Een master in de logopedie is meer dan een bachelor, telt die?", "master in de logopedie"),
        ("ik heb psychologie gedaan (master), mag ik coachen?", "master psychologie"),
        ("telt orthopedagogie, het was een graduaat?", "graduaat orthopedagogie"),
        (
            "bachelor in family sciences (gezinswetenschappen), ok?",
            "bachelor in family sciences (gezinswetenschappen)",
        ),
        (
            "Als verpleegkundige heb ik ook een bachelor ergotherapie, telt dat?",
            "bachelor ergotherapie",
        ),
        ("bachelor maatschappelijk werk van de hogeschool, mag dat?", "bachelor maatschappelijk werk"),
        ("bachelor logopedie, maar nog in opleiding, telt dat al?", "bachelor logopedie nog in opleiding"),
        ("ik heb informatica gestudeerd", "informatica"),
        (
            "Ik heb een diploma kapper, ook een bachelor ergotherapie, telt dat?",
            "diploma kapper; bachelor ergotherapie",
        ),
    ],
)
def test_certificates_are_known_by_the_names_of_the_lists(phrase: str, certificate: str) -> None:
    assert values(phrase)["certificates"] == certificate


@pytest.mark.parametrize(
    "phrase",
    [
        "Is een medisch attest verplicht?",
        "Wij zijn een kinderopvang, worden wij erkend?",
        "Mijn werknemer is leraar, krijg ik een premie?",
        "Staat autisme op de lijst?",
        "wat is lde?",
    ],
)
def test_a_trade_or_a_doctors_paper_is_no_certificate(phrase: str) -> None:
    assert "certificates" not in values(phrase)


@pytest.mark.parametrize(
    ("phrase", "region"),
    [
        ("en als ze naar Ninove verhuist?", "vlaanderen"),
        ("wat als ik in Verviers ga wonen?", "wallonie"),
        ("hij woont te Koekelberg", "brussel"),
        ("ik woon in Melle en werk in Brussel", "vlaanderen"),
        ("wij verhuizen onze winkel naar Namen", None),
        ("zij woont niet in Luik", None),
    ],
)
def test_where_somebody_lives_or_moves_to(phrase: str, region: str | None) -> None:
    assert values(phrase).get("residence") == region


@pytest.mark.parametrize(
    "phrase", ["Welk diploma heb ik nodig?", "Ik heb geen diploma.", "de lijst met diploma's", "diploma?"]
)
def test_no_certificate_is_named(phrase: str) -> None:
    assert "certificates" not in values(phrase)


@pytest.mark.parametrize(
    ("phrase", "hours"),
    [
        ("wat kost 3 uur extra begeleiding", "3"),
        ("extra pakket van vijf uur", "5"),
        ("2,5 uur in regie", "2.5"),
    ],
)
def test_extra_hours(phrase: str, hours: str) -> None:
    assert values(phrase)["extra_hours"] == Decimal(hours)


@pytest.mark.parametrize(
    "phrase", ["hij werkt 19 uur per week", "hij werkt 19 uur per week, geen extra uren"]
)
def test_working_hours_are_no_extra_hours(phrase: str) -> None:
    assert "extra_hours" not in values(phrase)


def test_the_number_word_een_is_no_fact() -> None:
    assert not values("een werknemer, een premie, een kwartaal, een begeleider")


def test_personal_data_stay_out_of_what_is_kept() -> None:
    facts = read("Mijn diploma is een bachelor van mevrouw Janssens ergotherapie, telt dat?").facts
    assert "Janssens" not in str(facts)


SENTENCES = (
    "tis voor ne gast die 4/5 werkt, hoeveel trek ik in t 7de kwartaal?",
    "VDAB stelde op 01/07/2024 een behoefte van 5 jaar vast, loonkost 3.500 euro per maand",
    "hij woont in Brussel, werkt halftijds en heeft een bachelor ergotherapie",
    "de verhoogde loonpremie in kwartaal 6 van de premie, 40 % van VDAB",
    "wij zijn een uitzendkantoor met een flexi-job, nog niet in dienst",
)


@pytest.mark.parametrize("sentence", SENTENCES)
def test_the_words_of_a_fact_stand_in_the_question(sentence: str) -> None:
    facts = read(sentence).facts
    assert facts
    assert all(fact.words in sentence for fact in facts.values())


def slip(word: str, chance: random.Random) -> str:
    """One slip of the finger inside a word: a letter doubled, dropped, or swapped with the next."""
    place = chance.randrange(1, len(word) - 1)
    return chance.choice(
        (
            word[:place] + word[place] + word[place:],
            word[:place] + word[place + 1 :],
            word[:place] + word[place + 1] + word[place] + word[place + 2 :],
        )
    )


@pytest.mark.parametrize(
    ("sentence", "word", "fact"),
    [
        ("hoeveel in het zevende kwartaal", "kwartaal", "quarter"),
        ("hij werkt halftijds", "halftijds", "fraction"),
        ("de verhoogde loonpremie", "verhoogde", "package"),
        ("een hoge begeleidingspremie", "begeleidingspremie", "level"),
        ("een behoefte van vijf jaar", "behoefte", "need_years"),
        ("wij zijn een uitzendkantoor", "uitzendkantoor", "employer"),
    ],
)
def test_slips_of_the_finger_change_no_fact(sentence: str, word: str, fact: str) -> None:
    chance = random.Random(sentence)  # noqa: S311
    expected = values(sentence)[fact]
    for _ in range(20):
        misspelt = sentence.replace(word, slip(word, chance))
        found = read(misspelt).facts
        assert fact in found, misspelt
        assert found[fact].value == expected
        assert found[fact].words in misspelt


PIECES = (
    "tis ne gast 4/5 voor vijf 5 jaar kwartaal 7de na niet geen vdab loonpremie bruto 2.500 euro per maand "
    "% 80 op 38 uur 01/07/2023 diploma bachelor artikel 6 § 2 en ? , . 't 'k İ ﬁ ß overeenkomst nee daarna"
)
WORDS = st.sampled_from(PIECES.split())


@given(st.one_of(st.text(max_size=150), st.lists(WORDS, max_size=25).map(" ".join)))
@settings(max_examples=300, deadline=None)
def test_it_never_raises_and_facts_hold_words_of_the_question(text: str) -> None:
    received = receive(text)
    understood = read(text, FRESH)
    if received.personal.found:
        return
    assert all(fact.words in received.text for fact in understood.facts.values())
    assert all(asked.text in received.text for asked in understood.questions)


@pytest.mark.parametrize(
    "phrase",
    [
        "hoeveel is de begeleidingspremie in totaal",
        "alles samen aan loonpremie, 5 jaar",
        "begeleidingspremie over de volle vijf jaar",
        "wat kost de stad over 2 jaar",
        "de loonpremie over de hele looptijd",
        "combien de prime au total",
        "guidance premium over the whole period",
    ],
)
def test_a_total_is_a_stretch_from_the_first_quarter(phrase: str) -> None:
    fact = read(phrase).facts["quarter_from"]
    assert (fact.value, fact.source) == (1, FactSource.ASSUMED)


@pytest.mark.parametrize(
    "phrase",
    [
        "loonpremie voor 5 jaar",
        "hoeveel uur in totaal moet ik begeleiden",
        "hoeveel kwartalen in totaal bij 5 jaar",
        "wat is de totale loonkost",
        "wat krijg ik in totaal in kwartaal 3",
    ],
)
def test_not_every_total_is_one_of_the_premium(phrase: str) -> None:
    assert "quarter_from" not in values(phrase)


@pytest.mark.parametrize(
    ("phrase", "asked"),
    [
        ("wat krijg ik per jaar aan begeleidingspremie", True),
        ("loonkost van 40.000 euro per jaar", False),
        ("hoeveel keer per jaar komt de begeleider", False),
    ],
)
def test_an_amount_per_year_is_asked(phrase: str, asked: bool) -> None:
    assert ("per_year" in values(phrase)) is asked


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("Werknemer aan 80 %, referteloon 9.000 euro", {"fraction": "0.8"}),
        ("80 %, kw 3, loonpremie 5 jaar", {"fraction": "0.8"}),
        ("50 %, kw 3, gewone loonpremie 5 jaar", {"fraction": "0.5"}),
        ("50 %, kw 3, loonpremie 5 jaar", {}),
        ("loonpremie aan 40 %, kw 3", {"percentage": "40"}),
        ("werkt 19 van 38 uur", {"fraction": "0.5"}),
    ],
)
def test_a_percentage_of_work_or_of_premium(phrase: str, expected: dict[str, str]) -> None:
    got = {n: v for n, v in values(phrase).items() if n in ("fraction", "percentage")}
    assert got == {name: Decimal(value) for name, value in expected.items()}


@pytest.mark.parametrize(
    ("phrase", "period"),
    [
        ("welk ggmmi gold op 15 april 2024", "2024-04-15"),
        ("het minimumloon in december 2023", "2023-12"),
        ("ggmmi 2025", "2025"),
        ("aangeworven in december 2023", None),
    ],
)
def test_the_moment_of_the_ggmmi(phrase: str, period: str | None) -> None:
    assert values(phrase).get("ggmmi_period") == period


@pytest.mark.parametrize(
    ("phrase", "kind"),
    [
        ("ik heb een schrijnwerkerij in Zele", "privaat"),
        ("wij runnen een kleine snackbar", "privaat"),
        ("mijn poetsbedrijf heeft drie mensen", "privaat"),
        ("hij werkt bij een kapsalon, maar dat is onze kapsalon", "privaat"),
        ("wij zijn een rusthuis in de vorm van een vzw", "privaat"),
        ("ik werk bij het ministerie", "andere_overheid"),
        ("wij zijn een school", "school"),
        ("ik ben zelfstandige en wil iemand aanwerven", "natuurlijke_persoon"),
    ],
)
def test_the_employer_that_the_asker_says_he_is(phrase: str, kind: str) -> None:
    fact = read(phrase).facts["employer"]
    assert (fact.value, fact.source) == (kind, FactSource.SAID)


@pytest.mark.parametrize(
    "phrase",
    [
        "wie bij de federale overheid kan mij helpen?",
        "een brief van de provincie",
        "kan ik het ministerie bellen?",
        "stuur ik dat naar een school?",
        "ik zag een kapsalon",
        "onze bakker heeft autisme",
        "wij zijn een rusthuis",
    ],
)
def test_an_employer_that_is_only_spoken_of_is_none(phrase: str) -> None:
    assert "employer" not in read(phrase).facts


def test_a_class_of_employers_is_no_fact_of_the_asker() -> None:
    assert read("kan een gemeente dat aanvragen?").facts["employer"].source is FactSource.ASSUMED


def test_a_self_employed_person_with_staff_is_no_worker() -> None:
    assert "work_status" not in read("als zelfstandige werkgever zoek ik personeel").facts


@pytest.mark.parametrize(
    "phrase",
    [
        "na twee maanden loonpremie nam hij ontslag",
        "krijg ik de premie na een maand?",
        "hoeveel premie krijg ik na vier maanden?",
        "loonpremie terugbetalen na zes maanden",
    ],
)
def test_months_that_are_no_quarters_give_none(phrase: str) -> None:
    assert "quarter" not in read(phrase).facts


def test_months_that_are_quarters_give_one_where_an_amount_is_asked() -> None:
    assert read("hoeveel loonpremie krijg ik na zes maanden?").facts["quarter"].value == 3


@pytest.mark.parametrize(
    ("phrase", "place"),
    [
        ("ze verhuist naar Luik", "wallonie"),
        ("hij gaat naar Charleroi verhuizen", "wallonie"),
        ("iemand die in Ninove woont", "vlaanderen"),
        ("wie in Molenbeek woont", "brussel"),
        ("mijn gast woont in Roeselare", "vlaanderen"),
    ],
)
def test_where_somebody_lives(phrase: str, place: str) -> None:
    assert read(phrase).facts["residence"].value == place


@pytest.mark.parametrize(
    ("phrase", "level"),
    [
        ("begeleidingspremie kwartaal 4 hoog", "hoog"),
        ("begeleidingspremie in kwartaal 4, gemiddeld", "gemiddeld"),
        ("begeleidingspremie kwartaal 11 gemiddeld", "gemiddeld"),
        ("hoe hoog is de begeleidingspremie in kwartaal 4?", None),
    ],
)
def test_a_bare_level_beside_the_premium(phrase: str, level: str | None) -> None:
    fact = read(phrase).facts.get("level")
    assert (fact.value if fact else None) == level


def test_a_decision_may_be_told_by_its_month_alone() -> None:
    fact = read("het departement besliste in mei 2024").facts["decision"]
    assert (fact.value, fact.source) == (date(2024, 5, 1), FactSource.ASSUMED)
    assert "invoice" not in read("de factuur is van mei 2024").facts


@pytest.mark.parametrize(
    ("phrase", "hours"),
    [("een contract van 20 uur", 20), ("contract van 2 weken", 336), ("contract voor 3 maanden", 2016)],
)
def test_the_length_of_a_contract_in_hours(phrase: str, hours: int) -> None:
    assert read(phrase).facts["contract_hours"].value == hours


def test_what_vdab_found_and_what_is_wanted() -> None:
    known = read("vdab gaf loonpremie én begeleiding, mag ik enkel de loonpremie?").facts
    assert (known["vdab_need"].value, known["premium"].value) == ("beide", "loonpremie")
