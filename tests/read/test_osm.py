"""Reading OpenStreetMap extracts: what is kept, how it is cut, and what is refused."""

import gzip
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.streets import build
from transit.errors import InputError
from transit.model.streets import EdgeKind
from transit.read.osm import read_streets

HEAD = "<?xml version='1.0' encoding='UTF-8'?>\n<osm version='0.6' generator='hand'>\n"


def node(number: int, lat: float, lon: float, **tags: str) -> str:
    """One node as XML."""
    return f"<node id='{number}' version='1' lat='{lat}' lon='{lon}'>{tagged(tags)}</node>\n"


def way(number: int, refs: list[int], **tags: str) -> str:
    """One way as XML."""
    inner = "".join(f"<nd ref='{ref}'/>" for ref in refs)
    return f"<way id='{number}' version='1'>{inner}{tagged(tags)}</way>\n"


def tagged(tags: dict[str, str]) -> str:
    """Tags as XML; two underscores stand for a colon."""
    return "".join(f"<tag k='{k.replace('__', ':')}' v='{v}'/>" for k, v in tags.items())


def written(folder: Path, *parts: str, name: str = "town.osm") -> Path:
    """Write parts as an OSM file."""
    path = folder / name
    path.write_text(HEAD + "".join(parts) + "</osm>\n", encoding="utf-8")
    return path


ROAD = (
    node(1, 51.5, -3.0),
    node(2, 51.5, -2.99, highway="crossing"),
    node(3, 51.5, -2.98),
    way(10, [1, 2, 3], highway="residential", name="High Street"),
)


def codes(notices: tuple[object, ...]) -> list[str]:
    """Codes of notices."""
    return [notice.code for notice in notices]  # type: ignore[attr-defined]


def test_way_and_tags_of_its_nodes_are_kept(tmp_path: Path) -> None:
    """One street of three nodes, the middle one a crossing."""
    found, notices = read_streets(written(tmp_path, *ROAD))
    assert found.node_osm_id.tolist() == [1, 2, 3]
    assert found.ways[0].nodes.tolist() == [0, 1, 2]
    assert found.node_tags == {1: {"highway": "crossing"}}
    assert not len(found.cut_nodes)
    assert notices == ()


def test_gzipped_file_reads_the_same(tmp_path: Path) -> None:
    """``.osm.gz`` is the same map."""
    plain = written(tmp_path, *ROAD)
    packed = tmp_path / "town.osm.gz"
    packed.write_bytes(gzip.compress(plain.read_bytes()))
    assert read_streets(packed)[0].node_osm_id.tolist() == [1, 2, 3]


@pytest.mark.parametrize("highway", ["construction", "proposed"])
def test_what_is_not_there_yet_is_left_out(tmp_path: Path, highway: str) -> None:
    """Roads being built are noticed, not walked."""
    found, notices = read_streets(written(tmp_path, *ROAD, way(11, [1, 3], highway=highway)))
    assert [one.osm_id for one in found.ways] == [10]
    assert "osm_way_not_in_use" in codes(notices)


def test_ferry_is_not_walked(tmp_path: Path) -> None:
    """A ferry is no footpath."""
    found, notices = read_streets(written(tmp_path, *ROAD, way(11, [1, 3], route="ferry")))
    assert len(found.ways) == 1
    assert "osm_ferry_left_out" in codes(notices)


def test_rails_are_kept_only_with_a_level_crossing(tmp_path: Path) -> None:
    """Of two railways the one that is crossed on the level is kept."""
    found, _ = read_streets(
        written(
            tmp_path,
            *ROAD,
            node(4, 51.51, -2.99),
            node(5, 51.49, -2.99, railway="level_crossing"),
            way(11, [4, 5], railway="rail"),
            way(12, [1, 4], railway="rail"),
        )
    )
    assert [(one.osm_id, one.tags["highway"]) for one in found.ways[1:]] == [(11, "rail")]


def test_platform_of_any_tag_is_walked(tmp_path: Path) -> None:
    """``public_transport=platform`` is walked like ``highway=platform``."""
    found, _ = read_streets(written(tmp_path, *ROAD, way(11, [1, 3], public_transport="platform")))
    kinds = build(found).network.edge_kind
    assert EdgeKind.PLATFORM in kinds


def test_missing_nodes_end_the_way_there(tmp_path: Path) -> None:
    """A way whose next node is not in the extract goes on: it is cut, not a dead end."""
    found, notices = read_streets(
        written(tmp_path, *ROAD[:3], way(10, [1, 2, 99, 3], highway="primary"))
    )
    assert [one.nodes.tolist() for one in found.ways] == [[0, 1]]
    assert found.cut_nodes.tolist() == [1]
    assert codes(notices) == ["osm_nodes_missing"]


