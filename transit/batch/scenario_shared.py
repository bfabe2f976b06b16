"""A scenario as it may leave the service: nothing about one person, small numbers hidden."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
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
from transit.fleet.study import GroupRow
from transit.model.parameters import Parameters
from transit.present.fleet_words import compared, pounds, swing_rows

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
        The inputs that matter most, as :func:`~transit.present.fleet_words.swing_rows` has them.
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
    those are told that differ by as many people at least: else two of them give one person away.

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
    years, counts = _years(columns, audience, parameters)
    notes = [*counts.notes()]
    if len(years) < len(compared(list(columns.values()))):
        notes.append(f"Fewer than {fewest} people ride in taxis: what they cost is not told apart.")
    if group is not None and not told:
        notes.append(f"Fewer than {fewest} people leave: what that comes to is not told.")
    return SharedScenario(
        heads=("", *columns),
        years=years,
        groups=tuple(_groups(study.groups, rules)),
        swings=tuple(swing_rows(group.swings)) if group is not None and told else (),
        notes=tuple(notes),
    )


def _column(scenario: Scenario) -> str:
    group = scenario.study.group
    return f"Scenario {scenario.head.id}" + ("" if group is None else ": if the group leaves")


def _years(
    columns: dict[str, YearFigures], audience: Audience, parameters: Parameters
) -> tuple[tuple[tuple[str, ...], ...], Protected]:
    """Return the years as rows, and the counts of people in them."""
    years = list(columns.values())
    counts = protect(linked(*_counts(columns)), audience, parameters)
    few = any(0 < each.people_taxi < counts.rules.fewest for each in years)
    rows = []
    for name, *cells in compared(years):
        if name in _PEOPLE:
            said = [counts.words(what=_PEOPLE[name], year=str(at)) for at in range(len(years))]
            rows.append((name, *said))
        elif not few or not (name.startswith(_PART) or name in _OF_TAXIS):
            rows.append((name, *cells))
    return tuple(rows), counts


def _counts(columns: dict[str, YearFigures]) -> Iterator[Table]:
    """Return the people of each row, with by how many one column differs from the next."""
    for field in _PEOPLE.values():
        people = [int(getattr(each, field)) for each in columns.values()]
        cells = {key(what=field, year=str(at)): count for at, count in enumerate(people)}
        sums = []
        for at, (one, two) in enumerate(pairwise(people)):
            if one == two:
                continue
            apart = key(what=field, year=f"{at} to {at + 1}")
            cells[apart] = abs(one - two)
            more, fewer = (at, at + 1) if one > two else (at + 1, at)
            parts = (key(what=field, year=str(fewer)), apart)
            sums.append(Sum((key(what=field, year=str(more)),), parts))
        yield Table(cells, tuple(sums))


def _groups(groups: Sequence[GroupRow], rules: DisclosureRules) -> Iterator[tuple[str, ...]]:
    last = 0
    for each in groups:
        if each.size - last >= rules.fewest:
            last = each.size
            saving = each.saving
            money = (saving.saving_pence, saving.cashable_pence, each.training_pence)
            yield (str(rules.rounded(each.size)), str(saving.vehicles), *map(pounds, money))
