"""Session times in a real browser: tried and read by keyboard alone, in every size."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import serving
from tests.browser.steps import settled, tab_to, take_picture, take_whole_picture
from tests.browser.test_access import fits, violations
from tests.browser.test_switch import open_page
from tests.town_files import write_town
from tests.town_register import write_town_register
from transit.network.build import build_area
from transit.store.importing import import_files

pytestmark = pytest.mark.browser

SIZES = [(1280, 900), (320, 800)]


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory, chromium: str) -> Iterator[str]:
    """Return a dashboard over the town's register."""
    del chromium
    folder = tmp_path_factory.mktemp("times")
    streets, feed = write_town(folder)
    area = build_area(osm=streets, gtfs=[feed], out=folder / "area", draw_map=False).folder
    register = folder / "register.sqlite"
    assert import_files(register, write_town_register(folder / "files"), who="test").is_imported
    with serving(area, register) as found:
        yield found


def test_session_times(page: Page, address: str, pictures: Path) -> None:
    """Try them, choose another place and try it, move a session; it fits, axe finds nothing."""
    open_page(page, address, "times", "Session times")
    expect(page.get_by_text("These times were not tried yet")).to_be_visible(timeout=30_000)
    tab_to(page, page.get_by_role("combobox", name="Place"))
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    settled(page)
    tab_to(page, page.get_by_role("button", name="Try all session times"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Best times")).to_be_visible(timeout=180_000)
    settled(page)
    expect(page.get_by_role("heading", name="Against today")).to_be_visible()
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        page.wait_for_timeout(800)
        take_picture(page, pictures / f"times-{width}.png", full_page=True)
        assert fits(page)
        assert violations(page) == []
    take_whole_picture(page, pictures / "times-whole.png")
    assert page.url == f"{address}/times", "nothing about anybody in the address"
