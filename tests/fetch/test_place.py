"""Places, boxes and regions."""

import json
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from web_server import Answer, Asked, serving

from transit.errors import FetchError, InputError
from transit.fetch.overpass import split
from transit.fetch.place import Place, area_km2, find_place, widen
from transit.fetch.regions import choose_regions, extract_of, read_regions
from transit.fetch.web import UnreachableError, Web
from transit.settings import Settings

NEWPORT = (51.546, -3.07, 51.598, -2.927)
HERE = Place("Newport", "", NEWPORT)
BOUNDARY = {
    "type": "Polygon",
    "coordinates": [[[-3.07, 51.546], [-2.927, 51.546], [-2.927, 51.598], [-3.07, 51.546]]],
}
FOUND = {
    "place_id": 1,
    "osm_type": "relation",
    "osm_id": 2,
    "lat": "51.57",
    "lon": "-3.0",
    "importance": 0.5,
    "display_name": "Newport, Wales, United Kingdom",
    "boundingbox": ["51.546", "51.598", "-3.07", "-2.927"],
    "geojson": BOUNDARY,
}


def boxes() -> st.SearchStrategy[tuple[float, float, float, float]]:
    """Boxes of up to a degree, not at the poles or the date line."""
    return st.tuples(
        st.floats(-60, 60), st.floats(-170, 170), st.floats(0.001, 1), st.floats(0.001, 1)
    ).map(lambda box: (box[0], box[1], box[0] + box[2], box[1] + box[3]))


def nominatim(*found: dict[str, object], status: int = 200) -> object:
    """Answer every look-up with the same places."""
    return lambda asked: Answer(status, json.dumps(found).encode())


def look_up(script: object, web: Web, name: str = "Newport, Wales") -> Place:
    """Look a place up on a server of our own."""
    with serving(script) as server:  # type: ignore[arg-type]
        return find_place(name, web, Settings(nominatim_url=server.url, contact="a@b.example"))


def test_a_degree_at_the_equator() -> None:
    """A square degree at the equator has 111.195 km on either side: 12,364 km²."""
    assert area_km2((-0.5, 0.0, 0.5, 1.0)) == pytest.approx(111.195**2)


def test_a_margin_is_metres_both_ways() -> None:
    """1,000 m are 0.008993° of latitude, and at 60° twice as many degrees of longitude."""
    south, west, north, east = widen((59.0, 10.0, 60.0, 11.0), 1_000)
    assert 59.0 - south == pytest.approx(1 / 111.195, abs=2e-6)
    assert 10.0 - west == pytest.approx(2 / 111.195, abs=2e-6)
    assert (north - 60.0, east - 11.0) == pytest.approx((1 / 111.195, 2 / 111.195), abs=2e-6)


@given(boxes(), st.floats(0, 10_000))
def test_a_widened_box_holds_the_box(box: tuple[float, float, float, float], margin: float) -> None:
    """Rounding never eats into the place."""
    south, west, north, east = widen(box, margin)
    assert south <= box[0] and west <= box[1] and north >= box[2] and east >= box[3]


@given(boxes(), st.floats(50, 5_000))
def test_tiles_fill_the_box(box: tuple[float, float, float, float], largest: float) -> None:
    """Tiles meet without gap, cover the whole box, and are nowhere much above the limit."""
    tiles = split(box, largest)
    count = math.isqrt(len(tiles))
    assert count**2 == len(tiles)
    assert tiles[0][:2] == box[:2]
    assert tiles[-1][2:] == pytest.approx(box[2:])
    for row in range(count):
        for column in range(count - 1):
            assert tiles[row * count + column][3] == tiles[row * count + column + 1][1]
    # The equal angles of a tile nearer the equator cover a little more.
    assert max(map(area_km2, tiles)) <= largest * 1.05


@pytest.mark.parametrize(
    "box", [(52, 0, 51, 1), (51, 1, 52, 0), (-91, 0, 52, 1), (51, 0, 52, 181), (math.nan, 0, 1, 1)]
)
def test_a_box_that_is_none_is_refused(box: tuple[float, float, float, float]) -> None:
    """South is below north, west is left of east, and both are on the globe."""
    with pytest.raises(InputError, match="expected south, west, north, east"):
        Place("x", "", box)


