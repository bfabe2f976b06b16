"""The command that tells what people can reach, by ward, cohort and deprivation."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.box import SIMPLE
from rich.table import Table

from transit.cli import output
from transit.errors import InputError
from transit.model.notice import Severity

if TYPE_CHECKING:
    from collections.abc import Mapping

    from transit.batch.coverage_files import SharedFigures
    from transit.equity.coverage import Coverage
    from transit.equity.share import Measure


def coverage(
    register: Annotated[str, typer.Argument(help="SQLite file, or postgresql:// address.")],
    area: Annotated[
        Path | None,
        typer.Option(help="Folder of the area: compares with somebody without impairments."),
    ] = None,
    boundaries: Annotated[
        Path | None, typer.Option(help="Areas to tell it by: GeoJSON, GeoPackage, CSV.")
    ] = None,
    deprivation: Annotated[
        Path | None, typer.Option(help="Deciles or fifths by code of area: CSV, XLSX.")
    ] = None,
    deprivation_areas: Annotated[
        Path | None, typer.Option(help="Boundaries of its areas, if not --boundaries.")
    ] = None,
    code: Annotated[str | None, typer.Option(help="Column of the codes of --boundaries.")] = None,
    name: Annotated[str | None, typer.Option(help="Column of their names.")] = None,
    fifth: Annotated[
        str | None, typer.Option(help="Column of deciles or fifths of --deprivation.")
    ] = None,
    band: Annotated[str, typer.Option(help="Part of the week; any for the whole week.")] = "any",
    level: Annotated[
        str, typer.Option(help="now_confirmed, now, with_training or with_companion.")
    ] = "now",
    minutes: Annotated[int, typer.Option(help="Longest journey, one of the parameter's.")] = 45,
    kind: Annotated[str, typer.Option(help="Kind of place; all for all together.")] = "all",
    grow: Annotated[
        str | None, typer.Option(help="Demand scenario: cohorts_two_years, ageing_ten_years …")
    ] = None,
    growth: Annotated[Path | None, typer.Option(help="Own scenarios (TOML).")] = None,
    seed: Annotated[int, typer.Option(min=0, help="Seed of the people made up.")] = 1,
    out: Annotated[
        Path | None, typer.Option(help="File to hand on: .csv, .xlsx, .gpkg or .geojson.")
    ] = None,
    public: Annotated[
        bool, typer.Option("--public", help="Hide what may not be published, not only inside.")
    ] = False,
    people: Annotated[
        Path | None,
        typer.Option(help="File of what each person reaches: .csv or .parquet; inside only."),
    ] = None,
    ids: Annotated[
        bool, typer.Option("--ids", help="List who reaches nothing, under their pseudonyms.")
    ] = False,
    parameters: Annotated[Path | None, typer.Option(help="The council's own parameters.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Tell how many places people can reach, who reaches none, and what stands in the way.

    From saved verdicts, by ward, cohort and deprivation. Groups of few people are not told of.
    """
    from transit.batch.coverage import CoverageAsked, cover
    from transit.batch.coverage_files import share_figures, write_coverage, write_people
    from transit.disclosure.rules import Audience
    from transit.read.parameters import read_parameters
    from transit.settings import read_settings

    if public and (ids or people is not None):
        raise typer.BadParameter("--ids and --people name people, and cannot be public")
    folder = parameters or read_settings().parameters_dir
    settings = read_parameters(folder)
    asked = CoverageAsked(
        boundaries=boundaries,
        deprivation=deprivation,
        deprivation_areas=deprivation_areas,
        code=code,
        name=name,
        fifth=fifth,
        area=area,
    )
    with output.progress() as tell:
        found = cover(register, asked, parameters_dir=folder, progress=tell)
    rates: Mapping[str, float] = {}
    if grow is not None:
        found, rates = _grown(found, grow, growth, seed)
    measure = chosen_measure(found, band, level, minutes, kind)
    audience = Audience.PUBLIC if public else Audience.INSIDE
    figures = share_figures(found, measure, audience, settings)
    if out is not None:
        write_coverage(figures, found.boundaries, settings, out)
    if ids:
        _note(register, "nothing", len(found.with_nothing(measure.level, minutes, band)))
    if people is not None:
        write_people(found, people)
        _note(register, "people", len(found.people))
    _show(found, figures, measure, rates, ids=ids, as_json=as_json)
    if out is not None:
        output.err.print(f"Wrote {out}", markup=False)
    grave = any(each.severity is Severity.ERROR for each in found.notices)
    raise typer.Exit(1 if grave else 0)


