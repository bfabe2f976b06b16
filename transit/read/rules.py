"""The shipped rules by which tags become facts: tables of data/rules as records."""

from functools import cache
from pathlib import Path
from typing import Any

from transit.errors import InputError
from transit.model.fact import INFERRED_NO, INFERRED_YES, UNKNOWN
from transit.model.streets import CrossingKind, EdgeKind, RoadClass, Traffic
from transit.read.parameters import read_toml
from transit.read.rule_records import (
    BarrierRule,
    CrossingRow,
    CrossingRules,
    FactKey,
    FactRule,
    HighwayRule,
    JoinRule,
    OnFootRules,
    PavementRules,
    Rules,
    StageRules,
    TagMatch,
    TagRules,
    TrafficRow,
)
from transit.resources import data_dir

__all__ = [
    "BarrierRule",
    "CrossingRow",
    "CrossingRules",
    "HighwayRule",
    "JoinRule",
    "PavementRules",
    "Rules",
    "TagRules",
    "TrafficRow",
    "read_rules",
]

_INFERRED = {"yes": INFERRED_YES, "no": INFERRED_NO, "unknown": UNKNOWN}
_TABLE_FIELDS = {"source", "date", "confidence"}
_BESIDE = "on_a_road"


def read_rules(folder: Path | None = None) -> Rules:
    """Read the rules for streets.

    Parameters
    ----------
    folder
        Folder of the rule files; the shipped one when None.

    Returns
    -------
    Rules
        All of them.

    Raises
    ------
    InputError
        A file is missing, is not TOML or lacks a field.
    """
    return _shipped() if folder is None else _read(folder)


@cache
def _shipped() -> Rules:
    return _read(data_dir() / "rules")


def _read(folder: Path) -> Rules:
    try:
        traffic = read_toml(folder / "traffic.toml")
        return Rules(
            highways=_highways(read_toml(folder / "highways.toml")),
            pavements=_pavements(read_toml(folder / "pavements.toml")),
            traffic=tuple(_traffic_row(row) for row in traffic["rows"]),
            informal_spacing_m={
                Traffic[name]: float(metres)
                for name, metres in traffic["informal"]["spacing_m"].items()
            },
            crossings=_crossings(read_toml(folder / "crossings.toml")),
            barriers=_barriers(read_toml(folder / "barriers.toml")),
            barrier_beside=_INFERRED[read_toml(folder / "barriers.toml")[_BESIDE]["access"]],
            tags=_tags(read_toml(folder / "tags.toml")),
        )
    except (KeyError, TypeError, AttributeError) as fault:
        raise InputError(f"{folder}: a rule is missing or misspelt ({fault})") from fault


