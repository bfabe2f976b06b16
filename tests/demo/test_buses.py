"""Buses of the demo borough: where they stop, when they run."""

import csv
import datetime as dt
import io
import zipfile
from collections import Counter, defaultdict

import gtfs_kit
import numpy as np
import pytest

from transit.demo import DemoFiles
from transit.demo.curves import Along, left_of
from transit.demo.departures import run_time_factor
from transit.demo.lines import BusNetwork
from transit.demo.plans import Plans
from transit.demo.service_days import calendar_dates, weekday_flags

Table = list[dict[str, str]]


@pytest.fixture(scope="module")
def feed(files: DemoFiles) -> dict[str, Table]:
    """Return the feed's tables by name."""
    with zipfile.ZipFile(files.timetable) as archive:
        return {
            name.removesuffix(".txt"): list(
                csv.DictReader(io.StringIO(archive.read(name).decode("utf-8")))
            )
            for name in archive.namelist()
        }


def _runs_on(feed: dict[str, Table], date: dt.date) -> set[str]:
    """Return the routes that run on a date, by GTFS's own rules."""
    weekday = date.strftime("%A").lower()
    day = date.strftime("%Y%m%d")
    active = {
        row["service_id"]
        for row in feed["calendar"]
        if row[weekday] == "1" and row["start_date"] <= day <= row["end_date"]
    }
    for row in feed["calendar_dates"]:
        if row["date"] == day and row["exception_type"] == "1":
            active.add(row["service_id"])
        elif row["date"] == day:
            active.discard(row["service_id"])
    return {row["route_id"] for row in feed["trips"] if row["service_id"] in active}


def test_gtfs_kit_reads_the_feed(files: DemoFiles) -> None:
    """The well-known reader finds the routes and dates."""
    read = gtfs_kit.read_feed(files.timetable, dist_units="m")
    assert len(read.routes) == 16
    assert read.get_dates()[0] == "20260901"
    assert read.get_dates()[-1] == "20270831"


def test_there_are_enough_stops_on_both_sides(network: BusNetwork) -> None:
    """A town of this size has 250 to 400 stops; most have a twin across the road."""
    assert 250 <= len(network.stops) <= 400
    at = np.array([stop.at for stop in network.stops])
    twins = 0
    for stop in network.stops:
        near = np.hypot(*(at - stop.at).T) < 60
        turned = [
            abs((network.stops[k].bearing - stop.bearing + 180) % 360 - 180) > 120
            for k in np.flatnonzero(near).tolist()
        ]
        twins += any(turned)
    assert twins / len(network.stops) > 0.7


def test_stops_lie_on_the_left_of_the_buses_that_call(network: BusNetwork) -> None:
    """Buses keep left, so does each stop; only those drawn wrong on purpose lie on the right."""
    for line in network.lines:
        along = Along(network.roads.at[line.drive.nodes], line.drive.reach)
        for at, number in zip(line.reach.tolist(), line.stops, strict=True):
            stop = network.stops[number]
            side = float(left_of(along.heading(at))[0] @ (stop.at - stop.on_road))
            assert (side < 0) == stop.wrong_side, (line.number, stop.number)
    wrong = sum(stop.wrong_side for stop in network.stops)
    assert 1 <= wrong <= 0.04 * len(network.stops)


def test_the_bus_station_has_bays_under_one_parent(feed: dict[str, Table]) -> None:
    """Eight platforms with codes 1 to 8 share a parent station."""
    station = [row for row in feed["stops"] if row["location_type"] == "1"]
    bays = [row for row in feed["stops"] if row["parent_station"]]
    assert len(station) == 1
    assert {row["parent_station"] for row in bays} == {station[0]["stop_id"]}
    assert sorted(row["platform_code"] for row in bays) == [str(k) for k in range(1, 9)]


def test_buses_run_at_believable_speeds(network: BusNetwork, feed: dict[str, Table]) -> None:
    """Every trip averages 12 to 35 km/h, stops included."""
    length = {
        f"{line.number}-{line.direction}": line.reach[-1] - line.reach[0] for line in network.lines
    }
    shape = {row["trip_id"]: row["shape_id"] for row in feed["trips"]}
    times: dict[str, list[int]] = defaultdict(list)
    for row in feed["stop_times"]:
        times[row["trip_id"]].append(_seconds(row["departure_time"]))
    for trip, calls in times.items():
        speed = length[shape[trip]] / (calls[-1] - calls[0]) * 3.6
        assert 12 < speed < 35, (trip, speed)
        assert calls == sorted(calls)


def test_no_bus_overtakes_another_of_its_line_and_day(feed: dict[str, Table]) -> None:
    """Run times change slowly enough through the day that buses keep their order."""
    group = {row["trip_id"]: (row["shape_id"], row["service_id"]) for row in feed["trips"]}
    times: dict[str, list[int]] = defaultdict(list)
    for row in feed["stop_times"]:
        times[row["trip_id"]].append(_seconds(row["departure_time"]))
    runs: dict[tuple[str, str], list[list[int]]] = defaultdict(list)
    for trip, calls in times.items():
        runs[group[trip]].append(calls)
    for found in runs.values():
        ordered = np.array(sorted(found))
        assert (np.diff(ordered, axis=0) > 0).all()


