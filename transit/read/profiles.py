"""Profile files: how someone travels, every value with unit, source, date and confidence."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, get_args, get_type_hints

from transit.errors import InputError
from transit.model.parameters import Parameter
from transit.model.profile import Profile, Weights
from transit.model.riding import Hours, Riding
from transit.model.streets import CrossingKind, RoadClass, Traffic
from transit.read.parameters import read_toml
from transit.resources import data_dir

_VALUE_FIELDS = {"value", "unit", "source", "date", "confidence"}
_MOST_BASES = 5
"""How often a profile may build on another that builds on another."""


@dataclass(frozen=True, slots=True)
class SourcedProfile:
    """A profile with where each of its values comes from.

    Parameters
    ----------
    profile
        The profile.
    values
        Its values by field, e.g. ``speed_m_s``, ``crossings.zebra``, ``weights.change_s``,
        ``riding.longest_ride_s``.
    """

    profile: Profile
    values: Mapping[str, Parameter]


def read_profile(name_or_path: str | Path) -> Profile:
    """Read a ready profile by name, or one from a file.

    Parameters
    ----------
    name_or_path
        Name of a shipped profile, or a path that ends in ``.toml``.

    Returns
    -------
    Profile
        The profile.

    Raises
    ------
    InputError
        There is none, or a field is missing, unknown or impossible.
    """
    return read_sourced_profile(name_or_path).profile


def list_profiles() -> tuple[Profile, ...]:
    """Return the ready profiles.

    Returns
    -------
    tuple of Profile
        All of them, by name.
    """
    return tuple(read_profile(name) for name in profile_names())


def read_sourced_profile(name_or_path: str | Path) -> SourcedProfile:
    """Read a profile with where its values come from.

    Parameters
    ----------
    name_or_path
        Name of a shipped profile, or a path that ends in ``.toml``.

    Returns
    -------
    SourcedProfile
        The profile and its values' sources.

    Raises
    ------
    InputError
        There is none, or a field is missing, unknown or impossible.
    """
    path = _path(name_or_path)
    label, values = _read(path, 0)
    return SourcedProfile(make_profile(path.stem, label, values, path.name), values)


def profile_names() -> list[str]:
    """Return the names of all ready profiles.

    Returns
    -------
    list of str
        In the order of the alphabet.
    """
    return sorted(path.stem for path in (data_dir() / "profiles").glob("*.toml"))


def _path(name_or_path: str | Path) -> Path:
    if str(name_or_path).endswith(".toml"):
        return Path(name_or_path)
    if name_or_path not in profile_names():
        raise InputError(
            f"there is no profile {str(name_or_path)!r}; "
            f"ready profiles are {', '.join(profile_names())}, or name a .toml file"
        )
    return data_dir() / "profiles" / f"{name_or_path}.toml"


def _read(path: Path, depth: int) -> tuple[str, dict[str, Parameter]]:
    """Read a file's label and values, those of the profile that it extends first."""
    tables = read_toml(path)
    label, base = tables.pop("label", None), tables.pop("extends", None)
    if not isinstance(label, str) or not label.strip():
        raise InputError(f"{path.name}: label is missing; say in plain words who this is")
    values: dict[str, Parameter] = {}
    if base is not None:
        if depth == _MOST_BASES or base not in profile_names():
            raise InputError(f"{path.name}: extends is {base!r}, expected a ready profile's name")
        values = _read(_path(base), depth + 1)[1]
    return label, {**values, **parse_values(tables, path.name)}


def parse_values(tables: Mapping[str, Any], file: str, above: str = "") -> dict[str, Parameter]:
    """Return a profile file's values by dotted name.

    Parameters
    ----------
    tables
        Content of the file, or of a table in it.
    file
        Its name, for messages.
    above
        Dotted name of the table that holds these.

    Returns
    -------
    dict of str to Parameter
        E.g. ``crossings.zebra``.

    Raises
    ------
    InputError
        A table lacks value, unit, source, date or confidence, or has something else.
    """
    made: dict[str, Parameter] = {}
    for key, table in tables.items():
        name = f"{above}{key}"
        if not isinstance(table, Mapping):
            raise InputError(
                f"{file}: {name} must be a table with {', '.join(sorted(_VALUE_FIELDS))}"
            )
        if "value" not in table:
            made.update(parse_values(table, file, f"{name}."))
            continue
        if set(table) != _VALUE_FIELDS:
            raise InputError(
                f"{file}: [{name}] must have exactly the fields {', '.join(sorted(_VALUE_FIELDS))}"
            )
        try:
            made[name] = Parameter(name=name, **table)
        except InputError as fault:
            raise InputError(f"{file}: {fault}") from fault
    return made


