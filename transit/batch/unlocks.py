"""What would open more, for a register in the store and an area in a folder."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NamedTuple, cast

from sqlalchemy import select

from transit.batch.runners import on_cluster, on_cores
from transit.batch.score_cut import cut
from transit.batch.score_inputs import digest_of
from transit.batch.score_plan import EVERYTHING as EVERYBODY
from transit.batch.score_plan import ScorePlan, plan_scoring
from transit.batch.unlock_job import JUDGED, TRIED, Look, Moved, Tried, UnlockJob, UnlockWork
from transit.batch.unlock_parts import KeptParts, Keyed, Runner, do_parts
from transit.batch.unlock_work import desk_for
from transit.model.parameters import Parameters
from transit.model.register import Register
from transit.model.unlock import ChangeKind, Move, RegisterUnlocks, SurveyStep, gathered
from transit.read.parameters import read_parameters
from transit.store import Store, open_store
from transit.store.base import table_of
from transit.store.verdict_pages import Chosen
from transit.store.verdict_tables import VerdictTable
from transit.store.verdicts import Key
from transit.store.whole import read_register
from transit.verdict.basis import shipped_basis
from transit.verdict.unlocks import EVERYTHING
from transit.verdict.unlocks_better import BEST, Rungs, Subject
from transit.verdict.unlocks_journeys import Outside
from transit.verdict.unlocks_survey import settles, survey_list

Tell = Callable[[str, float], None]
_OF_UNLOCKS: Final = "unlock_"
"""How names of parameters begin that say what is tried."""


@dataclass(frozen=True, slots=True)
class ScoredUnlocks:
    """Unlocks of a register, with what is needed to say them.

    Parameters
    ----------
    unlocks
        The unlocks.
    venues
        Names of venues by session.
    """

    unlocks: RegisterUnlocks
    venues: dict[str, str]


def score_unlocks(
    store_url: str | Path,
    area: str | Path,
    *,
    chosen: Chosen = EVERYBODY,
    kinds: Collection[ChangeKind] = EVERYTHING,
    parameters_dir: str | None = None,
    workers: int = 1,
    scheduler: str | None = None,
    keep: Path | None = None,
    progress: Tell = lambda stage, share: None,
    stop: Callable[[], None] = lambda: None,
) -> ScoredUnlocks:
    """Find what would open more to a register.

    Verdicts that the register has and that are up to date are taken from it; the register is not
    written. It may be stopped at any moment: with ``keep``, it goes on where it was when started
    again, and what has not changed since is not tried again.

    Parameters
    ----------
    store_url
        File or address of the register.
    area
        Folder or address of the area.
    chosen
        Of whom and about what; only its people, opportunities and sessions count.
    kinds
        Which kinds of change are tried.
    parameters_dir
        The council's own parameters.
    workers
        Processes; with one, this process does it.
    scheduler
        Address of a Dask scheduler, instead of processes.
    keep
        Folder for what parts found; nothing is kept when None. Its files name nobody.
    progress
        Told the stage and the share done.
    stop
        Called between parts; it may raise to end the work.

    Returns
    -------
    ScoredUnlocks
        Summed over everybody.

    Raises
    ------
    TransitError
        The register or the area cannot be used.
    """
    runner = cast("Runner", on_cluster(scheduler) if scheduler else on_cores(workers))
    store = open_store(store_url)
    try:
        progress("Reading the register and the area", 0.0)
        plan = plan_scoring(store, str(area), chosen, parameters_dir=parameters_dir)
        waiting = {key for part in plan.parts for key in part.keys}
        with store.reading() as session:
            register = read_register(session)
        known = _known(store, plan.hashes.keys() - waiting)
    finally:
        store.close()
    work = _Trying(plan, register, known, frozenset(kinds), runner, KeptParts(keep), progress, stop)
    names = {
        what: plan.job.opportunities[session.opportunity].name
        for what, session in plan.job.sessions.items()
    }
    return ScoredUnlocks(work.unlocks(), names)


@dataclass(slots=True)
class _Trying:
    """One search for unlocks, in parts."""

    plan: ScorePlan
    register: Register
    known: dict[Key, Rungs]
    kinds: frozenset[ChangeKind]
    runner: Runner
    kept: KeptParts
    progress: Tell
    stop: Callable[[], None]

    def unlocks(self) -> RegisterUnlocks:
        """Try everything, part by part, and sum it up."""
        keys = [key for key in self.plan.hashes if self.known.get(key) != BEST]
        parts = self._cut(keys)
        job = self._job(())
        tried = {
            number: TRIED.validate_json(found)
            for number, found in self._do(job, parts, "Trying what would open more").items()
        }
        of = {part.work.block: part.keys for part in parts}
        for number, each in tried.items():
            self.known |= dict(zip(of[number], each.now, strict=True))
        found = [
            (each.changes[moved.change], self._move(of[number][moved.case], moved))
            for number, each in sorted(tried.items())
            for moved in each.moved
        ]
        survey: tuple[SurveyStep, ...] = ()
        if ChangeKind.LOOK in self.kinds:
            survey = self._survey(tried, of)
        self.kept.forget_others()
        return RegisterUnlocks(
            people=len({who for who, _, _ in self.plan.hashes}),
            verdicts=len(self.plan.hashes),
            unlocks=gathered(found),
            survey=survey,
        )

    def _do(self, job: UnlockJob, parts: Sequence["_Part"], stage: str) -> dict[int, bytes]:
        def tell(done: int, all_parts: int) -> None:
            self.progress(f"{stage}: {done:,} of {all_parts:,} parts", done / max(all_parts, 1))

        keyed = [Keyed(part.work, part.key) for part in parts]
        return do_parts(job, keyed, self.runner, self.kept, tell, self.stop)

    def _cut(self, keys: Sequence[Key]) -> list["_Part"]:
        """Cut what is to be tried; people who travel alike stay together."""
        job, parameters = self.plan.job, self._parameters
        most = int(parameters.number("unlock_block_verdicts"))
        basis = shipped_basis(parameters)
        made = []
        for work, own in cut(keys, self.register.people, job.sessions, basis, most):
            now = [self.known.get(key) for key in own]
            one = UnlockWork(block=work.block, people=work.people, cases=work.cases, now=now)
            made_from = [(self.plan.hashes[key], *(self.known.get(key) or ())) for key in own]
            made.append(_Part(one, own, digest_of(made_from)))
        return made

    def _job(self, looks: tuple[Look, ...]) -> UnlockJob:
        plan, job = self.plan, self.plan.job
        own = {
            name: each.value
            for name, each in self._parameters.items()
            if name.startswith(_OF_UNLOCKS)
        }
        parts = job.seen_edition, plan.parameters_hash, own, sorted(self.kinds)
        return UnlockJob(
            area=job.area,
            edition=job.edition,
            seen_edition=job.seen_edition,
            parameters_dir=job.parameters_dir,
            opportunities=job.opportunities,
            sessions=job.sessions,
            observations=job.observations,
            key=digest_of("unlocks", parts, [look.change for look in looks]),
            kinds=self.kinds,
            looks=looks,
        )

    def _survey(
        self, tried: Mapping[int, Tried], of: Mapping[int, Sequence[Key]]
    ) -> tuple[SurveyStep, ...]:
        """Find what is most worth looking at, over all parts."""
        looks = {look.change.key: look for each in tried.values() for look in each.looks}
        if not looks:
            return ()
        needs: dict[Key, tuple[Look, ...]] = {}
        for number, each in sorted(tried.items()):
            for case, own in each.needing:
                needs[of[number][case]] = tuple(each.looks[look] for look in own)
        every = self._job(tuple(looks[key] for key in sorted(looks, key=str)))
        parts = self._cut(sorted(needs))
        found = self._do(every, parts, "Finding what is worth looking at")
        candidates = {key: look.candidate() for key, look in looks.items()}
        outside = [
            Outside(
                self._subject(key, now),
                (),
                tuple(candidates[look.change.key] for look in needs[key]),
            )
            for part in parts
            for key, new in zip(
                part.keys, JUDGED.validate_json(found[part.work.block]), strict=True
            )
            for now in [self.known[key]]
            if settles(now, new)
        ]
        most = int(self._parameters.number("unlock_survey_most"))
        return survey_list(desk_for(self._job(())), outside, most, self.stop)

    @property
    def _parameters(self) -> Parameters:
        folder = self.plan.job.parameters_dir
        return read_parameters(Path(folder) if folder else None)

    def _subject(self, key: Key, now: Rungs) -> Subject:
        who, place, what = key
        return Subject(self.register.people[who], place, self.plan.job.sessions[what], now)

    def _move(self, key: Key, moved: Moved) -> Move:
        who, place, what = key
        now = self.known[key]
        return Move(
            person=who,
            place=place,
            opportunity=self.plan.job.sessions[what].opportunity,
            session=what,
            rung=now.rung,
            sure=now.sure,
            new_rung=moved.new_rung,
            new_sure=moved.new_sure,
        )


class _Part(NamedTuple):
    """A part, the keys of its verdicts, and a hash of what it is made from."""

    work: UnlockWork
    keys: Sequence[Key]
    key: str


def _known(store: Store, keys: Collection[Key]) -> dict[Key, Rungs]:
    """Return the verdicts of some keys, in short."""
    table = table_of(VerdictTable).c
    asked = select(table.person_id, table.place, table.session_id, table.rung, table.sure)
    with store.reading() as session:
        return {
            (who, place, what): Rungs(rung, sure)
            for who, place, what, rung, sure in session.execute(asked)
            if (who, place, what) in keys
        }
