"""A proposal taken up: the next version of a plan, with what trainers wrote carried over."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from transit.errors import StoreError
from transit.model.fact import Stance
from transit.model.leg_along import LegAlong
from transit.model.opportunities import Session
from transit.model.saved_plan import AreaEdition, SavedPlan
from transit.model.verdict import Direction, Rung, Verdict
from transit.network.area import Area
from transit.plan.accompanied import accompanied
from transit.plan.along import Help, helps_of
from transit.plan.along_desk import AlongDesk
from transit.plan.along_finder import asked_alone
from transit.plan.keep import keep_version, version_of
from transit.plan.later import later_home
from transit.plan.make import make_plan, with_somebody
from transit.plan.options import Candidate
from transit.present.journey_json import journey_as_dict
from transit.present.travelling import as_travelled
from transit.present.words import Words
from transit.read.printing import read_hazards
from transit.route.journey import Journey
from transit.store.database import Store
from transit.verdict.cases import Pair
from transit.verdict.climb import Held
from transit.verdict.closely import Closely, explained
from transit.verdict.desk import Desk
from transit.verdict.gaps import gaps_of
from transit.watch.along import LearntAlong
from transit.watch.proposals import Offered


def accept_offer(
    store: Store,
    saved: SavedPlan,
    offer: Offered,
    area: Area,
    words: Words,
    *,
    by: str,
    now: dt.datetime | None = None,
) -> SavedPlan:
    """Keep a proposal as the next version of a plan.

    Parameters
    ----------
    store
        The register.
    saved
        The plan as it was read when the proposal was made.
    offer
        The proposal.
    area
        The area it was made in.
    words
        The words of printed plans.
    by
        Who stands for it.
    now
        The moment; that of the clock when None.

    Returns
    -------
    SavedPlan
        With its new version; what no longer fits of the edits waits in it to be decided.

    Raises
    ------
    StoreError
        There is no journey in it, or somebody else saved the plan meanwhile.
    """
    if not offer.pairs:
        raise StoreError(
            "there is no journey to make a new version of: door-to-door transport fits"
        )
    found = as_candidate(offer)
    case, first = found.case, found.first
    out, back = (explained(case, hit) for hit in (first.out, first.back))
    legs = _legs_along(saved, found, offer, (out, back))
    verdict = Verdict(
        person=saved.person,
        place=saved.place,
        opportunity=saved.opportunity,
        session=saved.session,
        rung=found.rung,
        sure=found.rung if found.confirmed else Rung.DOOR_TO_DOOR,
        checks=found.checks,
    )
    plan = make_plan(
        Closely(verdict, out, back),
        case.person,
        _whole_session(case.desk, case.session),
        case.opportunity,
        words,
        read_hazards(),
    )
    plan = replace(plan, later_home=later_home(case, found.allowed, found.pairs))
    plan = with_somebody(plan, legs, as_travelled(words, out))
    choice = offer.choice
    if isinstance(case, LearntAlong) and found.rung is Rung.WITH_COMPANION:
        choice = replace(choice, companion_legs=legs)
    version = version_of(
        plan,
        (out, back),
        area,
        words,
        edition_of(area),
        choice,
        by=by,
        now=now,
    )
    of = (saved.person, saved.place, saved.session, saved.opportunity)
    return keep_version(store, version, saved, of, saved.terms)


def as_candidate(offer: Offered) -> Candidate:
    """Return a proposal as journeys to choose are told.

    Parameters
    ----------
    offer
        The proposal; it has journeys.

    Returns
    -------
    Candidate
        With the legs on which somebody has to be along where the person goes alone elsewhere.

    Raises
    ------
    StoreError
        On some kinds of day they would have to be along elsewhere.
    """
    case, rung, pairs = offer.case, offer.proposal.rung, offer.pairs
    stance = Stance.CAUTIOUS if offer.proposal.confirmed else Stance.HOPEFUL
    allowed = case.allowed(rung, stance)
    helps: tuple[Help, ...] | None = ()
    if isinstance(case, LearntAlong) and rung is Rung.WITH_COMPANION:
        helps = helps_of(case, Held(allowed, pairs))
        pairs = tuple(_asked_alone(case, pair) for pair in pairs)
    if helps is None:
        raise StoreError(
            "on some days somebody would have to go along on other parts of this journey than on "
            "the first: choose the journey anew and save it, transit plan"
        )
    return Candidate(case, allowed, pairs, "best", gaps_of(case, pairs, allowed), helps=helps)


def _asked_alone(case: LearntAlong, pair: Pair) -> Pair:
    desk = case.desk
    assert isinstance(desk, AlongDesk)
    return replace(pair, out=asked_alone(desk, pair.out), back=asked_alone(desk, pair.back))


def _legs_along(
    saved: SavedPlan, found: Candidate, offer: Offered, journeys: tuple[Journey, Journey]
) -> tuple[str, ...]:
    """The legs with somebody: those that need them now, and those for which they were required."""
    required = offer.choice.companion_legs and saved.latest.plan.accompanied
    if isinstance(found.case, LearntAlong) and found.rung is Rung.WITH_COMPANION:
        required = ()
    elif found.rung is not Rung.WITH_COMPANION:
        _refuse_other_legs(saved, required, journeys)
    return accompanied(found, *journeys, required).legs


def _refuse_other_legs(
    saved: SavedPlan, required: Iterable[str], journeys: tuple[Journey, Journey]
) -> None:
    """Refuse where a leg for which somebody is required is not what it was."""
    now: dict[Direction, dict[str, Any]] = {
        way: dict(journey_as_dict(each)) for way, each in zip(Direction, journeys, strict=True)
    }
    for leg in map(LegAlong.parse, required):
        before, after = (each[leg.direction]["legs"] for each in (saved.latest.journeys, now))
        alike = [each["mode"] for each in before] == [each["mode"] for each in after]
        if alike and leg.first is not None and after[leg.number - 1]["mode"] == "walk":
            steps = [
                [step["kind"] for step in each[leg.number - 1]["steps"]] for each in (before, after)
            ]
            alike = steps[0] == steps[1]
        if not alike:
            raise StoreError(
                f"somebody was to go along on {leg}, and the new journey has other legs: choose "
                "the journey and the legs anew and save it, transit plan"
            )


def edition_of(area: Area) -> AreaEdition:
    """Return what a version made in an area was made from.

    Parameters
    ----------
    area
        The area, as people saw it.

    Returns
    -------
    AreaEdition
        Its edition and the dates of its timetable.
    """
    timetable = area.timetable
    last = timetable.first_date + dt.timedelta(days=timetable.active.shape[1] - 1)
    return AreaEdition(edition=area.edition, first_date=timetable.first_date, last_date=last)


def _whole_session(desk: Desk, session: Session) -> Session:
    """The session as the register has it, without the plan's earlier start."""
    return desk.sessions.get(session.id, session)
