"""What tests of verdicts share: random people in random cities, and verdicts found plainly."""

import datetime as dt
import itertools
import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import polars as pl

from tests.builders import City, Line, random_city, test_parameters
from transit.model.abilities import Ability, Lessons, Level
from transit.model.clock import DAY_S
from transit.model.fact import Fact, Source, Stance, State
from transit.model.limits import Limits
from transit.model.opportunities import Entrance, Opportunity, Session
from transit.model.people import (
    Companion,
    CompanionKind,
    Pass,
    Person,
    PlaceKind,
    StartPlace,
)
from transit.model.positions import Position
from transit.model.profile import Profile
from transit.model.skills import Asked
from transit.model.verdict import SEARCHED, Direction, Rung, Way
from transit.model.weekdays import Weekday
from transit.network.link import Link
from transit.read.profiles import read_profile
from transit.read.rules import read_rules
from transit.read.skills import read_skills
from transit.route.found import Found
from transit.route.router import Asked as Question
from transit.route.router import Router
from transit.verdict.cases import Case, daylight_bound
from transit.verdict.days import DayKind
from transit.verdict.desk import Desk
from transit.verdict.doors import doors_of, finds_toilet
from transit.verdict.hours import ride_hours
from transit.verdict.lessons import TrainingLimit, lessons_of
from transit.verdict.rungs import Allowed, allowed

CATALOGUE = read_skills()
ON: dict[str, Any] = {"assessed_by": "T1", "assessed_on": dt.date(2024, 1, 1)}
DAYS = (Weekday.MON, Weekday.TUE, Weekday.WED)


class CityDesk(Desk):
    """A desk whose places are joined to the streets by hand."""

    def __init__(self, city: City, opportunities: Mapping[str, Opportunity]) -> None:
        ready = {name: read_profile(name) for name in ("with-a-companion", "manual-wheelchair")}
        own = {f"p{number}": profile for number, profile in enumerate(city.profiles)}
        super().__init__(
            city.area,
            opportunities,
            read_rules(),
            test_parameters(),
            catalogue=CATALOGUE,
            profiles={**ready, **own},
        )
        self._by_hand = city.links

    def link(self, at: Position) -> Link:
        """Return the link whose number the position's longitude is."""
        found: Link = self._by_hand[round(at.lon)]
        return found


def spot(number: int) -> Position:
    """Return a position that stands for one of a city's links."""
    return Position(51.5, float(number), 1)


def abilities(
    level: Level = Level.ALONE, changed: Mapping[str, Ability | Level] | None = None
) -> tuple[Ability, ...]:
    """Return every skill at a level, some changed."""
    made = []
    for skill in CATALOGUE.skills:
        own = (changed or {}).get(skill, level)
        made.append(own if isinstance(own, Ability) else Ability(skill=skill, level=own, **ON))
    return tuple(made)


def random_person(chance: random.Random, identity: str, home: int, n_profiles: int = 3) -> Person:
    """Return somebody who lacks a few skills, some of which can be learnt."""
    names = list(CATALOGUE.skills)
    by_demand = [name for name in names if CATALOGUE.skills[name].asked is Asked.BY_DEMAND]
    lacking = [
        *chance.sample(by_demand, chance.choice([0, 3, 5])),
        *chance.sample(names, chance.choice([0, 0, 0, 1])),
    ]
    recorded: dict[str, Ability | Level] = {}
    for skill in lacking:
        level = chance.choice([None, Level.NOT_YET, Level.WITH_PROMPTS, Level.WITH_AID])
        trainable = chance.choice([State.YES, State.YES, State.UNKNOWN, State.NO])
        known = {} if level is None else ON
        # Two of 22 lessons take 24.2 together: one is within the limit, both are not.
        lessons = chance.choice([None, Lessons(10, 22), Lessons(22, 24)])
        recorded[skill] = Ability(
            skill=skill, level=level, trainable=trainable, lessons=lessons, **known
        )

    def state(*weights: int) -> State:
        return chance.choices([State.YES, State.NO, State.UNKNOWN], weights)[0]

    return Person(
        id=identity,
        places=(StartPlace(PlaceKind.HOME, spot(home)),),
        profile=f"p{chance.randrange(n_profiles)}",
        limits=Limits(
            out_after_dark=state(5, 1, 1),
            chair=state(0, 6, 1),
            bears_crowds=state(6, 1, 1),
            bears_noise=state(8, 1, 1),
            toilet_every_min=chance.choice([None, None, 12, 20, 30, 240]),
            walk_total_m=chance.choice([None, None, 500]),
        ),
        pass_=Pass(held=state(4, 1, 1), pays_fares=state(4, 1, 1)),
        companion=Companion(
            kind=chance.choice([CompanionKind.NONE, CompanionKind.FAMILY, CompanionKind.UNKNOWN]),
            days=chance.choice([DAYS, (Weekday.TUE,), ()]),
        ),
        abilities=abilities(changed=recorded),
    )


