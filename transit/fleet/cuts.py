"""When the times of a vehicle's runs begin: where few rides are under way."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from transit.fleet.today import FleetRide, Towards


@dataclass(frozen=True, slots=True, kw_only=True)
class CutRules:
    """How far boundaries between runs may move, and what they stand in the way of.

    Parameters
    ----------
    within_s
        Seconds by which a boundary may move, earlier or later.
    span_s
        Seconds before a session starts, or after it ends, during which its riders may be aboard.
    depot_s
        Seconds from a session to the depot, or from there.
    """

    within_s: int
    span_s: int
    depot_s: int


def fitted_cuts(
    rides: Iterable[FleetRide], begins_s: Sequence[int], rules: CutRules
) -> tuple[int, ...]:
    """Move the boundaries between the times of runs to where they hinder least.

    A vehicle is back at its depot when a time of runs ends, and sets out when the next one begins.
    So a boundary shortly before sessions start, or shortly after some have ended, leaves their
    riders to taxis.

    Parameters
    ----------
    rides
        The rides of a week.
    begins_s
        When the time of each run is meant to begin, seconds of the day, in order.
    rules
        How far each may move.

    Returns
    -------
    tuple of int
        The first as it was; each of the others in order at a moment at which the least time is
        lost to all rides, the nearest to where it was meant where several are alike.
    """
    moments = [(ride.at_s, _out_s(ride, rules)) for ride in rides]
    made = list(begins_s[:1])
    for meant in begins_s[1:]:
        # A ride belongs to the time before the boundary while its moment is before it.
        near = {at_s + 1 for at_s, _ in moments} | {at_s for at_s, _ in moments}
        near |= {moment for _, out in moments for moment in out}
        offered = {each for each in near if abs(each - meant) <= rules.within_s} | {meant}
        free = [each for each in offered if each > made[-1]] or [max(meant, made[-1] + 1)]
        made.append(min(free, key=lambda cut: (_lost_s(moments, cut), abs(cut - meant), cut)))
    return tuple(made)


def _out_s(ride: FleetRide, rules: CutRules) -> tuple[int, int]:
    """Return from when until when a vehicle may be out for a ride."""
    if ride.towards is Towards.VENUE:
        return ride.at_s - rules.span_s, ride.at_s + rules.depot_s
    return ride.at_s - rules.depot_s, ride.at_s + rules.span_s


def _lost_s(moments: Iterable[tuple[int, tuple[int, int]]], cut: int) -> int:
    """Return how much of the time for all rides lies on the other side of a boundary, seconds."""
    return sum(
        max(cut - first, 0) if at_s >= cut else max(last - cut, 0)
        for at_s, (first, last) in moments
    )
