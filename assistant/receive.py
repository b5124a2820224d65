"""Step 1, receive: size, shape, language, and two texts.

The raw text lives for this request only. The masked one is all that is stored, logged or sent on.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

from markupsafe import Markup

from assistant.lexicon import lexicon
from assistant.models import Language, Reason
from assistant.privacy import Masked, mask

MAX_CHARACTERS = 4_000
_MIN_WORDS_FOR_LANGUAGE = 3
_LANGUAGE_MARGIN = 0.2
_ENOUGH_SMALL_WORDS = 2
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+|\n+")
_WORD = re.compile(r"\w", re.UNICODE)
_BREAKS = frozenset({"Cc", "Zl", "Zp"})
_INVISIBLE = frozenset({"Cf", "Co", "Cs", "Cn"})


@dataclass(frozen=True)
class Received:
    """A question that is fit to be understood, or the reason why it is not."""

    text: str
    """What was asked, without invisible characters, markup and set-aside instructions. Never stored."""
    masked: str
    language: Language
    personal: Masked
    set_aside: tuple[str, ...] = ()
    """Instructions that were not followed."""
    ending: Reason | None = None


def receive(raw: str) -> Received:
    """Take in a question: never raises, whatever the text holds."""
    if len(raw) > MAX_CHARACTERS:
        return _ended(Reason.TOO_LONG)
    text = clean(raw)
    if not _WORD.search(text):
        return _ended(Reason.EMPTY)
    kept, aside = set_aside_instructions(text)
    if not _WORD.search(kept):
        return _ended(Reason.UNSAFE, aside)
    personal = mask(kept)
    return Received(kept, personal.text, detect_language(kept), personal, aside)


def clean(raw: str) -> str:
    """Remove what a reader cannot see (control and format characters, markup) and fold white space."""
    visible = "".join(map(_seen, unicodedata.normalize("NFC", raw)))
    lines = (" ".join(_without_tags(line).split()) for line in visible.splitlines())
    return "\n".join(line for line in lines if line)


def _seen(character: str) -> str:
    category = unicodedata.category(character)
    if category in _INVISIBLE:
        return ""
    return " " if category in _BREAKS and character not in "\n\r\t" else character


def _without_tags(line: str) -> str:
    return Markup(line).striptags()  # noqa: S704 - the text is only searched, and shown nowhere as markup


def set_aside_instructions(text: str) -> tuple[str, tuple[str, ...]]:
    """Split a text into what is asked and sentences that try to steer the assistant."""
    kept: list[str] = []
    aside: list[str] = []
    for sentence in _SENTENCE_END.split(text):
        (aside if _is_instruction(sentence) else kept).append(sentence)
    return " ".join(kept).strip(), tuple(aside)


def detect_language(text: str) -> Language:
    """French or English when they clearly win, Dutch otherwise: loose words and names prove nothing."""
    words = [word.strip(".,;:!?()\"'").lower() for word in text.split()]
    if len(words) < _MIN_WORDS_FOR_LANGUAGE:
        return Language.NL
    told = _by_small_words(words)
    if told:
        return told
    detector, names = _detector()
    values = {names[v.language]: v.value for v in detector.compute_language_confidence_values(text)}
    best = max(values, key=lambda language: values[language])
    return best if values[best] - values[Language.NL] >= _LANGUAGE_MARGIN else Language.NL


def _by_small_words(words: list[str]) -> Language | None:
    """The language whose small words stand alone in a text; the detector's models take a second to load."""
    found = {language: sum(word in known for word in words) for language, known in _small_words().items()}
    best = max(found, key=lambda language: found[language])
    alone = all(count == 0 for language, count in found.items() if language is not best)
    return best if alone and found[best] >= _ENOUGH_SMALL_WORDS else None


@cache
def _small_words() -> dict[Language, frozenset[str]]:
    return {Language(name): frozenset(words) for name, words in lexicon("language").items()}


def warm_up() -> None:
    """Load the language models, so that the first question does not wait for them."""
    _detector()[0].compute_language_confidence_values("een zin om de modellen te laden")


@cache
def _detector():  # type: ignore[no-untyped-def]
    from lingua import Language as Lingua
    from lingua import LanguageDetectorBuilder

    names = {Lingua.DUTCH: Language.NL, Lingua.FRENCH: Language.FR, Lingua.ENGLISH: Language.EN}
    return LanguageDetectorBuilder.from_languages(*names).build(), names


@cache
def _instruction_patterns() -> tuple[tuple[re.Pattern[str], ...], ...]:
    def pattern(words: list[str]) -> re.Pattern[str]:
        return re.compile("|".join(rf"(?<!\w){re.escape(word)}" for word in words), re.IGNORECASE)

    return tuple(tuple(pattern(group) for group in entry) for entry in lexicon("instructions"))


def _is_instruction(sentence: str) -> bool:
    return any(all(group.search(sentence) for group in entry) for entry in _instruction_patterns())


def _ended(reason: Reason, aside: tuple[str, ...] = ()) -> Received:
    return Received("", "", Language.NL, Masked("", ()), aside, reason)
