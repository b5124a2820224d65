"""Editing over HTTP: who may come in, what the forms refuse, and the proposals they make."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator
from datetime import date
from html import unescape
from pathlib import Path
from string import Formatter
from urllib.parse import unquote

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.runtime import Live
from api.service import Service
from api.settings import Settings, SettingsError
from api.web.edit.fiche_beside import AUDIENCES, RULES, fact_labels
from api.web.edit.fiche_form import form_of, read
from api.web.edit.overview import asked, fiche_rows, parameter_rows
from api.web.edit.told import problem_told, told
from api.web.texts import texts
from assistant.models import Language
from corpus.editing import _REASONS, EditError
from corpus.errors import CorpusError
from corpus.fiches import Fiche, Fiches, load_fiches
from corpus.models import Scope
from corpus.parameters import load_parameters
from corpus.proposals import fiche_problems
from corpus.tensions import load_tensions

LOCAL = ("127.0.0.1", 50_000)
CODE = "een-lange-toegangscode"
FICHE = "saldo-dekt-kosten"
PLACE = "gr-2026-00367-overeenkomst#art-8"
QUOTE = "Er wordt geen verplaatsingskost in rekening gebracht."
NEW = {
    "topic": "saldo",
    "title": "Rijdt de stad gratis?",
    "kind": "answer",
    "intent": "yes_no",
    "scope": "individueel",
    "polarity": "yes",
    "zin-0": "Ja: verplaatsing wordt niet aangerekend.",
    "zin-0-bron-0": PLACE,
    "zin-0-citaat-0": QUOTE,
}
VALUE = {
    "start": "01/01/2030",
    "value": "95,50",
    "confidence": "hoog",
    "reviewed": "2026-11-22",
    "reference": "Proef",
    "source-0": PLACE,
}
TARIFF = "/redactie/cijfers/tarief_gent.extra.uurtarief"


def opened(live: Live, tmp_path: Path, client: tuple[str, int] = LOCAL, **more: object) -> TestClient:
    settings = Settings.model_validate(
        {
            "writes_per_minute": 0,
            "reads_per_minute": 0,
            "editing": True,
            "index": tmp_path / "index",
            **more,
        }
    )
    app = create_app(Service(settings, live, build=False))
    return TestClient(app, base_url="http://localhost", client=client, follow_redirects=False)


@pytest.fixture
def editor(live: Live, tmp_path: Path) -> Iterator[TestClient]:
    with opened(live, tmp_path) as made:
        yield made


def test_there_is_nothing_to_see_unless_the_site_switches_it_on(live: Live, tmp_path: Path) -> None:
    with opened(live, tmp_path, editing=False) as client:
        assert client.get("/redactie").status_code == 404
        assert client.post("/redactie/fiche", data=NEW).status_code == 404
        assert "/redactie" not in client.get("/").text


@pytest.mark.parametrize(
    ("client", "more", "headers"),
    [
        (("10.0.0.7", 1), {}, {}),
        (LOCAL, {"allowed_hosts": "localhost,imw.voorbeeld.be"}, {}),
        (LOCAL, {}, {"x-forwarded-for": "10.0.0.7"}),
    ],
    ids=["from elsewhere", "known elsewhere", "through another server"],
)
def test_without_a_code_only_who_sits_at_this_computer_comes_in(
    live: Live, tmp_path: Path, client: tuple[str, int], more: dict[str, object], headers: dict[str, str]
) -> None:
    with opened(live, tmp_path, client, **more) as away:
        assert away.get("/redactie", headers=headers).status_code == 403
        assert away.post("/redactie/fiche", data=NEW, headers=headers).status_code == 403
    assert not (tmp_path / "proposals").exists()


def test_a_code_is_asked_of_everybody_and_opens_everywhere(live: Live, tmp_path: Path) -> None:
    with opened(live, tmp_path, ("10.0.0.7", 1), edit_token=CODE) as client:
        refused = client.get("/redactie")
        assert refused.status_code == 401
        assert refused.headers["www-authenticate"].startswith("Basic")
        for given, status in ((CODE, 200), (f"{CODE}x", 401), ("", 401)):
            answer = client.get("/redactie", auth=("ann", given))
            assert answer.status_code == status
        odd = base64.b64encode(b"\xff\xfe").decode()
        for header in (f"Basic {odd}", "Basic ???", "Bearer x", ""):
            assert client.get("/redactie", headers={"authorization": header}).status_code == 401
        assert CODE not in client.get("/redactie", auth=("ann", CODE)).text


def test_a_short_code_is_refused_and_never_repeated() -> None:
    with pytest.raises(SettingsError) as error:
        Settings.from_environment({"IMW_EDIT_TOKEN": "geheim"})
    assert "geheim" not in str(error.value)
    assert CODE not in repr(Settings.model_validate({"edit_token": CODE}))


@pytest.mark.parametrize(
    "headers", [{"sec-fetch-site": "cross-site"}, {"origin": "http://elders.be"}, {"origin": "null"}]
)
def test_a_form_of_another_site_is_refused(editor: TestClient, headers: dict[str, str]) -> None:
    assert editor.post("/redactie/fiche", data=NEW | {"doe": "bewaar"}, headers=headers).status_code == 403


def test_the_list_can_be_searched_and_shows_what_is_past_review() -> None:
    fiches = load_fiches()
    rows = fiche_rows(fiches, date(2026, 11, 22))
    assert sum(map(len, rows.values())) == len(fiches.fiches)
    assert not any(row.past for of in rows.values() for row in of)
    late = fiche_rows(fiches, date(2028, 1, 1), topic="saldo", only="past")
    assert list(late) == ["saldo"]
    assert all(row.past for row in late["saldo"])
    found = fiche_rows(fiches, date(2026, 11, 22), wanted="dekt BEGELEIDINGSPREMIE")
    assert any(row.fiche.id == FICHE for row in found["saldo"])
    assert fiche_rows(fiches, date(2026, 11, 22), wanted="zzqq") == {}
    figures = parameter_rows(load_parameters(), date(2028, 1, 1))
    assert {row.name for row in figures} <= set(load_parameters().names())
    assert all(row.past for row in figures)


def test_pages_are_there(editor: TestClient) -> None:
    for path in ("/redactie?zoek=premie&enkel=past", "/redactie/cijfers", "/redactie/vragen", TARIFF):
        assert editor.get(path).status_code == 200
    page = editor.get(f"/redactie/fiche/{FICHE}")
    assert page.status_code == 200
    assert page.headers["cache-control"] == "no-store"
    assert "<mark>" in page.text
    for path in ("/redactie/fiche/niets", "/redactie/cijfers/niets", "/redactie/voorstellen/..%2fx.diff"):
        assert editor.get(path).status_code == 404


def test_every_fiche_comes_out_of_its_form_as_it_went_in(live: Live) -> None:
    fiches, words = load_fiches(), texts()["edit"]["errors"]
    names = frozenset(live.parameters.names())
    for fiche in fiches.fiches.values():
        form = form_of(fiche, fiches.topics[fiche.id])
        form, made = read(form, fiches, live.corpus, names, words, fiche.reviewed_on)
        assert made == fiche, form.wrong


@pytest.mark.parametrize(
    ("change", "field", "key"),
    [
        ({"title": ""}, "title", "required"),
        ({"polarity": ""}, "polarity", "polarity"),
        ({"intent": "raden"}, "intent", "choose"),
        ({"topic": "elders"}, "topic", "choose"),
        ({"id": "iets-anders"}, "id", "id"),
        ({"id": FICHE}, "id", "taken"),
        ({"zin-0": "Ja: {bestaat.niet}."}, "zin-0", "placeholder"),
        ({"zin-0": "Ja: {"}, "zin-0", "braces"),
        ({"zin-0-bron-0": "", "zin-0-citaat-0": ""}, "zin-0", "uncited"),
        ({"zin-0-bron-0": "geen#plaats"}, "zin-0-bron-0", "provision"),
        ({"zin-0-citaat-0": "Dit staat er niet."}, "zin-0-citaat-0", "quote_absent"),
        ({"zin-0-citaat-0": "e" * 301}, "zin-0-citaat-0", "quote_length"),
        ({"zin-0-citaat-0": "er "}, "zin-0-citaat-0", "quote_length"),
        ({"vraag-0": "x" * 9, "vraag-0-stijl": "raar", "vraag-0-taal": "nl"}, "vraag-0", "choose"),
        (
            {"kind": "gap", "zin-0": "Het kost 5 euro.", "zin-0-bron-0": "", "zin-0-citaat-0": ""},
            "zin-0",
            "figure",
        ),
    ],
)
def test_what_is_wrong_stands_beside_its_field_and_nothing_typed_is_lost(
    editor: TestClient, change: dict[str, str], field: str, key: str
) -> None:
    page = editor.post("/redactie/fiche", data=NEW | change | {"doe": "bewaar"})
    assert page.status_code == 422
    shown = re.search(rf'id="{field}-fout">(?:<span.*?</span>)?(.*?)</p>', page.text)
    assert shown, unescape(page.text)[:2000]
    start = re.split(r"\{|e\.g\.", texts()["edit"]["errors"][key])[0]
    assert unescape(shown[1]).startswith(start)
    assert f"{(NEW | change)['zin-0']}</textarea>" in unescape(page.text)


def test_a_way_of_asking_for_another_fiche_is_refused(editor: TestClient) -> None:
    taken = load_fiches().phrases["tarief-gent-basispakket"][0][1].text
    way = {"vraag-0": taken.upper(), "vraag-0-stijl": "lay", "vraag-0-taal": "nl", "vraag-0-zegt": ""}
    page = editor.post("/redactie/fiche", data=NEW | way)
    assert page.status_code == 422
    assert "tarief-gent-basispakket" in page.text


def test_buttons_add_and_take_away_places(editor: TestClient) -> None:
    def after(button: str, **more: str) -> str:
        page = editor.post("/redactie/fiche", data=NEW | more | {"doe": button})
        assert page.status_code == 200
        return page.text

    assert 'name="zin-1"' in after("zinerbij")
    assert 'name="zin-0-bron-1"' in after("bronerbij-0")
    assert 'name="zin-0-bron-0"' not in after("bronweg-0-0")
    assert 'name="vraag-0"' in after("vraagerbij")
    assert f'value="{PLACE}"' in after(f"neem-0@{PLACE}", **{"zin-0-bron-0": "", "zin-0-citaat-0": ""})
    assert 'name="zin-0"' in after("zinweg-0")
    for odd in ("zinweg-99", "neem-7@x", "bronweg-0-99", "onzin", "neem-0@" + "x" * 500):
        after(odd)
    assert "neem-0@" in after("zoeken", zoek="verplaatsingskosten")


def test_the_preview_is_the_answer_with_the_checks(editor: TestClient) -> None:
    page = unescape(editor.post("/redactie/fiche", data=NEW).text)
    assert "verplaatsing wordt niet aangerekend" in page.split('id="voorbeeld"')[1].split("<form")[0]
    assert texts()["edit"]["check_clean"] in page
    assert "1 zinnen moet iemand anders" in page
    wrong = NEW | {"zin-0": "Ja: dat kost 77 euro."}
    page = unescape(editor.post("/redactie/fiche", data=wrong).text)
    assert texts()["edit"]["dropped"] in page


def test_a_fiche_becomes_a_proposal_and_nothing_else_changes(editor: TestClient, tmp_path: Path) -> None:
    way = {"vraag-0": "is dat vervoer gratis bij Gent?", "vraag-0-stijl": "lay", "vraag-0-taal": "nl"}
    done = editor.post("/redactie/fiche", data=NEW | way | {"doe": "bewaar", "vraag-0-zegt": "yes"})
    assert done.status_code == 303
    name = unquote(done.headers["location"]).rsplit("/", 1)[1]
    assert name.endswith("-fiche-saldo-rijdt-stad-gratis.diff")
    patch = (tmp_path / "proposals" / name).read_text(encoding="utf-8")
    assert "+- id: saldo-rijdt-stad-gratis\n" in patch
    assert "+saldo-rijdt-stad-gratis\tlay\tnl\t\tis dat vervoer gratis bij Gent?\n" in patch
    assert patch.count("diff --git ") == 3
    page = editor.get(done.headers["location"])
    assert "git apply" in page.text
    file = editor.get(f"{done.headers['location']}?bestand")
    assert file.text == patch
    assert "attachment" in file.headers["content-disposition"]
    assert name in editor.get("/redactie/voorstellen").text
    assert "saldo-rijdt-stad-gratis" not in load_fiches().fiches
    assert "Rijdt de stad gratis?" not in editor.get("/redactie?onderwerp=saldo").text


def test_a_fiche_that_is_not_changed_makes_no_proposal(editor: TestClient) -> None:
    """The page itself, sent back as a browser does."""
    page = editor.get(f"/redactie/fiche/{FICHE}").text
    sent = form_fields(page)
    reviewed = load_fiches().fiches[FICHE].reviewed_on
    editor.app.state.service.today = lambda: reviewed  # type: ignore[attr-defined]
    done = editor.post("/redactie/fiche", data=sent | {"doe": "bewaar"})
    assert done.status_code == 422
    assert texts()["edit"]["errors"]["nothing"] in done.text


def test_a_value_shows_what_it_changes_and_becomes_a_proposal(editor: TestClient, tmp_path: Path) -> None:
    page = unescape(editor.post(TARIFF, data=VALUE).text)
    assert "95,50 euro" in page
    assert texts()["edit"]["not_held"] in page, "the quotes of the fiches still hold the old figure"
    done = editor.post(TARIFF, data=VALUE | {"doe": "bewaar"})
    assert done.status_code == 303
    [kept] = (tmp_path / "proposals").iterdir()
    patch = kept.read_text(encoding="utf-8")
    assert "+      2030-01-01: {value: 95.50, metadata: {" in patch
    assert not re.search(r"^-[^-]", patch, re.MULTILINE)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"start": "2026-04-21"}, "start"),
        ({"start": "morgen"}, "start"),
        ({"value": ""}, "value"),
        ({"unknown": "1"}, "value"),
        ({"value": "veel"}, "value"),
        ({"reference": ""}, "reference"),
        ({"source-0": ""}, "source-0"),
        ({"source-0": "geen#plaats"}, "source-0"),
        ({"confidence": "zeker"}, "confidence"),
    ],
)
def test_a_value_that_cannot_be_is_refused_beside_its_field(
    editor: TestClient, tmp_path: Path, change: dict[str, str], field: str
) -> None:
    page = editor.post(TARIFF, data=VALUE | change | {"doe": "bewaar"})
    assert page.status_code == 422
    assert f'id="{field}-fout"' in page.text
    assert not (tmp_path / "proposals").exists()


def test_questions_without_an_answer_are_grouped_and_lead_to_a_fiche(editor: TestClient) -> None:
    for question in (
        "Wat kost een trouwfeest in Brugge?",
        "wat kost een trouwfeest in brugge",
        "Wie wint de koers?",
    ):
        editor.post("/api/v1/chat", json={"question": question})
    page = unescape(editor.get("/redactie/vragen").text)
    assert "Wie wint de koers?" in page
    assert "2 keer" in page
    link = re.search(r'href="(/redactie/fiche\?van=[^"]+)"', page)
    assert link
    form = unescape(editor.get(link[1]).text)
    assert "trouwfeest in" in form.split('name="title"')[1][:200]
    assert 'name="vraag-0"' in form
    assert editor.get("/redactie/fiche?van=bestaatniet").status_code == 200
    assert asked(()) == []


RULED = NEW | {"zin-0-bron-0": "", "zin-0-citaat-0": "", "intent": "amount", "polarity": "", "rule": "saldo"}


class TestBesideTheAnswer:
    """For whom a fiche is, its rule, what it asks for, and what it leads to."""

    def test_it_all_goes_into_the_proposal(self, editor: TestClient, tmp_path: Path) -> None:
        beside = {
            "publiek-werkgever": "1",
            "publiek-stad": "1",
            "rule": "saldo",
            "gegeven-0": "need_years",
            "gegeven-1": "level",
            "verwant-0": FICHE,
            "opmerking-0": "t-1",
            "scope": "collectief",
        }
        done = editor.post("/redactie/fiche", data=NEW | beside | {"doe": "bewaar"})
        assert done.status_code == 303, unescape(done.text)[:3000]
        [kept] = (tmp_path / "proposals").iterdir()
        patch = kept.read_text(encoding="utf-8")
        for line in (
            "scope: collectief",
            "audience: [werkgever, stad]",
            "rule: saldo",
            "needs: [need_years, level]",
            f"related: [{FICHE}]",
            "tensions: [t-1]",
        ):
            assert re.search(rf"^\+ +{re.escape(line)}$", patch, re.MULTILINE), line

    def test_a_fiche_of_today_changes_only_where_it_is_changed(
        self, editor: TestClient, tmp_path: Path
    ) -> None:
        fiche = next(f for f in load_fiches().fiches.values() if f.rule and len(f.needs) > 1 and f.related)
        editor.app.state.service.today = lambda: fiche.reviewed_on  # type: ignore[attr-defined]
        fields = form_fields(editor.get(f"/redactie/fiche/{fiche.id}").text)
        moved = form_fields(editor.post("/redactie/fiche", data=fields | {"doe": "gegevenhoger-1"}).text)
        done = editor.post("/redactie/fiche", data=moved | {"doe": "bewaar"})
        assert done.status_code == 303
        [kept] = (tmp_path / "proposals").iterdir()
        patch = kept.read_text(encoding="utf-8")
        swapped = [fiche.needs[1], fiche.needs[0], *fiche.needs[2:]]
        assert f"+  needs: [{', '.join(swapped)}]" in patch
        assert len(re.findall(r"^[-+](?![-+])", patch, re.MULTILINE)) == 2

    def test_with_a_rule_a_sentence_needs_no_quote(self, editor: TestClient) -> None:
        assert editor.post("/redactie/fiche", data=RULED).status_code == 200
        without = editor.post("/redactie/fiche", data=RULED | {"rule": ""})
        assert without.status_code == 422
        assert texts()["edit"]["errors"]["uncited"] in without.text

    @pytest.mark.parametrize(
        ("change", "field", "said"),
        [
            ({"rule": "gokken"}, "rule", "Kies"),
            ({"gegeven-0": "schoenmaat"}, "gegeven", "schoenmaat"),
            ({"verwant-0": "bestaat-niet"}, "zoek-verwant", "bestaat-niet"),
            ({"opmerking-0": "t-9999"}, "zoek-opmerking", "t-9999"),
            (
                {f"gegeven-{n}": name for n, name in enumerate(list(fact_labels())[:9])},
                "gegeven",
                "hoogstens 8",
            ),
        ],
    )
    def test_what_cannot_be_is_said_beside_its_field(
        self, editor: TestClient, change: dict[str, str], field: str, said: str
    ) -> None:
        page = editor.post("/redactie/fiche", data=NEW | change | {"doe": "bewaar"})
        assert page.status_code == 422
        shown = re.search(rf'id="{field}-fout">(?:<span.*?</span>)?(.*?)</p>', page.text)
        assert shown
        assert said in unescape(shown[1])
        assert re.search(rf'id="{field}"[^>]* aria-describedby="{field}-fout"', page.text)

    def test_lists_are_filled_with_buttons(self, editor: TestClient) -> None:
        def after(button: str, **more: str) -> dict[str, str]:
            page = editor.post("/redactie/fiche", data=NEW | more | {"doe": button})
            assert page.status_code == 200
            return form_fields(page.text)

        assert after("gegevenerbij", gegeven="level")["gegeven-0"] == "level"
        two = {"gegeven-0": "level", "gegeven-1": "need_years"}
        assert after("gegevenhoger-1", **two)["gegeven-0"] == "need_years"
        assert "gegeven-1" not in after("gegevenweg-0", **two)
        assert after(f"verwanterbij@{FICHE}")["verwant-0"] == FICHE
        assert "verwant-0" not in after("verwantweg-0", **{"verwant-0": FICHE})
        assert after("opmerkingerbij@t-1")["opmerking-0"] == "t-1"
        for odd in ("gegevenhoger-0", "gegevenhoger-99", "gegevenweg-7", "verwanterbij", "opmerkingweg-3"):
            assert after(odd, **two)["gegeven-0"] == "level"

    def test_fiches_and_remarks_are_found_by_their_words(self, editor: TestClient) -> None:
        page = unescape(
            editor.post("/redactie/fiche", data=NEW | {"zoek-verwant": "dekt", "doe": "zoekverwant"}).text
        )
        assert f'value="verwanterbij@{FICHE}"' in page
        page = editor.post("/redactie/fiche", data=NEW | {"zoek-opmerking": "uurtarief", "doe": "x"}).text
        assert 'value="opmerkingerbij@t-1"' in page
        nothing = editor.post("/redactie/fiche", data=NEW | {"zoek-verwant": "zzqq", "doe": "x"}).text
        assert texts()["edit"]["nothing_more"] in nothing

    def test_the_remarks_at_the_cited_places_are_offered(self, editor: TestClient) -> None:
        place = load_tensions()["t-1"].provisions[0]
        page = editor.post("/redactie/fiche", data=NEW | {"zin-0-bron-0": place, "doe": "x"}).text
        assert 'value="opmerkingerbij@t-1"' in page

    def test_the_facts_of_the_rule_stand_first(self, editor: TestClient) -> None:
        page = editor.post("/redactie/fiche", data=RULED).text
        first = page.split("<optgroup")[1]
        assert texts()["edit"]["facts_own"] in first
        assert 'value="level"' in first
        assert 'value="residence"' not in first

    @pytest.mark.parametrize("language", list(Language))
    def test_every_choice_has_words(self, language: Language) -> None:
        words = texts(language)["edit"]
        assert set(words["rules"]) == set(RULES)
        assert set(words["audiences"]) == set(AUDIENCES)
        assert set(words["scopes"]) == set(Scope)


class TestWhatTheCorpusSays:
    """The messages of the corpus, in the words of the interface."""

    @pytest.mark.parametrize("language", list(Language))
    def test_every_reason_has_words_with_the_same_places(self, language: Language) -> None:
        reasons = texts(language)["edit"]["errors"]["reasons"]
        assert set(reasons) == set(_REASONS)
        for reason, english in _REASONS.items():
            holes = {name: "x" for _, name, _, _ in Formatter().parse(english) if name}
            assert reasons[reason].format_map(holes) == told(EditError(reason, **holes), {"reasons": reasons})

    def test_what_the_check_can_say_of_a_fiche_is_said_in_dutch(self, live: Live) -> None:
        words = texts()["edit"]["errors"]
        support = {"provision": PLACE, "quote": QUOTE}
        broken = Fiche.model_validate(
            {
                "id": "proef",
                "title": "Proef?",
                "intent": "who",
                "related": ["weg"],
                "reviewed_on": "2026-11-22",
                "answer": [
                    {"text": "a", "citations": [support | {"provision": "geen#plaats"}]},
                    {"text": "b", "citations": [support | {"quote": "staat er niet"}]},
                    {"text": "{geen.cijfer}", "citations": [support]},
                    {"text": "c"},
                ],
            }
        )
        said, _ = fiche_problems(broken, Fiches({"proef": broken}, {}, {}), live.corpus, frozenset())
        shown = [problem_told(text, words) for text in said]
        assert len(shown) == 5
        for piece in ("geen#plaats", "0 keer", "geen.cijfer", "geen citaat", "weg"):
            assert any(piece in text for text in shown), piece
        assert words["check_other"] not in shown
        assert problem_told("Something new.", words) == words["check_other"]

    def test_an_error_of_the_files_is_told_without_its_english(
        self, editor: TestClient, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        for error, said in (
            (EditError("no_topic", topic="saldo", folder="x"), "Er is geen bestand voor het onderwerp saldo"),
            (CorpusError("saldo.yaml does not fit the schema"), "Vraag wie de assistent beheert"),
        ):

            def refuse(*_: object, error: CorpusError = error) -> None:
                raise error

            monkeypatch.setattr("api.web.edit.desk.propose", refuse)
            page = editor.post(
                "/redactie/fiche", data=NEW | {"doe": "bewaar"}, headers={"accept": "text/html"}
            )
            assert page.status_code == 422
            assert said in unescape(page.text)
            assert "schema" not in page.text


def form_fields(page: str) -> dict[str, str]:
    """The fields of the form on a page, as a browser sends them without a button."""
    inputs = re.findall(r'<input[^>]* name="([^"]+)"[^>]* value="([^"]*)"([^>]*)>', page)
    ticks = set(re.findall(r'<input type="checkbox" name="([^"]+)"', page))
    sent = {n: unescape(v) for n, v, more in inputs if n not in ticks or "checked" in more}
    sent |= {
        n: unescape(v)
        for n, v in re.findall(r'<textarea[^>]* name="([^"]+)"[^>]*>(.*?)</textarea>', page, re.DOTALL)
    }
    for name, options in re.findall(r'<select[^>]* name="([^"]+)"[^>]*>(.*?)</select>', page, re.DOTALL):
        chosen = re.search(r'value="([^"]*)" selected', options)
        sent[name] = chosen[1] if chosen else ""
    return sent
