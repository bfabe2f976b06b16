"""The journeys of a verdict, found again and explained."""

from typing import NamedTuple

from transit.errors import InputError
from transit.model.opportunities import Session
from transit.model.people import Person
from transit.model.verdict import Verdict
from transit.route.journey import Journey
from transit.verdict.cases import Case
from transit.verdict.climb import climb
from transit.verdict.closely import explained
from transit.verdict.desk import Desk
from transit.verdict.finder import Finder
from transit.verdict.running import run_together


class Journeys(NamedTuple):
    """A journey out and one back; None where there is none."""

    out: Journey | None
    back: Journey | None


def journeys_of(
    desk: Desk, person: Person, verdict: Verdict, session: Session | None = None
) -> Journeys:
    """Find the journeys of a verdict again.

    Parameters
    ----------
    desk
        Area, directory and rules, as they were when it was judged.
    person
        The person.
    verdict
        Their verdict.
    session
        Its session; the desk's of that id when None.

    Returns
    -------
    Journeys
        Those that ``verdict.out`` and ``verdict.back`` tell in short.

    Raises
    ------
    InputError
        The desk knows no such session.
    """
    found = session or desk.sessions.get(verdict.session)
    if found is None:
        raise InputError(f"there is no session {verdict.session!r}")
    case = Case(desk, person, verdict.place, found)
    if not case.kinds:
        return Journeys(None, None)
    held = run_together([climb(case)], Finder(desk))[0].held
    if held is None:
        return Journeys(None, None)
    pair = held.pairs[0]
    return Journeys(explained(case, pair.out), explained(case, pair.back))
