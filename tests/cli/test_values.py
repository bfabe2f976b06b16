"""Words of the command line become values, or say what was expected."""

import datetime as dt

import pytest
import typer
from hypothesis import given
from hypothesis import strategies as st

from transit.cli import values
from transit.cli.main import spread


def test_point_reads_latitude_first():
    """The order is latitude, then longitude, as people read it off a map."""
    assert values.point("51.5,-2.9") == (51.5, -2.9)


@pytest.mark.parametrize(
    "text", ["", "51.5", "51.5,-2.9,3", "north,west", "91,0", "nan,0", "0,inf"]
)
def test_point_says_what_was_expected(text):
    """Anything but two degrees is refused with an example."""
    with pytest.raises(typer.BadParameter, match="expected LAT,LON"):
        values.point(text)


def test_a_refused_point_is_not_repeated():
    """A home must not be read back into a terminal log."""
    with pytest.raises(typer.BadParameter) as refused:
        values.point("951.234,-2.345")
    assert "951" not in str(refused.value)


@given(st.text())
def test_no_text_breaks_the_readers(text):
    """Whatever is typed is read or refused."""
    for read in (values.point, values.box, values.moment):
        try:
            read(text)
        except typer.BadParameter:
            continue


def test_moment_is_local_and_has_a_time():
    """A date alone or a time zone is refused: 10:00 is the clock on the wall."""
    assert values.moment("2023-06-13T10:00") == dt.datetime(2023, 6, 13, 10)
    for text in ("2023-06-13", "2023-06-13T10:00Z", "10:00", "13/06/2023 10:00"):
        with pytest.raises(typer.BadParameter):
            values.moment(text)


def test_several_values_after_one_name():
    """``--gtfs A B`` reads as two feeds; other options keep one value."""
    assert spread(["build", "--gtfs", "a", "b", "--out", "c"]) == [
        "build", "--gtfs", "a", "--gtfs", "b", "--out", "c",
    ]  # fmt: skip
