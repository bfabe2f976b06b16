"""What is known of an area's streets, stops and buses, and what nobody has recorded."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from transit.model.fact import State
from transit.model.streets import CrossingKind, EdgeKind
from transit.network.area import Area
from transit.network.timetable import Timetable


@dataclass(frozen=True, slots=True)
class FactShare:
    """How often a fact is known.

    Parameters
    ----------
    group
        What it is a fact of.
    fact
        Which.
    yes, no, unknown
        How many of each.
    """

    group: str
    fact: str
    yes: int
    no: int
    unknown: int

    @property
    def total(self) -> int:
        """How many there are."""
        return self.yes + self.no + self.unknown

    @property
    def unknown_share(self) -> float:
        """Share not recorded, 0 to 1."""
        return self.unknown / self.total if self.total else 0.0


def fact_shares(area: Area) -> tuple[FactShare, ...]:
    """Count what is known.

    Parameters
    ----------
    area
        The area.

    Returns
    -------
    tuple of FactShare
        Streets are counted by the piece, crossings, stops and trips singly.
    """
    return tuple(_shares(area))


def _shares(area: Area) -> Iterator[FactShare]:
    walk = area.walk
    kind = walk.edge_kind
    # An informal crossing can be made nearly anywhere: only mapped ones have facts to look for.
    mapped = (kind == EdgeKind.CROSSING) & ~np.isin(
        walk.edge_crossing, (CrossingKind.NONE, CrossingKind.NOT_A_CROSSING)
    )
    ways = np.isin(kind, (EdgeKind.PAVEMENT, EdgeKind.PATH, EdgeKind.ROADWAY))
    steps = kind == EdgeKind.STEPS
    beside = np.isin(kind, (EdgeKind.PAVEMENT, EdgeKind.ROADWAY))
    for group, fact, values in (
        ("Streets and paths", "There is a pavement", walk.fact_pavement[beside]),
        ("Streets and paths", "Firm, even surface", walk.fact_surface[ways]),
        ("Streets and paths", "Lit after dark", walk.fact_lit[ways]),
        ("Mapped crossings", "Dropped kerbs", walk.fact_kerb[mapped]),
        ("Mapped crossings", "Tactile paving", walk.fact_tactile[mapped]),
        ("Steps", "Handrail", walk.fact_handrail[steps]),
        ("Steps", "Ramp beside", walk.fact_ramp[steps]),
        ("Stops", "Shelter", area.stops.shelter[area.stops.corner >= 0]),
        ("Stops", "Seat", area.stops.seat[area.stops.corner >= 0]),
        ("Bus trips", "Wheelchair space", _trip_wheelchair(area.timetable)),
    ):
        yield _counted(group, fact, values)
    known = int((~np.isnan(walk.edge_incline_pct[ways])).sum())
    yield FactShare("Streets and paths", "Slope", known, 0, int(ways.sum()) - known)


def _counted(group: str, fact: str, codes: NDArray[np.uint8]) -> FactShare:
    states = np.bincount(np.asarray(codes) & 3, minlength=4)
    return FactShare(
        group, fact, int(states[State.YES]), int(states[State.NO]), int(states[State.UNKNOWN])
    )


def _trip_wheelchair(table: Timetable) -> NDArray[np.uint8]:
    trips = np.diff(table.pattern_first_trip)
    return np.repeat(table.pattern_wheelchair, trips)


def trips_by_day(table: Timetable) -> tuple[tuple[dt.date, int], ...]:
    """Count the trips of each day.

    Parameters
    ----------
    table
        The timetable.

    Returns
    -------
    tuple
        Date and trips, for every day that the timetable covers.
    """
    services, days = table.active.shape
    trips = np.bincount(table.trip_service, minlength=services)[:services]
    counts = trips @ table.active.astype(np.int64) if services else np.zeros(days, np.int64)
    return tuple(
        (table.first_date + dt.timedelta(days=day), int(count)) for day, count in enumerate(counts)
    )


def usual_weekdays(
    days: tuple[tuple[dt.date, int], ...], share: float = 0.5
) -> tuple[dt.date, ...]:
    """Return the weekdays on which about as much runs as usual.

    Parameters
    ----------
    days
        Date and trips.
    share
        Share of the median weekday that still counts as usual.

    Returns
    -------
    tuple of date
        In order; after the last one the timetable has begun to run out.
    """
    weekdays = [(date, trips) for date, trips in days if date.weekday() < 5 and trips]
    if not weekdays:
        return ()
    usual = float(np.median([trips for _, trips in weekdays]))
    return tuple(date for date, trips in weekdays if trips >= share * usual)


def day_to_offer(days: tuple[tuple[dt.date, int], ...], today: dt.date) -> dt.date:
    """Return the date to begin with: the next usual weekday, else the last one.

    Parameters
    ----------
    days
        Date and trips.
    today
        Today.

    Returns
    -------
    date
        A date of the timetable.
    """
    usual = usual_weekdays(days) or tuple(date for date, _ in days)
    return next((date for date in usual if date >= today), usual[-1])
