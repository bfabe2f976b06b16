"""Left, right or straight on: how a direction changes."""

from dataclasses import dataclass

from transit.model.parameters import Parameters
from transit.route.journey import Turn


@dataclass(frozen=True, slots=True)
class TurnLimits:
    """Where one kind of turn ends and the next begins, degrees off straight on.

    Parameters
    ----------
    straight, slight, plain, sharp
        Up to so many degrees a change of direction is straight on, slight, a turn, a sharp turn;
        beyond, one turns back.
    sight_m
        How far ahead and behind a direction is judged, metres.
    """

    straight: float
    slight: float
    plain: float
    sharp: float
    sight_m: float

    @classmethod
    def of(cls, parameters: Parameters) -> "TurnLimits":
        """Return the limits that the parameters state.

        Parameters
        ----------
        parameters
            With ``turn_straight_deg`` and the like.

        Returns
        -------
        TurnLimits
            The limits.
        """
        return cls(
            straight=parameters.number("turn_straight_deg"),
            slight=parameters.number("turn_slight_deg"),
            plain=parameters.number("turn_plain_deg"),
            sharp=parameters.number("turn_sharp_deg"),
            sight_m=parameters.number("turn_sight_m"),
        )


_LEFT = (Turn.SLIGHT_LEFT, Turn.LEFT, Turn.SHARP_LEFT)
_RIGHT = (Turn.SLIGHT_RIGHT, Turn.RIGHT, Turn.SHARP_RIGHT)
TURNING = frozenset({Turn.LEFT, Turn.SHARP_LEFT, Turn.BACK, Turn.SHARP_RIGHT, Turn.RIGHT})
"""Turns that begin a new step even in the same street."""


def turn_between(before_deg: float, after_deg: float, limits: TurnLimits) -> Turn:
    """Return how the direction changes.

    Parameters
    ----------
    before_deg, after_deg
        Headings, degrees clockwise from north.
    limits
        Where one kind of turn ends.

    Returns
    -------
    Turn
        Seen by the person walking.
    """
    change = (after_deg - before_deg + 180) % 360 - 180
    size = abs(change)
    if size <= limits.straight:
        return Turn.STRAIGHT
    if size > limits.sharp:
        return Turn.BACK
    kind = 0 if size <= limits.slight else 1 if size <= limits.plain else 2
    return (_LEFT if change < 0 else _RIGHT)[kind]
