"""Choosing a journey: options for a person and a session, and what a trainer's choice costs."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from transit.model.opportunities import Opportunity, Session
from transit.model.people import Person
from transit.model.plan import Plan
from transit.model.saved_plan import AreaEdition, Choice
from transit.model.verdict import Gap, Rung, Verdict
from transit.plan.accompanied import Accompanied, accompanied
from transit.plan.along_desk import alone_case
from transit.plan.along_router import plain_router
from transit.plan.chosen_desk import ChosenDesk, Wanted
from transit.plan.fallback import NextBus, next_bus
from transit.plan.later import later_home
from transit.plan.make import make_plan, with_somebody
from transit.plan.options import Candidate, find_options, moved
from transit.plan.preferred import plain_burden_s, priced_by
from transit.plan.things import Spots
from transit.plan.unmet import liked_things
from transit.present.travelling import as_travelled
from transit.present.words import Words
from transit.route.journey import Journey
from transit.verdict.cases import Case, Pair
from transit.verdict.closely import Closely, explained
from transit.verdict.desk import Desk
from transit.verdict.requests import Hit


@dataclass(frozen=True, slots=True)
class Difference:
    """What one option costs beyond another; negative where it costs less.

    Parameters
    ----------
    away_s
        Seconds on the way, there and back.
    burden_s
        Perceived seconds.
    walk_m
        Metres on foot.
    changes
        Changes of bus.
    skills
        Skills to learn, or for a companion to cover.
    """

    away_s: int
    burden_s: int
    walk_m: int
    changes: int
    skills: int


@dataclass(frozen=True, slots=True, eq=False)
class OtherDay:
    """The journeys of an option on a kind of day on which they are not those of the first.

    Parameters
    ----------
    date
        A date of that kind.
    out, back
        As found there; seconds of that date.
    """

    date: dt.date
    out: Hit
    back: Hit


@dataclass(frozen=True, slots=True, eq=False)
class Option:
    """A journey there and back to choose.

    Parameters
    ----------
    number
        From 1, the most certain first.
    why
        Why it is offered, as in :class:`~transit.plan.options.Candidate`.
    out, back
        The two ways, told to their smallest step; they cost what they cost without preferences.
    plan
        As it would be printed.
    gaps
        What has to be learnt, or what a companion covers; without the legs that are accompanied.
    spare_s
        Seconds between being there and the session's start.
    next_bus
        The bus after the first one there; None where there is none, or nothing is ridden.
    next_home
        When the first bus of the next journey home leaves, and when that is home, seconds of the
        service date; None where there is none soon enough.
    together
        What a companion does on the legs for which one is required.
    part_along
        Whether the journey exists only because somebody is along on these, and is alone elsewhere.
    other_days
        Kinds of day on which it leaves, or is home, at other times, or rides other buses.
    beyond
        What it costs beyond the most certain option without the choice; None where that has none.
    """

    number: int
    why: str
    out: Journey
    back: Journey
    plan: Plan
    gaps: tuple[Gap, ...]
    spare_s: int
    next_bus: NextBus | None
    next_home: tuple[int, int] | None
    together: Accompanied
    other_days: tuple[OtherDay, ...] = ()
    beyond: Difference | None = None
    part_along: bool = False

    @property
    def rung(self) -> Rung:
        """How it could be made, for review."""
        return self.plan.rung

    @property
    def confirmed(self) -> bool:
        """Whether it rests on nothing unknown."""
        return self.plan.confirmed

    @property
    def skills(self) -> tuple[str, ...]:
        """The skills that are wanting."""
        return tuple(dict.fromkeys(gap.skill for gap in self.gaps))

    @property
    def fragile(self) -> bool:
        """Whether whoever misses the bus home has none soon after."""
        return bool(self.back.rides) and self.next_home is None

    def beside(self, other: "Option") -> Difference:
        """Return what it costs beyond another.

        Parameters
        ----------
        other
            The other.

        Returns
        -------
        Difference
            This one's less the other's.
        """

        def both(name: str) -> int:
            mine = getattr(self.out, name) + getattr(self.back, name)
            return int(mine - getattr(other.out, name) - getattr(other.back, name))

        return Difference(
            away_s=both("duration_s"),
            burden_s=both("burden_s"),
            walk_m=both("walk_m"),
            changes=both("changes"),
            skills=len(self.skills) - len(other.skills),
        )


@dataclass(frozen=True, slots=True, eq=False)
class Choices:
    """What there is to choose from.

    Parameters
    ----------
    person, session, venue
        Whom and what it is about.
    place
        Number of the place that they start from.
    choice
        What the trainer asked.
    options
        The most certain first; empty where no journey keeps to the choice.
    free
        The most certain option without the choice; None where there is none at all.
    missing
        What the choice names and the area has not.
    unmet
        What is preferred and the first option does without: what it would cost beyond that one,
        None where no journey with it was found.
    edition
        What it was searched in.
    """

    person: Person
    session: Session
    venue: Opportunity
    place: int
    choice: Choice
    options: tuple[Option, ...]
    free: Option | None
    missing: tuple[str, ...] = ()
    unmet: tuple[tuple[str, Difference | None], ...] = ()
    edition: AreaEdition = field(kw_only=True)


@dataclass(frozen=True, slots=True)
class Telling:
    """With what options are told.

    Parameters
    ----------
    words
        The words of printed plans.
    hazards
        Severity by kind of demand, and the level from which a demand is a hazard.
    """

    words: Words
    hazards: tuple[Mapping[str, int], int]


def choose(
    desk: Desk,
    person: Person,
    session: Session,
    telling: Telling,
    choice: Choice | None = None,
    place: int = 0,
) -> Choices:
    """Find the options for a person and a session that keep to a trainer's choice.

    Parameters
    ----------
    desk
        Area, directory and rules.
    person
        The person.
    session
        The session.
    telling
        With what they are told.
    choice
        What the trainer asks; nothing when None.
    place
        Number of the place that they start from, 0 the home.

    Returns
    -------
    Choices
        With what the choice costs beyond the journeys without it.

    Raises
    ------
    InputError
        The choice names something that cannot be avoided or preferred.
    """
    asked = choice or Choice()
    wanted = Wanted.of(desk.area, asked, desk.basis.parameters)
    teller = _Teller(telling, session, asked)
    free = teller.options(_case(desk, person, session, place, Wanted(Spots(), Spots())), Choice())
    options = free
    if asked != Choice():
        options = teller.options(_case(desk, person, session, place, wanted), asked)
    best = free[0] if free else None
    told = tuple(
        replace(each, beyond=None if best is None else each.beside(best)) for each in options
    )
    timetable = desk.area.timetable
    return Choices(
        person,
        session,
        desk.opportunities[session.opportunity],
        place,
        asked,
        told,
        best,
        (*wanted.avoid.missing, *wanted.prefer.missing),
        tuple(_unmet(desk, wanted, told, asked, teller, (person, session, place))),
        edition=AreaEdition(
            edition=desk.area.edition,
            first_date=timetable.first_date,
            last_date=timetable.first_date + dt.timedelta(days=timetable.active.shape[1] - 1),
        ),
    )


def _unmet(
    desk: Desk,
    wanted: Wanted,
    options: Sequence[Option],
    choice: Choice,
    teller: "_Teller",
    about: tuple[Person, Session, int],
) -> Iterator[tuple[str, Difference | None]]:
    for liked in liked_things(desk.area, choice.prefer, desk.basis.parameters):
        if not options or liked.is_used(options[0]):
            continue
        person, session, place = about
        case = _case(desk, person, session, place, liked.at_any_price(wanted))
        having = next(filter(liked.is_used, teller.options(case, choice)), None)
        yield liked.thing, None if having is None else having.beside(options[0])


def _case(desk: Desk, person: Person, session: Session, place: int, wanted: Wanted) -> Case:
    return Case(ChosenDesk(desk, wanted), person, place, session)


@dataclass(frozen=True, slots=True)
class _Teller:
    """Tells candidates as options."""

    telling: Telling
    session: Session
    choice: Choice

    def options(self, case: Case, choice: Choice) -> tuple[Option, ...]:
        shifted = None
        if choice.earlier_min or choice.later_min:
            shifted = moved(self.session, 60 * choice.earlier_min, 60 * choice.later_min)
        found = find_options(case, shifted=shifted, legs=choice.companion_legs)
        return tuple(self._option(number, each, choice) for number, each in enumerate(found, 1))

    def _option(self, number: int, found: Candidate, choice: Choice) -> Option:
        case, pair = found.case, found.first
        out = replace(explained(case, _plainly(case, pair.out)), spare_s=found.spare_s)
        back = explained(case, _plainly(case, pair.back))
        together = accompanied(found, out, back, choice.companion_legs)
        sure = found.rung if found.confirmed else Rung.DOOR_TO_DOOR
        verdict = Verdict(
            person=case.person.id,
            place=case.place,
            opportunity=self.session.opportunity,
            session=self.session.id,
            rung=found.rung,
            sure=sure,
            checks=found.checks,
        )
        plan = make_plan(
            Closely(verdict, out, back),
            case.person,
            self.session,
            case.opportunity,
            self.telling.words,
            self.telling.hazards,
            case.desk.shown_date(pair.kind),
        )
        home = found.next_home
        plan = replace(plan, later_home=later_home(case, found.allowed, found.pairs))
        return Option(
            number=number,
            why=found.why,
            out=out,
            back=back,
            plan=with_somebody(plan, together.legs, as_travelled(self.telling.words, out)),
            gaps=together.gaps,
            spare_s=found.spare_s,
            next_bus=next_bus(case.desk, pair.out),
            next_home=None if home is None else (_first_s(home), home.arrive_s),
            together=together,
            other_days=_other_days(found),
            part_along=bool(found.helps),
        )


def _other_days(found: Candidate) -> tuple[OtherDay, ...]:
    def looks(pair: Pair) -> tuple[object, ...]:
        both = pair.out, pair.back
        return tuple((hit.leave_s, hit.arrive_s, hit.lines) for hit in both)

    seen = {looks(found.first)}
    made = []
    for pair in found.pairs[1:]:
        if looks(pair) not in seen:
            seen.add(looks(pair))
            date = found.case.desk.shown_date(pair.kind)
            made.append(OtherDay(date, pair.out, pair.back))
    return tuple(made)


def _first_s(hit: Hit) -> int:
    return hit.rides[0][0] if hit.rides else hit.leave_s


def _plainly(case: Case, hit: Hit) -> Hit:
    """A journey with what it costs where nothing is preferred."""
    request = hit.request
    chosen = case.desk.router(request.traveller)
    plain = plain_router(chosen)
    if plain is chosen:
        return hit
    with_it, without = (
        priced_by(each, request.stance, back=request.back) for each in (chosen, plain)
    )
    ends = (request.home, request.door.link)
    day = chosen.day(request.date).day
    wanted = _wanted(case)
    burden = plain_burden_s(
        hit.found,
        day,
        without,
        with_it,
        ends[::-1] if request.back else ends,
        (wanted.prefer.changes, wanted.others_s),
    )
    return replace(hit, found=replace(hit.found, burden_s=burden))


def _wanted(case: Case) -> Wanted:
    desk = alone_case(case).desk
    assert isinstance(desk, ChosenDesk)
    return desk.wanted
