"""Gaps: what journeys ask above what somebody can do, by skill, with the place."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from transit.model.abilities import Level
from transit.model.fact import State
from transit.model.ids import NONE
from transit.model.streets import EdgeKind
from transit.model.verdict import Direction, Gap
from transit.network.area import Area
from transit.route.grouping import street_of
from transit.verdict.asked import Asked
from transit.verdict.asks import BUS, Ask
from transit.verdict.cases import Case, Pair
from transit.verdict.lessons import lessons_of
from transit.verdict.needs import Needs
from transit.verdict.rungs import Allowed, skill_needs


@dataclass(frozen=True, slots=True)
class Wanting:
    """One thing that a journey asks and somebody cannot do.

    Parameters
    ----------
    skill
        The skill that is wanting.
    asked
        What is asked, and where.
    direction
        On which journey.
    """

    skill: str
    asked: Asked
    direction: Direction


def wanting(case: Case, pairs: Sequence[Pair], allowed: Allowed) -> tuple[Wanting, ...]:
    """Return everything that journeys ask and the person cannot do.

    Parameters
    ----------
    case
        Whom it is about.
    pairs
        The journeys.
    allowed
        The rung that they are on.

    Returns
    -------
    tuple of Wanting
        In the order in which they are met; none that somebody can do.
    """
    # On days that differ in nothing else the same journey is there again.
    every = dict.fromkeys(
        (direction, hit.asked)
        for pair in pairs
        for direction, hit in ((Direction.OUT, pair.out), (Direction.BACK, pair.back))
    )
    return tuple(
        Wanting(skill, asked, direction)
        for direction, met in every
        for asked in met
        for skill in sorted(case.wanted_for(asked.ask, allowed))
    )


def gaps_of(case: Case, pairs: Sequence[Pair], allowed: Allowed) -> tuple[Gap, ...]:
    """Return the gaps of journeys.

    Parameters
    ----------
    case
        Whom and what it is about.
    pairs
        The journeys on each kind of day.
    allowed
        The rung that they are on.

    Returns
    -------
    tuple of Gap
        Skills that every journey asks first; then one a skill, kind of demand and place.
    """
    made = [_gap(case, skill, _always(case, allowed)[skill]) for skill in sorted(allowed.fixed)]
    needs: dict[tuple[str, str, str, str], Level] = {}
    counts: dict[tuple[str, str, str, str], set[tuple[Direction, Asked]]] = {}
    for one in wanting(case, pairs, allowed):
        ask = one.asked.ask
        # Whoever rides at all does so everywhere: one gap a skill, not one a stop.
        place = "" if ask == BUS else place_of(case.desk.area, one.asked)
        key = one.skill, ask.kind, ask.detail, place
        counts.setdefault(key, set()).add((one.direction, one.asked))
        needs[key] = max(_level(case, one.skill, ask, allowed), needs.get(key, Level.NOT_YET))
    for key, met in counts.items():
        skill, kind, detail, place = key
        directions = {direction for direction, _ in met}
        made.append(
            _gap(
                case,
                skill,
                needs[key],
                kind=kind,
                detail=detail,
                place=place,
                direction=directions.pop() if len(directions) == 1 else None,
                count=len(met),
            )
        )
    return tuple(made)


def skills_of(gaps: Iterable[Gap]) -> tuple[str, ...]:
    """Return the skills that are wanting.

    Parameters
    ----------
    gaps
        The gaps.

    Returns
    -------
    tuple of str
        Each once, in their order.
    """
    return tuple(dict.fromkeys(gap.skill for gap in gaps))


def place_of(area: Area, asked: Asked) -> str:
    """Return what people call the place where something is asked.

    Parameters
    ----------
    area
        The area.
    asked
        What is asked.

    Returns
    -------
    str
        A street or a stop; ``""`` where it has no name.
    """
    if asked.edge != NONE:
        return street_of(area.walk, asked.edge)
    if asked.stop == NONE:
        return ""
    return str(area.timetable.stops["name"][asked.stop])


def is_crossing(area: Area, asked: Asked) -> bool:
    """Tell whether something is asked where a road is crossed.

    Parameters
    ----------
    area
        The area.
    asked
        What is asked.

    Returns
    -------
    bool
        True at a crossing edge.
    """
    return asked.edge != NONE and bool(area.walk.edge_kind[asked.edge] == EdgeKind.CROSSING)


def _always(case: Case, allowed: Allowed) -> Needs:
    return skill_needs(case.desk.basis, allowed.stance).always


def _level(case: Case, skill: str, ask: Ask, allowed: Allowed) -> Level:
    alternatives = skill_needs(case.desk.basis, allowed.stance).by_ask[ask]
    return min(needs[skill] for needs in alternatives if skill in needs)


def _gap(
    case: Case,
    skill: str,
    needed: Level,
    *,
    kind: str = "",
    detail: str = "",
    place: str = "",
    direction: Direction | None = None,
    count: int = 1,
) -> Gap:
    own = case.recorded.get(skill)
    return Gap(
        skill=skill,
        needed=needed,
        has=None if own is None else own.level,
        trainable=State.UNKNOWN if own is None else own.trainable,
        lessons=lessons_of(skill, case.recorded, case.desk.basis.catalogue),
        kind=kind,
        detail=detail,
        direction=direction,
        place=place,
        count=count,
    )
