"""What a person does on the pages, for the tests to read like one."""

import csv
import os
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

ANSWERED = "step by step"


def open_plan(page: Page, address: str) -> None:
    """Open the page Find a journey and wait for its map."""
    page.goto(address)
    expect(page.get_by_role("heading", level=1, name="Find a journey")).to_be_visible()
    page.wait_for_selector(".map[data-ready]")


def choose(page: Page, role: str, text: str) -> None:
    """Type a name and pick the first match with the mouse."""
    page.get_by_label(role, exact=True).fill(text)
    page.get_by_label(role, exact=True).press("Enter")
    matches = page.get_by_role("radiogroup", name=f"Which one is the {role.lower()}?")
    matches.locator("label").first.click()
    expect(page.get_by_label(role, exact=True)).to_have_count(0)


def ask(page: Page) -> None:
    """Press the button that asks, and wait for journeys."""
    page.get_by_role("button", name="Find journeys").click()
    expect(page.get_by_role("heading", name=ANSWERED)).to_be_visible(timeout=60_000)


def map_of(page: Page) -> Locator:
    """Return the map on the page, drawn."""
    page.wait_for_selector(".map[data-ready]")
    return page.locator(".map")


def tab_to(page: Page, wanted: Locator, most: int = 80) -> None:
    """Press Tab until something has the focus, as somebody without a mouse must."""
    for _ in range(most):
        if wanted.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{wanted} cannot be reached with {most} times Tab")


def settled(page: Page) -> None:
    """Wait until nothing is drawn any more: what is pressed in between may go by unheard."""
    page.wait_for_selector('[data-test-script-state="notRunning"]', timeout=90_000)
    page.wait_for_timeout(400)


def take_picture(page: Page, path: Path, full_page: bool = False) -> None:
    """Take a picture for people to look at, where ``TRANSIT_SCREENSHOTS`` asks for pictures.

    Nothing is held against a picture, and maps are drawn once more for it in software.
    """
    if os.environ.get("TRANSIT_SCREENSHOTS"):
        page.screenshot(path=path, full_page=full_page)


def take_whole_picture(page: Page, path: Path) -> None:
    """Take a picture of all that a page has to scroll, and go back to the size that it had."""
    size = page.viewport_size
    if size is None or not os.environ.get("TRANSIT_SCREENSHOTS"):
        return
    tall = page.evaluate("() => document.querySelector('.stMain').scrollHeight")
    page.set_viewport_size({"width": size["width"], "height": min(int(tall) + 20, 6000)})
    page.wait_for_timeout(1000)
    page.screenshot(path=path)
    page.set_viewport_size(size)
    page.wait_for_timeout(500)


def write_people(folder: Path, person: str, profile: str) -> Path:
    """Write a file with one person."""
    path = folder / "people.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["person_id", "home_lat", "home_lon", "profile"])
        rows.writerow([person, "53.80", "-3.69", profile])
    return path


def open_title(page: Page, address: str, path: str, title: str) -> None:
    """Open a page and wait for its heading."""
    page.goto(f"{address}/{path}")
    expect(page.get_by_role("heading", level=1, name=title)).to_be_visible(timeout=30_000)
    expect(page.locator("footer")).to_be_visible(timeout=30_000)
    page.wait_for_timeout(1000)


def choose_person(page: Page, address: str, person: str) -> None:
    """Open the page Person and choose somebody by typing."""
    open_title(page, address, "person", "Person")
    page.get_by_label("Person (pseudonym)").fill(person)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Getting ready")).to_be_visible()
