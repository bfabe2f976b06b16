"""Ways: tags to facts, one row a way. The only step that reads tags of ways."""

from dataclasses import dataclass, fields
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from transit.model.streets import CrossingKind, RoadClass, Traffic
from transit.network.kerbside.kinds import crossing_kind, is_staged
from transit.network.kerbside.tag_facts import (
    RINGS,
    Tags,
    kerb_fact,
    listed,
    own_surface,
    walks,
    way_access,
)
from transit.network.kerbside.tag_sides import beside, pavement_surfaces, widths_mm
from transit.read.rules import HighwayRule, Rules, TagRules
from transit.read.streets import Way
from transit.read.tag_values import parse_count, parse_incline_pct, parse_mph

_CLIMBS: Final = {"up": 1, "down": -1}


class WayRow(NamedTuple):
    """What the tags of one way say; facts as bytes, sides as (left, right) of its direction.

    ``oneway`` 1 along the way, -1 against it, 0 both; ``separate`` a side's pavement is mapped as
    a way of its own; ``surface`` and ``width_mm`` of what is walked on each side,
    ``road_surface`` of the carriageway; ``climbs`` 1 up along the way, -1 down, 0 not said.
    """

    osm_id: int
    name: str
    sided: bool
    walk: bool
    cross: bool
    kind: int
    road: int
    half_m: float
    speed_mph: int
    lanes: int
    oneway: int
    traffic: int
    pavement: tuple[int, int]
    separate: tuple[bool, bool]
    ring: bool
    dual: bool
    dual_class: bool
    sidewalk: bool
    level: bool
    lit: int
    surface: tuple[int, int]
    road_surface: int
    access: int
    ramp: int
    handrail: int
    incline_pct: float
    climbs: int
    width_mm: tuple[int, int]
    steps: int
    crossing: int
    staged: bool
    kerb: int
    tactile: int
    sound: int


@dataclass(frozen=True, slots=True)
class WayTable:
    """:class:`WayRow` by column, each ``(n_ways,)`` (sides ``(n_ways, 2)``)."""

    osm_id: NDArray[np.int64]
    name: NDArray[np.object_]
    sided: NDArray[np.bool_]
    walk: NDArray[np.bool_]
    cross: NDArray[np.bool_]
    kind: NDArray[np.uint8]
    road: NDArray[np.uint8]
    half_m: NDArray[np.float64]
    speed_mph: NDArray[np.uint8]
    lanes: NDArray[np.uint8]
    oneway: NDArray[np.int8]
    traffic: NDArray[np.uint8]
    pavement: NDArray[np.uint8]
    separate: NDArray[np.bool_]
    ring: NDArray[np.bool_]
    dual: NDArray[np.bool_]
    dual_class: NDArray[np.bool_]
    sidewalk: NDArray[np.bool_]
    level: NDArray[np.bool_]
    lit: NDArray[np.uint8]
    surface: NDArray[np.uint8]
    road_surface: NDArray[np.uint8]
    access: NDArray[np.uint8]
    ramp: NDArray[np.uint8]
    handrail: NDArray[np.uint8]
    incline_pct: NDArray[np.float32]
    climbs: NDArray[np.int8]
    width_mm: NDArray[np.int32]
    steps: NDArray[np.int16]
    crossing: NDArray[np.uint8]
    staged: NDArray[np.bool_]
    kerb: NDArray[np.uint8]
    tactile: NDArray[np.uint8]
    sound: NDArray[np.uint8]


_DTYPES: Final[dict[str, Any]] = {
    "osm_id": np.int64,
    "name": object,
    "half_m": np.float64,
    "oneway": np.int8,
    "climbs": np.int8,
    "incline_pct": np.float32,
    "width_mm": np.int32,
    "steps": np.int16,
    **dict.fromkeys(
        (
            "sided",
            "walk",
            "cross",
            "separate",
            "ring",
            "dual",
            "dual_class",
            "sidewalk",
            "level",
            "staged",
        ),
        np.bool_,
    ),
}


def is_kept(way: Way, rules: Rules) -> bool:
    """Tell whether a way matters on foot.

    Parameters
    ----------
    way
        A way as read.
    rules
        Rules for streets.

    Returns
    -------
    bool
        False for classes that no rule names.
    """
    return _rule(way.tags, rules) is not None


def read_ways(ways: tuple[Way, ...], rules: Rules) -> WayTable:
    """Turn tags into facts.

    Parameters
    ----------
    ways
        Ways, each with a class that the rules name.
    rules
        Rules for streets.

    Returns
    -------
    WayTable
        One row a way, in their order.
    """
    rows = [_row(way, rules) for way in ways]
    columns = zip(*rows, strict=True) if rows else ([] for _ in WayRow._fields)
    made = {
        name: np.array(list(column), dtype=_DTYPES.get(name, np.uint8))
        for name, column in zip(WayRow._fields, columns, strict=True)
    }
    return WayTable(**{field.name: made[field.name] for field in fields(WayTable)})


