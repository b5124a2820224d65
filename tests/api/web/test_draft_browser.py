"""Drafting in a real browser: the way from an e-mail to a file, and names that never leave it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.api.drafting.documents import docx_lines, office_lines
from tests.api.web.conftest import DARK, DESKTOP, NO_SCRIPT, PHONE

pytestmark = pytest.mark.browser

EMAIL = "Beste, wat rekent Stad Gent aan per kwartaal? Komt er een verplaatsingskost bij? Groeten"
NAME = 'Lena "Proef" <Maes> & Co'


def _saved(page: Any, selector: str) -> bytes:
    with page.expect_download() as download:
        page.click(selector)
    return Path(download.value.path()).read_bytes()


@pytest.mark.parametrize("page", [DESKTOP, PHONE, DARK], indirect=True, ids=["desktop", "phone", "dark"])
def test_from_an_email_to_a_letter(page: Any, picture: Callable[[str], None]) -> None:
    page.goto("/opstellen")
    picture("draft")
    page.fill("#text", EMAIL)
    page.click("form:not(.export) button[type=submit]")
    page.wait_for_selector("#brief")
    assert page.locator(".found li").count() >= 2
    assert page.input_value("#brief").startswith("Geachte [naam],")
    assert page.input_value("#text") == EMAIL
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    picture("draft-letter")


@pytest.mark.parametrize("wanted", ["docx", "odt", "md", "txt"])
def test_names_are_put_in_the_file_and_never_sent(page: Any, wanted: str, tmp_path: Path) -> None:
    sent: list[str] = []
    page.on("request", lambda request: sent.append(f"{request.url} {request.post_data or ''}"))
    page.goto("/opstellen")
    page.fill("#text", EMAIL)
    page.click("form:not(.export) button[type=submit]")
    page.fill("[data-placeholder='[naam]']", NAME)
    page.fill("#brief", f"Eerst gewijzigd.\n\n{page.input_value('#brief')}")
    content = _saved(page, f"button[value={wanted}]")
    if wanted in {"docx", "odt"}:
        lines = office_lines(content, wanted, tmp_path)
    else:
        lines = [line for line in content.decode().splitlines() if line]
    assert lines[:2] == ["Eerst gewijzigd.", f"Geachte {NAME},"]
    assert any("[uw naam]" in line for line in lines), "a name that is not given stays a placeholder"
    assert sent
    assert not any("Proef" in request or "Maes" in request for request in sent)


@pytest.mark.parametrize("page", [DESKTOP], indirect=True, ids=["desktop"])
def test_the_agreement_is_filled_in_by_the_browser(page: Any, picture: Callable[[str], None]) -> None:
    sent: list[str] = []
    page.on("request", lambda request: sent.append(f"{request.url} {request.post_data or ''}"))
    page.goto("/opstellen/overeenkomst")
    page.fill("#kbo", "0207.451.228")
    page.fill("#medewerker", NAME)
    page.check("input[name=looptijd][value='5']")
    page.click("form.export button[type=submit]")
    page.wait_for_selector("#fouten")
    assert page.input_value("#medewerker") == NAME, "a mistake elsewhere loses no name"
    picture("draft-agreement")
    page.fill("#kbo", "0207.451.227")
    content = _saved(page, "form.export button[type=submit]")
    lines = docx_lines(content)
    assert "KBO nr.: BE 0207451227" in lines
    assert any(f"medewerker te voorzien: {NAME}. Deze persoon" in line for line in lines)
    assert any("... (naam en adres bedrijf)" in line for line in lines)
    page.wait_for_function("document.querySelector('.told').textContent.includes('Naam van de schepen')")
    assert not any("Proef" in request for request in sent)


@pytest.mark.parametrize("page", [NO_SCRIPT], indirect=True)
def test_without_script_the_file_has_placeholders(page: Any) -> None:
    page.goto("/opstellen")
    page.fill("#text", EMAIL)
    page.click("form:not(.export) button[type=submit]")
    assert not page.is_visible("[data-placeholder='[naam]']")
    assert b"Geachte [naam]," in _saved(page, "button[value=txt]")
    page.goto("/opstellen/overeenkomst")
    content = _saved(page, "form.export button[type=submit]")
    assert any("... (naam medewerker)" in line for line in docx_lines(content))
