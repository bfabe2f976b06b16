"""Ways: tags to facts, one row a way. The only step that reads tags of ways."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from transit.model.fact import (
    INFERRED_NO,
    INFERRED_YES,
    MAPPED_NO,
    MAPPED_YES,
    UNKNOWN,
    Fact,
)
from transit.model.streets import EdgeKind, RoadClass, Traffic
from transit.network.kerbside.kinds import crossing_kind
from transit.read.rules import HighwayRule, Rules, TagRules
from transit.read.streets import Way
from transit.read.tag_values import parse_count, parse_incline_pct, parse_mph, parse_width_mm

Tags = Mapping[str, str]
_RINGS = ("roundabout", "circular")


class WayRow(NamedTuple):
    """What the tags of one way say; facts as bytes, sides as (left, right) of its direction.

    ``oneway`` 1 along the way, -1 against it, 0 both; ``separate`` a side's pavement is mapped as
    a way of its own; ``inside`` the side that is a roundabout's island, 0 none.
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
    surface: int
    access: int
    ramp: int
    handrail: int
    incline_pct: float
    width_mm: int
    steps: int
    crossing: int
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
    access: NDArray[np.uint8]
    ramp: NDArray[np.uint8]
    handrail: NDArray[np.uint8]
    incline_pct: NDArray[np.float32]
    width_mm: NDArray[np.int32]
    steps: NDArray[np.int16]
    crossing: NDArray[np.uint8]
    kerb: NDArray[np.uint8]
    tactile: NDArray[np.uint8]
    sound: NDArray[np.uint8]


