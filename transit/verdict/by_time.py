"""Whether there is a journey, by time alone: many homes, doors and moments in one search."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from transit.kernels.lanes import LANES, NEVER
from transit.model.fact import Stance
from transit.model.kept import Kept
from transit.model.verdict import SEARCHED
from transit.network.link import Link
from transit.route.reach.asked import Moments
from transit.route.reach.quick_kept import KeptWalks
from transit.route.reach.quickest import Room, find_quickest_on, quick_day
from transit.verdict.desk import Desk, Traveller
from transit.verdict.requests import Request

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from transit.route.reach.quickest import QuickDay
    from transit.verdict.cases import Case
    from transit.verdict.days import DayKind

_WALKS: Final = 200
"""Ways to walk of which walks are kept, some hundred kilobytes each."""
_MOST_KNOWN: Final = 20_000_000
"""Times kept in case they are asked for again, 2 bytes each."""


class Shared(NamedTuple):
    """What requests must share to be searched together."""

    traveller: str
    stance: Stance
    date: dt.date
    back: bool
    window_s: int


class Lane(NamedTuple):
    """A door at a moment."""

    opportunity: str
    entrance: int
    moment_s: int


def lane_of(one: Request) -> Lane:
    """Return the lane of a request.

    Parameters
    ----------
    one
        The request.

    Returns
    -------
    Lane
        Its door and moment.
    """
    return Lane(one.door.opportunity, one.door.entrance, one.moment_s)


class _Block(NamedTuple):
    """What one search found: ``took_s (n_homes, n_lanes) int16``."""

    homes: dict[int, int]
    lanes: dict[Lane, int]
    took_s: "NDArray[np.int16]"


class ByTime:
    """Searches by time, and what they found; not to be shared between threads.

    A search has room for 64 doors and moments, asked for or not. What others asked of the same day
    fills the room that is left, and everybody who travels alike comes with it: they are likely to
    ask for it next.

    Parameters
    ----------
    desk
        Area and rules.
    stop
        Called between searches; it may raise to end them.
    """

    def __init__(self, desk: Desk, stop: Callable[[], None]) -> None:
        self._desk = desk
        self._stop = stop
        number = desk.basis.parameters.number
        self._usual_s = int(number("journey_window_s"))
        self._longest_s = int(number("longest_journey_s"))
        self._room = Room()
        self._walks: Kept[tuple[str, Stance, bool], KeptWalks] = Kept(_WALKS)
        # What is kept goes by a link's identity: none may be let go while this lives.
        self._links: dict[int, Link] = {}
        self._doors: dict[int, Link] = {}
        self._homes: defaultdict[tuple[str, Stance], dict[int, Link]] = defaultdict(dict)
        self._lanes: defaultdict[tuple[dt.date, bool], dict[Lane, Link]] = defaultdict(dict)
        self._likely: defaultdict[tuple[dt.date, bool], dict[Lane, Link]] = defaultdict(dict)
        self._blocks: defaultdict[Shared, list[_Block]] = defaultdict(list)
        self._cells = 0
        self.searches = 0
        """Searches made."""

    def expect(self, shared: Shared, one: Request) -> None:
        """Take note of a request before any is answered.

        Parameters
        ----------
        shared
            What it must share with others.
        one
            The request.
        """
        home, door = one.home, one.door.link
        self._links[id(home)] = home
        self._doors[id(door)] = door
        self._homes[shared.traveller, shared.stance][id(home)] = home
        if shared.window_s == self._usual_s:
            self._lanes[shared.date, shared.back][lane_of(one)] = door

    def foresee(self, cases: Iterable["Case"]) -> None:
        """Take note of what will probably be asked.

        Parameters
        ----------
        cases
            Those that are to be judged.
        """
        sessions: dict[int, Case] = {}
        people: dict[tuple[int, int], Case] = {}
        kinds: dict[tuple[object, ...], DayKind] = {}
        for case in cases:
            people.setdefault((id(case.person), case.place), case)
            if sessions.setdefault(id(case.session), case) is case:
                self._foresee_doors(case)
                kinds |= {(kind.is_weekday, kind.is_school_day): kind for kind in case.kinds}
        for case in people.values():
            self._foresee_home(case, kinds.values())

    def _foresee_doors(self, case: "Case") -> None:
        joined = [self._desk.link(entrance.at) for entrance in case.opportunity.entrances]
        doors = {at: link for at, link in enumerate(joined) if isinstance(link, Link)}
        self._doors |= {id(link): link for link in doors.values()}
        for kind in case.kinds:
            date, *times = self._desk.meeting(case.session, kind)
            for back, time in enumerate(times):
                self._likely[date, bool(back)] |= {
                    Lane(case.opportunity.id, at, time): link for at, link in doors.items()
                }

    def _foresee_home(self, case: "Case", kinds: Iterable["DayKind"]) -> None:
        if not isinstance(case.home, Link):
            return
        open_rungs = (case.allowed(rung, stance) for rung in SEARCHED for stance in Stance)
        for allowed in open_rungs:
            if allowed.profile is not None:
                for variant in chain(*(case.variants(allowed, kind) for kind in kinds)):
                    own = self._homes[variant.traveller.key, allowed.stance]
                    own[id(case.home)] = case.home

    def bests(
        self, shared: Shared, traveller: Traveller, asked: Sequence[Request]
    ) -> list[int | None]:
        """Return when each home is left at the latest, or reached at the earliest.

        Parameters
        ----------
        shared
            What the requests share.
        traveller
            How they are searched.
        asked
            The requests.

        Returns
        -------
        list of int or None
            Seconds of the service date; None where there is no journey.
        """
        if self._cells > _MOST_KNOWN:
            self._blocks.clear()
            self._cells = 0
        new = self.unknown(shared, asked)
        if new:
            self._search(shared, traveller, new)
        early = 0 if shared.back else traveller.profile.arrive_early_s
        made: list[int | None] = []
        for one in asked:
            took = self._took(shared, one)
            assert took is not None
            other = one.moment_s - early + (took if shared.back else -took)
            made.append(None if took >= NEVER else other)
        return made

    def unknown(self, shared: Shared, asked: Iterable[Request]) -> list[Request]:
        """Return the requests that need a search.

        Parameters
        ----------
        shared, asked
            As for :meth:`bests`.

        Returns
        -------
        list of Request
            Those of which the answer is not known yet.
        """
        return [one for one in asked if self._took(shared, one) is None]

    def walks_all_the_way(self, traveller: Traveller, one: Request) -> bool:
        """Tell whether one may walk between home and door, as far as it is known.

        Parameters
        ----------
        traveller, one
            How somebody travels, and the request.

        Returns
        -------
        bool
            False where no walk is short enough; True also where none was looked for yet.
        """
        kept = self._walks.find((self._desk.walks_as(traveller), one.stance, one.back))
        return kept is None or kept.joins(one.door.link, one.home) is not False

    def _took(self, shared: Shared, one: Request) -> int | None:
        """Seconds between moment and home; None where that is not known."""
        home, lane = id(one.home), lane_of(one)
        for block in self._blocks.get(shared, ()):
            row, column = block.homes.get(home), block.lanes.get(lane)
            if row is not None and column is not None:
                return int(block.took_s[row, column])
        return None

    def _search(self, shared: Shared, traveller: Traveller, new: Sequence[Request]) -> None:
        lanes = {lane_of(one): one.door.link for one in new}
        homes = {id(one.home): one.home for one in new}
        if shared.window_s == self._usual_s:
            homes |= self._homes[shared.traveller, shared.stance]
            lanes |= islice(self._others(shared, lanes), -len(lanes) % LANES)
        names, doors, ends = list(lanes), list(lanes.values()), list(homes.values())
        times = np.array([name.moment_s for name in names], np.int64)
        day = self._day(shared, traveller, times)
        walks = self._walks_of(shared, traveller, day, ends)
        boards = walks.boards(ends, day)
        found = np.empty((len(ends), len(names)), np.int16)
        for first in range(0, len(names), LANES):
            self._stop()
            self.searches += 1
            some = slice(first, first + LANES)
            here = walks.lanes(doors[some], ends)
            found[:, some] = find_quickest_on(day, here, boards, times[some])[:, -1]
        own = {home: row for row, home in enumerate(homes)}
        self._blocks[shared].append(_Block(own, {name: at for at, name in enumerate(names)}, found))
        self._cells += found.size

    def _others(self, shared: Shared, lanes: Collection[Lane]) -> Iterator[tuple[Lane, Link]]:
        """Yield what else may be asked of the same day, first what others have asked."""
        known = set(lanes).union(*(block.lanes for block in self._blocks.get(shared, ())))
        when = shared.date, shared.back
        every = self._lanes[when] | self._likely[when]
        return ((lane, door) for lane, door in every.items() if lane not in known)

    def _day(self, shared: Shared, traveller: Traveller, times: "NDArray[np.int64]") -> "QuickDay":
        moments = Moments(
            times=np.unique([times.min(), times.max()]),
            arrive_by=not shared.back,
            window_s=shared.window_s,
            longest_s=self._longest_s,
        )
        self._stop()
        router = self._desk.router(traveller)
        return quick_day(router, shared.stance, shared.date, moments, timed=True, room=self._room)

    def _walks_of(
        self, shared: Shared, traveller: Traveller, day: "QuickDay", ends: Sequence[Link]
    ) -> KeptWalks:
        key = self._desk.walks_as(traveller), shared.stance, shared.back
        walks = self._walks.get(key, lambda: KeptWalks(toward=day.toward))
        self._stop()
        walks.search(self._desk.router(traveller), day.ground.streets, self._doors.values(), ends)
        return walks