def _rule(tags: Tags, rules: Rules) -> HighwayRule | None:
    return rules.highways.get(_class_name(tags))


def _class_name(tags: Tags) -> str:
    highway = tags.get("highway", "")
    if highway == "service" and tags.get("service") == "driveway":
        return "driveway"
    if highway == "road":
        return "unclassified"
    if highway.endswith("_link") and highway != "motorway_link":
        return highway.removesuffix("_link")
    return highway


def _row(way: Way, rules: Rules) -> WayRow:
    tags, name = way.tags, _class_name(way.tags)
    rule = rules.highways[name]
    speed, lanes = _speed(tags, rules.tags), _number(tags.get("lanes"), 255)
    around = beside(tags, name, rule, speed, rules)
    road_surface = own_surface(tags, name, rule, rules.tags)
    surfaces = (
        pavement_surfaces(tags, name, road_surface, rules.tags)
        if rule.sided
        else (road_surface, road_surface)
    )
    crossing = (
        crossing_kind(tags, rules.crossings) if _is_crossing(tags) else CrossingKind.NOT_A_CROSSING
    )
    incline = parse_incline_pct(tags.get("incline", ""))
    facts = {fact: rule_.read(tags).code for fact, rule_ in rules.tags.facts.items()}
    return WayRow(
        osm_id=way.osm_id,
        name=tags.get("name") or (tags.get("ref", "") if rule.road else ""),
        sided=rule.sided,
        walk=walks(tags, rule),
        cross=rule.cross,
        kind=rule.kind,
        road=rule.road,
        half_m=rule.half_width_m,
        speed_mph=speed,
        lanes=lanes,
        oneway=_oneway(tags),
        traffic=judge_traffic(rules, rule.road, speed or rule.default_mph, lanes),
        pavement=(around.pavement[0].code, around.pavement[1].code),
        separate=around.separate,
        ring=tags.get("junction") in RINGS and rule.sided,
        dual=tags.get("dual_carriageway") == "yes",
        dual_class=name in rules.pavements.dual_highways,
        sidewalk=tags.get("footway") == "sidewalk" or tags.get("path") == "sidewalk",
        level=any(tags.get(key, "no") != "no" for key in ("bridge", "tunnel")),
        lit=listed(tags.get("lit"), rules.tags.lit_yes, rules.tags.lit_no).code,
        surface=(surfaces[0].code, surfaces[1].code),
        road_surface=road_surface.code,
        access=way_access(tags, rule, rules.tags).code,
        ramp=facts["ramp"],
        handrail=facts["handrail"],
        incline_pct=float("nan") if incline is None else incline,
        climbs=_CLIMBS.get(tags.get("incline", ""), 0),
        width_mm=widths_mm(tags, rule),
        steps=_steps(tags, name),
        crossing=crossing,
        staged=bool(crossing) and is_staged(tags, crossing, rules.crossings),
        kerb=kerb_fact(tags, rules).code,
        tactile=facts["tactile"],
        sound=facts["sound"],
    )


def judge_traffic(rules: Rules, road: RoadClass, mph: int, lanes: int) -> Traffic:
    """Judge how hard a carriageway is to cross.

    Parameters
    ----------
    rules
        Rules for streets.
    road
        Its class.
    mph
        Speed limit, miles an hour.
    lanes
        Lanes crossed at once, 0 unknown.

    Returns
    -------
    Traffic
        Of the first row that fits; the hardest where none does.
    """
    for row in rules.traffic:
        if road in row.roads and mph > row.above_mph and lanes >= row.from_lanes:
            return row.traffic
    return Traffic.FAST


def _is_crossing(tags: Tags) -> bool:
    return "crossing" in (tags.get("footway"), tags.get("path"), tags.get("cycleway"))


def _speed(tags: Tags, rules: TagRules) -> int:
    return parse_mph(tags.get("maxspeed", ""), rules.mph_by_word, rules.mph_per_kmh) or 0


def _number(value: str | None, most: int) -> int:
    return min(parse_count(value or "") or 0, most)


def _oneway(tags: Tags) -> int:
    value = tags.get("oneway", "")
    if value in ("-1", "reverse"):
        return -1
    if value in ("yes", "1", "true") or (tags.get("junction") in RINGS and value != "no"):
        return 1
    return 0


def _steps(tags: Tags, name: str) -> int:
    if name != "steps":
        return 0
    count = parse_count(tags.get("step_count", ""))
    return -1 if count is None else count
