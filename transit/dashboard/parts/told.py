"""What a verdict says, so that it can be taken in: alike things together, the long rest folded."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Final

import streamlit as st

from transit.dashboard.frame import table
from transit.dashboard.parts.abilities import LEVEL_WORDS
from transit.model.abilities import Level
from transit.model.skills import Catalogue
from transit.model.verdict import Finding, Gap
from transit.present.finding_words import finding_sentence
from transit.present.voices import Voice
from transit.present.words import english

_SHOWN: Final = 8
_OF_SKILLS: Final = {
    "skill_not_assessed": "unassessed",
    "assess_skill": "unassessed",
    "ask_trainable": "trainable",
}
"""Findings that come once a skill: told together, by the skills' names."""


@dataclass(frozen=True, slots=True)
class Told:
    """Findings sorted into sentences of their own and lists of skills.

    Parameters
    ----------
    sentences
        What is said singly, each once.
    unassessed
        Names of skills that nobody has assessed.
    trainable
        Names of skills of which nobody knows whether they can be learnt.
    """

    sentences: tuple[str, ...]
    unassessed: tuple[str, ...] = ()
    trainable: tuple[str, ...] = ()


def sort_out(findings: Iterable[Finding], catalogue: Catalogue) -> Told:
    """Sort findings.

    Parameters
    ----------
    findings
        What a verdict says.
    catalogue
        The skills.

    Returns
    -------
    Told
        In the order given.
    """
    sentences: dict[str, None] = {}
    skills: dict[str, dict[str, None]] = {"unassessed": {}, "trainable": {}}
    for each in findings:
        skill = catalogue.skills.get(str(each.values.get("skill", "")))
        if each.code in _OF_SKILLS and skill is not None:
            skills[_OF_SKILLS[each.code]][skill.label] = None
        else:
            sentences[finding_sentence(english(), catalogue, each, Voice.PERSON)] = None
    return Told(tuple(sentences), tuple(skills["unassessed"]), tuple(skills["trainable"]))


def bullets(title: str, said: Sequence[str]) -> None:
    """Show sentences as a list; of a long one the first, the others folded.

    Parameters
    ----------
    title
        What they are; nothing is shown where there are none.
    said
        The sentences.
    """
    if not said:
        return
    st.subheader(title, anchor=False)
    _list(said[:_SHOWN])
    rest = said[_SHOWN:]
    if rest:
        with st.expander(f"{len(rest)} more"):
            _list(rest)


def skill_list(title: str, said: str, labels: Sequence[str]) -> None:
    """Show skills by their names, folded.

    Parameters
    ----------
    title
        What is the matter with them.
    said
        What that means.
    labels
        Their names.
    """
    if not labels:
        return
    st.subheader(title, anchor=False)
    st.markdown(said)
    with st.expander("1 skill" if len(labels) == 1 else f"{len(labels)} skills"):
        _list([label[:1].upper() + label[1:] for label in labels])


def gap_table(gaps: Sequence[Gap], catalogue: Catalogue, caption: str) -> None:
    """Show what has to be learnt or covered, a skill a row.

    Parameters
    ----------
    gaps
        What is asked above what the person can do.
    catalogue
        The skills.
    caption
        What the table shows.
    """
    by_skill: dict[str, list[Gap]] = {}
    for gap in gaps:
        by_skill.setdefault(gap.skill, []).append(gap)
    most_first = sorted(by_skill.values(), key=lambda own: -own[0].lessons.high)
    table(
        caption,
        ("Skill", "Now", "Asked for", "Where", "Lessons"),
        [_gap_row(own, catalogue) for own in most_first],
    )


def _gap_row(own: Sequence[Gap], catalogue: Catalogue) -> tuple[str, ...]:
    first = own[0]
    skill = catalogue.skills.get(first.skill)
    label = skill.label if skill else first.skill
    low, high = first.lessons.low, first.lessons.high
    return (
        label[:1].upper() + label[1:],
        LEVEL_WORDS[first.has],
        LEVEL_WORDS[max((gap.needed for gap in own), default=Level.ALONE)],
        _places(own),
        f"{low}" if low == high else f"{low} to {high}",
    )


def _places(own: Sequence[Gap]) -> str:
    counts: Mapping[str, None] = dict.fromkeys(gap.place for gap in own if gap.place)
    return ", ".join(counts) if counts else "All the way"


def _list(said: Sequence[str]) -> None:
    st.html(f"<ul>{''.join(f'<li>{escape(each)}</li>' for each in said)}</ul>")
