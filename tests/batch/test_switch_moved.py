"""Sessions at other times: verdicts at the new times, and who loses the journey home."""

import datetime as dt
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from tests.town_files import at, timetable, town
from tests.town_register import write_town_register
from transit.batch.switch_inputs import Moved, with_sessions_moved
from transit.batch.switch_moved import AtNewTimes, at_new_times
from transit.fleet.candidates import Judged, JudgedKey
from transit.model.abilities import Ability, Level
from transit.model.fact import State
from transit.model.limits import Limits
from transit.model.notice import Severity
from transit.model.opportunities import Entrance, Opportunity, Session
from transit.model.override import Override
from transit.model.people import Attendance, Mode, Person, PlaceKind, StartPlace
from transit.model.positions import Position
from transit.model.register import Register
from transit.model.verdict import Rung
from transit.model.weekdays import Weekday
from transit.network.build import build_area
from transit.read.parameters import read_parameters
from transit.read.skills import read_skills
from transit.store import Store, open_store
from transit.store.importing import import_files

HOUR, MINUTE = 3600, 60
LAST_HOME_S = 12 * HOUR + 30 * MINUTE
KEY = ("P1", 0, "S1")


@pytest.fixture(scope="module")
def area(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the town with buses both ways; the last one home leaves East End at 12:30."""
    folder = tmp_path_factory.mktemp("moved-town")
    tables = timetable()
    for number in range(8):
        leaves = LAST_HOME_S - number * 30 * MINUTE
        tables["trips.txt"] += f"r7,week,back{number},West End\n"
        for stop, moment, place in ((leaves, "east", 1), (leaves + 240, "west", 2)):
            clock = str(dt.timedelta(seconds=stop)).zfill(8)
            tables["stop_times.txt"] += f"back{number},{clock},{clock},{moment},{place}\n"
    feed = folder / "feed.zip"
    with zipfile.ZipFile(feed, "w") as archive:
        for name, text in tables.items():
            archive.writestr(name, text)
    streets = town().write(folder / "town.osm")
    build_area(osm=streets, gtfs=[feed], out=folder / "area", draw_map=False)
    return folder / "area"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """Return a register without observations: nobody saw anything."""
    folder = tmp_path_factory.mktemp("moved")
    assert import_files(folder / "register.db", write_town_register(folder / "files")).is_imported
    return open_store(folder / "register.db")


def spot(x: float, y: float) -> Position:
    """Return a place in the town."""
    return Position(*at(x, y), 10)


def register(mode: Mode = Mode.MINIBUS) -> Register:
    """Return somebody who walks 500 m at most, and goes to the library 900 m away until noon."""
    on = dt.date(2026, 1, 5)
    abilities = tuple(
        Ability(
            skill=name,
            level=Level.ALONE,
            assessed_by="T1",
            assessed_on=on,
            trainable=State.NO,
        )
        for name in read_skills().skills
    )
    person = Person(
        id="P1",
        places=(StartPlace(PlaceKind.HOME, spot(160, 6)),),
        profile="walks-well",
        limits=Limits(walk_total_m=500, chair=State.NO),
        mode_now=mode,
        abilities=abilities,
        attends=(Attendance("O1", "S1", (Weekday.MON,)),),
    )
    venue = Opportunity(
        id="O1", name="Library", kind="library", entrances=(Entrance(spot(1060, 6)),)
    )
    session = Session(
        id="S1",
        opportunity="O1",
        activity="reading",
        days=(Weekday.MON,),
        start_s=10 * HOUR,
        end_s=12 * HOUR,
    )
    return Register(people={"P1": person}, opportunities={"O1": venue}, sessions={"S1": session})


def moved_by(
    store: Store,
    area: Path,
    later_s: int,
    known: dict[JudgedKey, Judged],
    mode: Mode = Mode.MINIBUS,
) -> AtNewTimes:
    """Judge the session so much later."""
    moved = (Moved("S1", 10 * HOUR + later_s, 12 * HOUR + later_s),)
    today = register(mode)
    then = with_sessions_moved(today, moved)
    return at_new_times(store, area, today, then, known, moved, read_parameters())


def alone(rung: Rung = Rung.NOW, decided: Override | None = None) -> dict[JudgedKey, Judged]:
    """Return what was known at the old times."""
    return {KEY: Judged(rung=rung, sure=rung, decided=decided)}


def test_a_quarter_of_an_hour_later_there_still_is_a_bus_home(store: Store, area: Path) -> None:
    """It ends at 12:15 and the bus leaves at 12:30: they stay somebody who could go alone."""
    found = moved_by(store, area, 15 * MINUTE, alone())
    judged = found.judged[KEY]
    assert judged.rung in (Rung.NOW, Rung.WITH_TRAINING)
    assert judged.back is not None and judged.back.leave_s >= 12 * HOUR + 15 * MINUTE
    assert judged.out is not None and judged.out.arrive_s <= 10 * HOUR + 15 * MINUTE
    (move,) = found.moves
    assert (move.people, move.alone_before, move.alone_after, move.is_judged) == (1, 1, 1, True)
    assert not found.lost and not found.notices


@pytest.mark.parametrize(("mode", "rides"), [(Mode.MINIBUS, True), (Mode.BUS, False)])
def test_who_loses_the_journey_home_is_named(
    store: Store, area: Path, mode: Mode, rides: bool
) -> None:
    """It ends at 13:00, the last bus home left at 12:30, and 900 m are too far to walk."""
    found = moved_by(store, area, HOUR, alone(), mode)
    assert found.judged[KEY].counts > Rung.WITH_TRAINING
    (lost,) = found.lost
    assert (lost.person, lost.session, lost.before) == ("P1", "S1", "now")
    assert (lost.way, lost.why, lost.rides) == ("back", "no_journey_back", rides)
    (notice,) = found.notices
    assert notice.severity is Severity.INFO and "P1" in notice.message
    assert "the journey home" in notice.message
    assert ("they do not ride on the fleet today" in notice.todo) is not rides


def test_what_changed_before_is_no_fault_of_the_move(store: Store, area: Path) -> None:
    """Saved verdicts say door to door, or now, or nothing: the old times are judged again."""
    kept = [moved_by(store, area, HOUR, some) for some in (alone(Rung.DOOR_TO_DOOR), alone(), {})]
    assert [each.lost for each in kept] == [kept[0].lost] * 3 and len(kept[0].lost) == 1
    assert {(each.moves[0].alone_before, each.moves[0].alone_after) for each in kept} == {(1, 0)}
    # Somebody with no bus home at the old times either, whose saved verdict is of other days.
    late = with_sessions_moved(register(), (Moved("S1", 11 * HOUR, 13 * HOUR),))
    later = (Moved("S1", 11 * HOUR + 15 * MINUTE, 13 * HOUR + 15 * MINUTE),)
    then = with_sessions_moved(late, later)
    found = at_new_times(store, area, late, then, alone(), later, read_parameters())
    assert not found.lost and found.moves[0].alone_before == 0


def test_a_decision_about_the_old_times_counts_at_the_old_times(store: Store, area: Path) -> None:
    """Door to door by decision at both: nothing is lost though the bus home is."""
    found = moved_by(store, area, HOUR, alone(decided=decided(Rung.DOOR_TO_DOOR)))
    assert not found.lost and found.moves[0].alone_before == 0


def decided(rung: Rung) -> Override:
    """Return what a practitioner decided of the old times."""
    return Override(
        person="P1",
        place=0,
        opportunity="O1",
        session="S1",
        rung=rung,
        by="T1",
        reason="seen",
        made_at=dt.datetime(2026, 1, 5, tzinfo=dt.UTC),
        review_on=dt.date(2099, 1, 5),
    )


def test_decisions_about_the_old_times_hold_only_where_they_ask_for_more_help(
    store: Store, area: Path
) -> None:
    """Signed off for the old times is no sign-off for the new; somebody along stays along."""
    signed = {KEY: replace(alone(decided=decided(Rung.NOW))[KEY], is_signed_off=True)}
    now = moved_by(store, area, 15 * MINUTE, signed).judged[KEY]
    assert now.decided is None and not now.is_signed_off
    careful = alone(decided=decided(Rung.WITH_COMPANION))
    now = moved_by(store, area, 15 * MINUTE, careful).judged[KEY]
    assert now.counts is Rung.WITH_COMPANION


def test_without_journeys_to_ask_nobody_counts(store: Store, tmp_path: Path) -> None:
    """As careful as ever: nothing is known of the moved session, and that is said."""
    known = alone() | {("P1", 0, "S2"): Judged(rung=Rung.NOW, sure=Rung.NOW)}
    found = moved_by(store, tmp_path, HOUR, known)
    assert set(found.judged) == {("P1", 0, "S2")}
    assert [each.code for each in found.notices] == ["switch_move_not_judged"]
    assert not found.moves[0].is_judged and not found.lost


def test_nothing_moved_nothing_changes(store: Store, tmp_path: Path) -> None:
    """No area is opened."""
    known = alone()
    found = at_new_times(store, tmp_path, register(), register(), known, (), read_parameters())
    assert found == AtNewTimes(known)
