"""From a new register on Newport to a changed bus, as a travel trainer goes: by keyboard alone."""

import datetime as dt
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pypdf
import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import serving
from tests.browser.steps import open_title, settled, tab_to, take_picture
from tests.browser.test_access import fits, violations
from tests.browser.test_register import _choose
from tests.browser.test_training import reach, show
from tests.browser.test_whole_way import ZOOMED
from tests.newport_today import NewportToday, later_and_renumbered, routes_of, write_files
from transit.store import open_store
from transit.store.plans import find_saved_plan

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.real]

SOON = 90_000
"""A page that searches or prints is drawn within this time on a busy machine, ms."""
FAR = 300
"""How often Tab may have to be pressed on a long page."""
ME = "trainer 7"
LATE_S, NUMBER = 240, "X99"
"""What the new timetable does to the buses of the plan."""


@dataclass(frozen=True)
class Way:
    """Where the dashboard is, the area it shows, the register, and the files to begin with."""

    address: str
    area: Path
    register: Path
    files: list[Path]
    newport: NewportToday


@pytest.fixture(scope="module")
def way(newport_today: NewportToday, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Way]:
    """Return a dashboard over a copy of Newport of today, without a register."""
    folder = tmp_path_factory.mktemp("way")
    shutil.copytree(newport_today.area, folder / "area")
    shutil.copytree(newport_today.area, folder / "before")
    files = write_files(folder / "files")
    with serving(folder / "area", folder / "new.sqlite") as address:
        yield Way(address, folder / "area", folder / "new.sqlite", [*files.values()], newport_today)


def test_from_a_new_register_to_a_changed_bus(page: Page, way: Way, pictures: Path) -> None:
    """Import, score, plan, print, train, find out, sign off, watch; no names in any address."""
    _import(page, way)
    _plan(page, way)
    _print(page, pictures)
    _train(page, way)
    _refused(page)
    _find_out(page, way)
    _sign_off(page, way, pictures)
    _trainees(page, way)
    _watch(page, way, pictures)
    assert page.url == f"{way.address}/watch"


def looked_at(page: Page, pictures: Path, name: str) -> None:
    """Hold a page against WCAG at 400 per cent, and take its picture."""
    wide = page.viewport_size
    page.set_viewport_size(ZOOMED)
    page.wait_for_timeout(700)
    settled(page)
    take_picture(page, pictures / f"newport-{name}-{ZOOMED['width']}.png")
    assert fits(page)
    assert violations(page) == []
    page.set_viewport_size(wide or {"width": 1280, "height": 900})
    page.wait_for_timeout(700)


def press(page: Page, name: str | re.Pattern[str]) -> None:
    """Go to a button with Tab, once it is there, and press Enter."""
    button = page.get_by_role("button", name=name).first
    expect(button).to_be_enabled(timeout=SOON)
    settled(page)
    tab_to(page, button, FAR)
    page.keyboard.press("Enter")


def choose(page: Page, field: Locator, text: str) -> None:
    """Go to a list with Tab, type and press Enter; again where the page was drawn meanwhile."""
    expect(field).to_be_visible(timeout=SOON)
    for _ in range(3):
        settled(page)
        tab_to(page, field, FAR)
        page.keyboard.type(text)
        page.keyboard.press("Enter")
        page.wait_for_timeout(500)
        # For a moment there are two: the one before, and the one that is drawn anew.
        if any(text in each.input_value() for each in field.all()):
            return
    expect(field).to_have_value(re.compile(text))


def fill(page: Page, field: Locator, text: str) -> None:
    """Go to a field with Tab and type, over what stands there."""
    settled(page)
    tab_to(page, field, FAR)
    page.keyboard.press("Control+A")
    page.keyboard.type(text)


def date(page: Page, label: str, days_ago: int) -> None:
    """Go to the day of a date with Tab and type it; month and year follow by themselves."""
    day = page.get_by_role("spinbutton", name=f"day, {label}", exact=True)
    tab_to(page, day, FAR)
    page.keyboard.type(f"{dt.date.today() - dt.timedelta(days_ago):%d%m%Y}")


