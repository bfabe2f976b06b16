"""How much of what matters nobody has recorded, as a chart and as a table."""

import streamlit as st

from transit.dashboard.charts import facts_chart
from transit.dashboard.data_facts import FactShare, fact_shares
from transit.dashboard.frame import table
from transit.dashboard.opened import OpenedArea


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
        facts_chart(shares),
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
