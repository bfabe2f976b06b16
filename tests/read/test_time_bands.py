"""Parts of the week: by the hour at which a session starts, and its days."""

import pytest

from transit.errors import InputError
from transit.model.opportunities import Session
from transit.model.weekdays import Weekday
from transit.read.time_bands import read_time_bands


def bands_of(start: str, *days: Weekday) -> list[str]:
    """Names of the bands that a session belongs to."""
    hour, minute = map(int, start.split(":"))
    start_s = hour * 3600 + minute * 60
    held = Session(
        id="S", opportunity="O", activity="", days=days, start_s=start_s, end_s=start_s + 3600
    )
    return [band.name for band in read_time_bands() if band.holds(held)]


def test_noon_begins_the_afternoon_and_a_weekend_is_one_band():
    """The first minute of a band is its own; a session on both kinds of day belongs to two."""
    assert bands_of("11:59", Weekday.MON) == ["weekday_morning"]
    assert bands_of("12:00", Weekday.MON) == ["weekday_afternoon"]
    assert bands_of("17:00", Weekday.FRI) == ["weekday_evening"]
    assert bands_of("10:00", Weekday.FRI, Weekday.SAT) == ["weekday_morning", "weekend"]


@pytest.mark.parametrize("wrong", ['days = "mon"', 'days = "mun"\nfrom = "9:00"\nto = "10:00"'])
def test_a_band_says_all_of_it(tmp_path, wrong):
    """A missing field and a day that is none are named with the file."""
    path = tmp_path / "own.toml"
    more = 'label = "x"\nsource = "x"\ndate = "x"\nconfidence = "assumed"\n'
    path.write_text(f"[late]\n{more}{wrong}\n")
    with pytest.raises(InputError, match=r"own.toml: late"):
        read_time_bands(path)
