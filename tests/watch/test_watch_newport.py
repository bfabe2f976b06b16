"""Plans over Newport against edited copies of its real feed: the list told is the list of edits."""

import datetime as dt
import random
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import NEWPORT_CLIP
from tests.verdict.judging import abilities
from tests.watch.newport import (
    Edit,
    NewportFeed,
    Row,
    move_stop,
    rename_ids,
    renumber,
    retime,
    shuffle,
    start_on,
    withdraw,
)
from tests.watch.towns import compared, desk_of, saved
from transit.model.fact import Fact, Source, State
from transit.model.opportunities import Entrance, Opportunity, Session
from transit.model.people import Pass, Person, PlaceKind, StartPlace
from transit.model.positions import Position
from transit.model.saved_plan import SavedPlan
from transit.model.verdict import Direction
from transit.model.watch import Changed, Outcome, Watched
from transit.model.weekdays import WEEKDAYS
from transit.network.area import Area
from transit.network.build import build_area
from transit.network.store import open_area
from transit.verdict.desk import Desk

pytestmark = [pytest.mark.real, pytest.mark.slow]

TODAY = dt.date(2023, 7, 3)
SESSION = Session(
    id="S",
    opportunity="V",
    activity="Cooking",
    days=WEEKDAYS,
    start_s=10 * 3600,
    end_s=14 * 3600,
    first_date=dt.date(2023, 7, 3),
    last_date=dt.date(2023, 7, 28),
)
# Newport's bus station, to which most lines go.
VENUE = Opportunity(
    id="V",
    name="Day centre",
    kind="day_centre",
    entrances=(Entrance(Position(51.5886, -2.9956, 1), step_free=Fact(State.YES, Source.MAPPED)),),
)


@dataclass(frozen=True)
class Planned:
    """Somebody's plan, and what of the feed it uses."""

    person: Person
    plan: SavedPlan

    @property
    def rides(self) -> Iterator[tuple[Direction, Mapping[str, Any]]]:
        """Each ride with its way."""
        for way, journey in self.plan.latest.journeys.items():
            for leg in journey["legs"]:
                if leg["mode"] != "walk":
                    yield way, leg

    @property
    def route_ids(self) -> set[str]:
        """The lines ridden."""
        return {leg["route_id"] for _, leg in self.rides}

    @property
    def stop_ids(self) -> set[str]:
        """The stops got on and off at."""
        return {leg[end]["stop_id"] for _, leg in self.rides for end in ("board", "alight")}

    @property
    def spare_s(self) -> int:
        """How long before ten o'clock it arrives."""
        arrive = dt.datetime.fromisoformat(self.plan.latest.journeys[Direction.OUT]["arrive"])
        return 36_000 - (arrive.hour * 3600 + arrive.minute * 60 + arrive.second)


@dataclass(frozen=True)
class Newport:
    """The feed, a builder of editions, the first edition, and plans on lines of their own."""

    feed: NewportFeed
    build: Callable[[str, NewportFeed], Area]
    old: Area
    plans: tuple[Planned, ...]

    def compared(
        self, planned: Planned, new: Area, today: dt.date = TODAY, desk: Desk | None = None
    ) -> Watched:
        """Compare one plan; at a desk over the new edition where several are."""
        return compared(
            planned.plan,
            self.old,
            new,
            person=planned.person,
            session=SESSION,
            venue=VENUE,
            today=today,
            desk=desk,
        )

    def trips_of(self, route_ids: set[str]) -> set[str]:
        """Every trip of some lines."""
        rows = self.feed.tables["trips.txt"]
        return {row["trip_id"] for row in rows if row["route_id"] in route_ids}


@pytest.fixture(scope="module")
def newport(
    real_data: Path, newport_area: Area, tmp_path_factory: pytest.TempPathFactory
) -> Newport:
    """Return Newport with five plans that share no line and no stop."""
    source = real_data / "newport"
    feed = NewportFeed.read(source / "newport-2023-06-13.gtfs.zip")

    def build(name: str, edition: NewportFeed) -> Area:
        folder = tmp_path_factory.mktemp(name)
        build_area(
            osm=source / "newport-2023-06-13.osm.pbf",
            gtfs=[edition.write(folder / "feed.zip")],
            naptan=source / "naptan_531.csv",
            clip=NEWPORT_CLIP,
            out=folder / "area",
            draw_map=False,
        )
        return open_area(folder / "area")

    return Newport(feed, build, newport_area, tuple(_plans(newport_area)))


def _plans(area: Area) -> Iterator[Planned]:
    chance = random.Random(5)
    lines: set[str] = set()
    stops: set[str] = set()
    found = 0
    desk = desk_of(area, VENUE, SESSION)
    for number in range(400):
        corner = chance.randrange(area.walk.corner_lat.size)
        lat, lon = float(area.walk.corner_lat[corner]), float(area.walk.corner_lon[corner])
        person = Person(
            id=f"P{number}",
            places=(StartPlace(PlaceKind.HOME, Position(lat, lon, 1)),),
            profile="walks-well",
            pass_=Pass(held=State.YES, pays_fares=State.YES),
            abilities=abilities(),
        )
        try:
            made = Planned(person, saved(area, person, SESSION, VENUE, desk))
        except Exception as fault:
            if type(fault).__name__ != "NoPlan":
                raise
            continue
        ways = [way for way, _ in made.rides]
        if sorted(ways) != [Direction.BACK, Direction.OUT]:
            continue
        if made.route_ids & lines or made.stop_ids & stops or made.spare_s < 600:
            continue
        lines |= made.route_ids
        stops |= made.stop_ids
        yield made
        found += 1
        if found == 5:
            return


