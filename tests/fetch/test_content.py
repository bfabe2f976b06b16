"""What a server sends instead of a file is told apart from the file."""

from pathlib import Path

import osmium
import pytest

from transit.fetch.content import check_feed, check_overpass, check_pbf

PAGE = b"<!DOCTYPE html><html><body>Please sign in</body></html>"


@pytest.mark.parametrize("check", [check_feed, check_pbf, check_overpass])
def test_a_web_page_is_named(check: object, tmp_path: Path) -> None:
    """A sign-in page is called a web page, whatever was asked for."""
    file = tmp_path / "thing"
    file.write_bytes(PAGE)
    assert "web page" in check(file)  # type: ignore[operator]


@pytest.mark.parametrize("check", [check_feed, check_pbf, check_overpass])
def test_an_empty_file_is_named(check: object, tmp_path: Path) -> None:
    """Nothing at all is called an empty file."""
    file = tmp_path / "thing"
    file.touch()
    assert "empty file" in check(file)  # type: ignore[operator]


def test_a_feed_passes_and_its_beginning_does_not(tmp_path: Path, feed_zip: bytes) -> None:
    """A zip whose directory, at its end, is missing has been cut off."""
    file = tmp_path / "feed.zip"
    file.write_bytes(feed_zip)
    assert check_feed(file) is None
    file.write_bytes(feed_zip[:-30])
    assert "breaks off" in str(check_feed(file))


def test_a_zip_without_trips_is_no_feed(tmp_path: Path) -> None:
    """The tables that are missing are named."""
    import zipfile

    file = tmp_path / "feed.zip"
    with zipfile.ZipFile(file, "w") as opened:
        opened.writestr("inner/stops.txt", "stop_id")
    assert "trips.txt, stop_times.txt" in str(check_feed(file))


def test_an_extract_passes(tmp_path: Path) -> None:
    """What osmium writes is an extract."""
    file = tmp_path / "streets.osm.pbf"
    with osmium.SimpleWriter(str(file)) as writer:
        writer.add_node(osmium.osm.mutable.Node(id=1, location=(-3.0, 51.58)))
    assert check_pbf(file) is None


def test_overpass_that_gave_up_is_quoted(tmp_path: Path) -> None:
    """A runtime error inside an answer of status 200 is a failure."""
    file = tmp_path / "answer.osm"
    said = b"runtime error: Query timed out in query at line 1 after 180 seconds."
    file.write_bytes(b'<?xml version="1.0"?><osm><remark> ' + said + b" </remark></osm>")
    assert "Query timed out" in str(check_overpass(file))


def test_overpass_that_breaks_off_is_noticed(tmp_path: Path) -> None:
    """An answer ends with the closing tag."""
    file = tmp_path / "answer.osm"
    file.write_bytes(b'<?xml version="1.0"?><osm><node id="1" lat="1" lon="1"/></osm>\n')
    assert check_overpass(file) is None
    file.write_bytes(b'<?xml version="1.0"?><osm><node id="1" lat="1"')
    assert "breaks off" in str(check_overpass(file))
