"""Whether verdicts are up to date, and working them out: in the background, from any page."""

from typing import Final

import streamlit as st

from transit.batch.score_inputs import basis_digest
from transit.batch.waiting import Waiting, count_waiting
from transit.dashboard.build_job import current_job
from transit.dashboard.elsewhere import FarPlaces, count_far
from transit.dashboard.frame import empty, problems
from transit.dashboard.opened import area_folder, find_area
from transit.dashboard.parts.job_progress import job_progress
from transit.dashboard.registered import register_named, shown_name
from transit.dashboard.score_job import (
    EVERYBODY,
    JobState,
    ScoreInputs,
    ScoreRun,
    current_run,
)
from transit.errors import AreaError
from transit.read.parameters import read_parameters
from transit.settings import read_settings
from transit.store import Store
from transit.store.runs import read_runs
from transit.verdict.basis import shipped_basis

_KEPT: Final = "Verdicts that were worked out so far are kept; the next run goes on from there."


def offer_scoring(store: Store) -> bool:
    """Offer to work out verdicts where there are none yet, or show how far that is.

    Parameters
    ----------
    store
        The register.

    Returns
    -------
    bool
        True where there are no verdicts to show.
    """
    if _is_scored(store):
        return False
    run = current_run()
    if run.is_running:
        _progress(run)
        return True
    if tell_elsewhere(store):
        return True
    empty(
        "No verdicts yet",
        [
            "A verdict says how one person could get to one session. Verdicts are made for the "
            "whole register at once, on this computer. That may take some minutes; you can use "
            "other pages meanwhile, or close this one."
        ],
    )
    _outcome(run)
    _button("Work out the verdicts", EVERYBODY, is_main=True)
    _on_command_line()
    return True


def tell_stale(store: Store) -> None:
    """Say how many verdicts are out of date, and offer to work out these only.

    Parameters
    ----------
    store
        The register.
    """
    run = current_run()
    if run.is_running:
        _progress(run)
        return
    if tell_elsewhere(store):
        return
    waiting = count_waiting(store, _edition(), rules=_rules())
    if not run.people:
        _outcome(run)
    if waiting.total:
        st.warning(_waiting_words(waiting))
        _button(f"Work out these {waiting.total:,}", EVERYBODY, is_main=True)
        _on_command_line()


def tell_stale_of(store: Store, person: str) -> None:
    """Say whether somebody's verdicts are up to date, and offer to work them out.

    Parameters
    ----------
    store
        The register.
    person
        Their id.
    """
    if not _is_scored(store):
        return
    run = current_run()
    if run.is_running and run.waits_for(person):
        _progress(run)
        return
    if run.people == frozenset((person,)):
        _outcome(run)
    if _elsewhere(store):
        return
    waiting = count_waiting(store, _edition(), person, _rules())
    if waiting.total:
        st.warning(_waiting_words(waiting))
        _button(f"Work out these {waiting.total:,}", frozenset((person,)))


def score_soon(store: Store, person: str) -> None:
    """Work out somebody's verdicts at once, where they had some and there is an area.

    Parameters
    ----------
    store
        The register.
    person
        Their id.
    """
    if _edition() is None or _elsewhere(store):
        return
    if count_waiting(store, person=person).stale:
        _ask(frozenset((person,)))


def tell_elsewhere(store: Store) -> bool:
    """Say so where the register is of another place than the area: no verdict is worked out then.

    Parameters
    ----------
    store
        The register.

    Returns
    -------
    bool
        True where it is.
    """
    far = _elsewhere(store)
    if far is not None:
        problems(
            [
                f"This register seems to be of another place: {far.far:,} of {far.all:,} places "
                "where its people start, or where they could go, are far from the streets of this "
                "area. Start the dashboard with the area that belongs to it (--area). No verdict "
                "was changed."
            ]
        )
    return far is not None


def _elsewhere(store: Store) -> FarPlaces | None:
    """Return how many places are far from the area, where they are most."""
    try:
        opened = find_area()
    except AreaError:
        return None
    found = count_far(opened, store)
    return found if 2 * found.far > found.all else None


def score_command() -> str:
    """Return the command that scores this register.

    Returns
    -------
    str
        To be copied as it stands.
    """
    return f"transit score {shown_name()} --area {area_folder() or 'AREA'}"


def _is_scored(store: Store) -> bool:
    return any(run.scored for run in read_runs(store))


def _waiting_words(waiting: Waiting) -> str:
    """Say which verdicts wait, and why."""
    said = []
    if waiting.stale:
        one = waiting.stale == 1
        said.append(
            f"{waiting.stale:,} {'verdict rests' if one else 'verdicts rest'} on something that "
            f"has changed since: {'it is' if one else 'they are'} marked out of date."
        )
    if waiting.earlier:
        one = waiting.earlier == 1
        said.append(
            f"{waiting.earlier:,} {'verdict was' if one else 'verdicts were'} made for an earlier "
            "edition of the streets and timetables."
        )
    if waiting.other_rules:
        one = waiting.other_rules == 1
        said.append(
            f"{waiting.other_rules:,} {'verdict was' if one else 'verdicts were'} made with other "
            "rules or parameters than now."
        )
    if waiting.missing:
        one = waiting.missing == 1
        said.append(
            f"{waiting.missing:,} {'verdict was' if one else 'verdicts were'} never worked out."
        )
    return " ".join(said)


def _progress(run: ScoreRun) -> None:
    job_progress(
        current_run,
        run.stop,
        "score_stop",
        "Stop working out verdicts",
        "You can use other pages meanwhile.",
    )


def _outcome(run: ScoreRun) -> None:
    """Say how the last run ended."""
    if run.state is JobState.DONE:
        st.success(run.message)
    elif run.state is JobState.CANCELLED:
        st.info(f"{run.message} {_KEPT}")
    elif run.state is JobState.FAILED:
        problems([run.message, _KEPT])


def _button(label: str, people: frozenset[str], *, is_main: bool = False) -> None:
    if current_job().is_running:
        st.info("The area is being built anew. Verdicts can be worked out when that is done.")
    elif _edition() is None:
        st.info("Verdicts need an area: start the dashboard with one (--area).")
    elif st.button(label, type="primary" if is_main else "secondary", key="score"):
        _ask(people)
        st.rerun()


def _ask(people: frozenset[str]) -> None:
    register, folder = register_named(), area_folder()
    if register is None or folder is None:
        return
    parameters = read_settings().parameters_dir
    current_run().ask(
        ScoreInputs(register, str(folder), str(parameters) if parameters else None, people)
    )


def _edition() -> str | None:
    try:
        return find_area().area.edition
    except AreaError:
        return None


def _rules() -> str:
    """Return the hash of the rules that verdicts would be made with now."""
    return basis_digest(shipped_basis(read_parameters(read_settings().parameters_dir)))


def _on_command_line() -> None:
    with st.expander("The same on the command line"):
        st.code(score_command(), language=None, wrap_lines=True)
