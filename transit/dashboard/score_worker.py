"""The process that works out verdicts for the dashboard."""

from typing import TYPE_CHECKING, Any, Final

import polars as pl

from transit.batch.tell import Tell
from transit.dashboard.background_worker import Told, serve_job
from transit.errors import TransitError

if TYPE_CHECKING:
    from transit.batch.score_summary import Summary
    from transit.store.verdict_pages import Chosen

_MOST_TURNS: Final = 4
"""Turns after which a register that is edited without a pause is left for the next run."""


def score(inputs: dict[str, Any], tell: Tell) -> Told:
    """Score a register, and again what was edited meanwhile.

    Parameters
    ----------
    inputs
        ``register``, ``area``, ``parameters_dir``, ``people`` (ids; None for all) and ``workers``.
    tell
        Told the stage and the share done.

    Returns
    -------
    str
        How it ended.
    dict
        How many verdicts were worked out, and how many were asked for.
    """
    from transit.batch.score import score_register
    from transit.batch.warm import warm_searches
    from transit.store.verdict_pages import Chosen

    warm_searches(tell)
    people = inputs["people"]
    chosen = Chosen(people=None if people is None else tuple(people))
    # Of one person it is worth saying what came of an edit; of a register, its page shows it.
    kept = None if people is None else _rungs(inputs["register"], chosen)
    scored, made = 0, None
    for turn in range(_MOST_TURNS):
        before = _edits(inputs["register"])
        try:
            made = score_register(
                inputs["register"],
                inputs["area"],
                workers=inputs["workers"],
                chosen=chosen,
                parameters_dir=inputs["parameters_dir"],
                progress=tell,
            )
        except TransitError:
            # Something was seen outside meanwhile: what is still to come rests on that.
            if turn + 1 == _MOST_TURNS or _edits(inputs["register"]) == before:
                raise
            continue
        scored += made.scored
        if _edits(inputs["register"]) == before:
            break
    assert made is not None
    moved = "" if kept is None else _moved(kept, _rungs(inputs["register"], chosen))
    return _said(scored, made, moved), {"scored": scored, "asked": made.asked}


def _edits(register: str) -> int:
    """Return a number that is another one after an edit or an import."""
    from transit.batch.waiting import last_edit
    from transit.store import open_store

    store = open_store(register)
    try:
        return last_edit(store)
    finally:
        store.close()


def _rungs(register: str, chosen: "Chosen") -> dict[tuple[object, ...], tuple[int, int]]:
    """Return the rungs of verdicts, the lower the better, by person, place and session."""
    from transit.store import open_store
    from transit.store.verdict_pages import read_verdicts

    store = open_store(register)
    try:
        found = read_verdicts(store, chosen)
    finally:
        store.close()
    rungs = found.select(pl.col("rung", "sure").to_physical()).rows()
    keys = found.select("person", "place", "session").rows()
    return {key: (rung, sure) for key, (rung, sure) in zip(keys, rungs, strict=True)}


def _moved(
    before: dict[tuple[object, ...], tuple[int, int]],
    after: dict[tuple[object, ...], tuple[int, int]],
) -> str:
    """Say how many verdicts are other ones than before."""
    both = [(before[key], after[key]) for key in before.keys() & after.keys()]
    better = sum(new < old for old, new in both)
    worse = sum(new > old for old, new in both)
    if not better and not worse:
        return " None is another one than before." if both else ""
    parts = [
        f"{count:,} {'is' if count == 1 else 'are'} {word} than before"
        for count, word in ((better, "better"), (worse, "worse"))
        if count
    ]
    return f" {', '.join(parts)}."


def _said(scored: int, made: "Summary", moved: str) -> str:
    if not made.asked:
        return "There was nobody, or no session, to work out verdicts for."
    if not scored:
        return "Every verdict is up to date: nothing had to be worked out."
    verdicts = "verdict was" if scored == 1 else "verdicts were"
    odd = len(made.notices)
    unmatched = (
        f" {odd:,} {'observation does' if odd == 1 else 'observations do'} not fit the streets "
        "well: see transit survey."
        if odd
        else ""
    )
    return f"{scored:,} {verdicts} worked out.{moved}{unmatched}"


if __name__ == "__main__":
    serve_job(score)
