"""The survey commands: told, kept, listed, handed on, taken out."""

import json
import sys

import pytest
from lanes import build_lanes
from register_files import write_register_files, write_table
from town_files import at

from transit.cli import main


@pytest.fixture
def run(capsys):
    """Run the command line; gives the exit code and what was printed."""

    def run(*words):
        with pytest.raises(SystemExit) as left:
            main([str(word) for word in words])
        told = capsys.readouterr()
        return int(left.value.code or 0), told.out, told.err

    return run


@pytest.fixture
def register(run, tmp_path):
    """A register of the small files."""
    files = write_register_files(tmp_path / "files")
    options = [word for name, path in files.items() for word in (f"--{name}", path)]
    code, _, _ = run("import", tmp_path / "r.sqlite", *options)
    assert code == 0
    return tmp_path / "r.sqlite"


SEEN = {
    "fact": "kerb",
    "found": "no",
    "lat": "51.5",
    "lon": "-3.01",
    "seen_on": "05/10/2026",
    "seen_by": "trainer 2",
    "note": "high, both sides",
}


def test_what_is_added_is_listed_exported_and_read_again(run, register, tmp_path):
    """The GeoJSON of one register makes the same list in the other."""
    code, out, _ = run(
        "survey", register, "add", "--fact", "shelter", "--found", "yes", "--stop", "s 1",
        "--seen-by", "trainer 2", "--seen-on", "2026-10-05", "--json",
    )  # fmt: skip
    assert code == 0
    assert json.loads(out)["added"] == 1
    file = write_table(tmp_path / "seen.csv", [SEEN])
    assert run("survey", register, "import", file)[:2] == (
        0,
        "1 added, 0 known before; 0 verdicts to be scored again\n",
    )
    assert "0 added, 1 known" in run("survey", register, "import", file)[1]
    listed = run("survey", register, "list", "--json")[1]
    assert [row["fact"] for row in json.loads(listed)] in (["kerb", "shelter"], ["shelter", "kerb"])
    code, out, _ = run("survey", register, "export", tmp_path / "seen.geojson")
    assert (code, "2 observations" in out) == (0, True)
    other = tmp_path / "other.sqlite"
    assert run("db", "upgrade", other)[0] == 0
    assert run("survey", other, "import", tmp_path / "seen.geojson")[0] == 0
    assert run("survey", other, "list", "--json")[1] == listed
    key = json.loads(listed)[0]["id"]
    assert run("survey", other, "remove", key)[0] == 0
    assert len(json.loads(run("survey", other, "list", "--json")[1])) == 1
    assert "shelter" in run("survey", register, "list")[1]


def test_faults_keep_a_file_out(run, register, tmp_path):
    """Each is told by row and field; good rows come in when asked for."""
    bad = SEEN | {"found": "perhaps"}
    file = write_table(tmp_path / "seen.csv", [SEEN, bad | {"lat": "51.6"}])
    code, out, _ = run("survey", register, "import", file)
    assert code == 1
    assert "row 3, kerb, found: found 'perhaps'; expected yes or no" in out
    assert run("survey", register, "list")[1] == "Nothing was recorded yet.\n"
    assert run("survey", register, "import", file, "--accept-good-rows")[0] == 1
    assert len(json.loads(run("survey", register, "list", "--json")[1])) == 1


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["add", "--fact", "smell", "--found", "yes", "--seen-by", "x"], 2, "one of pavement"),
        (["add", "--fact", "kerb", "--found", "yes", "--seen-by", "x"], 2, "latitude"),
        (["add", "--fact", "kerb", "--found", "3", "--seen-by", "x", "--at", "51,-3"], 2, "yes or"),
        (["remove", "nothing"], 1, "no observation"),
        (["import", "/nowhere.csv"], 1, "Nothing was imported"),
    ],
)
def test_wrong_use_is_told(run, register, words, code, said):
    """No traceback, and the exit code of its kind."""
    found = run("survey", register, *words)
    assert found[0] == code
    assert said in " ".join((found[1] + found[2]).replace("│", " ").split())
    assert sys.exc_info() == (None, None, None)


def test_a_stop_is_looked_for_in_the_area(run, register, tmp_path):
    """Wherever the area is named on the line; a stop that it has not is told."""
    build_lanes(tmp_path)
    area = tmp_path / "area"
    seen = ["--fact", "seat", "--found", "no", "--seen-by", "x", "--seen-on", "2026-10-05"]
    code, out, _ = run("survey", register, "--area", area, "add", *seen, "--stop", "west")
    assert (code, out) == (0, "1 added, 0 known before; 0 verdicts to be scored again\n")
    code, out, _ = run("survey", register, "add", *seen, "--stop", "north", f"--area={area}")
    assert code == 0
    assert "observation_unmatched" in out
    assert "no stop of this id" in out
    assert run("survey", "--area", area, register, "export", tmp_path / "x.geojson")[0] == 0
    told = json.loads((tmp_path / "x.geojson").read_text(encoding="utf-8"))
    geometries = {each["properties"]["stop_id"]: each["geometry"] for each in told["features"]}
    assert geometries["north"] is None
    assert geometries["west"]["coordinates"] == pytest.approx(at(60, 6)[::-1], abs=1e-5)


def test_a_register_that_is_not_there_is_not_made(run, tmp_path):
    """A slip of the pen in its name makes no second register."""
    assert run("survey", tmp_path / "no.sqlite", "list")[0] == 1
    assert not (tmp_path / "no.sqlite").exists()
