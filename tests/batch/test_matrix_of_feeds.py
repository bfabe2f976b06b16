"""Random feeds with all that GTFS allows, built and asked, equal what their text says."""

import datetime as dt
from dataclasses import replace
from pathlib import Path
from random import Random

import numpy as np
import polars as pl
import pytest
from feed_oracle import Oracle
from feeds import DAILY, Trip, feed_files, trip, write_files
from town_files import OsmFile, at

from transit.batch.job import Criteria, Question
from transit.batch.matrix import plan_matrix, run_matrix
from transit.batch.runners import alone
from transit.model.fact import Stance
from transit.network.build import build_area
from transit.network.store import open_area
from transit.read.points import Points
from transit.read.profiles import read_profile

STOPS = {"A": 0, "B": 90, "C": 2500, "D": 2560, "E": 5000, "F": 7400, "G": 7460, "H": 10_000}
HOMES = {"h1": 40, "h2": 2700, "h3": 5200, "h4": 9800, "h5": 7300}
SLACK_S = 3
"""What rounding may add to a walk, or take away: answers lie between those of both."""
CHANGES = (
    ("Europe/London", dt.date(2027, 3, 28)),
    ("America/New_York", dt.date(2026, 11, 1)),
    ("Australia/Lord_Howe", dt.date(2027, 4, 4)),
    ("Europe/London", dt.date(2026, 10, 25)),
)


def _calls(random: Random, first: str, start_min: int) -> tuple[list[str], str, int]:
    """Return calls at random stops, the last one, and when it is left, minutes."""
    stops = [first]
    while len(stops) < random.randint(2, 5):
        stops.append(random.choice([stop for stop in STOPS if stop != stops[-1]]))
    calls, now = [], start_min
    for number, stop in enumerate(stops):
        leaves = now + random.choice((0, 0, 0, 1, 2))
        times = f"{now // 60:02}:{now % 60:02}/{leaves // 60:02}:{leaves % 60:02}"
        if 0 < number < len(stops) - 1 and random.random() < 0.25:
            times = "-"
        codes = [random.choice(("", "0", "0", "0", "1", "2", "3")) for _ in range(2)]
        calls.append(f"{stop} {times} pickup_type={codes[0]} drop_off_type={codes[1]}")
        now = leaves + random.choice((0, 0, 5, 7, 10, 15))
    return calls, stops[-1], leaves


def random_feed(seed: int, zone: str, date: dt.date) -> dict[str, str]:
    """Return a feed around a date: loops, blocks, headways, exceptions, times past 30:00."""
    random = Random(seed)
    days = [date + dt.timedelta(days=days) for days in range(-3, 4)]
    exceptions = [(random.choice(("SOME", "ODD")), day, random.choice((1, 2))) for day in days]
    trips: list[Trip] = []
    headways, transfers = [], []
    for number in range(random.randint(8, 14)):
        service = random.choice(("ALL", "ALL", "SOME", "ODD"))
        begin = 60 * random.choice((random.randint(0, 12), random.randint(20, 31)))
        calls, stop, leaves = _calls(random, random.choice([*STOPS]), begin + random.randint(0, 59))
        kind = random.random()
        block = f"b{number}" if kind < 0.4 else ""
        trips.append(trip(f"t{number}", *calls, service=service, block_id=block))
        if block:
            calls, _, _ = _calls(random, stop, leaves + random.choice((0, 1, 5, 10, 11)))
            trips.append(trip(f"u{number}", *calls, service=service, block_id=block))
            if kind < 0.1:
                transfers.append(f",,t{number},u{number},{random.choice((4, 5))}\n")
        elif kind < 0.6:
            hour, exact = random.choice((1, 7, 22, 25)), random.choice(("", "0", "1"))
            headways.append(f"t{number},{hour:02}:05:00,{hour:02}:50:00,420,{exact}\n")
    span = f"{days[0]:%Y%m%d},{days[-1]:%Y%m%d}"
    return feed_files(
        trips,
        stops={name: at(metres, 0) for name, metres in STOPS.items()},
        calendar={"ALL": f"{DAILY},{span}", "SOME": f"1,0,1,0,1,0,1,{span}"},
        files={
            "agency.txt": "agency_id,agency_name,agency_url,agency_timezone\n"
            f"A,Buses,https://example.org,{zone}\n",
            "calendar_dates.txt": "service_id,date,exception_type\n"
            + "".join(f"{name},{day:%Y%m%d},{kind}\n" for name, day, kind in exceptions),
            "frequencies.txt": "trip_id,start_time,end_time,headway_secs,exact_times\n"
            + "".join(headways),
            "transfers.txt": "from_stop_id,to_stop_id,from_trip_id,to_trip_id,transfer_type\n"
            + "".join(transfers),
        },
    )


