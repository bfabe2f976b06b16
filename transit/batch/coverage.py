"""Coverage of a register: from saved verdicts, with the council's boundaries and deprivation."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import polars as pl
from sqlalchemy import select

from transit.equity.coverage import Coverage
from transit.equity.gap import gap_places, without_limits
from transit.equity.groups import FIFTH, UNKNOWN, WARD, group_table
from transit.equity.held_back import held_back
from transit.equity.reach import (
    ALL_KINDS,
    HOME,
    Level,
    best_times,
    count_places,
    gravity,
    in_bands,
    times_of,
)
from transit.equity.reference import reference_times
from transit.equity.venues import people_by_rung
from transit.errors import InputError
from transit.model.notice import Notice, Severity
from transit.model.parameters import Parameters
from transit.model.people import Person, PlaceKind, StartPlace
from transit.model.positions import Position
from transit.model.register import Register
from transit.model.verdict import Rung
from transit.network.observed import mapped_edition, observe
from transit.network.store import open_area, read_manifest
from transit.read.boundaries import Boundaries, read_boundaries
from transit.read.deprivation import Deprivation, read_deprivation
from transit.read.parameters import read_parameters
from transit.read.time_bands import read_time_bands
from transit.store import Store, open_store
from transit.store.base import table_of
from transit.store.observed_venues import with_observed_venues
from transit.store.surveys import read_observations
from transit.store.verdict_pages import read_verdicts
from transit.store.verdict_tables import VerdictTable
from transit.store.verdicts import read_all
from transit.store.whole import read_register
from transit.verdict.basis import shipped_basis
from transit.verdict.desk import Desk

Progress = Callable[[str, float], None]

COHORT: Final = "cohort"
AGE: Final = "age_band"


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageAsked:
    """What coverage is asked for.

    Parameters
    ----------
    boundaries
        File of the areas to tell reach by.
    deprivation
        File of deciles or fifths by code of area.
    deprivation_areas
        Boundaries of those areas, where they are not ``boundaries`` themselves.
    code, name, fifth
        Columns of codes and names of the boundaries, and of deciles or fifths; found when None.
    area
        The area, for the gap against somebody without impairments; None leaves the gap out.
    """

    boundaries: Path | None = None
    deprivation: Path | None = None
    deprivation_areas: Path | None = None
    code: str | None = None
    name: str | None = None
    fifth: str | None = None
    area: Path | None = None


def cover(
    register: str | Path,
    asked: CoverageAsked = CoverageAsked(),
    *,
    parameters_dir: Path | None = None,
    progress: Progress = lambda stage, share: None,
    stop: Callable[[], None] = lambda: None,
) -> Coverage:
    """Find what everybody in a register can reach.

    Parameters
    ----------
    register
        Its file or address; it must have been scored.
    asked
        What to find.
    parameters_dir
        The council's own parameters.
    progress
        Told the stage and the share done.
    stop
        Called now and then; it may raise to end the work.

    Returns
    -------
    Coverage
        With ids; only what is made of it for an audience may be handed on.

    Raises
    ------
    InputError
        Nobody was scored, or a file cannot be used.
    """
    store = open_store(register)
    try:
        return cover_store(
            store, asked, read_parameters(parameters_dir), progress=progress, stop=stop
        )
    finally:
        store.close()


def cover_store(
    store: Store,
    asked: CoverageAsked,
    parameters: Parameters,
    *,
    progress: Progress = lambda stage, share: None,
    stop: Callable[[], None] = lambda: None,
) -> Coverage:
    """Find what everybody in an open register can reach.

    Parameters
    ----------
    store
        The register.
    asked
        What to find.
    parameters
        All parameters.
    progress, stop
        As for :func:`cover`.

    Returns
    -------
    Coverage
        As :func:`cover` gives it.
    """
    progress("Reading the register", 0.0)
    with store.reading() as session:
        register = read_register(session)
    verdicts = read_verdicts(store)
    if not verdicts.height:
        raise InputError(f"{store.name}: nobody has been scored; run: transit score")
    stop()
    progress("Counting places", 0.2)
    found = times_of(verdicts, register.sessions)
    people = tuple(sorted(found["person"].unique()))
    limits = tuple(int(each) for each in parameters.numbers("coverage_minutes"))
    bands = read_time_bands()
    in_band = in_bands(register.sessions.values(), bands)
    best = best_times(found, in_band, register.opportunities)
    places = count_places(best, people, limits)
    groupings, labels, boundaries, notices = _groupings(register, people, asked, parameters)
    stop()
    progress("Looking for what holds people back", 0.4)
    held = held_back(read_all(store), _decisions(verdicts))
    gaps = None
    if asked.area is not None:
        notices += _other_editions(verdicts["edition"], asked.area)
        theirs = reference_places(
            store, asked.area, people, parameters, progress=progress, stop=stop
        )
        gaps = gap_places(places, theirs)
    progress("Done", 1.0)
    return Coverage(
        people=people,
        bands=bands,
        limits=limits,
        places=places,
        gravity=gravity(best, people, parameters.number("coverage_half_minutes")),
        gaps=gaps,
        groups=group_table(groupings, people),
        labels=labels,
        venues=people_by_rung(found, "opportunity"),
        sessions=people_by_rung(found, "session"),
        held_back=held,
        boundaries=boundaries,
        stale=int(verdicts["is_stale"].sum()),
        missing=len(register.people) - len(people),
        editions=tuple(sorted(verdicts["edition"].unique())),
        notices=tuple(notices),
    )


def _decisions(verdicts: pl.DataFrame) -> dict[tuple[str, int, str], Rung]:
    """Return what practitioners decided."""
    rows = verdicts.drop_nulls("override_rung").select(
        "person", "place", "session", pl.col("override_rung").to_physical()
    )
    return {(who, place, what): Rung(rung) for who, place, what, rung in rows.iter_rows()}


def _other_editions(editions: pl.Series, area: Path) -> list[Notice]:
    """Return a notice where verdicts are of other streets or buses than what they are held to."""
    now = str(read_manifest(area)["edition"])
    others = sum(mapped_edition(each) != now for each in editions)
    if not others:
        return []
    return [
        Notice(
            code="gap_other_edition",
            severity=Severity.ERROR if others == editions.len() else Severity.WARNING,
            file=str(area),
            message="Verdicts were made over another edition of this area: what others would reach "
            "is of other streets or buses.",
            todo="Score the register over this area: transit score.",
            count=others,
        )
    ]


def _groupings(
    register: Register, people: Sequence[str], asked: CoverageAsked, parameters: Parameters
) -> tuple[dict[str, dict[str, str]], dict[str, dict[str, str]], Boundaries | None, list[Notice]]:
    """Return who belongs to what, what groups are called, the areas, and what was noticed."""
    everybody = {who: register.people[who] for who in people}
    groups = {
        COHORT: {who: person.cohort for who, person in everybody.items()},
        AGE: {who: person.age_band for who, person in everybody.items()},
    }
    labels: dict[str, dict[str, str]] = {
        name: {group: group.replace("_", " ") for group in own.values()} | {UNKNOWN: "not recorded"}
        for name, own in groups.items()
    }
    notices: list[Notice] = []
    areas = None
    if asked.boundaries is not None:
        areas, found = read_boundaries(
            asked.boundaries, parameters, code=asked.code, name=asked.name
        )
        notices += found
        groups[WARD] = _where(areas, everybody, notices)
        labels[WARD] = dict(zip(areas.codes, areas.names, strict=True)) | {
            UNKNOWN: "outside these areas"
        }
    if asked.deprivation is not None:
        index, found = read_deprivation(asked.deprivation, parameters, column=asked.fifth)
        notices += found
        small = _deprivation_areas(asked, areas, index, parameters, notices)
        codes = _where(small, everybody, notices)
        groups[FIFTH] = {who: _fifth(index, code) for who, code in codes.items()}
        labels[FIFTH] = {
            UNKNOWN: "not known",
            "1": "1, most deprived",
            "5": "5, least deprived",
        }
    kept = {name: own for name, own in groups.items() if any(own.values())}
    return kept, labels, areas, notices


def _where(
    areas: Boundaries, people: Mapping[str, Person], notices: list[Notice]
) -> dict[str, str]:
    at = [person.places[0].at for person in people.values()]
    found = areas.find([each.lat for each in at], [each.lon for each in at]).tolist()
    outside = found.count(-1)
    if outside:
        some = outside < len(found)
        notices.append(
            Notice(
                code="homes_in_no_area",
                severity=Severity.WARNING if some else Severity.ERROR,
                file=areas.file,
                message="Homes lie in none of the areas; they are told of as outside."
                if some
                else "No home lies in any of the areas.",
                todo="Check that these are the boundaries of the place that people live in."
                if some
                else "Use boundaries of the place that people live in, in degrees (WGS 84).",
                count=outside,
            )
        )
    return {
        who: UNKNOWN if area < 0 else areas.codes[area]
        for who, area in zip(people, found, strict=True)
    }


def _deprivation_areas(
    asked: CoverageAsked,
    areas: Boundaries | None,
    index: Deprivation,
    parameters: Parameters,
    notices: list[Notice],
) -> Boundaries:
    """Return the areas that deprivation is told of."""
    if asked.deprivation_areas is not None:
        areas, found = read_boundaries(asked.deprivation_areas, parameters)
        notices += found
    if areas is None:
        raise InputError(
            f"{index.file}: needs the boundaries of its areas; name them with --deprivation-areas"
        )
    known = sum(code in index.fifths for code in areas.codes)
    if not known:
        raise InputError(
            f"{index.file}: none of its codes (such as {next(iter(index.fifths))}) is one of "
            f"{areas.file} (such as {areas.codes[0]}); name the boundaries of its areas, of the "
            "same year, with --deprivation-areas"
        )
    if known < len(areas.codes):
        notices.append(
            Notice(
                code="deprivation_missing",
                severity=Severity.WARNING,
                file=index.file,
                message=f"Areas of {areas.file} are not in it.",
                todo="Use an index and boundaries of the same year.",
                count=len(areas.codes) - known,
            )
        )
    return areas


def _fifth(index: Deprivation, code: str) -> str:
    return str(index.fifths[code]) if code in index.fifths else UNKNOWN


def people_with_verdicts(store: Store) -> tuple[str, ...]:
    """Return who has verdicts from home.

    Parameters
    ----------
    store
        The register.

    Returns
    -------
    tuple of str
        Their ids, in order: those that coverage is about.
    """
    table = table_of(VerdictTable).c
    asked = select(table.person_id).distinct().where(table.place == HOME)
    with store.reading() as session:
        return tuple(sorted(session.scalars(asked)))


def reference_places(
    store: Store,
    area: Path,
    people: Sequence[str],
    parameters: Parameters,
    *,
    progress: Progress = lambda stage, share: None,
    stop: Callable[[], None] = lambda: None,
) -> pl.DataFrame:
    """Count the places that somebody without impairments would reach from people's homes.

    Parameters
    ----------
    store
        The register.
    area
        Folder of the area.
    people
        Ids of those in whose homes they would live.
    parameters
        All parameters.
    progress, stop
        As for :func:`cover`.

    Returns
    -------
    DataFrame
        As :func:`~transit.equity.reach.count_places`: all kinds of places together, now.
    """
    with store.reading() as session:
        register = read_register(session)
    homes = {who: register.people[who].places[0] for who in people}
    times = _reference(store, area, register, homes, parameters, progress, stop)
    in_band = in_bands(register.sessions.values(), read_time_bands())
    best = best_times(times, in_band, register.opportunities)
    limits = tuple(int(each) for each in parameters.numbers("coverage_minutes"))
    return count_places(best, people, limits).filter(kind=ALL_KINDS, level=Level.NOW.value)


def reference_from(store: Store, area: Path, at: Position, parameters: Parameters) -> pl.DataFrame:
    """Find how soon somebody without impairments gets to all sessions from one place.

    Parameters
    ----------
    store
        The register, for its directory and for what people saw outside.
    area
        Folder of the area.
    at
        The place.
    parameters
        All parameters.

    Returns
    -------
    DataFrame
        As :func:`~transit.equity.reference.reference_times`, of one person.
    """
    with store.reading() as session:
        register = read_register(session)
    places = {"": StartPlace(PlaceKind.OTHER, at)}
    return _reference(store, area, register, places, parameters)


def _reference(
    store: Store,
    area: Path,
    register: Register,
    homes: Mapping[str, StartPlace],
    parameters: Parameters,
    progress: Progress = lambda stage, share: None,
    stop: Callable[[], None] = lambda: None,
) -> pl.DataFrame:
    observations = read_observations(store)
    basis = shipped_basis(parameters)
    seen = observe(open_area(area), observations, basis.rules, parameters).area
    venues = with_observed_venues(register.opportunities, observations)
    desk = Desk(seen, venues, basis.rules, parameters)
    profile = str(parameters["coverage_reference_profile"].value)
    if profile not in basis.profiles:
        raise InputError(f"parameter coverage_reference_profile: no profile is called {profile!r}")
    stand_ins = {
        who: without_limits(str(number), home, basis.catalogue.skills, profile)
        for number, (who, home) in enumerate(homes.items())
    }
    return reference_times(
        desk,
        stand_ins,
        list(register.sessions.values()),
        lambda share: progress("Searching for somebody without impairments", 0.5 + share / 2),
        stop,
    )
