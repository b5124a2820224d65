from __future__ import annotations

import pytest

from corpus.errors import CorpusError
from corpus.load import load_corpus
from corpus.models import Confidence, Corpus, ProvisionKind, Scope
from corpus.parse import parse
from tests.corpus.invented import DATA, assert_ancestors_hold, assert_sound, document, entry


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return load_corpus()


REAL = [
    ("mb-2019-01-10", "art-1-lid-1", "In dit besluit wordt verstaan onder:"),
    ("mb-2019-01-10", "art-1-punt-2", "2° decreet van 12 juli 2013: het decreet van 12 juli 2013"),
    ("mb-2019-01-10", "art-2-lid-1-punt-3", "3° hun tewerkstelling ressorteert"),
    ("mb-2019-01-10", "art-2-lid-4-inleiding", "De minimale grens van 65 procent"),
    ("mb-2019-01-10", "art-6-lid-2", "Voor maatwerkbedrijven met geen gekende"),
    ("mb-2019-01-10", "art-7-par-1-lid-2", "Overeenkomstig artikel 108, § 3, tweede lid"),
    ("mb-2019-01-10", "art-7-par-2-lid-1", "§ 2. De doelgroepwerknemers, vermeld in paragraaf 1"),
    ("mb-2019-01-10", "art-7-par-2-punt-1-letter-b-punt-2", "2) de personen met de laagste leeftijd;"),
    ("mb-2019-01-10", "art-7-par-2-punt-2-letter-c-punt-4", "4) de personen met een korte anciënniteit."),
    ("mb-2019-01-10", "art-9", "Wanneer de onmiddellijke uitvoering"),
    ("mb-2019-01-10", "art-9-lid-1", "Wanneer de onmiddellijke uitvoering"),
    ("mb-2019-01-10", "bijlage-3-punt-12", "12° Bachelor lerarenopleiding;"),
    ("mb-2019-01-10", "bijlage-3-noot-1", "----------\n\n(1)<MB 2024-03-04/02"),
    ("mb-2019-01-10", "bijlage-4-punt-2", "2° Monitor/begeleider in maatwerkbedrijven"),
    ("gr-2026-00367-overeenkomst", "art-5-lid-1-punt-1", "1200 euro/kwartaal tijdens de eerste 5 kwartalen"),
    ("gr-2026-00367-overeenkomst", "art-5-lid-3", "De tarieven van het basis- en het extra pakket"),
    ("gr-2026-00367-overeenkomst", "art-8", "Er wordt geen verplaatsingskost in rekening gebracht."),
    ("gr-2026-00367-overeenkomst", "art-2-gekwalificeerd-begeleider-punt-1", "praktijkgerichte begeleiding"),
    ("gr-2026-00367-overeenkomst", "art-2-vaste-collega-coach-lid-2", "Er wordt verwacht dat er"),
    ("gr-2026-00367-besluit", "art-1", "Keurt goed het model van samenwerkingsovereenkomst"),
    ("gr-2026-00367-besluit", "motivering-lid-5", "Rekening houdend met de subsidie"),
    ("gent-vdab-2020-00300", "duur", "De overeenkomst geldt vanaf datum van ondertekening"),
    ("gent-vdab-2020-00300", "rollen-vdab", "VDAB\n\nVDAB is verantwoordelijk voor de uitvoering"),
    ("gent-vdab-2020-00300", "motivering-lid-9-punt-3", "3. Transitie faciliteren en duurzame loopbanen."),
    ("imw-update-2023-05-30", "cumulverbod-punt-4", "de Vlaamse aanwervingsincentive"),
    (
        "imw-update-2023-05-30",
        "betrokken-werknemers-lid-1-punt-1",
        "werknemers die een arbeidsovereenkomst hebben",
    ),
    ("imw-update-2023-05-30", "afgeschafte-maatregelen-punt-2-punt-3", "Specifiek voor werkgevers die"),
    ("imw-update-2023-05-30", "loonpremie-rij-2", "Loonpremie | 40% geplafonneerd referteloon"),
    ("imw-update-2023-05-30", "begeleidingspremie-rij-3", "Hoge begeleidingspremie | 2480 euro per kwartaal"),
    ("begeleid-werken-methodiek", "verzekering-lid-3-punt-3-punt-2", "2° de burgerlijke aansprakelijkheid;"),
]


