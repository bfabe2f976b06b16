"""Answers many requests at once: those that differ only in place and time share a search."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Final

from transit.model.clock import DAY_S
from transit.model.fact import Stance
from transit.model.kept import Kept
from transit.model.verdict import SEARCHED
from transit.verdict.asked import boarding_of
from transit.verdict.asks import UNLIT
from transit.verdict.by_time import ByTime, Shared, lane_of
from transit.verdict.desk import Desk
from transit.verdict.pairs import PairSearch, ReadyPlaces
from transit.verdict.requests import Answer, Ask, Hit, Option, Request

if TYPE_CHECKING:
    from transit.network.link import Link
    from transit.route.search import Rough, Task
    from transit.verdict.cases import Case

_ANSWERS: Final = 2_000
"""Answers kept in case they are asked for again."""

_FEW: Final = 6
"""Questions up to which a search for each is quicker than one by time for all."""

_GROUNDS: Final = 96
"""Days made ready for searches between two places."""


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
        Searches between two places that answered them, and a few of the others.
    whole
        Journeys to be looked for if nothing were left out: one on each rung, in each stance, on
        each kind of day and each way.
    """

    asked: int = 0
    lanes: int = 0
    ways: int = 0
    pairs: int = 0
    whole: int = 0


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
        self._by_time = ByTime(desk, stop)
        self._places = ReadyPlaces()
        self._searches: Kept[Shared, PairSearch] = Kept(_GROUNDS)
        # What is kept goes by a home's identity: none may be let go while the finder lives.
        self._homes: dict[int, Link] = {}
        self._found: Kept[tuple[object, ...], tuple[Option, ...]] = Kept(_ANSWERS)
        self._alone: dict[tuple[object, ...], int | None] = {}

    def foresee(self, cases: Iterable["Case"]) -> None:
        """Take note of what many are to be judged about: searches leave room for it.

        Parameters
        ----------
        cases
            The cases; no answer depends on them.
        """
        every = list(cases)
        self.tally.whole += 2 * len(SEARCHED) * len(Stance) * sum(len(each.kinds) for each in every)
        self._by_time.foresee(every)

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
        groups: defaultdict[Shared, list[tuple[int, int]]] = defaultdict(list)
        for number, ask in enumerate(asks):
            for at, one in enumerate(ask.requests):
                self._homes.setdefault(id(one.home), one.home)
                shared = self._shared(one)
                groups[shared].append((number, at))
                if not ask.ways:
                    self._by_time.expect(shared, one)
        for shared, places in groups.items():
            quick = [place for place in places if not asks[place[0]].ways]
            some = [asks[number].requests[at] for number, at in quick]
            for (number, at), best in zip(quick, self._bests(shared, some), strict=True):
                made[number][at] = Answer(best)
            ways = [place for place in places if asks[place[0]].ways]
            # Home by home: what is made ready for a home is not kept for long.
            ways.sort(key=lambda place: id(asks[place[0]].requests[place[1]].home))
            for number, at in ways:
                options = self._ways(shared, asks[number].requests[at])
                made[number][at] = Answer(_best_of(options), options)
        return made

    def _shared(self, one: Request) -> Shared:
        window = self._usual_s if one.window_s is None else one.window_s
        return Shared(one.traveller.key, one.stance, one.date, one.back, window)

    def _bests(self, shared: Shared, asked: Sequence[Request]) -> list[int | None]:
        """When each home is left at the latest, or reached at the earliest."""
        self.tally.asked += len(asked)
        if not asked:
            return []
        traveller = asked[0].traveller
        limit = traveller.profile.longest_total_walk_m
        if limit is None:
            return self._quickest(shared, asked)
        # The search by time cannot count metres; who finds nothing without the limit has none.
        free = self._desk.traveller_of(replace(traveller.profile, longest_total_walk_m=None))
        hoped = self._quickest(
            shared._replace(traveller=free.key), [replace(one, traveller=free) for one in asked]
        )
        return [
            None if best is None else self._by_pairs(shared, one)
            for best, one in zip(hoped, asked, strict=True)
        ]

    def _quickest(self, shared: Shared, asked: Sequence[Request]) -> list[int | None]:
        new = self._by_time.unknown(shared, asked)
        if 0 < len(new) <= _FEW:
            alone = set(map(id, new))
            rest = [one for one in asked if id(one) not in alone]
            found = iter(self._quickest(shared, rest) if rest else ())
            return [
                self._by_pairs(shared, one) if id(one) in alone else next(found) for one in asked
            ]
        before = self._by_time.searches
        made = self._by_time.bests(shared, asked[0].traveller, asked)
        self.tally.lanes += self._by_time.searches - before
        return made

    def _by_pairs(self, shared: Shared, one: Request) -> int | None:
        key = shared, id(one.home), lane_of(one)
        if key not in self._alone:
            self._alone[key] = _best_of(self._ways(shared, one))
        return self._alone[key]

    def _ways(self, shared: Shared, one: Request) -> tuple[Option, ...]:
        """The journeys that no other beats, the easiest first."""
        self.tally.ways += 1
        key = (shared, id(one.home), lane_of(one), one.daylight_s)
        return self._found.get(key, lambda: self._search(shared, one))

    def _search(self, shared: Shared, one: Request) -> tuple[Option, ...]:
        self._stop()
        self.tally.pairs += 1
        search = self._searches.get(shared, lambda: self._new_search(one))
        task, found = search.between(
            one.home,
            one.door.link,
            one.moment_s,
            shared.window_s,
            self._longest_s,
            on_foot=self._by_time.walks_all_the_way(one.traveller, one),
        )
        options = [
            Option(
                one,
                rough.depart_s,
                rough.arrive_s,
                rough.burden_s,
                rough.changes,
                partial(self._hit, search, one, task, rough),
            )
            for rough in found
        ]
        return tuple(sorted(options, key=lambda option: option.cost))

    def _new_search(self, one: Request) -> PairSearch:
        router, walks_as = self._desk.router(one.traveller), self._desk.walks_as(one.traveller)
        key = one.traveller.key
        return PairSearch(router, one.stance, one.date, one.back, self._places, key, walks_as)

    def _hit(self, search: PairSearch, one: Request, task: "Task", rough: "Rough") -> Hit:
        found = search.read(task, rough)
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


def _best_of(options: Iterable[Option]) -> int | None:
    """When home is left at the latest, or reached at the earliest."""
    every = list(options)
    if not every:
        return None
    if every[0].request.back:
        return min(option.arrive_s for option in every)
    return max(option.leave_s for option in every)
