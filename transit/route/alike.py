"""Which journeys are the same to whoever makes them, and which one of those is kept."""

from collections.abc import Iterable
from dataclasses import dataclass

from transit.model.fact import Stance
from transit.model.streets import EdgeKind
from transit.network.area import Area
from transit.network.timetable import DayTimetable
from transit.route.found import Found
from transit.route.query import Option

Shape = tuple[object, ...]
"""What makes two journeys the same to whoever makes them, whatever the hour."""


def crossings_of(area: Area, found: Found) -> list[int]:
    """Return the crossing edges on the walks of a journey, in order.

    Parameters
    ----------
    area
        The area.
    found
        The journey.

    Returns
    -------
    list of int
        Edges.
    """
    walk = area.walk
    edges = [int(walk.arcs.arc_edge[arc]) for leg in found.walks for arc in leg.arcs]
    return [edge for edge in edges if walk.edge_kind[edge] == EdgeKind.CROSSING]


def shape_of(area: Area, day: DayTimetable, found: Found) -> Shape:
    """Return what makes a journey the same as another: routes and stops, or roads crossed.

    Parameters
    ----------
    area
        The area.
    day
        The service day searched.
    found
        The journey.

    Returns
    -------
    tuple
        Equal for journeys that differ only in the hour or in how a stop is walked to.
    """
    timetable, arrays = area.timetable, day.arrays
    routes = timetable.trips["route"]
    rides = []
    for ride in found.rides:
        first = int(arrays.pattern_first_stop[ride.pattern])
        row = int(timetable.trip_row[day.trip_index[ride.trip]])
        stops = arrays.pattern_stop[first + ride.board], arrays.pattern_stop[first + ride.alight]
        rides.append((routes[row], int(stops[0]), int(stops[1])))
    return (*rides, *([] if rides else [tuple(crossings_of(area, found))]))


@dataclass(frozen=True, slots=True)
class Ranking:
    """Which journey comes before which.

    Parameters
    ----------
    asked_s
        The moment asked for, seconds of the service date.
    arrive_by
        Whether it is when to be there.
    idle_weight
        Perceived seconds for each second between that moment and the journey.
    """

    asked_s: int
    arrive_by: bool
    idle_weight: float

    def felt_s(self, found: Found) -> float:
        """Return a journey's burden with the time before or after it that it wastes.

        Parameters
        ----------
        found
            The journey.

        Returns
        -------
        float
            Perceived seconds.
        """
        moment = found.arrive_s if self.arrive_by else found.depart_s
        return found.burden_s + self.idle_weight * abs(self.asked_s - moment)

    def key(self, option: Option) -> tuple[object, ...]:
        """Return what to sort by: confirmed first, then what is felt least.

        Parameters
        ----------
        option
            The journey.

        Returns
        -------
        tuple
            Smaller comes first.
        """
        found = option.found
        beside = option.alternative != ""
        felt = self.felt_s(found)
        hopeful = option.stance is Stance.HOPEFUL
        return hopeful, felt, beside, found.depart_s, found.arrive_s


@dataclass(frozen=True, slots=True)
class Likeness:
    """When two journeys on the same buses between the same stops are one.

    Parameters
    ----------
    within_s
        They leave, and arrive, at most so far apart, seconds.
    gain_s
        A journey that needs a route check is one of its own beside a confirmed one where it is
        quicker, or its walks are easier, by more than this, perceived seconds.
    """

    within_s: float
    gain_s: float

    def stands_for(self, kept: Option, other: Option) -> bool:
        """Return whether a journey makes another of its shape needless.

        Parameters
        ----------
        kept
            The journey that is shown.
        other
            One of the same shape that is no easier.

        Returns
        -------
        bool
            True when nobody would tell them apart.
        """
        one, two = kept.found, other.found
        apart = max(abs(one.depart_s - two.depart_s), abs(one.arrive_s - two.arrive_s))
        if apart > self.within_s:
            return False
        gain = _toil_s(one) - _toil_s(two)
        return kept.stance is other.stance or gain <= self.gain_s


def without_likes(
    area: Area, day: DayTimetable, options: Iterable[Option], likeness: Likeness
) -> list[Option]:
    """Keep one of those journeys that are the same to whoever makes them.

    A confirmed journey stands for one that needs a route check, then the least burden, then the
    fewest roads crossed.

    Parameters
    ----------
    area
        The area.
    day
        The service day searched.
    options
        Journeys.
    likeness
        When two of one shape are one.

    Returns
    -------
    list of Option
        Those kept.
    """
    ranked = sorted(
        options,
        key=lambda option: (
            option.stance is Stance.HOPEFUL,
            option.found.burden_s,
            len(crossings_of(area, option.found)),
            option.found.depart_s,
        ),
    )
    kept: dict[Shape, list[Option]] = {}
    for option in ranked:
        beside = kept.setdefault(shape_of(area, day, option.found), [])
        if not any(likeness.stands_for(other, option) for other in beside):
            beside.append(option)
    return [option for group in kept.values() for option in group]


def _toil_s(found: Found) -> int:
    # Not the whole burden: a seat at a stop that nobody has recorded is no other journey.
    return found.arrive_s - found.depart_s + sum(walk.burden_s for walk in found.walks)
