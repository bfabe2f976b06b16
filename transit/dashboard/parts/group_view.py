"""What one group's leaving comes to: sentences, ranges, and the inputs that matter most."""

import streamlit as st

from transit.dashboard.fleet_charts import tornado_chart
from transit.dashboard.frame import table
from transit.fleet.study import GroupStudy, Study
from transit.present.fleet_words import in_pounds, input_word
from transit.present.group_words import (
    break_even_sentence,
    forecast_sentences,
    minutes_sentences,
    swing_rows,
)


def group_view(study: Study, group: GroupStudy, key: str) -> None:
    """Show a group.

    Parameters
    ----------
    study
        The study.
    group
        The group that it looked at.
    key
        Tells apart several on one page.
    """
    for sentence in forecast_sentences(group, study.before.vehicles):
        st.markdown(sentence)
    st.markdown(" ".join(minutes_sentences(study.riders)))
    if not group.swings:
        return
    widest = group.swings[0]
    st.markdown(
        f"At the values in force {in_pounds(group.net_pence)} a year is left: what is cashable a "
        "year after training, on average over who may succeed, less a year's share of the cost of "
        "training. These inputs move that most, each alone; plans stay as they are, but the "
        "number of vehicles is chosen anew, and what is left follows in proportion."
    )
    st.altair_chart(
        tornado_chart(group.swings, group.net_pence),
        width="stretch",
        key=f"{key}_tornado",
        alt=f"Bars of what each input moves; {input_word(widest.input).lower()} moves most. The "
        "table has all figures.",
    )
    st.markdown(break_even_sentence(group))
    with st.expander("The same as a table, with break-even"):
        table(
            "Left a year after training, £",
            ("Input", "At its low value", "At its high value", "Nothing is left at"),
            swing_rows(group.swings),
        )
