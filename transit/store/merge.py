"""Checked rows and what the register holds: what it is to hold, and what does not fit together."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol, TypeVar

from transit.model.notice import Severity
from transit.model.opportunities import Opportunity, Session
from transit.model.parameters import Parameters
from transit.model.people import Person
from transit.model.positions import Position
from transit.model.register import Register
from transit.model.weekdays import Days
from transit.read.register.checked import Numbered
from transit.read.register.directory_rows import EntranceRow, OpportunityRow, SessionRow
from transit.read.register.fleet_rows import VehicleRow
from transit.read.register.further_rows import AbilityRow, AttendanceRow, PlaceRow
from transit.read.register.located import Where
from transit.read.register.people_rows import PersonRow
from transit.read.register.ride_rows import RideNeedRow, RunRow, RunStopRow
from transit.read.register.rows import Odd, Row
from transit.read.table_faults import Fault
from transit.store.merge_rides import RidesKnown, merge_ride_needs, merge_runs, merge_stops

_R = TypeVar("_R", bound=Row)
_T = TypeVar("_T")

Checked = Mapping[type[Row], Sequence[Numbered[Row]]]
"""Rows without faults of their own, by kind of row."""

IsFar = Callable[[Position], bool]
"""Tells whether a place is far from every street of an area."""


class _Locatable(Protocol):
    @property
    def where(self) -> Where: ...


@dataclass(slots=True)
class _Merging:
    """One merge: what it looks things up in, what it makes, what it finds wrong.

    Parameters
    ----------
    before
        What the register holds.
    postcodes
        Known postcodes, plainly written.
    parameters
        How exact postcodes are.
    is_far
        Whether a place is far from the area; None where no area is given.
    """

    before: Register
    postcodes: Mapping[str, Position]
    parameters: Parameters
    is_far: IsFar | None = None
    opportunities: dict[str, Opportunity] = field(default_factory=dict)
    sessions: dict[str, Session] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def opportunity(self, key: str) -> Opportunity | None:
        """Return an opportunity as it is going to be."""
        return self.opportunities.get(key) or self.before.opportunities.get(key)

    def session(self, key: str) -> Session | None:
        """Return a session as it is going to be."""
        return self.sessions.get(key) or self.before.sessions.get(key)

    def person(self, key: str) -> Person | None:
        """Return a person as they are going to be."""
        return self.people.get(key) or self.before.people.get(key)

    def located(self, each: Numbered[_R], where: Where) -> Position | None:
        """Return a row's position, or None after noting why there is none."""
        found = where.position(self.postcodes, self.parameters)
        if isinstance(found, Odd):
            self.faults.append(each.fault(*found))
            return None
        if self.is_far is not None and self.is_far(found):
            metres = self.parameters.number("home_far_from_streets_m")
            field_ = f"{where.prefix}{'lat' if where.lat is not None else 'postcode'}"
            said = f"a place more than {metres:,.0f} m from any street of the area"
            self.faults.append(
                each.fault(field_, said, "a place in the area, on land", Severity.WARNING)
            )
        return found


def merge(
    checked: Checked,
    before: Register,
    postcodes: Mapping[str, Position],
    parameters: Parameters,
    is_far: IsFar | None = None,
) -> tuple[Register, tuple[Fault, ...]]:
    """Return what a register is to hold after an import.

    Parameters
    ----------
    checked
        Rows without faults of their own.
    before
        What it holds.
    postcodes
        Known postcodes, plainly written.
    parameters
        How exact postcodes are.
    is_far
        Whether a place is far from the area; None where no area is given.

    Returns
    -------
    register : Register
        Everything that a good row is about, whole; the rest is left as it is.
    faults : tuple of Fault
        Rows that point at nothing, or that contradict what they point at.
    """
    job = _Merging(before, postcodes, parameters, is_far)
    _opportunities(job, _rows(checked, OpportunityRow))
    _entrances(job, _rows(checked, EntranceRow))
    _sessions(job, _rows(checked, SessionRow))
    _people(job, _rows(checked, PersonRow))
    _places(job, _rows(checked, PlaceRow))
    _attendance(job, _rows(checked, AttendanceRow))
    _abilities(job, _rows(checked, AbilityRow))
    vehicles = {}
    for each in _rows(checked, VehicleRow):
        at = job.located(each, each.row.where)
        if at is not None:
            vehicles[each.row.vehicle_id] = each.row.vehicle(at)
    known = RidesKnown(
        people={*before.people, *job.people},
        sessions={*before.sessions, *job.sessions},
        vehicles={*before.vehicles, *vehicles},
    )
    needs = merge_ride_needs(_rows(checked, RideNeedRow), known, job.faults)
    stops = merge_stops(_rows(checked, RunStopRow), known, job.faults)
    runs = merge_runs(_rows(checked, RunRow), stops, before.runs, known, job.faults)
    made = Register(job.people, job.opportunities, job.sessions, vehicles, needs, runs)
    return made, tuple(job.faults)


