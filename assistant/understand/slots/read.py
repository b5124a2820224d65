"""All slot readers together: what a text says, each fact once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from assistant.models import Fact, FactSource, FactValue
from assistant.privacy import Masked
from assistant.understand.slots.cases import aspects, cases
from assistant.understand.slots.certificates import certificates
from assistant.understand.slots.dates import AS_OF, dates, ggmmi_moment
from assistant.understand.slots.money import index_coefficient, percentage, wages
from assistant.understand.slots.need import need
from assistant.understand.slots.quarter import quarter
from assistant.understand.slots.residence import residence
from assistant.understand.slots.scene import Found, Scene
from assistant.understand.slots.total import per_year, total
from assistant.understand.slots.working_time import contract_hours, extra_hours, fraction

READERS: tuple[Callable[[Scene], Iterator[Found]], ...] = (
    need, quarter, total, per_year, fraction, extra_hours, contract_hours, wages, percentage,
    index_coefficient, cases, dates, ggmmi_moment, certificates, residence,
)  # fmt: skip

_EMPLOYS = ("natuurlijke_persoon", "zelfstandige")


def read_facts(scene: Scene, personal: Masked) -> dict[str, Fact]:
    """The facts a text gives. Two different values for one fact give none: the text speaks of both."""
    found = (item for reader in READERS for item in reader(scene) if item.name != AS_OF)
    return _with_consequences(_facts(found, scene, personal))


def read_aspects(scene: Scene, rules: Iterable[str], personal: Masked) -> dict[str, Fact]:
    """What a text asks of each of these rules. The strongest value counts where there are several."""
    return _facts(_first(aspects(scene, rules)), scene, personal)


def _first(found: Iterable[Found]) -> Iterator[Found]:
    seen: set[str] = set()
    for item in found:
        if item.name not in seen:
            seen.add(item.name)
            yield item


def _facts(found: Iterable[Found], scene: Scene, personal: Masked) -> dict[str, Fact]:
    by_name: dict[str, list[Found]] = {}
    for item in found:
        by_name.setdefault(item.name, []).append(item)
    agreed = {name: _agreed(items) for name, items in by_name.items()}
    facts = {name: _fact(item, scene, personal) for name, item in agreed.items() if item is not None}
    return {name: fact for name, fact in facts.items() if fact is not None}


def _agreed(items: list[Found]) -> Found | None:
    said = [item for item in items if item.source is FactSource.SAID] or items
    return said[0] if len({item.value for item in said}) == 1 else None


def _fact(item: Found, scene: Scene, personal: Masked) -> Fact | None:
    start, end = scene.normal.origin(item.start, item.end)
    words = masked_words(scene.normal.source, start, end, personal)
    value: FactValue = item.value
    if item.pieces:
        value = "; ".join(" ".join(_written(piece, scene, personal)) for piece in item.pieces).strip("; ")
        if not value:
            return None
    return Fact(value=value, unit=item.unit, source=item.source, words=words)


def _written(places: Iterable[tuple[int, int]], scene: Scene, personal: Masked) -> Iterator[str]:
    """What stands at these places, in the words of the user."""
    for place in places:
        yield masked_words(scene.normal.source, *scene.normal.origin(*place), personal)


def masked_words(text: str, start: int, end: int, personal: Masked) -> str:
    """A part of the text with personal data replaced by their kind: facts are kept after the request."""
    pieces, last = [], start
    for item in personal.found:
        if item.end <= start or item.start >= end:
            continue
        pieces += [text[last : max(last, item.start)], f"[{item.kind}]"]
        last = min(end, item.end)
    return "".join([*pieces, text[last:end]]).strip()


def _with_consequences(facts: dict[str, Fact]) -> dict[str, Fact]:
    """What facts imply: a day of finding that VDAB found, a day of hiring that somebody works there.

    A self-employed person who takes on staff is the employer, not the worker.
    """
    for day, name, value in (("vdab_date", "vdab_finding", "vastgesteld"), ("hired_on", "employed", "ja")):
        if day in facts and name not in facts:
            facts[name] = Fact(value=value, source=FactSource.ASSUMED, words=facts[day].words)
    employer, status = facts.get("employer"), facts.get("work_status")
    if employer and status and (employer.value, status.value) == _EMPLOYS:
        del facts["work_status"]
    return facts
