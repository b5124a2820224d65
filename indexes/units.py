"""Which provisions are searched, and in what words they are presented to the engines."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from corpus.models import Corpus, Provision, ProvisionKind

LONGEST_CONTAINER = 700
"""Characters up to which a provision with smaller ones inside it is searched as a whole too: an article of a
few lines, or a list with the sentence that introduces it, reads better than its parts."""

_EMPHASIS = re.compile(r"[*_`]+")
_STRUCTURE_MARK = re.compile(r"^\s*(?:[-–•>]\s+|#+\s)|\|(?:\s*-{3,}\s*\|)*", re.MULTILINE)
_PLACEHOLDER = re.compile(r"<[^<>\n]*>|\(?\.{2,}\)?|…")
_SOURCE_NOTE = re.compile(r"\s*\bBron: [^\n]*(?:\n.*)?\Z", re.DOTALL)
"""How a fact from elsewhere ends: its page and how sure we are. That is about the fact, not part of it."""
_WORD = re.compile(r"[^\W\d_]{3,}")
_STRUCTURE = frozenset({ProvisionKind.DOCUMENT_TITLE, ProvisionKind.CHAPTER, ProvisionKind.SECTION})


@dataclass(frozen=True, slots=True)
class Unit:
    """One provision as the engines see it."""

    provision: Provision
    passage: str
    """Headings, introduction and text in plain words: what is embedded."""
    words: str
    """Introduction and text: what words are looked up in."""

    @property
    def id(self) -> str:
        """The provision's id."""
        return self.provision.id


def plain(text: str) -> str:
    """The words without Markdown marks, with every run of white space folded to one space."""
    return " ".join(_STRUCTURE_MARK.sub(" ", _EMPHASIS.sub("", text)).split())


def words_of(provision: Provision) -> str:
    """The provision's own words and the sentence that introduces it: what words are looked up in."""
    text = provision.text if provision.confidence is None else _SOURCE_NOTE.sub("", provision.text)
    parts = (plain(provision.lead), plain(text))
    return "\n".join(part for part in parts if part and (part is parts[1] or part not in parts[1]))


def passage(provision: Provision) -> str:
    """The headings above the provision and its words: what is embedded.

    The headings are worth much: "40 %" says little, "Loonpremie > Verhoogde loonpremie" says which 40 %.
    The title of the document is left out, because all its provisions share it.
    """
    words = words_of(provision)
    headings = [plain(heading) for heading in provision.breadcrumb[1:]]
    if headings and words.startswith(headings[-1]):
        headings.pop()
    return "\n".join(part for part in (" > ".join(headings), words) if part)


def has_content(provision: Provision) -> bool:
    """Whether the text says something by itself.

    A lone "En", a form's dotted line or a heading without text says nothing, and attracts questions in other
    languages. One word is enough where a sentence introduces it, as in a list of diagnoses.
    """
    text = plain(_PLACEHOLDER.sub(" ", provision.text))
    words = _WORD.findall(text)
    own = [word for word in words if not any(word in part for part in provision.breadcrumb)]
    return bool(own) and (len(words) >= 3 or bool(provision.lead))


def is_searched(provision: Provision) -> bool:
    """Whether a provision is indexed: those without smaller ones inside, and short ones with."""
    if provision.kind in _STRUCTURE and not provision.is_leaf:
        return False
    if not has_content(provision):
        return False
    return provision.is_leaf or len(provision.text) <= LONGEST_CONTAINER


def units(corpus: Corpus) -> tuple[Unit, ...]:
    """Every searched provision of the corpus, in reading order."""
    return tuple(Unit(p, passage(p), words_of(p)) for p in corpus.provisions() if is_searched(p))


def equivalents(searched: tuple[Unit, ...]) -> Mapping[str, tuple[str, ...]]:
    """For each unit whose words occur elsewhere too, the ids of the others.

    Duplicates stay in the index, because each is citable at its own place.
    """
    groups: dict[str, list[str]] = defaultdict(list)
    for unit in searched:
        groups[_same_words(unit.provision)].append(unit.id)
    return {
        one: tuple(other for other in group if other != one)
        for group in groups.values()
        if len(group) > 1
        for one in group
    }


def _same_words(provision: Provision) -> str:
    folded = unicodedata.normalize("NFKC", plain(f"{provision.lead} {provision.text}")).casefold()
    return folded.rstrip(" .;,")
