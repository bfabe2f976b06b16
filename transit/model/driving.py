"""Where vehicles may drive and how fast they get along."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from transit.model.clock import DAY_S
from transit.model.riding import Hours
from transit.model.streets import RoadClass
from transit.model.weekdays import Weekday


@dataclass(frozen=True, slots=True, kw_only=True)
class DrivenClass:
    """A class of road on which vehicles drive.

    Parameters
    ----------
    road
        The class.
    default_mph
        Speed limit where none is mapped, miles an hour.
    share_of_limit
        Free-flow speed as a share of the limit.
    """

    road: RoadClass
    default_mph: int
    share_of_limit: float


@dataclass(frozen=True, slots=True, kw_only=True)
class TrafficHours:
    """Hours in which traffic slows vehicles down.

    Parameters
    ----------
    name
        In words.
    days
        On which days of the week.
    hours
        From when until when, seconds of the day by the clock, the end not included; None for all
        day.
    factor
        By which free-flow durations are multiplied.
    """

    name: str
    days: frozenset[Weekday]
    hours: Hours | None
    factor: float


@dataclass(frozen=True, slots=True, kw_only=True)
class DrivingRules:
    """Where vehicles may drive and how fast.

    Parameters
    ----------
    classes
        By the value of OSM's ``highway``, links under their road's.
    access_keys
        Tags that say who may drive, the one that counts most first.
    access_no
        Their values that keep a minibus out.
    closed_barriers
        Values of ``barrier`` through which nothing drives,
    opened_by
        unless a tag of access has one of these values.
    traffic
        The first that fits counts.
    source, date, confidence
        Where the figures come from.
    """

    classes: Mapping[str, DrivenClass]
    access_keys: tuple[str, ...]
    access_no: frozenset[str]
    closed_barriers: frozenset[str]
    opened_by: frozenset[str]
    traffic: tuple[TrafficHours, ...]
    source: str
    date: str
    confidence: str

    def factor(self, moment: dt.datetime) -> float:
        """Return by how much traffic lengthens a drive.

        Parameters
        ----------
        moment
            When it begins, local time.

        Returns
        -------
        float
            1 where no hours are stated for this moment.
        """
        at_s = moment.hour * 3600 + moment.minute * 60 + moment.second
        day = Weekday(moment.weekday())
        for hours in self.traffic:
            first, end = hours.hours or (0, DAY_S)
            if day in hours.days and first <= at_s < end:
                return hours.factor
        return 1.0
