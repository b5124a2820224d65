"""The raw material of the generator: templates by family, and what can stand in their places.

A template is a way of asking with named places, `hoeveel krijg ik in {quarter}`; `<zeg|vertel>` is a choice
of words. A place takes a value with one of its surface forms, and fills the field of the rule for that value.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, model_validator

from assistant.models import Audience, Language, Status
from corpus.data import read_yaml

FOLDER = Path(__file__).parent
PLACE = re.compile(r"\{(\w+)\}")


class TemplateError(Exception):
    """A file of the generator that cannot be used: which, and what is wrong."""


class Record(BaseModel):
    """Base of what stands in the files: frozen, unknown keys refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Filler(Record):
    """A value with its surface forms by language; a language without forms uses the Dutch ones."""

    value: str
    forms: Mapping[Language, tuple[str, ...]]

    def in_language(self, language: Language) -> tuple[str, ...]:
        """The forms for one language."""
        return self.forms.get(language) or self.forms[Language.NL]


class Slot(Record):
    """A place in a template."""

    field: str | None = None
    """The field of a rule that the value fills; null where no rule takes it."""
    exact: bool = False
    """True for names, certificates and abbreviations: no typing error falls in it."""
    personal: bool = False
    """True where no answer may repeat what stands here."""
    fillers: tuple[Filler, ...] = Field(min_length=1)


class Template(Record):
    """A way of asking. All of `ask` mean the same, in another word order."""

    ask: tuple[str, ...] = Field(min_length=1)
    language: Language = Language.NL
    earlier: tuple[str, ...] = ()
    """The turns before it, in order."""
    rule: str | None = None
    """The calculator that the facts are for."""
    facts: Mapping[str, str] = Field(default_factory=dict)
    """Fields of the rule that the words of the template themselves state."""
    expect: tuple[Status, ...] = ()
    audience: Audience | None = None

    @property
    def places(self) -> tuple[str, ...]:
        """The names of its places, in order, each once."""
        texts = (*self.earlier, *self.ask)
        return tuple(dict.fromkeys(name for text in texts for name in PLACE.findall(text)))


class Family(Record):
    """Templates on one subject."""

    family: str
    expect: tuple[Status, ...] = ()
    """The statuses that can be right, unless a template says otherwise; empty when that is not known."""
    templates: tuple[Template, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _said_once(self) -> Family:
        first = [template.ask[0] for template in self.templates]
        twice = {text for text in first if first.count(text) > 1}
        if twice:
            message = f"said twice: {', '.join(sorted(twice))}"
            raise ValueError(message)
        return self


class Named(Record):
    """A template with its name and its family."""

    id: str
    family: str
    template: Template
    expect: tuple[Status, ...]


def load_templates(folder: Path = FOLDER / "templates") -> tuple[Named, ...]:
    """Every template of every family.

    Raises:
        TemplateError: a file does not fit the schema, or a place has no slot.
    """
    files = sorted(folder.glob("*.yaml"))
    if not files:
        message = f"There are no templates in {folder}. Put a YAML file per family there."
        raise TemplateError(message)
    return tuple(named for file in files for named in _family(file))


@cache
def load_slots(path: Path = FOLDER / "slots.yaml") -> Mapping[str, Slot]:
    """What can stand in each place.

    Raises:
        TemplateError: the file does not fit the schema.
    """
    try:
        return TypeAdapter(dict[str, Slot]).validate_python(read_yaml(path))
    except ValueError as error:
        raise TemplateError(f"{path.name} does not fit the schema: {error}") from error


def _family(file: Path) -> tuple[Named, ...]:
    try:
        family = Family.model_validate(read_yaml(file))
    except ValueError as error:
        raise TemplateError(f"{file.name} does not fit the schema: {error}") from error
    unknown = {p for template in family.templates for p in template.places} - set(load_slots())
    if unknown:
        message = f"{file.name} has places that slots.yaml does not know: {', '.join(sorted(unknown))}."
        raise TemplateError(message)
    return tuple(
        Named(
            id=f"{family.family}-{number:03}",
            family=family.family,
            template=template,
            expect=template.expect or family.expect,
        )
        for number, template in enumerate(family.templates, start=1)
    )
