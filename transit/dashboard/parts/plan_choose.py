"""Choosing a journey: options as cards and as a table, what to ask of them, and keeping one."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from html import escape
from typing import Final

import streamlit as st

from transit.dashboard.asked import turn_page
from transit.dashboard.frame import empty, problems, table, tag
from transit.dashboard.parts.abilities import skills
from transit.dashboard.parts.plan_agreed import terms_fields
from transit.dashboard.parts.plan_steps import WAYS, choose_way, step_label, way_in_full
from transit.dashboard.parts.told import gap_table
from transit.dashboard.plan_data import (
    About,
    choice_of,
    forget_options,
    look_at_session,
    options_for,
    parameters,
    print_words,
    set_choice,
    view_key,
)
from transit.dashboard.tell import leg_words
from transit.dashboard.verdict_look import confidence_tag, rung_tag, session_words
from transit.errors import TransitError
from transit.model.leg_along import LegAlong
from transit.model.saved_plan import MOST_NAME_LETTERS, Choice, SavedPlan
from transit.model.verdict import Direction
from transit.plan.choose import Choices, Option
from transit.plan.compare import compared, option_title, thing_words, unmet_words
from transit.plan.keep import keep_option, usual_terms
from transit.plan.things import thing_of
from transit.present.reason_words import demand_sentence
from transit.present.summary_words import door_times

_AVOID: Final = "Avoid it"
_PREFER: Final = "Prefer it"
_CHANGE: Final = "Prefer to change buses there"
_MOST_MIN: Final = 180
"""Earlier or later than this is another session."""


def choose_view(about: About, plan: SavedPlan | None) -> None:
    """Show what there is to choose from.

    Parameters
    ----------
    about
        Whom and what it is about.
    plan
        The plan that is there already; None where there is none.
    """
    choices = options_for(about)
    words = print_words()
    if not choices.options and choices.free is None:
        empty("There is no journey to plan", [words.say("option", "none_at_all")])
        _other_times(about)
        return
    _asked(about, choices)
    if not choices.options:
        problems([words.say("option", "none")])
        return
    count = len(choices.options)
    st.header("One journey" if count == 1 else f"{count} journeys to choose from", anchor=False)
    chosen = _cards(choices)
    _differences(choices)
    option = choices.options[chosen]
    st.header(f"Journey {option.number}, step by step", anchor=False)
    direction = choose_way("plan_choose_way")
    way_in_full(
        about.opened,
        option.plan,
        (option.out, option.back),
        direction,
        key="plan_choose_map",
    )
    _point(about, option, direction)
    _ask_more(about, option)
    _what_it_asks(option)
    _keep(about, choices, option, plan)
    _other_times(about)


def _differences(choices: Choices) -> None:
    """What tells them apart in the open, what is alike folded."""
    rows = compared(choices, print_words(), skills())
    heads = ("", *(f"Journey {each.number}" for each in choices.options))
    alone = len(choices.options) == 1
    differ = [row for row in rows if alone or len(set(row.values)) > 1]
    same = [row for row in rows if row not in differ]
    if differ:
        title = "What it is like" if alone else "What they differ in; the most certain first"
        table(title, heads, [(row.label, *row.values) for row in differ])
    if same:
        with st.expander("What is the same in all of them"):
            table("The same in all", ("", "All"), [(row.label, row.values[0]) for row in same])


def _asked(about: About, choices: Choices) -> None:
    """What is asked of the journey so far, each to be taken back."""
    choice, words = choices.choice, print_words()
    if choice == Choice():
        return
    stops = about.opened.area.timetable.stops
    names = dict(zip(stops["stop_id"].to_list(), stops["name"].to_list(), strict=True))
    st.subheader("What you ask of the journey", anchor=False)
    for said in unmet_words(words, choices, names):
        st.warning(said)
    if choices.missing:
        st.warning(words.say("option", "missing", things=", ".join(choices.missing)))
    for number, (said, without) in enumerate(_asks(choice, names)):
        left, right = st.columns([4, 1])
        left.html(f"<p>{escape(said)}</p>")
        right.button(
            "Take back",
            key=f"plan_back_{number}_{said}",
            on_click=set_choice,
            args=(about, without),
            help=said,
        )


def _asks(choice: Choice, names: dict[str, str]) -> Iterator[tuple[str, Choice]]:
    words = print_words()
    for each in choice.avoid:
        left = tuple(other for other in choice.avoid if other != each)
        yield f"Avoid {thing_words(words, each, names)}", replace(choice, avoid=left)
    for each in choice.prefer:
        left = tuple(other for other in choice.prefer if other != each)
        yield f"Prefer {thing_words(words, each, names)}", replace(choice, prefer=left)
    for each in choice.companion_legs:
        left = tuple(other for other in choice.companion_legs if other != each)
        leg = LegAlong.parse(each)
        name = words.say("option", f"leg_{leg.direction.value}", number=leg.number)
        yield f"Somebody along on {name}", replace(choice, companion_legs=left)
    if choice.earlier_min:
        said = f"Be there {choice.earlier_min} minutes before it starts, or earlier"
        yield said, replace(choice, earlier_min=0)
    if choice.later_min:
        said = f"Leave {choice.later_min} minutes after it ends, or later"
        yield said, replace(choice, later_min=0)


def _cards(choices: Choices) -> int:
    options = choices.options
    chosen = min(int(st.session_state.get("plan_option", 0)), len(options) - 1)
    for index, column in enumerate(st.columns(max(len(options), 2))):
        if index >= len(options):
            break
        with column.container(border=True, height="stretch", key=f"plan_card_{index}"):
            st.html(_card(options[index]))
            if len(options) > 1:
                leave = door_times(options[index].out)[0]
                # Of the same kind in both states: another kind is another button, and whoever
                # pressed it by keyboard would have lost their place.
                st.button(
                    "✓ Shown below" if index == chosen else "Show this journey",
                    key=f"plan_option_{index}",
                    on_click=_show,
                    args=(index,),
                    width="stretch",
                    help=f"Journey {index + 1}: leave at {leave:%H:%M}",
                )
    return chosen


def _show(index: int) -> None:
    st.session_state["plan_option"] = index


def _card(option: Option) -> str:
    leave, there = door_times(option.out)
    back, home = door_times(option.back)
    signs = [rung_tag(option.rung), confidence_tag(option.confirmed)]
    if option.fragile:
        signs.append(tag("! No later way home", "check"))
    return (
        f'<div class="option"><h3>{leave:%H:%M} – {there:%H:%M}</h3>'
        f"<p>home {back:%H:%M} – {home:%H:%M}</p>"
        f"<p><strong>{escape(option_title(option, print_words()))}</strong></p>"
        f"<p>{' '.join(signs)}</p></div>"
    )


def _point(about: About, option: Option, direction: Direction) -> None:
    """Let the trainer point at a step: what it is about is avoided or preferred."""
    out = direction is Direction.OUT
    way, journey = (option.plan.out, option.out) if out else (option.plan.back, option.back)
    streets = about.opened.area.walk
    things = {
        step.key: thing
        for step in way.steps
        if (thing := thing_of(step, journey, streets)) is not None
    }
    steps = {step.key: step for step in way.steps if step.key in things}
    stops = about.opened.area.timetable.stops
    names = dict(zip(stops["stop_id"].to_list(), stops["name"].to_list(), strict=True))

    def named(key: str) -> str:
        thing = thing_words(print_words(), str(things[key]), names)
        return f"{step_label(steps[key])} ({thing})"

    st.subheader("Point at a step", anchor=False)
    with st.form("plan_point", border=False):
        key = st.selectbox("Step", [*steps], format_func=named, key="plan_point_step")
        how = st.radio("What to do with it", [_AVOID, _PREFER, _CHANGE], key="plan_point_how")
        pressed = st.form_submit_button("Find journeys again")
    if pressed and key is not None:
        meant, choice = str(things[key]), choice_of(about)
        if how == _AVOID:
            choice = replace(choice, avoid=tuple(dict.fromkeys((*choice.avoid, meant))))
        elif how == _CHANGE and meant.startswith("stop:"):
            there = meant.replace("stop:", "change:", 1)
            choice = replace(choice, prefer=tuple(dict.fromkeys((*choice.prefer, there))))
        elif how == _CHANGE:
            problems(["One changes at a stop: point at a step at a stop."])
            return
        else:
            choice = replace(choice, prefer=tuple(dict.fromkeys((*choice.prefer, meant))))
        set_choice(about, choice)
        st.rerun()


def _ask_more(about: About, option: Option) -> None:
    choice = choice_of(about)
    legs = {
        f"{way.value}:{number}": f"{WAYS[way]}: {leg_words(journey, leg)}"
        for way, journey in ((Direction.OUT, option.out), (Direction.BACK, option.back))
        for number, leg in enumerate(journey.legs, start=1)
    }
    with st.expander("Ask for somebody along, or for a quieter time"):
        with st.form("plan_ask", border=False):
            along = st.multiselect(
                "Somebody goes along on",
                [*legs],
                [each for each in map(_whole_leg, choice.companion_legs) if each in legs],
                format_func=legs.__getitem__,
                placeholder="No part of the way",
                key=f"plan_along_{option.number}",
            )
            earlier = st.number_input(
                "Be there so many minutes before it starts",
                0,
                _MOST_MIN,
                choice.earlier_min,
                5,
                key="plan_earlier",
            )
            later = st.number_input(
                "Leave so many minutes after it ends",
                0,
                _MOST_MIN,
                choice.later_min,
                5,
                key="plan_later",
            )
            pressed = st.form_submit_button("Find journeys with this")
        if pressed:
            asked = replace(
                choice,
                companion_legs=tuple(along),
                earlier_min=int(earlier),
                later_min=int(later),
            )
            set_choice(about, asked)
            st.rerun()


def _whole_leg(text: str) -> str:
    """A leg of which somebody is along on some steps, as the leg that one chooses."""
    leg = LegAlong.parse(text)
    return str(LegAlong(leg.direction, leg.number))


def _what_it_asks(option: Option) -> None:
    with st.expander("What this journey asks, and what has to be learnt"):
        for journey, title in ((option.out, "The way there"), (option.back, "The way back")):
            asked = dict.fromkeys(
                demand_sentence(print_words(), journey, each)
                for each in sorted(journey.demands, key=lambda each: -each.level)
            )
            items = "".join(f"<li>{escape(each)}</li>" for each in asked)
            st.html(f"<h3>{title}</h3><ul>{items}</ul>")
        if option.gaps:
            gap_table(option.gaps, skills(), "Skills that are wanting, most lessons first")
        else:
            st.markdown("Nothing is wanting.")


def _keep(about: About, choices: Choices, option: Option, plan: SavedPlan | None) -> None:
    st.header("Keep this journey", anchor=False)
    faults = st.container()
    if plan is None:
        terms, mark = usual_terms(parameters(), dt.date.today()), "new"
        st.markdown("It becomes version 1 of the plan. A plan is no permission: people decide.")
    else:
        terms, mark = plan.terms, f"{plan.latest.number}_{plan.latest.edits.revision}"
        st.markdown(
            f"It becomes version {plan.latest.number + 1} of {plan.id}. What was written into the "
            "version before goes along; what no longer fits waits for you to decide."
        )
    with st.form("plan_keep", border=False):
        by = st.text_input(
            "Your name or staff reference",
            st.session_state.get("assessor", ""),
            max_chars=MOST_NAME_LETTERS,
            key="plan_keep_by",
        )
        agreed = terms_fields(terms, f"plan_keep_{mark}")
        pressed = st.form_submit_button("Save this journey", type="primary")
    if not pressed:
        return
    if not by.strip() or agreed is None:
        with faults:
            problems(["Name yourself, and say what stays in place and when to look again."])
        return
    try:
        saved = keep_option(
            about.store,
            choices,
            option,
            about.desk.area,
            print_words(),
            parameters(),
            by=by.strip(),
            terms=agreed,
            seen=plan,
        )
    except TransitError as fault:
        with faults:
            problems([f"{fault}."])
        return
    st.session_state["assessor"] = by
    st.session_state["person_saved"] = f"Saved as {saved.id}, version {saved.latest.number}."
    st.session_state.pop(view_key(saved.id), None)
    forget_options()
    turn_page()
    st.rerun()


def _other_times(about: About) -> None:
    """Other sessions of the same activity at the same place: a quieter time, perhaps."""
    own = about.session
    others = [
        each
        for each in about.directory.sessions.values()
        if each.opportunity == own.opportunity and each.id != own.id
    ]
    if not others:
        return
    venue = about.directory.opportunities[own.opportunity]
    with st.expander("Other times at the same place"):
        for each in others:
            st.button(
                session_words(venue, each),
                key=f"plan_time_{each.id}",
                on_click=look_at_session,
                args=(each.id,),
            )
