"""The dates of every start and finish of a weekday, by kind of day."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import numpy as np

from transit.model.clock import HOUR_S
from transit.model.fact import State
from transit.model.light import Light
from transit.model.opportunities import Session
from transit.model.weekdays import Weekday
from transit.sessions.seasons import Season, season_of
from transit.sessions.sweep_axes import Axes
from transit.sessions.swept import Held, Window
from transit.verdict.daylight import darkest
from transit.verdict.days import DayKind, session_dates
from transit.verdict.desk import Desk

if TYPE_CHECKING:
    from numpy.typing import NDArray

_SettingKey = tuple[dt.date, Light, bool, State]


@dataclass(frozen=True, slots=True, eq=False)
class Setting:
    """A kind of day as the search sees it.

    Parameters
    ----------
    kind
        The kind of day.
    date
        The date that is searched: the same for all on which the same runs at the hours swept.
    starts_s, leaves_s
        ``(n_starts,)`` and ``(n_leaves,) int64`` when sessions start and when people come out,
        seconds of that service date.
    """

    kind: DayKind
    date: dt.date
    starts_s: "NDArray[np.int64]"
    leaves_s: "NDArray[np.int64]"

    @property
    def key(self) -> _SettingKey:
        """What is equal for settings on which the same journeys are found."""
        kind = self.kind
        return self.date, kind.light, kind.is_weekday, kind.is_school_day


@dataclass(frozen=True, slots=True, eq=False)
class Block:
    """Starts and finishes of a weekday of which the dates fall into the same kinds of day.

    Parameters
    ----------
    starts, ends
        ``(n,) int64`` numbers of the starts and of the finishes.
    is_swept
        ``(n_starts, n_ends) bool``: which of these finishes belong to which of these starts.
    settings
        Kinds of day that decide; empty where there is no date.
    """

    starts: "NDArray[np.int64]"
    ends: "NDArray[np.int64]"
    is_swept: "NDArray[np.bool_]"
    settings: tuple[Setting, ...]

    def in_season(self, season: Season, zone: ZoneInfo) -> "Block":
        """Return the block with the dates of one season only.

        Parameters
        ----------
        season
            Which.
        zone
            The time zone.

        Returns
        -------
        Block
            Kinds of day that have none are left out; the others are as light as on their darkest.
        """
        found = (_in_season(each, season, zone) for each in self.settings)
        return replace(self, settings=tuple(each for each in found if each is not None))


def _in_season(setting: Setting, season: Season, zone: ZoneInfo) -> Setting | None:
    kind = setting.kind
    lights = {date: at for date, at in kind.lights.items() if season_of(date, zone) is season}
    if not lights:
        return None
    return replace(
        setting, kind=replace(kind, dates=tuple(lights), lights=lights, light=darkest(lights))
    )


class SweptDays:
    """The dates of every start and finish at one venue.

    Parameters
    ----------
    desk
        Area and rules.
    opportunity
        Id of the venue.
    axes
        What is swept.
    later_s
        How much later people come out where a later way home is looked for, seconds.
    held
        On which dates sessions are held.
    """

    def __init__(self, desk: Desk, opportunity: str, axes: Axes, later_s: int, held: Held) -> None:
        self._desk = desk
        self._opportunity = opportunity
        self._axes = axes
        self._held = held
        ends = axes.ends_s
        self._leaves = tuple(sorted({*ends, *(end + later_s for end in ends)}))
        at = {time: number for number, time in enumerate(self._leaves)}
        self.on_time = np.array([at[end] for end in ends], np.int64)
        """``(n_ends,)``: number of each finish among the times at which people come out."""
        self.later = np.array([at[end + later_s] for end in ends], np.int64)
        """``(n_ends,)``: number of the time so much later."""
        self._settings: dict[int, Setting] = {}
        self._dates: dict[object, dt.date] = {}
        self.blocks = {day: self._blocks(day) for day in axes.days}
        """By day."""
        self._seasons: dict[tuple[int, Season], Block] = {}

    @property
    def dates(self) -> frozenset[dt.date]:
        """The dates that are searched."""
        return frozenset(each.date for each in self._settings.values())

    def session(self, day: Weekday, start: int, end: int) -> Session:
        """Return the session of a cell.

        Parameters
        ----------
        day
            The day.
        start, end
            Numbers of the start and the finish.

        Returns
        -------
        Session
            Held on that day alone.
        """
        window = Window(day, self._axes.starts_s[start], self._axes.ends_s[end])
        return self._held.on(window.session(self._opportunity))

    def some_session(self, day: Weekday) -> Session:
        """Return any session that is swept on a day.

        Parameters
        ----------
        day
            The day.

        Returns
        -------
        Session
            The earliest and shortest.
        """
        start, end = np.argwhere(self._axes.is_swept)[0].tolist()
        return self.session(day, start, end)

    def n_dates(self, day: Weekday) -> int:
        """Return on how many dates of the timetable sessions on a day are held.

        Parameters
        ----------
        day
            The day.

        Returns
        -------
        int
            Dates in known holidays do not count where sessions are held in term only.
        """
        return len(self._dates_of(day))

    def _dates_of(self, day: Weekday) -> tuple[dt.date, ...]:
        desk = self._desk
        return session_dates(self.some_session(day), desk.calendar, desk.day_rules.terms)

    def in_season(self, block: Block, season: Season) -> Block:
        """Return a block with the dates of one season only.

        Parameters
        ----------
        block
            One of these blocks.
        season
            Which.

        Returns
        -------
        Block
            Always the same.
        """
        key = id(block), season
        if key not in self._seasons:
            self._seasons[key] = block.in_season(season, self._desk.calendar.zone)
        return self._seasons[key]

    def n_dates_in(self, day: Weekday, season: Season) -> int:
        """Return how many dates of a season decide whether somebody comes on a day.

        Parameters
        ----------
        day
            The day.
        season
            Which.

        Returns
        -------
        int
            Of the starts and finishes with fewest; rare kinds of day do not count.
        """
        parts = (self.in_season(block, season) for block in self.blocks[day])
        return min(sum(len(each.kind.dates) for each in part.settings) for part in parts)

    def _blocks(self, day: Weekday) -> tuple[Block, ...]:
        """Part starts and finishes by what runs around them, which makes their kinds of day."""
        calendar, reach = self._desk.calendar, self._desk.day_rules.reach_s
        early: defaultdict[object, list[int]] = defaultdict(list)
        late: defaultdict[object, list[int]] = defaultdict(list)
        for number, time in enumerate(self._axes.starts_s):
            early[calendar.hours(time - reach, 0)[:2]].append(number)
        for number, time in enumerate(self._axes.ends_s):
            late[calendar.hours(0, time + reach)[2]].append(number)
        made = []
        for starts in early.values():
            for ends in late.values():
                swept = self._axes.is_swept[np.ix_(starts, ends)]
                if not swept.any():
                    continue
                start, end = np.argwhere(swept)[0].tolist()
                some = self.session(day, starts[start], ends[end])
                kinds = (kind for kind in self._desk.kinds(some) if not kind.is_rare)
                settings = tuple(map(self._setting, kinds))
                made.append(Block(np.array(starts), np.array(ends), swept, settings))
        return tuple(made)

    def _setting(self, kind: DayKind) -> Setting:
        if id(kind) not in self._settings:
            date = self._desk.search_date(kind)
            starts, leaves = (
                np.array([self._desk.service_s(date, time) for time in times], np.int64)
                for times in (self._axes.starts_s, self._leaves)
            )
            same = self._dates.setdefault(self._runs(date, starts, leaves), date)
            self._settings[id(kind)] = Setting(kind, same, starts, leaves)
        return self._settings[id(kind)]

    def _runs(
        self, date: dt.date, starts: "NDArray[np.int64]", leaves: "NDArray[np.int64]"
    ) -> object:
        """What is equal for dates on which the same runs at all hours of the sweep."""
        calendar, reach = self._desk.calendar, self._desk.day_rules.reach_s + HOUR_S
        hours = calendar.hours(int(starts[0]) - reach, int(leaves[-1]) + reach)
        return calendar.signature(date, hours), starts.tobytes(), leaves.tobytes()
