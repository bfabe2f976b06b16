"""Compiling what searches for many at once need, at a moment of one's choosing."""

import datetime as dt
import tempfile
import time
import zipfile
from pathlib import Path
from typing import Final

import numpy as np
import polars as pl

from transit.batch.job import Criteria, Question
from transit.batch.matrix import plan_matrix
from transit.batch.tell import Tell
from transit.batch.work import Worker
from transit.kernels import lane_ends, lane_joined, lane_ranks, profile_best, quick_rides, warm
from transit.kernels.lanes import LANES
from transit.model.fact import Stance
from transit.network.build import build_area
from transit.network.store import open_area
from transit.read.points import Points
from transit.read.profiles import read_profile

_DAY: Final = dt.date(2026, 1, 12)
_LON: Final = (-1.50, -1.49, -1.48)
_LAT: Final = 52.0
_STREET: Final = "".join(
    f"<node id='{at}' version='1' lat='{_LAT}' lon='{lon}'/>" for at, lon in enumerate(_LON, 1)
)
_OSM: Final = (
    f"<osm version='0.6'>{_STREET}<way id='1' version='1'><nd ref='1'/><nd ref='2'/><nd ref='3'/>"
    "<tag k='highway' v='residential'/><tag k='sidewalk' v='both'/></way></osm>"
)
_FEED: Final = {
    "agency.txt": "agency_id,agency_name,agency_url,agency_timezone\n"
    "a,A,https://example.org,Europe/London\n",
    "calendar.txt": "service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,"
    f"start_date,end_date\nd,1,1,1,1,1,1,1,{_DAY:%Y%m%d},{_DAY:%Y%m%d}\n",
    "routes.txt": "route_id,agency_id,route_short_name,route_type\nr,a,1,3\n",
    "stops.txt": f"stop_id,stop_name,stop_lat,stop_lon\ns,S,{_LAT},{_LON[0]}\n"
    f"t,T,{_LAT},{_LON[2]}\n",
    "trips.txt": "route_id,service_id,trip_id\nr,d,x\n",
    "stop_times.txt": "trip_id,arrival_time,departure_time,stop_id,stop_sequence\n"
    "x,09:00:00,09:00:00,s,1\nx,09:03:00,09:03:00,t,2\n",
}


def is_warm() -> bool:
    """Return whether all of it was compiled before.

    Returns
    -------
    bool
        False where the first matrix would have to wait.
    """
    return warm.is_warm(
        lane_ends.within_windows,
        lane_ranks.rank_within,
        lane_joined.rank_joined,
        quick_rides.read_places,
        profile_best.best_of_homes,
    )


def warm_searches(tell: Tell) -> None:
    """Compile the searches before workers need them, all at once, where that was never done.

    Parameters
    ----------
    tell
        Told that it is done.
    """
    if not is_warm():
        tell(warm.COMPILING, 0.0)
        warm_matrix()


def warm_matrix() -> float:
    """Compile the kernels of searches for many at once, or load them where they were compiled.

    A street with one bus is built and asked in each of the ways in which kernels are called, so
    that each is compiled in the form in which it is used.

    Returns
    -------
    float
        Seconds that it took.
    """
    began = time.perf_counter()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "street.osm").write_text(_OSM, encoding="utf-8")
        with zipfile.ZipFile(folder / "bus.zip", "w") as feed:
            for file, text in _FEED.items():
                feed.writestr(file, text)
        build_area(osm=folder / "street.osm", gtfs=[folder / "bus.zip"], out=folder / "area")
        homes, place = _points(_LON[0], _LON[1]), _points(_LON[2])
        for window, criteria in ((0, Criteria.TIME), (2, Criteria.TIME), (0, Criteria.ALL)):
            _ask(folder / "area", homes, place, window, criteria)
        _ask(folder / "area", homes, place, 2, Criteria.TIME, percentiles=(50,))
        # More homes than lie in one search, more moments and fewer stops: those lie there then.
        many = _points(*np.linspace(_LON[0], _LON[1], LANES + 1).tolist())
        _ask(folder / "area", many, place, 2 * LANES, Criteria.TIME, percentiles=(50,))
    return time.perf_counter() - began


def _points(*lons: float) -> Points:
    ids = pl.Series([str(at) for at in range(len(lons))])
    return Points("", ids, np.full(len(lons), _LAT), np.array(lons))


def _ask(
    area: Path,
    homes: Points,
    place: Points,
    window: int,
    criteria: Criteria,
    percentiles: tuple[int, ...] | None = None,
) -> None:
    first = dt.datetime.combine(_DAY, dt.time(9, 30))
    question = Question(
        moments=tuple(first + dt.timedelta(minutes=at) for at in range(window + 1)),
        arrive_by=True,
        profile=read_profile("walks-well"),
        stances=(Stance.HOPEFUL,),
        criteria=criteria,
        percentiles=percentiles,
    )
    planned = plan_matrix(open_area(area), str(area), homes, place, question)
    worker = Worker(planned.job)
    for work in planned.work(list(planned.job.blocks())):
        worker.do(work)
