"""The answers of a block where only time and changes are asked for."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from transit.batch.job import Block, Job
from transit.batch.table import NOTHING, percentiles_of, ranks_of
from transit.kernels.lanes import LANES, NEVER
from transit.model.fact import Stance
from transit.network.link import Link
from transit.route.reach.quick_block_walks import walk_block
from transit.route.reach.quick_ends import Ends
from transit.route.reach.quick_ranks import find_ranks
from transit.route.reach.quickest import (
    QuickDay,
    Room,
    ends_of,
    find_quickest_at,
    find_quickest_for,
    quick_day,
)
from transit.route.router import Router

_NUMBERS = 2


class QuickBlocks:
    """Days made ready, and the walks of the points of the last block that lie in no lane.

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
        self._room = Room()
        self._days: dict[tuple[int, Stance], QuickDay] = {}
        self._ends: dict[tuple[int, Stance], tuple[int, Ends]] = {}

    def day(self, number: int, stance: Stance) -> QuickDay:
        """Return one of the days in a stance.

        Parameters
        ----------
        number
            Which of the dates asked.
        stance
            How unknown facts are read.

        Returns
        -------
        QuickDay
            Made at the first call, kept.
        """
        if (number, stance) not in self._days:
            job = self.job
            date = job.question.dates[number]
            moments = job.question.moments_of(date, self.router.area, job.window_s, job.longest_s)
            made = quick_day(
                self.router, stance, date, moments, timed=job.lanes_timed, room=self._room
            )
            self._days[number, stance] = made
        return self._days[number, stance]

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
        job, question = self.job, self.job.question
        asked = question.percentiles
        rows = (len(question.moments), _NUMBERS) if asked is None else (1, 1 + len(asked))
        days = sorted(set(job.days))
        shape = (len(places), len(days), len(question.stances), len(homes), *rows)
        made = np.full(shape, NOTHING, np.int32)
        if asked is not None:
            made[..., 0] = 0
        for at, number in enumerate(days):
            for row, stance in enumerate(question.stances):
                part = made[:, at, row]
                day = self.day(number, stance)
                if job.lanes_timed:
                    self._fill_timed(day, (number, stance), block, homes, places, part)
                else:
                    self._fill(day, (number, stance), block, homes, places, part)
        return made

    def _ends_of(
        self, day: QuickDay, key: tuple[int, Stance], first: int, links: Sequence[Link]
    ) -> Ends:
        kept = self._ends.get(key)
        if kept is None or kept[0] != first:
            kept = first, ends_of(self.router, day, links)
            self._ends[key] = kept
        return kept[1]

    def _fill(
        self,
        day: QuickDay,
        key: tuple[int, Stance],
        block: Block,
        homes: Sequence[Link | None],
        places: Sequence[Link | None],
        made: NDArray[np.int32],
    ) -> None:
        """Homes in the lanes, all moments at once."""
        at_places, ends = _some(places)
        at_homes, lanes = _some(homes)
        if not ends or not lanes:
            return
        walks = self._ends_of(day, key, block.first_place, ends)
        asked = self.job.question.percentiles
        if asked is not None:
            ranks = ranks_of(asked, day.moments.times.size)
            for some, ranked in find_ranks(self.router, day, lanes, walks, ranks):
                made[np.ix_(at_places, at_homes[some])] = self._ranked(ranked)
            return
        block_walks = walk_block(self.router, day.ground.streets, lanes, walks, not day.toward)
        for some, own in block_walks.parts():
            found = find_quickest_for(day, own, walks).transpose(0, 3, 2, 1)
            here = self._rows(key, *np.ix_(at_places, at_homes[some]))
            made[here] = self._judged(found[:, : some.size])

    def _fill_timed(
        self,
        day: QuickDay,
        key: tuple[int, Stance],
        block: Block,
        homes: Sequence[Link | None],
        places: Sequence[Link | None],
        made: NDArray[np.int32],
    ) -> None:
        """Places in the lanes, one lane a moment."""
        at_homes, ends = _some(homes)
        at_places, links = _some(places)
        if not ends or not links:
            return
        walks = self._ends_of(day, key, block.first_home, ends)
        n = day.moments.times.size
        lanes = [(link, moment) for link in links for moment in range(n)]
        parts = [
            find_quickest_at(self.router, day, lanes[first : first + LANES], walks)
            for first in range(0, len(lanes), LANES)
        ]
        found = np.concatenate(parts, axis=2).reshape(len(ends), day.most_rides, len(links), n)
        here = np.ix_(at_places, at_homes)
        made[self._rows(key, *here)] = self._judged(found.transpose(2, 0, 3, 1))

    def _rows(
        self, key: tuple[int, Stance], places: NDArray[np.int64], homes: NDArray[np.int64]
    ) -> tuple[NDArray[np.int64], ...]:
        """Return the index of pairs of places and homes at the moments that a date has."""
        first, last = self.job.skipped[key[0]]
        if self.job.question.percentiles is not None or first == last:
            return places, homes
        return places[..., None], homes[..., None], self.job.asked_on(key[0])[None, None]

    def _judged(self, found: NDArray[np.int16]) -> NDArray[np.int32]:
        """Return durations and changes by moment, or percentiles; ``found`` ends with rides."""
        asked = self.job.question.percentiles
        if asked is not None:
            return self._ranked(percentiles_of(np.ascontiguousarray(found[..., -1]), NEVER, asked))
        best = found[..., -1]
        changes = (found > best[..., None]).sum(axis=-1)
        durations = best.astype(np.int32) + self._early_s
        numbers = np.stack([durations, changes.astype(np.int32)], axis=-1)
        numbers[best == NEVER] = NOTHING
        return numbers

    def _ranked(self, made: NDArray[np.int32]) -> NDArray[np.int32]:
        """Return percentiles in place of moments, counted up to the moment asked."""
        made[..., 1:] += np.where(made[..., 1:] >= 0, self._early_s, 0).astype(np.int32)
        return made[..., None, :]

    @property
    def _early_s(self) -> int:
        """By how much durations up to the moment asked are longer than those up to being there."""
        question = self.job.question
        return question.profile.arrive_early_s if question.arrive_by else 0


def _some(links: Sequence[Link | None]) -> tuple[NDArray[np.int64], list[Link]]:
    """Return which points are linked, and how."""
    some = [at for at, link in enumerate(links) if link is not None]
    return np.array(some, np.int64), [link for link in links if link is not None]
