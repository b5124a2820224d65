"""The first load of every page: HTML, style sheets, scripts and what these load in turn."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api.routes.pages.shell import EDITING, NAVIGATION
from api.runtime import Live
from api.web.paging import PAGE, sliced
from corpus.fiches import load_fiches
from corpus.load import load_corpus
from tests.api.web.test_edit import opened

MOST = 100_000
"""Bytes, not compressed."""
MOST_OF_A_FORM = 110_000
"""The same for the form of the longest fiche, every source of which stands in it: no first page."""
MOST_COMPRESSED = 35_000
"""Bytes when a server before this one compresses."""
OTHERS = (
    "/bereken/loonpremie?need_years=5&wage_cost=9000&decision=2026-01-01",
    "/bereken/saldo?need_years=5&level=hoog&agreement_start=2026-01-01&premium_start=2026-01-01",
    "/bronnen?q=premie",
    "/opstellen/overeenkomst",
    "/redactie?zoek=e",
    "/redactie?enkel=unread",
    "/redactie/fiche",
    "/redactie/cijfers",
    "/redactie/vragen",
    "/redactie/voorstellen",
    "/niets",
)


@pytest.fixture
def editor(live: Live, tmp_path: Path) -> Iterator[TestClient]:
    with opened(live, tmp_path) as made:
        made.headers["accept"] = "text/html"
        yield made


def loaded(client: TestClient, address: str) -> dict[str, bytes]:
    """Everything a browser fetches to show an address, by its address."""
    found: dict[str, bytes] = {}
    waiting = [address]
    while waiting:
        name = waiting.pop()
        if name in found:
            continue
        found[name] = client.get(name).content
        text = found[name].decode()
        if name == address:
            waiting += re.findall(r'(?:src|href)="(/static/[^"]+)"', text)
        elif name.endswith(".js"):
            waiting += [f"/static/{module}" for module in re.findall(r'from "\./([^"]+)"', text)]
    return found


def test_every_page_is_light(editor: TestClient) -> None:
    fiches = load_fiches()
    longest = max(
        fiches.fiches, key=lambda name: len(fiches.phrases[name]) + 10 * len(fiches.fiches[name].answer)
    )
    pages = [
        *(entry.path for entry in (*NAVIGATION, EDITING)),
        *OTHERS,
        *(f"/bronnen/{name}" for name in load_corpus().documents),
        *(f"/redactie?onderwerp={topic}" for topic in set(fiches.topics.values())),
        f"/redactie/fiche/{longest}",
    ]
    heavy = {}
    for page in pages:
        files = loaded(editor, page)
        assert any(name.endswith(".css") for name in files), page
        plain = sum(map(len, files.values()))
        compressed = sum(len(gzip.compress(content)) for content in files.values())
        if plain > (MOST_OF_A_FORM if page.endswith(longest) else MOST) or compressed > MOST_COMPRESSED:
            heavy[page] = (plain, compressed)
    assert heavy == {}


class TestPaging:
    @pytest.mark.parametrize(
        ("asked", "shown"),
        [("", [1, 2]), ("2", [3, 4]), ("3", [5]), ("9", [5]), ("0", [1, 2]), ("-1", [1, 2]), ("²", [1, 2])],
    )
    def test_a_page_of_a_list(self, asked: str, shown: list[int]) -> None:
        assert list(sliced([1, 2, 3, 4, 5], {PAGE: asked}, 2).items) == shown

    def test_the_rest_of_the_address_goes_along(self) -> None:
        part = sliced(range(9), {"zoek": "a b", "leeg": "", PAGE: "2"}, 3)
        assert (part.before, part.after) == ("?zoek=a+b&blz=1", "?zoek=a+b&blz=3")
        assert (part.total, part.number, part.last) == (9, 2, 3)
        assert sliced([], {}, 3).after == ""

    def test_all_fiches_are_on_some_page(self, editor: TestClient) -> None:
        found: set[str] = set()
        address = "/redactie?zoek=e"
        while address:
            page = editor.get(address).text
            found |= set(re.findall(r'href="/redactie/fiche/([^"]+)"', page))
            after = re.search(r'rel="next" href="([^"]+)"', page)
            address = f"/redactie{after[1].replace('&amp;', '&')}" if after else ""
        assert found == set(load_fiches().fiches)

    def test_every_topic_is_one_click_away(self, editor: TestClient) -> None:
        page = editor.get("/redactie").text
        topics = set(load_fiches().topics.values())
        assert set(re.findall(r'href="/redactie\?onderwerp=([^"]+)"', page)) == topics

    def test_many_proposals_are_read_a_page_at_a_time(self, editor: TestClient, tmp_path: Path) -> None:
        folder = tmp_path / "proposals"
        folder.mkdir()
        day = datetime(2026, 11, 22, tzinfo=UTC)
        for number in range(60):
            (folder / f"{day:%Y%m%d}-0000{number:02d}-fiche-x.diff").write_text("x")
        first = editor.get("/redactie/voorstellen").text
        second = editor.get(f"/redactie/voorstellen?{PAGE}=2").text
        assert (first.count("-fiche-x.diff<"), second.count("-fiche-x.diff<")) == (50, 10)
        assert "000059" in first, "the newest first"
