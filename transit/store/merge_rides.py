"""Rows about rides and what the register holds: what it is to hold, and what does not fit."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace

from transit.model.rides import RideNeeds, StopAction, TodayRun, TodayStop
from transit.read.register.checked import Numbered
from transit.read.register.ride_rows import RideNeedRow, RunRow, RunStopRow
from transit.read.table_faults import Fault

Stops = Mapping[str, tuple[Numbered[RunStopRow], ...]]
"""Rows of stops without a fault, in order, by run."""


@dataclass(frozen=True, slots=True)
class RidesKnown:
    """What rows about rides may point at.

    Parameters
    ----------
    people, sessions, vehicles
        Ids in the register, or in good rows of this import.
    """

    people: Collection[str]
    sessions: Collection[str]
    vehicles: Collection[str]


def merge_ride_needs(
    rows: Iterator[Numbered[RideNeedRow]], known: RidesKnown, faults: list[Fault]
) -> dict[str, RideNeeds]:
    """Return the ride needs of rows that fit.

    Parameters
    ----------
    rows
        Rows without faults of their own.
    known
        What they may point at.
    faults
        Where the faults of the others are put.

    Returns
    -------
    dict
        Needs by person.
    """
    needs = {}
    for each in rows:
        row = each.row
        if row.person_id not in known.people:
            faults.append(each.fault("person_id", "no such person", _PERSON))
            continue
        strangers = [
            field
            for field in ("apart_from", "together_with")
            if not set(getattr(row, field)) <= set(known.people)
        ]
        if strangers:
            faults += [
                each.fault(field, "somebody who is not there", _PERSON) for field in strangers
            ]
            continue
        needs[row.person_id] = row.needs()
    return needs


def merge_stops(
    rows: Iterator[Numbered[RunStopRow]], known: RidesKnown, faults: list[Fault]
) -> Stops:
    """Return the stops of rows that fit: who gets on gets off, later, on the same run.

    Parameters
    ----------
    rows
        Rows without faults of their own.
    known
        What they may point at.
    faults
        Where the faults of the others are put.

    Returns
    -------
    mapping
        Rows in order, by run; a run with a fault has none.
    """
    groups: dict[str, list[Numbered[RunStopRow]]] = {}
    for each in rows:
        groups.setdefault(each.row.run_id, []).append(each)
    good = {}
    for run, group in groups.items():
        ordered = sorted(group, key=lambda each: each.row.stop_no)
        wrong = [*_unknown(ordered, known), *_disordered(ordered)]
        faults += wrong
        if not wrong:
            good[run] = tuple(ordered)
    return good


def merge_runs(
    rows: Iterator[Numbered[RunRow]],
    stops: Stops,
    before: Mapping[str, TodayRun],
    known: RidesKnown,
    faults: list[Fault],
) -> dict[str, TodayRun]:
    """Return today's runs as they are to be.

    Parameters
    ----------
    rows
        Rows of runs without faults of their own.
    stops
        Their stops, as :func:`merge_stops` gives them.
    before
        Runs that the register holds.
    known
        What rows may point at.
    faults
        Where the faults of rows that do not fit are put.

    Returns
    -------
    dict
        Runs that a row is about, by id.
    """
    runs: dict[str, TodayRun] = {}
    for each in rows:
        row = each.row
        if row.vehicle_id in known.vehicles:
            held = before.get(row.run_id)
            runs[row.run_id] = row.run(held.stops if held else ())
        else:
            expected = "one in the register or a good row of fleet"
            faults.append(each.fault("vehicle_id", "no such vehicle", expected))
    for run, group in stops.items():
        to = runs.get(run) or before.get(run)
        if to is None:
            expected = "one in the register or a good row of runs"
            faults += [each.fault("run_id", "no such run", expected) for each in group]
        else:
            runs[run] = replace(to, stops=tuple(each.row.stop() for each in group))
    return runs


_PERSON = "one in the register or a good row of people"


def _unknown(rows: list[Numbered[RunStopRow]], known: RidesKnown) -> Iterator[Fault]:
    for each in rows:
        person, session = each.row.person_id, each.row.session_id
        if person is not None and person not in known.people:
            yield each.fault("person_id", "no such person", _PERSON)
        if session is not None and session not in known.sessions:
            expected = "one in the register or a good row of sessions"
            yield each.fault("session_id", "no such session", expected)


def _disordered(rows: list[Numbered[RunStopRow]]) -> Iterator[Fault]:
    """Give who gets off before getting on, or never, and times that go backwards."""
    aboard: dict[str, Numbered[RunStopRow]] = {}
    latest = -1
    for each in rows:
        stop: TodayStop = each.row.stop()
        if stop.at_s is not None:
            if stop.at_s < latest:
                yield each.fault("planned", "a time before the stop before", "a later time")
            latest = max(latest, stop.at_s)
        if stop.person is None:
            continue
        if stop.action is StopAction.PICK_UP:
            if stop.person in aboard:
                yield each.fault("action", "somebody who is aboard gets on", "set down before")
            aboard[stop.person] = each
        elif aboard.pop(stop.person, None) is None:
            yield each.fault("action", "somebody who is not aboard gets off", "pick up before")
    for each in aboard.values():
        yield each.fault("action", "somebody who never gets off", "set down later on the run")
