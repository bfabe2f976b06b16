"""Bad register files: each fault is told by file, row, field, found and expected."""

import datetime as dt

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from register_files import TABLES, changed, write_register_files, write_table

from transit.model.notice import Severity
from transit.read.parameters import read_parameters
from transit.read.register.checked import ROWS, check_table
from transit.read.register.columns import _names_somebody
from transit.read.register.columns_time import Hours
from transit.read.tables import read_table
from transit.store.importing import read_files

LIMITS = read_parameters()


def faults_of(path, name="people"):
    """Every fault of one file."""
    return read_files({name: path}, LIMITS).faults


def one_fault(tmp_path, table, number, **cells):
    """The only fault of a table with some cells changed."""
    path = write_table(tmp_path / f"{table}.csv", changed(table, number, **cells))
    (fault,) = faults_of(path, table)
    assert fault.severity is Severity.ERROR
    assert fault.row == number + 2
    return fault


def test_the_good_files_have_no_fault(tmp_path):
    """What the tests below make bad is good before."""
    assert read_files(write_register_files(tmp_path), LIMITS).faults == ()


@pytest.mark.parametrize(
    ("table", "cells", "field", "found", "expected"),
    [
        ("sessions", {"end": "10:00"}, "end", "not after the start", "later the same day"),
        ("sessions", {"start": "25:00"}, "start", "'25:00'", "00:00 to 24:00"),
        ("sessions", {"start": "0.4"}, "start", "'0.4'", "09:30"),
        ("sessions", {"days": "mon mon"}, "days", "'mon mon'", "mon tue fri"),
        ("sessions", {"days": "funday"}, "days", "'funday'", "mon tue fri"),
        ("sessions", {"days": ""}, "days", "nothing", "mon tue fri"),
        ("sessions", {"first_date": "45901"}, "first_date", "'45901'", "2026-09-01"),
        ("sessions", {"first_date": "31/02/2026"}, "first_date", "'31/02/2026'", "day first"),
        ("sessions", {"first_date": "1066-10-14"}, "first_date", "1066", "2026-09-01"),
        ("sessions", {"capacity": "12.5"}, "capacity", "'12.5'", "whole number"),
        ("sessions", {"capacity": "=1+1"}, "capacity", "a formula", "whole number"),
        ("sessions", {"activity": "=cmd|' /C calc'!A0"}, "activity", "a formula", "text"),
        ("sessions", {"activity": "@SUM(A1)"}, "activity", "a formula", "text"),
        ("sessions", {"activity": "x" * 201}, "activity", "x" * 40 + "…", "200 letters"),
        ("sessions", {"activity": "a\x07b"}, "activity", "a\\x07b", "text"),
        ("sessions", {"session_id": "S 1"}, "session_id", "'S 1'", "letters, digits"),
        ("opportunities", {"entrance_lat": "95"}, "entrance_lat", "'95'", "-90 to 90"),
        ("opportunities", {"entrance_lat": "nan"}, "entrance_lat", "'nan'", "-90 to 90"),
        ("opportunities", {"entrance_lat": "1_0"}, "entrance_lat", "'1_0'", "-90 to 90"),
        ("opportunities", {"entrance_lat": ""}, "entrance_lat", "nothing", "both latitude"),
        ("opportunities", {"hours": "all day"}, "hours", "'all day'", "Mo-Fr 09:00"),
        ("opportunities", {"staff_hours": "9-5"}, "staff_hours", "'9-5'", "Mo-Fr 09:00"),
        ("opportunities", {"hours": "Mo 09:00-12:00,11:00-13:00"}, "hours", "11:00", "Mo-Fr"),
        ("opportunities", {"price_gbp": "£42"}, "price_gbp", "'£42'", "pounds"),
        ("opportunities", {"price_gbp": "1.005"}, "price_gbp", "'1.005'", "two decimals"),
        ("opportunities", {"price_per": ""}, "price_per", "nothing", "what the price is for"),
        ("opportunities", {"accessible_toilet": "maybe"}, "accessible_toilet", "'maybe'", "yes,"),
        ("fleet", {"available_to": "07:00"}, "available_to", "not after", "a later time"),
        ("fleet", {"seats": "0", "wheelchair_spaces": "0"}, "seats", "nobody", "1 to 100"),
        ("fleet", {"other_layouts": "0+0"}, "other_layouts", "'0+0'", "10+2"),
        ("fleet", {"kind": "hovercraft"}, "kind", "'hovercraft'", "minibus"),
    ],
)
def test_a_bad_cell_is_told_with_its_value(tmp_path, table, cells, field, found, expected):
    """In tables without people the value helps to find it."""
    fault = one_fault(tmp_path, table, 0, **cells)
    assert fault.field == field
    assert found in fault.found
    assert expected in fault.expected