def tick(page: Page, wanted: Locator) -> None:
    """Go to one of several, once it is there, and choose it."""
    expect(wanted).to_be_attached(timeout=SOON)
    settled(page)
    reach(page, wanted)
    page.keyboard.press("Space")


def _import(page: Page, way: Way) -> None:
    open_title(page, way.address, "import", "Import")
    _choose(page, *way.files)
    expect(page.get_by_text("abilities.csv").first).to_be_visible()
    press(page, "Check the files")
    expect(page.get_by_text("Every row can be read")).to_be_visible(timeout=SOON)
    press(page, "Import all rows")
    expect(page.get_by_text("Imported into new.sqlite")).to_be_visible(timeout=SOON)
    press(page, "Work out the verdicts")
    expect(page.get_by_text("9 verdicts were worked out.")).to_be_visible(timeout=240_000)
    link = page.get_by_role("main").get_by_role("link", name="See who could travel")
    tab_to(page, link, FAR)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="9 verdicts")).to_be_visible(timeout=SOON)
    row = page.get_by_role("row", name=re.compile("^N1 Riverfront Arts Group: Painting"))
    expect(row).to_contain_text("Alone after training")
    expect(row).to_contain_text("Route check needed")


def _plan(page: Page, way: Way) -> None:
    """Choose the second of three journeys and keep it."""
    _open_plan(page, way)
    expect(page.get_by_role("heading", name="3 journeys to choose from")).to_be_visible(
        timeout=SOON
    )
    page.wait_for_timeout(1500)
    press(page, "Show this journey")
    expect(page.get_by_role("heading", name="Journey 2, step by step")).to_be_visible(timeout=SOON)
    # Nobody is sent back to the top of the page by looking at another journey.
    expect(page.get_by_role("button", name="Shown below")).to_be_focused()
    fill(page, page.get_by_label("Your name or staff reference").first, ME)
    press(page, "Save this journey")
    expect(page.get_by_text("Saved as PL1, version 1.")).to_be_visible(timeout=SOON)


def _open_plan(page: Page, way: Way) -> None:
    open_title(page, way.address, "plan", "Plan")
    choose(page, page.get_by_label("Person (pseudonym)"), "N1")
    choose(page, page.get_by_role("combobox", name="Session"), "Painting")


def _print(page: Page, pictures: Path) -> None:
    """The booklet of the journey that was chosen, in English unless another one is wanted."""
    press(page, "Make the file")
    button = page.get_by_role("button", name="Download the PDF file")
    expect(button).to_be_visible(timeout=SOON)
    tab_to(page, button, FAR)
    with page.expect_download() as begun:
        page.keyboard.press("Enter")
    assert begun.value.suggested_filename == "PL1-1.pdf"
    file = pictures / "PL1-1.pdf"
    begun.value.save_as(file)
    pages = pypdf.PdfReader(file).pages
    said = " ".join(" ".join(each.extract_text().split()) for each in pages)
    assert len(pages) >= 10
    for words in (
        "My journey to Riverfront Arts Group",
        "If something goes wrong",
        "My help card",
        "For family and supporters",
        "Route risk assessment",
        "What to look at outside",
        "Look for an entrance of the venue without a step.",
    ):
        assert words in said
    assert "N2" not in said


def _train(page: Page, way: Way) -> None:
    """Begin, ask three people, give three lessons; one of them told step by step."""
    open_title(page, way.address, "training", "Training")
    fill(page, page.get_by_label("Trainer (name or staff reference)"), ME)
    date(page, "First day", 21)
    press(page, "Begin the course")
    expect(page.get_by_text("The course was begun.")).to_be_visible(timeout=SOON)
    show(page, "Agreement")
    for role in ("Person", "Carer", "Trainer"):
        expect(page.get_by_role("radio", name=role, exact=True)).to_be_checked()
        if role == "Person":
            tick(page, page.get_by_role("radio", name=re.compile("^The person decided")))
        press(page, "Save the answer")
        expect(page.get_by_role("row", name=re.compile(f"^{role} Agrees"))).to_be_visible(
            timeout=SOON
        )
    for number, kind in enumerate(("Accompanied", "Shadowed, at a distance", "Alone"), 1):
        _lesson(page, kind, number)
    show(page, "Progress")
    expect(page.get_by_text(re.compile("more lessons"))).to_be_visible(timeout=SOON)
    # One prompt at the first lesson, alone ever since.
    told = page.get_by_role("row", name=re.compile("^ring the bell"))
    expect(told).to_contain_text(re.compile("1.*With prompts.*3.*Alone.*3.*Alone", re.DOTALL))


