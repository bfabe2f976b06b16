"""A changed timetable equals what is built from the changed feed."""

import csv
import io
import zipfile
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from feeds import LINE, feed_files, trip, write_files
from hypothesis import given, settings
from hypothesis import strategies as st

from transit.errors import InputError
from transit.model.timetable_edit import EditKind, TimetableEdit
from transit.model.weekdays import Weekday
from transit.network.edited import edit_timetable
from transit.network.runs import take_runs
from transit.network.timetable import Timetable
from transit.network.timetable_build import build_timetable
from transit.network.timetable_runs import single_trips, with_trips
from transit.read.gtfs import read_feed
from transit.read.parameters import read_parameters

PARAMETERS = read_parameters()
CALENDAR = {
    "WEEK": "1,1,1,1,1,0,0,20230102,20230129",
    "SCHOOL": "1,1,1,1,1,0,0,20230102,20230113",
    "SAT": "0,0,0,0,0,1,0,20230102,20230129",
}


def line(trip_id, start, *, route="R", service="WEEK", back=False, **more):
    """A trip along A B C D, ten minutes between stops; times of B left to be put in."""
    names = "DCBA" if back else "ABCD"
    clock = [f"{(start + 10 * n) // 60:02d}:{(start + 10 * n) % 60:02d}" for n in range(4)]
    calls = [
        f"{name} {'-' if n == 1 else at}"
        for n, (name, at) in enumerate(zip(names, clock, strict=True))
    ]
    more = {"trip_headsign": names[-1], "block_id": ""} | more
    return trip(trip_id, *calls, route=route, service=service, **more)


TRIPS = [
    line("r1", 420, block_id="b1"), line("r2", 455, back=True, block_id="b1"),
    line("r3", 480), line("r4", 540), line("r5", 540, service="SCHOOL"), line("r6", 600),
    line("r7", 1080), line("r8", 600, service="SAT"), line("r9", 660, service="SAT"),
    line("q1", 425, route="Q"), line("q2", 485, route="Q"),
    line("q3", 520, route="Q", back=True),
]  # fmt: skip


def built(folder: Path, trips, **more) -> Timetable:
    """The timetable of a feed of these trips."""
    stops = {name: LINE[name] for name in "ABCD"}
    files = feed_files(trips, stops=stops, routes=("R", "Q"), calendar=CALENDAR, **more)
    return build_timetable([read_feed(write_files(folder, files), PARAMETERS)], PARAMETERS)[0]


@pytest.fixture(scope="module")
def real(tmp_path_factory) -> Timetable:
    """The timetable before any change."""
    return built(tmp_path_factory.mktemp("real") / "feed", TRIPS)


def told(timetable: Timetable) -> list[tuple[object, ...]]:
    """Every trip with its days, stops, times and boarding rules: all that a search can see."""
    runs_first = np.concatenate(
        (np.repeat(timetable.pattern_first_event[:-1], np.diff(timetable.pattern_first_trip)), [0])
    )
    rows = []
    ids, stops = timetable.trips["trip_id"], timetable.stops["stop_id"]
    headsign, route = timetable.trips["headsign"], timetable.trips["route"]
    for pattern in range(len(timetable.pattern_first_stop) - 1):
        visits = slice(*timetable.pattern_first_stop[pattern : pattern + 2])
        n_calls = visits.stop - visits.start
        first_trip = int(timetable.pattern_first_trip[pattern])
        for at in range(first_trip, int(timetable.pattern_first_trip[pattern + 1])):
            event = int(runs_first[first_trip]) + (at - first_trip) * n_calls
            calls = slice(event, event + n_calls)
            row, after = int(timetable.trip_row[at]), int(timetable.trip_next_row[at])
            rows.append(
                (
                    ids[row],
                    headsign[row],
                    timetable.routes["route_id"][int(route[row])],
                    ids[after] if after >= 0 else "",
                    int(timetable.trip_change_at[at]),
                    tuple(stops[int(n)] for n in timetable.pattern_stop[visits]),
                    tuple(timetable.arrival[calls].tolist()),
                    tuple(timetable.departure[calls].tolist()),
                    tuple(timetable.pattern_board[visits].tolist()),
                    tuple(timetable.pattern_alight[visits].tolist()),
                    tuple(timetable.event_timepoint[calls].tolist()),
                    timetable.active[timetable.trip_service[at]].tobytes(),
                )
            )
    return sorted(rows)


