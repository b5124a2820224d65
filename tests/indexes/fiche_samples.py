"""Invented fiches on a swimming pool, with ways of asking by two writers."""

from __future__ import annotations

from datetime import date

from corpus.fiches import Fiche, FicheKind, Fiches, Intent, Sentence, Support
from corpus.models import Scope
from corpus.phrases import Phrase

_QUOTE = "Het zwembad is elke zaterdag open van negen tot twaalf."


def fiche(
    name: str,
    title: str,
    intent: Intent = Intent.DEADLINE,
    cited: tuple[str, ...] = ("zwembad#art-1",),
    **more: object,
) -> Fiche:
    supports = tuple(Support(provision=one, quote=_QUOTE) for one in cited)
    return Fiche.model_validate(
        {
            "id": name,
            "title": title,
            "intent": intent,
            "answer": (Sentence(text=f"Over {title.lower().rstrip('?')}.", citations=supports),),
            "reviewed_on": date(2026, 1, 1),
            **more,
        }
    )


def phrase(text: str, language: str = "nl") -> Phrase:
    return Phrase.model_validate({"fiche": "open", "register": "lay", "language": language, "text": text})


def sample() -> Fiches:
    made = (
        fiche("open", "Wanneer is het zwembad open?"),
        fiche("kaart", "Hoe lang is een beurtenkaart geldig?", cited=("zwembad#art-2",)),
        fiche("redder", "Wie kijkt toe in het water?", Intent.WHO, ("zwembad#art-3",)),
        fiche("boete", "Hoeveel bedraagt de boete?", Intent.AMOUNT, (), kind=FicheKind.GAP),
        fiche("boek", "Wat kost een boek dat te laat is?", Intent.AMOUNT, ("bibliotheek#art-1",),
              scope=Scope.COLLECTIEF),
    )  # fmt: skip
    said = {
        "open": (("an", phrase("om hoe laat gaan de deuren van het bad open")),
                 ("jef", phrase("zaterdag zwemmen, kan dat?"))),
        "kaart": (("an", phrase("mijn kaart van vorig jaar, telt die nog")),
                  ("jef", phrase("vervalt een beurtenkaart"))),
        "redder": (("an", phrase("is er een redder aanwezig")),),
        "boete": (("jef", phrase("krijg ik een boete")),),
        "boek": (("jef", phrase("te laat met mijn boek, wat nu")),),
    }  # fmt: skip
    return Fiches({f.id: f for f in made}, {f.id: "zwemmen" for f in made}, said)
