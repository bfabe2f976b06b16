"""A matrix worked through block by block and written to one Parquet file."""

import datetime as dt
import hashlib
import json
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.ipc
import pyarrow.parquet as pq
from filelock import FileLock, Timeout

import transit
from transit.batch.job import (
    Block,
    Job,
    Question,
    Work,
    block_size,
    check_days,
    check_size,
    key_of,
    same_days,
    settings_of,
    slice_of,
)
from transit.batch.matrix_notices import about_dates, far_points, with_burden
from transit.batch.remote import address_of
from transit.batch.runners import GOES_ON, Runner
from transit.batch.work import FAR_HOMES, FAR_PLACES
from transit.errors import InputError, TransitError
from transit.kernels.lanes import LANES
from transit.model.notice import Notice
from transit.network.area import Area
from transit.read.parameters import read_parameters
from transit.read.points import Points
from transit.read.rules import read_rules
from transit.route.reach.asked import Moments
from transit.route.reach.quickest import reason_against
from transit.route.router import Router

Progress = Callable[[str, float], None]


@dataclass(frozen=True, slots=True)
class Matrix:
    """A job with all of its points, and what is to be said about it beforehand."""

    job: Job
    homes: Points
    places: Points
    notices: tuple[Notice, ...]

    def work(self, blocks: Sequence[Block]) -> Iterator[Work]:
        """Yield blocks with their points, one at a time.

        Parameters
        ----------
        blocks
            Which.

        Yields
        ------
        Work
            As runners take it.
        """
        for block in blocks:
            homes = slice_of(self.homes, block.first_home, block.last_home)
            places = slice_of(self.places, block.first_place, block.last_place)
            yield Work(block, homes, places)


def plan_matrix(
    area: Area,
    place: str,
    origins: Points,
    destinations: Points,
    question: Question,
    parameters_dir: str | None = None,
) -> Matrix:
    """Choose how to search, and cut the matrix into blocks.

    Parameters
    ----------
    area
        The area.
    place
        Folder or address under which every worker can open it.
    origins, destinations
        Where from and where to.
    question
        What is asked of every pair.
    parameters_dir
        The council's own parameters.

    Returns
    -------
    Matrix
        Ready to be run; with notices where time alone was asked for and cannot be searched alone,
        and where too little of a date's timetable is known.

    Raises
    ------
    InputError
        There are too many points or pairs, parameters that cannot be read, or no time of a date.
    """
    parameters = read_parameters(Path(parameters_dir) if parameters_dir else None)
    settings = settings_of(parameters)
    check_size((origins, destinations), settings["matrix_most_points"])
    check_days(question.days, settings["matrix_most_days"])
    homes, places = (origins, destinations) if question.arrive_by else (destinations, origins)
    limits = settings["journey_window_s"], settings["longest_journey_s"]
    why = reason_against(question.profile, sum(limits)) if question.only_time else None
    quick = question.only_time and why is None
    n_homes, n_places = len(homes.ids), len(places.ids)
    # A search serves so many points at one end at once: the end where they are fewer is taken.
    lanes_timed = quick and n_places * len(question.moments) < n_homes
    lanes = 0 if not quick else 1 if lanes_timed else LANES
    block_homes, block_places = block_size(question, n_homes, n_places, settings, lanes=lanes)
    router = Router(area, question.profile, read_rules(), parameters)
    zone = area.timetable.zone
    moments = [question.moments_of(date, area, *limits) for date in question.dates]
    asked = zip(question.dates, moments, strict=True)
    # Of one date nothing need be compared, and reading its buses takes long in a region.
    some = () if question.days == 1 else asked
    days = same_days([_digest(router, *each) for each in some]) or (0,)
    said: dict[str, object] = {
        "made_by": transit.__version__,
        "parameters": {name: each.value for name, each in parameters.items()},
        "edition": area.edition,
        "profile": question.profile.routing_hash,
        "moments": [moment.isoformat() for moment in question.moments],
        "asked": [question.arrive_by, [stance.name for stance in question.stances], days],
        "what": [question.percentiles, quick, question.only_time, lanes_timed],
        "limits": [*limits, block_homes, block_places],
    }
    job = Job(
        area=address_of(place),
        edition=area.edition,
        question=question,
        window_s=limits[0],
        longest_s=limits[1],
        parameters=parameters,
        days=days,
        skipped=tuple(question.skipped(date, zone) for date in question.dates),
        quick=quick,
        lanes_timed=lanes_timed,
        n_homes=n_homes,
        n_places=n_places,
        block_homes=block_homes,
        block_places=block_places,
        key=key_of(said, (homes, places)),
    )
    if job.n_blocks > settings["matrix_most_blocks"]:
        raise InputError(
            f"{n_homes:,} x {n_places:,} pairs make {job.n_blocks:,} files of results; at most "
            f"{settings['matrix_most_blocks']:,} are kept: ask for fewer pairs or for percentiles"
        )
    notices = about_dates(area, question, parameters.number("published_day_share"))
    return Matrix(job, homes, places, (*notices, with_burden(why)) if why else notices)


def _digest(router: Router, date: dt.date, moments: Moments) -> bytes:
    """Return the same for dates with the same buses at the same seconds and the same moments."""
    beside_s = moments.window_s + moments.longest_s + router.profile.arrive_early_s
    ready = router.day(date, beside_s).day
    made = hashlib.blake2b(moments.times.tobytes())
    ridden = () if ready.ridden is None else (ready.ridden.board, ready.ridden.alight)
    for array in (*ready.arrays, ready.pattern_index, *ridden):
        made.update(np.ascontiguousarray(array).tobytes())
    return made.digest()


