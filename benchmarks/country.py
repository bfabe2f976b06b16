"""How areas of a country are built from one feed, and what all of England would take.

::

    python benchmarks/country.py             1, 5, 10 and 20 made-up regions: table and plot
    python benchmarks/country.py --plan      England in a night: arithmetic, figure by figure

A region is 2 x 2 tiles of the demo borough (about 27,000 corners, as Newport has). Regions lie side
by side, joined by roads and bus lines; all are in one feed and each has a street map of its own.
CPU seconds and peak memory are those of the whole command, in a process of its own.
"""

import argparse
import json
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import polars as pl
from apart import Spent, run_apart, run_measured
from charts import draw_charts
from country_plan import print_plan
from tiling import tile_town

COLUMNS = 5
TILES = 2
LAYOUTS = {1: (1, 1), 5: (5, 1), 10: (5, 2), 20: (5, 4)}
PLOT = Path(__file__).parents[1] / "docs" / "images" / "country-growth.svg"


def main() -> None:
    """Run what is asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--plan", action="store_true", help="print the plan for England only")
    parser.add_argument("--set", nargs="*", default=[], metavar="NAME=VALUE", help="plan figures")
    parser.add_argument("--regions", type=int, nargs="*", default=list(LAYOUTS))
    parser.add_argument("--repeats", type=int, default=2, help="how often each trip runs")
    parser.add_argument("--keep", type=Path, help="folder to work in and keep")
    asked = parser.parse_args()
    if asked.plan:
        print_plan(dict(each.split("=", 1) for each in asked.set))
        return
    folder = asked.keep or Path(tempfile.mkdtemp(prefix="transit-country-"))
    folder.mkdir(parents=True, exist_ok=True)
    rows = [_measure(n, folder / str(n), asked.repeats) for n in sorted(asked.regions)]
    _print(rows)
    _plot(rows)


@dataclass(frozen=True)
class Row:
    """What was measured for a country of so many regions."""

    regions: int
    stop_times: int
    corners: int
    whole: Spent
    one: Spent
    cutting: Spent
    all: Spent
    disk_mb: float
    crossing: int


def _measure(n: int, folder: Path, repeats: int) -> Row:
    """Make a country and build it in three ways."""
    feed, streets, boxes = run_apart(_nation, n, folder, repeats)
    listed = folder / "areas.csv"
    lines = [f"{name},{','.join(map(str, box))},{name}.osm.pbf" for name, box in boxes.items()]
    listed.write_text("\n".join(["name,south,west,north,east,streets", *lines, ""]))
    middle = list(boxes)[n // 2]
    box = ",".join(map(str, boxes[middle]))
    common = ["--gtfs", str(feed)]
    own = str(folder / f"{middle}.osm.pbf")
    cut = __file__.replace("country.py", "country_cut.py")
    cutting = run_measured([sys.executable, cut, str(feed), str(listed)])
    one = _transit(["--osm", own, *common, f"--clip={box}", "--out", str(folder / "one")])
    whole = _transit(["--osm", str(streets), *common, "--out", str(folder / "whole")])
    every = _transit(
        ["--osm", str(streets), *common, "--areas", str(listed), "--out", str(folder / "areas")]
    )

    index = json.loads((folder / "areas" / "areas.json").read_text())
    manifest = json.loads((folder / "whole" / "manifest.json").read_text())
    row = Row(
        regions=n,
        stop_times=_stop_times(folder / "whole"),
        corners=manifest["counts"]["corners"],
        whole=whole,
        one=one,
        cutting=cutting,
        all=every,
        disk_mb=sum(f.stat().st_size for f in (folder / "areas").rglob("*") if f.is_file()) / 1e6,
        crossing=sum(pair["trips"] for pair in index["trips_in_both"]),
    )
    print(row, flush=True)
    return row


def _nation(
    n: int, folder: Path, repeats: int
) -> tuple[Path, Path, dict[str, tuple[float, float, float, float]]]:
    """Write the feed, the street maps and the regions' boxes."""
    from transit.demo import make_demo
    from transit.fetch.extract import clip

    columns, rows = LAYOUTS[n]
    files = make_demo(folder / "demo")
    feed, streets = folder / "region.gtfs.zip", folder / "region.osm.pbf"
    if not feed.exists():
        tile_town(files.streets, files.timetable, folder, columns * TILES, rows * TILES, repeats, 1)
    boxes = _boxes(streets, columns, rows)
    for name, box in boxes.items():
        if not (folder / f"{name}.osm.pbf").exists():
            clip(streets, box, folder / f"{name}.osm.pbf", ())
    return feed, streets, boxes


