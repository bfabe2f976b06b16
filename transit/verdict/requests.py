"""What a verdict asks of the journey search, and what it gets back."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from transit.model.fact import Stance
from transit.network.link import Link
from transit.route.found import Found
from transit.verdict.asked import Asked
from transit.verdict.asks import AFTER_DARK, UNLIT, bit
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
    """One question: which journeys there are between a home and a door.

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
    daylight_s
        What the bound would be for a journey in daylight, which needs no lamps; None where it
        cannot be one.
    window_s
        How much earlier or later than the moment a journey may be; None for the usual.
    idle_weight
        What a second weighs by which one is at the venue earlier, or leaves it later, than need be,
        perceived seconds; it only ranks journeys.
    """

    traveller: Traveller
    stance: Stance
    date: dt.date
    back: bool
    home: Link
    door: Door
    moment_s: int
    daylight_s: int | None = None
    window_s: int | None = None
    idle_weight: float = 0.0

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

    def felt_s(self, burden_s: int, leave_s: int, arrive_s: int) -> float:
        """Return a journey's burden with the time at the venue that it wastes.

        Parameters
        ----------
        burden_s
            Its burden, perceived seconds.
        leave_s, arrive_s
            When it starts and ends.

        Returns
        -------
        float
            Perceived seconds.
        """
        if self.back:
            return burden_s + self.idle_weight * (leave_s - self.moment_s)
        there_s = self.moment_s - self.traveller.profile.arrive_early_s
        return burden_s + self.idle_weight * (there_s - arrive_s)

    def in_daylight(self, hit: "Hit") -> bool:
        """Tell whether a journey lies in daylight.

        Parameters
        ----------
        hit
            A journey.

        Returns
        -------
        bool
            True if it needs no lamps.
        """
        return self.daylight_s is not None and self.keeps(
            self.daylight_s, hit.leave_s, hit.arrive_s
        )


class Wish(NamedTuple):
    """A request, and what a journey must keep to.

    Parameters
    ----------
    request
        The question.
    bound_s
        Leave home no earlier (out), or be home no later (back); None for any time.
    """

    request: Request
    bound_s: int | None

    def grants(self, answer: "Answer") -> bool:
        """Tell whether some journey keeps to the bound.

        Parameters
        ----------
        answer
            What was answered.

        Returns
        -------
        bool
            True if so.
        """
        best = answer.best_s
        return best is not None and self.request.keeps(self.bound_s, best, best)

    def kept(self, answer: "Answer") -> "list[Hit]":
        """Return the journeys that keep to the bound.

        Parameters
        ----------
        answer
            What was answered.

        Returns
        -------
        list of Hit
            The easiest first.
        """
        return [option.hit for option in self.options(answer)]

    def options(self, answer: "Answer") -> "list[Option]":
        """Return the journeys that keep to the bound, not read yet.

        Parameters
        ----------
        answer
            What was answered.

        Returns
        -------
        list of Option
            The easiest first.
        """
        keeps = self.request.keeps
        return [one for one in answer.options if keeps(self.bound_s, one.leave_s, one.arrive_s)]


class Ask(NamedTuple):
    """Some requests, and what is wanted of each.

    Parameters
    ----------
    requests
        The questions.
    ways
        Whether the journeys themselves are wanted; otherwise only when home is left at the latest,
        or reached at the earliest, which costs a hundredth.
    """

    requests: list[Request]
    ways: bool


@dataclass(frozen=True, slots=True, eq=False)
class Answer:
    """What is answered to one request.

    Parameters
    ----------
    best_s
        When home is left at the latest, or reached at the earliest; None where there is no journey.
    options
        The journeys that no other beats, the easiest first, where they were wanted.
    """

    best_s: int | None
    options: "tuple[Option, ...]" = ()

    @property
    def hits(self) -> "tuple[Hit, ...]":
        """The journeys, each read in full."""
        return tuple(option.hit for option in self.options)


@dataclass(slots=True, eq=False)
class Option:
    """A journey as far as choosing among several needs it.

    Parameters
    ----------
    request
        The request that it answers.
    leave_s, arrive_s
        When it starts and ends, seconds of the service date.
    burden_s, changes
        How hard it is.
    read
        Reads it in full.
    """

    request: Request
    leave_s: int
    arrive_s: int
    burden_s: int
    changes: int
    read: "Callable[[], Hit]"
    _hit: "Hit | None" = field(default=None, init=False)

    @property
    def hit(self) -> "Hit":
        """The journey in full, read at the first call."""
        if self._hit is None:
            self._hit = self.read()
        return self._hit

    @property
    def cost(self) -> tuple[float, int, int]:
        """What makes one easier than another, as of a :class:`Hit`."""
        return _cost(self.request, self.burden_s, self.changes, self.leave_s, self.arrive_s)


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
        What it asks of skills, in the light of the request: lamps in the dark only.
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

    def in_light_of(self, daylight_s: int | None) -> "Hit":
        """Return the same journey on days with other light.

        Parameters
        ----------
        daylight_s
            What the bound would be there for a journey in daylight; None where it cannot be one.

        Returns
        -------
        Hit
            With what it asks there. The ways without lamps must be among what it asks here if they
            are needed there.
        """
        made = replace(self, request=replace(self.request, daylight_s=daylight_s))
        return replace(
            made, asked=asked_in_light(self.asked, dark=not made.request.in_daylight(made))
        )

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
    def cost(self) -> tuple[float, int, int]:
        """What makes one easier than another: what is felt, changes, time away from home."""
        found = self.found
        return _cost(self.request, found.burden_s, found.changes, self.leave_s, self.arrive_s)


def _cost(
    request: Request, burden_s: int, changes: int, leave_s: int, arrive_s: int
) -> tuple[float, int, int]:
    felt_s = request.felt_s(burden_s, leave_s, arrive_s)
    return felt_s, changes, arrive_s if request.back else -leave_s


def asked_in_light(asked: Iterable[Asked], *, dark: bool) -> tuple[Asked, ...]:
    """Return what a journey asks in daylight, or in the dark.

    Parameters
    ----------
    asked
        What it asks, ways without lamps included.
    dark
        Whether some of it lies in the dark.

    Returns
    -------
    tuple of Asked
        To be out in the dark if it is dark; no lamps where it is not.
    """
    of_places = tuple(each for each in asked if each.ask != AFTER_DARK)
    if dark:
        return (*of_places, Asked(AFTER_DARK))
    return tuple(each for each in of_places if each.ask != UNLIT)
