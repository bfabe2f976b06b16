"""The README's first command, without the browser."""

import csv
import json

import pytest

from transit.cli import main


def run(capsys, *words):
    """Run a command; gives its exit code and output."""
    with pytest.raises(SystemExit) as left:
        main([str(word) for word in words])
    return left.value.code, capsys.readouterr().out


def test_the_demo_is_built_and_answers(capsys, tmp_path):
    """After `transit demo` somebody of the register can be asked about, and gets a bus."""
    code, out = run(capsys, "demo", "--dir", tmp_path, "--no-browser", "--no-score")
    assert code == 0
    assert "register.sqlite --area" in out
    assert (tmp_path / "register.sqlite").exists()
    with (tmp_path / "files" / "people.csv").open(encoding="utf-8") as people:
        homes = [(row["home_lat"], row["home_lon"]) for row in csv.DictReader(people)]
    with (tmp_path / "files" / "opportunities.csv").open(encoding="utf-8") as opportunities:
        college = next(row for row in csv.DictReader(opportunities) if row["kind"] == "college")
    answered = ridden = 0
    for lat, lon in homes[:10]:
        code, out = run(
            capsys, "journey", "--area", tmp_path / "area", "--from", f"{lat},{lon}",
            "--to", f"{college['entrance_lat']},{college['entrance_lon']}",
            "--arrive-by", "2026-11-24T10:00", "--json",
        )  # fmt: skip
        assert code == 0
        journeys = json.loads(out)["journeys"]
        answered += bool(journeys)
        ridden += any(leg["mode"] == "bus" for each in journeys for leg in each["legs"])
    assert answered >= 5, "most homes of the town lie in reach of a bus to the college"
    assert ridden >= 4
    code, out = run(
        capsys, "score", tmp_path / "register.sqlite", "--area", tmp_path / "area",
        "--person", "P001", "--workers", "1", "--json",
    )  # fmt: skip
    assert code == 0
    assert json.loads(out)["scored"] == 49, "one verdict for every session of the demo"