def run_matrix(
    matrix: Matrix, out: Path, runner: Runner, progress: Progress | None = None
) -> tuple[Notice, ...]:
    """Do every block that is not done yet, then write the file.

    Blocks are kept beside the file until it is written, so that a run that was stopped is taken up
    where it was. The file is there whole or not at all, and its bytes do not depend on who did
    which block, in which order, or on how many attempts it took.

    Parameters
    ----------
    matrix
        What to do.
    out
        File to write.
    runner
        Does the blocks.
    progress
        Told the stage and the share done.

    Returns
    -------
    tuple of Notice
        One for each table with points that no street is near: their rows say that there is no
        journey.

    Raises
    ------
    InputError
        The file cannot be written; what is done is kept.
    TransitError
        Those who do the blocks were lost, or somebody else is writing this file; what is done is
        kept.
    """
    folder = out.with_name(f"{out.name}.blocks-{matrix.job.key}")
    with _writing(out):
        _check_out(matrix, out)
        folder.mkdir(parents=True, exist_ok=True)
    with _alone_in(folder, out):
        far = _run(matrix, folder, out, runner, progress or (lambda stage, done: None))
        shutil.rmtree(folder, ignore_errors=True)
    notices = [
        far_points(points, far[name][1], far[name][0])
        for name, points in ((FAR_HOMES, matrix.homes), (FAR_PLACES, matrix.places))
        if far[name][0]
    ]
    return tuple(notices if matrix.job.question.arrive_by else notices[::-1])


def _check_out(matrix: Matrix, out: Path) -> None:
    """Refuse to write over what is no earlier result."""
    if out.is_dir():
        raise InputError(f"{out}: is a folder; name a file in it, such as {out / 'matrix.parquet'}")
    if out.exists() and not out.is_file():
        raise InputError(f"{out}: is no ordinary file; name another, such as matrix.parquet")
    for table in (matrix.homes.file, matrix.places.file):
        if out.exists() and Path(table).exists() and out.samefile(table):
            raise InputError(f"{out}: holds the places asked for; name another file to write")


@contextmanager
def _writing(out: Path, more: str = "") -> Iterator[None]:
    """Say so where nothing can be written."""
    try:
        yield
    except OSError as fault:
        why = fault.strerror or fault
        raise InputError(f"{out}: cannot be written here ({why}){more}") from fault


@contextmanager
def _alone_in(folder: Path, out: Path) -> Iterator[None]:
    """Refuse where another process works in the folder; one that was killed does not count."""
    lock = FileLock(folder / ".lock")
    with _writing(out), suppress(NotImplementedError):  # some shared drives know no locks
        try:
            lock.acquire(timeout=0)
        except Timeout:
            raise TransitError(f"{out}: another process writes this matrix; wait for it") from None
    try:
        yield
    finally:
        lock.release()


def _run(
    matrix: Matrix, folder: Path, out: Path, runner: Runner, tell: Progress
) -> dict[str, tuple[int, int]]:
    """Do what is not done and write the file; return what :func:`_join` does."""
    blocks = list(matrix.job.blocks())
    waiting = [block for block in blocks if not _file(folder, block).exists()]
    done = len(blocks) - len(waiting)
    tell(_stage(done, len(blocks)), done / len(blocks))
    for block, rows in runner(matrix.job, matrix.work(waiting), len(waiting)):
        with _writing(out, f"; {GOES_ON}"):
            _write(_file(folder, block), rows)
        done += 1
        tell(_stage(done, len(blocks)), done / len(blocks))
    with _writing(out, f"; {GOES_ON}"):
        return _join([_file(folder, block) for block in blocks], folder / "joined.part", out)


def _stage(done: int, total: int) -> str:
    return f"{done:,} of {total:,} blocks"


def _file(folder: Path, block: Block) -> Path:
    return folder / f"{block.number:08}.arrow"


def _write(file: Path, rows: bytes) -> None:
    part = file.with_suffix(".part")
    try:
        part.write_bytes(rows)
        part.replace(file)
    except BaseException:
        with suppress(OSError):
            part.unlink()
        raise


def _join(files: Sequence[Path], part: Path, out: Path) -> dict[str, tuple[int, int]]:
    """Write the file; return how many homes and places no street is near, and the first one."""
    far = {FAR_HOMES: (0, 0), FAR_PLACES: (0, 0)}
    try:
        with pq.ParquetWriter(part, _plain(_table(files[0])).schema) as writer:
            for file in files:
                table = _table(file)
                writer.write_table(_plain(table))
                for name, (before, first) in far.items():
                    n, number = json.loads(table.schema.metadata[name.encode()])
                    if n:
                        far[name] = before + n, first if before else number
        part.replace(out)
    except BaseException:
        with suppress(OSError):
            part.unlink()
        raise
    return far


def _table(file: Path) -> pa.Table:
    try:
        return pyarrow.ipc.open_file(pa.memory_map(str(file))).read_all()
    except pa.ArrowInvalid as fault:  # a machine that went down while it was written
        file.unlink()
        raise TransitError(f"{file}: was damaged; {GOES_ON}") from fault


def _plain(table: pa.Table) -> pa.Table:
    return table.replace_schema_metadata(None)