def _all(*edits: Edit) -> Edit:
    def edit(tables: dict[str, list[Row]]) -> None:
        for each in edits:
            each(tables)

    return edit


def _told(watched: Watched) -> set[tuple[Changed, Direction | None]]:
    """What is told, but for what may come with it.

    That is other buses that happen to come by, roads on the way to a stop, and what nobody asked
    the person, such as whether they bear the crowded hours into which a bus has moved.
    """
    passed_over = (Changed.OTHER_BUSES, Changed.WALK, Changed.CHECK)
    return {
        (each.changed, each.direction) for each in watched.told if each.changed not in passed_over
    }


def test_the_same_feed_under_other_ids_and_in_another_order_is_no_news(newport: Newport) -> None:
    """Nothing is told of any plan."""
    assert len(newport.plans) == 5
    new = newport.build("ids", newport.feed.edited(_all(rename_ids, shuffle)))
    desk = desk_of(new, VENUE, SESSION)
    for planned in newport.plans:
        watched = newport.compared(planned, new, desk=desk)
        assert (watched.outcome, watched.told) == (Outcome.UNCHANGED, ())


def test_each_edit_is_told_of_the_plan_that_it_touches(newport: Newport) -> None:
    """One edition with a retimed, a renumbered and a withdrawn line and a moved stop."""
    late, other, moved, gone, same = newport.plans
    stop = next(leg["board"]["stop_id"] for way, leg in moved.rides if way is Direction.OUT)
    edit = _all(
        retime(newport.trips_of(late.route_ids), 240),
        renumber(other.route_ids, "X99"),
        move_stop(stop, 60, 0),
        withdraw(newport.trips_of(gone.route_ids)),
        shuffle,
    )
    new = newport.build("edited", newport.feed.edited(edit))
    both = (Direction.OUT, Direction.BACK)
    watched = newport.compared(late, new)
    assert _told(watched) == {(Changed.TIMES, way) for way in both}
    assert {each.values["shift_s"] for each in watched.told if "shift_s" in each.values} == {240}
    assert watched.outcome is Outcome.CHANGED
    watched = newport.compared(other, new)
    assert _told(watched) == {(Changed.RENUMBERED, way) for way in both}
    assert {each.values["new"] for each in watched.told if "new" in each.values} == {"X99"}
    watched = newport.compared(moved, new)
    assert _told(watched) == {(Changed.STOP_MOVED, Direction.OUT)}
    assert watched.told[0].values["moved_m"] == 60
    watched = newport.compared(gone, new)
    assert _told(watched) == {(Changed.WITHDRAWN, way) for way in both}
    assert watched.outcome is Outcome.BROKEN
    for offer in watched.proposals:
        for journey in (offer.out, offer.back):
            legs = [] if journey is None else journey["legs"]
            assert not {leg.get("route_id") for leg in legs} & gone.route_ids
    assert newport.compared(same, new).outcome is Outcome.UNCHANGED


def test_a_feed_that_starts_in_the_future_says_from_when(newport: Newport) -> None:
    """Everything three minutes later from 17 July on: until then nothing is other."""
    trips = {row["trip_id"] for row in newport.feed.tables["trips.txt"]}
    edit = _all(retime(trips, 180), start_on("20230717"))
    new = newport.build("later", newport.feed.edited(edit))
    desk = desk_of(new, VENUE, SESSION)
    for planned in newport.plans:
        watched = newport.compared(planned, new, desk=desk)
        assert _told(watched) == {(Changed.TIMES, way) for way in Direction}
        assert watched.starts == dt.date(2023, 7, 17)
    after = newport.compared(newport.plans[0], new, today=dt.date(2024, 6, 1))
    assert after.outcome is Outcome.UNKNOWN


def test_a_stop_across_the_road(newport: Newport) -> None:
    """A boarding stop is moved to the other side of its road, as far off as it stands now."""
    planned = newport.plans[1]
    stop_id = next(leg["board"]["stop_id"] for way, leg in planned.rides if way is Direction.OUT)
    row = newport.old.timetable.stops["stop_id"].to_list().index(stop_id)
    north, east = _over_the_road(newport.old, row)
    new = newport.build("across", newport.feed.edited(move_stop(stop_id, north, east)))
    watched = newport.compared(planned, new)
    assert _told(watched) == {(Changed.STOP_MOVED, Direction.OUT)}
    told = next(each for each in watched.told if each.changed is Changed.STOP_MOVED)
    assert told.values["across"] == 1


def _over_the_road(area: Area, stop: int) -> tuple[float, float]:
    """Metres north and east to the point that mirrors a stop in its road's centre line."""
    import numpy as np
    from shapely.geometry import LineString, Point

    walk, way = area.walk, int(area.stops.street[stop])
    row = area.timetable.stops.row(stop, named=True)
    best: tuple[float, float, float] | None = None
    for segment in np.unique(walk.edge_segment[(walk.edge_way == way) & (walk.edge_segment >= 0)]):
        first, last = walk.segment_first[segment : segment + 2]
        line = LineString(
            [
                ((lon - row["lon"]) * 111_195 * 0.6214, (lat - row["lat"]) * 111_195)
                for lat, lon in zip(
                    walk.point_lat[first:last], walk.point_lon[first:last], strict=True
                )
            ]
        )
        foot = line.interpolate(line.project(Point(0, 0)))
        gap = float(foot.distance(Point(0, 0)))
        if best is None or gap < best[0]:
            best = gap, foot.y, foot.x
    assert best is not None
    gap, north, east = best
    # At least four metres beyond the centre line.
    scale = (gap + max(gap, 4.0)) / max(gap, 0.1)
    return north * scale, east * scale