def make_profile(name: str, label: str, values: Mapping[str, Parameter], file: str) -> Profile:
    """Return a profile of its values.

    Parameters
    ----------
    name
        Short name.
    label
        Name in plain words.
    values
        Values by dotted name.
    file
        File they come from, for messages.

    Returns
    -------
    Profile
        The profile.

    Raises
    ------
    InputError
        A field is unknown, missing, of another type or out of range.
    """
    own: dict[str, Any] = {}
    weights: dict[str, Any] = {}
    riding: dict[str, Any] = {}
    crossings: dict[CrossingKind, Traffic] = {}
    prices = dict(Weights().crossing_s)
    for dotted, parameter in values.items():
        parts = dotted.split(".")
        value = parameter.value
        if parts[0] == "crossings" and len(parts) == 2:
            kind = _member(CrossingKind, parts[1], file, dotted)
            crossings[kind] = _member(Traffic, value, file, dotted)
        elif parts[:2] == ["weights", "crossing_s"] and len(parts) == 3:
            price = _typed(value, int, file, dotted)
            prices[_member(Traffic, parts[2], file, dotted)] = price
        elif parts[0] == "weights" and len(parts) == 2:
            weights[parts[1]] = _field(Weights, parts[1], value, file, dotted)
        elif parts[0] == "riding" and len(parts) == 2:
            riding[parts[1]] = _riding_field(parts[1], value, file, dotted)
        elif dotted == "walks_on":
            roads = _words(value, file, dotted)
            own[dotted] = tuple(_member(RoadClass, road, file, dotted) for road in roads)
        elif len(parts) == 1:
            own[dotted] = _field(Profile, dotted, value, file, dotted)
        else:
            raise InputError(f"{file}: {dotted} is not a field of a profile")
    try:
        return Profile(
            name=name,
            label=label,
            crossings=crossings,
            weights=Weights(**weights, crossing_s=prices),
            riding=Riding(**riding),
            **own,
        )
    except TypeError as fault:
        needed = {field.name for field in fields(Profile)} - {"name", "label", "weights", "riding"}
        missing = [field for field in sorted(needed) if f"'{field}'" in str(fault)]
        raise InputError(f"{file}: {', '.join(missing)} must be given") from fault
    except InputError as fault:
        raise InputError(f"{file}: {fault}") from fault


def _field(record: type, name: str, value: Any, file: str, dotted: str) -> Any:
    hints = get_type_hints(record)
    if name not in hints or name in _NOT_PLAIN:
        raise InputError(f"{file}: {dotted} is not a field of a profile")
    kinds = [kind for kind in get_args(hints[name]) or (hints[name],) if kind is not type(None)]
    return _typed(value, kinds[0], file, dotted)


_NOT_PLAIN = {"name", "label", "crossings", "weights", "crossing_s", "walks_on", "riding"}
"""Fields that are no single number, word or yes."""


def _riding_field(name: str, value: Any, file: str, dotted: str) -> Any:
    if name == "board_within":
        return _hours(value, file, dotted)
    if name == "not_within":
        return tuple(_hours(band, file, dotted) for band in _words(value, file, dotted))
    return _field(Riding, name, value, file, dotted)


def _hours(value: Any, file: str, dotted: str) -> Hours:
    """Read e.g. ``09:30-23:00``; hours beyond 24 belong to the next day."""
    parts = _HOURS.fullmatch(value) if isinstance(value, str) else None
    if parts is None:
        raise InputError(f"{file}: {dotted}: {value!r} is no time span such as 09:30-23:00")
    begin, begin_min, end, end_min = map(int, parts.groups())
    return 3600 * begin + 60 * begin_min, 3600 * end + 60 * end_min


_HOURS = re.compile(r"([0-4]?\d):([0-5]\d)-([0-4]?\d):([0-5]\d)")


def _words(value: Any, file: str, dotted: str) -> list[Any]:
    if not isinstance(value, list):
        raise InputError(f"{file}: {dotted} is {value!r}, expected a list of words")
    return value


def _typed(value: Any, kind: type, file: str, dotted: str) -> Any:
    accepted = (int, float) if kind is float else (kind,)
    if isinstance(value, bool) != (kind is bool) or not isinstance(value, accepted):
        raise InputError(f"{file}: {dotted} is {value!r}, expected {_NAMES[kind]}")
    return kind(value)


_NAMES = {int: "a whole number", float: "a number", bool: "true or false", str: "a word"}


_NO_CHOICE = {CrossingKind: "NOT_A_CROSSING", RoadClass: "NONE"}
"""What stands for there being none."""


def _member(words: Any, word: Any, file: str, dotted: str) -> Any:
    names = [member.name.lower() for member in words if member.name != _NO_CHOICE.get(words)]
    if not isinstance(word, str) or word not in names:
        raise InputError(f"{file}: {dotted}: {word!r} is none of {', '.join(names)}")
    return words[word.upper()]
