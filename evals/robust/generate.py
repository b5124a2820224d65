"""Makes questions from templates: the same seed makes the same questions, spread over all templates."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count as counting

from evals.robust.templates import PLACE, Named, Slot
from evals.robust.variants import Kind, varied

_CHOICE = re.compile(r"<([^<>]*\|[^<>]*)>")
_ROUNDS_WITHOUT_NEWS = 12
_KINDS = tuple(Kind)


@dataclass(frozen=True)
class Asked:
    """One message, with what is known of it."""

    id: str
    text: str
    kind: Kind | None
    """What was changed against the base of its group; None for the base."""


@dataclass(frozen=True)
class Group:
    """One question in several wordings that must get the same outcome."""

    named: Named
    earlier: tuple[str, ...]
    base: Asked
    variants: tuple[Asked, ...]
    facts: Mapping[str, str]
    """Field of the rule to the value that the question states."""
    personal: tuple[str, ...]
    """What no answer may repeat."""

    @property
    def size(self) -> int:
        """How many questions it holds."""
        return 1 + len(self.variants)


def sample(
    templates: Sequence[Named], slots: Mapping[str, Slot], *, count: int, seed: int, variants: int
) -> list[Group]:
    """About `count` different questions in groups, every family and template in turn.

    Args:
        templates: what to ask from.
        slots: what to fill in.
        count: how many questions at least, as long as the templates have something new to say.
        seed: the same seed gives the same questions.
        variants: how many other wordings beside each question, at most.
    """
    groups: list[Group] = []
    seen: set[str] = set()
    made = stale = 0
    for round_number in counting():
        before = made
        for named in _spread(templates, seed + round_number):
            group = _group(named, slots, seed, round_number, variants)
            key = "\n".join((*group.earlier, group.base.text))
            if key in seen:
                continue
            seen.add(key)
            groups.append(group)
            made += group.size
            if made >= count:
                return groups
        stale = stale + 1 if made == before else 0
        if stale >= _ROUNDS_WITHOUT_NEWS:
            return groups
    return groups


def _spread(templates: Sequence[Named], seed: int) -> Iterator[Named]:
    """The templates in an order in which every family comes early: one of each in turn."""
    dice = random.Random(seed)
    families: dict[str, list[Named]] = {}
    for named in dice.sample(list(templates), len(templates)):
        families.setdefault(named.family, []).append(named)
    places = {
        named.id: (place + dice.random()) / len(listed)
        for listed in families.values()
        for place, named in enumerate(listed)
    }
    return iter(sorted(templates, key=lambda named: places[named.id]))


def _group(named: Named, slots: Mapping[str, Slot], seed: int, number: int, variants: int) -> Group:
    dice = random.Random(f"{seed} {named.id} {number}")
    template = named.template
    surfaces: dict[str, str] = {}
    facts = dict(template.facts)
    for place in template.places:
        slot = slots[place]
        filler = dice.choice(slot.fillers)
        surfaces[place] = dice.choice(filler.in_language(template.language))
        if slot.field:
            facts[slot.field] = filler.value
    fill = _Fill(surfaces, dice.random())
    base = fill(template.ask[0])
    id_ = f"{named.id}/{seed}.{number}"
    others = tuple(fill(text) for text in template.ask[1:])
    kept = tuple(surfaces[place] for place in template.places if slots[place].exact)
    return Group(
        named=named,
        earlier=tuple(fill(text) for text in template.earlier),
        base=Asked(id_, base, None),
        variants=tuple(_variants(id_, base, others, named, kept, seed + number, variants)),
        facts=facts,
        personal=tuple(surfaces[place] for place in template.places if slots[place].personal),
    )


@dataclass(frozen=True)
class _Fill:
    """Fills every text of one group alike."""

    surfaces: Mapping[str, str]
    chance: float

    def __call__(self, text: str) -> str:
        dice = random.Random(self.chance)
        chosen = _CHOICE.sub(lambda m: dice.choice(m[1].split("|")), text)
        filled = PLACE.sub(lambda m: self.surfaces[m[1]], chosen)
        return " ".join(filled.split())


def _variants(
    id_: str, base: str, others: Sequence[str], named: Named, kept: tuple[str, ...], seed: int, most: int
) -> Iterator[Asked]:
    """Other wordings, a different kind first in every group; the same kind again only when none is left."""
    start = random.Random(f"{id_}").randrange(len(_KINDS))
    kinds = [*_KINDS[start:], *_KINDS[:start]]
    made: set[str] = {base}
    for extra in range(most):
        for kind in kinds if extra == 0 else (Kind.TYPO, Kind.POLITE):
            if kind is Kind.ORDER:
                text = next((other for other in others if other not in made), None)
            else:
                text = varied(kind, base, named.template.language, kept, seed + 1_000 * extra)
            if text and text not in made:
                made.add(text)
                yield Asked(f"{id_}/{kind.name.lower()}{extra or ''}", text, kind)
            if len(made) > most:
                return
