"""When runs are out, as bars on a line of time; the table beside it has the same."""

from collections.abc import Sequence
from typing import Final

import altair as alt
import pandas as pd

from transit.dashboard.charts import finished
from transit.present.run_tables import RunLine, StopLine

_A_DAY: Final = "2001-01-01"
"""Only the time of day is shown."""

_ROW_PX: Final = 32
_AROUND_PX: Final = 90
"""Of the legend and the axis, which the height includes."""


def timeline(runs: Sequence[RunLine], stops: Sequence[StopLine]) -> alt.LayerChart:
    """Draw when runs are out, with a tick for each stop.

    Parameters
    ----------
    runs
        Runs of a part of a day.
    stops
        Their stops.

    Returns
    -------
    LayerChart
        A bar a run.
    """
    named = {run.letter: f"{run.letter}  {run.vehicle}" for run in runs}
    order = list(named.values())
    bars = pd.DataFrame(
        {
            "run": order,
            "from": [_moment(run.leave_s) for run in runs],
            "to": [_moment(run.back_s) for run in runs],
        }
    )
    ticks = pd.DataFrame(
        {
            "run": [named[stop.letter] for stop in stops],
            "at": [_moment(stop.begin_s) for stop in stops],
            "what": [stop.what for stop in stops],
        }
    )
    time = alt.Axis(format="%H:%M", title=None, tickCount=8, labelOverlap=True)
    names = alt.Axis(labelLimit=220, ticks=False, domain=False, labelOverlap=False)
    whole = (
        alt.Chart(bars)
        .mark_bar(color="#a9cbe8", stroke="#33312d", strokeWidth=0.8, height=18)
        .encode(
            y=alt.Y("run:N", sort=order, title=None, axis=names),
            x=alt.X("from:T", axis=time),
            x2="to:T",
            tooltip=[
                alt.Tooltip("run", title="Run"),
                alt.Tooltip("from:T", title="Leaves", format="%H:%M"),
                alt.Tooltip("to:T", title="Back", format="%H:%M"),
            ],
        )
    )
    words = ("pick up", "set down")
    # One under the other: side by side they would be cut off on a narrow screen.
    key = alt.Legend(orient="top", columns=1)
    marks = (
        alt.Chart(ticks)
        .mark_point(filled=True, size=70, opacity=1, stroke="#ffffff", strokeWidth=0.7)
        .encode(
            y=alt.Y("run:N", sort=order, title=None),
            x=alt.X("at:T"),
            shape=alt.Shape(
                "what:N",
                title=None,
                scale=alt.Scale(domain=words, range=["circle", "square"]),
                legend=key,
            ),
            color=alt.Color(
                "what:N",
                title=None,
                scale=alt.Scale(domain=words, range=["#00703c", "#0b0c0c"]),
                legend=key,
            ),
            tooltip=[
                alt.Tooltip("run", title="Run"),
                alt.Tooltip("what", title="What"),
                alt.Tooltip("at:T", title="At", format="%H:%M"),
            ],
        )
    )
    chart = alt.layer(whole, marks).properties(height=_ROW_PX * len(order) + _AROUND_PX)
    assert isinstance(chart, alt.LayerChart)
    return finished(chart)


def _moment(seconds: int) -> str:
    hours, rest = divmod(min(max(seconds, 0), 86_399), 3600)
    return f"{_A_DAY}T{hours:02d}:{rest // 60:02d}:{rest % 60:02d}"
