"""The facts each decision looks at. A fact that is not known stays empty; nothing is assumed silently."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Literal

from pydantic import Field

from assistant.rules.decisions.engine import DecisionFacts


class Employer(StrEnum):
    """What kind of employer applies."""

    PRIVAAT = "privaat"
    NATUURLIJKE_PERSOON = "natuurlijke_persoon"
    PAB = "pab"
    SCHOOL = "school"
    LOKAAL_BESTUUR = "lokaal_bestuur"
    ANDERE_OVERHEID = "andere_overheid"
    MAATWERKBEDRIJF = "maatwerkbedrijf"
    UITZENDKANTOOR = "uitzendkantoor"


class Establishment(StrEnum):
    """Where the establishment of the worker lies."""

    VLAANDEREN = "vlaanderen"
    ELDERS_IN_BELGIE = "elders_in_belgie"
    BUITENLAND = "buitenland"


class WorkStatus(StrEnum):
    """On what footing the person works."""

    WERKNEMER = "werknemer"
    STUDENT = "student"
    FLEXIJOB = "flexijob"
    SEIZOEN = "seizoen"
    UITZENDKRACHT = "uitzendkracht"
    STATUTAIR = "statutair"
    BEGELEID_WERKER = "begeleid_werker"
    VRIJWILLIGER = "vrijwilliger"
    STAGIAIR = "stagiair"
    ZELFSTANDIGE = "zelfstandige"


class ContractTerm(StrEnum):
    """How long the contract is meant to last."""

    ONBEPAALD = "onbepaald"
    BEPAALD = "bepaald"
    DAGCONTRACT = "dagcontract"


class Residence(StrEnum):
    """Where the worker lives."""

    VLAANDEREN = "vlaanderen"
    BRUSSEL = "brussel"
    WALLONIE = "wallonie"
    ANDERE_EU_EER = "andere_eu_eer"
    BUITEN_EU_EER = "buiten_eu_eer"


class VdabFinding(StrEnum):
    """What VDAB has found."""

    VASTGESTELD = "vastgesteld"
    AFGEWEZEN = "afgewezen"
    NOG_NIET = "nog_niet"


class Premium(StrEnum):
    """Which premium is meant."""

    VOLGENS_VDAB = "volgens_vdab"
    """No choice of the employer's own: whatever VDAB found."""
    LOONPREMIE = "loonpremie"
    BEIDE = "beide"
    BEGELEIDINGSPREMIE = "begeleidingspremie"


class Employed(StrEnum):
    """Whether the person works for this employer when the application is made."""

    JA = "ja"
    NOG_NIET = "nog_niet"
    NIET_MEER = "niet_meer"


