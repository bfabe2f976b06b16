"""Verdicts to sessions at other times: worked out as scoring does, and kept nowhere."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from transit.batch.switch_inputs import Moved, without_moved
from transit.errors import TransitError
from transit.fleet.candidates import Judged, JudgedKey
from transit.fleet.study import LostRow, MoveRow
from transit.fleet.today import FLEET_MODES, mode_of
from transit.model.notice import Notice, Severity
from transit.model.override import Override
from transit.model.parameters import Parameters
from transit.model.people import Person
from transit.model.register import Register
from transit.model.starting import session_from
from transit.model.verdict import Direction, Rung, Verdict
from transit.network.observed import observe
from transit.network.store import open_area
from transit.read.rules import read_rules
from transit.store import Store
from transit.store.observed_venues import with_observed_venues
from transit.store.surveys import read_observations
from transit.verdict.desk import Desk
from transit.verdict.judge import judge_many

_ALONE: Final = (Rung.NOW, Rung.WITH_TRAINING)
_NO_JOURNEY: Final = {"no_journey_back": Direction.BACK, "no_journey_out": Direction.OUT}


@dataclass(frozen=True, slots=True)
class AtNewTimes:
    """What is known where some sessions are at other times.

    Parameters
    ----------
    judged
        Verdicts: those to the moved sessions at their new times, all others as they were.
    moves
        The sessions that moved.
    lost
        Who could do less by themselves than at the old times.
    notices
        Who these are, and what could not be worked out.
    """

    judged: Mapping[JudgedKey, Judged]
    moves: tuple[MoveRow, ...] = ()
    lost: tuple[LostRow, ...] = ()
    notices: tuple[Notice, ...] = ()


def at_new_times(
    store: Store,
    area: Path,
    before: Register,
    then: Register,
    known: Mapping[JudgedKey, Judged],
    moved: Sequence[Moved],
    parameters: Parameters,
) -> AtNewTimes:
    """Work out verdicts of everybody who goes to a moved session, at its new times.

    Those at its old times are worked out again beside them: saved ones may be out of date, or not
    there, and what has changed since is no fault of the move. A decision was made about the old
    times: one that somebody needs more help than the verdict says still counts at the new ones, one
    that they need less does not, and nobody counts as confirmed by it.

    Parameters
    ----------
    store
        The register; only what was seen on the way and at venues is read.
    area
        Folder of the area.
    before, then
        With the sessions at their old and at their new times.
    known
        What is known at the old times.
    moved
        Which sessions moved.
    parameters
        Rules that verdicts rest on.

    Returns
    -------
    AtNewTimes
        Where the area cannot be asked for journeys, nothing is known of journeys to the moved
        sessions, and a notice says so.
    """
    if not moved:
        return AtNewTimes(known)
    places = {each.session: each for each in moved}
    rest = without_moved(known, moved)
    try:
        desk = _desk(store, area, then, parameters)
        verdicts = list(_verdicts(desk, then, tuple(places)))
        at_old_times = list(_verdicts(desk, before, tuple(places)))
    except TransitError as fault:
        rows = tuple(_move(then, known, {}, each, is_judged=False) for each in places.values())
        return AtNewTimes(rest, rows, (), (_not_judged(str(fault)),))
    made = {_key(each): each for each in verdicts}
    fresh = {key: _judged(each, _holding(each, known.get(key))) for key, each in made.items()}
    old = {_key(each): _judged(each, _decided(known.get(_key(each)))) for each in at_old_times}
    lost = tuple(_lost(then, old, made, fresh))
    return AtNewTimes(
        judged={**rest, **fresh},
        moves=tuple(_move(then, old, fresh, each, is_judged=True) for each in places.values()),
        lost=lost,
        notices=tuple(map(_told, lost)),
    )


def _desk(store: Store, area: Path, register: Register, parameters: Parameters) -> Desk:
    """Return what verdicts are worked out with."""
    observations = read_observations(store)
    rules = read_rules()
    seen = observe(open_area(area), observations, rules, parameters).area
    venues = with_observed_venues(register.opportunities, observations)
    return Desk(seen, venues, rules, parameters)


def _verdicts(desk: Desk, register: Register, sessions: Sequence[str]) -> Iterator[Verdict]:
    """Judge everybody who goes to some sessions, from each place they set out from."""
    for name in sessions:
        session = register.sessions[name]
        going = [
            (person, place)
            for person in _going(register, name)
            for place in range(len(person.places))
            if session_from(person, place, session) is not None
        ]
        yield from judge_many(desk, going, [session])


def _key(verdict: Verdict) -> JudgedKey:
    return verdict.person, verdict.place, verdict.session


def _going(register: Register, session: str) -> list[Person]:
    """Return who goes to a session, however they travel today."""
    return [
        person
        for person in register.people.values()
        if any(attends.session == session for attends in person.attends)
    ]


def _decided(known: Judged | None) -> Override | None:
    return known.decided if known else None


def _holding(verdict: Verdict, known: Judged | None) -> Override | None:
    """Return a decision about the old times that holds at the new ones: for more help only."""
    decided = _decided(known)
    if decided is None or decided.rung is None or decided.rung <= verdict.rung:
        return None
    return decided


def _judged(verdict: Verdict, decided: Override | None) -> Judged:
    return Judged(
        rung=verdict.rung,
        sure=verdict.sure,
        out=verdict.out,
        back=verdict.back,
        lessons=verdict.lessons,
        decided=decided,
    )


def _move(
    register: Register,
    old: Mapping[JudgedKey, Judged],
    fresh: Mapping[JudgedKey, Judged],
    moved: Moved,
    *,
    is_judged: bool,
) -> MoveRow:
    people = {person.id for person in _going(register, moved.session)}

    def alone(judged: Mapping[JudgedKey, Judged]) -> int:
        return len(
            {
                person
                for (person, _, session), each in judged.items()
                if session == moved.session and person in people and each.counts in _ALONE
            }
        )

    return MoveRow(
        session=moved.session,
        start_s=moved.start_s,
        end_s=moved.end_s,
        people=len(people),
        alone_before=alone(old),
        alone_after=alone(fresh),
        is_judged=is_judged,
    )


def _lost(
    register: Register,
    old: Mapping[JudgedKey, Judged],
    made: Mapping[JudgedKey, Verdict],
    fresh: Mapping[JudgedKey, Judged],
) -> Iterator[LostRow]:
    """Tell who could do less than before; the worst of their start places."""
    found: dict[tuple[str, str], tuple[Rung, LostRow]] = {}
    for key, now in fresh.items():
        before = old.get(key)
        if before is None or now.counts <= before.counts:
            continue
        person, _, session = key
        why, way = _why(made[key])
        row = LostRow(
            person=person,
            session=session,
            before=before.counts.word,
            after=now.counts.word,
            why=why,
            way=way,
            rides=_rides(register.people[person], session),
        )
        worst = found.get((person, session))
        if worst is None or worst[0] < now.counts:
            found[person, session] = now.counts, row
    yield from (found[key][1] for key in sorted(found))


def _why(verdict: Verdict) -> tuple[str, str]:
    """Return the main reason of a verdict, and which journey is at fault."""
    for code, way in _NO_JOURNEY.items():
        if any(each.code == code for each in verdict.reasons):
            return code, way.value
    first = verdict.reasons[0].code if verdict.reasons else ""
    ways = (each.direction.value for each in verdict.reasons if each.direction is not None)
    return first, next(ways, "")


def _rides(person: Person, session: str) -> bool:
    return any(
        mode_of(person, attends) in FLEET_MODES
        for attends in person.attends
        if attends.session == session
    )


def _told(row: LostRow) -> Notice:
    way = {"back": ": the journey home", "out": ": the journey there"}.get(row.way, "")
    return Notice(
        "switch_move_costs",
        Severity.INFO,
        "register",
        f"person {row.person} could do less by themselves at the new times of session "
        f"{row.session}: {_said(row.before)} before, {_said(row.after)} then{way}"
        f" ({row.why.replace('_', ' ')})",
        "Ask them and their trainer before the session moves"
        + ("" if row.rides else ": they do not ride on the fleet today, and may have to"),
    )


def _said(rung: str) -> str:
    return rung.replace("_", " ")


def _not_judged(fault: str) -> Notice:
    return Notice(
        "switch_move_not_judged",
        Severity.WARNING,
        "area",
        f"verdicts at the new times could not be worked out ({fault}): nobody who goes to a moved "
        "session is counted among those who could leave",
        "Move the session in the register, run transit score, then look again",
    )
