"""What a journey may ask of somebody's skills, each thing one bit, so that many fit in one number.

An *ask* is a demand as the search sees it: crossing so much traffic at such a crossing, walking in
the carriageway of such a road, reading a number. A journey's asks are the bits of everything on it;
what somebody can do is a number of the same kind, and a journey is theirs where no bit is over.
"""

from functools import cache
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from transit.model.fact import Stance
from transit.model.parameters import Parameters
from transit.model.profile import Profile
from transit.model.riding import Riding
from transit.model.streets import CrossingKind, RoadClass, Traffic
from transit.network.walk import WalkNetwork
from transit.read.rules import Rules
from transit.route.barriers import Barrier, edge_barriers


class Ask(NamedTuple):
    """One thing that a journey may ask; words as in the rules of demands.

    ``level`` is what a ride of such a length is rated, 0 for all other asks.
    """

    kind: str
    detail: str = ""
    traffic: str = ""
    level: int = 0


CROSSINGS: Final = tuple(kind for kind in CrossingKind if kind != CrossingKind.NOT_A_CROSSING)
RIDE_LEVELS: Final = (1, 2, 3)

BUS: Final = Ask("bus")
"""Riding a bus at all."""

UNLIT: Final = Ask("unlit")
AFTER_DARK: Final = Ask("after_dark")
"""Being out in the dark at all, lit ways and buses too."""

READ_NUMBER: Final = Ask("read_number")
UNANNOUNCED: Final = Ask("get_off_unannounced")
ASK_DRIVER: Final = Ask("ask_driver")
CHANGE: Final = Ask("change", "same_stop")
CHANGE_STOP: Final = Ask("change", "other_bay")
CHANGE_ACROSS: Final = Ask("change", "across_the_road")


def crossing_ask(kind: CrossingKind, traffic: Traffic) -> Ask:
    """Return the ask of a crossing as mapped.

    Parameters
    ----------
    kind, traffic
        What is crossed, and how.

    Returns
    -------
    Ask
        One of :data:`ASKS`.
    """
    return Ask("cross", kind.name.lower(), traffic.name.lower())


def road_ask(road: RoadClass) -> Ask:
    """Return the ask of walking in a carriageway.

    Parameters
    ----------
    road
        Its class.

    Returns
    -------
    Ask
        One of :data:`ASKS`.
    """
    return Ask("walk_on_road", road.name.lower())


def ride_ask(level: int) -> Ask:
    """Return the ask of a ride of some length.

    Parameters
    ----------
    level
        How hard it is, 1 to 3.

    Returns
    -------
    Ask
        One of :data:`ASKS`.
    """
    return Ask("ride_alone", level=level)


ASKS: Final = (
    *(crossing_ask(kind, traffic) for kind in CROSSINGS for traffic in Traffic),
    *(road_ask(road) for road in RoadClass),
    *(ride_ask(level) for level in RIDE_LEVELS),
    BUS,
    UNLIT,
    AFTER_DARK,
    READ_NUMBER,
    UNANNOUNCED,
    ASK_DRIVER,
    CHANGE,
    CHANGE_STOP,
    CHANGE_ACROSS,
)
"""Everything that can be asked, in the order of the bits."""

_BITS: Final = {ask: 1 << place for place, ask in enumerate(ASKS)}


def bit(ask: Ask) -> int:
    """Return the bit of an ask.

    Parameters
    ----------
    ask
        One of :data:`ASKS`.

    Returns
    -------
    int
        A power of two.
    """
    return _BITS[ask]


@cache
def asks_in(bits: int) -> tuple[Ask, ...]:
    """Return the asks that a number stands for.

    Parameters
    ----------
    bits
        Bits of asks.

    Returns
    -------
    tuple of Ask
        In the order of :data:`ASKS`.
    """
    return tuple(ask for ask in ASKS if bits & _BITS[ask])


_NOBODY: Final = Profile(
    name="nobody",
    label="Can do nothing that is a skill",
    speed_m_s=1.0,
    longest_walk_m=0,
    longest_change_walk_m=0,
    crossings={},
    walks_unlit=False,
    most_changes=0,
    at_stop_early_s=0,
    change_margin_s=0,
    arrive_early_s=0,
    riding=Riding(buses=False),
)
"""Whoever needs every pavement, every light and every crossing: what bars them is what is asked."""


def edge_asks(
    network: WalkNetwork, stance: Stance, rules: Rules, parameters: Parameters
) -> NDArray[np.int64]:
    """Return what each edge asks of skills.

    It is what the search itself bars for somebody who can do none of it, so that what is asked and
    what is barred never differ.

    Parameters
    ----------
    network
        Walk network.
    stance
        How unknown facts are read.
    rules, parameters
        As the search has them.

    Returns
    -------
    ndarray
        ``(n_edges,) int64`` bits of asks.
    """
    barred = edge_barriers(network, _NOBODY, stance, rules, parameters)
    crossing = np.zeros((len(CrossingKind), len(Traffic)), np.int64)
    for kind in CROSSINGS:
        for traffic in Traffic:
            crossing[kind, traffic] = bit(crossing_ask(kind, traffic))
    road = np.array([bit(road_ask(each)) for each in RoadClass], np.int64)
    asked = np.where(
        barred & Barrier.CROSSING, crossing[network.edge_crossing, network.edge_traffic], 0
    )
    asked |= np.where(barred & Barrier.PAVEMENT, road[network.edge_road], 0)
    asked |= np.where(barred & Barrier.UNLIT, bit(UNLIT), 0)
    asked.setflags(write=False)
    return asked
