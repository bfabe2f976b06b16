"""How a course goes: levels lesson by lesson as chart and table, and the lessons left."""

from collections.abc import Sequence
from html import escape

import streamlit as st

from transit.dashboard.frame import Cell, Html, empty, table
from transit.dashboard.parts.told import bullets
from transit.dashboard.training_chart import levels_chart
from transit.model.abilities import Level
from transit.training.desk import TrainingDesk
from transit.training.hints import is_stuck
from transit.training.progress import (
    Progress,
    forecast_of,
    skill_progress,
    step_progress,
    usual_range,
)
from transit.training.situation import Situation
from transit.training.words import forecast_sentences, level_word


def progress_view(desk: TrainingDesk, situation: Situation) -> None:
    """Show how a course goes.

    Parameters
    ----------
    desk
        The desk.
    situation
        The course on a day.
    """
    words, share = desk.words, situation.rules.forecast.range_share
    usual = usual_range(situation)
    said = list(forecast_sentences(words, forecast_of(situation), share))
    if usual.high:
        said.append(f"The slowest skill usually takes {usual.low} to {usual.high} lessons alone.")
    bullets("Lessons left", said)
    if not situation.record.lessons:
        empty("No lesson was recorded yet", ["Levels appear here lesson by lesson."])
        return
    rows = skill_progress(situation)
    tried = [row for row in rows if row.tries]
    dates = [f"{each.on:%d/%m/%Y}" for each in situation.record.lessons]
    st.subheader("Skills", anchor=False)
    if tried:
        said = [f"{int(level)} {level_word(words, level).lower()}" for level in Level]
        st.markdown(f"Levels: {', '.join(said)}.")
        chart = levels_chart([(row.label, row.levels) for row in tried], dates, words)
        st.altair_chart(
            chart,
            width="stretch",
            alt="Levels of every skill, lesson by lesson; the table below has the same figures.",
        )
    _table(desk, "Levels of every skill, lesson by lesson", "Skill", rows, dates, situation)
    st.subheader("Steps", anchor=False)
    for way, title in (("out", "The way there"), ("back", "The way back")):
        numbers = {
            step.key: step.number for step in situation.trained.steps if step.direction.value == way
        }
        own = [row for row in step_progress(situation) if row.name in numbers]
        with st.expander(f"{title}: every step, lesson by lesson"):
            _table(desk, title, "Step", own, dates, situation, numbers)


def _table(
    desk: TrainingDesk,
    caption: str,
    first: str,
    rows: Sequence[Progress],
    dates: Sequence[str],
    situation: Situation,
    numbers: dict[str, int] | None = None,
) -> None:
    tries = situation.rules.hints.stuck_tries
    cells: list[Sequence[Cell]] = []
    for row in rows:
        label = row.label if numbers is None else f"{numbers[row.name]}. {row.label}"
        state = "✓ alone" if row.needed is not None and row.is_alone else "not yet alone"
        state = "not needed" if row.needed is None else state
        stuck = ", stuck" if is_stuck(row, tries) else ""
        cells.append(
            (
                label,
                *(Html(_level(desk, level)) for level in row.levels),
                level_word(desk.words, row.now),
                f"{state}{stuck}",
            )
        )
    table(caption, (first, *dates, "Now", "For signing off"), cells)


def _level(desk: TrainingDesk, level: Level | None) -> str:
    if level is None:
        return '<span class="quiet">–</span>'
    word = escape(level_word(desk.words, level))
    return f"{int(level)} <small>{word}</small>"
