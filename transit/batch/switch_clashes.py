"""Sessions moved onto others of the same person: nobody is at two places at once."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from transit.batch.switch_inputs import Moved
from transit.fleet.study import LostRow
from transit.fleet.today import FLEET_MODES, days_of, mode_of
from transit.model.notice import Notice, Severity
from transit.model.opportunities import Session
from transit.model.people import Person
from transit.model.register import Register
from transit.model.weekdays import Weekday

_Pair = tuple[str, str]
"""Two sessions of one person that overlap, in the order of their ids."""


@dataclass(frozen=True, slots=True)
class Clashes:
    """Whose sessions overlap at new times, or no longer do.

    Parameters
    ----------
    lost
        Somebody with a session that moved onto another one of theirs.
    people
        Ids of all whose overlaps are others than before: a week in which they go to one session
        and a week in which they go to two cannot be compared.
    notices
        Who they are.
    """

    lost: tuple[LostRow, ...] = ()
    people: frozenset[str] = frozenset()
    notices: tuple[Notice, ...] = ()


def find_clashes(before: Register, then: Register, moved: Sequence[Moved]) -> Clashes:
    """Find out whose sessions overlap at new times and did not at the old ones, or the reverse.

    Parameters
    ----------
    before, then
        Sessions at their old and at their new times.
    moved
        Which sessions moved.

    Returns
    -------
    Clashes
        However people travel to these sessions.
    """
    names = {each.session for each in moved}
    lost: list[LostRow] = []
    notices: list[Notice] = []
    people = set()
    for person in then.people.values() if names else ():
        old, new = _overlaps(person, before), _overlaps(person, then)
        if old == new:
            continue
        people.add(person.id)
        made = sorted({pair for pair, _ in new - old})
        lost += [_row(person, pair, names) for pair in made]
        notices += [_clash(person, pair) for pair in made]
        ends = sorted({pair for pair, _ in old - new} - set(made))
        notices += [_ends(person, pair) for pair in ends]
    return Clashes(tuple(lost), frozenset(people), tuple(notices))


def without_rides(register: Register, people: Collection[str]) -> Register:
    """Return a register in which some people go nowhere.

    Parameters
    ----------
    register
        The register.
    people
        Their ids.

    Returns
    -------
    Register
        Everything else as it was.
    """
    staying = {id: replace(register.people[id], attends=()) for id in people}
    return replace(register, people={**register.people, **staying})


def _overlaps(person: Person, register: Register) -> set[tuple[_Pair, Weekday]]:
    """Return which two sessions of somebody overlap, and on which day."""
    visits = set(_visits(person, register))
    return {
        ((min(one.id, two.id), max(one.id, two.id)), day)
        for (one, day), (two, other) in combinations(visits, 2)
        if day == other and one.start_s < two.end_s and two.start_s < one.end_s
    }


def _visits(person: Person, register: Register) -> Iterator[tuple[Session, Weekday]]:
    for attends in person.attends:
        session = register.sessions.get(attends.session or "")
        if session is not None:
            yield from ((session, day) for day in days_of(attends, session)[0])


def _row(person: Person, pair: _Pair, moved: Collection[str]) -> LostRow:
    one, two = pair if pair[0] in moved else pair[::-1]
    return LostRow(
        person=person.id,
        session=one,
        before="",
        after="",
        why="sessions_overlap",
        way="",
        rides=any(
            mode_of(person, attends) in FLEET_MODES
            for attends in person.attends
            if attends.session in pair
        ),
        overlaps=two,
    )


def _clash(person: Person, pair: _Pair) -> Notice:
    return Notice(
        "switch_move_clashes",
        Severity.WARNING,
        "register",
        f"person {person.id} goes to sessions {pair[0]} and {pair[1]}, which overlap at the new "
        "times: they cannot be at both, and are in neither of the years that are compared",
        "Ask which session they would go to, or move it to other times",
    )


def _ends(person: Person, pair: _Pair) -> Notice:
    return Notice(
        "switch_move_parts",
        Severity.INFO,
        "register",
        f"person {person.id} goes to sessions {pair[0]} and {pair[1]}, which overlap today and "
        "would not at the new times: they are in neither of the years that are compared",
        "Correct the sessions or their days: nobody is at two places at once",
    )
