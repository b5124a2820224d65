"""Everything that is read on first use, read ahead: a server calls this before the first question comes."""

from __future__ import annotations

from assistant import receive, understand
from assistant.judge.features import title_facts
from corpus.fiches import load_fiches


def warm_up() -> None:
    """Load the language models and the word lists, and read the titles of the fiches once."""
    receive.warm_up()
    understand.warm_up()
    for fiche in load_fiches().fiches.values():
        title_facts(fiche.title)
