"""What every arc of the walk network costs one profile in one stance."""

import numpy as np
from numpy.typing import NDArray

from transit.errors import InputError
from transit.kernels.arrays import IMPASSABLE, ArcCosts, frozen
from transit.model.fact import Stance, State
from transit.model.parameters import Parameters
from transit.model.profile import Profile
from transit.model.streets import CrossingKind, EdgeKind, Traffic
from transit.network.walk import WalkNetwork
from transit.read.rules import Rules
from transit.route.barriers import edge_barriers

MS = 1000
"""Milliseconds a second, millimetres a metre, thousandths of a weight."""

_HELPED = (CrossingKind.SIGNALS, CrossingKind.ZEBRA)
"""Crossings at which the traffic is made to stop: no burden beyond the walk and the wait."""

_LIT = (CrossingKind.SIGNALS, CrossingKind.SIGNALS_AT_JUNCTION)
"""Crossings at which one waits for the lights, as mapped and in either stance."""


def arc_costs(
    network: WalkNetwork,
    profile: Profile,
    stance: Stance,
    rules: Rules,
    parameters: Parameters,
    avoid: frozenset[int] = frozenset(),
) -> ArcCosts:
    """Return what each arc costs.

    What the hopeful stance asks is nowhere more than what the cautious one asks.

    Parameters
    ----------
    network
        Walk network.
    profile
        Who walks.
    stance
        How unknown facts are read.
    rules
        How each stance reads a kind of crossing.
    parameters
        ``signal_wait_s``, ``lift_wait_s`` and ``shared_surface_roads``.
    avoid
        Edges not to use.

    Returns
    -------
    ArcCosts
        By arc of ``network.arcs``.
    """
    barriers = edge_barriers(network, profile, stance, rules, parameters)
    costs = with_barriers(
        open_costs(network, profile, stance, rules, parameters), network, barriers
    )
    return without_edges(costs, paired_arcs(network), avoid) if avoid else costs


def open_costs(
    network: WalkNetwork, profile: Profile, stance: Stance, rules: Rules, parameters: Parameters
) -> ArcCosts:
    """Return what each arc would cost if nothing stood in the way.

    Parameters
    ----------
    network, profile, stance, rules, parameters
        As in :func:`arc_costs`.

    Returns
    -------
    ArcCosts
        By arc of ``network.arcs``, none IMPASSABLE.
    """
    weights = profile.weights
    length = network.edge_length_mm
    walk_ms = np.ceil(length / profile.speed_m_s)
    wait_ms, extra_ms = _waits_and_crossings(network, profile, stance, rules, parameters)
    time = (walk_ms + wait_ms).astype(np.int32)
    level = walk_ms * weights.walk
    fixed = wait_ms * weights.wait_no_seat + extra_ms
    edge = network.arcs.arc_edge
    burden = _whole_ms(level + fixed)[edge]
    incline = network.edge_incline_pct
    is_sloping = ~(np.isnan(incline) | (incline == 0))
    if weights.upward_slope and is_sloping.any():
        arcs = np.nonzero(is_sloping[edge])[0]
        own = edge[arcs]
        up = np.where(network.arcs.arc_forward[arcs], incline[own], -incline[own])
        steeper = 1 + weights.upward_slope * np.maximum(up.astype(np.float64), 0)
        burden[arcs] = _whole_ms(level[own] * steeper + fixed[own])
    state = network.corner_seat & 3
    seat = state == State.YES if stance is Stance.CAUTIOUS else state != State.NO
    return ArcCosts(frozen(burden), frozen(time[edge]), frozen(length[edge]), frozen(seat))


def _whole_ms(burden: NDArray[np.float64]) -> NDArray[np.int32]:
    """Round up; refuse what would wrap round to a burden below nothing."""
    if burden.size and burden.max() > np.iinfo(np.int32).max:
        raise InputError("the profile's weights make one street cost too much; lower them")
    return np.ceil(burden).astype(np.int32)


def with_barriers(costs: ArcCosts, network: WalkNetwork, barriers: NDArray[np.uint16]) -> ArcCosts:
    """Return the costs with every edge closed that has a barrier.

    Parameters
    ----------
    costs
        What arcs cost.
    network
        Walk network.
    barriers
        ``(n_edges,) uint16``, 0 where an edge can be used.

    Returns
    -------
    ArcCosts
        By arc of ``network.arcs``.
    """
    blocked = (barriers != 0)[network.arcs.arc_edge]
    return costs._replace(
        burden_ms=frozen(np.where(blocked, np.int32(IMPASSABLE), costs.burden_ms))
    )