@pytest.mark.parametrize(
    ("date", "runs", "rests"),
    [
        ("2026-09-15", {"R1", "RS9", "R21"}, {"R30", "RN1"}),  # a Tuesday in term
        ("2026-10-27", {"R1", "R21"}, {"RS9", "R30"}),  # a Tuesday in half term
        ("2026-09-17", {"R30", "RS9"}, {"RN1"}),  # a Thursday: market day
        ("2026-09-18", {"RN1", "R1"}, {"R30"}),  # a Friday
        ("2026-09-20", {"R1", "R2", "R20"}, {"R6", "R7", "R21", "R22", "RS9"}),  # a Sunday
        ("2027-05-03", {"R1", "R2"}, {"R6", "R7", "RS9"}),  # a bank holiday Monday
        ("2026-12-25", set(), {"R1", "RN1", "RS9"}),  # Christmas Day, a Friday
        ("2026-12-26", set(), {"R1", "RN1"}),  # Boxing Day, a Saturday
    ],
)
def test_what_runs_on_which_day(
    feed: dict[str, Table], date: str, runs: set[str], rests: set[str]
) -> None:
    """Term, market, night, Sunday and bank-holiday services are true on their days."""
    found = _runs_on(feed, dt.date.fromisoformat(date))
    assert runs <= found
    assert not rests & found


def test_every_school_day_route_trip_is_off_in_holidays(plans: Plans) -> None:
    """Each weekday of each school holiday is an exception of the school service, and no other."""
    removed = {date for service, date, kind in calendar_dates(plans) if service == "SCH"}
    first, last = (dt.date.fromisoformat(day) for day in ("2026-10-26", "2026-10-30"))
    assert {first + dt.timedelta(days=k) for k in range((last - first).days + 1)} <= removed
    assert dt.date(2026, 11, 2) not in removed


def test_some_trips_run_past_midnight(feed: dict[str, Table]) -> None:
    """The night bus leaves as late as 25:20 of Friday's and Saturday's service day."""
    late = {row["trip_id"] for row in feed["stop_times"] if row["departure_time"] >= "24:00:00"}
    services = {row["service_id"] for row in feed["trips"] if row["trip_id"] in late}
    assert "NIGHT" in services
    assert max(row["departure_time"] for row in feed["stop_times"]) > "25:00:00"


def test_a_route_changes_number_at_the_same_bay(feed: dict[str, Table]) -> None:
    """In each block route 7 ends where and 3 min before route 8 begins."""
    trips = {row["trip_id"]: row for row in feed["trips"]}
    calls: dict[str, Table] = defaultdict(list)
    for row in feed["stop_times"]:
        if trips[row["trip_id"]]["block_id"]:
            calls[row["trip_id"]].append(row)
    blocks: dict[str, list[Table]] = defaultdict(list)
    for trip, found in calls.items():
        blocks[trips[trip]["block_id"]].append(found)
    assert len(blocks) > 20
    for found in blocks.values():
        found.sort(key=lambda run: _seconds(run[0]["departure_time"]))
        routes = [trips[run[0]["trip_id"]]["route_id"] for run in found]
        assert routes == ["R7", "R8", "R8", "R7"]
        for before, after in ((found[0], found[1]), (found[2], found[3])):
            assert before[-1]["stop_id"] == after[0]["stop_id"]
            wait = _seconds(after[0]["departure_time"]) - _seconds(before[-1]["arrival_time"])
            assert wait == 180


def test_some_stops_are_on_request_to_the_driver(feed: dict[str, Table]) -> None:
    """Codes 3 stand on the lanes of the village routes only."""
    route = {row["trip_id"]: row["route_id"] for row in feed["trips"]}
    asked = Counter(route[r["trip_id"]] for r in feed["stop_times"] if r["pickup_type"] == "3")
    assert set(asked) == {"R21", "R22", "R30"}


def test_the_loop_ends_where_it_begins(feed: dict[str, Table]) -> None:
    """Route 6 starts and ends in the same bay."""
    trip = next(row["trip_id"] for row in feed["trips"] if row["route_id"] == "R6")
    stops = [row["stop_id"] for row in feed["stop_times"] if row["trip_id"] == trip]
    assert stops[0] == stops[-1]
    assert len(set(stops)) > 15


def test_wheelchair_facts_are_partly_unknown(feed: dict[str, Table]) -> None:
    """One operator gives none; no trip is said to have no space."""
    route = {row["route_id"]: row["agency_id"] for row in feed["routes"]}
    given: dict[str, Counter[str]] = defaultdict(Counter)
    for row in feed["trips"]:
        given[route[row["route_id"]]][row["wheelchair_accessible"]] += 1
    assert set(given["WV"]) == {""}
    assert given["HT"]["1"] / given["HT"].total() == pytest.approx(0.9, abs=0.04)
    assert given["SV"]["1"] / given["SV"].total() == pytest.approx(0.6, abs=0.12)
    assert not any(counts["2"] for counts in given.values())


def test_run_times_grow_in_the_peak_of_weekdays_only(plans: Plans) -> None:
    """At 08:00 a weekday trip takes the peak factor; a Saturday's takes the free time."""
    assert run_time_factor(8 * 3600, "MF", plans) == plans.number("peak_factor")
    assert run_time_factor(8 * 3600, "SA", plans) == 1.0
    assert run_time_factor(22 * 3600, "SA", plans) == plans.number("evening_factor")


def test_weekday_flags() -> None:
    """Monday comes first, as in GTFS."""
    assert weekday_flags("fri sat") == [0, 0, 0, 0, 1, 1, 0]


def _seconds(clock: str) -> int:
    hours, minutes, seconds = (int(part) for part in clock.split(":"))
    return hours * 3600 + minutes * 60 + seconds
