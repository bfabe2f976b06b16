"""Answers many requests at once: those that differ only in place and time share a search."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from transit.kernels.lanes import LANES, NEVER
from transit.model.clock import DAY_S
from transit.model.fact import Stance
from transit.route.found import Found
from transit.route.reach.asked import Moments
from transit.route.reach.quickest import ends_of, find_quickest_at, quick_day
from transit.verdict.asked import boarding_of
from transit.verdict.asks import UNLIT
from transit.verdict.desk import Desk, Traveller
from transit.verdict.kept import Kept
from transit.verdict.pairs import PairSearch
from transit.verdict.requests import Answer, Ask, Hit, Request

if TYPE_CHECKING:
    from transit.network.link import Link

_HITS: Final = 5_000
"""Answers kept in case they are asked for again."""

_GROUNDS: Final = 8
"""Days made ready for searches between two places."""


_MOST_KNOWN: Final = 1_000_000
"""Times kept in case they are asked for again."""

_Lane = tuple[str, int, int]
"""Opportunity, entrance and moment."""


@dataclass(slots=True)
class Tally:
    """What was searched, and what sharing saved.

    Parameters
    ----------
    asked
        Questions whether there is a journey.
    lanes
        Searches by time that answered them: one serves all homes of one way to travel.
    ways
        Questions for the journeys themselves.
    pairs
        Searches between two places that answered them.
    """

    asked: int = 0
    lanes: int = 0
    ways: int = 0
    pairs: int = 0


class _Shared(NamedTuple):
    """What requests must share to be searched together."""

    traveller: str
    stance: Stance
    date: dt.date
    back: bool
    window_s: int


class Finder:
    """Answers requests for one desk; not to be shared between threads.

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
        number = desk.basis.parameters.number
        self._usual_s = int(number("journey_window_s"))
        self._longest_s = int(number("longest_journey_s"))
        self._hits: Kept[tuple[object, ...], tuple[Hit, ...]] = Kept(_HITS)
        # What is kept goes by a home's identity: none may be let go while the finder lives.
        self._homes: dict[int, Link] = {}
        self._known: dict[tuple[_Shared, int, _Lane], int | None] = {}
        self._searches: Kept[_Shared, PairSearch] = Kept(_GROUNDS)

    def answer(self, asks: Sequence[Ask]) -> list[list[Answer]]:
        """Answer what many verdicts ask at one time.

        Parameters
        ----------
        asks
            What each asks.

        Returns
        -------
        list of list of Answer
            In their order.
        """
        made: list[list[Answer]] = [[Answer(None)] * len(ask.requests) for ask in asks]
        groups: defaultdict[_Shared, list[tuple[int, int]]] = defaultdict(list)
        for number, ask in enumerate(asks):
            for at, one in enumerate(ask.requests):
                self._homes.setdefault(id(one.home), one.home)
                groups[self._shared(one)].append((number, at))
        for shared, places in groups.items():
            quick = [place for place in places if not asks[place[0]].ways]
            some = [asks[number].requests[at] for number, at in quick]
            for (number, at), best in zip(quick, self._bests(shared, some), strict=True):
                made[number][at] = Answer(best)
            for number, at in places:
                if asks[number].ways:
                    hits = self._ways(shared, asks[number].requests[at])
                    made[number][at] = Answer(_best_of(hits), hits)
        return made

    def _shared(self, one: Request) -> _Shared:
        window = self._usual_s if one.window_s is None else one.window_s
        return _Shared(one.traveller.key, one.stance, one.date, one.back, window)

    def _bests(self, shared: _Shared, asked: Sequence[Request]) -> list[int | None]:
        """When each home is left at the latest, or reached at the earliest."""
        self.tally.asked += len(asked)
        keys = [(shared, id(one.home), _lane(one)) for one in asked]
        new = {key: one for key, one in zip(keys, asked, strict=True) if key not in self._known}
        if new:
            bests = self._new_bests(shared, list(new.values()))
            self._known.update(zip(new, bests, strict=True))
        made = [self._known[key] for key in keys]
        if len(self._known) > _MOST_KNOWN:
            self._known.clear()
        return made

    def _new_bests(self, shared: _Shared, asked: Sequence[Request]) -> list[int | None]:
        traveller = asked[0].traveller
        limit = traveller.profile.longest_total_walk_m
        if limit is None:
            return self._quickest(shared, traveller, asked)
        # The search by time cannot count metres; who finds nothing without the limit has none.
        free = self._desk.traveller_of(replace(traveller.profile, longest_total_walk_m=None))
        hoped = self._quickest(shared, free, asked)
        return [
            None if best is None else _best_of(self._ways(shared, one))
            for best, one in zip(hoped, asked, strict=True)
        ]

    def _quickest(
        self, shared: _Shared, traveller: Traveller, asked: Sequence[Request]
    ) -> list[int | None]:
        router = self._desk.router(traveller)
        moments = Moments(
            times=np.array(sorted({one.moment_s for one in asked}), np.int64),
            arrive_by=not shared.back,
            window_s=shared.window_s,
            longest_s=self._longest_s,
        )
        self._stop()
        day = quick_day(router, shared.stance, shared.date, moments, timed=True)
        homes = {id(one.home): one.home for one in asked}
        order = {key: at for at, key in enumerate(homes)}
        ends = ends_of(router, day, list(homes.values()))
        at_moment = {int(time): at for at, time in enumerate(moments.times)}
        lanes = {_lane(one): (one.door.link, at_moment[one.moment_s]) for one in asked}
        names = list(lanes)
        column = {name: at for at, name in enumerate(names)}
        found = np.empty((len(homes), len(names)), np.int16)
        for first in range(0, len(names), LANES):
            self._stop()
            self.tally.lanes += 1
            some = [lanes[name] for name in names[first : first + LANES]]
            found[:, first : first + LANES] = find_quickest_at(router, day, some, ends)[:, -1]
        early = 0 if shared.back else router.profile.arrive_early_s
        made: list[int | None] = []
        for one in asked:
            took = int(found[order[id(one.home)], column[_lane(one)]])
            other = one.moment_s - early + (took if shared.back else -took)
            made.append(None if took >= NEVER else other)
        return made

    def _ways(self, shared: _Shared, one: Request) -> tuple[Hit, ...]:
        """The journeys that no other beats, the easiest first."""
        self.tally.ways += 1
        key = (shared, id(one.home), _lane(one), one.daylight_s)
        return self._hits.get(key, lambda: self._search(shared, one))

    def _search(self, shared: _Shared, one: Request) -> tuple[Hit, ...]:
        self._stop()
        self.tally.pairs += 1
        router = self._desk.router(one.traveller)
        search = self._searches.get(
            shared, lambda: PairSearch(router, shared.stance, shared.date, shared.back)
        )
        founds = search.between(
            one.home, one.door.link, one.moment_s, shared.window_s, self._longest_s
        )
        hits = [self._hit(search, one, found) for found in founds]
        return tuple(sorted(hits, key=lambda hit: hit.cost))

    def _hit(self, search: PairSearch, one: Request, found: Found) -> Hit:
        timetable = self._desk.area.timetable
        day = search.day.day
        ends = (one.door.link, one.home) if one.back else (one.home, one.door.link)
        early = one.traveller.profile.at_stop_early_s
        asked = self._desk.asker(one.stance).of(found, day, ends, early)
        trips = [int(day.trip_index[ride.trip]) for ride in found.rides]
        hit = Hit(
            request=one,
            found=found,
            lines=tuple(self._desk.line(trip) for trip in trips),
            asked=asked,
            rides=tuple((ride.depart_s, ride.arrive_s) for ride in found.rides),
            walks_unlit=any(each.ask == UNLIT for each in asked),
            boardings=tuple(boarding_of(day, ride) for ride in found.rides),
            services=tuple(
                (
                    int(timetable.trip_service[trip]),
                    round(int(day.pattern_shift_s[ride.pattern]) / DAY_S),
                )
                for trip, ride in zip(trips, found.rides, strict=True)
            ),
        )
        return hit.in_light_of(one.daylight_s)


def _lane(one: Request) -> _Lane:
    return one.door.opportunity, one.door.entrance, one.moment_s


def _best_of(hits: Iterable[Hit]) -> int | None:
    """When home is left at the latest, or reached at the earliest."""
    every = list(hits)
    if not every:
        return None
    if every[0].request.back:
        return min(hit.arrive_s for hit in every)
    return max(hit.leave_s for hit in every)
