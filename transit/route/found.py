"""What the search finds, before it is explained: rides, the walks between them, and their cost."""

from dataclasses import dataclass
from typing import NamedTuple


class Ride(NamedTuple):
    """One bus ridden: indices into the day's timetable, positions within the pattern."""

    pattern: int
    trip: int
    board: int
    alight: int
    depart_s: int
    arrive_s: int


class Walk(NamedTuple):
    """One walk: stops (-1 is the origin or the destination), rounded up to whole units.

    ``arcs`` are the directed arcs walked, in order; a walk from or to a place starts or ends with
    part of an edge, which its :class:`~transit.network.link.Link` describes; ``from_link`` and
    ``to_link`` are the link's entries used (-1 at a stop, -2 where origin and destination share
    an edge and no corner is passed).
    """

    from_stop: int
    to_stop: int
    time_s: int
    burden_s: int
    length_m: int
    arcs: tuple[int, ...] = ()
    from_link: int = -1
    to_link: int = -1


@dataclass(frozen=True, slots=True)
class Found:
    """One journey as found: ``len(walks) == len(rides) + 1``.

    ``depart_s`` is the latest moment at which this journey can be begun, ``arrive_s`` when it
    ends; seconds of the service date. ``burden_s`` counts walks, waits, rides and changes as the
    profile weighs them, not the time waited at home or after arriving.
    """

    depart_s: int
    arrive_s: int
    burden_s: int
    length_m: int
    walks: tuple[Walk, ...]
    rides: tuple[Ride, ...]

    @property
    def changes(self) -> int:
        """How often the bus is changed."""
        return max(len(self.rides) - 1, 0)
