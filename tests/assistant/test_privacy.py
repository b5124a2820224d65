"""Personal data are masked; amounts, dates, KBO numbers and ordinary questions stay as they are."""

from __future__ import annotations

import re
from datetime import date
from functools import cache

import phonenumbers
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from stdnum import iban
from stdnum.be import nn, vat

from assistant.privacy import PersonalKind, mask
from corpus.load import load_corpus


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Zijn nummer is 85.07.30-033.28.", "Zijn nummer is [rijksregisternummer]."),
        ("rrn 85073003328 graag", "rrn [rijksregisternummer] graag"),
        ("85.07.30-033.29 met een tikfout", "[rijksregisternummer] met een tikfout"),
        ("85 07 30 033 28", "[rijksregisternummer]"),
        ("bis 85.47.30-033.12", "bis [rijksregisternummer]"),
        ("Stort op BE71 0961 2345 6769.", "Stort op [rekeningnummer]."),
        ("Stort op be71096123456769 aub", "Stort op [rekeningnummer] aub"),
        ("FR14 2004 1010 0505 0001 3M02 606", "[rekeningnummer]"),
        ("BE71 0961 2345 6700 met een tikfout", "[rekeningnummer] met een tikfout"),
        ("mail naar jan.peeters@bakkerij.be.", "mail naar [e-mailadres]."),
        ("bel 0470 12 34 56", "bel [telefoonnummer]"),
        ("bel 0470/12.34.56 of 09 266 82 20", "bel [telefoonnummer] of [telefoonnummer]"),
        ("+32 470 12 34 56", "[telefoonnummer]"),
        ("mevrouw Janssens werkt halftijds", "mevrouw [naam] werkt halftijds"),
        ("dhr. Jan van den Berghe, Gent", "dhr. [naam], Gent"),
        ("mevr. peeters begint", "mevr. [naam] begint"),
        ("Mme Dupont et M. Petit", "Mme [naam] et M. [naam]"),
        ("Mr Smith has a question", "Mr [naam] has a question"),
        ("mijn naam is Fatima El Amrani en ik werk", "mijn naam is [naam] en ik werk"),
        ("mijn werknemer heeft epilepsie", "mijn werknemer heeft [gezondheidsgegeven]"),
        ("Ik heb autisme, krijg ik dat?", "Ik heb [gezondheidsgegeven], krijg ik dat?"),
        ("Hij heeft MS.", "Hij heeft [gezondheidsgegeven]."),
        ("mevrouw Claes heeft een burn-out", "mevrouw [naam] heeft een [gezondheidsgegeven]"),
        ("mon employé est sourd", "mon employé est [gezondheidsgegeven]"),
        ("she has depression", "she has [gezondheidsgegeven]"),
        (
            "Onze heftruckchauffeur Rachid stopt.",
            "Onze heftruckchauffeur [naam] stopt.",
        ),
        ("mijn dochter Fadoua zoekt werk", "mijn dochter [naam] zoekt werk"),
        ("Kan Pieter De Smet halftijds beginnen?", "Kan [naam] halftijds beginnen?"),
        ("Alvast dank. Mvg, An De Vos, zaakvoerder", "Alvast dank. Mvg, [naam], zaakvoerder"),
        ("Met vriendelijke groeten\nLeen Opsomer", "Met vriendelijke groeten\n[naam]"),
        ("tot binnenkort, groetjes bo", "tot binnenkort, groetjes [naam]"),
        ("Vorige week kwam de diagnose ASS.", "Vorige week kwam de diagnose [gezondheidsgegeven]."),
        ("zij gebruikt een rolstoel", "zij gebruikt een [gezondheidsgegeven]"),
    ],
)
def test_personal_data_are_masked(text: str, masked: str) -> None:
    assert mask(text).text == masked


@pytest.mark.parametrize(
    "text",
    [
        "Komt autisme in aanmerking?",
        "Is er een lijst van aandoeningen zoals epilepsie?",
        "Mevrouw werkt hier al lang.",
        "telt een rolstoel mee?",
        "Elke werknemer telt. Toon de berekening in het Frans.",
        "Mijn begeleider Groep Maatwerk vraagt of ik bij VDAB of Stad Gent moet zijn.",
        "Ik studeerde aan Thomas More en aan de Karel de Grote Hogeschool.",
        "Wat is Supported Employment?",
        "vriendelijke groeten en alvast bedankt",
        "mvg, Stad Gent",
        "mevr. is ziek",
        "Ons KBO nummer is 0207.451.227.",
        "KBO-nummer 0403227515",
        "BE 0403.227.515",
        "Het GGMMI is 2.070,48 sinds 1 mei 2024, of 12.422,88 euro per kwartaal.",
        "2111,89 2154,13 1994,18 9562,85",
        "Van 01/07/2023 tot 31-12-2025, vanaf 2023-07-01.",
        "1.930,00 euro, 1.330,00 euro en 1.030,00 euro in kwartaal 1 tot en met 20",
        "Wat als hij nog geen attest heeft?",
        "gemeenteraadsbesluit 2026_GR_00367 en numac 2022040298",
        "Maandag t.e.m. vrijdag: 9 uur tot 17 uur",
        "",
    ],
)
def test_other_texts_stay_as_they_are(text: str) -> None:
    found = mask(text)
    assert (found.text, found.found) == (text, ())


