"""SINE after the start of individueel maatwerk, with the exceptions its source does not name."""

from __future__ import annotations

from collections.abc import Iterable

from assistant.rules.decisions.engine import Verdict, ask, boundary, no, silent, yes
from assistant.rules.decisions.facts import OldRight, TransitionFacts
from assistant.rules.decisions.sources import article
from assistant.rules.decisions.texts import say
from assistant.rules.figures import Figures
from assistant.rules.texts import day

_INTRO = article("afgeschafte-maatregelen-punt-2-inleiding")
_BEFORE = article("afgeschafte-maatregelen-punt-2-punt-1")
_AFTER = article("afgeschafte-maatregelen-punt-2-punt-2")
_EXCEPTIONS = article("afgeschafte-maatregelen-punt-2-punt-4")


def sine(facts: TransitionFacts, asked: OldRight, figures: Figures) -> Verdict:
    """What is left of SINE on the day asked for."""
    if asked is OldRight.NIEUW:
        closed = boundary(figures, "sine_gesloten").valid_from
        if facts.on < closed:
            return yes(say("transition.sine.nieuw_before", closed=day(closed)), _INTRO)
        return no(say("transition.sine.nieuw", closed=day(closed)), _INTRO)
    if asked is OldRight.LOPEND:
        return _running(facts, figures)
    if asked is OldRight.VERLENGING:
        return _extension(facts, figures)
    return silent(say("transition.silent"), _INTRO)


def _running(facts: TransitionFacts, figures: Figures) -> Verdict:
    if facts.until is not None and facts.on > facts.until:
        return no(say("transition.sine.over", until=day(facts.until)), _INTRO)
    last = boundary(figures, "sine_laatste_dag")
    over = facts.on > last.valid_from
    settled = over or facts.uninterrupted is False
    special = _special_employer(facts, figures, () if settled else ("uninterrupted", "until"))
    if special is not None:
        return special
    if over:
        return no(say("transition.sine.last_day", last=day(last.valid_from)), _INTRO, *last.sources)
    if facts.uninterrupted is False:
        return no(say("transition.sine.interrupted"), _INTRO)
    missing = tuple(n for n in ("uninterrupted", "until") if getattr(facts, n) is None)
    if missing:
        return ask(say("transition.sine.ask"), _INTRO, missing=missing)
    return yes(say("transition.sine.lopend"), _INTRO)


def _extension(facts: TransitionFacts, figures: Figures) -> Verdict:
    edge = boundary(figures, "sine_einde").valid_from
    words = {"edge": day(edge)}
    if facts.until == edge and facts.sine_employer is None and facts.on <= edge:
        return silent(say("transition.sine.on_the_edge", **words), _BEFORE, _AFTER)
    special = _special_employer(facts, figures, ("until",))
    if special is not None:
        return special
    if facts.until is None:
        return ask(say("transition.sine.ask_until", **words), _BEFORE, _AFTER, missing=("until",))
    if facts.until == edge:
        return silent(say("transition.sine.on_the_edge", **words), _BEFORE, _AFTER)
    if facts.until > edge:
        return no(say("transition.sine.to_imw", **words), _AFTER)
    if facts.on > edge:
        return no(say("transition.sine.verlenging_late", **words), _BEFORE)
    return yes(say("transition.sine.verlenging", **words), _BEFORE)


def _special_employer(facts: TransitionFacts, figures: Figures, then: Iterable[str]) -> Verdict | None:
    """Maatwerkbedrijven and the lokale diensteneconomie have exceptions; only one of them is known.

    `then` are the facts that count for an ordinary employer.
    """
    if facts.sine_employer is None:
        missing = ("sine_employer", *(n for n in then if getattr(facts, n) is None))
        return ask(say("transition.sine.ask_employer"), _EXCEPTIONS, missing=missing)
    lost = boundary(figures, "sine_lde")
    if facts.sine_employer == "lde" and facts.on >= lost.valid_from:
        return no(say("transition.sine.lde", closed=day(lost.valid_from)), *lost.sources)
    if facts.sine_employer == "gewoon":
        return None
    return silent(say("transition.sine.exceptions"), _EXCEPTIONS)
