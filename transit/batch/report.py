"""What a review pack is made from, read of a register and an area."""

import datetime as dt
import hashlib
from collections import Counter
from dataclasses import replace
from pathlib import Path

import polars as pl

import transit
from transit.batch.coverage import CoverageAsked, cover_store
from transit.batch.overview import rung_of
from transit.batch.report_times import read_times
from transit.batch.scenarios import Scenario, find_scenario, hash_inputs
from transit.batch.score_inputs import basis_digest
from transit.batch.switch_inputs import read_inputs
from transit.batch.waiting import count_waiting
from transit.equity.groups import FIFTH, WARD
from transit.equity.nested import leftover, members_of, wholes
from transit.equity.share import Measure
from transit.errors import StoreError
from transit.fleet.candidates import Judged, JudgedKey
from transit.fleet.today import FLEET_MODES, mode_of
from transit.model.parameters import Parameters
from transit.model.people import Attendance, Person
from transit.model.register import Register
from transit.network.store import open_area
from transit.plan.booklet import Booklet
from transit.read.parameters import read_parameters
from transit.report.choose import Version
from transit.report.evidence import (
    AreaEvidence,
    CoverageEvidence,
    Evidence,
    Nest,
    Reach,
    ScenarioEvidence,
    ScoreRun,
    Traveller,
    Venue,
)
from transit.report.files import file_of
from transit.store import Store, open_store
from transit.store.audit import write_audit
from transit.store.runs import read_runs
from transit.store.scenarios import list_scenarios
from transit.verdict.basis import shipped_basis


def read_evidence(
    store: Store,
    *,
    scenario: str | None,
    area: Path | None,
    made_on: dt.date,
    parameters: Parameters,
) -> Evidence:
    """Read what a review pack is made from.

    Parameters
    ----------
    store
        The register.
    scenario
        Number or name of a saved scenario; the newest when None.
    area
        Folder of the area, for its map and its sources, and to tell which verdicts are of its
        edition; none when None.
    made_on
        The day that stands on the pack.
    parameters
        The parameters in force.

    Returns
    -------
    Evidence
        Counts and figures; nothing about one person but what a study is kept with.

    Raises
    ------
    TransitError
        There is no such scenario, or the area cannot be opened.
    """
    register, judged = read_inputs(store)
    named = None if area is None else _area(area)
    return Evidence(
        register=Path(store.name).name,
        made_on=made_on,
        made_with=f"transit {transit.__version__}",
        people=len(register.people),
        travellers=tuple(_travellers(register, judged)),
        venues=_venues(register),
        stale=_count_stale(store, named, parameters),
        runs=tuple(
            ScoreRun(
                id=run.id,
                finished=run.finished,
                edition=run.edition,
                rules=run.parameters_hash,
                verdicts=run.asked,
            )
            for run in read_runs(store)
        ),
        scenario=_scenario(store, scenario),
        area=named,
    )


def open_evidence(
    register: str,
    *,
    scenario: str | None,
    area: Path | None,
    made_on: dt.date,
    parameters_dir: Path | None = None,
    places: CoverageAsked | None = None,
) -> tuple[Evidence, Parameters]:
    """Read the same of a register by its name.

    Parameters
    ----------
    register
        File or address of the register.
    scenario, area, made_on
        As for :func:`read_evidence`.
    parameters_dir
        The council's own parameters.
    places
        Boundaries and deprivation to tell reach by; None leaves it out.

    Returns
    -------
    Evidence
        What a pack is made from.
    Parameters
        The parameters to make it with.
    """
    store = open_store(register)
    try:
        settings = read_parameters(parameters_dir)
        found = read_evidence(
            store, scenario=scenario, area=area, made_on=made_on, parameters=settings
        )
        if places is not None:
            found = replace(found, coverage=_coverage(store, places, settings))
        if area is not None:
            found = replace(found, times=read_times(store, register, area, parameters_dir))
    finally:
        store.close()
    return found, settings


def save_report(register: str, booklet: Booklet, out: Path, version: Version) -> None:
    """Write a pack, whole or not at all, and note in the audit that it was made.

    Parameters
    ----------
    register
        File or address of the register.
    booklet
        The pack.
    out
        File to write, .docx or .pdf; replaced where it is there.
    version
        Which version it is.

    Raises
    ------
    TransitError
        A picture cannot be drawn, or the file cannot be written.
    """
    content = file_of(booklet, out.suffix.lower().lstrip("."))
    store = open_store(register)
    try:
        note_report(store, version)
    finally:
        store.close()
    part = out.with_name(f"{out.name}.part")
    try:
        part.write_bytes(content)
        part.replace(out)
    except OSError as fault:
        raise StoreError(f"{out}: cannot be written ({fault.strerror})") from fault
    finally:
        part.unlink(missing_ok=True)