def test_the_places_are_those_of_the_unmasked_text() -> None:
    text = "Bel mevrouw Janssens op 0470 12 34 56."
    found = mask(text).found
    assert [(p.kind, text[p.start : p.end]) for p in found] == [
        (PersonalKind.NAME, "Janssens"),
        (PersonalKind.PHONE, "0470 12 34 56"),
    ]


@cache
def source_sentences() -> tuple[str, ...]:
    """Sentences of the source texts without a title before a name or a mail address."""
    texts = [d.text for d in load_corpus().documents.values()]
    sentences = [s for text in texts for s in re.split(r"(?<=[.;:?!])\s+|\n+", text)]
    return tuple(s for s in sentences if not re.search(r"\b(?:mevrouw|de heer) [A-Z]|@", s))


OFFICIALS = re.compile(
    r"(?:Mieke|Hilde|Bram|Rudy|Elke|Wim|Freddy)(?: (?:Van )?[A-Z]\w+)*|[A-Z]\w+ (?:Van )?[A-Z]\w+"
)


def test_of_the_sources_only_names_of_those_who_sign_them_are_masked() -> None:
    found = {s[f.start : f.end] for s in source_sentences() for f in mask(s).found}
    assert len(source_sentences()) > 500
    assert [name for name in found if not OFFICIALS.fullmatch(name)] == []
    assert all(f.kind is PersonalKind.NAME for s in source_sentences() for f in mask(s).found)


around = st.sampled_from(["{}", "mijn nummer is {}", "{}, en nu?", "nr: {}.", "({})"])


@given(st.dates(date(1910, 1, 1), date(2020, 12, 31)), st.integers(1, 997), around, st.booleans())
def test_no_valid_rijksregisternummer_survives(birth: date, serial: int, frame: str, dotted: bool) -> None:
    day = birth.strftime("%y%m%d")
    base = f"{day}{serial:03d}"
    century = "2" if birth.year >= 2000 else ""
    full = f"{base}{97 - int(century + base) % 97:02d}"
    assume(nn.is_valid(full))
    text = frame.format(nn.format(full) if dotted else full)
    masked = mask(text).text
    assert full not in masked.translate({ord(c): None for c in " .-"})
    assert "[rijksregisternummer]" in masked


@given(st.integers(0, 9_999_999_999), st.sampled_from(["", " "]), around)
def test_no_valid_account_number_survives(base: int, gap: str, frame: str) -> None:
    account = f"{base:010d}{base % 97 or 97:02d}"
    full = f"BE{iban.calc_check_digits('BE00' + account)}{account}"
    assume(iban.is_valid(full))
    text = frame.format(gap.join(full[i : i + 4] for i in range(0, 16, 4)))
    assert account[:8] not in mask(text).text.replace(" ", "")
    assert "[rekeningnummer]" in mask(text).text


@given(
    st.sampled_from(["046", "047", "048", "049"]),
    st.integers(0, 9_999_999),
    st.sampled_from(
        ["{a} {b} {c} {d}", "{a}/{b}.{c}.{d}", "{a}{b}{c}{d}", "{a}/{b} {c} {d}", "+32 {i} {b} {c} {d}"]
    ),
    around,
)
def test_no_mobile_number_survives(prefix: str, rest: int, shape: str, frame: str) -> None:
    whole = f"{prefix}{rest:07d}"
    assume(phonenumbers.is_valid_number(phonenumbers.parse(whole, "BE")))
    parts = {"a": whole[:4], "i": whole[1:4], "b": whole[4:6], "c": whole[6:8], "d": whole[8:]}
    text = frame.format(shape.format(**parts))
    assert "[telefoonnummer]" in mask(text).text
    assert not re.search(r"\d{2}", mask(text).text.replace("+32", ""))


@given(st.emails(), around)
def test_no_mail_address_survives(address: str, frame: str) -> None:
    assume(re.fullmatch(r"[\w.+-]+@[\w.-]+", address))
    assert address not in mask(frame.format(address)).text


@given(st.integers(2_000_000, 9_999_999))
def test_a_kbo_number_is_kept(base: int) -> None:
    full = f"0{base}"
    full += f"{97 - int(full) % 97:02d}"
    assume(vat.is_valid(full))
    text = f"Ons ondernemingsnummer is {full[:4]}.{full[4:7]}.{full[7:]}"
    assert mask(text).text == text


@given(st.text(max_size=200))
def test_any_text_can_be_masked(text: str) -> None:
    masked = mask(text)
    ends, starts = [0, *(p.end for p in masked.found)], [*(p.start for p in masked.found), None]
    outside = [text[a:b] for a, b in zip(ends, starts, strict=True)]
    assert all(piece in masked.text for piece in outside)


def test_a_name_is_masked_wherever_it_stands_once_it_is_known() -> None:
    text = "Mevrouw Peeters wil starten. Heeft Peeters recht op de premie van Stad Gent?"
    assert mask(text).text == "Mevrouw [naam] wil starten. Heeft [naam] recht op de premie van Stad Gent?"


@pytest.mark.parametrize(
    "text",
    [
        "mneer Claes werkt halftijds",
        "Mijn naaam is Claes en ik heb een vraag",
        "ik hete Claes en ik ben werkgever",
        "mevruow Claes komt morgen",
    ],
)
def test_a_name_behind_a_slip_is_masked(text: str) -> None:
    masked = mask(text).text
    assert "Claes" not in masked
    assert "[naam]" in masked


@pytest.mark.parametrize("text", ["Ik weet Gent rekent dat aan", "een master Psychologie", "in Stad Gent"])
def test_words_near_a_title_announce_no_name(text: str) -> None:
    assert mask(text).text == text
