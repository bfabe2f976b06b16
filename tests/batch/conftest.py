"""A small town's area, and tables of points in it."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from town_files import at, write_town

from transit.network.build import build_area

Writer = Callable[[str, Sequence[tuple[str, float, float]]], Path]


@pytest.fixture(scope="session")
def town_area(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the town's area."""
    folder = tmp_path_factory.mktemp("town")
    streets, feed = write_town(folder)
    build_area(osm=streets, gtfs=[feed], out=folder / "area", draw_map=False)
    return folder / "area"


@pytest.fixture
def write_points(tmp_path: Path) -> Writer:
    """Return a function that writes places, metres east and north of the town's corner."""

    def write(name: str, places: Sequence[tuple[str, float, float]]) -> Path:
        lines = ["id,lat,lon"]
        for key, east, north in places:
            lat, lon = at(east, north)
            lines.append(f"{key},{lat:.6f},{lon:.6f}")
        file = tmp_path / name
        file.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return file

    return write
