"""Summer and winter in a sweep: what only sessions of that season would find."""

import datetime as dt
from dataclasses import replace
from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from tests.builders import SERVICES
from tests.sessions.sweeps import HOUR, sweep_by_hand
from tests.sessions.test_sweep import axes_of
from tests.verdict.judging import CityDesk, Town, random_town
from transit.model.opportunities import Entrance, Opportunity
from transit.model.positions import Position
from transit.model.verdict import Rung
from transit.model.weekdays import Weekday
from transit.sessions.dusk import season_at, season_effects
from transit.sessions.effect_told import season_sentences
from transit.sessions.seasons import InSeason, Season, season_of
from transit.sessions.sweep import Sweeper
from transit.sessions.sweep_counts import count_at
from transit.sessions.sweep_told import sweep_table
from transit.sessions.swept import Held, Window

TUE, THU = Weekday.TUE, Weekday.THU
VENUE = Opportunity(
    id="O1", name="Hall", kind="hall", entrances=(Entrance(Position(51.0, -3.0, 1)),)
)
LONDON = ZoneInfo("Europe/London")


@pytest.mark.parametrize(
    ("date", "season"),
    [
        (dt.date(2023, 3, 25), Season.WINTER),
        (dt.date(2023, 3, 26), Season.SUMMER),  # The clocks went forward at one in the morning.
        (dt.date(2023, 10, 28), Season.SUMMER),
        (dt.date(2023, 10, 29), Season.WINTER),
    ],
)
def test_seasons_change_with_the_clocks(date: dt.date, season: Season) -> None:
    """As the clocks of noon have it."""
    assert season_of(date, LONDON) is season
    # In Ireland the clock of winter is the one that is changed, for the law.
    assert season_of(date, ZoneInfo("Europe/Dublin")) is season
    assert season_of(date, ZoneInfo("UTC")) is Season.WINTER


def _a_year(seed: int, folder: Path) -> Town:
    """A town with buses from June to March, and a venue where winter days are short."""
    town = random_town(seed, folder, n_people=6)
    area = town.city.area
    active = np.tile(SERVICES, (1, 100))
    timetable = replace(area.timetable, first_date=dt.date(2023, 6, 1), active=active)
    city = replace(town.city, area=replace(area, timetable=timetable))
    venues = {
        key: replace(
            venue,
            entrances=tuple(
                replace(door, at=Position(65.0, door.at.lon, 1)) for door in venue.entrances
            ),
        )
        for key, venue in town.desk.opportunities.items()
    }
    return replace(town, city=city, desk=CityDesk(city, venues))


def test_each_season_is_a_sweep_of_its_dates(tmp_path: Path) -> None:
    """The same as sweeping sessions that begin and end with the season; some differ."""
    spans = {
        Season.SUMMER: Held(last_date=dt.date(2023, 10, 28)),
        Season.WINTER: Held(first_date=dt.date(2023, 10, 29)),
    }
    differ = 0
    for seed in (3, 8, 21):
        town = _a_year(seed, tmp_path / str(seed))
        axes, venue = axes_of(town, "V1"), town.desk.opportunities["V1"]
        swept = Sweeper(town.desk, venue, axes).sweep(town.people, seasons=tuple(Season))
        for each in swept.seasons:
            alone = Sweeper(town.desk, venue, axes, held=spans[each.season]).sweep(town.people)
            assert np.array_equal(each.rungs, alone.rungs), (seed, each.season)
            # Boxing Day is a Tuesday of that winter, and bank holidays decide nothing.
            boxing = each.season is Season.WINTER
            assert each.n_dates.tolist() == (alone.n_dates - [boxing, False]).tolist()
            # Who comes all year does in each season.
            assert (each.rungs <= swept.rungs).all()
        summer, winter = (each.rungs for each in swept.seasons)
        differ += int((summer != winter).sum())
    assert differ


def test_what_winter_takes_away_is_counted() -> None:
    """A comes in both, B in summer only, C in winter only; on Thursdays there is no winter."""
    base = sweep_by_hand({who: {} for who in "ABC"})
    cell = slice(None), 0, 0, 0
    rungs = {season: np.full_like(base.rungs, int(Rung.DOOR_TO_DOOR)) for season in Season}
    rungs[Season.SUMMER][cell] = [0, 0, 3]
    rungs[Season.WINTER][cell] = [0, 3, 0]
    dates = {Season.SUMMER: [5, 5], Season.WINTER: [4, 0]}
    swept = replace(
        base,
        seasons=tuple(
            InSeason(season, rungs[season], np.array(dates[season], np.int32)) for season in Season
        ),
    )
    window = Window(TUE, 9 * HOUR, 12 * HOUR)
    found = season_at(swept, window)
    assert found is not None and (found.summer, found.winter, found.lost) == (2, 2, ("B",))
    count = count_at(swept, window)
    assert (count.summer, count.winter, count.lost_in_winter) == (2, 2, 1)
    assert season_at(swept, Window(THU, 9 * HOUR, 12 * HOUR)) is None
    assert count_at(base, window).summer is None
    effects = list(season_effects(swept, 3 * HOUR))
    assert {each.window.day for each in effects} == {TUE}
    said, dates = season_sentences(effects, 3 * HOUR)
    assert "5 in summer and 4 in winter" in dates
    assert "Tuesday 09:00 to 12:00: 2 would come by themselves in summer, 2 in winter; 1 of" in said
    never, _ = season_sentences([replace(each, lost=()) for each in effects], 3 * HOUR)
    assert "does in winter, too" in never
    (unknown,) = season_sentences([], 3 * HOUR)
    assert "cannot be told" in unknown
    table = sweep_table(swept, swept.rungs, VENUE).filter(start="09:00", finish="12:00")
    names = ("now_in_summer", "now_in_winter", "now_in_summer_not_in_winter")
    assert table.select("day", *names).rows() == [("tue", 2, 2, 1), ("thu", None, None, None)]
    assert swept.only({"B"}).seasons[0].rungs[cell].tolist() == [0]