def _tables(content: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {name: table for name, table in content.items() if name not in _TABLE_FIELDS}


def _highways(content: dict[str, Any]) -> dict[str, HighwayRule]:
    return {
        name: HighwayRule(
            road=RoadClass[table["road"]],
            sided=table["sided"],
            walk=table.get("walk", True),
            cross=table.get("cross", table["sided"]),
            kind=EdgeKind[table.get("kind", "ROADWAY")],
            half_width_m=float(table["half_width_m"]),
            default_mph=table["default_mph"],
            access=_INFERRED[table["access"]],
        )
        for name, table in _tables(content).items()
    }


def _pavements(content: dict[str, Any]) -> PavementRules:
    tags, inferred, beside, dual = (
        content[name] for name in ("tags", "inferred", "beside", "dual")
    )
    on_foot, joins = content["on_foot"], content["joins"]
    return PavementRules(
        on_foot=OnFootRules(
            *(
                frozenset(on_foot[name])
                for name in ("mapped", "designated", "inferred", "inferred_if_allowed")
            )
        ),
        joins=JoinRule(*(_INFERRED[joins[name]] for name in ("access", "pavement", "surface"))),
        verge=frozenset(content["verge"]["yes"]),
        yes=frozenset(tags["yes"]),
        no=frozenset(tags["no"]),
        separate=frozenset(tags["separate"]),
        inferred_highways=frozenset(inferred["highways"]),
        inferred_most_mph=inferred["most_mph"],
        named_highways=frozenset(inferred["named_highways"]),
        lit_highways=frozenset(inferred["lit_highways"]),
        beside_within_m=beside["within_m"],
        beside_most_turn_deg=beside["most_turn_deg"],
        beside_least_share=beside["least_share"],
        beside_step_m=beside["step_m"],
        dual_within_m=dual["within_m"],
        dual_most_turn_deg=dual["most_turn_deg"],
        dual_highways=frozenset(dual["highways"]),
    )


def _traffic_row(row: dict[str, Any]) -> TrafficRow:
    return TrafficRow(
        roads=frozenset(RoadClass[name] for name in row["roads"]),
        above_mph=row.get("above_mph", -1),
        from_lanes=row.get("from_lanes", 0),
        traffic=Traffic[row["traffic"]],
    )


def _crossings(content: dict[str, Any]) -> CrossingRules:
    kerbs, both, stages = content["kerbs"], content["both"], content["stages"]
    return CrossingRules(
        rows=tuple(CrossingRow(_match(row), CrossingKind[row["kind"]]) for row in content["rows"]),
        contradictions=tuple(
            (_match(one), _match(other)) for one, other in content["contradictions"]
        ),
        says_more=tuple(CrossingKind[name] for name in both["says_more"]),
        exclude=frozenset(
            frozenset(CrossingKind[name] for name in pair) for pair in both["exclude"]
        ),
        stages=StageRules(
            staggered=tuple(_match(row) for row in stages["staggered"]),
            island=tuple(_match(row) for row in stages["island"]),
            two_with_island=frozenset(CrossingKind[name] for name in stages["two_with_island"]),
        ),
        access=_INFERRED[content["access"]["access"]],
        kerb_nodes_needed=kerbs["nodes_needed"],
        junction=_kind_map(content["junction"]),
        cautious=_kind_map(content["cautious"]),
        hopeful=_kind_map(content["hopeful"]),
        kerb_dropped=frozenset(kerbs["dropped"]),
        kerb_raised=frozenset(kerbs["raised"]),
        inferred_dropped_at=frozenset(CrossingKind[name] for name in kerbs["inferred_dropped_at"]),
    )


def _match(row: dict[str, Any]) -> TagMatch:
    return TagMatch(row["tag"], frozenset(row["values"]))


def _kind_map(table: dict[str, Any]) -> dict[CrossingKind, CrossingKind]:
    return {
        CrossingKind[kind]: CrossingKind[read_as]
        for kind, read_as in table.items()
        if kind not in _TABLE_FIELDS
    }


def _barriers(content: dict[str, Any]) -> dict[str, BarrierRule]:
    return {
        name: BarrierRule(
            width_mm=table.get("width_mm", -1),
            steps=table.get("steps", 0),
            access=_INFERRED[table["access"]],
        )
        for name, table in _tables(content).items()
        if name != _BESIDE
    }


def _tags(content: dict[str, Any]) -> TagRules:
    surface, access, lit, speed = (content[name] for name in ("surface", "access", "lit", "speed"))
    return TagRules(
        firm=frozenset(surface["firm"]),
        loose=frozenset(surface["loose"]),
        smooth=frozenset(surface["smooth"]),
        rough=frozenset(surface["rough"]),
        pavement_firm_beside=frozenset(surface["pavement_firm_beside"]),
        carriageway_firm=frozenset(content["carriageway"]["inferred_firm_highways"]),
        inferred_loose_highways=frozenset(surface["inferred_loose_highways"]),
        access_yes=frozenset(access["yes"]),
        access_no=frozenset(access["no"]),
        access_conditional=frozenset(access["conditional"]),
        motorroad=_INFERRED[access["motorroad"]],
        facts={name: _fact_rule(table) for name, table in content.items() if "keys" in table},
        lit_yes=frozenset(lit["yes"]),
        lit_no=frozenset(lit["no"]),
        mph_by_word=dict(speed["mph_by_word"]),
        mph_per_kmh=speed["mph_per_kmh"],
    )


def _fact_rule(table: dict[str, Any]) -> FactRule:
    return FactRule(
        keys=tuple(
            FactKey(row["key"], frozenset(row["yes"]), frozenset(row["no"]))
            for row in table["keys"]
        ),
        all_no=table.get("all_no", False),
    )
