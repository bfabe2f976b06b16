"""What is told as a landmark, as data/rules/landmarks.toml states it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from transit.errors import InputError
from transit.read.parameters import read_toml
from transit.resources import data_dir

ANY: Final = "*"
"""Stands for any value but "no"."""


@dataclass(frozen=True, slots=True)
class LandmarkKind:
    """One kind of landmark.

    Parameters
    ----------
    name
        What it is called in the words.
    tags
        Sets of tags, one of which something of this kind has.
    by_name
        Known by what is written on it; False where it is known by what it is.
    reach_m
        How far from the walker it is told, metres.
    """

    name: str
    tags: tuple[Mapping[str, str], ...]
    by_name: bool
    reach_m: float


@dataclass(frozen=True, slots=True)
class LandmarkRules:
    """What is told as a landmark.

    Parameters
    ----------
    kinds
        Most telling first.
    hidden
        Values of tags with which something is not seen from the street.
    levels
        Floors with a front to the street.
    frontless
        Values of ``shop`` that have none.
    unseen
        Matches names that nobody sees written on a thing.
    keys
        Keys of tags, of which every landmark has one.
    """

    kinds: tuple[LandmarkKind, ...]
    hidden: Mapping[str, frozenset[str]]
    levels: frozenset[str]
    frontless: frozenset[str]
    unseen: re.Pattern[str]
    keys: frozenset[str]

    def kind_of(self, tags: Mapping[str, str]) -> LandmarkKind | None:
        """Return what kind of landmark something is.

        Parameters
        ----------
        tags
            Its tags.

        Returns
        -------
        LandmarkKind or None
            The most telling; None where it is no landmark.
        """
        # Most of a map is none: houses, bends, trees.
        if not any(key in tags for key in self.keys):
            return None
        if any(tags.get(key) in values for key, values in self.hidden.items()):
            return None
        if tags.get("level", "") not in self.levels or tags.get("shop") in self.frontless:
            return None
        for kind in self.kinds:
            if any(_all_there(tags, wanted) for wanted in kind.tags):
                return kind if not kind.by_name or self._is_written(tags) else None
        return None

    def _is_written(self, tags: Mapping[str, str]) -> bool:
        name = tags.get("name", "").strip().lower()
        return name != "" and self.unseen.search(name) is None


def _all_there(tags: Mapping[str, str], wanted: Mapping[str, str]) -> bool:
    return all(
        tags.get(key, "no") != "no" if value == ANY else tags.get(key) == value
        for key, value in wanted.items()
    )


@cache
def read_landmark_rules() -> LandmarkRules:
    """Read the rules that ship with the package.

    Returns
    -------
    LandmarkRules
        Read once.

    Raises
    ------
    InputError
        A rule lacks a field.
    """
    path = data_dir() / "rules" / "landmarks.toml"
    return parse_landmark_rules(read_toml(path), path.name)


def parse_landmark_rules(tables: dict[str, Any], file: str) -> LandmarkRules:
    """Make rules of a TOML file's tables.

    Parameters
    ----------
    tables
        The file's content.
    file
        Its name, for messages.

    Returns
    -------
    LandmarkRules
        The rules.

    Raises
    ------
    InputError
        A rule lacks a field, or is known by neither kind nor name.
    """
    try:
        table = tables["table"]
        kinds = tuple(_kind(row, file) for row in tables["kind"])
        return LandmarkRules(
            kinds,
            {str(key): frozenset(values) for key, values in table["hidden"].items()},
            frozenset(table["levels"]),
            frozenset(table["shops_without_front"]),
            re.compile(table["unseen_names"]),
            frozenset(key for kind in kinds for wanted in kind.tags for key in wanted),
        )
    except (KeyError, TypeError, AttributeError, re.error) as fault:
        raise InputError(f"{file}: a table or field is missing ({fault})") from fault


def _kind(row: Mapping[str, Any], file: str) -> LandmarkKind:
    if row["known_by"] not in ("kind", "name"):
        raise InputError(
            f"{file}: {row['name']} is known by {row['known_by']!r}; expected kind or name"
        )
    tags = tuple({str(key): str(value) for key, value in each.items()} for each in row["tags"])
    return LandmarkKind(str(row["name"]), tags, row["known_by"] == "name", float(row["reach_m"]))
