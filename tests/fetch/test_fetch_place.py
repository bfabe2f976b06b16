"""A place's streets and timetables, from servers that stand for the four real ones."""

import datetime as dt
import hashlib
import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import osmium
import pytest
from filelock import FileLock
from web_server import Answer, Asked, Server, ranged, serving

from transit.errors import FetchError, InputError
from transit.fetch import FetchReport, fetch_place
from transit.fetch.manifest import Manifest
from transit.settings import Settings

BOX = (51.5, -3.1, 51.52, -3.08)
ROAD = '<way id="7"><nd ref="1"/><nd ref="2"/><tag k="highway" v="residential"/></way>'
NODES = '<node id="1" lat="51.51" lon="-3.09"/><node id="2" lat="51.511" lon="-3.091"/>'
ANSWER = f'<?xml version="1.0"?><osm version="0.6">{NODES}{ROAD}</osm>'.encode()


def write_extract(folder: Path) -> bytes:
    """Write a region: a road that leaves the box, one far off, a pond and a country's border."""
    file = folder / "region.osm.pbf"
    node, way, relation = (
        getattr(osmium.osm.mutable, name) for name in ("Node", "Way", "Relation")
    )
    with osmium.SimpleWriter(str(file), overwrite=True) as writer:
        spots = {1: (-3.09, 51.51), 2: (-4.9, 51.51), 3: (-4.0, 52.0), 4: (-4.1, 52.0)}
        spots |= {5: (-3.095, 51.512), 6: (-3.0, 51.9), 7: (-3.0, 51.8)}
        for number, spot in spots.items():
            writer.add_node(node(id=number, location=spot))
        road = {"highway": "primary"}
        writer.add_way(way(id=11, nodes=[1, 2], tags=road))
        writer.add_way(way(id=12, nodes=[3, 4], tags=road))
        writer.add_way(way(id=13, nodes=[5, 6]))
        writer.add_way(way(id=14, nodes=[6, 7, 5]))
        rings = [("w", 13, "outer"), ("w", 14, "outer")]
        pond = {"type": "multipolygon", "natural": "water"}
        writer.add_relation(relation(id=21, members=rings, tags=pond))
        border = {"type": "multipolygon", "boundary": "administrative"}
        members = [("w", 13, "outer"), ("w", 12, "outer")]
        writer.add_relation(relation(id=22, members=members, tags=border))
    return file.read_bytes()


class World:
    """Nominatim, Overpass, extracts and timetables on one server; ``down`` answers 503."""

    def __init__(self, extract: bytes, feed: bytes) -> None:
        self.extract, self.feed = extract, feed
        self.down: set[str] = set()
        self.overpass = ANSWER

    def __call__(self, asked: Asked) -> Answer:
        """Answer as the server that the path belongs to."""
        kind = asked.path.split("/")[1].partition("?")[0]
        if kind in self.down:
            return Answer(503)
        if kind == "search":
            return self.found()
        if kind == "interpreter":
            return Answer(200, self.overpass)
        if asked.path.endswith(".md5"):
            return Answer(200, hashlib.md5(self.extract).hexdigest().encode())
        return ranged(self.extract if kind == "osm" else self.feed)(asked)

    def found(self) -> Answer:
        """Find the same town, whatever its name."""
        south, west, north, east = BOX
        ring = [[west, south], [east, south], [east, north], [west, south]]
        place = {
            "importance": 0.5,
            "lat": "51.51",
            "lon": "-3.09",
            "display_name": "Town, Wales, United Kingdom",
            "boundingbox": [str(edge) for edge in (south, north, west, east)],
            "geojson": {"type": "Polygon", "coordinates": [ring]},
        }
        return Answer(200, json.dumps([place]).encode())


@pytest.fixture
def world(tmp_path_factory: pytest.TempPathFactory, feed_zip: bytes) -> World:
    """Return servers that all work."""
    return World(write_extract(tmp_path_factory.mktemp("region")), feed_zip)


def at(server: Server) -> Settings:
    """Return settings that lead everything to one server."""
    return Settings(
        overpass_url=server.url,
        nominatim_url=server.url,
        extract_url=f"{server.url}/osm/{{extract}}-latest.osm.pbf",
        timetable_url=f"{server.url}/gtfs/{{region}}/",
        read_timeout_s=2.0,
    )


def fetch(server: Server, into: Path, **options: Any) -> FetchReport:
    """Fetch the town."""
    return fetch_place("Town", into, at(server), **options)


def paths(server: Server) -> list[str]:
    """Return the paths asked for, without their queries."""
    return [asked.path.partition("?")[0] for asked in server.asked]


def ids(file: Path) -> dict[str, list[int]]:
    """Return the ids in an OSM file by kind, in the file's order."""
    found: dict[str, list[int]] = {"n": [], "w": [], "r": []}
    for thing in osmium.FileProcessor(str(file)):
        found[thing.type_str()].append(thing.id)
    return found


