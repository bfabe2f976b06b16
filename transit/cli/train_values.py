"""Words of the training commands as values."""

import datetime as dt
from collections.abc import Iterable, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import typer

from transit.errors import InputError

if TYPE_CHECKING:
    from transit.model.abilities import Level
    from transit.model.training import Agreement, Answer, Capacity, Incident, Prompt, Role
    from transit.model.training_rules import TrainingRules
    from transit.training.steps import Trained

_Word = TypeVar("_Word", bound=StrEnum)
_SHOWN = 5


def word_of(words: type[_Word], given: str) -> _Word:
    """Read one of several words.

    Parameters
    ----------
    words
        The words.
    given
        What was given.

    Returns
    -------
    StrEnum
        The word; capitals and hyphens make no difference.
    """
    wanted = given.strip().lower().replace("_", " ")
    for each in words:
        if wanted in (each.value, each.value.replace("-", " ")):
            return each
    raise typer.BadParameter(
        f"{given!r}: expected one of {', '.join(each.value for each in words)}"
    )


def the_day(text: str | None) -> dt.date:
    """Read a date; today where none is given.

    Parameters
    ----------
    text
        ``2026-11-24`` or ``24/11/2026``, day first.

    Returns
    -------
    date
        The day.
    """
    if text is None:
        return dt.date.today()
    for form in ("%Y-%m-%d", "%d/%m/%Y"):
        try:
            return dt.datetime.strptime(text.strip(), form).date()
        except ValueError:
            continue
    raise typer.BadParameter(f"{text!r}: expected a date, as 2026-11-24 or 24/11/2026")


def the_moment(text: str) -> dt.time:
    """Read a time of the day.

    Parameters
    ----------
    text
        Such as ``09:30``.

    Returns
    -------
    time
        The time, to the minute.
    """
    try:
        return dt.datetime.strptime(text.strip(), "%H:%M").time()
    except ValueError:
        raise typer.BadParameter(f"{text!r}: expected a time, as 09:30") from None


def agreement(
    rules: "TrainingRules",
    role: "Role",
    answer: "Answer",
    on: dt.date,
    by: str,
    capacity: "Capacity | None",
    matters: Sequence[str],
    note: str,
) -> "Agreement":
    """Return what somebody said, or say what is wrong with it.

    Parameters
    ----------
    rules
        Rules of training, which know the matters.
    role, answer, on, by, capacity, matters, note
        What was said.

    Returns
    -------
    Agreement
        The answer.
    """
    from transit.model.training import Agreement, Capacity, Role

    odd = [name for name in matters if name not in rules.matters]
    if odd:
        raise typer.BadParameter(f"--matter: expected one of {', '.join(rules.matters)}")
    if role is Role.PERSON and capacity is None:
        # Not noted is not assessed: it never counts as capacity.
        capacity = Capacity.NOT_ASSESSED
    try:
        return Agreement(
            role=role,
            answer=answer,
            on=on,
            by=by,
            matters=frozenset(matters),
            capacity=capacity,
            note=note,
        )
    except InputError as fault:
        raise typer.BadParameter(str(fault)) from None


def levels(
    trained: "Trained",
    whole: str | None,
    ways: Sequence[str],
    given: Iterable[str],
    csv: Path | None,
) -> "tuple[Prompt, ...]":
    """Read the levels of a lesson: of whole ways, of a file, then one by one.

    Parameters
    ----------
    trained
        What the course trains.
    whole
        Level of every step of the ways; None for none.
    ways
        The ways; both where empty.
    given
        ``STEP=LEVEL`` or ``SKILL=LEVEL``.
    csv
        File of levels; None for none.

    Returns
    -------
    tuple of Prompt
        What is told later goes before what was told earlier.
    """
    from transit.model.verdict import Direction
    from transit.training.entry import together, whole_ways

    every: tuple[Prompt, ...] = ()
    if whole is not None:
        chosen = [word_of(Direction, way) for way in ways] or [*Direction]
        every = whole_ways(trained, chosen, _level(whole))
    return together((every, _file(trained, csv), (_one(trained, each) for each in given)))


def incidents(rules: "TrainingRules", given: Iterable[str], on: dt.date) -> "tuple[Incident, ...]":
    """Read what happened.

    Parameters
    ----------
    rules
        Rules of training, which know the kinds.
    given
        ``KIND:SEVERITY:WHAT WAS DONE``.
    on
        When.

    Returns
    -------
    tuple of Incident
        In the same order.
    """
    from transit.model.training import Incident

    made = []
    for text in given:
        kind, severity, done = [*(part.strip() for part in text.split(":", 2)), "", ""][:3]
        if kind not in rules.incidents or severity not in ("1", "2", "3", "4", "5") or not done:
            # What was done is not repeated: it is about a person.
            raise typer.BadParameter(
                "--incident: expected KIND:1…5:WHAT WAS DONE, the kind one of "
                f"{', '.join(rules.incidents)}"
            )
        made.append(Incident(kind=kind, severity=int(severity), on=on, done=done))
    return tuple(made)


def _one(trained: "Trained", text: str) -> "Prompt":
    from transit.training.entry import prompt_of

    about, _, level = text.rpartition("=")
    step, skill = (about, "") if "/" in about else ("", about)
    try:
        return prompt_of(trained, step.strip(), skill.strip(), _level(level))
    except InputError as fault:
        raise typer.BadParameter(f"--level: {fault}") from None


def _file(trained: "Trained", path: Path | None) -> "tuple[Prompt, ...]":
    from transit.cli.faults import fault_line
    from transit.read.table_faults import Fault
    from transit.read.training_prompts import read_prompts
    from transit.training.entry import prompt_of

    if path is None:
        return ()
    rows, found = read_prompts(path)
    faults, made = list(found), []
    for row in rows:
        try:
            if row.level is not None:
                made.append(prompt_of(trained, row.step, row.skill, row.level))
        except InputError as fault:
            faults.append(Fault(path.name, row.number, "step", str(fault), "a step of the plan"))
    if faults:
        lines = "; ".join(fault_line(each) for each in faults[:_SHOWN])
        more = f"; and {len(faults) - _SHOWN} more" if len(faults) > _SHOWN else ""
        raise InputError(f"nothing was recorded. {lines}{more}")
    return tuple(made)


def _level(text: str) -> "Level":
    from transit.read.training_prompts import EXPECTED, level_of

    level = level_of(text.strip())
    if level is None:
        raise typer.BadParameter(f"{text!r}: expected {EXPECTED}")
    return level
