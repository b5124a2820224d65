"""The words of the interface: the same in every language, and complete."""

from __future__ import annotations

from collections.abc import Iterator
from string import Formatter
from typing import Any

import pytest

from api.routes.pages.shell import NAVIGATION
from api.web.texts import texts
from assistant.models import Language
from tests.api.contract import Checked


def flat(node: Any, path: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(node, dict):
        for key, below in node.items():
            assert isinstance(key, str), f"{path}.{key} is not text: quote it in the file"
            yield from flat(below, f"{path}.{key}")
    elif isinstance(node, list):
        for place, below in enumerate(node):
            yield from flat(below, f"{path}.{place}")
    else:
        assert isinstance(node, str), f"{path} is not text"
        yield path, node


def holes(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("language", [Language.FR, Language.EN])
def test_every_language_has_the_same_keys_and_placeholders(language: Language) -> None:
    dutch, other = dict(flat(texts())), dict(flat(texts(language)))
    assert set(other) == set(dutch)
    for key, text in other.items():
        assert holes(text) == holes(dutch[key]), key
        assert bool(text) == bool(dutch[key]) or key == ".site.dutch_content", key


@pytest.mark.parametrize("language", list(Language))
def test_every_page_of_the_navigation_is_there_in_every_language(client: Checked, language: Language) -> None:
    for entry in NAVIGATION:
        page = client.get(entry.path, params={"taal": language.value})
        assert page.status_code == 200
        assert f'<html lang="{"nl-BE" if language is Language.NL else language.value}">' in page.text
        assert texts(language)["nav"][entry.key] in page.text
        assert page.text.count('aria-current="page"') >= 1


def test_a_chosen_language_stays_for_the_session_and_no_other_cookie_is_set(client: Checked) -> None:
    assert "set-cookie" not in client.get("/bereken").headers
    chosen = client.get("/bereken?taal=fr").headers["set-cookie"]
    assert chosen.startswith("taal=fr;")
    assert "HttpOnly" in chosen
    assert "expires" not in chosen.lower()
    assert "max-age" not in chosen.lower()
    assert '<html lang="fr">' in client.get("/bronnen").text
    assert '<html lang="nl-BE">' in client.get("/bronnen?taal=nl").text


def test_an_unknown_language_is_dutch(client: Checked) -> None:
    answer = client.get("/?taal=de")
    assert '<html lang="nl-BE">' in answer.text
    assert "set-cookie" not in answer.headers


def test_switching_language_keeps_what_was_filled_in(client: Checked) -> None:
    page = client.get("/bereken/loonpremie?need_years=5&wage_cost=9000").text
    assert 'href="/bereken/loonpremie?need_years=5&amp;wage_cost=9000&amp;taal=fr"' in page


def test_the_answer_to_a_posted_form_switches_to_the_start(client: Checked) -> None:
    page = client.post("/wissen", data={"conversation_id": ""}).text
    assert 'href="/?taal=fr"' in page


def test_the_footer_says_when_the_figures_were_checked(client: Checked) -> None:
    oldest = min(value.reviewed_on for value in client.app.state.service.live.parameters)  # type: ignore[attr-defined]
    from api.web.view import day

    assert day(oldest) in client.get("/").text
