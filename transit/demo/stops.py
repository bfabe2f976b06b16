"""Bus stops: where routes run, on the left of the traffic that they serve, in facing pairs."""

from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from transit.demo.curves import Along, Points, bearing_deg, left_of
from transit.demo.plans import Plans
from transit.demo.roadmap import Drive, RoadMap
from transit.demo.town import Key

_CLEAR_M = 22.0
_STAGGER_M = 26.0
_LEAST_M = 150.0
_APART_M = 7.0
_ENDS_M = (14.0, 30.0, 45.0, 60.0, 80.0, 110.0, 150.0)
_CLOSE_M = 110.0
_SIDE_M = {"primary": 6.2, "secondary": 5.6, "tertiary": 5.4, "busway": 4.6}
_SIDE_DEFAULT_M = 5.0


@dataclass(frozen=True, slots=True)
class Stop:
    """A place where buses stop, for one direction.

    Parameters
    ----------
    number
        Index among all stops.
    at
        ``(2,)`` metres: beside the road, on the left of the buses.
    on_road
        ``(2,)`` metres: its place on the road's middle.
    bearing
        Degrees that the buses head for.
    street
        Index of the street.
    bay
        Number of the bay in the bus station, 0 elsewhere.
    wrong_side
        Put on the wrong side of the road on purpose, as some are in real data.
    """

    number: int
    at: Points
    on_road: Points
    bearing: float
    street: int
    bay: int = 0
    wrong_side: bool = False


