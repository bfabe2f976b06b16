"""Changes to a timetable that somebody wants to try: what is cut, closed, added or moved."""

from dataclasses import dataclass
from enum import StrEnum

from transit.errors import InputError
from transit.model.clock import DAY_S
from transit.model.weekdays import Days

LATEST_S = 2 * DAY_S
"""Latest hour of a band, seconds of the service date: buses after midnight belong to the day."""


class EditKind(StrEnum):
    """What is done to trips or stops."""

    CUT = "cut"
    CLOSE_STOP = "close_stop"
    ADD = "add"
    HALVE = "halve"
    DOUBLE = "double"
    MOVE_STOP = "move_stop"

    @property
    def takes_away(self) -> bool:
        """Whether it can only take journeys away."""
        return self in (EditKind.CUT, EditKind.CLOSE_STOP, EditKind.HALVE)


@dataclass(frozen=True, slots=True, kw_only=True)
class TimetableEdit:
    """One change.

    Parameters
    ----------
    kind
        What is done.
    route
        Id or short name of the routes it is done to; empty for all.
    stop
        Id or name of stops: those closed or moved; of cuts and frequencies, only trips that call
        there, by when they leave there.
    headsign
        Only trips that show this; empty for all.
    days
        Only trips of services that run on no other days of the week; empty for all.
    from_s, to_s
        Only trips that leave (their first stop, or ``stop``) from when until before when, seconds
        of the service date; trips are added from when until before when.
    every_s
        Seconds between trips that are added.
    lat, lon
        Where a stop is moved to, decimal degrees.
    """

    kind: EditKind
    route: str = ""
    stop: str = ""
    headsign: str = ""
    days: Days = ()
    from_s: int = 0
    to_s: int = LATEST_S
    every_s: int = 0
    lat: float | None = None
    lon: float | None = None

    def __post_init__(self) -> None:
        """Refuse what cannot be done."""
        if not 0 <= self.from_s < self.to_s <= LATEST_S:
            raise InputError("it must begin before it ends, from 00:00 to 48:00")
        kind = self.kind
        if kind in (EditKind.CLOSE_STOP, EditKind.MOVE_STOP) and not self.stop:
            raise InputError(f"{kind} needs a stop")
        if kind in (EditKind.ADD, EditKind.HALVE, EditKind.DOUBLE) and not self.route:
            raise InputError(f"{kind} needs a route")
        if kind is EditKind.CUT and not (self.route or self.stop):
            raise InputError("cut needs a route or a stop")
        if kind is EditKind.ADD and not (self.every_s > 0 and self.to_s < LATEST_S):
            raise InputError("add needs how often, from when and until when")
        at = self.lat, self.lon
        if (kind is EditKind.MOVE_STOP) != (None not in at) or at.count(None) == 1:
            raise InputError("lat and lon belong to move_stop, which needs both")
        if not (-90 <= (self.lat or 0) <= 90 and -180 <= (self.lon or 0) <= 180):
            raise InputError("lat and lon must be decimal degrees")
