"""A proposal taken up: the next version of a plan, with what trainers wrote carried over."""

import datetime as dt
from dataclasses import replace

from transit.errors import StoreError
from transit.model.leg_along import LegAlong
from transit.model.opportunities import Session
from transit.model.saved_plan import AreaEdition, SavedPlan
from transit.model.verdict import Direction, Rung, Verdict
from transit.network.area import Area
from transit.plan.keep import keep_version, version_of
from transit.plan.later import later_home
from transit.plan.make import make_plan, with_somebody
from transit.present.travelling import as_travelled
from transit.present.words import Words
from transit.read.printing import read_hazards
from transit.route.journey import Journey
from transit.store.database import Store
from transit.verdict.closely import Closely, explained
from transit.verdict.desk import Desk
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
    if offer.pair is None:
        raise StoreError(
            "there is no journey to make a new version of: door-to-door transport fits"
        )
    case = offer.case
    out, back = (explained(case, hit) for hit in (offer.pair.out, offer.pair.back))
    rung = offer.proposal.rung
    verdict = Verdict(
        person=saved.person,
        place=saved.place,
        opportunity=saved.opportunity,
        session=saved.session,
        rung=rung,
        sure=rung if offer.proposal.confirmed else Rung.DOOR_TO_DOOR,
    )
    plan = make_plan(
        Closely(verdict, out, back),
        case.person,
        _whole_session(case.desk, case.session),
        case.opportunity,
        words,
        read_hazards(),
    )
    allowed = case.allowed(rung, offer.pair.out.request.stance)
    plan = replace(plan, later_home=later_home(case, allowed, [offer.pair]))
    if isinstance(case, LearntAlong) and rung is Rung.WITH_COMPANION:
        plan = with_somebody(plan, _legs_along(saved, (out, back)), as_travelled(words, out))
    version = version_of(
        plan,
        (out, back),
        area,
        words,
        edition_of(area),
        offer.choice,
        by=by,
        now=now,
    )
    of = (saved.person, saved.place, saved.session, saved.opportunity)
    return keep_version(store, version, saved, of, saved.terms)


def _legs_along(saved: SavedPlan, journeys: tuple[Journey, Journey]) -> tuple[str, ...]:
    """The legs with somebody as they were, each as a whole: steps may be others now."""
    most = {way: len(each.legs) for way, each in zip(Direction, journeys, strict=True)}
    legs = [LegAlong.parse(each) for each in saved.latest.plan.accompanied]
    whole = dict.fromkeys(LegAlong(each.direction, each.number) for each in legs)
    return tuple(str(each) for each in whole if each.number <= most[each.direction])


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
