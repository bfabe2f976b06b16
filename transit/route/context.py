"""What is known beside a journey: the light, the person's pass, the rest of their day."""

from dataclasses import dataclass

from transit.model.fact import UNKNOWN, Fact, State
from transit.model.light import Light
from transit.model.riding import Hours


@dataclass(frozen=True, slots=True)
class PassTerms:
    """The person's pass on that day.

    Parameters
    ----------
    held
        Whether they have one.
    hours
        When it is valid, seconds of the day by the clock; None for the whole day.
    """

    held: State
    hours: Hours | None


@dataclass(frozen=True, slots=True)
class Fallback:
    """What is left when a bus home is missed.

    Parameters
    ----------
    next_leave_s
        When the next journey home starts, seconds of the service date; None where none does.
    """

    next_leave_s: int | None


@dataclass(frozen=True, slots=True)
class ToiletGap:
    """The time between two toilets in which the journey lies.

    Parameters
    ----------
    from_s, to_s
        From when until when there is none, seconds of the service date.
    venue
        Fact: the venue has a toilet that the person can use. Where it is not yes, the time at the
        venue counts.
    """

    from_s: int
    to_s: int
    venue: Fact = UNKNOWN


@dataclass(frozen=True, slots=True)
class Familiar:
    """What the person already travels.

    Parameters
    ----------
    lines
        Short names of buses.
    stops
        Ids of stops.
    streets
        Names of streets.
    recorded
        Whether anybody has asked; else all is taken for unfamiliar, on no source.
    """

    lines: frozenset[str] = frozenset()
    stops: frozenset[str] = frozenset()
    streets: frozenset[str] = frozenset()
    recorded: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What is known beside a journey; what is None is not, and asks nothing.

    Parameters
    ----------
    light
        From when until when it is light.
    crowded
        Hours in which buses are crowded, seconds of the day by the clock.
    pass_
        The person's pass.
    single_pence
        What one bus costs at most, pence.
    fallback
        For a journey home: the next one.
    toilet
        The time between two toilets.
    familiar
        What the person already travels.
    """

    light: Light | None = None
    crowded: tuple[Hours, ...] = ()
    pass_: PassTerms | None = None
    single_pence: int | None = None
    fallback: Fallback | None = None
    toilet: ToiletGap | None = None
    familiar: Familiar | None = None
