"""Answer, offer a choice, or decline: three outcomes of one calibrated judgement."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from assistant.judge import model as models
from assistant.judge.conversation import conversation_bonus, expected, who_asks
from assistant.judge.features import cited, contradiction, pair_features, question_features
from assistant.judge.model import Model, Thresholds
from assistant.judge.stance import stance
from assistant.judge.verdict import Action, Judgement
from assistant.lexicon import lexicon
from assistant.models import Conversation, Reason
from assistant.understand import Understood
from corpus.fiches import Fiche, FicheKind, Polarity
from corpus.phrases import Stance
from indexes.models import SearchResult
from indexes.phrases import FicheHit

LEADING = 0.6
"""The share from which on a fiche is offered for a name of the subject, however oddly it is asked about."""
RIVAL = 0.25
"""How near an answer must come to a gap, as a share of its likelihood, to be told before it."""
MOST_OFFERED = 3
MOST_BESIDE = 2
SURE = 0.85
"""How likely a fiche must be to answer a single loose word."""
SHORT = 2
"""Words of content that are too few to turn somebody away for: "hoeveel premie", "wie tekent"."""
HINTED = 0.05
"""How likely it must be that some fiche is meant before so short a question gets a choice."""
BESIDE_GAP = 0.05
"""How likely a fiche must be to be told beside a gap on the same matter."""
NAMED = 0.5
"""How likely it must be that a fiche is meant when the question uses a name of the subject."""
OFFERED = 0.3
"""How likely it must be that some fiche is meant before the likeliest are offered instead of declining."""


def judge(
    understood: Understood,
    result: SearchResult,
    hits: Sequence[FicheHit],
    conversation: Conversation | None = None,
    *,
    audience: str | None = None,
    learnt: Model | None = None,
) -> Judgement:
    """Decide what to do with one question.

    Args:
        understood: the question.
        result: what the search over provisions found; its query vector tells which weights apply.
        hits: the candidates, as `FicheIndex.candidates` gave them for the same question and vector.
        conversation: what was said before.
        audience: who asks, when that is known.
        learnt: the weights; by default those that come with the program.
    """
    weighed = weigh(understood, result, hits, conversation, audience, learnt or models.packaged())
    return decide(weighed)


@dataclass(frozen=True)
class Weighed:
    """What the weights say of a question, before the policy."""

    ranked: tuple[tuple[Fiche, float], ...]
    """The candidates with how likely each is, given that one of them is meant."""
    known: float
    """The calibrated probability that one of the fiches is meant."""
    subject: float
    """How much it sounds like the subject; above 0 is likely."""
    thresholds: Thresholds
    case: bool = False
    """Whether the question tells facts of a case, as only somebody with a case does."""
    named: bool = False
    """Whether the question uses a name that only this subject has."""
    short: bool = False
    """Whether it is a word or two: too few to tell the subject by how it sounds."""
    loose: bool = False
    """Whether the question is a single word, which could ask anything."""
    stances: Mapping[str, Stance] = field(default_factory=dict)
    """How the answers of the likeliest candidates would open, by the id of the fiche."""


def weigh(
    understood: Understood,
    result: SearchResult,
    hits: Sequence[FicheHit],
    conversation: Conversation | None,
    audience: str | None,
    learnt: Model,
) -> Weighed:
    """Rank the candidates, and estimate whether any of them fits."""
    name = learnt.mode(result.query_vector)
    if name == "dense" and not all("dense_top" in hit.features for hit in hits):
        name = "lexical"
    mode = learnt.modes[name]
    subject = learnt.subject_scores(understood.query, result.query_vector)
    audience = who_asks(understood, audience)
    pairs = pair_features(understood, result, hits)
    bonus = [
        conversation_bonus(hit.fiche, hit.topic, conversation, audience)
        + contradiction(hit.fiche, understood)
        for hit in hits
    ]
    shares = models.likelihoods(pairs, mode.rank, bonus)
    known = 0.0
    if pairs:
        values = question_features(understood, result, pairs, shares) | subject
        known = models.calibrated(models.weighed(values, mode.known) + mode.bias, mode.calibration)
        known = expected(known, conversation)
    ranked = sorted(zip(hits, shares, strict=True), key=lambda pair: -pair[1])
    return Weighed(
        ranked=tuple((hit.fiche, share) for hit, share in ranked),
        known=known,
        subject=subject["subject" if name == "dense" else "subject_words"],
        thresholds=mode.thresholds,
        case=bool(understood.said),
        named=bool(_names().search(understood.query)),
        short=len(understood.content_words) <= SHORT,
        loose=len(understood.content_words) <= 1,
        stances={hit.fiche_id: stance(understood, hit) for hit, _ in ranked[: MOST_BESIDE + 2]},
    )


def decide(weighed: Weighed) -> Judgement:
    """The policy: one clear candidate is answered, a few near ones are offered, none is declined.

    A gap fiche is answered like any other: it says what the sources do not, and what they do.
    """
    ranked, known, limits = weighed.ranked, weighed.known, weighed.thresholds
    gap_share = sum(share for fiche, share in ranked if fiche.kind is FicheKind.GAP)
    answerable = known * (1 - gap_share)

    def chosen(pairs: Sequence[tuple[Fiche, float]]) -> tuple[tuple[str, float], ...]:
        return tuple((fiche.id, known * share) for fiche, share in pairs)

    on_subject = weighed.case or weighed.named or weighed.subject >= limits.subject
    enough = NAMED if weighed.named else limits.known
    if not ranked or known < min(OFFERED, enough):
        hinted = weighed.named and bool(ranked) and ranked[0][1] >= LEADING
        if hinted or (weighed.short and known >= HINTED):
            return Judgement(Action.CHOOSE, answerable, Reason.UNCLEAR, chosen(ranked[:MOST_OFFERED]))
        return _declined(weighed, answerable)
    if known < enough:
        if not on_subject and not weighed.short:
            return _declined(weighed, answerable)
        return Judgement(Action.CHOOSE, answerable, Reason.UNCLEAR, chosen(ranked[:MOST_OFFERED]))
    best, share = ranked[0]
    if weighed.loose and share < SURE:
        return Judgement(Action.CHOOSE, answerable, Reason.UNCLEAR, chosen(_varied(ranked)[:MOST_OFFERED]))
    alike = sum(of for fiche, of in ranked if same_answer(best, fiche))
    others = [pair for pair in ranked[1:] if not same_answer(best, pair[0])]
    near = [pair for pair in others if pair[1] >= limits.near * share]
    if alike < limits.clear and near:
        return Judgement(Action.CHOOSE, answerable, Reason.UNCLEAR, chosen([ranked[0], *near][:MOST_OFFERED]))
    if best.kind is FicheKind.GAP:
        rival = _rival(near, share) if alike < limits.alone else None
        if rival:  # what the sources do say comes before what they do not
            near = [(best, share), *(pair for pair in near if pair is not rival)]
            best, share = rival
        else:
            near = [pair for pair in others if pair[1] >= BESIDE_GAP and _tells(pair[0], best)]
    doubtful = alike < limits.alone or best.kind is FicheKind.GAP
    beside = [fiche for fiche, _ in near[:MOST_BESIDE]] if doubtful else []
    return Judgement(
        Action.ANSWER,
        answerable,
        None,
        chosen([(best, share)]),
        beside=tuple(fiche.id for fiche in beside),
        stance=_agreed(weighed.stances, [best, *beside]),
    )


def _varied(ranked: Sequence[tuple[Fiche, float]]) -> list[tuple[Fiche, float]]:
    """The likeliest of each topic before the rest: a loose word says little, so the choice must be wide."""
    firsts: dict[str, tuple[Fiche, float]] = {}
    for pair in ranked:
        firsts.setdefault(_topic(pair[0]), pair)
    return [*firsts.values(), *(pair for pair in ranked if pair not in firsts.values())]


def _topic(fiche: Fiche) -> str:
    """Ids begin with their topic."""
    return fiche.id.split("-")[0]


def _declined(weighed: Weighed, answerable: float) -> Judgement:
    within = weighed.named or weighed.subject >= weighed.thresholds.subject
    return Judgement(Action.DECLINE, answerable, Reason.NOT_IN_CORPUS if within else Reason.OUT_OF_SCOPE)


def _agreed(stances: Mapping[str, Stance], fiches: Sequence[Fiche]) -> Stance:
    """How the answer opens: not with a yes that another likely reading would deny, nor the reverse."""
    own = stances.get(fiches[0].id, Stance.NONE)
    opposite = {Stance.YES: Stance.NO, Stance.NO: Stance.YES}.get(own)
    against = any(stances.get(fiche.id) is opposite for fiche in fiches[1:])
    return Stance.NONE if opposite and against else own


@cache
def _names() -> re.Pattern[str]:
    names = "|".join(re.escape(name) for name in lexicon("names"))
    return re.compile(rf"(?<!\w)(?:{names})", re.IGNORECASE)


def _rival(near: Sequence[tuple[Fiche, float]], gap_share: float) -> tuple[Fiche, float] | None:
    """The likeliest fiche that tells something and comes near enough to a gap to go before it.

    Not one that says yes or no: to the question of the gap that may be the wrong one, and silence is not.
    """
    plain = (Polarity.YES, Polarity.NO)
    telling = (p for p in near if p[0].kind is not FicheKind.GAP and p[0].polarity not in plain)
    return next((pair for pair in telling if pair[1] >= RIVAL * gap_share), None)


def _tells(fiche: Fiche, gap: Fiche) -> bool:
    """Whether a fiche answers something on the matter of a gap."""
    return fiche.kind is not FicheKind.GAP and _topic(fiche) == _topic(gap)


def same_answer(one: Fiche, other: Fiche) -> bool:
    """Whether two fiches answer the same: the same intent and kind, resting on the same provisions."""
    if one.id == other.id:
        return True
    here, there = cited(one), cited(other)
    if one.intent is not other.intent or one.kind is not other.kind or not here | there:
        return False
    return 2 * len(here & there) > len(here | there)
