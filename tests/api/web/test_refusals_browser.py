"""Refusals in a real browser: nothing typed is lost, and the way back works, with and without a script."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.api.web.conftest import DESKTOP, NO_SCRIPT, PHONE
from tests.api.web.test_accessibility import broken

pytestmark = pytest.mark.browser

LONG = "Dit is een heel lange e-mail. " * 2_300


@pytest.mark.parametrize("page", [NO_SCRIPT, DESKTOP], indirect=True, ids=["plain", "script"])
def test_what_was_too_long_can_be_shortened_and_sent(page: Any) -> None:
    page.goto("/opstellen")
    page.evaluate("document.querySelector('textarea').removeAttribute('maxlength')")
    page.fill("textarea[name=text]", LONG)
    with page.expect_navigation():
        page.click("main form button[type=submit]")
    assert page.is_visible("text=Dit is te lang")
    assert page.input_value("#getypt").strip() == LONG.strip()
    page.fill("#getypt", "Beste, wat rekent Stad Gent aan per kwartaal?")
    page.click(".refusal form button")
    page.wait_for_selector("#brief")


@pytest.mark.parametrize("page", [DESKTOP, PHONE], indirect=True, ids=["desktop", "phone"])
def test_pictures_of_refusals(page: Any, picture: Callable[[str], None]) -> None:
    page.goto("/niets")
    picture("refusal-404")
    assert broken(page) == []
    page.goto("/nota")
    picture("refusal-405")
    page.click(".ways a >> nth=-1")
    assert page.is_visible("#question")
