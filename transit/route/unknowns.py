"""What nobody has recorded: the facts that a journey rests on, as a list to take outside."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from transit.model.fact import Fact, Stance, State
from transit.model.profile import Profile
from transit.model.streets import CrossingKind, EdgeKind
from transit.read.rules import Rules
from transit.route.journey import Call, Leg, RideLeg, Step, StepKind, Stretch, Unknown, WalkLeg

_OPEN_KINDS: Final = frozenset(
    {CrossingKind.SIGNALS_AT_JUNCTION, CrossingKind.MARKED, CrossingKind.UNKNOWN_KIND}
)
"""Kinds of crossing that a tag leaves open."""


def unknowns_of(
    legs: Sequence[Leg], profile: Profile, stance: Stance, rules: Rules
) -> tuple[Unknown, ...]:
    """Return the facts of a journey that nobody has recorded, each place once.

    Parameters
    ----------
    legs
        The journey's legs.
    profile
        How the person travels: it tells which facts decide.
    stance
        The search that found the journey: nothing decides on one that the cautious search finds.
    rules
        How each stance reads what a crossing's tags leave open.

    Returns
    -------
    tuple of Unknown
        Those that decide first, then in the order in which they are met.
    """
    alike: dict[tuple[object, ...], list[Unknown]] = {}
    for leg_index, leg in enumerate(legs):
        found = (
            _of_walk(leg, leg_index, profile, rules)
            if isinstance(leg, WalkLeg)
            else _of_ride(leg, leg_index, profile)
        )
        for unknown in found:
            alike.setdefault(_key(unknown), []).append(unknown)
    merged = [_merged(group, stance) for group in alike.values()]
    return tuple(sorted(merged, key=lambda unknown: not unknown.decides))


def _key(unknown: Unknown) -> tuple[object, ...]:
    """Alike facts of one street, crossing, stop or bus are looked at in one go."""
    if unknown.stop_id is not None or unknown.trip_id is not None:
        return unknown.fact, unknown.stop_id, unknown.trip_id
    if unknown.length_m == 0:
        return unknown.fact, unknown.edges
    return unknown.fact, unknown.place or unknown.osm_ways


def _merged(group: Sequence[Unknown], stance: Stance) -> Unknown:
    """Alike facts as one; on what the cautious search finds, none decides."""
    return replace(
        group[0],
        decides=stance is Stance.HOPEFUL and any(each.decides for each in group),
        length_m=sum(each.length_m for each in group),
        edges=tuple(dict.fromkeys(edge for each in group for edge in each.edges)),
        osm_ways=tuple(dict.fromkeys(way for each in group for way in each.osm_ways)),
    )


def _of_walk(leg: WalkLeg, index: int, profile: Profile, rules: Rules) -> Iterator[Unknown]:
    for step in leg.steps:
        if step.kind is StepKind.CROSS:
            yield from _of_crossing(step, index, profile, rules)
        elif step.kind is StepKind.STEPS:
            yield from _of_flight(step, index, profile)
        else:
            for stretch in step.stretches:
                if stretch.edge >= 0:
                    yield from _of_stretch(stretch, step, index, profile)


def _of_stretch(stretch: Stretch, step: Step, leg: int, profile: Profile) -> Iterator[Unknown]:
    beside_road = stretch.kind in (EdgeKind.PAVEMENT, EdgeKind.ROADWAY)
    facts = (
        ("pavement", stretch.pavement, beside_road, profile.needs_pavement, "walk_on_road"),
        ("access", stretch.access, True, True, "access"),
        ("surface", stretch.surface, True, profile.needs_firm_surface, "surface"),
        ("slope", _known(stretch.incline_pct), True, profile.steepest_pct is not None, "slope"),
        ("width", _known(stretch.width_mm), True, profile.narrowest_mm is not None, "width"),
        ("lit", stretch.lit, True, False, "unlit"),
    )
    for name, fact, applies, decides, kind in facts:
        if applies and fact.state is State.UNKNOWN:
            yield Unknown(
                fact=name,
                leg=leg,
                lat=stretch.lat,
                lon=stretch.lon,
                place=step.street,
                decides=decides,
                matters_for=kind,
                length_m=max(1, round(stretch.length_mm / 1000)),
                edges=(stretch.edge,),
                osm_ways=(stretch.osm_way,) if stretch.osm_way else (),
            )


def _of_crossing(step: Step, leg: int, profile: Profile, rules: Rules) -> Iterator[Unknown]:
    crossing = step.crossing
    if crossing is None:
        return
    read_as = rules.crossings.read_as(crossing.kind, Stance.CAUTIOUS)
    allowed = profile.crossings.get(read_as)
    refused = allowed is None or allowed < crossing.traffic
    signals = crossing.kind in (CrossingKind.SIGNALS, CrossingKind.SIGNALS_AT_JUNCTION)
    kind_fact = Fact() if crossing.kind in _OPEN_KINDS else Fact(State.YES)
    facts = (
        ("crossing_kind", kind_fact, True, refused, "cross"),
        ("kerb", crossing.kerb, True, profile.needs_dropped_kerbs, "kerb"),
        ("tactile", crossing.tactile, True, False, "cross"),
        ("sound", crossing.sound, signals, False, "cross"),
        ("speed", _known(crossing.speed_mph), True, False, "cross"),
    )
    for name, fact, applies, decides, kind in facts:
        if applies and fact.state is State.UNKNOWN:
            yield _at_step(step, name, leg, decides=decides, matters_for=kind)


def _of_flight(step: Step, leg: int, profile: Profile) -> Iterator[Unknown]:
    flight = step.flight
    if flight is None:
        return
    facts = (
        ("step_count", _known(flight.count), profile.most_steps is not None),
        ("handrail", flight.handrail, False),
        ("ramp", flight.ramp, False),
    )
    for name, fact, decides in facts:
        if fact.state is State.UNKNOWN:
            yield _at_step(step, name, leg, decides=decides, matters_for="steps")


def _at_step(step: Step, fact: str, leg: int, *, decides: bool, matters_for: str) -> Unknown:
    walked = [stretch for stretch in step.stretches if stretch.edge >= 0]
    return Unknown(
        fact=fact,
        leg=leg,
        lat=step.lat,
        lon=step.lon,
        place=step.street,
        decides=decides,
        matters_for=matters_for,
        edges=tuple(stretch.edge for stretch in walked),
        osm_ways=tuple(dict.fromkeys(stretch.osm_way for stretch in walked if stretch.osm_way)),
    )


def _of_ride(leg: RideLeg, index: int, profile: Profile) -> Iterator[Unknown]:
    yield from _of_stop(leg.board, index, profile, waited=True)
    yield from _of_stop(leg.alight, index, profile, waited=False)
    for name, fact, decides, kind in (
        ("wheelchair_space", leg.wheelchair, profile.chair, "ride_alone"),
        ("announced", leg.announced, False, "get_off_unannounced"),
    ):
        if fact.state is State.UNKNOWN:
            yield Unknown(
                fact=name,
                leg=index,
                lat=leg.board.lat,
                lon=leg.board.lon,
                place=leg.route,
                decides=decides,
                matters_for=kind,
                trip_id=leg.trip_id,
            )


def _of_stop(call: Call, leg: int, profile: Profile, *, waited: bool) -> Iterator[Unknown]:
    for name, fact, applies, decides in (
        ("step_free", call.step_free, True, profile.chair),
        ("shelter", call.shelter, waited, False),
        ("seat", call.seat, waited, False),
    ):
        if applies and fact.state is State.UNKNOWN:
            yield Unknown(
                fact=name,
                leg=leg,
                lat=call.lat,
                lon=call.lon,
                place=call.name,
                decides=decides,
                matters_for="step_free" if name == "step_free" else "wait",
                stop_id=call.stop_id,
            )


def _known(value: float | None) -> Fact:
    return Fact() if value is None else Fact(State.YES)
