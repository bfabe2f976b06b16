"""Coverage as files that may be handed on: tables, a workbook, areas for a map program."""

import csv
import io
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import geopandas as gpd
import polars as pl
from openpyxl import Workbook

from transit.disclosure.protect import shared_layers
from transit.disclosure.rules import Audience
from transit.equity.coverage import Coverage
from transit.equity.reach import ALL_KINDS
from transit.equity.share import (
    Measure,
    SharedCoverage,
    SharedRow,
    share_coverage,
    share_held_back,
    share_venues,
)
from transit.errors import InputError
from transit.model.parameters import Parameters
from transit.model.verdict import Rung
from transit.present.spreadsheets import neutral
from transit.read.boundaries import Boundaries

_HEADS: Final = ("grouping", "group", "label", "people", "reach_nothing", "mean_places", "ratio")
_SCENARIO: Final = "scenario"
_MOST_PLACES: Final = "coverage_most_places"


@dataclass(frozen=True, slots=True)
class SharedFigures:
    """Everything about coverage that one audience may have.

    Parameters
    ----------
    groups
        By group.
    venues, sessions
        People by rung, in figures or words, by id.
    held_back
        Kind, detail, place, people.
    """

    groups: SharedCoverage
    venues: Mapping[str, Mapping[str, str]]
    sessions: Mapping[str, Mapping[str, str]]
    held_back: tuple[tuple[str, str, str, str], ...]

    def as_dict(self) -> dict[str, Any]:
        """Return it as plain values, for JSON.

        Returns
        -------
        dict
            ``measure``, ``groups``, ``venues``, ``sessions``, ``held_back`` and ``notes``.
        """
        measure = self.groups.measure
        return {
            "audience": self.groups.audience.value,
            "measure": {
                "band": measure.band,
                "level": measure.level.value,
                "minutes": measure.minutes,
                "kind": measure.kind,
            },
            "scenario": self.groups.is_scenario,
            "groups": [dict(zip(_HEADS, _cells(row), strict=True)) for row in self.groups.rows],
            "venues": {key: dict(row) for key, row in self.venues.items()},
            "sessions": {key: dict(row) for key, row in self.sessions.items()},
            "held_back": [
                dict(zip(("kind", "detail", "place", "people"), row, strict=True))
                for row in self.held_back
            ],
            "notes": list(self.groups.notes),
        }


def share_figures(
    coverage: Coverage, measure: Measure, audience: Audience, parameters: Parameters
) -> SharedFigures:
    """Return everything about coverage that an audience may have.

    Parameters
    ----------
    coverage
        What was found.
    measure
        What is told of groups.
    audience, parameters
        As for :func:`~transit.equity.share.share_coverage`.

    Returns
    -------
    SharedFigures
        Without ids of people.
    """
    return SharedFigures(
        share_coverage(coverage, measure, audience, parameters),
        share_venues(coverage.venues, "opportunity", audience, parameters),
        share_venues(coverage.sessions, "session", audience, parameters),
        share_held_back(
            coverage.held_back, audience, parameters, int(parameters.number(_MOST_PLACES))
        ),
    )


def write_people(coverage: Coverage, out: Path) -> None:
    """Write what each person reaches: for those only who may read the register.

    Parameters
    ----------
    coverage
        What was found.
    out
        A file that ends in ``.csv`` or ``.parquet``; whole, or not at all.

    Raises
    ------
    InputError
        It ends otherwise, or cannot be written.
    """
    keys = ["person", "band", "level"]
    frame = coverage.places.join(coverage.gravity, on=keys, how="left", maintain_order="left")
    if coverage.gaps is not None:
        gaps = coverage.gaps.select(*keys, "minutes", "reference", kind=pl.lit(ALL_KINDS))
        both = [*keys, "minutes", "kind"]
        frame = frame.join(gaps, on=both, how="left", maintain_order="left")
    _write_whole(out, {".csv": frame.write_csv, ".parquet": frame.write_parquet})


def write_coverage(
    figures: SharedFigures, boundaries: Boundaries | None, parameters: Parameters, out: Path
) -> None:
    """Write what may be handed on.

    Parameters
    ----------
    figures
        What to write.
    boundaries
        The areas; a map file needs them.
    parameters
        The parameters named ``disclosure_…``.
    out
        A file that ends in ``.csv``, ``.xlsx``, ``.gpkg`` or ``.geojson``; whole, or not at all.

    Raises
    ------
    InputError
        It ends otherwise, cannot be written, or a map is asked for without boundaries.
    """
    makers: dict[str, Callable[[Path], object]] = {
        ".csv": lambda path: _write(path, coverage_csv(figures)),
        ".xlsx": lambda path: _write(path, coverage_workbook(figures)),
        ".gpkg": lambda path: _write_areas(figures, boundaries, parameters, path, "GPKG"),
        ".geojson": lambda path: _write_areas(figures, boundaries, parameters, path, "GeoJSON"),
    }
    _write_whole(out, makers)


