"""A router for somebody who is accompanied on one part of their way."""

from dataclasses import replace
from typing import TYPE_CHECKING

from transit.kernels.walk import WalkScratch
from transit.model.fact import Stance
from transit.plan.along_parts import Part
from transit.plan.chosen_desk import ChosenRouter
from transit.route.days import ReadyDay
from transit.route.ground import Ground
from transit.route.router import Asked as Question
from transit.route.router import Ends, Router
from transit.route.walks import direct_walks, find_reach, stop_walks

if TYPE_CHECKING:
    import datetime as dt


class AlongRouter(Router):
    """A router for somebody who is accompanied on one part of their way.

    Parameters
    ----------
    alone
        The router without a companion, as far as the ends of journeys go.
    along
        The router with one.
    part
        Where somebody goes along.
    """

    def __init__(self, alone: Router, along: Router, part: Part) -> None:
        super().__init__(alone.area, alone.profile, alone.rules, alone.parameters)
        self.alone = alone
        self.along = along
        self.part = part

    def _find_ground(self, stance: Stance) -> Ground:
        ground = self.alone.ground(stance)
        if self.part not in (Part.RIDE, Part.CHANGE):
            return ground
        other = self.along.ground(stance)
        streets = replace(
            ground.streets, changing=other.streets.changing, changer=other.streets.changer
        )
        return replace(ground, streets=streets, rows=other.rows, changes=other.changes)

    def ground_at(self, stance: Stance, *, home: bool) -> Ground:
        """Return the ground of the walks at one end: the companion's where they go along.

        Parameters
        ----------
        stance, home
            As for :meth:`transit.route.router.Router.ground_at`.

        Returns
        -------
        Ground
            The streets of the person, or those that somebody along opens.
        """
        covered = {Part.HOME: home, Part.VENUE: not home}.get(self.part, False)
        return self.along.ground(stance) if covered else self.ground(stance)

    def day(self, date: "dt.date", beside_s: int | None = None) -> ReadyDay:
        """Return a service day.

        Parameters
        ----------
        date, beside_s
            As in :meth:`transit.route.router.Router.day`.

        Returns
        -------
        ReadyDay
            That of whoever rides.
        """
        return self.alone.day(date, beside_s)

    @property
    def scratch(self) -> WalkScratch:
        """Room for walk searches, that of the router without a companion."""
        return self.alone.scratch

    def _find_walks(self, asked: Question, ground: Ground) -> Ends:
        # To be there by a moment is the way out, which starts at home.
        ends = (self.ground_at(ground.stance, home=each) for each in (True, False))
        home, door = ends
        first, last = (home, door) if asked.arrive_by else (door, home)
        out = find_reach(first.streets, self.scratch, asked.origin, outward=True)
        into = find_reach(last.streets, self.scratch, asked.destination, outward=False)
        return Ends(
            ground,
            out,
            stop_walks(first.streets, out),
            stop_walks(last.streets, into),
            direct_walks(ground.streets, out, asked.origin, asked.destination, into)
            if first is last
            else (),
        )


def plain_router(router: Router) -> Router:
    """Return a router that keeps to no trainer's choice.

    Parameters
    ----------
    router
        A router.

    Returns
    -------
    Router
        The same one where there is no choice; with the same companion.
    """
    if isinstance(router, ChosenRouter):
        return router.plain
    if isinstance(router, AlongRouter):
        return AlongRouter(plain_router(router.alone), plain_router(router.along), router.part)
    return router
