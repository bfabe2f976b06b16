"""The register in counts: how people travel today, and how they could, where they go today."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from transit.batch.switch_inputs import read_inputs
from transit.fleet.candidates import Judged, JudgedKey
from transit.fleet.today import FLEET_MODES, mode_of
from transit.model.people import Attendance, Mode, Person
from transit.model.starting import place_on
from transit.model.verdict import Rung
from transit.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """Counts; nothing about one person.

    Parameters
    ----------
    people
        In the register.
    going
        Who goes somewhere today.
    by_mode
        How many travel so today; who travels in several ways counts in each.
    on_fleet
        Who rides on the fleet or in a taxi.
    by_rung
        How those who go somewhere could travel, by the hardest of their journeys there; None where
        that was never worked out for one of them.
    fleet_by_rung
        The same of those on the fleet.
    checks
        Whose answer rests on a route check.
    decided
        For whom a practitioner decided.
    """

    people: int
    going: int
    by_mode: Mapping[Mode, int]
    on_fleet: int
    by_rung: Mapping[Rung | None, int]
    fleet_by_rung: Mapping[Rung | None, int]
    checks: int
    decided: int


def read_overview(store: Store) -> Overview:
    """Count a register.

    Parameters
    ----------
    store
        The register.

    Returns
    -------
    Overview
        The counts.
    """
    register, judged = read_inputs(store)
    by_mode: Counter[Mode] = Counter()
    by_rung: Counter[Rung | None] = Counter()
    fleet_by_rung: Counter[Rung | None] = Counter()
    going = on_fleet = checks = decided = 0
    for person in register.people.values():
        attended = [each for each in person.attends if each.session in register.sessions]
        if not attended:
            continue
        going += 1
        modes = {mode_of(person, each) for each in attended}
        by_mode.update(modes)
        rung, found = rung_of(person, attended, judged)
        by_rung[rung] += 1
        if modes & FLEET_MODES:
            on_fleet += 1
            fleet_by_rung[rung] += 1
        checks += any(each.decided is None and each.rung != each.sure for each in found)
        decided += any(each.decided is not None for each in found)
    return Overview(
        people=len(register.people),
        going=going,
        by_mode=dict(by_mode),
        on_fleet=on_fleet,
        by_rung=dict(by_rung),
        fleet_by_rung=dict(fleet_by_rung),
        checks=checks,
        decided=decided,
    )


def rung_of(
    person: Person, attended: Sequence[Attendance], judged: Mapping[JudgedKey, Judged]
) -> tuple[Rung | None, list[Judged]]:
    """Return how somebody could travel to all that they go to.

    Parameters
    ----------
    person
        Who.
    attended
        What they go to.
    judged
        What is known, by person, start place and session.

    Returns
    -------
    Rung or None
        The hardest of their journeys; None where one was never worked out.
    list of Judged
        What is known of them.
    """
    known = [each for attends in attended for each in _judged(person, attends, judged)]
    return _hardest(known), [each for each in known if each is not None]


def _judged(
    person: Person, attends: Attendance, judged: Mapping[JudgedKey, Judged]
) -> list[Judged | None]:
    """Return what is known of going to a session from everywhere that somebody starts from."""
    places = {place_on(person, day) for day in attends.days} or {0}
    return [judged.get((person.id, place, attends.session or "")) for place in sorted(places)]


def _hardest(known: list[Judged | None]) -> Rung | None:
    rungs = [each.counts for each in known if each is not None]
    return max(rungs) if len(rungs) == len(known) else None
