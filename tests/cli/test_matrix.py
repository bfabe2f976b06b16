"""``transit matrix`` from the shell's side: files in, a file out or a message and nothing."""

import json
from pathlib import Path

import polars as pl
import pytest
from town_files import at, write_town

from transit.cli.main import main
from transit.network.build import build_area


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the town's area."""
    folder = tmp_path_factory.mktemp("matrix")
    streets, feed = write_town(folder)
    build_area(osm=streets, gtfs=[feed], out=folder / "area", draw_map=False)
    return folder / "area"


def _points(file: Path, *places: tuple[str, float, float]) -> Path:
    rows = [f"{key},{at(x, y)[0]:.6f},{at(x, y)[1]:.6f}" for key, x, y in places]
    file.write_text("\n".join(["id,lat,lon", *rows]) + "\n", encoding="utf-8")
    return file


def _run(town: Path, origins: Path, destinations: Path, out: Path, *more: str) -> int:
    given = ["--area", str(town), "--origins", str(origins), "--destinations", str(destinations)]
    with pytest.raises(SystemExit) as left:
        main(["matrix", *given, "--out", str(out), "--workers", "1", *more])
    return int(left.value.code or 0)


def test_writes_a_row_a_moment_or_a_row_a_pair(town: Path, tmp_path: Path) -> None:
    """Two homes, one place, eleven moments and two stances are 44 rows, with percentiles four."""
    homes = _points(tmp_path / "h.csv", ("a", 40, 8), ("b", 330, 190))
    place = _points(tmp_path / "p.csv", ("v", 1010, 8))
    asked = ("--arrive-by", "2026-01-12T09:30", "--window", "10")
    assert _run(town, homes, place, tmp_path / "all.parquet", *asked) == 0
    every = pl.read_parquet(tmp_path / "all.parquet")
    assert every.height == 44
    assert every.columns[:4] == ["origin", "destination", "stance", "time"]
    assert _run(town, homes, place, tmp_path / "few.parquet", *asked, "--percentiles") == 0
    few = pl.read_parquet(tmp_path / "few.parquet")
    assert few.height == 4
    assert few["moments"].to_list() == [11] * 4
    assert {"duration_p5_s", "duration_p50_s", "duration_p95_s"} < set(few.columns)
    told = (Path(__file__).parents[2] / "docs" / "matrix.md").read_text(encoding="utf-8")
    columns = {*every.columns, *few.columns} - {f"duration_p{n}_s" for n in (5, 25, 75, 95)}
    assert not [name for name in columns if f"`{name}`" not in told]


def test_leaves_origins_and_destinations_where_they_are(town: Path, tmp_path: Path) -> None:
    """Bus 7 runs east only: eastward it takes a fraction of the walk back."""
    west = _points(tmp_path / "w.csv", ("west", 150, 8))
    east = _points(tmp_path / "e.csv", ("east", 1050, 8))
    for asked in (("--arrive-by", "2026-01-12T09:40"), ("--depart-at", "2026-01-12T09:25")):
        there, back = tmp_path / "there.parquet", tmp_path / "back.parquet"
        assert _run(town, west, east, there, *asked, "--stance", "hopeful") == 0
        assert _run(town, east, west, back, *asked, "--stance", "hopeful") == 0
        eastward, westward = pl.read_parquet(there), pl.read_parquet(back)
        assert (eastward["origin"][0], eastward["destination"][0]) == ("west", "east")
        assert (westward["origin"][0], westward["destination"][0]) == ("east", "west")
        assert eastward["least_burden_s"][0] < westward["least_burden_s"][0]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "is empty"),
        ("id,lat,lon\n", "no places"),
        ("id,lat\n1,2\n", "no column lon"),
        ("id,lat,lon\n1,2,x\n", "row 2: lon"),
        ("id,lat,lon\n1,52,-1\n1,52,-1\n", "row 3: id is there twice"),
    ],
)
def test_bad_tables_are_named_and_nothing_is_written(
    text: str, said: str, town: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """File, row and field are named; no file and no folder is left behind."""
    bad = tmp_path / "bad.csv"
    bad.write_text(text, encoding="utf-8")
    good = _points(tmp_path / "good.csv", ("v", 1010, 8))
    for tables in ((bad, good), (good, bad)):
        code = _run(town, *tables, tmp_path / "out.parquet", "--arrive-by", "2026-01-12T09:30")
        assert code == 1
        message = capsys.readouterr().err
        assert said in message
        assert "bad.csv" in message
        assert "Traceback" not in message
    assert not list(tmp_path.glob("out*"))


def test_points_far_from_any_street_are_noticed(
    town: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The others are done, the notice gives the first row and how many, and the code is 1."""
    homes = _points(tmp_path / "h.csv", ("a", 40, 8), ("far", 90_000, 0), ("away", 0, 90_000))
    place = _points(tmp_path / "p.csv", ("v", 1010, 8))
    out = tmp_path / "out.parquet"
    assert _run(town, homes, place, out, "--arrive-by", "2026-01-12T09:30") == 1
    said = capsys.readouterr().out
    assert "point_far_from_streets" in said
    assert "row 3" in said
    rows = pl.read_parquet(out)
    assert rows.filter(pl.col("origin") == "a")["duration_s"].null_count() == 0
    assert rows.filter(pl.col("origin") != "a")["duration_s"].null_count() == 4


def test_json_is_json_alone(town: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """After the timetable's end a warning is told, in JSON as any other answer."""
    points = _points(tmp_path / "p.csv", ("v", 1010, 8))
    out = tmp_path / "out.parquet"
    asked = ("--arrive-by", "2026-03-28T09:30", "--days", "2", "--criteria", "time", "--json")
    assert _run(town, points, points, out, *asked) == 1
    told = json.loads(capsys.readouterr().out)
    assert [told[name] for name in ("pairs", "moments", "dates")] == [1, 1, 2]
    assert [notice["code"] for notice in told["notices"]] == ["matrix_without_timetable"]


def test_wrong_use(town: Path, tmp_path: Path) -> None:
    """Neither or both of the moments, or a window into the next day, are told."""
    points = _points(tmp_path / "p.csv", ("v", 1010, 8))
    out = tmp_path / "out.parquet"
    assert _run(town, points, points, out) == 2
    both = ("--arrive-by", "2026-01-12T09:30", "--depart-at", "2026-01-12T09:30")
    assert _run(town, points, points, out, *both) == 2
    late = ("--arrive-by", "2026-01-12T23:30", "--window", "60")
    assert _run(town, points, points, out, *late) == 1
    assert not list(tmp_path.glob("out*"))
