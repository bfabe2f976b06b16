"""People in tables."""

import uuid
from typing import Any, Final

from transit.model.abilities import Ability, Lessons, Level
from transit.model.limits import Limits
from transit.model.people import (
    Attendance,
    Companion,
    Needs,
    Pass,
    Person,
    StartPlace,
)
from transit.model.positions import Position
from transit.read.register.columns_time import Hours
from transit.store.aggregate import Aggregate, Row, Rows
from transit.store.people_tables import (
    AbilityTable,
    AttendanceTable,
    PersonTable,
    StartPlaceTable,
)

_HOURS: Final = Hours("")
_LIMITS: Final = tuple(Limits.__dataclass_fields__)
_NEEDS: Final = tuple(Needs.__dataclass_fields__)


def position_cells(at: Position) -> Row:
    """Return a position's columns.

    Parameters
    ----------
    at
        The position.

    Returns
    -------
    dict
        Values by column.
    """
    return {
        "lat": at.lat,
        "lon": at.lon,
        "precision_m": at.precision_m,
        "origin": at.origin,
        "postcode": at.postcode,
    }


def position_of(row: Any) -> Position:
    """Return the position that a row holds.

    Parameters
    ----------
    row
        Row of a table with a position's columns.

    Returns
    -------
    Position
        The position.
    """
    return Position(row.lat, row.lon, row.precision_m, row.origin, row.postcode)


def _new_token() -> Row:
    return {"token": uuid.uuid4().hex}


def _rows(person: Person) -> Rows:
    root = {
        "id": person.id,
        "cohort": person.cohort,
        "age_band": person.age_band,
        "profile": person.profile,
        "mode_now": person.mode_now,
        "pass_held": person.pass_.held,
        "pass_from_s": person.pass_.from_s,
        "pass_to_s": person.pass_.to_s,
        "pays_fares": person.pass_.pays_fares,
        "companion_kind": person.companion.kind,
        "companion_days": person.companion.days,
        "companion_travels_free": person.companion.travels_free,
        "companion_hour_pence": person.companion.hour_pence,
        "carer_home": _HOURS.text(person.carer_home),
        **{name: getattr(person.limits, name) for name in _LIMITS},
        **{f"needs_{name}": getattr(person.needs, name) for name in _NEEDS},
    }
    return {
        PersonTable: [root],
        StartPlaceTable: [
            {
                "person_id": person.id,
                "number": number,
                "kind": place.kind,
                "days": place.days,
                **position_cells(place.at),
            }
            for number, place in enumerate(person.places)
        ],
        AttendanceTable: [
            {
                "person_id": person.id,
                "number": number,
                "opportunity_id": goes.opportunity,
                "session_id": goes.session,
                "days": goes.days,
                "days_a_week": goes.days_a_week,
                "mode": goes.mode,
            }
            for number, goes in enumerate(person.attends)
        ],
        AbilityTable: [_ability_row(person.id, ability) for ability in person.abilities],
    }


def _ability_row(person_id: str, ability: Ability) -> Row:
    return {
        "person_id": person_id,
        "skill": ability.skill,
        "level": None if ability.level is None else int(ability.level),
        "assessed_by": ability.assessed_by,
        "assessed_on": ability.assessed_on,
        "trainable": ability.trainable,
        "lessons_low": ability.lessons.low if ability.lessons else None,
        "lessons_high": ability.lessons.high if ability.lessons else None,
    }


def _person(row: Any, places: list[Any], attends: list[Any], abilities: list[Any]) -> Person:
    return Person(
        id=row.id,
        places=tuple(StartPlace(each.kind, position_of(each), each.days) for each in places),
        profile=row.profile,
        cohort=row.cohort,
        age_band=row.age_band,
        limits=Limits(**{name: getattr(row, name) for name in _LIMITS}),
        needs=Needs(**{name: getattr(row, f"needs_{name}") for name in _NEEDS}),
        pass_=Pass(row.pass_held, row.pass_from_s, row.pass_to_s, row.pays_fares),
        companion=Companion(
            row.companion_kind,
            row.companion_days,
            row.companion_travels_free,
            row.companion_hour_pence,
        ),
        carer_home=_HOURS.parse(row.carer_home) if row.carer_home else (),
        mode_now=row.mode_now,
        attends=tuple(
            Attendance(each.opportunity_id, each.session_id, each.days, each.days_a_week, each.mode)
            for each in attends
        ),
        abilities=tuple(map(_ability, abilities)),
    )


def _ability(row: Any) -> Ability:
    return Ability(
        skill=row.skill,
        level=None if row.level is None else Level(row.level),
        assessed_by=row.assessed_by,
        assessed_on=row.assessed_on,
        trainable=row.trainable,
        lessons=None if row.lessons_low is None else Lessons(row.lessons_low, row.lessons_high),
    )


PEOPLE: Final = Aggregate(
    PersonTable,
    {StartPlaceTable: "person_id", AttendanceTable: "person_id", AbilityTable: "person_id"},
    _rows,
    _person,
    _new_token,
)
"""How people lie in tables. Abilities are in the order of their skills' names."""
