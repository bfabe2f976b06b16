"""What tests of watching share: a town with one bus line each way, its editions, and a plan in it.

::

    North Street  y=400   +-----+-----+-----+-----+
    Mill Lane     y=200   +-----+-----+-----+-----+
    High Street   y=0     +--W--+-----+-----+--E--+     bus 7, every half hour
                  x=      0    300   600   900  1200

The person lives at x=30 and the library is at x=1110, both to the north of High Street. Buses keep
left: those to the east call on the north side, those to the west on the south side, so the way back
has a road to cross.
"""

import datetime as dt
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

from tests.town_files import at, town
from tests.verdict.judging import abilities
from transit.model.fact import Fact, Source, State
from transit.model.limits import Limits
from transit.model.opportunities import Entrance, Opportunity, Session
from transit.model.people import Pass, Person, PlaceKind, StartPlace
from transit.model.positions import Position
from transit.model.register import Register
from transit.model.saved_plan import AreaEdition, Choice, PlanVersion, SavedPlan, Terms
from transit.model.verdict import Direction
from transit.model.watch import Watched
from transit.model.weekdays import Weekday
from transit.network.area import Area
from transit.network.build import build_area
from transit.network.store import open_area
from transit.plan.make import make_plan
from transit.present.journey_json import journey_as_dict
from transit.present.words import Words
from transit.read.parameters import read_parameters
from transit.read.printing import read_hazards, read_print_words
from transit.read.rules import read_rules
from transit.store import create_store
from transit.store.plans import save_plan
from transit.store.whole import save_register
from transit.verdict.closely import look_closely
from transit.verdict.desk import Desk
from transit.watch import limits as watch_limits
from transit.watch.compare import Comparer
from transit.watch.edition import Edition

TODAY = dt.date(2026, 1, 5)
WEEK = "1,1,1,1,1,0,0"


@dataclass(frozen=True)
class Stop:
    """A stop: its name, code and place in metres."""

    name: str
    code: str
    x: float
    y: float


@dataclass(frozen=True)
class Run:
    """One trip: route, service, headsign, and each stop with its time in seconds."""

    route: str
    service: str
    headsign: str
    calls: tuple[tuple[str, int], ...]

    def later(self, seconds: int) -> "Run":
        """Return the same trip at another time."""
        return replace(self, calls=tuple((stop, when + seconds) for stop, when in self.calls))

    def without(self, stop: str) -> "Run":
        """Return the same trip, passing a stop by."""
        return replace(self, calls=tuple(call for call in self.calls if call[0] != stop))


STOPS: Mapping[str, Stop] = {
    "we": Stop("West End", "wstabc", 150, 6),
    "me": Stop("Middle", "wstabd", 600, 6),
    "ee": Stop("East End", "wstabf", 1050, 6),
    "ew": Stop("East End", "wstabg", 1040, -6),
    "mw": Stop("Middle", "wstabh", 590, -6),
    "ww": Stop("West End", "wstabj", 140, -6),
}


def _out(start: int) -> Run:
    return Run("7", "week", "East End", (("we", start), ("me", start + 120), ("ee", start + 240)))


def _back(start: int) -> Run:
    return Run("7", "week", "West End", (("ew", start), ("mw", start + 120), ("ww", start + 240)))


RUNS = (
    *(_out(minute * 60) for minute in range(7 * 60, 19 * 60 + 1, 30)),
    *(_back(minute * 60) for minute in range(7 * 60 + 10, 19 * 60 + 11, 30)),
)


@dataclass(frozen=True)
class Feed:
    """A feed of the town; an edition is another one, made by ``replace``."""

    stops: Mapping[str, Stop] = field(default_factory=lambda: STOPS)
    runs: Sequence[Run] = RUNS
    calendar: Mapping[str, str] = field(
        default_factory=lambda: {"week": f"{WEEK},20260105,20260227"}
    )
    exceptions: Sequence[str] = ()
    stop_ids: Callable[[str], str] = str
    trip_ids: Callable[[int], str] = "t{}".format
    shuffled: bool = False

    def write(self, path: Path) -> Path:
        """Write it as a zip."""
        files = {
            "agency.txt": _file(
                "agency_id,agency_name,agency_url,agency_timezone",
                ["a,Town Buses,https://example.org,Europe/London"],
            ),
            "calendar.txt": self._rows(
                "service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,"
                "start_date,end_date",
                (f"{name},{days}" for name, days in self.calendar.items()),
            ),
            "calendar_dates.txt": self._rows("service_id,date,exception_type", self.exceptions),
            "routes.txt": self._rows(
                "route_id,agency_id,route_short_name,route_type",
                (f"r{name},a,{name},3" for name in dict.fromkeys(run.route for run in self.runs)),
            ),
            "stops.txt": self._rows(
                "stop_id,stop_code,stop_name,stop_lat,stop_lon", map(self._stop, self.stops)
            ),
            "trips.txt": self._rows(
                "route_id,service_id,trip_id,trip_headsign",
                (
                    f"r{run.route},{run.service},{self.trip_ids(number)},{run.headsign}"
                    for number, run in enumerate(self.runs)
                ),
            ),
            "stop_times.txt": self._rows(
                "trip_id,arrival_time,departure_time,stop_id,stop_sequence", self._times()
            ),
        }
        with zipfile.ZipFile(path, "w") as archive:
            for name, text in files.items():
                archive.writestr(name, text)
        return path

    def _rows(self, header: str, rows: Iterable[str]) -> str:
        """A file's text, its rows turned round where the feed is shuffled."""
        known = list(rows)
        return _file(header, known[::-1] if self.shuffled else known)

    def _stop(self, key: str) -> str:
        stop = self.stops[key]
        lat, lon = at(stop.x, stop.y)
        return f"{self.stop_ids(key)},{stop.code},{stop.name},{lat:.6f},{lon:.6f}"

    def _times(self) -> Iterator[str]:
        for number, run in enumerate(self.runs):
            for place, (stop, when) in enumerate(run.calls):
                clock = _clock(when)
                yield f"{self.trip_ids(number)},{clock},{clock},{self.stop_ids(stop)},{place}"

    def area(self, folder: Path) -> Area:
        """Build the town with this feed."""
        folder.mkdir(parents=True, exist_ok=True)
        streets = town().write(folder / "town.osm")
        feed = self.write(folder / "feed.zip")
        build_area(osm=streets, gtfs=[feed], out=folder / "area", draw_map=False)
        return open_area(folder / "area")


