"""From a register and an area to options, and to a plan as it is printed: a new or a saved one."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from transit.errors import InputError
from transit.model.opportunities import Session
from transit.model.people import Person
from transit.model.plan import Plan
from transit.model.saved_plan import PlanVersion, SavedPlan
from transit.network.area import Area
from transit.network.observed import with_observations
from transit.network.store import open_area
from transit.network.walk import WalkNetwork
from transit.plan.booklet import Photo
from transit.plan.contents import make_booklet
from transit.plan.docx import docx_of
from transit.plan.edited import edited_plan
from transit.plan.keep import journeys_of
from transit.plan.make import make_plan, said_again
from transit.plan.pdf import pdf_of
from transit.present.words import Words
from transit.read.parameters import read_parameters
from transit.read.printing import (
    LANGUAGE,
    PictureFile,
    read_hazards,
    read_picture,
    read_print_words,
    read_symbols,
)
from transit.read.rules import read_rules
from transit.route.journey import Journey
from transit.store import open_store
from transit.store.database import Store
from transit.store.directory import OPPORTUNITIES, SESSIONS
from transit.store.edit import find_person
from transit.store.observed_venues import with_observed_venues
from transit.store.plan_photos import read_photos
from transit.store.private_file import write_private
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
        Streets to draw on its maps; None for maps of the way alone.
    words
        The words of printed plans.
    photos
        Of its steps, by their keys.
    landmarks_kept
        Whether the area keeps landmarks; one built before they were kept has none.
    """

    plan: Plan
    out: Journey
    back: Journey
    streets: WalkNetwork | None
    words: Words
    photos: Mapping[str, Photo] = field(default_factory=dict)
    landmarks_kept: bool = True


@dataclass(frozen=True, slots=True)
class Searched:
    """What journeys to a session are searched with.

    Parameters
    ----------
    area
        The area as people saw it.
    desk
        Where verdicts are made.
    person
        The person.
    """

    area: Area
    desk: Desk
    person: Person


def open_search(
    store: Store, area: Path, person_id: str, *, parameters: Path | None = None
) -> Searched:
    """Make ready for searching somebody's journeys.

    Parameters
    ----------
    store
        The register.
    area
        Folder of the area.
    person_id
        Whom it is about.
    parameters
        The council's own parameters; the shipped ones when None.

    Returns
    -------
    Searched
        With what people saw outside.

    Raises
    ------
    InputError
        There is no such person.
    """
    with store.reading() as reading:
        person = find_person(reading, person_id)
        sessions, venues = SESSIONS.read(reading), OPPORTUNITIES.read(reading)
    if person is None:
        raise InputError(f"--person: the register has nobody with the id {person_id!r}")
    seen = read_observations(store)
    opened = open_area(area)
    as_seen = with_observations(opened, seen) if seen else opened
    desk = Desk(
        as_seen,
        with_observed_venues(venues, seen),
        read_rules(),
        read_parameters(parameters),
        sessions=sessions,
    )
    return Searched(as_seen, desk, person)


def find_plan(
    register: str,
    area: Path,
    person_id: str,
    session_id: str,
    *,
    parameters: Path | None = None,
    language: str = LANGUAGE,
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
    language
        Of the plan.

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
        search = open_search(store, area, person_id, parameters=parameters)
    finally:
        store.close()
    session = session_of(search.desk, session_id)
    found = look_closely(search.desk, search.person, session)
    words = Words(read_print_words(language))
    venue = search.desk.opportunities[session.opportunity]
    plan = make_plan(found, search.person, session, venue, words, read_hazards())
    assert found.out is not None and found.back is not None
    kept = search.area.landmarks is not None
    return Found(plan, found.out, found.back, search.area.walk, words, landmarks_kept=kept)


def session_of(desk: Desk, session_id: str) -> Session:
    """Return a session of the directory.

    Parameters
    ----------
    desk
        A desk that knows the directory.
    session_id
        Its id.

    Returns
    -------
    Session
        The session.

    Raises
    ------
    InputError
        There is none of that id.
    """
    if session_id not in desk.sessions:
        raise InputError(f"--session: the register has no session {session_id!r}")
    return desk.sessions[session_id]


def saved_to_print(
    store: Store,
    saved: SavedPlan,
    version: PlanVersion,
    words: Words,
    area: Area | None = None,
) -> Found:
    """Return a saved plan as it is printed: the journey that was saved, with its edits.

    Nothing is searched: the plan says what it said when it was saved.

    Parameters
    ----------
    store
        The register, for its photos.
    saved
        The plan.
    version
        The version of it.
    words
        The words of printed plans; of another language than the plan's for a plan said again.
    area
        The area as it is now, for the streets around the way; none are drawn when None.

    Returns
    -------
    Found
        With photos.
    """
    journeys = journeys_of(version)
    built = None
    if words.say("plan", "language") != LANGUAGE:
        own = Words(read_print_words())
        built = said_again(version.plan, journeys, words, read_hazards(), own)
    plan = edited_plan(version, built)
    kept = read_photos(store, saved.id)
    photos = {
        step.key: Photo(PictureFile("jpg", kept[step.photo]), step.alt)
        for way in plan.ways
        for step in way.steps
        if step.photo in kept
    }
    streets = None if area is None else area.walk
    is_bare = area is not None and area.landmarks is None and version.edition.mapped == area.edition
    return Found(plan, *journeys, streets, words, photos, landmarks_kept=not is_bare)


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
    clocks: bool = False,
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
    clocks
        Show times as clocks, too.

    Raises
    ------
    InputError
        The file's name or a picture cannot be used.
    StoreError
        The file cannot be written.
    """
    check_out(out)
    kind = out.suffix.lower()
    content = printed(found, kind, size_pt=size_pt, symbols=symbols, logo=logo, clocks=clocks)
    write_private(out, content)


def printed(
    found: Found,
    kind: str,
    *,
    size_pt: int = 16,
    symbols: Path | None = None,
    logo: Path | None = None,
    clocks: bool = False,
) -> bytes:
    """Return a plan as a file's content.

    Parameters
    ----------
    found
        The plan.
    kind
        ``.pdf`` or ``.docx``.
    size_pt
        Size of the words, points.
    symbols
        Folder of the council's own pictures; ours when None.
    logo
        The council's logo; none when None.
    clocks
        Show times as clocks, too.

    Returns
    -------
    bytes
        The file.
    """
    booklet = make_booklet(
        found.plan,
        (found.out, found.back),
        found.streets,
        found.words,
        read_symbols(symbols),
        logo=None if logo is None else read_picture(logo),
        size_pt=size_pt,
        photos=found.photos,
        clocks=clocks,
        landmarks_kept=found.landmarks_kept,
    )
    return _WRITERS[kind](booklet)
