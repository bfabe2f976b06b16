"""Importing: everything or nothing, once or twice the same, and out again as it came in."""

import csv
import datetime as dt

import openpyxl
import pytest
from register_files import TABLES, changed, write_table
from sqlalchemy import text

from transit.errors import StoreError
from transit.model.abilities import Ability, Lessons, Level
from transit.model.fact import Fact, Source, State
from transit.model.opportunities import Opening
from transit.model.people import Attendance, Companion, CompanionKind, Mode, Pass, PlaceKind
from transit.model.positions import Origin, Position
from transit.model.vehicles import Layout
from transit.model.weekdays import Weekday
from transit.store import create_store, open_store
from transit.store.export import export_files
from transit.store.importing import import_files
from transit.store.templates import WORKBOOK
from transit.store.whole import read_register

pytestmark = pytest.mark.slow


def held(register):
    """What a register holds."""
    store = open_store(register)
    try:
        with store.reading() as session:
            return read_register(session)
    finally:
        store.close()


def audited(register):
    """The actions in a register's audit."""
    store = open_store(register)
    try:
        with store.reading() as session:
            return [row.action for row in session.execute(text("SELECT action FROM audit"))]
    finally:
        store.close()


def test_what_is_in_the_files_is_in_the_register(register, files):
    """Each cell arrives as what it means: pence, seconds, days, facts with their source."""
    outcome = import_files(register, files)
    assert outcome.faults == ()
    kept = held(register)
    person = kept.people["P1"]
    assert person.pass_ == Pass(State.YES, 34_200, None, State.NO)
    assert person.companion == Companion(CompanionKind.FAMILY, (Weekday.MON,), State.UNKNOWN, 1600)
    assert person.attends == (
        Attendance("O1", "S1", (Weekday.MON, Weekday.FRI), None, Mode.MINIBUS),
        Attendance("O2", "S2", (Weekday.WED,), None, Mode.TAXI),
    )
    assert person.carer_home[:2] == (
        Opening(Weekday.MON, 25_200, 31_500),
        Opening(Weekday.MON, 55_800, 79_200),
    )
    assert kept.people["P2"].carer_home == ()
    assert [place.kind for place in person.places] == [PlaceKind.HOME, PlaceKind.RESPITE]
    assert person.places[0].at == Position(51.584, -2.99312, 1)
    assert person.limits.speed_m_s == 0.9
    assert person.limits.out_after_dark is State.NO
    assert person.limits.chair is State.UNKNOWN
    assert person.needs.accessible_toilet is State.YES
    assert person.abilities == (
        Ability(
            skill="cross_at_zebra",
            level=Level.WITH_AID,
            assessed_by="trainer 2",
            assessed_on=dt.date(2026, 10, 5),
            trainable=State.YES,
            lessons=Lessons(2, 6),
        ),
        Ability(skill="say_no"),
    )
    assert kept.people["P2"].abilities == ()
    venue = kept.opportunities["O1"]
    assert venue.fact("accessible_toilet") == Fact(State.NO, Source.SURVEYED)
    assert venue.fact("changing_places") == Fact()
    assert venue.entrances[1].step_free == Fact(State.NO, Source.SURVEYED)
    assert venue.price is not None and venue.price.pence == 4250
    assert [(each.day, each.from_s) for each in venue.hours if each.day is Weekday.SAT] == [
        (Weekday.SAT, 36_000),
        (Weekday.SAT, 46_800),
    ]
    assert venue.staff_hours == (Opening(Weekday.TUE, 34_200, 55_800),)
    assert kept.opportunities["O2"].staff_hours == ()
    assert kept.sessions["S2"].last_date == dt.date(2026, 12, 18)
    assert kept.vehicles["V1"].layouts == (Layout(10, 2), Layout(16, 0), Layout(8, 3))


def test_the_same_files_twice_change_nothing(register, files):
    """The second time every record is as before, and the audit has one import."""
    import_files(register, files)
    before = held(register)
    outcome = import_files(register, files)
    assert outcome.is_imported
    assert not any(each.added or each.changed for each in outcome.changes.values())
    assert len(outcome.changes["people"].unchanged) == 2
    assert held(register) == before
    assert audited(register) == ["import"]


