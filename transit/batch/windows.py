"""Choosing the windows of a venue: from a register and an area to a choice with its proof."""

import os
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from transit.batch.remote import local_area
from transit.batch.sweep import VenueSweep, sweep_sessions
from transit.batch.windows_fleet import WindowRuns, plan_runs
from transit.errors import InputError
from transit.model.fact import State
from transit.model.notice import Notice
from transit.model.opportunities import Session
from transit.model.parameters import Parameters
from transit.model.register import Register
from transit.model.weekdays import WEEKDAYS, Days
from transit.network.store import open_area, open_roads
from transit.read.parameters import read_parameters
from transit.read.profiles import list_profiles
from transit.sessions.sweep_axes import windows_of
from transit.sessions.swept import Swept, Window
from transit.sessions.windows import NO_LIMIT, WindowChoice, WindowRules
from transit.sessions.windows_inputs import (
    Offer,
    minibuses_of,
    offer_of,
    riders_to,
    rooms_today,
    usual_length_s,
    window_problem,
)
from transit.sessions.windows_model import choose_windows
from transit.sessions.windows_told import WindowsTold, tell_windows
from transit.store import open_store
from transit.store.whole import read_register

_CHOOSING = 0.9
"""Share of the work that is done when windows are chosen, for the progress bar only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowsAsked:
    """What is asked.

    Parameters
    ----------
    opportunity
        Id of the venue.
    most
        Windows at most.
    days
        Days of the week that are looked at.
    lengths_s
        Lengths of windows; empty for the length that most people come for today.
    first_s, last_s, step_s
        First start, last finish, seconds of the day, and what is between two starts; None takes
        the parameters.
    rooms
        Windows at one time; None for as many as today.
    places
        People in each window at most; None takes what is recorded.
    keep_today
        Whether today's windows stay, and the choice is of windows beside them.
    whole
        Whether somebody counts only where they get all the sessions they need.
    confirmed
        Whether unknown facts count as barriers.
    comes_today
        Whether only those count who come to the venue today.
    fleet
        Whether the fleet takes people there who ride today, and minibuses count.
    minibuses
        Minibuses at most; None for no limit.
    seconds
        How long to look; None takes the parameter.
    closed_too
        Whether windows count, too, at which the venue is closed or its staff are not there.
    term_only
        Whether windows are held in term time only; None where all of today's sessions are.
    """

    opportunity: str
    most: int = 5
    days: Days = WEEKDAYS
    lengths_s: tuple[int, ...] = ()
    first_s: int | None = None
    last_s: int | None = None
    step_s: int | None = None
    rooms: int | None = None
    places: int | None = None
    keep_today: bool = False
    whole: bool = False
    confirmed: bool = False
    comes_today: bool = False
    fleet: bool = False
    minibuses: int | None = None
    seconds: float | None = None
    closed_too: bool = False
    term_only: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class WindowStudy:
    """What was found.

    Parameters
    ----------
    venue
        Name of the venue.
    offered
        How many windows there were to choose from.
    people
        How many people count.
    choice
        The windows chosen, and the proof.
    told
        What they mean.
    runs
        What the fleet would run; None where it was left out.
    has_places
        Whether places are known; else as many come as can.
    notices
        Observations that could not be matched with the area.
    closed
        How many windows were left out because the venue is closed, or its staff are not there,
        then.
    hours_known, closed_too
        Whether its hours are known, and whether it was asked for windows at which it is closed.
    term_only
        Whether all windows were looked at in term time only.
    today_differs
        Whether some of today's sessions are held on other dates, on which they were looked at.
    """

    venue: str
    offered: int
    people: int
    choice: WindowChoice
    told: WindowsTold
    runs: WindowRuns | None
    has_places: bool
    notices: tuple[Notice, ...]
    closed: int
    hours_known: bool
    closed_too: bool
    term_only: bool
    today_differs: bool


def study_windows(
    register: str,
    area: Path | str,
    asked: WindowsAsked,
    *,
    parameters_dir: Path | None = None,
    workers: int | None = None,
    progress: Callable[[str, float], None] = lambda stage, share: None,
) -> WindowStudy:
    """Choose the windows of a venue that together serve most people.

    Parameters
    ----------
    register
        File or address of the register; it is only read.
    area
        Folder of the area; with roads where the fleet is asked for.
    asked
        What is asked.
    parameters_dir
        The council's own parameters.
    workers
        Processes; all cores when None.
    progress
        Called with the stage and the share done; it may raise to end the work.

    Returns
    -------
    WindowStudy
        The choice, and what it means beside today's windows.

    Raises
    ------
    TransitError
        The register or area cannot be read, there is no such venue, or no window fits.
    """
    parameters = read_parameters(parameters_dir)
    people = _read(register)
    if asked.opportunity not in people.opportunities:
        raise InputError(f"there is no opportunity {asked.opportunity} in the register")
    offer = _offer(people, asked, parameters)
    term_only = _is_term_only(people, asked)
    if asked.fleet:
        # What the fleet lacks is said before minutes of work, not after.
        minibuses_of(people.vehicles.values(), (), {}, parameters)
        open_roads(open_area(local_area(str(area))))
    sweeps = sweep_sessions(
        register,
        area,
        [asked.opportunity],
        axes=offer.axes,
        term_only=State.YES if term_only else State.NO,
        parameters_dir=None if parameters_dir is None else str(parameters_dir),
        workers=workers or os.cpu_count() or 1,
        progress=lambda stage, share: progress(stage, _CHOOSING * share),
    )
    venue = sweeps.venues[asked.opportunity]
    swept = on_own_dates(venue)
    if asked.comes_today:
        swept = swept.only(venue.comes_today)
    progress("Choosing windows", _CHOOSING)
    found = _choose(
        people, Path(area), asked, parameters, offer, swept, sweeps.notices, term_only=term_only
    )
    return replace(found, today_differs=bool(venue.own))


def on_own_dates(venue: VenueSweep) -> Swept:
    """Return a sweep in which today's windows are judged on the dates of today's sessions.

    Parameters
    ----------
    venue
        What was swept.

    Returns
    -------
    Swept
        Where several sessions are held at a time, the worst of them counts.
    """
    swept = venue.swept
    held: dict[Window, list[Swept]] = {}
    for session in venue.today:
        own = venue.own.get(session.id, swept)
        for window in windows_of(session, own.days):
            held.setdefault(window, []).append(own)
    rungs, sure = swept.rungs.copy(), swept.sure.copy()
    for window, some in held.items():
        at = (slice(None), *swept.at(window))
        rungs[at] = np.max([each.rungs[:, *each.at(window)] for each in some], axis=0)
        sure[at] = np.max([each.sure[:, *each.at(window)] for each in some], axis=0)
    return replace(swept, rungs=rungs, sure=sure)


def _choose(
    register: Register,
    area: Path,
    asked: WindowsAsked,
    parameters: Parameters,
    offer: Offer,
    swept: Swept,
    notices: tuple[Notice, ...],
    *,
    term_only: bool,
) -> WindowStudy:
    profiles = {each.name: each for each in list_profiles()}
    riders = riders_to(register, asked.opportunity, profiles, parameters) if asked.fleet else {}
    problem = window_problem(
        swept,
        offer,
        register,
        parameters,
        places=asked.places,
        keep_today=asked.keep_today,
        confirmed=asked.confirmed,
        riders=riders,
    )
    rules = WindowRules(
        most=asked.most,
        rooms=asked.rooms or rooms_today(offer.today),
        whole=asked.whole,
        lost_min=int(parameters.number("window_lost_day_min")),
        seconds=asked.seconds or parameters.number("window_seconds"),
    )
    minibuses = None
    if asked.fleet:
        fleet = register.vehicles.values()
        minibuses = minibuses_of(fleet, swept.people, riders, parameters, most=asked.minibuses)
    choice = choose_windows(problem, rules, minibuses)
    told = tell_windows(
        swept, problem, rules, choice, offer.today, minibuses=minibuses, confirmed=asked.confirmed
    )
    choice = replace(choice, comes=told.comes)
    runs = None
    if asked.fleet:
        runs = plan_runs(register, area, asked.opportunity, problem, choice, parameters)
    return WindowStudy(
        venue=register.opportunities[asked.opportunity].name,
        offered=len(offer.windows),
        people=len(swept.people),
        choice=choice,
        told=told,
        runs=runs,
        has_places=bool((problem.places < NO_LIMIT).all()),
        notices=notices,
        closed=offer.closed,
        hours_known=offer.hours_known,
        closed_too=asked.closed_too,
        term_only=term_only,
        today_differs=False,
    )


def _offer(register: Register, asked: WindowsAsked, parameters: Parameters) -> Offer:
    sessions = _sessions(register, asked.opportunity)
    usual = usual_length_s(register.people.values(), sessions)
    lengths = asked.lengths_s or ((usual,) if usual else None)
    if lengths is None:
        lengths = tuple(int(each) for each in parameters.numbers("window_lengths_s"))

    def time_of(given: int | None, name: str) -> int:
        return int(parameters.number(name)) if given is None else given

    return offer_of(
        sessions,
        asked.days,
        time_of(asked.first_s, "sweep_first_s"),
        time_of(asked.last_s, "sweep_last_s"),
        time_of(asked.step_s, "window_step_s"),
        lengths,
        venue=register.opportunities[asked.opportunity],
        closed_too=asked.closed_too,
    )


def _sessions(register: Register, opportunity: str) -> list[Session]:
    return [each for each in register.sessions.values() if each.opportunity == opportunity]


def _is_term_only(register: Register, asked: WindowsAsked) -> bool:
    """Tell whether windows are held in term time only, as all of today's sessions are."""
    if asked.term_only is not None:
        return asked.term_only
    today = _sessions(register, asked.opportunity)
    return bool(today) and all(each.term_only is State.YES for each in today)


def _read(register: str) -> Register:
    store = open_store(register)
    try:
        with store.reading() as session:
            return read_register(session)
    finally:
        store.close()
