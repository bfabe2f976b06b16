"""Journeys of the real Newport held against the feed's own rows, by other means than ours.

Nothing of the package reads the feed here: Python's csv does. What `transit journey --json` says
must stand in the publisher's files.
"""

import csv
import datetime as dt
import io
import json
import math
import random
import zipfile

import pytest

from transit.cli.main import main
from transit.read.profiles import read_profile

DATE = dt.date(2023, 6, 13)
BOX = (51.560, -3.03, 51.595, -2.95)
PROFILES = ("walks-well", "new-to-buses", "manual-wheelchair", "older-and-slow")

pytestmark = [pytest.mark.real, pytest.mark.slow]


@pytest.fixture(scope="module")
def feed(real_data):
    """The feed's rows by file."""
    with zipfile.ZipFile(real_data / "newport" / "newport-2023-06-13.gtfs.zip") as archive:
        return {
            name: list(csv.DictReader(io.TextIOWrapper(archive.open(name), "utf-8-sig")))
            for name in ("stop_times.txt", "trips.txt", "calendar.txt", "routes.txt", "stops.txt")
        }


@pytest.fixture(scope="module")
def answers(newport_folder):
    """Answers to eighty questions, half to be there by a time, half to leave at one."""
    chosen = random.Random(20230613)
    made = []
    for number in range(80):
        ends = [
            f"{chosen.uniform(BOX[0], BOX[2]):.6f},{chosen.uniform(BOX[1], BOX[3]):.6f}"
            for _ in range(2)
        ]
        moment = dt.datetime.combine(DATE, dt.time(chosen.randrange(7, 22), 15))
        made.append(
            ask(
                "--area", newport_folder, "--from", ends[0], "--to", ends[1],
                "--arrive-by" if number % 2 else "--depart-at", moment.isoformat(),
                "--profile", PROFILES[number % 4],
            )
        )  # fmt: skip
    return made


def ask(*words):
    """Return what ``transit journey --json`` prints."""
    printed = io.StringIO()
    with pytest.MonkeyPatch.context() as patch, pytest.raises(SystemExit) as left:
        patch.setattr("sys.stdout", printed)
        main(["journey", *map(str, words), "--json"])
    assert left.value.code == 0
    return json.loads(printed.getvalue())


def journeys(answers):
    """Return every journey with its question."""
    return [(answer["query"], journey) for answer in answers for journey in answer["journeys"]]


def seconds(moment):
    """Return seconds of the service day of an ISO moment of that day or the next."""
    return int(
        (dt.datetime.fromisoformat(moment) - dt.datetime.combine(DATE, dt.time())).total_seconds()
    )


def clock(text):
    """Return seconds of ``HH:MM:SS``."""
    hours, minutes, rest = map(int, text.split(":"))
    return hours * 3600 + minutes * 60 + rest


def metres(a, b):
    """Return the distance of two GeoJSON positions."""
    east = (b[0] - a[0]) * math.cos(math.radians(a[1])) * 111_195
    return math.hypot(east, (b[1] - a[1]) * 111_195)


def test_enough_is_asked(answers):
    """A check over nothing would prove nothing."""
    rides = sum(leg["mode"] != "walk" for _, each in journeys(answers) for leg in each["legs"])
    assert len(journeys(answers)) > 40
    assert rides > 40


