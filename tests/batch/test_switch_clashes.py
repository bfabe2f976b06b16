"""Sessions moved onto others of the same person: named, and in neither of the years compared."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.town_register import TOWN_TABLES, write_town_register
from transit.batch import switch
from transit.batch.switch import study_switch
from transit.batch.switch_asked import SwitchAsked
from transit.batch.switch_clashes import find_clashes, without_rides
from transit.batch.switch_inputs import Moved, with_sessions_moved
from transit.batch.switch_moved import AtNewTimes
from transit.errors import InputError
from transit.fleet.today import rides_today
from transit.model.opportunities import Entrance, Opportunity, Session
from transit.model.parameters import Parameters
from transit.model.people import Attendance, Mode, Person, PlaceKind, StartPlace
from transit.model.positions import Position
from transit.model.register import Register
from transit.model.weekdays import Days, Weekday
from transit.present.move_words import lost_rows, lost_sentences
from transit.read.parameters import read_parameters
from transit.store.importing import import_files

HOUR = 3600
MON, TUE = Weekday.MON, Weekday.TUE
MORNING, EVENING = "S002", "S020"
LATE = (Moved(MORNING, 15 * HOUR + HOUR // 2, 21 * HOUR + HOUR // 2),)


def going(mode: Mode = Mode.MINIBUS, evening: Days = (MON,), start_s: int = 16 * HOUR) -> Register:
    """Return two people who go on Mondays from 9:30 to 15:30, P001 also from four to eight."""
    home = (StartPlace(PlaceKind.HOME, Position(51.0, 0.0, 10)),)
    places = {
        name: Opportunity(
            id=name, name=name, kind="club", entrances=(Entrance(Position(lat, 0.0, 10)),)
        )
        for name, lat in (("O1", 51.1), ("O2", 51.2))
    }
    both = (
        Attendance("O1", MORNING, (MON,), mode=Mode.MINIBUS),
        Attendance("O2", EVENING, evening, mode=mode),
    )
    people = [
        Person(id=name, places=home, profile="walks-well", attends=attends)
        for name, attends in (("P001", both), ("P002", both[:1]))
    ]
    times = {MORNING: (9 * HOUR + HOUR // 2, 15 * HOUR + HOUR // 2), EVENING: (start_s, 20 * HOUR)}
    sessions = {
        name: Session(
            id=name, opportunity=at, activity="Club", days=(MON, TUE), start_s=on[0], end_s=on[1]
        )
        for (name, on), at in zip(times.items(), places, strict=True)
    }
    return Register(
        people={each.id: each for each in people}, opportunities=places, sessions=sessions
    )


def rides(register: Register) -> dict[str, int]:
    """Count the rides of a week by person."""
    made = [each.person for each in rides_today(register, {}, read_parameters()).rides]
    return {name: made.count(name) for name in register.people}


@pytest.mark.parametrize("mode", [Mode.MINIBUS, Mode.BUS])
def test_who_cannot_be_at_both_is_named(mode: Mode) -> None:
    """Until half past nine in the evening and from four: P001, also by bus to the second."""
    today = going(mode)
    found = find_clashes(today, with_sessions_moved(today, LATE), LATE)
    (lost,) = found.lost
    assert (lost.person, lost.session, lost.overlaps, lost.rides) == (
        "P001",
        MORNING,
        EVENING,
        True,
    )
    assert found.people == {"P001"}
    assert [each.code for each in found.notices] == ["switch_move_clashes"]
    assert lost_rows(found.lost)[0][2:4] == ("Also goes to S020", "At the same time as S020")
    assert "two sessions at once: P001" in lost_sentences(found.lost)[0]


def test_no_ride_is_saved_by_a_clash() -> None:
    """P001 rides there, on and home, then there and home only; of those compared none goes."""
    today = going()
    then = with_sessions_moved(today, LATE)
    assert (rides(today), rides(then)) == ({"P001": 3, "P002": 2}, {"P001": 2, "P002": 2})
    people = find_clashes(today, then, LATE).people
    compared = [rides(without_rides(each, people)) for each in (today, then)]
    assert compared == [{"P001": 0, "P002": 2}] * 2


@pytest.mark.parametrize(
    ("today", "moved"),
    [
        (going(evening=(TUE,)), LATE),  # another day
        (going(), (Moved(MORNING, 10 * HOUR, 16 * HOUR),)),  # ends as the other begins
        (going(start_s=15 * HOUR), (Moved(MORNING, 10 * HOUR, 16 * HOUR),)),  # they overlap today
        (replace(going(), people={"P002": going().people["P002"]}), LATE),
        (going(), ()),
    ],
)
def test_who_can_be_at_both_as_before_is_compared(
    today: Register, moved: tuple[Moved, ...]
) -> None:
    """Nobody is left out."""
    found = find_clashes(today, with_sessions_moved(today, moved), moved)
    assert not found.lost and not found.people and not found.notices


def test_who_can_be_at_both_only_then_is_in_neither_year() -> None:
    """From three today, with the first until half past; moved to end at two they do not overlap."""
    today, earlier = going(start_s=15 * HOUR), (Moved(MORNING, 8 * HOUR, 14 * HOUR),)
    found = find_clashes(today, with_sessions_moved(today, earlier), earlier)
    assert found.people == {"P001"} and not found.lost
    assert [each.code for each in found.notices] == ["switch_move_parts"]


class _SeenError(Exception):
    """Enough was seen."""


def test_a_study_plans_neither_year_with_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of the town's P1 and P2 in the morning, P2 also goes at one: S1 moved to noon until two."""
    goes = {"opportunity_id": "O1", "session_id": "S1", "days": "mon", "mode_now": "minibus"}
    later = {"session_id": "S4", "opportunity_id": "O2", "activity": "Tea", "days": "mon"}
    later |= {"start": "13:00", "end": "15:00"}
    also = {"person_id": "P2", "opportunity_id": "O2", "session_id": "S4", "days": "mon"}
    tables = {
        **TOWN_TABLES,
        "people": [row | goes for row in TOWN_TABLES["people"][:2]],
        "sessions": [*TOWN_TABLES["sessions"], later],
        "attendance": [also],
    }
    files = write_town_register(tmp_path / "files", tables)
    assert import_files(tmp_path / "register.db", files, who="test").is_imported
    planned = []

    def week(register: Register, area: Path, parameters: Parameters, *, fit: bool = True) -> object:
        planned.append(register)
        if len(planned) == 2:
            raise _SeenError
        return None

    monkeypatch.setattr(switch, "switch_week", week)
    monkeypatch.setattr(switch, "read_manifest", lambda area: {"edition": "town"})
    monkeypatch.setattr(switch, "at_new_times", lambda *given: AtNewTimes({}))
    moved = (Moved("S1", 12 * HOUR, 14 * HOUR),)
    with pytest.raises(_SeenError):
        study_switch(str(tmp_path / "register.db"), tmp_path, SwitchAsked(moved=moved))
    attends = [{name: len(who.attends) for name, who in each.people.items()} for each in planned]
    assert attends == [{"P1": 1, "P2": 0}] * 2
    assert [each.sessions["S1"].start_s // HOUR for each in planned] == [10, 12]
    with pytest.raises(InputError, match="P2 goes to two sessions"):
        study_switch(
            str(tmp_path / "register.db"), tmp_path, SwitchAsked(moved=moved, group=("P2",))
        )
