"""A matrix worked through block by block and written to one Parquet file."""

import shutil
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from transit.batch.job import Block, Job, Question, check_size, settings_of
from transit.batch.runners import Runner
from transit.errors import InputError
from transit.model.notice import Notice, Severity
from transit.network.area import Area
from transit.network.link import Link, NotLinked, link
from transit.read.parameters import read_parameters
from transit.read.points import Points
from transit.read.rules import read_rules

Progress = Callable[[str, float], None]


def plan_matrix(
    area: Area,
    place: str,
    origins: Points,
    destinations: Points,
    question: Question,
    parameters_dir: str | None = None,
) -> tuple[Job, tuple[Notice, ...]]:
    """Join all points to the streets and cut the matrix into blocks.

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
    tuple of Job and Notice
        The job, and a notice for each table with points that no street is near: their rows say
        that there is no journey.
    """
    parameters, rules = (
        read_parameters(Path(parameters_dir) if parameters_dir else None),
        read_rules(),
    )
    settings = settings_of(parameters)
    check_size((origins, destinations), settings["matrix_most_points"])
    notices = []
    links: list[tuple[Link | None, ...]] = []
    for points in (origins, destinations):
        found = [
            link(area.walk, area.link, float(lat), float(lon), rules, parameters)
            for lat, lon in zip(points.lat, points.lon, strict=True)
        ]
        far = [row for row, each in enumerate(found) if isinstance(each, NotLinked)]
        if far:
            notices.append(_far(points, far))
        links.append(tuple(None if isinstance(each, NotLinked) else each for each in found))
    ids = (origins.ids, destinations.ids)
    homes, places = (0, 1) if question.arrive_by else (1, 0)
    job = Job(
        area=place,
        edition=area.edition,
        question=question,
        window_s=settings["journey_window_s"],
        longest_s=settings["longest_journey_s"],
        parameters_dir=parameters_dir,
        home_ids=ids[homes],
        place_ids=ids[places],
        home_links=links[homes],
        place_links=links[places],
        block_homes=settings["matrix_block_homes"],
        block_places=settings["matrix_block_places"],
    )
    return job, tuple(notices)


def _far(points: Points, rows: Sequence[int]) -> Notice:
    return Notice(
        code="point-far-from-streets",
        severity=Severity.WARNING,
        file=points.file,
        row=rows[0] + 2,
        field="lat, lon",
        message="no street that one may walk on is near enough",
        todo="Check the coordinates (latitude first) and that the area covers them.",
        count=len(rows),
    )


def run_matrix(job: Job, out: Path, runner: Runner, progress: Progress | None = None) -> None:
    """Do every block that is not done yet, then write the file.

    Blocks are kept beside the file until it is written, so that a run that was stopped is taken up
    where it was. The file is there whole or not at all, and its bytes do not depend on who did
    which block, in which order, or on how many attempts it took.

    Parameters
    ----------
    job
        What to do.
    out
        File to write.
    runner
        Does the blocks.
    progress
        Told the stage and the share done.
    """
    tell = progress or (lambda stage, done: None)
    folder = out.with_name(f"{out.name}.blocks-{job.key}")
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        raise InputError(f"{out}: cannot be written here ({fault.strerror})") from fault
    blocks = job.blocks
    waiting = [block for block in blocks if not _file(folder, block).exists()]
    done = len(blocks) - len(waiting)
    tell(_stage(done, len(blocks)), done / len(blocks))
    for block, rows in runner(job, waiting):
        _write(_file(folder, block), rows)
        done += 1
        tell(_stage(done, len(blocks)), done / len(blocks))
    _join([_file(folder, block) for block in blocks], out)
    shutil.rmtree(folder)


def _stage(done: int, total: int) -> str:
    return f"{done:,} of {total:,} blocks"


def _file(folder: Path, block: Block) -> Path:
    return folder / f"{block.number:08}.arrow"


def _write(file: Path, rows: bytes) -> None:
    part = file.with_suffix(".part")
    part.write_bytes(rows)
    part.replace(file)


def _join(files: Sequence[Path], out: Path) -> None:
    part = out.with_name(out.name + ".part")
    try:
        with pq.ParquetWriter(part, _table(files[0]).schema) as writer:
            for file in files:
                writer.write_table(_table(file))
        part.replace(out)
    except BaseException:
        with suppress(OSError):
            part.unlink()
        raise


def _table(file: Path) -> pa.Table:
    return pl.read_ipc(file).to_arrow(compat_level=pl.CompatLevel.oldest())
