"""What coverage is called in plain words, from ``data/coverage``."""

from collections.abc import Mapping
from functools import cache

from transit.read.parameters import read_toml
from transit.resources import data_dir


def grouping_word(grouping: str) -> str:
    """Return what a grouping is called.

    Parameters
    ----------
    grouping
        Its name.

    Returns
    -------
    str
        Its words; the name without underscores where there are none.
    """
    return _words()["grouping"].get(grouping, grouping.replace("_", " ").capitalize())


def level_word(level: str) -> str:
    """Return what a level of reach is called.

    Parameters
    ----------
    level
        Its name.

    Returns
    -------
    str
        Its words.
    """
    return _words()["level"][level]


def held_back_word(kind: str, detail: str) -> str:
    """Return what holds people back at a place.

    Parameters
    ----------
    kind, detail
        The demand.

    Returns
    -------
    str
        In words, such as "crossing where there is no crossing".
    """
    words = _words()["held_back"]
    return words.get(f"{kind}_{detail}") or words.get(kind) or words["other"]


@cache
def _words() -> Mapping[str, Mapping[str, str]]:
    return read_toml(data_dir() / "coverage" / "words.toml")
