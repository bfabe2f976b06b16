"""Three questions about many places, for use from Python.

::

    found = profile(router, place, homes, date)          every minute of a day, any journey
    table = reach(router, place, homes, moment)          one moment, a row a home
    matrix(area, origins, destinations, question, out)   every pair, to a file
"""

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import polars as pl

from transit.batch.job import Question
from transit.batch.matrix import Progress, plan_matrix, run_matrix
from transit.batch.matrix_notices import without_timetable
from transit.batch.remote import local_area
from transit.batch.runners import Runner, alone
from transit.errors import InputError
from transit.model.clock import is_skipped, skipped_words, to_service_s
from transit.model.fact import Stance
from transit.model.notice import Notice
from transit.network.day import midnight_s
from transit.network.link import Link
from transit.network.store import open_area
from transit.read.points import Points
from transit.route.query import Point
from transit.route.reach.asked import Moments, every
from transit.route.reach.homes import find_homes
from transit.route.reach.prepared import prepare
from transit.route.reach.profile import Profile, find_profile, find_target
from transit.route.router import Router


def profile(
    router: Router,
    place: Point,
    homes: Sequence[Point],
    date: dt.date,
    *,
    stance: Stance = Stance.CAUTIOUS,
    arrive_by: bool = True,
    first_s: int = 5 * 3600,
    last_s: int = 24 * 3600,
    step_s: int = 60,
) -> Profile:
    """Find every worthwhile journey between homes and a place at every minute of a day.

    Parameters
    ----------
    router
        Area and profile.
    place
        Where to, or where from when leaving.
    homes
        Where people live; messages number them from 0.
    date
        Service date.
    stance
        How unknown facts are read.
    arrive_by
        True for journeys to the place by each moment, False for those home after it.
    first_s, last_s, step_s
        First and last moment, seconds of the service date, and seconds between.

    Returns
    -------
    Profile
        ``at(home, moment)`` gives the journeys of a moment, and
        :func:`transit.route.reach.rebuild.rebuild` one of them with its rides and walks.

    Raises
    ------
    InputError
        No street is near the place or one of the homes, no timetable is published for the date, or
        the moments are none or of another date.
    """
    timetable = router.area.timetable
    earliest, latest = min(0, midnight_s(timetable, date, 0)), midnight_s(timetable, date, 1)
    if first_s < earliest or last_s > latest:
        raise InputError(
            f"moments from {first_s} s to {last_s} s reach into another date, whose buses are not "
            f"looked at; give some between {earliest} s and {latest} s"
        )
    moments = _moments(router, every(first_s, last_s, step_s).tolist(), arrive_by)
    return _found(router, place, homes, date, stance, moments)


def reach(
    router: Router,
    place: Point,
    homes: Sequence[Point],
    moment: dt.datetime,
    *,
    stance: Stance = Stance.CAUTIOUS,
    arrive_by: bool = True,
) -> pl.DataFrame:
    """Say from which homes a place can be reached by a moment, or which can be reached after it.

    Parameters
    ----------
    router
        Area and profile.
    place
        The place.
    homes
        Where people live; messages number them from 0.
    moment
        Local wall time, or a moment with a zone.
    stance
        How unknown facts are read.
    arrive_by
        True when ``moment`` is when to be there, False when it is when to leave.

    Returns
    -------
    DataFrame
        A row a home, in their order: ``reached``, and of the quickest journey ``duration_s``,
        ``changes`` and ``burden_s``, null where there is none. Seconds; a duration counts up to, or
        from, ``moment``.

    Raises
    ------
    InputError
        No street is near the place or one of the homes, no timetable is published for the date, or
        the clock skips the moment.
    """
    zone = router.area.timetable.zone
    wall = moment if moment.tzinfo is None else moment.astimezone(zone).replace(tzinfo=None)
    date = wall.date()
    if is_skipped(wall, zone):
        raise InputError(skipped_words(wall))
    asked = to_service_s(wall, date, zone)
    moments = _moments(router, [asked], arrive_by)
    found = _found(router, place, homes, date, stance, moments)
    rows: list[tuple[bool, int | None, int | None, int | None]] = []
    for home in range(len(homes)):
        best = max(found.at(home, asked), key=lambda one: one.leave_s, default=None)
        if best is None:
            rows.append((False, None, None, None))
        else:
            duration = asked - best.leave_s if arrive_by else -best.leave_s - asked
            rows.append((True, duration, best.changes, best.burden_s))
    schema = {
        "reached": pl.Boolean, "duration_s": pl.Int32, "changes": pl.Int32, "burden_s": pl.Int32
    }  # fmt: skip
    return pl.DataFrame(rows, schema=schema, orient="row")


def matrix(
    area: str,
    origins: Points,
    destinations: Points,
    question: Question,
    out: Path,
    *,
    runner: Runner = alone,
    parameters_dir: str | None = None,
    progress: Progress | None = None,
) -> tuple[Notice, ...]:
    """Ask every pair of many places and write what is found to a Parquet file.

    Parameters
    ----------
    area
        Folder or address of the area.
    origins, destinations
        Where from and where to (:func:`transit.read.points.read_points`).
    question
        What is asked of every pair.
    out
        File to write; whole, or not at all.
    runner
        Who works: :func:`~transit.batch.runners.alone`, :func:`~transit.batch.runners.on_cores`
        or :func:`~transit.batch.runners.on_cluster`.
    parameters_dir
        The council's own parameters.
    progress
        Told the stage and the share done.

    Returns
    -------
    tuple of Notice
        About points that no street is near, dates without a timetable, changes of the clock, and
        whether a slower search was needed.

    Raises
    ------
    InputError
        There are too many points or pairs, the times asked do not exist on a date, or the file
        cannot be written.
    AreaError
        There is no area, or it was built anew meanwhile.
    TransitError
        The workers were lost; what is done is kept, and taken up when asked again.
    """
    opened = open_area(local_area(area))
    planned = plan_matrix(opened, area, origins, destinations, question, parameters_dir)
    return *planned.notices, *run_matrix(planned, out, runner, progress)


def _moments(router: Router, times: list[int], arrive_by: bool) -> Moments:
    numbers = router.parameters.number
    return Moments(
        np.array(times, np.int64),
        arrive_by,
        int(numbers("journey_window_s")),
        int(numbers("longest_journey_s")),
    )


def _found(
    router: Router,
    place: Point,
    homes: Sequence[Point],
    date: dt.date,
    stance: Stance,
    moments: Moments,
) -> Profile:
    share = router.parameters.number("published_day_share")
    for notice in without_timetable(router.area, [date], share):
        raise InputError(f"{notice.message}. {notice.todo}")
    links = [_link(router, home, f"home {at}") for at, home in enumerate(homes)]
    target = _link(router, place, "the place")
    prepared = prepare(router, stance, date, moments)
    known = find_homes(router, prepared, links)
    return find_profile(router, find_target(router, prepared, target, known), known)


def _link(router: Router, point: Point, what: str) -> Link:
    found = router.find_link(point)
    if not isinstance(found, Link):
        # The point itself is not repeated: it may be somebody's home.
        raise InputError(f"{what} cannot be joined to the streets: {found.reason}")
    return found
