"""More people than today: what groups that grow would reach, before and after."""

import streamlit as st

from transit.batch.coverage_files import coverage_csv, share_figures
from transit.dashboard.coverage_data import CoverageFiles, find_coverage, own_parameters
from transit.dashboard.frame import problems, table
from transit.dashboard.parts.coverage_ask import ask_measure
from transit.disclosure import Audience
from transit.equity.coverage import Coverage
from transit.equity.growth import grow
from transit.equity.share import Measure, SharedRow
from transit.equity.words import grouping_word
from transit.errors import TransitError
from transit.read.growth import Growth, read_growth
from transit.store import Store
from transit.store.audit import write_audit

_SEED = 1
"""The same people are made up each time."""


def growth_view(store: Store) -> None:
    """Ask how groups grow, and tell what they would reach.

    Parameters
    ----------
    store
        The register.
    """
    try:
        today = find_coverage(store, CoverageFiles())
    except TransitError as fault:
        problems([f"{fault}."])
        return
    st.markdown(
        "People are made up, each like somebody of the same group who is there: they live where, "
        "and can do what, that person does. Nothing is written into the register."
    )
    known = read_growth()
    name = st.selectbox(
        "Who grows", [*known], format_func=lambda each: known[each].label, key="growth_name"
    )
    growth = known[name]
    table(
        "By how much groups grow",
        (grouping_word(growth.by), "Growth"),
        [
            (_group(group), f"{rate:+.1%}".replace("%", " %"))
            for group, rate in growth.rates.items()
        ],
    )
    st.markdown(f"Source: {growth.source}.")
    measure = ask_measure(today)
    then = grow(today, growth, _SEED)
    _compare(today, then, growth, measure)
    _download(store, then, measure)


def _compare(today: Coverage, then: Coverage, growth: Growth, measure: Measure) -> None:
    parameters = own_parameters()
    before, after = (
        share_figures(each, measure, Audience.INSIDE, parameters).groups for each in (today, then)
    )
    for grouping in ("everybody", growth.by):
        old = {row.group: row for row in before.of(grouping)}
        table(
            f"People, and who reaches nothing: {grouping_word(grouping).lower()}",
            (
                grouping_word(grouping),
                "People today",
                "People then",
                "Reach nothing today",
                "Reach nothing then",
            ),
            [_row(old.get(row.group), row) for row in after.of(grouping)],
        )
    for note in after.notes:
        st.markdown(note)


def _row(old: SharedRow | None, new: SharedRow) -> tuple[str, ...]:
    said = ("–", "–") if old is None else (old.people, old.nothing)
    return (new.label.capitalize(), said[0], new.people, said[1], new.nothing)


def _group(group: str) -> str:
    return group.replace("_", " ").capitalize()


def _download(store: Store, then: Coverage, measure: Measure) -> None:
    def content() -> bytes:
        made = coverage_csv(share_figures(then, measure, Audience.PUBLIC, own_parameters()))
        with store.writing() as session:
            write_audit(session, "export", {"table": "growth", "audience": "public"})
        return made

    st.download_button(
        "Download for publication",
        content,
        file_name="growth.csv",
        mime="text/csv",
        key="growth_csv",
        icon=":material/download:",
        on_click="ignore",
    )