def _rows(checked: Checked, kind: type[_R]) -> Iterator[Numbered[_R]]:
    for each in checked.get(kind, ()):
        if isinstance(each.row, kind):
            yield Numbered(each.file, each.number, each.row)


def _opportunities(job: _Merging, rows: Iterator[Numbered[OpportunityRow]]) -> None:
    for each in rows:
        at = job.located(each, each.row.where)
        if at is not None:
            key = each.row.opportunity_id
            job.opportunities[key] = each.row.opportunity(at, job.before.opportunities.get(key))


def _entrances(job: _Merging, rows: Iterator[Numbered[EntranceRow]]) -> None:
    for key, group in _grouped(rows, lambda row: row.opportunity_id).items():
        opportunity = job.opportunity(key)
        if opportunity is None:
            job.faults.extend(map(_no_opportunity, group))
            continue
        further = [
            each.row.entrance(at)
            for each in sorted(group, key=lambda each: each.row.entrance_no)
            if (at := job.located(each, each.row.where)) is not None
        ]
        entrances = (opportunity.entrances[0], *further)
        job.opportunities[key] = replace(opportunity, entrances=entrances)


def _sessions(job: _Merging, rows: Iterator[Numbered[SessionRow]]) -> None:
    for each in rows:
        if job.opportunity(each.row.opportunity_id) is None:
            job.faults.append(_no_opportunity(each))
        else:
            job.sessions[each.row.session_id] = each.row.session()


def _people(job: _Merging, rows: Iterator[Numbered[PersonRow]]) -> None:
    for each in rows:
        row = each.row
        home = job.located(each, row.where)
        goes = row.opportunity_id is None or _goes_somewhere(
            job, each, row.opportunity_id, row.session_id, row.days
        )
        if home is not None and goes:
            job.people[row.person_id] = row.person(home, job.before.people.get(row.person_id))


def _places(job: _Merging, rows: Iterator[Numbered[PlaceRow]]) -> None:
    for key, group in _grouped(rows, lambda row: row.person_id).items():
        person = job.person(key)
        if person is None:
            job.faults.extend(map(_no_person, group))
            continue
        further = [
            each.row.place(at)
            for each in sorted(group, key=lambda each: each.row.place_no)
            if (at := job.located(each, each.row.where)) is not None
        ]
        job.people[key] = replace(person, places=(person.places[0], *further))


def _attendance(job: _Merging, rows: Iterator[Numbered[AttendanceRow]]) -> None:
    for key, group in _grouped(rows, lambda row: row.person_id).items():
        person = job.person(key)
        if person is None:
            job.faults.extend(map(_no_person, group))
            continue
        if not person.attends:
            for each in group:
                found = "a further session of somebody whose row in people names none"
                job.faults.append(each.fault("person_id", found, "the first session in people"))
            continue
        further = [
            each.row.attendance()
            for each in group
            if _goes_somewhere(
                job, each, each.row.opportunity_id, each.row.session_id, each.row.days
            )
        ]
        job.people[key] = replace(person, attends=(person.attends[0], *further))


def _abilities(job: _Merging, rows: Iterator[Numbered[AbilityRow]]) -> None:
    for key, group in _grouped(rows, lambda row: row.person_id).items():
        person = job.person(key)
        if person is None:
            job.faults.extend(map(_no_person, group))
            continue
        known = {ability.skill: ability for ability in person.abilities}
        known |= {each.row.skill: each.row.ability() for each in group}
        job.people[key] = replace(person, abilities=tuple(known[skill] for skill in sorted(known)))


def _goes_somewhere(
    job: _Merging, each: Numbered[_R], opportunity: str, session: str | None, days: Days
) -> bool:
    """Tell whether an opportunity, its session and its days are there; note what is not."""
    if job.opportunity(opportunity) is None:
        job.faults.append(_no_opportunity(each))
        return False
    if session is None:
        return True
    held = job.session(session)
    if held is None or held.opportunity != opportunity:
        found = "no such session" if held is None else "a session of another opportunity"
        expected = "a session of this opportunity, in the register or in sessions"
        job.faults.append(each.fault("session_id", found, expected))
        return False
    if not set(days) <= set(held.days):
        found = "a day on which the session is not held"
        job.faults.append(each.fault("days", found, "days of the session"))
        return False
    return True


def _no_opportunity(each: Numbered[_R]) -> Fault:
    expected = "one in the register or a good row of opportunities"
    return each.fault("opportunity_id", "no such opportunity", expected)


def _no_person(each: Numbered[_R]) -> Fault:
    return each.fault("person_id", "no such person", "one in the register or a good row of people")


def _grouped(
    rows: Iterator[Numbered[_R]], key: Callable[[_R], str]
) -> dict[str, list[Numbered[_R]]]:
    groups: dict[str, list[Numbered[_R]]] = {}
    for each in rows:
        groups.setdefault(key(each.row), []).append(each)
    return groups
