"""What one group's leaving comes to, in sentences and rows: on the command line and on pages."""

from collections.abc import Iterable, Sequence
from typing import Final

from transit.fleet.money import UNITS_PER_PENNY
from transit.fleet.sensitivity import Swing
from transit.fleet.study import GroupStudy, RiderRow
from transit.present.fleet_words import in_pounds, input_word, pounds

_HOUR_MIN: Final = 60


def forecast_sentences(group: GroupStudy, vehicles: int) -> list[str]:
    """Say what training a group may come to.

    Parameters
    ----------
    group
        The group.
    vehicles
        How many are kept while everybody rides.

    Returns
    -------
    list of str
        Sentences.
    """
    made, saving = group.forecast, group.saving
    share = made.shown_share
    saved, apart, cashable, average = map(
        in_pounds,
        (saving.saving_pence, saving.apart_pence, saving.cashable_pence, saving.average_pence),
    )
    ended, crews, taxis = map(
        in_pounds, (saving.vehicles_pence, saving.crews_pence, saving.taxis_pence)
    )
    said = [
        f"If {_all(group.people)} for good, a year costs {saved} less (searches differ by "
        f"{apart}); {cashable} of it is cashable: vehicles and drivers {ended}, "
        f"crews of runs {crews}, taxi contracts {taxis}. Their share of the average cost would be "
        f"{average}.",
    ]
    if group.learning:
        said += [
            f"{group.learning} must learn first. Training costs "
            f"{_range(made.cost_pence, share)} and {made.hours[0]:,.0f} to {made.hours[2]:,.0f} "
            "hours of trainers.",
            "As not everybody succeeds, a year later it is "
            f"{_range(made.saving_pence, share)} a year, {_range(made.cashable_pence, share)} of "
            "it cashable.",
            _paid_back(group),
        ]
    if saving.fares_pence:
        said.append(
            f"Bus fares of {in_pounds(saving.fares_pence)} a year, which the council pays, are "
            "taken off."
        )
    if 0 < vehicles <= saving.vehicles:
        still = "1 is" if saving.vehicles == 1 else f"{saving.vehicles} are"
        said.append(
            f"No vehicle goes, {still} still needed: what is saved is crews' hours, miles and "
            "taxis."
        )
    return said


def minutes_sentences(riders: Iterable[RiderRow]) -> list[str]:
    """Say whose days become longer or shorter if a group leaves: their own, and their carers'.

    Parameters
    ----------
    riders
        Everybody who rides today; those who are in the group count.

    Returns
    -------
    list of str
        Two sentences, and how many are not known; nothing where nobody leaves.
    """
    group = [each for each in riders if each.chosen]
    travel = [_longer(each.by_bus_min, each.riding_min) for each in group]
    away = [_longer(each.away_by_bus_min, each.away_min) for each in group]
    known = [
        (of_travel, of_away)
        for of_travel, of_away in zip(travel, away, strict=True)
        if of_travel is not None and of_away is not None
    ]
    if not group:
        return []
    said = []
    if known:
        more, less = _gained_lost((of_travel for of_travel, _ in known), "", "")
        longer, shorter = _gained_lost(
            (of_away for _, of_away in known),
            ", which carers gain",
            " in which carers would have to be there",
        )
        said = [
            f"In a usual week {more[0]} on the way longer, door to door, by bus than on the fleet"
            f"{more[1]}; {less[0]} on the way less long{less[1]}.",
            f"{longer[0][:1].upper()}{longer[0][1:]} away from home longer{longer[1]}; "
            f"{shorter[0]} away less long{shorter[1]}.",
        ]
    if len(known) < len(group):
        said.append(f"Of {len(group) - len(known)} the minutes are not known.")
    return said


def break_even_sentence(group: GroupStudy) -> str:
    """Say at which value of an input nothing is left any more, or something first is.

    Parameters
    ----------
    group
        The group.

    Returns
    -------
    str
        One sentence; each input alone, the one nearest to its value in force first.
    """
    found = [
        (each.break_even, input_word(each.input).lower())
        for each in group.swings
        if each.break_even is not None
    ]
    if not found:
        left = "nothing would be left" if group.net_pence >= 0 else "anything would be left"
        return f"Break-even: none of these inputs has a value at which {left}."
    left = "nothing is left" if group.net_pence >= 0 else "something is left only"
    nearest = sorted(found, key=lambda each: abs(each[0] - 1))
    said = [f"{name} is {times:.0%} of what it is taken to be" for times, name in nearest]
    return f"Break-even: {left} where {'; or where '.join(said)}. Each counts alone."


def swing_rows(swings: Iterable[Swing]) -> list[tuple[str, ...]]:
    """Return what inputs move as rows.

    Parameters
    ----------
    swings
        The inputs that matter most.

    Returns
    -------
    list of tuple of str
        Input, left a year at its low and at its high value, and where nothing is left.
    """
    return [
        (
            input_word(each.input),
            f"{pounds(each.at_low / UNITS_PER_PENNY)} ({each.low:.0%})",
            f"{pounds(each.at_high / UNITS_PER_PENNY)} ({each.high:.0%})",
            "never" if each.break_even is None else f"{each.break_even:.0%} of its value",
        )
        for each in swings
    ]


def _all(count: int) -> str:
    return "this person leaves" if count == 1 else f"all {count} leave"


def _range(pence: Sequence[float], share: float) -> str:
    low, middle, high = map(in_pounds, pence)
    return f"{middle} ({share:.0%} of draws: {low} to {high})"


def _paid_back(group: GroupStudy) -> str:
    """Say when cashable savings have paid for training, if ever."""
    share = group.forecast.paid_back
    if not share:
        return "In no draw do cashable savings pay for training within the time looked at."
    middle = group.forecast.payback_months[1]
    when = "" if middle is None else f", in half of all draws after {middle:.0f} months"
    return (
        f"In {share:.0%} of draws cashable savings pay for training within the time looked at"
        f"{when}."
    )


def _longer(then: float | None, now: float | None) -> float | None:
    return None if then is None or now is None else then - now


def _gained_lost(
    minutes: Iterable[float], gained: str, lost: str
) -> tuple[tuple[str, str], tuple[str, str]]:
    """Return how many have more and fewer of them, each with the hours, and what these mean."""
    found = list(minutes)
    more, less = [each for each in found if each > 0], [-each for each in found if each < 0]
    return _hours_of(more, gained), _hours_of(less, lost)


def _hours_of(minutes: Sequence[float], meaning: str) -> tuple[str, str]:
    if not minutes:
        return "nobody is", ""
    who = "1 is" if len(minutes) == 1 else f"{len(minutes)} are"
    return who, f" ({sum(minutes) / _HOUR_MIN:,.1f} hours in all{meaning})"
