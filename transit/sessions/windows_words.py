"""A choice of windows in words, rows and plain values."""

from collections.abc import Callable, Iterator
from typing import Any, Final

from transit.model.clock import clock_text
from transit.model.weekdays import DAY_NAMES
from transit.sessions.swept import Window
from transit.sessions.windows import Aim, Reached, WindowChoice
from transit.sessions.windows_told import Served, WindowsTold

_NEAR: Final = 0.05
_AMONG: Final = {
    Aim.SERVED: "",
    Aim.GOING_NOWHERE: " that serves as many",
    Aim.CHANGE: " that does as well by both",
}
_AIMS: Final = {
    Aim.SERVED: "people served",
    Aim.GOING_NOWHERE: "of them with no other session",
    Aim.CHANGE: "minutes of change for those who come today",
}


def when(window: Window) -> str:
    """Say when a window is.

    Parameters
    ----------
    window
        The window.

    Returns
    -------
    str
        E.g. ``Monday 10:00 to 15:00``.
    """
    return f"{DAY_NAMES[window.day]} {clock_text(window.start_s)} to {clock_text(window.end_s)}"


def window_rows(told: WindowsTold) -> Iterator[tuple[str | int, ...]]:
    """Yield a row for each window.

    Parameters
    ----------
    told
        What a choice means.

    Yields
    ------
    tuple
        When, whether it is held today, people, and people by rung from now to door to door.
    """
    for each in told.windows:
        yield (
            when(each.window),
            "as today" if each.is_today else "new",
            each.people,
            each.now,
            each.training,
            each.companion,
            each.door_to_door,
        )


def served_sentences(told: WindowsTold, people: int) -> Iterator[str]:
    """Say whom a choice serves, beside today's windows.

    Parameters
    ----------
    told
        What a choice means.
    people
        How many people count.

    Yields
    ------
    str
        Sentences; nobody is named.
    """
    yield (
        f"{told.after.whole} of {people} people would get all the sessions they need, and "
        f"{told.after.part} some of them: {told.after.visits} visits a week in "
        f"{_windows(told.after)}."
    )
    yield (
        f"From today's {_windows(told.before)}, if everybody came who could, {told.before.whole} "
        f"would get all, {told.before.part} some: {told.before.visits} visits."
    )
    yield (f"{len(told.gain)} would come more often than to today's, {len(told.lose)} less often.")


def hours_sentences(closed: int, *, hours_known: bool, closed_too: bool) -> Iterator[str]:
    """Say how the venue's hours were taken into account.

    Parameters
    ----------
    closed
        How many windows were left out because the venue is closed, or its staff are not there,
        then.
    hours_known
        Whether anybody has recorded when it is open.
    closed_too
        Whether windows were looked at, too, at which it is closed or its staff are not there.

    Yields
    ------
    str
        A sentence or two.
    """
    if not hours_known:
        yield "Nobody has recorded when the venue is open: ask before a window is agreed."
    elif closed_too:
        yield "Windows at which the venue is closed were looked at, too."
    if closed:
        some = "1 more window was" if closed == 1 else f"{closed:,} more windows were"
        yield f"{some} left out, not within the hours recorded of the venue and its staff."


def dates_sentences(*, term_only: bool, today_differs: bool) -> Iterator[str]:
    """Say on which dates windows were looked at.

    Parameters
    ----------
    term_only
        Whether in term time only.
    today_differs
        Whether some of today's sessions are held on other dates, on which they were looked at.

    Yields
    ------
    str
        A sentence at most.
    """
    when_ = "in term time only" if term_only else "all the year"
    if today_differs:
        yield (
            f"New windows were looked at as if they were held {when_}, today's on their own dates."
        )
    elif term_only:
        yield "Windows were looked at in term time only, as today's sessions are held."


def proof_sentences(
    choice: WindowChoice, people: Callable[[float], str] | None = None
) -> Iterator[str]:
    """Say how good a choice is, and how far that is proven.

    Parameters
    ----------
    choice
        The choice.
    people
        How many people are said, where they may not be told as they are; then neither minutes of
        change, which a few may have alone, nor bounds are told.

    Yields
    ------
    str
        One sentence for each aim.
    """
    for at, each in enumerate(choice.reached):
        before = all(other.is_proven for other in choice.reached[:at])
        yield _proof(each, choice.minibuses, is_sound=before, people=people)


