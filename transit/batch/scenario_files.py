"""Studies of switching as a workbook: nothing in it is ever run as a formula."""

import io
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Final

from openpyxl import Workbook

from transit.batch.scenarios import Scenario
from transit.fleet.sensitivity import Swing
from transit.fleet.study import GroupRow, RiderRow, SavingFigures
from transit.present.fleet_words import input_word, verdict_word
from transit.present.fleet_years import compared_exactly, leaves_word
from transit.present.move_words import lost_rows
from transit.present.spreadsheets import neutral
from transit.store import Store
from transit.store.audit import write_audit

_PENCE: Final = 100
_PENNIES: Final = 2
"""Decimals of pounds, and of shares."""
_UNITS: Final = 10_000_000

Plain = str | int | float | None


def study_workbook(store: Store, scenario: Scenario) -> bytes:
    """Write a study as a workbook, and note that in the audit.

    Parameters
    ----------
    store
        The register.
    scenario
        The study.

    Returns
    -------
    bytes
        XLSX: a sheet each for the year side by side, fleet sizes, people, groups, what it rests on,
        who could do less at a session's new times, and every rate with its source.
    """
    study = scenario.study
    book = Workbook(write_only=True)
    leaves = leaves_word(study.group.people if study.group else 0)
    heads = ("", *study.years, f"{scenario.head.name}: {leaves.lower()}")
    years = compared_exactly((*study.years.values(), study.after))
    write_sheet(book, "A year", heads, [(name, *cells) for name, cells in years])
    write_sheet(
        book,
        "Fleet sizes",
        ("Vehicles", "Keeping them, £ a year", "Runs and taxis, £ a week", "£ a year"),
        [
            (
                each.vehicles,
                *(_pounds(p) for p in (each.standing_pence, each.week_pence, each.year_pence)),
            )
            for each in study.ladder
        ],
    )
    write_sheet(book, "People", (*_RIDER_HEADS, *_SAVING_HEADS), map(_rider, study.riders))
    write_sheet(book, "Groups", _GROUP_HEADS, map(_group, study.groups))
    if study.cash_groups:
        write_sheet(book, "Groups, most cashable", _GROUP_HEADS, map(_group, study.cash_groups))
    if study.group:
        write_swings(book, study.group.swings, _PENNIES)
    if study.lost:
        write_sheet(book, "At the new times", _LOST_HEADS, lost_rows(study.lost))
    write_rates(book, scenario)
    made = io.BytesIO()
    book.save(made)
    with store.writing() as session:
        write_audit(session, "export", {"scenario": scenario.head.id, "people": len(study.riders)})
    return made.getvalue()


_LOST_HEADS: Final = ("Person", "Session", "Before", "Then", "Journey at fault", "Rides today")
_SAVING_HEADS: Final = (
    "Saving, £ a year",
    "Searches differ by, £",
    "If runs stay, £",
    "To take them back, £",
    "Share of the average cost, £",
    "Cashable, £",
    "Vehicles and drivers, £",
    "Crews of runs, £",
    "Taxi contracts, £",
    "Bus fares taken off, £",
    "Vehicles still needed",
)
_GROUP_HEADS: Final = (
    "People",
    "Confirmed",
    "Learn first",
    "Route check",
    "Out of date",
    "Training, £",
    *_SAVING_HEADS,
)
_RIDER_HEADS: Final = (
    "Person",
    "Sessions",
    "Days a week",
    "Days that stay",
    "Verdict",
    "Who stands for it",
    "Route check",
    "Out of date",
    "Companion",
    "Companion, minutes a week",
    "Journeys to learn",
    "Lessons, at least",
    "Lessons, at most",
    "Training, £",
    "On the fleet, minutes a week",
    "By bus, minutes a week",
    "Away from home today, minutes a week",
    "Away from home by bus, minutes a week",
    "In the best groups of",
    "In the group looked at",
    "Bus fares, £ a year, whoever pays",
    "Pass recorded",
    "Others who leave with them",
    "In the most cashable groups of",
    "Taxis of today, £ a year",
)


def _rider(row: RiderRow) -> tuple[Plain, ...]:
    saving = _saving(row.saving) if row.saving else (None,) * len(_SAVING_HEADS)
    return (
        row.person,
        " ".join(row.sessions),
        row.days,
        row.stays_days,
        verdict_word(row.verdict),
        row.confirmation,
        _yes(row.needs_check),
        _yes(row.is_stale),
        row.companion,
        row.companion_min,
        row.courses,
        row.lessons_low,
        row.lessons_high,
        _pounds(row.training_pence),
        *map(_minutes, (row.riding_min, row.by_bus_min, row.away_min, row.away_by_bus_min)),
        " ".join(map(str, row.best_in)),
        _yes(row.chosen),
        _pounds(row.fares_pence),
        _yes(row.pass_known),
        row.leaves_with,
        " ".join(map(str, row.cash_in)),
        _pounds(row.taxi_today_pence),
        *saving,
    )


def _group(row: GroupRow) -> tuple[Plain, ...]:
    return (
        row.size,
        row.confirmed,
        row.learning,
        row.checks,
        row.stale,
        _pounds(row.training_pence),
        *_saving(row.saving),
    )


def _saving(saving: SavingFigures) -> tuple[Plain, ...]:
    found = asdict(saving)
    vehicles = found.pop("vehicles")
    return (*map(_pounds, found.values()), vehicles)


def write_swings(book: Workbook, swings: Iterable[Swing], decimals: int) -> None:
    """Write what inputs move.

    Parameters
    ----------
    book
        The workbook.
    swings
        The inputs.
    decimals
        Of pounds.
    """
    write_sheet(
        book,
        "What it rests on",
        ("Input", "Low, times", "Left £", "High, times", "Left £", "Nothing left at, times"),
        [
            (
                input_word(each.input),
                round(each.low, _PENNIES),
                round(each.at_low / _UNITS, decimals),
                round(each.high, _PENNIES),
                round(each.at_high / _UNITS, decimals),
                None if each.break_even is None else round(each.break_even, _PENNIES),
            )
            for each in swings
        ],
    )


def write_rates(book: Workbook, scenario: Scenario) -> None:
    """Write every rate that a scenario was made with, and its source.

    Parameters
    ----------
    book
        The workbook.
    scenario
        The scenario.
    """
    fields = ("value", "unit", "source", "date", "confidence")
    write_sheet(
        book,
        "Rates",
        ("Name", *fields),
        [
            (name, *(_text(each[field]) for field in fields))
            for name, each in scenario.parameters.items()
        ],
    )


def write_sheet(
    book: Workbook, title: str, heads: Sequence[str], rows: Iterable[Sequence[Plain]]
) -> None:
    """Write a sheet; text that looks like a formula is neutralised.

    Parameters
    ----------
    book
        The workbook.
    title
        Of the sheet.
    heads, rows
        What is in it.
    """
    sheet = book.create_sheet(title)
    for row in (heads, *rows):
        sheet.append([neutral(cell) if isinstance(cell, str) else cell for cell in row])


def _pounds(pence: float) -> float:
    return round(pence / _PENCE, 2)


def _minutes(minutes: float | None) -> int | None:
    return None if minutes is None else round(minutes)


def _yes(whether: bool) -> str:
    return "yes" if whether else "no"


def _text(value: object) -> Plain:
    return value if isinstance(value, int | float | str) else str(value)
