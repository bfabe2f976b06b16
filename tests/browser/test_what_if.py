"""The page What if in a real browser: a change asked for and tried by keyboard, in every size."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import serving
from tests.browser.steps import settled, tab_to, take_picture
from tests.browser.test_access import fits, violations
from tests.browser.test_switch import open_page
from tests.town_files import write_town
from tests.town_register import write_town_register
from transit.batch.score import score_register
from transit.network.build import build_area
from transit.store.importing import import_files

pytestmark = pytest.mark.browser

SIZES = [(1280, 2600), (320, 4400)]
"""Tall: the whole page is on the picture, and before axe."""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory, chromium: str) -> Iterator[str]:
    """Return a dashboard over the town, its register scored."""
    del chromium
    folder = tmp_path_factory.mktemp("what-if")
    streets, feed = write_town(folder)
    area = build_area(osm=streets, gtfs=[feed], out=folder / "area", draw_map=False).folder
    register = folder / "register.sqlite"
    assert import_files(register, write_town_register(folder / "files"), who="test").is_imported
    score_register(register, area)
    with serving(area, register) as found:
        yield found


def test_a_cut_is_tried_by_keyboard(page: Page, address: str, pictures: Path) -> None:
    """Chosen, listed, tried and told without a mouse; it fits, and axe finds nothing."""
    open_page(page, address, "what-if", "What if")
    route = page.get_by_label("Route", exact=True)
    expect(route).to_be_visible(timeout=30_000)
    settled(page)
    tab_to(page, route)
    page.keyboard.type("7")
    page.keyboard.press("Enter")
    begins = page.get_by_label("From (hours:minutes)")
    tab_to(page, begins)
    page.keyboard.type("10:00")
    put = page.get_by_role("button", name="Put it on the list")
    tab_to(page, put)
    page.keyboard.press("Enter")
    expect(page.get_by_text("Cut trips: route 7, from 10:00")).to_be_visible(timeout=30_000)
    settled(page)
    go = page.get_by_role("button", name="Try these changes")
    tab_to(page, go)
    page.keyboard.press("Enter")
    heading = page.get_by_role("heading", name="If these buses changed")
    expect(heading).to_be_visible(timeout=120_000)
    settled(page)
    for tab in ("Other buses", "More people"):
        chosen = page.get_by_role("tab", name=tab)
        if tab != "Other buses":
            page.get_by_role("tab", name="Other buses").focus()
            page.keyboard.press("ArrowRight")
            page.keyboard.press("Enter")
        expect(chosen).to_have_attribute("aria-selected", "true")
        settled(page)
        for width, height in SIZES:
            page.set_viewport_size({"width": width, "height": height})
            take_picture(page, pictures / f"what-if-{tab[:4]}-{width}.png", full_page=True)
            assert fits(page)
            assert violations(page) == []
        page.set_viewport_size({"width": 1280, "height": 900})
