"""Geometry near one place, by plain arithmetic: distances, directions, lines."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

Point = tuple[float, float]
METRE: Final = 111_195.0


def metres(one: Point, other: Point) -> tuple[float, float]:
    """Return how far east and north one point lies of another."""
    east = (other[1] - one[1]) * METRE * math.cos(math.radians(one[0]))
    return east, (other[0] - one[0]) * METRE


def far(one: Point, other: Point) -> float:
    """Return the distance of two points, metres."""
    return math.hypot(*metres(one, other))


def heading(one: Point, other: Point) -> float:
    """Return the direction from one point to another, degrees clockwise from north."""
    return math.degrees(math.atan2(*metres(one, other))) % 360


def change(before: float, after: float) -> float:
    """Return by how much a direction changes, right positive."""
    return (after - before + 180) % 360 - 180


def foot(here: Point, start: Point, end: Point) -> Point:
    """Return the point of a straight line nearest to a place."""
    (x1, y1), (x2, y2) = metres(here, start), metres(here, end)
    squared = (x2 - x1) ** 2 + (y2 - y1) ** 2
    share = 0.0 if squared == 0 else -(x1 * (x2 - x1) + y1 * (y2 - y1)) / squared
    share = min(max(share, 0.0), 1.0)
    return start[0] + share * (end[0] - start[0]), start[1] + share * (end[1] - start[1])


def within(here: Point, ring: Sequence[Point]) -> bool:
    """Return whether a place lies within an outline."""
    inside = False
    for (y1, x1), (y2, x2) in pairwise(ring):
        if (y1 > here[0]) != (y2 > here[0]):
            inside ^= here[1] < x1 + (here[0] - y1) * (x2 - x1) / (y2 - y1)
    return inside


def last_part(line: Sequence[Point], share: float) -> tuple[Point, ...]:
    """Return the last share of a line."""
    whole = sum(far(a, b) for a, b in pairwise(line))
    return cut(line, whole * (1 - share), whole)


def cut(line: Sequence[Point], start: float, end: float) -> tuple[Point, ...]:
    return (point_along(line, start), *_inside(line, start, end), point_along(line, end))


def _inside(line: Sequence[Point], start: float, end: float) -> Iterator[Point]:
    along = 0.0
    for before, point in pairwise(line):
        along += far(before, point)
        if start < along < end:
            yield point


def point_along(line: Sequence[Point], metres_along: float) -> Point:
    """Return the point so many metres along a line."""
    left = metres_along
    for before, point in pairwise(line):
        length = far(before, point)
        if left <= length and length > 0:
            share = max(left, 0.0) / length
            return before[0] + share * (point[0] - before[0]), before[1] + share * (
                point[1] - before[1]
            )
        left -= length
    return line[-1]


@dataclass(frozen=True)
class Path:
    """A whole walk as a line; metres along it are those of the network's edges."""

    points: tuple[tuple[float, Point], ...]

    def at(self, along: float) -> Point:
        """Return the point so far along."""
        for (start, one), (end, other) in pairwise(self.points):
            if along <= end and end > start:
                share = min(max((along - start) / (end - start), 0.0), 1.0)
                return one[0] + share * (other[0] - one[0]), one[1] + share * (other[1] - one[1])
        return self.points[-1][1]

    @property
    def begin(self) -> float:
        """Metres at its first point."""
        return self.points[0][0]

    @property
    def end(self) -> float:
        """Metres at its last point."""
        return self.points[-1][0]

    def heading(self, start: float, end: float) -> float | None:
        """Return the direction from one place along it to another; None for too short a way."""
        low, high = max(start, self.begin), min(end, self.end)
        one, other = self.at(low), self.at(high)
        return heading(one, other) if high - low > 1 and far(one, other) > 0.7 else None
