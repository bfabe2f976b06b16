"""What judging shares: the area, the rules, and what has been made ready for searches."""

import copy
import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, NamedTuple

import numpy as np

from transit.model.clock import to_service_s
from transit.model.fact import Stance
from transit.model.kept import Kept
from transit.model.opportunities import Opportunity, Session
from transit.model.parameters import Parameters
from transit.model.people import Person
from transit.model.positions import Position
from transit.model.profile import Profile
from transit.model.riding import ANY
from transit.model.school_terms import SchoolTerms
from transit.model.skills import Catalogue
from transit.model.verdict import Rung
from transit.network.area import Area
from transit.network.link import Link, NotLinked
from transit.network.timetable import Timetable
from transit.read.demands import read_demand_rules
from transit.read.profiles import list_profiles
from transit.read.rules import Rules
from transit.read.skills import read_skills
from transit.route.query import Point
from transit.route.reach.quick_dates import TwoWays
from transit.route.router import Router
from transit.verdict.asked import Asker
from transit.verdict.basis import Basis
from transit.verdict.calendar import calendar_of
from transit.verdict.days import DayKind, DayRules, kinds_of_day
from transit.verdict.hours import HourRules, RideHours
from transit.verdict.routers import SharedDays, SharedRouter
from transit.verdict.rungs import Allowed, allowed, canonical

_ROUTERS: Final = 16
"""Routers kept; one with its days takes some tens of megabytes in a city."""
_PEOPLE: Final = 20_000
_LINKS: Final = 100_000


def _alike_dates(timetable: Timetable) -> dict[dt.date, dt.date]:
    """For each date the first on which the same runs, the day before and the day after included."""
    none = np.zeros((timetable.active.shape[0], 1), np.bool_)
    active = np.hstack([none, timetable.active, none])
    first: dict[bytes, dt.date] = {}
    made = {}
    for day in range(timetable.active.shape[1]):
        date = timetable.first_date + dt.timedelta(days=day)
        key = active[:, day : day + 3].tobytes()
        made[date] = first.setdefault(key, date)
    return made


@dataclass(frozen=True, slots=True)
class Traveller:
    """A profile with what tells whether others route alike.

    Parameters
    ----------
    profile
        How somebody travels.
    key
        Its routing hash.
    """

    profile: Profile
    key: str


class Meeting(NamedTuple):
    """When a session starts and ends, seconds of the service date that is searched."""

    date: dt.date
    start_s: int
    end_s: int


def _on_day(allowed: Allowed, hours: RideHours, walks_unlit: bool) -> Traveller:
    if allowed.profile is None:
        raise ValueError("a closed rung has no profile")
    riding = replace(
        allowed.profile.riding,
        buses=allowed.profile.riding.buses and hours.buses,
        board_within=hours.board_within,
        not_within=hours.not_within,
    )
    profile = canonical(replace(allowed.profile, riding=riding, walks_unlit=walks_unlit))
    return Traveller(profile, profile.routing_hash)


def _line(route: Mapping[str, object]) -> str:
    names = (route.get(name) for name in ("short_name", "long_name", "route_id"))
    return next((str(name) for name in names if name), "")


