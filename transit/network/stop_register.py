"""A timetable's stops found in the national register, also under other ids than its own."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import polars as pl
from scipy.spatial import cKDTree

from transit.model.notice import Notice, Severity
from transit.model.parameters import Parameters
from transit.network.kerbside.geometry import east_north

_NEAREST = 6
"""Stops of the register looked at around one of the timetable: more do not stand within metres."""


@dataclass(frozen=True, slots=True)
class Found:
    """The register as a timetable names its stops.

    Parameters
    ----------
    register
        The register's rows; those found otherwise than by id first, under the timetable's ids.
    codes
        The register's code of each stop of the timetable; ``""`` where it is not in it.
    notices
        How stops were found, and which were not.
    """

    register: pl.DataFrame
    codes: tuple[str, ...]
    notices: tuple[Notice, ...]


def find_in_register(stops: pl.DataFrame, register: pl.DataFrame, parameters: Parameters) -> Found:
    """Find a timetable's stops in the register: by id, else by code, else by name and place.

    By name and place only where one stop alone can be meant: the register's nearest of that name,
    within ``naptan_same_place_m``, any other of that name at least twice as far; with buses that
    leave in its direction, as far as both are known; and nearest to no other stop as well.

    Parameters
    ----------
    stops
        :attr:`transit.network.timetable.Timetable.stops`.
    register
        From :func:`transit.read.naptan.read_naptan`.
    parameters
        ``naptan_same_place_m``, ``bearings_opposite_deg`` and ``notices_listed``.

    Returns
    -------
    Found
        What is not found stays unknown, and is told.
    """
    rows = {code.upper(): row for row, code in reversed([*enumerate(register["stop_id"])])}
    own = [str(stop or "").upper() for stop in stops["stop_id"]]
    by_id = {at: rows[stop] for at, stop in enumerate(own) if stop in rows}
    rest = [at for at in range(stops.height) if at not in by_id]
    by_code = dict(_by_code(stops, register, rows, rest))
    rest = [at for at in rest if at not in by_code]
    taken = {*by_id.values(), *by_code.values()}
    by_place = _by_place(stops, register, rest, taken, parameters)
    other = {**by_code, **by_place}
    renamed = register[list(other.values())].with_columns(
        pl.Series("stop_id", [stops["stop_id"][at] for at in other], pl.String)
    )
    every = {**by_id, **other}
    codes = tuple(
        str(register["stop_id"][every[at]]) if at in every else "" for at in range(stops.height)
    )
    missed = [at for at in rest if at not in by_place]
    listed = int(parameters.number("notices_listed"))
    return Found(
        pl.concat([renamed, register]),
        codes,
        tuple(_told(stops, register, (by_id, by_code, by_place), missed, listed)),
    )


def _by_code(
    stops: pl.DataFrame, register: pl.DataFrame, rows: dict[str, int], rest: list[int]
) -> Iterator[tuple[int, int]]:
    """The public code of a stop is that of the register, or the short one on its pole."""
    if "code" not in stops.columns:
        return
    short = {code.upper(): row for row, code in reversed([*enumerate(register["code"])]) if code}
    for at in rest:
        code = str(stops["code"][at] or "").upper()
        row = rows.get(code, short.get(code)) if code else None
        if row is not None:
            yield at, row


def _by_place(
    stops: pl.DataFrame,
    register: pl.DataFrame,
    rest: list[int],
    taken: set[int],
    parameters: Parameters,
) -> dict[int, int]:
    if "name" not in stops.columns or not rest or not register.height:
        return {}
    lat, lon = (stops[name].cast(pl.Float64).fill_null(np.nan).to_numpy() for name in _AT)
    placed = [at for at in rest if np.isfinite(lat[at]) and np.isfinite(lon[at])]
    if not placed:
        return {}
    zero = float(register["lat"][0]), float(register["lon"][0])
    tree = cKDTree(east_north(register["lat"].to_numpy(), register["lon"].to_numpy(), *zero))
    near_m = parameters.number("naptan_same_place_m")
    # One of the name twice as far would still have to be ruled out.
    away, which = tree.query(
        east_north(lat[placed], lon[placed], *zero), k=_NEAREST, distance_upper_bound=2 * near_m
    )
    names = [_plain(name) for name in register["name"]]
    best: dict[int, tuple[float, int]] = {}
    for at, distances, found in zip(placed, away, which, strict=True):
        name = _plain(stops["name"][at])
        same = [
            (float(metres), int(row))
            for metres, row in zip(distances, found, strict=True)
            if row < register.height and names[row] == name
        ]
        if not same or same[0][0] > near_m:
            continue
        metres, row = same[0]
        alone = len(same) == 1 or same[1][0] >= 2 * max(metres, 1.0)
        free = row not in taken and (row not in best or metres < best[row][0])
        if alone and free and _same_way(stops, register, at, row, parameters):
            best[row] = metres, at
    return {at: row for row, (_, at) in best.items()}


_AT = ("lat", "lon")


def _plain(name: object) -> str:
    """A name without its bay, signs and capitals."""
    return "".join(sign for sign in str(name or "").casefold() if sign.isalnum())


def _same_way(
    stops: pl.DataFrame, register: pl.DataFrame, at: int, row: int, parameters: Parameters
) -> bool:
    """Whether buses leave in the register's direction, as far as both are known."""
    own, theirs = stops["bearing"][at], register["bearing"][row]
    if own is None or theirs is None or np.isnan(own) or np.isnan(theirs):
        return True
    apart = abs((float(own) - float(theirs) + 180) % 360 - 180)
    return apart <= parameters.number("bearings_opposite_deg")


def _told(
    stops: pl.DataFrame,
    register: pl.DataFrame,
    found: tuple[dict[int, int], dict[int, int], dict[int, int]],
    missed: list[int],
    listed: int,
) -> Iterator[Notice]:
    by_id, by_code, by_place = found
    for code, how, some in (
        ("naptan_found_by_code", "by its code", by_code),
        ("naptan_found_by_place", "by its name and place", by_place),
    ):
        for number, (at, row) in enumerate([*some.items()][:listed]):
            last = number == min(listed, len(some)) - 1
            yield Notice(
                code,
                Severity.INFO,
                "naptan",
                f"{stops['stop_id'][at]} is not in the register; found {how} as "
                f"{register['stop_id'][row]}",
                "Look whether it is the same stop; ask the feed's publisher for the register's ids",
                field="stop_id",
                value=str(stops["stop_id"][at]),
                count=len(some) - number if last else 1,
                lat=stops["lat"][at],
                lon=stops["lon"][at],
            )
    if missed:
        none = not (by_id or by_code or by_place)
        yield Notice(
            "naptan_not_found",
            Severity.WARNING if none else Severity.INFO,
            "naptan",
            f"{len(missed)} of {stops.height} stops are not in the register by id, code or place, "
            f"such as {stops['stop_id'][missed[0]]}; what it knows of them stays unknown",
            "Give the register of this region, and a feed with the register's ids or codes",
            field="stop_id",
            value=str(stops["stop_id"][missed[0]]),
            count=len(missed),
        )
