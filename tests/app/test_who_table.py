"""The table of verdicts: sorted by its headings, kept in the address, taken along as a file."""

import csv
import io
from pathlib import Path

import openpyxl
import pytest

from tests.app.conftest import Open, text_of
from tests.app.test_who import count_shown
from transit.dashboard.parts import verdict_table
from transit.dashboard.verdict_data import read_directory
from transit.dashboard.verdict_export import COLUMNS, as_csv, as_workbook
from transit.dashboard.verdict_look import CHECK, STALE_WORDS
from transit.errors import InputError
from transit.model.verdict import Rung
from transit.model.weekdays import Weekday
from transit.present.spreadsheets import neutral
from transit.store import open_store
from transit.store.verdict_order import Order
from transit.store.verdict_pages import ALL, Chosen

PRESSED = {"person": -1, "verdict": -3}


def names(text: str) -> list[str]:
    """Return whose verdicts a page shows, in its order."""
    return [part[:2] for part in text.split('aria-label="Why: ')[1:]]


def test_headings_sort(open_page: Open, in_scored: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By person as it comes; by the verdict's heading, and again the other way round."""
    monkeypatch.setattr(verdict_table, "PAGE", 8)
    app = open_page("who_could_travel")
    assert names(text_of(app)) == [f"P{number}" for number in (1, 1, 1, 2, 2, 2, 3, 3)]
    assert 'aria-sort="ascending"><button type="button" class="sort" data-open-row="-1"' in (
        text_of(app)
    )
    app.number_input(key="page_who").set_value(2).run()
    for sort in ("ascending", "descending"):
        pressed = iter([PRESSED["verdict"]])
        monkeypatch.setattr(verdict_table, "opened_row", lambda _, it=pressed: next(it, None))
        app.run()
        assert not app.exception
        text = text_of(app)
        assert f'aria-sort="{sort}"><button type="button" class="sort" data-open-row="-3"' in text
    # Worst first: of door to door there are two, both of person 2.
    assert names(text)[:2] == ["P2", "P2"]
    assert app.query_params["sort"] == "-verdict"


def test_filters_are_in_the_address(open_page: Open, in_scored: Path) -> None:
    """Each has a word there; what leaves nothing out has none, and nobody is named."""
    app = open_page("who_could_travel")
    assert app.query_params == {}
    app.pills(key="filter_rungs").set_value([Rung.NOW, Rung.WITH_TRAINING]).run()
    app.selectbox(key="filter_confidence").set_value(CHECK).run()
    app.selectbox(key="filter_venue").set_value("O1").run()
    app.selectbox(key="filter_day").set_value(Weekday.THU).run()
    assert app.query_params == {
        "verdict": "now with_training",
        "confidence": "check",
        "place": "O1",
        "day": "thu",
    }
    assert count_shown(app) == "1 verdict"


def test_an_address_sets_the_filters(open_page: Open, in_scored: Path) -> None:
    """As after a reload, or from a link; the fields show it and can be changed."""
    app = open_page("who_could_travel")
    app.query_params["state"] = "stale"
    app.query_params["sort"] = "verdict"
    app.run()
    assert app.selectbox(key="filter_state").value == STALE_WORDS
    assert count_shown(app) == "1 verdict"
    assert app.session_state["order_who"] == (Order.VERDICT, False)
    app.selectbox(key="filter_state").set_value("All").run()
    assert count_shown(app) == "9 verdicts"
    assert app.query_params == {"sort": "verdict"}


@pytest.mark.parametrize(
    "address",
    [
        {"verdict": "nonsense", "place": "O99", "day": "someday", "page": "-3", "sort": "who"},
        {"page": "٣", "group": "<script>", "confidence": "1' or '1'='1"},
        {"person": "P1"},
        {"page": "99999"},
    ],
)
def test_an_odd_address_shows_everything(
    open_page: Open, in_scored: Path, address: dict[str, str]
) -> None:
    """What is not understood leaves nothing out, and is gone from the address."""
    app = open_page("who_could_travel")
    for name, value in address.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception
    assert count_shown(app) == "9 verdicts"
    assert app.query_params == {}


def test_the_map_counts_who_is_looked_at(open_page: Open, in_scored: Path) -> None:
    """Alone: at the library persons 1 and 3, at the garden 1. After training: 1 (late) and 3."""
    from transit.dashboard.parts import verdict_counts

    shown = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(verdict_counts, "show_map", lambda _, content, **__: shown.append(content))
        app = open_page("who_could_travel")
        app.pills(key="filter_rungs").set_value([Rung.WITH_TRAINING]).run()
    counts = [sorted(point.text for point in content.points) for content in shown]
    assert counts[0] == ["1", "2"]
    assert counts[-1] == ["1", "1"]


def test_pages_of_many_verdicts(
    open_page: Open, in_scored: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Four a page: the third has one; another filter begins at the first page again."""
    monkeypatch.setattr(verdict_table, "PAGE", 4)
    app = open_page("who_could_travel")
    app.number_input(key="page_who").set_value(3).run()
    assert "Verdicts 9 to 9 of 9" in text_of(app)
    assert app.query_params["page"] == "3"
    app.selectbox(key="filter_day").set_value(Weekday.THU).run()
    assert "Verdicts 1 to 3 of 3" in text_of(app)
    assert "page" not in app.query_params


def test_a_file_has_what_the_filters_leave(in_scored: Path) -> None:
    """Nine lines and a heading; of one filter three; the audit says how many were taken."""
    store = open_store(in_scored)
    directory = read_directory(store)
    rows = list(csv.DictReader(io.StringIO(as_csv(store, directory, ALL).decode("utf-8-sig"))))
    assert len(rows) == 9
    assert tuple(rows[0]) == COLUMNS
    assert rows[1] | {"days": "Thu", "begins": "18:00", "ends": "20:30"} == rows[1]
    assert rows[1]["verdict"] == "Alone after training"
    assert rows[1]["confidence"] == CHECK
    assert (rows[1]["lessons_low"], rows[1]["lessons_high"]) == ("3", "10")
    assert (rows[1]["leave_home"], rows[1]["arrive_there"], rows[1]["lines_there"]) == (
        "09:12",
        "09:48",
        "7",
    )
    assert {row["status"] for row in rows} == {"for review"}
    book = openpyxl.load_workbook(
        io.BytesIO(as_workbook(store, directory, Chosen(people=("P2",)), most=3))
    )
    sheet = list(book["verdicts"].values)
    assert sheet[0] == COLUMNS
    assert [row[0] for row in sheet[1:]] == ["P2", "P2", "P2"]
    with pytest.raises(InputError, match="more than 8 rows"):
        as_workbook(store, directory, ALL, most=8)
    with store.reading() as session:
        from transit.store.audit_table import AuditTable

        told = [each.detail for each in session.query(AuditTable).filter_by(action="export")]
    store.close()
    assert [str(each).replace("'", '"') for each in told] == ['{"verdicts": 9}', '{"verdicts": 3}']


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ('=HYPERLINK("http://x")', '\'=HYPERLINK("http://x")'),
        ("+44", "'+44"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("  =1", "'  =1"),
        ("Library", "Library"),
        ("A = B", "A = B"),
        ("", ""),
    ],
)
def test_no_text_is_run(text: str, safe: str) -> None:
    """What a spreadsheet program would run gets an apostrophe before it."""
    assert neutral(text) == safe


def test_a_place_named_like_a_formula_is_text(in_scored: Path) -> None:
    """In the workbook it is a string, and nothing is computed."""
    from sqlalchemy import update

    from transit.store.directory_tables import OpportunityTable

    store = open_store(in_scored)
    with store.writing() as session:
        session.execute(update(OpportunityTable).values(name="=1+1"))
    book = openpyxl.load_workbook(
        io.BytesIO(as_workbook(store, read_directory(store), ALL, most=100))
    )
    store.close()
    cell = book["verdicts"].cell(2, COLUMNS.index("opportunity") + 1)
    assert (cell.value, cell.data_type) == ("'=1+1", "s")