def _lesson(page: Page, kind: str, number: int) -> None:
    show(page, "Record a lesson")
    date(page, "Date", 20 - 5 * number)
    close = page.get_by_role("radiogroup", name="How close the trainer was")
    tick(page, close.get_by_role("radio", name=kind, exact=True))
    for name in ("the way there", "the way back"):
        choose(page, page.get_by_role("combobox", name=f"All steps on {name}"), "Alone")
    if kind == "Accompanied":
        ring = page.get_by_role("radiogroup", name=re.compile("Ring the bell")).first
        tick(page, ring.get_by_role("radio", name="With prompts"))
    press(page, "Save the lesson")
    expect(page.get_by_text("The lesson was saved, with")).to_be_visible(timeout=SOON)
    show(page, "Overview")
    expect(page.get_by_text(f"Lessons so far ({number})")).to_be_visible(timeout=SOON)


def _refused(page: Page) -> None:
    """What is missing is said, and there is no button; nothing is due but to find it out."""
    show(page, "Sign-off")
    expect(page.get_by_text("2 facts are not known on which the journey depends.")).to_be_visible(
        timeout=SOON
    )
    said = page.get_by_role("region", name="What is missing")
    expect(said).to_contain_text("2 of 3 runs in a row with every critical step alone")
    expect(page.get_by_role("button", name="Sign off for this journey")).to_have_count(0)
    _lesson(page, "Alone", 4)
    show(page, "Sign-off")
    expect(page.get_by_text("Not yet: 1 of")).to_be_visible(timeout=SOON)


def _find_out(page: Page, way: Way) -> None:
    """Record both facts on the page Plan, choose the journey again, and save it."""
    _open_plan(page, way)
    expect(page.get_by_role("heading", name="Went to look?")).to_be_visible(timeout=SOON)
    page.wait_for_timeout(1500)
    for question in ("^May everybody walk along", "an entrance without a step"):
        asked = page.get_by_role("radiogroup", name=re.compile(question)).first
        tick(page, asked.get_by_role("radio", name="Yes"))
    fill(page, page.get_by_label("Seen by"), ME)
    press(page, "Record what I saw")
    expect(page.get_by_text("2 answers were recorded.")).to_be_visible(timeout=SOON)
    press(page, "Choose the journey again")
    expect(page.get_by_role("heading", name="Keep this journey")).to_be_visible(timeout=SOON)
    page.wait_for_timeout(1500)
    press(page, "Show this journey")
    expect(page.get_by_role("heading", name="Journey 2, step by step")).to_be_visible(timeout=SOON)
    fill(page, page.get_by_label("Your name or staff reference").first, ME)
    press(page, "Save this journey")
    expect(page.get_by_text("Saved as PL1, version 2.")).to_be_visible(timeout=SOON)
    expect(page.get_by_text("Nothing that decides is missing.")).to_be_visible(timeout=SOON)


def _sign_off(page: Page, way: Way, pictures: Path) -> None:
    """The rule is met: signed off by name, with a certificate."""
    open_title(page, way.address, "training", "Training")
    choose(page, page.get_by_label("Course", exact=True), "TC1")
    page.wait_for_timeout(1500)
    show(page, "Sign-off")
    expect(page.get_by_text("Every condition is met.")).to_be_visible(timeout=SOON)
    looked_at(page, pictures, "sign-off")
    fill(page, page.get_by_label("Your name or staff reference"), ME)
    press(page, "Sign off for this journey")
    expect(page.get_by_text(re.compile(f"^Signed off on .* by {ME}"))).to_be_visible(timeout=SOON)
    show(page, "Afterwards")
    button = page.get_by_role("button", name="Certificate (PDF)")
    expect(button).to_be_visible(timeout=SOON)
    tab_to(page, button, FAR)
    with page.expect_download(timeout=SOON) as begun:
        page.keyboard.press("Enter")
    file = pictures / "certificate.pdf"
    begun.value.save_as(file)
    (only,) = pypdf.PdfReader(file).pages
    assert "Riverfront Arts Group" in " ".join(only.extract_text().split())


