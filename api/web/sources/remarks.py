"""The tensions of the corpus, as remarks at the places they are about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

from markupsafe import Markup

from api.web.texts import texts
from assistant.draft import title_of
from assistant.models import Language
from corpus.models import Corpus, Provision, ProvisionKind
from corpus.tensions import Tension, load_tensions

_REMARK = Markup(
    '<div class="tension" role="note"><p><strong lang="{lang}">{kind}</strong>{place} {text}{more}</p></div>'
)
_MORE = Markup(' <span class="see-also" lang="{lang}">{label}: {links}.</span>')
_LINK = Markup('<a href="/bronnen/{document}#{locator}" lang="nl-BE">{title}</a>')


@cache
def tensions() -> Mapping[str, Tension]:
    """Every tension by its id, read once."""
    return load_tensions()


def remarks_in(document: str, corpus: Corpus, language: Language) -> Mapping[str, Sequence[Markup]]:
    """The remarks of one document, by the locator of the place they stand at."""
    found: dict[str, list[Markup]] = {}
    for tension in tensions().values():
        places = [place for name in tension.provisions if (place := _place(name, corpus))]
        for place in places:
            if place.document == document:
                others = [other for other in places if other.id != place.id]
                remark = _remark(tension, place, others, corpus, language)
                found.setdefault(place.locator, []).append(remark)
    return found


def _place(name: str, corpus: Corpus) -> Provision | None:
    try:
        return corpus.provision(name)
    except KeyError:  # reported by the check of the corpus
        return None


def _remark(
    tension: Tension,
    place: Provision,
    others: Sequence[Provision],
    corpus: Corpus,
    language: Language,
) -> Markup:
    words, lang = texts(language), "nl-BE" if language is Language.NL else language.value
    links = Markup(", ").join(
        _LINK.format(document=o.document, locator=o.locator, title=_title(o, corpus)) for o in others
    )
    more = _MORE.format(lang=lang, label=words["sources"]["see_also"], links=links) if others else ""
    row = f" ({place.label})" if place.kind is ProvisionKind.ROW else ""
    kind = words["notice_labels"][tension.kind]
    return _REMARK.format(lang=lang, kind=f"{kind}.", place=row, text=tension.text, more=more)


def _title(place: Provision, corpus: Corpus) -> str:
    return title_of(corpus.documents[place.document].entry.title, place.label)
