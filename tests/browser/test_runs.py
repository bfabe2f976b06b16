"""The page Runs in a real browser: with the keyboard alone, and in every size."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import serving
from tests.browser.steps import tab_to, take_picture
from tests.browser.test_access import fits, violations
from tests.fleet.town import write_fleet_town

pytestmark = pytest.mark.browser

SIZES = [(1280, 900), (320, 800)]


@pytest.fixture(scope="module")
def riding(tmp_path_factory: pytest.TempPathFactory, chromium: str) -> Iterator[str]:
    """Return a dashboard over a town with a van and a run of today, and no plan yet."""
    del chromium
    area, register = write_fleet_town(tmp_path_factory.mktemp("riding"))
    with serving(area, register) as found:
        yield found


def press(page: Page, name: str) -> None:
    """Tab to a button and press it."""
    tab_to(page, page.get_by_role("button", name=name, exact=True).first, most=150)
    page.keyboard.press("Enter")


def test_with_the_keyboard_alone(page: Page, riding: str, pictures: Path) -> None:
    """Cost today's runs, choose the late one, lock it, and see what moving its rider costs."""
    page.goto(f"{riding}/runs")
    # The first page of a server takes its time.
    title = page.get_by_role("heading", level=1, name="Runs")
    expect(title).to_be_visible(timeout=60_000)
    expect(page.get_by_text("No runs were worked out yet.")).to_be_visible(timeout=60_000)
    take_picture(page, pictures / "runs-none.png", full_page=True)
    assert violations(page) == []
    tab_to(page, page.get_by_role("radio", name="Plan anew"))
    page.keyboard.press("ArrowDown")
    press(page, "Work out the runs")
    expect(page.get_by_text("kept as plan 1")).to_be_visible(timeout=90_000)
    expect(page.get_by_text("set down 20 minutes too late").first).to_be_visible()
    tab_to(page, page.get_by_role("combobox", name="Run"), most=150)
    page.keyboard.type("A:")
    page.keyboard.press("Enter")
    expect(page.get_by_role("region", name="Stops of run A")).to_be_visible(timeout=30_000)
    page.wait_for_selector(".map[data-ready]", timeout=60_000)
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        page.wait_for_timeout(1500)
        take_picture(page, pictures / f"runs-{width}.png", full_page=True)
        assert fits(page)
        assert violations(page) == []
    page.set_viewport_size({"width": 1280, "height": 900})
    press(page, "Lock run A")
    expect(page.get_by_role("button", name="Free run A again")).to_be_visible(timeout=30_000)
    press(page, "What would it cost?")
    expect(page.get_by_text("The check accepts it.")).to_be_visible(timeout=30_000)
    press(page, "Keep this change")
    shown = page.get_by_role("combobox", name="Plan", exact=True)
    expect(shown).to_have_value(re.compile("Changed by hand"), timeout=30_000)
    press(page, "Go back to plan 1")
    expect(shown).to_have_value(re.compile("Today's runs"), timeout=30_000)
    assert page.url == f"{riding}/runs", "nothing about anybody in the address"
