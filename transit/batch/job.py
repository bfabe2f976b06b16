"""What a matrix asks, in full, so that any worker can do any block of it."""

import datetime as dt
import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

import numpy as np
import polars as pl
from numpy.typing import NDArray

from transit.errors import InputError
from transit.model.clock import is_skipped, skipped_words, to_service_s
from transit.model.fact import Stance
from transit.model.parameters import Parameters
from transit.model.profile import Profile
from transit.network.area import Area
from transit.read.points import Points
from transit.route.reach.asked import Moments

_SEARCHES: Final = 8
"""Fewest searches of a block of percentiles, where there are so many homes."""

_VERSION = 2
"""Of the blocks kept on disk; those of others are not taken up."""


class Block(NamedTuple):
    """A part of a matrix: homes and places, each from the first up to, not including, the last."""

    number: int
    first_home: int
    last_home: int
    first_place: int
    last_place: int


class Work(NamedTuple):
    """A block with its points, so that whoever does it needs no others."""

    block: Block
    homes: Points
    places: Points


class Criteria(StrEnum):
    """What is found of each pair."""

    ALL = "all"
    """The quickest journey and the one that asks least."""
    TIME = "time"
    """The quickest journey, and with how many changes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked of every pair.

    Parameters
    ----------
    moments
        Local wall times, all of one date, ascending.
    arrive_by
        True when they are when to be there, False when they are when to leave.
    profile
        How people travel.
    stances
        How unknown facts are read: one answer for each.
    percentiles
        Of the durations over all moments, in per cent; None for a row a moment.
    criteria
        What is found; percentiles are of the quickest journeys in any case.
    days
        On how many dates, from that of the moments on, the same times are asked.
    """

    moments: tuple[dt.datetime, ...]
    arrive_by: bool
    profile: Profile
    stances: tuple[Stance, ...]
    percentiles: tuple[int, ...] | None = None
    criteria: Criteria = Criteria.ALL
    days: int = 1

    def __post_init__(self) -> None:
        """Refuse what cannot be asked."""
        if not self.moments or len({moment.date() for moment in self.moments}) > 1:
            raise InputError("a matrix asks moments of one date; give a shorter window")
        if any(moment.tzinfo or moment.microsecond or moment.fold for moment in self.moments):
            raise InputError("moments are local wall times, without a zone and in whole seconds")
        if self.percentiles is not None and not all(0 < p <= 100 for p in self.percentiles):
            raise InputError("percentiles are whole numbers from 1 to 100")
        if not 0 < self.days <= (dt.date.max - self.moments[0].date()).days + 1:
            raise InputError("days must be 1 or more, and the last date before the year 10000")

    @property
    def only_time(self) -> bool:
        """Whether burden is not asked for."""
        return self.percentiles is not None or self.criteria is Criteria.TIME

    @property
    def dates(self) -> tuple[dt.date, ...]:
        """The dates asked, in order."""
        first = self.moments[0].date()
        return tuple(first + dt.timedelta(days=n) for n in range(self.days))

    def moments_of(self, date: dt.date, area: Area, window_s: int, longest_s: int) -> Moments:
        """Return the moments of one of the dates in its seconds.

        Parameters
        ----------
        date
            The date.
        area
            The area, for its time zone.
        window_s, longest_s
            Window of a single journey and longest journey.

        Returns
        -------
        Moments
            Seconds of the service date, without times that it skips.

        Raises
        ------
        InputError
            It skips all of them, or they are not ascending.
        """
        zone = area.timetable.zone
        first, last = self.skipped(date, zone)
        clocks = self._clocks(date)
        kept = clocks[:first] + clocks[last:]
        if not kept:
            raise InputError(skipped_words(clocks[0]))
        times = [to_service_s(moment, date, zone) for moment in kept]
        return Moments(np.array(times, np.int64), self.arrive_by, window_s, longest_s)

    def skipped(self, date: dt.date, zone: ZoneInfo) -> tuple[int, int]:
        """Return which of the times asked do not exist where the clock goes forward.

        Parameters
        ----------
        date
            One of the dates.
        zone
            The area's time zone.

        Returns
        -------
        tuple of int
            From the first up to, not including, the last; both 0 where there is none.
        """
        lost = [at for at, moment in enumerate(self._clocks(date)) if is_skipped(moment, zone)]
        return (lost[0], lost[-1] + 1) if lost else (0, 0)

    def twice(self, date: dt.date, zone: ZoneInfo) -> int:
        """Return how many of the times asked come twice where the clock goes back.

        Parameters
        ----------
        date
            One of the dates.
        zone
            The area's time zone.

        Returns
        -------
        int
            Each is asked the first time that it comes.
        """
        skipped = range(*self.skipped(date, zone))
        return sum(
            to_service_s(moment, date, zone) != to_service_s(moment.replace(fold=1), date, zone)
            for at, moment in enumerate(self._clocks(date))
            if at not in skipped
        )

    def _clocks(self, date: dt.date) -> list[dt.datetime]:
        return [dt.datetime.combine(date, moment.time()) for moment in self.moments]


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A matrix ready to be worked through; its points travel with each block.

    Parameters
    ----------
    area
        Folder or address of the area, as every worker can open it.
    edition
        The area's edition; a worker that finds another one refuses.
    question
        What is asked.
    window_s, longest_s
        Window of a single journey and longest journey.
    parameters
        The council's, as they were when the job was made: workers elsewhere may not see its folder.
    days
        Of each date asked the first one with the same buses at the same times: searched once.
    skipped
        Of each date asked, as :meth:`Question.skipped` gives it.
    quick
        Whether the search is one by time and changes only.
    lanes_timed
        Whether its lanes then hold places, one at each moment, and not homes.
    n_homes, n_places
        When arriving by a moment homes are the origins and places the destinations; when leaving
        after one it is the other way round: moments belong to places.
    block_homes, block_places
        Most homes and places of a block.
    key
        The same for jobs with the same result, block for block.
    """

    area: str
    edition: str
    question: Question
    window_s: int
    longest_s: int
    parameters: Parameters
    days: tuple[int, ...]
    skipped: tuple[tuple[int, int], ...]
    quick: bool
    lanes_timed: bool
    n_homes: int
    n_places: int
    block_homes: int
    block_places: int
    key: str

    @property
    def n_blocks(self) -> int:
        """How many blocks there are."""
        return -(-self.n_homes // self.block_homes) * -(-self.n_places // self.block_places)

    def asked_on(self, day: int) -> NDArray[np.int64]:
        """Return which of the times asked exist on a date.

        Parameters
        ----------
        day
            Number of the date, from 0.

        Returns
        -------
        ndarray
            ``(n,) int64`` into the question's moments, ascending.
        """
        times = np.arange(len(self.question.moments))
        return np.delete(times, slice(*self.skipped[day]))

    def blocks(self) -> Iterator[Block]:
        """Yield all blocks, in the order in which they are written.

        Yields
        ------
        Block
            All places of some homes, then those of the next.
        """
        number = 0
        for home in range(0, self.n_homes, self.block_homes):
            last_home = min(home + self.block_homes, self.n_homes)
            for place in range(0, self.n_places, self.block_places):
                last_place = min(place + self.block_places, self.n_places)
                yield Block(number, home, last_home, place, last_place)
                number += 1


def key_of(said: dict[str, object], tables: tuple[Points, Points]) -> str:
    """Return a name for a job's result.

    Parameters
    ----------
    said
        Everything beside the points that the result depends on, as plain values.
    tables
        The points.

    Returns
    -------
    str
        Sixteen characters.
    """
    made = hashlib.sha256(json.dumps({"version": _VERSION, **said}, sort_keys=True).encode())
    for points in tables:
        made.update(np.asarray(points.ids.str.len_bytes()).tobytes())
        for first in range(0, len(points.ids), 100_000):
            made.update("".join(points.ids[first : first + 100_000].to_list()).encode())
        for degrees in (points.lat, points.lon):
            made.update(np.ascontiguousarray(degrees).data)
    return made.hexdigest()[:16]


def same_days(digests: list[bytes]) -> tuple[int, ...]:
    """Return for each of some days the first one that is the same.

    Parameters
    ----------
    digests
        One a day.

    Returns
    -------
    tuple of int
        Numbers of days, from 0 on.
    """
    return tuple(digests.index(digest) for digest in digests)


def minutes_from(first: dt.datetime, window_min: int, step_s: int) -> tuple[dt.datetime, ...]:
    """Return the moments of a window.

    Parameters
    ----------
    first
        Its first moment, local wall time.
    window_min
        Its length, minutes; 0 for the one moment.
    step_s
        Seconds between moments.

    Returns
    -------
    tuple of datetime
        The last is the window's end.
    """
    if window_min < 0:
        raise InputError("the window must be 0 minutes or more")
    n = window_min * 60 // step_s
    if (dt.datetime.max - first).total_seconds() < n * step_s:
        raise InputError("the window ends after the year 9999")
    return tuple(first + dt.timedelta(seconds=step_s * at) for at in range(n + 1))


def settings_of(parameters: Parameters) -> dict[str, int]:
    """Return the numbers that a matrix takes from the parameters.

    Parameters
    ----------
    parameters
        The council's or ours.

    Returns
    -------
    dict
        Whole numbers by name.
    """
    names = (
        "journey_window_s",
        "longest_journey_s",
        "matrix_step_s",
        "matrix_block_homes",
        "matrix_block_places",
        "matrix_block_answers",
        "matrix_most_points",
        "matrix_most_blocks",
        "matrix_most_days",
    )
    return {name: int(parameters.number(name)) for name in names}


def slice_of(points: Points, first: int, last: int) -> Points:
    """Return some of the places of a table.

    Parameters
    ----------
    points
        All of them.
    first, last
        From the first up to, not including, the last.

    Returns
    -------
    Points
        With arrays of their own.
    """
    ids = pl.Series("id", points.ids[first:last].to_list(), dtype=pl.String)
    return Points(points.file, ids, points.lat[first:last].copy(), points.lon[first:last].copy())


def check_days(days: int, most: int) -> None:
    """Refuse more dates than can be looked through in a while.

    Parameters
    ----------
    days
        On how many dates the same is asked.
    most
        Most of them.
    """
    if days > most:
        raise InputError(
            f"{days:,} dates are asked; at most {most:,} are looked through at once: ask for "
            "fewer, or raise matrix_most_days in the parameters"
        )


def check_size(points: tuple[Points, ...], most: int) -> None:
    """Refuse tables that are too long to be worked through at once.

    Parameters
    ----------
    points
        Tables of places.
    most
        Most places of a table.
    """
    for each in points:
        if len(each.ids) > most:
            raise InputError(
                f"{each.file} has {len(each.ids):,} places; at most {most:,} are taken at once: "
                "split the file, or raise matrix_most_points in the parameters"
            )


def block_size(
    question: Question, n_homes: int, n_places: int, settings: dict[str, int], *, lanes: int
) -> tuple[int, int]:
    """Return how many homes and places a block has at most.

    Parameters
    ----------
    question
        What is asked.
    n_homes, n_places
        How many there are.
    settings
        Of :func:`settings_of`.
    lanes
        0 for a search with burden; else how many homes share one, 1 for all.

    Returns
    -------
    tuple of int
        So that the answers of a block fit in memory.
    """
    homes, places = settings["matrix_block_homes"], settings["matrix_block_places"]
    if not lanes:
        return homes, places
    each = question.days * len(question.stances)
    if question.percentiles is None:
        each *= len(question.moments)
    answers = max(1, settings["matrix_block_answers"] // each)
    if lanes > 1:
        # A search finds all places, so the fewer blocks share them the better; but homes that lie
        # near each other are searched together only if they are in one block.
        searches = 1 if question.percentiles is None else _SEARCHES
        places = min(n_places, max(1, answers // (searches * lanes)))
        return min(n_homes, lanes * max(1, answers // (places * lanes))), places
    homes = min(n_homes, homes)
    return homes, min(n_places, max(1, answers // homes))


def moments_array(question: Question) -> NDArray[np.datetime64]:
    """Return the moments as an array.

    Parameters
    ----------
    question
        What is asked.

    Returns
    -------
    ndarray
        ``(n_days, n_moments) datetime64[ms]``, local wall times.
    """
    first = np.array(question.moments, "datetime64[ms]")
    days = np.arange(question.days).astype("timedelta64[D]")
    return np.asarray(first[None, :] + days[:, None])
