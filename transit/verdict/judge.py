"""Verdicts: for one person and session, or for many at once; the one is the many of one."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final, NamedTuple, TypeVar

from transit.model.opportunities import Session
from transit.model.people import Person
from transit.model.verdict import Rung, Verdict
from transit.verdict.cases import Case, Steps
from transit.verdict.climb import Climb, climb
from transit.verdict.days import no_dates
from transit.verdict.desk import Desk
from transit.verdict.finder import Finder, Tally
from transit.verdict.fit import fit_of
from transit.verdict.gaps import gaps_of, skills_of
from transit.verdict.lessons import TrainingLimit, lessons_of
from transit.verdict.requests import Answer, Ask, Wish
from transit.verdict.telling import checks_of, conditions_of, reasons_of, way_of

_T = TypeVar("_T")

_AT_ONCE: Final = 20_000
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
    """Judge one person and session.

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
        The verdict.
    """
    return next(judge_many(desk, [(person, place)], [session]))


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
        By person, then session, in the order given.
    """
    cases = [(person, place, session) for person, place in people for session in sessions]
    finder = Finder(desk, stop, tally)
    for start in range(0, len(cases), _AT_ONCE):
        some = [Case(desk, *each) for each in cases[start : start + _AT_ONCE]]
        yield from run_together([verdict_of(case) for case in some], finder)
        progress(Progress(min(start + _AT_ONCE, len(cases)), len(cases)))


def run_together(steps: Sequence[Steps[_T]], finder: Finder) -> list[_T]:
    """Run many side by side, so that what they ask is searched together.

    Parameters
    ----------
    steps
        Verdicts under way.
    finder
        Answers what they ask.

    Returns
    -------
    list
        What each returns, in the order given.
    """
    done: dict[int, _T] = {}
    asking: list[tuple[int, Ask]] = []

    def go_on(number: int, answers: list[Answer] | None) -> None:
        try:
            asked = next(steps[number]) if answers is None else steps[number].send(answers)
        except StopIteration as end:
            done[number] = end.value
        else:
            asking.append((number, asked))

    for number in range(len(steps)):
        go_on(number, None)
    while asking:
        now, asking = asking, []
        answers = finder.answer([ask for _, ask in now])
        for (number, _), own in zip(now, answers, strict=True):
            go_on(number, own)
    return [done[number] for number in range(len(steps))]


def verdict_of(case: Case, climbed: Climb | None = None) -> Steps[Verdict]:
    """Judge one case.

    Parameters
    ----------
    case
        Whom and what it is about.
    climbed
        How far one has to climb; found when None.

    Yields
    ------
    Ask
        Questions for the search.

    Returns
    -------
    Verdict
        The verdict.
    """
    fit, unmet = fit_of(case.person.needs, case.opportunity)
    made = Verdict(
        person=case.person.id,
        place=case.place,
        opportunity=case.session.opportunity,
        session=case.session.id,
        rung=Rung.DOOR_TO_DOOR,
        sure=Rung.DOOR_TO_DOOR,
        fit=fit,
        unmet=unmet,
    )
    if not case.kinds:
        return replace(made, reasons=(no_dates(case.session, case.desk.calendar),))
    if climbed is None:
        climbed = yield from climb(case)
    reasons = reasons_of(case, climbed)
    held = climbed.held
    if held is None:
        return replace(made, reasons=reasons)
    fragile = yield from _fragile(case, climbed)
    gaps = gaps_of(case, held.pairs, held.allowed)
    lessons = None
    if climbed.rung is Rung.WITH_TRAINING and gaps:
        catalogue = case.desk.basis.catalogue
        each = [lessons_of(skill, case.recorded, catalogue) for skill in skills_of(gaps)]
        lessons = TrainingLimit.of(case.desk.basis).range(each)
    first = held.pairs[0]
    date = case.desk.shown_date(first.kind)
    return replace(
        made,
        rung=climbed.rung,
        sure=climbed.sure,
        out=way_of(first.out, date),
        back=way_of(first.back, date, fragile=fragile),
        gaps=gaps,
        lessons=lessons,
        reasons=reasons,
        checks=checks_of(case, climbed, gaps),
        conditions=conditions_of(case, held, fragile=fragile),
    )


def _fragile(case: Case, climbed: Climb) -> Steps[bool]:
    """Tell whether whoever misses the way home finds no other soon after."""
    assert climbed.held is not None
    hit = climbed.held.pairs[0].back
    if not hit.rides:
        return False
    within = int(case.desk.basis.parameters.number("fallback_within_s"))
    later = replace(hit.request, moment_s=hit.leave_s + 1, window_s=within)
    answers = yield Ask([later], ways=False)
    wish = Wish(later, case.home_by(climbed.held.allowed, climbed.held.pairs[0].kind))
    return not wish.grants(answers[0])