def test_a_place_is_found_by_name(web: Web) -> None:
    """The box is that of the boundary; the request says who asks and how to reach them."""
    asked: list[Asked] = []

    def script(request: Asked) -> Answer:
        asked.append(request)
        return Answer(200, json.dumps([FOUND]).encode())

    place = look_up(script, web)
    assert place.box == NEWPORT
    assert place.found == "Newport, Wales, United Kingdom"
    assert "transit/" in asked[0].headers["user-agent"]
    assert "a@b.example" in asked[0].headers["user-agent"]


def test_osmnx_gets_its_settings_back(web: Web) -> None:
    """The address lent to osmnx is taken back, also after a fault."""
    import osmnx

    before = osmnx.settings.nominatim_url
    with pytest.raises(FetchError):
        look_up(nominatim(), web)
    assert osmnx.settings.nominatim_url == before


def test_an_unknown_place_says_what_to_add(web: Web) -> None:
    """Nothing found is a sentence with a remedy."""
    with pytest.raises(FetchError, match=r"no place called.*--bbox"):
        look_up(nominatim(), web, "Nowhere-on-Sea")


def test_a_point_is_no_place(web: Web) -> None:
    """A shop or an address has no boundary to fetch."""
    point = {**FOUND, "geojson": {"type": "Point", "coordinates": [-3.0, 51.57]}}
    with pytest.raises(FetchError, match="as a point"):
        look_up(nominatim(point), web)


def test_a_busy_look_up_is_asked_again(web: Web, waits: object) -> None:
    """Nominatim's 429 is waited for by our own patience, not by a library's endless one."""
    left = [Answer(429, headers={"Retry-After": "3"}), Answer(200, json.dumps([FOUND]).encode())]
    assert look_up(lambda asked: left.pop(0), web).box == NEWPORT
    assert waits.seconds == [3.0]  # type: ignore[attr-defined]


def test_a_blocked_look_up_is_final(web: Web) -> None:
    """A 403 is not asked again, and the message offers the box."""
    with pytest.raises(FetchError, match=r"answers 403.*--bbox"):
        look_up(nominatim(status=403), web)


@pytest.mark.parametrize("body", [b"<html>sign in</html>", b'{"error": "?"}', b'[{"a": 1}]'])
def test_a_strange_answer_is_not_a_missing_place(web: Web, body: bytes) -> None:
    """What is no list of places is not said to be a place that does not exist."""
    with pytest.raises(FetchError, match="something else than places"):
        look_up(lambda asked: Answer(200, body), web)


def test_no_look_up_without_a_network(web: Web) -> None:
    """Nobody listening is unreachable."""
    with serving(nominatim()) as server:  # type: ignore[arg-type]
        url = server.url
    with pytest.raises(UnreachableError, match="no connection"):
        find_place("Newport", web, Settings(nominatim_url=url))


def test_the_region_follows_from_the_place() -> None:
    """Edinburgh's box meets one region only; Newport's two, of which its country leaves one."""
    regions = read_regions()
    edinburgh = Place("Edinburgh", "", (55.90, -3.30, 55.99, -3.10))
    assert choose_regions(None, edinburgh, regions) == ["scotland"]
    found = Place("Newport", "Newport, Wales, United Kingdom", NEWPORT)
    assert choose_regions(None, found, regions) == ["wales"]
    with pytest.raises(InputError, match="south_west or wales"):
        choose_regions(None, Place("Newport", "", NEWPORT), regions)
    with pytest.raises(InputError, match="outside Great Britain"):
        choose_regions(None, Place("Porto Alegre", "", (-30.1, -51.3, -29.9, -51.1)), regions)


def test_regions_asked_for() -> None:
    """Several are kept in order, ``all`` is one feed, ``none`` is none, a wrong one is named."""
    regions = read_regions()
    assert choose_regions("wales, south-west,wales", HERE, regions) == ["wales", "south_west"]
    assert choose_regions("wales,all", HERE, regions) == ["all"]
    assert choose_regions("none", HERE, regions) == []
    with pytest.raises(InputError, match="no region narnia; there are all, east_anglia"):
        choose_regions("narnia", HERE, regions)
    with pytest.raises(InputError, match="no region"):
        choose_regions("../../etc", HERE, regions)


def test_the_extract_follows_from_the_regions() -> None:
    """One region has its extract, several English ones have England's, others none together."""
    regions = read_regions()
    assert extract_of(["wales"], NEWPORT, regions) == "wales"
    assert extract_of(["london", "south_east"], NEWPORT, regions) == "england"
    assert extract_of(["wales", "south_west"], NEWPORT, regions) is None
