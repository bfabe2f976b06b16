"""Who would come at every start and finish of one venue.

A verdict on a session is the worse of its two journeys, and each depends on one end of the session
alone: so the way out is looked for once for each start, the way home once for each finish, and all
sessions between them are put together. What couples the two is put together exactly: the skills
within the training limit are tried as whole sets, and the time away is that between the two best.
Only where there are too many sets of skills are cells judged one by one, journey by journey.
"""

from collections.abc import Callable, Collection, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from transit.model.fact import Stance
from transit.model.opportunities import Opportunity
from transit.model.people import Person
from transit.model.starting import place_on
from transit.network.link import Link
from transit.sessions.seasons import InSeason, Season
from transit.sessions.sweep_axes import Axes
from transit.sessions.sweep_days import SweptDays
from transit.sessions.sweep_half import Halves
from transit.sessions.sweep_person import Cells, PersonSweep
from transit.sessions.sweep_times import SweepTimes
from transit.sessions.swept import NOT_SWEPT, Held, Swept
from transit.verdict.desk import Desk
from transit.verdict.finder import Finder

_EVERY_DATE: Final = Held()


class Sweeper:
    """Sweeps the times of one venue; not to be shared between threads.

    Parameters
    ----------
    desk
        Area and rules.
    opportunity
        The venue.
    axes
        What is swept.
    held
        On which dates sessions are held.
    stop
        Called between searches; it may raise to end the work.
    times
        Searches of another sweep of the same venue and times, to be shared.

    Attributes
    ----------
    times
        Searches by time.
    """

    def __init__(
        self,
        desk: Desk,
        opportunity: Opportunity,
        axes: Axes,
        *,
        held: Held = _EVERY_DATE,
        stop: Callable[[], None] = lambda: None,
        times: SweepTimes | None = None,
    ) -> None:
        self._desk = desk
        self._opportunity = opportunity
        self._axes = axes
        later_s = int(desk.basis.parameters.number("fallback_within_s"))
        self._days = SweptDays(desk, opportunity.id, axes, later_s, held)
        doors = [desk.link(entrance.at) for entrance in opportunity.entrances]
        self._finder = Finder(desk, stop)
        self.times = times or SweepTimes(
            desk, [door for door in doors if isinstance(door, Link)], stop
        )
        self.times.expect_dates(self._days.dates)
        self._halves = Halves(desk, self.times, self._finder)

    def sweep(self, people: Sequence[Person], *, seasons: Collection[Season] = ()) -> Swept:
        """Sweep for some people.

        Parameters
        ----------
        people
            Those who travel alike share searches.
        seasons
            Seasons for which the rungs are told as well.

        Returns
        -------
        Swept
            In their order; neither the order nor who is swept together changes anything.
        """
        axes = self._axes
        shape = len(people), len(axes.days), len(axes.starts_s), len(axes.ends_s)
        made = Swept(
            opportunity=self._opportunity.id,
            people=tuple(person.id for person in people),
            days=axes.days,
            starts_s=axes.starts_s,
            ends_s=axes.ends_s,
            rungs=np.full(shape, NOT_SWEPT, np.uint8),
            sure=np.full(shape, NOT_SWEPT, np.uint8),
            last_home=np.zeros(shape, np.bool_),
            places=np.array(
                [[place_on(person, day) for day in axes.days] for person in people], np.uint8
            ).reshape(shape[:2]),
            n_dates=np.array([self._days.n_dates(day) for day in axes.days], np.int32),
            seasons=tuple(
                InSeason(
                    season,
                    np.full(shape, NOT_SWEPT, np.uint8),
                    np.array([self._days.n_dates_in(day, season) for day in axes.days], np.int32),
                )
                for season in seasons
            ),
        )
        for row, one in enumerate(self._expected(people, tuple(Stance))):
            for column, day in enumerate(axes.days):
                at = row, column
                by_season = {each.season: each.rungs[at] for each in made.seasons}
                one.fill(day, Cells(made.rungs[at], made.sure[at], made.last_home[at], by_season))
        swept = axes.is_swept
        for array in (made.rungs, made.sure, *(each.rungs for each in made.seasons)):
            array[:, :, ~swept] = NOT_SWEPT
        made.last_home[:, :, ~swept] = False
        return made

    def rungs(self, people: Sequence[Person]) -> NDArray[np.uint8]:
        """Sweep for some people, unknown facts counting as fine, and nothing else.

        Parameters
        ----------
        people
            As for :meth:`sweep`.

        Returns
        -------
        ndarray
            ``(n_people, n_days, n_starts, n_ends) uint8`` as the rungs of a sweep.
        """
        axes = self._axes
        shape = len(people), len(axes.days), len(axes.starts_s), len(axes.ends_s)
        made = np.full(shape, NOT_SWEPT, np.uint8)
        for row, one in enumerate(self._expected(people, (Stance.HOPEFUL,))):
            for column, day in enumerate(axes.days):
                one.fill(day, Cells(made[row, column]))
        made[:, :, ~axes.is_swept] = NOT_SWEPT
        return made

    def _expected(self, people: Sequence[Person], stances: tuple[Stance, ...]) -> list[PersonSweep]:
        """Return what sweeps each of them, all expected before any is searched."""
        parts = self._desk, self._days, self._halves, self._finder
        made = [PersonSweep(person, *parts) for person in people]
        for one in made:
            one.expect(stances)
        return made
