"""What was taken for granted when runs were planned: each thing once, with whom it is about."""

import re
from collections.abc import Iterable
from typing import Final

import streamlit as st

from transit.dashboard.frame import table
from transit.model.notice import Notice

_OF_PERSON: Final = re.compile(r"person ([^\s:]+):? (.+)")
_MOST_NAMED: Final = 40


def taken_for_granted(notices: Iterable[Notice]) -> None:
    """Show what was taken for granted, behind a heading.

    Parameters
    ----------
    notices
        What was noticed; those that differ by the person only stand in one row.
    """
    found: dict[tuple[str, str], list[str]] = {}
    for notice in notices:
        of_person = _OF_PERSON.fullmatch(notice.message)
        said = of_person[2] if of_person else notice.message
        people = found.setdefault((said, notice.todo), [])
        if of_person:
            people.append(of_person[1])
    if not found:
        return
    with st.expander(f"What was taken for granted ({len(found):,})"):
        table(
            "What was taken for granted, and what to do about it",
            ("What", "Of whom", "What to do"),
            [
                (said[:1].upper() + said[1:], _whom(who), todo)
                for (said, todo), who in found.items()
            ],
        )


def _whom(people: list[str]) -> str:
    if not people:
        return "–"
    named = ", ".join(people[:_MOST_NAMED])
    more = len(people) - _MOST_NAMED
    return f"{len(people):,}: {named}" + (f" and {more:,} more" if more > 0 else "")
