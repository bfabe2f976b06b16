"""What would open more, for a register in the store and an area in a folder."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select

from transit.batch.remote import local_area
from transit.batch.score_plan import EVERYTHING as EVERYBODY
from transit.batch.score_plan import plan_scoring
from transit.model.unlock import ChangeKind, RegisterUnlocks
from transit.model.verdict import Verdict
from transit.network.observed import observe
from transit.network.store import open_area
from transit.read.parameters import read_parameters
from transit.read.rules import read_rules
from transit.store import Store, open_store
from transit.store.base import table_of
from transit.store.verdict_pages import Chosen
from transit.store.verdict_tables import VerdictTable
from transit.store.verdicts import Key
from transit.store.whole import read_register
from transit.verdict.desk import Desk
from transit.verdict.judge import Progress
from transit.verdict.unlocks import EVERYTHING, register_unlocks


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
    progress: Callable[[str, float], None] = lambda stage, share: None,
    stop: Callable[[], None] = lambda: None,
) -> ScoredUnlocks:
    """Find what would open more to a register.

    Verdicts that the register has and that are up to date are taken from it; nothing is written.

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
    progress
        Told the stage and the share done.
    stop
        Called between searches; it may raise to end the work.

    Returns
    -------
    ScoredUnlocks
        Summed over everybody.

    Raises
    ------
    TransitError
        The register or the area cannot be used.
    """
    store = open_store(store_url)
    try:
        progress("Reading the register and the area", 0.0)
        plan = plan_scoring(store, str(area), chosen, parameters_dir=parameters_dir)
        waiting = {key for part in plan.parts for key in part.keys}
        with store.reading() as session:
            register = read_register(session)
        rules = read_rules()
        parameters = read_parameters(Path(parameters_dir) if parameters_dir else None)
        opened = open_area(local_area(str(area)))
        seen = observe(opened, plan.job.observations, rules, parameters).area
        desk = Desk(seen, plan.job.opportunities, rules, parameters)
        people = dict.fromkeys((who, place) for who, place, _ in plan.hashes)
        sessions = dict.fromkeys(what for _, _, what in plan.hashes)

        def tell(done: Progress) -> None:
            progress("Trying what would open more", done.done / max(done.all, 1))

        made = register_unlocks(
            desk,
            [(register.people[who], place) for who, place in people],
            [register.sessions[what] for what in sessions],
            _known(store, plan.hashes.keys() - waiting),
            tell,
            stop,
            kinds=kinds,
        )
        names = {
            what: desk.opportunities[register.sessions[what].opportunity].name for what in sessions
        }
        return ScoredUnlocks(made, names)
    finally:
        store.close()


def _known(store: Store, keys: Collection[Key]) -> list[Verdict]:
    """Return the verdicts of some keys, in short."""
    table = table_of(VerdictTable)
    columns = (
        table.c.person_id,
        table.c.place,
        table.c.opportunity_id,
        table.c.session_id,
        table.c.rung,
        table.c.sure,
    )
    with store.reading() as session:
        return [
            Verdict(
                person=row.person_id,
                place=row.place,
                opportunity=row.opportunity_id,
                session=row.session_id,
                rung=row.rung,
                sure=row.sure,
            )
            for row in session.execute(select(*columns))
            if (row.person_id, row.place, row.session_id) in keys
        ]
