"""Tables of places are read whole, or refused with the row and the field that is wrong."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from transit.errors import InputError
from transit.read.points import read_points


def _file(folder: Path, text: str) -> Path:
    file = folder / "places.csv"
    file.write_text(text, encoding="utf-8")
    return file


def test_reads_places(tmp_path: Path) -> None:
    """Columns may stand in any order beside others; blanks around values do not matter."""
    text = "\ufeffname, lat ,id,lon\nA, 51.5 ,x1,-3.0\nB,-12,007,180\n"
    points = read_points(_file(tmp_path, text))
    assert points.ids.to_list() == ["x1", "007"]
    assert points.lat.tolist() == [51.5, -12.0]
    assert points.lon.tolist() == [-3.0, 180.0]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "is empty"),
        ("id,lat,lon\n", "header but no places"),
        ("id,lat\na,1\n", "row 1: no column lon"),
        ("id,lat,lon\na,51,-3\nb,51x,-3\n", "row 3: lat is no number"),
        ("id,lat,lon\na,51,-3\nb,91,-3\n", "row 3: lat is no number"),
        ("id,lat,lon\na,51,nan\n", "row 2: lon is no number"),
        ("id,lat,lon\na,51,\n", "row 2: lon is no number"),
        ("id,lat,lon\na,51,-3\nb,51,-3\na,52,-3\n", "row 4: id is there twice"),
        ("id,lat,lon\n,51,-3\n", "row 2: id is empty"),
        ('id,lat,lon\n"a,51,-3\nb,51,-3\nc",51,-3\n', "row 2: id holds a line break"),
        ("id,lat,lon,lat\na,51,-3,52\n", "row 1: the column lat is there twice"),
        ("id,lat, lat,lon\na,51,52,-3\n", "row 1: the column lat is there twice"),
        ("id,lat,lon\na,51,-3\nb,51,5,-3\n", "row 3: 4 cells under 3 columns"),
        ('id,lat,lon\na"b,51,-3\nc,51,-3\n"d,51,-3\ne,51,-3\n', "quotation mark"),
        ("id;lat;lon\na;51;-3\n", "commas between, found id;lat;lon"),
        ("PAR1\x15\x04\n", "found what is no text"),
    ],
)
def test_refuses(text: str, said: str, tmp_path: Path) -> None:
    """The message names the file, the row as a spreadsheet counts it, and the field."""
    with pytest.raises(InputError, match=said) as raised:
        read_points(_file(tmp_path, text))
    assert "places.csv" in str(raised.value)
    assert "51x" not in str(raised.value)


def test_refuses_what_is_not_there(tmp_path: Path) -> None:
    """A file that is missing, or a folder, is named."""
    for path in (tmp_path / "none.csv", tmp_path):
        with pytest.raises(InputError, match=str(path)):
            read_points(path)


def test_names_in_other_letters_are_not_run_together(tmp_path: Path) -> None:
    """As Latin-1 two names differ in a letter that, read as UTF-8, is none."""
    file = tmp_path / "latin.csv"
    file.write_bytes("id,lat,lon\nRué,51,-3\nRuè,52,-3\n".encode("latin-1"))
    with pytest.raises(InputError, match="row 2: id has letters that are not UTF-8"):
        read_points(file)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(content=st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(content: bytes, tmp_path: Path) -> None:
    """Whatever a file holds, it is places or a message."""
    file = tmp_path / "any.csv"
    file.write_bytes(content)
    try:
        read_points(file)
    except InputError as fault:
        assert "any.csv" in str(fault)