@pytest.mark.parametrize(("name", "locator", "words"), REAL)
def test_real_places_stand_where_people_cite_them(
    corpus: Corpus, name: str, locator: str, words: str
) -> None:
    assert corpus.provision(f"{name}#{locator}").text.startswith(words)


def test_real_documents_are_sound(corpus: Corpus) -> None:
    assert corpus.problems == ()
    for doc in corpus.documents.values():
        assert_sound(doc)


def test_real_documents_lose_no_word(corpus: Corpus) -> None:
    for doc in corpus.documents.values():
        covered = bytearray(len(doc.text))
        for p in doc.provisions:
            if p.is_leaf:
                covered[p.start : p.end] = b"\1" * (p.end - p.start)
        at = 0
        for line in doc.text.split("\n"):
            lost = {c for i, c in enumerate(line, at) if not covered[i] and not c.isspace()}
            assert line.startswith("#") or lost <= set("|-"), line
            at += len(line) + 1


@pytest.mark.parametrize(
    ("place", "label"),
    [
        ("gr-2026-00367-overeenkomst#art-5-lid-1-punt-1", "artikel 5, lid 1, punt 1"),
        ("mb-2019-01-10#bijlage-3-punt-12", "bijlage 3, 12°"),
        ("mb-2019-01-10#art-7-par-2-punt-1-letter-b-punt-2", "artikel 7, § 2, 1°, b), 2)"),
        ("mb-2019-01-10#art-7-par-2-lid-1", "artikel 7, § 2, inleidende zin"),
        ("imw-update-2023-05-30#loonpremie-rij-2", "Loonpremie, rij 2"),
        ("gent-vdab-2020-00300#duur", "Duur"),
        ("imw-update-2023-05-30#lid-4", "inleiding, lid 4"),
    ],
)
def test_labels_are_what_a_reader_would_say(corpus: Corpus, place: str, label: str) -> None:
    assert corpus.provision(place).label == label


def test_a_row_is_read_with_its_header(corpus: Corpus) -> None:
    row = corpus.provision("imw-update-2023-05-30#begeleidingspremie-rij-2")
    assert "1ste tot en met 5de kwartaal: 1930 euro per kwartaal; " in row.lead
    assert row.text.endswith("1030 euro per kwartaal")


def test_an_item_is_read_with_the_sentence_that_introduces_it(corpus: Corpus) -> None:
    item = corpus.provision("imw-update-2023-05-30#cumulverbod-punt-1")
    assert item.lead.endswith("niet combineren met:")


def test_breadcrumb_runs_from_the_document_to_the_nearest_heading(corpus: Corpus) -> None:
    item = corpus.provision("gr-2026-00367-overeenkomst#art-2-gekwalificeerd-begeleider-punt-1")
    assert item.breadcrumb == (
        "Modelovereenkomst",
        "Artikel 2 – Rollen en verantwoordelijkheden bij begeleiding individueel maatwerk",
        "Gekwalificeerd begeleider",
    )


@pytest.mark.parametrize("style", ["staatsblad", "codex"])
def test_a_pasted_decree_parses(style: str) -> None:
    doc = document((DATA / f"decreet-{style}.txt").read_text(encoding="utf-8"))
    assert_sound(doc)
    assert_ancestors_hold(doc)
    kinds = {p.locator: p.kind for p in doc.provisions}
    expected = {
        "hoofdstuk-1": ProvisionKind.CHAPTER,
        "art-1": ProvisionKind.ARTICLE,
        "art-2-lid-1-punt-1bis-letter-b-punt-2": ProvisionKind.POINT,
        "art-2-lid-1-punt-2": ProvisionKind.POINT,
        "art-2-lid-2": ProvisionKind.LID,
        "hoofdstuk-2-voorwaarden": ProvisionKind.SECTION,
        "art-3-par-1-punt-2-punt-2": ProvisionKind.POINT,
        "art-3-par-2-lid-2": ProvisionKind.LID,
        "art-3-par-3": ProvisionKind.PARAGRAPH,
        "hoofdstuk-2-voorwaarden-aanvraag": ProvisionKind.SECTION,
        "art-3.1": ProvisionKind.ARTICLE,
        "hoofdstuk-3": ProvisionKind.CHAPTER,
        "bijlage-1-punt-2": ProvisionKind.POINT,
        "bijlage-2-art-1": ProvisionKind.ARTICLE,
    }
    assert {place: kinds.get(place) for place in expected} == expected
    assert doc.provision("art-1").text == "Dit decreet regelt een gewestaangelegenheid."
    assert doc.provision("art-3.1").label == "artikel 3/1"
    assert doc.provision("art-3.1").parent == "hoofdstuk-2-voorwaarden-aanvraag"
    assert doc.provision("art-3-par-2-lid-2").text.startswith("Artikel 2 van het oude decreet")
    assert "--" not in "".join(kinds)


