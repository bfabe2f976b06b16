"""Importing, assessing and deciding in a real browser, with the mouse and with the keyboard."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, TimeoutError, expect

from tests.browser.steps import open_title, settled, tab_to, write_people
from tests.browser.test_access import look_in_every_size

pytestmark = pytest.mark.browser


def test_import_with_the_mouse(page: Page, address: str, tmp_path: Path, pictures: Path) -> None:
    """A fault is marked, which looks well in every size; mended there, the row is imported."""
    open_title(page, address, "import", "Import")
    page.locator("input[type=file]").first.set_input_files(
        write_people(tmp_path, "M1", "walks wel")
    )
    settled(page)
    page.get_by_role("button", name="Check the files").click()
    expect(page.locator(".wrong", has_text="walks wel")).to_be_visible()
    look_in_every_size(page, pictures, "faults")
    page.get_by_label(re.compile("^profile, row 2")).fill("walks-well")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Check again").click()
    expect(page.get_by_text("Every row can be read")).to_be_visible()
    page.get_by_role("button", name="Import all rows").click()
    expect(page.get_by_text("Imported into register.sqlite")).to_be_visible()
    assert page.url == f"{address}/import"


def test_import_with_the_keyboard_alone(page: Page, address: str, tmp_path: Path) -> None:
    """Tab to the upload, the check and the acceptance."""
    open_title(page, address, "import", "Import")
    _choose(page, write_people(tmp_path, "K1", "walks-well"))
    expect(page.get_by_text("people.csv").first).to_be_visible()
    tab_to(page, page.get_by_role("button", name="Check the files"))
    page.keyboard.press("Enter")
    expect(page.get_by_text("Every row can be read")).to_be_visible()
    # Reading begins at the top of what was found.
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    tab_to(page, page.get_by_role("button", name="Import all rows"))
    page.keyboard.press("Enter")
    expect(page.get_by_text("Imported into register.sqlite")).to_be_visible()


def _choose(page: Page, *files: Path) -> None:
    """Press Enter on the upload and choose files.

    On a busy machine the page may be drawn once more under the key that is pressed, and the
    browser opens no dialogue for it: as anybody would, press it again.
    """
    for attempt in range(4):
        tab_to(page, page.get_by_role("button", name=re.compile("^Upload")).first)
        try:
            with page.expect_file_chooser(timeout=10_000) as chooser:
                page.keyboard.press("Enter")
        except TimeoutError:
            if attempt == 3:
                raise
        else:
            chooser.value.set_files([*files])
            return


def test_assess_with_the_keyboard_alone(page: Page, address: str) -> None:
    """A person by typing, a level by the arrow keys, saved; nothing of it in the address."""
    open_title(page, address, "person", "Person")
    tab_to(page, page.get_by_label("Person (pseudonym)"))
    page.keyboard.type("P003")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Getting ready")).to_be_visible()
    levels = page.get_by_role("radiogroup", name=re.compile("^Level: leave home"))
    before = levels.get_by_role("radio", checked=True)
    tab_to(page, before)
    page.keyboard.press("ArrowDown")
    tab_to(page, page.get_by_label(re.compile("^Assessed by")))
    page.keyboard.press("Control+A")
    page.keyboard.type("trainer 1")
    tab_to(page, page.get_by_role("button", name="Save these skills"))
    page.keyboard.press("Enter")
    expect(page.get_by_text("One skill was saved")).to_be_visible()
    assert page.url == f"{address}/person"


def test_a_verdict_and_a_decision_by_keyboard(page: Page, address: str) -> None:
    """Open a verdict from the table, decide otherwise, go back: both are in the table."""
    open_title(page, address, "who", "Who could travel")
    why = page.get_by_role("button", name=re.compile("^Why: P002")).first
    page.get_by_role("heading", name="One by one").wait_for()
    page.get_by_role("spinbutton").fill("3")
    page.keyboard.press("Enter")
    expect(why).to_be_visible()
    name = str(why.get_attribute("aria-label"))
    tab_to(page, page.get_by_role("button", name=name, exact=True).first, most=200)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Decisions")).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    tab_to(page, page.locator("summary", has_text="Decide otherwise"))
    page.keyboard.press("Enter")
    tab_to(page, page.get_by_label("Your name or staff reference"))
    page.keyboard.type("trainer 5")
    tab_to(page, page.get_by_label(re.compile("^Why \\(about")))
    page.keyboard.type("Went there with us")
    tab_to(page, page.get_by_role("button", name="Save the decision"))
    page.keyboard.press("Enter")
    expect(page.get_by_text("Decided by a practitioner")).to_be_visible()
    tab_to(page, page.get_by_role("button", name="Back"))
    page.keyboard.press("Enter")
    expect(page.locator(".decided").first).to_be_visible()
    # Of what was looked at only the page's number is in the address.
    assert page.url == f"{address}/who?page=3"
