"""From a new register on Newport to a changed bus, as a travel trainer goes: by keyboard alone."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import serving
from tests.browser.steps import open_title
from tests.browser.test_register import _choose
from tests.browser.test_whole_way import looked_at, press
from tests.newport_today import NewportToday, write_files

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.real]

SOON = 90_000
"""A page that searches or prints is drawn within this time on a busy machine, ms."""
ME = "trainer 7"


@dataclass(frozen=True)
class Way:
    """Where the dashboard is, the area it shows, and the files to begin with."""

    address: str
    area: Path
    files: list[Path]
    newport: NewportToday


@pytest.fixture(scope="module")
def way(newport_today: NewportToday, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Way]:
    """Return a dashboard over a copy of Newport of today, without a register."""
    folder = tmp_path_factory.mktemp("way")
    shutil.copytree(newport_today.area, folder / "area")
    files = write_files(folder / "files")
    with serving(folder / "area", folder / "new.sqlite") as address:
        yield Way(address, folder / "area", [*files.values()], newport_today)


def test_from_a_new_register_to_a_changed_bus(page: Page, way: Way, pictures: Path) -> None:
    """Import, score, plan, print, train, look outside, sign off, certificate, watch."""
    _import(page, way, pictures)


def _import(page: Page, way: Way, pictures: Path) -> None:
    open_title(page, way.address, "import", "Import")
    _choose(page, *way.files)
    expect(page.get_by_text("abilities.csv").first).to_be_visible()
    press(page, "Check the files")
    expect(page.get_by_text("Every row can be read")).to_be_visible(timeout=SOON)
    looked_at(page, pictures, "newport-import")
    press(page, "Import all rows")
    expect(page.get_by_text("Imported into new.sqlite")).to_be_visible(timeout=SOON)
    press(page, "Work out the verdicts")
    running = page.get_by_role("button", name="Stop working out verdicts")
    expect(running).to_be_visible()
    expect(running).to_have_count(0, timeout=240_000)
    looked_at(page, pictures, "newport-scored")
