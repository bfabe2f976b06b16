"""What pages read of saved studies: the newest of a kind, and whether it is out of date."""

import datetime as dt
from collections.abc import Callable

import streamlit as st

from transit.batch.scenarios import Scenario, hash_inputs, open_scenario
from transit.dashboard.frame import problems
from transit.dashboard.opened import area_folder
from transit.dashboard.parts.job_progress import job_progress
from transit.dashboard.registered import register_named
from transit.dashboard.switch_job import JobState, SwitchInputs, current_switch
from transit.errors import TransitError
from transit.settings import read_settings
from transit.store import Store
from transit.store.edit import verdicts_version
from transit.store.scenarios import ScenarioHead, list_scenarios

_KEPT = "What was saved before stays as it is."


def newest(store: Store, suits: Callable[[ScenarioHead], bool]) -> Scenario | None:
    """Return the newest saved study of a kind.

    Parameters
    ----------
    store
        The register.
    suits
        Tells whether one is of that kind.

    Returns
    -------
    Scenario or None
        None where there is none that this version can read.
    """
    for head in list_scenarios(store):
        if suits(head):
            try:
                return open_scenario(store, head.id)
            except TransitError:
                continue
    return None


def is_of_each(head: ScenarioHead) -> bool:
    """Tell whether a study tells every candidate's own saving, of the week as it is.

    Parameters
    ----------
    head
        The study's.

    Returns
    -------
    bool
        Whether it does.
    """
    return bool(head.asked["each"]) and is_as_it_is(head)


def is_as_it_is(head: ScenarioHead) -> bool:
    """Tell whether a study is of the week as it is: no session moved, no rate changed.

    Parameters
    ----------
    head
        The study's.

    Returns
    -------
    bool
        Whether it is.
    """
    return not head.asked["moved"] and not head.asked["changed"]


def tell_out_of_date(store: Store, head: ScenarioHead) -> None:
    """Say so where people, sessions, vehicles or verdicts have changed since.

    Parameters
    ----------
    store
        The register.
    head
        The study's.
    """
    made = f"{head.made_at:%d/%m/%Y}"
    if _hash_now(store, store.name, verdicts_version(store)) != head.inputs_hash:
        st.warning(
            f"This was worked out on {made}. People, sessions, vehicles, verdicts or decisions "
            "have changed since: work it out again before you rely on it."
        )
    else:
        st.markdown(f"Worked out on {made} by {head.made_by}, from the register as it is now.")


# A hash tells nothing about anybody.
@st.cache_data(max_entries=8, show_spinner=False)
def _hash_now(_store: Store, name: str, version: str) -> str:
    return hash_inputs(_store)


def begin(
    name: str,
    *,
    group: tuple[str, ...] = (),
    best: int = 0,
    each: bool = False,
    confirmed_only: bool = False,
    moved: tuple[tuple[str, int, int], ...] = (),
    changed: dict[str, object] | None = None,
) -> None:
    """Begin a look in the background.

    Parameters
    ----------
    name
        What to call what is saved; the date is put behind it where it has none.
    group, best, each, confirmed_only, moved, changed
        As in :class:`~transit.dashboard.switch_job.SwitchInputs`.
    """
    own = read_settings().parameters_dir
    folder = area_folder()
    current_switch().start(
        SwitchInputs(
            register=register_named() or "",
            area="" if folder is None else str(folder.resolve()),
            parameters_dir=None if own is None else str(own),
            name=name,
            group=group,
            best=best,
            each=each,
            confirmed_only=confirmed_only,
            moved=moved,
            changed=changed or {},
        )
    )


def dated(name: str) -> str:
    """Return a name with today's date.

    Parameters
    ----------
    name
        The name.

    Returns
    -------
    str
        E.g. "Who could switch, 22/11/2026".
    """
    return f"{name}, {dt.date.today():%d/%m/%Y}"


def job_state(key: str) -> bool:
    """Show how far a look is, or how the last one ended.

    Parameters
    ----------
    key
        Name of the button that stops it.

    Returns
    -------
    bool
        True while it is under way.
    """
    job = current_switch()
    if job.is_running:
        job_progress(
            current_switch, job.cancel, key, "Stop", f"You can use other pages meanwhile. {_KEPT}"
        )
        return True
    if job.state is JobState.FAILED:
        problems([job.message])
    elif job.state is JobState.DONE:
        st.success(job.message)
    elif job.state is JobState.CANCELLED:
        st.info(f"{job.message} {_KEPT} So does what was found: it can go on from there.")
        st.button("Go on from there", on_click=job.go_on, key=f"{key}_on")
    return False
