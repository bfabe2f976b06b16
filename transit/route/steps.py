"""A walk's pieces as steps: one thing to do at a time, with clock times that add up exactly."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import accumulate

import numpy as np

from transit.model.fact import Fact, Source, State, decode
from transit.model.ids import NONE
from transit.model.streets import CrossingKind, EdgeKind, RoadClass, Traffic
from transit.network.walk import WalkNetwork
from transit.route.geometry import (
    Line,
    compass,
    first_heading_deg,
    heading_deg,
    last_heading_deg,
    point_at,
)
from transit.route.grouping import (
    StepRules,
    grouped,
    is_gate,
    line_of_group,
    main_piece,
    side_of,
    street_of,
    told_line,
)
from transit.route.journey import (
    Crossing,
    Flight,
    Point,
    Step,
    StepKind,
    Stretch,
)
from transit.route.pieces import Piece
from transit.route.turns import turn_between


def steps_of(
    network: WalkNetwork, pieces: Sequence[Piece], depart_s: int, time_s: int, rules: StepRules
) -> tuple[Step, ...]:
    """Return what to do on a walk.

    Parameters
    ----------
    network
        Walk network.
    pieces
        The walk's pieces.
    depart_s
        When the walk starts, seconds of the service date.
    time_s
        How long it takes, seconds.
    rules
        What makes a step.

    Returns
    -------
    tuple of Step
        Their durations sum exactly to ``time_s``.
    """
    groups = grouped(network, pieces, rules)
    if not groups:
        return ()
    ends_s = _shared_out(time_s, [sum(piece.length_mm for piece in group) for group in groups])
    made = []
    before: Line | None = None
    started_s = 0
    for index, (group, end_s) in enumerate(zip(groups, ends_s, strict=True)):
        step = _step(network, group, is_last=index == len(groups) - 1 and index > 0)
        line = told_line(network, group)
        after_deg = first_heading_deg(line, rules.turns.sight_m)
        turn = None
        if before is not None:
            before_deg = last_heading_deg(before, rules.turns.sight_m)
            turn = turn_between(before_deg, after_deg, rules.turns)
        made.append(
            replace(
                step,
                depart_s=depart_s + started_s,
                duration_s=end_s - started_s,
                turn=turn,
                heading_deg=after_deg,
            )
        )
        before, started_s = line, end_s
    return _numbered_parts(made, rules)


def whole_metres(steps: Sequence[Step], length_m: int) -> tuple[Step, ...]:
    """Share a walk's metres out among its steps, so that they sum exactly.

    Parameters
    ----------
    steps
        Steps whose stretches say how long they are.
    length_m
        The walk's length, metres.

    Returns
    -------
    tuple of Step
        With ``length_m`` set.
    """
    weights = [sum(stretch.length_mm for stretch in step.stretches) for step in steps]
    ends = [0, *_shared_out(length_m, weights)]
    return tuple(
        replace(step, length_m=end - start)
        for step, start, end in zip(steps, ends[:-1], ends[1:], strict=True)
    )


def _shared_out(total: int, weights: Sequence[int]) -> list[int]:
    """Where each share of a whole ends; the last is the whole, whatever was rounded before."""
    ends = list(accumulate(weights))
    whole = ends[-1] if ends else 0
    if whole == 0:
        return [total] * len(ends)
    return [(end * total + whole // 2) // whole for end in ends]


def _step(network: WalkNetwork, group: Sequence[Piece], *, is_last: bool) -> Step:
    main = main_piece(network, group)
    line = line_of_group(group)
    stretches = tuple(_stretch(network, piece) for piece in group)
    base = Step(
        kind=StepKind.WALK,
        depart_s=0,
        duration_s=0,
        length_m=0,
        lat=float(line[0, 0]),
        lon=float(line[0, 1]),
        stretches=stretches,
        points=_points(line),
    )
    if main.edge == NONE:
        return replace(base, kind=StepKind.ARRIVE if is_last else StepKind.LEAVE)
    edge = main.edge
    kind = EdgeKind(network.edge_kind[edge])
    walked = [stretch for stretch in stretches if stretch.edge != NONE]
    inclines = [item.incline_pct for item in walked if item.incline_pct is not None]
    widths = [item.width_mm for item in walked if item.width_mm is not None]
    base = replace(
        base,
        street=street_of(network, edge),
        road=RoadClass(network.edge_road[edge]),
        way=kind,
        side=side_of(network, main),
        pavement=worst(item.pavement for item in walked),
        lit=worst(item.lit for item in walked),
        surface=worst(item.surface for item in walked),
        steepest_pct=max(inclines, key=abs) if inclines else None,
        narrowest_mm=min(widths) if widths else None,
        seat=stretches[-1].seat,
        gates=sum(_passes(network, piece, EdgeKind.PATH) for piece in group),
        lifts=sum(_passes(network, piece, EdgeKind.INDOOR) for piece in group),
    )
    if kind == EdgeKind.CROSSING:
        return replace(base, kind=StepKind.CROSS, crossing=_crossing(network, main))
    if kind == EdgeKind.STEPS:
        return replace(base, kind=StepKind.STEPS, flight=_flight(network, group))
    return base


def _passes(network: WalkNetwork, piece: Piece, kind: EdgeKind) -> bool:
    """Whether a piece passes a gate (PATH), a lift (INDOOR) or a stile (STEPS)."""
    return is_gate(network, piece) and bool(network.edge_kind[piece.edge] == kind)


def _points(line: Line) -> tuple[Point, ...]:
    kept: list[Point] = []
    for lat, lon in line.tolist():
        if not kept or kept[-1] != (lat, lon):
            kept.append((lat, lon))
    return tuple(kept) if len(kept) > 1 else (kept[0], kept[0])


def _stretch(network: WalkNetwork, piece: Piece) -> Stretch:
    lat, lon = point_at(piece.line, 0.5)
    edge = piece.edge
    if edge == NONE:
        return Stretch(
            edge=NONE,
            osm_way=0,
            kind=EdgeKind.PATH,
            length_mm=piece.length_mm,
            lat=lat,
            lon=lon,
        )
    way, width = int(network.edge_way[edge]), int(network.edge_width_mm[edge])
    incline = float(network.edge_incline_pct[edge])
    known = not np.isnan(incline)
    return Stretch(
        edge=edge,
        osm_way=int(network.way_osm_id[way]) if way != NONE else 0,
        kind=EdgeKind(network.edge_kind[edge]),
        road=RoadClass(network.edge_road[edge]),
        length_mm=piece.length_mm,
        lat=lat,
        lon=lon,
        pavement=decode(int(network.fact_pavement[edge])),
        lit=decode(int(network.fact_lit[edge])),
        surface=decode(int(network.fact_surface[edge])),
        access=decode(int(network.fact_access[edge])),
        incline_pct=(incline if piece.forward else -incline) if known else None,
        slope_source=decode(int(network.fact_slope[edge])).source if known else Source.NONE,
        width_mm=width if width >= 0 else None,
        seat=_seat(network, piece),
    )


def _seat(network: WalkNetwork, piece: Piece) -> Fact:
    return decode(int(network.corner_seat[piece.corner])) if piece.corner != NONE else Fact()


def _crossing(network: WalkNetwork, piece: Piece) -> Crossing:
    edge = piece.edge
    line = piece.line
    over_deg = heading_deg((line[0, 0], line[0, 1]), (line[-1, 0], line[-1, 1]))
    return Crossing(
        kind=CrossingKind(network.edge_crossing[edge]),
        traffic=Traffic(network.edge_traffic[edge]),
        street=street_of(network, edge),
        road=RoadClass(network.edge_road[edge]),
        speed_mph=int(network.edge_speed_mph[edge]) or None,
        lanes=int(network.edge_lanes[edge]) or None,
        oneway=bool(network.edge_oneway[edge]),
        kerb=decode(int(network.fact_kerb[edge])),
        tactile=decode(int(network.fact_tactile[edge])),
        sound=decode(int(network.fact_sound[edge])),
        from_side=compass((over_deg + 180) % 360),
        to_side=compass(over_deg),
        at_door=piece.at_door,
    )


def _flight(network: WalkNetwork, group: Sequence[Piece]) -> Flight:
    stairs = [
        piece
        for piece in group
        if piece.edge != NONE and network.edge_kind[piece.edge] == EdgeKind.STEPS
    ]
    counts = [int(network.edge_steps[piece.edge]) for piece in stairs]
    incline = _stretch(network, main_piece(network, group)).incline_pct
    return Flight(
        count=sum(counts) if all(count >= 0 for count in counts) else None,
        up=None if not incline else incline > 0,
        ramp=worst(decode(int(network.fact_ramp[piece.edge])) for piece in stairs),
        handrail=worst(decode(int(network.fact_handrail[piece.edge])) for piece in stairs),
        stile=all(_passes(network, piece, EdgeKind.STEPS) for piece in stairs),
    )


def worst(facts: Iterable[Fact]) -> Fact:
    """Return the worst of some facts: NO before UNKNOWN before YES.

    Parameters
    ----------
    facts
        Facts of the same attribute.

    Returns
    -------
    Fact
        The worst, of two alike the one with the weaker source; unknown where there are none.
    """
    order = {State.NO: 0, State.UNKNOWN: 1, State.YES: 2}
    return min(facts, key=lambda fact: (order[fact.state], fact.source), default=Fact())


def _numbered_parts(steps: Sequence[Step], rules: StepRules) -> tuple[Step, ...]:
    """Number the carriageways of a divided road, crossed one after the other."""
    runs: list[list[int]] = []
    between_mm = 0
    for index, step in enumerate(steps):
        crossing = step.crossing
        if crossing is None:
            between_mm += sum(stretch.length_mm for stretch in step.stretches)
            continue
        # What was walked to the crossing, or on from it, within its own step.
        beside_mm = sum(
            stretch.length_mm for stretch in step.stretches if stretch.kind != EdgeKind.CROSSING
        )
        last = steps[runs[-1][-1]].crossing if runs else None
        divided = (
            last is not None
            and crossing.oneway
            and last.oneway
            and crossing.street == last.street
            and between_mm <= rules.median_walk_m * 1000
        )
        if divided:
            runs[-1].append(index)
        else:
            runs.append([index])
        between_mm = beside_mm
    made = list(steps)
    for run in runs:
        for number, index in enumerate(run, start=1):
            crossing = made[index].crossing
            if crossing is not None:
                parted = replace(crossing, part=number, parts=len(run))
                made[index] = replace(made[index], crossing=parted)
    return tuple(made)
