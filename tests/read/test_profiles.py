"""Profile files: the shipped ones are sound, bad ones are refused by file and field."""

from pathlib import Path

import pytest

from transit.errors import InputError
from transit.model.streets import CrossingKind, Traffic
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
