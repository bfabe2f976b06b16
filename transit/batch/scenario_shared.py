"""A scenario as it may leave the service: nothing about one person, small numbers hidden."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final

from transit.batch.scenarios import Scenario
from transit.disclosure import (
    Audience,
    DisclosureRules,
    Protected,
    Sum,
    Table,
    disclosure_rules,
    key,
    linked,
    may_tell,
    protect,
)
from transit.errors import InputError
from transit.fleet.figures import YearFigures
from transit.fleet.study import Study
from transit.model.parameters import Parameters
from transit.present.fleet_words import pounds
from transit.present.fleet_years import compared
from transit.present.group_words import swing_rows

_PEOPLE: Final = {
    "People with a ride on the fleet": "people_fleet",
    "People with a ride in a taxi": "people_taxi",
    "People on neither any more": "people_alone",
}
_PART: Final = "of it:"
GROUP_HEADS: Final = ("People", "Vehicles", "Saving", "Cashable", "Training")
"""What :attr:`SharedScenario.groups` has in its columns."""
_OF_TAXIS: Final = frozenset({"Rides a week in taxis", "Rides a week on the fleet"})
"""Rides in all add up to a number that is known, so that one tells the other."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedScenario:
    """What of a scenario may be handed on.

    Parameters
    ----------
    heads, years
        What each column is, and the year side by side, what each row is first.
    groups
        The best groups: people, vehicles, and pounds a year: saving, cashable, training.
    swings
        The inputs that matter most, as :func:`~transit.present.group_words.swing_rows` has them.
    notes
        What is hidden, a sentence each.
    """

    heads: tuple[str, ...]
    years: tuple[tuple[str, ...], ...]
    groups: tuple[tuple[str, ...], ...]
    swings: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...]


def shared_scenario(
    scenario: Scenario, audience: Audience, parameters: Parameters
) -> SharedScenario:
    """Return what of a scenario an audience may have.

    A group smaller than the audience's threshold is left out with all its money. Of the best groups
    those are told that differ by as many people at least from each other, and from the group that
    is told: else two of them give one person away. What taxis cost is left out where few ride in
    them, or fewer or more in one year than in another.

    Parameters
    ----------
    scenario
        The scenario.
    audience
        Who reads.
    parameters
        The parameters named ``disclosure_…``.

    Returns
    -------
    SharedScenario
        Without ids and without the scenario's name, which may name somebody.

    Raises
    ------
    InputError
        Too few people ride for anything to be told.
    """
    study = scenario.study
    rules = disclosure_rules(audience, parameters)
    fewest = rules.fewest
    if not may_tell(len(study.riders), audience, parameters):
        raise InputError(
            f"scenario {scenario.head.id}: fewer than {fewest} people ride; nothing of it may be "
            f"handed on ({audience})"
        )
    group = study.group
    told = group is not None and may_tell(group.people, audience, parameters)
    columns = dict(study.years)
    if group is None or told:
        columns[_column(scenario)] = study.after
    years, counts = _years(columns, len(study.riders), audience, parameters)
    notes = [*counts.notes()]
    if len(years) < len(compared(list(columns.values()))):
        notes.append(
            f"Fewer than {fewest} people ride in taxis, or tell one year from another: what taxis "
            "cost is not told apart."
        )
    if group is not None and not told:
        notes.append(f"Fewer than {fewest} people leave: what that comes to is not told.")
    return SharedScenario(
        heads=("", *columns),
        years=years,
        groups=tuple(_groups(study, rules, told)),
        swings=tuple(swing_rows(group.swings)) if group is not None and told else (),
        notes=tuple(notes),
    )


def _column(scenario: Scenario) -> str:
    group = scenario.study.group
    return f"Scenario {scenario.head.id}" + ("" if group is None else ": if the group leaves")


def _years(
    columns: dict[str, YearFigures], riders: int, audience: Audience, parameters: Parameters
) -> tuple[tuple[tuple[str, ...], ...], Protected]:
    """Return the years as rows, and the counts of people in them."""
    years = list(columns.values())
    counts = protect(linked(*_rows(columns), *_years_whole(years, riders)), audience, parameters)
    few = any(0 < count < counts.rules.fewest for count in _of_few(years))
    rows = []
    for name, *cells in compared(years):
        if name in _PEOPLE:
            cells_of = [key(what=_PEOPLE[name], year=str(at)) for at in range(len(years))]
            told = (counts[cell].words if cell in counts.cells else "0" for cell in cells_of)
            rows.append((name, *told))
        elif not few or not (name.startswith(_PART) or name in _OF_TAXIS):
            rows.append((name, *cells))
    return tuple(rows), counts


def _rows(columns: dict[str, YearFigures]) -> Iterator[Table]:
    """Return the people of each row, with by how many each column differs from each other one."""
    for field in _PEOPLE.values():
        people = {at: n for at, each in enumerate(columns.values()) if (n := _people(each, field))}
        cells = {key(what=field, year=str(at)): count for at, count in people.items()}
        sums = []
        for (at, one), (to, two) in combinations(people.items(), 2):
            if one == two:
                continue
            apart = key(what=field, year=f"{at} to {to}")
            cells[apart] = abs(one - two)
            more, fewer = (at, to) if one > two else (to, at)
            parts = (key(what=field, year=str(fewer)), apart)
            sums.append(Sum((key(what=field, year=str(more)),), parts))
        yield Table(cells, tuple(sums))


def _years_whole(years: Sequence[YearFigures], riders: int) -> Iterator[Table]:
    """Return how the people of a column add up to all who ride, but for who rides on both."""
    for at, each in enumerate(years):
        counted = {
            key(what=field, year=str(at)): _people(each, field) for field in _PEOPLE.values()
        }
        people = {cell: count for cell, count in counted.items() if count}
        twice = sum(people.values()) - riders
        left, right = {key(what="riders"): riders}, dict(people)
        if twice:
            (left if twice > 0 else right)[key(what="twice", year=str(at))] = abs(twice)
        yield Table({**left, **right}, (Sum(tuple(left), tuple(right)),))


def _people(year: YearFigures, field: str) -> int:
    """Return a count; that it is nobody, where everybody rides or taxis do not, is no secret."""
    return int(getattr(year, field))


def _of_few(years: Sequence[YearFigures]) -> Iterator[int]:
    """Return of how many people amounts for taxis tell: of each year, and by two years."""
    for field in _PEOPLE.values():
        people = [_people(each, field) for each in years]
        yield from (abs(one - two) for one, two in combinations(people, 2))
    yield from (each.people_taxi for each in years)


def _groups(study: Study, rules: DisclosureRules, told: bool) -> Iterator[tuple[str, ...]]:
    """Return best groups from small to large; the group that is told beside them is one of them."""
    sizes = [0, study.group.people] if study.group is not None and told else [0]
    for each in study.groups:
        if all(abs(each.size - size) >= rules.fewest for size in sizes):
            sizes.append(each.size)
            saving = each.saving
            money = (saving.saving_pence, saving.cashable_pence, each.training_pence)
            yield (str(rules.rounded(each.size)), str(saving.vehicles), *map(pounds, money))