def test_clip_cuts_exactly_at_the_box(tmp_path: Path) -> None:
    """A street from 3.00 to 2.98 west, clipped at 2.985: a point is put in there."""
    found, notices = read_streets(written(tmp_path, *ROAD), (51.4, -3.01, 51.6, -2.985))
    assert found.node_lon.tolist() == pytest.approx([-3.0, -2.99, -2.985])
    assert found.node_osm_id[2] < 0
    assert found.cut_nodes.tolist() == [2]
    assert codes(notices) == ["osm_way_clipped"]


def test_a_rail_with_its_crossing_outside_the_box_is_kept(tmp_path: Path) -> None:
    """Whether a railway is a street is told by any of its nodes, also by one that is cut off."""
    lines = [
        node(1, 51.5, -3.00),
        node(2, 51.5, -2.99),
        node(3, 51.5, -2.98, railway="level_crossing"),
        way(10, [1, 2, 3], railway="rail"),
        way(11, [1, 2], highway="residential"),
    ]
    found, _ = read_streets(written(tmp_path, *lines), (51.4, -3.01, 51.6, -2.985))
    assert sorted(one.tags["highway"] for one in found.ways) == ["rail", "residential"]


def test_what_lies_outside_the_box_says_nothing(tmp_path: Path) -> None:
    """Neither a way with missing nodes nor a café outside is held or counted."""
    more = [way(12, [50, 51], highway="primary"), node(60, 52.0, 1.0, amenity="cafe", name="Far")]
    lines = [node(50, 52.0, 1.0), node(51, 52.0, 1.1), *ROAD]
    box = (51.4, -3.01, 51.6, -2.97)
    found, notices = read_streets(written(tmp_path, *lines, *more), box)
    assert [one.osm_id for one in found.ways] == [10]
    assert found.places == ()
    assert codes(notices) == []


def test_places_and_seats_are_read(tmp_path: Path) -> None:
    """A named café, a nameless post box, a bench, a bus stop and a postcode."""
    found, _ = read_streets(
        written(
            tmp_path,
            *ROAD,
            node(20, 51.501, -3.0, amenity="cafe", name="Tea", addr__postcode="NP20 1AA"),
            node(21, 51.502, -3.0, amenity="post_box"),
            node(22, 51.503, -3.0, amenity="bench"),
            node(23, 51.504, -3.0, highway="bus_stop", naptan__AtcoCode="5310X", shelter="yes"),
            node(24, 51.505, -3.0, amenity="parking"),
        )
    )
    kinds = [(place.kind, place.name) for place in found.places]
    assert kinds == [
        ("amenity=cafe", "Tea"),
        ("amenity=post_box", ""),
        ("highway=bus_stop", ""),
        ("addr:postcode", "NP20 1AA"),
    ]
    assert found.places[2].tags["naptan:AtcoCode"] == "5310X"
    assert found.seats == pytest.approx(np.array([[51.503, -3.0]]))


def test_coordinates_out_of_range_are_noticed(tmp_path: Path) -> None:
    """A node beyond the pole does not break the rest."""
    found, notices = read_streets(
        written(tmp_path, *ROAD, node(9, 97.0, -3.0, amenity="cafe", name="Nowhere"))
    )
    assert len(found.ways) == 1
    assert "osm_bad_coordinates" in codes(notices)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("town.osm", b""),
        ("town.osm", b"<html><body>Too many requests</body></html>"),
        ("town.osm", b"\x00\xff\x00"),
        ("town.osm.pbf", b""),
        ("town.osm.pbf", b"PK\x03\x04 not a map"),
        ("town.osm.gz", b"\x1f\x8bbroken"),
        ("town.osm", (HEAD + "</osm>").encode()),
        ("town.csv", b"a,b\n"),
    ],
)
def test_other_files_are_refused_in_words(tmp_path: Path, name: str, content: bytes) -> None:
    """Whatever the file holds, the answer is an InputError that names it."""
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(InputError, match="town"):
        read_streets(path)


def test_missing_file_is_refused(tmp_path: Path) -> None:
    """A file that is not there is named."""
    with pytest.raises(InputError, match="no such file"):
        read_streets(tmp_path / "none.osm.pbf")


@pytest.mark.parametrize(
    "box", [(52.0, -3.0, 51.0, -2.0), (51.0, -2.0, 52.0, -3.0), (float("nan"), 0, 1, 1)]
)
def test_impossible_box_is_refused(tmp_path: Path, box: tuple[float, ...]) -> None:
    """South is below north, west before east."""
    with pytest.raises(InputError, match="clip box"):
        read_streets(written(tmp_path, *ROAD), box)  # type: ignore[arg-type]


def test_box_without_streets_is_refused(tmp_path: Path) -> None:
    """A box in another country."""
    with pytest.raises(InputError, match="no streets"):
        read_streets(written(tmp_path, *ROAD), (10.0, 10.0, 11.0, 11.0))


