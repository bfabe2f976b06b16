"""What a person needs of a ride on the fleet."""

import datetime as dt
from typing import Any, Final

import streamlit as st

from transit.dashboard.asked import turn_page
from transit.dashboard.frame import problems
from transit.dashboard.parts.states import state_field
from transit.dashboard.the_person import tell_saved
from transit.errors import InputError, TransitError
from transit.model.people import Person
from transit.model.rides import RIDE_RANGES, AssistantNeed, RideNeeds
from transit.store import Store
from transit.store.edit_rides import find_ride_needs, save_ride_needs

_ASSISTANTS: Final = {
    AssistantNeed.UNKNOWN: "Not known",
    AssistantNeed.NONE: "No",
    AssistantNeed.SHARED: "Yes, shared with others",
    AssistantNeed.OWN: "Yes, one to one",
}
_STATES: Final = (
    ("seat_from_chair", "Moves from the wheelchair to a seat"),
    ("walker", "Walks with a frame or rollator"),
    ("hand_to_hand", "Must be handed over from person to person at both ends"),
    ("met_at_home", "Somebody must be there when they come home"),
)
_PENCE: Final = 100
_NUMBERS: Final = (
    ("board_s", "Seconds to get on"),
    ("alight_s", "Seconds to get off"),
    ("longest_ride_min", "Longest ride, minutes"),
)
_COMPANY: Final = (
    ("apart_from", "Must not be on a run with"),
    ("together_with", "Must be on the same run as"),
)


def ride_form(store: Store, person: Person) -> None:
    """Show what a person needs of a ride, and let it be changed.

    Parameters
    ----------
    store
        The register.
    person
        The person.
    """
    with store.reading() as session:
        held = find_ride_needs(session, person.id)
    st.markdown("What is not known is planned with care: as if it were needed.")
    # Fields belong to one person and to what is recorded of them: no other's values show through.
    mark = f"{person.id}_{hash(held)}"
    faults = st.container()
    with st.form(f"rides_{mark}"):
        try:
            new = _fields(held, mark)
        except InputError as fault:
            new, wrong = held, f"{fault}."
        else:
            wrong = ""
        pressed = st.form_submit_button("Save", type="primary")
    if not pressed:
        return
    with faults:
        if wrong:
            problems([wrong])
        elif new == held:
            st.info("Nothing was changed.")
        else:
            _save(store, person.id, new, held)


def _save(store: Store, person: str, new: RideNeeds, held: RideNeeds) -> None:
    try:
        with store.writing() as session:
            save_ride_needs(session, person, new, held)
    except TransitError as fault:
        problems([f"{fault}."])
        return
    tell_saved("What they need of a ride was saved. Runs planned before do not know it.")
    turn_page()
    st.rerun()


def _fields(held: RideNeeds, mark: str) -> RideNeeds:
    values: dict[str, Any] = {}
    columns = st.columns(2)
    for place, (name, label) in enumerate(_STATES):
        with columns[place % 2]:
            values[name] = state_field(label, getattr(held, name), f"{name}_{mark}")
    kinds = [*_ASSISTANTS]
    values["assistant"] = st.radio(
        "A passenger assistant rides along",
        kinds,
        index=kinds.index(held.assistant),
        format_func=lambda each: _ASSISTANTS[each],
        horizontal=True,
        key=f"assistant_{mark}",
    )
    for column, (name, label) in zip(st.columns(len(_NUMBERS)), _NUMBERS, strict=True):
        low, high = RIDE_RANGES[name]
        values[name] = column.number_input(
            label, low, high, getattr(held, name), placeholder="as usual", key=f"{name}_{mark}"
        )
    values["earliest_pick_up_s"] = _earliest(held.earliest_pick_up_s, mark)
    values["taxi_day_pence"] = _taxi(held.taxi_day_pence, mark)
    for column, (name, label) in zip(st.columns(2), _COMPANY, strict=True):
        given = column.text_input(
            label,
            " ".join(getattr(held, name)),
            key=f"{name}_{mark}",
            help="Pseudonyms, with blanks between them.",
        )
        values[name] = tuple(sorted(set(given.split())))
    # Checked after the last field: all of them are drawn whatever is wrong.
    return RideNeeds(**values)


def _taxi(now: int | None, mark: str) -> int | None:
    _, high = RIDE_RANGES["taxi_day_pence"]
    given = st.number_input(
        "Taxi contract, £ a day there and back",
        0.0,
        high / _PENCE,
        None if now is None else now / _PENCE,
        step=1.0,
        format="%.2f",
        placeholder="at the tariff",
        key=f"taxi_{mark}",
        help="A fixed price, with all that it takes. It counts where they go by taxi today.",
    )
    return None if given is None else round(given * _PENCE)


def _earliest(now: int | None, mark: str) -> int | None:
    at = None if now is None else (dt.datetime.min + dt.timedelta(seconds=min(now, 86_399))).time()
    given = st.time_input(
        "Cannot be picked up at home before",
        at,
        key=f"earliest_{mark}",
        step=300,
        help="Empty: any time.",
    )
    # The field knows minutes; what was not changed keeps its seconds.
    return now if given == at else None if given is None else given.hour * 3600 + given.minute * 60