_DTYPES: Mapping[str, Any] = {
    "osm_id": np.int64,
    "name": object,
    "half_m": np.float64,
    "oneway": np.int8,
    "incline_pct": np.float32,
    "width_mm": np.int32,
    "steps": np.int16,
    **dict.fromkeys(
        ("sided", "walk", "cross", "separate", "ring", "dual", "dual_class", "sidewalk", "level"),
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
    oneway = _oneway(tags)
    traffic = judge_traffic(rules, rule.road, speed or rule.default_mph, lanes)
    access = _access(tags, rule, rules.tags)
    pavement, separate = _pavements(tags, name, rule, speed, rules)
    incline, slope_known = _incline(tags)
    crossing = crossing_kind(tags, rules.crossings) if _is_crossing(tags) else 0
    return WayRow(
        osm_id=way.osm_id,
        name=tags.get("name") or (tags.get("ref", "") if rule.road else ""),
        sided=rule.sided,
        walk=_walks(tags, rule),
        cross=rule.cross,
        kind=rule.kind,
        road=rule.road,
        half_m=rule.half_width_m,
        speed_mph=speed,
        lanes=lanes,
        oneway=oneway,
        traffic=traffic,
        pavement=pavement,
        separate=separate,
        ring=tags.get("junction") in _RINGS and rule.sided,
        dual=tags.get("dual_carriageway") == "yes",
        dual_class=name in rules.pavements.dual_highways,
        sidewalk=tags.get("footway") == "sidewalk" or tags.get("path") == "sidewalk",
        level=any(tags.get(key, "no") != "no" for key in ("bridge", "tunnel")),
        lit=_listed(tags.get("lit"), rules.tags.lit_yes, rules.tags.lit_no).code,
        surface=_surface(tags, name, pavement, rules.tags).code,
        access=access.code,
        ramp=_yes_no(tags, "ramp", "ramp:wheelchair", "ramp:stroller").code,
        handrail=_yes_no(tags, "handrail", "handrail:left", "handrail:right").code,
        incline_pct=incline if slope_known else float("nan"),
        width_mm=_width(tags, rule),
        steps=_steps(tags, name),
        crossing=crossing,
        kerb=kerb_fact(tags, rules).code,
        tactile=_yes_no(tags, "tactile_paving").code,
        sound=_yes_no(tags, "traffic_signals:sound", "traffic_signals:vibration").code,
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


def kerb_fact(tags: Tags, rules: Rules) -> Fact:
    """Tell whether tags say that the kerb is dropped.

    Parameters
    ----------
    tags
        Tags of a node or of a crossing way.
    rules
        Rules for streets.

    Returns
    -------
    Fact
        Dropped, raised, or unknown.
    """
    values = {value for key, value in tags.items() if key == "kerb" or key.startswith("kerb:")}
    if values & rules.crossings.kerb_raised:
        return MAPPED_NO
    return MAPPED_YES if values & rules.crossings.kerb_dropped else UNKNOWN


def _is_crossing(tags: Tags) -> bool:
    return "crossing" in (tags.get("footway"), tags.get("path"), tags.get("cycleway"))


def _walks(tags: Tags, rule: HighwayRule) -> bool:
    """Motorways and rails never; what forbids people on foot has an access fact instead."""
    if tags.get("foot") in ("yes", "designated", "permissive") and rule.road != RoadClass.RAILWAY:
        return rule.walk or rule.road == RoadClass.BUSWAY
    return rule.walk


def _speed(tags: Tags, rules: TagRules) -> int:
    return parse_mph(tags.get("maxspeed", ""), rules.mph_by_word, rules.mph_per_kmh) or 0


def _number(value: str | None, most: int) -> int:
    return min(parse_count(value or "") or 0, most)


def _oneway(tags: Tags) -> int:
    value = tags.get("oneway", "")
    if value in ("-1", "reverse"):
        return -1
    if value in ("yes", "1", "true") or (tags.get("junction") in _RINGS and value != "no"):
        return 1
    return 0


def _listed(value: str | None, yes: frozenset[str], no: frozenset[str]) -> Fact:
    if value in yes:
        return MAPPED_YES
    return MAPPED_NO if value in no else UNKNOWN


def _yes_no(tags: Tags, *keys: str) -> Fact:
    values = {tags[key] for key in keys if key in tags}
    if values - {"no", "incorrect", "unknown", "separate"}:
        return MAPPED_YES
    return MAPPED_NO if "no" in values else UNKNOWN


def _access(tags: Tags, rule: HighwayRule, rules: TagRules) -> Fact:
    for key in ("foot", "access"):
        known = _listed(tags.get(key), rules.access_yes, rules.access_no)
        if known != UNKNOWN:
            return known
    return UNKNOWN if "foot" in tags or "access" in tags else rule.access


def _surface(tags: Tags, name: str, pavement: tuple[int, int], rules: TagRules) -> Fact:
    keys = [tags.get(key) for key in ("sidewalk:surface", "sidewalk:both:surface", "surface")]
    surface = next((value for value in keys if value), None)
    smooth = _listed(tags.get("smoothness"), rules.smooth, rules.rough)
    made = _listed(surface, rules.firm, rules.loose)
    if MAPPED_NO in (smooth, made):
        return MAPPED_NO
    if made != UNKNOWN or smooth != UNKNOWN:
        return MAPPED_YES
    has_pavement = MAPPED_YES.code in pavement or INFERRED_YES.code in pavement
    if name in rules.inferred_firm_highways and has_pavement:
        return INFERRED_YES
    return INFERRED_NO if name in rules.inferred_loose_highways else UNKNOWN


def _pavements(
    tags: Tags, name: str, rule: HighwayRule, speed: int, rules: Rules
) -> tuple[tuple[int, int], tuple[bool, bool]]:
    """Return the pavement facts left and right, and which side's is mapped separately."""
    if not rule.sided:
        on_foot = rule.kind != EdgeKind.ROADWAY
        fact = MAPPED_YES if on_foot else UNKNOWN
        return (fact.code, fact.code), (False, False)
    separate = rules.pavements.separate
    values = [_side_value(tags, "left"), _side_value(tags, "right")]
    default = _inferred_pavement(tags, name, speed, rules)
    facts = [
        MAPPED_NO if value in separate else _pavement_fact(value, default, rules)
        for value in values
    ]
    return (
        (facts[0].code, facts[1].code),
        (values[0] in separate, values[1] in separate),
    )


def _side_value(tags: Tags, side: str) -> str | None:
    for key in (f"sidewalk:{side}", "sidewalk:both"):
        if key in tags:
            return tags[key]
    whole = tags.get("sidewalk")
    if whole in ("left", "right"):
        return "yes" if whole == side else "no"
    return whole


def _pavement_fact(value: str | None, default: Fact, rules: Rules) -> Fact:
    known = _listed(value, rules.pavements.yes, rules.pavements.no)
    return default if known == UNKNOWN and value is None else known


def _inferred_pavement(tags: Tags, name: str, speed: int, rules: Rules) -> Fact:
    table = rules.pavements
    if tags.get("junction") in _RINGS and "sidewalk" not in tags and name != "residential":
        return UNKNOWN
    if speed > table.inferred_most_mph or tags.get("motorroad") == "yes":
        return UNKNOWN
    slow = name in table.inferred_highways and speed > 0
    named = name in table.named_highways and "name" in tags
    lit = name in table.lit_highways and tags.get("lit") in rules.tags.lit_yes
    return INFERRED_YES if slow or named or lit else UNKNOWN


def _incline(tags: Tags) -> tuple[float, bool]:
    value = parse_incline_pct(tags.get("incline", ""))
    return (value, True) if value is not None else (0.0, False)


def _width(tags: Tags, rule: HighwayRule) -> int:
    """A road's own width says nothing of its pavement."""
    keys = ("sidewalk:width", "sidewalk:both:width") if rule.sided else ("width", "est_width")
    widths = [parse_width_mm(tags[key]) for key in keys if key in tags]
    return next((width for width in widths if width is not None), -1)


def _steps(tags: Tags, name: str) -> int:
    if name != "steps":
        return 0
    count = parse_count(tags.get("step_count", ""))
    return -1 if count is None else count
