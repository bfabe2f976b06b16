"""What sessions at other times come to, in plain sentences and rows."""

from collections.abc import Iterable
from typing import Final

from transit.fleet.study import LostRow, MoveRow
from transit.present.fleet_words import verdict_word
from transit.read.register.columns_time import clock


def move_sentences(moves: Iterable[MoveRow]) -> list[str]:
    """Tell what is known of sessions at other times.

    Parameters
    ----------
    moves
        The sessions.

    Returns
    -------
    list of str
        One sentence for each.
    """
    return [
        f"Session {each.session} at {clock(each.start_s)} to {clock(each.end_s)}: of "
        f"the {each.people} who go there, {each.alone_before} could travel alone, now or after "
        f"training, at the old times and {each.alone_after} at these."
        if each.is_judged
        else f"Session {each.session} at {clock(each.start_s)} to {clock(each.end_s)}: verdicts "
        "at these times could not be worked out, so that nobody who goes there is counted among "
        "those who could leave."
        for each in moves
    ]


_WAYS: Final = {"back": "home", "out": "there", "": ""}


def lost_rows(lost: Iterable[LostRow]) -> list[tuple[str, ...]]:
    """Return who could do less by themselves at a session's new times, or be at one less.

    Parameters
    ----------
    lost
        Who.

    Returns
    -------
    list of tuple of str
        Person, session, verdict before and after, the journey at fault, whether they ride today.
    """
    return [
        (
            each.person,
            each.session,
            *_before_and_after(each),
            _WAYS[each.way],
            "yes" if each.rides else "no",
        )
        for each in lost
    ]


def _before_and_after(lost: LostRow) -> tuple[str, str]:
    if lost.overlaps:
        return f"Also goes to {lost.overlaps}", f"At the same time as {lost.overlaps}"
    return verdict_word(lost.before), verdict_word(lost.after)


def lost_sentences(lost: Iterable[LostRow]) -> list[str]:
    """Tell for whom the new times of a session are worse.

    Parameters
    ----------
    lost
        Who.

    Returns
    -------
    list of str
        A sentence for those who could do less by themselves, and one for those who cannot be at
        both of two sessions.
    """
    rows = list(lost)
    less = ", ".join(sorted({each.person for each in rows if not each.overlaps}))
    twice = ", ".join(sorted({each.person for each in rows if each.overlaps}))
    said = []
    if less:
        said.append(f"At the new times these could do less by themselves: {less}. Ask them first.")
    if twice:
        said.append(
            f"At the new times these would have two sessions at once: {twice}. They are in neither "
            "of the years compared, but for today's own runs. Ask them first."
        )
    return said
