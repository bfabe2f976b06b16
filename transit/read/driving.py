"""The rules for driving, as data/rules/driving.toml states them."""

import datetime as dt
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from transit.errors import InputError
from transit.model.driving import DrivenClass, DrivingRules, TrafficHours
from transit.model.parameters import CONFIDENCES
from transit.model.streets import RoadClass
from transit.model.weekdays import Weekday
from transit.read.parameters import read_toml
from transit.resources import data_dir

_Positive = Annotated[float, Field(gt=0, le=10, allow_inf_nan=False)]


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class _Class(_Table):
    road: str
    default_mph: Annotated[int, Field(ge=1, le=100)]
    share_of_limit: _Positive


class _Access(_Table):
    keys: Annotated[list[str], Field(min_length=1)]
    no: list[str]


class _Barriers(_Table):
    closed: list[str]
    opened_by: list[str]


class _Traffic(_Table):
    name: str
    days: list[str]
    hours: Annotated[tuple[dt.time, dt.time] | None, Field(strict=False)] = None
    factor: Annotated[float, Field(ge=1, le=10, allow_inf_nan=False)]


class _File(_Table):
    source: str
    date: str
    confidence: str
    class_: Annotated[dict[str, _Class], Field(alias="class", min_length=1)]
    access: _Access
    barriers: _Barriers
    traffic: list[_Traffic] = []


def read_driving_rules(file: Path | None = None) -> DrivingRules:
    """Read where vehicles may drive and how fast.

    Parameters
    ----------
    file
        A council's own file; the shipped one when None.

    Returns
    -------
    DrivingRules
        The rules.

    Raises
    ------
    InputError
        The file is missing, is not TOML, lacks a field, has an unknown one or a value that makes no
        sense.
    """
    path = file or data_dir() / "rules" / "driving.toml"
    try:
        table = _File.model_validate(read_toml(path))
    except ValidationError as fault:
        first = fault.errors()[0]
        field = ".".join(str(part) for part in first["loc"])
        raise InputError(f"{path.name}: {field}: {first['msg']}; correct it there") from None
    if table.confidence not in CONFIDENCES:
        raise InputError(
            f"{path.name}: confidence is {table.confidence!r}, expected one of "
            f"{', '.join(CONFIDENCES)}"
        )
    return DrivingRules(
        classes={name: _class(name, row, path.name) for name, row in table.class_.items()},
        access_keys=tuple(table.access.keys),
        access_no=frozenset(table.access.no),
        closed_barriers=frozenset(table.barriers.closed),
        opened_by=frozenset(table.barriers.opened_by),
        traffic=tuple(_hours(row, path.name) for row in table.traffic),
        source=table.source,
        date=table.date,
        confidence=table.confidence,
    )


def _class(name: str, row: _Class, file: str) -> DrivenClass:
    return DrivenClass(
        road=_named(RoadClass, row.road, f"{file}: class.{name}.road"),
        default_mph=row.default_mph,
        share_of_limit=row.share_of_limit,
    )


def _hours(row: _Traffic, file: str) -> TrafficHours:
    where = f"{file}: traffic {row.name!r}"
    days = frozenset(_named(Weekday, day.upper(), f"{where}: days") for day in row.days)
    if row.hours is None:
        return TrafficHours(name=row.name, days=days, hours=None, factor=row.factor)
    first, end = row.hours
    if first >= end:
        raise InputError(f"{where}: ends at {end}, not after it begins at {first}")
    hours = (_seconds(first), _seconds(end))
    return TrafficHours(name=row.name, days=days, hours=hours, factor=row.factor)


def _seconds(time: dt.time) -> int:
    return time.hour * 3600 + time.minute * 60 + time.second


def _named(kind: Any, name: str, where: str) -> Any:
    try:
        return kind[name]
    except KeyError:
        names = ", ".join(each.name for each in kind)
        raise InputError(f"{where}: {name!r} is not known, expected one of {names}") from None
