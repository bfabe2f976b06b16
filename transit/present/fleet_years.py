"""Years of the fleet side by side: what each costs, whom it serves, and who has left."""

from collections.abc import Sequence
from typing import Final

from transit.fleet.figures import YearFigures
from transit.fleet.study import GroupStudy

_PENCE: Final = 100
_KG_PER_TONNE: Final = 1000

_YEAR_ROWS: Final = (
    ("Cost, £ a year", "cost_pence", _PENCE, 0),
    ("of it: vehicles kept or hired, £", "vehicles_pence", _PENCE, 0),
    ("of it: drivers, £", "drivers_pence", _PENCE, 0),
    ("of it: drivers beyond their contracts (in drivers), £", "drivers_extra_pence", _PENCE, 0),
    ("of it: passenger assistants, £", "assistants_pence", _PENCE, 0),
    ("of it: miles, £", "miles_pence", _PENCE, 0),
    ("of it: taxis, £", "taxis_pence", _PENCE, 0),
    ("of it: bus fares that the council pays, £", "fares_pence", _PENCE, 0),
    (
        "Bus fares that people pay themselves, not in the cost, £",
        "fares_of_people_pence",
        _PENCE,
        0,
    ),
    ("Vehicles kept or hired", "vehicles", 1, 0),
    ("People with a ride on the fleet", "people_fleet", 1, 0),
    ("People with a ride in a taxi", "people_taxi", 1, 0),
    ("People on neither any more", "people_alone", 1, 0),
    ("Rides a week on the fleet", "rides", 1, 0),
    ("Rides a week in taxis", "taxi_rides", 1, 0),
    ("Mean ride on the fleet, minutes", "ride_min", 1, 1),
    ("Fleet miles a week, empty ones too", "miles", 1, 0),
    ("Drivers' hours paid a week", "paid_driver_hours", 1, 0),
    ("Drivers' hours on the road a week", "driver_hours", 1, 0),
    ("of it: beyond the hours contracted", "over_hours", 1, 1),
    ("Passenger assistants' hours a week", "assistant_hours", 1, 0),
    ("Carbon, tonnes CO2e a year", "carbon_kg", _KG_PER_TONNE, 1),
    ("of it: fleet", "carbon_fleet_kg", _KG_PER_TONNE, 1),
    ("of it: taxis", "carbon_taxis_kg", _KG_PER_TONNE, 1),
    ("of it: buses", "carbon_buses_kg", _KG_PER_TONNE, 1),
)
"""What is set side by side: a row's name, its figure, the unit that is shown, and digits."""


def leaves_word(people: int) -> str:
    """Return what a year is called in which a whole group has left for good.

    Parameters
    ----------
    people
        How many they are; 0 for nobody.

    Returns
    -------
    str
        A heading: whoever does not succeed in training rides on, so that it is no forecast.
    """
    if not people:
        return "This scenario"
    return "If this person leaves for good" if people == 1 else f"If all {people} leave for good"


def compared(years: Sequence[YearFigures]) -> list[tuple[str, ...]]:
    """Return years as columns side by side.

    Parameters
    ----------
    years
        Some of them.

    Returns
    -------
    list of tuple of str
        What each row is, then a cell a year.
    """

    return [
        (name, *(format(getattr(each, field) / unit, f",.{digits}f") for each in years))
        for name, field, unit, digits in _YEAR_ROWS
    ]


def compared_exactly(years: Sequence[YearFigures]) -> list[tuple[str, tuple[float, ...]]]:
    """Return years side by side as numbers: money to the penny, so that parts add up.

    Parameters
    ----------
    years
        Some of them.

    Returns
    -------
    list of tuple of str and tuple of float
        The rows of :func:`compared`: what each is, then a number a year.
    """
    return [
        (name, tuple(round(getattr(each, field) / unit, 2) for each in years))
        for name, field, unit, _ in _YEAR_ROWS
    ]


def as_number(cell: str) -> str | int | float:
    """Return a cell of :func:`compared` or :func:`leaving` as the number that it is.

    Parameters
    ----------
    cell
        The cell.

    Returns
    -------
    str, int or float
        The cell itself where it is no number, such as what is not shown.
    """
    try:
        value = float(cell.replace(",", ""))
    except ValueError:
        return cell
    return value if "." in cell else int(value)


def leaving(groups: Sequence[GroupStudy | None]) -> list[tuple[str, ...]]:
    """Return who leaves as columns beside :func:`compared`.

    Parameters
    ----------
    groups
        The group of each year; None where nobody leaves.

    Returns
    -------
    list of tuple of str
        What each row is, then a cell a year.
    """

    def row(name: str, field: str) -> tuple[str, ...]:
        return (name, *(f"{getattr(each, field) if each else 0:,}" for each in groups))

    hours = (f"{each.forecast.hours[1]:,.0f}" if each else "0" for each in groups)
    return [
        row("People who leave", "people"),
        row("of it: rest on a route check", "checks"),
        row("of it: rest on a verdict out of date", "stale"),
        row("of it: confirmed by a practitioner", "confirmed"),
        row("of it: must learn first", "learning"),
        ("Trainers' hours, once", *hours),
    ]
