"""The words for how somebody travels: on foot, or in a wheelchair."""

from transit.present.words import Words
from transit.route.journey import Journey


def as_travelled(words: Words, journey: Journey) -> Words:
    """Return the words for how a journey is made.

    Parameters
    ----------
    words
        The language.
    journey
        The journey.

    Returns
    -------
    Words
        Those for a wheelchair where it is made in one; else the same.
    """
    return words.on_wheels() if journey.wheels else words
