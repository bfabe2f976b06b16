"""In which direction buses stand at each stop."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from transit.kernels.align import align_stops
from transit.kernels.arrays import frozen
from transit.network.patterns import Patterns
from transit.network.runs import call_index
from transit.read.distance import EARTH_M


@dataclass(frozen=True, slots=True)
class BearingRules:
    """How bearings are made.

    Parameters
    ----------
    reach_m
        The shape's direction is taken between the points so far before and after the stop, m.
    shape_m
        A shape farther away than this says nothing about a stop, m.
    agreement
        Least length of the mean of the directions' unit vectors; below, they contradict.
    """

    reach_m: float
    shape_m: float
    agreement: float


@dataclass(frozen=True, slots=True)
class Lines:
    """Shapes: ``first (n_shapes + 1,) int64`` into ``lat`` and ``lon`` float64 degrees."""

    first: NDArray[np.int64]
    lat: NDArray[np.float64]
    lon: NDArray[np.float64]


def stop_bearings(
    patterns: Patterns,
    shape: NDArray[np.int32],
    lines: Lines,
    lat: NDArray[np.float64],
    lon: NDArray[np.float64],
    rules: BearingRules,
) -> NDArray[np.float32]:
    """Return the direction of travel of the buses that call at each stop.

    Each trip has a say: along its shape where one runs near the stop; where no trip has such a
    shape, along the line from the stop before to the stop after.

    Parameters
    ----------
    patterns
        Trips by pattern.
    shape
        ``(n_trips,) int32`` into the lines, -1 none.
    lines
        Shapes.
    lat, lon
        ``(n_stops,) float64`` decimal degrees.
    rules
        How bearings are made.

    Returns
    -------
    ndarray
        ``(n_stops,) float32``, degrees clockwise from north; NaN where no trip calls or where
        they contradict each other.
    """
    drawn, straight = _Votes.none(lat.size), _Votes.none(lat.size)
    for stops, line, trips in _ways(patterns, shape):
        x, y = _plane(lat[stops], lon[stops], lat[stops[0]])
        straight.add(stops, *_from_stop_to_stop(x, y), trips)
        if line >= 0 and lines.first[line + 1] - lines.first[line] > 1:
            part = slice(lines.first[line], lines.first[line + 1])
            line_xy = _plane(lines.lat[part], lines.lon[part], lat[stops[0]])
            (dx, dy), near = _along_line(*line_xy, x, y, rules)
            drawn.add(stops[near], dx[near], dy[near], trips)
    degrees = np.where(
        drawn.trips > 0, drawn.mean_degrees(rules.agreement), straight.mean_degrees(rules.agreement)
    )
    return degrees.astype(np.float32)


@dataclass(frozen=True, slots=True)
class _Votes:
    """Directions summed by stop, each ``(n_stops,) float64``: one unit vector a trip."""

    east: NDArray[np.float64]
    north: NDArray[np.float64]
    trips: NDArray[np.float64]

    @classmethod
    def none(cls, n_stops: int) -> "_Votes":
        """Return a count to begin with."""
        return cls(np.zeros(n_stops), np.zeros(n_stops), np.zeros(n_stops))

    def add(
        self,
        stops: NDArray[np.int32],
        dx: NDArray[np.float64],
        dy: NDArray[np.float64],
        trips: int,
    ) -> None:
        """Count some trips' direction at each of their stops; none where they stand still."""
        length = np.hypot(dx, dy)
        said = length > 0
        np.add.at(self.east, stops[said], trips * dx[said] / length[said])
        np.add.at(self.north, stops[said], trips * dy[said] / length[said])
        np.add.at(self.trips, stops[said], trips)

    def mean_degrees(self, agreement: float) -> NDArray[np.float64]:
        """Return the circular mean, NaN where there is none or the directions contradict."""
        agreed = np.hypot(self.east, self.north) >= agreement * self.trips
        degrees = np.degrees(np.arctan2(self.east, self.north)) % 360
        return np.where(agreed & (self.trips > 0), degrees, np.nan)


def _ways(patterns: Patterns, shape: NDArray[np.int32]) -> list[tuple[NDArray[np.int32], int, int]]:
    """Return each pattern's stops with each of its shapes, and how many trips run so."""
    runs = patterns.runs
    made = []
    n_trips = np.diff(patterns.first_trip)
    of_pattern = np.repeat(np.arange(n_trips.size), n_trips)
    ordinary = runs.change_at < 0
    keys = np.column_stack((of_pattern[ordinary], shape[ordinary]))
    found, counts = np.unique(keys, axis=0, return_counts=True)
    for (pattern, line), trips in zip(found.tolist(), counts.tolist(), strict=True):
        trip = np.array([patterns.first_trip[pattern]], dtype=np.int64)
        made.append((runs.stop[call_index(runs.first, trip)], line, trips))
    return made


def _plane(
    lat: NDArray[np.float64], lon: NDArray[np.float64], at_lat: float
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return metres east and north, true near ``at_lat``."""
    return np.radians(lon) * EARTH_M * np.cos(np.radians(at_lat)), np.radians(lat) * EARTH_M


def _from_stop_to_stop(
    x: NDArray[np.float64], y: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the direction from the stop before to the stop after."""
    before = np.maximum(np.arange(x.size) - 1, 0)
    after = np.minimum(np.arange(x.size) + 1, x.size - 1)
    return x[after] - x[before], y[after] - y[before]


def _along_line(
    line_x: NDArray[np.float64],
    line_y: NDArray[np.float64],
    x: NDArray[np.float64],
    y: NDArray[np.float64],
    rules: BearingRules,
) -> tuple[tuple[NDArray[np.float64], NDArray[np.float64]], NDArray[np.bool_]]:
    """Return the line's direction at each stop, and whether the line is near it."""
    segment, share, distance = align_stops(frozen(line_x), frozen(line_y), frozen(x), frozen(y))
    length = np.hypot(np.diff(line_x), np.diff(line_y))
    measure = np.concatenate(([0.0], np.cumsum(length)))
    at = measure[segment] + share * length[segment]
    before, after = at - rules.reach_m, at + rules.reach_m
    dx = np.interp(after, measure, line_x) - np.interp(before, measure, line_x)
    dy = np.interp(after, measure, line_y) - np.interp(before, measure, line_y)
    return (dx, dy), distance <= rules.shape_m
