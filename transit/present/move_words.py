"""What sessions at other times come to, in plain sentences and rows."""

from collections.abc import Iterable
from typing import Final

from transit.fleet.study import LostRow, MoveRow
from transit.model.clock import clock_text
from transit.present.fleet_words import verdict_word


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
    return [_move_sentence(each) for each in moves]


def _move_sentence(move: MoveRow) -> str:
    times = f"{clock_text(move.start_s)} to {clock_text(move.end_s)}"
    if not move.is_judged:
        return (
            f"Session {move.session} at {times}: verdicts at these times could not be worked out, "
            "so that nobody who goes there is counted among those who could leave."
        )
    return (
        f"Session {move.session} at {times}: of the {move.people} who go there, "
        f"{move.alone_before} could travel alone, now or after training, at the old times and "
        f"{move.alone_after} at these."
    )


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
