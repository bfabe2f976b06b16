"""The words of what becomes of plans, with those of printed plans."""

from typing import Any

from transit.read.parameters import read_toml
from transit.read.printing import read_print_words
from transit.resources import data_dir


def read_watch_words(language: str = "en") -> dict[str, dict[str, Any]]:
    """Read the words of what becomes of plans, those of printed plans and of journeys included.

    Parameters
    ----------
    language
        Name of the files in data/words, data/print and data/watch.

    Returns
    -------
    dict
        Tables of templates.
    """
    return {**read_print_words(language), **read_toml(data_dir() / "watch" / f"{language}.toml")}
