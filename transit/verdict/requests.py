"""What a verdict asks of the journey search, and what it gets back."""

import datetime as dt
from dataclasses import dataclass

from transit.model.fact import Stance
from transit.network.link import Link
from transit.route.found import Found
from transit.verdict.asked import Asked
from transit.verdict.asks import bit
from transit.verdict.desk import Traveller


@dataclass(frozen=True, slots=True, eq=False)
class Door:
    """A way into a venue.

    Parameters
    ----------
    opportunity
        Id of the opportunity.
    entrance
        Which of its entrances.
    link
        How it joins the streets.
    """

    opportunity: str
    entrance: int
    link: Link


@dataclass(frozen=True, slots=True, eq=False)
class Request:
    """One question: is there a journey between a home and a door, and which is the easiest.

    Parameters
    ----------
    traveller, stance, date
        How journeys are searched.
    back
        False to be there by a moment, True to leave after it.
    home, door
        Between which places.
    moment_s
        The moment, seconds of the service date.
    bound_s
        Leave home no earlier (out), or be home no later (back); None for any time.
    daylight_s
        What the bound would be for a journey in daylight, which needs no lamps; None where it
        cannot be one.
    window_s
        How much earlier or later than the moment a journey may be; None for the usual.
    every
        Whether all that no other beats are wanted, else the easiest.
    """

    traveller: Traveller
    stance: Stance
    date: dt.date
    back: bool
    home: Link
    door: Door
    moment_s: int
    bound_s: int | None = None
    daylight_s: int | None = None
    window_s: int | None = None
    every: bool = False

    def keeps(self, bound_s: int | None, leave_s: int, arrive_s: int) -> bool:
        """Tell whether a journey keeps to a bound.

        Parameters
        ----------
        bound_s
            The bound; None for any time.
        leave_s, arrive_s
            When the journey starts and ends.

        Returns
        -------
        bool
            True if it leaves home no earlier, or is home no later.
        """
        if bound_s is None:
            return True
        return arrive_s <= bound_s if self.back else leave_s >= bound_s


@dataclass(frozen=True, slots=True, eq=False)
class Hit:
    """A journey that answers a request.

    Parameters
    ----------
    request
        The request.
    found
        The journey.
    lines
        Short names of the buses ridden.
    asked
        What it asks of skills.
    rides
        When each bus is boarded and left, seconds of the service date.
    walks_unlit
        Whether some of it is walked where no light is.
    boardings
        Where and when each bus is boarded, as :func:`~transit.verdict.asked.boarding_of` has it.
    services
        The service of each bus, and on how many days after the date (before it, below 0) it runs.
    """

    request: Request
    found: Found
    lines: tuple[str, ...]
    asked: tuple[Asked, ...]
    rides: tuple[tuple[int, int], ...]
    walks_unlit: bool = False
    boardings: tuple[int, ...] = ()
    services: tuple[tuple[int, int], ...] = ()

    @property
    def leave_s(self) -> int:
        """When to leave."""
        return self.found.depart_s

    @property
    def arrive_s(self) -> int:
        """When one is there."""
        return self.found.arrive_s

    @property
    def bits(self) -> int:
        """What it asks of skills, as bits."""
        made = 0
        for each in self.asked:
            made |= bit(each.ask)
        return made

    @property
    def cost(self) -> tuple[int, int, int]:
        """What makes one easier than another: burden, changes, time away from home."""
        away = self.arrive_s if self.request.back else -self.leave_s
        return self.found.burden_s, self.found.changes, away
