"""Taxi contracts at a fixed price of a day: all of it is paid while one of its rides is made.

Rides of a day share the price, for half-days are planned apart. Where some of them go by taxi and
others do not, what these would have paid is due all the same.
"""

from collections import Counter
from collections.abc import Iterable, Mapping

from transit.fleet.day_part import DayPart
from transit.fleet.problem import Problem
from transit.model.weekdays import Weekday

PersonDay = tuple[str, Weekday]
"""Whose contract, and on which day."""

Shares = Mapping[int, tuple[PersonDay, int]]
"""By request: the contract's day, and which part of its price the ride has, units of cost."""


def shares_of(part: DayPart, problem: Problem) -> Shares:
    """Return which requests share the fixed price of a day.

    Parameters
    ----------
    part
        Rides at one time of a day.
    problem
        Its problem.

    Returns
    -------
    dict
        Nothing of those at the tariff.
    """
    return {
        at: ((ride.person, ride.day), problem.requests[at].leave_cost or 0)
        for at, ride in enumerate(part.rides)
        if ride.taxi_pence is not None
    }


def still_due(parts: Iterable[tuple[Shares, Iterable[int]]]) -> dict[PersonDay, int]:
    """Return what is due of contracts of which only some of a day's rides are made.

    Parameters
    ----------
    parts
        Of each part of a week who shares fixed prices, and requests that go by a taxi which these
        prices pay: one that several share is paid at the tariff.

    Returns
    -------
    dict
        Units of cost beside the shares of those rides; only days on which something is.
    """
    whole: Counter[PersonDay] = Counter()
    paid: Counter[PersonDay] = Counter()
    for shares, by_taxi in parts:
        for day, units in shares.values():
            whole[day] += units
        for at in by_taxi:
            if at in shares:
                day, units = shares[at]
                paid[day] += units
    return {day: whole[day] - units for day, units in paid.items() if units < whole[day]}
