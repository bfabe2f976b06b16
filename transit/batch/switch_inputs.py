"""What a look at switching takes from a register: people, rides, verdicts, decisions."""

import datetime as dt
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from transit.batch.waiting import of_other_runs
from transit.errors import InputError
from transit.fleet.candidates import Judged, JudgedKey
from transit.model.abilities import Lessons
from transit.model.override import Override
from transit.model.parameters import Parameter, Parameters, Value
from transit.model.register import Register
from transit.model.verdict import Rung, Way
from transit.store import Store
from transit.store.overrides import read_overrides
from transit.store.signed_off import signed_off
from transit.store.verdict_boards import Boards, read_boards
from transit.store.verdict_pages import Chosen, read_verdicts
from transit.store.whole import read_register

_WAY: Final = tuple(name for name in Way.__dataclass_fields__ if name != "boards_s")
"""What a verdict's row tells of a journey."""

_OWN_CHOICE: Final = "Set for this scenario"


@dataclass(frozen=True, slots=True)
class MadeWith:
    """What verdicts of now are made with.

    Parameters
    ----------
    edition
        The area's edition.
    rules
        Hash of skills, rules, parameters and ready profiles, as
        :func:`~transit.batch.score_inputs.basis_digest` gives it.
    """

    edition: str
    rules: str


@dataclass(frozen=True, slots=True)
class Moved:
    """A session at other times.

    Parameters
    ----------
    session
        Its id.
    start_s, end_s
        Seconds of the day.
    """

    session: str
    start_s: int
    end_s: int


def read_inputs(
    store: Store, now: MadeWith | None = None
) -> tuple[Register, dict[JudgedKey, Judged]]:
    """Read a register, and what is known of journeys to sessions that people go to.

    Parameters
    ----------
    store
        The register.
    now
        What verdicts of now are made with: those made with anything else are out of date too. None
        looks only whether they were marked so.

    Returns
    -------
    Register
        People, sessions, places and vehicles.
    dict
        By person, start place and session.
    """
    with store.reading() as session:
        register = read_register(session)
    sessions = {
        attends.session
        for person in register.people.values()
        for attends in person.attends
        if attends.session
    }
    rows = read_verdicts(store, Chosen(sessions=tuple(sorted(sessions)))).to_dicts()
    last = {(each.person, each.place, each.session): each for each in read_overrides(store)}
    done = signed_off(store)
    others = of_other_runs(store, now.edition, now.rules, sessions) if now else set()
    going = {
        (person.id, attends.session)
        for person in register.people.values()
        for attends in person.attends
    }
    boards = read_boards(store)
    judged = {}
    for row in rows:
        key = row["person"], row["place"], row["session"]
        if (key[0], key[2]) in going:
            made = _judged(row, boards.get(key, ((), ())), last.get(key), key in done)
            judged[key] = replace(made, is_stale=True) if key in others else made
    return register, judged


def with_sessions_moved(register: Register, moved: Sequence[Moved]) -> Register:
    """Return a register whose sessions are at other times.

    Parameters
    ----------
    register
        The register.
    moved
        Which sessions, and when.

    Returns
    -------
    Register
        Everything else as it was.

    Raises
    ------
    InputError
        There is no such session, or its times are no times.
    """
    sessions = dict(register.sessions)
    for each in moved:
        known = sessions.get(each.session)
        if known is None:
            raise InputError(f"there is no session {each.session} in this register")
        sessions[each.session] = replace(known, start_s=each.start_s, end_s=each.end_s)
    return replace(register, sessions=sessions)


def without_moved(
    judged: Mapping[JudgedKey, Judged], moved: Sequence[Moved]
) -> dict[JudgedKey, Judged]:
    """Return what is known of journeys, but for sessions at other times: nobody knows of those.

    Parameters
    ----------
    judged
        What is known.
    moved
        Sessions at other times.

    Returns
    -------
    dict
        The rest.
    """
    gone = {each.session for each in moved}
    return {key: each for key, each in judged.items() if key[2] not in gone}


def with_changes(parameters: Parameters, changed: Mapping[str, Value]) -> Parameters:
    """Return parameters of which some have other values.

    Parameters
    ----------
    parameters
        The parameters.
    changed
        New values by name.

    Returns
    -------
    Parameters
        The changed ones say that they were set for a scenario, and when.

    Raises
    ------
    InputError
        There is no parameter of that name, or its value is of another kind, below 0 or no finite
        number.
    """
    made: dict[str, Parameter] = dict(parameters)
    for name, value in changed.items():
        known = made.get(name)
        if known is None:
            raise InputError(f"there is no parameter {name}; see data/parameters")
        made[name] = replace(
            known,
            value=_like(known.value, value, name),
            source=_OWN_CHOICE,
            date=dt.date.today().isoformat(),
            confidence="assumed",
        )
    return Parameters(made)


def _like(known: Value, value: Value, name: str) -> Value:
    """Return a new value as the kind that is known; a name may look like a number."""
    if isinstance(known, str) and isinstance(value, int | float):
        value = f"{value:g}"
    if isinstance(known, list) != isinstance(value, list) or isinstance(known, str) != isinstance(
        value, str
    ):
        raise InputError(f"parameter {name} is {known!r}; give a value of that kind")
    numbers = value if isinstance(value, list) else [value]
    if not all(isinstance(each, str) or (math.isfinite(each) and each >= 0) for each in numbers):
        raise InputError(f"parameter {name}: {value!r} is below 0 or no finite number")
    return value


def _judged(
    row: Mapping[str, Any], boards: Boards, decided: Override | None, is_signed_off: bool
) -> Judged:
    low, high = row["lessons_low"], row["lessons_high"]
    return Judged(
        rung=Rung[row["rung"].upper()],
        sure=Rung[row["sure"].upper()],
        out=_way(row, "out", boards[0]),
        back=_way(row, "back", boards[1]),
        lessons=None if low is None else Lessons(low, high),
        is_stale=row["is_stale"],
        decided=decided if decided is not None and decided.rung is not None else None,
        is_signed_off=is_signed_off,
    )


def _way(row: Mapping[str, Any], direction: str, boards_s: tuple[int, ...]) -> Way | None:
    cells = {name: row[f"{direction}_{name}"] for name in _WAY}
    if cells["leave_s"] is None:
        return None
    return Way(**{**cells, "lines": tuple(cells["lines"] or ()), "boards_s": boards_s})
