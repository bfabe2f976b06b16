"""Charts of savings and scenarios: told by shape and words too, never by colour alone."""

from collections.abc import Sequence
from typing import Final

import altair as alt
import pandas as pd

from transit.dashboard.charts import finished, names_over_bars
from transit.dashboard.config import INK
from transit.fleet.sensitivity import Swing
from transit.fleet.study import GroupRow, RungCost
from transit.present.fleet_words import input_word

_PENCE: Final = 100
_UNITS: Final = 10_000_000
"""Units of cost in a pound."""
_SERIES: Final = {
    "Saving": ("#1d70b8", [1, 0], "circle"),
    "Cashable part": ("#00703c", [6, 3], "square"),
    "Share of the average cost": ("#6f675c", [2, 3], "triangle-up"),
}
_OVER: Final = 1.1
"""How far the axis goes beyond the highest bar, for what stands over it."""
_BAR_PX: Final = 62
_AROUND_PX: Final = 120
"""Of the legend and the axis, which the height includes."""


def savings_chart(groups: Sequence[GroupRow]) -> alt.LayerChart | alt.FacetChart:
    """Draw what the best group of each size saves: steps, as vehicles go one by one.

    Parameters
    ----------
    groups
        The groups, smallest first.

    Returns
    -------
    LayerChart
        Three stepped lines with marks, and how far searches were apart.
    """
    rows = []
    for each in groups:
        saving = each.saving
        for name, pence in zip(
            _SERIES,
            (saving.saving_pence, saving.cashable_pence, saving.average_pence),
            strict=True,
        ):
            apart = saving.apart_pence if name == "Saving" else 0.0
            rows.append(
                {
                    "people": each.size,
                    "what": name,
                    "pounds": pence / _PENCE,
                    "low": (pence - apart) / _PENCE,
                    "high": (pence + apart) / _PENCE,
                    "vehicles": saving.vehicles,
                }
            )
    frame = pd.DataFrame(rows)
    names = list(_SERIES)
    across = alt.X(
        "people:Q",
        title="People in the group",
        axis=alt.Axis(format="d", tickMinStep=1, grid=False),
        scale=alt.Scale(domain=[0, max(frame["people"])]),
    )
    colour = alt.Color(
        "what:N",
        title=None,
        scale=alt.Scale(domain=names, range=[look[0] for look in _SERIES.values()]),
        # A sign with the line's dashes around it could not be made out.
        legend=alt.Legend(
            orient="top", columns=1, labelLimit=400, symbolDash=[], symbolStrokeWidth=0
        ),
    )
    dash = alt.StrokeDash(
        "what:N",
        title=None,
        scale=alt.Scale(domain=names, range=[look[1] for look in _SERIES.values()]),
        legend=None,
    )
    shape = alt.Shape(
        "what:N",
        title=None,
        scale=alt.Scale(domain=names, range=[look[2] for look in _SERIES.values()]),
    )
    up = alt.Y("pounds:Q", title="£ a year", axis=alt.Axis(format=",d"))
    base = alt.Chart(frame).encode(x=across)
    lines = base.mark_line(interpolate="step-after", strokeWidth=2.5).encode(
        y=up, color=colour, strokeDash=dash
    )
    points = base.mark_point(filled=True, opacity=1, size=70).encode(
        y=up,
        color=colour,
        shape=shape,
        tooltip=[
            alt.Tooltip("what", title="What"),
            alt.Tooltip("people", title="People"),
            alt.Tooltip("pounds", title="£ a year", format=",.0f"),
            alt.Tooltip("vehicles", title="Vehicles still needed"),
        ],
    )
    apart = base.mark_rule(strokeWidth=1.5).encode(y="low:Q", y2="high:Q", color=colour)
    return finished(alt.layer(apart, lines, points).properties(height=440))