def test_one_bad_row_keeps_everything_out(register, files):
    """Nothing is imported, of no table, and no register is made."""
    write_table(files["sessions"], changed("sessions", 0, end="09:00"))
    outcome = import_files(register, files)
    assert not outcome.is_imported and outcome.has_errors
    with pytest.raises(StoreError, match="no register"):
        open_store(register)


def test_a_bad_row_leaves_a_register_as_it_was(register, files):
    """What was there before stays, to the last cell."""
    import_files(register, files)
    before = held(register)
    write_table(files["people"], changed("people", 0, speed_m_s="40"))
    assert not import_files(register, files).is_imported
    assert held(register) == before


def test_good_rows_come_in_when_asked_for(register, files):
    """Without session S1 nobody can go there: P1 stays out with it, the others come in."""
    write_table(files["sessions"], changed("sessions", 0, end="09:00"))
    outcome = import_files(register, files, accept_good_rows=True)
    assert outcome.is_imported and outcome.has_errors
    kept = held(register)
    assert set(kept.sessions) == {"S2"}
    assert set(kept.people) == {"P2"}
    assert {(fault.file, fault.row, fault.field) for fault in outcome.faults} == {
        ("sessions.csv", 2, "end"),
        ("people.csv", 2, "session_id"),
        ("places.csv", 2, "person_id"),
        ("attendance.csv", 2, "person_id"),
        ("abilities.csv", 2, "person_id"),
        ("abilities.csv", 3, "person_id"),
    }


def test_a_later_file_changes_what_it_names_only(register, files):
    """A new home for P1 leaves their respite place, abilities and further session, and P2."""
    import_files(register, files)
    before = held(register)
    rows = changed("people", 0, home_lat="51.5555")[:1]
    write_table(files["people"], rows)
    outcome = import_files(register, {"people": files["people"]})
    assert outcome.changes["people"].changed == ("P1",)
    kept = held(register)
    assert kept.people["P1"].places[0].at.lat == 51.5555
    assert kept.people["P1"].places[1:] == before.people["P1"].places[1:]
    assert kept.people["P1"].abilities == before.people["P1"].abilities
    assert kept.people["P1"].attends == before.people["P1"].attends
    assert kept.people["P2"] == before.people["P2"]


def test_one_ability_is_assessed_anew(register, files):
    """Another row for one skill leaves the others."""
    import_files(register, files)
    rows = [
        {
            "person_id": "P1",
            "skill": "say_no",
            "level": "3",
            "assessed_by": "x",
            "assessed_on": "2026-11-01",
        }
    ]
    import_files(register, {"abilities": write_table(files["abilities"], rows)})
    levels = {each.skill: each.level for each in held(register).people["P1"].abilities}
    assert levels == {"cross_at_zebra": Level.WITH_AID, "say_no": Level.ALONE}


def test_an_export_makes_an_equal_register(new_register, files, tmp_path):
    """Out and in again, everything is the same, and exporting that gives the same letters."""
    first, second = new_register(), new_register()
    import_files(first, files)
    store = open_store(first)
    written = export_files(store, tmp_path / "out")
    store.close()
    assert audited(first) == ["import", "export"]
    outcome = import_files(second, written)
    assert {fault.found for fault in outcome.faults} == {"a header only"}  # no rides are recorded
    assert held(second) == held(first)
    again = open_store(second)
    for name, path in export_files(again, tmp_path / "again").items():
        assert path.read_bytes() == written[name].read_bytes()
    again.close()


