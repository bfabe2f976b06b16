"""How much of what matters nobody has recorded, as a chart and as a table."""

import altair as alt
import pandas as pd
import streamlit as st

from transit.dashboard.config import INK
from transit.dashboard.data_facts import FactShare, fact_shares
from transit.dashboard.frame import table
from transit.dashboard.opened import OpenedArea

_STATES = (("Yes", "#1d70b8"), ("No", "#33312d"), ("Not recorded", "#e9dfc7"))


def unknown_facts(opened: OpenedArea) -> None:
    """Show what is known and what is not.

    Parameters
    ----------
    opened
        The area.
    """
    shares = [share for share in fact_shares(opened.area) if share.total]
    st.markdown(
        "A journey that rests on something not recorded is marked **route check needed**. "
        "Not recorded never counts as accessible."
    )
    worst = max(shares, key=lambda share: share.unknown_share, default=None)
    if worst is None:
        return
    st.altair_chart(
        _chart(shares),
        width="stretch",
        alt=f"Bars of how much is recorded. Least is known of: {worst.group.lower()}, "
        f"{worst.fact.lower()}, {worst.unknown_share:.0%} not recorded. The table has all figures.",
    )
    with st.expander("The same as a table"):
        table(
            "What is recorded",
            ("Of what", "Fact", "Yes", "No", "Not recorded", "Share not recorded"),
            [
                (each.group, each.fact, each.yes, each.no, each.unknown, _percent(each))
                for each in shares
            ],
        )


def _percent(share: FactShare) -> str:
    # 99.96 % is not all of them.
    if 0.99 < share.unknown_share < 1:
        return "over 99 %"
    return f"{share.unknown_share:.0%}".replace("%", " %")


def _chart(shares: list[FactShare]) -> alt.Chart:
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
            zip((name for name, _ in _STATES), (share.yes, share.no, share.unknown), strict=True)
        )
    ]
    text = {"labelColor": INK, "titleColor": INK, "labelFontSize": 14, "titleFontSize": 14}
    return (
        alt.Chart(pd.DataFrame(rows))
        .mark_bar(stroke="#6f675c", strokeWidth=0.6)
        .encode(
            y=alt.Y(
                "fact:N",
                sort=None,
                title=None,
                axis=alt.Axis(labelLimit=320, ticks=False, domain=False, **text),
            ),
            x=alt.X(
                "share:Q", title=None, axis=alt.Axis(format="%", tickCount=5, grid=False, **text)
            ),
            color=alt.Color(
                "state:N",
                title=None,
                scale=alt.Scale(
                    domain=[name for name, _ in _STATES], range=[colour for _, colour in _STATES]
                ),
                legend=alt.Legend(orient="top", symbolStrokeColor="#6f675c", **text),
            ),
            order=alt.Order("order:Q"),
            tooltip=[
                alt.Tooltip("fact", title="Fact"),
                alt.Tooltip("state", title="State"),
                alt.Tooltip("count", title="How many", format=","),
                alt.Tooltip("share", title="Share", format=".0%"),
            ],
        )
        .properties(height=34 * len(shares))
    )
