"""The answers of a block where burden is asked for, or limits need it."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from transit.batch.job import Block, Job
from transit.batch.table import NOTHING, percentiles_of
from transit.kernels.arrays import frozen
from transit.kernels.profile_best import Directs, best_of_homes, direct_costs
from transit.model.fact import Stance
from transit.network.link import Link
from transit.route.reach.alike import different
from transit.route.reach.doors import shared_edge_walks
from transit.route.reach.homes import Homes, find_homes
from transit.route.reach.prepared import Prepared, prepare
from transit.route.reach.profile import Target, find_target
from transit.route.router import Router

_NUMBERS = 4
_Key = tuple[int, Stance]


class BurdenBlocks:
    """Days made ready, and the homes of the last block.

    Parameters
    ----------
    job
        The job.
    router
        Area and profile.
    """

    def __init__(self, job: Job, router: Router) -> None:
        self.job = job
        self.router = router
        self._prepared: dict[_Key, Prepared] = {}
        self._homes: dict[_Key, tuple[int, BlockHomes]] = {}
        self._room = np.empty(0, np.int32)

    def prepared(self, key: _Key) -> Prepared:
        """Return one of the days in a stance.

        Parameters
        ----------
        key
            Which of the dates asked, and the stance.

        Returns
        -------
        Prepared
            Made at the first call, kept.
        """
        if key not in self._prepared:
            job, (number, stance) = self.job, key
            date = job.question.dates[number]
            moments = job.question.moments_of(date, self.router.area, job.window_s, job.longest_s)
            self._prepared[key] = prepare(self.router, stance, date, moments)
        return self._prepared[key]

    def homes(self, key: _Key, block: Block, links: Sequence[Link | None]) -> "BlockHomes":
        """Return the homes of a block.

        Parameters
        ----------
        key
            Which of the dates asked, and the stance.
        block
            Which homes.
        links
            How each joins the streets.

        Returns
        -------
        BlockHomes
            Made at the first call for a block, the last one kept.
        """
        kept = self._homes.get(key)
        if kept is None or kept[0] != block.first_home:
            kept = block.first_home, BlockHomes(self.router, self.prepared(key), links)
            self._homes[key] = kept
        return kept[1]

    def answers(
        self, block: Block, homes: Sequence[Link | None], places: Sequence[Link | None]
    ) -> NDArray[np.int32]:
        """Return what is found for a block.

        Parameters
        ----------
        block
            Which.
        homes, places
            How its points join the streets, None where none is near.

        Returns
        -------
        ndarray
            As :func:`transit.batch.table.table_of` takes it.
        """
        question = self.job.question
        asked = question.percentiles
        numbers = 2 if question.only_time else _NUMBERS
        rows = (len(question.moments), numbers) if asked is None else (1, 1 + len(asked))
        days = sorted(set(self.job.days))
        shape = (len(places), len(days), len(question.stances), len(homes), *rows)
        made = np.full(shape, NOTHING, np.int32)
        for place, link in enumerate(places):
            for at, number in enumerate(days):
                for row, stance in enumerate(question.stances):
                    best = self.best((number, stance), link, block, homes)
                    if asked is None:
                        made[place, at, row][:, self.job.asked_on(number)] = best[..., :numbers]
                    else:
                        endless = np.iinfo(np.int32).max
                        durations = np.where(best[..., 0] < 0, endless, best[..., 0])
                        made[place, at, row, :, 0] = percentiles_of(durations, endless, asked)
        return made

    def best(
        self, key: _Key, link: Link | None, block: Block, homes: Sequence[Link | None]
    ) -> NDArray[np.int32]:
        """Return what :func:`transit.kernels.profile_best.best_of_homes` gives, as asked.

        Parameters
        ----------
        key
            Which of the dates asked, and the stance.
        link
            The place; None where no street is near it.
        block
            Which homes.
        homes
            How they join the streets.

        Returns
        -------
        ndarray
            ``(n_homes, n_moments, 4) int32`` of the moments that the date has, NOTHING where there
            is no journey. The next call may write to the same memory.
        """
        known = self.homes(key, block, homes)
        if link is None or not known.found.links:
            n_moments = self.job.asked_on(key[0]).size
            return np.full((len(homes), n_moments, _NUMBERS), NOTHING, np.int32)
        prepared = self.prepared(key)
        found = self._room_for(len(homes), prepared.asked.moments.size)
        known.best(find_target(self.router, prepared, link, known.found), found)
        # Searched moments run backwards when leaving.
        return self._with_margin(found) if self.job.question.arrive_by else found[:, ::-1]

    def _room_for(self, n_homes: int, n_moments: int) -> NDArray[np.int32]:
        """Return room for the best of some homes, the same memory each time."""
        size = n_homes * n_moments * _NUMBERS
        if self._room.size < size:
            self._room = np.empty(size, np.int32)
        return self._room[:size].reshape(n_homes, n_moments, _NUMBERS)

    def _with_margin(self, found: NDArray[np.int32]) -> NDArray[np.int32]:
        """Count durations up to the moment asked, which is a margin later than being there."""
        there = found[:, :, :1] >= 0
        early = self.job.question.profile.arrive_early_s
        found[:, :, (0, 3)] += np.where(there, early, 0).astype(np.int32)
        return found


class BlockHomes:
    """Homes of a block, with all that a search needs of those that join the streets.

    Of those that join them alike one is searched for.

    Parameters
    ----------
    router
        Area and profile.
    prepared
        The day.
    links
        How each home joins the streets, None where no street is near.
    """

    def __init__(self, router: Router, prepared: Prepared, links: Sequence[Link | None]) -> None:
        known, self.same = different(links)
        self.found: Homes = find_homes(router, prepared, known, keep_paths=False)

    def best(self, target: Target, made: NDArray[np.int32]) -> None:
        """Write down the quickest and the easiest journey of each home at each moment.

        Parameters
        ----------
        target
            The place, searched.
        made
            ``(n_homes, n_moments, 4) int32``, written; NOTHING where no street is near.
        """
        best_of_homes(
            self.found.boardings,
            self.same,
            target.prepared.asked,
            target.ways,
            self.directs(target),
            made,
        )

    def directs(self, target: Target) -> Directs:
        """Return the walks all the way.

        Parameters
        ----------
        target
            The place, searched.

        Returns
        -------
        Directs
            By home that joins the streets in a way of its own.
        """
        streets = target.prepared.ground.streets
        first, walks = direct_costs(
            frozen(target.reach.labels),
            streets.network.corner_lat.size,
            self.found.doors,
            streets.profile.longest_walk_m * 1000,
            streets.rest_mm,
        )
        made = shared_edge_walks(target, self.found, Directs(first, walks))
        return Directs(frozen(made.first), frozen(made.walks))