@pytest.mark.parametrize(
    ("cells", "field", "found", "expected"),
    [
        ({"speed_m_s": "40"}, "speed_m_s", "a number", "0.1 to 4.0"),
        ({"speed_m_s": "fast"}, "speed_m_s", "text of 4 letters", "0.1 to 4.0"),
        ({"profile": "runs-marathons"}, "profile", "text of 14 letters", "new-to-buses"),
        ({"profile": ""}, "profile", "nothing", "one of"),
        ({"home_lat": "-2.99", "home_lon": "51.58"}, "home_lat", "exchanged", "latitude first"),
        ({"home_lat": "0", "home_lon": "0"}, "home_lat", "zero", "own position"),
        ({"home_lat": "", "home_lon": ""}, "home_lat", "nothing", "or a postcode"),
        ({"person_id": "Jo Smith"}, "person_id", "text of 8 letters", "a pseudonym"),
        ({"person_id": "9434765919"}, "person_id", "a number", "no NHS"),
        ({"person_id": "QQ123456C"}, "person_id", "text of 9 letters", "National Insurance"),
        ({"days_a_week": "5"}, "days_a_week", "another number", "number of days"),
        ({"opportunity_id": "", "session_id": ""}, "opportunity_id", "nothing", "where they go"),
        ({"pass_to": "09:00"}, "pass_to", "not after pass_from", "a later time"),
        ({"cohort": "=HYPERLINK(1)"}, "cohort", "a formula", "text"),
        ({"mode_now": "helicopter"}, "mode_now", "text of 10 letters", "minibus"),
        ({"chair_width_mm": "68"}, "chair_width_mm", "a number", "300 to 1,500"),
    ],
)
def test_a_bad_cell_of_a_person_is_told_without_its_value(tmp_path, cells, field, found, expected):
    """Only id, row and field of a person are named, and what kind of value was found."""
    fault = one_fault(tmp_path, "people", 0, **cells)
    assert fault.field == field
    assert found in fault.found
    assert expected in fault.expected
    said = " ".join((fault.found, fault.expected, fault.id or ""))
    assert not any(len(cell) > 3 and cell in said for cell in cells.values())


def test_all_faults_are_told_at_once(tmp_path):
    """Three bad cells in two rows are three faults."""
    rows = changed("people", 0, speed_m_s="0", mode_now="?")
    rows[1]["profile"] = "none"
    found = faults_of(write_table(tmp_path / "people.csv", rows))
    assert [(fault.row, fault.field, fault.id) for fault in found] == [
        (2, "mode_now", "P1"),
        (2, "speed_m_s", "P1"),
        (3, "profile", "P2"),
    ]


def test_a_level_needs_who_and_when(tmp_path):
    """Nobody is assessed by nobody; a level that is no level is told."""
    rows = changed("abilities", 0, assessed_by="", assessed_on="")
    found = faults_of(write_table(tmp_path / "abilities.csv", rows), "abilities")
    assert [fault.field for fault in found] == ["assessed_by", "assessed_on"]
    assert one_fault(tmp_path, "abilities", 0, level="4").field == "level"
    assert one_fault(tmp_path, "abilities", 0, lessons_high="1").field == "lessons_high"
    assert one_fault(tmp_path, "abilities", 0, lessons_high="").field == "lessons_high"
    assert one_fault(tmp_path, "abilities", 0, skill="fly").field == "skill"


def test_an_id_given_twice_keeps_both_rows_out(tmp_path):
    """Which of two rows is meant, nobody can tell; each names the other."""
    path = write_table(tmp_path / "people.csv", changed("people", 1, person_id="P1"))
    reading = read_files({"people": path}, LIMITS)
    assert [(fault.row, fault.found) for fault in reading.faults] == [
        (2, "the same as in row 3"),
        (3, "the same as in row 2"),
    ]
    assert not any(reading.checked.values())