def test_both_styles_name_the_same_places() -> None:
    both = [
        document((DATA / f"decreet-{style}.txt").read_text(encoding="utf-8"))
        for style in ("staatsblad", "codex")
    ]
    names = [
        {p.locator for p in doc.provisions if p.locator.startswith("art-") and "noot" not in p.locator}
        for doc in both
    ]
    assert names[0] - names[1] == {"art-3-par-3-lid-1"}, "only the amendment note of the Staatsblad differs"
    assert names[1] <= names[0]


def test_the_amendment_note_is_no_lid() -> None:
    doc = document((DATA / "decreet-staatsblad.txt").read_text(encoding="utf-8"))
    assert doc.provision("art-3-par-3-noot-1").kind is ProvisionKind.NOTE
    assert doc.provision("art-3-par-3-lid-1").text == "[1 § 3. De erkenning kan worden ingetrokken.]1"


def test_articles_as_markdown_headings_lie_in_their_chapter() -> None:
    doc = document(
        "# T\n\n## Hoofdstuk 1. A\n\n## Art. 1.\n\nEen regel.\n\n## Hoofdstuk 2. B\n\n## Art. 2.\n\nNog een."
    )
    assert doc.provision("art-1").parent == "hoofdstuk-1"
    assert doc.provision("art-2").parent == "hoofdstuk-2"


def test_lines_like_headings_are_content_outside_laws() -> None:
    doc = document(
        "# T\n\n## Bijlagen\n\nBijlage 1: Analyse\n\nBijlage 2: Cijfers", kind="samenwerkingsovereenkomst"
    )
    assert doc.provision("bijlagen-lid-2").text == "Bijlage 2: Cijfers"


def test_repeated_headings_get_a_number_of_their_own() -> None:
    doc = document("# T\n\n## 5 Duur\n\nEen jaar.\n\n## 5 Duur\n\nTwee jaar.\n\nVerlengbaar.", kind="artikel")
    assert doc.provision("duur").text == "Een jaar."
    assert doc.provision("duur--2-lid-2").text == "Verlengbaar."


def test_bullets_count_on_over_the_lists_of_a_unit() -> None:
    doc = document(
        "# T\n\n## Lijst\n\nDit hoort erbij:\n\n- appel\n- peer\n\n| A |\n| --- |\n| x |\n\n- pruim",
        kind="artikel",
    )
    assert doc.provision("lijst-punt-3").text == "pruim"
    assert doc.provision("lijst-lid-1-punt-2").text == "peer"


def test_an_indented_line_continues_its_item() -> None:
    doc = document("# T\n\n## Lijst\n\nDit hoort erbij:\n\n- appel\n    met schil\n- peer", kind="artikel")
    assert doc.provision("lijst-punt-1").text == "appel\n    met schil"


def test_a_list_below_a_table_belongs_to_the_section() -> None:
    text = "# T\n\n## Lijst\n\nEen.\n\nTwee:\n\n| A |\n| --- |\n| x |\n\n- los"
    doc = document(text, kind="artikel")
    assert_sound(doc)
    assert doc.provision("lijst-punt-1").parent == "lijst"