def _moments(oracle: Oracle, date: dt.date, random: Random) -> tuple[dt.datetime, ...]:
    """Return moments of a date near which buses call."""
    calls = [call.arrive for vehicle in oracle.vehicles for call in vehicle]
    chosen = set()
    while len(chosen) < 6:
        instant = random.choice(calls) + 60 * random.randint(-20, 30)
        wall = dt.datetime.fromtimestamp(instant, oracle.zone).replace(tzinfo=None, fold=0)
        if wall.date() == date:
            chosen.add(wall)
    return tuple(sorted(chosen))


@pytest.mark.parametrize(("seed", "zone", "date"), [(n, *each) for n, each in enumerate(CHANGES)])
def test_answers_are_those_of_the_text(seed: int, zone: str, date: dt.date, tmp_path: Path) -> None:
    """On days on which the clock changes, both ways, in both stances, by time and by burden."""
    osm, files = OsmFile(), random_feed(seed, zone, date)
    ways = sorted({*range(0, 10_001, 500), *STOPS.values()})
    osm.way([(float(x), 0.0) for x in ways], highway="footway", lit="yes", surface="asphalt")
    streets, feed = osm.write(tmp_path / "path.osm"), write_files(tmp_path / "feed.zip", files)
    build_area(osm=streets, gtfs=[feed], out=tmp_path / "area", draw_map=False)
    area = open_area(tmp_path / "area")
    degrees = np.array([at(metres, 0) for metres in HOMES.values()])
    points = Points("homes", pl.Series("id", [*HOMES]), degrees[:, 0].copy(), degrees[:, 1].copy())
    oracle = Oracle(files, STOPS | HOMES)
    rides = 0
    for arrive_by in (True, False):
        question = Question(
            moments=_moments(oracle, date, Random(seed)),
            arrive_by=arrive_by,
            profile=read_profile("walks-well"),
            stances=tuple(Stance),
        )
        found = []
        for criteria in Criteria:
            asked = replace(question, criteria=criteria)
            planned = plan_matrix(area, str(tmp_path / "area"), points, points, asked)
            run_matrix(planned, tmp_path / "out.parquet", alone)
            found.append(pl.read_parquet(tmp_path / "out.parquet"))
        assert found[0].select(found[1].columns).equals(found[1])
        answer = oracle.arrive if arrive_by else oracle.depart
        for home, place, stance, time, took in (
            found[1].select("origin", "destination", "stance", "time", "duration_s").iter_rows()
        ):
            if home == place:
                continue
            instant = int(time.replace(tzinfo=oracle.zone).timestamp())
            least, most = (
                answer(instant, home, place, stance, slack) for slack in (-SLACK_S, SLACK_S)
            )
            if took is None:
                assert most is None, (home, place, stance, time)
            else:
                assert least is not None, (home, place, stance, time)
                assert least <= took, (home, place, stance, time)
                assert most is None or took <= most, (home, place, stance, time)
                rides += abs(HOMES[home] - HOMES[place]) > 1200
    assert rides > 20
