"""What stands in a person's way, edge by edge: one bit a limit, so that each can be set aside."""

from enum import IntFlag

import numpy as np
from numpy.typing import NDArray

from transit.model.fact import Stance, State
from transit.model.parameters import Parameters
from transit.model.profile import Profile
from transit.model.streets import CrossingKind, EdgeKind, RoadClass, Traffic
from transit.network.walk import WalkNetwork
from transit.read.rules import Rules


class Barrier(IntFlag):
    """Limits of a profile that an edge may break."""

    ACCESS = 1  # the public may not walk here
    STEPS = 2
    SLOPE = 4
    KERB = 8
    WIDTH = 16
    SURFACE = 32
    PAVEMENT = 64
    CROSSING = 128  # too much traffic for the kind of crossing
    UNLIT = 256


_GROUND = (EdgeKind.PAVEMENT, EdgeKind.PATH, EdgeKind.ROADWAY, EdgeKind.PLATFORM)
"""Where slope and surface matter; steps and crossings have limits of their own."""

_OUTDOORS = (*_GROUND, EdgeKind.STEPS, EdgeKind.CROSSING)
"""Where a light that nobody recorded may be missing."""


def edge_barriers(
    network: WalkNetwork, profile: Profile, stance: Stance, rules: Rules, parameters: Parameters
) -> NDArray[np.uint16]:
    """Return which limits of a profile each edge breaks.

    Parameters
    ----------
    network
        Walk network.
    profile
        Whose limits.
    stance
        How unknown facts are read.
    rules
        How each stance reads a kind of crossing.
    parameters
        ``shared_surface_roads`` names where people walk without a pavement.

    Returns
    -------
    ndarray
        ``(n_edges,) uint16`` of :class:`Barrier`.
    """
    kind = network.edge_kind
    made = np.zeros(kind.size, np.uint16)

    def bar(barrier: Barrier, where: NDArray[np.bool_]) -> None:
        made[where] |= np.uint16(barrier)

    walked = kind != EdgeKind.JOIN
    bar(Barrier.ACCESS, walked & refused(network.fact_access, stance))
    if profile.most_steps is not None:
        bar(Barrier.STEPS, _too_many_steps(network, profile.most_steps, stance))
    ground = np.isin(kind, _GROUND)
    if profile.steepest_pct is not None:
        bar(Barrier.SLOPE, ground & _too_steep(network, profile.steepest_pct, stance))
    if profile.needs_firm_surface:
        bar(Barrier.SURFACE, ground & refused(network.fact_surface, stance))
    if profile.narrowest_mm is not None:
        width = network.edge_width_mm
        known = width >= 0
        narrow = known & (width < profile.narrowest_mm)
        unsure = ~known if stance is Stance.CAUTIOUS else np.zeros_like(known)
        on_foot = (kind == EdgeKind.PAVEMENT) | (kind == EdgeKind.PATH)
        bar(Barrier.WIDTH, (walked & narrow) | (on_foot & unsure))
    if profile.needs_pavement:
        beside = (kind == EdgeKind.PAVEMENT) | (kind == EdgeKind.ROADWAY)
        roads = [*_shared_roads(parameters), *map(int, profile.walks_on)]
        beside &= ~np.isin(network.edge_road, roads)
        bar(Barrier.PAVEMENT, beside & refused(network.fact_pavement, stance))
    if not profile.walks_unlit:
        bar(Barrier.UNLIT, walked & _unlit(network, stance))
    crossing = kind == EdgeKind.CROSSING
    if profile.needs_dropped_kerbs:
        bar(Barrier.KERB, crossing & refused(network.fact_kerb, stance))
    most = most_traffic(profile, stance, rules)[network.edge_crossing]
    bar(Barrier.CROSSING, crossing & (network.edge_traffic.astype(np.int8) > most))
    return made


def refused(facts: NDArray[np.uint8], stance: Stance) -> NDArray[np.bool_]:
    """Return where a stance does not take a fact for yes.

    Parameters
    ----------
    facts
        Facts, one byte each.
    stance
        How unknown is read.

    Returns
    -------
    ndarray
        True for no, and for unknown when cautious.
    """
    state = facts & 3
    return np.asarray(state != State.YES if stance is Stance.CAUTIOUS else state == State.NO)


def most_traffic(profile: Profile, stance: Stance, rules: Rules) -> NDArray[np.int8]:
    """Return the busiest traffic crossed at each kind of crossing as mapped.

    Parameters
    ----------
    profile
        Who crosses.
    stance
        How a kind that is not known is read.
    rules
        What each stance reads it as.

    Returns
    -------
    ndarray
        ``(n_kinds,) int8`` Traffic by CrossingKind, -1 where the kind is not used at all.
    """
    made = np.full(len(CrossingKind), -1, np.int8)
    for kind in CrossingKind:
        # Who is hopeful may also be right in being cautious: hope never takes a crossing away.
        stances = (stance, Stance.CAUTIOUS)
        readings = {rules.crossings.read_as(kind, one) for one in stances}
        made[kind] = max(int(profile.crossings.get(read, -1)) for read in readings)
    made[CrossingKind.NOT_A_CROSSING] = int(max(Traffic))
    return made


def _too_many_steps(network: WalkNetwork, most: int, stance: Stance) -> NDArray[np.bool_]:
    # Steps have at least one step each: for somebody who can climb none, an unknown number is no
    # hope. A ramp beside them helps only where one is known to be.
    flight = network.edge_kind == EdgeKind.STEPS
    no_ramp = (network.fact_ramp & 3) != State.YES
    count = network.edge_steps
    unsure = most == 0 or stance is Stance.CAUTIOUS
    over = np.where(count < 0, unsure, count > most)
    return np.asarray((flight & no_ramp & over) | (~flight & (count > most)))


def _too_steep(network: WalkNetwork, steepest: float, stance: Stance) -> NDArray[np.bool_]:
    incline = np.abs(network.edge_incline_pct)
    unknown = np.isnan(incline)
    over = ~unknown & (incline > steepest)
    return np.asarray(over | unknown if stance is Stance.CAUTIOUS else over)


def _unlit(network: WalkNetwork, stance: Stance) -> NDArray[np.bool_]:
    # Whoever says that a corridor is dark is believed; that nobody recorded its lamps is no sign.
    outdoors = np.isin(network.edge_kind, _OUTDOORS)
    return np.where(
        outdoors, refused(network.fact_lit, stance), refused(network.fact_lit, Stance.HOPEFUL)
    )


def _shared_roads(parameters: Parameters) -> list[int]:
    value = parameters["shared_surface_roads"].value
    names = value if isinstance(value, list) else [value]
    return [int(RoadClass[str(name)]) for name in names]
