"""Writing the timetable as a GTFS zip that is byte for byte the same for a seed."""

import csv
import datetime as dt
import io
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from transit.demo.departures import Trip
from transit.demo.frame import Frame
from transit.demo.lines import BusNetwork
from transit.demo.plans import Plans
from transit.demo.service_days import calendar_dates, weekday_flags
from transit.demo.stop_names import StopName

_STATION = "999G00001"
_WHEN = (2026, 9, 1, 0, 0, 0)
_Row = Sequence[Any]


def write_gtfs(
    network: BusNetwork,
    trips: list[Trip],
    names: list[StopName],
    plans: Plans,
    frame: Frame,
    path: Path,
    rng: np.random.Generator,
) -> None:
    """Write the timetable.

    Parameters
    ----------
    network
        Lines and stops.
    trips
        Trips on them.
    names
        Names of the stops.
    plans
        Operators, routes and calendar.
    frame
        Where the borough lies.
    path
        The zip.
    rng
        Random numbers, for wheelchair facts of stops.
    """
    files = {
        "agency.txt": _agency(plans),
        "stops.txt": _stops(network, names, plans, frame, rng),
        "routes.txt": _routes(plans),
        "trips.txt": _trips(network, trips),
        "stop_times.txt": _stop_times(network, trips, names),
        "calendar.txt": _calendar(plans),
        "calendar_dates.txt": _calendar_dates(plans),
        "shapes.txt": _shapes(network, frame),
        "feed_info.txt": _feed_info(plans),
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(_entry(name), text)


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _WHEN)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    entry.create_system = 3
    return entry


def table(header: str, rows: Iterable[_Row]) -> str:
    """Return a CSV table.

    Parameters
    ----------
    header
        Column names, comma between.
    rows
        Values in the columns' order.

    Returns
    -------
    str
        The table, lines ended by line feeds.
    """
    sheet = io.StringIO()
    writer = csv.writer(sheet, lineterminator="\n")
    writer.writerow(header.split(","))
    writer.writerows(rows)
    return sheet.getvalue()


def clock(seconds: int) -> str:
    """Return seconds of a service day as GTFS writes them.

    Parameters
    ----------
    seconds
        Seconds, more than a day's past midnight.

    Returns
    -------
    str
        ``HH:MM:SS``.
    """
    return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"


def _agency(plans: Plans) -> str:
    return table(
        "agency_id,agency_name,agency_url,agency_timezone,agency_lang,agency_phone",
        [
            (found["id"], found["name"], found["url"], "Europe/London", "en", f"01632 96000{k}")
            for k, found in enumerate(plans.buses["operator"], start=1)
        ],
    )


def _stops(
    network: BusNetwork,
    names: list[StopName],
    plans: Plans,
    frame: Frame,
    rng: np.random.Generator,
) -> str:
    lat, lon = frame.to_lat_lon(np.array([stop.at for stop in network.stops]))
    yes, no = plans.number("share_stop_boarding_yes"), plans.number("share_stop_boarding_no")
    bays = [k for k, stop in enumerate(network.stops) if stop.bay]
    station = plans.skeleton["busway"]["name"]
    rows: list[_Row] = [
        (_STATION, "", station, _deg(lat[bays].mean()), _deg(lon[bays].mean()), 1, "", "", 1)
    ]
    for k, (stop, name) in enumerate(zip(network.stops, names, strict=True)):
        draw = rng.random()
        boarding = 1 if stop.bay or draw < yes else 2 if draw < yes + no else ""
        label = f"{name.name} ({name.indicator})" if not stop.bay else name.name
        rows.append(
            (
                name.identity,
                name.code,
                label,
                _deg(lat[k]),
                _deg(lon[k]),
                0,
                _STATION if stop.bay else "",
                stop.bay or "",
                boarding,
            )
        )
    return table(
        "stop_id,stop_code,stop_name,stop_lat,stop_lon,location_type,parent_station,platform_code,"
        "wheelchair_boarding",
        rows,
    )


def _deg(value: float) -> str:
    return f"{value:.6f}"


