"""The commands as a user meets them: output, messages and exit codes, run in this process."""

import json
import subprocess
import sys
from pathlib import Path

import geopandas as gpd
import networkx as nx
import pytest
from town_files import at, write_town

from transit.cli import main
from transit.cli.main import Exit
from transit.network.store import open_area

FROM, TO = (",".join(f"{number:.6f}" for number in at(*point)) for point in ((40, 8), (1150, 8)))
MOMENT = "2026-01-13T10:00"


@pytest.fixture(scope="module")
def town(tmp_path_factory):
    """The town's files."""
    return write_town(tmp_path_factory.mktemp("town"))


@pytest.fixture(scope="module")
def area(town, tmp_path_factory):
    """An area built by the command."""
    folder = tmp_path_factory.mktemp("cli") / "area"
    with pytest.raises(SystemExit) as left:
        main(["build", "--osm", str(town[0]), "--gtfs", str(town[1]), "--out", str(folder)])
    assert left.value.code == 0
    return folder


@pytest.fixture
def run(capsys):
    """Run a command; gives its exit code, output and messages."""

    def run_words(*words):
        with pytest.raises(SystemExit) as left:
            main([str(word) for word in words])
        said = capsys.readouterr()
        assert "Traceback" not in said.err
        return left.value.code, said.out, said.err

    return run_words


def test_journey_reads_like_a_journey(run, area):
    """Bus 7 leaves West End every quarter of an hour and the text says where to get off."""
    code, out, _ = run("journey", "--area", area, "--from", FROM, "--to", TO, "--arrive-by", MOMENT)
    assert code == 0
    assert "bus 7" in out and "West End" in out and "Get off at East End" in out


def test_journey_json_is_json_alone(run, area):
    """Standard output holds nothing but the answer; the last bus of use is the 09:45."""
    code, out, _ = run(
        "journey", "--area", area, "--from", FROM, "--to", TO, "--arrive-by", MOMENT, "--json"
    )
    answer = json.loads(out)
    assert code == 0
    assert answer["query"]["arrive_by"] == "2026-01-13T10:00:00"
    rides = [leg for each in answer["journeys"] for leg in each["legs"] if leg["mode"] == "bus"]
    assert max(ride["depart"] for ride in rides) == "2026-01-13T09:45:00"


def test_depart_at_looks_forward(run, area):
    """Leaving after 10:00, nothing leaves before."""
    _, out, _ = run(
        "journey", "--area", area, "--from", FROM, "--to", TO, "--depart-at", MOMENT, "--json"
    )
    assert all(each["depart"] >= "2026-01-13T10:00" for each in json.loads(out)["journeys"])


def test_no_bus_is_an_answer(run, area):
    """On a Sunday nothing runs: exit code 0, an empty list, and the reason."""
    code, out, _ = run(
        "journey", "--area", area, "--from", FROM, "--to", TO, "--arrive-by",
        "2026-01-18T10:00", "--profile", "walks-with-a-stick", "--json",
    )  # fmt: skip
    answer = json.loads(out)
    assert code == 0
    assert answer["journeys"] == []
    assert answer["reasons"]


def test_an_hour_that_the_clock_skips(run, area):
    """On 29 March 2026 the clock goes from 00:59 to 02:00; 01:30 is told, not answered as 02:30."""
    words = ("journey", "--area", area, "--from", FROM, "--to", TO, "--depart-at")
    code, out, err = run(*words, "2026-03-29T01:30")
    assert (code, out) == (1, "")
    assert "01:30 does not exist on 2026-03-29" in err
    assert [run(*words, f"2026-03-29T{at}")[0] for at in ("00:59", "02:00")] == [0, 0]


@pytest.mark.parametrize(
    "words",
    [
        ["journey", "--area", "AREA", "--from", FROM, "--to", TO],
        ["journey", "--area", "AREA", "--from", FROM, "--to", TO, "--arrive-by", MOMENT,
         "--depart-at", MOMENT],
        ["journey", "--area", "AREA", "--from", "here", "--to", TO, "--arrive-by", MOMENT],
        ["journey", "--area", "AREA", "--from", FROM, "--to", TO, "--arrive-by", "ten"],
        ["journey", "--area", "AREA", "--from", FROM, "--to", TO, "--arrive-by", MOMENT,
         "--max-journeys", "0"],
        ["build", "--gtfs", "x.zip", "--out", "y"],
        ["export", "--area", "AREA", "--out", "streets.txt"],
        ["check", "nowhere"],
        ["fly"],
        ["build", "--osm", "x", "--gtfs", "y", "--out", "z", "--clip", "1,2,3"],
    ],
)  # fmt: skip
def test_wrong_use_is_2_and_says_what_was_expected(run, area, words):
    """Misuse is told apart from bad data, and nothing is printed as a result."""
    code, out, err = run(*[str(area) if word == "AREA" else word for word in words])
    assert code == 2
    assert out == ""
    assert err.strip()


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["journey", "--area", "nowhere", "--from", FROM, "--to", TO, "--arrive-by", MOMENT],
         "is no area"),
        (["journey", "--area", "AREA", "--from", FROM, "--to", TO, "--arrive-by", MOMENT,
          "--profile", "superman"], "superman"),
        (["build", "--osm", "no.osm.pbf", "--gtfs", "no.zip", "--out", "OUT"], "no.osm.pbf"),
    ],
)  # fmt: skip
def test_bad_data_is_1_and_named(run, area, tmp_path, words, message):
    """The message names the thing and nothing is written."""
    known = {"AREA": area, "OUT": tmp_path / "out"}
    code, _, err = run(*[known.get(word, word) for word in words])
    assert code == 1
    assert message in err
    assert not (tmp_path / "out").exists()


