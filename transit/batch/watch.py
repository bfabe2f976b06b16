"""Watching a register: every saved plan against a new edition, of which only what changed anew."""

import datetime as dt
import time
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from transit.batch.score_inputs import basis_digest, digest_of, person_digest, session_digest
from transit.errors import InputError
from transit.model.notice import Notice
from transit.model.observation import Observation
from transit.model.register import Register
from transit.model.saved_plan import SavedPlan
from transit.model.watch import Changed, Outcome, Told, Watched
from transit.network.area import Area
from transit.network.observed import observe
from transit.network.store import open_area
from transit.present.words import Words
from transit.read.parameters import read_parameters
from transit.read.printing import read_print_words
from transit.store import Store, open_store
from transit.store.observed_venues import with_observed_venues
from transit.store.plans import find_saved_plan, list_saved_plans
from transit.store.surveys import read_observations
from transit.store.watched import Look, known_hashes, list_looks, save_looks
from transit.store.whole import read_register
from transit.verdict.basis import shipped_basis
from transit.verdict.desk import Desk
from transit.watch.accept import accept_offer
from transit.watch.compare import Comparer
from transit.watch.edition import Edition
from transit.watch.limits import Limits
from transit.watch.proposals import Offered

_AT_ONCE: Final = 25
"""Plans looked at between two saves: so many are looked at again after a crash."""

_TIMETABLE: Final = "timetable"


@dataclass(frozen=True, slots=True)
class WatchDone:
    """What watching did.

    Parameters
    ----------
    looks
        The look at each plan asked for, the most urgent first.
    looked
        How many were looked at now; the others had been before, from the same inputs.
    seconds
        How long it took.
    notices
        Observations that could not be matched with the area.
    """

    looks: tuple[Look, ...]
    looked: int
    seconds: float
    notices: tuple[Notice, ...] = ()

    @property
    def counts(self) -> dict[Outcome, int]:
        """How many plans have each outcome, the most urgent first."""
        found = [look.watched.outcome for look in self.looks]
        return {outcome: found.count(outcome) for outcome in Outcome}


def watch_register(
    register: str | Path,
    new: Path,
    old: Path | None = None,
    *,
    today: dt.date | None = None,
    plans: Collection[str] | None = None,
    again: bool = False,
    parameters_dir: Path | None = None,
    who: str | None = None,
    progress: Callable[[str, float], None] = lambda stage, share: None,
    stop: Callable[[], None] = lambda: None,
) -> WatchDone:
    """Look at every saved plan of a register; what was looked at from the same inputs is kept.

    It may be stopped at any moment and goes on where it was when started again. No plan is
    changed: a new version is made by a trainer.

    Parameters
    ----------
    register
        File or address of the register.
    new
        Folder of the area with the new edition.
    old
        Folder of the area before; only what plans carry themselves is compared when None.
    today
        Dates before are not looked at; that of the clock when None.
    plans
        Ids of the plans; all when None.
    again
        Whether to look also at what did not change.
    parameters_dir
        The council's own parameters.
    who
        Who does it, for the audit.
    progress
        Told the stage and the share done.
    stop
        Called between plans; it may raise to end the work.

    Returns
    -------
    WatchDone
        What became of the plans.

    Raises
    ------
    InputError
        There is no plan of an id that was asked for.
    TransitError
        The register or an area cannot be used.
    """
    began = time.perf_counter()
    store = open_store(register)
    try:
        progress("Reading the register and the areas", 0.0)
        run = _Run.over(store, new, old, today or dt.date.today(), parameters_dir)
        asked = _asked(list_saved_plans(store), plans)
        hashes = {saved.id: run.hash_of(saved) for saved in asked}
        known = {} if again else known_hashes(store)
        waiting = [saved for saved in asked if known.get(saved.id) != hashes[saved.id]]
        done = 0
        for part in _parts(run.in_order(waiting)):
            looks = []
            for saved in part:
                stop()
                looks.append(run.look(saved, hashes[saved.id]))
            save_looks(store, looks, who)
            done += len(part)
            progress("Looking at plans", done / len(waiting))
        wanted = {saved.id for saved in asked}
        found = tuple(each for each in list_looks(store) if each.watched.plan in wanted)
        return WatchDone(found, len(waiting), time.perf_counter() - began, run.notices)
    finally:
        store.close()


def accept_proposal(
    register: str | Path,
    new: Path,
    old: Path | None,
    plan_id: str,
    *,
    by: str,
    number: int = 1,
    today: dt.date | None = None,
    parameters_dir: Path | None = None,
) -> tuple[SavedPlan, Look]:
    """Make a proposal the next version of a plan, and look at the plan again.

    Parameters
    ----------
    register, new, old
        As in :func:`watch_register`; the proposal is searched for anew.
    plan_id
        The plan.
    by
        Who stands for it.
    number
        Which of its proposals, from 1.
    today, parameters_dir
        As in :func:`watch_register`.

    Returns
    -------
    tuple
        The plan with its new version, and what became of that.

    Raises
    ------
    InputError
        There is no such plan or proposal, or nobody stands for it.
    StoreError
        There is no journey in it, or somebody else saved the plan meanwhile.
    """
    store = open_store(register)
    try:
        saved = find_saved_plan(store, plan_id)
        if saved is None:
            raise InputError(f"there is no plan {plan_id} in this register")
        run = _Run.over(store, new, old, today or dt.date.today(), parameters_dir)
        offers = run.looked(saved)[1]
        if not 1 <= number <= len(offers):
            raise InputError(f"{saved.id} has {len(offers)} new versions to choose from")
        words = Words(read_print_words())
        made = accept_offer(store, saved, offers[number - 1], run.desk.area, words, by=by)
        look = run.look(made, run.hash_of(made))
        save_looks(store, [look], by)
        return made, look
    finally:
        store.close()


