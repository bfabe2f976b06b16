"""Landmarks: what one sees near a place, on which side, and nothing that could be mistaken."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from math import cos, hypot, radians, sin

import numpy as np
from numpy.typing import NDArray

from transit.network.kerbside.geometry import METRES_PER_DEGREE
from transit.network.landmarks import Landmarks
from transit.read.landmark_rules import LandmarkKind, LandmarkRules
from transit.route.geometry import Line, distances_m, first_heading_deg, to_metres
from transit.route.journey import Landmark, Side
from transit.route.landmark_limits import LandmarkLimits
from transit.route.outlines import is_inside, nearest_point


@dataclass(frozen=True, slots=True)
class _Near:
    """A landmark near a point: its row, and its nearest point, metres east and north."""

    row: int
    kind: LandmarkKind
    name: str
    east: float
    north: float
    inside: bool

    @property
    def distance_m(self) -> float:
        return 0.0 if self.inside else hypot(self.east, self.north)


@dataclass(frozen=True, slots=True)
class Sights:
    """What is seen from the streets of an area.

    Parameters
    ----------
    landmarks
        The area's landmarks.
    rules
        What is told as one.
    limits
        How near, how far and how much alike.
    """

    landmarks: Landmarks
    rules: LandmarkRules
    limits: LandmarkLimits

    def at(
        self,
        lat: float,
        lon: float,
        heading_deg: float | None,
        streets: Collection[str],
        *,
        by_bus: bool = False,
        told: Collection[str] = (),
    ) -> Landmark | None:
        """Return the most telling landmark near a place.

        Parameters
        ----------
        lat, lon
            The place, decimal degrees.
        heading_deg
            Direction in which one comes, degrees clockwise from north; no side is told when None.
        streets
            Names of the streets there: what turns its back to them is not seen.
        by_bus
            Seen from a bus.
        told
            OpenStreetMap ids and names of what is not to be told here.

        Returns
        -------
        Landmark or None
            None where nothing is near, or something else could be taken for it.
        """
        near = list(self._near(lat, lon, self.limits.sight_m))
        for found in self._by_rank(near, streets, by_bus=by_bus):
            made = self._landmark(found, lat, lon, heading_deg)
            if not {made.osm_id, made.name.lower()} & {*told} and self._is_single(found, near):
                return made
        return None

    def passed(self, line: Line, street: str, told: Collection[str] = ()) -> Landmark | None:
        """Return the most telling landmark beside a stretch of a walk, clear of its ends.

        Parameters
        ----------
        line
            The stretch as walked: latitude, longitude.
        street
            Its name.
        told
            OpenStreetMap ids and names of what is not to be told here.

        Returns
        -------
        Landmark or None
            None where there is nothing that is one of its kind along the whole stretch.
        """
        along = distances_m(line)
        clear = self.limits.pass_clear_m
        if along[-1] < max(self.limits.pass_from_m, 2 * clear):
            return None
        reached = list(self._beside(line))
        for _, foot, heading in sorted(
            ((self._rank(near), foot, heading) for near, foot, heading in reached),
            key=lambda each: each[0],
        ):
            if not clear <= foot <= along[-1] - clear:
                continue
            lat, lon = _at(line, along, foot)
            made = self.at(lat, lon, heading, (street,), told=told)
            if made is None or made.side is Side.NONE:
                continue
            alike = [near for near, _, _ in reached if _said(near) == _said_of(made, self.rules)]
            if len({near.row for near in alike}) <= 1:
                return made
        return None

    def _beside(self, line: Line) -> Iterator[tuple[_Near, float, float]]:
        """What is near a line: with the metres along it, and its direction there."""
        along = distances_m(line)
        seen: dict[int, tuple[float, _Near, float, float]] = {}
        for index in range(len(line) - 1):
            length = along[index + 1] - along[index]
            if length <= 0:
                continue
            heading = first_heading_deg(line[index : index + 2], length)
            for share in np.arange(0.0, length, 10.0):
                here = line[index] + (line[index + 1] - line[index]) * (share / length)
                for near in self._near(float(here[0]), float(here[1]), self.limits.sight_m / 2):
                    best = seen.get(near.row)
                    if best is None or near.distance_m < best[0]:
                        seen[near.row] = near.distance_m, near, along[index] + share, heading
        for _, near, foot, heading in seen.values():
            yield near, foot, heading

    def _near(self, lat: float, lon: float, within_m: float) -> Iterator[_Near]:
        marks = self.landmarks
        tall = within_m / METRES_PER_DEGREE
        wide = tall / max(cos(radians(lat)), 1e-6)
        box = marks.box
        touched = (
            (box[:, 0] <= lat + tall)
            & (box[:, 2] >= lat - tall)
            & (box[:, 1] <= lon + wide)
            & (box[:, 3] >= lon - wide)
        )
        kinds = {kind.name: kind for kind in self.rules.kinds}
        for row in np.flatnonzero(touched).tolist():
            kind = kinds.get(marks.table["kind"][row])
            if kind is None:
                continue
            first, last = marks.first[row : row + 2]
            ring = np.column_stack([marks.lat[first:last], marks.lon[first:last]])
            metres = to_metres(ring, lat, lon)
            east, north = nearest_point(metres)
            if hypot(east, north) <= within_m:
                name = str(marks.table["name"][row])
                yield _Near(row, kind, name, east, north, is_inside(metres))

    def _by_rank(self, near: list[_Near], streets: Collection[str], *, by_bus: bool) -> list[_Near]:
        told = []
        for found in near:
            reach = self.limits.bus_reach_m if by_bus else found.kind.reach_m
            if found.inside or found.distance_m > reach:
                continue
            if self._is_seen(found, {name for name in streets if name}):
                told.append(found)
        return sorted(told, key=self._rank)

    def _rank(self, near: _Near) -> tuple[int, float, int]:
        return self.rules.kinds.index(near.kind), near.distance_m, near.row

    def _is_seen(self, found: _Near, streets: set[str]) -> bool:
        faced = set(self.landmarks.table["streets"][found.row].to_list())
        if streets and faced:
            return bool(streets & faced)
        return found.distance_m <= self.limits.off_street_m

    def _is_single(self, found: _Near, near: list[_Near]) -> bool:
        """Whether nothing in sight could be taken for it."""
        return not any(
            other.row != found.row
            and _said(other) == _said(found)
            and not self._is_same_thing(found, other)
            for other in near
        )

    def _is_same_thing(self, one: _Near, other: _Near) -> bool:
        apart = hypot(one.east - other.east, one.north - other.north)
        names = {one.name.lower(), other.name.lower()} - {""}
        return len(names) <= 1 and (apart <= self.limits.same_m or one.inside or other.inside)

    def _landmark(
        self, found: _Near, lat: float, lon: float, heading_deg: float | None
    ) -> Landmark:
        marks = self.landmarks
        side, ahead = Side.NONE, False
        if heading_deg is not None:
            side, ahead = self._side(found, heading_deg, lat, lon)
        return Landmark(
            name=found.name,
            kind=found.kind.name,
            distance_m=round(found.distance_m),
            side=side,
            ahead=ahead,
            osm_id=str(marks.table["osm_id"][found.row]),
            lat=lat + found.north / METRES_PER_DEGREE,
            lon=lon + found.east / (METRES_PER_DEGREE * cos(radians(lat))),
        )

    def _side(self, found: _Near, heading_deg: float, lat: float, lon: float) -> tuple[Side, bool]:
        """Side as one comes, and whether it is ahead; neither where its outline is on both."""
        first, last = self.landmarks.first[found.row : found.row + 2]
        ring = np.column_stack([self.landmarks.lat[first:last], self.landmarks.lon[first:last]])
        middle = to_metres(ring, lat, lon).mean(axis=0)
        told = {
            self._side_of(east, north, heading_deg)
            for east, north in ((found.east, found.north), (float(middle[0]), float(middle[1])))
        }
        return told.pop() if len(told) == 1 else (Side.NONE, False)

    def _side_of(self, east: float, north: float, heading_deg: float) -> tuple[Side, bool]:
        turn = radians(heading_deg)
        along = east * sin(turn) + north * cos(turn)
        right = east * cos(turn) - north * sin(turn)
        if along > 0 and abs(right) <= along * np.tan(radians(self.limits.ahead_deg)):
            return Side.NONE, True
        if abs(right) < self.limits.beside_m:
            return Side.NONE, False
        return (Side.RIGHT if right > 0 else Side.LEFT), False


def _said(near: _Near) -> str:
    """What it is known by: two alike in this are taken for each other."""
    return f"name {near.name.lower()}" if near.kind.by_name else f"kind {near.kind.name}"


def _said_of(made: Landmark, rules: LandmarkRules) -> str:
    by_name = next(kind.by_name for kind in rules.kinds if kind.name == made.kind)
    return f"name {made.name.lower()}" if by_name else f"kind {made.kind}"


def _at(line: Line, along: NDArray[np.float64], metres: float) -> tuple[float, float]:
    return float(np.interp(metres, along, line[:, 0])), float(np.interp(metres, along, line[:, 1]))
