"""Planning a journey in a real browser: with the mouse, with the keyboard alone, without WebGL."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import FLAGS
from tests.browser.steps import ANSWERED, ask, choose, map_of, open_plan, tab_to
from tests.browser.test_access import look_in_every_size

pytestmark = pytest.mark.browser


def test_with_the_mouse(page: Page, address: str, pair: tuple[str, str], pictures: Path) -> None:
    """Choose by name, ask, press a step's number: the map follows; look at another journey.

    The answer with its cards, steps, map and tables has nothing to fault, and neither start nor
    end nor time is in the address.
    """
    open_plan(page, address)
    choose(page, "Start", pair[0])
    choose(page, "End", pair[1])
    ask(page)
    map_of(page)
    expect(page.locator(".canvas .marker.start")).to_be_visible()
    expect(page.locator(".canvas .marker.end")).to_be_visible()
    step = page.get_by_role("button", name="Step 1: show on the map")
    step.click()
    expect(page.locator(".map .sr")).to_have_text("Shown on the map")
    expect(page.locator(".canvas .marker.step", has_text=re.compile("^1$"))).to_be_visible()
    look_in_every_size(page, pictures, "answer")
    assert page.url.rstrip("/") == address
    others = page.get_by_role("button", name="Show this journey")
    if others.count():
        others.first.click()
        expect(page.get_by_role("heading", name=re.compile("^Journey [23], step"))).to_be_visible()


def test_a_point_on_the_map(page: Page, address: str) -> None:
    """A click on the map offers start and end; the chosen one gets its sign."""
    open_plan(page, address)
    box = map_of(page).bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + box["width"] * 0.4, box["y"] + box["height"] * 0.6)
    page.locator(".choose", has_text="Start").click()
    expect(page.locator(".canvas .marker.start")).to_be_visible()
    expect(page.get_by_text(re.compile("Point on the map"))).to_be_visible()
    page.get_by_role("button", name="Zoom in").click()
    page.get_by_role("button", name="Move east").click()
    page.get_by_role("button", name="End at the cross").click()
    expect(page.locator(".canvas .marker.end")).to_be_visible()


def test_with_the_keyboard_alone(page: Page, address: str, pair: tuple[str, str]) -> None:
    """Tab, type, Enter, Space: the same journey without a mouse."""
    open_plan(page, address)
    for role, name in zip(("Start", "End"), pair, strict=True):
        field = page.get_by_label(role, exact=True)
        tab_to(page, field)
        page.keyboard.type(name)
        page.keyboard.press("Enter")
        matches = page.get_by_role("radiogroup", name=f"Which one is the {role.lower()}?")
        expect(matches).to_be_visible()
        tab_to(page, matches.get_by_role("radio").first)
        page.keyboard.press("Space")
        expect(field).to_have_count(0)
    tab_to(page, page.get_by_role("button", name="Find journeys"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=ANSWERED)).to_be_visible(timeout=60_000)
    # Reading begins at the top of the answer.
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    map_of(page)
    tab_to(page, page.get_by_role("button", name="Step 1: show on the map"))
    page.keyboard.press("Enter")
    expect(page.locator(".map .sr")).to_have_text("Shown on the map")


def test_the_map_moves_by_keyboard(page: Page, address: str) -> None:
    """Its buttons are in the order of Tab, and the cross's place can be taken."""
    open_plan(page, address)
    tab_to(page, page.get_by_role("button", name="Start at the cross"))
    page.keyboard.press("Enter")
    expect(page.locator(".canvas .marker.start")).to_be_visible()
    tab_to(page, page.get_by_role("button", name="Move north"))
    page.keyboard.press("Enter")
    page.wait_for_timeout(800)
    tab_to(page, page.get_by_role("button", name="End at the cross"), most=120)
    page.keyboard.press("Enter")
    expect(page.locator(".canvas .marker.end")).to_be_visible()


@pytest.fixture(scope="module")
def flat_browser(chromium: str, browser: Browser) -> Iterator[Browser]:
    """Return a browser without WebGL, as some remote desktops have."""
    opened = browser.browser_type.launch(
        executable_path=chromium,
        args=[*FLAGS, "--disable-gpu", "--disable-3d-apis", "--disable-software-rasterizer"],
    )
    yield opened
    opened.close()


def test_without_webgl_a_picture_is_shown(
    flat_browser: Browser, address: str, pair: tuple[str, str]
) -> None:
    """The answer's map is a drawing with a title; the form says that names do the same."""
    page = flat_browser.new_page(viewport={"width": 1280, "height": 900})
    page.set_default_timeout(20_000)
    page.goto(address)
    expect(page.locator(".map .fallback")).to_contain_text("cannot draw the map")
    choose(page, "Start", pair[0])
    choose(page, "End", pair[1])
    ask(page)
    expect(page.locator(".map .fallback svg")).to_be_visible(timeout=20_000)
    expect(page.locator(".map .fallback svg title").first).to_have_text(re.compile("Map of"))
    page.close()
