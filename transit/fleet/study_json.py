"""A study as plain values: what is about no one person, and a row for each person apart."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from pydantic import TypeAdapter, ValidationError

from transit.errors import InputError
from transit.fleet.study import LostRow, RiderRow, Study


@dataclass(frozen=True, slots=True)
class _AboutOne:
    """What a study says of one person."""

    rider: RiderRow | None = None
    lost: tuple[LostRow, ...] = ()


_STUDY: Final = TypeAdapter(Study)
_ONE: Final = TypeAdapter(_AboutOne)


def study_json(study: Study) -> dict[str, Any]:
    """Return a study as plain values, for JSON.

    Parameters
    ----------
    study
        The study.

    Returns
    -------
    dict
        Amounts in pence; people under their ids.
    """
    return dict(_STUDY.dump_python(study, mode="json"))


def write_study(study: Study) -> tuple[str, dict[str, str]]:
    """Write a study so that everything about a person can be erased with them.

    Parameters
    ----------
    study
        The study.

    Returns
    -------
    str
        JSON without anything about one person.
    dict
        JSON of what is about each person, by id.
    """
    whole = _STUDY.dump_json(replace(study, riders=(), lost=())).decode()
    riders = {each.person: each for each in study.riders}
    made = {}
    for person in sorted(riders.keys() | {each.person for each in study.lost}):
        lost = tuple(each for each in study.lost if each.person == person)
        made[person] = _ONE.dump_json(_AboutOne(riders.get(person), lost)).decode()
    return whole, made


def read_study(whole: str, people: Mapping[str, str]) -> Study:
    """Read a study that was written.

    Parameters
    ----------
    whole, people
        As :func:`write_study` gives them; people may be fewer by now.

    Returns
    -------
    Study
        The study, people in the order of their ids.

    Raises
    ------
    InputError
        It was written by another version of this program, or it is damaged.
    """
    try:
        study = _STUDY.validate_python(json.loads(whole))
        rows = [_ONE.validate_json(people[person]) for person in sorted(people)]
    except (ValidationError, ValueError) as fault:
        raise InputError("this was saved by another version; work it out again") from fault
    return replace(
        study,
        riders=tuple(each.rider for each in rows if each.rider),
        lost=tuple(lost for each in rows for lost in each.lost),
    )
