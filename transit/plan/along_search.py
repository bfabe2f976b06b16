"""Searches in which somebody goes along on one part, and the person goes alone elsewhere.

What a companion covers is open on that part alone: the walks at home, the walks at the venue, the
buses, or the changes between them. Everywhere else a search keeps to what the person can do alone.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING

from transit.kernels.walk import WalkScratch
from transit.model.fact import Stance
from transit.model.kept import Kept
from transit.model.opportunities import Session
from transit.model.people import Person
from transit.model.positions import Position
from transit.model.profile import Profile
from transit.model.riding import Riding
from transit.model.verdict import Direction, Rung
from transit.network.link import Link, NotLinked
from transit.plan.chosen_desk import ChosenDesk, ChosenRouter
from transit.route.days import ReadyDay
from transit.route.ground import Ground
from transit.route.router import Asked as Question
from transit.route.router import Ends, Router
from transit.route.walks import direct_walks, find_reach, stop_walks
from transit.verdict.asked import Asked
from transit.verdict.asks import READ_NUMBER, UNLIT
from transit.verdict.cases import Case
from transit.verdict.days import DayKind
from transit.verdict.desk import Desk, Traveller
from transit.verdict.finder import Finder
from transit.verdict.requests import Answer, Ask, Hit, Option, Wish
from transit.verdict.rungs import Allowed, canonical

if TYPE_CHECKING:
    import datetime as dt


class Part(StrEnum):
    """A part of a journey on which somebody may go along."""

    NONE = "none"
    CHANGE = "change"  # from one bus to the next
    HOME = "home"  # between home and a stop
    VENUE = "venue"  # between a stop and the venue
    WALK = "walk"  # all the way on foot
    RIDE = "ride"  # from getting on until getting off for the last time


@dataclass(frozen=True, slots=True)
class Parts:
    """On which part somebody goes along, each way."""

    out: Part
    back: Part

    def on(self, direction: Direction) -> Part:
        """Return the part of one way.

        Parameters
        ----------
        direction
            Which way.

        Returns
        -------
        Part
            Where somebody goes along.
        """
        return self.out if direction is Direction.OUT else self.back


def mixed(alone: Allowed, along: Allowed, part: Part) -> Allowed | None:
    """Return what is allowed on a journey that is accompanied on one part.

    Parameters
    ----------
    alone
        What the person may do alone; it must be open.
    along
        What is allowed with a companion; it must be open.
    part
        Where somebody goes along.

    Returns
    -------
    Allowed or None
        The profile is that of the parts which the two ends of the journey do not tell apart; None
        where there is no such journey.
    """
    own, theirs = alone.profile, along.profile
    assert own is not None and theirs is not None
    if part is Part.WALK:
        return replace(alone, profile=canonical(replace(theirs, riding=Riding(buses=False))))
    if part is Part.RIDE:
        return replace(alone, profile=_riding_with(own, theirs))
    if not own.riding.buses:
        return None if part is not Part.NONE else alone
    if part is Part.CHANGE:
        return replace(alone, profile=_changing_with(own, theirs))
    return alone


def _riding_with(own: Profile, theirs: Profile) -> Profile:
    made = replace(
        theirs,
        needs_pavement=own.needs_pavement,
        walks_on=own.walks_on,
        walks_unlit=own.walks_unlit,
        crossings=own.crossings,
    )
    return canonical(made)


def _changing_with(own: Profile, theirs: Profile) -> Profile:
    riding = replace(
        own.riding,
        changes_stop=theirs.riding.changes_stop,
        changes_across=theirs.riding.changes_across,
    )
    made = replace(
        own,
        most_changes=theirs.most_changes,
        longest_change_walk_m=theirs.longest_change_walk_m,
        riding=riding,
    )
    return canonical(made)


class AlongRouter(Router):
    """A router for somebody who is accompanied on one part of their way.

    Parameters
    ----------
    alone
        The router without a companion, as far as the ends of journeys go.
    along
        The router with one.
    part
        Where somebody goes along.
    """

    def __init__(self, alone: Router, along: Router, part: Part) -> None:
        super().__init__(alone.area, alone.profile, alone.rules, alone.parameters)
        self.alone = alone
        self.along = along
        self.part = part

    def _find_ground(self, stance: Stance) -> Ground:
        ground = self.alone.ground(stance)
        if self.part not in (Part.RIDE, Part.CHANGE):
            return ground
        other = self.along.ground(stance)
        streets = replace(
            ground.streets, changing=other.streets.changing, changer=other.streets.changer
        )
        return replace(ground, streets=streets, rows=other.rows, changes=other.changes)

    def ground_at(self, stance: Stance, *, home: bool) -> Ground:
        """Return the ground of the walks at one end: the companion's where they go along.

        Parameters
        ----------
        stance, home
            As for :meth:`transit.route.router.Router.ground_at`.

        Returns
        -------
        Ground
            The streets of the person, or those that somebody along opens.
        """
        covered = {Part.HOME: home, Part.VENUE: not home}.get(self.part, False)
        return self.along.ground(stance) if covered else self.ground(stance)

    def day(self, date: "dt.date", beside_s: int | None = None) -> ReadyDay:
        """Return a service day.

        Parameters
        ----------
        date, beside_s
            As in :meth:`transit.route.router.Router.day`.

        Returns
        -------
        ReadyDay
            That of whoever rides.
        """
        return self.alone.day(date, beside_s)

    @property
    def scratch(self) -> WalkScratch:
        """Room for walk searches, that of the router without a companion."""
        return self.alone.scratch

    def _find_walks(self, asked: Question, ground: Ground) -> Ends:
        # To be there by a moment is the way out, which starts at home.
        ends = (self.ground_at(ground.stance, home=each) for each in (True, False))
        home, door = ends
        first, last = (home, door) if asked.arrive_by else (door, home)
        out = find_reach(first.streets, self.scratch, asked.origin, outward=True)
        into = find_reach(last.streets, self.scratch, asked.destination, outward=False)
        return Ends(
            ground,
            out,
            stop_walks(first.streets, out),
            stop_walks(last.streets, into),
            direct_walks(ground.streets, out, asked.origin, asked.destination, into)
            if first is last
            else (),
        )


class AlongDesk(Desk):
    """A desk whose searches may be accompanied on one part.

    Parameters
    ----------
    base
        The desk without; all that does not depend on it is shared.
    """

    def __init__(self, base: ChosenDesk) -> None:
        self.__dict__.update(base.__dict__)
        self.base = base
        self._along: dict[str, tuple[Traveller, Traveller, Part]] = {}
        self._mixed: Kept[str, AlongRouter] = Kept(16)

    def accompanied(self, traveller: Traveller, along: Profile, part: Part) -> Traveller:
        """Return how somebody travels who is accompanied on one part.

        Parameters
        ----------
        traveller
            How they travel elsewhere.
        along
            What a companion opens.
        part
            Where they go along.

        Returns
        -------
        Traveller
            One that this desk has a router for.
        """
        if part is Part.NONE:
            return traveller
        other = self.traveller_of(along)
        key = f"{part.value} {other.key} {traveller.key}"
        self._along[key] = traveller, other, part
        return Traveller(traveller.profile, key)

    def part_of(self, traveller: Traveller) -> Part:
        """Return where somebody is accompanied.

        Parameters
        ----------
        traveller
            How they travel.

        Returns
        -------
        Part
            ``NONE`` where they go alone all the way.
        """
        return self._along[traveller.key][2] if traveller.key in self._along else Part.NONE

    def router(self, traveller: Traveller) -> Router:
        """Return a router.

        Parameters
        ----------
        traveller
            How somebody travels.

        Returns
        -------
        Router
            One with a companion where they have one.
        """
        if traveller.key not in self._along:
            return self.base.router(traveller)
        own, other, part = self._along[traveller.key]
        made = partial(AlongRouter, self.base.router(own), self.base.router(other), part)
        return self._mixed.get(traveller.key, made)

    def link(self, at: Position) -> Link | NotLinked:
        """Return how a place joins the streets.

        Parameters
        ----------
        at
            Where it is.

        Returns
        -------
        Link or NotLinked
            As without a companion.
        """
        return self.base.link(at)

    def walks_as(self, traveller: Traveller) -> str:
        """Return what is equal for travellers who walk alike.

        Parameters
        ----------
        traveller
            How somebody travels.

        Returns
        -------
        str
            Another one where they are accompanied elsewhere.
        """
        part = self.part_of(traveller)
        own = self._along[traveller.key][0] if part is not Part.NONE else traveller
        return f"{part.value} {self.base.walks_as(own)}"


class AlongCase(Case):
    """One verdict's question with somebody along on one part of each way.

    Parameters
    ----------
    desk, person, place, session
        As for :class:`transit.verdict.cases.Case`.
    parts
        Where somebody goes along.
    """

    def __init__(
        self, desk: AlongDesk, person: Person, place: int, session: Session, parts: Parts
    ) -> None:
        super().__init__(desk, person, place, session)
        self.parts = parts
        self._made: dict[tuple[int, Part], tuple[Allowed, Allowed | None]] = {}

    def wishes(self, allowed: Allowed, kind: DayKind, direction: Direction) -> list[Wish]:
        """Return what to ask for one journey.

        Parameters
        ----------
        allowed
            What the person may do alone, an open rung.
        kind, direction
            As for :meth:`transit.verdict.cases.Case.wishes`.

        Returns
        -------
        list of Wish
            Empty also where nobody could go along on that part.
        """
        part, desk = self.parts.on(direction), self.desk
        if part is Part.NONE:
            return super().wishes(allowed, kind, direction)
        along = desk.allowed(self.person, Rung.WITH_COMPANION, allowed.stance)
        if along.profile is None:
            return []
        # What is allowed is kept beside it, so that no other can come to have its id.
        key = id(allowed), part
        if key not in self._made:
            self._made[key] = allowed, mixed(allowed, along, part)
        both = self._made[key][1]
        if both is None:
            return []
        assert isinstance(desk, AlongDesk)
        return [
            wish._replace(
                request=replace(
                    wish.request,
                    traveller=desk.accompanied(wish.request.traveller, along.profile, part),
                )
            )
            for wish in super().wishes(both, kind, direction)
        ]


def plain_router(router: Router) -> Router:
    """Return a router that keeps to no trainer's choice.

    Parameters
    ----------
    router
        A router.

    Returns
    -------
    Router
        The same one where there is no choice; with the same companion.
    """
    if isinstance(router, ChosenRouter):
        return router.plain
    if isinstance(router, AlongRouter):
        return AlongRouter(plain_router(router.alone), plain_router(router.along), router.part)
    return router


def alone_case(case: Case) -> Case:
    """Return the same question without anybody along on one part.

    Parameters
    ----------
    case
        The question.

    Returns
    -------
    Case
        The same one where nobody was.
    """
    if not isinstance(case.desk, AlongDesk):
        return case
    return Case(case.desk.base, case.person, case.place, case.session)


class AlongFinder(Finder):
    """A finder whose journeys ask only what is asked where the person goes alone.

    Parameters
    ----------
    desk
        A desk with companions on parts.
    """

    def __init__(self, desk: AlongDesk) -> None:
        super().__init__(desk)
        self.desk = desk

    def answer(self, asks: Sequence[Ask]) -> list[list[Answer]]:
        """Answer what is asked, by searches between two places.

        Parameters
        ----------
        asks
            What each asks.

        Returns
        -------
        list of list of Answer
            In their order.
        """
        # The search by time for all homes at once knows of no companions.
        found = super().answer([ask._replace(ways=True) for ask in asks])
        return [[self._asked_alone(answer) for answer in answers] for answers in found]

    def _asked_alone(self, answer: Answer) -> Answer:
        return replace(answer, options=tuple(self._narrowed(each) for each in answer.options))

    def _narrowed(self, one: Option) -> Option:
        if self.desk.part_of(one.request.traveller) is Part.NONE:
            return one
        return Option(
            one.request,
            one.leave_s,
            one.arrive_s,
            one.burden_s,
            one.changes,
            lambda: asked_alone(self.desk, one.hit),
        )


def asked_alone(desk: AlongDesk, hit: Hit) -> Hit:
    """Return a journey that asks only what is asked where the person goes alone.

    Parameters
    ----------
    desk
        The desk that found it.
    hit
        The journey.

    Returns
    -------
    Hit
        The same; to be out in the dark is asked of the whole way.
    """
    covered = covered_legs(desk, hit)
    legs = asked_by_leg(desk, hit)
    kept = tuple(
        asked
        for number, leg in enumerate(legs)
        for asked in leg
        if not _is_covered(asked, number, covered)
    )
    walks_unlit = any(each.ask == UNLIT for each in kept)
    made = replace(hit, asked=kept, walks_unlit=walks_unlit)
    return made.in_light_of(hit.request.daylight_s)


def asked_by_leg(desk: Desk, hit: Hit) -> list[tuple[Asked, ...]]:
    """Return what each leg of a journey asks, ways without lamps by day, too.

    Parameters
    ----------
    desk
        The desk that found it.
    hit
        The journey.

    Returns
    -------
    list of tuple of Asked
        Walks and rides by turns.
    """
    one = hit.request
    day = desk.router(one.traveller).day(one.date).day
    ends = (one.door.link, one.home) if one.back else (one.home, one.door.link)
    early = one.traveller.profile.at_stop_early_s
    return desk.asker(one.stance).by_leg(hit.found, day, ends, early)


def covered_legs(desk: AlongDesk, hit: Hit) -> Mapping[int, bool]:
    """Return the legs of a journey on which somebody is along.

    Parameters
    ----------
    desk
        The desk that found it.
    hit
        The journey.

    Returns
    -------
    dict of int to bool
        Numbers of walks and rides by turns, from 0; False where they only help to find the bus.
    """
    part, last = desk.part_of(hit.request.traveller), 2 * len(hit.found.rides)
    ends = {Part.HOME: last if hit.request.back else 0, Part.VENUE: 0 if hit.request.back else last}
    if part in ends:
        return {ends[part]: True}
    if part is Part.WALK:
        return {0: True}
    if part is Part.RIDE:
        return dict.fromkeys(range(1, last), True)
    if part is Part.CHANGE:
        return {leg: leg % 2 == 0 for leg in range(2, last)}
    return {}


def _is_covered(asked: Asked, leg: int, covered: Mapping[int, bool]) -> bool:
    return leg in covered and (covered[leg] or asked.ask == READ_NUMBER)
