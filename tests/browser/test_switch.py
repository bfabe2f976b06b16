"""Overview, Who could switch and Scenarios in a real browser: by keyboard, in every size."""

from collections.abc import Iterator
from pathlib import Path

import docx
import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import serving
from tests.browser.steps import settled, tab_to, take_picture, take_whole_picture
from tests.browser.test_access import fits, violations
from tests.fleet.studies import STUDY
from tests.town_files import at, write_town
from tests.town_register import TOWN_TABLES, score_by_hand, write_town_register
from transit.batch.scenarios import hash_inputs, used_parameters
from transit.fleet.study_json import write_study
from transit.network.build import build_area
from transit.read.parameters import read_parameters
from transit.store import open_store
from transit.store.importing import import_files
from transit.store.scenarios import save_scenario

pytestmark = pytest.mark.browser

SIZES = [(1280, 900), (320, 800)]


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory, chromium: str) -> Iterator[str]:
    """Return a dashboard over the town, where three people go by taxi and a study was saved."""
    del chromium
    folder = tmp_path_factory.mktemp("switching")
    streets, feed = write_town(folder)
    area = build_area(osm=streets, gtfs=[feed], out=folder / "area", draw_map=False).folder
    goes = {"opportunity_id": "O1", "session_id": "S1", "days": "mon tue", "mode_now": "taxi"}
    people = [row | goes for row in TOWN_TABLES["people"]]
    lat, lon = at(0.0, 400.0)
    van = {"vehicle_id": "V1", "name": "Van", "kind": "minibus", "seats": "8"}
    van |= {"wheelchair_spaces": "1", "depot": "Yard", "depot_lat": f"{lat:.6f}"}
    van |= {"depot_lon": f"{lon:.6f}", "available_from": "08:00", "available_to": "17:00"}
    van |= {"day_gbp": "60", "mile_gbp": "0.7", "driver_hour_gbp": "18", "assistant_hour_gbp": "16"}
    files = write_town_register(folder / "files", {**TOWN_TABLES, "people": people, "fleet": [van]})
    register = folder / "register.sqlite"
    assert import_files(register, files, who="test").is_imported
    score_by_hand(register)
    store = open_store(register)
    whole, rows = write_study(STUDY)
    save_scenario(
        store,
        "Who could switch, 22/11/2026",
        edition="town",
        inputs_hash=hash_inputs(store),
        asked={
            "group": 0,
            "best": 2,
            "each": True,
            "confirmed_only": False,
            "moved": [],
            "changed": {},
        },
        parameters=used_parameters(read_parameters()),
        result=whole,
        people=rows,
    )
    store.close()
    with serving(area, register) as found:
        yield found


def open_page(page: Page, address: str, path: str, title: str) -> None:
    """Open a page; the first one of a server takes its time."""
    page.goto(f"{address}/{path}")
    heading = page.get_by_role("heading", level=1, name=title)
    expect(heading).to_be_visible(timeout=60_000)


@pytest.mark.parametrize(
    ("path", "title", "told"),
    [
        ("overview", "Overview", "What the fleet costs"),
        ("switch", "Who could switch", "What groups save"),
        ("scenarios", "Scenarios", "Side by side"),
        ("report", "Report", "What it is made from"),
    ],
)
def test_pages_in_every_size(
    page: Page, address: str, pictures: Path, path: str, title: str, told: str
) -> None:
    """They fit, and axe finds nothing."""
    open_page(page, address, path, title)
    expect(page.get_by_role("heading", name=told)).to_be_visible(timeout=30_000)
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        page.wait_for_timeout(1500)
        take_picture(page, pictures / f"{path}-{width}.png", full_page=True)
        assert fits(page)
        assert violations(page) == []
    take_whole_picture(page, pictures / f"{path}-whole.png")


def test_a_report_with_the_keyboard_alone(page: Page, address: str) -> None:
    """Choose the public version and take it along as Word: its first page says what it is."""
    page.set_viewport_size({"width": 1280, "height": 900})
    open_page(page, address, "report", "Report")
    expect(page.get_by_role("combobox")).to_be_visible(timeout=30_000)
    tab_to(page, page.get_by_role("radio").first, most=60)
    page.keyboard.press("ArrowDown")
    # What is pressed before the page is drawn anew asks for a file that is gone by then.
    expect(page.locator("strong", has_text="For everybody")).to_be_visible(timeout=90_000)
    settled(page)
    tab_to(page, page.get_by_role("button", name="Download as Word"), most=60)
    with page.expect_download(timeout=180_000) as taken:
        page.keyboard.press("Enter")
    assert taken.value.suggested_filename == "report-public.docx"
    made = docx.Document(str(taken.value.path()))
    assert made.paragraphs[1].text.startswith("Public version.")


def test_a_scenario_with_the_keyboard_alone(page: Page, address: str, pictures: Path) -> None:
    """Name it, let both who could travel alone leave, think better of a second rate, read on."""
    page.set_viewport_size({"width": 1280, "height": 900})
    open_page(page, address, "scenarios", "Scenarios")
    tab_to(page, page.get_by_role("textbox", name="What to call it"), most=120)
    page.keyboard.type("Two leave")
    tab_to(page, page.get_by_role("textbox", name="Or these people: ids, with commas"))
    page.keyboard.type("P1, P3")
    tab_to(page, page.get_by_role("button", name="Another rate"))
    page.keyboard.press("Enter")
    second = page.get_by_role("spinbutton", name="Value of rate 2")
    expect(second).to_be_visible(timeout=60_000)
    settled(page)
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    expect(second).to_have_count(0, timeout=60_000)
    settled(page)
    tab_to(page, page.get_by_role("button", name="Work out the scenario"), most=60)
    page.keyboard.press("Enter")
    # The search takes seconds, but is compiled first where it never was: minutes on a busy machine.
    expect(page.get_by_text("Saved as “Two leave”.")).to_be_visible(timeout=360_000)
    expect(page.get_by_role("cell", name="2 named people leave")).to_be_visible()
    expect(page.get_by_text("If all 2 leave for good, a year costs")).to_be_visible()
    expect(page.get_by_text("2 of the 2 who leave are not yet confirmed")).to_be_visible()
    assert violations(page) == []
    take_whole_picture(page, pictures / "scenarios-two-leave.png")
    assert page.url == f"{address}/scenarios", "nothing about anybody in the address"