@dataclass(frozen=True)
class Town:
    """A random city with its desk, people and sessions."""

    city: City
    desk: CityDesk
    people: tuple[Person, ...]
    sessions: tuple[Session, ...]


def random_town(seed: int, folder: Path, n_people: int = 4) -> Town:
    """Return a random city with two venues on a bus line and people who mostly live along it."""
    chance = random.Random(seed)
    city = random_city(seed, folder)
    city = _with_routes(city.with_lines([*city.lines, *map(_way_back, city.lines)]))
    n_links = len(city.links)
    opportunities: dict[str, Opportunity] = {}
    sessions: list[Session] = []
    homes: list[int] = []
    for name in ("V1", "V2"):
        line = chance.choice(city.lines[: len(city.lines) // 2])
        homes += line.stops[:-1]
        doors = [line.stops[-1], *chance.sample(range(n_links), chance.choice([0, 1]))]
        opportunities[name] = Opportunity(
            id=name,
            name=name,
            kind="day_centre",
            entrances=tuple(Entrance(spot(door), step_free=_fact(chance)) for door in doors),
            facts={"toilet": _fact(chance)},
        )
        for trip in chance.sample(line.trips, min(2, len(line.trips))):
            start = min(trip[-1][0] + 60 * chance.choice([8, 15, 30]), DAY_S - 1200)
            sessions.append(
                Session(
                    id=f"{name}-{start}-{len(sessions)}",
                    opportunity=name,
                    activity="x",
                    days=chance.choice([(Weekday.TUE,), (Weekday.TUE, Weekday.WED)]),
                    start_s=start,
                    end_s=min(start + chance.choice([600, 1800]), DAY_S),
                )
            )
    people = tuple(
        random_person(chance, f"P{number}", chance.choice([*homes, chance.randrange(n_links)]))
        for number in range(n_people)
    )
    return Town(city, CityDesk(city, opportunities), people, tuple(sessions))


def _fact(chance: random.Random) -> Fact:
    return Fact(chance.choice([State.YES, State.YES, State.NO, State.UNKNOWN]), Source.MAPPED)


def _way_back(line: Line) -> Line:
    """Run a line the other way half an hour later, as many trips and as long."""
    last = max(trip[-1][1] for trip in line.trips) + line.trips[0][0][0] + 1800
    trips = [[(last - away, last - there) for there, away in trip[::-1]] for trip in line.trips]
    return replace(
        line,
        stops=line.stops[::-1],
        trips=trips[::-1],
        board=line.alight[::-1],
        alight=line.board[::-1],
    )


def _with_routes(city: City) -> City:
    """Give every route a row, and a number that people know it by."""
    timetable = city.area.timetable
    most = 1 + max(timetable.trips["route"].to_list())
    numbers = [str(number) for number in range(most)]
    routes = pl.DataFrame(
        {"route_id": [f"r{n}" for n in numbers], "short_name": numbers, "agency": ["a"] * most}
    )
    return replace(city, area=replace(city.area, timetable=replace(timetable, routes=routes)))


@dataclass(frozen=True)
class Plain:
    """Verdicts by searches between two places, all rungs and stances, nothing pruned or shared."""

    desk: CityDesk
    person: Person
    session: Session

    def rungs(self) -> tuple[Rung, Rung]:
        """Return the first rung that holds for the hopeful, and for the cautious."""
        made = []
        for stance in (Stance.HOPEFUL, Stance.CAUTIOUS):
            holding = [rung for rung in SEARCHED if self.holds(rung, stance)]
            made.append(min(holding, default=Rung.DOOR_TO_DOOR))
        return made[0], made[1]

    @property
    def kinds(self) -> list[DayKind]:
        """Kinds of day that decide."""
        return [kind for kind in self.desk.kinds(self.session) if not kind.is_rare]

    def holds(self, rung: Rung, stance: Stance) -> bool:
        """Try every set of skills that could be learnt, and each kind of day."""
        case = Case(self.desk, self.person, 0, self.session)
        if not self.kinds or case.closed(rung, stance):
            return False
        return any(
            all(self.pairs(each, kind) for kind in self.kinds)
            for each in self._opened(rung, stance)
        )

    def _opened(self, rung: Rung, stance: Stance) -> Iterator[Allowed]:
        basis = self.desk.basis
        if rung is not Rung.WITH_TRAINING:
            yield allowed(self.person, rung, stance, basis)
            return
        recorded = {ability.skill: ability for ability in self.person.abilities}
        whole = allowed(self.person, rung, stance, basis)
        below = [
            name
            for name in sorted(whole.granted)
            if (recorded[name].level or Level.NOT_YET) < Level.ALONE
        ]
        limit = TrainingLimit.of(basis)
        for size in range(len(below) + 1):
            for learnt in itertools.combinations(below, size):
                lessons = [lessons_of(name, recorded, CATALOGUE) for name in learnt]
                without = whole.granted - set(learnt)
                one = allowed(self.person, rung, stance, basis, without)
                if one.profile is not None and limit.keeps(lessons, stance):
                    yield one

    def pairs(self, one: Allowed, kind: DayKind) -> list[tuple[Found, Found]]:
        """Return every journey out with every journey back that keep to what one can bear."""
        person, desk, session = self.person, self.desk, self.session
        assert one.profile is not None
        opportunity = desk.opportunities[session.opportunity]
        doors, _ = doors_of(desk, person, opportunity, one.stance, chair=one.profile.chair)
        start, end = (desk.service_s(kind.date, each) for each in (session.start_s, session.end_s))
        interval = person.limits.toilet_every_min
        outs = [
            found
            for door in doors
            for found in self._journeys(one, kind, door.link, start, back=False)
            if interval is None or start - found.depart_s <= 60 * interval
        ]
        backs = [
            found
            for door in doors
            for found in self._journeys(one, kind, door.link, end, back=True)
            if interval is None or found.arrive_s - end <= 60 * interval
        ]
        chair = one.profile.chair
        found_there = finds_toilet(person.needs, opportunity, one.stance, chair=chair)
        return [
            (out, back)
            for out in outs
            for back in backs
            if interval is None or found_there or back.arrive_s - out.depart_s <= 60 * interval
        ]

    def _journeys(
        self, one: Allowed, kind: DayKind, door: Link, moment: int, *, back: bool
    ) -> list[Found]:
        """Search with and without unlit ways, and keep what is in daylight where it must be."""
        own = one.profile
        assert own is not None
        hours = ride_hours(self.person, kind, self.desk.hour_rules, one.stance)
        riding = replace(
            own.riding,
            buses=own.riding.buses and hours.buses,
            board_within=hours.board_within,
            not_within=hours.not_within,
        )
        light = daylight_bound(kind.light, moment, out=not back)

        def search(walks_unlit: bool) -> tuple[Found, ...]:
            profile = replace(own, riding=riding, walks_unlit=walks_unlit)
            return self._search(profile, one.stance, kind.date, door, moment, back=back)

        def in_daylight(found: Found) -> bool:
            if light is None:
                return False
            return found.arrive_s <= light if back else found.depart_s >= light

        lit = [found for found in search(True) if in_daylight(found)]
        if one.by_daylight:
            return lit
        if own.walks_unlit:
            return list(search(True))
        return [*lit, *search(False)]

    def _search(
        self,
        profile: Profile,
        stance: Stance,
        date: dt.date,
        door: Link,
        moment: int,
        *,
        back: bool,
    ) -> tuple[Found, ...]:
        desk = self.desk
        router = Router(desk.area, profile, desk.basis.rules, desk.basis.parameters)
        home = desk.link(self.person.places[0].at)
        origin, destination = (door, home) if back else (home, door)
        window = int(desk.basis.parameters.number("journey_window_s"))
        asked_s = moment if back else moment - profile.arrive_early_s
        asked = Question(origin, destination, router.day(date), asked_s, window, not back)
        return router.search(asked, stance)

    def easiest(self, rung: Rung, stance: Stance, direction: Direction) -> tuple[float, int]:
        """Return what is felt least one way, and its changes, on the first kind of day."""
        one = allowed(self.person, rung, stance, self.desk.basis)
        assert one.profile is not None
        early = one.profile.arrive_early_s
        pairs = self.pairs(one, self.kinds[0])
        which = 0 if direction is Direction.OUT else 1
        return min(
            (self.felt_s(pair[which], direction, early), pair[which].changes) for pair in pairs
        )

    def felt_s(self, one: Found | Way, direction: Direction, early_s: int) -> float:
        """Return a journey's burden, and half of each second for which one stands at the venue."""
        if isinstance(one, Way):
            leave_s, arrive_s = one.leave_s, one.arrive_s
        else:
            leave_s, arrive_s = one.depart_s, one.arrive_s
        if direction is Direction.BACK:
            return one.burden_s + (leave_s - self.session.end_s) / 2
        return one.burden_s + (self.session.start_s - early_s - arrive_s) / 2
