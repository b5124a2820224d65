"""Is a certificate on the list of trainings (annex 3) or of ervaringsbewijzen (annex 4)?

Source: the ministerial decree of 10 January 2019. The lists belong to collective maatwerk; whether they
hold for individueel maatwerk hangs on a text we could not read, and every answer says so. Not being on the
list is not the same as not being allowed: there are other routes.
"""

from __future__ import annotations

import re
from typing import Literal

from pydantic import Field

from assistant.models import Criterion, Decision, DecisionKind
from assistant.rules.decisions.certificates import Item, catalogue
from assistant.rules.decisions.engine import (
    DecisionFacts,
    Verdict,
    ask,
    boundary,
    conclude,
    criterion,
    fingerprint,
    no,
    silent,
    yes,
)
from assistant.rules.decisions.matching import Doubt, Grade, Match, names_subject, place, starts_anew
from assistant.rules.decisions.notes import who_decides
from assistant.rules.decisions.sources import outside
from assistant.rules.decisions.texts import say
from assistant.rules.errors import InvalidCase
from assistant.rules.figures import Figures
from assistant.rules.texts import day
from corpus.parameters import Parameters

_LISTS = ("mb-2019-01-10#bijlage-3", "mb-2019-01-10#bijlage-4")
_TITLE = "mb-2019-01-10#bijlage-3-lid-1"
_BASIS = "mb-2019-01-10#art-5-lid-1"
_FOR_IMW = outside("wie-mag-begeleiden-lijst-met-opleidingen")
_ROUTES = (
    outside("collectief-maatwerk-voorwaarden-voor-begeleiders-in-collectief-maatwerk"),
    outside("collectief-maatwerk-nog-niet-gekwalificeerd-in-collectief-maatwerk"),
)
_INTERNAL = outside("wie-mag-begeleiden-intern-of-extern-begeleider")
_HARD = re.compile(r"[;\n\r\t|•]+")
_SOFT = re.compile(r"\s*[,+&]\s*|\s+(?:en|of|plus|et|ou|and)\s+", re.IGNORECASE)
_HBO = re.compile(r"\bhbo\s*\d?\b", re.IGNORECASE)
_NUMBERED = re.compile(r"\(\s*\d+\s*\)|\b\w*\d\w*\b")


class QualificationFacts(DecisionFacts):
    """One certificate, or several with a comma, a semicolon or a new line between them."""

    certificates: str = Field(
        description="Het getuigschrift of de getuigschriften, zoals ze geschreven staan"
    )
    measure: Literal["individueel", "collectief"] = Field(
        "individueel", description="Voor individueel of voor collectief maatwerk (niet gezegd: individueel)"
    )


def split(text: str) -> tuple[str, ...]:
    """The certificates in a text, each on its own."""
    found: list[str] = []
    for line in _HARD.split(text):
        current, *pieces = _SOFT.split(line)
        for separator, piece in zip(_SOFT.findall(line), pieces, strict=True):
            if starts_anew(piece) and starts_anew(current) and names_subject(current):
                found.append(current)
                current = piece
            else:
                current += separator + piece
        found.append(current)
    return tuple(c.strip(" .-*?!") for c in found if any(letter.isalpha() for letter in c))


def check_certificates(text: str) -> tuple[Match, ...]:
    """Each certificate of a text placed against the lists, without a decision around it."""
    return tuple(place(certificate) for certificate in split(text))


def qualification(facts: QualificationFacts, parameters: Parameters) -> tuple[Decision, ...]:
    """For each certificate whether it is on the list, with its number, or what it is nearly.

    Raises:
        InvalidCase: there is no certificate in the text.
    """
    matches = check_certificates(facts.certificates)
    if not matches:
        raise InvalidCase(say("qualification.nothing"), say("qualification.nothing_allowed"))
    figures = Figures(parameters, facts.on)
    return tuple(_decision(match, facts, figures) for match in matches)


