"""Commands for what somebody went and saw: kept, listed, taken out, handed on."""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, cast

import typer
from typer.core import TyperGroup

from transit.cli import output

if TYPE_CHECKING:
    from transit.model.observation import Observation
    from transit.network.area import Area
    from transit.network.changes import Reach
    from transit.read.table_faults import Cell
    from transit.store.surveys import Recorded


class _AreaAnywhere(TyperGroup):
    """Commands whose --area may stand after the register and after the command, too."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Move the option to where it is looked for."""
        for place, word in enumerate(args):
            if word == "--area" or word.startswith("--area="):
                size = 2 if word == "--area" else 1
                moved = args[place : place + size]
                args = [*moved, *args[:place], *args[place + size :]]
                break
        return super().parse_args(ctx, args)


app = typer.Typer(
    cls=_AreaAnywhere,
    help="Record what somebody saw outside; it goes before the map in every later search.",
    no_args_is_help=True,
    add_completion=False,
)

Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]


@dataclass(frozen=True, slots=True)
class _Asked:
    """What the words before the command say."""

    register: str
    area: Path | None


@app.callback()
def _survey(
    context: typer.Context,
    register: Annotated[str, typer.Argument(help="SQLite file, or postgresql:// address.")],
    area: Annotated[
        Path | None, typer.Option(help="Folder of the area that was scored on, or is to be.")
    ] = None,
) -> None:
    context.obj = _Asked(register, area)


@app.command("add")
def add(
    context: typer.Context,
    fact: Annotated[str, typer.Option(help="What was looked at, e.g. kerb, lit, seat, shelter.")],
    found: Annotated[str, typer.Option(help="yes, no, a number, or a kind of crossing.")],
    seen_by: Annotated[str, typer.Option(help="Role or staff reference, no name.")],
    seen_on: Annotated[str | None, typer.Option(help="When; today if not given.")] = None,
    at: Annotated[str | None, typer.Option(help="Where: LAT,LON.")] = None,
    osm_way: Annotated[str | None, typer.Option(help="OpenStreetMap way.")] = None,
    along_m: Annotated[str | None, typer.Option(help="Metres of the way it holds for.")] = None,
    uphill: Annotated[str | None, typer.Option(help="Where a slope goes up: n, ne, e, ...")] = None,
    stop: Annotated[str | None, typer.Option(help="Id of a stop.")] = None,
    route: Annotated[str | None, typer.Option(help="Id or number of a bus route.")] = None,
    opportunity: Annotated[str | None, typer.Option(help="Id of a venue.")] = None,
    note: Annotated[str, typer.Option(help="About the place; nothing about a person.")] = "",
    photo: Annotated[str | None, typer.Option(help="Where a photo of the place is kept.")] = None,
    as_json: Json = False,
) -> None:
    """Record one thing that somebody saw."""
    from transit.cli.values import point

    lat, lon = point(at) if at else (None, None)
    cells = {
        "fact": fact,
        "found": found,
        "lat": lat,
        "lon": lon,
        "osm_way": osm_way,
        "along_m": along_m,
        "uphill": uphill,
        "stop_id": stop,
        "route": route,
        "opportunity_id": opportunity,
        "seen_on": seen_on or dt.date.today().isoformat(),
        "seen_by": seen_by,
        "note": note,
        "photo": photo,
    }
    seen, faults = _checked({name: cell for name, cell in cells.items() if cell not in (None, "")})
    if faults:
        raise typer.BadParameter("; ".join(faults))
    _say(_record(context.obj, seen), as_json)


