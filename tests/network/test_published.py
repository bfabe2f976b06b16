"""For which dates enough of a timetable is published."""

import datetime as dt
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from tests.feeds import trip, write_feed
from transit.network.published import known_days, published_notices
from transit.network.timetable import Timetable
from transit.network.timetable_build import build_timetable
from transit.read.gtfs import read_feed
from transit.read.parameters import read_parameters

PARAMETERS = read_parameters()
FIRST, WEEKS = dt.date(2023, 6, 5), 8
"""A Monday."""

DAILY = "1,1,1,1,1,1,1,20230605,20230730"


def put_together(folder: Path, buses: dict[str, str]) -> Timetable:
    """Return eight weeks with one train every day and three trips of each service of buses."""
    trains = write_feed(
        folder / "trains.zip", [trip("t", "A 08:00", "B 08:10", service="D")], calendar={"D": DAILY}
    )
    trips = [
        trip(f"{service}{hour}", f"A {hour}:00", f"B {hour}:10", service=service)
        for service in buses
        for hour in (10, 11, 12)
    ]
    feed = write_feed(folder / "buses.zip", trips, calendar=buses, files=run_by("Buses"))
    return build_timetable([read_feed(each, PARAMETERS) for each in (trains, feed)], PARAMETERS)[0]


def run_by(name: str) -> dict[str, str]:
    """Return the file that says who runs a feed."""
    heads = "agency_id,agency_name,agency_url,agency_timezone"
    return {"agency.txt": f"{heads}\nA,{name},https://example.org,Europe/London\n"}


def by_weekday(known: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return ``(n_weeks, 7)``, Monday first."""
    return known[: WEEKS * 7].reshape(WEEKS, 7)


def test_a_feed_that_ends_leaves_its_days_unknown(tmp_path: Path) -> None:
    """Buses are published on weekdays of four weeks: 1 of 4 trips is left, a quarter.

    At weekends there never was a bus, so that the train alone is the whole timetable.
    """
    made = put_together(tmp_path, {"W": "1,1,1,1,1,0,0,20230605,20230630"})
    known = by_weekday(known_days(made, 0.5))
    assert known[:4].all()
    assert not known[4:, :5].any()
    assert known[4:, 5:].all()
    assert known_days(made, 0.25).all()
    (told,) = published_notices(made, 0.5, "both")
    assert told.code == "partly_published"
    assert "20 dates from 2023-07-03 to 2023-07-28" in told.message
    assert published_notices(made, 0.25, "both") == []


def test_what_a_publisher_gives_up_is_known(tmp_path: Path) -> None:
    """The same buses stop on weekdays, but go on at weekends: they are withdrawn, and it counts."""
    made = put_together(
        tmp_path,
        {"W": "1,1,1,1,1,0,0,20230605,20230630", "S": "0,0,0,0,0,1,1,20230605,20230730"},
    )
    assert known_days(made, 0.5).all()
    assert published_notices(made, 0.5, "both") == []


def test_a_feed_that_begins_later(tmp_path: Path) -> None:
    """Buses begin in the third week, and nothing before it is judged on weekdays."""
    made = put_together(tmp_path, {"W": "1,1,1,1,1,0,0,20230619,20230728"})
    known = by_weekday(known_days(made, 0.5))
    assert not known[:2, :5].any()
    assert known[2:, :5].all()


@pytest.mark.parametrize(("after", "n_trips"), [("Buses", 1), ("Others", 5), ("Others", 1)])
def test_the_timetable_that_follows_is_known(tmp_path: Path, after: str, n_trips: int) -> None:
    """Nine trips a day for four weeks, then fewer: what was cut counts, and hides nothing.

    The same publisher may cut as much as it likes, and so may who takes over from it.
    """
    editions = (("Buses", 9, "20230605,20230702"), (after, n_trips, "20230703,20230730"))
    feeds = [
        write_feed(
            tmp_path / f"{at}.zip",
            [trip(f"{at}-{hour}", f"A {hour}:00", f"B {hour}:10") for hour in range(10, 10 + n)],
            calendar={"ALL": f"1,1,1,1,1,1,1,{dates}"},
            files=run_by(name),
        )
        for at, (name, n, dates) in enumerate(editions)
    ]
    made = build_timetable([read_feed(each, PARAMETERS) for each in feeds], PARAMETERS)[0]
    assert known_days(made, 0.5).all()
    assert published_notices(made, 0.5, "both") == []