def _write_whole(out: Path, makers: Mapping[str, Callable[[Path], object]]) -> None:
    """Write a file beside its place, and put it there when it is whole."""
    make = makers.get(out.suffix.lower())
    if make is None:
        raise InputError(f"{out}: expected a name that ends in {', '.join(makers)}")
    try:
        with tempfile.TemporaryDirectory(prefix=".writing-", dir=out.absolute().parent) as folder:
            made = Path(folder) / out.name
            make(made)
            made.replace(out)
    except OSError as fault:
        raise InputError(f"{out}: cannot be written ({fault.strerror})") from fault


def coverage_csv(figures: SharedFigures) -> bytes:
    """Return the table by group as CSV.

    Parameters
    ----------
    figures
        What may be handed on.

    Returns
    -------
    bytes
        UTF-8 with a mark by which spreadsheet programs know it.
    """
    text = io.StringIO()
    lines = csv.writer(text)
    lines.writerows([_safe(cell) for cell in row] for row in _table(figures.groups))
    return text.getvalue().encode("utf-8-sig")


def coverage_workbook(figures: SharedFigures) -> bytes:
    """Return all tables as a workbook.

    Parameters
    ----------
    figures
        What may be handed on.

    Returns
    -------
    bytes
        XLSX: groups, venues, sessions, what holds people back, and what the figures are.
    """
    measure = figures.groups.measure
    rungs = [rung.word for rung in Rung]
    sheets: dict[str, list[Sequence[object]]] = {
        "groups": _table(figures.groups),
        "venues": [("opportunity", *rungs), *_by_rung(figures.venues, rungs)],
        "sessions": [("session", *rungs), *_by_rung(figures.sessions, rungs)],
        "held_back": [("kind", "detail", "place", "people"), *figures.held_back],
        "about": [
            ("band", measure.band),
            ("level", measure.level.value),
            ("minutes", measure.minutes),
            ("kind", measure.kind),
            ("audience", figures.groups.audience.value),
            *(("note", note) for note in figures.groups.notes),
        ],
    }
    book = Workbook(write_only=True)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append([_safe(cell) for cell in row])
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def _write(path: Path, content: bytes) -> None:
    path.write_bytes(content)


def _by_rung(
    told: Mapping[str, Mapping[str, str]], rungs: Sequence[str]
) -> list[tuple[object, ...]]:
    return [(key, *(row[rung] for rung in rungs)) for key, row in told.items()]


def _write_areas(
    figures: SharedFigures,
    boundaries: Boundaries | None,
    parameters: Parameters,
    path: Path,
    driver: str,
) -> None:
    if boundaries is None:
        raise InputError(f"{path.name}: a map needs areas; name them with --boundaries")
    rows = {row.group: row for row in figures.groups.of("ward")}
    table = {"code": list(boundaries.codes), "name": list(boundaries.names)}
    told = {
        "people": [rows[code].people if code in rows else "0" for code in boundaries.codes],
        "reach_nothing": [rows[code].nothing if code in rows else "0" for code in boundaries.codes],
        "mean_places": [rows[code].mean if code in rows else None for code in boundaries.codes],
        "ratio": [rows[code].ratio if code in rows else None for code in boundaries.codes],
    }
    told |= {_SCENARIO: ["yes"] * len(boundaries.codes)} if figures.groups.is_scenario else {}
    frame = gpd.GeoDataFrame({**table, **told}, geometry=list(boundaries.shapes), crs="EPSG:4326")
    layers = shared_layers({"areas": frame}, figures.groups.audience, parameters)
    for name, layer in layers.items():
        layer.to_file(path, layer=name, driver=driver, engine="pyogrio")


def _table(shared: SharedCoverage) -> list[Sequence[object]]:
    """Return heads and rows; where people are made up, each row says so."""
    if not shared.is_scenario:
        return [_HEADS, *(_cells(row) for row in shared.rows)]
    return [(*_HEADS, _SCENARIO), *((*_cells(row), "yes") for row in shared.rows)]


def _cells(row: SharedRow) -> tuple[object, ...]:
    return (row.grouping, row.group, row.label, row.people, row.nothing, row.mean, row.ratio)


def _safe(cell: object) -> Any:
    """Keep a spreadsheet program from running a cell."""
    return neutral(cell) if isinstance(cell, str) else cell
