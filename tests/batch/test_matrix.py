"""A matrix holds what single searches find, whoever works at it and however often it is stopped."""

import datetime as dt
import errno
import os
import shutil
import signal
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import polars as pl
import pytest
from town_files import write_town

from transit.batch.job import Block, Criteria, Job, Question, Work, minutes_from
from transit.batch.matrix import Matrix, plan_matrix, run_matrix
from transit.batch.runners import alone, on_cluster, on_cores
from transit.errors import AreaError, InputError, TransitError
from transit.model.clock import to_service_s
from transit.model.fact import Stance
from transit.model.notice import Severity
from transit.network.build import build_area
from transit.network.link import Link
from transit.network.store import open_area
from transit.read.parameters import read_parameters
from transit.read.points import read_points
from transit.read.profiles import read_profile
from transit.read.rules import read_rules
from transit.route.found import Found
from transit.route.query import Point, Query
from transit.route.router import Router

Done = Iterator[tuple[Block, bytes]]
MONDAY = dt.datetime(2026, 1, 12, 9, 0)
HOMES = [("h1", 40.0, 8.0), ("h2", 330.0, 190.0), ("h3", 620.0, 410.0), ("far", 90_000.0, 0.0)]
LIMITED = "older-and-slow"
PLACES = [("v1", 1010.0, 8.0), ("v2", 880.0, 210.0)]


@pytest.fixture
def make_matrix(town_area: Path, write_points: Any) -> Callable[..., Matrix]:
    """Return a function that plans the town's matrix, in small blocks."""

    def make(
        arrive_by: bool = True,
        window: int = 6,
        profile: str = "walks-well",
        first: dt.datetime = MONDAY,
        area: Path = town_area,
        parameters_dir: str | None = None,
        **changed: Any,
    ) -> Matrix:
        homes, places = write_points("homes.csv", HOMES), write_points("places.csv", PLACES)
        tables = [read_points(homes), read_points(places)]
        question = Question(
            moments=minutes_from(first, window, 60),
            arrive_by=arrive_by,
            profile=read_profile(profile),
            stances=tuple(Stance),
            **changed,
        )
        made = plan_matrix(open_area(area), str(area), *tables, question, parameters_dir)
        return replace(made, job=replace(made.job, block_homes=2, block_places=1))

    return make


def _alone(area: Path, matrix: Matrix) -> Callable[[dict[str, Any]], tuple[Found, ...] | None]:
    """Return a function that asks for a row's pair alone; None where no street is near."""
    profile = matrix.job.question.profile
    router = Router(open_area(area), profile, read_rules(), read_parameters())
    links = {}
    for points in (matrix.homes, matrix.places):
        for key, lat, lon in zip(points.ids, points.lat, points.lon, strict=True):
            links[key] = router.find_link(Point(float(lat), float(lon)))

    def ask(row: dict[str, Any]) -> tuple[Found, ...] | None:
        start, end = links[row["origin"]], links[row["destination"]]
        if not (isinstance(start, Link) and isinstance(end, Link)):
            return None
        query = Query(
            origin=Point(0, 0), destination=Point(0, 0), moment=row["time"],
            arrive_by=matrix.job.question.arrive_by, profile=profile,
        )  # fmt: skip
        return router.search(router.asked(query, start, end), Stance[row["stance"].upper()])

    return ask


def _lasts(row: dict[str, Any], found: Sequence[Found], arrive_by: bool) -> list[int]:
    asked = to_service_s(row["time"], row["time"].date(), ZoneInfo("Europe/London"))
    return [asked - one.depart_s if arrive_by else one.arrive_s - asked for one in found]


