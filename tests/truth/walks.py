"""Turns, sides, streets and crossings of a walk."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any, Final

from tests.truth.ground import Path, change, far, foot, heading, point_along
from tests.truth.paths import Piece, is_crossing, joined, pieces_of
from tests.truth.sights import sight_faults
from tests.truth.world import Made, World
from transit.model.plan import Action, PlanStep
from transit.model.streets import CrossingKind
from transit.route.found import Walk

TURNS: Final = {
    "slight_left": (-75, -12), "left": (-150, -25), "sharp_left": (-180, -95),
    "slight_right": (12, 75), "right": (25, 150), "sharp_right": (95, 180),
}  # fmt: skip
ON_FOOT: Final = (Action.WALK, Action.CROSS, Action.STAIRS, Action.ARRIVE)


def walk_faults(world: World, made: Made, walk: Walk, steps: list[PlanStep]) -> Iterator[str]:
    """Return what the steps of a walk say that is not so."""
    if walk.from_link == -2:
        return
    network = world.area.walk
    pieces = list(pieces_of(network, walk, made.origin, made.destination))
    path = joined(pieces)
    begin = made.origin.gap_m if walk.from_link >= 0 and made.origin is not None else 0.0
    spans = _spans(steps, begin)
    crossed = [p for p in pieces if is_crossing(network, p)]
    crossings = [step for step in steps if step.action is Action.CROSS]
    if len(crossed) != len(crossings):
        yield f"{len(crossings)} crossings are told, {len(crossed)} are made"
    for step, piece in zip(crossings, crossed, strict=False):
        yield from _crossing_faults(network, step, piece)
    for step, (start, end) in spans:
        if step.action is Action.WALK:
            yield from _side_faults(network, step, pieces, start, end)
        if step.action is Action.TURN:
            yield from _turn_faults(path, step, start)
        if step.action is Action.ARRIVE and "turn" in step.facts:
            yield from _door_faults(path, step, start)
        yield from sight_faults(world, step, path, start)
    yield from _missing_turns(path, spans, [piece.start for piece in pieces])


def _spans(steps: Sequence[PlanStep], begin: float) -> list[tuple[PlanStep, tuple[float, float]]]:
    """Each step with where it is along its walk, by the metres that steps tell."""
    made, along = [], begin
    for step in steps:
        length = float(step.facts.get("length_m", 0)) if step.action in ON_FOOT else 0.0
        made.append((step, (along, along + length)))
        along += length
    return made


def _crossing_faults(network: Any, step: PlanStep, piece: Piece) -> Iterator[str]:
    kind = CrossingKind(int(network.edge_crossing[piece.edge])).name.lower()
    if step.facts.get("crossing") != kind:
        yield f"step {step.number}: told as {step.facts.get('crossing')}, it is {kind}"
    street = str(network.way_name[network.edge_way[piece.edge]])
    if step.facts.get("street", "") != street:
        yield f"step {step.number}: crosses {street!r}, told as {step.facts.get('street')!r}"
    words = " ".join(step.sentences).lower()
    wanted = {"signals": "wait for the green man", "zebra": "zebra", "refuge": "island",
              "signals_at_junction": "there may be no green man"}  # fmt: skip
    for other, word in wanted.items():
        if (word in words) != (other == kind):
            yield f"step {step.number}: {kind} is told in the words of {other}"


def _side_faults(
    network: Any, step: PlanStep, pieces: Sequence[Piece], start: float, end: float
) -> Iterator[str]:
    """The street walked along for most of a step, and on which side of its middle that is."""
    streets: dict[str, float] = defaultdict(float)
    sides: dict[str, float] = defaultdict(float)
    for piece in pieces:
        low, high = max(piece.start, start), min(piece.end, end)
        if high <= low or piece.edge < 0 or is_crossing(network, piece):
            continue
        street = str(network.way_name[network.edge_way[piece.edge]])
        streets[street] += high - low
        side = _walked_side(network, piece)
        if street == step.facts.get("street", "") and side:
            sides[side] += high - low
    street = str(step.facts.get("street", ""))
    if streets and streets[street] + 1.5 < max(streets.values()):
        yield f"step {step.number}: told along {street!r}, walked along {dict(streets)}"
    side = str(step.facts.get("side", ""))
    if side and sides and sides[side] + 1.5 < max(sides.values()):
        yield f"step {step.number}: told on the {side}, walked on {dict(sides)}"
    words = " ".join(step.sentences)
    if side:
        told = re.search(r"Keep to the (?:pavement on the )?(left|right)", words)
        if told is None or told[1] != side:
            yield f"step {step.number}: the words tell another side than {side}"


def _walked_side(network: Any, piece: Piece) -> str:
    """Side of the centre line, by where the corners lie and which way one goes."""
    segment = int(network.edge_segment[piece.edge])
    if not network.edge_side[piece.edge] or segment < 0:
        return ""
    first, last = (int(network.segment_first[segment + more]) for more in (0, 1))
    middle = [
        (float(lat), float(lon))
        for lat, lon in zip(
            network.point_lat[first:last], network.point_lon[first:last], strict=True
        )
    ]
    here = point_along(piece.line, sum(far(a, b) for a, b in pairwise(piece.line)) / 2)
    nearest = min((foot(here, a, b) for a, b in pairwise(middle)), key=lambda p: far(here, p))
    if far(here, nearest) < 0.5 or far(piece.line[0], piece.line[-1]) < 1:
        return ""
    index = min(range(len(piece.line) - 1), key=lambda i: far(
        here, foot(here, piece.line[i], piece.line[i + 1])))  # fmt: skip
    way = heading(piece.line[index], piece.line[index + 1])
    return "left" if change(way, heading(here, nearest)) > 0 else "right"


def _turn_faults(path: Path | None, step: PlanStep, along: float) -> Iterator[str]:
    told = str(step.facts["turn"])
    if path is None:
        return
    if far(path.at(along), (step.lat, step.lon)) > 8:
        yield f"step {step.number}: the turn is told elsewhere"
    seen = list(_changes(path, along))
    low, high = (-180, 180) if told == "back" else TURNS[told]
    fits = (
        (abs(each) > 120 for each in seen)
        if told == "back"
        else (low - 12 <= each <= high + 12 and each * (low + high) > 0 for each in seen)
    )
    if seen and not any(fits):
        yield f"step {step.number}: told {told}, the way changes by {[round(s) for s in seen]}"
    word = {"back": "round"}.get(told, told.split("_")[-1])
    turned = [s for s in step.sentences if re.match(r"(Turn|Bear|Go)\b", s)]
    if not any(word in each.split() or f"{word}." in each.split() for each in turned):
        yield f"step {step.number}: the words do not say {told}"


def _door_faults(path: Path | None, step: PlanStep, along: float) -> Iterator[str]:
    """On which side of the way the door is, as far as one can tell."""
    if path is None:
        return
    told = str(step.facts["turn"]).split("_")[-1]
    seen = [each for each in _changes(path, along) if abs(each) < 165]
    if told in ("left", "right") and seen:
        if not any((each > 10) if told == "right" else (each < -10) for each in seen):
            yield f"step {step.number}: the door is told on the {told}: {seen}"
        if f"on the {told}." not in " ".join(step.sentences):
            yield f"step {step.number}: the words do not tell the door on the {told}"


def _changes(path: Path, along: float) -> Iterator[float]:
    """By how much the way changes at a place or a few paces before, seen from near and far."""
    for shift in (-16.0, -8.0, -4.0, 0.0, 4.0):
        for sight in (5.0, 8.0, 12.0):
            for gap in (0.0, 4.0):
                here = along + shift
                before = path.heading(here - sight - gap, here - gap)
                after = path.heading(here + gap, here + sight + gap)
                if before is not None and after is not None:
                    yield change(before, after)


def _missing_turns(
    path: Path | None,
    spans: Sequence[tuple[PlanStep, tuple[float, float]]],
    joints: Sequence[float],
) -> Iterator[str]:
    """Sharp bends from edge to edge at which nothing is told; a path may wind as it will."""
    if path is None:
        return
    told = [span for step, span in spans
            if step.action in (Action.TURN, Action.CROSS, Action.STAIRS)
            or (step.action is Action.ARRIVE and "turn" in step.facts)]  # fmt: skip
    for along in joints:
        if not path.begin + 15 < along < path.end - 15:
            continue
        before, after = path.heading(along - 15, along - 3), path.heading(along + 3, along + 15)
        if before is None or after is None or abs(change(before, after)) < 80:
            continue
        if not any(start - 25 < along < end + 25 for start, end in told):
            bend = change(before, after)
            yield f"nothing is told at a bend of {bend:.0f} degrees, {along:.0f} m along"
