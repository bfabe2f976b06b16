"""The server beside the pages: map routes, headers, settings that agree."""

import gzip
import json
import socket
import tomllib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import anyio
import httpx
import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware

from tests.town_files import at, town
from transit.cli.demo import demo
from transit.dashboard.config import SETTINGS
from transit.dashboard.headers import SecurityHeaders, policy_for
from transit.dashboard.serving import check_port, serve
from transit.dashboard.tiles import Tiles, map_routes
from transit.errors import InputError
from transit.network.basemap import build_basemap

ROOT = Path(__file__).resolve().parents[2]


class Client:
    """Asks the map's routes of an area, without a socket."""

    def __init__(self, folder: Path, prefix: str = "") -> None:
        self._app = Starlette(
            routes=map_routes(Tiles(folder), prefix), middleware=[Middleware(SecurityHeaders)]
        )

    def get(self, path: str) -> httpx.Response:
        """Return the answer to one request; a fault of ours is raised."""

        async def ask() -> httpx.Response:
            transport = httpx.ASGITransport(app=self._app)
            async with httpx.AsyncClient(transport=transport, base_url="http://here") as client:
                return await client.get(path)

        # In a thread of its own: a browser of the tests may have a loop running in this one.
        with ThreadPoolExecutor(1) as aside:
            return aside.submit(anyio.run, ask).result()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return an area's folder that holds a background map only."""
    made = tmp_path_factory.mktemp("area")
    edition = made / "editions" / "one"
    edition.mkdir(parents=True)
    streets = town().write(made / "town.osm")
    assert build_basemap(streets, edition / "basemap.pmtiles") == ()
    (made / "manifest.json").write_text(json.dumps({"edition": "one", "format": 1}))
    return made


@pytest.fixture
def server(folder: Path) -> Client:
    """Return a client of that area."""
    return Client(folder)


def _tile(zoom: int) -> str:
    """Return the address of the tile that holds the town's corner."""
    import math

    lat, lon = at(600, 100)
    across = 2**zoom
    column = int((lon + 180) / 360 * across)
    row = int((1 - math.asinh(math.tan(math.radians(lat))) / math.pi) / 2 * across)
    return f"/tiles/{zoom}/{column}/{row}.mvt"


def test_a_tile_is_handed_out_gzipped(server: Client) -> None:
    """The client unpacks it by the header and finds the street's name."""
    answer = server.get(_tile(14))
    assert answer.status_code == 200
    assert answer.headers["content-encoding"] == "gzip"
    assert b"High Street" in answer.content


@pytest.mark.parametrize("place", ["14/0/0", "40/1/1", "3/9/9", "0/0/0"])
def test_a_tile_that_is_not_there_is_empty(server: Client, place: str) -> None:
    """Far away, too deep or outside the tiling: no content, no fault."""
    assert server.get(f"/tiles/{place}.mvt").status_code == 204


def test_the_style_names_our_tiles_only(server: Client) -> None:
    """No address of another server stands in the style."""
    text = server.get("/map/style.json?edition=one").text
    assert "http" not in text
    style = json.loads(text)
    assert style["sources"]["base"]["tiles"] == ["/tiles/{z}/{x}/{y}.mvt?edition=one"]
    west, south, east, north = style["sources"]["base"]["bounds"]
    lat, lon = at(600, 200)
    assert west < lon < east
    assert south < lat < north


def test_every_style_layer_draws_a_layer_of_the_map(folder: Path, server: Client) -> None:
    """A slip in a layer's name would draw nothing, silently."""
    from transit.network.basemap import _LAYER_ORDER

    layers = server.get("/map/style.json").json()["layers"]
    assert {layer["source-layer"] for layer in layers if "source-layer" in layer} == set(
        _LAYER_ORDER
    )


def test_the_library_comes_from_the_installed_package(server: Client) -> None:
    """Its script and style are served; nothing else of the package's folder is."""
    assert server.get("/map/maplibre-gl.js").status_code == 200
    assert server.get("/map/maplibre-gl.css").headers["content-type"].startswith("text/css")
    for name in ("ipywidget.js", "..%2F__init__.py", "__init__.py"):
        assert server.get(f"/map/{name}").status_code == 404


def test_an_area_without_a_map_has_an_empty_one(tmp_path: Path) -> None:
    """No area at all, or a broken pointer: a plain background, no fault."""
    server = Client(tmp_path)
    assert server.get("/map/style.json").json()["sources"] == {}
    assert server.get(_tile(14)).status_code == 204
    assert server.get("/map/stops.geojson").json()["features"] == []
    (tmp_path / "manifest.json").write_text("[]")
    assert server.get(_tile(14)).status_code == 204


def test_a_new_edition_is_picked_up(tmp_path: Path) -> None:
    """The same server shows the new edition's map as soon as the pointer names it."""
    server = Client(tmp_path)
    assert server.get(_tile(14)).status_code == 204
    edition = tmp_path / "editions" / "two"
    edition.mkdir(parents=True)
    build_basemap(town().write(tmp_path / "town.osm"), edition / "basemap.pmtiles")
    (tmp_path / "manifest.json").write_text(json.dumps({"edition": "two"}))
    assert server.get(_tile(14)).status_code == 200


def test_routes_follow_the_published_path(folder: Path) -> None:
    """Behind a proxy under /transit the tiles are there and the style says so."""
    server = Client(folder, "/transit")
    assert server.get(f"/transit{_tile(14)}").status_code == 200
    style = server.get("/transit/map/style.json").json()
    assert style["sources"]["base"]["tiles"][0].startswith("/transit/tiles/")


def test_every_answer_forbids_other_servers(server: Client) -> None:
    """The policy lets a page load from its own server only."""
    for path in ("/map/style.json", _tile(14), "/nowhere"):
        policy = server.get(path).headers["content-security-policy"]
        assert "default-src 'self'" in policy
        assert "http:" not in policy
        assert "https:" not in policy
        assert "ws://here " in policy


@pytest.mark.parametrize("host", ["evil; script-src *", "a b", "", "x'*"])
def test_a_strange_host_adds_nothing_to_the_policy(host: str) -> None:
    """The Host header comes from outside."""
    assert "ws:" not in policy_for(host)
    assert policy_for("127.0.0.1:8501").count("127.0.0.1:8501") == 2


def test_a_port_that_is_taken_is_told_before_anything_begins(tmp_path: Path) -> None:
    """Serving and the demo say so at once; a free one is taken."""
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(InputError, match=f"port {port} .* is taken by another program"):
            serve(tmp_path, port=port, open_browser=False)
        with pytest.raises(InputError, match="choose another port with --port"):
            demo(tmp_path / "demo", None, port=port)
    assert not (tmp_path / "demo").exists()
    check_port(port)


def test_both_ways_to_start_have_the_same_settings() -> None:
    """.streamlit/config.toml, read by ``streamlit run``, says what ``transit serve`` sets."""
    tables = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    written = {
        f"{table}.{name}": value for table, of in tables.items() for name, value in of.items()
    }
    assert written.pop("server.address") == "127.0.0.1"
    assert written == dict(SETTINGS)


def test_tiles_are_stored_gzipped(folder: Path) -> None:
    """What is sent as it stands must be gzip."""
    *_, zoom, column, row = _tile(14).removesuffix(".mvt").split("/")
    found = Tiles(folder).tile(int(zoom), int(column), int(row))
    assert found is not None
    assert gzip.decompress(found)