def test_a_column_that_is_not_kept_is_refused(tmp_path):
    """Names and diagnoses have no column; a misspelt one is told what it may have meant."""
    rows = [{**row, "full_name": "Jo"} for row in TABLES["people"]]
    (fault,) = faults_of(write_table(tmp_path / "people.csv", rows))
    assert fault.row == 1 and "does not keep" in fault.found and "Jo" not in str(fault)
    rows = [{**row, "walk_totl_m": "3"} for row in TABLES["people"]]
    (fault,) = faults_of(write_table(tmp_path / "people.csv", rows))
    assert fault.field == "walk_totl_m" and "walk_total_m" in fault.expected


def test_a_missing_column_is_told_once(tmp_path):
    """Not once a row, which would bury everything else."""
    rows = [{k: v for k, v in row.items() if k != "profile"} for row in TABLES["people"]]
    (fault,) = faults_of(write_table(tmp_path / "people.csv", rows))
    assert (fault.row, fault.field, fault.found) == (1, "profile", "no such column")


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b"", "an empty file"),
        (b"\n\n  ,,\n", "an empty file"),
        ("person_id,profile,cohort\nP1,walks-well,Größe\n".encode("latin-1"), "not UTF-8"),
        (b"PK\x03\x04\0\0\0", "not text"),
        (b'person_id,profile\nP1,"walks-well\n', "quotation mark"),
        (b"person_id,person_id\nP1,P2\n", "there twice"),
        (b"person_id,profile,home_lat,home_lon\nP1,walks-well,51.5,-3.1,x\n", "has no column"),
    ],
)
def test_a_file_that_is_no_table_is_told(tmp_path, data, found):
    """Wrong encodings and broken files have a message, with the row where it can be told."""
    path = tmp_path / "people.csv"
    path.write_bytes(data)
    assert any(found in fault.found for fault in faults_of(path))


def test_the_row_of_a_wrong_letter_is_told(tmp_path):
    """Row 3 holds the Latin-1 letter; the message says how to save the file."""
    path = tmp_path / "people.csv"
    path.write_bytes("person_id,profile\nP1,walks-well\nP2,Größe\n".encode("latin-1"))
    (fault,) = faults_of(path)
    assert "row 3" in fault.found and "CSV UTF-8" in fault.found


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_what_spreadsheets_write_is_read(tmp_path, encoding, delimiter):
    """Byte order marks, semicolons and tabs, blank lines and blanks around words."""
    lines = ["Person ID,Profile,home_lat,home_lon", "", " P1 ,walks-well,51.5,-3.1", ",,,"]
    text = "\r\n".join(line.replace(",", delimiter) for line in lines)
    path = tmp_path / "people.csv"
    path.write_bytes(text.encode(encoding))
    reading = read_files({"people": path}, LIMITS)
    assert reading.faults == ()
    assert reading.rows == {"people": 1}


def test_row_numbers_are_lines_of_the_file(tmp_path):
    """Also after a cell of two lines, an empty line and a line that explains."""
    path = tmp_path / "sessions.csv"
    path.write_text(
        "session_id,opportunity_id,activity,days,start,end\n"
        "# one row a session\n\n"
        'S1,O1,"a\nb",mon,10:00,11:00\n'
        "S2,O1,x,mon,10:00,9:00\n"
    )
    assert [fault.row for fault in faults_of(path, "sessions")] == [4, 6]


def test_there_is_no_such_file(tmp_path):
    """A missing file is a fault like any other."""
    (fault,) = faults_of(tmp_path / "people.csv")
    assert "no file that can be read" in fault.found
    (fault,) = faults_of(tmp_path / "people.xlsx")
    assert "no file that can be read" in fault.found


def workbook(path, name, rows):
    """Write a workbook with one sheet of these rows."""
    book = openpyxl.Workbook()
    book.active.title = name
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


def test_formulas_in_a_workbook_are_refused(tmp_path):
    """Whatever a formula shows, its text might do something elsewhere."""
    rows = [["session_id", "opportunity_id", "activity", "days", "start", "end"]]
    rows.append(["S1", "O1", "=1+1", "mon", dt.time(10), dt.time(11)])
    path = workbook(tmp_path / "s.xlsx", "sessions", rows)
    (fault,) = faults_of(path, "sessions")
    assert (fault.file, fault.row, fault.field) == ("s.xlsx/sessions", 2, "activity")
    assert fault.found == "a formula"