def _trainees(page: Page, way: Way) -> None:
    """What follows is due; a booked lesson comes into a calendar that names nobody."""
    show(page, "Overview")
    summary = page.locator("summary", has_text="Book a lesson")
    tab_to(page, summary, FAR)
    page.keyboard.press("Enter")
    press(page, "Book the lesson")
    expect(page.get_by_text("The lesson was booked.")).to_be_visible(timeout=SOON)
    open_title(page, way.address, "trainees", "My trainees")
    expect(page.get_by_text("Review of the sign-off").first).to_be_attached(timeout=SOON)
    button = page.get_by_role("button", name="Download one lesson (.ics)")
    tab_to(page, button, FAR)
    with page.expect_download() as begun:
        page.keyboard.press("Enter")
    said = Path(begun.value.path()).read_text(encoding="utf-8")
    assert "SUMMARY:Travel training lesson" in said
    assert not {"N1", "TC1", ME} & set(re.findall(r"[\w ]+", said))


def _watch(page: Page, way: Way, pictures: Path) -> None:
    """A new timetable replaces the one before: told in the background, with the sheet."""
    _build(page, way)
    open_title(page, way.address, "watch", "Timetable watch")
    fill(page, page.get_by_role("textbox", name="Folder of the area"), _before(way))
    press(page, "Look at all plans")
    expect(page.get_by_text("The one plan was looked at.")).to_be_visible(timeout=240_000)
    expect(page.get_by_role("cell", name="Has changed")).to_be_visible()
    press(page, re.compile("^Open plan PL1 of N1"))
    expect(page.get_by_role("heading", name="The best new version")).to_be_visible(timeout=SOON)
    main = page.get_by_role("main")
    expect(main).to_contain_text(f"is now bus {NUMBER}.")
    expect(main).to_contain_text("4 minutes later")
    page.wait_for_selector(".map[data-ready]", timeout=SOON)
    looked_at(page, pictures, "changed")
    press(page, "Make the sheet")
    button = page.get_by_role("button", name="Download the sheet (PDF)")
    expect(button).to_be_visible(timeout=SOON)
    tab_to(page, button, FAR)
    with page.expect_download() as begun:
        page.keyboard.press("Enter")
    file = pictures / "PL1-changed.pdf"
    begun.value.save_as(file)
    said = " ".join(each.extract_text() for each in pypdf.PdfReader(file).pages)
    assert "Your bus has changed" in said and NUMBER in said
    fill(page, page.get_by_label("Who makes it"), ME)
    press(page, "Make a new version")
    expect(page.get_by_text("PL1 has a new version: 3.")).to_be_visible(timeout=SOON)


def _before(way: Way) -> str:
    return str(way.area.with_name("before"))


def _build(page: Page, way: Way) -> None:
    """Build the next edition where the one before is shown, as one does with a new timetable."""
    store = open_store(way.register)
    saved = find_saved_plan(store, "PL1")
    store.close()
    assert saved is not None
    feed = way.newport.feed.edited(later_and_renumbered(routes_of(saved), LATE_S, NUMBER))
    source = way.newport.source
    open_title(page, way.address, "data", "Data and updates")
    fields = {
        "Street map": source / "newport-2023-06-13.osm.pbf",
        "Timetables": feed.write(way.area.with_name("next.zip")),
        "Stops": source / "naptan_531.csv",
    }
    for label, path in fields.items():
        fill(page, page.get_by_label(re.compile(f"^{label}")), str(path))
    press(page, "Build a new edition")
    expect(page.get_by_text("A new edition is in use.")).to_be_visible(timeout=240_000)
