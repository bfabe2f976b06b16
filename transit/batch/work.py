"""One worker: opens the area once, and does any block of a job."""

import io
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from transit.batch.job import Block, Job
from transit.batch.remote import local_area
from transit.errors import AreaError
from transit.kernels.arrays import frozen
from transit.kernels.first_boardings import journeys_of
from transit.kernels.profile_best import Directs, best_by_moment, direct_costs
from transit.model.fact import Stance
from transit.network.link import Link
from transit.network.store import open_area
from transit.read.parameters import read_parameters
from transit.read.rules import read_rules
from transit.route.reach.doors import shared_edge_walks
from transit.route.reach.homes import Homes, find_homes
from transit.route.reach.prepared import Prepared, prepare
from transit.route.reach.profile import Target, find_target
from transit.route.router import Router

_WORKERS: dict[str, "Worker"] = {}
"""The worker of the last job of this process."""


def do_block(job: Job, block: Block) -> bytes:
    """Do one block in this process; the area and what a block needs are kept for the next.

    Parameters
    ----------
    job
        The job.
    block
        Which part.

    Returns
    -------
    bytes
        Its rows, an Arrow file. The same whoever does it, and however often.
    """
    if job.key not in _WORKERS:
        _WORKERS.clear()
        _WORKERS[job.key] = Worker(job)
    table = _WORKERS[job.key].rows(block)
    file = io.BytesIO()
    table.write_ipc(file, compression="zstd")
    return file.getvalue()


