"""Verdicts: for one person and session, or for many at once."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from transit.model.opportunities import Session
from transit.model.people import Person
from transit.model.verdict import Verdict
from transit.verdict.cases import Case
from transit.verdict.closely import look_closely
from transit.verdict.desk import Desk
from transit.verdict.finder import Finder, Tally
from transit.verdict.running import run_together
from transit.verdict.verdicts import verdict_of

_AT_ONCE: Final = 8_000
"""Cases under way at once: it bounds what has to be kept."""


class Progress(NamedTuple):
    """How far judging has come.

    Parameters
    ----------
    done, all
        Verdicts made, and verdicts asked for.
    """

    done: int
    all: int


def judge_one(desk: Desk, person: Person, session: Session, place: int = 0) -> Verdict:
    """Judge one person and session, and say everything about it.

    Parameters
    ----------
    desk
        Area, directory and rules.
    person
        The person.
    session
        The session.
    place
        Number of the place that they start from, 0 the home.

    Returns
    -------
    Verdict
        As :func:`judge_many` gives it, with the facts, days and limits that only a closer look
        tells.
    """
    return look_closely(desk, person, session, place).verdict


def judge_many(
    desk: Desk,
    people: Iterable[tuple[Person, int]],
    sessions: Sequence[Session],
    *,
    progress: Callable[[Progress], None] = lambda _: None,
    stop: Callable[[], None] = lambda: None,
    tally: Tally | None = None,
) -> Iterator[Verdict]:
    """Judge every one of some people for every one of some sessions.

    People who travel alike share searches, and so do sessions at one venue. Neither their order
    nor who is judged together changes a verdict.

    Parameters
    ----------
    desk
        Area, directory and rules.
    people
        Each with the number of the place that they start from.
    sessions
        The sessions.
    progress
        Called now and then.
    stop
        Called between searches; it may raise to end the work.
    tally
        Counts searches; a new one when None.

    Yields
    ------
    Verdict
        By person, then session, in the order given; without what only a closer look tells.
    """
    cases = [(person, place, session) for person, place in people for session in sessions]
    finder = Finder(desk, stop, tally)
    for start in range(0, len(cases), _AT_ONCE):
        some = [Case(desk, *each) for each in cases[start : start + _AT_ONCE]]
        finder.foresee(some)
        yield from run_together([verdict_of(case) for case in some], finder)
        progress(Progress(min(start + _AT_ONCE, len(cases)), len(cases)))
