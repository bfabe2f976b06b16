"""How long a look at switching takes, in words: told before it begins."""

from collections.abc import Iterable
from typing import Final

from transit.present.words import english

_MINUTE_S: Final = 60
_WORTH_LESS_S: Final = 2 * _MINUTE_S
"""From how long on it is worth telling what a smaller look takes."""


def expected_sentences(
    whole_s: float,
    smaller: Iterable[tuple[str, float]],
    *,
    workers: int,
    searched_before: bool,
) -> list[str]:
    """Say how long a look is expected to take.

    Parameters
    ----------
    whole_s
        As it is asked, seconds.
    smaller
        The same with less asked: which option is left out, and seconds.
    workers
        Processes.
    searched_before
        Whether searches of this register are kept.

    Returns
    -------
    list of str
        One sentence or more.
    """
    processes = "1 process" if workers == 1 else f"{workers} processes"
    said = [
        f"Searching takes {about(whole_s)} with {processes}, where nothing else keeps this "
        "computer busy. It may be stopped at any time, and goes on where it was."
    ]
    less = [f"{name} {about(seconds)}" for name, seconds in smaller]
    if less and whole_s >= _WORTH_LESS_S:
        said.append(f"Smaller looks: {', '.join(less)}.")
    if searched_before:
        said.append("What was found before is taken again where nothing has changed: then less.")
    return said


def about(seconds: float) -> str:
    """Return a duration that nobody knows exactly.

    Parameters
    ----------
    seconds
        The duration.

    Returns
    -------
    str
        E.g. "about 4 minutes".
    """
    if seconds < _MINUTE_S:
        return "less than a minute"
    return f"about {english().duration(seconds)}"
