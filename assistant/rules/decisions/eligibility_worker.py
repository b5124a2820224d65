"""The conditions on the worker's side."""

from __future__ import annotations

from datetime import date, timedelta

from assistant.models import Outcome
from assistant.rules.decisions.engine import (
    Rule,
    Verdict,
    after,
    all_of,
    any_of,
    ask,
    boundary,
    conflict,
    no,
    silent,
    truth,
    years_later,
    yes,
)
from assistant.rules.decisions.facts import (
    ContractTerm,
    EligibilityFacts,
    Employed,
    Employer,
    Residence,
    VdabFinding,
    WorkStatus,
)
from assistant.rules.decisions.sources import article, outside, unpaid
from assistant.rules.decisions.texts import say
from assistant.rules.figures import Figures
from assistant.rules.need import NODE
from assistant.rules.texts import day
from corpus.parameters import ParameterValue

_CONTRACT = article("betrokken-werknemers-lid-1-punt-1")
_NEED = article("betrokken-werknemers-lid-1-punt-2")
_RESIDENCE = article("betrokken-werknemers-lid-1-punt-3")
_SHORT = article("betrokken-werknemers-lid-2")
_TERM = article("procedure-lid-4")
_LENGTHS = article("procedure-lid-3")
_AFTER_TERM = article("procedure-lid-5")
_LOCAL = article("betrokken-werknemers-lid-5")
_ONSET = outside("wie-komt-in-aanmerking-beperking-begonnen-na-de-indiensttreding")
_ELSEWHERE = {
    WorkStatus.STUDENT: outside("wie-komt-in-aanmerking-duur-van-het-contract"),
    WorkStatus.FLEXIJOB: outside("wie-komt-in-aanmerking-duur-van-het-contract"),
    WorkStatus.SEIZOEN: outside("wie-komt-in-aanmerking-duur-van-het-contract"),
    WorkStatus.UITZENDKRACHT: outside("wie-komt-in-aanmerking-duur-van-het-contract"),
    WorkStatus.ZELFSTANDIGE: outside("zelfstandigen-ondersteuningspremie-voor-zelfstandigen"),
    WorkStatus.BEGELEID_WERKER: unpaid("vergoeding-lid-1"),
}
_NO_CONTRACT = {
    WorkStatus.ZELFSTANDIGE,
    WorkStatus.BEGELEID_WERKER,
    WorkStatus.VRIJWILLIGER,
    WorkStatus.STAGIAIR,
}


def _vdab(facts: EligibilityFacts, _: Figures) -> Verdict:
    finding = facts.vdab_finding
    if finding is VdabFinding.VASTGESTELD:
        return yes(say("eligibility.vdab.vastgesteld"), _NEED)
    if finding is VdabFinding.AFGEWEZEN:
        return no(say("eligibility.vdab.afgewezen"), _NEED)
    key = "nog_niet" if finding is VdabFinding.NOG_NIET else "ask"
    return ask(say(f"eligibility.vdab.{key}"), _NEED, _TERM, missing=("vdab_finding",))


def _work_status(facts: EligibilityFacts, _: Figures) -> Verdict:
    status = facts.work_status
    if status is None:
        return ask(say("eligibility.work_status.ask"), _CONTRACT, missing=("work_status",))
    sources = (_CONTRACT, *([_ELSEWHERE[status]] if status in _ELSEWHERE else []))
    text = say(f"eligibility.work_status.{status}")
    if status is WorkStatus.STATUTAIR:
        return silent(text, *sources)
    return (no if status in _NO_CONTRACT else yes)(text, *sources)


def _duration(facts: EligibilityFacts, figures: Figures) -> Verdict | None:
    term, hours = facts.contract_term, facts.contract_hours
    nothing_said = term is None and hours is None
    if facts.work_status in _NO_CONTRACT or (facts.work_status is WorkStatus.STATUTAIR and nothing_said):
        return None
    least = shortest(figures).reference
    if term is ContractTerm.ONBEPAALD:
        return yes(say("eligibility.duration.onbepaald", least=least), _CONTRACT, _SHORT)
    if hours is None:
        if term is ContractTerm.DAGCONTRACT:
            return no(say("eligibility.duration.dagcontract", least=least), _SHORT)
        missing = ("contract_hours",) if term else ("contract_term", "contract_hours")
        return ask(say("eligibility.duration.ask", least=least), _SHORT, missing=missing)
    if long_enough(hours, figures):
        return yes(say("eligibility.duration.long", least=least), _SHORT)
    if term is None:
        return ask(say("eligibility.duration.ask", least=least), _SHORT, missing=("contract_term",))
    return no(say("eligibility.duration.short", least=least), _SHORT)


