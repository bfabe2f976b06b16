"""Levels lesson by lesson as a picture: told by figure and shade, never by colour alone."""

from collections.abc import Sequence
from typing import Final

import altair as alt
import pandas as pd

from transit.dashboard.config import INK, QUIET_INK
from transit.model.abilities import Level
from transit.present.words import Words
from transit.training.words import level_word

_SHADES: Final = ["#f7f4ef", "#cfe2f3", "#6fa8dc", "#0b3a66"]
_TEXT_PX: Final = 14
_ROW_PX: Final = 28
_AROUND_PX: Final = 60
"""Of the axis, which the height includes."""


def levels_chart(
    rows: Sequence[tuple[str, Sequence[Level | None]]], dates: Sequence[str], words: Words
) -> alt.LayerChart:
    """Draw how well each skill went in each lesson.

    Parameters
    ----------
    rows
        Label of each skill with its levels, one a lesson; None where it was not tried.
    dates
        Dates of the lessons.
    words
        Words of training.

    Returns
    -------
    LayerChart
        Lessons across, skills down; what was not tried is left out.
    """
    frame = pd.DataFrame(
        [
            {
                "skill": label,
                "lesson": at + 1,
                "date": dates[at],
                "level": int(level),
                "word": level_word(words, level),
            }
            for label, levels in rows
            for at, level in enumerate(levels)
            if level is not None
        ]
    )
    across = alt.X("lesson:O", title="Lesson", axis=alt.Axis(labelAngle=0, ticks=False))
    down = alt.Y(
        "skill:N",
        title=None,
        sort=[label for label, _ in rows],
        axis=alt.Axis(labelLimit=340, ticks=False, domain=False, labelOverlap=False),
    )
    base = alt.Chart(frame).encode(x=across, y=down)
    shade = alt.Color(
        "word:N",
        title="Level",
        scale=alt.Scale(domain=[level_word(words, each) for each in Level], range=_SHADES),
        # Said in words above the chart: beside long labels a narrow window would cut it off.
        legend=None,
    )
    told = [
        alt.Tooltip("skill", title="Skill"),
        alt.Tooltip("date", title="Date"),
        alt.Tooltip("word", title="Level"),
    ]
    boxes = base.mark_rect(stroke=QUIET_INK, strokeWidth=0.6).encode(color=shade, tooltip=told)
    figures = base.mark_text(fontSize=_TEXT_PX, fontWeight=600).encode(
        text="level:Q",
        color=alt.condition("datum.level == 3", alt.value("#ffffff"), alt.value(INK)),
    )
    chart: alt.LayerChart = (
        alt.layer(boxes, figures)
        .properties(height=_ROW_PX * len(rows) + _AROUND_PX)
        .configure_axis(
            labelColor=INK, titleColor=INK, labelFontSize=_TEXT_PX, titleFontSize=_TEXT_PX
        )
        .configure_view(stroke=QUIET_INK, strokeOpacity=0.3)
    )
    return chart
