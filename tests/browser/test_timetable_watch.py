"""Timetable watch in a real browser: with the keyboard alone, and in every size."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import serving
from tests.browser.steps import tab_to, take_picture, take_whole_picture
from tests.browser.test_access import fits, violations
from tests.watch.towns import PERSON, RUNS, STOPS, WEEK, Feed, register_of

pytestmark = pytest.mark.browser

SIZES = [(1280, 900), (320, 800)]


@pytest.fixture(scope="module")
def watched(tmp_path_factory: pytest.TempPathFactory, chromium: str) -> Iterator[tuple[str, Path]]:
    """Return a dashboard over a town whose bus 7 is now the 70, and the town before.

    Three people have a plan; the 70 leaves five minutes later, from a stop sixty metres on.
    """
    del chromium
    folder = tmp_path_factory.mktemp("watched")
    today = dt.date.today()
    first, last = today - dt.timedelta(days=14), today + dt.timedelta(days=42)
    calendar = {"week": f"{WEEK},{first:%Y%m%d},{last:%Y%m%d}"}
    before = Feed(calendar=calendar).area(folder / "before")
    people = [replace(PERSON, id=f"P{number}") for number in (1, 2, 3)]
    register = register_of(folder, before, people)
    stops = {**STOPS, "we": replace(STOPS["we"], x=210)}
    runs = [replace(run, route="70").later(300) for run in RUNS]
    Feed(calendar=calendar, stops=stops, runs=runs).area(folder / "now")
    with serving(folder / "now" / "area", register) as found:
        yield found, folder / "before" / "area"


def press(page: Page, name: str) -> None:
    """Tab to a button and press it."""
    tab_to(page, page.get_by_role("button", name=name, exact=True).first, most=150)
    page.keyboard.press("Enter")


def test_with_the_keyboard_alone(page: Page, watched: tuple[str, Path], pictures: Path) -> None:
    """Name the timetable before, look, open a plan, make the sheet and the new version."""
    address, before = watched
    page.goto(f"{address}/watch")
    # The first page of a server takes its time.
    title = page.get_by_role("heading", level=1, name="Timetable watch")
    expect(title).to_be_visible(timeout=60_000)
    tab_to(page, page.get_by_role("textbox", name="Folder of the area"))
    page.keyboard.type(str(before))
    press(page, "Look at all plans")
    expect(page.get_by_text("All 3 plans were looked at.")).to_be_visible(timeout=90_000)
    expect(page.get_by_role("cell", name="Has changed").first).to_be_visible()
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        page.wait_for_timeout(800)
        take_picture(page, pictures / f"watch-list-{width}.png", full_page=True)
        assert fits(page)
        assert violations(page) == []
    page.set_viewport_size({"width": 1280, "height": 900})
    press(page, "Open plan PL1 of P1")
    expect(page.get_by_role("heading", name="The best new version")).to_be_visible(timeout=30_000)
    expect(page.get_by_role("heading", level=1)).to_be_focused(timeout=30_000)
    page.wait_for_selector(".map[data-ready]", timeout=60_000)
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        page.wait_for_timeout(1500)
        take_picture(page, pictures / f"watch-plan-{width}.png", full_page=True)
        assert fits(page)
        assert violations(page) == []
    page.set_viewport_size({"width": 1280, "height": 900})
    take_whole_picture(page, pictures / "watch-plan-whole.png")
    press(page, "Make the sheet")
    expect(page.get_by_role("button", name="Download the sheet (PDF)")).to_be_visible(
        timeout=30_000
    )
    tab_to(page, page.get_by_role("textbox", name="Who makes it"), most=150)
    page.keyboard.type("trainer 7")
    press(page, "Make a new version")
    expect(page.get_by_text("PL1 has a new version: 2.")).to_be_visible(timeout=60_000)
    assert page.url == f"{address}/watch", "nothing about anybody in the address"
