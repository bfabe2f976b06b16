"""A matrix holds what single searches find, whoever works at it and however often it is stopped."""

import datetime as dt
import os
import signal
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from transit.batch.job import Block, Job, Question, minutes_from
from transit.batch.matrix import plan_matrix, run_matrix
from transit.batch.runners import alone, on_cluster, on_cores
from transit.errors import AreaError, InputError
from transit.model.fact import Stance
from transit.network.store import open_area
from transit.read.parameters import read_parameters
from transit.read.points import read_points
from transit.read.profiles import read_profile
from transit.read.rules import read_rules
from transit.route.query import Point, Query
from transit.route.router import Router

MONDAY = dt.datetime(2026, 1, 12, 9, 0)
HOMES = [("h1", 40.0, 8.0), ("h2", 330.0, 190.0), ("h3", 620.0, 410.0), ("far", 90_000.0, 0.0)]
PLACES = [("v1", 1010.0, 8.0), ("v2", 880.0, 210.0)]


@pytest.fixture
def make_job(town_area: Path, write_points: Any) -> Callable[..., Job]:
    """Return a function that plans the town's matrix."""

    def make(arrive_by: bool = True, window: int = 6, **changed: Any) -> Job:
        homes, places = write_points("homes.csv", HOMES), write_points("places.csv", PLACES)
        tables = [read_points(homes), read_points(places)]
        question = Question(
            moments=minutes_from(MONDAY, window, 60),
            arrive_by=arrive_by,
            profile=read_profile("walks-well"),
            stances=tuple(Stance),
            **changed,
        )
        area = open_area(town_area)
        job, notices = plan_matrix(area, str(town_area), tables[0], tables[1], question)
        assert [(notice.code, notice.row) for notice in notices] == [("point-far-from-streets", 5)]
        return replace(job, block_homes=2, block_places=1)

    return make


@pytest.mark.parametrize("arrive_by", [True, False])
def test_holds_what_single_searches_find(
    arrive_by: bool, make_job: Callable[..., Job], town_area: Path, tmp_path: Path
) -> None:
    """Quickest and easiest of each pair, moment and stance are those of the single search."""
    job = make_job(arrive_by)
    run_matrix(job, tmp_path / "out.parquet", alone)
    rows = pl.read_parquet(tmp_path / "out.parquet")
    assert rows.height == len(HOMES) * len(PLACES) * 2 * 7
    router = Router(open_area(town_area), job.question.profile, read_rules(), read_parameters())
    links = dict(zip(job.home_ids + job.place_ids, job.home_links + job.place_links, strict=True))
    with_bus = 0
    for row in rows.iter_rows(named=True):
        origin, destination = links[row["origin"]], links[row["destination"]]
        if origin is None or destination is None:
            assert row["duration_s"] is None
            continue
        query = Query(
            origin=Point(0, 0), destination=Point(0, 0), moment=row["time"],
            arrive_by=arrive_by, profile=job.question.profile,
        )  # fmt: skip
        found = router.search(
            router.asked(query, origin, destination), Stance[row["stance"].upper()]
        )
        with_bus += any(one.rides for one in found)
        midnight = dt.datetime.combine(MONDAY.date(), dt.time())
        asked = round((row["time"] - midnight).total_seconds())
        lasts = [asked - one.depart_s if arrive_by else one.arrive_s - asked for one in found]
        assert row["duration_s"] == min(lasts, default=None)
        assert row["least_burden_s"] == min((one.burden_s for one in found), default=None)
        quickest = [one.changes for one, s in zip(found, lasts, strict=True) if s == min(lasts)]
        assert row["changes"] == min(quickest, default=None)
        if found:
            easiest = min((one.burden_s, s) for one, s in zip(found, lasts, strict=True))
            assert row["least_burden_duration_s"] == easiest[1]
    assert with_bus > 20


def test_same_bytes_with_one_two_and_four_processes(
    make_job: Callable[..., Job], tmp_path: Path
) -> None:
    """However many processes share the work, the file is the same to the byte."""
    job = make_job()
    made = []
    for workers in (1, 2, 4):
        out = tmp_path / f"{workers}.parquet"
        run_matrix(job, out, on_cores(workers))
        made.append(out.read_bytes())
    assert made[0] == made[1] == made[2]


