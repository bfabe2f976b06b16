"""Two or three journeys side by side: what differs, and which one to look at."""

from collections.abc import Callable, Sequence
from html import escape
from typing import Final

import streamlit as st

from transit.dashboard.frame import tag
from transit.dashboard.tell import minutes, route_words
from transit.present.summary_words import door_times
from transit.route.journey import Confidence, Journey, StepKind

_BEST: Final[tuple[tuple[str, Callable[[Journey], float]], ...]] = (
    ("Easiest", lambda journey: journey.burden_s),
    ("Shortest", lambda journey: journey.duration_s),
    ("Least walking", lambda journey: journey.walk_m),
    ("Fewest changes", lambda journey: journey.changes),
    ("Fewest crossings", lambda journey: crossings(journey)),
)


def option_cards(journeys: Sequence[Journey]) -> int:
    """Show journeys as cards and return which one is chosen.

    Parameters
    ----------
    journeys
        At least one.

    Returns
    -------
    int
        Index of the chosen one.
    """
    chosen = min(int(st.session_state.get("option", 0)), len(journeys) - 1)
    best = what_is_best(journeys)
    for index, column in enumerate(st.columns(max(len(journeys), 2))):
        if index >= len(journeys):
            break
        with column.container(border=True, height="stretch", key=f"option_card_{index}"):
            st.html(_card(journeys[index], best[index]))
            if len(journeys) > 1:
                st.button(
                    "Shown below" if index == chosen else "Show this journey",
                    key=f"option_{index}",
                    type="primary" if index == chosen else "secondary",
                    on_click=_show,
                    args=(index,),
                    width="stretch",
                    help=_name(index, journeys[index]),
                )
    return chosen


def what_is_best(journeys: Sequence[Journey]) -> tuple[tuple[str, ...], ...]:
    """Say in what each journey is better than all others.

    Parameters
    ----------
    journeys
        Journeys to compare.

    Returns
    -------
    tuple of tuple of str
        For each journey, words such as "Least walking"; none where it ties.
    """
    said: list[list[str]] = [[] for _ in journeys]
    for word, measure in _BEST if len(journeys) > 1 else ():
        values = [measure(journey) for journey in journeys]
        least = min(values)
        if values.count(least) == 1:
            said[values.index(least)].append(word)
    return tuple(tuple(words) for words in said)


def crossings(journey: Journey) -> int:
    """Count the carriageways crossed.

    Parameters
    ----------
    journey
        The journey.

    Returns
    -------
    int
        How many.
    """
    return sum(step.kind is StepKind.CROSS for leg in journey.walks for step in leg.steps)


def confidence_tag(journey: Journey) -> str:
    """Return the journey's confidence as a word in a box.

    Parameters
    ----------
    journey
        The journey.

    Returns
    -------
    str
        HTML.
    """
    if journey.confidence is Confidence.CONFIRMED:
        return tag("✓ Confirmed", "ok")
    return tag("? Route check needed", "check")


def _show(index: int) -> None:
    st.session_state["option"] = index


def _name(index: int, journey: Journey) -> str:
    return f"Journey {index + 1}: leave {door_times(journey)[0]:%H:%M}"


def _card(journey: Journey, best: Sequence[str]) -> str:
    signs = "".join(tag(word, "plain") + " " for word in best)
    count = crossings(journey)
    leave, there = door_times(journey)
    said = (
        f"{minutes(journey.duration_s)} in all, {journey.walk_m:,} m on foot",
        {0: "No change", 1: "1 change"}.get(journey.changes, f"{journey.changes} changes"),
        {0: "No road to cross", 1: "1 road to cross"}.get(count, f"{count} roads to cross"),
    )
    items = "".join(f"<li>{escape(each)}</li>" for each in said)
    return (
        f'<div class="option"><h3>{leave:%H:%M} – {there:%H:%M}</h3>'
        f"{confidence_tag(journey)} {signs}"
        f'<div class="route">{route_words(journey)}</div><ul>{items}</ul></div>'
    )
