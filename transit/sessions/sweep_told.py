"""A sweep in sentences and tables."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from transit.model.clock import clock_text
from transit.model.opportunities import Opportunity
from transit.model.verdict import Rung
from transit.model.weekdays import DAY_NAMES, Weekday, in_order
from transit.sessions.against import Against, Lost
from transit.sessions.dusk import alone_by_season, has_seasons
from transit.sessions.effect import lost_to_hours
from transit.sessions.sweep_counts import Count, counts_of
from transit.sessions.sweep_open import open_at, staffed_at
from transit.sessions.swept import Swept, Window

INSIDE_ONLY = "inside only: holds small numbers, not to be handed on"
"""What files and JSON say of themselves: their counts did not go through disclosure."""

Say = Callable[[int], str]
"""Says how many people; some audiences are not told small numbers."""

_LOST = {
    Lost.WAY_OUT: ("loses the way there", "lose the way there"),
    Lost.WAY_HOME: ("loses the way home", "lose the way home"),
    Lost.BOTH: ("loses the way there and the way home", "lose the way there and the way home"),
    Lost.TOGETHER: ("would be away for too long", "would be away for too long"),
    None: ("no longer comes alone", "no longer come alone"),
}


def hours_words(seconds: int) -> str:
    """Write how long something is.

    Parameters
    ----------
    seconds
        Seconds.

    Returns
    -------
    str
        E.g. ``2 h 30 min``.
    """
    whole, minutes = divmod(seconds // 60, 60)
    return f"{whole} h" if not minutes else f"{whole} h {minutes} min"


def window_words(window: Window) -> str:
    """Write a window.

    Parameters
    ----------
    window
        The window.

    Returns
    -------
    str
        E.g. ``Tuesday 10:15 to 15:15``.
    """
    return f"{DAY_NAMES[window.day]} {clock_text(window.start_s)} to {clock_text(window.end_s)}"


def count_words(count: Count) -> str:
    """Write when a count is for, the days that are as good included.

    Parameters
    ----------
    count
        The count.

    Returns
    -------
    str
        E.g. ``10:15–15:15 Tue Thu``.
    """
    days = in_order([count.window.day, *count.as_good])
    return span_words(count.window, days)


def span_words(window: Window, days: Sequence[Weekday]) -> str:
    """Write a window of several days.

    Parameters
    ----------
    window
        The window; its own day is not written.
    days
        The days.

    Returns
    -------
    str
        E.g. ``10:15–15:15 Tue Thu``.
    """
    return f"{_span(window)} {' '.join(DAY_NAMES[day][:3] for day in days)}"


def move_words(against: Against, say: Say = str) -> str:
    """Say what a move does to who comes by themselves.

    Parameters
    ----------
    against
        Old times and new ones.
    say
        Says how many people.

    Returns
    -------
    str
        E.g. ``Moving 09:30–12:00 to 10:15–12:45 adds 6 people; 1 loses the way home on
        Thursdays.``
    """
    old, new = against.old[0], against.new[0]
    moved = f"Moving {_span(old)} to {_span(new)}"
    n_gains = len(against.gains)
    added = f"adds {say(n_gains)} {_people(n_gains)}" if n_gains else "adds nobody"
    lost = "; ".join(_losses(against, say)) or "nobody loses a way there or home"
    return f"{moved} {added}; {lost}."


def _losses(against: Against, say: Say) -> Iterator[str]:
    """Who loses what on which days: people who lose the same on the same days together."""
    own: dict[str, list[tuple[Weekday, Lost | None]]] = {}
    for loss in against.losses:
        own.setdefault(loss.person, []).append((loss.day, loss.lost))
    alike: Counter[tuple[tuple[Weekday, ...], Lost | None]] = Counter()
    for each in own.values():
        kinds = {kind for _, kind in each}
        kind = next(iter(kinds)) if len(kinds) == 1 else None
        alike[tuple(day for day, _ in each), kind] += 1
    days_of_all = {each.day for each in against.old}
    for (days, kind), count in sorted(alike.items(), key=lambda item: (-item[1], item[0][0])):
        words = _LOST[kind][0 if count == 1 else 1]
        when = "" if set(days) == days_of_all else f" on {_days(days)}"
        yield f"{say(count)} {words}{when}"


def _days(days: Sequence[Weekday]) -> str:
    names = [f"{DAY_NAMES[day]}s" for day in days]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _span(window: Window) -> str:
    return f"{clock_text(window.start_s)}–{clock_text(window.end_s)}"


def _people(count: int) -> str:
    return "person" if count == 1 else "people"


def sweep_table(swept: Swept, free: NDArray[np.uint8], opportunity: Opportunity) -> pl.DataFrame:
    """Return every window of a sweep with how many would come.

    Parameters
    ----------
    swept
        With the hours of passes in force.
    free
        ``(n_people, n_days, n_starts, n_ends) uint8`` the rungs as if passes were valid all day.
    opportunity
        The venue.

    Returns
    -------
    DataFrame
        One row a window; nobody is named, but small numbers are told, and each row says so.
    """
    by_rung = {rung.word: counts_of(swept, rung) for rung in Rung}
    alone = swept.rungs == int(Rung.NOW)
    more = {
        "now_confirmed": (alone & (swept.sure == int(Rung.NOW))).sum(axis=0),
        "now_by_the_last_way_home": (alone & swept.last_home).sum(axis=0),
        "lost_to_pass_hours": lost_to_hours(swept, free),
    }
    by_season = {}
    if swept.seasons:
        summer, winter = alone_by_season(swept)
        by_season = {
            "now_in_summer": summer.sum(axis=0),
            "now_in_winter": winter.sum(axis=0),
            "now_in_summer_not_in_winter": (summer & ~winter).sum(axis=0),
        }
    has_both = has_seasons(swept)
    is_swept = swept.is_swept
    rows: list[dict[str, Any]] = []
    for column, day in enumerate(swept.days):
        for row, start in enumerate(swept.starts_s):
            for at, end in enumerate(swept.ends_s):
                if not is_swept[row, at]:
                    continue
                window = Window(day, start, end)
                rows.append(
                    {
                        "opportunity": swept.opportunity,
                        "day": day.word,
                        "start": clock_text(start),
                        "finish": clock_text(end),
                        "minutes": window.length_s // 60,
                        "dates_in_timetable": int(swept.n_dates[column]),
                        "open": open_at(opportunity, window).name.lower(),
                        "staffed": staffed_at(opportunity, window).name.lower(),
                    }
                    | {name: int(each[column, row, at]) for name, each in by_rung.items()}
                    | {name: int(each[column, row, at]) for name, each in more.items()}
                    | {
                        name: int(each[column, row, at]) if has_both[column] else None
                        for name, each in by_season.items()
                    }
                    | {"use": INSIDE_ONLY}
                )
    return pl.DataFrame(rows)