@app.command("import")
def import_(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="CSV or XLSX as the template, or GeoJSON.")],
    accept_good_rows: Annotated[
        bool, typer.Option("--accept-good-rows", help="Import rows without a fault.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Record a file of observations: all of it, or nothing."""
    from transit.cli.faults import fault_lines
    from transit.read.observations import read_observations_file
    from transit.read.parameters import read_parameters
    from transit.settings import read_settings

    limits = read_parameters(read_settings().parameters_dir)
    seen, faults = read_observations_file(file, limits)
    if not as_json:
        for line in fault_lines(faults):
            output.out.print(line, markup=False)
    told = [fault.as_dict() for fault in faults]
    if faults and not accept_good_rows:
        if as_json:
            output.print_json({"imported": False, "faults": told})
        else:
            output.out.print("Nothing was imported.")
        raise typer.Exit(1)
    _say(_record(context.obj, seen), as_json, {"faults": told})
    raise typer.Exit(1 if faults else 0)


@app.command("list")
def list_(context: typer.Context, as_json: Json = False) -> None:
    """List what was seen, the latest last."""
    from transit.read.register.observation_rows import ObservationRow, found_text

    seen = _kept(context.obj)
    if as_json:
        names = list(ObservationRow.columns())
        rows = [
            {"id": each.key, **dict(zip(names, ObservationRow.of(each).texts(), strict=True))}
            for each in seen
        ]
        output.print_json(rows)
        return
    for each in seen:
        where = each.stop_id or each.route or each.opportunity or f"{each.lat:.5f},{each.lon:.5f}"
        line = f"{each.key}  {each.seen_on}  {each.fact} {found_text(each)}  {each.subject} {where}"
        output.out.print(f"{line}  ({each.seen_by})", markup=False)
    if not seen:
        output.out.print("Nothing was recorded yet.")


@app.command("remove")
def remove(
    context: typer.Context,
    observation: Annotated[str, typer.Argument(help="Its id, as list shows it.")],
    as_json: Json = False,
) -> None:
    """Take out what was recorded by mistake."""
    from transit.store import open_store
    from transit.store.surveys import remove_observation

    asked = cast("_Asked", context.obj)
    area, store = _area(asked), open_store(asked.register)
    try:
        done = remove_observation(store, observation, area, _reach(area))
    finally:
        store.close()
    _say(done, as_json)


@app.command("export")
def export(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="GeoJSON to write.")],
    as_json: Json = False,
) -> None:
    """Write what was seen as GeoJSON, which can be imported again."""
    from transit.store.survey_files import write_geojson

    seen = _kept(context.obj)
    area = _area(context.obj)
    points = {}
    if area is not None:
        stops = area.timetable.stops
        columns = (stops[name].to_list() for name in ("stop_id", "lat", "lon"))
        points = {key: (lat, lon) for key, lat, lon in zip(*columns, strict=True)}
    count = write_geojson(file, seen, points)
    if as_json:
        output.print_json({"file": str(file), "observations": count})
    else:
        output.out.print(f"Wrote {count:,} observations to {file}", markup=False)


def _checked(cells: dict[str, object]) -> "tuple[tuple[Observation, ...], list[str]]":
    """Check one observation as a row of a file is checked."""
    from transit.read.register.checked import check_table
    from transit.read.register.observation_rows import ObservationRow
    from transit.read.tables import Table, TableRow

    row = TableRow(1, cast("dict[str, Cell]", cells))
    rows, faults = check_table(
        Table("options", tuple(ObservationRow.columns()), (row,)), ObservationRow
    )
    said = [f"{each.field}: found {each.found}; expected {each.expected}" for each in faults]
    return tuple(each.row.observation() for each in rows), said


def _record(asked: _Asked, seen: "tuple[Observation, ...]") -> "Recorded":
    from transit.store import open_store
    from transit.store.surveys import record_observations

    area, store = _area(asked), open_store(asked.register)
    try:
        return record_observations(store, seen, area, _reach(area))
    finally:
        store.close()


def _kept(asked: _Asked) -> "tuple[Observation, ...]":
    from transit.store import open_store
    from transit.store.surveys import read_observations

    store = open_store(asked.register)
    try:
        return read_observations(store)
    finally:
        store.close()


def _area(asked: _Asked) -> "Area | None":
    if asked.area is None:
        return None
    from transit.network.store import open_area

    return open_area(asked.area)


def _reach(area: "Area | None") -> "Reach | None":
    if area is None:
        return None
    from transit.network.changes import reach_of
    from transit.read.parameters import read_parameters
    from transit.read.profiles import list_profiles
    from transit.settings import read_settings

    return reach_of(list_profiles(), read_parameters(read_settings().parameters_dir))


def _say(done: "Recorded", as_json: bool, more: dict[str, object] | None = None) -> None:
    if as_json:
        counts = {"added": done.added, "known": done.known, "stale_verdicts": done.stale}
        notices = [notice.as_dict() for notice in done.notices]
        output.print_json({**counts, "notices": notices, **(more or {})})
        return
    output.out.print(
        f"{done.added:,} added, {done.known:,} known before; {done.stale:,} verdicts to be scored "
        "again"
    )
    if done.notices:
        output.print_notices(done.notices)