@pytest.mark.parametrize("criteria", list(Criteria))
@pytest.mark.parametrize("arrive_by", [True, False])
def test_holds_what_single_searches_find(
    arrive_by: bool,
    criteria: Criteria,
    make_matrix: Callable[..., Matrix],
    town_area: Path,
    tmp_path: Path,
) -> None:
    """Quickest and easiest of each pair, moment and stance are those of the single search."""
    matrix = make_matrix(arrive_by, criteria=criteria)
    assert matrix.job.quick == (criteria is Criteria.TIME)
    notices = run_matrix(matrix, tmp_path / "out.parquet", alone)
    assert [(notice.code, notice.row) for notice in notices] == [("point_far_from_streets", 5)]
    rows = pl.read_parquet(tmp_path / "out.parquet")
    assert rows.height == len(HOMES) * len(PLACES) * 2 * 7
    ask = _alone(town_area, matrix)
    with_bus = 0
    for row in rows.iter_rows(named=True):
        found = ask(row)
        if found is None:
            assert row["duration_s"] is None
            continue
        with_bus += any(one.rides for one in found)
        lasts = _lasts(row, found, arrive_by)
        assert row["duration_s"] == min(lasts, default=None)
        quickest = [one.changes for one, s in zip(found, lasts, strict=True) if s == min(lasts)]
        assert row["changes"] == min(quickest, default=None)
        if criteria is Criteria.TIME:
            assert "least_burden_s" not in row
            continue
        assert row["least_burden_s"] == min((one.burden_s for one in found), default=None)
        if found:
            easiest = min((one.burden_s, s) for one, s in zip(found, lasts, strict=True))
            assert row["least_burden_duration_s"] == easiest[1]
    assert with_bus > 20


@pytest.mark.parametrize("arrive_by", [True, False])
def test_either_side_is_searched_from(
    arrive_by: bool, make_matrix: Callable[..., Matrix], tmp_path: Path
) -> None:
    """Lanes that hold homes and lanes that hold places at moments give the same file."""
    made = []
    matrix = make_matrix(arrive_by, criteria=Criteria.TIME)
    for timed in (False, True):
        out = tmp_path / f"{timed}.parquet"
        job = replace(matrix.job, lanes_timed=timed, key=f"{timed}")
        run_matrix(replace(matrix, job=job), out, alone)
        made.append(out.read_bytes())
    assert made[0] == made[1]


def test_the_smaller_side_is_chosen(make_matrix: Callable[..., Matrix]) -> None:
    """Two places at one moment are fewer than four homes; at seven they are more."""
    assert make_matrix(window=0, criteria=Criteria.TIME).job.lanes_timed
    assert not make_matrix(window=6, criteria=Criteria.TIME).job.lanes_timed


def test_a_limit_on_all_walking_is_kept(
    make_matrix: Callable[..., Matrix], town_area: Path, tmp_path: Path
) -> None:
    """Where a profile limits it, the slower search is used, the reason said, the answer right."""
    matrix = make_matrix(profile=LIMITED, criteria=Criteria.TIME)
    assert not matrix.job.quick
    assert [notice.code for notice in matrix.notices] == ["matrix_with_burden"]
    assert "walked in all" in matrix.notices[0].message
    run_matrix(matrix, tmp_path / "out.parquet", alone)
    ask = _alone(town_area, matrix)
    rows = pl.read_parquet(tmp_path / "out.parquet")
    assert rows.columns[-2:] == ["duration_s", "changes"]
    for row in rows.iter_rows(named=True):
        found = ask(row) or ()
        assert row["duration_s"] == min(_lasts(row, found, True), default=None)


def test_a_week(make_matrix: Callable[..., Matrix], tmp_path: Path) -> None:
    """Monday to Friday have the same buses and are searched once, Saturday and Sunday another time.

    The rows of each date are those of a matrix of that date alone.
    """
    for criteria in Criteria:
        matrix = make_matrix(days=7, criteria=criteria)
        assert matrix.job.days == (0, 0, 0, 0, 0, 5, 5)
        out = tmp_path / f"{criteria}.parquet"
        run_matrix(matrix, out, alone)
        rows = pl.read_parquet(out)
        assert rows.height == 7 * len(HOMES) * len(PLACES) * 2 * 7
        searched = rows.group_by("date").agg(pl.col("searched_on").unique()).sort("date")
        assert [each[0].day for each in searched["searched_on"]] == [12] * 5 + [17] * 2
        assert (rows["time"].dt.date() == rows["date"]).all()
        for day in (2, 6):
            one = tmp_path / "one.parquet"
            first = MONDAY + dt.timedelta(days=day)
            run_matrix(make_matrix(first=first, criteria=criteria), one, alone)
            alike = rows.filter(pl.col("date") == first.date()).drop("date", "searched_on")
            keys = ["origin", "destination", "stance", "time"]
            assert alike.sort(keys).equals(pl.read_parquet(one).sort(keys))


