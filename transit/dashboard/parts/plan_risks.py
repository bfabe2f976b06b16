"""The route risk assessment of a saved plan, completed line by line."""

import datetime as dt
from dataclasses import replace

import streamlit as st

from transit.dashboard.frame import problems, table
from transit.dashboard.parts.plan_steps import WAYS
from transit.dashboard.plan_data import About
from transit.dashboard.plan_writing import who_writes, write
from transit.errors import TransitError
from transit.model.plan import Hazard, Plan
from transit.model.saved_plan import MOST_NAME_LETTERS, RiskEdit, SavedPlan

_GRADES = (1, 2, 3, 4, 5)


def risks(about: About, plan: SavedPlan, shown: Plan) -> None:
    """Show the risk assessment, and let a trainer complete a line of it.

    Parameters
    ----------
    about
        Whom and what it is about.
    plan
        The plan.
    shown
        It with its edits.
    """
    st.header("Route risk assessment", anchor=False)
    if not shown.hazards:
        st.markdown("The journey asks nothing that counts as a hazard.")
        return
    table(
        "Each thing that the journey asks; likelihood times severity, before and with the control",
        ("Where", "What could go wrong", "Risk", "Control", "With it", "Who sees to it", "By when"),
        [_row(each) for each in shown.hazards],
    )
    _form(about, plan, shown)


def _row(hazard: Hazard) -> tuple[str, ...]:
    return (
        _where(hazard),
        hazard.what,
        _score(hazard.likelihood, hazard.severity),
        hazard.control,
        _score(hazard.left_likelihood, hazard.left_severity),
        hazard.owner or "–",
        f"{hazard.due:%d/%m/%Y}" if hazard.due else "–",
    )


def _where(hazard: Hazard) -> str:
    at = "whole way" if hazard.step is None else f"step {hazard.step}"
    return f"{WAYS[hazard.direction]}, {at}"


def _score(likelihood: int | None, severity: int | None) -> str:
    if likelihood is None or severity is None:
        return f"not decided × {severity}" if severity else "–"
    return f"{likelihood} × {severity} = {likelihood * severity}"


def _form(about: About, plan: SavedPlan, shown: Plan) -> None:
    lines = {each.key: each for each in shown.hazards}
    with st.expander("Complete a line"):
        faults = st.container()
        revision = plan.latest.edits.revision
        key = st.selectbox(
            "Line",
            [*lines],
            format_func=lambda each: f"{_where(lines[each])}: {lines[each].what}",
            key=f"plan_risk_{revision}",
        )
        hazard, mark = lines[key], f"{key}_{revision}"
        by = who_writes("plan_risk_by")
        with st.form("plan_risk_form", border=False):
            likelihood = _grade("How likely, 1 to 5", hazard.likelihood, f"likely_{mark}")
            severity = _grade("How grave, 1 to 5", hazard.severity, f"grave_{mark}")
            control = st.text_area("What is done about it", hazard.control, key=f"control_{mark}")
            left = _grade("How likely with that", hazard.left_likelihood, f"left_{mark}")
            worst = _grade("How grave with that", hazard.left_severity, f"worst_{mark}")
            owner = st.text_input(
                "Who sees to it", hazard.owner, max_chars=MOST_NAME_LETTERS, key=f"owner_{mark}"
            )
            due = st.date_input("By when", hazard.due, format="DD/MM/YYYY", key=f"due_{mark}")
            pressed = st.form_submit_button("Save this line", type="primary")
        if not pressed:
            return
        if not by:
            with faults:
                problems(["Name yourself."])
            return
        try:
            edit = replace(
                plan.latest.edits.risks.get(key, RiskEdit(key=key)),
                likelihood=likelihood,
                severity=severity,
                control=control.strip(),
                owner=owner.strip(),
                due=due if isinstance(due, dt.date) else None,
                left_likelihood=left,
                left_severity=worst,
            )
        except TransitError as fault:
            with faults:
                problems([f"{fault}."])
            return
        write(about, plan, [edit], by, "The line was saved.")


def _grade(label: str, value: int | None, key: str) -> int | None:
    return st.selectbox(
        label,
        _GRADES,
        index=None if value is None else _GRADES.index(value),
        placeholder="Not decided",
        key=key,
    )
