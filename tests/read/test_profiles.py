"""Profile files: the shipped ones are sound, bad ones are refused by file and field."""

from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pytest

from transit.errors import InputError
from transit.model.riding import Riding
from transit.model.streets import CrossingKind, RoadClass, Traffic
from transit.read.profiles import list_profiles, read_profile, read_sourced_profile


def test_shipped_profiles_are_ten() -> None:
    """Every shipped profile can be read and routes differently from the others."""
    found = list_profiles()
    assert len(found) == 10
    assert len({profile.routing_hash for profile in found}) == 10
    assert len({profile.label for profile in found}) == 10


def test_profile_gives_what_differs_from_its_base() -> None:
    """A value that a file does not give is that of the profile it extends."""
    base, own = read_profile("walks-well"), read_profile("avoids-changes")
    assert own.most_changes == 1
    assert own.weights.walk == base.weights.walk
    assert own.crossings[CrossingKind.SIGNALS] is Traffic.FAST


def test_every_value_has_a_source() -> None:
    """All that a shipped profile says can be traced."""
    for profile in list_profiles():
        for value in read_sourced_profile(profile.name).values.values():
            assert value.source, f"{profile.name}: {value.name}"


VALUE = 'unit = ""\nsource = "test"\ndate = "2024-01-01"\nconfidence = "assumed"\n'


@pytest.mark.parametrize(
    ("content", "named"),
    [
        ("", "label"),
        ('label = "x"\nextends = "nobody"\n', "nobody"),
        ('label = "x"\nspeed_m_s = 1.0\n', "speed_m_s"),
        ('label = "x"\nextends = "walks-well"\n[speed_m_s]\nvalue = 1.0\n', "speed_m_s"),
        (f'label = "x"\nextends = "walks-well"\n[speed_m_s]\nvalue = "fast"\n{VALUE}', "speed_m_s"),
        (f'label = "x"\nextends = "walks-well"\n[speed_m_s]\nvalue = 9.0\n{VALUE}', "speed_m_s"),
        (f'label = "x"\nextends = "walks-well"\n[wings]\nvalue = 2\n{VALUE}', "wings"),
        (f'label = "x"\nextends = "walks-well"\n[chair]\nvalue = 1\n{VALUE}', "chair"),
        (
            f'label = "x"\nextends = "walks-well"\n[crossings.zebra]\nvalue = "hectic"\n{VALUE}',
            "hectic",
        ),
        (f'label = "x"\nextends = "walks-well"\n[weights.ride]\nvalue = 5.0\n{VALUE}', "ride"),
        (f'label = "x"\n[speed_m_s]\nvalue = 1.0\n{VALUE}', "longest_walk_m"),
    ],
)
def test_bad_file_names_file_and_field(tmp_path: Path, content: str, named: str) -> None:
    """The message says which file and which field."""
    file = tmp_path / "somebody.toml"
    file.write_text(content)
    with pytest.raises(InputError, match=r"somebody\.toml") as refused:
        read_profile(file)
    assert named in str(refused.value)


def test_unknown_name_lists_what_there_is() -> None:
    """Asked for a profile that is not there, the message names those that are."""
    with pytest.raises(InputError, match="walks-well"):
        read_profile("flies")


def test_what_rides_may_ask_is_read(tmp_path: Path) -> None:
    """Hours are times of the clock, roads are words; what a file does not say is no limit."""
    said = {
        "walks_on": '["residential", "service"]',
        "walks_unlit": "false",
        "riding.longest_ride_s": "1200",
        "riding.board_within": '"09:30-23:00"',
        "riding.not_within": '["07:45-09:00", "23:00-26:15"]',
        "riding.asks_driver": "false",
    }
    file = tmp_path / "somebody.toml"
    tables = "".join(f"[{name}]\nvalue = {value}\n{VALUE}" for name, value in said.items())
    file.write_text(f'label = "x"\nextends = "walks-well"\n{tables}')
    made = read_profile(file)
    assert made.walks_on == (RoadClass.RESIDENTIAL, RoadClass.SERVICE)
    assert not made.walks_unlit
    assert made.riding == Riding(
        longest_ride_s=1200,
        board_within=(34_200, 82_800),
        not_within=((27_900, 32_400), (82_800, 94_500)),
        asks_driver=False,
    )
    assert made.routing_hash != read_profile("walks-well").routing_hash


@pytest.mark.parametrize("field", [field.name for field in fields(Riding)])
def test_profiles_that_ride_differently_route_differently(field: str) -> None:
    """Every limit on rides is part of what tells two routings apart."""
    base = read_profile("walks-well")
    other: dict[str, Any] = {
        "board_within": (0, 60),
        "not_within": ((0, 60),),
        "longest_ride_s": 60,
    }
    limited = replace(Riding(), **{field: other.get(field, False)})
    assert replace(base, riding=limited).routing_hash != base.routing_hash


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("walks_on", '"primary"', "list of words"),
        ("walks_on", '["none"]', "residential"),
        ("walks_on", '["motorcycle"]', "motorcycle"),
        ("walks_unlit", '"no"', "true or false"),
        ("riding.longest_ride_s", "-1", "longest ride"),
        ("riding.longest_ride_s", '"long"', "whole number"),
        ("riding.board_within", '"9 to 5"', "09:30-23:00"),
        ("riding.board_within", '["09:30", "23:00"]', "09:30-23:00"),
        ("riding.board_within", '"23:00-09:30"', "end after they start"),
        ("riding.not_within", '"08:00-09:00"', "list of words"),
        ("riding.not_within", '["08:00"]', "09:30-23:00"),
        ("riding.wings", "true", "not a field"),
        ("riding.asks_driver.loudly", "true", "not a field"),
        ("riding", "true", "not a field"),
    ],
)
def test_what_rides_cannot_ask_is_refused(tmp_path: Path, name: str, value: str, said: str) -> None:
    """Each message names the file, the field and what would do."""
    file = tmp_path / "somebody.toml"
    file.write_text(f'label = "x"\nextends = "walks-well"\n[{name}]\nvalue = {value}\n{VALUE}')
    with pytest.raises(InputError, match=r"somebody\.toml") as refused:
        read_profile(file)
    assert said in str(refused.value)
