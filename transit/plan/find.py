"""From a register and an area to one person's printed plan; nothing is saved in the register."""

from dataclasses import dataclass
from pathlib import Path

from transit.errors import InputError, StoreError
from transit.model.plan import Plan
from transit.network.observed import with_observations
from transit.network.store import open_area
from transit.network.walk import WalkNetwork
from transit.plan.contents import make_booklet
from transit.plan.docx import docx_of
from transit.plan.make import make_plan
from transit.plan.pdf import pdf_of
from transit.present.words import Words
from transit.read.parameters import read_parameters
from transit.read.printing import read_hazards, read_picture, read_print_words, read_symbols
from transit.read.rules import read_rules
from transit.route.journey import Journey
from transit.store import open_store
from transit.store.directory import OPPORTUNITIES, SESSIONS
from transit.store.edit import find_person
from transit.store.observed_venues import with_observed_venues
from transit.store.surveys import read_observations
from transit.verdict.closely import look_closely
from transit.verdict.desk import Desk

_WRITERS = {".pdf": pdf_of, ".docx": docx_of}


@dataclass(frozen=True, slots=True)
class Found:
    """A plan, and what its maps are drawn from.

    Parameters
    ----------
    plan
        The plan.
    out, back
        Its journeys.
    streets
        The area's streets.
    words
        The words of printed plans.
    """

    plan: Plan
    out: Journey
    back: Journey
    streets: WalkNetwork
    words: Words


def find_plan(
    register: str,
    area: Path,
    person_id: str,
    session_id: str,
    *,
    parameters: Path | None = None,
) -> Found:
    """Find somebody's journey to a session and back, and make a plan of it.

    Parameters
    ----------
    register
        SQLite file, or address of a database.
    area
        Folder of the area.
    person_id, session_id
        Whom and what it is about.
    parameters
        The council's own parameters; the shipped ones when None.

    Returns
    -------
    Found
        The plan.

    Raises
    ------
    InputError
        There is no such person or session.
    NoPlan
        There is no journey to plan.
    """
    store = open_store(register)
    try:
        with store.reading() as reading:
            person = find_person(reading, person_id)
            sessions, venues = SESSIONS.read(reading), OPPORTUNITIES.read(reading)
        seen = read_observations(store)
    finally:
        store.close()
    if person is None:
        raise InputError(f"--person: the register has nobody with the id {person_id!r}")
    if session_id not in sessions:
        raise InputError(f"--session: the register has no session {session_id!r}")
    opened = open_area(area)
    desk = Desk(
        with_observations(opened, seen) if seen else opened,
        with_observed_venues(venues, seen),
        read_rules(),
        read_parameters(parameters),
        sessions=sessions,
    )
    session = sessions[session_id]
    found = look_closely(desk, person, session)
    words = Words(read_print_words())
    venue = venues[session.opportunity]
    plan = make_plan(found, person, session, venue, words, read_hazards())
    assert found.out is not None and found.back is not None
    return Found(plan, found.out, found.back, opened.walk, words)


def check_out(out: Path) -> None:
    """Refuse a file that could not be written.

    Parameters
    ----------
    out
        File to write.

    Raises
    ------
    InputError
        It is no .pdf or .docx, or its folder is not there.
    """
    if out.suffix.lower() not in _WRITERS:
        raise InputError(f"{out}: expected a name ending in .pdf or .docx")
    if not out.parent.is_dir():
        raise InputError(f"{out}: there is no folder {out.parent}")


def write_plan(
    found: Found,
    out: Path,
    *,
    size_pt: int = 16,
    symbols: Path | None = None,
    logo: Path | None = None,
) -> None:
    """Write a plan to a file, whole or not at all.

    Parameters
    ----------
    found
        The plan.
    out
        File to write, .pdf or .docx; replaced where it is there.
    size_pt
        Size of the words, points.
    symbols
        Folder of the council's own pictures; ours when None.
    logo
        The council's logo; none when None.

    Raises
    ------
    InputError
        The file's name or a picture cannot be used.
    StoreError
        The file cannot be written.
    """
    check_out(out)
    booklet = make_booklet(
        found.plan,
        (found.out, found.back),
        found.streets,
        found.words,
        read_symbols(symbols),
        logo=None if logo is None else read_picture(logo),
        size_pt=size_pt,
    )
    content = _WRITERS[out.suffix.lower()](booklet)
    part = out.with_name(f"{out.name}.part")
    try:
        part.touch(mode=0o600)
        part.write_bytes(content)
        part.replace(out)
    except OSError as fault:
        raise StoreError(f"{out}: cannot be written ({fault.strerror})") from fault
    finally:
        part.unlink(missing_ok=True)