@pytest.mark.parametrize(
    ("items", "locator", "words"),
    [
        ("- appel\n    - schil\n1. peer", "lijst-punt-1-punt-1--2", "1. peer"),
        ("1° appel;\n    1°bis peer;", "lijst-punt-1bis", "1°bis peer;"),
        ("1° appel:\na) rood;\nb) groen;\n2° peer.", "lijst-punt-1-letter-b", "b) groen;"),
        ("1° appel:\na) rood;\nb) groen;\n2° peer.", "lijst-punt-2", "2° peer."),
        ("  1° appel;\n2° peer;\n      3° pruim.", "lijst-punt-3", "3° pruim."),
    ],
)
def test_items_find_their_level_by_label_then_indentation(items: str, locator: str, words: str) -> None:
    doc = document(f"# T\n\n## Lijst\n\nDit hoort erbij:\n{items}", kind="artikel")
    assert doc.provision(locator).text == words


@pytest.mark.parametrize("separator", ["\x85", "\u2028", "\x0c", "\x1e"])
def test_only_a_line_feed_ends_a_line(separator: str) -> None:
    doc = document(f"# T\n\n## Duur\n\nEen jaar{separator}en een dag.", kind="artikel")
    assert doc.provision("duur").text == f"Een jaar{separator}en een dag."


def test_a_pasted_agreement_without_mark_up_parses() -> None:
    lines = [
        "Overeenkomst",
        "Tussen ons.",
        "Artikel 1 – Doel",
        "Samenwerken.",
        "Artikel 2 – Duur",
        "Een jaar.",
        "Soms twee.",
    ]
    text = "\n".join(lines)
    doc = document(text, kind="modelovereenkomst")
    assert doc.provision("art-1").text == "Samenwerken."
    assert doc.provision("art-2-lid-2").text == "Soms twee."
    assert doc.provision("art-2").breadcrumb[-1] == "Artikel 2 – Duur"


def test_empty_cells_do_not_move_a_row() -> None:
    doc = document(
        "# T\n\n## Tabel\n\n| A | B | C |\n| --- | --- | --- |\n| x | | z |\n| | | |\n| y | | |",
        kind="artikel",
    )
    assert doc.provision("tabel-rij-1").lead == "A: x; C: z"
    assert doc.provision("tabel-rij-2").text == "y"
    assert doc.provision("tabel-rij-0").text == "A | B | C"


def test_a_fact_and_its_source_are_one_provision() -> None:
    text = (
        "# Feiten\n\n## Zeker\n\nHet regent vaak.\n\nBron: de straat, 1 mei 2031. Zekerheid: middel.\n\n"
        "## Tabel\n\n| Wat | Zekerheid |\n| --- | --- |\n| zon | laag |\n| maan | hoog |"
    )
    doc = document(text, kind="feiten", authority="external")
    fact = doc.provision("zeker")
    assert fact.is_leaf
    assert fact.confidence is Confidence.MIDDEL
    assert fact.text.startswith("Het regent vaak.")
    assert fact.text.endswith("Zekerheid: middel.")
    assert [doc.provision(f"tabel-rij-{n}").confidence for n in (1, 2)] == [Confidence.LAAG, Confidence.HOOG]


def test_every_outside_fact_says_how_sure_it_is(corpus: Corpus) -> None:
    facts = corpus.documents["externe-feiten"]
    unsure = [
        p.locator for p in facts.provisions if "Zekerheid:" in p.text and p.is_leaf and p.confidence is None
    ]
    assert unsure == []
    assert sum(p.confidence is not None for p in facts.provisions) > 100


def test_scope_overrides_hold_for_a_place_and_all_below_it() -> None:
    text = "# T\n\n## Art. 1.\n\nEen:\n  1° dit;\n  2° dat.\n\n## Art. 10.\n\nAnders."
    doc = document(text, scope_overrides={"art-1": "collectief", "art-1-punt-2": "beleid-gent"})
    scopes = {p.locator: p.scope for p in doc.provisions}
    assert scopes["art-1-punt-1"] is Scope.COLLECTIEF
    assert scopes["art-1-punt-2"] is Scope.BELEID_GENT
    assert scopes["art-10"] is Scope.INDIVIDUEEL


@pytest.mark.parametrize("text", ["", " \n\xa0\n"])
def test_an_empty_document_is_refused_in_a_sentence(text: str) -> None:
    with pytest.raises(CorpusError, match=r"proef is empty.*proef\.md"):
        parse(entry(), text)