def test_a_point_off_the_map_is_an_answer(run, area):
    """A start in the sea gives no journey and says which end is off the streets."""
    code, out, _ = run(
        "journey", "--area", area, "--from", "50.0,-5.0", "--to", TO, "--arrive-by", MOMENT
    )
    assert code == 0
    assert "0 journeys" in out or "No journey" in out


def test_check_prints_what_to_do(run, area, town):
    """An area, a street map and a feed can all be checked."""
    for path in (area, *town):
        code, out, _ = run("check", path)
        assert code == 0
        assert "What to do:" in out or "Nothing to notice" in out
    _, out, _ = run("check", area, "--json")
    assert {"code", "severity", "file", "row", "value", "todo"} <= set(json.loads(out)[0])


def test_check_of_a_bad_feed_is_1(run, tmp_path):
    """Rubbish with the right ending is told, not thrown, and the next file is still checked."""
    bad, worse = tmp_path / "bad.zip", tmp_path / "worse.osm.pbf"
    for path in (bad, worse):
        path.write_bytes(b"\x00" * 100)
    code, out, _ = run("check", bad, worse, "--json")
    assert code == 1
    told = json.loads(out)
    assert [notice["code"] for notice in told] == ["unusable_file", "unusable_file"]
    assert [notice["file"] for notice in told] == ["bad.zip", "worse.osm.pbf"]


def test_export_opens_elsewhere(run, area, tmp_path):
    """The GeoPackage has every edge, corner and stop; the graph every edge and corner."""
    walk = open_area(area).walk
    assert run("export", "--area", area, "--out", tmp_path / "a.gpkg")[0] == 0
    edges = gpd.read_file(tmp_path / "a.gpkg", layer="edges")
    assert len(edges) == len(walk.edge_u)
    assert set(edges["pavement"]) <= {"yes", "no", "unknown"}
    assert len(gpd.read_file(tmp_path / "a.gpkg", layer="corners")) == len(walk.corner_lat)
    assert len(gpd.read_file(tmp_path / "a.gpkg", layer="stops")) == 2
    assert run("export", "--area", area, "--out", tmp_path / "a.graphml")[0] == 0
    graph = nx.read_graphml(tmp_path / "a.graphml", force_multigraph=True)
    assert graph.number_of_nodes() == len(walk.corner_lat)
    assert graph.number_of_edges() == len(walk.edge_u)


def test_every_profile_is_listed_and_routes(run, area):
    """What `transit profiles` lists, `--profile` takes."""
    _, out, _ = run("profiles", "--json")
    for profile in json.loads(out):
        code, _, _ = run(
            "journey", "--area", area, "--from", FROM, "--to", TO, "--arrive-by", MOMENT,
            "--profile", profile["name"],
        )  # fmt: skip
        assert code == 0, profile


def test_help_names_every_command(run):
    """The help lists what the README lists."""
    _, out, _ = run("--help")
    for command in ("demo", "fetch", "build", "check", "export", "journey", "profiles", "serve"):
        assert command in out
        assert run(command, "--help")[0] == 0
    assert run("--version")[1].startswith("transit ")


def test_a_fault_of_ours_says_where_and_not_what(run, area, monkeypatch):
    """A message of an unexpected exception may hold an address: only its type and place show."""

    def fail(path):
        raise RuntimeError("12 Acacia Avenue")

    monkeypatch.setattr("transit.network.store.open_area", fail)
    code, out, err = run(
        "journey", "--area", area, "--from", FROM, "--to", TO, "--arrive-by", MOMENT
    )
    assert code == Exit.FAULT
    assert "RuntimeError" in err and "Acacia" not in out + err


def test_ctrl_c_is_answered(run, area, monkeypatch):
    """Whoever stops a command is told that it stopped, and that nothing is left half-done."""

    def stop(path):
        raise KeyboardInterrupt

    monkeypatch.setattr("transit.network.store.open_area", stop)
    code, out, err = run(
        "journey", "--area", area, "--from", FROM, "--to", TO, "--arrive-by", MOMENT
    )
    assert (code, out) == (Exit.INTERRUPTED, "")
    assert "nothing was left half-written" in err


def test_runs_as_a_module():
    """``python -m transit`` is the same command."""
    done = subprocess.run(
        [sys.executable, "-m", "transit", "--version"],
        cwd=Path(__file__).resolve().parents[2], capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stdout.startswith("transit ")
