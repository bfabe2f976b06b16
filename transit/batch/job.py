"""What a matrix asks, in full, so that any worker can do any block of it."""

import datetime as dt
import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from transit.errors import InputError
from transit.model.clock import to_service_s
from transit.model.fact import Stance
from transit.model.parameters import Parameters
from transit.model.profile import Profile
from transit.network.area import Area
from transit.network.link import Link
from transit.read.points import Points
from transit.route.reach.asked import Moments

_VERSION = 1
"""Of the blocks kept on disk; those of others are not taken up."""


class Block(NamedTuple):
    """A part of a matrix: homes and places, each from the first up to, not including, the last."""

    number: int
    first_home: int
    last_home: int
    first_place: int
    last_place: int


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
    """

    moments: tuple[dt.datetime, ...]
    arrive_by: bool
    profile: Profile
    stances: tuple[Stance, ...]
    percentiles: tuple[int, ...] | None = None

    def __post_init__(self) -> None:
        """Refuse what cannot be asked."""
        if not self.moments or len({moment.date() for moment in self.moments}) > 1:
            raise InputError("a matrix asks moments of one date; give a shorter window")
        if self.percentiles is not None and not all(0 < p <= 100 for p in self.percentiles):
            raise InputError("percentiles are whole numbers from 1 to 100")


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A matrix ready to be worked through.

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
    parameters_dir
        The council's own parameters, None for the shipped ones.
    home_ids, place_ids
        Identifiers in the order of the tables. When arriving by a moment homes are the origins and
        places the destinations; when leaving after one it is the other way round, for a search
        serves all homes of one place.
    home_links, place_links
        How each joins the streets, None where no street is near.
    block_homes, block_places
        Most homes and places of a block.
    """

    area: str
    edition: str
    question: Question
    window_s: int
    longest_s: int
    parameters_dir: str | None
    home_ids: tuple[str, ...]
    place_ids: tuple[str, ...]
    home_links: tuple[Link | None, ...]
    place_links: tuple[Link | None, ...]
    block_homes: int
    block_places: int

    @property
    def date(self) -> dt.date:
        """Service date asked."""
        return self.question.moments[0].date()

    def moments(self, area: Area) -> Moments:
        """Return the moments in seconds of the service date.

        Parameters
        ----------
        area
            The area, for its time zone.

        Returns
        -------
        Moments
            Seconds of the job's service date.
        """
        zone = area.timetable.zone
        times = [to_service_s(moment, self.date, zone) for moment in self.question.moments]
        return Moments(
            np.array(times, np.int64), self.question.arrive_by, self.window_s, self.longest_s
        )

    @property
    def blocks(self) -> tuple[Block, ...]:
        """All blocks, in the order in which they are written."""
        made: list[Block] = []
        for home in range(0, len(self.home_ids), self.block_homes):
            for place in range(0, len(self.place_ids), self.block_places):
                last_home = min(home + self.block_homes, len(self.home_ids))
                last_place = min(place + self.block_places, len(self.place_ids))
                made.append(Block(len(made), home, last_home, place, last_place))
        return tuple(made)

    @property
    def key(self) -> str:
        """The same for jobs with the same result, block for block."""
        question = self.question
        said = {
            "version": _VERSION,
            "edition": self.edition,
            "profile": question.profile.routing_hash,
            "moments": [moment.isoformat() for moment in question.moments],
            "asked": [question.arrive_by, [stance.name for stance in question.stances]],
            "percentiles": question.percentiles,
            "limits": [self.window_s, self.longest_s, self.block_homes, self.block_places],
        }
        made = hashlib.sha256(json.dumps(said, sort_keys=True).encode())
        for ids, links in (
            (self.home_ids, self.home_links),
            (self.place_ids, self.place_links),
        ):
            for each, link in zip(ids, links, strict=True):
                place = (each, None) if link is None else (each, link.lat, link.lon, link.edge)
                made.update(repr(place).encode())
        return made.hexdigest()[:16]


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
        "matrix_most_points",
    )
    return {name: int(parameters.number(name)) for name in names}


def check_size(points: Sequence[Points], most: int) -> None:
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