def test_streets_from_overpass(tmp_path: Path, world: World) -> None:
    """The answer is kept as it came, the feed beside it, and the manifest says whence."""
    with serving(world) as server:
        report = fetch(server, tmp_path)
    assert [file.path.name for file in report.files] == ["streets.osm", "timetable-wales.zip"]
    assert (tmp_path / "streets.osm").read_bytes() == ANSWER
    assert (tmp_path / "timetable-wales.zip").read_bytes() == world.feed
    assert paths(server) == ["/search", "/interpreter", "/gtfs/wales/"]
    written = json.loads((tmp_path / "fetch.json").read_text())
    assert written["found"] == "Town, Wales, United Kingdom"
    by_name = {file["path"]: file for file in written["files"]}
    assert by_name["streets.osm"]["licence"] == "ODbL 1.0"
    assert by_name["timetable-wales.zip"]["licence"] == "OGL 3.0"
    assert by_name["timetable-wales.zip"]["sha256"] == hashlib.sha256(world.feed).hexdigest()


def test_the_question_covers_the_place_and_its_surroundings(tmp_path: Path, world: World) -> None:
    """The box asked for is the town's with 1,500 m around; mappers' names are not asked for."""
    with serving(world) as server:
        report = fetch(server, tmp_path)
    assert report.box[0] == pytest.approx(51.5 - 1500 / 111_195, abs=2e-6)
    question = server.asked[1].body.decode()
    assert "out+body" in question
    assert "highway" in question
    assert f"{report.box[0]:.6f}" in question


def test_the_command_that_comes_next(tmp_path: Path, world: World) -> None:
    """The report ends in a command that can be pasted; a space in a path is quoted."""
    into = tmp_path / "our town"
    with serving(world) as server:
        report = fetch(server, into)
    assert report.build_command.startswith(f"transit build --osm '{into}/streets.osm' --gtfs ")
    assert re.search(r" --clip=51\.48\d+,-3\.12\d+,51\.53\d+,-3\.05\d+ ", report.build_command)
    json.dumps(report.as_dict())


def test_streets_from_an_extract(tmp_path: Path, world: World) -> None:
    """Ways and areas that touch the box come whole; what lies elsewhere, and borders, do not.

    Road 11 has one end in the box and keeps both. Way 12 is far off. The pond 21 has way 13 in
    the box, so it keeps way 14 too. The border 22 would bring way 12 back.
    """
    with serving(world) as server:
        report = fetch(server, tmp_path, source="extract")
    assert "/osm/wales-latest.osm.pbf" in paths(server)
    assert ids(report.files[0].path) == {"n": [1, 2, 5, 6, 7], "w": [11, 13, 14], "r": [21]}
    assert report.files[0].path.name == "streets.osm.pbf"
    assert report.files[0].checked == "md5 of the server"


