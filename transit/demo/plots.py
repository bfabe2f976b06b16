"""Plots beside streets: where a building of a given front and depth stands."""

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import Point, STRtree

from transit.demo.curves import Along, Points, left_of, rounded
from transit.demo.town import Street, lines_of

_SIDE_GAP_M = 1.5


@dataclass(frozen=True, slots=True)
class Plot:
    """A rectangle beside a street.

    Parameters
    ----------
    outline
        ``(5, 2)`` metres, closed, the front's two corners first.
    street
        Index of the street that it faces, -1 where it is drawn by hand.
    """

    outline: Points
    street: int

    @property
    def door(self) -> Points:
        """The middle of the front, ``(2,)`` metres."""
        return np.asarray(np.round((self.outline[0] + self.outline[1]) / 2, 2))


def rectangles(
    centre_front: Points, heading: Points, side: NDArray[np.float64], front_m: float, deep_m: float
) -> NDArray[np.float64]:
    """Return rectangles behind fronts.

    Parameters
    ----------
    centre_front
        ``(n, 2)``, the middle of each front, metres.
    heading
        ``(n, 2)``, unit vectors along the street.
    side
        ``(n,)``, 1 left, -1 right of the street.
    front_m, deep_m
        Width and depth, metres.

    Returns
    -------
    ndarray
        ``(n, 5, 2)``, closed, the front's corners first.
    """
    along = heading * front_m / 2
    back = left_of(heading) * side[:, None] * deep_m
    a, b = centre_front - along, centre_front + along
    return rounded(np.stack([a, b, b + back, a + back, a], axis=1))


class Ground:
    """What is already taken: carriageways, water, rails, and the plots given out.

    Parameters
    ----------
    streets
        Noded streets.
    water
        Land that cannot be built on, metres.
    """

    def __init__(self, streets: list[Street], water: shapely.Geometry) -> None:
        self.streets = streets
        self._lines = lines_of(streets)
        self._tree = STRtree(self._lines)
        self._roads = [
            i
            for i, s in enumerate(streets)
            if s.is_road
            and s.layer == 0
            and s.highway not in ("trunk", "busway")
            and s.tags.get("junction") is None
        ]
        self._road_tree = STRtree(self._lines[self._roads])
        self._water = water
        self.given: list[Plot] = []

    def claim(self, at: list[float], front_m: float, deep_m: float) -> Plot | None:
        """Give out a plot near a point.

        Parameters
        ----------
        at
            Where it should be, metres.
        front_m, deep_m
            Size of the building, metres.

        Returns
        -------
        Plot or None
            The nearest free plot beside the nearest roads; None where there is none.
        """
        here = np.array(at, float)
        near = self._road_tree.query(Point(at), predicate="dwithin", distance=160.0)
        ranked = sorted(
            near.tolist(), key=lambda k: (self._lines[self._roads[k]].distance(Point(at)), k)
        )
        for k in ranked[:8]:
            street = self._roads[k]
            along = Along.of(self.streets[street].points)
            start = along.find(here)
            for step in (0, 14, -14, 28, -28, 45, -45, 65, -65, 90, -90, 120, -120):
                for side in self._sides(along, start, here):
                    plot = self._plot(street, along, start + step, side, front_m, deep_m)
                    if plot is not None and self._is_free(plot):
                        self.given.append(plot)
                        return plot
        return None

    @staticmethod
    def _sides(along: Along, at: float, here: Points) -> tuple[float, float]:
        step = here - along.at(at)[0]
        left = float(left_of(along.heading(at))[0] @ step)
        return (1.0, -1.0) if left >= 0 else (-1.0, 1.0)

    def _plot(
        self, street: int, along: Along, at: float, side: float, front_m: float, deep_m: float
    ) -> Plot | None:
        if not 4 < at < along.length - 4:
            return None
        heading = along.heading(at)
        set_back = 8.0 if self.streets[street].kind == "old" or deep_m < 14 else 13.0
        front = along.at(at) + left_of(heading) * side * set_back
        outline = rectangles(front, heading, np.array([side]), front_m, deep_m)[0]
        return Plot(outline, street)

    def _is_free(self, plot: Plot) -> bool:
        shape = shapely.Polygon(plot.outline)
        if len(self._tree.query(shape, predicate="dwithin", distance=5.0)):
            return False
        if shapely.intersects(self._water, shape):
            return False
        return all(
            shape.distance(shapely.Polygon(other.outline)) > _SIDE_GAP_M for other in self.given
        )

    def is_clear(self, shapes: NDArray[np.object_]) -> NDArray[np.bool_]:
        """Return which shapes stand on no street, water, rail or given plot.

        Parameters
        ----------
        shapes
            ``(n,)`` polygons.

        Returns
        -------
        ndarray
            ``(n,)`` bool.
        """
        clear = np.ones(len(shapes), bool)
        clear[self._tree.query(shapes, predicate="dwithin", distance=4.0)[0]] = False
        taken = STRtree([shapely.Polygon(plot.outline) for plot in self.given])
        clear[taken.query(shapes, predicate="dwithin", distance=_SIDE_GAP_M)[0]] = False
        shapely.prepare(self._water)
        clear[shapely.intersects(self._water, shapes)] = False
        return clear
