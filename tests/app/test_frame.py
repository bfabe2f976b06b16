"""What all pages have: no area, faults, footers, help."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.app.conftest import MAIN, Open, text_of
from transit.dashboard import page_list
from transit.dashboard.frame import ATTRIBUTION
from transit.dashboard.serving import AREA_VARIABLE

PAGES = tuple(each.file for each in page_list.PAGES if each.is_there)


@pytest.mark.parametrize("page", PAGES)
def test_every_page_names_its_sources(open_page: Open, page: str) -> None:
    """OpenStreetMap and the Open Government Licence are at the foot of every page."""
    text = text_of(open_page(page))
    for line in ATTRIBUTION:
        assert line in text


@pytest.mark.parametrize("page", PAGES)
def test_every_page_has_one_title(open_page: Open, page: str) -> None:
    """Screen readers begin there."""
    assert len(open_page(page).title) == 1


@pytest.mark.parametrize(
    ("page", "onwards"),
    [
        ("my_trainees", "Go to Training"),
        ("training", "Go to Plan"),
        ("timetable_watch", "Go to Plan"),
    ],
)
def test_an_empty_page_leads_on(
    open_page: Open, in_register: Path, page: str, onwards: str
) -> None:
    """Where something must be done on another page first, a link goes there."""
    del in_register
    assert onwards in [each.label for each in open_page(page).get("page_link")]


@pytest.mark.parametrize("folder", ["", "/no/such/folder"])
def test_without_an_area_the_page_says_how_to_make_one(
    folder: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No traceback: two commands, copied as they stand."""
    monkeypatch.setenv(AREA_VARIABLE, folder)
    app = AppTest.from_file(str(MAIN)).run()
    assert not app.exception
    assert "There is no area to show yet" in text_of(app)
    assert "transit demo" in app.code[0].value


def test_a_damaged_area_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A pointer to an edition that is gone: the page says so."""
    (tmp_path / "manifest.json").write_text('{"format": 1, "edition": "gone"}')
    monkeypatch.setenv(AREA_VARIABLE, str(tmp_path))
    app = AppTest.from_file(str(MAIN)).run()
    assert not app.exception
    assert "There is no area to show yet" in text_of(app)


def test_a_fault_of_ours_shows_no_message(
    open_page: Open, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """An unforeseen fault names its type and place; its text, which may be personal, nowhere."""
    from transit.dashboard.parts import question

    def fail(*_args: object, **_values: object) -> None:
        raise RuntimeError("12 Acacia Avenue")

    monkeypatch.setattr(question, "place_chooser", fail)
    app = open_page("journey_plan")
    assert "RuntimeError" in text_of(app)
    assert "Acacia" not in text_of(app) + caplog.text
    assert "RuntimeError" in caplog.text


def test_help_has_the_accessibility_statement(open_page: Open) -> None:
    """It names the standard and the known limits."""
    text = text_of(open_page("help"))
    assert "Accessibility statement" in text
    assert "2.2, level AA" in text
    assert "Known limits" in text
