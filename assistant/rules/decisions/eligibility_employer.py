"""The conditions on the employer's side, and the premium asked for."""

from __future__ import annotations

from assistant.rules.decisions.engine import Rule, Verdict, ask, boundary, conflict, no, yes
from assistant.rules.decisions.facts import EligibilityFacts, Employer, Establishment, Premium, Residence
from assistant.rules.decisions.sources import article, outside
from assistant.rules.decisions.texts import say
from assistant.rules.figures import Figures
from assistant.rules.texts import day

_PRIVATE = article("betrokken-werkgevers-lid-1-punt-1")
_PUBLIC = article("betrokken-werkgevers-lid-1-punt-2")
_EXCLUDED = article("betrokken-werkgevers-lid-2")
_ABROAD = outside("wie-komt-in-aanmerking-vestiging-buiten-vlaanderen")
_BOTH = outside("loonpremie-en-referteloon-beide-premies-samen-aanvragen")
_NEVER_ALONE = outside("loonpremie-en-referteloon-begeleidingspremie-nooit-alleen")
_NAMED_AT = {
    Employer.SCHOOL: _PUBLIC,
    Employer.LOKAAL_BESTUUR: _PUBLIC,
    Employer.MAATWERKBEDRIJF: article("betrokken-werknemers-lid-4-inleiding"),
}
_NO_UNDERTAKING = {Employer.PAB, Employer.SCHOOL, Employer.LOKAAL_BESTUUR, Employer.ANDERE_OVERHEID}


def _started(facts: EligibilityFacts, figures: Figures) -> Verdict | None:
    start = boundary(figures, "aanvraag_imw")
    if facts.on >= start.valid_from:
        return None
    return no(say("eligibility.started", start=day(start.valid_from)), *start.sources)


def _employer(facts: EligibilityFacts, _: Figures) -> Verdict:
    kind = facts.employer
    if kind is None:
        return ask(say("eligibility.employer.ask"), _PRIVATE, _PUBLIC, missing=("employer",))
    if kind is Employer.ANDERE_OVERHEID:
        return no(say("eligibility.employer.andere_overheid"), _EXCLUDED)
    return yes(say(f"eligibility.employer.{kind}"), _NAMED_AT.get(kind, _PRIVATE))


def _in_difficulty(facts: EligibilityFacts, _: Figures) -> Verdict | None:
    if facts.in_difficulty:
        return no(say("eligibility.in_difficulty.no"), _EXCLUDED)
    if facts.employer in _NO_UNDERTAKING:
        return None
    if facts.in_difficulty is None:
        return ask(say("eligibility.in_difficulty.ask"), _EXCLUDED, missing=("in_difficulty",))
    return yes(say("eligibility.in_difficulty.yes"), _EXCLUDED)


def _establishment(facts: EligibilityFacts, _: Figures) -> Verdict | None:
    if facts.establishment is Establishment.VLAANDEREN:
        return None
    if facts.residence is None:
        return ask(say("eligibility.establishment.residence"), _PRIVATE, missing=("residence",))
    if facts.residence is not Residence.VLAANDEREN:
        return no(say("eligibility.establishment.not_flemish"), _PRIVATE, _ABROAD)
    if facts.returns_weekly is None:
        return ask(say("eligibility.establishment.returns"), _PRIVATE, _ABROAD, missing=("returns_weekly",))
    if not facts.returns_weekly:
        return conflict(say("eligibility.establishment.conflict"), _PRIVATE, _ABROAD)
    if facts.premium in {Premium.BEIDE, Premium.BEGELEIDINGSPREMIE}:
        return no(say("eligibility.establishment.no_guidance"), _ABROAD)
    return yes(say("eligibility.establishment.yes"), _PRIVATE, _ABROAD)


def _premium(facts: EligibilityFacts, _: Figures) -> Verdict | None:
    if facts.premium is Premium.VOLGENS_VDAB:
        return None
    if facts.premium is Premium.BEGELEIDINGSPREMIE:
        return conflict(say("eligibility.premium.alone"), article("procedure-lid-3"), _NEVER_ALONE)
    if facts.vdab_need is None:
        return ask(
            say(f"eligibility.premium.ask_{facts.premium}"),
            article("begeleidingspremie-lid-3"),
            missing=("vdab_need",),
        )
    if facts.premium.value == facts.vdab_need:
        return yes(say(f"eligibility.premium.yes_{facts.premium}"), article("begeleidingspremie-lid-3"))
    if facts.premium is Premium.LOONPREMIE:
        return no(say("eligibility.premium.both_needed"), _BOTH)
    return no(say("eligibility.premium.no_guidance_need"), article("begeleidingspremie-lid-3"), _NEVER_ALONE)


def _registered(facts: EligibilityFacts, _: Figures) -> Verdict | None:
    wants_guidance = facts.premium in {Premium.BEIDE, Premium.BEGELEIDINGSPREMIE}
    if facts.employer is not Employer.UITZENDKANTOOR or not wants_guidance:
        return None
    source = article("uitzendarbeid-lid-2-inleiding")
    if facts.registered is None:
        return ask(say("eligibility.registered.ask"), source, missing=("registered",))
    return (yes if facts.registered else no)(
        say(f"eligibility.registered.{'yes' if facts.registered else 'no'}"), source
    )


FIRST_RULES: tuple[Rule[EligibilityFacts], ...] = (
    Rule("gestart", ("on",), _started),
    Rule("werkgever", ("employer",), _employer),
)
EMPLOYER_RULES: tuple[Rule[EligibilityFacts], ...] = (
    Rule("premie", ("premium", "vdab_need"), _premium),
    Rule("registratie", ("employer", "premium", "registered"), _registered),
    Rule("vestiging", ("establishment", "residence", "returns_weekly", "premium"), _establishment),
    Rule("in_moeilijkheden", ("employer", "in_difficulty"), _in_difficulty),
)
