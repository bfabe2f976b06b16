"""Homes, places and depots far from every road: what is driven there is not known."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from transit.fleet.day_part import Point
from transit.fleet.rates import FleetRates
from transit.fleet.today import FleetRide
from transit.model.notice import Notice, Severity
from transit.model.vehicles import Vehicle

_WHERE: Final = "Check where they are, or build the area from a larger street map"


def part_by_road(
    rides: Iterable[FleetRide],
    fleet: Sequence[Vehicle],
    gap_m: Mapping[Point, float],
    rates: FleetRates,
) -> tuple[list[FleetRide], list[Notice]]:
    """Part rides between places on the area's roads from those that lead outside of them.

    Parameters
    ----------
    rides
        The rides of a week.
    fleet
        The vehicles.
    gap_m
        Metres from each place to the road at which a vehicle stops.
    rates
        From how many metres on a place is told, and from how many on it is outside.

    Returns
    -------
    rides : list of FleetRide
        Those that can be planned.
    notices : list of Notice
        One for each person and place far from a road, planned or not, and for each such depot.
    """
    kept: list[FleetRide] = []
    told: dict[tuple[str, str, Point], Notice] = {}
    for ride in rides:
        start = f"where they are before session {ride.session}" if ride.onward else "their home"
        ends = {
            start: (ride.home.lat, ride.home.lon),
            f"session {ride.session}": (ride.venue.lat, ride.venue.lon),
        }
        if all(gap_m[at] <= rates.outside_roads_m for at in ends.values()):
            kept.append(ride)
        for what, at in ends.items():
            if gap_m[at] > rates.far_from_road_m:
                outside = gap_m[at] > rates.outside_roads_m
                far = _far(ride.person, what, gap_m[at], outside=outside)
                told.setdefault((ride.person, what, at), far)
    return kept, [*told.values(), *_depots(fleet, gap_m, rates)]


def _far(person: str, what: str, metres: float, *, outside: bool) -> Notice:
    where = f"person {person}: {what} is {_distance(metres)} from the nearest road to drive on"
    if outside:
        return Notice(
            "fleet_outside_roads",
            Severity.WARNING,
            "register",
            f"{where}, so that nobody knows the drive: their rides there and from there are not "
            "planned, and not in any cost",
            _WHERE,
        )
    return Notice(
        "fleet_far_from_road",
        Severity.WARNING,
        "register",
        f"{where}: drives are counted to there",
        _WHERE,
    )


def _depots(
    fleet: Sequence[Vehicle], gap_m: Mapping[Point, float], rates: FleetRates
) -> Iterator[Notice]:
    for vehicle in fleet:
        metres = gap_m[vehicle.depot.at.lat, vehicle.depot.at.lon]
        if metres > rates.far_from_road_m:
            yield Notice(
                "fleet_depot_far_from_road",
                Severity.WARNING,
                "register",
                f"vehicle {vehicle.id}: its depot is {_distance(metres)} from the nearest road to "
                "drive on; drives are counted from there, so that miles and hours are too few",
                _WHERE,
                field="depot",
            )


def _distance(metres: float) -> str:
    return f"{metres:,.0f} m" if metres < 1000 else f"{metres / 1000:,.1f} km"
