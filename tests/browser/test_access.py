"""Pages in every size against WCAG A and AA, with pictures for people to look at."""

import re
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.steps import (
    choose_person,
    map_of,
    open_plan,
    settled,
    tab_to,
    take_picture,
    take_whole_picture,
)
from transit.dashboard import page_list

pytestmark = pytest.mark.browser

RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]},
    # What passes is not described element by element: nobody reads it.
    "resultTypes": ["violations"],
}
WIDE, NARROW = (1280, 900), (400, 860)
ZOOMED = (320, 225)
"""A window of 1280 by 900 at 400 per cent."""
SIZES = (WIDE, NARROW, ZOOMED)

PAGES = {
    "journey": ("", "Find a journey"),
    "person": ("person", "Person"),
    "who": ("who", "Who could travel"),
    "import": ("import", "Import"),
    "data": ("data", "Data and updates"),
    "help": ("help", "Help"),
}


def violations(page: Page) -> list[str]:
    """Return what axe finds, in short."""
    found: list[dict[str, Any]] = Axe().run(page, options=RULES).response["violations"]
    return [
        f"{each['id']} ({each['impact']}): {node['html'][:160]}"
        for each in found
        for node in each["nodes"][:3]
    ]


def open_page(page: Page, address: str, name: str) -> None:
    """Open a page and wait until it stands."""
    path, title = PAGES[name]
    page.goto(f"{address}/{path}")
    expect(page.get_by_role("heading", level=1, name=title)).to_be_visible()
    expect(page).to_have_title(f"{title} – transit")
    expect(page.locator("footer")).to_be_visible()
    if name in ("journey", "who"):
        map_of(page)
    page.wait_for_timeout(1200)


def fits(page: Page) -> bool:
    """Whether the page needs no sideways scrolling."""
    wider = page.evaluate(
        "() => { const main = document.querySelector('.stMain');"
        " return main.scrollWidth - main.clientWidth; }"
    )
    return int(wider) <= 1


def header_scrolls_away(page: Page) -> bool:
    """Whether the header leaves the window to the page when it is scrolled, and comes back."""
    header = page.get_by_test_id("stHeader")
    page.locator("footer").scroll_into_view_if_needed()
    below = header.bounding_box()
    page.locator("h1").first.scroll_into_view_if_needed()
    page.locator(".stAppViewContainer").evaluate("element => element.scrollTo(0, 0)")
    above = header.bounding_box()
    return bool(below and above and below["y"] + below["height"] <= 0 and above["y"] == 0)


def look_in_every_size(page: Page, pictures: Path, name: str) -> None:
    """Wide, narrow and at 400 per cent: nothing to fault, nothing cut off, one picture each."""
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        page.wait_for_timeout(800)
        settled(page)
        take_whole_picture(page, pictures / f"{name}-{width}.png")
        assert fits(page), f"{name} at {width}"
        assert violations(page) == [], f"{name} at {width}"
    assert header_scrolls_away(page), f"{name}: a third of a low window is its header"
    page.set_viewport_size({"width": WIDE[0], "height": WIDE[1]})


@pytest.mark.parametrize("name", [name for name in PAGES if name != "data"])
def test_pages_in_every_size(page: Page, address: str, pictures: Path, name: str) -> None:
    """Each as it opens; the page of data where it is opened up, too."""
    open_page(page, address, name)
    look_in_every_size(page, pictures, name)


def test_every_page_is_in_the_menu_of_a_narrow_window(
    page: Page, address: str, pictures: Path
) -> None:
    """At 400 per cent the row of pages is a menu: opened, walked and used by keyboard."""
    page.set_viewport_size({"width": 320, "height": 640})
    open_page(page, address, "help")
    tab_to(page, page.get_by_test_id("stExpandSidebarButton").first)
    page.keyboard.press("Enter")
    menu = page.get_by_test_id("stSidebarNav")
    expect(menu.get_by_role("link")).to_have_count(sum(each.is_there for each in page_list.PAGES))
    page.wait_for_timeout(800)
    take_picture(page, pictures / "menu-320.png")
    assert violations(page) == []
    tab_to(page, menu.get_by_role("link", name="Import"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1, name="Import")).to_be_visible(timeout=30_000)


def test_pages_that_do_not_fit_are_behind_more(page: Page, address: str, pictures: Path) -> None:
    """Between a phone and a wide window some pages are behind a button; it has nothing to fault."""
    for width in (700, 1000):
        page.set_viewport_size({"width": width, "height": 800})
        open_page(page, address, "help")
        take_picture(page, pictures / f"menu-{width}.png")
        assert fits(page)
        assert violations(page) == []


def test_problems_and_matches(page: Page, address: str, pictures: Path) -> None:
    """The problem box and the list of matches have nothing to fault."""
    open_plan(page, address)
    page.get_by_label("Start", exact=True).fill("road")
    page.get_by_label("Start", exact=True).press("Enter")
    expect(page.get_by_role("radiogroup", name=re.compile("^Which one"))).to_be_visible()
    page.get_by_role("button", name="Find journeys").click()
    expect(page.get_by_role("alert")).to_contain_text("Choose a start")
    take_picture(page, pictures / "problems.png")
    assert violations(page) == []


def test_the_data_page_opened_up(page: Page, address: str, pictures: Path) -> None:
    """As it opens, and with its tables and the map of notices, it has nothing to fault."""
    open_page(page, address, "data")
    look_in_every_size(page, pictures, "data")
    for summary in page.locator(".stExpander > details > summary").all():
        summary.click()
    page.wait_for_timeout(2500)
    tall = page.evaluate("() => document.querySelector('.stMain').scrollHeight")
    page.set_viewport_size({"width": 1280, "height": min(int(tall) + 20, 7000)})
    page.wait_for_timeout(1500)
    take_picture(page, pictures / "data-whole.png")
    assert violations(page) == []


def test_a_person_in_every_size(page: Page, address: str, pictures: Path) -> None:
    """Each of the three views; their home and places are on the map, and the same in a table."""
    choose_person(page, address, "P001")
    for view in ("Limits, pass and companion", "Where they could go", "What they can do"):
        page.get_by_role("radio", name=view, exact=True).click()
        page.wait_for_timeout(2500)
        look_in_every_size(page, pictures, f"person-{view.split()[0].lower()}")
        if view == "Where they could go":
            map_of(page)
            expect(page.locator(".canvas .marker.start")).to_be_visible()
            expect(page.locator(".canvas .marker.rung-now").first).to_be_visible()
            page.get_by_text("The map as a table").click()
            expect(page.get_by_role("columnheader", name="Best verdict")).to_be_visible()


def test_a_verdict_in_every_size(page: Page, address: str, pictures: Path) -> None:
    """The answer, its lists and tables, and the form for a decision; before, the map of many."""
    open_page(page, address, "who")
    expect(page.locator(".canvas .marker.count").first).to_be_visible()
    expect(page.locator(".canvas .marker.start")).to_have_count(0)
    page.get_by_role("button", name=re.compile("^Why: P001")).nth(1).click()
    expect(page.get_by_role("heading", name="Decisions")).to_be_visible()
    page.locator("summary", has_text="Decide otherwise").click()
    page.wait_for_timeout(1500)
    look_in_every_size(page, pictures, "verdict")