class Desk:
    """What judging shares between people and sessions; may be shared between threads.

    Parameters
    ----------
    area
        Streets and timetable.
    opportunities
        The directory, by id.
    rules
        Rules for streets.
    parameters
        All parameters.
    catalogue
        The skills; the shipped ones when None.
    profiles
        Ready profiles by name; the shipped ones when None.
    terms
        School terms; the shipped ones, which know no dates, when None.
    sessions
        Sessions by id, for who asks by id.

    Attributes
    ----------
    idle_weight
        What a second weighs that is wasted at a venue, perceived seconds.
    notes
        What cases have worked out, each under a key of its own.
    """

    def __init__(
        self,
        area: Area,
        opportunities: Mapping[str, Opportunity],
        rules: Rules,
        parameters: Parameters,
        *,
        catalogue: Catalogue | None = None,
        profiles: Mapping[str, Profile] | None = None,
        terms: SchoolTerms | None = None,
        sessions: Mapping[str, Session] | None = None,
    ) -> None:
        self.area = area
        self.sessions = sessions or {}
        self.opportunities = opportunities
        if profiles is None:
            profiles = {profile.name: profile for profile in list_profiles()}
        self.basis = Basis(
            catalogue or read_skills(), read_demand_rules(), rules, parameters, profiles
        )
        self.day_rules = DayRules.of(parameters, terms)
        self.hour_rules = HourRules.of(parameters)
        self.idle_weight = parameters.number("idle_weight")
        self.calendar = calendar_of(area.timetable, self.day_rules.published_share)
        self._alike = _alike_dates(area.timetable)
        self._askers = {stance: Asker(area, self.basis, stance) for stance in Stance}
        self._routers: Kept[str, Router] = Kept(_ROUTERS)
        self._walkers: Kept[str, Router] = Kept(_ROUTERS)
        self._days = SharedDays(area)
        self._links: Kept[tuple[float, float], Link | NotLinked] = Kept(_LINKS)
        self._kinds: Kept[Session, tuple[DayKind, ...]] = Kept(_LINKS)
        self._allowed: Kept[tuple[int, Rung, Stance, frozenset[str]], tuple[Person, Allowed]]
        self._allowed = Kept(_PEOPLE)
        self._on_days: Kept[tuple[object, ...], tuple[Allowed, Traveller]] = Kept(_PEOPLE)
        self._lines: Kept[int, str] = Kept(_PEOPLE)
        self._meetings: Kept[tuple[int, int, int], tuple[DayKind, Meeting]] = Kept(_LINKS)
        self._walks: dict[str, str] = {}
        self.notes: Kept[tuple[object, ...], Any] = Kept(_LINKS)
        self._linker = Router(area, next(iter(profiles.values())), rules, parameters)

    def over(self, area: Area, opportunities: Mapping[str, Opportunity]) -> "Desk":
        """Return a desk over the same town with other facts about it.

        Parameters
        ----------
        area
            With the same timetable, but for what is known of stops and buses.
        opportunities
            The same places, of which other things may be known.

        Returns
        -------
        Desk
            It shares what people and days allow; nothing that was made ready for searches.
        """
        made = copy.copy(self)
        made.area, made.opportunities = area, opportunities
        made._askers = {stance: Asker(area, self.basis, stance) for stance in Stance}
        made._routers, made._walkers = Kept(_ROUTERS), Kept(_ROUTERS)
        made._days = SharedDays(area)
        made._links, made.notes = Kept(_LINKS), Kept(_LINKS)
        made._linker = Router(area, self._linker.profile, self.basis.rules, self.basis.parameters)
        return made

    def asker(self, stance: Stance) -> Asker:
        """Return what tells what journeys ask.

        Parameters
        ----------
        stance
            How unknown facts are read.

        Returns
        -------
        Asker
            Always the same one.
        """
        return self._askers[stance]

    def router(self, traveller: Traveller) -> Router:
        """Return a router.

        Parameters
        ----------
        traveller
            How somebody travels; equal ones share a router, and those that differ only in what
            rides may ask share its streets.

        Returns
        -------
        Router
            The last few are kept.
        """
        return self._routers.get(traveller.key, lambda: self._new_router(traveller.profile))

    def days_together(self, traveller: Traveller, dates: tuple[dt.date, ...]) -> TwoWays:
        """Return some dates together, ready for searches by time.

        Parameters
        ----------
        traveller
            Who rides.
        dates
            Dates that belong together (:func:`~transit.network.days_together.groups_of`).

        Returns
        -------
        TwoWays
            Shared by all who may ride alike; the last few are kept.
        """
        number, profile = self.basis.parameters.number, traveller.profile
        reach_s = int(number("journey_window_s")) + int(number("longest_journey_s"))
        return self._days.together(dates, reach_s + profile.arrive_early_s, profile)

    def traveller(self, allowed: Allowed, hours: RideHours, *, walks_unlit: bool) -> Traveller:
        """Return how somebody travels on a kind of day.

        Parameters
        ----------
        allowed
            What a rung allows; it must be open.
        hours
            When they may ride.
        walks_unlit
            Whether they may walk where no light is, as in daylight.

        Returns
        -------
        Traveller
            The same one for all who route equally.

        Raises
        ------
        ValueError
            The rung is closed.
        """
        key = id(allowed), hours.buses, hours.board_within, hours.not_within, walks_unlit
        return self._on_days.get(key, lambda: (allowed, _on_day(allowed, hours, walks_unlit)))[1]

    def _new_router(self, profile: Profile) -> Router:
        base = replace(profile, riding=ANY)
        parts = self.basis.rules, self.basis.parameters
        whole = self._walkers.get(
            base.routing_hash, lambda: SharedRouter(self.area, base, *parts, self._days)
        )
        return whole if profile.riding == ANY else whole.as_if_riding(profile.riding)

    def traveller_of(self, profile: Profile) -> Traveller:
        """Return a way to travel.

        Parameters
        ----------
        profile
            How somebody travels.

        Returns
        -------
        Traveller
            With what tells whether others route alike.
        """
        return Traveller(profile, profile.routing_hash)

    def walks_as(self, traveller: Traveller) -> str:
        """Return what is equal for travellers who walk alike to stops, from them and all the way.

        Parameters
        ----------
        traveller
            How somebody travels.

        Returns
        -------
        str
            A hash of what counts of the profile.
        """
        if traveller.key not in self._walks:
            on_foot = replace(
                traveller.profile,
                riding=ANY,
                most_changes=0,
                longest_change_walk_m=0,
                longest_total_walk_m=None,
            )
            self._walks[traveller.key] = on_foot.routing_hash
        return self._walks[traveller.key]

    def line(self, trip: int) -> str:
        """Return the short name of a trip's route.

        Parameters
        ----------
        trip
            Trip of the timetable.

        Returns
        -------
        str
            Its long name, or its id, where it has none.
        """
        timetable = self.area.timetable
        route = int(timetable.trips["route"][int(timetable.trip_row[trip])])
        return self._lines.get(route, lambda: _line(timetable.routes.row(route, named=True)))

    def link(self, at: Position) -> Link | NotLinked:
        """Return how a place joins the streets.

        Parameters
        ----------
        at
            Where it is.

        Returns
        -------
        Link or NotLinked
            The link, or why there is none.
        """
        return self._links.get(
            (at.lat, at.lon), lambda: self._linker.find_link(Point(at.lat, at.lon))
        )

    def kinds(self, session: Session) -> tuple[DayKind, ...]:
        """Return the dates of a session by kind of day.

        Parameters
        ----------
        session
            The session.

        Returns
        -------
        tuple of DayKind
            As :func:`~transit.verdict.days.kinds_of_day` gives them.
        """
        at = self.opportunities[session.opportunity].entrances[0].at
        return self._kinds.get(
            session,
            lambda: kinds_of_day(session, self.calendar, self.day_rules, (at.lat, at.lon)),
        )

    def search_date(self, kind: DayKind) -> dt.date:
        """Return the date on which a kind of day is searched.

        Parameters
        ----------
        kind
            The kind of day.

        Returns
        -------
        date
            The first of the timetable on which the same services run as on one of its dates, the
            day before and the day after included: one for all sessions with such dates.
        """
        return min(self._alike[date] for date in kind.dates)

    def meeting(self, session: Session, kind: DayKind) -> Meeting:
        """Return when a session is held on a kind of day.

        Parameters
        ----------
        session
            The session.
        kind
            One of its kinds of day.

        Returns
        -------
        Meeting
            On the date searched.
        """

        def make() -> tuple[DayKind, Meeting]:
            date = self.search_date(kind)
            times = (self.service_s(date, each) for each in (session.start_s, session.end_s))
            return kind, Meeting(date, *times)

        # Sessions at other times may share a kind of day.
        return self._meetings.get((id(kind), session.start_s, session.end_s), make)[1]

    def shown_date(self, kind: DayKind) -> dt.date:
        """Return the date that stands for a kind of day.

        Parameters
        ----------
        kind
            The kind of day.

        Returns
        -------
        date
            Its first one that runs as the one searched.
        """
        return min(kind.dates, key=lambda date: (self._alike[date], date))

    def runs(self, services: Sequence[tuple[int, int]], date: dt.date) -> bool:
        """Tell whether services run on a date.

        Parameters
        ----------
        services
            Each with how many days after the date it is to run.
        date
            The date.

        Returns
        -------
        bool
            True if all do.
        """
        timetable = self.area.timetable
        day = (date - timetable.first_date).days
        n_days = timetable.active.shape[1]
        return all(
            0 <= day + after < n_days and bool(timetable.active[service, day + after])
            for service, after in services
        )

    def allowed(
        self,
        person: Person,
        rung: Rung,
        stance: Stance,
        without: frozenset[str] = frozenset(),
    ) -> Allowed:
        """Return what a rung allows a person.

        Parameters
        ----------
        person, rung, stance, without
            As for :func:`~transit.verdict.rungs.allowed`.

        Returns
        -------
        Allowed
            Kept for the last people.
        """
        key = id(person), rung, stance, without
        # The person is kept with the answer, so that no other can come to have the same id.
        return self._allowed.get(
            key, lambda: (person, allowed(person, rung, stance, self.basis, without))
        )[1]

    def service_s(self, date: dt.date, clock_s: int) -> int:
        """Return a time on the clock as seconds of a service date.

        Parameters
        ----------
        date
            The date.
        clock_s
            Seconds of the day on the clock.

        Returns
        -------
        int
            The same but on days on which the clock changes.
        """
        moment = dt.datetime.combine(date, dt.time.min) + dt.timedelta(seconds=clock_s)
        return to_service_s(moment, date, self.area.timetable.zone)
