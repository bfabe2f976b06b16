"""Feeds that overlap are put together without doubling or mixing anything."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.feeds import DAILY, LINE, feed_files, trip, write_feed, write_files
from tests.network.test_timetable_build import trips_by_pattern
from transit.errors import InputError
from transit.model.fact import MAPPED_YES
from transit.model.notice import Notice
from transit.model.parameters import Parameters
from transit.network.timetable import Timetable
from transit.network.timetable_build import build_timetable
from transit.read.gtfs import read_feed
from transit.read.parameters import read_parameters

PARAMETERS = read_parameters()
TRIP = trip("t1", "A 08:00", "B 08:10")


def build(*paths: Path) -> tuple[Timetable, list[Notice]]:
    """Read and build several feeds."""
    return build_timetable([read_feed(path, PARAMETERS) for path in paths], PARAMETERS)


def codes(notices: list[Notice]) -> list[str]:
    """Return the notices' codes."""
    return [notice.code for notice in notices]


def test_the_same_feed_twice_is_once(tmp_path: Path) -> None:
    """Trips alike in operator, route, stops, times and days are kept once."""
    one = write_feed(tmp_path / "one.zip", [TRIP])
    two = write_feed(tmp_path / "two.zip", [TRIP])
    timetable, notices = build(one, two)
    assert trips_by_pattern(timetable) == [["t1"]]
    assert timetable.stops.height == len(LINE)
    assert codes(notices) == ["stop_in_two_feeds", "id_in_two_feeds", "trip_in_two_feeds"]


def test_other_days_are_another_trip(tmp_path: Path) -> None:
    """The same times on other days are kept, under an id with the feed's name."""
    one = write_feed(tmp_path / "one.zip", [TRIP])
    two = write_feed(tmp_path / "two.zip", [TRIP], calendar={"ALL": f"{DAILY},20240101,20240131"})
    timetable, _ = build(one, two)
    assert trips_by_pattern(timetable) == [["t1", "two:t1"]]
    assert timetable.active.sum(axis=1).tolist() in ([365, 31], [31, 365])


def test_the_same_feed_may_run_a_trip_twice(tmp_path: Path) -> None:
    """Two like trips within one feed are two buses (a relief at school time), and stay."""
    path = write_feed(tmp_path / "one.zip", [TRIP, trip("t2", "A 08:00", "B 08:10")])
    assert trips_by_pattern(build(path)[0]) == [["t1", "t2"]]


def test_one_id_at_two_places_is_two_stops(tmp_path: Path) -> None:
    """Stop A 20 km away in the second feed is kept apart, under the feed's name."""
    far = {**LINE, "A": (51.7, -3.0)}
    one = write_feed(tmp_path / "one.zip", [TRIP])
    two = write_feed(tmp_path / "two.zip", [trip("t2", "A 09:00", "B 09:40")], stops=far)
    timetable, notices = build(one, two)
    ids = timetable.stops["stop_id"].to_list()
    assert sorted(set(ids) - set(LINE)) == ["two:A"]
    far_apart = next(notice for notice in notices if notice.code == "stop_id_far_apart")
    assert (far_apart.value, far_apart.row) == ("A", 2)
    at = ids.index("two:A")
    assert timetable.stops["lat"][at] == 51.7


def test_one_id_at_nearly_one_place_is_one_stop(tmp_path: Path) -> None:
    """22 m apart (0.0002 degrees) is a matter of surveying: the first feed's place stands."""
    near = {**LINE, "A": (51.5002, -3.0)}
    one = write_feed(tmp_path / "one.zip", [TRIP])
    two = write_feed(tmp_path / "two.zip", [trip("t2", "A 09:00", "B 09:40")], stops=near)
    timetable, _ = build(one, two)
    assert timetable.stops["stop_id"].to_list() == list(LINE)
    assert timetable.stops["lat"][0] == 51.5
    assert trips_by_pattern(timetable) == [["t1", "t2"]]


def test_the_second_feed_fills_in_what_the_first_leaves_open(tmp_path: Path) -> None:
    """A stop's wheelchair fact comes from whichever feed knows it."""
    one = write_feed(tmp_path / "one.zip", [TRIP])
    header = "stop_id,stop_name,stop_lat,stop_lon,wheelchair_boarding\n"
    rows = "".join(f"{name},Other,{lat},{lon},1\n" for name, (lat, lon) in LINE.items())
    two = write_feed(tmp_path / "two.zip", [TRIP], files={"stops.txt": header + rows})
    stops = build(one, two)[0].stops
    assert set(stops["wheelchair"]) == {MAPPED_YES.code}
    assert stops["name"][0] == "Stop A"


