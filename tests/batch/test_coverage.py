"""Coverage of a register: verdicts made by hand, boundaries, deprivation, and files to hand on."""

import json

import geopandas as gpd
import openpyxl
import polars as pl
import pytest
from shapely import box
from town_files import at
from town_register import score_by_hand, write_town_register

from transit.batch import coverage
from transit.batch.coverage import CoverageAsked, cover
from transit.batch.coverage_files import share_figures, write_coverage
from transit.cli import main
from transit.disclosure.rules import Audience
from transit.equity.reach import Level
from transit.equity.share import Measure
from transit.errors import InputError
from transit.read.parameters import read_parameters

PARAMETERS = read_parameters()


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    """A scored register, wards west and east of x = 0, and their deprivation."""
    folder = tmp_path_factory.mktemp("coverage")
    tables = write_town_register(folder / "files")
    words = [word for name, path in tables.items() for word in (f"--{name}", str(path))]
    with pytest.raises(SystemExit):
        main(["import", str(folder / "r.sqlite"), *words])
    score_by_hand(folder / "r.sqlite")
    south, west = at(-500, -500)
    north, middle = at(0, 2_000)[1], at(0, 0)[1]
    top, east = at(2_000, 2_000)
    assert north == middle
    areas = gpd.GeoDataFrame(
        {"code": ["E05000001", "E05000002"], "name": ["West", "East"]},
        geometry=[box(west, south, middle, top), box(middle, south, east, top)],
        crs="EPSG:4326",
    )
    areas.to_file(folder / "wards.geojson")
    (folder / "imd.csv").write_text("code,IMD decile\nE05000001,2\nE05000002,9\n")
    return folder


def test_people_fall_into_wards_and_fifths(files):
    """P1 lives west (fifth 1), the others east (fifth 5); P2 has nothing alone."""
    asked = CoverageAsked(boundaries=files / "wards.geojson", deprivation=files / "imd.csv")
    found = cover(files / "r.sqlite", asked)
    groups = found.groups.filter(grouping="fifth")
    assert dict(zip(groups["person"], groups["group"], strict=True)) == {
        "P1": "1", "P2": "5", "P3": "5"
    }  # fmt: skip
    assert found.with_nothing(Level.NOW, 60) == ("P2",)
    assert found.with_nothing(Level.NOW, 45) == ("P1", "P2", "P3")
    assert found.with_nothing(Level.NOW, 60, "weekend") == ("P1", "P2", "P3")
    assert found.stale == 1
    assert found.notices == ()
    venue = found.venues.row(0, named=True)
    assert (venue["now"], venue["with_companion"], venue["people"]) == (2, 1, 3)


@pytest.mark.parametrize(
    ("edition", "told"),
    [("by-hand", []), ("newer", [("gap_other_edition", "error", 9)])],
)
def test_a_gap_against_another_edition_is_told(files, monkeypatch, edition, told):
    """Nine verdicts made over by-hand are held to what others reach over another edition."""
    monkeypatch.setattr(coverage, "read_manifest", lambda _: {"edition": edition})
    others = pl.DataFrame(schema={"person": str, "band": str, "level": str, "minutes": pl.Int32,
                                  "kind": str, "places": pl.Int32})  # fmt: skip
    monkeypatch.setattr(coverage, "reference_places", lambda *_, **__: others)
    found = cover(files / "r.sqlite", CoverageAsked(area=files))
    assert [(each.code, each.severity.value, each.count) for each in found.notices] == told


def test_homes_outside_and_other_codes_are_told(files, tmp_path):
    """A home in no area is noticed; deprivation of other areas is refused with both codes."""
    far = gpd.GeoDataFrame({"code": ["E05000009"]}, geometry=[box(5, 5, 6, 6)], crs="EPSG:4326")
    far.to_file(tmp_path / "far.geojson")
    found = cover(files / "r.sqlite", CoverageAsked(boundaries=tmp_path / "far.geojson"))
    assert [(each.code, each.severity.value, each.count) for each in found.notices] == [
        ("homes_in_no_area", "error", 3)
    ]
    asked = CoverageAsked(boundaries=tmp_path / "far.geojson", deprivation=files / "imd.csv")
    with pytest.raises(InputError, match=r"E05000001.*E05000009.*--deprivation-areas"):
        cover(files / "r.sqlite", asked)


def test_nothing_about_three_people_is_in_any_file(files, tmp_path):
    """Three are too few inside and outside: no count, no mean, no id in any kind of file."""
    found = cover(files / "r.sqlite", CoverageAsked(boundaries=files / "wards.geojson"))
    figures = share_figures(found, Measure(minutes=60), Audience.INSIDE, PARAMETERS)
    told = json.dumps(figures.as_dict())
    assert not any(person in told for person in ("P1", "P2", "P3"))
    assert all(row.hidden and row.mean is None for row in figures.groups.rows)
    for name in ("a.csv", "a.xlsx", "a.gpkg", "a.geojson"):
        write_coverage(figures, found.boundaries, PARAMETERS, tmp_path / name)
    areas = gpd.read_file(tmp_path / "a.gpkg")
    assert list(areas["name"]) == ["West", "East"]
    assert areas["mean_places"].isna().all()
    sheets = openpyxl.load_workbook(tmp_path / "a.xlsx").sheetnames
    assert sheets == ["groups", "venues", "sessions", "held_back", "about"]
    with pytest.raises(InputError, match=r"expected a name that ends in \.csv"):
        write_coverage(figures, found.boundaries, PARAMETERS, tmp_path / "a.docx")
    with pytest.raises(InputError, match="--boundaries"):
        write_coverage(figures, None, PARAMETERS, tmp_path / "b.gpkg")
    assert not (tmp_path / "b.gpkg").exists()


def test_the_command_prints_json_and_names_nobody_unasked(files, capsys):
    """Exit code 0 with the measure asked for; ids only with --ids, never in public."""

    def run(*words):
        with pytest.raises(SystemExit) as left:
            main(["coverage", str(files / "r.sqlite"), *words])
        return int(left.value.code or 0), capsys.readouterr()

    code, told = run("--minutes", "60", "--json")
    assert code == 0
    assert json.loads(told.out)["measure"]["minutes"] == 60
    assert "P2" not in told.out
    code, told = run("--minutes", "60", "--json", "--ids")
    assert json.loads(told.out)["nothing"] == ["P2"]
    assert run("--ids", "--public")[0] == 2
    out = files / "people.csv"
    assert run("--people", str(out), "--public")[0] == 2
    assert not out.exists()
    assert run("--people", str(out), "--json")[0] == 0
    rows = pl.read_csv(out).filter(band="any", level="now", minutes=60, kind="all")
    assert rows.select("person", "places").rows() == [("P1", 2), ("P2", 0), ("P3", 1)]
    (files / "g.toml").write_text(
        '[x]\nlabel = "x"\nsource = "x"\ndate = "x"\nconfidence = "assumed"\nby = "cohort"\n'
        "[x.rates]\nolder_adults = 2.0\n"
    )
    grow = ("--grow", "x", "--growth", str(files / "g.toml"))
    code, told = run(*grow, "--out", str(files / "g.csv"))
    assert (code, "made up: older adults +200%" in told.out) == (0, True)
    assert set(pl.read_csv(files / "g.csv")["scenario"]) == {"yes"}
    code, told = run("--minutes", "7")
    assert (code, "30, 45, 60" in told.err) == (1, True)
    assert run()[0] == 0
