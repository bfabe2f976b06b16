"""A journey as numbered cards, leg by leg; each number finds its place on the map."""

from collections.abc import Sequence
from html import escape
from typing import Final

import streamlit as st

from transit.dashboard.tell import (
    clock,
    demand_words,
    leg_words,
    minutes,
    ride_words,
    step_words,
    unknown_words,
)
from transit.present.journey_map import letters, numbered
from transit.route.journey import Demand, Journey, Leg, RideLeg, Step, StepKind, Unknown

_WORTH_SAYING_S: Final = 60
"""Shorter steps have their time of day only: the list stays calm."""


def step_cards(journey: Journey) -> None:
    """Show a journey step by step.

    Parameters
    ----------
    journey
        The journey.
    """
    marks = letters(journey)
    html: list[str] = []
    before = -1
    for number, index, leg, step in numbered(journey):
        if index != before:
            html.append("</div>" if html else "")
            kind = "ride" if isinstance(leg, RideLeg) else "walk"
            html.append(f'<div class="leg {kind}"><h3>{escape(leg_words(journey, leg))}</h3>')
            before = index
        asked = [
            (marks[demand], demand)
            for demand in journey.demands
            if _belongs(demand.leg, demand.step, index, leg, step)
        ]
        checks = _checks(journey, index, leg, step)
        html.append(_card(journey, number, leg, step, asked, checks))
    st.html(f'<div class="steps">{"".join(html)}</div></div>')


def _belongs(leg_at: int, step_at: int | None, index: int, leg: Leg, step: Step | None) -> bool:
    """Whether something of a leg is told at this step; what concerns a whole walk at its first."""
    if leg_at != index:
        return False
    if step is None or isinstance(leg, RideLeg):
        return True
    return leg.steps[step_at or 0] is step


def _checks(journey: Journey, index: int, leg: Leg, step: Step | None) -> list[Unknown]:
    """Return what must be checked at a step: the unknown facts whose edge it walks."""
    deciding = [each for each in journey.unknowns if each.decides and each.leg == index]
    if step is None or isinstance(leg, RideLeg):
        return deciding
    walked = {stretch.edge for stretch in step.stretches}
    return [each for each in deciding if each.edges and each.edges[0] in walked]


def _card(
    journey: Journey,
    number: int | None,
    leg: Leg,
    step: Step | None,
    asked: Sequence[tuple[str, Demand]],
    checks: Sequence[Unknown],
) -> str:
    at = step or leg.start
    details = [
        f'<li><span class="mark level{demand.level}">{letter}</span>'
        f"<span>{escape(demand_words(journey, demand))}</span></li>"
        for letter, demand in asked
    ]
    details += [
        f'<li><span class="mark unknown">?</span>'
        f"<span>{escape(unknown_words(journey, each)[0])}</span></li>"
        for each in checks
    ]
    kind = "ride" if isinstance(leg, RideLeg) else "walk" if number else "end"
    sign, name = _sign(number, leg, step)
    marks = f"<ul>{''.join(details)}</ul>" if details else ""
    # The map listens for clicks on anything that carries a place.
    return (
        f'<div class="todo {kind}">'
        f'<button type="button" class="n" data-map-at="{at.lat:.6f},{at.lon:.6f}" '
        f'aria-label="{escape(name)}: show on the map">{escape(sign)}</button>'
        f"<div>{_said(journey, leg, step)}{marks}</div></div>"
    )


def _sign(number: int | None, leg: Leg, step: Step | None) -> tuple[str, str]:
    """Return what stands in a card's sign, and what it is called."""
    if number is not None:
        return str(number), f"Step {number}"
    if isinstance(leg, RideLeg):
        return leg.route or "●", f"{leg.mode.value.capitalize()} {leg.route}"
    return "●", {StepKind.LEAVE: "Start", StepKind.STOP: "Stop"}.get(
        step.kind if step else StepKind.ARRIVE, "End"
    )


def _said(journey: Journey, leg: Leg, step: Step | None) -> str:
    """Return what to do as HTML: a walk's step in one, a ride in two parts."""
    if isinstance(leg, RideLeg):
        return "".join(
            f'<p class="part">{title}</p><p>{escape(" ".join(sentences))}</p>'
            for title, sentences in ride_words(journey, leg)
        )
    first, *more = step_words(journey, leg, step)
    when = f'<span class="when">{escape(_when(journey, leg, step))}</span>'
    rest = f"<p>{escape(' '.join(more))}</p>" if more else ""
    return f"<p><strong>{escape(first)}</strong> {when}</p>{rest}"


def _when(journey: Journey, leg: Leg, step: Step | None) -> str:
    if step is None:
        return clock(journey, leg.depart_s)
    at = clock(journey, step.depart_s)
    return f"{at}, {minutes(step.duration_s)}" if step.duration_s >= _WORTH_SAYING_S else at
