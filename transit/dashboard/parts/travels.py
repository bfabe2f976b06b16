"""Choosing how the person travels, and changing the limits for one question."""

from collections.abc import Sequence
from dataclasses import replace
from html import escape
from typing import Final

import streamlit as st

from transit.dashboard.asked import forget_answer
from transit.dashboard.profile_words import CROSSING_WORDS, TRAFFIC_WORDS, limits_in_words
from transit.errors import InputError
from transit.model.profile import Profile
from transit.model.streets import CrossingKind, Traffic
from transit.read.profiles import list_profiles

_USUAL: Final = "walks-well"
_NEVER: Final = "Not at all"
_ASKED_KINDS: Final = (
    CrossingKind.SIGNALS,
    CrossingKind.ZEBRA,
    CrossingKind.REFUGE,
    CrossingKind.UNMARKED,
    CrossingKind.NONE,
)


def profile_chooser() -> Profile:
    """Let the visitor choose a ready profile and change its limits for this question.

    Returns
    -------
    Profile
        The ready one, or the changed one.
    """
    ready = _ready()
    base = st.selectbox(
        "How the person travels",
        ready,
        index=next((at for at, each in enumerate(ready) if each.name == _USUAL), 0),
        format_func=lambda profile: profile.label,
        key="profile",
    )
    changed_one: Profile | None = st.session_state.get("changed_profile")
    # Changes belong to the profile they were made to; a callback that drops them on choosing
    # another would also run when this field leaves the page, and take the answer with it.
    profile = changed_one if changed_one and changed_one.name == base.name else base
    points = "".join(f"<li>{escape(each)}</li>" for each in limits_in_words(profile))
    changed = " (changed for this question)" if profile != base else ""
    with st.expander(f"What this means{changed}"):
        st.html(f"<ul>{points}</ul>")
    with st.expander("Change the limits for this question"):
        _limits_form(profile)
        if profile != base:
            st.button("Back to the ready limits", on_click=_back_to_ready, key="limits_reset")
    return profile


@st.cache_data(show_spinner=False)
def _ready() -> Sequence[Profile]:
    return tuple(list_profiles())


def _back_to_ready() -> None:
    st.session_state.pop("changed_profile", None)
    forget_answer()


def _limits_form(profile: Profile) -> None:
    # A new profile or new limits make new fields, so that they never show another one's values.
    mark = profile.routing_hash
    with st.form(f"limits_{mark}", border=False):
        speed = st.number_input(
            "Minutes to walk 100 metres",
            0.5,
            15.0,
            round(100 / profile.speed_m_s / 60, 1),
            0.1,
            format="%.1f",
            key=f"speed_{mark}",
        )
        walk = st.number_input(
            "Longest single walk, metres", 0, 20_000, profile.longest_walk_m, 50, key=f"walk_{mark}"
        )
        rest = st.number_input(
            "Needs a seat every so many metres (0: no need)",
            0,
            20_000,
            profile.rest_every_m or 0,
            10,
            key=f"rest_{mark}",
        )
        changes = st.number_input(
            "Most changes of bus", 0, 7, profile.most_changes, 1, key=f"changes_{mark}"
        )
        early = st.number_input(
            "At the first stop so many minutes early",
            0,
            120,
            profile.at_stop_early_s // 60,
            1,
            key=f"early_{mark}",
        )
        spare = st.number_input(
            "There so many minutes before the time",
            0,
            120,
            profile.arrive_early_s // 60,
            1,
            key=f"spare_{mark}",
        )
        chair = st.checkbox("Travels in a wheelchair", profile.chair, key=f"chair_{mark}")
        steps = st.checkbox("Can use steps", profile.most_steps != 0, key=f"steps_{mark}")
        kerbs = st.checkbox("Needs dropped kerbs", profile.needs_dropped_kerbs, key=f"kerbs_{mark}")
        st.markdown("**Crosses alone, up to what traffic**")
        crossings = {kind: _crossing_field(profile, kind, mark) for kind in _ASKED_KINDS}
        if st.form_submit_button("Use these limits", width="stretch"):
            _use(
                profile,
                speed_m_s=round(100 / speed / 60, 3),
                longest_walk_m=int(walk),
                rest_every_m=int(rest) or None,
                most_changes=int(changes),
                at_stop_early_s=int(early) * 60,
                arrive_early_s=int(spare) * 60,
                chair=chair,
                most_steps=(profile.most_steps or None) if steps else 0,
                needs_dropped_kerbs=kerbs,
                crossings=_merged(profile, crossings),
            )


def _crossing_field(profile: Profile, kind: CrossingKind, mark: str) -> str:
    options = [_NEVER, *TRAFFIC_WORDS.values()]
    now = profile.crossings.get(kind)
    return st.selectbox(
        CROSSING_WORDS[kind].capitalize(),
        options,
        index=options.index(_NEVER if now is None else TRAFFIC_WORDS[now]),
        key=f"cross_{kind.name}_{mark}",
    )


def _merged(profile: Profile, asked: dict[CrossingKind, str]) -> dict[CrossingKind, Traffic]:
    """Return the profile's crossings with the asked ones put in their place."""
    traffic = {word: level for level, word in TRAFFIC_WORDS.items()}
    kept = {kind: level for kind, level in profile.crossings.items() if kind not in asked}
    return kept | {kind: traffic[word] for kind, word in asked.items() if word != _NEVER}


def _use(profile: Profile, **limits: object) -> None:
    try:
        changed = replace(profile, **limits)  # type: ignore[arg-type]
    except InputError as fault:
        st.error(str(fault))
        return
    st.session_state["changed_profile"] = changed
    forget_answer()
    st.rerun()
