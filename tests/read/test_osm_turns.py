"""Turn restrictions: which are read, and which are counted as unread."""

from pathlib import Path

import pytest

from tests.read.test_osm import codes, node, tagged, way, written
from transit.read.osm import read_streets

TOWN = (
    *(node(number, 51.5 + lat, -3.0 + lon) for number, lat, lon in (
        (1, 0, 0), (2, 0, 0.001), (3, 0, 0.002), (4, 0.001, 0.001),
    )),
    way(10, [1, 2], highway="residential"),
    way(11, [2, 3], highway="residential"),
    way(12, [2, 4], highway="residential"),
)  # fmt: skip

MEMBERS = ("from way 10", "via node 2", "to way 12")


def restriction(*members: str, **tags: str) -> str:
    """One turn restriction as XML, its members as ``role type id``."""
    parts = (member.split() for member in members)
    inner = "".join(
        f"<member role='{role}' type='{kind}' ref='{ref}'/>" for role, kind, ref in parts
    )
    return (
        f"<relation id='90' version='1'>{inner}{tagged({'type': 'restriction', **tags})}</relation>"
    )


@pytest.mark.parametrize(
    ("tags", "only"),
    [
        ({"restriction": "no_left_turn"}, False),
        ({"restriction": "only_straight_on"}, True),
        ({"restriction__motor_vehicle": "no_left_turn"}, False),
        ({"restriction": "no_left_turn", "except": "psv;bicycle"}, False),
    ],
)
def test_a_restriction_is_read(tmp_path: Path, tags: dict[str, str], only: bool) -> None:
    """From one way at a node into another: forbidden, or the only turn."""
    found, notices = read_streets(written(tmp_path, *TOWN, restriction(*MEMBERS, **tags)))
    (turn,) = found.turns
    assert (turn.from_way, turn.to_way, turn.only) == (10, 12, only)
    assert found.node_osm_id[turn.via] == 2
    assert "osm_turn_restriction_unread" not in codes(notices)


@pytest.mark.parametrize(
    "tags",
    [
        {"restriction__hgv": "no_left_turn"},
        {"restriction": "no_left_turn", "except": "motorcar"},
    ],
)
def test_what_a_minibus_may_do_is_no_restriction(tmp_path: Path, tags: dict[str, str]) -> None:
    """Rules for lorries alone, or not for cars, are passed over without a word."""
    found, notices = read_streets(written(tmp_path, *TOWN, restriction(*MEMBERS, **tags)))
    assert not found.turns
    assert "osm_turn_restriction_unread" not in codes(notices)


@pytest.mark.parametrize(
    ("members", "tags"),
    [
        (MEMBERS, {"restriction__conditional": "no_left_turn @ (07:00-19:00)"}),
        (("from way 10", "via way 11", "to way 12"), {"restriction": "no_u_turn"}),
        (("from way 10", "via node 2"), {"restriction": "no_left_turn"}),
        (MEMBERS, {"restriction": "turn_off_your_engine"}),
    ],
)
def test_what_cannot_be_read_is_said(
    tmp_path: Path, members: tuple[str, ...], tags: dict[str, str]
) -> None:
    """At some hours only, through a way, without a member, or of no known kind."""
    found, notices = read_streets(written(tmp_path, *TOWN, restriction(*members, **tags)))
    assert not found.turns
    assert "osm_turn_restriction_unread" in codes(notices)


def test_a_restriction_outside_the_box_is_left_out(tmp_path: Path) -> None:
    """Its junction is not on the map."""
    file = written(tmp_path, *TOWN, restriction(*MEMBERS, restriction="no_left_turn"))
    found, _ = read_streets(file, (51.4, -3.1, 51.6, -2.9995))
    assert not found.turns
