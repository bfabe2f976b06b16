"""Studies of switching in plain sentences and rows, the same on the command line and on pages."""

from collections.abc import Iterable, Sequence
from typing import Final

from transit.fleet.money import UNITS_PER_PENNY
from transit.fleet.sensitivity import CostParts, Input
from transit.fleet.study import GOES_ON, Noise, RiderRow, RungCost
from transit.present.words import english

_PENCE: Final = 100
_ALONE: Final = ("now", "with_training")

WHOSE: Final = (
    "People who must ride together leave together: the saving is of all of them, and all else in "
    "a row of the one person."
)
"""Whose the figures of each person are."""

_INPUTS: Final = {
    Input.VEHICLE_DAY: "Price of a vehicle's day",
    Input.DRIVER_HOUR: "Driver's hour",
    Input.ASSISTANT_HOUR: "Passenger assistant's hour",
    Input.MILE: "Price of a mile",
    Input.TAXI: "Price of taxis (tariff or contract)",
    Input.WEEKS: "Weeks a year",
    Input.SUCCESS: "Share who succeed in training",
    Input.PERSISTENCE: "Share who still travel alone after a year",
    Input.TRAINING: "Trainer's time for each lesson",
}


def pounds(pence: float) -> str:
    """Return an amount in whole pounds.

    Parameters
    ----------
    pence
        Pence.

    Returns
    -------
    str
        E.g. ``1,234`` or ``-50``.
    """
    return f"{round(pence / _PENCE):,}"


def in_pounds(pence: float) -> str:
    """Return an amount in whole pounds with its sign, for a sentence.

    Parameters
    ----------
    pence
        Pence.

    Returns
    -------
    str
        E.g. ``£1,234`` or ``−£50``.
    """
    whole = round(pence / _PENCE)
    return f"−£{-whole:,}" if whole < 0 else f"£{whole:,}"


def verdict_word(verdict: str) -> str:
    """Return a rider's verdict in plain words.

    Parameters
    ----------
    verdict
        As a :class:`~transit.fleet.study.RiderRow` has it.

    Returns
    -------
    str
        E.g. "Alone after training".
    """
    if not verdict:
        return "Not worked out yet"
    if verdict == GOES_ON:
        return "Straight on from one session to another"
    said = english().say("rung", verdict)
    return said[:1].upper() + said[1:]


def input_word(which: Input) -> str:
    """Return what an input is called.

    Parameters
    ----------
    which
        The input.

    Returns
    -------
    str
        In words.
    """
    return _INPUTS[which]


def who_word(row: RiderRow) -> str:
    """Return who a saving is of.

    Parameters
    ----------
    row
        Somebody who could leave.

    Returns
    -------
    str
        Their id, and how many leave with them because they must ride together.
    """
    if not row.leaves_with:
        return row.person
    others = "1 other" if row.leaves_with == 1 else f"{row.leaves_with} others"
    return f"{row.person}, with {others}"


def count_sentences(riders: Sequence[RiderRow]) -> list[str]:
    """Say who rides today, and how they could travel.

    Parameters
    ----------
    riders
        Everybody who rides.

    Returns
    -------
    list of str
        One sentence or more.
    """
    candidates = [each for each in riders if each.is_candidate]
    confirmed = sum(each.is_confirmed for each in candidates)
    said = [
        f"{_people(len(riders))} on the fleet or in a taxi today. "
        f"{len(candidates)} of them could travel alone, now or with training, by their verdicts."
    ]
    if candidates and not confirmed:
        said.append(
            "A practitioner has confirmed that for none of them yet: they are shown, but count "
            "only as a forecast."
        )
    elif candidates:
        said.append(
            f"A practitioner has confirmed that for {confirmed} of these {len(candidates)}; the "
            "others are shown, but count only as a forecast."
        )
    learning = sum(each.is_confirmed and each.courses > 0 for each in candidates)
    if learning:
        said.append(
            f"{learning} of the confirmed must learn first: what they save after training is a "
            "forecast too."
        )
    checks = sum(each.needs_check for each in candidates)
    if checks:
        verb = "rests" if checks == 1 else "rest"
        said.append(f"{checks} {verb} on a route check: somebody has to go and look first.")
    company = sum(each.verdict in _ALONE and not each.is_candidate for each in riders)
    if company:
        said.append(
            f"{company} more could by their verdicts, but must ride with somebody who could not: "
            "they stay on the fleet."
        )
    for verdict in ("with_companion", "door_to_door", GOES_ON, ""):
        count = sum(each.verdict == verdict and not each.is_candidate for each in riders)
        if count:
            said.append(f"{verdict_word(verdict)}: {count}.")
    stale = sum(each.is_stale for each in riders)
    if stale:
        said.append(
            f"The verdicts of {stale} are out of date, or were made for another edition of the "
            "area or with other rules: work them out again (transit score, or the page Who could "
            "travel)."
        )
    return said