def _routes(plans: Plans) -> str:
    return table(
        "route_id,agency_id,route_short_name,route_long_name,route_type,route_color,"
        "route_text_color",
        [
            (
                f"R{route['number']}",
                route["operator"],
                route["number"],
                route["name"],
                3,
                route["colour"],
                "FFFFFF",
            )
            for route in plans.buses["route"]
        ],
    )


def _trips(network: BusNetwork, trips: list[Trip]) -> str:
    rows = []
    for trip in trips:
        line = network.lines[trip.line]
        chair = "" if trip.wheelchair is None else 1
        rows.append(
            (
                f"R{line.number}",
                trip.service,
                trip.identity,
                line.headsign,
                line.direction,
                trip.block,
                f"{line.number}-{line.direction}",
                chair,
            )
        )
    return table(
        "route_id,service_id,trip_id,trip_headsign,direction_id,block_id,shape_id,"
        "wheelchair_accessible",
        rows,
    )


def _stop_times(network: BusNetwork, trips: list[Trip], names: list[StopName]) -> str:
    lines = [
        "trip_id,arrival_time,departure_time,stop_id,stop_sequence,pickup_type,drop_off_type,"
        "shape_dist_traveled,timepoint"
    ]
    tails = []
    for line in network.lines:
        last = len(line.stops) - 1
        tails.append(
            [
                f"{names[stop].identity},{k + 1},{1 if k == last else 3 if hail else 0},"
                f"{1 if k == 0 else 3 if hail else 0},{at - line.reach[0]:.1f},"
                for k, (stop, at, hail) in enumerate(
                    zip(line.stops, line.reach.tolist(), line.hail.tolist(), strict=True)
                )
            ]
        )
    for trip in trips:
        calls = zip(
            trip.arrivals.tolist(),
            trip.departures.tolist(),
            trip.timepoint.tolist(),
            tails[trip.line],
            strict=True,
        )
        lines += [
            f"{trip.identity},{clock(arrive)},{clock(leave)},{tail}{int(timepoint)}"
            for arrive, leave, timepoint, tail in calls
        ]
    return "\n".join(lines) + "\n"


def _calendar(plans: Plans) -> str:
    first, last = (_compact(plans.text(name)) for name in ("first_date", "last_date"))
    return table(
        "service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,end_date",
        [
            (service, *weekday_flags(found["days"]), first, last)
            for service, found in plans.buses["service"].items()
        ],
    )


def _calendar_dates(plans: Plans) -> str:
    return table(
        "service_id,date,exception_type",
        [
            (service, _compact(date.isoformat()), kind)
            for service, date, kind in calendar_dates(plans)
        ],
    )


def _compact(date: str) -> str:
    return dt.date.fromisoformat(date).strftime("%Y%m%d")


def _shapes(network: BusNetwork, frame: Frame) -> str:
    rows: list[_Row] = []
    for line in network.lines:
        points = network.roads.at[line.drive.nodes]
        inside = (line.drive.reach >= line.reach[0]) & (line.drive.reach <= line.reach[-1])
        ends = [
            [np.interp(at, line.drive.reach, points[:, axis]) for axis in (0, 1)]
            for at in (line.reach[0], line.reach[-1])
        ]
        path = np.vstack([ends[0], points[inside], ends[1]])
        reach = np.concatenate([[line.reach[0]], line.drive.reach[inside], [line.reach[-1]]])
        lat, lon = frame.to_lat_lon(path)
        away = reach - line.reach[0]
        rows += [
            (f"{line.number}-{line.direction}", _deg(a), _deg(b), k + 1, f"{far:.1f}")
            for k, (a, b, far) in enumerate(zip(lat, lon, away, strict=True))
        ]
    return table("shape_id,shape_pt_lat,shape_pt_lon,shape_pt_sequence,shape_dist_traveled", rows)


def _feed_info(plans: Plans) -> str:
    first, last = (_compact(plans.text(name)) for name in ("first_date", "last_date"))
    return table(
        "feed_publisher_name,feed_publisher_url,feed_lang,feed_start_date,feed_end_date,"
        "feed_version",
        [("Haverminster demo (made up)", "https://example.org/", "en", first, last, "demo-1")],
    )