def test_taken_up_where_it_was_stopped(make_job: Callable[..., Job], tmp_path: Path) -> None:
    """A run that was stopped leaves no file, and when taken up does only what was not done."""
    job = make_job()
    whole, again = tmp_path / "whole.parquet", tmp_path / "again.parquet"
    run_matrix(job, whole, alone)
    asked: list[int] = []

    def stopped(job: Job, blocks: Sequence[Block]) -> Iterator[tuple[Block, bytes]]:
        for n, done in enumerate(alone(job, blocks)):
            if n == 2:
                raise KeyboardInterrupt
            yield done

    def counted(job: Job, blocks: Sequence[Block]) -> Iterator[tuple[Block, bytes]]:
        asked.extend(block.number for block in blocks)
        return alone(job, blocks)

    with pytest.raises(KeyboardInterrupt):
        run_matrix(job, again, stopped)
    assert not again.exists()
    run_matrix(job, again, counted)
    assert asked == [2, 3]
    assert again.read_bytes() == whole.read_bytes()
    assert sorted(path.name for path in tmp_path.glob("*again*")) == ["again.parquet"]


def test_a_cluster_that_loses_a_worker_changes_nothing(
    make_job: Callable[..., Job], tmp_path: Path
) -> None:
    """On Dask, a worker killed half-way and blocks done twice leave the same bytes."""
    distributed = pytest.importorskip("distributed")
    job = make_job()
    plain, shared = tmp_path / "plain.parquet", tmp_path / "shared.parquet"
    run_matrix(job, plain, alone)
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None
    ) as cluster:
        run = on_cluster(cluster.scheduler_address)

        def losing(job: Job, blocks: Sequence[Block]) -> Iterator[tuple[Block, bytes]]:
            for n, done in enumerate(run(job, blocks)):
                if n == 0:
                    # Not the worker's own kill(): it wants an event loop in this thread.
                    os.kill(next(iter(cluster.workers.values())).pid, signal.SIGKILL)
                yield done

        run_matrix(job, shared, losing)
    assert shared.read_bytes() == plain.read_bytes()


def test_percentiles(make_job: Callable[..., Job], tmp_path: Path) -> None:
    """Of seven moments a minute apart, the median is the fourth duration; nothing is in between.

    Percentiles are durations of real journeys: the least that so many per cent of moments keep to.
    """
    out, every = tmp_path / "p.parquet", tmp_path / "e.parquet"
    run_matrix(make_job(percentiles=(50, 100)), out, alone)
    run_matrix(make_job(), every, alone)
    by_pair = pl.read_parquet(every).group_by("origin", "destination", "stance")
    ranked = by_pair.agg(pl.col("duration_s").sort(nulls_last=True))
    found = pl.read_parquet(out).join(ranked, on=["origin", "destination", "stance"])
    assert found.height == len(HOMES) * len(PLACES) * 2
    for row in found.iter_rows(named=True):
        assert row["duration_p50_s"] == row["duration_s"][3]
        assert row["duration_p100_s"] == row["duration_s"][6]
        assert row["moments_with_journey"] == sum(s is not None for s in row["duration_s"])


def test_an_area_built_anew_is_refused(make_job: Callable[..., Job], tmp_path: Path) -> None:
    """A worker that finds another edition than the job's says so; nothing is written."""
    job = replace(make_job(), edition="another")
    with pytest.raises(AreaError, match="built anew"):
        run_matrix(job, tmp_path / "out.parquet", alone)
    assert not (tmp_path / "out.parquet").exists()


def test_an_area_is_opened_from_an_address(town_area: Path) -> None:
    """An area in an object store is copied once, and then opened like any other."""
    fsspec = pytest.importorskip("fsspec")
    from transit.batch.remote import local_area

    place = "memory://areas/town"
    fsspec.filesystem("memory").put(str(town_area) + "/", "/areas/town/", recursive=True)
    folder = local_area(place)
    assert open_area(folder).edition == open_area(town_area).edition
    assert local_area(place) == folder
    with pytest.raises(AreaError, match="no area"):
        local_area("memory://areas/nowhere")


def test_too_many_points_and_strange_questions_are_refused(
    town_area: Path, write_points: Any
) -> None:
    """Each is refused with what to do about it."""
    points = read_points(write_points("p.csv", HOMES))
    long = replace(points, ids=tuple(str(n) for n in range(1_000_001)))
    question = Question(
        moments=(MONDAY,), arrive_by=True, profile=read_profile("walks-well"), stances=tuple(Stance)
    )
    with pytest.raises(InputError, match=r"1,000,001 places; at most .* split"):
        plan_matrix(open_area(town_area), str(town_area), long, points, question)
    with pytest.raises(InputError, match="one date"):
        replace(question, moments=minutes_from(MONDAY.replace(hour=23), 120, 60))
    with pytest.raises(InputError, match="percentiles"):
        replace(question, percentiles=(0,))
    with pytest.raises(InputError, match="one worker"):
        on_cores(0)