def ladder_rows(ladder: Iterable[RungCost]) -> list[tuple[str, ...]]:
    """Return costs by fleet size as rows.

    Parameters
    ----------
    ladder
        The costs.

    Returns
    -------
    list of tuple of str
        Vehicles, keeping them, a week, a year.
    """
    rows = list(ladder)
    least = min(each.year_pence for each in rows)
    return [
        (
            str(each.vehicles),
            pounds(each.standing_pence),
            pounds(each.week_pence),
            pounds(each.year_pence) + (" (cheapest)" if each.year_pence == least else ""),
        )
        for each in rows
    ]


def ladder_sentences(ladder: Iterable[RungCost]) -> list[str]:
    """Say what a ladder of fleet sizes leaves open.

    Parameters
    ----------
    ladder
        The costs, the largest fleet first.

    Returns
    -------
    list of str
        Nothing where a smaller fleet than the whole is the cheapest.
    """
    rows = list(ladder)
    if not rows or rows[0].year_pence > min(each.year_pence for each in rows):
        return []
    return [
        "The whole fleet is the cheapest of these: one more vehicle may be cheaper still, which is "
        "not looked at. Add one to the fleet table to see."
    ]


def year_sentence(year: CostParts) -> str:
    """Say what a year costs, by what is paid for.

    Parameters
    ----------
    year
        By what is paid for, units of cost.

    Returns
    -------
    str
        E.g. ``£120,000: keeping vehicles £40,000, …``, with a full stop.
    """

    def said(units: float) -> str:
        return in_pounds(units / UNITS_PER_PENNY)

    extra = ""
    if year.drivers_extra:
        extra = f" (of it {said(year.drivers_extra)} beyond the hours contracted)"
    return (
        f"{said(year.at({}))}: vehicles {said(year.vehicles)}, drivers {said(year.drivers)}"
        f"{extra}, passenger assistants {said(year.assistants)}, miles {said(year.miles)}, taxis "
        f"{said(year.taxis)}."
    )


def noise_sentence(noise: Noise) -> str:
    """Say how exact figures are.

    Parameters
    ----------
    noise
        What was measured.

    Returns
    -------
    str
        One sentence or two.
    """
    low, high = min(noise.anew_pence, default=0), max(noise.anew_pence, default=0)
    share = (high - low) / high if high else 0.0
    gained = f"gained {in_pounds(noise.placebo_pence)}"
    if noise.placebo_pence < 0:
        # Searches do not see hours beyond contracts: what they find may cost more in these.
        gained = (
            f"gained nothing (hours beyond contracts cost {in_pounds(-noise.placebo_pence)} more)"
        )
    return (
        f"Searches that began anew ended {in_pounds(high - low)} a year apart ({share:.1%}); "
        f"searching on without anybody leaving {gained} in the end. "
        "No plan is proven to be the least."
    )


def basis_sentence() -> str:
    """Say against what savings are told, and what they leave out.

    Returns
    -------
    str
        Two sentences.
    """
    return (
        "Savings are against the cheapest fleet planned anew, not against what is paid today; of "
        "taxi contracts only those count as cashable that somebody has today. Bus fares while a "
        "pass is not valid are told for each person, and taken off where the council pays them; a "
        "pass that nobody has recorded counts as none. Where a verdict does not tell when buses "
        "are boarded, as those of earlier versions do not, fares are what they come to at most. "
        "The end of leases, redundancy, shared taxis and what the council pays operators for "
        "journeys with a pass are not counted."
    )


def carbon_sentence(edition: str) -> str:
    """Say what emissions are made with.

    Parameters
    ----------
    edition
        Of the factors.

    Returns
    -------
    str
        Two sentences.
    """
    return (
        f"Emissions are attributional, by the factors of {edition}. A minibus is counted as a "
        "diesel van of up to 3.5 t and every taxi as a regular one, empty kilometres included, "
        "for there are no factors of their own here."
    )


def cost_sentence() -> str:
    """Say what a year's cost counts.

    Returns
    -------
    str
        Three sentences.
    """
    return (
        "A year counts every vehicle that is kept, whether it runs or not, with its driver's "
        "contracted hours; one that is hired by the day, on the days on which it runs. Miles, "
        "taxis and hours beyond contracts come on top for the weeks in which the fleet runs. The "
        "pages Overview, Runs and Scenarios count alike."
    )


def _people(count: int) -> str:
    return "1 person rides" if count == 1 else f"{count} people ride"
