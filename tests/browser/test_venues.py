"""Who can come, and Windows and venues, in a real browser: by keyboard, in every size."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import serving
from tests.browser.steps import tab_to, take_picture
from tests.browser.test_access import fits, violations
from tests.browser.test_switch import open_page
from tests.town_files import write_town
from tests.town_register import score_by_hand, write_town_register
from transit.network.build import build_area
from transit.store.importing import import_files

pytestmark = pytest.mark.browser

SIZES = [(1280, 2200), (320, 3400)]
"""Tall: the whole page is on the picture, and before axe."""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory, chromium: str) -> Iterator[str]:
    """Return a dashboard over the town with its verdicts."""
    del chromium
    folder = tmp_path_factory.mktemp("venues")
    streets, feed = write_town(folder)
    area = build_area(osm=streets, gtfs=[feed], out=folder / "area", draw_map=False).folder
    register = folder / "register.sqlite"
    assert import_files(register, write_town_register(folder / "files"), who="test").is_imported
    score_by_hand(register)
    with serving(area, register) as found:
        yield found


def test_who_can_come(page: Page, address: str, pictures: Path) -> None:
    """Counts are hidden, people shown when asked for by keyboard; it fits, axe finds nothing."""
    open_page(page, address, "come", "Who can come")
    expect(page.get_by_role("heading", name="How many could come")).to_be_visible(timeout=30_000)
    box = page.get_by_role("checkbox", name="Show people under their pseudonyms")
    tab_to(page, box)
    page.keyboard.press("Space")
    expect(page.get_by_text("P1", exact=True)).to_be_visible(timeout=30_000)
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        take_picture(page, pictures / f"come-{width}.png", full_page=True)
        assert fits(page)
        assert violations(page) == []


def test_what_if_a_venue_closed(page: Page, address: str, pictures: Path) -> None:
    """Asked and answered by keyboard alone; it fits, and axe finds nothing."""
    open_page(page, address, "venues", "Windows and venues")
    ask = page.get_by_role("button", name="Work it out")
    expect(ask).to_be_visible(timeout=30_000)
    tab_to(page, ask)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="If Garden closes")).to_be_visible(timeout=120_000)
    expect(page.get_by_text("Nothing there").first).to_be_visible()
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        take_picture(page, pictures / f"venues-{width}.png", full_page=True)
        assert fits(page)
        assert violations(page) == []
