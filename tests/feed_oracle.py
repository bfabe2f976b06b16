"""Journeys along one straight path, worked out from the text of a GTFS feed alone.

Nothing is shared with the package: dates, headways, missing times and vehicles that go on as
another trip are read from the text as GTFS defines them, times are instants, and every round of
rides looks at every trip of every date.
"""

import csv
import datetime as dt
import io
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise
from math import ceil
from zoneinfo import ZoneInfo

SPEED_M_S = 1.33
EARLY_S = CHANGE_S = 180
"""At the first stop before the bus, and between two buses."""
ARRIVE_EARLY_S = 120
LONGEST_WALK_M, LONGEST_CHANGE_M, MOST_RIDES = 1200, 400, 3
WINDOW_S, LONGEST_S = 5400, 10_800
LAYOVER_S, LAYOVER_M = 600, 100
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@dataclass(frozen=True)
class Call:
    """A vehicle at a stop: seconds of the service date, or of 1970 in UTC."""

    stop: str
    arrive: int
    depart: int
    pickup: int
    drop_off: int


def allowed(code: int, stance: str) -> bool:
    """Return whether one may board, or get off: by phone only somebody hopeful does."""
    return code in (0, 3) or (code == 2 and stance == "hopeful")


class Oracle:
    """Every vehicle of a feed, and the journeys that they make.

    Parameters
    ----------
    files
        The feed's files by name.
    places
        Metres along the path of each stop, home and place.
    """

    def __init__(self, files: Mapping[str, str], places: Mapping[str, int]) -> None:
        self.files, self.places = files, places
        (agency,) = self._rows("agency.txt")
        self.zone = ZoneInfo(agency["agency_timezone"])
        self.stops = [row["stop_id"] for row in self._rows("stops.txt") if row["stop_id"] in places]
        self.dates = self._dates()
        self.trips = {row["trip_id"]: row for row in self._rows("trips.txt")}
        self.calls = self._calls()
        self.vehicles = list(self._vehicles())

    def depart(self, at: int, home: str, place: str, stance: str, slack: int) -> int | None:
        """Return how long after an instant one is there; ``slack`` is added to every walk, s."""
        found = self._arrivals(at, home, place, stance, slack, at + WINDOW_S)
        best = min(found, default=None)
        return None if best is None or best > at + WINDOW_S + LONGEST_S else best - at

    def arrive(self, by: int, home: str, place: str, stance: str, slack: int) -> int | None:
        """Return how long before an instant one has to leave."""
        by -= ARRIVE_EARLY_S
        leave = {by - walk for walk in self._walk(home, place, LONGEST_WALK_M, slack)}
        for vehicle in self.vehicles:
            for call in vehicle:
                for walk in self._walk(home, call.stop, LONGEST_WALK_M, slack):
                    leave.add(call.depart - EARLY_S - walk)
        for at in sorted(leave, reverse=True):
            if by - WINDOW_S - LONGEST_S <= at <= by:
                there = self._arrivals(at, home, place, stance, slack, at)
                if any(by - WINDOW_S <= arrival <= by for arrival in there):
                    return by + ARRIVE_EARLY_S - at
        return None

    def _arrivals(
        self, at: int, home: str, place: str, stance: str, slack: int, leave_by: int
    ) -> list[int]:
        """Return every instant at which one can be there, leaving home in a window."""
        found = [at + walk for walk in self._walk(home, place, LONGEST_WALK_M, slack)]
        ready = {
            stop: at + walk
            for stop in self.stops
            for walk in self._walk(home, stop, LONGEST_WALK_M, slack)
        }
        for ride in range(MOST_RIDES):
            there: dict[str, int] = {}
            for vehicle in self.vehicles:
                aboard = False
                for call in vehicle:
                    if aboard and allowed(call.drop_off, stance):
                        there[call.stop] = min(call.arrive, there.get(call.stop, call.arrive))
                        for walk in self._walk(call.stop, place, LONGEST_WALK_M, slack):
                            found.append(call.arrive + walk)
                    if not aboard and call.stop in ready and allowed(call.pickup, stance):
                        spare = call.depart - (CHANGE_S if ride else EARLY_S) - ready[call.stop]
                        aboard = spare >= 0 and (ride > 0 or at + spare <= leave_by)
            ready = {}
            for stop, arrival in there.items():
                for other in self.stops:
                    for walk in self._walk(stop, other, LONGEST_CHANGE_M, slack):
                        ready[other] = min(arrival + walk, ready.get(other, arrival + walk))
        return found

    def _walk(self, here: str, there: str, longest_m: int, slack: int) -> Iterator[int]:
        """Yield the seconds of a walk that is not too long."""
        metres = abs(self.places[here] - self.places[there])
        if metres <= longest_m:
            yield max(0, ceil(metres / SPEED_M_S) + slack) if metres else 0

    def _rows(self, name: str) -> list[dict[str, str]]:
        return list(csv.DictReader(io.StringIO(self.files.get(name, ""))))

    def _dates(self) -> dict[str, set[dt.date]]:
        """Return the dates of each service."""
        dates: dict[str, set[dt.date]] = defaultdict(set)
        for row in self._rows("calendar.txt"):
            date, last = (_date(row[name]) for name in ("start_date", "end_date"))
            while date <= last:
                if row[DAYS[date.weekday()]] == "1":
                    dates[row["service_id"]].add(date)
                date += dt.timedelta(days=1)
        for row in self._rows("calendar_dates.txt"):
            of = dates[row["service_id"]]
            (of.add if row["exception_type"] == "1" else of.discard)(_date(row["date"]))
        return dates

    def _calls(self) -> dict[str, list[Call]]:
        """Return the calls of each trip; times between known ones are by the way."""
        rows: dict[str, list[dict[str, str]]] = defaultdict(list)
        for row in self._rows("stop_times.txt"):
            rows[row["trip_id"]].append(row)
        calls = {}
        for trip, visits in rows.items():
            visits.sort(key=lambda row: int(row["stop_sequence"]))
            way = [0]
            for one, other in pairwise(visits):
                way.append(
                    way[-1] + abs(self.places[one["stop_id"]] - self.places[other["stop_id"]])
                )
            known = [at for at, row in enumerate(visits) if row["arrival_time"]]
            made = []
            for at, row in enumerate(visits):
                if row["arrival_time"]:
                    arrive, depart = _seconds(row["arrival_time"]), _seconds(row["departure_time"])
                else:
                    before = max(one for one in known if one < at)
                    after = min(one for one in known if one > at)
                    start = _seconds(visits[before]["departure_time"])
                    takes = _seconds(visits[after]["arrival_time"]) - start
                    share = (way[at] - way[before]) / (way[after] - way[before])
                    arrive = depart = start + int(share * takes + 1e-9)
                codes = (int(row.get(name) or 0) for name in ("pickup_type", "drop_off_type"))
                made.append(Call(row["stop_id"], arrive, depart, *codes))
            calls[trip] = made
        return calls

    def _vehicles(self) -> Iterator[list[Call]]:
        """Yield what every vehicle does on every date, in instants."""
        headways = defaultdict(list)
        for row in self._rows("frequencies.txt"):
            span = range(*(_seconds(row[name]) for name in ("start_time", "end_time")))
            headways[row["trip_id"]].append(span[:: int(row["headway_secs"])])
        follows = self._follows(headways)
        for trip, row in self.trips.items():
            calls = self.calls[trip]
            for date in self.dates[row["service_id"]]:
                noon = dt.datetime.combine(date, dt.time(12), tzinfo=self.zone)
                start = int(noon.timestamp()) - 12 * 3600
                for span in headways.get(trip, ()):
                    yield from (_later(calls, start + at - calls[0].depart) for at in span)
                if trip not in headways:
                    yield _later(calls, start)
                for other in follows[trip, date]:
                    yield _later(_joined(calls, self.calls[other]), start)

    def _follows(self, headways: Mapping[str, object]) -> dict[tuple[str, dt.date], list[str]]:
        """Return as which trip the vehicle of a trip goes on with people in it."""
        said = {
            (row["from_trip_id"], row["to_trip_id"]): row["transfer_type"]
            for row in self._rows("transfers.txt")
        }
        blocks = defaultdict(list)
        for trip, row in self.trips.items():
            if row.get("block_id") and trip not in headways:
                for date in self.dates[row["service_id"]]:
                    blocks[row["block_id"], date].append(trip)
        follows = defaultdict(list)
        for (_, date), trips in blocks.items():
            trips.sort(key=lambda trip: self.calls[trip][0].depart)
            for one, other in pairwise(trips):
                last, first = self.calls[one][-1], self.calls[other][0]
                near = abs(self.places[last.stop] - self.places[first.stop]) <= LAYOVER_M
                stands = 0 <= first.depart - last.arrive <= LAYOVER_S
                if near and stands and (one, other) not in said:
                    follows[one, date].append(other)
        for (one, other), kind in said.items():
            if kind == "4" and self.calls[other][0].depart >= self.calls[one][-1].arrive:
                both = (self.dates[self.trips[trip]["service_id"]] for trip in (one, other))
                for date in set.intersection(*both):
                    follows[one, date].append(other)
        return follows


def _joined(one: list[Call], other: list[Call]) -> list[Call]:
    """Return two trips as one; where they meet at a stop one boards and leaves either alone."""
    if one[-1].stop != other[0].stop:
        return one + other
    meeting = replace(one[-1], depart=other[0].depart, pickup=1, drop_off=1)
    return [*one[:-1], meeting, *other[1:]]


def _later(calls: list[Call], by: int) -> list[Call]:
    return [replace(one, arrive=one.arrive + by, depart=one.depart + by) for one in calls]


def _seconds(clock: str) -> int:
    hours, minutes, seconds = (int(part) for part in clock.split(":"))
    return 3600 * hours + 60 * minutes + seconds


def _date(text: str) -> dt.date:
    return dt.date(int(text[:4]), int(text[4:6]), int(text[6:]))