def note_report(store: Store, version: Version) -> None:
    """Note in the audit that a pack was made.

    Parameters
    ----------
    store
        The register.
    version
        Which version of it.
    """
    with store.writing() as session:
        write_audit(session, "export", {"report": version.value})


def _count_stale(store: Store, area: AreaEvidence | None, parameters: Parameters) -> int:
    """Count verdicts that are not those of the area and the rules of now."""
    if area is None:
        return count_waiting(store).stale
    rules = basis_digest(shipped_basis(parameters))
    waiting = count_waiting(store, area.edition, rules=rules)
    return waiting.stale + waiting.earlier + waiting.other_rules


def _travellers(register: Register, judged: dict[JudgedKey, Judged]) -> list[Traveller]:
    made = []
    for person in register.people.values():
        attended = _attended(person, register)
        if not attended:
            continue
        rung, found = rung_of(person, attended, judged)
        modes = frozenset(mode_of(person, each) for each in attended)
        made.append(
            Traveller(
                rung=rung,
                on_fleet=bool(modes & FLEET_MODES),
                modes=modes,
                cohort=person.cohort,
                age_band=person.age_band,
                needs_check=any(each.decided is None and each.rung != each.sure for each in found),
            )
        )
    return made


def _attended(person: Person, register: Register) -> list[Attendance]:
    return [each for each in person.attends if each.session in register.sessions]


def _venues(register: Register) -> tuple[Venue, ...]:
    going = Counter(
        venue
        for person in register.people.values()
        for venue in {each.opportunity for each in _attended(person, register)}
    )
    return tuple(
        Venue(
            id=venue,
            name=register.opportunities[venue].name,
            lat=register.opportunities[venue].entrances[0].at.lat,
            lon=register.opportunities[venue].entrances[0].at.lon,
            people=count,
        )
        for venue, count in sorted(going.items())
    )


def _scenario(store: Store, named: str | None) -> ScenarioEvidence | None:
    if named is None:
        heads = list_scenarios(store)
        if not heads:
            return None
        named = str(heads[0].id)
    found: Scenario = find_scenario(store, named)
    head = found.head
    return ScenarioEvidence(
        number=head.id,
        name=head.name,
        made_at=head.made_at,
        made_by=head.made_by,
        edition=head.edition,
        made_from=head.inputs_hash,
        is_current=hash_inputs(store) == head.inputs_hash,
        asked=head.asked,
        parameters=found.parameters,
        study=found.study,
    )


def _coverage(store: Store, asked: CoverageAsked, parameters: Parameters) -> CoverageEvidence:
    """Return what wards and fifths reach as things are, on any day, within the usual time."""
    found, measure = cover_store(store, asked, parameters), Measure()
    reached = found.places.filter(
        kind=measure.kind, band=measure.band, level=measure.level.value, minutes=measure.minutes
    ).select("person", "places")
    grouped = (
        found.groups.filter(pl.col("grouping").is_in([WARD, FIFTH]))
        .join(reached, on="person", how="left")
        .with_columns(pl.col("places").fill_null(0))
        .group_by("grouping", "group")
        .agg(people=pl.len(), nothing=(pl.col("places") == 0).sum(), mean=pl.col("places").mean())
        .sort(pl.col("grouping") == FIFTH, "group")
    )
    rows = tuple(
        Reach(**row, label=found.labels.get(row["grouping"], {}).get(row["group"], row["group"]))
        for row in grouped.iter_rows(named=True)
    )
    members = {at: who for at, who in members_of(found.groups).items() if at[0] in (WARD, FIFTH)}
    nothing = set(reached.filter(pl.col("places") == 0)["person"])
    nests = []
    for whole, inside in wholes(members):
        rest = leftover(members, whole, inside)
        nests.append(
            Nest(whole=whole, inside=inside, people=len(rest), nothing=len(rest & nothing))
        )
    files = {
        "boundaries": asked.boundaries,
        "deprivation": asked.deprivation,
        "deprivation areas": asked.deprivation_areas,
    }
    inputs = tuple((kind, file.name, _sha256(file)) for kind, file in files.items() if file)
    return CoverageEvidence(
        minutes=measure.minutes,
        rows=rows,
        inputs=inputs,
        nests=tuple(nests),
        boundaries=found.boundaries,
    )


def _sha256(file: Path) -> str:
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def _area(folder: Path) -> AreaEvidence:
    area = open_area(folder)
    manifest = area.manifest
    return AreaEvidence(
        edition=area.edition,
        made=str(manifest["made"]),
        made_by=str(manifest["made_by"]),
        inputs=tuple(
            (str(e["kind"]), str(e["name"]), str(e["sha256"])) for e in manifest["inputs"]
        ),
        first=str(manifest["dates"]["first"]),
        last=str(manifest["dates"]["last"]),
        attribution=tuple(map(str, manifest["attribution"])),
        streets=area.walk,
    )
