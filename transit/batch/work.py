"""One worker: opens the area once, and does any block of a job."""

import io
import json
from typing import Any

import polars as pl
import pyarrow as pa
import pyarrow.ipc

from transit.batch.burden_block import BurdenBlocks
from transit.batch.job import Job, Work
from transit.batch.quick_block import QuickBlocks
from transit.batch.remote import local_area
from transit.batch.score_job import ScoreJob, ScoreWork
from transit.batch.table import table_of
from transit.errors import AreaError
from transit.network.link import Link
from transit.network.store import open_area
from transit.read.points import Points
from transit.read.rules import read_rules
from transit.route.query import Point
from transit.route.router import Router

FAR_HOMES = "far_homes"
FAR_PLACES = "far_places"
"""What a block says beside its rows: how many points no street is near, and which is the first."""

_WORKERS: dict[str, Any] = {}
"""The worker of the last job of this process."""

Linked = tuple[Link | None, ...]


def do_block(job: Job | ScoreJob, work: Work | ScoreWork) -> bytes:
    """Do one block in this process; the area and what a block needs are kept for the next.

    Parameters
    ----------
    job
        The job.
    work
        Which part.

    Returns
    -------
    bytes
        Its rows, an Arrow file, or verdicts. The same whoever does it, and however often.
    """
    if job.key not in _WORKERS:
        _WORKERS.clear()
        _WORKERS[job.key] = _worker(job)
    made: bytes = _WORKERS[job.key].do(work)
    return made


def _worker(job: Job | ScoreJob) -> Any:
    if isinstance(job, Job):
        return Worker(job)
    # What scores is loaded only by who scores.
    from transit.batch.unlock_job import UnlockJob

    if isinstance(job, UnlockJob):
        from transit.batch.unlock_work import UnlockWorker

        return UnlockWorker(job)
    from transit.batch.sweep_job import SweepJob

    if isinstance(job, SweepJob):
        from transit.batch.sweep_work import SweepWorker

        return SweepWorker(job)
    from transit.batch.score_work import ScoreWorker

    return ScoreWorker(job)


class Worker:
    """An opened area, and how the points of the last block join its streets.

    Parameters
    ----------
    job
        The job.
    """

    def __init__(self, job: Job) -> None:
        area = open_area(local_area(job.area))
        if area.edition != job.edition:
            raise AreaError(f"{job.area}: the area has been built anew meanwhile; start again")
        self.job = job
        self.router = Router(area, job.question.profile, read_rules(), job.parameters)
        made = QuickBlocks if job.quick else BurdenBlocks
        self.blocks: QuickBlocks | BurdenBlocks = made(job, self.router)
        self._links: dict[str, tuple[int, Linked]] = {}

    def links(self, end: str, first: int, points: Points) -> Linked:
        """Return how points join the streets.

        Parameters
        ----------
        end
            Which table.
        first
            Number of the first of the points.
        points
            The points.

        Returns
        -------
        tuple of Link or None
            None where no street is near; the last ones of each table are kept.
        """
        kept = self._links.get(end)
        if kept is None or kept[0] != first:
            at = zip(points.lat.tolist(), points.lon.tolist(), strict=True)
            places = (Point(lat, lon) for lat, lon in at)
            found = (self.router.find_link(place) for place in places)
            kept = first, tuple(each if isinstance(each, Link) else None for each in found)
            self._links[end] = kept
        return kept[1]

    def do(self, work: Work) -> bytes:
        """Do one block.

        Parameters
        ----------
        work
            Which part.

        Returns
        -------
        bytes
            An Arrow file.
        """
        block = work.block
        homes = self.links(FAR_HOMES, block.first_home, work.homes)
        places = self.links(FAR_PLACES, block.first_place, work.places)
        answers = self.blocks.answers(block, homes, places)
        table = table_of(self.job, work, answers).to_arrow(compat_level=pl.CompatLevel.oldest())
        far = {
            FAR_HOMES: _far(homes, block.first_home, counted=block.first_place == 0),
            FAR_PLACES: _far(places, block.first_place, counted=block.first_home == 0),
        }
        table = table.replace_schema_metadata(far)
        file = io.BytesIO()
        options = pa.ipc.IpcWriteOptions(compression="zstd")
        with pa.ipc.new_file(file, table.schema, options=options) as writer:
            writer.write_table(table)
        return file.getvalue()


def _far(links: Linked, first: int, *, counted: bool) -> str:
    """Return how many points are not linked, and the first; counted in one block only."""
    far = [at for at, link in enumerate(links) if link is None] if counted else []
    return json.dumps([len(far), first + far[0] if far else 0])
