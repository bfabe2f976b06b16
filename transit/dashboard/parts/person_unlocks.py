"""What would open more to one person: looked for when asked, kept for this visit only."""

from collections.abc import Callable
from typing import Final

import streamlit as st

from transit.dashboard.frame import lead, table
from transit.dashboard.look_closely import desk_of
from transit.dashboard.opened import OpenedArea
from transit.dashboard.parts.abilities import skills
from transit.dashboard.verdict_data import Directory
from transit.model.people import Person
from transit.model.unlock import ChangeKind, RegisterUnlocks, Unlock, without_longer
from transit.present.unlock_words import UnlockSpeech, change_words
from transit.present.words import english
from transit.store import Store
from transit.store.edit import verdicts_version
from transit.verdict.judge import Progress
from transit.verdict.unlocks import register_unlocks

_FOUND: Final = "unlocks"
_ROWS: Final = 10


def what_would_open_more(
    opened: OpenedArea, store: Store, directory: Directory, person: Person
) -> None:
    """Show which single changes would make the person's verdicts better.

    Parameters
    ----------
    opened
        The area.
    store
        The register.
    directory
        Places and sessions.
    person
        The person.
    """
    lead(
        "Each line is one change, tried by itself: every journey is looked for again with it. It "
        "is a forecast, for the person and people who know them to talk about."
    )
    version = (opened.area.edition, store.name, verdicts_version(store))
    kept = st.session_state.get(_FOUND)
    if kept is None or kept[:2] != (version, person):
        place = st.empty()
        if not place.button("Find out what would open more", key="find_unlocks", type="primary"):
            return
        place.progress(0.0, "Looking for journeys")
        made = _find(opened, store, directory, person, version, place.progress)
        place.empty()
        kept = st.session_state[_FOUND] = (version, person, made)
    _show(kept[2], directory)


def _find(
    opened: OpenedArea,
    store: Store,
    directory: Directory,
    person: Person,
    version: tuple[str, ...],
    tell: Callable[[float, str], object],
) -> RegisterUnlocks:
    def told(progress: Progress) -> None:
        tell(progress.done / max(progress.all, 1), "Trying one change after the other")

    return register_unlocks(
        desk_of(opened, store, directory, version),
        [(person, place) for place in range(len(person.places))],
        list(directory.sessions.values()),
        progress=told,
        with_survey=False,
    )


def _show(made: RegisterUnlocks, directory: Directory) -> None:
    words = english()
    speech = UnlockSpeech(words=words, catalogue=skills(), venues=_venues(directory))
    every = without_longer(made.unlocks)
    if not every:
        st.markdown(words.say("unlock", "nothing"))
    for kind in ChangeKind:
        some = [one for one in every if one.change.kind is kind]
        if not some:
            continue
        table(
            words.say("unlock", f"title_{kind.value}"),
            ("Change", "More sessions alone", "Verdicts better"),
            [_row(one, speech) for one in some[:_ROWS]],
        )
        if len(some) > _ROWS:
            st.markdown(f"{len(some) - _ROWS:,} more of this kind bring less.")


def _row(one: Unlock, speech: UnlockSpeech) -> tuple[str, int, int]:
    return change_words(one.change, speech), one.opened, len(one.moves)


def _venues(directory: Directory) -> dict[str, str]:
    return {
        name: f"{directory.opportunities[held.opportunity].name}, {held.activity}"
        for name, held in directory.sessions.items()
        if held.opportunity in directory.opportunities
    }