@given(st.binary(max_size=400))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_random_bytes_never_give_a_traceback(tmp_path: Path, content: bytes) -> None:
    """Fuzz: every suffix, any bytes."""
    for suffix in (".osm.pbf", ".osm", ".osm.gz", ".osm.bz2"):
        path = tmp_path / f"fuzz{suffix}"
        path.write_bytes(content)
        with pytest.raises(InputError):
            read_streets(path)


@pytest.mark.real
@pytest.mark.parametrize("share", [0.0001, 0.001, 0.01, 0.1, 0.3, 0.5, 0.9, 0.99999])
def test_truncated_extract_is_refused_or_read_in_part(
    real_data: Path, tmp_path: Path, share: float
) -> None:
    """Newport cut short anywhere: an InputError, never half a map."""
    whole = (real_data / "newport" / "newport-2023-06-13.osm.pbf").read_bytes()
    path = tmp_path / "cut.osm.pbf"
    path.write_bytes(whole[: int(len(whole) * share)])
    with pytest.raises(InputError, match=r"cut\.osm\.pbf"):
        read_streets(path)


@pytest.mark.real
def test_newport_reads_whole(real_data: Path) -> None:
    """Newport without a clip: every way has its nodes, every index is valid."""
    found = read_streets(real_data / "newport" / "newport-2023-06-13.osm.pbf")[0]
    assert len(found.ways) > 8_000
    assert max(int(one.nodes.max()) for one in found.ways) < len(found.node_lat)
    assert min(len(one.nodes) for one in found.ways) >= 2


def relation(number: int, members: list[tuple[int, str]], **tags: str) -> str:
    """One multipolygon of ways with their roles as XML."""
    inner = "".join(f"<member type='way' ref='{ref}' role='{role}'/>" for ref, role in members)
    kind = "<tag k='type' v='multipolygon'/>"
    return f"<relation id='{number}' version='1'>{inner}{kind}{tagged(tags)}</relation>\n"


def square(first: int, south: float, west: float, size: float) -> list[str]:
    """Four nodes of a square, numbered from the first, south-west, south-east, and so on."""
    corners = ((0, 0), (0, size), (size, size), (size, 0))
    return [node(first + i, south + lat, west + lon) for i, (lat, lon) in enumerate(corners)]


def plaza(hole: float) -> list[str]:
    """A square of 0.002 degrees, a relation with a hole in its middle, and two ways to it."""
    return [
        *square(1, 51.5, -3.0, 0.002),
        *square(5, 51.501 - hole / 2, -2.999 - hole / 2, hole),
        node(20, 51.499, -3.001),
        node(21, 51.503, -2.997),
        way(30, [1, 2, 3, 4, 1]),
        way(31, [5, 6, 7, 8, 5]),
        way(40, [20, 1], highway="footway"),
        way(41, [3, 21], highway="footway"),
        relation(50, [(30, "outer"), (31, "inner")], highway="pedestrian"),
    ]


@pytest.mark.parametrize(("hole", "straight"), [(0.0004, False), (0.0, True)])
def test_a_plaza_that_is_a_relation_is_walked(tmp_path: Path, hole: float, straight: bool) -> None:
    """Corner to corner straight across, unless what stands in its middle is in the way."""
    parts = plaza(hole or 0.0004)
    if not hole:
        parts = [*parts[:-1], relation(50, [(30, "outer")], highway="pedestrian")]
    found, notices = read_streets(written(tmp_path, *parts))
    assert [one.osm_id for one in found.ways if one.area] == [-50]
    assert codes(notices) == []
    network = build(found).network
    diagonal = np.hypot(0.002, 0.002 * np.cos(np.radians(51.5))) * 111_195.08 * 1000
    across = np.abs(network.edge_length_mm - diagonal) < 100
    assert across.any() == straight
    assert network.corner_component.max() == 0


def test_a_plaza_whose_outline_is_open_is_noticed(tmp_path: Path) -> None:
    """Three of four sides: no area can be made of them."""
    parts = [
        *ROAD,
        *square(11, 51.6, -3.0, 0.002),
        way(30, [11, 12, 13, 14]),
        relation(50, [(30, "outer")], highway="pedestrian"),
    ]
    found, notices = read_streets(written(tmp_path, *parts))
    assert [one.osm_id for one in found.ways] == [10]
    assert "osm_plaza_relation_left_out" in codes(notices)


def test_a_private_bench_is_no_seat(tmp_path: Path) -> None:
    """``access=private``: nobody else may sit there."""
    bench = node(22, 51.503, -3.0, amenity="bench", access="private")
    found, _ = read_streets(written(tmp_path, *ROAD, bench))
    assert not len(found.seats)
