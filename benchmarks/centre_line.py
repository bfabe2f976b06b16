"""What sides of the street are worth: the same register on a network of centre lines.

::

    python benchmarks/centre_line.py --area AREA --people 300 --seed 1

Most walk networks made from OpenStreetMap have one line a street: whoever walks along it is on both
sides of it at once, and crosses it for nothing and unseen. Such a network is made here of the built
one by making the corners around a node one and the two sides of a street one. Nothing else differs:
the same map, facts, stops, timetable, people and judge. Where the two sides of a street differ the
line has the better one.
"""

import argparse
import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import fields, replace
from pathlib import Path
from typing import Any, Final

import numpy as np
from made_up import make_register
from newport_register import desk_of, judged, share
from numpy.typing import NDArray

from transit.kernels.arrays import frozen
from transit.model.abilities import Ability, Level
from transit.model.fact import State
from transit.model.ids import NONE
from transit.model.limits import Limits
from transit.model.people import Companion, CompanionKind, Pass, Person
from transit.model.register import Register
from transit.model.streets import EdgeKind
from transit.model.verdict import Finding, Rung, Verdict
from transit.network.area import Area
from transit.network.kerbside.assembly import make_arcs
from transit.network.kerbside.components import find_components
from transit.network.kerbside.geometry import east_north
from transit.network.link_index import build_link_index
from transit.network.store import open_area
from transit.network.walk import WalkNetwork
from transit.present.finding_words import finding_sentence
from transit.present.words import english
from transit.read.skills import read_skills
from transit.verdict.closely import look_closely
from transit.verdict.desk import Desk

Both = tuple[Verdict, Verdict]
"""With sides, and on centre lines."""

_NEVER: Final = ("cross_road_with_some_traffic", "cross_busy_road")
_GOODNESS: Final = np.array([1, 0, 2, 3], np.int64)
"""By state: yes, then unknown, then no."""


