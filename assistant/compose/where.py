"""Where it stands: the places that carry an answer are named first, then quoted."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.compose.parts import Sheet
from assistant.compose.passages import passage_of
from assistant.compose.quoting import quoted
from assistant.compose.texts import text, texts
from assistant.knowledge import Knowledge
from assistant.models import Statement, StatementKind
from corpus.models import Provision


def tell_where(places: Sequence[Provision], question: str, sheet: Sheet, knowledge: Knowledge) -> None:
    """Write where it stands, with the words that stand there."""
    corpus = knowledge.corpus
    passages = [passage_of(place, corpus, question) for place in places]
    quotes = [quoted(passage, corpus, sheet.citer) for passage in passages]
    cited = tuple(dict.fromkeys(number for quote in quotes for number in quote.citations))
    names = tuple(dict.fromkeys(name_of(place, knowledge) for place in places))
    said = text("where.lead", places=text("where.and").join(names))
    sheet.statements.append(Statement(text=said, kind=StatementKind.RULE, citations=cited))
    sheet.statements += quotes


def name_of(place: Provision, knowledge: Knowledge) -> str:
    """How a place is named in a sentence: "artikel 5 van de modelovereenkomst"."""
    document = knowledge.corpus.documents[place.document]
    named = text(f"where.documents.{document.id}") if document.id in texts("where.documents") else ""
    whole = named or document.entry.title
    return text("where.place", label=place.label, document=whole) if place.label else whole