def _asked(saved: Sequence[SavedPlan], plans: Collection[str] | None) -> list[SavedPlan]:
    if plans is None:
        return list(saved)
    wanted = {each.strip().upper() for each in plans}
    found = [each for each in saved if each.id in wanted]
    missing = sorted(wanted - {each.id for each in found})
    if missing:
        raise InputError(f"there is no plan {', '.join(missing)} in this register")
    return found


def _parts(saved: Sequence[SavedPlan]) -> Iterator[Sequence[SavedPlan]]:
    for first in range(0, len(saved), _AT_ONCE):
        yield saved[first : first + _AT_ONCE]


@dataclass(slots=True)
class _Run:
    """One run over a register."""

    register: Register
    comparer: Comparer
    area: Area
    old: Area | None
    desk: Desk
    today: dt.date
    observations: Sequence[Observation]
    recorded: Callable[[dt.datetime], tuple[Observation, ...]]
    shared: str
    notices: tuple[Notice, ...]

    @classmethod
    def over(
        cls, store: Store, new: Path, old: Path | None, today: dt.date, parameters_dir: Path | None
    ) -> "_Run":
        observations = read_observations(store)
        with store.reading() as session:
            register = read_register(session)
        basis = shipped_basis(read_parameters(parameters_dir))
        opened = open_area(new)
        seen = observe(opened, observations, basis.rules, basis.parameters)
        venues = with_observed_venues(register.opportunities, observations)
        desk = Desk(seen.area, venues, basis.rules, basis.parameters, sessions=register.sessions)
        limits = Limits.of(basis.parameters)
        before = None if old is None else open_area(old)
        edition = None
        if before is not None:
            edition = Edition(before, venues, desk.day_rules, limits)
        shared = digest_of(
            basis_digest(basis),
            seen.area.edition,
            None if before is None else before.edition,
            today,
        )
        return cls(
            register=register,
            comparer=Comparer(desk, edition, limits, today),
            area=opened,
            old=before,
            desk=desk,
            today=today,
            observations=observations,
            recorded=lambda after: read_observations(store, after),
            shared=shared,
            notices=seen.notices,
        )

    def hash_of(self, saved: SavedPlan) -> str:
        """Hash all that a look at a plan is made from."""
        person = self.register.people.get(saved.person)
        session = self.register.sessions.get(saved.session)
        parts: list[Any] = [
            self.shared,
            saved.id,
            saved.latest.number,
            saved.latest.made_at.isoformat(),
        ]
        if person is not None and session is not None and saved.place < len(person.places):
            venue = self.desk.opportunities[session.opportunity]
            parts += [person_digest(person, saved.place), session_digest(session, venue)]
        return digest_of(*parts)

    def in_order(self, saved: Sequence[SavedPlan]) -> list[SavedPlan]:
        """Plans whose people travel alike after one another, so that searches are shared."""
        people: Mapping[str, Any] = self.register.people
        return sorted(
            saved, key=lambda each: (getattr(people.get(each.person), "profile", ""), each.session)
        )

    def look(self, saved: SavedPlan, input_hash: str) -> Look:
        """Look at one plan."""
        return Look(
            watched=self.looked(saved)[0],
            edition=self.desk.area.edition,
            old_edition=None if self.old is None else self.old.edition,
            input_hash=input_hash,
            checked_at=dt.datetime.now(dt.UTC),
        )

    def looked(self, saved: SavedPlan) -> tuple[Watched, tuple[Offered, ...]]:
        """Compare one plan."""
        person = self.register.people.get(saved.person)
        session = self.register.sessions.get(saved.session)
        if person is None or session is None or saved.place >= len(person.places):
            return _cannot_say(saved, Changed.NO_SESSION), ()
        try:
            return self.comparer.looked(
                saved,
                person,
                session,
                streets_differ=self._streets_differ(saved),
                seen=self.recorded(saved.latest.made_at) if self.observations else (),
            )
        except InputError:
            return _cannot_say(saved, Changed.UNREADABLE), ()

    def _streets_differ(self, saved: SavedPlan) -> bool:
        """Whether a plan may have been made on other streets than those of the new edition."""
        made_from = saved.latest.edition.mapped
        if made_from == self.area.edition:
            return False
        if self.old is None or made_from != self.old.edition:
            return True
        return bool(_streets(self.old) != _streets(self.area))


def _streets(area: Area) -> Any:
    """What an area's streets were made from."""
    manifest = area.manifest
    inputs = [each for each in manifest["inputs"] if each["kind"] != _TIMETABLE]
    return manifest.get("made_by"), manifest.get("clip"), inputs


def _cannot_say(saved: SavedPlan, why: Changed) -> Watched:
    return Watched(
        plan=saved.id,
        version=saved.latest.number,
        outcome=Outcome.UNKNOWN,
        told=(Told(changed=why),),
    )