def main() -> None:
    """Judge on both networks and tell where they differ."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--area", type=Path, required=True)
    parser.add_argument("--people", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--venues", type=int, default=20)
    parser.add_argument("--pass-rule", default="wales")
    asked = parser.parse_args()
    area = open_area(asked.area)
    register = make_register(area, asked.people, asked.seed, asked.venues)
    bare = centre_line_area(area)
    for who, folk in (
        ("the register", register),
        ("the same homes, who cannot cross busy roads", careful(register)),
    ):
        print(f"\n== {who}")
        desk = desk_of(area, folk, asked.pass_rule)
        sides = judged(desk, folk)
        lines = judged(desk_of(bare, folk, asked.pass_rule), folk)
        tell(desk, folk, list(zip(sides, lines, strict=True)))


def careful(register: Register) -> Register:
    """Return the same homes and venues with people who lack nothing but two skills of crossing.

    Parameters
    ----------
    register
        Homes and venues.

    Returns
    -------
    Register
        Its people all cross quiet roads and at crossings with help; roads with more traffic they
        cannot cross without help, and could not learn to. They go alone, at any hour.
    """
    on = {"assessed_by": "travel trainer 1", "assessed_on": dt.date(2023, 6, 1)}
    abilities = tuple(
        Ability(skill=skill, level=Level.NOT_YET, trainable=State.NO, **on)
        if skill in _NEVER
        else Ability(skill=skill, level=Level.ALONE, **on)
        for skill in read_skills().skills
    )
    able = Limits(out_after_dark=State.YES, bears_noise=State.YES, bears_crowds=State.YES)
    people = {
        name: Person(
            id=name,
            places=person.places,
            profile="walks-well",
            limits=able,
            pass_=Pass(held=State.YES, pays_fares=State.YES),
            companion=Companion(CompanionKind.NONE),
            abilities=abilities,
        )
        for name, person in register.people.items()
    }
    return replace(register, people=people)


def tell(desk: Desk, register: Register, pairs: Sequence[Both]) -> None:
    """Print where the verdicts differ, why, and some of them.

    Parameters
    ----------
    desk
        That of the network with sides.
    register
        Whom they are about.
    pairs
        For each person and session the verdict with sides and the one on centre lines.
    """
    _cross("hopeful, sides down, centre lines across", pairs, lambda one: one.rung)
    _cross("cautious", pairs, lambda one: one.sure)
    marked = [
        (one, other, (one.rung, one.sure) != (other.rung, other.sure)) for one, other in pairs
    ]
    _by_venue("the verdict differs", marked)
    taught = [(one, other, bad or _skills(one) != _skills(other)) for one, other, bad in marked]
    _by_venue("the verdict or what has to be learnt differs", taught)
    better = [both for both in pairs if both[1].rung < both[0].rung]
    print(f"\nwhy centre lines promise more, hopeful ({len(better):,}):")
    causes = Counter(cause for both in better for cause in _causes(*both))
    for cause, number in causes.most_common(12):
        print(f"  {share(number, len(better)):>5} %  {cause}")
    _tell_lessons(pairs)
    print("\nsome that centre lines promise:")
    for both in _varied(better):
        _example(desk, register, *both)


def _by_venue(name: str, marked: Sequence[tuple[Verdict, Verdict, bool]]) -> None:
    """Print for how many people and venues something holds of any session."""
    found: dict[tuple[str, str], bool] = {}
    for one, _, differs in marked:
        key = one.person, one.opportunity
        found[key] = found.get(key, False) or differs
    count = sum(found.values())
    print(f"person x venue where {name}: {count:,} of {len(found):,} "
          f"({share(count, len(found))} %)")  # fmt: skip


def _tell_lessons(pairs: Sequence[Both]) -> None:
    """Print how what has to be learnt differs where the verdict does not."""
    taught = [both for both in pairs if both[0].rung == both[1].rung == Rung.WITH_TRAINING]
    if not taught:
        return
    differ = sum(_skills(one) != _skills(other) for one, other in taught)
    print(f"\nwith training on both: {len(taught):,}, other skills to learn in {differ:,} "
          f"({share(differ, len(taught))} %)")  # fmt: skip
    for name, which in (("sides", 0), ("centre lines", 1)):
        lessons = [both[which].lessons for both in taught]
        low, high = (
            np.mean([getattr(each, end) if each else 0 for each in lessons])
            for end in ("low", "high")
        )
        print(f"  {name}: {low:.1f} to {high:.1f} lessons on average")


def _skills(one: Verdict) -> set[str]:
    return {gap.skill for gap in one.gaps}


def _cross(name: str, pairs: Sequence[Both], of: Callable[[Verdict], Rung]) -> None:
    counts = Counter((of(one), of(other)) for one, other in pairs)
    print(f"\n{name}, per cent" + "".join(f"{rung.word:>16}" for rung in Rung))
    for rung in Rung:
        row = [share(counts[rung, other], len(pairs)) for other in Rung]
        print(f"{rung.word:<40}" + "".join(f"{cell:>16}" for cell in row))
    more, less = (
        sum(number for (one, other), number in counts.items() if sign * (other - one) < 0)
        for sign in (1, -1)
    )
    print(f"centre lines promise more: {more:,} ({share(more, len(pairs))} %), "
          f"less: {less:,} ({share(less, len(pairs))} %)")  # fmt: skip


def _causes(one: Verdict, other: Verdict) -> set[str]:
    """What stands in the way with sides and does not on centre lines."""
    known = {_cause(finding) for finding in other.reasons}
    return {_cause(finding) for finding in one.reasons} - known or {"other"}


def _cause(finding: Finding) -> str:
    values = (finding.values.get(name) for name in ("skill", "kind", "traffic"))
    return " ".join([finding.code, *(str(value) for value in values if value)])


def _varied(better: Sequence[Both], most: int = 6) -> Iterator[Both]:
    """Give the first of each pair of verdicts and cause, other people and venues each time."""
    seen: set[object] = set()
    given = 0
    for one, other in better:
        keys = {one.person, one.opportunity, (one.rung, other.rung, *sorted(_causes(one, other)))}
        if not keys & seen and given < most:
            seen |= keys
            given += 1
            yield one, other


def _example(desk: Desk, register: Register, one: Verdict, other: Verdict) -> None:
    person, session = register.people[one.person], register.sessions[one.session]
    closely = look_closely(desk, person, session).verdict
    words, home = english(), person.places[0].at
    print(f"- {person.id}, {person.profile}, from {home.lat}, {home.lon} to "
          f"{register.opportunities[one.opportunity].name}, {session.activity}: "
          f"{one.rung.word}, on centre lines {other.rung.word}")  # fmt: skip
    known = {_cause(finding) for finding in other.reasons}
    for finding in closely.reasons:
        if _cause(finding) not in known:
            print(f"    {finding_sentence(words, desk.basis.catalogue, finding)}")


def centre_line_area(area: Area) -> Area:
    """Return an area whose streets have no sides.

    Parameters
    ----------
    area
        An area with sides.

    Returns
    -------
    Area
        The same with stops on centre lines; it keeps its own cache.
    """
    walk, number = centre_lines(area.walk)
    corner = area.stops.corner
    stops = replace(
        area.stops,
        corner=frozen(np.where(corner == NONE, NONE, number[corner]), np.int32),
        side=frozen(np.zeros_like(area.stops.side)),
    )
    return replace(
        area,
        cache=area.cache.parent / f"{area.edition}-centre-lines",
        edition=f"{area.edition}-centre-lines",
        walk=walk,
        stops=stops,
        link=build_link_index(walk),
    )


def centre_lines(walk: WalkNetwork) -> tuple[WalkNetwork, NDArray[np.int32]]:
    """Return a network without sides.

    Parameters
    ----------
    walk
        A network with sides.

    Returns
    -------
    network : WalkNetwork
        One corner a node, one edge a street, no crossings; gates and lifts stay.
    number : ndarray
        ``(n_corners,) int32`` the new number of each corner.
    """
    number = _one_a_node(walk)
    n_corners = int(number.max()) + 1
    keep = _kept_edges(walk, number)
    edges = {
        field.name: frozen(getattr(walk, field.name)[keep])
        for field in fields(WalkNetwork)
        if field.name.startswith(("edge_", "fact_"))
    }
    u, v = number[walk.edge_u[keep]], number[walk.edge_v[keep]]
    along = walk.edge_segment[keep]
    length = np.where(along == NONE, walk.edge_length_mm[keep], _segment_mm(walk)[along])
    edges |= {
        "edge_u": frozen(u),
        "edge_v": frozen(v),
        "edge_side": frozen(np.zeros(len(keep), np.int8)),
        "edge_length_mm": frozen(length, np.int32),
    }
    first = np.unique(number, return_index=True)[1]
    count = np.bincount(number)
    seat = np.zeros(n_corners, np.uint8)
    seated = np.argsort(walk.corner_seat & 3 == State.YES, kind="stable")
    seat[number[seated]] = walk.corner_seat[seated]
    made: dict[str, Any] = {
        **edges,
        "corner_lat": frozen(np.bincount(number, walk.corner_lat) / count),
        "corner_lon": frozen(np.bincount(number, walk.corner_lon) / count),
        "corner_node": frozen(walk.corner_node[first]),
        "corner_seat": frozen(seat),
        "corner_component": frozen(find_components(n_corners, u, v, edges["fact_access"])),
        "arcs": make_arcs(n_corners, u, v),
    }
    return replace(walk, **made), number


def _one_a_node(walk: WalkNetwork) -> NDArray[np.int32]:
    """Number corners anew, one a node; those that a gate or lift parts stay apart."""
    node = np.unique(walk.corner_node, return_inverse=True)[1]
    inside = node[walk.edge_u] == node[walk.edge_v]
    gates = inside & (walk.edge_u != walk.edge_v) & (walk.edge_kind != EdgeKind.CROSSING)
    gates &= walk.edge_segment == NONE
    parted = np.isin(node, node[walk.edge_u[gates]])
    name = np.where(parted, node.max() + 1 + np.arange(len(node)), node)
    number: NDArray[np.int32] = np.unique(name, return_inverse=True)[1].astype(np.int32)
    return number


def _kept_edges(walk: WalkNetwork, number: NDArray[np.int32]) -> NDArray[np.int64]:
    """Choose all but crossings, and of the two sides of a street the better one."""
    crossing = (walk.edge_kind == EdgeKind.CROSSING) & (number[walk.edge_u] == number[walk.edge_v])
    worse = np.zeros(len(crossing), np.bool_)
    sided = np.flatnonzero((walk.edge_side != 0) & (walk.edge_segment != NONE))
    ranks = [
        _rank(getattr(walk, f"fact_{name}")[sided]) for name in ("surface", "access", "pavement")
    ]
    order = np.lexsort((-walk.edge_width_mm[sided], *ranks, walk.edge_segment[sided]))
    segment = walk.edge_segment[sided][order]
    worse[sided[order[1:][segment[1:] == segment[:-1]]]] = True
    return np.flatnonzero(~crossing & ~worse)


def _rank(fact: NDArray[np.uint8]) -> NDArray[np.int64]:
    found: NDArray[np.int64] = _GOODNESS[fact & 3]
    return found


def _segment_mm(walk: WalkNetwork) -> NDArray[np.int64]:
    """Return the lengths of the centre lines, which sides cut short at junctions."""
    lat, lon, first = walk.point_lat, walk.point_lon, walk.segment_first
    step = east_north(lat[1:], lon[1:], lat[:-1], lon[:-1])
    ran = np.concatenate(([0.0], np.cumsum(np.hypot(step[:, 0], step[:, 1]))))
    made: NDArray[np.int64] = np.round(1000 * (ran[first[1:] - 1] - ran[first[:-1]])).astype(
        np.int64
    )
    return made


if __name__ == "__main__":
    main()
