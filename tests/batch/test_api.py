"""The three questions of the Python interface, asked of the town."""

import datetime as dt
from pathlib import Path

import polars as pl
import pytest
from town_files import at

from transit.batch.api import profile, reach
from transit.errors import InputError
from transit.model.fact import Stance
from transit.network.store import open_area
from transit.read.parameters import read_parameters
from transit.read.profiles import read_profile
from transit.read.rules import read_rules
from transit.route.query import Point, Query
from transit.route.reach.rebuild import rebuild
from transit.route.router import Router

MONDAY = dt.date(2026, 1, 12)
LIBRARY, HOME, NEXT_DOOR = Point(*at(1010, 8)), Point(*at(40, 8)), Point(*at(980, 8))


@pytest.fixture(scope="module")
def router(town_area: Path) -> Router:
    """Return a router for somebody who walks well."""
    area = open_area(town_area)
    return Router(area, read_profile("walks-well"), read_rules(), read_parameters())


def test_reach(router: Router) -> None:
    """The bus there by 9:34 is the 9:30 from West End; next door is reached on foot."""
    moment = dt.datetime.combine(MONDAY, dt.time(9, 45))
    found = reach(router, LIBRARY, [HOME, NEXT_DOOR], moment)
    assert found["reached"].to_list() == [True, True]
    assert found["changes"].to_list() == [0, 0]
    assert found["duration_s"][1] < 300 < found["duration_s"][0]
    empty = reach(router, LIBRARY, [], moment)
    assert empty.height == 0
    assert empty.schema["burden_s"] == pl.Int32


def test_moments_of_another_zone_and_none(router: Router) -> None:
    """A moment with a zone is the same moment; one that the clock skips is not moved."""
    moment = dt.datetime.combine(MONDAY, dt.time(9, 45))
    here = reach(router, LIBRARY, [HOME], moment)
    ahead = moment.replace(tzinfo=dt.UTC).astimezone(
        dt.timezone(dt.timedelta(hours=14, minutes=30))
    )
    assert ahead.date() != MONDAY
    assert reach(router, LIBRARY, [HOME], ahead).equals(here)
    with pytest.raises(InputError, match="01:30 does not exist"):
        reach(router, LIBRARY, [HOME], dt.datetime(2026, 3, 29, 1, 30))


def test_moments_of_another_date_are_refused(router: Router) -> None:
    """Buses of the next date are not looked at, so "no journey" at six of it would be wrong."""
    for first, last in ((0, 30 * 3600), (-1, 3600)):
        with pytest.raises(InputError, match="between 0 s and 86400 s"):
            profile(router, LIBRARY, [HOME], MONDAY, first_s=first, last_s=last)


def test_profile_and_read_back(router: Router) -> None:
    """At every minute the journeys are those that are asked for alone, and can be read back."""
    found = profile(
        router, LIBRARY, [HOME], MONDAY, first_s=9 * 3600, last_s=10 * 3600, stance=Stance.HOPEFUL
    )
    rides = 0
    for moment in range(9 * 3600, 10 * 3600 + 1, 60):
        wall = dt.datetime.combine(MONDAY, dt.time()) + dt.timedelta(seconds=moment)
        query = Query(
            origin=HOME, destination=LIBRARY, moment=wall, arrive_by=True, profile=router.profile
        )
        ends = router.find_link(HOME), router.find_link(LIBRARY)
        alone = router.search(router.asked(query, *ends), Stance.HOPEFUL)  # type: ignore[arg-type]
        ours = [rebuild(router, found, 0, moment, one) for one in found.at(0, moment)]
        assert {(one.depart_s, one.burden_s) for one in ours} == {
            (one.depart_s, one.burden_s) for one in alone
        }
        rides += sum(bool(one.rides) for one in ours)
    assert rides > 10
    for home in (-1, 1):
        with pytest.raises(InputError, match=f"no home {home} among 1"):
            found.at(home, 9 * 3600)


def test_a_place_without_streets_is_refused(router: Router) -> None:
    """The message says what is wrong, and not where."""
    with pytest.raises(InputError, match="streets") as raised:
        reach(router, Point(10, 10), [HOME], dt.datetime.combine(MONDAY, dt.time(9)))
    assert "10" not in str(raised.value)
    with pytest.raises(InputError, match="home 1 cannot"):
        profile(router, LIBRARY, [HOME, Point(10, 10)], MONDAY)


def test_a_date_without_timetable_is_refused(router: Router) -> None:
    """Nothing is known of buses after 27 February, so "not reached" would be wrong."""
    for date in (dt.date(2026, 2, 28), dt.date(2026, 1, 4)):
        with pytest.raises(InputError, match="2026-01-05 to 2026-02-27"):
            reach(router, LIBRARY, [HOME], dt.datetime.combine(date, dt.time(9, 45)))