def _decision(match: Match, facts: QualificationFacts, figures: Figures) -> Decision:
    single = facts.model_copy(update={"certificates": match.given})
    criteria = (
        criterion("getuigschrift", _verdict(match, figures)),
        *_remarks(match),
        criterion("lijst_hoort_bij", _belongs(facts), note=True),
        who_decides(),
    )
    name = f"qualification-{fingerprint(single)}"
    return conclude(name, DecisionKind.QUALIFICATION, criteria)


def _verdict(match: Match, figures: Figures) -> Verdict:
    plain = _plain_verdict(match)
    since = [boundary(figures, i.since) for i in match.items] or [boundary(figures, "lijst_opleidingen")]
    version = max(since, key=lambda known: known.valid_from)
    if figures.on >= version.valid_from:
        return plain
    words = {"since": day(version.valid_from), "now": plain.text}
    return silent(say("qualification.older", **words), *plain.sources, *version.sources)


def _plain_verdict(match: Match) -> Verdict:
    given = _shown(match.given)
    words = {"given": given, "items": _labels(match.items), "list": _list_of(match.items)}
    sources = tuple(i.provision for i in match.items) or _LISTS
    if match.grade in {Grade.EXACT, Grade.EQUIVALENT}:
        if match.unfinished:
            return no(say("qualification.unfinished", **words), *sources, _TITLE)
        return yes(say(f"qualification.{match.grade}", **words), *sources)
    if match.grade is Grade.UNCLEAR:
        doubt = match.doubt or Doubt.NAME
        more = "unclear_many" if len(match.items) > 1 else "unclear"
        return ask(say(f"qualification.{more}.{doubt}", **words), *sources, missing=("certificates",))
    return no(say(f"qualification.{match.grade}", **words), *sources)


def _remarks(match: Match) -> tuple[Criterion, ...]:
    places = tuple(i.provision for i in match.items) or _LISTS
    remarks = []
    if match.corrected:
        read_as = say("qualification.read_as", words=", ".join(match.corrected))
        remarks.append(criterion("gelezen_als", yes(read_as, *places), note=True))
    if match.grade in {Grade.EXACT, Grade.EQUIVALENT} and not match.unfinished:
        guises = [say(f"qualification.guise.{via}") for via in match.guises]
        return (*remarks, *(criterion("benaming", yes(text, *places), note=True) for text in guises))
    same = _same_level(match)
    if same:
        text = say("qualification.same_level", items=_labels(same))
        remarks.append(criterion("zelfde_niveau", yes(text, *(i.provision for i in same)), note=True))
    remarks.append(criterion("andere_wegen", yes(say("qualification.routes"), *_ROUTES), note=True))
    remarks.append(criterion("intern", yes(say("qualification.internal"), _INTERNAL), note=True))
    return tuple(remarks)


def _same_level(match: Match) -> tuple[Item, ...]:
    """What the list does hold of the level that was named, where that is little and nothing nearer is."""
    wanted = match.grade in {Grade.NEAR_MISS, Grade.NOT_LISTED} and match.level is not None
    if not wanted or any(item.level == match.level for item in match.items):
        return ()
    same = catalogue().of_level(str(match.level))
    return same if len(same) <= catalogue().few else ()


def _belongs(facts: QualificationFacts) -> Verdict:
    if facts.measure == "collectief":
        return yes(say("qualification.collective"), _BASIS)
    return yes(say("qualification.individual"), _BASIS, _FOR_IMW)


def _shown(given: str) -> str:
    """The user's words without numbers: a year or a class is not part of a name."""
    kept = _NUMBERED.sub("", _HBO.sub("HBO", given))
    return " ".join(kept.split()).replace(" ,", ",").strip(" ,-")


def _list_of(items: tuple[Item, ...]) -> str:
    names = tuple(dict.fromkeys(item.list_name for item in items))
    return f" {say('common.and')} ".join(names)


def _labels(items: tuple[Item, ...]) -> str:
    labels = [f"“{item.label}”" for item in items]
    if len(labels) <= 1:
        return "".join(labels)
    return f"{', '.join(labels[:-1])} {say('common.and')} {labels[-1]}"


__all__ = ["QualificationFacts", "catalogue", "check_certificates", "qualification", "split"]
