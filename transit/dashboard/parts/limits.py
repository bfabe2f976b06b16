"""A person's limits, needs, pass and companion: what training does not move."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

import streamlit as st

from transit.dashboard.frame import problems
from transit.dashboard.parts.states import days_field, state_field
from transit.dashboard.the_person import save
from transit.errors import InputError
from transit.model.limits import RANGES, Limits
from transit.model.people import Companion, CompanionKind, Needs, Pass, Person
from transit.read.profiles import list_profiles
from transit.store import Store

_NUMBERS: Final = (
    ("walk_without_rest_m", "Longest walk without sitting down, metres"),
    ("walk_total_m", "Longest walk in a whole journey, metres"),
    ("speed_m_s", "Speed on the level, metres a second"),
    ("steepest_pct", "Steepest slope, per cent"),
    ("most_steps", "Most steps in one flight"),
    ("highest_kerb_mm", "Highest kerb, millimetres"),
    ("toilet_every_min", "Longest time between toilets, minutes"),
)
_CHAIR: Final = (
    ("chair_width_mm", "Width of the chair, millimetres"),
    ("chair_length_mm", "Length of the chair, millimetres"),
)
_WHOLE: Final = {name for name, _ in (*_NUMBERS, *_CHAIR)} - {"speed_m_s", "steepest_pct"}
_BEARS: Final = (
    ("out_after_dark", "Can be out after dark"),
    ("bears_noise", "Can bear noise for a ride"),
    ("bears_crowds", "Can bear crowds for a ride"),
)
_NEEDS: Final = (
    ("step_free_entrance", "A way in without steps"),
    ("accessible_toilet", "An accessible toilet"),
    ("changing_places", "A Changing Places toilet"),
    ("personal_care_room", "A room for personal care"),
    ("quiet_room", "A quiet room"),
    ("hearing_loop", "A hearing loop"),
    ("drop_off", "A place to be dropped off"),
    ("blue_badge_parking", "A Blue Badge bay"),
)
_COMPANIONS: Final = {
    CompanionKind.UNKNOWN: "Not known",
    CompanionKind.NONE: "Nobody",
    CompanionKind.FAMILY: "Family",
    CompanionKind.PAID_SUPPORT: "Paid support",
    CompanionKind.VOLUNTEER: "A volunteer",
}


def limits_form(store: Store, person: Person) -> None:
    """Show a person's limits, needs, pass and companion, and let them be changed.

    Parameters
    ----------
    store
        The register.
    person
        The person.
    """
    said = (person.profile, person.limits, person.needs, person.pass_, person.companion)
    mark = f"{person.id}_{hash(said)}"
    faults = st.container()
    with st.form(f"limits_{mark}"):
        try:
            new = _fields(person, mark)
        except InputError as fault:
            new, wrong = person, f"{fault}."
        else:
            wrong = ""
        pressed = st.form_submit_button("Save", type="primary")
    if not pressed:
        return
    with faults:
        if wrong:
            problems([wrong])
        elif new == person:
            st.info("Nothing was changed.")
        else:
            save(store, new, person, _counted(new, person), "The limits were saved.")


def _fields(person: Person, mark: str) -> Person:
    st.subheader("How they travel", anchor=False)
    names = [each.name for each in list_profiles()]
    labels = {each.name: each.label for each in list_profiles()}
    profile = st.selectbox(
        "Ready profile to start from",
        names,
        index=names.index(person.profile) if person.profile in names else None,
        format_func=lambda name: labels[name],
        key=f"profile_{mark}",
        help="Stands for every limit that is left empty below. It says nothing about skills.",
    )
    values: dict[str, Any] = {}
    st.subheader("Limits", anchor=False)
    st.markdown("Leave empty what is as in the ready profile.")
    _numbers(_NUMBERS, person.limits, values, mark)
    for column, (name, label) in zip(st.columns(len(_BEARS)), _BEARS, strict=True):
        with column:
            values[name] = state_field(label, getattr(person.limits, name), f"{name}_{mark}")
    st.subheader("Wheelchair", anchor=False)
    values["chair"] = state_field("Travels in a wheelchair", person.limits.chair, f"chair_{mark}")
    _numbers(_CHAIR, person.limits, values, mark)
    pass_ = _pass(person.pass_, mark)
    companion = _companion(person.companion, mark)
    st.subheader("Needs at the venue", anchor=False)
    needs = {}
    columns = st.columns(2)
    for place, (name, label) in enumerate(_NEEDS):
        with columns[place % 2]:
            needs[name] = state_field(label, getattr(person.needs, name), f"need_{name}_{mark}")
    # Checked after the last field: all of them are drawn whatever is wrong.
    if pass_.from_s is not None and pass_.to_s is not None and pass_.from_s >= pass_.to_s:
        raise InputError("The pass must be valid from an earlier time than until")
    return replace(
        person,
        profile=profile or person.profile,
        limits=Limits(**values),
        needs=Needs(**needs),
        pass_=pass_,
        companion=companion,
    )


def _numbers(
    fields: Sequence[tuple[str, str]], limits: Limits, values: dict[str, Any], mark: str
) -> None:
    columns = st.columns(2)
    for place, (name, label) in enumerate(fields):
        low, high = RANGES[name]
        kind = int if name in _WHOLE else float
        now = getattr(limits, name)
        with columns[place % 2]:
            values[name] = st.number_input(
                label,
                kind(low),
                kind(high),
                None if now is None else kind(now),
                placeholder="as the profile",
                key=f"{name}_{mark}",
            )


def _pass(now: Pass, mark: str) -> Pass:
    st.subheader("Bus pass and fares", anchor=False)
    held = state_field("Has a concessionary pass", now.held, f"pass_{mark}")
    pays = state_field(
        "Would pay a fare where the pass is not valid, or without one",
        now.pays_fares,
        f"pays_{mark}",
    )
    left, right = st.columns(2)
    with left:
        begins = _time("Valid on weekdays from", now.from_s, f"pass_from_{mark}")
    with right:
        ends = _time("Valid on weekdays until", now.to_s, f"pass_to_{mark}")
    return replace(now, held=held, pays_fares=pays, from_s=begins, to_s=ends)


def _time(label: str, now: int | None, key: str) -> int | None:
    at = None if now is None else (dt.datetime.min + dt.timedelta(seconds=min(now, 86_399))).time()
    given = st.time_input(label, at, key=key, step=900, help="Empty: as the local scheme has it.")
    # The fields know minutes; what was not changed keeps its seconds.
    return now if given == at else None if given is None else given.hour * 3600 + given.minute * 60


def _companion(now: Companion, mark: str) -> Companion:
    st.subheader("Companion", anchor=False)
    kinds = [*_COMPANIONS]
    kind = st.radio(
        "Who could go along",
        kinds,
        index=kinds.index(now.kind),
        format_func=lambda each: _COMPANIONS[each],
        horizontal=True,
        key=f"companion_{mark}",
    )
    days = days_field(
        "On which days", now.days, f"companion_days_{mark}", "None chosen: it varies."
    )
    free = state_field("Holds a companion's pass", now.travels_free, f"free_{mark}")
    cost = st.number_input(
        "Cost of the companion's hour, pounds",
        0.0,
        1_000.0,
        None if now.hour_pence is None else now.hour_pence / 100,
        placeholder="not known",
        key=f"hour_{mark}",
    )
    return Companion(kind, days, free, None if cost is None else round(cost * 100))


def _counted(new: Person, before: Person) -> dict[str, int]:
    """Count what was changed, by kind; no value is named."""
    parts = {"limits": "limits", "needs": "needs", "pass": "pass_", "companion": "companion"}
    counts = {
        name: sum(
            getattr(getattr(new, part), field) != getattr(getattr(before, part), field)
            for field in getattr(new, part).__dataclass_fields__
        )
        for name, part in parts.items()
    }
    counts["profile"] = int(new.profile != before.profile)
    return {name: count for name, count in counts.items() if count}
