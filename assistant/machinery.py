"""Pieces of a text that no person writes to ask something: data, formulas, codes, turns of a conversation.

Pasted text and attempts to play a system's part bring these along. Their form tells, not their words.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Callable, Iterator
from functools import cache

from assistant.acts import asks
from assistant.lexicon import lexicon

RULE = re.compile(r"\s*(?:-{3,}|={3,}|_{3,}|\*{3,})\s*")
_FENCE = r"(?:#{2,}|={3,}|-{3,}|\*{3,}|<{3,}|>{3,}|\[{2,}|\]{2,})"
_SEPARATOR = re.compile(rf"{_FENCE}[ \t]*[^\W\d_][^\n#=<>*\[\]]{{0,60}}?[ \t]*{_FENCE}")
_FORMULA = re.compile(r"^[ \t]*[=+@][A-Z][A-Z.]+\(.*$", re.M)
_TEMPLATE = re.compile(r"\{\{.*?\}\}|\$\{[^}\n]*\}|\{%.*?%\}|<%.*?%>|#\{[^}\n]*\}")
_SETTING = re.compile(r"\s*[\"']?(?P<key>[A-Za-z][\w.-]*)[\"']?\s*[:=]\s*\S.*")
_ENCODED = re.compile(r"(?<![\w+/=])(?:[A-Za-z0-9+/_-]{16,}={0,2}|(?:[01]{8}\s+){3,}[01]{8})(?![\w+/=])")
_SENTENCE_THEN_LABEL = re.compile(r"(?<=[.!?])[ \t]+(?=\w{1,12}[ \t]?:(?:\s|$))")
_READABLE = re.compile(r"[^\W\d_]{2,}\W+[^\W\d_]{2,}")
_DECODER = json.JSONDecoder()


def without_machinery(text: str) -> tuple[str, tuple[str, ...]]:
    """A text without such pieces, and the pieces."""
    aside: list[str] = []

    def away(match: re.Match[str]) -> str:
        aside.append(match[0].strip())
        return "\n"

    text = _without_objects(text, aside)
    text = _ENCODED.sub(lambda match: away(match) if _decodes(match[0]) else match[0], text)
    for form in (_SEPARATOR, _FORMULA, _TEMPLATE):
        text = form.sub(away, text)
    for without in (_without_settings, _without_turns, _without_examples):
        text = without(text, aside)
    return text.strip(), tuple(aside)


def _without_objects(text: str, aside: list[str]) -> str:
    """Without JSON: an object with keys, wherever it begins."""
    start = text.find("{")
    while start >= 0:
        try:
            found, end = _DECODER.raw_decode(text, start)
        except (ValueError, RecursionError):
            found, end = None, start + 1
        if found:
            aside.append(text[start:end])
            text, end = f"{text[:start]}\n{text[end:]}", start
        start = text.find("{", end)
    return text


def _decodes(run: str) -> bool:
    """Whether a run of letters and digits hides words."""
    return any(_READABLE.search(hidden) for hidden in _decoded(run))


def _decoded(run: str) -> Iterator[str]:
    plain = run.replace("-", "+").replace("_", "/").rstrip("=")
    ways: tuple[Callable[[], bytes], ...] = (
        lambda: base64.b64decode(plain + "=" * (-len(plain) % 4), validate=True),
        lambda: bytes.fromhex(run),
        lambda: bytes(int(octet, 2) for octet in run.split()),
    )
    for way in ways:
        try:
            hidden = way().decode("utf-8")
        except ValueError:  # of base64 and of UTF-8 too
            continue
        if hidden.isprintable():
            yield hidden


def _without_settings(text: str, aside: list[str]) -> str:
    """Without lines that set something (`reply_prefix: X`) and the rules around them."""
    lines = text.splitlines()
    if not any(_is_setting(line) for line in lines):
        return text
    kept: list[str] = []
    for line in lines:
        if _is_setting(line):
            aside.append(line)
        elif not RULE.fullmatch(line):
            kept.append(line)
    return "\n".join(kept)


def _is_setting(line: str) -> bool:
    match = _SETTING.fullmatch(line)
    key = match["key"].lower() if match else ""
    return "_" in key or key in lexicon("markup")["settings"]


def _without_turns(text: str, aside: list[str]) -> str:
    """Without a conversation in which a machine has spoken: what is asked stands behind its last turn."""
    lines = _lines(text)
    told = [
        n
        for n, line in enumerate(lines)
        if (m := _label("machine").match(line)) and not asks(line[m.end() :])
    ]
    if not told:
        return text
    labelled = [
        n for n, line in enumerate(lines) if _label("machine").match(line) or _label("person").match(line)
    ]
    kept: list[str] = []
    for number, line in enumerate(lines):
        if number in labelled[: labelled.index(told[-1]) + 1]:
            aside.append(line)
        else:
            kept.append(_label("person").sub("", line))
    return "\n".join(kept)


def _without_examples(text: str, aside: list[str]) -> str:
    """Without questions that were answered before the one that is asked: "Q: 1+1? A: 2"."""
    lines = _lines(text)
    answers = {
        n for n, line in enumerate(lines) if (m := _label("answer").match(line)) and line[m.end() :].strip()
    }
    questions = {n for n, line in enumerate(lines) if _label("question").match(line)}
    done = {n for n in questions if n + 1 in answers}
    if not done or len(questions) == 1:
        return text
    aside += [line for n, line in enumerate(lines) if n in done | answers]
    rest = [line for n, line in enumerate(lines) if n not in done | answers]
    bare = (_label("question").sub("", line) for line in rest)
    return "\n".join(line for line in bare if not _label("answer").fullmatch(line))


def _lines(text: str) -> list[str]:
    """The lines of a text; a label behind a sentence begins one."""
    return _SENTENCE_THEN_LABEL.sub("\n", text).splitlines()


@cache
def _label(kind: str) -> re.Pattern[str]:
    """A name at the start of a line, with a colon behind it."""
    names = "|".join(map(re.escape, lexicon("markup")["turns"][kind]))
    return re.compile(rf"[\s>*_\"]*(?:{names})[\s*_]*:[\s*_]*", re.IGNORECASE)
