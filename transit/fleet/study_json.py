"""A study as plain values: what is about no one person, and a row for each person apart."""

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from pydantic import TypeAdapter, ValidationError

from transit.errors import InputError
from transit.fleet.study import RiderRow, Study

_STUDY: Final = TypeAdapter(Study)
_ROW: Final = TypeAdapter(RiderRow)


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
        JSON without its riders.
    dict
        JSON of each rider, by id.
    """
    whole = _STUDY.dump_json(replace(study, riders=())).decode()
    return whole, {each.person: _ROW.dump_json(each).decode() for each in study.riders}


def read_study(whole: str, riders: Mapping[str, str]) -> Study:
    """Read a study that was written.

    Parameters
    ----------
    whole, riders
        As :func:`write_study` gives them; riders may be fewer by now.

    Returns
    -------
    Study
        The study, riders in the order of ids.

    Raises
    ------
    InputError
        It was written by another version of this program, or it is damaged.
    """
    try:
        study = _STUDY.validate_python(json.loads(whole))
        rows = tuple(_ROW.validate_json(riders[person]) for person in sorted(riders))
    except (ValidationError, ValueError) as fault:
        raise InputError("this was saved by another version; work it out again") from fault
    return replace(study, riders=rows)
