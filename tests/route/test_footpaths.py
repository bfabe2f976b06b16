"""Footpaths are kept between runs, and made anew when what is kept cannot be trusted."""

from pathlib import Path

import numpy as np
import pytest

from tests.builders import random_city
from tests.questions import router_for
from transit.model.fact import Stance
from transit.route.footpaths import cached_rows, keep_rows


def test_kept_rows_come_back(tmp_path: Path) -> None:
    """What was kept is read again."""
    rows = np.arange(10, dtype=np.int64).reshape(2, 5)
    keep_rows(tmp_path / "some.npz", rows)
    found = cached_rows(tmp_path / "some.npz")
    assert found is not None
    assert (found == rows).all()
    assert [path.name for path in tmp_path.iterdir()] == ["some.npz"]


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 torn", b"not at all"])
def test_torn_file_is_made_anew(tmp_path: Path, content: bytes) -> None:
    """A file cut short or of another kind counts as none, and is replaced."""
    city = random_city(7, tmp_path)
    profile = city.profiles[0]
    expected = router_for(city, profile).ground(Stance.HOPEFUL).rows
    for file in city.area.cache.iterdir():
        file.write_bytes(content)
    again = router_for(city, profile).ground(Stance.HOPEFUL).rows
    assert (again == expected).all()
    for file in city.area.cache.iterdir():
        assert cached_rows(file) is not None


def test_other_costs_have_other_footpaths(tmp_path: Path) -> None:
    """Two profiles that cost differently do not share a file."""
    city = random_city(7, tmp_path)
    for profile in city.profiles:
        router_for(city, profile).ground(Stance.HOPEFUL)
    assert len(list(city.area.cache.iterdir())) >= 2
