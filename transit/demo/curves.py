"""Lines that bend: smooth curves through drawn points, and places along them."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]
"""``(n, 2)``, metres east and north."""

_STEP_M = 22.0


def smooth(drawn: Points, step_m: float = _STEP_M) -> Points:
    """Return a curve through drawn points, each of which stays a point of it.

    Parameters
    ----------
    drawn
        ``(n, 2)``, metres.
    step_m
        Distance between points of the curve, metres.

    Returns
    -------
    ndarray
        ``(m, 2)``, metres, rounded to centimetres.
    """
    drawn = np.asarray(drawn, float)
    if len(drawn) < 3:
        return sampled(drawn, step_m)
    padded = np.vstack([2 * drawn[0] - drawn[1], drawn, 2 * drawn[-1] - drawn[-2]])
    knots = np.concatenate([[0], np.cumsum(np.linalg.norm(np.diff(padded, axis=0), axis=1) ** 0.5)])
    pieces = [
        _catmull_rom(padded[i : i + 4], knots[i : i + 4], step_m) for i in range(len(drawn) - 1)
    ]
    return rounded(np.vstack([*pieces, drawn[-1:]]))


def sampled(line: Points, step_m: float) -> Points:
    """Return a line with points put in where they are too far apart.

    Parameters
    ----------
    line
        ``(n, 2)``, metres.
    step_m
        Longest distance between points, metres.

    Returns
    -------
    ndarray
        ``(m, 2)``, metres, rounded to centimetres.
    """
    pieces = []
    for start, end in pairwise(line):
        count = max(1, int(np.ceil(np.linalg.norm(end - start) / step_m)))
        pieces.append(start + (end - start) * (np.arange(count) / count)[:, None])
    return rounded(np.vstack([*pieces, line[-1:]]))


def _catmull_rom(p: Points, t: NDArray[np.float64], step_m: float) -> Points:
    """Return the centripetal curve from p[1] up to, not with, p[2]."""
    count = max(2, int(np.ceil(np.linalg.norm(p[2] - p[1]) / step_m)))
    at = (t[1] + (t[2] - t[1]) * np.arange(count) / count)[:, None]
    a = [p[i] + (p[i + 1] - p[i]) * (at - t[i]) / (t[i + 1] - t[i]) for i in range(3)]
    b = [a[i] + (a[i + 1] - a[i]) * (at - t[i]) / (t[i + 2] - t[i]) for i in range(2)]
    curve: Points = b[0] + (b[1] - b[0]) * (at - t[1]) / (t[2] - t[1])
    return curve


@dataclass(frozen=True, slots=True)
class Along:
    """Places along a line, by the distance from its start.

    Parameters
    ----------
    points
        ``(n, 2)``, metres.
    reach
        ``(n,)``, metres from the start to each point.
    """

    points: Points
    reach: NDArray[np.float64]

    @classmethod
    def of(cls, points: Points) -> "Along":
        """Measure a line.

        Parameters
        ----------
        points
            ``(n, 2)``, metres.

        Returns
        -------
        Along
            The line with its distances.
        """
        steps = np.hypot(*np.diff(points, axis=0).T)
        return cls(points, np.concatenate([[0.0], np.cumsum(steps)]))

    @property
    def length(self) -> float:
        """Its length, metres."""
        return float(self.reach[-1])

    def at(self, distance: float | NDArray[np.float64]) -> Points:
        """Return the points at distances.

        Parameters
        ----------
        distance
            ``(m,)`` or one, metres from the start.

        Returns
        -------
        ndarray
            ``(m, 2)``, metres.
        """
        d = np.atleast_1d(distance)
        x = np.interp(d, self.reach, self.points[:, 0])
        y = np.interp(d, self.reach, self.points[:, 1])
        return np.column_stack([x, y])

    def heading(self, distance: float | NDArray[np.float64]) -> Points:
        """Return unit vectors along the line.

        Parameters
        ----------
        distance
            ``(m,)`` or one, metres from the start.

        Returns
        -------
        ndarray
            ``(m, 2)``.
        """
        d = np.atleast_1d(distance)
        i = np.clip(np.searchsorted(self.reach, d, side="right") - 1, 0, len(self.points) - 2)
        step = self.points[i + 1] - self.points[i]
        return unit(step)

    def cut(self, start: float, end: float) -> Points:
        """Return the part between two distances.

        Parameters
        ----------
        start, end
            Metres from the start of the line, ``start < end``.

        Returns
        -------
        ndarray
            ``(m, 2)``, metres, rounded to centimetres.
        """
        inner = self.points[(self.reach > start + 0.5) & (self.reach < end - 0.5)]
        return rounded(np.vstack([self.at(start), inner, self.at(end)]))

    def find(self, point: Points) -> float:
        """Return how far along the line is nearest to a point.

        Parameters
        ----------
        point
            ``(2,)``, metres.

        Returns
        -------
        float
            Metres from the start.
        """
        a, step = self.points[:-1], np.diff(self.points, axis=0)
        square = np.maximum((step**2).sum(axis=1), 1e-9)
        share = np.clip(((point - a) * step).sum(axis=1) / square, 0, 1)
        gap = np.hypot(*(a + step * share[:, None] - point).T)
        i = int(np.argmin(gap))
        return float(self.reach[i] + share[i] * np.sqrt(square[i]))


def rounded(points: Points) -> Points:
    """Return points rounded to centimetres, so that equal places are equal.

    Parameters
    ----------
    points
        Metres, any shape.

    Returns
    -------
    ndarray
        The same shape.
    """
    return np.asarray(np.round(points, 2), np.float64)


def unit(steps: Points) -> Points:
    """Return steps at a length of one.

    Parameters
    ----------
    steps
        ``(n, 2)``, metres.

    Returns
    -------
    ndarray
        ``(n, 2)``.
    """
    return np.asarray(steps / np.maximum(np.hypot(*steps.T), 1e-9)[:, None])


def left_of(heading: Points) -> Points:
    """Return unit vectors to the left.

    Parameters
    ----------
    heading
        ``(n, 2)`` unit vectors.

    Returns
    -------
    ndarray
        ``(n, 2)``.
    """
    return np.column_stack([-heading[:, 1], heading[:, 0]])


def beside(line: Points, gap_m: float) -> Points:
    """Return a line that runs beside another.

    Parameters
    ----------
    line
        ``(n, 2)``, metres.
    gap_m
        Metres to the left; to the right when negative.

    Returns
    -------
    ndarray
        ``(n, 2)``, metres, rounded to centimetres.
    """
    step = np.gradient(line, axis=0)
    return rounded(line + left_of(unit(step)) * gap_m)


def bearing_deg(heading: Points) -> float:
    """Return the compass bearing of one unit vector.

    Parameters
    ----------
    heading
        ``(2,)``, east and north.

    Returns
    -------
    float
        Degrees clockwise from north, 0 to 360.
    """
    return float(np.degrees(np.arctan2(heading[0], heading[1])) % 360)
