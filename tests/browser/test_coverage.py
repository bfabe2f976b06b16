"""Coverage and Opportunities nearby in a real browser: by keyboard, wide and at 320 pixels."""

from collections.abc import Iterator
from pathlib import Path

import geopandas as gpd
import pytest
from playwright.sync_api import Page, expect
from shapely import box

from tests.browser.conftest import serving
from tests.browser.steps import map_of, settled, tab_to, take_picture
from tests.browser.test_access import fits, violations
from tests.town_files import at, write_town
from tests.town_register import TOWN_TABLES, score_by_hand, write_town_register
from transit.network.build import build_area
from transit.store.importing import import_files

pytestmark = pytest.mark.browser

SIZES = [(320, 800), (1280, 900)]


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the town's area, its scored register, and two wards."""
    folder = tmp_path_factory.mktemp("coverage")
    streets, feed = write_town(folder)
    build_area(osm=streets, gtfs=[feed], out=folder / "area", draw_map=False)
    files = write_town_register(folder / "files", TOWN_TABLES)
    assert import_files(folder / "register.sqlite", files, who="test").is_imported
    score_by_hand(folder / "register.sqlite")
    (south, west), (north, east), (_, middle) = at(-500, -500), at(2_000, 2_000), at(0, 0)
    gpd.GeoDataFrame(
        {"code": ["E05000001", "E05000002"], "name": ["West", "East"]},
        geometry=[box(west, south, middle, north), box(middle, south, east, north)],
        crs="EPSG:4326",
    ).to_file(folder / "wards.geojson")
    return folder


@pytest.fixture(scope="module")
def address(town: Path, chromium: str) -> Iterator[str]:
    """Return a dashboard over the town."""
    del chromium
    with serving(town / "area", town / "register.sqlite") as found:
        yield found


def looked_at(page: Page, pictures: Path, name: str) -> None:
    """Hold a page against WCAG in every size, and take its picture."""
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        page.wait_for_timeout(900)
        take_picture(page, pictures / f"{name}-{width}.png", full_page=True)
        assert fits(page)
        assert violations(page) == []


def test_coverage_by_ward_with_the_keyboard(
    page: Page, address: str, town: Path, pictures: Path
) -> None:
    """Give the wards, compare, choose an hour; map and tables tell of no small group."""
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(f"{address}/coverage")
    expect(page.get_by_role("heading", level=1, name="Coverage")).to_be_visible(timeout=60_000)
    expect(page.get_by_role("heading", name="Take these figures along")).to_be_visible(
        timeout=60_000
    )
    settled(page)
    more = page.get_by_text("Areas and deprivation")
    tab_to(page, page.locator("summary", has=more))
    page.keyboard.press("Enter")
    page.locator("input[type=file]").first.set_input_files(town / "wards.geojson")
    expect(page.get_by_text("Places reached, by area").first).to_be_visible(timeout=60_000)
    settled(page)
    tab_to(page, page.get_by_role("switch", name="Compare with somebody"))
    page.keyboard.press("Space")
    settled(page)
    map_of(page)
    assert page.locator("td", has_text="not told").count() >= 3
    looked_at(page, pictures, "coverage")


def test_what_one_person_reaches_with_the_keyboard(
    page: Page, address: str, pictures: Path
) -> None:
    """Choose somebody, read the list beside the map; nobody is in the address."""
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(f"{address}/nearby")
    heading = page.get_by_role("heading", level=1, name="Opportunities nearby")
    expect(heading).to_be_visible(timeout=60_000)
    settled(page)
    tab_to(page, page.get_by_role("combobox", name="Person (pseudonym)"))
    page.keyboard.type("P1")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Places that can be reached, by kind").first).to_be_visible(
        timeout=60_000
    )
    map_of(page)
    looked_at(page, pictures, "nearby")
    assert "P1" not in page.url
