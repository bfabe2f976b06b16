"""Answers many requests at once: those that differ only in place and time share a search."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

from transit.model.clock import DAY_S
from transit.model.fact import Stance
from transit.network.link import Link
from transit.route.found import Found
from transit.route.reach.asked import Moments, kernel_asked
from transit.route.reach.homes import find_homes
from transit.route.reach.prepared import Prepared, prepare
from transit.route.reach.profile import Choice, Profile, find_profile, find_target
from transit.route.reach.rebuild import rebuild
from transit.route.router import Router
from transit.verdict.asked import boarding_of
from transit.verdict.asks import UNLIT
from transit.verdict.desk import Desk
from transit.verdict.requests import Door, Hit, Request


@dataclass(slots=True)
class Tally:
    """What was searched, and what sharing saved.

    Parameters
    ----------
    requests
        Questions asked.
    grounds
        Searches made ready: one a profile, stance, date and direction.
    targets
        Searches run: one a door in each of these.
    """

    requests: int = 0
    grounds: int = 0
    targets: int = 0


class _Shared(NamedTuple):
    """What requests must share to be searched together."""

    traveller: str
    stance: Stance
    date: dt.date
    back: bool
    window_s: int


class Finder:
    """Answers requests for one desk.

    Parameters
    ----------
    desk
        Area and rules.
    stop
        Called between searches; it may raise to end them.
    tally
        Counts searches; a new one when None.
    """

    def __init__(
        self, desk: Desk, stop: Callable[[], None] = lambda: None, tally: Tally | None = None
    ) -> None:
        self._desk = desk
        self._stop = stop
        self.tally = tally or Tally()

    def find(self, requests: Sequence[Request]) -> list[tuple[Hit, ...]]:
        """Return the journeys that answer each request.

        Parameters
        ----------
        requests
            The questions, in any order.

        Returns
        -------
        list of tuple of Hit
            In their order: the easiest journey, or all that no other beats; empty for none.
        """
        self.tally.requests += len(requests)
        answers: list[tuple[Hit, ...]] = [()] * len(requests)
        groups: defaultdict[_Shared, list[int]] = defaultdict(list)
        usual = int(self._desk.basis.parameters.number("journey_window_s"))
        for number, one in enumerate(requests):
            window = usual if one.window_s is None else one.window_s
            key = _Shared(one.traveller.key, one.stance, one.date, one.back, window)
            groups[key].append(number)
        for shared, numbers in groups.items():
            for number, hits in self._group(shared, [(at, requests[at]) for at in numbers]):
                answers[number] = hits
        return answers

    def _group(
        self, shared: _Shared, asked: list[tuple[int, Request]]
    ) -> Iterator[tuple[int, tuple[Hit, ...]]]:
        router = self._desk.router(asked[0][1].traveller)
        homes = _numbered(one.home for _, one in asked)
        by_door: defaultdict[tuple[str, int], list[tuple[int, Request]]] = defaultdict(list)
        for number, one in asked:
            by_door[one.door.opportunity, one.door.entrance].append((number, one))
        every = self._moments(shared, {one.moment_s for _, one in asked})
        self._stop()
        ready = prepare(router, shared.stance, shared.date, every)
        found_homes = find_homes(router, ready, list(homes.values()))
        order = {key: at for at, key in enumerate(homes)}
        self.tally.grounds += 1
        for own in by_door.values():
            self._stop()
            self.tally.targets += 1
            moments = self._moments(shared, {one.moment_s for _, one in own})
            narrow = narrowed(router, ready, moments)
            target = find_target(router, narrow, own[0][1].door.link)
            search = _Search(self._desk, router, narrow, find_profile(router, target, found_homes))
            for number, one in own:
                yield number, search.answer(one, order[id(one.home)])

    def _moments(self, shared: _Shared, times: Iterable[int]) -> Moments:
        return Moments(
            times=np.array(sorted(set(times)), np.int64),
            arrive_by=not shared.back,
            window_s=shared.window_s,
            longest_s=int(self._desk.basis.parameters.number("longest_journey_s")),
        )


def narrowed(router: Router, ready: Prepared, moments: Moments) -> Prepared:
    """Return a day made ready for some moments as one for fewer of them.

    Parameters
    ----------
    router
        Whose day it is.
    ready
        The day.
    moments
        Some of its moments.

    Returns
    -------
    Prepared
        Sharing all that took time to make.
    """
    waits = ready.ground.changes.changes(arrive_by=not moments.arrive_by).wait
    return replace(ready, moments=moments, asked=kernel_asked(moments, router.profile, waits))


def _numbered(links: Iterable[Link]) -> dict[int, Link]:
    """Each link once; the same home is the same object."""
    return {id(link): link for link in links}


@dataclass(frozen=True, slots=True)
class _Search:
    """What is known between some homes and one door."""

    desk: Desk
    router: Router
    ready: Prepared
    profile: Profile

    def answer(self, one: Request, home: int) -> tuple[Hit, ...]:
        """Return the journeys of one home that keep to the request's bound."""
        choices = [each for each in self.profile.at(home, one.moment_s) if _keeps(one, each)]
        if not one.every:
            # The easiest; of equals the one with fewer changes, then the one less time away.
            choices = choices[:1]
        return tuple(self._hit(one, home, each) for each in choices)

    def _hit(self, one: Request, home: int, choice: Choice) -> Hit:
        found = rebuild(self.router, self.profile, home, one.moment_s, choice)
        ends = (one.door.link, one.home) if one.back else (one.home, one.door.link)
        asker = self.desk.asker(one.stance)
        day = self.ready.day.day
        early = self.router.profile.at_stop_early_s
        by_daylight = one.daylight_s is not None and one.keeps(
            one.daylight_s, found.depart_s, found.arrive_s
        )
        asked = asker.of(found, day, ends, early)
        unlit = [each for each in asked if each.ask == UNLIT]
        return Hit(
            request=one,
            found=found,
            lines=tuple(self._line(found, ride) for ride in range(len(found.rides))),
            asked=tuple(each for each in asked if not (by_daylight and each.ask == UNLIT)),
            rides=tuple((ride.depart_s, ride.arrive_s) for ride in found.rides),
            walks_unlit=bool(unlit),
            boardings=tuple(boarding_of(day, ride) for ride in found.rides),
            services=tuple(
                (
                    int(self.desk.area.timetable.trip_service[day.trip_index[ride.trip]]),
                    round(int(day.pattern_shift_s[ride.pattern]) / DAY_S),
                )
                for ride in found.rides
            ),
        )

    def _line(self, found: Found, ride: int) -> str:
        timetable = self.desk.area.timetable
        trip = int(self.ready.day.day.trip_index[found.rides[ride].trip])
        route = int(timetable.trips["route"][int(timetable.trip_row[trip])])
        row = timetable.routes.row(route, named=True)
        return str(row.get("short_name") or row.get("long_name") or row["route_id"])


def _keeps(one: Request, choice: Choice) -> bool:
    # Searched backwards, a moment of being home is the negative of one of leaving.
    return one.keeps(one.bound_s, choice.leave_s, -choice.leave_s)


__all__ = ["Door", "Finder", "Tally"]