def _file(header: str, rows: Iterable[str]) -> str:
    return "\n".join([header, *rows]) + "\n"


def _clock(seconds: int) -> str:
    return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"


def _position(x: float, y: float) -> Position:
    return Position(*at(x, y), 1)


PERSON = Person(
    id="P1",
    places=(StartPlace(PlaceKind.HOME, _position(30, 12)),),
    profile="walks-well",
    pass_=Pass(held=State.YES, pays_fares=State.YES),
    # Too far to walk all the way: 1.1 km.
    limits=Limits(walk_total_m=800),
    abilities=abilities(),
)
VENUE = Opportunity(
    id="O1",
    name="Library",
    kind="library",
    entrances=(Entrance(_position(1110, 12), step_free=Fact(State.YES, Source.MAPPED)),),
)
SESSION = Session(
    id="S1",
    opportunity="O1",
    activity="Reading",
    days=(Weekday.MON, Weekday.TUE),
    start_s=10 * 3600,
    end_s=12 * 3600,
)


def desk_of(area: Area, venue: Opportunity = VENUE, session: Session = SESSION) -> Desk:
    """Return a desk over an area with one venue."""
    return Desk(
        area, {venue.id: venue}, read_rules(), read_parameters(), sessions={session.id: session}
    )


def saved(
    area: Area,
    person: Person = PERSON,
    session: Session = SESSION,
    venue: Opportunity = VENUE,
    desk: Desk | None = None,
) -> SavedPlan:
    """Return a plan made in an area; at a desk of one's own, where there is one over it."""
    desk = desk or desk_of(area, venue, session)
    found = look_closely(desk, person, session)
    plan = make_plan(found, person, session, venue, _words(), read_hazards())
    assert found.out is not None and found.back is not None
    now = dt.datetime(2026, 1, 3, tzinfo=dt.UTC)
    days = desk.calendar
    version = PlanVersion(
        number=1,
        made_at=now,
        made_by="trainer",
        edition=AreaEdition(edition=area.edition, first_date=days.first, last_date=days.last),
        choice=Choice(),
        plan=plan,
        journeys={
            Direction.OUT: journey_as_dict(found.out),
            Direction.BACK: journey_as_dict(found.back),
        },
        told="",
    )
    return SavedPlan(
        id="PL1",
        person=person.id,
        place=0,
        session=session.id,
        opportunity=venue.id,
        made_at=now,
        made_by="trainer",
        terms=Terms(trial_weeks=12, fallback="", review_on=dt.date(2026, 6, 1)),
        versions=(version,),
    )


@cache
def _words() -> Words:
    return Words(read_print_words())


def compared(
    plan: SavedPlan,
    old: Area | None,
    new: Area,
    *,
    person: Person = PERSON,
    session: Session = SESSION,
    venue: Opportunity = VENUE,
    today: dt.date = TODAY,
    desk: Desk | None = None,
) -> Watched:
    """Compare a plan with a new edition; at a desk of one's own, where there is one over it."""
    limits = watch_limits.Limits.of(read_parameters())
    desk = desk or desk_of(new, venue, session)
    before = None
    if old is not None:
        before = Edition(old, desk.opportunities, desk.day_rules, limits)
    return Comparer(desk, before, limits, today).compare(plan, person, session)


def register_of(folder: Path, area: Area, people: Sequence[Person] = (PERSON,)) -> Path:
    """Write a register of people who all have a plan for the session, made in an area."""
    path = folder / "register.sqlite"
    store = create_store(path)
    try:
        whole = Register(
            people={person.id: person for person in people},
            opportunities={VENUE.id: VENUE},
            sessions={SESSION.id: SESSION},
        )
        with store.writing() as writing:
            save_register(writing, whole, Register())
        for person in people:
            plan = saved(area, person)
            of = (person.id, 0, SESSION.id, VENUE.id)
            save_plan(store, plan.latest, of, plan.terms)
    finally:
        store.close()
    return path