@pytest.fixture(scope="module")
def all_year(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the town's area with buses on every day of 2026."""
    folder = tmp_path_factory.mktemp("year")
    streets, feed = write_town(folder)
    with zipfile.ZipFile(feed) as old:
        files = {name: old.read(name).decode() for name in old.namelist()}
    days = files["calendar.txt"].replace("1,0,0,20260105,20260227", "1,1,1,20260101,20261231")
    assert days != files["calendar.txt"]
    with zipfile.ZipFile(feed, "w") as new:
        for name, text in (files | {"calendar.txt": days}).items():
            new.writestr(name, text)
    build_area(osm=streets, gtfs=[feed], out=folder / "area")
    return folder / "area"


SPRING, AUTUMN = dt.datetime(2026, 3, 29, 0, 50), dt.datetime(2026, 10, 25, 0, 50)


@pytest.mark.parametrize(
    ("first", "criteria", "timed", "lost"),
    [
        (SPRING, Criteria.TIME, False, 60),
        (SPRING, Criteria.TIME, True, 60),
        (SPRING, Criteria.ALL, False, 60),
        (AUTUMN, Criteria.TIME, False, 0),
    ],
)
def test_clock_change_days(
    first: dt.datetime,
    criteria: Criteria,
    timed: bool,
    lost: int,
    all_year: Path,
    make_matrix: Callable[..., Matrix],
    tmp_path: Path,
) -> None:
    """From 0:50 to 9:50 there are 541 minutes on the wall, without 1:00 to 1:59 481.

    Buses run from 9 o'clock on: a moment counted by the wrong clock would have another answer.
    """
    planned = make_matrix(first=first, window=540, criteria=criteria, area=all_year)
    planned = replace(planned, job=replace(planned.job, lanes_timed=timed))
    assert [notice.code for notice in planned.notices] == ["matrix_clock_change"]
    assert "60 of the times" in planned.notices[0].message
    run_matrix(planned, tmp_path / "out.parquet", alone)
    rows = pl.read_parquet(tmp_path / "out.parquet")
    assert rows.height == (541 - lost) * len(HOMES) * len(PLACES) * 2
    night = rows.filter(pl.col("time").dt.hour() == 1)
    assert night.height == (60 - lost) * len(HOMES) * len(PLACES) * 2
    ask = _alone(all_year, planned)
    late = rows.filter((pl.col("time").dt.hour() == 9) & (pl.col("origin") == "h1"))
    some = [*late[::7].iter_rows(named=True), *rows[::307].iter_rows(named=True)]
    for row in some:
        assert row["duration_s"] == min(_lasts(row, ask(row) or (), True), default=None)
    assert late["duration_s"].n_unique() > 3


def test_a_week_end_on_which_the_clock_changes(
    all_year: Path, make_matrix: Callable[..., Matrix], tmp_path: Path
) -> None:
    """Of two dates the second has 60 moments fewer; percentiles are of those that it has."""
    asked = {"first": SPRING - dt.timedelta(days=1), "window": 540, "days": 2, "area": all_year}
    for more in ({"criteria": Criteria.TIME}, {"percentiles": (50,)}):
        planned = make_matrix(**asked, **more)
        run_matrix(planned, tmp_path / "out.parquet", alone)
        rows = pl.read_parquet(tmp_path / "out.parquet").sort("date")
        pairs = len(HOMES) * len(PLACES) * 2
        if "percentiles" in more:
            assert rows["moments"].to_list() == [541] * pairs + [481] * pairs
        else:
            assert rows.group_by("date").len().sort("date")["len"].to_list() == [
                541 * pairs,
                481 * pairs,
            ]
    with pytest.raises(InputError, match="01:30 does not exist on 2026-03-29"):
        make_matrix(first=SPRING.replace(hour=1, minute=30), window=0, area=all_year)


def test_dates_without_timetable_are_told(make_matrix: Callable[..., Matrix]) -> None:
    """The town's timetable ends on Friday 27 February: of Friday to Sunday two are not known."""
    (told,) = make_matrix(first=dt.datetime(2026, 2, 27, 9), days=3).notices
    assert (told.code, told.severity) == ("matrix_without_timetable", Severity.WARNING)
    assert "2 of 3 dates, the first 2026-02-28" in told.message
    assert "2026-01-05 to 2026-02-27" in told.message


def test_blocks_of_other_parameters_are_not_taken_up(
    make_matrix: Callable[..., Matrix], tmp_path: Path
) -> None:
    """Another parameter is another job, and it travels along: no worker needs the folder."""
    own = tmp_path / "own"
    own.mkdir()
    table = '[link_farthest_m]\nvalue = 1\nunit = "m"\nsource = "test"\ndate = "2026-01-01"\n'
    (own / "own.toml").write_text(table + 'confidence = "assumed"\n', encoding="utf-8")
    plain, changed = make_matrix(), make_matrix(parameters_dir=str(own))
    assert plain.job.key != changed.job.key
    shutil.rmtree(own)
    far = run_matrix(changed, tmp_path / "out.parquet", alone)
    assert sum(notice.count for notice in far) == len(HOMES) + len(PLACES)
    with pytest.raises(InputError, match="no such folder"):
        make_matrix(parameters_dir=str(own))


def test_what_is_no_result_is_not_written_over(
    make_matrix: Callable[..., Matrix], tmp_path: Path
) -> None:
    """A folder, a pipe or the places themselves: told before anything is done, and left alone."""
    matrix = make_matrix()
    folder, pipe, homes = tmp_path / "results", tmp_path / "pipe", tmp_path / "homes.csv"
    folder.mkdir()
    os.mkfifo(pipe)
    before = homes.read_bytes()
    for out, said in ((folder, "a folder"), (pipe, "no ordinary"), (homes, "the places")):
        with pytest.raises(InputError, match=said):
            run_matrix(matrix, out, alone)
    assert pipe.is_fifo()
    assert homes.read_bytes() == before
    assert not list(tmp_path.glob("*.blocks-*"))
    with pytest.raises(InputError, match="cannot be written here"):
        run_matrix(matrix, tmp_path / ("x" * 300), alone)


def test_a_full_disk_loses_nothing(
    make_matrix: Callable[..., Matrix], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second of four blocks finds no room: it is told, and the first one is kept."""
    matrix, out = make_matrix(), tmp_path / "out.parquet"
    write = Path.write_bytes

    def room_for_one(file: Path, rows: bytes) -> int:
        if list(file.parent.glob("*.arrow")):
            write(file, rows[:9])
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return write(file, rows)

    with monkeypatch.context() as full:
        full.setattr(Path, "write_bytes", room_for_one)
        with pytest.raises(InputError, match=r"No space left on device\); what is done is kept"):
            run_matrix(matrix, out, alone)
    (folder,) = tmp_path.glob("out.parquet*")
    assert {file.suffix for file in folder.iterdir()} <= {".arrow", ""}
    (folder / "00000000.arrow").write_bytes(b"")  # as after a cut of power
    with pytest.raises(TransitError, match=r"00000000.arrow: was damaged"):
        run_matrix(matrix, out, alone)
    run_matrix(matrix, out, alone)
    run_matrix(matrix, tmp_path / "whole.parquet", alone)
    assert out.read_bytes() == (tmp_path / "whole.parquet").read_bytes()


def test_two_at_the_same_file(make_matrix: Callable[..., Matrix], tmp_path: Path) -> None:
    """Who comes second is told to wait, and does not disturb the first."""
    matrix, out = make_matrix(), tmp_path / "out.parquet"

    def disturbed(job: Job, work: Iterable[Work], n_blocks: int) -> Done:
        with pytest.raises(TransitError, match="another process"):
            run_matrix(matrix, out, alone)
        return alone(job, work, n_blocks)

    run_matrix(matrix, out, disturbed)
    assert [path.name for path in tmp_path.glob("out*")] == ["out.parquet"]


def test_workers_elsewhere_find_a_relative_area(
    town_area: Path, write_points: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Their own folder is another one."""
    monkeypatch.chdir(town_area.parent)
    points = read_points(write_points("p.csv", HOMES))
    question = Question(
        moments=(MONDAY,), arrive_by=True, profile=read_profile("walks-well"), stances=tuple(Stance)
    )
    made = plan_matrix(open_area(Path("area")), "area", points, points, question)
    assert made.job.area == str(town_area)


def test_same_bytes_with_1_2_and_4_processes(
    make_matrix: Callable[..., Matrix], tmp_path: Path
) -> None:
    """However many processes share the work, the file is the same to the byte."""
    matrix = make_matrix()
    assert matrix.job.n_blocks == 4
    made = []
    for workers in (1, 2, 4):
        out = tmp_path / f"{workers}.parquet"
        run_matrix(matrix, out, on_cores(workers))
        made.append(out.read_bytes())
    assert made[0] == made[1] == made[2]


def test_taken_up_where_it_was_stopped(make_matrix: Callable[..., Matrix], tmp_path: Path) -> None:
    """A run that was stopped leaves no file, and when taken up does only what was not done."""
    matrix = make_matrix()
    whole, again = tmp_path / "whole.parquet", tmp_path / "again.parquet"
    run_matrix(matrix, whole, alone)
    asked: list[int] = []

    def stopped(job: Job, work: Iterable[Work], n_blocks: int) -> Done:
        for n, done in enumerate(alone(job, work, n_blocks)):
            if n == 2:
                raise KeyboardInterrupt
            yield done

    def counted(job: Job, work: Iterable[Work], n_blocks: int) -> Done:
        kept = list(work)
        asked.extend(each.block.number for each in kept)
        return alone(job, kept, n_blocks)

    with pytest.raises(KeyboardInterrupt):
        run_matrix(matrix, again, stopped)
    assert not again.exists()
    run_matrix(matrix, again, counted)
    assert asked == [2, 3]
    assert again.read_bytes() == whole.read_bytes()
    assert sorted(path.name for path in tmp_path.glob("*again*")) == ["again.parquet"]


def test_a_cluster_that_loses_its_workers_changes_nothing(
    make_matrix: Callable[..., Matrix], tmp_path: Path
) -> None:
    """On Dask, all workers killed half-way and blocks done twice leave the same bytes.

    Whichever worker held what others need, it is gone; new ones take their place.
    """
    distributed = pytest.importorskip("distributed")
    matrix = make_matrix()
    plain, shared = tmp_path / "plain.parquet", tmp_path / "shared.parquet"
    run_matrix(matrix, plain, alone)
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None
    ) as cluster:
        run = on_cluster(cluster.scheduler_address)

        def losing(job: Job, work: Iterable[Work], n_blocks: int) -> Done:
            for n, done in enumerate(run(job, work, n_blocks)):
                if n == 0:
                    # Not the workers' own kill(): it wants an event loop in this thread.
                    for worker in cluster.workers.values():
                        os.kill(worker.pid, signal.SIGKILL)
                yield done

        run_matrix(matrix, shared, losing)
    assert shared.read_bytes() == plain.read_bytes()


def test_percentiles(make_matrix: Callable[..., Matrix], tmp_path: Path) -> None:
    """Of seven moments a minute apart, the median is the fourth duration; nothing is in between.

    Percentiles are durations of real journeys: the least that so many per cent of moments keep to.
    """
    out, every = tmp_path / "p.parquet", tmp_path / "e.parquet"
    run_matrix(make_matrix(percentiles=(50, 100)), out, alone)
    run_matrix(make_matrix(), every, alone)
    by_pair = pl.read_parquet(every).group_by("origin", "destination", "stance")
    ranked = by_pair.agg(pl.col("duration_s").sort(nulls_last=True))
    found = pl.read_parquet(out).join(ranked, on=["origin", "destination", "stance"])
    assert found.height == len(HOMES) * len(PLACES) * 2
    for row in found.iter_rows(named=True):
        assert row["duration_p50_s"] == row["duration_s"][3]
        assert row["duration_p100_s"] == row["duration_s"][6]
        assert row["moments_with_journey"] == sum(s is not None for s in row["duration_s"])


def test_an_area_built_anew_is_refused(make_matrix: Callable[..., Matrix], tmp_path: Path) -> None:
    """A worker that finds another edition than the job's says so; nothing is written."""
    matrix = make_matrix()
    matrix = replace(matrix, job=replace(matrix.job, edition="another", key="another"))
    with pytest.raises(AreaError, match="built anew"):
        run_matrix(matrix, tmp_path / "out.parquet", alone)
    assert not (tmp_path / "out.parquet").exists()


def test_an_area_is_opened_from_an_address(town_area: Path) -> None:
    """An area in an object store is copied once, and then opened like any other."""
    fsspec = pytest.importorskip("fsspec")
    from transit.batch.remote import local_area

    place = "memory://areas/town"
    memory = fsspec.filesystem("memory")
    memory.put(str(town_area) + "/", "/areas/town/", recursive=True)
    memory.pipe("/areas/town/editions/before/large.npy", b"an edition that is over")
    folder = local_area(place)
    assert [edition.name for edition in (folder / "editions").iterdir()] == [
        open_area(town_area).edition
    ]
    assert open_area(folder).edition == open_area(town_area).edition
    assert local_area(place) == folder
    with pytest.raises(AreaError, match="no area"):
        local_area("memory://areas/nowhere")


def test_a_package_that_reads_addresses_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is named, as fsspec names it."""
    core = pytest.importorskip("fsspec.core")
    from transit.batch.remote import local_area

    def missing(address: str) -> None:
        raise ImportError("Install s3fs to access S3")

    monkeypatch.setattr(core, "url_to_fs", missing)
    with pytest.raises(AreaError, match="Install s3fs"):
        local_area("s3://areas/town")


def test_too_many_points_and_strange_questions_are_refused(
    town_area: Path, write_points: Any
) -> None:
    """Each is refused with what to do about it."""
    points = read_points(write_points("p.csv", HOMES))
    long = replace(points, ids=pl.Series([""]).new_from_index(0, 20_000_001))
    question = Question(
        moments=(MONDAY,), arrive_by=True, profile=read_profile("walks-well"), stances=tuple(Stance)
    )
    with pytest.raises(InputError, match=r"20,000,001 places; at most .* split"):
        plan_matrix(open_area(town_area), str(town_area), long, points, question)
    with pytest.raises(InputError, match="one date"):
        replace(question, moments=minutes_from(MONDAY.replace(hour=23), 120, 60))
    with pytest.raises(InputError, match="percentiles"):
        replace(question, percentiles=(0,))
    for odd in ({"microsecond": 500_000}, {"tzinfo": dt.UTC}, {"fold": 1}):
        with pytest.raises(InputError, match="without a zone and in whole seconds"):
            replace(question, moments=(MONDAY.replace(**odd),))  # type: ignore[arg-type]
    with pytest.raises(InputError, match="year 10000"):
        replace(question, days=3_000_000)
    with pytest.raises(InputError, match="year 9999"):
        minutes_from(dt.datetime.max.replace(microsecond=0), 5, 60)
    with pytest.raises(InputError, match="732 dates are asked; at most 731"):
        many = replace(question, days=732)
        plan_matrix(open_area(town_area), str(town_area), points, points, many)
    with pytest.raises(InputError, match="one worker"):
        on_cores(0)


def test_a_block_brings_only_its_own_points(make_matrix: Callable[..., Matrix]) -> None:
    """Blocks are given their points one at a time, so that no worker needs all of them."""
    matrix = make_matrix()
    work = matrix.work(list(matrix.job.blocks()))
    first = next(work)
    assert (first.homes.ids.to_list(), first.places.ids.to_list()) == (["h1", "h2"], ["v1"])
    rest = list(work)
    assert [each.homes.ids.to_list() for each in rest] == [["h1", "h2"], *(2 * [["h3", "far"]])]
    assert sum(each.homes.lat.size for each in (first, *rest)) == 2 * len(HOMES)


def test_more_points_than_are_taken_at_once(
    town_area: Path, write_points: Any, tmp_path: Path
) -> None:
    """A council's own limits on points and blocks are kept to, and nothing is written."""
    homes, places = (read_points(write_points(name, HOMES)) for name in ("h.csv", "p.csv"))
    question = Question(
        moments=(MONDAY,), arrive_by=True, profile=read_profile("walks-well"), stances=tuple(Stance)
    )
    for name, said in (("matrix_most_points", "split the file"), ("matrix_most_blocks", "fewer")):
        folder = tmp_path / name
        folder.mkdir()
        table = (
            f'[{name}]\nvalue = 0\nunit = "1"\nsource = "test"\ndate = "2026-01-01"\n'
            'confidence = "assumed"\n'
        )
        (folder / "own.toml").write_text(table, encoding="utf-8")
        with pytest.raises(InputError, match=said):
            plan_matrix(open_area(town_area), str(town_area), homes, places, question, str(folder))
    assert not list(tmp_path.glob("*.parquet*"))
