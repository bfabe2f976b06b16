"""From an empty register to a recorded fact, with the keyboard alone and nothing but pages."""

import csv
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import serving
from tests.browser.steps import open_title, tab_to, take_picture
from tests.browser.test_access import fits, violations
from tests.browser.test_register import _choose
from transit.demo import DemoFiles

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PEOPLE, SESSIONS = 2, 4
WIDE, ZOOMED = {"width": 1280, "height": 900}, {"width": 320, "height": 640}


@pytest.fixture(scope="module")
def files(demo_borough: DemoFiles, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Return a few of the demo borough's people, and a few sessions at its places."""
    folder = tmp_path_factory.mktemp("few")
    wanted = {"opportunities": None, "people": PEOPLE, "sessions": SESSIONS}
    return [_first(getattr(demo_borough, name), folder, most) for name, most in wanted.items()]


def _first(path: Path, folder: Path, most: int | None) -> Path:
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))[:most]
    with (folder / path.name).open("w", encoding="utf-8", newline="") as file:
        lines = csv.DictWriter(file, [*rows[0]])
        lines.writeheader()
        # Where they go today may be a session that is none of the few.
        lines.writerows(row | ({"session_id": ""} if "person_id" in row else {}) for row in rows)
    return folder / path.name


@pytest.fixture(scope="module")
def empty(demo_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Return the address of a dashboard over the demo borough without a register."""
    register = tmp_path_factory.mktemp("empty") / "new.sqlite"
    with serving(demo_folder, register) as found:
        yield found


def press(page: Page, name: str | re.Pattern[str], most: int = 120) -> None:
    """Go to a button with Tab and press Enter."""
    button = page.get_by_role("button", name=name).first
    expect(button).to_be_enabled()
    tab_to(page, button, most)
    page.keyboard.press("Enter")


def looked_at(page: Page, pictures: Path, name: str) -> None:
    """Hold a page against WCAG, wide and at 400 per cent, and take its picture."""
    for size in (ZOOMED, WIDE):
        page.set_viewport_size(size)
        page.wait_for_timeout(700)
        take_picture(page, pictures / f"way-{name}-{size['width']}.png")
        assert fits(page)
        assert violations(page) == []


def test_from_nothing_to_what_somebody_saw(
    page: Page, empty: str, files: list[Path], pictures: Path
) -> None:
    """Import, work out, look why, record a fact at the kerb, work out again; no names anywhere."""
    open_title(page, empty, "who", "Who could travel")
    expect(page.get_by_text("There is no register new.sqlite yet")).to_be_visible()
    looked_at(page, pictures, "nothing")
    _import(page, empty, files)
    looked_at(page, pictures, "imported")
    press(page, "Work out the verdicts")
    expect(page.get_by_role("button", name="Stop working out verdicts")).to_be_visible()
    # In another tab the same is seen, also after a reload.
    other = page.context.new_page()
    open_title(other, empty, "who", "Who could travel")
    other.reload()
    expect(other.get_by_text(f"{PEOPLE * SESSIONS} verdicts were worked out")).to_be_visible(
        timeout=240_000
    )
    other.close()
    open_title(page, empty, "who", "Who could travel")
    looked_at(page, pictures, "who")
    _sort_and_filter(page)
    _record(page, pictures)
    assert re.fullmatch(rf"{empty}/who(\?[a-z=&_+%0-9-]*)?", page.url)


def _import(page: Page, address: str, files: list[Path]) -> None:
    open_title(page, address, "import", "Import")
    _choose(page, *files)
    expect(page.get_by_text("sessions.csv").first).to_be_visible()
    press(page, "Check the files")
    expect(page.get_by_text("Every row can be read")).to_be_visible(timeout=60_000)
    press(page, "Import all rows")
    expect(page.get_by_text("Imported into new.sqlite")).to_be_visible(timeout=60_000)
    expect(page.get_by_role("button", name="Work out the verdicts")).to_be_visible()


def _sort_and_filter(page: Page) -> None:
    """By the heading's button; the filter is in the address, and still there after a reload."""
    press(page, re.compile("^Verdict ?$"), most=200)
    expect(page.locator('th[aria-sort="ascending"]', has_text="Verdict")).to_be_visible()
    pill = page.get_by_role("button", name="Door-to-door transport", exact=True)
    if not pill.count():
        pill = page.get_by_text("Door-to-door transport", exact=True)
    pill.first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("verdict=door_to_door"))
    page.reload()
    expect(page.get_by_role("heading", name="One by one")).to_be_visible()
    assert "verdict=door_to_door" in page.url
    assert "sort=verdict" in page.url
    pill.first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/who\?sort=verdict$"))
    page.wait_for_timeout(1500)


def _record(page: Page, pictures: Path) -> None:
    """Open a verdict, answer one open question, and have what it touches worked out again."""
    press(page, re.compile("^Why: "), most=200)
    expect(page.get_by_role("heading", name="Went to look?")).to_be_visible(timeout=60_000)
    page.wait_for_timeout(1500)
    groups = page.get_by_role("radiogroup", name=re.compile(r"^(Are|Can|Does) .*\?$"))
    more = page.locator("summary", has_text="more things that would be good to know")
    if not groups.first.is_visible():
        tab_to(page, more, most=200)
        page.keyboard.press("Enter")
    expect(groups.first).to_be_visible()
    asked = str(groups.first.get_attribute("aria-label"))
    tab_to(page, groups.first.get_by_role("radio", checked=True), most=200)
    page.keyboard.press("ArrowRight")
    tab_to(page, page.get_by_label("Seen by"), most=300)
    page.keyboard.type("trainer 2")
    looked_at(page, pictures, "record")
    press(page, "Record what I saw", most=300)
    expect(page.get_by_text("One answer was recorded.")).to_be_visible(timeout=60_000)
    expect(page.get_by_role("radiogroup", name=asked, exact=True)).to_have_count(0)
    again = page.get_by_role("button", name=re.compile("^Work out these"))
    if again.count():
        press(page, re.compile("^Work out these"))
        running = page.get_by_role("button", name="Stop working out verdicts")
        expect(running).to_be_visible(timeout=30_000)
        expect(running).to_have_count(0, timeout=240_000)
    page.wait_for_timeout(3000)
    looked_at(page, pictures, "recorded")