def shortest(figures: Figures) -> ParameterValue:
    """The shortest contract of definite duration that opens a right."""
    return figures.parameters.history("voorwaarden.contract_minimum")[0]


def long_enough(hours: int, figures: Figures) -> bool:
    """Whether a contract of so many hours reaches the shortest duration; exactly that duration does."""
    return timedelta(hours=hours) >= timedelta(days=int(shortest(figures).value))


def _residence(facts: EligibilityFacts, _: Figures) -> Verdict:
    place = facts.residence
    if place is None:
        return ask(say("eligibility.residence.ask"), _RESIDENCE, missing=("residence",))
    if place is Residence.VLAANDEREN:
        return yes(say("eligibility.residence.vlaanderen"), _RESIDENCE)
    if place in {Residence.BRUSSEL, Residence.WALLONIE}:
        source = outside("wie-komt-in-aanmerking-woonplaats-brussel-of-wallonie")
        return no(say(f"eligibility.residence.{place}"), _RESIDENCE, source)
    if place is Residence.BUITEN_EU_EER:
        return no(say("eligibility.residence.buiten_eu_eer"), _RESIDENCE)
    if facts.works_in_flanders is None:
        return ask(say("eligibility.residence.works"), _RESIDENCE, missing=("works_in_flanders",))
    return (yes if facts.works_in_flanders else no)(
        say(f"eligibility.residence.{'works_yes' if facts.works_in_flanders else 'works_no'}"), _RESIDENCE
    )


def _within_term(facts: EligibilityFacts, figures: Figures) -> Verdict | None:
    if facts.vdab_finding is not VdabFinding.VASTGESTELD:
        return None
    end = facts.vdab_end
    if end is None:
        return _term_from_start(facts, figures, facts.vdab_date)
    if facts.on > end:
        return no(say("eligibility.term.over", end=day(end)), _TERM, _AFTER_TERM)
    return yes(say("eligibility.term.within", end=day(end)), _TERM)


def _term_from_start(facts: EligibilityFacts, figures: Figures, start: date | None) -> Verdict:
    """Without the last day: a length is a maximum, so past it is certain and within it may not be."""
    longest = longest_need(figures)
    if start is None:
        return ask(say("eligibility.term.ask"), _TERM, missing=("vdab_end", "vdab_date"))
    years = facts.need_years
    last = years_later(start, years if years is not None else longest)
    if facts.on > last:
        return no(say("eligibility.term.past_maximum", start=day(start)), _TERM, _AFTER_TERM)
    if facts.on == last:
        return ask(say("eligibility.term.on_the_day"), _TERM, _LENGTHS, missing=("vdab_end",))
    if years == longest:
        return yes(say("eligibility.term.within_longest", start=day(start)), _TERM, _LENGTHS)
    missing = ("vdab_end",) if years is not None else ("vdab_end", "need_years")
    return ask(say("eligibility.term.maximum"), _LENGTHS, missing=missing)


def longest_need(figures: Figures) -> int:
    """The longest need VDAB can find, in years."""
    known = figures.parameters
    return max(int(known.history(f"{NODE}.{key}.jaren")[0].value) for key in known.children(NODE))


def _employed(facts: EligibilityFacts, _: Figures) -> Verdict:
    source = outside("procedure-aanvragen-tijdens-de-tewerkstelling")
    if facts.employed is Employed.JA:
        return yes(say("eligibility.employed.ja"), source)
    if facts.employed is Employed.NIET_MEER:
        return no(say("eligibility.employed.niet_meer"), source)
    key = "nog_niet" if facts.employed is Employed.NOG_NIET else "ask"
    return ask(say(f"eligibility.employed.{key}"), source, missing=("employed",))


