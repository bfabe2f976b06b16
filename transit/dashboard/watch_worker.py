"""The process that looks at all plans for the dashboard."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from transit.batch.tell import Tell
from transit.dashboard.background_worker import Told, serve_job

if TYPE_CHECKING:
    from transit.batch.watch import WatchDone


def watch(inputs: dict[str, Any], tell: Tell) -> Told:
    """Look at every saved plan of a register.

    Parameters
    ----------
    inputs
        As :class:`~transit.dashboard.watch_job.WatchInputs`.
    tell
        Told the stage and the share done.

    Returns
    -------
    str
        How it ended.
    None
        Nothing besides: what became of each plan is in the register.
    """
    from transit.batch.watch import watch_register

    old, parameters = inputs["old"], inputs["parameters_dir"]
    done = watch_register(
        inputs["register"],
        Path(inputs["new"]),
        Path(old) if old else None,
        parameters_dir=Path(parameters) if parameters else None,
        progress=tell,
    )
    return _said(done), None


def _said(done: "WatchDone") -> str:
    count = len(done.looks)
    fresh = count - done.looked
    if not fresh:
        return (
            "The one plan was looked at." if count == 1 else f"All {count:,} plans were looked at."
        )
    if not done.looked:
        return "Nothing has changed since the last look at each plan."
    looked = "plan was" if done.looked == 1 else "plans were"
    others = "for the other one" if fresh == 1 else f"for the other {fresh:,}"
    return f"{done.looked:,} {looked} looked at; nothing had changed {others}."


if __name__ == "__main__":
    serve_job(watch)
