"""Whose leaving is looked at: everybody who could switch, and the group that was asked for."""

from collections.abc import Sequence

from transit.batch.switch_asked import SwitchAsked
from transit.errors import InputError
from transit.fleet.candidates import Rider
from transit.fleet.leavers import Leavers, together
from transit.fleet.leaving_together import company_of
from transit.fleet.week_problem import WeekProblem

Together = tuple[Rider, ...]
"""People who leave together or not at all; mostly one."""


def candidates_of(
    week: WeekProblem, riders: Sequence[Rider], *, confirmed_only: bool
) -> Sequence[Together]:
    """Return who could leave.

    Parameters
    ----------
    week
        The week.
    riders
        Everybody who rides in it.
    confirmed_only
        Whether only those count for whom a practitioner stands, by verdicts of now.

    Returns
    -------
    sequence of tuple of Rider
        Those who must ride together in one.
    """

    def counts(rider: Rider) -> bool:
        if confirmed_only:
            return rider.is_confirmed and not rider.is_stale
        return rider.is_candidate

    return company_of(week).groups([each for each in riders if counts(each)])


def group_asked(
    asked: SwitchAsked, riders: Sequence[Rider], candidates: Sequence[Together]
) -> Together:
    """Return the group that was asked for.

    Parameters
    ----------
    asked
        What is asked.
    riders
        Everybody who rides.
    candidates
        Who could leave.

    Returns
    -------
    tuple of Rider
        In the order of their ids; nobody where no group was asked for.

    Raises
    ------
    InputError
        Somebody in it does not ride, could not switch, or leaves only with others.
    """
    riding = {each.person for each in riders}
    could = {each.person: some for some in candidates for each in some}
    wanted = set(asked.group)
    for person in asked.group:
        if person not in riding:
            raise InputError(f"person {person} does not ride on the fleet, or is not known")
        if person not in could:
            raise InputError(
                f"person {person} could not switch: no verdict of theirs is now or with "
                "training where they ride, or nobody has confirmed it, or it is out of date, "
                "or they must ride with somebody who could not"
            )
        others = sorted({each.person for each in could[person]} - wanted)
        if others:
            raise InputError(
                f"person {person} must ride with {', '.join(others)}: they leave together or "
                "not at all, so name all of them"
            )
    by_id = {each.person: each for some in candidates for each in some}
    return tuple(by_id[person] for person in sorted(wanted))


def leavers_of(riders: Sequence[Rider]) -> Leavers:
    """Return who leaves with which rides.

    Parameters
    ----------
    riders
        People who leave together.

    Returns
    -------
    Leavers
        All of them as one.
    """
    return together(each.leavers for each in riders)
