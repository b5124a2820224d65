from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.models import Language
from assistant.understand.normalise import normalise
from assistant.understand.spelling import repaired


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("tis voor ne gast", "het is voor een gast"),
        ("in t zevende kwartaal", "in het zevende kwartaal"),
        ("'k heb da nie", "ik heb dat niet"),
        ("wa kunde ge daarmee", "wat kunt u je daarmee"),
        ("'t Is goed", "het is goed"),
        ("voor 5j", "voor 5 jaar"),
        ("de loonpremei", "de loonpremie"),
        ("hoeveel kwrtaal", "hoeveel kwartaal"),
        ("de begeleidingsprmie", "de begeleidingspremie"),
    ],
)
def test_contractions_and_slips(typed: str, read: str) -> None:
    assert normalise(typed, Language.NL).text == read


@pytest.mark.parametrize(
    "typed",
    [
        "4/5 op 01/07/2023 voor 1.930,50 euro",
        "mevrouw Primie en de heer Maatwerc",
        "de eerste minister is premier",
        "Met vriendelijke groeten",
        "vorige week gebeld met mijn broer",
        "www.loonprmie.be of info@loonprmie.be",
        "werkgevertje",
    ],
)
def test_figures_names_and_other_words_stay(typed: str) -> None:
    assert normalise(typed, Language.NL).text == typed


def test_contractions_are_dutch_only() -> None:
    assert normalise("il ne l'a pas, t as vu", Language.FR).text == "il ne l'a pas, t as vu"


def test_what_must_stay_untouched_does() -> None:
    assert normalise("loonpremei", Language.NL, [(0, 10)]).text == "loonpremei"


def test_short_words_are_never_mended() -> None:
    assert repaired("prem") is None
    assert repaired("werk") is None


def test_places_lead_back_to_what_was_typed() -> None:
    normal = normalise("tis de loonpremei in 7de kwrtaal", Language.NL)
    start = normal.text.index("loonpremie")
    first, last = normal.origin(start, start + len("loonpremie in 7de kwartaal"))
    assert normal.source[first:last] == "loonpremei in 7de kwrtaal"


def test_a_part_leads_back_too() -> None:
    normal = normalise("tis goed. wa is de loonpremei?", Language.NL)
    start = normal.text.index("wat")
    cut = normal.cut(start, len(normal.text))
    place = cut.text.index("loonpremie")
    first, last = cut.origin(place, place + len("loonpremie"))
    assert cut.source[first:last] == "loonpremei"


@given(st.text(max_size=120), st.sampled_from(list(Language)))
@settings(max_examples=200, deadline=None)
def test_lower_case_has_the_same_length_and_every_place_leads_back(text: str, language: Language) -> None:
    normal = normalise(text, language)
    assert len(normal.lower) == len(normal.text)
    assert normal.origin(0, len(normal.text)) == (0, len(text))
    assert sum(c.isdigit() for c in normal.text) == sum(c.isdigit() for c in text)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("2 jaaar", "2 jaar"),
        ("vihf jaar", "vijf jaar"),
        ("kwartaal nr. 7", "kwartaal 7"),
        ("begelijd werken", "begeleid werken"),
        ("6 uurkes", "6 uren"),
        ("vorig jaar", "vorig jaar"),
        ("een paar jaar", "een paar jaar"),
        ("3 weken", "3 weken"),
    ],
)
def test_numbers_and_units_are_mended_beside_one_another(typed: str, read: str) -> None:
    assert normalise(typed, Language.NL).text == read


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("wanheer begnt de termijn", "wanneer begint de termijn"),
        ("ksot dat iets", "kost dat iets"),
        ("wemk diploma telt", "welk diploma telt"),
        ("de begeleiidng duuurt lang", "de begeleiding duurt lang"),
        ("de termein van de opzeg", "de termijn van de opzeg"),
        ("wat gebeurd er dan", "wat gebeurt er dan"),
        ("wat is het WSE-lokt", "wat is het WSE-loket"),
        ("in kwataal nr. 6", "in kwartaal 6"),
        ("voor 5 jar", "voor 5 jaar"),
        ("watis de loon premie", "wat is de loonpremie"),
        ("onze werk gever", "onze werkgever"),
    ],
)
def test_ordinary_words_are_mended_too(typed: str, meant: str) -> None:
    assert normalise(typed, Language.NL).text == meant


@pytest.mark.parametrize(
    "typed",
    [
        "welke talen spreekt de begeleider",
        "wie wint de wedstrijd",
        "hoe voer ik de hond",
        "mijn kater kreeg een boete",
        "wij bakken broden en verven gevels",
        "een wasserij, een brouwerij en een kapsalon",
        "ne goeie gast, zenne",
        "de premie bij lage nood",
        "de collega coach van stad gent",
        "Zaken met Dialloba en Nguyen",
    ],
)
def test_ordinary_words_that_the_corpus_lacks_stay(typed: str) -> None:
    mended = normalise(typed, Language.NL).text
    assert mended.replace("een goeie", "ne goeie") == typed


@pytest.mark.parametrize(
    ("typed", "meant", "language"),
    [
        ("le deuxième trmestre", "le deuxième trimestre", Language.FR),
        ("in the fourth qarter", "in the fourth quarter", Language.EN),
    ],
)
def test_slips_in_other_languages_are_mended(typed: str, meant: str, language: Language) -> None:
    assert normalise(typed, language).text == meant


def test_what_is_mended_twice_leads_back() -> None:
    normal = normalise("Beste, in kwataal nr. 6 dus", Language.NL)
    start = normal.text.index("kwartaal 6")
    first, last = normal.origin(start, start + len("kwartaal 6"))
    assert normal.source[first:last] == "kwataal nr. 6"


def test_number_words_of_other_languages_are_mended() -> None:
    assert normalise("le toisième trimestre", Language.FR).text == "le troisième trimestre"