def minibus_rows(choice: WindowChoice) -> Iterator[str]:
    """Say what each number of minibuses makes possible.

    Parameters
    ----------
    choice
        The choice.

    Yields
    ------
    str
        One line for each number; none where the fleet was left out.
    """
    for each in choice.tried:
        proven = "" if each.is_proven else f" (not proven: at most {each.bound:.1f})"
        chosen = ", chosen" if each.minibuses == choice.minibuses else ""
        some = "1 minibus" if each.minibuses == 1 else f"{each.minibuses} minibuses"
        yield f"With {some}: {each.people:.1f} people{proven}{chosen}"


def windows_plain(choice: WindowChoice, told: WindowsTold, *, ids: bool) -> dict[str, Any]:
    """Return a choice as plain values.

    Parameters
    ----------
    choice, told
        The choice, and what it means.
    ids
        Whether to name who gains and loses; else they are counted.

    Returns
    -------
    dict
        For JSON.
    """
    made: dict[str, Any] = {
        "windows": [
            {
                "day": each.window.day.word,
                "start": clock_text(each.window.start_s),
                "end": clock_text(each.window.end_s),
                "is_today": each.is_today,
                "people": each.people,
                "now": each.now,
                "with_training": each.training,
                "with_companion": each.companion,
                "door_to_door": each.door_to_door,
                "places": each.places,
            }
            for each in told.windows
        ],
        "minibuses": choice.minibuses,
        "proven": choice.is_proven,
        "aims": [
            {
                "aim": each.aim.name.lower(),
                "value": each.value,
                "bound": each.bound if abs(each.bound) < float("inf") else None,
                "proven": all(other.is_proven for other in choice.reached[: at + 1]),
            }
            for at, each in enumerate(choice.reached)
        ],
        "with_minibuses": [
            {
                "minibuses": each.minibuses,
                "people": each.people,
                "bound": each.bound,
                "proven": each.is_proven,
            }
            for each in choice.tried
        ],
        "today": _plain(told.before),
        "chosen": _plain(told.after),
        "gain": len(told.gain),
        "lose": len(told.lose),
    }
    return made | ({"gain_ids": told.gain, "lose_ids": told.lose} if ids else {})


def _plain(served: Served) -> dict[str, Any]:
    return {name: getattr(served, name) for name in Served.__dataclass_fields__}


def _proof(
    reached: Reached,
    minibuses: int | None,
    *,
    is_sound: bool,
    people: Callable[[float], str] | None,
) -> str:
    """Say how far an aim was reached; what it is best among are the choices best in those before.

    Nothing is proven of it where it is not proven that those are the best.
    """
    value = int(reached.value) if reached.aim is Aim.CHANGE else round(reached.value, 1)
    said = f"{value:,} {_AIMS[reached.aim]}"
    if people is not None:
        said = f"{people(reached.value)} {_AIMS[reached.aim]}"
        if reached.aim is Aim.CHANGE:
            said = _AIMS[reached.aim]
        said = said[:1].upper() + said[1:]
    if reached.aim is Aim.SERVED:
        said += ", who need training counting as the parameters say"
        if minibuses is not None:
            said += ", less what minibuses must serve"
    more = "fewer" if reached.aim is Aim.CHANGE else "more"
    if not is_sound:
        return f"{said}: not proven, for the line before is not."
    if reached.is_proven:
        return f"{said}: proven, no choice{_AMONG[reached.aim]} has {more}."
    if (
        people is not None
        or abs(reached.bound) == float("inf")
        or abs(reached.bound - reached.value) < _NEAR
    ):
        return f"{said}: not proven, time ran out."
    word = "least" if reached.aim is Aim.CHANGE else "most"
    return f"{said}: not proven, time ran out; at {word} {reached.bound:,.1f} are possible."


def _windows(served: Served) -> str:
    return "1 window" if served.windows == 1 else f"{served.windows} windows"