def test_dates_and_times_that_are_numbers_are_refused(tmp_path):
    """45901 may be 1 September 2025 or 2029, by the workbook's calendar; 0.4 may be anything."""
    rows = [["session_id", "opportunity_id", "activity", "days", "start", "end", "first_date"]]
    rows.append(["S1", "O1", "x", "mon", 0.4, dt.time(11), 45901])
    found = faults_of(workbook(tmp_path / "s.xlsx", "sessions", rows), "sessions")
    assert [(fault.field, fault.found) for fault in found] == [
        ("start", "0.4"),
        ("first_date", "45901"),
    ]


def test_a_workbook_must_be_one(tmp_path):
    """A CSV with the wrong ending, and a workbook without the sheet, are told."""
    path = tmp_path / "people.xlsx"
    path.write_text("person_id\n")
    assert "no XLSX workbook" in faults_of(path)[0].found
    book = openpyxl.Workbook()
    book.create_sheet("other")
    book.save(path)
    assert "no sheet 'people'" in faults_of(path)[0].found


def test_limits_of_size_are_kept(tmp_path):
    """Too many rows and too many bytes are refused; a small workbook may unpack large."""
    from transit.model.parameters import Parameter, Parameters

    def limits(rows, megabytes):
        made = {"register_most_rows": rows, "register_most_mb": megabytes}
        return Parameters(
            {name: Parameter(name, each, "", "", "", "assumed") for name, each in made.items()}
        )

    path = write_table(tmp_path / "people.csv", TABLES["people"])
    table, faults = read_table(path, "people", limits(1, 1))
    assert len(table.rows) == 1 and "at most 1 rows" in faults[0].expected
    assert "more than 0 MB" in read_table(path, "people", limits(9, 0.0001))[1][0].found
    packed = workbook(tmp_path / "p.xlsx", "people", [["person_id"]])
    assert "unpacks to more" in read_table(packed, "people", limits(9, 0.0001))[1][0].found


@given(st.binary(max_size=300))
def test_no_file_breaks_the_reader(tmp_path_factory, data):
    """Whatever the bytes, the answer is rows and faults."""
    path = tmp_path_factory.getbasetemp() / "any.csv"
    path.write_bytes(data)
    for kind in ROWS.values():
        table, _ = read_table(path, kind.table, LIMITS)
        check_table(table, kind)


@given(
    st.dictionaries(
        st.sampled_from(list(ROWS["people"].columns())),
        st.one_of(
            st.none(),
            st.booleans(),
            st.integers(),
            st.floats(),
            st.text(max_size=12),
            st.dates(),
            st.times(),
            st.datetimes(),
        ),
    )
)
def test_no_cell_breaks_the_checks(cells):
    """Whatever a workbook's cells hold, they are read or told, and never repeated."""
    from transit.read.tables import Table, TableRow

    given_cells = {name: cell for name, cell in cells.items() if cell is not None}
    table = Table("x", tuple(ROWS["people"].columns()), (TableRow(2, given_cells),))
    good, faults = check_table(table, ROWS["people"])
    assert len(good) + bool(faults) == 1


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Mo-Fr 09:00-16:00", "Mo,Tu,We,Th,Fr 09:00-16:00"),
        ("Mo Tu Th 9:30-15:30", "Mo,Tu,Th 09:30-15:30"),
        ("24/7", "Mo,Tu,We,Th,Fr,Sa,Su 00:00-24:00"),
        (
            "Su 10:00-12:00, 13:00-14:00; Sa 10:00-12:00",
            "Sa 10:00-12:00; Su 10:00-12:00,13:00-14:00",
        ),
    ],
)
def test_hours_are_read_and_written(text, written):
    """Written again they read the same."""
    hours = Hours("")
    assert hours.text(hours.parse(text)) == written
    assert hours.parse(written) == hours.parse(text)


def test_nhs_numbers_are_known_by_their_check_digit():
    """943 476 5919 is the example number of the NHS data dictionary; one digit off it is none."""
    assert _names_somebody("9434765919")
    assert _names_somebody("943-476-5919")
    assert not _names_somebody("9434765918")
    assert not _names_somebody("P001")
