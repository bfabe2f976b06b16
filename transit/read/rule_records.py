"""The rules by which tags become facts, as records; :mod:`transit.read.rules` reads them."""

from collections.abc import Mapping
from dataclasses import dataclass

from transit.model.fact import MAPPED_NO, MAPPED_YES, UNKNOWN, Fact, Stance
from transit.model.streets import CrossingKind, EdgeKind, RoadClass, Traffic


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
class TagMatch:
    """A tag that has one of some values; ``*`` stands for any value but ``no``."""

    tag: str
    values: frozenset[str]

    def fits(self, tags: Mapping[str, str]) -> bool:
        """Tell whether tags have it.

        Parameters
        ----------
        tags
            Tags of a node or way.

        Returns
        -------
        bool
            True if one of the values, parted by semicolons, is among those asked for.
        """
        value = tags.get(self.tag)
        if value is None:
            return False
        if "*" in self.values and value != "no":
            return True
        return any(part.strip() in self.values for part in value.split(";"))


@dataclass(frozen=True, slots=True)
class OnFootRules:
    """Which classes without sides are themselves a place for people on foot.

    ``mapped`` by their class; ``designated`` if ``foot=designated``; ``inferred`` always, and
    ``inferred_if_allowed`` where ``foot`` allows it; all others are unknown.
    """

    mapped: frozenset[str]
    designated: frozenset[str]
    inferred: frozenset[str]
    inferred_if_allowed: frozenset[str]


@dataclass(frozen=True, slots=True)
class JoinRule:
    """Facts of the few metres between a kerb and the pavement that is a way of its own."""

    access: Fact
    pavement: Fact
    surface: Fact


@dataclass(frozen=True, slots=True)
class PavementRules:
    """Which side has a pavement.

    ``yes``, ``no`` and ``separate`` are tag values; ``verge`` values with which none is inferred;
    the rest says where one is inferred, when a separately mapped footway counts as a road's
    pavement (``beside_...``), and when a one-way road is half of a dual carriageway
    (``dual_...``).
    """

    on_foot: OnFootRules
    joins: JoinRule
    verge: frozenset[str]

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
    """One row of the crossing table: what a tag with one of some values means."""

    match: TagMatch
    kind: CrossingKind


@dataclass(frozen=True, slots=True)
class StageRules:
    """Which crossings are crossed in two stages: those staggered, and some with an island."""

    staggered: tuple[TagMatch, ...]
    island: tuple[TagMatch, ...]
    two_with_island: frozenset[CrossingKind]


@dataclass(frozen=True, slots=True)
class CrossingRules:
    """What crossing tags mean, and how each stance reads what they leave open.

    ``contradictions`` are pairs of tags that cannot both be true; ``says_more`` ranks the kinds
    that a node and its crossing way may name, ``exclude`` are those of which both cannot be;
    ``kerb_nodes_needed`` how many kerb nodes beside a crossing show that its kerbs are dropped.
    """

    rows: tuple[CrossingRow, ...]
    contradictions: tuple[tuple[TagMatch, TagMatch], ...]
    says_more: tuple[CrossingKind, ...]
    exclude: frozenset[frozenset[CrossingKind]]
    stages: StageRules
    access: Fact
    kerb_nodes_needed: int
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
class FactKey:
    """The values of one key that mean yes and no; any other leaves the fact unknown."""

    key: str
    yes: frozenset[str]
    no: frozenset[str]


@dataclass(frozen=True, slots=True)
class FactRule:
    """How one fact is read from tags: any yes makes yes, else any no (or ``all_no``) no."""

    keys: tuple[FactKey, ...]
    all_no: bool

    def read(self, tags: Mapping[str, str]) -> Fact:
        """Return what tags say.

        Parameters
        ----------
        tags
            Tags of a node or way.

        Returns
        -------
        Fact
            Mapped yes or no, or unknown.
        """
        said = [(key, tags[key.key]) for key in self.keys if key.key in tags]
        if not said:
            return UNKNOWN
        if any(value in key.yes for key, value in said):
            return MAPPED_YES
        refused = [value in key.no for key, value in said]
        enough = all(refused) and len(said) == len(self.keys) if self.all_no else any(refused)
        return MAPPED_NO if enough else UNKNOWN


@dataclass(frozen=True, slots=True)
class TagRules:
    """How single tags are read: sets of values that mean yes or no, and ``facts`` by name."""

    firm: frozenset[str]
    loose: frozenset[str]
    smooth: frozenset[str]
    rough: frozenset[str]
    pavement_firm_beside: frozenset[str]
    carriageway_firm: frozenset[str]
    inferred_loose_highways: frozenset[str]
    access_yes: frozenset[str]
    access_no: frozenset[str]
    access_conditional: frozenset[str]
    motorroad: Fact
    facts: Mapping[str, FactRule]
    lit_yes: frozenset[str]
    lit_no: frozenset[str]
    mph_by_word: Mapping[str, int]
    mph_per_kmh: float


@dataclass(frozen=True, slots=True)
class Rules:
    """All rules for streets.

    ``informal_spacing_m``: the traffic over which people cross between junctions, with the
    farthest such places lie apart, metres; ``barrier_beside``: whether a pavement passes a
    barrier that stands on its road.
    """

    highways: Mapping[str, HighwayRule]
    pavements: PavementRules
    traffic: tuple[TrafficRow, ...]
    informal_spacing_m: Mapping[Traffic, float]
    crossings: CrossingRules
    barriers: Mapping[str, BarrierRule]
    barrier_beside: Fact
    tags: TagRules
