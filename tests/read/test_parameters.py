"""A council's own parameters replace the shipped ones, and none is passed over in silence."""

from pathlib import Path

import pytest

from transit.errors import InputError
from transit.read.parameters import read_parameters

OWN = '[{}]\nvalue = 90\nunit = "s"\nsource = "ours"\ndate = "2026-01-01"\nconfidence = "assumed"\n'


def test_own_parameters_replace_the_shipped_ones(tmp_path: Path) -> None:
    """The one that is given is changed, all others stay."""
    (tmp_path / "own.toml").write_text(OWN.format("lift_wait_s"), encoding="utf-8")
    shipped, ours = read_parameters(), read_parameters(tmp_path)
    assert ours.number("lift_wait_s") == 90
    changed = [name for name in shipped if shipped[name] != ours[name]]
    assert (changed, list(ours)) == (["lift_wait_s"], list(shipped))


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    """A misspelt folder would else be answered with numbers that the council has replaced."""
    file = tmp_path / "own.toml"
    file.write_text(OWN.format("lift_wait_s"), encoding="utf-8")
    for path in (tmp_path / "nowhere", file):
        with pytest.raises(InputError, match="no such folder of parameters"):
            read_parameters(path)


def test_a_name_that_replaces_nothing_is_told(tmp_path: Path) -> None:
    """So would a misspelt name."""
    (tmp_path / "own.toml").write_text(OWN.format("lift_waits_s"), encoding="utf-8")
    with pytest.raises(InputError, match="no parameter lift_waits_s"):
        read_parameters(tmp_path)
