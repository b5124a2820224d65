"""All slot readers together: what a text says, each fact once."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from assistant.models import Fact, FactSource, FactValue
from assistant.privacy import Masked
from assistant.understand.slots.cases import cases
from assistant.understand.slots.certificates import certificates
from assistant.understand.slots.dates import AS_OF, dates
from assistant.understand.slots.money import index_coefficient, percentage, wages
from assistant.understand.slots.need import need
from assistant.understand.slots.quarter import quarter
from assistant.understand.slots.scene import Found, Scene
from assistant.understand.slots.working_time import contract_hours, extra_hours, fraction

READERS: tuple[Callable[[Scene], Iterator[Found]], ...] = (
    need, quarter, fraction, extra_hours, contract_hours, wages, percentage, index_coefficient,
    cases, dates, certificates,
)  # fmt: skip


def read_facts(scene: Scene, personal: Masked) -> dict[str, Fact]:
    """The facts a text gives. Two different values for one fact give none: the text speaks of both."""
    found: dict[str, list[Found]] = {}
    for reader in READERS:
        for item in reader(scene):
            found.setdefault(item.name, []).append(item)
    facts = {}
    for name, items in found.items():
        agreed = _agreed(items)
        if agreed is not None and name != AS_OF:
            fact = _fact(agreed, scene, personal)
            if fact is not None:
                facts[name] = fact
    return _without_leftovers(facts)


def _agreed(items: list[Found]) -> Found | None:
    said = [item for item in items if item.source is FactSource.SAID] or items
    return said[0] if len({item.value for item in said}) == 1 else None


def _fact(item: Found, scene: Scene, personal: Masked) -> Fact | None:
    start, end = scene.normal.origin(item.start, item.end)
    words = masked_words(scene.normal.source, start, end, personal)
    value: FactValue = item.value
    if isinstance(value, str) and item.name == "certificates":
        value = masked_words(scene.normal.source, start, end, personal).strip()
        if not value:
            return None
    return Fact(value=value, unit=item.unit, source=item.source, words=words)


def masked_words(text: str, start: int, end: int, personal: Masked) -> str:
    """A part of the text with personal data replaced by their kind: facts are kept after the request."""
    pieces, last = [], start
    for item in personal.found:
        if item.end <= start or item.start >= end:
            continue
        pieces += [text[last : max(last, item.start)], f"[{item.kind}]"]
        last = min(end, item.end)
    return "".join([*pieces, text[last:end]]).strip()


def _without_leftovers(facts: dict[str, Fact]) -> dict[str, Fact]:
    """Drop what another fact already says better."""
    if "vdab_finding" not in facts and "vdab_date" in facts:
        given = facts["vdab_date"]
        facts["vdab_finding"] = Fact(value="vastgesteld", source=FactSource.ASSUMED, words=given.words)
    if "hired_on" in facts and "employed" not in facts:
        given = facts["hired_on"]
        facts["employed"] = Fact(value="ja", source=FactSource.ASSUMED, words=given.words)
    return facts