class Worker:
    """An opened area, and the homes of the last block.

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
        settings = read_parameters(Path(job.parameters_dir) if job.parameters_dir else None)
        self.router = Router(area, job.question.profile, read_rules(), settings)
        self._prepared: dict[Stance, Prepared] = {}
        self._homes: dict[Stance, tuple[int, BlockHomes]] = {}

    def prepared(self, stance: Stance) -> Prepared:
        """Return the day of a stance.

        Parameters
        ----------
        stance
            How unknown facts are read.

        Returns
        -------
        Prepared
            Made at the first call, kept.
        """
        if stance not in self._prepared:
            moments = self.job.moments(self.router.area)
            self._prepared[stance] = prepare(self.router, stance, self.job.date, moments)
        return self._prepared[stance]

    def homes(self, stance: Stance, block: Block) -> "BlockHomes":
        """Return the homes of a block.

        Parameters
        ----------
        stance
            How unknown facts are read.
        block
            Which homes.

        Returns
        -------
        BlockHomes
            Made at the first call for a block, the last one kept.
        """
        kept = self._homes.get(stance)
        if kept is None or kept[0] != block.first_home:
            links = self.job.home_links[block.first_home : block.last_home]
            kept = block.first_home, BlockHomes(self.router, self.prepared(stance), links)
            self._homes[stance] = kept
        return kept[1]

    def rows(self, block: Block) -> pl.DataFrame:
        """Return the rows of a block: by place, stance, home and moment.

        Parameters
        ----------
        block
            Which part.

        Returns
        -------
        DataFrame
            Those of each place and stance as :func:`table_of` gives them.
        """
        parts = []
        for place in range(block.first_place, block.last_place):
            link = self.job.place_links[place]
            for stance in self.job.question.stances:
                best = self.best(stance, link, block)
                parts.append(table_of(self.job, block, place, stance, best))
        return pl.concat(parts)

    def best(self, stance: Stance, link: Link | None, block: Block) -> NDArray[np.int32]:
        """Return what :func:`transit.kernels.profile_best.best_by_moment` gives, as asked.

        Parameters
        ----------
        stance
            How unknown facts are read.
        link
            The place; None where no street is near it.
        block
            Which homes.

        Returns
        -------
        ndarray
            ``(n_homes, n_moments, 4) int32``, -1 where there is no journey.
        """
        homes = self.homes(stance, block)
        n_moments = len(self.job.question.moments)
        best = np.full((block.last_home - block.first_home, n_moments, 4), -1, np.int32)
        if link is not None and homes.index.size:
            target = find_target(self.router, self.prepared(stance), link)
            found = homes.best(target)
            # Searched moments run backwards when leaving.
            if self.job.question.arrive_by:
                best[homes.index] = self._with_margin(found)
            else:
                best[homes.index] = found[:, ::-1]
        return best

    def _with_margin(self, found: NDArray[np.int32]) -> NDArray[np.int32]:
        """Count durations up to the moment asked, which is a margin later than being there."""
        there = found[:, :, :1] >= 0
        early = self.job.question.profile.arrive_early_s
        found[:, :, (0, 3)] += np.where(there, early, 0).astype(np.int32)
        return found


class BlockHomes:
    """Homes of a block that join the streets, with all that a search needs of them.

    Parameters
    ----------
    router
        Area and profile.
    prepared
        The day.
    links
        How each home joins the streets, None where no street is near.
    """

    def __init__(self, router: Router, prepared: Prepared, links: tuple[Link | None, ...]) -> None:
        self.index = np.array([at for at, link in enumerate(links) if link is not None], np.int64)
        known = [link for link in links if link is not None]
        self.found: Homes = find_homes(router, prepared, known, keep_paths=False)

    def best(self, target: Target) -> NDArray[np.int32]:
        """Return the quickest and the easiest journey of each home at each moment.

        Parameters
        ----------
        target
            The place, searched.

        Returns
        -------
        ndarray
            ``(n_linked_homes, n_moments, 4) int32``.
        """
        prepared = target.prepared
        first, journeys = journeys_of(
            self.found.boardings, 0, self.index.size, prepared.asked, target.ways
        )
        made: NDArray[np.int32] = best_by_moment(
            first, journeys, self.directs(target), prepared.asked
        )
        return made

    def directs(self, target: Target) -> Directs:
        """Return the walks all the way.

        Parameters
        ----------
        target
            The place, searched.

        Returns
        -------
        Directs
            By home.
        """
        streets = target.prepared.ground.streets
        first, walks = direct_costs(
            frozen(target.reach.labels),
            streets.network.corner_lat.size,
            self.found.doors,
            streets.profile.longest_walk_m * 1000,
            streets.rest_mm,
        )
        return shared_edge_walks(target, self.found.links, Directs(first, walks))


def table_of(
    job: Job, block: Block, place: int, stance: Stance, best: NDArray[np.int32]
) -> pl.DataFrame:
    """Return the rows of one place and stance.

    Parameters
    ----------
    job
        The job.
    block
        Its homes.
    place
        Which place.
    stance
        How unknown facts were read.
    best
        ``(n_homes, n_moments, 4) int32``, -1 for none.

    Returns
    -------
    DataFrame
        A row a home and moment, or a row a home where percentiles are asked.
    """
    question = job.question
    n_homes, n_moments, _ = best.shape
    per_home = 1 if question.percentiles else n_moments
    homes = pl.Series(job.home_ids[block.first_home : block.last_home], dtype=pl.String)
    homes = homes.gather(np.repeat(np.arange(n_homes), per_home))
    places = pl.Series([job.place_ids[place]], dtype=pl.String).new_from_index(0, len(homes))
    origin, destination = (homes, places) if question.arrive_by else (places, homes)
    columns: dict[str, Any] = {
        "origin": origin,
        "destination": destination,
        "stance": pl.Series([stance.name.lower()]).new_from_index(0, len(homes)),
    }
    if question.percentiles:
        columns.update(_percentiles(best[:, :, 0], question.percentiles))
    else:
        times = pl.Series(list(question.moments), dtype=pl.Datetime("ms"))
        columns["time"] = times.gather(np.tile(np.arange(n_moments), n_homes))
        names = ("duration_s", "changes", "least_burden_s", "least_burden_duration_s")
        for at, name in enumerate(names):
            columns[name] = _known(best[:, :, at].ravel())
    return pl.DataFrame(columns)


def _known(values: NDArray[np.int32]) -> pl.Series:
    """Return values with null where there is none."""
    series = pl.Series(np.ascontiguousarray(values))
    return series.set(series < 0, None)


def _percentiles(durations: NDArray[np.int32], asked: tuple[int, ...]) -> dict[str, pl.Series]:
    """Return durations that so many of a hundred moments keep to, no journey being endless."""
    n_moments = durations.shape[1]
    endless = np.iinfo(np.int32).max
    ranked = np.sort(np.where(durations < 0, endless, durations), axis=1)
    made = {
        "moments": pl.Series(np.full(len(durations), n_moments, np.int32)),
        "moments_with_journey": pl.Series((durations >= 0).sum(axis=1).astype(np.int32)),
    }
    for percent in asked:
        rank = -(-percent * n_moments // 100) - 1
        column = ranked[:, rank]
        made[f"duration_p{percent}_s"] = _known(np.where(column == endless, -1, column))
    return made
