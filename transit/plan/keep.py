"""Keeping a chosen journey as a plan of the register, and reading it back as it was."""

import datetime as dt
from dataclasses import dataclass, replace
from enum import Enum
from typing import Any, Final

import numpy as np
from pydantic import TypeAdapter, ValidationError

from transit.errors import InputError, StoreError
from transit.model.parameters import Parameters
from transit.model.plan import Plan
from transit.model.saved_plan import (
    MOST_NAME_LETTERS,
    AreaEdition,
    Choice,
    PlanVersion,
    SavedPlan,
    Terms,
)
from transit.model.verdict import Direction
from transit.network.area import Area
from transit.plan.carry import carried
from transit.plan.choose import Choices, Option
from transit.present.journey_json import journey_as_dict
from transit.present.words import Words
from transit.route.journey import Journey, RideLeg
from transit.store.database import Store
from transit.store.plans import find_plan_for, save_plan


@dataclass(frozen=True, slots=True)
class Told:
    """The journeys of a version to their smallest step.

    Parameters
    ----------
    out, back
        The two ways.
    """

    out: Journey
    back: Journey


_TOLD: Final = TypeAdapter(Told)


class Unseen(Enum):
    """That whoever chose a journey had no plan before them to compare with."""

    AS_IT_IS = "as it is"


def keep_option(
    store: Store,
    choices: Choices,
    option: Option,
    area: Area,
    words: Words,
    parameters: Parameters,
    *,
    by: str,
    terms: Terms | None = None,
    seen: SavedPlan | Unseen | None = Unseen.AS_IT_IS,
    now: dt.datetime | None = None,
) -> SavedPlan:
    """Keep an option as a plan, or as the next version of the plan that there is.

    What trainers wrote into the version before is carried over; what no longer fits waits in it to
    be decided.

    Parameters
    ----------
    store
        The register.
    choices, option
        What was chosen, and from what.
    area
        The area it was searched in.
    words
        The language of the journey JSON.
    parameters
        Trial, fallback and review where nothing else is agreed.
    by
        Who stands for it.
    terms
        Trial, fallback and review; those of the version before, or the usual ones, when None.
    seen
        The plan as whoever chose it had it before them, None where they saw none; as it is now
        when it is not told.
    now
        The moment; that of the clock when None.

    Returns
    -------
    SavedPlan
        As it is kept.

    Raises
    ------
    InputError
        Nobody stands for it.
    StoreError
        There is no such person, or somebody else saved the plan meanwhile.
    """
    before = seen
    if isinstance(before, Unseen):
        before = find_plan_for(store, choices.person.id, choices.session.id, choices.place)
    version = version_of(
        option.plan,
        (option.out, option.back),
        area,
        words,
        choices.edition,
        _choice(choices, option),
        by=by,
        now=now,
    )
    return keep_version(
        store,
        version,
        before,
        (choices.person.id, choices.place, choices.session.id, choices.venue.id),
        terms or (before.terms if before else usual_terms(parameters, version.made_at.date())),
    )


def _choice(choices: Choices, option: Option) -> Choice:
    """What was asked, and on which legs somebody has to be along."""
    if not option.part_along:
        return choices.choice
    return replace(choices.choice, companion_legs=option.together.legs)


def keep_version(
    store: Store,
    version: PlanVersion,
    before: SavedPlan | None,
    of: tuple[str, int, str, str],
    terms: Terms,
) -> SavedPlan:
    """Keep a version after the one before it.

    Parameters
    ----------
    store
        The register.
    version
        What is kept.
    before
        The plan as it was read; None where there is none.
    of
        Person, number of the start place, session and opportunity.
    terms
        Trial, fallback and review.

    Returns
    -------
    SavedPlan
        As it is kept.

    Raises
    ------
    StoreError
        Somebody else saved the plan meanwhile.
    """
    if before is None:
        return save_plan(store, version, of, terms)
    edits = carried(before.latest.edits, before.latest.plan, version.plan)
    return save_plan(store, replace(version, edits=edits), before, terms)


def version_of(
    plan: Plan,
    journeys: tuple[Journey, Journey],
    area: Area,
    words: Words,
    edition: AreaEdition,
    choice: Choice,
    *,
    by: str,
    now: dt.datetime | None = None,
) -> PlanVersion:
    """Return a plan and its journeys as a version to keep.

    Parameters
    ----------
    plan
        The plan as built.
    journeys
        Out and back.
    area
        The area they were found in.
    words
        The language of the journey JSON.
    edition
        What the area was.
    choice
        What was asked of the journey.
    by
        Who stands for it.
    now
        The moment; that of the clock when None.

    Returns
    -------
    PlanVersion
        Without a number and without edits.

    Raises
    ------
    InputError
        Nobody stands for it.
    """
    if not by.strip() or len(by) > MOST_NAME_LETTERS:
        raise InputError("a plan needs the name of who saves it")
    out, back = (_as_json(journey, area, words) for journey in journeys)
    return PlanVersion(
        number=0,
        made_at=now or dt.datetime.now(dt.UTC),
        made_by=by,
        edition=edition,
        choice=choice,
        plan=plan,
        journeys={Direction.OUT: out, Direction.BACK: back},
        told=_TOLD.dump_json(Told(*journeys)).decode(),
    )


def journeys_of(version: PlanVersion) -> tuple[Journey, Journey]:
    """Return the journeys of a version as they were told when it was saved.

    Parameters
    ----------
    version
        The version.

    Returns
    -------
    tuple of Journey
        Out and back; numbers of edges and stops are those of the area of that time.

    Raises
    ------
    StoreError
        They are of a form that this transit cannot read.
    """
    try:
        told = _TOLD.validate_json(version.told)
    except ValidationError:
        raise StoreError(
            f"version {version.number} was saved by another transit and cannot be read; choose the "
            "journey again"
        ) from None
    return told.out, told.back


def usual_terms(parameters: Parameters, today: dt.date) -> Terms:
    """Return the trial, fallback and review that are usual.

    Parameters
    ----------
    parameters
        ``plan_trial_weeks``, ``plan_fallback``, ``plan_review_weeks``.
    today
        From which to count.

    Returns
    -------
    Terms
        Transport that is used now stays until the trial has ended.
    """
    return Terms(
        trial_weeks=int(parameters.number("plan_trial_weeks")),
        fallback=str(parameters["plan_fallback"].value),
        review_on=today + dt.timedelta(weeks=parameters.number("plan_review_weeks")),
    )


def _as_json(journey: Journey, area: Area, words: Words) -> dict[str, Any]:
    made: dict[str, Any] = dict(journey_as_dict(journey, words))
    ridden = [leg for leg in made["legs"] if leg["mode"] != "walk"]
    for leg, ride in zip(ridden, journey.rides, strict=True):
        leg["runs_on"] = [date.isoformat() for date in _runs_on(area, ride)]
    return made


def _runs_on(area: Area, ride: RideLeg) -> list[dt.date]:
    """The service dates of a trip, as its own timetable has them."""
    timetable = area.timetable
    ids = timetable.trips["trip_id"].to_list()
    rows = [row for row, trip_id in enumerate(ids) if trip_id == ride.trip_id]
    trips = np.flatnonzero(np.isin(timetable.trip_row, rows))
    if not trips.size:
        return []
    days = timetable.active[np.unique(timetable.trip_service[trips])].any(axis=0)
    first = timetable.first_date
    return [first + dt.timedelta(days=int(day)) for day in np.flatnonzero(days)]
