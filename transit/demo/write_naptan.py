"""Writing the stops as a NaPTAN table, in the columns of the national export."""

from pathlib import Path

import numpy as np
from pyproj import Transformer

from transit.demo.frame import Frame
from transit.demo.lines import BusNetwork
from transit.demo.stop_names import StopName
from transit.demo.write_gtfs import table

_COLUMNS = (
    "ATCOCode,NaptanCode,PlateCode,CleardownCode,CommonName,CommonNameLang,ShortCommonName,"
    "ShortCommonNameLang,Landmark,LandmarkLang,Street,StreetLang,Crossing,CrossingLang,Indicator,"
    "IndicatorLang,Bearing,NptgLocalityCode,LocalityName,ParentLocalityName,"
    "GrandParentLocalityName,Town,TownLang,Suburb,SuburbLang,LocalityCentre,GridType,Easting,"
    "Northing,Longitude,Latitude,StopType,BusStopType,TimingStatus,DefaultWaitTime,Notes,"
    "NotesLang,AdministrativeAreaCode,CreationDateTime,ModificationDateTime,RevisionNumber,"
    "Modification,Status"
)
_COMPASS = ("N", "NE", "E", "SE", "S", "SW", "W", "NW")
_WHEN = "2026-09-01T00:00:00"


def compass_point(bearing: float) -> str:
    """Return the nearest of eight compass points.

    Parameters
    ----------
    bearing
        Degrees clockwise from north.

    Returns
    -------
    str
        E.g. ``SW``.
    """
    return _COMPASS[round(bearing / 45) % 8]


def write_naptan(
    network: BusNetwork, names: list[StopName], localities: list[str], frame: Frame, path: Path
) -> None:
    """Write the stops.

    Parameters
    ----------
    network
        Stops and lines.
    names
        Names of the stops.
    localities
        The neighbourhood of each stop.
    frame
        Where the borough lies.
    path
        The file.
    """
    lat, lon = frame.to_lat_lon(np.array([stop.at for stop in network.stops]))
    to_grid = Transformer.from_crs("EPSG:4326", "EPSG:27700", always_xy=True)
    east, north = to_grid.transform(lon, lat)
    hailed = {
        stop
        for line in network.lines
        for stop, hail in zip(line.stops, line.hail.tolist(), strict=True)
        if hail
    }
    rows = []
    for k, (stop, name) in enumerate(zip(network.stops, names, strict=True)):
        known = {
            "ATCOCode": name.identity,
            "NaptanCode": name.code,
            "CommonName": name.name,
            "Street": name.street,
            "Indicator": name.indicator,
            "Bearing": "" if stop.bay else compass_point(stop.bearing),
            "NptgLocalityCode": "E9990001",
            "LocalityName": localities[k],
            "LocalityCentre": "true" if stop.bay else "false",
            "GridType": "UKOS",
            "Easting": round(float(east[k])),
            "Northing": round(float(north[k])),
            "Longitude": f"{lon[k]:.7f}",
            "Latitude": f"{lat[k]:.7f}",
            "StopType": "BCS" if stop.bay else "BCT",
            "BusStopType": "" if stop.bay else ("CUS" if k in hailed else "MKD"),
            "TimingStatus": "PTP" if stop.bay else "OTH",
            "AdministrativeAreaCode": "999",
            "CreationDateTime": _WHEN,
            "ModificationDateTime": _WHEN,
            "RevisionNumber": 1,
            "Modification": "new",
            "Status": "active",
        }
        rows.append([known.get(column, "") for column in _COLUMNS.split(",")])
    path.write_text(table(_COLUMNS, rows), encoding="utf-8", newline="\n")
