"""What a person can do: skills by group, each level in plain words, not assessed unless stated."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from html import escape
from typing import Final

import streamlit as st

from transit.dashboard.frame import figures, problems
from transit.dashboard.parts.states import STATES, state_word
from transit.dashboard.the_person import save
from transit.errors import InputError
from transit.model.abilities import Ability, Lessons, Level
from transit.model.fact import State
from transit.model.people import Person
from transit.model.skills import Catalogue, Critical, Skill
from transit.read.skills import read_skills
from transit.store import Store

LEVEL_WORDS: Final[Mapping[Level | None, str]] = {
    None: "Not assessed",
    Level.NOT_YET: "Not yet",
    Level.WITH_PROMPTS: "With prompts",
    Level.WITH_AID: "With a reminder or aid",
    Level.ALONE: "Alone, anywhere",
}
_NOT_ASSESSED: Final = "not assessed"
"""Stands for no level: a field's own None means that nothing is chosen."""
_LEVELS: Final[tuple[Level | str, ...]] = (_NOT_ASSESSED, *Level)
_MOST_LESSONS: Final = 200


@cache
def skills() -> Catalogue:
    """Return the catalogue of skills.

    Returns
    -------
    Catalogue
        Read once.
    """
    return read_skills()


@dataclass(frozen=True, slots=True)
class _Given:
    """What the form says of one skill."""

    level: Level | None
    trainable: State
    low: int | None
    high: int | None


def abilities_form(store: Store, person: Person) -> None:
    """Show what somebody can do, one group of skills at a time, and let it be changed.

    Parameters
    ----------
    store
        The register.
    person
        The person.
    """
    catalogue = skills()
    held = catalogue.complete({each.skill: each for each in person.abilities})
    _in_short(held)
    left, right = st.columns([3, 8], gap="large")
    with left:
        group = st.radio(
            "Group of skills",
            [*catalogue.groups],
            format_func=lambda name: _group_label(catalogue, held, name),
            key="skill_group",
        )
    with right:
        st.header(catalogue.groups[group], anchor=False)
        asked = [skill for skill in catalogue.skills.values() if skill.group == group]
        _form(store, person, asked, held)


def _in_short(held: Mapping[str, Ability]) -> None:
    assessed = sum(each.is_assessed for each in held.values())
    alone = sum(each.level is Level.ALONE for each in held.values())
    aided = sum(each.level is Level.WITH_AID for each in held.values())
    figures(
        [
            ("Assessed", f"{assessed} of {len(held)}", "not assessed never counts as able"),
            ("Alone, anywhere", f"{alone}", "skills"),
            ("With a reminder or aid", f"{aided}", "skills"),
        ]
    )


def _group_label(catalogue: Catalogue, held: Mapping[str, Ability], group: str) -> str:
    own = [skill.name for skill in catalogue.skills.values() if skill.group == group]
    assessed = sum(held[name].is_assessed for name in own)
    return f"{catalogue.groups[group]} ({assessed} of {len(own)} assessed)"


def _form(
    store: Store, person: Person, asked: Sequence[Skill], held: Mapping[str, Ability]
) -> None:
    # Fields belong to one person and to what is recorded of them: no other's values show through.
    mark = f"{person.id}_{hash(person.abilities)}"
    faults = st.container()
    with st.form(f"abilities_{mark}_{asked[0].group}"):
        given = {skill.name: _fields(skill, held[skill.name], mark) for skill in asked}
        by, on = _assessor(mark)
        again = st.checkbox("I also confirm the levels that stay as they are", key=f"again_{mark}")
        pressed = st.form_submit_button("Save these skills", type="primary")
    if not pressed:
        return
    try:
        changed = _changed(given, held, by.strip(), on, again)
    except InputError as fault:
        with faults:
            problems([f"{fault}."])
        return
    if not changed:
        with faults:
            st.info("Nothing was changed.")
        return
    known = {each.skill: each for each in person.abilities} | changed
    abilities = tuple(known[name] for name in sorted(known))
    count = len(changed)
    said = f"{'One skill was' if count == 1 else f'{count} skills were'} saved."
    save(store, replace(person, abilities=abilities), person, {"abilities": count}, said)


