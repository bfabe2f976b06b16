"""Charts: dark labels, few colours; each has a table with the same figures."""

import datetime as dt
from collections.abc import Sequence
from typing import Final, TypeVar

import altair as alt
import pandas as pd

from transit.dashboard.config import INK, QUIET_INK
from transit.dashboard.data_facts import FactShare

_STATES: Final = {"Yes": "#1d70b8", "No": "#33312d", "Not recorded": "#e9dfc7"}
_WEEKDAYS: Final = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
_TEXT_PX: Final = 14
_EDGE_PX: Final = 22
_BAR_PX: Final = 22
_ROW_PX: Final = 54
_NAME_UP_PX: Final = 13
_AROUND_PX: Final = 120
"""Of the legend and the axis, which the height includes."""
_C = TypeVar("_C", bound=alt.TopLevelMixin)


def calendar_chart(days: Sequence[tuple[dt.date, int]]) -> alt.Chart:
    """Draw the trips of each day: weeks across, weekdays down.

    Parameters
    ----------
    days
        Date and trips.

    Returns
    -------
    Chart
        A heat map.
    """
    frame = pd.DataFrame(
        {
            "date": [f"{date:%d/%m/%Y}" for date, _ in days],
            "week": [(date - dt.timedelta(days=date.weekday())).isoformat() for date, _ in days],
            "weekday": [_WEEKDAYS[date.weekday()] for date, _ in days],
            "trips": [trips for _, trips in days],
        }
    )
    # Only the week in which a month begins carries the month's name.
    label = "date(toDate(datum.value)) <= 7 ? timeFormat(toDate(datum.value), '%b %Y') : ''"
    across = alt.Axis(labelExpr=label, labelAngle=0, labelOverlap=True, ticks=False, domain=False)
    chart: alt.Chart = (
        alt.Chart(frame)
        .mark_rect(stroke="#ffffff", strokeWidth=1.5, cornerRadius=2)
        .encode(
            x=alt.X("week:O", title=None, axis=across),
            y=alt.Y(
                "weekday:O",
                title=None,
                sort=_WEEKDAYS,
                axis=alt.Axis(ticks=False, domain=False, labelOverlap=False),
            ),
            color=alt.Color(
                "trips:Q",
                title="Bus trips a day",
                scale=alt.Scale(range=["#f7f4ef", "#a9cbe8", "#1d70b8", "#0b3a66"]),
                legend=alt.Legend(orient="top", gradientLength=180),
            ),
            tooltip=[alt.Tooltip("date", title="Date"), alt.Tooltip("trips", title="Bus trips")],
        )
        .properties(height=270)
    )
    return finished(chart)


def facts_chart(shares: Sequence[FactShare]) -> alt.LayerChart | alt.FacetChart:
    """Draw how much is recorded of each fact.

    Parameters
    ----------
    shares
        The facts, none of which counts nothing.

    Returns
    -------
    LayerChart
        Stacked bars with their names over them.
    """
    rows = [
        {
            "fact": f"{share.group}: {share.fact[0].lower()}{share.fact[1:]}",
            "state": state,
            "share": count / share.total,
            "count": count,
            "order": order,
        }
        for share in shares
        for order, (state, count) in enumerate(
            zip(_STATES, (share.yes, share.no, share.unknown), strict=True)
        )
    ]
    order = list(dict.fromkeys(str(row["fact"]) for row in rows))
    bars = (
        alt.Chart(pd.DataFrame(rows))
        .mark_bar(stroke="#6f675c", strokeWidth=0.6, height=_BAR_PX)
        .encode(
            y=alt.Y("fact:N", sort=order, title=None, axis=None),
            x=alt.X(
                "share:Q",
                title=None,
                scale=alt.Scale(domain=[0, 1]),
                axis=alt.Axis(format="%", tickCount=5, grid=False),
            ),
            color=alt.Color(
                "state:N",
                title=None,
                scale=alt.Scale(domain=list(_STATES), range=list(_STATES.values())),
                legend=alt.Legend(
                    orient="top", columns=1, symbolStrokeColor="#6f675c", symbolStrokeWidth=1
                ),
            ),
            order=alt.Order("order:Q"),
            tooltip=[
                alt.Tooltip("fact", title="Fact"),
                alt.Tooltip("state", title="State"),
                alt.Tooltip("count", title="How many", format=","),
                alt.Tooltip("share", title="Share", format=".1%"),
            ],
        )
    )
    return _with_names(bars, "fact", order)


