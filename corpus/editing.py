"""Changing one thing in a file of the corpus, leaving every other character of it as it is.

The files are edited as text, at the places where a YAML parser says that a thing begins and ends: a file
that is loaded and written again would lose its layout, and its reviewer would have to read all of it.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import yaml

from corpus.errors import CorpusError
from corpus.fiches import Fiche, FicheKind, Sentence
from corpus.models import Confidence, Scope
from corpus.phrases import COLUMNS, Phrase

_FIELDS = (
    "title", "kind", "intent", "scope", "audience", "polarity", "door",
    "rule", "needs", "tensions", "related", "reviewed_on",
)  # fmt: skip
"""The fields of a fiche that an editor may change, besides its answer, in the order of a new fiche."""
_DEFAULTS = {"kind": FicheKind.ANSWER.value, "scope": Scope.INDIVIDUEEL.value}
_QUOTED = frozenset({"title", "polarity"})
"""Values that need quotes: text, and "no", which YAML takes for a boolean."""


_REASONS = {
    "no_fiche": "The file holds no fiche {fiche}; choose the file of its topic.",
    "no_parameter": "There is no parameter {name} with a list of values in this file.",
    "history": "There is a value from {start} already. History is not overwritten.",
    "no_phrase": "The way of asking {text!r} is not in the file.",
    "no_list": "A topic file needs a list of fiches, each on lines of its own.",
    "block_list": "The field {field} of {fiche} is a list over several lines; write it as [a, b] first.",
    "no_topic": "There is no topic {topic}; its file has to be made first, in {folder}.",
    "layout": "The file of {topic} is laid out in a way that the form cannot change.",
}


class EditError(CorpusError):
    """A change cannot be made. `reason` and `values` let a page say so in its own language."""

    def __init__(self, reason: str, **values: object) -> None:
        super().__init__(_REASONS[reason].format(**values))
        self.reason = reason
        self.values = values


@dataclass(frozen=True)
class NewValue:
    """A dated value of a parameter as an editor enters it; None where no source gives one."""

    start: date
    value: Decimal | None
    reference: str
    sources: tuple[str, ...]
    confidence: Confidence
    reviewed_on: date


def with_fiche(text: str, fiche: Fiche, before: Fiche | None) -> str:
    """The text of a topic file with a fiche changed, or added at its end when there was none before.

    Raises:
        EditError: the file holds no fiche of that id, or is not laid out as a topic file.
    """
    items = _fiche_items(text)
    if before is None:
        return f"{text.rstrip()}\n{_fiche_lines(fiche, items[0].start_mark.column - 2 if items else 0)}"
    for number, item in enumerate(items):
        fields = _fields(item)
        if fields["id"][1].value == fiche.id:
            start = _line_start(text, item.start_mark.index)
            end = _line_start(text, items[number + 1].start_mark.index) if number + 1 < len(items) else None
            block = text[start:end]
            return text[:start] + _changed(block, before, fiche) + ("" if end is None else text[end:])
    raise EditError("no_fiche", fiche=fiche.id)


def with_value(text: str, steps: Sequence[str], new: NewValue) -> str:
    """The text of a parameter file with a dated value more; what stands there stays.

    Args:
        text: the file.
        steps: the way to the parameter inside the file; none when the file is the parameter.
        new: the value to add.

    Raises:
        EditError: there is no such parameter, or it has a value from that day already.
    """
    node: yaml.Node | None = yaml.compose(text, Loader=yaml.SafeLoader)
    for step in (*steps, "values"):
        node = (
            _fields(node)[step][1] if isinstance(node, yaml.MappingNode) and step in _fields(node) else None
        )
    if not isinstance(node, yaml.MappingNode) or node.flow_style or not node.value:
        raise EditError("no_parameter", name=".".join(steps))
    starts = [date.fromisoformat(key.value) for key, _ in node.value]
    if new.start in starts:
        raise EditError("history", start=new.start)
    line = " " * node.start_mark.column + _value_line(new)
    later = [key for (key, _), start in zip(node.value, starts, strict=True) if start > new.start]
    if later:
        at = _line_start(text, later[0].start_mark.index)
        return text[:at] + line + text[at:]
    end = len(text[: node.value[-1][1].end_mark.index].rstrip())
    at = text.find("\n", end) + 1
    return text[:at] + line + text[at:] if at else f"{text}\n{line}"


def with_phrases(text: str, added: Iterable[Phrase], removed: Iterable[Phrase] = ()) -> str:
    """The text of a writer's file without some ways of asking, and with others behind those of the fiche.

    Raises:
        EditError: what is to be removed does not stand there.
    """
    lines = text.removesuffix("\n").split("\n") if text else ["\t".join(COLUMNS)]
    for phrase in removed:
        try:
            lines.remove(_phrase_line(phrase))
        except ValueError:
            raise EditError("no_phrase", text=phrase.text) from None
    for phrase in added:
        own = [number for number, line in enumerate(lines) if line.split("\t")[0] == phrase.fiche]
        lines.insert(own[-1] + 1 if own else len(lines), _phrase_line(phrase))
    return "".join(f"{line}\n" for line in lines)


def _fiche_items(text: str) -> list[yaml.MappingNode]:
    root = yaml.compose(text, Loader=yaml.SafeLoader)
    fiches = _fields(root).get("fiches") if isinstance(root, yaml.MappingNode) else None
    if fiches is None or not isinstance(fiches[1], yaml.SequenceNode) or fiches[1].flow_style:
        raise EditError("no_list")
    return [item for item in fiches[1].value if isinstance(item, yaml.MappingNode)]


def _fields(node: yaml.MappingNode) -> dict[str, tuple[yaml.Node, yaml.Node]]:
    return {key.value: (key, value) for key, value in node.value}


def _changed(block: str, before: Fiche, after: Fiche) -> str:
    """The lines of one fiche with the fields that differ written anew; the last fields first."""
    for name in _FIELDS:
        if _plain(before, name) != _plain(after, name):
            block = _with_field(block, name, _plain(after, name))
    return block if before.answer == after.answer else _with_answer(block, before, after)


def _with_field(block: str, name: str, value: str | None) -> str:
    item = _only(block)
    fields, width = _fields(item), item.start_mark.column
    if name in fields:
        key, old = fields[name]
        if isinstance(old, yaml.SequenceNode) and not old.flow_style:
            raise EditError("block_list", field=name, fiche=fields["id"][1].value)
        if value is None or value == _DEFAULTS.get(name):
            start = _line_start(block, key.start_mark.index)
            return block[:start] + block[block.find("\n", old.end_mark.index) + 1 :]
        return block[: old.start_mark.index] + _scalar(name, value) + block[old.end_mark.index :]
    if value is None:
        return block
    at = _line_start(block, fields["answer"][0].start_mark.index)
    return f"{block[:at]}{' ' * width}{name}: {_scalar(name, value)}\n{block[at:]}"


def _with_answer(block: str, before: Fiche, after: Fiche) -> str:
    """The answer with new sentences written anew, and those that stay as they were written."""
    item = _only(block)
    key, answer = _fields(item)["answer"]
    names = list(_fields(item))
    behind = names[names.index("answer") + 1 :]
    start = _line_start(block, key.start_mark.index)
    end = (
        _line_start(block, _fields(item)[behind[0]][0].start_mark.index)
        if behind
        else len(block.rstrip()) + 1
    )
    known: dict[Sentence, str] = {}
    dash = item.start_mark.column + 2
    if isinstance(answer, yaml.SequenceNode) and not answer.flow_style:
        dash = answer.start_mark.column
        edges = [_line_start(block, sentence.start_mark.index) for sentence in answer.value]
        pieces = [block[a:b] for a, b in zip(edges, [*edges[1:], end], strict=True)]
        known = dict(zip(before.answer, pieces, strict=True))
    lines = [known.get(sentence) or _sentence_lines(sentence, dash) for sentence in after.answer]
    head = f"{' ' * item.start_mark.column}answer:\n"
    return block[:start] + head + "".join(lines) + block[end:]


def _only(block: str) -> yaml.MappingNode:
    root = yaml.compose(block, Loader=yaml.SafeLoader)
    assert isinstance(root, yaml.SequenceNode)  # noqa: S101 - cut out of a list
    item = root.value[0]
    assert isinstance(item, yaml.MappingNode)  # noqa: S101 - it was one in its file
    return item


def _fiche_lines(fiche: Fiche, dash: int) -> str:
    pad = " " * (dash + 2)
    lines = [f"{' ' * dash}- id: {fiche.id}\n"]
    for name in _FIELDS[:-1]:
        value = _plain(fiche, name)
        if value is not None and value != _DEFAULTS.get(name):
            lines.append(f"{pad}{name}: {_scalar(name, value)}\n")
    sentences = [_sentence_lines(sentence, dash + 4) for sentence in fiche.answer]
    return "".join(
        [*lines, f"{pad}answer:\n", *sentences, f"{pad}reviewed_on: {fiche.reviewed_on.isoformat()}\n"]
    )


def _sentence_lines(sentence: Sentence, dash: int) -> str:
    pad = " " * dash
    lines = [f"{pad}- text: {_quoted(sentence.text)}\n"]
    if sentence.citations:
        lines.append(f"{pad}  citations:\n")
    lines += [
        f"{pad}    - {{provision: {support.provision}, quote: {_quoted(support.quote)}}}\n"
        for support in sentence.citations
    ]
    return "".join(lines)


def _value_line(new: NewValue) -> str:
    value = "null" if new.value is None else format(new.value, "f")
    return (
        f"{new.start.isoformat()}: {{value: {value}, metadata: {{sources: [{', '.join(new.sources)}], "
        f"reference: {_quoted(new.reference)}, reviewed_on: {new.reviewed_on.isoformat()}, "
        f"confidence: {new.confidence}}}}}\n"
    )


def _phrase_line(phrase: Phrase) -> str:
    return "\t".join(
        (phrase.fiche, phrase.register_, phrase.language, phrase.says or "", " ".join(phrase.text.split()))
    )


def _plain(fiche: Fiche, name: str) -> str | None:
    """A field as it is written; None where it is left out."""
    value = getattr(fiche, name)
    if isinstance(value, tuple):
        return f"[{', '.join(value)}]" if value else None
    return value.isoformat() if isinstance(value, date) else None if value is None else str(value)


def _scalar(name: str, value: str) -> str:
    return _quoted(value) if name in _QUOTED else value


def _quoted(text: str) -> str:
    return yaml.safe_dump(text, default_style='"', allow_unicode=True, width=math.inf).rstrip("\n")


def _line_start(text: str, index: int) -> int:
    return text.rfind("\n", 0, index) + 1