def test_postcodes_are_looked_up_with_their_precision(register, files, tmp_path):
    """A home by postcode lies in its middle, 100 m give or take; the file is needed once only."""
    postcodes = tmp_path / "codes.csv"
    postcodes.write_text("postcode,latitude,longitude\nNP20 1AA,51.5871,-2.9951\n")
    row = {"person_id": "P3", "home_postcode": "np201aa", "profile": "walks-well"}
    path = write_table(tmp_path / "people.csv", [row])
    assert not import_files(register, {"people": path}).is_imported
    assert import_files(register, {"people": path}, postcodes=postcodes).faults == ()
    home = Position(51.5871, -2.9951, 100, Origin.POSTCODE, "NP20 1AA")
    assert held(register).people["P3"].places[0].at == home
    assert import_files(register, {"people": path}).changes["people"].unchanged == ("P3",)


def test_a_place_far_from_the_area_is_a_warning(register, files):
    """It is imported all the same: somebody may live in the next county."""
    outcome = import_files(register, files, is_far=lambda at: at.lat < 51.575)
    assert outcome.is_imported and not outcome.has_errors
    assert [(fault.file, fault.field, fault.id) for fault in outcome.faults] == [
        ("fleet.csv", "depot_lat", "V1")
    ]
    assert "500 m" in outcome.faults[0].found


def test_a_workbook_is_read_like_the_files(new_register, files, templates, tmp_path):
    """Numbers, dates and times as a spreadsheet keeps them give the same register."""
    (template,) = (path for path in templates if path.name == WORKBOOK)
    book = openpyxl.load_workbook(template)
    for name, rows in TABLES.items():
        sheet = book[name]
        columns = [cell.value for cell in sheet[1]]
        for row in rows:
            sheet.append([_as_excel(column, row.get(column)) for column in columns])
    book.save(tmp_path / "filled.xlsx")
    first, second = new_register(), new_register()
    outcome = import_files(first, dict.fromkeys(TABLES, tmp_path / "filled.xlsx"))
    assert outcome.faults == ()
    import_files(second, files)
    assert held(first) == held(second)


def test_what_is_typed_into_a_template_stays_text(templates):
    """Cells still to be filled have the form of their column: no id or date is made a number."""
    (template,) = (path for path in templates if path.name == WORKBOOK)
    book = openpyxl.load_workbook(template)
    for name in TABLES:
        sheet = book[name]
        letters = [cell.column_letter for cell in sheet[1]]
        assert {sheet.column_dimensions[each].number_format for each in letters} == {"@"}


def _as_excel(column, value):
    """A cell as Excel would have made it of what was typed."""
    if value is None:
        return None
    if column in ("start", "end", "pass_from", "available_from", "available_to"):
        hours, minutes = value.split(":")
        return dt.time(int(hours), int(minutes))
    if column.endswith(("_on", "_date")):
        return dt.datetime.fromisoformat(
            value if "-" in value else "-".join(reversed(value.split("/")))
        )
    try:
        return float(value) if "." in value else int(value)
    except ValueError:
        return value


def test_templates_explain_themselves_and_hold_nothing(register, templates, tmp_path):
    """An untouched template imports as nothing; its examples would be good rows."""
    tables = {path.stem: path for path in templates if path.suffix == ".csv"}
    del tables["observations"]  # read by transit survey
    outcome = import_files(register, tables)
    assert not outcome.has_errors
    assert not any(outcome.rows.values())
    filled = {}
    for name, path in tables.items():
        with path.open(encoding="utf-8-sig", newline="") as file:
            header, *_, example = csv.reader(file)
        cells = [cell.removeprefix("# ").removeprefix("e.g. ") for cell in example]
        filled[name] = write_table(
            tmp_path / f"{name}.csv", [dict(zip(header, cells, strict=True))]
        )
    del filled["attendance"]  # its example goes to an opportunity of another row
    outcome = import_files(register, filled)
    assert outcome.faults == ()


def test_two_imports_at_once_do_not_mix(register, files):
    """Whoever comes second waits for the first to finish, then sees what it wrote."""
    import threading

    create_store(register).close()
    outcomes = []
    threads = [
        threading.Thread(target=lambda: outcomes.append(import_files(register, files)))
        for _ in range(3)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    added = sorted(len(outcome.changes["people"].added) for outcome in outcomes)
    assert added == [0, 0, 2]
    assert audited(register) == ["import"]