def names_over_bars(field: str, names: Sequence[str]) -> alt.Chart:
    """Write names over bars: beside them, on a narrow screen, they would leave no room for bars.

    Parameters
    ----------
    field
        The field that the bars are one below the other by.
    names
        Its values, in their order.

    Returns
    -------
    Chart
        A layer to put over the bars.
    """
    chart: alt.Chart = (
        alt.Chart(pd.DataFrame({field: names}))
        .mark_text(align="left", baseline="bottom", dy=-_NAME_UP_PX, fontSize=_TEXT_PX, color=INK)
        .encode(y=alt.Y(f"{field}:N", sort=list(names)), x=alt.value(4), text=f"{field}:N")
    )
    return chart


def verdicts_chart(rows: Sequence[tuple[str, int, int]]) -> alt.LayerChart | alt.FacetChart:
    """Draw how many verdicts there are of each kind.

    Parameters
    ----------
    rows
        Verdict, how many are confirmed, and how many need a route check.

    Returns
    -------
    LayerChart
        Stacked bars with their names over them.
    """
    words = ("Confirmed", "Route check needed")
    frame = pd.DataFrame(
        [
            {"verdict": word, "confidence": words[order], "verdicts": number, "order": order}
            for word, *numbers in rows
            for order, number in enumerate(numbers)
        ]
    )
    order = [word for word, *_ in rows]
    bars = (
        alt.Chart(frame)
        .mark_bar(stroke="#33312d", strokeWidth=0.8, height=_BAR_PX)
        .encode(
            y=alt.Y("verdict:N", sort=order, title=None, axis=None),
            x=alt.X(
                "verdicts:Q",
                title="Verdicts",
                axis=alt.Axis(format=",d", tickCount=5, tickMinStep=1, grid=False),
            ),
            color=alt.Color(
                "confidence:N",
                title=None,
                scale=alt.Scale(domain=list(words), range=["#1d70b8", "#e9dfc7"]),
                legend=alt.Legend(
                    orient="top", columns=1, symbolStrokeColor="#33312d", symbolStrokeWidth=1
                ),
            ),
            order=alt.Order("order:Q"),
            tooltip=[
                alt.Tooltip("verdict", title="Verdict"),
                alt.Tooltip("confidence", title="Confidence"),
                alt.Tooltip("verdicts", title="How many", format=","),
            ],
        )
    )
    return _with_names(bars, "verdict", order)


def _with_names(
    bars: alt.Chart, field: str, names: Sequence[str]
) -> alt.LayerChart | alt.FacetChart:
    height = _ROW_PX * len(names) + _AROUND_PX
    return finished(alt.layer(bars, names_over_bars(field, names)).properties(height=height))


def finished(chart: _C) -> _C:
    """Return a chart with labels that everybody can read.

    Parameters
    ----------
    chart
        A chart, or layers of some.

    Returns
    -------
    Chart
        The same kind.
    """
    done: _C = (
        # Bars and labels at the end of an axis are not cut off at the edge.
        chart.properties(padding={"left": 5, "top": 5, "right": _EDGE_PX, "bottom": 20})
        .configure_axis(
            labelColor=INK, titleColor=INK, labelFontSize=_TEXT_PX, titleFontSize=_TEXT_PX
        )
        .configure_legend(
            labelColor=INK,
            titleColor=INK,
            labelFontSize=_TEXT_PX,
            titleFontSize=_TEXT_PX,
            orient="top",
        )
        .configure_view(stroke=QUIET_INK, strokeOpacity=0.3)
    )
    return done
