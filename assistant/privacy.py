"""Personal data in what users type, replaced by a Dutch placeholder before it is stored, logged or sent on.

What is kept: amounts, dates, and KBO numbers, which name firms and not persons. When in doubt, a number with
the shape of a rijksregisternummer or an account number is masked even when its check digits are wrong.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

import phonenumbers
from rapidfuzz.distance import OSA
from stdnum import iban
from stdnum.be import vat
from stdnum.exceptions import ValidationError

from assistant.lexicon import lexicon
from assistant.models import Unit
from assistant.notation import FigureKind, figures
from assistant.unannounced import unannounced


class PersonalKind(StrEnum):
    """What was masked. The value is the placeholder, without brackets."""

    NATIONAL_NUMBER = "rijksregisternummer"
    ACCOUNT = "rekeningnummer"
    EMAIL = "e-mailadres"
    PHONE = "telefoonnummer"
    NAME = "naam"
    HEALTH = "gezondheidsgegeven"


@dataclass(frozen=True, slots=True)
class PersonalData:
    """One piece of personal data: its kind and its place in the unmasked text, never the data itself."""

    kind: PersonalKind
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Masked:
    """A text without the personal data that was found in it."""

    text: str
    found: tuple[PersonalData, ...]


def mask(text: str) -> Masked:
    """Replace personal data by placeholders such as `[rijksregisternummer]`."""
    found: list[PersonalData] = []
    for finder in _FINDERS:
        for item in finder(text):
            if item.start < item.end and not any(item.start < o.end and o.start < item.end for o in found):
                found.append(item)
    found.sort(key=lambda item: item.start)
    pieces, last = [], 0
    for item in found:
        pieces += [text[last : item.start], f"[{item.kind}]"]
        last = item.end
    return Masked("".join([*pieces, text[last:]]), tuple(found))


_EMAIL = re.compile(r"(?<![\w.+-])[\w.+'-]+@[\w-]+(?:\.[\w-]+)*\.[A-Za-z][\w-]+(?![\w-])")
_IBAN = re.compile(
    r"(?<![A-Za-z0-9])[A-Z]{2}[ .-]?\d{2}(?:[ .-]?[A-Z0-9]){11,30}(?![A-Za-z0-9])", re.IGNORECASE
)
_BELGIAN_ACCOUNT = re.compile(r"(?<![A-Za-z0-9])BE[ .-]?\d{2}(?:[ .-]?\d){12}(?!\d)", re.IGNORECASE)
_SEPARATOR = r"[ .\-/]{0,3}"
_NATIONAL = re.compile(
    rf"(?<![\d.,])\d{{2}}{_SEPARATOR}(?P<month>\d{{2}}){_SEPARATOR}(?P<day>\d{{2}}){_SEPARATOR}\d{{3}}{_SEPARATOR}\d{{2}}(?![\d]|[.,]\d)"
)
_BIS_SHIFTS = (0, 20, 40)
_MONTHS, _DAYS = 12, 31


def _emails(text: str) -> Iterator[PersonalData]:
    return (PersonalData(PersonalKind.EMAIL, m.start(), m.end()) for m in _EMAIL.finditer(text))


def _accounts(text: str) -> Iterator[PersonalData]:
    for match in _BELGIAN_ACCOUNT.finditer(text):
        yield PersonalData(PersonalKind.ACCOUNT, match.start(), match.end())
    for match in _IBAN.finditer(text):
        end = _valid_iban_end(match[0])
        if end:
            yield PersonalData(PersonalKind.ACCOUNT, match.start(), match.start() + end)


def _valid_iban_end(candidate: str) -> int:
    """Length of the longest valid account number at the start: words may follow it without a break."""
    for end in range(len(candidate), 14, -1):
        if iban.is_valid(re.sub(r"[ .-]", "", candidate[:end])) and candidate[end - 1].isalnum():
            return end
    return 0


def _national_numbers(text: str) -> Iterator[PersonalData]:
    """The shape is enough: a wrong check digit is more often a typo than another number."""
    for match in _NATIONAL.finditer(text):
        month, day = int(match["month"]), int(match["day"])
        if day <= _DAYS and any(0 <= month - shift <= _MONTHS for shift in _BIS_SHIFTS):
            yield PersonalData(PersonalKind.NATIONAL_NUMBER, match.start(), match.end())


_KBO_BEFORE = re.compile(
    r"(?:\bKBO|\bBTW|\bBCE|\bTVA|\bVAT|ondernemingsnummer|\bBE)[\s.:-]*(?:nr|nummer|n°)?[\s.:-]*(?:BE)?\s*$",
    re.I,
)
_KBO_SHAPE = re.compile(r"[01]\d{3}\.\d{3}\.\d{3}")


def _phones(text: str) -> Iterator[PersonalData]:
    kept = _amounts_and_dates(text)
    for match in phonenumbers.PhoneNumberMatcher(text, "BE", leniency=phonenumbers.Leniency.VALID):
        inside = any(match.start < end and start < match.end for start, end in kept)
        if not inside and not _is_kbo(text, match.start, match.raw_string):
            yield PersonalData(PersonalKind.PHONE, match.start, match.end)


def _is_kbo(text: str, start: int, raw: str) -> bool:
    if not _KBO_BEFORE.search(text[max(0, start - 30) : start]) and not _KBO_SHAPE.fullmatch(raw):
        return False
    try:
        vat.validate(raw)
    except ValidationError:
        return False
    return True


def _amounts_and_dates(text: str) -> list[tuple[int, int]]:
    return [
        (f.start, f.end)
        for f in figures(text)
        if f.kind is FigureKind.DATE or f.unit in (Unit.EUR, Unit.PERCENT)
    ]


_NAME_WORD = re.compile(r"[A-ZÀ-Þ][\w'’-]{2,}")
_CAPITAL_NAME = r"[A-ZÀ-Þ][\w'’-]+"
_LONG_TITLE = 5
"""Letters a title must have for a slip of it to be one."""
_INITIALS = r"(?:[A-Z]\.\s?)+"


def _words(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


@cache
def _name_patterns() -> tuple[re.Pattern[str], ...]:
    known = lexicon("persons")
    particles = rf"(?:(?:{_words(known['particles'])})\s+|d[e']\s?)*"
    first = rf"(?:{_INITIALS})?(?i:{particles})(?:{_CAPITAL_NAME}|[A-Z]\.)"
    name = rf"(?-i:{first}(?:\s+(?i:{particles}){_CAPITAL_NAME})*)"
    never = rf"(?!(?:{_words(known['never_names'])})\b)"
    before = "|".join((rf"\b(?:{_words(known['titles'])})", rf"(?<!\w)(?:{_words(known['introductions'])})"))
    short = rf"(?<![\w.])(?:{_words(known['short_titles'])})"
    return (
        re.compile(rf"(?:{before})\s+(?P<name>{name})", re.IGNORECASE),
        re.compile(rf"{short}\.?\s+(?P<name>{name})", re.IGNORECASE),
        re.compile(rf"(?<![\w.])(?-i:{_words(known['capital_titles'])})\.\s+(?P<name>{name})", re.IGNORECASE),
        re.compile(rf"{short}\.\s+(?P<name>{never}{particles}{never}[^\W\d_][\w'’-]+)", re.IGNORECASE),
    )


def _names(text: str) -> Iterator[PersonalData]:
    """Names behind a title or an introduction, and the same names wherever else they stand in the text."""
    slips = tuple(_behind_a_slip(text))
    found = {match["name"] for pattern in _name_patterns() for match in pattern.finditer(text)}
    bare = tuple(unannounced(text))
    found |= {text[start:end] for start, end in (*slips, *bare)}
    never = {word.lower() for word in lexicon("persons")["never_names"]}
    parts = {w for name in found for w in _NAME_WORD.findall(name) if w.lower() not in never}
    for pattern in _name_patterns():
        for match in pattern.finditer(text):
            yield PersonalData(PersonalKind.NAME, match.start("name"), match.end("name"))
    for start, end in (*slips, *bare):
        yield PersonalData(PersonalKind.NAME, start, end)
    if parts:
        for match in re.finditer(rf"(?<!\w)(?:{_words(parts)})(?!\w)", text):
            yield PersonalData(PersonalKind.NAME, match.start(), match.end())


_LEAD = re.compile(r"[^\W\d_]+(?:['’]\w+)?")


def _behind_a_slip(text: str) -> Iterator[tuple[int, int]]:
    """Names behind a title or an introduction with a slip in it: "mneer Claes", "ik hete Jan"."""
    for match in _capital_names().finditer(text):
        words = tuple(
            word.lower() for word in _LEAD.findall(text[max(0, match.start() - 40) : match.start()])
        )
        if text[: match.start()].endswith(" ") and any(_is_slip_of(words[-len(o) :], o) for o in _openers()):
            yield match.span("name")


def _is_slip_of(said: tuple[str, ...], opener: tuple[str, ...]) -> bool:
    """Whether all words but one are right, and that one is one letter off and no word of its own."""
    wrong = [(a, b) for a, b in zip(said, opener, strict=False) if a != b]
    if len(said) != len(opener) or len(wrong) != 1 or wrong[0][0] in lexicon("persons")["own_words"]:
        return False
    return OSA.distance(*wrong[0], score_cutoff=1) <= 1


@cache
def _openers() -> tuple[tuple[str, ...], ...]:
    """Titles and introductions that are long enough to be known by a slip of them."""
    known = lexicon("persons")
    titles = [(word,) for word in known["titles"] if len(word) >= _LONG_TITLE and " " not in word]
    spoken = [tuple(_LEAD.findall(phrase)) for phrase in known["introductions"] if phrase[-1].isalpha()]
    return (*titles, *(words for words in spoken if len(words) > 1))


@cache
def _capital_names() -> re.Pattern[str]:
    particles = rf"(?:(?:{_words(lexicon('persons')['particles'])})\s+)*"
    return re.compile(rf"(?<!\w)(?P<name>{particles}{_CAPITAL_NAME}(?:\s+{particles}{_CAPITAL_NAME})*)")


_SENTENCE = re.compile(r"[^.!?\n]+(?:\.(?=\S)[^.!?\n]+)*")


@cache
def _health_patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    known = lexicon("health")
    terms = _words(term for group in known["terms"].values() for term in group)
    persons = _words(word for group in known["persons"].values() for word in group)
    term = re.compile(rf"(?<![\w-])(?:(?i:{terms})|{_words(known['capitals'])})(?![\w-])")
    return term, re.compile(rf"(?<![\w-])(?:{persons})(?![\w-])", re.IGNORECASE)


def _health(text: str) -> Iterator[PersonalData]:
    """A condition in a sentence about a certain person, or about someone whose name was given in the text."""
    term, person = _health_patterns()
    names = [(item.start, item.end) for item in _names(text)]
    for sentence in _SENTENCE.finditer(text):
        named = any(sentence.start() <= start < sentence.end() for start, _ in names)
        if not named and not person.search(sentence[0]):
            continue
        for match in term.finditer(text, sentence.start(), sentence.end()):
            yield PersonalData(PersonalKind.HEALTH, match.start(), match.end())


_FINDERS: tuple[Callable[[str], Iterator[PersonalData]], ...] = (
    _emails,
    _accounts,
    _national_numbers,
    _phones,
    _names,
    _health,
)
