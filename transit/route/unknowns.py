"""What nobody has recorded: the facts that a journey rests on, as a list to take outside."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from typing import Final

from transit.model.fact import Fact, Stance, State
from transit.model.profile import Profile
from transit.model.streets import CrossingKind, EdgeKind, RoadClass
from transit.read.rules import Rules
from transit.route.journey import Call, Leg, RideLeg, Step, StepKind, Stretch, Unknown, WalkLeg

_GROUND: Final = (EdgeKind.PAVEMENT, EdgeKind.PATH, EdgeKind.ROADWAY, EdgeKind.PLATFORM)
"""Where slope and ground can stop somebody; crossings and steps have limits of their own."""

_ON_FOOT: Final = (EdgeKind.PAVEMENT, EdgeKind.PATH)
"""Where a width that nobody recorded can."""

_OUTDOORS: Final = (*_GROUND, EdgeKind.STEPS, EdgeKind.CROSSING)
"""Where a light that nobody recorded can."""

_OPEN_KINDS: Final = frozenset(
    {CrossingKind.SIGNALS_AT_JUNCTION, CrossingKind.MARKED, CrossingKind.UNKNOWN_KIND}
)
"""Kinds of crossing that a tag leaves open."""


def unknowns_of(
    legs: Sequence[Leg],
    profile: Profile,
    stance: Stance,
    rules: Rules,
    shared_roads: Collection[RoadClass] = (),
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
    shared_roads
        Roads walked on without a pavement.

    Returns
    -------
    tuple of Unknown
        Those that decide first, then in the order in which they are met.
    """
    alike: dict[tuple[object, ...], list[Unknown]] = {}
    for leg_index, leg in enumerate(legs):
        found = (
            _of_walk(leg, leg_index, profile, rules, shared_roads)
            if isinstance(leg, WalkLeg)
            else _of_ride(leg, leg_index, profile)
        )
        for unknown in found:
            alike.setdefault((unknown.decides, *_key(unknown)), []).append(unknown)
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
        decides=stance is Stance.HOPEFUL and group[0].decides,
        length_m=sum(each.length_m for each in group),
        edges=tuple(dict.fromkeys(edge for each in group for edge in each.edges)),
        osm_ways=tuple(dict.fromkeys(way for each in group for way in each.osm_ways)),
    )


def _of_walk(
    leg: WalkLeg, index: int, profile: Profile, rules: Rules, shared: Collection[RoadClass]
) -> Iterator[Unknown]:
    for step in leg.steps:
        if step.kind is StepKind.CROSS:
            yield from _of_crossing(step, index, profile, rules)
        elif step.kind is StepKind.STEPS:
            yield from _of_flight(step, index, profile)
        for stretch in step.stretches:
            if stretch.edge >= 0:
                yield from _of_stretch(stretch, step, index, profile, shared)
    if profile.rest_every_m is not None:
        yield from _of_rest(leg, index, profile.rest_every_m)


def _of_stretch(
    stretch: Stretch, step: Step, leg: int, profile: Profile, shared: Collection[RoadClass]
) -> Iterator[Unknown]:
    kind = stretch.kind
    ground, on_foot = kind in _GROUND, kind in _ON_FOOT
    beside_road = kind in (EdgeKind.PAVEMENT, EdgeKind.ROADWAY)
    on_road = profile.needs_pavement and stretch.road not in (*shared, *profile.walks_on)
    in_dark = not profile.walks_unlit and kind in _OUTDOORS
    done = kind in (EdgeKind.CROSSING, EdgeKind.STEPS)
    facts = (
        ("pavement", stretch.pavement, beside_road, on_road, "walk_on_road"),
        ("access", stretch.access, True, True, "access"),
        ("surface", stretch.surface, not done, ground and profile.needs_firm_surface, "surface"),
        (
            "slope",
            _known(stretch.incline_pct),
            not done,
            ground and profile.steepest_pct is not None,
            "slope",
        ),
        (
            "width",
            _known(stretch.width_mm),
            not done,
            on_foot and profile.narrowest_mm is not None,
            "width",
        ),
        ("lit", stretch.lit, in_dark or not done, in_dark, "unlit"),
    )
    for name, fact, applies, decides, matters_for in facts:
        if applies and fact.state is State.UNKNOWN:
            yield Unknown(
                fact=name,
                leg=leg,
                lat=stretch.lat,
                lon=stretch.lon,
                place=step.street,
                decides=decides,
                matters_for=matters_for,
                length_m=max(1, round(stretch.length_mm / 1000)),
                edges=(stretch.edge,),
                osm_ways=(stretch.osm_way,) if stretch.osm_way else (),
            )


def _of_rest(leg: WalkLeg, index: int, rest_every_m: int) -> Iterator[Unknown]:
    """Where one walks farther than one can without a seat that somebody has recorded."""
    for run in _runs_without_seat(leg):
        length_mm = sum(stretch.length_mm for _, stretch in run)
        walked = [stretch for _, stretch in run if stretch.edge >= 0]
        if length_mm > rest_every_m * 1000 and walked:
            step, middle = max(run, key=lambda item: item[1].length_mm)
            yield Unknown(
                fact="rest",
                leg=index,
                lat=middle.lat,
                lon=middle.lon,
                place=step.street or leg.end.name,
                decides=True,
                matters_for="longest_without_seat",
                length_m=-(-length_mm // 1000),
                edges=tuple(stretch.edge for stretch in walked),
                osm_ways=tuple(
                    dict.fromkeys(stretch.osm_way for stretch in walked if stretch.osm_way)
                ),
            )


def _runs_without_seat(leg: WalkLeg) -> list[list[tuple[Step, Stretch]]]:
    """What is walked from one known seat to the next; one sits before and after the walk."""
    runs: list[list[tuple[Step, Stretch]]] = [[]]
    for step in leg.steps:
        for stretch in step.stretches:
            runs[-1].append((step, stretch))
            if stretch.seat.state is State.YES:
                runs.append([])
    return runs


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
    counts = profile.most_steps is not None and flight.ramp.state is not State.YES
    facts = (
        ("step_count", _known(flight.count), counts),
        ("handrail", flight.handrail, False),
        ("ramp", flight.ramp, False),
    )
    for name, fact, decides in facts:
        if fact.state is State.UNKNOWN:
            yield _at_step(step, name, leg, decides=decides, matters_for="steps")


def _at_step(step: Step, fact: str, leg: int, *, decides: bool, matters_for: str) -> Unknown:
    # Not the few paces that belong to the step: they are asked about by themselves.
    walked = [stretch for stretch in step.stretches if stretch.kind is step.way]
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
        (
            "announced",
            leg.announced,
            not profile.riding.gets_off_unannounced,
            "get_off_unannounced",
        ),
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
