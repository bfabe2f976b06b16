"""The shipped rules by which tags become facts: tables of data/rules as records."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from transit.errors import InputError
from transit.model.fact import INFERRED_NO, INFERRED_YES, UNKNOWN, Fact, Stance
from transit.model.streets import CrossingKind, EdgeKind, RoadClass, Traffic
from transit.read.parameters import read_toml
from transit.resources import data_dir

_INFERRED = {"yes": INFERRED_YES, "no": INFERRED_NO, "unknown": UNKNOWN}
_TABLE_FIELDS = {"source", "date", "confidence"}


@dataclass(frozen=True, slots=True)
class HighwayRule:
    """How one highway class is walked and crossed.

    ``kind`` is what an unsided one is walked as; ``half_width_m`` from centre line to kerb;
    ``default_mph`` what traffic is judged by where no limit is mapped; ``access`` the fact where
    no tag says otherwise.
    """

    road: RoadClass
    sided: bool
    walk: bool
    cross: bool
    kind: EdgeKind
    half_width_m: float
    default_mph: int
    access: Fact


@dataclass(frozen=True, slots=True)
class PavementRules:
    """Which side has a pavement.

    ``yes``, ``no`` and ``separate`` are tag values; the rest says where one is inferred, when a
    separately mapped footway counts as a road's pavement (``beside_...``), and when a one-way
    road is half of a dual carriageway (``dual_...``).
    """

    yes: frozenset[str]
    no: frozenset[str]
    separate: frozenset[str]
    inferred_highways: frozenset[str]
    inferred_most_mph: int
    named_highways: frozenset[str]
    lit_highways: frozenset[str]
    beside_within_m: float
    beside_most_turn_deg: float
    beside_least_share: float
    beside_step_m: float
    dual_within_m: float
    dual_most_turn_deg: float
    dual_highways: frozenset[str]


@dataclass(frozen=True, slots=True)
class TrafficRow:
    """One row of the traffic table: fits when all that it asks holds."""

    roads: frozenset[RoadClass]
    above_mph: int
    from_lanes: int
    traffic: Traffic


@dataclass(frozen=True, slots=True)
class CrossingRow:
    """One row of the crossing table: a tag with one of some values means a kind."""

    tag: str
    values: frozenset[str]
    kind: CrossingKind


@dataclass(frozen=True, slots=True)
class CrossingRules:
    """What crossing tags mean, and how each stance reads what they leave open."""

    rows: tuple[CrossingRow, ...]
    junction: Mapping[CrossingKind, CrossingKind]
    cautious: Mapping[CrossingKind, CrossingKind]
    hopeful: Mapping[CrossingKind, CrossingKind]
    kerb_dropped: frozenset[str]
    kerb_raised: frozenset[str]
    inferred_dropped_at: frozenset[CrossingKind]

    def read_as(self, kind: CrossingKind, stance: Stance) -> CrossingKind:
        """Return the kind that a stance takes a mapped kind for.

        Parameters
        ----------
        kind
            Kind as mapped.
        stance
            How unknown facts are read.

        Returns
        -------
        CrossingKind
            The kind to look up in a profile.
        """
        table = self.cautious if stance is Stance.CAUTIOUS else self.hopeful
        return table.get(kind, kind)


@dataclass(frozen=True, slots=True)
class BarrierRule:
    """What a barrier node asks: ``width_mm`` -1 unknown, ``steps`` 0 none."""

    width_mm: int
    steps: int
    access: Fact


@dataclass(frozen=True, slots=True)
class TagRules:
    """How single tags are read: sets of values that mean yes or no."""

    firm: frozenset[str]
    loose: frozenset[str]
    smooth: frozenset[str]
    rough: frozenset[str]
    inferred_firm_highways: frozenset[str]
    inferred_loose_highways: frozenset[str]
    access_yes: frozenset[str]
    access_no: frozenset[str]
    lit_yes: frozenset[str]
    lit_no: frozenset[str]
    mph_by_word: Mapping[str, int]
    mph_per_kmh: float


@dataclass(frozen=True, slots=True)
class Rules:
    """All rules for streets.

    ``informal_spacing_m``: the traffic over which people cross between junctions, with the
    farthest such places lie apart, metres.
    """

    highways: Mapping[str, HighwayRule]
    pavements: PavementRules
    traffic: tuple[TrafficRow, ...]
    informal_spacing_m: Mapping[Traffic, float]
    crossings: CrossingRules
    barriers: Mapping[str, BarrierRule]
    tags: TagRules


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
    return PavementRules(
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
    kerbs = content["kerbs"]
    return CrossingRules(
        rows=tuple(
            CrossingRow(row["tag"], frozenset(row["values"]), CrossingKind[row["kind"]])
            for row in content["rows"]
        ),
        junction=_kind_map(content["junction"]),
        cautious=_kind_map(content["cautious"]),
        hopeful=_kind_map(content["hopeful"]),
        kerb_dropped=frozenset(kerbs["dropped"]),
        kerb_raised=frozenset(kerbs["raised"]),
        inferred_dropped_at=frozenset(CrossingKind[name] for name in kerbs["inferred_dropped_at"]),
    )


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
    }


def _tags(content: dict[str, Any]) -> TagRules:
    surface, access, lit, speed = (content[name] for name in ("surface", "access", "lit", "speed"))
    return TagRules(
        firm=frozenset(surface["firm"]),
        loose=frozenset(surface["loose"]),
        smooth=frozenset(surface["smooth"]),
        rough=frozenset(surface["rough"]),
        inferred_firm_highways=frozenset(surface["inferred_firm_highways"]),
        inferred_loose_highways=frozenset(surface["inferred_loose_highways"]),
        access_yes=frozenset(access["yes"]),
        access_no=frozenset(access["no"]),
        lit_yes=frozenset(lit["yes"]),
        lit_no=frozenset(lit["no"]),
        mph_by_word=dict(speed["mph_by_word"]),
        mph_per_kmh=speed["mph_per_kmh"],
    )