def _assessor(mark: str) -> tuple[str, dt.date | None]:
    left, right = st.columns(2)
    by = left.text_input(
        "Assessed by (role or staff reference)",
        st.session_state.get("assessor", ""),
        key=f"by_{mark}",
        help="Needed for every level that changes.",
    )
    on = right.date_input(
        "Assessed on",
        dt.date.today(),
        max_value=dt.date.today(),
        format="DD/MM/YYYY",
        key=f"on_{mark}",
    )
    st.session_state["assessor"] = by
    return by, on if isinstance(on, dt.date) else None


def _fields(skill: Skill, held: Ability, mark: str) -> _Given:
    st.subheader(f"Can {skill.label}", anchor=False)
    _about(skill, held)
    level = st.radio(
        f"Level: {skill.label}",
        _LEVELS,
        index=0 if held.level is None else _LEVELS.index(held.level),
        format_func=lambda each: _level_label(skill, each),
        key=f"level_{skill.name}_{mark}",
        label_visibility="collapsed",
    )
    with st.expander(
        f"Can this be learnt? ({state_word(held.trainable)}, {_lessons(skill, held)})"
    ):
        trainable = st.radio(
            f"Could learn to {skill.label}",
            STATES,
            index=STATES.index(held.trainable),
            format_func=state_word,
            horizontal=True,
            key=f"trainable_{skill.name}_{mark}",
        )
        left, right = st.columns(2)
        low = left.number_input(
            "Lessons, at least",
            0,
            _MOST_LESSONS,
            held.lessons.low if held.lessons else None,
            1,
            placeholder=f"usually {skill.lessons.low}",
            key=f"low_{skill.name}_{mark}",
        )
        high = right.number_input(
            "Lessons, at most",
            0,
            _MOST_LESSONS,
            held.lessons.high if held.lessons else None,
            1,
            placeholder=f"usually {skill.lessons.high}",
            key=f"high_{skill.name}_{mark}",
        )
    return _Given(level if isinstance(level, Level) else None, trainable, low, high)


def _level_label(skill: Skill, level: Level | str) -> str:
    if not isinstance(level, Level):
        return LEVEL_WORDS[None]
    return f"**{LEVEL_WORDS[level]}**: {skill.levels[level]}"


def _about(skill: Skill, held: Ability) -> None:
    said = []
    if held.is_assessed and held.assessed_on:
        said.append(f"Assessed by {held.assessed_by} on {held.assessed_on:%d/%m/%Y}.")
    if skill.critical is Critical.NO:
        said.append("Good to have; no verdict rests on it.")
    elif skill.aids:
        said.append(f"An aid can stand in: {', '.join(skill.aids)}.")
    if said:
        st.html(f'<p class="quiet">{escape(" ".join(said))}</p>')


def _lessons(skill: Skill, held: Ability) -> str:
    lessons = held.lessons or skill.lessons
    return f"{lessons.low} to {lessons.high} lessons"


def _changed(
    given: Mapping[str, _Given],
    held: Mapping[str, Ability],
    by: str,
    on: dt.date | None,
    again: bool,
) -> dict[str, Ability]:
    """Return the abilities that differ from what is recorded."""
    changed = {}
    for name, each in given.items():
        before = held[name]
        new = replace(before, trainable=each.trainable, lessons=_range(skills().skills[name], each))
        if each.level != before.level or (again and each.level is not None):
            if each.level is not None and not by:
                raise InputError("Say who assessed: a role or staff reference")
            known = each.level is not None
            new = replace(
                new,
                level=each.level,
                assessed_by=by if known else "",
                assessed_on=on if known else None,
            )
        if new != before:
            changed[name] = new
    return changed


def _range(skill: Skill, given: _Given) -> Lessons | None:
    if given.low is None and given.high is None:
        return None
    low = skill.lessons.low if given.low is None else given.low
    high = skill.lessons.high if given.high is None else given.high
    if low > high:
        raise InputError(f"To {skill.label}: fewest lessons are more than most lessons")
    return Lessons(low, high)