def ladder_chart(ladder: Sequence[RungCost]) -> alt.LayerChart | alt.FacetChart:
    """Draw what a year costs by number of vehicles.

    Parameters
    ----------
    ladder
        Costs by fleet size.

    Returns
    -------
    LayerChart
        Stacked bars: keeping vehicles, and their runs and taxis; a word over the cheapest.
    """
    parts = ("Keeping vehicles", "Runs and taxis")
    rows = [
        {"vehicles": each.vehicles, "what": name, "pounds": pence / _PENCE, "order": at}
        for each in ladder
        for at, (name, pence) in enumerate(
            zip(parts, (each.standing_pence, each.year_pence - each.standing_pence), strict=True)
        )
    ]
    highest = max(each.year_pence for each in ladder) / _PENCE
    least = min(ladder, key=lambda each: each.year_pence)
    cheapest = pd.DataFrame({"vehicles": [least.vehicles], "pounds": [least.year_pence / _PENCE]})
    bars = (
        alt.Chart(pd.DataFrame(rows))
        .mark_bar(stroke="#33312d", strokeWidth=0.8)
        .encode(
            x=alt.X("vehicles:O", title="Vehicles kept", axis=alt.Axis(labelAngle=0)),
            y=alt.Y(
                "pounds:Q",
                title="£ a year",
                axis=alt.Axis(format=",d"),
                scale=alt.Scale(domain=[0, _OVER * highest]),
            ),
            color=alt.Color(
                "what:N",
                title=None,
                scale=alt.Scale(domain=list(parts), range=["#1d70b8", "#e9dfc7"]),
                legend=alt.Legend(
                    orient="top", columns=1, symbolStrokeColor="#33312d", symbolStrokeWidth=1
                ),
            ),
            order=alt.Order("order:Q"),
            tooltip=[
                alt.Tooltip("vehicles", title="Vehicles"),
                alt.Tooltip("what", title="What"),
                alt.Tooltip("pounds", title="£ a year", format=",.0f"),
            ],
        )
    )
    mark = (
        alt.Chart(cheapest)
        .mark_text(text="cheapest", dy=-10, fontSize=14, fontWeight="bold", color=INK)
        .encode(x="vehicles:O", y="pounds:Q")
    )
    return finished(alt.layer(bars, mark).properties(height=400))


def tornado_chart(swings: Sequence[Swing], net_pence: float) -> alt.LayerChart | alt.FacetChart:
    """Draw what each input alone moves, the widest on top.

    Parameters
    ----------
    swings
        The inputs that matter most, the widest first.
    net_pence
        What is left a year at the values in force.

    Returns
    -------
    LayerChart
        Bars around what is left now.
    """
    ends = ("At its low value", "At its high value")
    rows = [
        {
            "input": input_word(each.input),
            "end": name,
            "from": net_pence / _PENCE,
            "to": units / _UNITS,
            "times": f"{times:.0%}",
        }
        for each in swings
        for name, units, times in zip(
            ends, (each.at_low, each.at_high), (each.low, each.high), strict=True
        )
    ]
    frame = pd.DataFrame(rows)
    order = [input_word(each.input) for each in swings]
    bars = (
        alt.Chart(frame)
        .mark_bar(stroke="#33312d", strokeWidth=0.8, height=22)
        .encode(
            y=alt.Y("input:N", title=None, sort=order, axis=None),
            x=alt.X(
                "from:Q",
                title="Left a year after training, £",
                axis=alt.Axis(format=",d", tickCount=6, labelOverlap=True),
            ),
            x2="to:Q",
            color=alt.Color(
                "end:N",
                title=None,
                scale=alt.Scale(domain=list(ends), range=["#e9dfc7", "#1d70b8"]),
                legend=alt.Legend(
                    orient="top", columns=1, symbolStrokeColor="#33312d", symbolStrokeWidth=1
                ),
            ),
            tooltip=[
                alt.Tooltip("input", title="Input"),
                alt.Tooltip("end", title="End"),
                alt.Tooltip("times", title="Of its value"),
                alt.Tooltip("to", title="Left, £ a year", format=",.0f"),
            ],
        )
    )
    now = alt.Chart(frame).mark_rule(strokeWidth=2).encode(x="from:Q")
    nothing = alt.Chart(pd.DataFrame({"x": [0]})).mark_rule(strokeDash=[4, 3]).encode(x="x:Q")
    height = _BAR_PX * len(swings) + _AROUND_PX
    return finished(
        alt.layer(bars, now, nothing, names_over_bars("input", order)).properties(height=height)
    )
