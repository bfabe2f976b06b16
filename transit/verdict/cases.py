"""One person, one place and one session: what is asked of the search on a rung, day by day."""

from collections.abc import Generator
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar

from transit.model.abilities import Ability
from transit.model.fact import Stance
from transit.model.light import Light
from transit.model.opportunities import Opportunity, Session
from transit.model.people import Person
from transit.model.starting import session_from
from transit.model.verdict import About, Direction, Finding, Rung
from transit.network.link import Link, NotLinked
from transit.verdict import asks
from transit.verdict.asks import asks_in
from transit.verdict.days import DayKind
from transit.verdict.desk import Desk, Traveller
from transit.verdict.doors import doors_of, finds_toilet
from transit.verdict.hours import RideHours, ride_hours
from transit.verdict.needs import Needs, Standing
from transit.verdict.requests import Answer, Ask, Door, Hit, Request, Wish
from transit.verdict.rungs import Allowed, skill_needs

_T = TypeVar("_T")
Steps = Generator[Ask, list[Answer], _T]
"""Asks the search some things at a time, is sent the answers, and returns something in the end."""


@dataclass(frozen=True, slots=True, eq=False)
class Pair:
    """A journey out and one back on one kind of day."""

    kind: DayKind
    out: Hit
    back: Hit

    @property
    def bits(self) -> int:
        """What the two ask of skills, as bits."""
        return self.out.bits | self.back.bits


@dataclass(frozen=True, slots=True)
class Variant:
    """One way of searching that keeps to what a person can bear.

    Parameters
    ----------
    traveller
        How journeys are searched.
    by_daylight
        Whether only journeys in daylight count.
    """

    traveller: Traveller
    by_daylight: bool