class StopBook:
    """Collects stops while routes are laid out.

    Parameters
    ----------
    roads
        The road map.
    plans
        Spacings.
    rng
        Random numbers.
    """

    def __init__(self, roads: RoadMap, plans: Plans, rng: np.random.Generator) -> None:
        self._roads, self._rng = roads, rng
        self._town_m, self._lane_m = plans.number("stop_every_m"), plans.number("stop_every_lane_m")
        self._wrong_share = plans.number("share_stop_wrong_side")
        self.stops: list[Stop] = []
        self._on: dict[tuple[int, int], list[tuple[float, int]]] = defaultdict(list)
        self._wanted: dict[tuple[int, int], list[float]] = defaultdict(list)

    def add_bay(self, bay: int, at: Key, before: Key, after: Key) -> int:
        """Add a bay of the bus station.

        Parameters
        ----------
        bay
            Its number.
        at, before, after
            Its node on the busway, and its neighbours.

        Returns
        -------
        int
            Index of the stop.
        """
        point = np.array(at, float) / 100
        heading = (np.array(after, float) - np.array(before, float)) / 100
        return self._add(
            point,
            heading / np.hypot(*heading),
            self._roads.street_of[self._roads.node_of(at), self._roads.node_of(after)],
            bay,
        )

    def _add(self, point: Points, heading: Points, street: int, bay: int = 0) -> int:
        highway = self._roads.streets[street].highway
        side = _SIDE_M.get(highway, _SIDE_DEFAULT_M)
        wrong = not bay and bool(self._rng.random() < self._wrong_share)
        gap = -3.0 if wrong else side + float(self._rng.uniform(-0.4, 0.6)) * (bay == 0)
        at = np.round(point + left_of(heading[None])[0] * gap, 2)
        self.stops.append(
            Stop(len(self.stops), at, point, bearing_deg(heading), street, bay, wrong)
        )
        return len(self.stops) - 1

    def serve(self, drive: Drive, fixed: dict[int, int]) -> list[tuple[float, int]]:
        """Return the stops that a drive serves, made where there are none yet.

        Parameters
        ----------
        drive
            The way driven.
        fixed
            Bays by position in the drive.

        Returns
        -------
        list of tuple
            Metres from the drive's start, and stop, in order.
        """
        along = Along(self._roads.at[drive.nodes], drive.reach)
        served = [(float(drive.reach[p]), stop) for p, stop in fixed.items()]
        served += self._known(drive, served)
        self._offer_end(drive, along, served, _ENDS_M)
        self._offer_end(drive, along, served, tuple(along.length - at for at in _ENDS_M))
        for at in self._wanted_on(drive):
            self._offer(drive, along, at, served, _LEAST_M)
        marks = sorted(at for at, _ in served)
        for start, end in pairwise(marks):
            self._fill(drive, along, start, end, served)
        return sorted(served)

    def _offer_end(
        self, drive: Drive, along: Along, served: list[tuple[float, int]], places: tuple[float, ...]
    ) -> None:
        """Make a stop near an end of the drive unless one is there."""
        if any(abs(at - places[0]) < _ENDS_M[-1] for at, _ in served):
            return
        for at in places:
            if self._offer(drive, along, at, served, 60.0):
                return

    def _known(self, drive: Drive, fixed: list[tuple[float, int]]) -> list[tuple[float, int]]:
        found = []
        for p in range(len(drive.nodes) - 1):
            pair = (int(drive.nodes[p]), int(drive.nodes[p + 1]))
            found += [(float(drive.reach[p]) + gap, stop) for gap, stop in self._on[pair]]
        kept: list[tuple[float, int]] = []
        for at, stop in sorted(found):
            if all(abs(at - other) > _CLOSE_M for other, _ in [*fixed, *kept]):
                kept.append((at, stop))
        return kept

    def _wanted_on(self, drive: Drive) -> list[float]:
        found = []
        for p in range(len(drive.nodes) - 1):
            pair = (int(drive.nodes[p]), int(drive.nodes[p + 1]))
            found += [float(drive.reach[p]) + gap for gap in self._wanted[pair]]
        return found

    def _fill(
        self,
        drive: Drive,
        along: Along,
        start: float,
        end: float,
        served: list[tuple[float, int]],
    ) -> None:
        middle = self._street_at(drive, (start + end) / 2)
        lane = self._roads.streets[middle].tags.get("maxspeed") in ("50 mph", "60 mph")
        every = self._lane_m if lane else self._town_m
        count = round((end - start) / every) - 1
        for k in range(count):
            at = start + (end - start) * (k + 1) / (count + 1)
            for shift in (0, 15, -15, 30, -30, 50, -50, 75, -75):
                if self._offer(drive, along, at + shift, served, _LEAST_M):
                    break

    def _street_at(self, drive: Drive, at: float) -> int:
        p = self._piece(drive, at)
        return self._roads.street_of[int(drive.nodes[p]), int(drive.nodes[p + 1])]

    @staticmethod
    def _piece(drive: Drive, at: float) -> int:
        found = int(np.searchsorted(drive.reach, at, side="right")) - 1
        return min(max(found, 0), len(drive.nodes) - 2)

    def _offer(
        self, drive: Drive, along: Along, at: float, served: list[tuple[float, int]], least: float
    ) -> bool:
        """Make a stop at a place if a bus can stop there; return whether it was made."""
        if not 0 < at < along.length or any(abs(at - other) < least for other, _ in served):
            return False
        p = self._piece(drive, at)
        pair = (int(drive.nodes[p]), int(drive.nodes[p + 1]))
        street = self._roads.street_of[pair]
        if not self._can_stop(drive, at, street):
            return False
        point = np.round(along.at(at)[0], 2)
        if self._is_crowded(point):
            return False
        stop = self._add(point, along.heading(at)[0], street)
        gap = at - float(drive.reach[p])
        self._on[pair].append((gap, stop))
        served.append((at, stop))
        self._want_opposite(drive, at)
        return True

    def _is_crowded(self, point: Points) -> bool:
        """Return whether a stop of another route stands at a place already."""
        return any(np.hypot(*(stop.on_road - point)) < _APART_M for stop in self.stops)

    def _can_stop(self, drive: Drive, at: float, street: int) -> bool:
        road = self._roads.streets[street]
        if road.highway in ("trunk", "busway") or road.layer or road.tags.get("junction"):
            return False
        near = np.abs(drive.reach - at) < _CLEAR_M
        return not bool(self._roads.is_junction[drive.nodes[near]].any())

    def _want_opposite(self, drive: Drive, at: float) -> None:
        """Ask for a stop on the other side, a little before this one as its buses come."""
        there = max(at - _STAGGER_M, 1.0)
        for place in (there, at - 8, at):
            p = self._piece(drive, place)
            back = (int(drive.nodes[p + 1]), int(drive.nodes[p]))
            if back in self._roads.street_of and self._can_stop(
                drive, place, self._roads.street_of[back]
            ):
                self._wanted[back].append(float(drive.reach[p + 1]) - place)
                return
