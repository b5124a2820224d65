"""The asker's words where they are shown again."""

from __future__ import annotations

import re

from assistant.lexicon import lexicon

_MARKUP = re.compile(r"[\\`*_<>#|~]+")
_BRACKET = str.maketrans("[]", "()")
_LONGEST = 160


def plain(question: str) -> str:
    """A question as plain text: no markup, nothing that looks like a placeholder of ours, not too long.

    Words that only join it to the question before are left out: "en komt er btw bij?".
    """
    pieces = _MARKUP.sub(" ", question.translate(_BRACKET)).split()
    while len(pieces) > 1 and pieces[0].lower().strip(",") in lexicon("letters")["leading"]:
        pieces = pieces[1:]
    words = " ".join(pieces)
    if len(words) > _LONGEST:
        words = f"{words[:_LONGEST].rsplit(' ', 1)[0]} …"
    words = words.rstrip(" .,;")
    return words[:1].upper() + words[1:] + ("" if words.endswith(("?", "…")) else "?")
