"""The shipped rules: complete, sourced, and careful with what is unknown."""

from pathlib import Path

import pytest

from transit.errors import InputError
from transit.model.fact import Stance
from transit.model.streets import CrossingKind, RoadClass, Traffic
from transit.network.kerbside.kinds import crossing_kind
from transit.network.kerbside.ways import judge_traffic
from transit.read.parameters import read_toml
from transit.read.rules import read_rules
from transit.resources import data_dir

RULES = read_rules()


@pytest.mark.parametrize(
    "name", ["barriers", "crossings", "highways", "pavements", "tags", "traffic"]
)
def test_every_table_names_its_source(name: str) -> None:
    """Source, date and confidence stand at the head of the file or in each of its tables."""
    content = read_toml(data_dir() / "rules" / f"{name}.toml")
    asked = {"source", "date", "confidence"}
    tables = [table for table in content.values() if isinstance(table, dict)]
    assert asked <= set(content) or all(asked <= set(table) for table in tables)


@pytest.mark.parametrize(
    ("tags", "kind"),
    [
        ({"highway": "crossing", "crossing": "traffic_signals"}, CrossingKind.SIGNALS),
        ({"highway": "crossing", "crossing_ref": "puffin"}, CrossingKind.SIGNALS),
        ({"highway": "crossing", "crossing": "toucan"}, CrossingKind.SIGNALS),
        (
            {"highway": "crossing", "crossing": "uncontrolled", "crossing_ref": "zebra"},
            CrossingKind.ZEBRA,
        ),
        ({"highway": "crossing", "crossing:markings": "zebra"}, CrossingKind.ZEBRA),
        ({"highway": "crossing", "crossing": "uncontrolled"}, CrossingKind.MARKED),
        ({"highway": "crossing", "crossing": "marked"}, CrossingKind.MARKED),
        (
            {"highway": "crossing", "crossing": "unmarked", "crossing:island": "yes"},
            CrossingKind.REFUGE,
        ),
        ({"traffic_calming": "island"}, CrossingKind.REFUGE),
        ({"highway": "crossing", "crossing": "unmarked"}, CrossingKind.UNMARKED),
        ({"highway": "crossing", "crossing:markings": "no"}, CrossingKind.UNMARKED),
        ({"highway": "crossing"}, CrossingKind.UNKNOWN_KIND),
        ({"highway": "crossing;traffic_signals"}, CrossingKind.SIGNALS_AT_JUNCTION),
        ({"highway": "traffic_signals"}, CrossingKind.SIGNALS_AT_JUNCTION),
        ({"railway": "level_crossing"}, CrossingKind.LEVEL_CROSSING),
        ({"crossing": "no"}, CrossingKind.NOT_A_CROSSING),
        ({"highway": "bus_stop"}, CrossingKind.NOT_A_CROSSING),
    ],
)
def test_crossing_tags(tags: dict[str, str], kind: CrossingKind) -> None:
    """What the wiki's tags mean."""
    assert crossing_kind(tags, RULES.crossings) == kind


@pytest.mark.parametrize(
    ("road", "mph", "lanes", "traffic"),
    [
        (RoadClass.SERVICE, 10, 0, Traffic.QUIET),
        (RoadClass.RESIDENTIAL, 30, 2, Traffic.QUIET),
        (RoadClass.RESIDENTIAL, 40, 2, Traffic.MODERATE),
        (RoadClass.TERTIARY, 30, 2, Traffic.MODERATE),
        (RoadClass.TERTIARY, 30, 4, Traffic.BUSY),
        (RoadClass.PRIMARY, 30, 2, Traffic.BUSY),
        (RoadClass.UNCLASSIFIED, 60, 0, Traffic.FAST),
        (RoadClass.MOTORWAY, 70, 3, Traffic.FAST),
    ],
)
def test_traffic(road: RoadClass, mph: int, lanes: int, traffic: Traffic) -> None:
    """Class, speed and lanes make the traffic."""
    assert judge_traffic(RULES, road, mph, lanes) == traffic


def test_faster_is_never_quieter() -> None:
    """Raising the limit or adding a lane never makes a road easier."""
    for road in RoadClass:
        levels = [judge_traffic(RULES, road, mph, 2) for mph in range(5, 75, 5)]
        assert levels == sorted(levels)
        wide = [judge_traffic(RULES, road, 30, lanes) for lanes in range(1, 6)]
        assert wide == sorted(wide)


def test_cautious_reading_is_never_better_than_what_is_mapped() -> None:
    """What is left open counts as nothing there, and the hopeful reading leaves nothing open."""
    open_ = {CrossingKind.SIGNALS_AT_JUNCTION, CrossingKind.MARKED, CrossingKind.UNKNOWN_KIND}
    for kind in CrossingKind:
        cautious = RULES.crossings.read_as(kind, Stance.CAUTIOUS)
        hopeful = RULES.crossings.read_as(kind, Stance.HOPEFUL)
        if kind in open_:
            assert cautious == CrossingKind.NONE
            assert hopeful in (CrossingKind.SIGNALS, CrossingKind.ZEBRA)
        else:
            assert cautious == hopeful == kind


def test_missing_rules_are_named(tmp_path: Path) -> None:
    """An empty folder of rules is an InputError, not a traceback."""
    with pytest.raises(InputError):
        read_rules(tmp_path)
    for path in (data_dir() / "rules").glob("*.toml"):
        (tmp_path / path.name).write_text("x = 1\n")
    with pytest.raises(InputError, match="missing or misspelt"):
        read_rules(tmp_path)
