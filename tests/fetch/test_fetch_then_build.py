"""From a name to an area with the two commands, as a council does it."""

import json
import shlex
from pathlib import Path

import osmium
import pytest
from web_server import Answer, Asked, ranged, serving

from transit.cli import main
from transit.fetch.extract import clip
from transit.fetch.limits import FetchLimits
from transit.network.store import open_area

CENTRE = (51.582, -3.005, 51.592, -2.985)


def run(words: list[str]) -> int:
    """Run the command line and return its exit code."""
    with pytest.raises(SystemExit) as left:
        main(words)
    return int(left.value.code or 0)


@pytest.mark.real
@pytest.mark.slow
def test_the_command_that_fetch_prints_builds(
    real_data: Path,
    tmp_path: Path,
    limits: FetchLimits,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Streets as Overpass sends them and a real feed become an area whose stops are on streets."""
    source = real_data / "newport"
    cut, answer = tmp_path / "cut.osm.pbf", tmp_path / "answer.osm"
    clip(source / "newport-2023-06-13.osm.pbf", CENTRE, cut, limits.left_out_areas)
    # Asked for "out body" Overpass leaves out versions and mappers.
    with osmium.SimpleWriter(osmium.io.File(str(answer), "osm,add_metadata=false")) as writer:
        for thing in osmium.FileProcessor(str(cut)):
            writer.add(thing)
    feed = (source / "newport-2023-06-13.gtfs.zip").read_bytes()

    def script(asked: Asked) -> Answer:
        return ranged(feed)(asked) if "gtfs" in asked.path else Answer(200, answer.read_bytes())

    with serving(script) as server:
        monkeypatch.setenv("TRANSIT_OVERPASS_URL", server.url)
        monkeypatch.setenv("TRANSIT_TIMETABLE_URL", f"{server.url}/gtfs/{{region}}/")
        box = "--bbox=" + ",".join(map(str, CENTRE))
        words = ["fetch", "Newport", "--into", str(tmp_path / "here"), box, "--region", "wales"]
        assert run([*words, "--json"]) == 0
    report = json.loads(capsys.readouterr().out)
    # A feed with faults still builds (exit code 1) and says what was left out.
    assert run(shlex.split(report["build_command"])[1:]) in (0, 1)
    area = open_area(tmp_path / "here" / "area")
    assert area.manifest["counts"]["corners"] > 1_000
    assert area.manifest["counts"]["stops_on_streets"] > 20
