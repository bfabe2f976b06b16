"""What crosses the edge of an area: trips and routes that go on beyond its box."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from transit.model.notice import Notice
from transit.network.timetable import Timetable
from transit.read.clipping import Box
from transit.read.gtfs_catalogue import make_notice


@dataclass(frozen=True, slots=True)
class Boundary:
    """What crosses the edge of an area, counted.

    Parameters
    ----------
    trips, routes
        Trips of the area, all service days together, and their routes.
    trips_crossing, routes_crossing
        Those with a stop outside the box.
    stops_outside
        Stops outside the box at which they call; no streets lead there.
    trips_left_out
        Trips of the feeds that call nowhere in the box.
    stops_near
        Stops of the feeds outside the box, near its edge.
    street_ends
        Ends of streets that go on beyond the box.
    """

    trips: int
    trips_crossing: int
    routes: int
    routes_crossing: int
    stops_outside: int
    trips_left_out: int = 0
    stops_near: int = 0
    street_ends: int = 0


def find_boundary(
    timetable: Timetable,
    box: Box,
    *,
    trips_left_out: int = 0,
    stops_near: int = 0,
    street_ends: int = 0,
) -> Boundary:
    """Count what crosses the edge of a box.

    Parameters
    ----------
    timetable
        Trips that call in the box, and perhaps others.
    box
        South, west, north, east.
    trips_left_out, stops_near, street_ends
        Counted by who read the feeds and the streets.

    Returns
    -------
    Boundary
        The counts; a trip and the through trip that it is part of count once.
    """
    south, west, north, east = box
    lat, lon = timetable.stops["lat"].to_numpy(), timetable.stops["lon"].to_numpy()
    outside = ~((south <= lat) & (lat <= north) & (west <= lon) & (lon <= east))
    first = timetable.pattern_first_stop
    leaves = _any_in_groups(outside[timetable.pattern_stop], first)
    called = np.zeros(lat.size, dtype=bool)
    called[timetable.pattern_stop] = True
    crossing = np.repeat(leaves, np.diff(timetable.pattern_first_trip))
    # A through trip goes on as another one, which stands for itself.
    ordinary = timetable.trip_change_at < 0
    rows = timetable.trip_row
    route = timetable.trips["route"].to_numpy()
    all_rows, crossing_rows = np.unique(rows[ordinary]), np.unique(rows[ordinary & crossing])
    return Boundary(
        trips=all_rows.size,
        trips_crossing=crossing_rows.size,
        routes=np.unique(route[all_rows]).size,
        routes_crossing=np.unique(route[crossing_rows]).size,
        stops_outside=int((outside & called).sum()),
        trips_left_out=trips_left_out,
        stops_near=stops_near,
        street_ends=street_ends,
    )


def _any_in_groups(marked: NDArray[np.bool_], first: NDArray[np.int32]) -> NDArray[np.bool_]:
    """Tell for each group whether one of its members is marked; no group is empty."""
    return np.logical_or.reduceat(marked, first[:-1]) if first.size > 1 else np.zeros(0, dtype=bool)


def boundary_notices(boundary: Boundary, file: str) -> list[Notice]:
    """Say that trips go on beyond the box.

    Parameters
    ----------
    boundary
        The counts.
    file
        What the timetable is called in the notice.

    Returns
    -------
    list of Notice
        ``crosses_box``, or nothing.
    """
    if not boundary.trips_crossing:
        return []
    return [
        make_notice(
            "crosses_box",
            file,
            count=boundary.trips_crossing,
            trips=boundary.trips_crossing,
            routes=boundary.routes_crossing,
            stops=boundary.stops_outside,
        )
    ]
