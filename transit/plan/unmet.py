"""What a trainer prefers and the journeys do without: what it would cost, or that there is none."""

import itertools
from dataclasses import dataclass
from typing import Protocol

from transit.model.clock import DAY_S
from transit.model.parameters import Parameters
from transit.network.area import Area
from transit.plan.chosen_desk import Wanted
from transit.plan.things import Spots, find_spots
from transit.route.journey import Journey


class TwoWays(Protocol):
    """A journey there and one back."""

    @property
    def out(self) -> Journey:
        """The way there."""

    @property
    def back(self) -> Journey:
        """The way back."""


@dataclass(frozen=True, slots=True)
class Liked:
    """One thing that is preferred, and where it is.

    Parameters
    ----------
    thing
        As it is written.
    spots
        Where it is.
    """

    thing: str
    spots: Spots

    def is_used(self, option: TwoWays) -> bool:
        """Tell whether a journey has it, on either way.

        Parameters
        ----------
        option
            The journey there and back.

        Returns
        -------
        bool
            True also where a bus runs as the one preferred for a part of its way.
        """
        return any(self._is_on(journey) for journey in (option.out, option.back))

    def _is_on(self, journey: Journey) -> bool:
        spots, rides = self.spots, journey.rides
        walked = {
            stretch.edge
            for leg in journey.walks
            for step in leg.steps
            for stretch in step.stretches
        }
        stood = {call.stop for ride in rides for call in (ride.board, ride.alight)}
        changed = {
            call.stop
            for before, after in itertools.pairwise(rides)
            for call in (before.alight, after.board)
        }
        named = {ride.route for ride in rides}
        named |= {change.route for ride in rides for change in ride.through}
        return bool(
            walked & spots.edges
            or stood & spots.stops
            or changed & spots.changes
            or self.thing.removeprefix("bus:") in named
        )

    def at_any_price(self, wanted: Wanted) -> Wanted:
        """Return a wish for this thing alone, whatever longer way it takes.

        Parameters
        ----------
        wanted
            What is avoided.

        Returns
        -------
        Wanted
            Everything else counts for a day more, or the thing for next to nothing.
        """
        return Wanted(wanted.avoid, self.spots, 1 / DAY_S, DAY_S)


def liked_things(area: Area, things: tuple[str, ...], parameters: Parameters) -> list[Liked]:
    """Return the things that are preferred and that the area has.

    Parameters
    ----------
    area
        The area.
    things
        As they are written.
    parameters
        How far a crossing is looked for.

    Returns
    -------
    list of Liked
        In their order.
    """
    made = [Liked(each, find_spots(area, [each], parameters)) for each in things]
    return [each for each in made if not each.spots.missing]
