"""One person at every start and finish of one venue."""

from collections.abc import Collection, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from transit.model.fact import Stance
from transit.model.people import Person
from transit.model.starting import place_on
from transit.model.verdict import SEARCHED, Rung
from transit.model.weekdays import Weekday
from transit.sessions.sweep_days import Block, Setting, SweptDays
from transit.sessions.sweep_half import Halves
from transit.sessions.sweep_times import NONE
from transit.sessions.sweep_ways import ways_of
from transit.verdict.cases import Case, Steps
from transit.verdict.climb import holds
from transit.verdict.desk import Desk
from transit.verdict.finder import Finder
from transit.verdict.rungs import Allowed, covers
from transit.verdict.running import run_together

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from transit.sessions.seasons import Season

_NOBODY: Final = int(Rung.DOOR_TO_DOOR)

Ways = Mapping[Rung, tuple[Allowed, ...] | None]
"""What each open rung allows, as :func:`~transit.sessions.sweep_ways.ways_of` gives it."""


class Cells(NamedTuple):
    """What is found for one person and day, to be filled.

    Parameters
    ----------
    rungs, sure
        ``(n_starts, n_ends) uint8``.
    last_home
        ``(n_starts, n_ends) bool``; None for either leaves it out.
    seasons
        By season ``(n_starts, n_ends) uint8``.
    """

    rungs: "NDArray[np.uint8]"
    sure: "NDArray[np.uint8] | None" = None
    last_home: "NDArray[np.bool_] | None" = None
    seasons: "Mapping[Season, NDArray[np.uint8]]" = MappingProxyType({})