class EligibilityFacts(DecisionFacts):
    """May this employer apply for individueel maatwerk for this worker?"""

    employer: Employer | None = Field(None, description="Soort werkgever")
    establishment: Establishment = Field(
        Establishment.VLAANDEREN,
        description="Waar de vestiging van de werknemer ligt (niet gezegd: Vlaanderen)",
    )
    returns_weekly: bool | None = Field(
        None, description="Keert de werknemer minstens elke week terug naar Vlaanderen?"
    )
    in_difficulty: bool | None = Field(
        None, description="Is de werkgever een onderneming in moeilijkheden (Europese steunregels)?"
    )
    work_status: WorkStatus | None = Field(None, description="In welk statuut de persoon werkt")
    contract_term: ContractTerm | None = Field(None, description="Contract van bepaalde of onbepaalde duur")
    contract_hours: int | None = Field(
        None, ge=0, description="Duur van het contract van begin tot einde, in volle uren (niet per week)"
    )
    residence: Residence | None = Field(None, description="Waar de werknemer woont")
    works_in_flanders: bool | None = Field(None, description="Werkt de werknemer in Vlaanderen?")
    vdab_finding: VdabFinding | None = Field(None, description="Wat VDAB over de behoefte heeft vastgesteld")
    vdab_date: date | None = Field(None, description="Datum van de vaststelling door VDAB")
    need_years: int | None = Field(None, description="Duur die VDAB vaststelde, in jaren (2 of 5)")
    vdab_end: date | None = Field(None, description="Laatste dag van de duur die VDAB vaststelde")
    employed: Employed | None = Field(None, description="Is de persoon in dienst bij de aanvraag?")
    hired_on: date | None = Field(None, description="Datum van indiensttreding")
    disability_since: date | None = Field(None, description="Wanneer de arbeidsbeperking begon")
    was_doelgroepwerknemer: bool | None = Field(
        None, description="Stroomde de werknemer door van doelgroepwerknemer in hetzelfde maatwerkbedrijf?"
    )
    other_function: bool | None = Field(
        None, description="Verschilt de functie van die als doelgroepwerknemer?"
    )
    premium: Premium = Field(
        Premium.VOLGENS_VDAB, description="Welke premie de werkgever wil (niet gezegd: wat VDAB vaststelt)"
    )
    vdab_need: Literal["loonpremie", "beide"] | None = Field(
        None, description="Welke behoefte VDAB vaststelde"
    )
    registered: bool | None = Field(
        None, description="Heeft het uitzendkantoor een registratie voor de begeleidingspremie?"
    )
    several_employers: bool = Field(False, description="Werkt de werknemer ook voor andere werkgevers?")
    dienstencheques: bool = Field(False, description="Wordt de werknemer betaald met dienstencheques?")


class OldMeasure(StrEnum):
    """The measures that individueel maatwerk replaces."""

    VOP = "vop"
    SINE = "sine"
    LDE = "lde"
    MWA = "mwa"


class OldRight(StrEnum):
    """What is asked of an old measure."""

    NIEUW = "nieuw"
    LOPEND = "lopend"
    VERLENGING = "verlenging"
    VERHOGING = "verhoging"
    OMZETTING = "omzetting"


class TransitionFacts(DecisionFacts):
    """Is there still a right under an old measure on this day?"""

    measure: OldMeasure = Field(description="De oude maatregel")
    asked: OldRight | None = Field(
        None, description="Nieuwe aanvraag, lopend recht, verlenging, verhoging of omzetting"
    )
    granted_on: date | None = Field(None, description="Wanneer het recht of het traject begon")
    until: date | None = Field(None, description="Laatste dag van de toegekende termijn")
    uninterrupted: bool | None = Field(
        None, description="Bleef de werknemer zonder onderbreking in dienst? (SINE)"
    )
    completed: bool | None = Field(None, description="Is het traject afgerond? (LDE, MWA)")
    sine_employer: Literal["gewoon", "maatwerkbedrijf", "lde"] | None = Field(
        None, description="Soort werkgever, voor de uitzonderingen bij SINE"
    )


class PakketQuestion(StrEnum):
    """Which package is asked about."""

    BASIS = "basis"
    EXTRA = "extra"


class PakketFacts(DecisionFacts):
    """Does a task belong to the basic package of the city?"""

    task: str = Field(description="De taak: een naam uit de lijst of een korte omschrijving")
    asked: PakketQuestion = Field(
        PakketQuestion.BASIS, description="Of de vraag is of de taak basis is, of dat ze extra kost"
    )


class RolQuestion(StrEnum):
    """What is asked about the roles."""

    TAAK = "taak"
    COLLEGA_COACH = "collega_coach"
    """Whether a separate one is needed."""
    COACH_ZIJN = "coach_zijn"
    """Whether the begeleider may be the collega-coach as well."""
    START = "start"
    PLAN = "plan"
    TEKENEN_STAD = "tekenen_stad"


class Role(StrEnum):
    """Who can have a task."""

    WERKGEVER = "werkgever"
    BEGELEIDER = "begeleider"
    COLLEGA_COACH = "collega_coach"
    WERKNEMER = "werknemer"
    GEBRUIKER = "gebruiker"


class Signer(StrEnum):
    """Who could sign for the city."""

    COLLEGE = "college"
    DIENST = "dienst"
    GEMEENTERAAD = "gemeenteraad"
    BEGELEIDER = "begeleider"