def _grown(
    found: "Coverage", name: str, file: Path | None, seed: int
) -> tuple["Coverage", "Mapping[str, float]"]:
    """Return coverage with people made up, and by how much groups grow: how many would tell."""
    from transit.equity.growth import grow
    from transit.read.growth import read_growth

    known = read_growth(file)
    if name not in known:
        raise InputError(f"--grow {name}: expected one of {', '.join(known)}")
    return grow(found, known[name], seed), known[name].rates


def chosen_measure(found: "Coverage", band: str, level: str, minutes: int, kind: str) -> "Measure":
    """Return the measure that was asked for.

    Parameters
    ----------
    found
        What there is.
    band, level, minutes, kind
        As the options have them.

    Returns
    -------
    Measure
        The measure.

    Raises
    ------
    InputError
        There is no such band, level, limit or kind; the message says which there are.
    """
    from transit.equity.reach import ALL_KINDS, ANY_TIME, Level
    from transit.equity.share import Measure

    kinds = [ALL_KINDS, *sorted(set(found.places["kind"]) - {ALL_KINDS})]
    for option, value, known in (
        ("--band", band, [ANY_TIME, *(each.name for each in found.bands)]),
        ("--level", level, [each.value for each in Level]),
        ("--minutes", minutes, list(found.limits)),
        ("--kind", kind, kinds),
    ):
        if value not in known:
            raise InputError(f"{option} {value}: expected one of {', '.join(map(str, known))}")
    return Measure(band, Level(level), minutes, kind)


def _note(register: str, listed: str, people: int) -> None:
    """Write into the audit that people were listed."""
    from transit.store import open_store
    from transit.store.audit import write_audit

    store = open_store(register)
    try:
        with store.writing() as session:
            write_audit(session, "list_people", {"coverage": listed, "people": people})
    finally:
        store.close()


def _show(
    found: "Coverage",
    figures: "SharedFigures",
    measure: "Measure",
    rates: "Mapping[str, float]",
    *,
    ids: bool,
    as_json: bool,
) -> None:
    from transit.equity.growth import real_people
    from transit.equity.words import grouping_word, held_back_word, level_word

    nothing: tuple[str, ...] = ()
    if ids:
        nothing = real_people(found.with_nothing(measure.level, measure.minutes, measure.band))
    if as_json:
        more = {"nothing": list(nothing)} if ids else {}
        notices = [each.as_dict() for each in found.notices]
        made: dict[str, Any] = {"stale": found.stale, "unscored": found.missing}
        made |= {"editions": list(found.editions)} | ({"grown_by": dict(rates)} if rates else {})
        output.print_json(figures.as_dict() | made | more | {"notices": notices})
        return
    counted = f"Reached is what takes up to {measure.minutes} minutes there and home"
    output.out.print(f"{counted}: {level_word(measure.level).lower()}.", markup=False)
    for grouping in found.groupings:
        rows = figures.groups.of(grouping)
        title = grouping_word(grouping)
        table = Table(title=title, title_justify="left", box=SIMPLE)
        for head in ("", "People", "Reach nothing", "Places each", "Of others"):
            table.add_column(head, justify="right" if head else "left")
        for row in rows:
            mean = "–" if row.mean is None else f"{row.mean:.1f}"
            ratio = "–" if row.ratio is None else f"{row.ratio:.0%}"
            table.add_row(row.label, row.people, row.nothing, mean, ratio)
        output.out.print(table)
    if rates:
        said = ", ".join(f"{group.replace('_', ' ')} {rate:+.0%}" for group, rate in rates.items())
        output.out.print(f"Groups grow by people who are made up: {said}", markup=False)
    for note in figures.groups.notes:
        output.out.print(note, markup=False)
    if figures.held_back:
        output.out.print("What holds most people back:")
        for what, detail, place, people in figures.held_back:
            line = f"  {people:>6}  {place}: {held_back_word(what, detail)}"
            output.out.print(line, markup=False)
    if nothing:
        output.out.print("Who reaches nothing: " + ", ".join(nothing), markup=False)
    if found.stale:
        output.err.print(f"{found.stale:,} verdicts are out of date; run: transit score")
    if found.notices:
        output.print_notices(found.notices)