class PersonSweep:
    """Sweeps one person.

    Parameters
    ----------
    person
        The person.
    desk
        Area and rules.
    days
        The dates of every start and finish.
    halves
        Finds journeys one way.
    finder
        Answers where cells are judged one by one.
    """

    def __init__(
        self, person: Person, desk: Desk, days: SweptDays, halves: Halves, finder: Finder
    ) -> None:
        self._desk = desk
        self._days = days
        self._halves = halves
        self._finder = finder
        self._cases = {
            day: Case(desk, person, place_on(person, day), days.some_session(day))
            for day in days.blocks
        }
        self._ways: dict[tuple[int, Rung, Stance], tuple[Allowed, ...] | None] = {}
        self._rungs: dict[tuple[Weekday, Stance], Ways] = {}
        self._found: dict[tuple[object, ...], NDArray[np.int64]] = {}

    def expect(self, stances: Collection[Stance] = tuple(Stance)) -> None:
        """Take note of how the person is searched, before anybody is.

        Parameters
        ----------
        stances
            Those that will be asked for.
        """
        seen = set()
        for day, case in self._cases.items():
            for setting in {each for block in self._days.blocks[day] for each in block.settings}:
                key = case.place, setting.kind.is_weekday, setting.kind.is_school_day
                if key in seen:
                    continue
                seen.add(key)
                for stance in stances:
                    for some in self._open(case, stance).values():
                        for allowed in some or ():
                            self._halves.expect(case, allowed, setting)

    def fill(self, day: Weekday, cells: Cells) -> None:
        """Find everything about one day.

        Parameters
        ----------
        day
            The day.
        cells
            Where to.
        """
        case = self._cases[day]
        for block in self._days.blocks[day]:
            at = np.ix_(block.starts, block.ends)
            least = np.zeros(block.is_swept.shape, np.uint8)
            rungs = self._climbed(case, block, Stance.HOPEFUL, least)
            cells.rungs[at] = rungs
            if cells.sure is not None:
                # Nothing holds for the cautious that does not hold for the hopeful.
                cells.sure[at] = self._climbed(case, block, Stance.CAUTIOUS, rungs)
            if cells.last_home is not None:
                cells.last_home[at] = self._is_last(case, block, rungs)
            for season, own in cells.seasons.items():
                part = self._days.in_season(block, season)
                same = [each.key for each in part.settings] == [each.key for each in block.settings]
                own[at] = rungs if same else self._climbed(case, part, Stance.HOPEFUL, least)

    def _climbed(
        self, case: Case, block: Block, stance: Stance, least: "NDArray[np.uint8]"
    ) -> "NDArray[np.uint8]":
        """Return the first rung that holds, none before ``least``."""
        made = np.full(least.shape, _NOBODY, np.uint8)
        ways = self._open(case, stance)
        if not block.settings or not ways:
            return made
        possible = self._by_loosest(case, block, ways, block.is_swept & (least < _NOBODY))
        for rung, some in ways.items():
            asked = possible & (made == _NOBODY) & (least <= rung)
            if not asked.any():
                continue
            if some is None:
                met = self._in_full(case, block, rung, stance, asked)
            else:
                met = np.zeros(asked.shape, np.bool_)
                for allowed in some:
                    met |= self._met(case, block, allowed, asked & ~met)
            made[asked & met] = rung
        return made

    def _by_loosest(
        self, case: Case, block: Block, ways: Ways, asked: "NDArray[np.bool_]"
    ) -> "NDArray[np.bool_]":
        """Tell where the loosest rung has journeys: where it has none, no other has."""
        *others, loosest = ways.values()
        if not others or loosest is None or len(loosest) != 1:
            return asked
        tight = [each for some in others for each in some or ()]
        if None in others or not all(covers(loosest[0], each) for each in tight):
            return asked
        return self._met(case, block, loosest[0], asked)

    def _met(
        self, case: Case, block: Block, allowed: Allowed, asked: "NDArray[np.bool_]"
    ) -> "NDArray[np.bool_]":
        """Tell where there are journeys out and back on every kind of day, of the cells asked."""
        most = case.absence_s(allowed)
        made = asked
        for setting in block.settings:
            if not made.any():
                break
            out = self._half(case, allowed, setting, back=False)[block.starts][:, None]
            made = made & (out != NONE)
            if not made.any():
                break
            home = self._half(case, allowed, setting, back=True)[self._days.on_time[block.ends]]
            made &= home != NONE
            if most is not None:
                # Times of the way back have a minus sign; what is none is far from all others.
                made &= -home - out <= most
        return made

    def _half(
        self, case: Case, allowed: Allowed, setting: Setting, *, back: bool
    ) -> "NDArray[np.int64]":
        key = id(allowed), case.place, setting.key, back
        if key not in self._found:
            self._found[key] = self._halves.bests(case, allowed, setting, back=back)
        return self._found[key]

    def _is_last(self, case: Case, block: Block, rungs: "NDArray[np.uint8]") -> "NDArray[np.bool_]":
        """Tell where there is no way home on the rung for whoever comes out a while later."""
        made = np.zeros(rungs.shape, np.bool_)
        for rung, some in self._open(case, Stance.HOPEFUL).items():
            here = rungs == rung
            if here.any():
                # Of too many sets of skills all of them together will do.
                ways = some or (case.allowed(rung, Stance.HOPEFUL),)
                later = [self._later(case, block, allowed) for allowed in ways]
                made |= here & ~np.logical_or.reduce(later)
        return made

    def _later(self, case: Case, block: Block, allowed: Allowed) -> "NDArray[np.bool_]":
        at = self._days.later[block.ends]
        every = [self._half(case, allowed, each, back=True)[at] for each in block.settings]
        made: NDArray[np.bool_] = np.logical_and.reduce([home != NONE for home in every])
        return made

    def _in_full(
        self,
        case: Case,
        block: Block,
        rung: Rung,
        stance: Stance,
        asked: "NDArray[np.bool_]",
    ) -> "NDArray[np.bool_]":
        """Judge cells one by one, journey by journey."""
        cells = np.argwhere(asked)
        steps = [
            self._held(case, rung, stance, int(block.starts[start]), int(block.ends[end]))
            for start, end in cells.tolist()
        ]
        made = np.zeros(asked.shape, np.bool_)
        made[tuple(cells.T)] = run_together(steps, self._finder)
        return made

    def _held(self, case: Case, rung: Rung, stance: Stance, start: int, end: int) -> Steps[bool]:
        day = case.session.days[0]
        one = Case(self._desk, case.person, case.place, self._days.session(day, start, end))
        return (yield from holds(one, rung, stance, one.kinds)) is not None

    def _open(self, case: Case, stance: Stance) -> Ways:
        """What the open rungs allow."""
        key = case.session.days[0], stance
        if key not in self._rungs:
            self._rungs[key] = self._new_open(case, stance)
        return self._rungs[key]

    def _new_open(self, case: Case, stance: Stance) -> Ways:
        made = {}
        for rung in SEARCHED:
            if not case.closed(rung, stance):
                key = case.place, rung, stance
                if key not in self._ways:
                    self._ways[key] = ways_of(case, rung, stance)
                made[rung] = self._ways[key]
        return made
