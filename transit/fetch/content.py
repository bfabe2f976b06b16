"""Whether a downloaded file is what its name says; a server's web page of regret is not."""

import zipfile
from pathlib import Path

_NEEDED_TABLES = ("stops.txt", "trips.txt", "stop_times.txt")


def check_feed(path: Path) -> str | None:
    """Say what is wrong with a GTFS zip.

    Parameters
    ----------
    path
        The file.

    Returns
    -------
    str or None
        What is wrong, as a sentence; None when it looks like a feed.
    """
    if not zipfile.is_zipfile(path):
        return f"this is no whole zip file but {_looks_like(path)}."
    with zipfile.ZipFile(path) as opened:
        names = {name.rpartition("/")[2] for name in opened.namelist()}
    missing = [table for table in _NEEDED_TABLES if table not in names]
    return f"this zip is no GTFS feed: it has no {', '.join(missing)}." if missing else None


def check_pbf(path: Path) -> str | None:
    """Say what is wrong with an OpenStreetMap extract.

    Parameters
    ----------
    path
        The file.

    Returns
    -------
    str or None
        What is wrong, as a sentence; None when it begins like an extract.
    """
    # Every extract begins with a block whose type is named in the first 14 bytes.
    if b"OSMHeader" in _head(path, 32):
        return None
    return f"this is no OpenStreetMap extract (.osm.pbf) but {_looks_like(path)}."


def check_overpass(path: Path) -> str | None:
    """Say what is wrong with an answer of Overpass.

    Parameters
    ----------
    path
        The answer.

    Returns
    -------
    str or None
        What is wrong, as a sentence; None when it is a whole answer.
    """
    if b"<osm" not in _head(path, 512):
        return f"this is no OpenStreetMap data but {_looks_like(path)}."
    tail = _tail(path, 4096)
    if b"<remark>" in tail:
        said = tail.split(b"<remark>", 1)[1].split(b"</remark>", 1)[0]
        return (
            f"Overpass gave up: {said.decode(errors='replace').strip()[:200]}. Lower the "
            "parameter fetch_tile_km2, or take the streets from an extract (--source extract)."
        )
    if not tail.rstrip().endswith(b"</osm>"):
        return "the answer of Overpass breaks off; run the same command again."
    return None


def _head(path: Path, size: int) -> bytes:
    with path.open("rb") as opened:
        return opened.read(size)


def _tail(path: Path, size: int) -> bytes:
    with path.open("rb") as opened:
        opened.seek(max(path.stat().st_size - size, 0))
        return opened.read()


def _looks_like(path: Path) -> str:
    head = _head(path, 512).lstrip().lower()
    if not head:
        return "an empty file"
    if head.startswith((b"<!doctype html", b"<html")):
        return "a web page (perhaps a sign-in page of your network: open the address in a browser)"
    if head.startswith(b"pk"):
        return "a zip that breaks off"
    return "something else"
