"""One verdict, from how far one has to climb to everything that is said."""

from dataclasses import replace

from transit.model.verdict import Finding, Rung, Verdict
from transit.verdict.cases import Case, Steps
from transit.verdict.climb import Climb, climb
from transit.verdict.days import no_dates, terms_to_ask
from transit.verdict.fit import fit_of
from transit.verdict.gaps import gaps_of, skills_of
from transit.verdict.later import later_home
from transit.verdict.lessons import TrainingLimit, lessons_of
from transit.verdict.telling import checks_of, conditions_of, place_values, reasons_of, way_of


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
        return replace(made, reasons=(_no_days(case),))
    if climbed is None:
        climbed = yield from climb(case)
    reasons = reasons_of(case, climbed)
    held = climbed.held
    # Where schools may be closed the session may have fewer dates, so that more could hold.
    terms = () if climbed.sure is Rung.NOW else terms_to_ask(case.session, case.kinds)
    if held is None:
        return replace(made, reasons=reasons, checks=terms)
    later = yield from later_home(case, held)
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
        back=way_of(first.back, date, fragile=later.is_none),
        gaps=gaps,
        lessons=lessons,
        reasons=reasons,
        checks=(*checks_of(case, climbed, gaps), *terms),
        conditions=conditions_of(case, held, later),
    )


def _no_days(case: Case) -> Finding:
    if case.is_there:
        return no_dates(case.session, case.desk.calendar)
    return Finding(code="not_there", values=place_values(case))
