"""The gap: what people reach, against somebody without impairments at the same place and time.

References
----------
Grise, E., Boisjoly, G., Maguire, M., El-Geneidy, A.: Elevating access: Comparing accessibility to
jobs by public transport for individuals with and without a physical disability. Transportation
Research Part A 125 (2019) 280-293.
"""

import datetime as dt
from collections.abc import Iterable
from typing import Final

import polars as pl

from transit.equity.reach import ALL_KINDS, Level
from transit.model.abilities import Ability
from transit.model.abilities import Level as SkillLevel
from transit.model.fact import State
from transit.model.limits import Limits
from transit.model.people import Companion, CompanionKind, Needs, Pass, Person, StartPlace

_BY: Final = "for comparison"
_ON: Final = dt.date.min
"""Nobody assessed somebody who is made up; a level wants both."""


def without_limits(number: str, home: StartPlace, skills: Iterable[str], profile: str) -> Person:
    """Return somebody who can do everything and pays the fare, setting out from a home.

    Parameters
    ----------
    number
        What to call them.
    home
        Where they start from.
    skills
        All skills of the catalogue.
    profile
        Name of the ready profile that they walk by.

    Returns
    -------
    Person
        Alone, able, with nothing unknown.
    """
    nothing = dict.fromkeys(Needs.__dataclass_fields__, State.NO)
    return Person(
        id=number,
        places=(StartPlace(home.kind, home.at),),
        profile=profile,
        limits=Limits(
            chair=State.NO,
            out_after_dark=State.YES,
            bears_noise=State.YES,
            bears_crowds=State.YES,
        ),
        needs=Needs(**nothing),
        pass_=Pass(held=State.NO, pays_fares=State.YES),
        companion=Companion(CompanionKind.NONE),
        abilities=tuple(
            Ability(skill=skill, level=SkillLevel.ALONE, assessed_by=_BY, assessed_on=_ON)
            for skill in sorted(skills)
        ),
    )


def gap_places(places: pl.DataFrame, reference: pl.DataFrame) -> pl.DataFrame:
    """Put what people reach beside what somebody without impairments would.

    Parameters
    ----------
    places
        As :func:`~transit.equity.reach.count_places`, of people.
    reference
        The same of who has no limits, under the same ids: on the level now.

    Returns
    -------
    DataFrame
        ``person``, ``band``, ``level``, ``minutes``, ``places``, ``reference``: all kinds of
        places together.
    """
    keys = ["person", "band", "minutes"]
    own = reference.filter(kind=ALL_KINDS, level=Level.NOW.value)
    return (
        places.filter(kind=ALL_KINDS)
        .join(own.select(*keys, reference="places"), on=keys, how="left")
        .select("person", "band", "level", "minutes", "places", pl.col("reference").fill_null(0))
        .sort("person", "band", "level", "minutes")
    )
