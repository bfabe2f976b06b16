"""Bus routes laid out on the roads: ways driven, stops served, seconds between them."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from transit.demo.plans import Plans
from transit.demo.roadmap import Drive, RoadMap
from transit.demo.stops import Stop, StopBook
from transit.demo.town import Key, key


@dataclass(frozen=True, slots=True)
class Line:
    """One direction of a route.

    Parameters
    ----------
    number
        The route's number.
    direction
        0 out, 1 back.
    headsign
        What the bus shows.
    drive
        The way driven.
    reach
        ``(n_stops,)`` metres of each stop from the start.
    stops
        ``(n_stops,)`` indices of stops.
    seconds
        ``(n_stops,)`` free-running seconds from the first stop to each, with stops made.
    hold
        ``(n_stops,)`` seconds waited at stops in the middle of the route.
    hail
        ``(n_stops,)`` bool: on request to the driver.
    """

    number: str
    direction: int
    headsign: str
    drive: Drive
    reach: NDArray[np.float64]
    stops: tuple[int, ...]
    seconds: NDArray[np.float64]
    hold: NDArray[np.float64]
    hail: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class BusNetwork:
    """All routes and stops."""

    lines: tuple[Line, ...]
    stops: tuple[Stop, ...]
    roads: RoadMap


def lay_lines(
    roads: RoadMap, bays: list[Key], plans: Plans, rng: np.random.Generator
) -> BusNetwork:
    """Lay out every route.

    Parameters
    ----------
    roads
        The road map.
    bays
        Nodes of the bus station's bays, in order along the busway.
    plans
        Routes.
    rng
        Random numbers.

    Returns
    -------
    BusNetwork
        Both directions of each route; stops shared between routes.
    """
    book = StopBook(roads, plans, rng)
    for bay, at in enumerate(bays, start=1):
        before, after = _around(roads, at)
        book.add_bay(bay, at, before, after)
    lines = []
    for order, route in enumerate(plans.buses["route"]):
        bay = (route.get("bay", order + 1) - 1) % len(bays)
        via = [
            roads.node_of(bays[bay]) if point == "station" else roads.nearest(point)
            for point in route["via"]
        ]
        one_way = route.get("loop") or route.get("one_way")
        for direction, nodes in enumerate([via] if one_way else [via, via[::-1]]):
            drive = roads.drive(nodes)
            station = roads.node_of(bays[bay])
            fixed = {int(p): bay for p in np.flatnonzero(drive.nodes == station)}
            served = book.serve(drive, fixed)
            lines.append(_line(route, direction, drive, served, roads, plans, book.stops))
    return BusNetwork(tuple(lines), tuple(book.stops), roads)


def _around(roads: RoadMap, at: Key) -> tuple[Key, Key]:
    """Return the nodes of the busway before and after one."""
    node = roads.node_of(at)
    before = next(a for a, b in roads.street_of if b == node)
    after = next(b for a, b in roads.street_of if a == node)
    return key(roads.at[before]), key(roads.at[after])


def _line(
    route: dict[str, Any],
    direction: int,
    drive: Drive,
    served: list[tuple[float, int]],
    roads: RoadMap,
    plans: Plans,
    stops: list[Stop],
) -> Line:
    reach = np.array([at for at, _ in served])
    pairs = list(zip(drive.nodes[:-1].tolist(), drive.nodes[1:].tolist(), strict=True))
    speed = np.array([roads.speed_m_s[roads.street_of[pair]] for pair in pairs])
    clock = np.concatenate([[0.0], np.cumsum(np.diff(drive.reach) / speed)])
    at_stop = np.interp(reach, drive.reach, clock)
    dwell = np.arange(len(reach)) * plans.number("dwell_s")
    middle = np.arange(len(reach)) % (len(reach) - 1) > 0
    in_bay = np.array([stops[s].bay > 0 for _, s in served])
    hold = np.where(middle & in_bay, plans.number("hold_s"), 0.0)
    waited = np.concatenate([[0.0], np.cumsum(hold)[:-1]])
    hail_roads = route.get("hail", [])
    hail = np.array([roads.streets[stops[s].street].name in hail_roads for _, s in served])
    return Line(
        number=route["number"],
        direction=direction,
        headsign=route["heads"][direction],
        drive=drive,
        reach=reach,
        stops=tuple(stop for _, stop in served),
        seconds=at_stop - at_stop[0] + dwell + waited,
        hold=hold,
        hail=hail,
    )
