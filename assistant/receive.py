"""Step 1, receive: size, shape, language, and two texts.

The raw text lives for this request only. The masked one is all that is stored, logged or sent on.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

from markupsafe import Markup

from assistant.hidden import seen
from assistant.instructions import set_aside_instructions
from assistant.lexicon import lexicon
from assistant.models import Language, Reason
from assistant.privacy import Masked, mask

MAX_CHARACTERS = 4_000
_MIN_WORDS_FOR_LANGUAGE = 3
_LANGUAGE_MARGIN = 0.2
_ENOUGH_SMALL_WORDS = 2
_SHOUTED = 0.7
"""Share of capitals from which on a text is shouted; abbreviations alone stay below it."""
_WORD = re.compile(r"\w", re.UNICODE)
_SPOKEN = re.compile(r"[^\W\d_][\w'’-]*")
_LONGEST_NAME = 5
"""Words a name may have, particles included."""
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
    text = calmed(clean(raw))
    if not _WORD.search(text) or _asks_nothing(text):
        return _ended(Reason.EMPTY)
    kept, aside = set_aside_instructions(text)
    if not _WORD.search(kept):
        return _ended(Reason.UNSAFE, aside)
    personal = mask(kept)
    return Received(kept, personal.text, detect_language(kept), personal, aside)


def _asks_nothing(text: str) -> bool:
    """Whether a message asks without a word beside its courtesy: "Beste, ??? Alvast bedankt"."""
    from assistant.understand.courtesy import without_courtesy
    from assistant.understand.normalise import lowered

    marks = any("?" in piece and not _WORD.search(piece) for piece in text.split())
    return marks and not _WORD.search(without_courtesy(lowered(text)))


def clean(raw: str) -> str:
    """Remove what a reader does not see (control and format characters, markup) and fold white space."""
    visible = seen("".join(map(_seen, unicodedata.normalize("NFC", raw))))
    lines = (" ".join(_without_tags(line).split()) for line in visible.splitlines())
    return "\n".join(line for line in lines if line)


def calmed(text: str) -> str:
    """A text that is all shouted in small letters, so that it is read like any other."""
    letters = [character for character in text if character.isalpha()]
    capitals = sum(character.isupper() for character in letters)
    shouted = len(text.split()) >= _MIN_WORDS_FOR_LANGUAGE and capitals >= _SHOUTED * len(letters)
    return _with_names(text.lower()) if shouted else text


def _with_names(lower: str) -> str:
    """Small letters, with a capital for the names behind a title or an introduction."""
    pieces: list[str] = []
    last = 0
    for match in _introduced().finditer(lower):
        end = match.end()
        for number, word in enumerate(_SPOKEN.finditer(lower, end)):
            apart = word.start() != end + 1
            if number >= _LONGEST_NAME or (number and (apart or _is_word(word[0]))):
                break
            end = word.end()
        if match.end() >= last:
            pieces += [lower[last : match.end()], lower[match.end() : end].title()]
            last = end
    return "".join([*pieces, lower[last:]])


def _is_word(word: str) -> bool:
    """Whether a word is no name; a particle such as "van" may be part of one."""
    from assistant.understand.spelling import is_common

    known = lexicon("persons")
    return word not in known["particles"] and (word in known["never_names"] or is_common(word))


@cache
def _introduced() -> re.Pattern[str]:
    known = lexicon("persons")
    spoken = [*known["titles"], *known["short_titles"], *known["introductions"]]
    words = "|".join(re.escape(word) for word in sorted(spoken, key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{words})\.?(?= )")


def _seen(character: str) -> str:
    category = unicodedata.category(character)
    if category in _INVISIBLE:
        return ""
    return " " if category in _BREAKS and character not in "\n\r\t" else character


def _without_tags(line: str) -> str:
    return Markup(line).striptags()  # noqa: S704 - the text is only searched, and shown nowhere as markup


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
    enough = 1 if best is Language.NL else _ENOUGH_SMALL_WORDS
    return best if alone and found[best] >= enough else None


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


def _ended(reason: Reason, aside: tuple[str, ...] = ()) -> Received:
    return Received("", "", Language.NL, Masked("", ()), aside, reason)
