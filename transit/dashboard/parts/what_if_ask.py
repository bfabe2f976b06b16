"""A change of the timetable, by form; and the list of changes that will be tried."""

from collections.abc import Mapping
from typing import Any, Final

import streamlit as st

from transit.dashboard.frame import problems
from transit.errors import InputError
from transit.model.timetable_edit import EditKind
from transit.model.weekdays import DAY_NAMES, Weekday
from transit.network.timetable import Timetable
from transit.read.timetable_edits import timetable_edit

EDITS: Final = "what_if_edits"
"""Where the changes on the list are kept for the visit: fields of each, as in a file."""

_KINDS: Final = {
    EditKind.CUT: "Cut trips",
    EditKind.HALVE: "Halve how often it runs",
    EditKind.DOUBLE: "Double how often it runs",
    EditKind.ADD: "Add trips",
    EditKind.CLOSE_STOP: "Close a stop",
}
"""What can be done here; a stop is moved on the command line, for that needs a build."""

_ALL: Final = ""


def ask_change(timetable: Timetable) -> None:
    """Ask for one change and put it on the list.

    Parameters
    ----------
    timetable
        Of the area: its routes and stops are offered.
    """
    with st.form("what_if_change", border=True, clear_on_submit=False):
        left, middle, right = st.columns(3)
        kind = left.selectbox(
            "What is done", [*_KINDS], format_func=lambda each: _KINDS[each], key="what_if_kind"
        )
        route = middle.selectbox(
            "Route",
            [_ALL, *_routes(timetable)],
            format_func=lambda each: each or "All routes",
            key="what_if_route",
        )
        stop = right.selectbox(
            "Stop",
            [_ALL, *_stops(timetable)],
            format_func=lambda each: each or "Any stop",
            key="what_if_stop",
            help="Stops of one name are taken together.",
        )
        one, two, three = st.columns(3)
        begins = one.text_input("From (hours:minutes)", key="what_if_from", placeholder="18:00")
        ends = two.text_input("Until", key="what_if_to", placeholder="22:00")
        every = three.number_input("Minutes between added trips", 1, 240, None, key="what_if_every")
        days = st.pills(
            "Only trips that run on no other days than",
            [*Weekday],
            selection_mode="multi",
            format_func=lambda day: DAY_NAMES[day],
            key="what_if_days",
        )
        pressed = st.form_submit_button("Put it on the list")
    if not pressed:
        return
    fields: dict[str, Any] = {"kind": kind.value, "route": route, "stop": stop}
    fields |= {"from": begins.strip(), "to": ends.strip()}
    fields["days"] = " ".join(day.word for day in sorted(days))
    if every and kind is EditKind.ADD:
        fields["every_min"] = int(every)
    fields = {name: value for name, value in fields.items() if value}
    try:
        timetable_edit("This change", fields)
    except InputError as fault:
        problems([f"{fault}."])
        return
    st.session_state[EDITS] = [*st.session_state.get(EDITS, []), fields]


def list_changes() -> None:
    """Show the changes on the list; each can be taken off."""
    edits: list[dict[str, Any]] = st.session_state.get(EDITS, [])
    if not edits:
        st.markdown("No change is on the list yet.")
        return
    st.subheader("Changes to try", anchor=False)
    for number, fields in enumerate(edits):
        left, right = st.columns([4, 1], vertical_alignment="center")
        left.markdown(f"{number + 1}. {edit_words(fields)}")
        right.button(
            f"Take off {number + 1}",
            key=f"what_if_off_{number}",
            on_click=_take_off,
            args=(number,),
            width="stretch",
        )


def edit_words(fields: Mapping[str, Any]) -> str:
    """Say what a change is.

    Parameters
    ----------
    fields
        As in a file of changes.

    Returns
    -------
    str
        E.g. ``Cut trips: route 8A, Sat, from 18:00``.
    """
    said = []
    if fields.get("route"):
        said.append(f"route {fields['route']}")
    if fields.get("stop"):
        said.append(f"stop {fields['stop']}")
    if fields.get("days"):
        said.append(" ".join(word.capitalize() for word in fields["days"].split()))
    if fields.get("from"):
        said.append(f"from {fields['from']}")
    if fields.get("to"):
        said.append(f"until {fields['to']}")
    if fields.get("every_min"):
        said.append(f"every {fields['every_min']} minutes")
    return f"{_KINDS[EditKind(fields['kind'])]}: {', '.join(said)}"


def _take_off(number: int) -> None:
    edits = st.session_state[EDITS]
    st.session_state[EDITS] = edits[:number] + edits[number + 1 :]


def _routes(timetable: Timetable) -> list[str]:
    """Return what routes are called: the short name, or the id where there is none."""
    rows = timetable.routes.select("short_name", "route_id").iter_rows()
    return sorted({name or route for name, route in rows}, key=_as_numbered)


def _as_numbered(name: str) -> tuple[int, str]:
    digits = name[: len(name) - len(name.lstrip("0123456789"))]
    return (int(digits) if digits else 10**9, name)


def _stops(timetable: Timetable) -> list[str]:
    return sorted(set(timetable.stops["name"]))
