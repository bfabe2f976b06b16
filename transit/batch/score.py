"""Scoring a register: everybody and every session, of which only what changed is computed."""

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any, cast

from transit.batch.runners import on_cluster, on_cores
from transit.batch.score_cut import Part
from transit.batch.score_guard import guard
from transit.batch.score_job import ScoreJob, ScoreWork
from transit.batch.score_plan import EVERYTHING, ScorePlan, plan_scoring
from transit.batch.score_summary import Summary, count_by_rung, top_reasons
from transit.batch.score_table import write_verdicts
from transit.batch.score_work import Answers, answers_of
from transit.store import Store, open_store
from transit.store.runs import begin_run, finish_run
from transit.store.verdict_pages import Chosen
from transit.store.verdicts import save_rows
from transit.verdict.finder import Tally

ScoreRunner = Callable[[ScoreJob, Iterable[ScoreWork], int], Iterator[tuple[int, bytes]]]
"""Does so many parts and gives each with what it found as soon as it is done, in any order."""
Progress = Callable[[str, float], None]


def score_register(
    store_url: str | Path,
    area: str | Path,
    *,
    runner: ScoreRunner | None = None,
    workers: int = 1,
    scheduler: str | None = None,
    chosen: Chosen = EVERYTHING,
    again: bool = False,
    out: Path | None = None,
    parameters_dir: str | None = None,
    who: str | None = None,
    progress: Progress = lambda stage, share: None,
    stop: Callable[[], None] = lambda: None,
) -> Summary:
    """Score a register; what was scored from the same inputs before is kept.

    It may be stopped at any moment, also without warning, and goes on where it was when started
    again: every verdict is saved whole, with a hash of its inputs.

    Parameters
    ----------
    store_url
        File or address of the register.
    area
        Folder or address of the area.
    runner
        Who works; chosen by ``workers`` and ``scheduler`` when None.
    workers
        Processes; with one, this process does it.
    scheduler
        Address of a Dask scheduler, instead of processes.
    chosen
        Of whom and about what; only its people, opportunities and sessions count.
    again
        Whether to score also what did not change.
    out
        Parquet file for the verdicts asked for; none when None.
    parameters_dir
        The council's own parameters.
    who
        Who does it, for the audit.
    progress
        Told the stage and the share done.
    stop
        Called between parts; it may raise to end the work.

    Returns
    -------
    Summary
        What was done, and what the verdicts are.

    Raises
    ------
    TransitError
        The register or the area cannot be used, or somebody recorded an observation meanwhile.
    """
    began = time.perf_counter()
    if runner is None:
        runner = cast("ScoreRunner", on_cluster(scheduler) if scheduler else on_cores(workers))
    store = open_store(store_url)
    try:
        progress("Reading the register and the area", 0.0)
        plan = plan_scoring(store, str(area), chosen, again=again, parameters_dir=parameters_dir)
        tally = _run(store, plan, runner, who, progress, stop)
        if out is not None:
            progress("Writing the table", 1.0)
            write_verdicts(store, plan.chosen, plan.people, out)
        scored = sum(len(part.keys) for part in plan.parts)
        return Summary(
            asked=len(plan.hashes),
            kept=len(plan.hashes) - scored,
            scored=scored,
            stale=plan.stale,
            seconds=time.perf_counter() - began,
            tally=tally,
            counts=count_by_rung(store, plan.chosen),
            reasons=top_reasons(store, plan.chosen),
            notices=plan.notices,
        )
    finally:
        store.close()


def _run(
    store: Store,
    plan: ScorePlan,
    runner: ScoreRunner,
    who: str | None,
    progress: Progress,
    stop: Callable[[], None],
) -> Tally:
    """Score every part, and save each as soon as it is there."""
    tally = Tally()
    parts = {part.work.block: part for part in plan.parts}
    total = sum(len(part.keys) for part in parts.values())
    if not total:
        return tally
    run = begin_run(store, plan.job.seen_edition, plan.parameters_hash, len(plan.hashes), who)
    done, inputs_now = 0, guard(plan)
    progress(_stage(done, total), 0.0)
    for number, found in runner(plan.job, [part.work for part in plan.parts], len(parts)):
        answers, part = answers_of(found), parts.pop(number)
        save_rows(store, _rows(plan, part, answers), run, inputs_now)
        _add(tally, answers.tally)
        done += len(part.keys)
        progress(_stage(done, total), done / total)
        stop()
    finish_run(store, run)
    return tally


def _rows(plan: ScorePlan, part: Part, answers: Answers) -> Iterator[dict[str, Any]]:
    """Yield rows under the ids that the register has."""
    for key, row in zip(part.keys, answers.found, strict=True):
        yield row | {"person_id": key[0], "input_hash": plan.hashes[key]}


def _add(whole: Tally, part: Tally) -> None:
    for field in fields(Tally):
        setattr(whole, field.name, getattr(whole, field.name) + getattr(part, field.name))


def _stage(done: int, total: int) -> str:
    return f"{done:,} of {total:,} verdicts"