def _waits_and_crossings(
    network: WalkNetwork, profile: Profile, stance: Stance, rules: Rules, parameters: Parameters
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return by edge the milliseconds waited at lights and lifts, and what crossing alone costs."""
    crossing = network.edge_kind == EdgeKind.CROSSING
    waits = np.zeros(len(CrossingKind))
    waits[list(_LIT)] = parameters.number("signal_wait_s") * MS
    price = np.zeros((len(CrossingKind), len(Traffic)))
    for kind in CrossingKind:
        if rules.crossings.read_as(kind, stance) not in _HELPED:
            for traffic in Traffic:
                price[kind, traffic] = profile.weights.crossing_s.get(traffic, 0) * MS
    wait_ms = np.where(crossing, waits[network.edge_crossing], 0.0)
    # A lift between floors has no length of its own; a corridor has.
    lift = (network.edge_kind == EdgeKind.INDOOR) & (network.edge_length_mm == 0)
    wait_ms[lift] = parameters.number("lift_wait_s") * MS
    extra_ms = np.where(crossing, price[network.edge_crossing, network.edge_traffic], 0.0)
    return wait_ms, extra_ms


def without_edges(
    costs: ArcCosts, arcs_of_edge: NDArray[np.int32], edges: frozenset[int]
) -> ArcCosts:
    """Return the costs with some edges closed.

    Parameters
    ----------
    costs
        What arcs cost.
    arcs_of_edge
        ``(n_edges, 2) int32`` the arcs of each edge.
    edges
        Edges to close.

    Returns
    -------
    ArcCosts
        The same where no edge is given.
    """
    if not edges:
        return costs
    burden = costs.burden_ms.copy()
    burden[arcs_of_edge[sorted(edges)]] = IMPASSABLE
    return costs._replace(burden_ms=frozen(burden))


def by_time(costs: ArcCosts) -> ArcCosts:
    """Return the costs with nothing but its time counting for an arc.

    Parameters
    ----------
    costs
        What arcs cost.

    Returns
    -------
    ArcCosts
        What cannot be walked still cannot.
    """
    passable = costs.burden_ms != IMPASSABLE
    return costs._replace(burden_ms=frozen(np.where(passable, costs.time_ms, IMPASSABLE)))


def with_arcs_of(costs: ArcCosts, other: ArcCosts, arcs: NDArray[np.int32]) -> ArcCosts:
    """Return the costs with some arcs costing what they do elsewhere.

    Parameters
    ----------
    costs
        What arcs cost.
    other
        What the chosen ones cost instead; only perceived time may differ.
    arcs
        The arcs.

    Returns
    -------
    ArcCosts
        The same where no arc is given.
    """
    if not arcs.size:
        return costs
    burden = costs.burden_ms.copy()
    burden[arcs] = other.burden_ms[arcs]
    return costs._replace(burden_ms=frozen(burden))


def paired_arcs(network: WalkNetwork) -> NDArray[np.int32]:
    """Return the two arcs of each edge.

    Parameters
    ----------
    network
        Walk network.

    Returns
    -------
    ndarray
        ``(n_edges, 2) int32``: from u to v, and from v to u.
    """
    made = np.empty((network.edge_u.size, 2), np.int32)
    made[network.arcs.arc_edge, np.where(network.arcs.arc_forward, 0, 1)] = np.arange(
        network.arcs.arc_edge.size, dtype=np.int32
    )
    return made


def turned_costs(
    costs: ArcCosts, network: WalkNetwork, arcs_of_edge: NDArray[np.int32]
) -> ArcCosts:
    """Return the costs of walking each arc the other way, for a search from where walks end.

    Parameters
    ----------
    costs
        What arcs cost.
    network
        Walk network.
    arcs_of_edge
        From :func:`paired_arcs`.

    Returns
    -------
    ArcCosts
        By arc: what its twin costs.
    """
    arcs = network.arcs
    twin = arcs_of_edge[arcs.arc_edge, np.where(arcs.arc_forward, 1, 0)]
    return ArcCosts(
        frozen(costs.burden_ms[twin]),
        frozen(costs.time_ms[twin]),
        frozen(costs.length_mm[twin]),
        costs.seat,
    )