def test_other_ids_at_one_place_are_noticed(tmp_path: Path) -> None:
    """Two feeds with their own ids for one pole: both stay, and somebody should look."""
    one = write_feed(tmp_path / "one.zip", [TRIP])
    other = {f"x{name}": place for name, place in LINE.items()}
    two = write_feed(tmp_path / "two.zip", [trip("t2", "xA 09:00", "xB 09:10")], stops=other)
    timetable, notices = build(one, two)
    assert timetable.stops.height == 2 * len(LINE)
    # Eight pairs: three singly, one notice for the other five.
    assert [notice.count for notice in notices if notice.code == "duplicate_stop"] == [1, 1, 1, 5]


def test_equal_ids_of_other_things_do_not_mix(tmp_path: Path) -> None:
    """Route, service and trip ids of two feeds mean each feed's own."""
    one = write_feed(tmp_path / "one.zip", [TRIP])
    files = feed_files(
        [trip("t1", "C 10:00", "D 10:10")], calendar={"ALL": "0,0,0,0,0,0,1,20230101,20231231"}
    )
    files["routes.txt"] = files["routes.txt"].replace("R,A,R", "R,A,Sunday Rider")
    timetable, notices = build(one, write_files(tmp_path / "two.zip", files))
    trips = timetable.trips
    assert trips["trip_id"].to_list() == ["t1", "two:t1"]
    names = timetable.routes["short_name"].gather(trips["route"].to_list()).to_list()
    assert names == ["R", "Sunday Rider"]
    assert timetable.routes["route_id"].to_list() == ["R", "two:R"]
    runs = dict(zip(timetable.trip_row.tolist(), timetable.trip_service.tolist(), strict=True))
    assert timetable.active[runs[0]].sum() == 365
    assert timetable.active[runs[1]].sum() == 53
    assert "id_in_two_feeds" in codes(notices)


def test_blocks_of_two_feeds_are_not_one_vehicle(tmp_path: Path) -> None:
    """Block 1 of one feed does not go on as block 1 of another."""
    one = write_feed(tmp_path / "one.zip", [trip("t1", "A 08:00", "B 08:10", block_id="1")])
    two = write_feed(tmp_path / "two.zip", [trip("t2", "B 08:15", "C 08:25", block_id="1")])
    timetable, _ = build(one, two)
    assert (timetable.trip_change_at == -1).all()


def test_other_time_zones_are_noticed(tmp_path: Path) -> None:
    """The first feed's zone is used for all."""
    one = write_feed(tmp_path / "one.zip", [TRIP])
    files = feed_files([trip("t2", "A 09:00", "B 09:10")])
    files["agency.txt"] = files["agency.txt"].replace("Europe/London", "Europe/Paris")
    timetable, notices = build(one, write_files(tmp_path / "two.zip", files))
    assert timetable.zone.key == "Europe/London"
    assert "zones_differ" in codes(notices)


def test_a_feed_with_nothing_usable_does_not_stop_the_others(tmp_path: Path) -> None:
    """It is noticed and the other one is built."""
    one = write_feed(tmp_path / "one.zip", [TRIP], files={"stop_times.txt": None})
    two = write_feed(tmp_path / "two.zip", [TRIP])
    timetable, notices = build(one, two)
    assert trips_by_pattern(timetable) == [["t1"]]
    assert codes(notices) == ["nothing_usable"]


def test_feeds_of_one_name_keep_apart(tmp_path: Path) -> None:
    """Two files of one name get different names in the tables."""
    (tmp_path / "x").mkdir()
    one = write_feed(tmp_path / "bus.gtfs.zip", [TRIP])
    two = write_feed(tmp_path / "x" / "bus.gtfs.zip", [trip("t1", "A 09:00", "B 09:40")])
    assert build(one, two)[0].trips["trip_id"].to_list() == ["t1", "bus-2:t1"]


def test_without_any_zone_the_parameter_stands(tmp_path: Path) -> None:
    """A feed without agencies counts as British; a council may say otherwise."""
    path = write_feed(tmp_path / "one.zip", [TRIP], files={"agency.txt": None})
    assert build(path)[0].zone.key == "Europe/London"
    changed = replace(PARAMETERS["default_zone"], value="Mars/Olympus")
    wrong = Parameters({**PARAMETERS, "default_zone": changed})
    with pytest.raises(InputError, match="default_zone"):
        build_timetable([read_feed(path, wrong)], wrong)
