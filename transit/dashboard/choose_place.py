"""Choosing a start or an end by name, by position or on the map."""

from collections.abc import Mapping
from html import escape
from typing import Any

import streamlit as st

from transit.dashboard.asked import WORDS, Chosen, choose, chosen
from transit.dashboard.opened import OpenedArea
from transit.dashboard.place_search import Candidate, find_places, read_lat_lon
from transit.errors import InputError


def place_chooser(opened: OpenedArea, role: str) -> None:
    """Let the visitor choose a start or an end.

    Parameters
    ----------
    opened
        Where to look.
    role
        ``start`` or ``end``.
    """
    word = WORDS[role]
    place = chosen(role)
    if place is not None:
        _show_chosen(role, place)
        return
    text = st.text_input(
        word,
        key=f"text_{role}",
        placeholder="Place, street, stop, or 51.588, -2.997",
        help="Type a name and press Enter, or choose a point on the map.",
    )
    if text:
        _offer(opened, role, text)


def _show_chosen(role: str, place: Chosen) -> None:
    word = WORDS[role]
    left, right = st.columns([5, 2], vertical_alignment="center")
    left.html(
        f'<p style="margin:0"><span class="quiet">{word}</span><br><strong>{escape(place.name)}'
        "</strong></p>"
    )
    right.button(
        "Change",
        key=f"change_{role}",
        help=f"Choose another {word.lower()}",
        on_click=_clear,
        args=(role,),
        width="stretch",
    )


def _clear(role: str) -> None:
    choose(role, None)
    st.session_state[f"text_{role}"] = ""


def _offer(opened: OpenedArea, role: str, text: str) -> None:
    try:
        position = read_lat_lon(text)
    except InputError as fault:
        st.error(str(fault))
        return
    if position is not None:
        choose(role, Chosen(f"Point at {position[0]:.5f}, {position[1]:.5f}", *position))
        st.rerun()
    found = find_places(opened.places, text)
    if not found:
        st.warning("Nothing here has a name like that. Try another spelling, or use the map.")
        return
    picked = st.radio(
        f"Which one is the {WORDS[role].lower()}?",
        found,
        index=None,
        format_func=_label,
        key=f"which_{role}_{text}",
    )
    if picked is not None:
        choose(role, Chosen(picked.name, picked.lat, picked.lon))
        st.rerun()


def _label(candidate: Candidate) -> str:
    # Radio labels are Markdown: signs in names must not become formatting.
    return "".join(f"\\{sign}" if sign in "\\`*_[]$#:<>~" else sign for sign in candidate.label)


def take_pick(pick: Mapping[str, Any] | None) -> None:
    """Take a point that was chosen on the map.

    Parameters
    ----------
    pick
        ``role``, ``lat`` and ``lon``, None where nothing was chosen.
    """
    if pick is None or pick.get("role") not in WORDS:
        return
    lat, lon = float(pick["lat"]), float(pick["lon"])
    choose(str(pick["role"]), Chosen(f"Point on the map ({lat:.5f}, {lon:.5f})", lat, lon))
    st.rerun()
