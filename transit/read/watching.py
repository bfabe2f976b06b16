"""The words of what becomes of plans, with those of printed plans."""

from typing import Any

from transit.read.parameters import read_toml
from transit.read.printing import LANGUAGE, read_print_words
from transit.resources import data_dir


def read_watch_words(language: str = LANGUAGE) -> dict[str, dict[str, Any]]:
    """Read the words of what becomes of plans, those of printed plans and of journeys included.

    Parameters
    ----------
    language
        Name of the files in data/words, data/print and data/watch.

    Returns
    -------
    dict
        Tables of templates; those that only staff read are English where a language has not its
        own.

    Raises
    ------
    InputError
        There is no such language.
    """
    folder, shared = data_dir() / "watch", read_print_words(language)
    own = read_toml(folder / f"{language}.toml")
    return {**read_toml(folder / f"{LANGUAGE}.toml"), **shared, **own}