def edit(kind: str, **more) -> TimetableEdit:
    """A change; hours as ``hour * 3600``."""
    return TimetableEdit(kind=EditKind(kind), **more)


def hours(start: float, end: float) -> dict[str, int]:
    """A band in hours."""
    return {"from_s": int(start * 3600), "to_s": int(end * 3600)}


Change = Callable[[list], list]


def without(*ids: str) -> Change:
    """The feed without trips."""
    return lambda trips: [each for each in trips if each.trip_id not in ids]


CASES = {
    "route": (edit("cut", route="Q"), without("q1", "q2", "q3")),
    "band": (edit("cut", route="R", **hours(8, 9.01)), without("r3", "r4", "r5")),
    "block": (edit("cut", route="R", **hours(7.5, 8)), without("r2")),
    "stop": (edit("cut", stop="D", **hours(0, 8)), without("r1", "r2", "q1")),
    "headsign": (edit("cut", route="Q", headsign="a"), without("q3")),
    "days": (edit("cut", route="R", days=(Weekday.SAT,)), without("r8", "r9")),
    # 7:00, 8:00, 9:00, 10:00, 18:00: every second goes; school days' 9:00 is the same departure
    # on the same days of the week; 7:35 back and Saturday's 10:00 are the first of theirs.
    "halve": (edit("halve", route="R"), without("r3", "r6", "r9")),
}


@pytest.mark.parametrize("name", CASES)
def test_cuts_equal_the_feed_without_these_trips(real, tmp_path, name):
    """Trip by trip, with its days, calls and what its vehicle goes on as."""
    change, of_feed = CASES[name]
    edited = edit_timetable(real, [change], PARAMETERS)
    other = built(tmp_path / "feed", of_feed(TRIPS))
    assert told(edited.timetable) == told(other)
    for name in ("pattern_stop", "arrival", "departure", "pattern_first_trip", "trip_row"):
        assert np.array_equal(getattr(edited.timetable, name), getattr(other, name))
    assert edited.taken == (len(TRIPS) - len(of_feed(TRIPS)),)


def test_a_cut_that_joins_two_other_trips_is_told(tmp_path):
    """The bus of r1 runs q, then r2. Without q it goes on as r2 at once: people stay on board."""
    between = trip("q", "D 07:31", "C 07:32", "D 07:33", route="Q", service="WEEK", block_id="b1",
                   trip_headsign="D")  # fmt: skip
    timetable = built(tmp_path / "feed", [TRIPS[0], between, TRIPS[1]])
    assert edit_timetable(timetable, [edit("cut", route="Q")], PARAMETERS).rejoined
    last = edit("cut", route="R", **hours(7.55, 8))
    assert not edit_timetable(timetable, [last], PARAMETERS).rejoined


def test_trips_added_equal_a_feed_that_has_them(real, tmp_path):
    """Evenings every half hour: the 18:00 again on weekdays, the 11:00 on Saturdays, both ways."""
    change = edit("add", route="R", every_s=1800, **hours(19, 20.5))
    edited = edit_timetable(real, [change], PARAMETERS)
    more = []
    ways = (("r7", "WEEK", False), ("r9", "SAT", False), ("r2", "WEEK", True))
    for sample, service, back in ways:
        more += [
            line(f"{sample}+{n}", start, service=service, back=back)
            for n, start in enumerate((1140, 1170, 1200), start=1)
        ]
    assert told(edited.timetable) == told(built(tmp_path / "feed", TRIPS + more))
    assert (edited.taken, edited.added) == ((0,), (9,))


def test_twice_the_frequency_puts_a_trip_half_way(real, tmp_path):
    """7:00 8:00 9:00 10:00 get 7:30 8:30 9:30; 10:00 and 18:00 are too far apart."""
    edited = edit_timetable(real, [edit("double", route="R")], PARAMETERS)
    more = [
        line("r1+1", 450), line("r3+1", 510), line("r4+1", 570),
        line("r5+1", 570, service="SCHOOL"), line("r8+1", 630, service="SAT"),
    ]  # fmt: skip
    assert told(edited.timetable) == told(built(tmp_path / "feed", TRIPS + more))


