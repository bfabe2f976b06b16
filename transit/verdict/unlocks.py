"""Unlocks: which single change would make verdicts better, for one person or a whole register.

Each change is tried by searching again with it, and nothing else, added. A change counts for a
verdict where that becomes better, for the hopeful or the cautious, and for neither worse.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final, TypeVar

from transit.model.opportunities import Session
from transit.model.people import Person
from transit.model.unlock import (
    PLACED,
    Change,
    ChangeKind,
    Move,
    RegisterUnlocks,
    SurveyStep,
    Unlock,
    gathered,
)
from transit.model.verdict import Verdict
from transit.verdict.cases import Case, Steps
from transit.verdict.desk import Desk
from transit.verdict.finder import Finder
from transit.verdict.judge import Progress
from transit.verdict.running import run_together
from transit.verdict.unlocks_better import (
    BEST,
    Rungs,
    Subject,
    anew,
    better,
    can_open,
    changed_by,
    matters,
    read_of,
)
from transit.verdict.unlocks_journeys import Outside, outside_of
from transit.verdict.unlocks_outside import helping
from transit.verdict.unlocks_person import changed, changes_of
from transit.verdict.unlocks_spots import Spots
from transit.verdict.unlocks_survey import survey_list, those_that_settle
from transit.verdict.unlocks_time import times_of
from transit.verdict.unlocks_when import shifts_that_may

_T = TypeVar("_T")
_AT_ONCE: Final = 20_000
"""Searches under way at once: it bounds what has to be kept."""

EVERYTHING: Final = frozenset(ChangeKind)
_PERSONAL: Final = frozenset(
    {ChangeKind.SKILL, ChangeKind.ASK, ChangeKind.PASS, ChangeKind.COMPANION}
)
_ROUNDS: Final = 3
"""Changes to people, to times, and outside."""


def unlocks_of(
    desk: Desk,
    person: Person,
    sessions: Sequence[Session],
    *,
    place: int = 0,
    verdicts: Iterable[Verdict] | None = None,
    kinds: Collection[ChangeKind] = EVERYTHING,
    progress: Callable[[Progress], None] = lambda _: None,
    stop: Callable[[], None] = lambda: None,
) -> tuple[Unlock, ...]:
    """Find what would open more to one person.

    Parameters
    ----------
    desk
        Area, directory and rules.
    person
        The person.
    sessions
        The sessions.
    place
        Number of the place that they start from, 0 the home.
    verdicts
        Those of the person that are known and up to date; the others are made.
    kinds
        Which kinds of change are tried.
    progress
        Called now and then.
    stop
        Called between searches; it may raise to end the work.

    Returns
    -------
    tuple of Unlock
        Those that open most first; the same that a register of this one person has.
    """
    return register_unlocks(
        desk,
        [(person, place)],
        sessions,
        verdicts,
        progress,
        stop,
        kinds=kinds,
        with_survey=False,
    ).unlocks


def register_unlocks(
    desk: Desk,
    people: Iterable[tuple[Person, int]],
    sessions: Sequence[Session],
    verdicts: Iterable[Verdict] | None = None,
    progress: Callable[[Progress], None] = lambda _: None,
    stop: Callable[[], None] = lambda: None,
    *,
    kinds: Collection[ChangeKind] = EVERYTHING,
    with_survey: bool = True,
) -> RegisterUnlocks:
    """Find what would open more, summed over everybody.

    Parameters
    ----------
    desk
        Area, directory and rules.
    people
        Each with the number of the place that they start from.
    sessions
        The sessions.
    verdicts
        Those that are known and up to date; the others are made.
    progress
        Called now and then.
    stop
        Called between searches; it may raise to end the work.
    kinds
        Which kinds of change are tried.
    with_survey
        Whether to make a list of what is worth most to go and look at.

    Returns
    -------
    RegisterUnlocks
        The sum of what everybody by themselves has.
    """
    pairs = list(people)
    known = {
        (one.person, one.place, one.session): Rungs(one.rung, one.sure) for one in verdicts or ()
    }
    every = [
        (person, place, session, known.get((person.id, place, session.id)))
        for person, place in pairs
        for session in sessions
    ]
    part = part_unlocks(desk, every, kinds, progress, stop)
    survey: tuple[SurveyStep, ...] = ()
    if with_survey and ChangeKind.LOOK in kinds:
        most = int(desk.basis.parameters.number("unlock_survey_most"))
        some = those_that_settle(desk, part.outside, stop)
        survey = survey_list(desk, some, most, stop)
    return RegisterUnlocks(
        people=len({person.id for person, _ in pairs}),
        verdicts=len(every),
        unlocks=gathered(part.found),
        survey=survey,
    )


@dataclass(frozen=True, slots=True, eq=False)
class PartUnlocks:
    """What was found for a part of a register.

    Parameters
    ----------
    found
        Changes, each with one verdict that it moves.
    outside
        Verdicts with what their journeys rest on outside.
    """

    found: tuple[tuple[Change, Move], ...]
    outside: tuple[Outside, ...]


def part_unlocks(
    desk: Desk,
    cases: Iterable[tuple[Person, int, Session, Rungs | None]],
    kinds: Collection[ChangeKind] = EVERYTHING,
    progress: Callable[[Progress], None] = lambda _: None,
    stop: Callable[[], None] = lambda: None,
) -> PartUnlocks:
    """Find what would make some verdicts better.

    Parameters
    ----------
    desk
        Area, directory and rules.
    cases
        Person, number of the place, session, and the verdict where it is known.
    kinds
        Which kinds of change are tried.
    progress
        Called now and then.
    stop
        Called between searches; it may raise to end the work.

    Returns
    -------
    PartUnlocks
        The same whoever else is in the part.
    """
    job = _Job(desk, frozenset(kinds), progress, stop)
    subjects = job.as_things_are(list(cases))
    job.all = _ROUNDS * len(subjects)
    found = [*job.people(subjects), *job.times(subjects)]
    outside = job.outside(subjects)
    found += helping(desk, outside, stop)
    job.told(len(subjects))
    return PartUnlocks(tuple(found), tuple(outside))


@dataclass(slots=True)
class _Job:
    """One search for unlocks."""

    desk: Desk
    kinds: frozenset[ChangeKind]
    progress: Callable[[Progress], None]
    stop: Callable[[], None]
    all: int = 0
    done: int = 0
    _changes: dict[tuple[object, ...], tuple[Change, ...]] = field(default_factory=dict)
    _mattering: dict[tuple[object, ...], tuple[Change, ...]] = field(default_factory=dict)
    _people: dict[tuple[object, ...], Person] = field(default_factory=dict)

    def run(self, steps: Iterable[Callable[[], Steps[_T]]], desk: Desk | None = None) -> list[_T]:
        """Run many side by side, a portion at a time."""
        finder = Finder(desk or self.desk, self.stop)
        every = list(steps)
        made: list[_T] = []
        for start in range(0, len(every), _AT_ONCE):
            made += run_together([make() for make in every[start : start + _AT_ONCE]], finder)
        return made

    def told(self, count: int) -> None:
        """Tell that so many verdicts more have been looked at in one round."""
        self.done += count
        self.progress(Progress(self.done, self.all))

    def as_things_are(
        self, cases: Sequence[tuple[Person, int, Session, Rungs | None]]
    ) -> list[Subject]:
        """Return the verdicts that something can move, judged where they are not known."""
        asked = [Case(self.desk, *one[:3]) for one in cases if one[3] is None]
        found = iter(self.run([_starting(anew, case) for case in asked]))
        made = (Subject(*one[:3], next(found) if one[3] is None else one[3]) for one in cases)
        return [each for each in made if each.now != BEST and each.case(self.desk).kinds]

    def people(self, subjects: Sequence[Subject]) -> Iterator[tuple[Change, Move]]:
        """Find the changes to people that help by themselves."""
        if self.kinds & _PERSONAL:
            every = [(subject, self._all_changes(subject)) for subject in subjects]
            found = self.run([_starting(self._with, *each) for each in every])
            trying = [
                (subject, self._that_matter(subject, changes))
                for (subject, changes), new in zip(every, found, strict=True)
                if subject.move(new) is not None
            ]
            while trying := [each for each in trying if each[1]]:
                found = self.run([_starting(self._with, *each) for each in trying])
                halves: list[tuple[Subject, tuple[Change, ...]]] = []
                for (subject, changes), new in zip(trying, found, strict=True):
                    move = subject.move(new)
                    if move is None:
                        continue
                    if len(changes) == 1:
                        yield changes[0], move
                    else:
                        middle = (len(changes) + 1) // 2
                        halves += [(subject, changes[:middle]), (subject, changes[middle:])]
                trying = halves
        self.told(len(subjects))

    def times(self, subjects: Sequence[Subject]) -> Iterator[tuple[Change, Move]]:
        """Find other times of sessions that help."""
        if ChangeKind.TIME in self.kinds:
            some = [
                (subject, case)
                for subject in subjects
                if can_open(case := subject.case(self.desk), subject.now, venue=False)
            ]
            may = self.run(
                [_starting(shifts_that_may, case, subject.now) for subject, case in some]
            )
            trying = [
                (subject, change, moved)
                for (subject, _), shifts in zip(some, may, strict=True)
                if shifts is None or shifts
                for change, moved in times_of(subject.session, self.desk.basis.parameters)
                if shifts is None or _shift(subject.session, moved) in shifts
            ]
            found = self.run([_starting(self._at, subject, at) for subject, _, at in trying])
            for (subject, change, _), new in zip(trying, found, strict=True):
                move = subject.move(new)
                if move is not None:
                    yield change, move
        self.told(len(subjects))

    def outside(self, subjects: Sequence[Subject]) -> list[Outside]:
        """Find what the journeys of verdicts rest on outside."""
        wanted = self.kinds & PLACED
        if not wanted:
            return []
        spots = Spots(self.desk)
        return self.run(
            [
                _starting(outside_of, case, subject, spots, wanted)
                for subject in subjects
                if can_open(case := subject.case(self.desk), subject.now, venue=True)
            ]
        )

    def _all_changes(self, subject: Subject) -> tuple[Change, ...]:
        session = subject.case(self.desk).session
        key = id(subject.person), session.days
        if key not in self._changes:
            every = changes_of(self.desk, subject.person, session)
            self._changes[key] = tuple(one for one in every if one.kind in self.kinds)
        return self._changes[key]

    def _that_matter(self, subject: Subject, changes: tuple[Change, ...]) -> tuple[Change, ...]:
        """The changes to a person that open a rung, or change how one is searched.

        They are the same for sessions on alike days and venues with alike doors.
        """
        before = subject.case(self.desk)
        key = id(subject.person), subject.place, changes, subject.now, read_of(before)
        if key not in self._mattering:
            self._mattering[key] = tuple(
                one
                for one in changes
                if matters(
                    before,
                    subject.case(self.desk, person=self._changed(subject.person, (one,))),
                    subject.now,
                )
            )
        return self._mattering[key]

    def _changed(self, person: Person, changes: tuple[Change, ...]) -> Person:
        """Return one and the same person for equal changes: what they may do is then kept."""
        key = person.id, tuple(change.key for change in changes)
        if key not in self._people:
            self._people[key] = changed(person, changes)
        return self._people[key]

    def _with(self, subject: Subject, changes: tuple[Change, ...]) -> Steps[Rungs]:
        before = subject.case(self.desk)
        after = subject.case(self.desk, person=self._changed(subject.person, changes))
        return (yield from better(after, subject.now, changed_by(before, after)))

    def _at(self, subject: Subject, moved: Session) -> Steps[Rungs]:
        """Another time may be worse, too: what is better in one way is judged anew in full."""
        new = yield from better(subject.case(self.desk, session=moved), subject.now)
        if new == subject.now:
            return new
        return (yield from anew(subject.case(self.desk, session=moved)))


def _shift(session: Session, moved: Session) -> tuple[int, int]:
    return moved.start_s - session.start_s, moved.end_s - session.end_s


def _starting(make: Callable[..., Steps[_T]], *args: object) -> Callable[[], Steps[_T]]:
    return lambda: make(*args)
