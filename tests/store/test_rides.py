"""Ride needs and today's runs: in, out again, refused row by row, and gone with the person."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from tests.register_files import changed, write_register_files, write_table
from transit.model.clock import HOUR_S
from transit.model.fact import State
from transit.model.register import Register
from transit.model.rides import AssistantNeed, RideNeeds, StopAction, TodayRun, TodayStop
from transit.model.weekdays import Weekday
from transit.store import open_store
from transit.store.erase import erase_person
from transit.store.export import export_files
from transit.store.importing import import_files
from transit.store.whole import read_register

RIDES: Mapping[str, Sequence[Mapping[str, str]]] = {
    "ride_needs": [
        {
            "person_id": "P1",
            "walker": "yes",
            "board_s": "150",
            "assistant": "shared",
            "apart_from": "P2",
            "longest_ride_min": "45",
            "earliest_pick_up": "08:15",
            "hand_to_hand": "no",
            "met_at_home": "yes",
            "taxi_day_gbp": "31.37",
        },
        {"person_id": "P2", "seat_from_chair": "no", "assistant": "one to one"},
    ],
    "runs": [{"run_id": "R1", "vehicle_id": "V1", "days": "mon tue"}],
    "run_stops": [
        {"run_id": "R1", "stop_no": "1", "action": "depot", "planned": "08:40"},
        {"run_id": "R1", "stop_no": "2", "action": "pick up", "person_id": "P1"},
        {
            "run_id": "R1",
            "stop_no": "4",
            "action": "set down",
            "person_id": "P1",
            "session_id": "S1",
            "planned": "09:20",
        },
        {"run_id": "R1", "stop_no": "5", "action": "depot", "planned": "09:50"},
    ],
}


@pytest.fixture
def held(tmp_path: Path) -> Path:
    """Return a register with the tables of the tests."""
    path = tmp_path / "register.sqlite"
    files = write_register_files(tmp_path / "files")
    vehicles = changed("fleet", 0, paid_when_idle="yes")
    for name, rows in {**RIDES, "fleet": vehicles}.items():
        files[name] = write_table(tmp_path / f"{name}.csv", rows)
    outcome = import_files(path, files, who="test")
    assert outcome.is_imported and not outcome.has_errors
    return path


def read(path: Path) -> Register:
    """Return what a register holds."""
    store = open_store(path)
    try:
        with store.reading() as session:
            return read_register(session)
    finally:
        store.close()


def test_what_the_files_say_is_held(held: Path) -> None:
    """Empty cells are unknown, or as usual; stops are in the order of their numbers."""
    register = read(held)
    assert register.ride_needs["P1"] == RideNeeds(
        walker=State.YES,
        board_s=150,
        assistant=AssistantNeed.SHARED,
        apart_from=("P2",),
        longest_ride_min=45,
        earliest_pick_up_s=8 * HOUR_S + 900,
        hand_to_hand=State.NO,
        met_at_home=State.YES,
        taxi_day_pence=3137,
    )
    assert register.ride_needs["P2"].walker is State.UNKNOWN
    assert register.ride_needs["P2"].assistant is AssistantNeed.OWN
    assert register.runs["R1"] == TodayRun(
        "R1",
        "V1",
        (Weekday.MON, Weekday.TUE),
        (
            TodayStop(StopAction.DEPOT, at_s=8 * HOUR_S + 2400),
            TodayStop(StopAction.PICK_UP, "P1"),
            TodayStop(StopAction.SET_DOWN, "P1", "S1", 9 * HOUR_S + 1200),
            TodayStop(StopAction.DEPOT, at_s=9 * HOUR_S + 3000),
        ),
    )
    assert register.vehicles["V1"].paid_when_idle is State.YES


def test_what_is_exported_makes_an_equal_register(held: Path, tmp_path: Path) -> None:
    """Every table can be written and read again; a second time changes nothing."""
    store = open_store(held)
    files = export_files(store, tmp_path / "out", who="test")
    store.close()
    import_files(tmp_path / "again.sqlite", files, who="test")
    assert read(tmp_path / "again.sqlite") == read(held)
    outcome = import_files(held, files, who="test")
    assert not any(each.added or each.changed for each in outcome.changes.values())


@pytest.mark.parametrize(
    ("table", "number", "cells", "field"),
    [
        ("ride_needs", 0, {"person_id": "P9"}, "person_id"),
        ("ride_needs", 0, {"apart_from": "P2 P9"}, "apart_from"),
        ("ride_needs", 0, {"apart_from": "P1"}, "apart_from"),
        ("ride_needs", 0, {"apart_from": "P2 P2"}, "apart_from"),
        ("ride_needs", 0, {"together_with": "P2"}, "together_with"),
        ("ride_needs", 0, {"walker": "perhaps"}, "walker"),
        ("ride_needs", 0, {"assistant": "yes"}, "assistant"),
        ("ride_needs", 0, {"board_s": "1801"}, "board_s"),
        ("ride_needs", 0, {"longest_ride_min": "4"}, "longest_ride_min"),
        ("ride_needs", 0, {"earliest_pick_up": "8"}, "earliest_pick_up"),
        ("runs", 0, {"vehicle_id": "V9"}, "vehicle_id"),
        ("runs", 0, {"days": ""}, "days"),
        ("run_stops", 0, {"person_id": "P1"}, "person_id"),
        ("run_stops", 1, {"person_id": ""}, "person_id"),
        ("run_stops", 1, {"person_id": "P9"}, "person_id"),
        ("run_stops", 2, {"session_id": "S9"}, "session_id"),
        ("run_stops", 2, {"planned": "08:39"}, "planned"),
        ("run_stops", 2, {"action": "pick up"}, "action"),
        ("run_stops", 1, {"stop_no": "9"}, "action"),
        ("run_stops", 0, {"run_id": "R9"}, "run_id"),
    ],
)
def test_a_fault_is_told_by_row_and_field(
    held: Path, tmp_path: Path, table: str, number: int, cells: dict[str, str], field: str
) -> None:
    """Nothing is imported, and no message repeats what is in a cell about a person."""
    before = read(held)
    rows = [dict(row) for row in RIDES[table]]
    rows[number].update(cells)
    path = write_table(tmp_path / "bad.csv", rows)
    outcome = import_files(held, {table: path}, who="test")
    assert not outcome.is_imported
    assert (number + 2, field) in {(fault.row, fault.field) for fault in outcome.faults}
    assert read(held) == before


def test_a_file_of_runs_leaves_their_stops_and_a_file_of_stops_their_runs(
    held: Path, tmp_path: Path
) -> None:
    """Each table changes what it names."""
    rows = [{**RIDES["runs"][0], "days": "fri"}]
    import_files(held, {"runs": write_table(tmp_path / "runs.csv", rows)}, who="test")
    run = read(held).runs["R1"]
    assert run.days == (Weekday.FRI,) and len(run.stops) == 4
    rows = [dict(row) for row in RIDES["run_stops"][1:3]]
    import_files(held, {"run_stops": write_table(tmp_path / "stops.csv", rows)}, who="test")
    run = read(held).runs["R1"]
    assert run.days == (Weekday.FRI,) and len(run.stops) == 2


def test_who_is_erased_is_on_no_run_and_in_nobodys_company(held: Path) -> None:
    """Their needs, their stops, and what others' needs say of them are gone."""
    store = open_store(held)
    removed = erase_person(store, "P2", who="test")
    erase_person(store, "P1", who="test")
    store.close()
    assert removed["ride_need"] == 1 and removed["ride_company"] == 1
    register = read(held)
    assert register.ride_needs == {}
    assert [stop.action for stop in register.runs["R1"].stops] == [StopAction.DEPOT] * 2
