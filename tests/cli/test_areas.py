"""``transit build --areas``: a country from the command line."""

import json
from pathlib import Path

import pytest
from nation_files import WEST, write_nation

from transit.cli import main


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


def test_areas_are_built_and_their_edges_told(run, tmp_path: Path) -> None:
    """Both halves, 49 trips between them, one trip in neither; check repeats it per area."""
    streets, feed, listed = write_nation(tmp_path)
    words = ("build", "--osm", streets, "--gtfs", feed, "--areas", listed, "--out", tmp_path / "o")
    code, out, err = run(*words)
    assert code == 0
    assert "West: " in out and "51 trips, of which 49 go on beyond its box" in out
    assert "Between West and East: 49 trips call in both" in out
    assert "1 of 55 trips call in none of these areas" in out
    assert "East: Making the walk network" in err
    code, out, _ = run("check", tmp_path / "o" / "West")
    assert code == 0
    assert "crosses_box" in out


def test_json_and_a_fault(run, tmp_path: Path) -> None:
    """An area without streets is named in the JSON and makes the exit code 1."""
    streets, feed, listed = write_nation(tmp_path)
    listed.write_text(listed.read_text() + "Sea,10,10,11,11\n")
    code, out, _ = run(
        "build", "--osm", streets, "--gtfs", feed, "--areas", listed, "--out", tmp_path / "o",
        "--json",
    )  # fmt: skip
    areas = json.loads(out)["areas"]
    assert code == 1
    assert [area["name"] for area in areas if area["fault"]] == ["Sea"]


def test_without_a_map(run, tmp_path: Path) -> None:
    """No map is drawn and check says why; the rest of the area is there."""
    streets, feed, listed = write_nation(tmp_path)
    words = ("build", "--osm", streets, "--gtfs", feed, "--areas", listed, "--out", tmp_path / "o")
    code, _, _ = run(*words, "--no-map")
    assert code == 0
    assert not list((tmp_path / "o").rglob("*.pmtiles"))
    _, out, _ = run("check", tmp_path / "o" / "East")
    assert "no_background_map" in out and "as was asked" in out


def test_one_area_of_a_nation_tells_its_edge(run, tmp_path: Path) -> None:
    """With --clip the same counts are printed for the one area."""
    streets, feed, _ = write_nation(tmp_path)
    box = ",".join(map(str, WEST))
    _, out, _ = run(
        "build", "--osm", streets, "--gtfs", feed, f"--clip={box}", "--out", tmp_path / "w"
    )
    assert "49 trips of 1 routes go on to 1 stops outside, 4 trips that never call here" in out


def test_a_nations_feed_is_checked_by_box(run, tmp_path: Path) -> None:
    """Only what calls in the west is looked at, without building anything."""
    _, feed, _ = write_nation(tmp_path)
    code, out, _ = run("check", feed, f"--clip={','.join(map(str, WEST))}")
    assert code == 0
    assert "4 of the feed's 55 trips call nowhere in the box" in out


def test_a_box_and_a_list_are_too_much(run, tmp_path: Path) -> None:
    """Wrong use, told before anything is read."""
    code, _, err = run(
        "build", "--osm", "x", "--gtfs", "y", "--areas", "z", "--clip", "1,1,2,2", "--out", tmp_path
    )
    assert code == 2
    assert "--areas" in err
