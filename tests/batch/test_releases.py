"""A second pack of the same register: what the difference from the first would give away."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.report.packs import PARAMETERS, evidence, travellers
from transit.batch.releases import keep_release, read_release
from transit.disclosure import Audience, attack
from transit.errors import InputError
from transit.report.choose import Version, booklet_of, counts_of

FIRST = evidence(scenario=None)
"""Sixty people, of whom twelve can go alone."""


def test_one_person_fewer_is_not_told_by_the_difference(tmp_path: Path) -> None:
    """12 alone and then 11, both told exactly, would tell of the one who is gone."""
    first = counts_of(FIRST, Version.INSIDE, PARAMETERS)
    keep_release(tmp_path / "kept.json", first)
    earlier = read_release(tmp_path / "kept.json", Audience.INSIDE)
    then = replace(FIRST, people=59, travellers=travellers()[1:])
    by_itself = counts_of(then, Version.INSIDE, PARAMETERS)
    assert (first.value(verdict="now"), by_itself.value(verdict="now")) == (12, 11)
    second = counts_of(then, Version.INSIDE, PARAMETERS, earlier)
    assert second.value(verdict="now") is None
    assert all(high - low >= 3 for low, high in attack(second).values())
    said = repr(booklet_of(then, Version.INSIDE, PARAMETERS, second).sections)
    assert "'not shown'" in said


def test_the_same_pack_again_is_told_as_it_was(tmp_path: Path) -> None:
    """Nothing has changed, so there is no difference to be hidden."""
    first = counts_of(FIRST, Version.PUBLIC, PARAMETERS)
    keep_release(tmp_path / "kept.json", first)
    again = counts_of(
        FIRST, Version.EASY, PARAMETERS, read_release(tmp_path / "kept.json", Audience.PUBLIC)
    )
    assert again.cells == first.cells


def test_a_file_of_other_readers_or_of_something_else_is_refused(tmp_path: Path) -> None:
    """The message says what it holds; where nothing was kept yet there is nothing to compare."""
    file = tmp_path / "kept.json"
    assert read_release(file, Audience.PUBLIC) is None
    file.write_text("{}", encoding="utf-8")
    with pytest.raises(InputError, match="not a table that was kept"):
        read_release(file, Audience.PUBLIC)
    keep_release(file, counts_of(FIRST, Version.INSIDE, PARAMETERS))
    with pytest.raises(InputError, match="readers who are inside, not public"):
        read_release(file, Audience.PUBLIC)