def test_every_ride_stands_in_the_feed(answers, feed):
    """Trip, route, stops, order, times and boarding rules are the publisher's."""
    calls = {}
    for row in feed["stop_times.txt"]:
        calls.setdefault(row["trip_id"], []).append(row)
    trips = {row["trip_id"]: row for row in feed["trips.txt"]}
    numbers = {row["route_id"]: row["route_short_name"] for row in feed["routes.txt"]}
    running = {
        row["service_id"]
        for row in feed["calendar.txt"]
        if row["tuesday"] == "1" and row["start_date"] <= "20230613" <= row["end_date"]
    }
    for _, journey in journeys(answers):
        for leg in journey["legs"]:
            if leg["mode"] == "walk":
                continue
            trip = trips[leg["trip_id"]]
            assert trip["service_id"] in running
            assert numbers[trip["route_id"]] == leg["route"]
            rows = sorted(calls[leg["trip_id"]], key=lambda row: int(row["stop_sequence"]))
            if leg.get("through"):
                rows += sorted(
                    calls[leg["through"][0]["trip_id"]], key=lambda row: int(row["stop_sequence"])
                )
            board = [r for r in rows if r["stop_id"] == leg["board"]["stop_id"]
                     and clock(r["departure_time"]) == seconds(leg["depart"])]  # fmt: skip
            alight = [r for r in rows if r["stop_id"] == leg["alight"]["stop_id"]
                      and clock(r["arrival_time"]) == seconds(leg["arrive"])]  # fmt: skip
            assert board and alight, leg["trip_id"]
            assert board[0]["pickup_type"] in ("", "0", "3")
            assert alight[-1]["drop_off_type"] in ("", "0", "3")
            between = [row["stop_id"] for row in rows[rows.index(board[0]) :]]
            passed = [stop["stop_id"] for stop in leg["stops"]]
            assert passed[0] == leg["board"]["stop_id"]
            assert passed[-1] == leg["alight"]["stop_id"]
            if not leg.get("through"):
                assert between[: len(passed)] == passed


def test_journeys_keep_their_hour(answers):
    """Nobody arrives late or leaves early, and every leg starts when the last one ended."""
    for query, journey in journeys(answers):
        if query["arrive_by"]:
            assert journey["arrive"] <= query["arrive_by"]
        else:
            assert journey["depart"] >= query["depart_at"]
        assert seconds(journey["arrive"]) - seconds(journey["depart"]) == journey["duration_s"]
        assert journey["legs"][0]["depart"] == journey["depart"]
        assert journey["legs"][-1]["arrive"] == journey["arrive"]
        for before, after in zip(journey["legs"], journey["legs"][1:], strict=False):
            assert before["arrive"] <= after["depart"]


def test_walks_are_as_long_as_their_lines(answers):
    """Distances agree with the drawn lines, steps add up, and no line jumps."""
    for _, journey in journeys(answers):
        for leg in journey["legs"]:
            if leg["mode"] != "walk" or not leg["distance_m"]:
                continue
            line = leg["geometry"]["coordinates"]
            drawn = sum(map(metres, line, line[1:]))
            assert abs(drawn - leg["distance_m"]) <= 25 + 0.15 * leg["distance_m"]
            assert sum(step["distance_m"] for step in leg["steps"]) == leg["distance_m"]
            assert sum(step["duration_s"] for step in leg["steps"]) == leg["duration_s"]
            for end, position in (("from", line[0]), ("to", line[-1])):
                place = leg[end]
                assert metres(position, (place["lon"], place["lat"])) < 80
        walked = sum(leg["distance_m"] for leg in journey["legs"] if leg["mode"] == "walk")
        assert walked == journey["walk_m"]


def test_stops_are_where_the_feed_puts_them(answers, feed):
    """A stop's position in the answer is the publisher's."""
    known = {row["stop_id"]: row for row in feed["stops.txt"]}
    for _, journey in journeys(answers):
        for leg in journey["legs"]:
            if leg["mode"] == "walk":
                continue
            for end in ("board", "alight"):
                row = known[leg[end]["stop_id"]]
                at = (float(row["stop_lon"]), float(row["stop_lat"]))
                told = (leg[end]["lon"], leg[end]["lat"])
                assert metres(at, told) < 1


def test_limits_are_kept(answers):
    """No walk is longer than the profile's, a wheelchair takes no steps, and changes are few."""
    for query, journey in journeys(answers):
        profile = read_profile(query["profile"])
        assert journey["transfers"] <= profile.most_changes
        for leg in journey["legs"]:
            if leg["mode"] == "walk":
                assert leg["distance_m"] <= profile.longest_walk_m
                kinds = {step["kind"] for step in leg["steps"]}
                assert profile.most_steps != 0 or "steps" not in kinds
