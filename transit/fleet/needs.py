"""What a ride is planned for: recorded needs, and where nothing is recorded the careful answer."""

from dataclasses import dataclass
from typing import Final

from transit.fleet.problem import Assistance
from transit.model.fact import State
from transit.model.rides import AssistantNeed, RideNeeds

_MINUTE_S: Final = 60
_ASSISTANCE: Final = {
    AssistantNeed.NONE: Assistance.NONE,
    AssistantNeed.SHARED: Assistance.SHARED,
    AssistantNeed.OWN: Assistance.OWN,
    AssistantNeed.UNKNOWN: Assistance.SHARED,
}
_ASKED: Final = {
    "seat_from_chair": "whether they move from the wheelchair to a seat",
    "walker": "whether they walk with a frame",
    "assistant": "whether an assistant rides along",
    "hand_to_hand": "whether they are handed over from person to person",
    "met_at_home": "whether somebody must be there when they come home",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class RideTerms:
    """What a ride is planned for; nothing is left unknown.

    Parameters
    ----------
    by_lift
        Whether they get on and off by the lift, in a wheelchair.
    walker
        Whether they get on and off with a frame.
    board_s, alight_s
        Their own time to get on and off, seconds; None for the usual one.
    assistance
        Whether an assistant rides along.
    handed_over, met_at_home
        Whether somebody hands them over at both ends, or is there when they come home.
    longest_s
        Their own longest ride, seconds; None for the rule of all.
    earliest_s
        Before when they cannot be picked up, seconds of the day; None for any time.
    apart_from, together_with
        People who must not, or must, be on the run.
    """

    by_lift: bool = False
    walker: bool = False
    board_s: int | None = None
    alight_s: int | None = None
    assistance: Assistance = Assistance.NONE
    handed_over: bool = False
    met_at_home: bool = False
    longest_s: int | None = None
    earliest_s: int | None = None
    apart_from: tuple[str, ...] = ()
    together_with: tuple[str, ...] = ()


USUAL: Final = RideTerms()
"""Of somebody who walks aboard and needs nothing else."""


def ride_terms(needs: RideNeeds, chair: State) -> RideTerms:
    """Return what rides of somebody are planned for; unknown is taken as needed.

    Parameters
    ----------
    needs
        What is recorded.
    chair
        Whether they travel in a wheelchair.

    Returns
    -------
    RideTerms
        Where nobody knows: with a frame, an assistant, and handed over at both ends.
    """
    longest = needs.longest_ride_min
    return RideTerms(
        by_lift=chair is not State.NO,
        walker=chair is State.NO and needs.walker is not State.NO,
        board_s=needs.board_s,
        alight_s=needs.alight_s,
        assistance=_ASSISTANCE[needs.assistant],
        handed_over=needs.hand_to_hand is not State.NO,
        met_at_home=needs.met_at_home is not State.NO,
        longest_s=None if longest is None else longest * _MINUTE_S,
        earliest_s=needs.earliest_pick_up_s,
        apart_from=needs.apart_from,
        together_with=needs.together_with,
    )


def takes_space(needs: RideNeeds, chair: State) -> bool:
    """Tell whether somebody takes a wheelchair space.

    Parameters
    ----------
    needs
        What is recorded.
    chair
        Whether they travel in a wheelchair.

    Returns
    -------
    bool
        False only for who is known to walk aboard, or to move from a wheelchair to a seat.
    """
    return chair is not State.NO and needs.seat_from_chair is not State.YES


def list_unknown(needs: RideNeeds, chair: State) -> tuple[str, ...]:
    """Return which needs of a ride nobody has recorded.

    Parameters
    ----------
    needs
        What is recorded.
    chair
        Whether they travel in a wheelchair.

    Returns
    -------
    tuple of str
        In words; only what would change how rides are planned.
    """
    moot = "seat_from_chair" if chair is State.NO else "walker"
    unknown = (State.UNKNOWN, AssistantNeed.UNKNOWN)
    return tuple(
        words for name, words in _ASKED.items() if name != moot and getattr(needs, name) in unknown
    )