def _maatwerkbedrijf(facts: EligibilityFacts, figures: Figures) -> Verdict | None:
    if facts.employer is not Employer.MAATWERKBEDRIJF:
        return None
    edge = boundary(figures, "maatwerkbedrijf")
    moved = all_of((truth(facts.was_doelgroepwerknemer), truth(facts.other_function)))
    hired, began = after(facts.hired_on, edge.valid_from), after(facts.disability_since, edge.valid_from)
    sources = (*edge.sources, *(article(f"betrokken-werknemers-lid-4-punt-{n}") for n in ("2", "3")))
    words = {"edge": day(edge.valid_from)}
    ways = {"hired": hired, "began": began, "moved": moved}
    outcome = any_of(ways.values())
    if outcome is Outcome.YES:
        way = next(name for name, found in ways.items() if found is Outcome.YES)
        return yes(say(f"eligibility.maatwerkbedrijf.{way}", **words), *sources)
    if outcome is Outcome.NO:
        return no(say("eligibility.maatwerkbedrijf.no", **words), *sources)
    return ask(say("eligibility.maatwerkbedrijf.ask", **words), *sources, missing=_open_ways(facts, ways))


def _open_ways(facts: EligibilityFacts, ways: dict[str, Outcome]) -> tuple[str, ...]:
    names = {"hired": ("hired_on",), "began": ("disability_since",), "moved": _moved_facts(facts)}
    return tuple(n for way, found in ways.items() if found is Outcome.UNKNOWN for n in names[way])


def _moved_facts(facts: EligibilityFacts) -> tuple[str, ...]:
    return tuple(n for n in ("was_doelgroepwerknemer", "other_function") if getattr(facts, n) is None)


def _lokaal_bestuur(facts: EligibilityFacts, figures: Figures) -> Verdict | None:
    """The dates of the article are probably misprints: certain only where every reading agrees."""
    if facts.employer is not Employer.LOKAAL_BESTUUR:
        return None
    printed = boundary(figures, "lokaal_bestuur.in_dienst_artikel")
    onset = boundary(figures, "lokaal_bestuur.beperking_artikel")
    other = boundary(figures, "lokaal_bestuur.in_dienst_elders")
    sources = (_LOCAL, *other.sources)
    words = {
        "printed": day(printed.valid_from),
        "onset": day(onset.valid_from),
        "other": day(other.valid_from),
    }
    earliest, latest = printed.valid_from, max(other.valid_from, printed.valid_from)
    hired, began = facts.hired_on, facts.disability_since
    if hired is not None and hired > latest:
        return yes(say("eligibility.lokaal_bestuur.hired", **words), *sources)
    if began is not None and began > onset.valid_from:
        return yes(say("eligibility.lokaal_bestuur.began", **words), *sources)
    if hired is not None and hired <= earliest and began is not None and began <= earliest:
        return no(say("eligibility.lokaal_bestuur.no", **words), *sources)
    missing = tuple(n for n in ("hired_on", "disability_since") if getattr(facts, n) is None)
    if missing:
        return ask(say("eligibility.lokaal_bestuur.ask", **words), *sources, missing=missing)
    return conflict(say("eligibility.lokaal_bestuur.conflict", **words), *sources, _ONSET)


WORKER_RULES: tuple[Rule[EligibilityFacts], ...] = (
    Rule("behoefte_vdab", ("vdab_finding",), _vdab),
    Rule("arbeidsovereenkomst", ("work_status",), _work_status),
    Rule("woonplaats", ("residence", "works_in_flanders"), _residence),
    Rule("duur_contract", ("work_status", "contract_term", "contract_hours"), _duration),
    Rule("binnen_de_duur", ("on", "vdab_finding", "vdab_date", "need_years", "vdab_end"), _within_term),
    Rule("lokaal_bestuur", ("employer", "hired_on", "disability_since"), _lokaal_bestuur),
    Rule(
        "maatwerkbedrijf",
        ("employer", "hired_on", "disability_since", "was_doelgroepwerknemer", "other_function"),
        _maatwerkbedrijf,
    ),
    Rule("in_dienst", ("employed",), _employed),
)
