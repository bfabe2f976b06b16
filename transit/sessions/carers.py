"""Whether somebody is at home when people who come by themselves leave and come back."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from transit.model.clock import DAY_S
from transit.model.fact import State
from transit.model.opportunities import Opening, Session
from transit.model.people import Person
from transit.model.starting import session_from
from transit.model.verdict import Rung
from transit.model.weekdays import Weekday
from transit.sessions.venues_come import Comer


@dataclass(frozen=True, slots=True)
class AtHome:
    """Whether somebody is at home when a person leaves, and when they are back.

    Parameters
    ----------
    leaving, coming
        No where nobody is on any of the days on which they come; unknown where the hours, or the
        times of their journeys, are not known.
    """

    leaving: State
    coming: State


def carers_at_home(
    found: Iterable[Comer], session: Session, people: Mapping[str, Person]
) -> dict[str, AtHome]:
    """Tell whether somebody is at home to see people off and take them in.

    Parameters
    ----------
    found
        Who could come how.
    session
        To which session.
    people
        By id.

    Returns
    -------
    dict
        By person: those who could come by themselves from home.
    """
    made = {}
    for each in found:
        own = session_from(people[each.person], 0, session) if each.person in people else None
        if each.rung is Rung.NOW and each.place == 0 and own is not None:
            hours = people[each.person].carer_home
            made[each.person] = AtHome(
                _there(hours, own.days, each.leave_s), _there(hours, own.days, each.home_s)
            )
    return made


def carer_sentence(at_home: Iterable[AtHome]) -> str:
    """Count for how many nobody is at home when they leave or come back.

    Parameters
    ----------
    at_home
        Of those who could come by themselves from home.

    Returns
    -------
    str
        E.g. ``Nobody at home when they leave or come back: 3; not known of 40.``, and of whom.
    """
    states = [(each.leaving, each.coming) for each in at_home]
    nobody = sum(State.NO in each for each in states)
    unknown = sum(State.NO not in each and State.UNKNOWN in each for each in states)
    return (
        f"Nobody at home when they leave or come back: {nobody}; not known of {unknown}. Counted "
        "are those who could come by themselves from home."
    )


def _there(hours: Sequence[Opening], days: Iterable[Weekday], moment_s: int | None) -> State:
    if not hours or moment_s is None:
        return State.UNKNOWN
    later, second = divmod(moment_s, DAY_S)
    # Of a journey that ends after midnight the next day's hours count.
    moments = ((Weekday((day + later) % len(Weekday)), second) for day in days)
    return State.YES if all(_within(hours, *each) for each in moments) else State.NO


def _within(hours: Sequence[Opening], day: Weekday, second: int) -> bool:
    return any(each.day == day and each.from_s <= second <= each.to_s for each in hours)