def test_buses_pass_a_closed_stop(real, tmp_path):
    """Before nine nobody gets on or off at C; later they do. The feed's rows say so."""
    edited = edit_timetable(real, [edit("close_stop", stop="C", **hours(0, 9))], PARAMETERS)
    shut = " pickup_type=1 drop_off_type=1"
    leaves = {"r1": 440, "r2": 465, "r3": 500, "q1": 445, "q2": 505, "q3": 530}
    changed = []
    for each in TRIPS:
        closed = leaves.get(each.trip_id, 999) < 540
        calls = tuple(c + shut if closed and c[0] == "C" else c for c in each.calls)
        changed.append(trip(each.trip_id, *calls, route=each.route, service=each.service,
                            **each.more))  # fmt: skip
    assert told(edited.timetable) == told(built(tmp_path / "feed", changed))
    assert edited.stops == {"C"}
    assert edited.taken == (6,)


def test_changes_are_made_one_after_the_other(real, tmp_path):
    """Halving what was doubled gives back the departures that there were."""
    both = [
        edit("cut", route="Q"),
        edit("double", route="R"),
        edit("halve", route="R", **hours(7, 11)),
    ]
    edited = edit_timetable(real, both, PARAMETERS)
    assert told(edited.timetable) == told(
        built(tmp_path / "feed", without("q1", "q2", "q3")(TRIPS))
    )
    assert edited.routes == {"R", "Q"}


def test_taken_apart_and_put_together_it_is_the_same(real):
    """Every array and table: nothing is lost or moved, through trips and their days included."""
    again = with_trips(real, single_trips(real), real.trips, PARAMETERS)
    for field in fields(Timetable):
        one, other = getattr(real, field.name), getattr(again, field.name)
        if isinstance(one, pl.DataFrame):
            assert one.equals(other)
        elif isinstance(one, np.ndarray):
            assert np.array_equal(one, other)
        else:
            assert one == other


@settings(max_examples=15)
@given(gone=st.sets(st.sampled_from([each.trip_id for each in TRIPS]), max_size=8))
def test_any_trips_taken_away_equal_the_feed_without(real, gone, tmp_path_factory):
    """Whichever trips remain, patterns and through trips are those of a feed without the others."""
    runs = single_trips(real)
    ids = real.trips["trip_id"].to_list()
    kept = np.array([n for n, row in enumerate(runs.row.tolist()) if ids[row] not in gone])
    made = with_trips(real, take_runs(runs, kept), real.trips, PARAMETERS)
    folder = tmp_path_factory.mktemp("some") / "feed"
    assert told(made) == told(built(folder, without(*gone)(TRIPS)))


@pytest.mark.real
def test_a_route_of_newport_cut_equals_its_feed_without(real_data, tmp_path):
    """32 trips of the 8A among 1,343, with blocks: by file and by array the same."""
    source = real_data / "newport" / "newport-2023-06-13.gtfs.zip"
    with zipfile.ZipFile(source) as feed:
        texts = {name: feed.read(name).decode("utf-8-sig") for name in feed.namelist()}
    rows = {
        name: list(csv.DictReader(io.StringIO(texts[f"{name}.txt"])))
        for name in ("routes", "trips", "stop_times")
    }
    routes = {row["route_id"] for row in rows["routes"] if row["route_short_name"] == "8A"}
    gone = {row["trip_id"] for row in rows["trips"] if row["route_id"] in routes}
    for name in ("trips", "stop_times"):
        text = io.StringIO()
        lines = csv.DictWriter(text, rows[name][0])
        lines.writeheader()
        lines.writerows(row for row in rows[name] if row["trip_id"] not in gone)
        texts[f"{name}.txt"] = text.getvalue()
    changed = write_files(tmp_path / "feed.zip", texts)
    real, other = (
        build_timetable([read_feed(path, PARAMETERS)], PARAMETERS)[0] for path in (source, changed)
    )
    edited = edit_timetable(real, [edit("cut", route="8A")], PARAMETERS)
    assert edited.taken == (len(gone),) == (32,)
    assert told(edited.timetable) == told(other)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (edit("cut", route="Z"), r"edit 1 \(cut\): no route is called 'Z'; there are Q, R"),
        (edit("close_stop", stop="Z"), "no stop is called 'Z'"),
        (edit("cut", route="R", **hours(3, 4)), "no trip is like that"),
        (edit("cut", route="Q", headsign="Mars"), "no trip shows 'Mars'"),
        (edit("move_stop", stop="A", lat=51.5, lon=-3.0), "built from its files"),
        (edit("double", route="Q", **hours(8, 9)), "no departure"),
    ],
)
def test_what_changes_nothing_is_refused(real, change, why):
    """A route that is not there is a slip of the pen, not a cut without effect."""
    with pytest.raises(InputError, match=why):
        edit_timetable(real, [change], PARAMETERS)