def _boxes(streets: Path, columns: int, rows: int) -> dict[str, tuple[float, float, float, float]]:
    """Cut the surface that streets cover into equal boxes."""
    import numpy as np

    from transit.read.osm import read_streets

    found, _ = read_streets(streets)
    south, north = float(found.node_lat.min()), float(found.node_lat.max())
    west, east = float(found.node_lon.min()), float(found.node_lon.max())
    lat, lon = np.linspace(south, north, rows + 1), np.linspace(west, east, columns + 1)
    return {
        f"r{row}{column}": (
            float(lat[row]),
            float(lon[column]),
            float(lat[row + 1]),
            float(lon[column + 1]),
        )
        for row in range(rows)
        for column in range(columns)
    }


def _transit(words: Iterable[str]) -> Spent:
    return run_measured([sys.executable, "-m", "transit", "build", *words])


def _stop_times(area: Path) -> int:
    import numpy as np

    (arrivals,) = area.glob("editions/*/timetable/arrival.npy")
    return int(np.load(arrivals, mmap_mode="r").size)


def _print(rows: list[Row]) -> None:
    table = pl.DataFrame(
        {
            "regions": [row.regions for row in rows],
            "corners": [row.corners for row in rows],
            "stop times in the feed": [row.stop_times for row in rows],
            "cutting it, CPU s": [f"{row.cutting.cpu_s:.1f}" for row in rows],
            "cutting it, GB": [f"{row.cutting.peak_gb:.2f}" for row in rows],
            "one region of it, CPU s": [f"{row.one.cpu_s:.1f}" for row in rows],
            "one region of it, GB": [f"{row.one.peak_gb:.2f}" for row in rows],
            "all regions, CPU s": [f"{row.all.cpu_s:.1f}" for row in rows],
            "all regions, GB": [f"{row.all.peak_gb:.2f}" for row in rows],
            "as one area, CPU s": [f"{row.whole.cpu_s:.1f}" for row in rows],
            "as one area, GB": [f"{row.whole.peak_gb:.2f}" for row in rows],
            "regions on disk, MB": [f"{row.disk_mb:.0f}" for row in rows],
            "trips in two regions": [row.crossing for row in rows],
        }
    )
    names = [str(row.regions) for row in rows]
    print("| | " + " | ".join(names) + " |\n|---" * 1 + "|---" * len(names) + "|")
    for column in table.columns[1:]:
        cells = [f"{v:,}" if isinstance(v, int) else v for v in table[column].to_list()]
        print(f"| {column} | " + " | ".join(cells) + " |")


def _plot(rows: list[Row]) -> None:
    def line(name: str, of: str) -> list[tuple[float, float]]:
        return [(row.regions, getattr(getattr(row, name), of)) for row in rows]

    names = {
        "whole": "the country as one area",
        "all": "its regions one after the other, from one feed",
        "one": "one region, from the country's feed",
        "cutting": "cutting the feed alone",
    }
    draw_charts(
        PLOT,
        [
            (
                title,
                "regions in the country",
                unit,
                {said: line(name, of) for name, said in names.items()},
            )
            for title, unit, of in (
                ("Time to build", "CPU seconds", "cpu_s"),
                ("Memory to build", "peak, GB", "peak_gb"),
            )
        ],
    )
    print(f"plot: {PLOT}")


if __name__ == "__main__":
    main()
