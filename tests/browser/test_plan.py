"""A plan from choosing to printing in a real browser, with the keyboard alone, in every size."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.steps import settled, tab_to, take_picture
from tests.browser.test_access import fits, violations

pytestmark = pytest.mark.browser

PERSON = "P005"
SIZES = [(1280, 900), (320, 800)]
SOON = 60_000
"""A page that searches journeys is drawn within this time on a busy machine, ms."""


def press(page: Page, name: str, most: int = 200) -> None:
    """Tab to a button and press it."""
    tab_to(page, page.get_by_role("button", name=name, exact=True).first, most=most)
    page.keyboard.press("Enter")


def choose_session(page: Page, address: str) -> None:
    """Choose somebody and a session by typing."""
    page.goto(f"{address}/plan")
    # The first page of a server compiles what others use again.
    heading = page.get_by_role("heading", level=1, name="Plan")
    expect(heading).to_be_visible(timeout=SOON)
    tab_to(page, page.get_by_label("Person (pseudonym)"))
    page.keyboard.type(PERSON)
    page.keyboard.press("Enter")
    field = page.get_by_role("combobox", name="Session")
    expect(field).to_be_visible(timeout=SOON)
    tab_to(page, field)
    page.keyboard.type("Half day")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="tep by step").first).to_be_visible(timeout=SOON)


def test_a_plan_with_the_keyboard_alone(page: Page, address: str) -> None:
    """Avoid and take that back, keep a journey, change words, complete a risk, make the file."""
    choose_session(page, address)
    if page.get_by_text("Choose a journey", exact=True).count():
        pytest.skip("the plan is there already")
    press(page, "Find journeys again")
    asked = page.get_by_role("heading", name="What you ask of the journey")
    expect(asked).to_be_visible(timeout=SOON)
    press(page, "Take back")
    expect(asked).to_have_count(0, timeout=SOON)
    expect(page.get_by_role("heading", name="Keep this journey")).to_be_visible(timeout=SOON)
    tab_to(page, page.get_by_label("Your name or staff reference").first, most=200)
    page.keyboard.type("trainer 7")
    press(page, "Save this journey")
    expect(page.get_by_text(re.compile("Saved as PL\\d+, version 1"))).to_be_visible(timeout=SOON)
    expect(page.get_by_role("heading", level=1)).to_be_focused(timeout=SOON)
    words = page.get_by_label("Words, one sentence a line").first
    tab_to(page, words, most=200)
    page.keyboard.press("Control+A")
    page.keyboard.type("Get your blue bag.")
    press(page, "Save this step")
    expect(page.get_by_text("Step 1 was saved.")).to_be_visible(timeout=SOON)
    expect(page.locator(".todo", has_text="Get your blue bag.")).to_be_visible(timeout=SOON)
    settled(page)
    tab_to(page, page.locator("summary", has_text="Complete a line"), most=200)
    page.keyboard.press("Enter")
    tab_to(page, page.get_by_label("Who sees to it"), most=200)
    page.keyboard.type("trainer 8")
    press(page, "Save this line")
    expect(page.get_by_role("cell", name="trainer 8").first).to_be_visible(timeout=SOON)
    press(page, "Make the file")
    expect(page.get_by_role("button", name="Download the PDF file")).to_be_visible(timeout=SOON)
    assert page.url == f"{address}/plan"


def test_a_plan_in_every_size(page: Page, address: str, pictures: Path) -> None:
    """Choosing and the saved plan: nothing to fault, nothing cut off, pictures to look at."""
    page.set_viewport_size({"width": 1280, "height": 900})
    choose_session(page, address)
    page.wait_for_timeout(2000)
    views = page.locator('[data-testid="stButtonGroup"]')
    is_saved = page.get_by_role("heading", name="Step by step", exact=True).count() == 1
    names = {"Choose a journey": "Keep this journey", "The plan": "Route risk assessment"}
    for name, heading in names.items() if is_saved else [("Choose a journey", "Keep this journey")]:
        page.set_viewport_size({"width": 1280, "height": 900})
        if is_saved:
            views.get_by_text(name, exact=True).click()
        expect(page.get_by_role("heading", name=heading)).to_be_visible(timeout=SOON)
        page.wait_for_timeout(3000)
        for width, height in SIZES:
            page.set_viewport_size({"width": width, "height": height})
            page.wait_for_timeout(2000)
            take_picture(page, pictures / f"plan-{name.split()[0].lower()}-{width}.png")
            assert fits(page)
            assert violations(page) == []