@dataclass(eq=False)
class Case:
    """What one verdict is about.

    Parameters
    ----------
    desk
        Area and rules.
    person
        The person.
    place
        Number of the place that they start from.
    session
        The session, of which those days count on which the person sets out from the place.
    lacks
        Why the rung that was tried last has no journey.
    found
        Journeys that were looked for and found, on whichever rung.
    """

    desk: Desk
    person: Person
    place: int
    session: Session
    lacks: tuple[Finding, ...] = ()
    found: list[Pair] = field(default_factory=list)
    whole: Session = field(init=False)
    """The session on all its days."""
    is_there: bool = field(init=False)
    """Whether the person sets out from the place on any of them."""
    _wanted: dict[tuple[int, asks.Ask], tuple[Allowed, frozenset[str]]] = field(
        default_factory=dict
    )

    def __post_init__(self) -> None:
        """Keep to the days on which the person sets out from the place."""
        self.whole = self.session
        there = session_from(self.person, self.place, self.session)
        self.is_there = there is not None
        self.session = there or self.session

    @cached_property
    def opportunity(self) -> Opportunity:
        """The venue."""
        return self.desk.opportunities[self.session.opportunity]

    @cached_property
    def home(self) -> Link | NotLinked:
        """How the place joins the streets."""
        return self.desk.link(self.person.places[self.place].at)

    @cached_property
    def kinds(self) -> tuple[DayKind, ...]:
        """The kinds of day that decide."""
        if not self.is_there:
            return ()
        return tuple(kind for kind in self.desk.kinds(self.session) if not kind.is_rare)

    @cached_property
    def recorded(self) -> dict[str, Ability]:
        """What is recorded of the person's skills."""
        return {ability.skill: ability for ability in self.person.abilities}

    def allowed(self, rung: Rung, stance: Stance, without: frozenset[str] = frozenset()) -> Allowed:
        """Return what a rung allows the person.

        Parameters
        ----------
        rung, stance, without
            As for :func:`~transit.verdict.rungs.allowed`.

        Returns
        -------
        Allowed
            Kept by the desk.
        """
        return self.desk.allowed(self.person, rung, stance, without)

    def hours(self, kind: DayKind, stance: Stance) -> RideHours:
        """Return when the person may ride on a kind of day.

        Parameters
        ----------
        kind, stance
            Which day, and how unknown facts about the person are read.

        Returns
        -------
        RideHours
            The hours.
        """
        return ride_hours(self.person, kind, self.desk.hour_rules, stance)

    def closed(self, rung: Rung, stance: Stance) -> tuple[Finding, ...]:
        """Return why nothing needs to be searched on a rung.

        Parameters
        ----------
        rung, stance
            Which.

        Returns
        -------
        tuple of Finding
            Empty where a search is needed.
        """
        allowed = self.allowed(rung, stance)
        found = list(allowed.closed)
        if isinstance(self.home, NotLinked):
            found.append(Finding(code="home_off_network", about=About.PERSON))
        found += self.doors(allowed)[1]
        if rung is Rung.WITH_COMPANION:
            found += self._companion_days(stance)
        return tuple(found)

    def _companion_days(self, stance: Stance) -> tuple[Finding, ...]:
        """Why the companion cannot: on some of the days when cautious, on all when hopeful."""
        theirs, days = set(self.person.companion.days), set(self.session.days)
        if not theirs or days <= theirs or (stance is Stance.HOPEFUL and days & theirs):
            return ()
        words = " ".join(day.word for day in self.person.companion.days)
        return (Finding(code="companion_other_days", values={"days": words}),)

    def doors(self, allowed: Allowed) -> tuple[tuple[Door, ...], tuple[Finding, ...]]:
        """Return the ways in that a rung's profile can use, or why there is none.

        Parameters
        ----------
        allowed
            The rung.

        Returns
        -------
        tuple
            As :func:`~transit.verdict.doors.doors_of` gives it.
        """
        chair = allowed.profile is not None and allowed.profile.chair
        asked = self.person, self.opportunity, allowed.stance
        # Whom it is about is kept with it, so that no others can come to have the same ids.
        made = self.desk.notes.get(
            ("doors", id(self.person), id(self.opportunity), allowed.stance, chair),
            lambda: (asked, doors_of(self.desk, *asked, chair=chair)),
        )
        doors: tuple[tuple[Door, ...], tuple[Finding, ...]] = made[1]
        return doors

    def variants(self, allowed: Allowed, kind: DayKind) -> tuple[Variant, ...]:
        """Return the ways of searching that a rung leaves on a kind of day.

        Parameters
        ----------
        allowed
            An open rung.
        kind
            The kind of day.

        Returns
        -------
        tuple of Variant
            One, or two where unlit ways may be walked by daylight only; a journey of either will
            do.
        """
        made = self.desk.notes.get(
            ("variants", id(allowed), kind.is_weekday, kind.is_school_day),
            lambda: (allowed, self._variants(allowed, kind)),
        )
        variants: tuple[Variant, ...] = made[1]
        return variants

    def _variants(self, allowed: Allowed, kind: DayKind) -> tuple[Variant, ...]:
        assert allowed.profile is not None
        hours = self.hours(kind, allowed.stance)
        anywhere = self.desk.traveller(allowed, hours, walks_unlit=True)
        if allowed.by_daylight:
            return (Variant(anywhere, by_daylight=True),)
        if allowed.profile.walks_unlit:
            return (Variant(anywhere, by_daylight=False),)
        lit = self.desk.traveller(allowed, hours, walks_unlit=False)
        return (Variant(anywhere, by_daylight=True), Variant(lit, by_daylight=False))

    def wishes(self, allowed: Allowed, kind: DayKind, direction: Direction) -> list[Wish]:
        """Return what to ask for one journey.

        Parameters
        ----------
        allowed
            An open rung.
        kind
            The kind of day.
        direction
            Out or back.

        Returns
        -------
        list of Wish
            One a variant and door; empty where none can have an answer.
        """
        assert isinstance(self.home, Link) and allowed.profile is not None
        date, start, end = self.desk.meeting(self.session, kind)
        out = direction is Direction.OUT
        made = []
        interval = self.interval_s
        daylight_s = daylight_bound(kind.light, start if out else end, out=out)
        for variant in self.variants(allowed, kind):
            bounds = []
            if variant.by_daylight:
                if daylight_s is None:
                    continue
                bounds.append(daylight_s)
            if interval is not None:
                bounds.append(start - interval if out else end + interval)
            bound = (max(bounds) if out else min(bounds)) if bounds else None
            made += [
                Wish(
                    Request(
                        traveller=variant.traveller,
                        stance=allowed.stance,
                        date=date,
                        back=not out,
                        home=self.home,
                        door=door,
                        moment_s=start if out else end,
                        daylight_s=daylight_s,
                        idle_weight=self.desk.idle_weight,
                    ),
                    bound,
                )
                for door in self.doors(allowed)[0]
            ]
        return made

    def home_by(self, allowed: Allowed, kind: DayKind, traveller: Traveller) -> int | None:
        """Return by when the person must be home if they may be out by daylight only.

        Parameters
        ----------
        allowed
            An open rung.
        kind
            The kind of day.
        traveller
            How the way home is searched: who walks unlit ways by daylight only must be home by
            then where it is searched with these.

        Returns
        -------
        int or None
            Seconds of the service date; None for any time.
        """
        assert allowed.profile is not None
        unlit = traveller.profile.walks_unlit and not allowed.profile.walks_unlit
        return kind.light.dark_from_s if allowed.by_daylight or unlit else None

    def times(self, kind: DayKind) -> tuple[int, int]:
        """Return when the session starts and ends, seconds of the service date.

        Parameters
        ----------
        kind
            The kind of day.

        Returns
        -------
        tuple of int
            Start and end, on the date searched.
        """
        return self.desk.meeting(self.session, kind)[1:]

    @cached_property
    def interval_s(self) -> int | None:
        """Longest time between toilets, seconds; None for any."""
        minutes = self.person.limits.toilet_every_min
        return None if minutes is None else 60 * minutes

    def absence_s(self, allowed: Allowed) -> int | None:
        """Return how long the person can be away in all.

        Parameters
        ----------
        allowed
            An open rung.

        Returns
        -------
        int or None
            Seconds; None where the venue has a toilet, or they need none.
        """
        if self.interval_s is None:
            return None
        chair = allowed.profile is not None and allowed.profile.chair
        finds = finds_toilet(self.person.needs, self.opportunity, allowed.stance, chair=chair)
        return None if finds else self.interval_s

    def wanted(self, bits: int, allowed: Allowed) -> frozenset[str]:
        """Return the skills that the person lacks for what journeys ask.

        Parameters
        ----------
        bits
            What is asked.
        allowed
            The rung, for its stance.

        Returns
        -------
        frozenset of str
            Those of the alternative in which fewest are wanting, where there are several.
        """
        made: frozenset[str] = frozenset()
        for ask in asks_in(bits):
            made |= self.wanted_for(ask, allowed)
        return made

    def wanted_for(self, ask: asks.Ask, allowed: Allowed) -> frozenset[str]:
        """Return the skills that the person lacks for one ask.

        Parameters
        ----------
        ask
            What is asked.
        allowed
            The rung: an alternative that it grants goes before one that it does not.

        Returns
        -------
        frozenset of str
            Empty where they can do it.
        """
        key = id(allowed), ask
        if key not in self._wanted:
            self._wanted[key] = allowed, self._lacked_for(ask, allowed)
        return self._wanted[key][1]

    def _lacked_for(self, ask: asks.Ask, allowed: Allowed) -> frozenset[str]:
        now = Standing(self.recorded)

        def rank(needs: Needs) -> tuple[int, int]:
            lacks = now.lacks(needs)
            return len(lacks - allowed.granted), len(lacks)

        alternatives = skill_needs(self.desk.basis, allowed.stance).by_ask[ask]
        return now.lacks(min(alternatives, key=rank) if len(alternatives) > 1 else alternatives[0])


def daylight_bound(light: Light, moment_s: int, *, out: bool) -> int | None:
    """Return when a journey must start, or end, to lie in daylight.

    Parameters
    ----------
    light
        What is light on every date of a kind of day.
    moment_s
        When to be there, or when to leave.
    out
        Whether it is the journey out.

    Returns
    -------
    int or None
        The earliest start of a journey out, the latest end of one back; None where the moment
        itself is in the dark.
    """
    if out:
        return light.light_from_s if moment_s <= light.dark_from_s else None
    return light.dark_from_s if moment_s >= light.light_from_s else None