def test_large_places_are_asked_in_tiles(
    tmp_path: Path, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Tiles repeat what crosses their edge; the merged file has each thing once, nodes first."""
    from transit.fetch.limits import FetchLimits

    whole = FetchLimits.of
    monkeypatch.setattr(FetchLimits, "of", lambda *given: replace(whole(*given), tile_km2=10.0))
    with serving(world) as server:
        report = fetch(server, tmp_path)
    # 1.4 km by 2.2 km and 1.5 km around: 4.4 km by 5.2 km are 23 km², so four tiles.
    assert paths(server).count("/interpreter") == 4
    assert len({asked.body for asked in server.asked if asked.body}) == 4
    assert ids(report.files[0].path) == {"n": [1, 2], "w": [7], "r": []}
    assert not list(tmp_path.glob("streets-*"))


def test_a_second_run_asks_only_whether_something_is_new(tmp_path: Path, world: World) -> None:
    """Neither place nor streets are asked for again that day, and timetables only by their mark."""
    with serving(world) as server:
        fetch(server, tmp_path)
        before = len(server.asked)
        report = fetch(server, tmp_path)
        assert paths(server)[before:] == ["/gtfs/wales/"]
        assert "if-none-match" in server.asked[-1].headers
    assert report.reused == ("streets.osm", "timetable-wales.zip")


def test_streets_of_yesterday_are_fetched_again(tmp_path: Path, world: World) -> None:
    """After a day the streets are asked for anew."""
    with serving(world) as server:
        fetch(server, tmp_path)
        manifest = Manifest.read(tmp_path)
        old = (dt.datetime.now(dt.UTC) - dt.timedelta(hours=25)).isoformat()
        manifest.with_file(replace(manifest.files["streets.osm"], fetched=old))
        fetch(server, tmp_path)
    assert paths(server).count("/interpreter") == 2


def test_another_box_is_other_streets(tmp_path: Path, world: World) -> None:
    """Streets of another box are not taken for this one's."""
    with serving(world) as server:
        fetch(server, tmp_path)
        fetch(server, tmp_path, bbox=(51.4, -3.1, 51.45, -3.0), region="wales")
    assert paths(server).count("/interpreter") == 2


def test_a_failure_keeps_what_has_come(tmp_path: Path, world: World) -> None:
    """When timetables fail the streets stay, and the next run asks for timetables alone."""
    world.down = {"gtfs"}
    with serving(world) as server:
        with pytest.raises(FetchError, match="503") as told:
            fetch(server, tmp_path)
        text = str(told.value)
        assert f"{server.url}/osm/wales-latest.osm.pbf" in text
        assert f"{server.url}/gtfs/wales/  as  {tmp_path}/timetable-wales.zip" in text
        assert "transit build --osm" in text
        world.down = set()
        before = len(server.asked)
        fetch(server, tmp_path)
        assert paths(server)[before:] == ["/gtfs/wales/"]


def test_without_a_network_the_box_is_offered(tmp_path: Path, world: World) -> None:
    """When not even the place can be looked up the message says how to do without."""
    with serving(world) as server:
        settings = at(server)
    with pytest.raises(FetchError, match=r"no connection to the server.*--bbox"):
        fetch_place("Town", tmp_path, settings)


def test_with_a_box_nobody_is_asked_where_it_is(tmp_path: Path, world: World) -> None:
    """A box given needs no look-up."""
    with serving(world) as server:
        fetch(server, tmp_path, bbox=BOX, region="wales")
    assert "/search" not in paths(server)


def test_overpass_that_gives_up_is_told(tmp_path: Path, world: World) -> None:
    """An answer with a remark is not kept as streets."""
    world.overpass = b"<osm><remark> runtime error: Query ran out of memory </remark></osm>"
    with serving(world) as server, pytest.raises(FetchError, match="out of memory"):
        fetch(server, tmp_path)
    assert not list(tmp_path.glob("streets*"))


def test_a_page_instead_of_timetables_is_told(tmp_path: Path, world: World) -> None:
    """A network's sign-in page is not kept as timetables."""
    world.feed = b"<!doctype html><title>Sign in</title>"
    with serving(world) as server, pytest.raises(FetchError, match="web page"):
        fetch(server, tmp_path)
    assert not list(tmp_path.glob("timetable*"))


def test_an_extract_of_elsewhere_is_told(tmp_path: Path, world: World) -> None:
    """A box that the extract does not hold is an error, not an empty map."""
    elsewhere = (54.0, -1.0, 54.1, -0.9)
    with serving(world) as server, pytest.raises(FetchError, match="no street of the place"):
        fetch(server, tmp_path, source="extract", bbox=elsewhere, region="wales")
    assert not (tmp_path / "streets.osm.pbf").exists()


def test_a_damaged_extract_is_thrown_away(tmp_path: Path, world: World) -> None:
    """An extract that cannot be read to its end leaves no streets, and itself goes."""
    world.extract = world.extract[: len(world.extract) - 40]
    with serving(world) as server, pytest.raises(FetchError, match="damaged"):
        fetch(server, tmp_path, source="extract")
    assert not list(tmp_path.glob("*.pbf"))


def test_a_place_too_large_for_overpass(tmp_path: Path, world: World) -> None:
    """A county is not asked of a server that others share; the message names the way."""
    large = (51.0, -4.0, 52.0, -3.0)
    with serving(world) as server, pytest.raises(FetchError, match="--source extract"):
        fetch(server, tmp_path, bbox=large, region="wales")
    assert paths(server) == []


def test_two_at_once_are_refused(tmp_path: Path, world: World) -> None:
    """A second fetch into a folder does not write over the first one's files."""
    with (
        serving(world) as server,
        FileLock(tmp_path / "fetch.lock"),
        pytest.raises(FetchError, match="another transit fetch"),
    ):
        fetch(server, tmp_path)


def test_a_folder_that_cannot_be(tmp_path: Path, world: World) -> None:
    """A file where the folder should be is a sentence."""
    (tmp_path / "file").touch()
    with serving(world) as server, pytest.raises(FetchError, match="cannot be written"):
        fetch(server, tmp_path / "file" / "inner")


def test_wrong_words(tmp_path: Path, world: World) -> None:
    """A source or an extract that does not exist is refused before anything is asked."""
    with serving(world) as server:
        with pytest.raises(InputError, match="overpass or extract"):
            fetch(server, tmp_path, source="google")
        with pytest.raises(FetchError, match="is no extract"):
            fetch(server, tmp_path, bbox=BOX, region="wales", extract="../../etc")
    assert paths(server) == []


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", "null", '{"files": [{"path": "../../../etc/passwd"}]}', "\0"]
)
def test_a_manifest_that_is_none_counts_as_none(tmp_path: Path, text: str) -> None:
    """Whatever somebody wrote into fetch.json, the fetch begins anew."""
    (tmp_path / "fetch.json").write_text(text)
    assert Manifest.read(tmp_path) == Manifest(tmp_path)


def test_progress_goes_forward(tmp_path: Path, world: World) -> None:
    """Shares grow from 0 to 1, and every stage is named."""
    told: list[tuple[str, float]] = []
    with serving(world) as server:
        fetch(server, tmp_path, progress=lambda stage, share: told.append((stage, share)))
    shares = [share for _, share in told]
    assert shares == sorted(shares)
    assert (told[0][0], told[-1]) == ("Looking up Town", ("Done", 1.0))
