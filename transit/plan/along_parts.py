"""The parts of a journey on which somebody may go along, and what that allows.

What a companion covers is open on that part alone: the walks at home, the walks at the venue, the
buses, or the changes between them. Everywhere else a search keeps to what the person can do alone.
"""

from dataclasses import dataclass, replace
from enum import StrEnum

from transit.model.profile import Profile
from transit.model.riding import Riding
from transit.model.verdict import Direction
from transit.verdict.rungs import Allowed, canonical


class Part(StrEnum):
    """A part of a journey on which somebody may go along."""

    NONE = "none"
    CHANGE = "change"  # from one bus to the next
    HOME = "home"  # between home and a stop
    VENUE = "venue"  # between a stop and the venue
    WALK = "walk"  # all the way on foot
    RIDE = "ride"  # from getting on until getting off for the last time


@dataclass(frozen=True, slots=True)
class Parts:
    """On which part somebody goes along, each way."""

    out: Part
    back: Part

    def on(self, direction: Direction) -> Part:
        """Return the part of one way.

        Parameters
        ----------
        direction
            Which way.

        Returns
        -------
        Part
            Where somebody goes along.
        """
        return self.out if direction is Direction.OUT else self.back


def mixed(alone: Allowed, along: Allowed, part: Part) -> Allowed | None:
    """Return what is allowed on a journey that is accompanied on one part.

    Parameters
    ----------
    alone
        What the person may do alone; it must be open.
    along
        What is allowed with a companion; it must be open.
    part
        Where somebody goes along.

    Returns
    -------
    Allowed or None
        The profile is that of the parts which the two ends of the journey do not tell apart; None
        where there is no such journey.
    """
    own, theirs = alone.profile, along.profile
    assert own is not None and theirs is not None
    if part is Part.WALK:
        return replace(alone, profile=canonical(replace(theirs, riding=Riding(buses=False))))
    if part is Part.RIDE:
        return replace(alone, profile=_riding_with(own, theirs))
    if not own.riding.buses:
        return None if part is not Part.NONE else alone
    if part is Part.CHANGE:
        return replace(alone, profile=_changing_with(own, theirs))
    return alone


def _riding_with(own: Profile, theirs: Profile) -> Profile:
    made = replace(
        theirs,
        needs_pavement=own.needs_pavement,
        walks_on=own.walks_on,
        walks_unlit=own.walks_unlit,
        crossings=own.crossings,
    )
    return canonical(made)


def _changing_with(own: Profile, theirs: Profile) -> Profile:
    riding = replace(
        own.riding,
        changes_stop=theirs.riding.changes_stop,
        changes_across=theirs.riding.changes_across,
    )
    made = replace(
        own,
        most_changes=theirs.most_changes,
        longest_change_walk_m=theirs.longest_change_walk_m,
        riding=riding,
    )
    return canonical(made)