class RollenFacts(DecisionFacts):
    """Who does what, and may it be signed or started?"""

    asked: RolQuestion = Field(description="Waarover de vraag gaat")
    task: str | None = Field(None, description="De taak, bij een vraag over een taak")
    role: Role | None = Field(None, description="Wie de taak zou doen")
    external: bool | None = Field(None, description="Is de begeleider van buiten de organisatie?")
    direct_colleague: bool | None = Field(None, description="Is de begeleider een rechtstreekse collega?")
    direct_manager: bool | None = Field(None, description="Is de begeleider de directe leidinggevende?")
    premium_approved: bool | None = Field(None, description="Heeft WEWIS de premie goedgekeurd?")
    signed_by: tuple[Role, ...] | None = Field(None, description="Wie het ondersteuningsplan tekende")
    signer: Signer | None = Field(None, description="Wie voor de stad zou tekenen")
    follows_model: bool | None = Field(None, description="Volgt de overeenkomst het model?")
    model_approved: bool | None = Field(None, description="Keurde de gemeenteraad het model goed?")


class UitzendQuestion(StrEnum):
    """What is asked about the registration."""

    NODIG = "nodig"
    VOORWAARDEN = "voorwaarden"
    GELDIG = "geldig"


class UitzendFacts(DecisionFacts):
    """Registration of a temp agency, or of an employer who lends out workers."""

    asked: UitzendQuestion = Field(description="Waarover de vraag gaat")
    premium: Premium | None = Field(None, description="Welke premie de werkgever wil")
    matching: bool | None = Field(None, description="Is er expertise in matching?")
    fitting_job: bool | None = Field(None, description="Belooft u een passende job en begeleiding op maat?")
    transparent: bool | None = Field(None, description="Bent u transparant tegenover de gebruiker?")
    organised: bool | None = Field(
        None, description="Is de begeleiding op de werkvloer concreet georganiseerd?"
    )
    supports_user: bool | None = Field(
        None, description="Ondersteunt u de gebruiker, tijdens en na de opdracht?"
    )
    decided_on: date | None = Field(None, description="Datum vermeld in de beslissing over de registratie")
    idle_since: date | None = Field(
        None, description="Sinds wanneer er geen werknemers met begeleidingsnood meer waren"
    )
    never_idle: bool | None = Field(
        None, description="Waren er altijd zulke werknemers, zonder lange onderbreking?"
    )
    withdrawn: bool | None = Field(None, description="Is de registratie ingetrokken of geschorst?")


class BegeleidWerkenQuestion(StrEnum):
    """What is asked about begeleid werken."""

    DOCUMENTEN = "documenten"
    PREMIE = "premie"
    VERGOEDING = "vergoeding"
    VERZEKERING = "verzekering"


class Document(StrEnum):
    """The four documents."""

    ENGAGEMENTSVERKLARING = "engagementsverklaring"
    RAAMOVEREENKOMST = "raamovereenkomst"
    AFSPRAKENNOTA = "afsprakennota"
    BEEINDIGING = "beeindiging"


class BegeleidWerkenFacts(DecisionFacts):
    """Begeleid werken: unpaid work with support, another scheme than individueel maatwerk."""

    asked: BegeleidWerkenQuestion = Field(description="Waarover de vraag gaat")
    documents: tuple[Document, ...] | None = Field(None, description="Welke documenten er zijn")
    ending: bool | None = Field(None, description="Wordt de samenwerking beëindigd?")
    allowance: Literal["reeel", "forfait", "prestatie"] | None = Field(
        None, description="Vorm van de vergoeding"
    )
    workplace_agrees: bool | None = Field(None, description="Wil de werkpost de onkosten vergoeden?")
    accidents_insured: bool | None = Field(None, description="Zijn lichamelijke ongevallen verzekerd?")
    liability_insured: bool | None = Field(None, description="Is de burgerlijke aansprakelijkheid verzekerd?")
    insurer_told: bool | None = Field(None, description="Meldde de werkgever het aan zijn verzekeraar?")
