"""``transit score --unlocks``: tables, JSON and a map for the town's register."""

import json

import pytest
from town_files import write_town
from town_register import write_town_register

from transit.batch.unlocks import score_unlocks
from transit.cli import main
from transit.network.build import build_area


@pytest.fixture(scope="module")
def area(tmp_path_factory):
    """The town's area."""
    folder = tmp_path_factory.mktemp("town")
    streets, feed = write_town(folder)
    return build_area(streets, [feed], folder / "area", draw_map=False).folder


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
    """A register of the town's people."""
    files = write_town_register(tmp_path / "files")
    options = [word for name, path in files.items() for word in (f"--{name}", path)]
    assert run("import", tmp_path / "r.sqlite", *options)[0] == 0
    return tmp_path / "r.sqlite"


def test_json_has_the_unlocks_and_nobodys_id(run, register, area):
    """Verdicts and unlocks in one answer; those that move most of a kind have their counts."""
    code, out, _ = run("score", register, "--area", area, "--workers", 1, "--unlocks", "--json")
    assert code == 0
    found = json.loads(out)["unlocks"]
    assert (found["people"], found["verdicts"]) == (3, 9)
    assert found["unlocks"]
    assert all(one["moved"] >= 1 for one in found["unlocks"])
    assert not any(person in json.dumps(found) for person in ('"P1"', '"P2"', '"P3"'))


def test_in_public_no_count_below_five_is_told(run, register, area, tmp_path):
    """Three people are always fewer than five: no number of people or sessions is there."""
    map_ = tmp_path / "new" / "unlocks.geojson"
    code, out, _ = run(
        "score", register, "--area", area, "--workers", 1, "--public", "--unlocks-map", map_,
    )  # fmt: skip
    assert code == 0
    assert "fewer than 5" in " ".join(out.split()).replace("│", "").replace("  ", " ")
    code, out, _ = run(
        "score", register, "--area", area, "--workers", 1, "--unlocks", "--public", "--json"
    )
    found = json.loads(out)["unlocks"]
    assert {one["people"] for one in found["unlocks"]} == {None}
    assert json.loads(map_.read_text(encoding="utf-8"))["type"] == "FeatureCollection"
    assert [each.name for each in map_.parent.iterdir()] == ["unlocks.geojson"]


def test_verdicts_made_before_give_the_same_unlocks(run, register, area):
    """Whether the register has verdicts or not, what would open more is the same."""
    before = score_unlocks(register, area).unlocks
    assert run("score", register, "--area", area, "--workers", 1)[0] == 0
    after = score_unlocks(register, area).unlocks
    assert [(one.change.key, one.moves) for one in before.unlocks] == [
        (one.change.key, one.moves) for one in after.unlocks
    ]
