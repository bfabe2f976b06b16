"""The steps of a plan as numbered cards on the left, and its map on the right."""

from collections.abc import Mapping, Sequence
from html import escape

import streamlit as st

from transit.dashboard.map_view import show_map
from transit.dashboard.opened import OpenedArea
from transit.dashboard.tell import leg_words
from transit.model.plan import Plan, PlanStep, PlanWay
from transit.model.verdict import Direction
from transit.present.journey_map import legend_of
from transit.present.journey_svg import journey_svg
from transit.present.maps import MapContent, MapLine, MapPoint
from transit.route.journey import Journey, RideLeg

WAYS = {Direction.OUT: "The way there", Direction.BACK: "The way back"}
_SAME_DEGREES = 0.00005
"""About 5 m: steps nearer to each other share a sign."""


def choose_way(key: str) -> Direction:
    """Let the visitor choose the way there or back.

    Parameters
    ----------
    key
        Name of the field.

    Returns
    -------
    Direction
        The way there at first.
    """
    titles = {title: way for way, title in WAYS.items()}
    chosen = st.segmented_control(
        "Which way", [*titles], default=WAYS[Direction.OUT], key=key, required=True
    )
    return titles[str(chosen)]


def way_in_full(
    opened: OpenedArea,
    plan: Plan,
    journeys: tuple[Journey, Journey],
    direction: Direction,
    *,
    key: str,
    marks: Mapping[str, str] | None = None,
    photos: Mapping[str, str] | None = None,
) -> None:
    """Show one way of a plan: its steps, and where they are.

    Parameters
    ----------
    opened
        The area, for the background.
    plan
        The plan.
    journeys
        Its journeys, out and back.
    direction
        Which way.
    key
        Name of the map on the page.
    marks
        A word on some steps, by their keys.
    photos
        What the photos of some steps show, by their keys.
    """
    out = direction is Direction.OUT
    way, journey = (plan.out, journeys[0]) if out else (plan.back, journeys[1])
    left, right = st.columns([5, 6], gap="large")
    with left:
        st.html(f'<div class="steps">{_cards(way, journey, marks or {}, photos or {})}</div>')
    with right, st.container(key="beside"):
        content = plan_map(way, journey)
        show_map(
            opened.map_place,
            content,
            key=key,
            label="Map of this way. The steps beside it say the same in words.",
            height=560,
            legend=legend_of(content),
            picture=lambda: journey_svg(journey, opened.area.walk),
        )


def step_label(step: PlanStep) -> str:
    """Return a step in a line, for lists.

    Parameters
    ----------
    step
        The step.

    Returns
    -------
    str
        Its number and its first sentence.
    """
    return f"{step.number}. {step.sentences[0] if step.sentences else step.action.value}"


def plan_map(way: PlanWay, journey: Journey) -> MapContent:
    """Put the steps of a way on a map.

    Parameters
    ----------
    way
        The way.
    journey
        Its journey, for the lines.

    Returns
    -------
    MapContent
        Steps at one place share a sign.
    """
    lines = tuple(
        MapLine("ride" if isinstance(leg, RideLeg) else "walk", leg.points) for leg in journey.legs
    )
    points = []
    for group in _together(way.steps):
        first, last = group[0], group[-1]
        text = str(first.number) if first is last else f"{first.number}–{last.number}"
        label = " ".join(step_label(step) for step in group)
        points.append(MapPoint("step", text, label, first.lat, first.lon))
    return MapContent(lines, tuple(points))


def _together(steps: Sequence[PlanStep]) -> list[list[PlanStep]]:
    made: list[list[PlanStep]] = []
    for step in steps:
        before = made[-1][-1] if made else None
        if before is not None and _near(before, step):
            made[-1].append(step)
        else:
            made.append([step])
    return made


def _near(one: PlanStep, other: PlanStep) -> bool:
    return max(abs(one.lat - other.lat), abs(one.lon - other.lon)) < _SAME_DEGREES


def _cards(
    way: PlanWay, journey: Journey, marks: Mapping[str, str], photos: Mapping[str, str]
) -> str:
    html: list[str] = []
    before = -1
    for step in way.steps:
        if step.leg != before:
            leg = journey.legs[step.leg]
            kind = "ride" if isinstance(leg, RideLeg) else "walk"
            html.append("</div>" if html else "")
            html.append(f'<div class="leg {kind}"><h3>{escape(leg_words(journey, leg))}</h3>')
            before = step.leg
        html.append(_card(step, marks.get(step.key, ""), photos.get(step.key, "")))
    return f"{''.join(html)}</div>"


def _card(step: PlanStep, mark: str, photo: str) -> str:
    first, *more = step.sentences or ("",)
    rest = "".join(f"<p>{escape(each)}</p>" for each in more)
    said = f'<p class="quiet">{escape(mark)}</p>' if mark else ""
    seen = f'<p class="quiet">Photo: {escape(photo)}</p>' if photo else ""
    return (
        f'<div class="todo walk">'
        f'<button type="button" class="n" data-map-at="{step.lat:.6f},{step.lon:.6f}" '
        f'aria-label="Step {step.number}: show on the map">{step.number}</button>'
        f"<div><p><strong>{escape(first)}</strong></p>{rest}{said}{seen}</div></div>"
    )
