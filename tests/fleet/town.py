"""The small town with a van, rides, and a run of today."""

from pathlib import Path

from tests.town_files import at, write_town
from tests.town_register import TOWN_TABLES, write_town_register
from transit.network.build import build_area
from transit.store.importing import import_files

_RIDES = {"P1": "minibus", "P2": "taxi", "P3": "bus"}


def write_fleet_town(folder: Path) -> tuple[Path, Path]:
    """Write the town's area, and a register in which two people ride and run R1 is late.

    P1 goes by minibus and P2, in a wheelchair, by taxi, on two days; P5 to no session. R1 carries
    P1 too late, and P3, who does not ride.
    """
    streets, feed = write_town(folder)
    build_area(osm=streets, gtfs=[feed], out=folder / "area", draw_map=False)
    lat, lon = at(0.0, 400.0)
    van = {"vehicle_id": "V1", "name": "Van", "kind": "minibus", "seats": "8"}
    van |= {"wheelchair_spaces": "1", "depot": "Yard", "depot_lat": f"{lat:.6f}"}
    van |= {"depot_lon": f"{lon:.6f}", "available_from": "08:00", "available_to": "17:00"}
    van |= {"day_gbp": "60", "mile_gbp": "0.7", "driver_hour_gbp": "18", "assistant_hour_gbp": "16"}
    goes = {"opportunity_id": "O1", "session_id": "S1", "days": "mon tue"}
    people = [row | goes | {"mode_now": _RIDES[row["person_id"]]} for row in TOWN_TABLES["people"]]
    people.append({**people[0], "person_id": "P5", "session_id": "", "days": ""})
    stops = [
        {"run_id": "R1", "stop_no": "1", "action": "pick up", "person_id": "P1"},
        {"run_id": "R1", "stop_no": "2", "action": "set down", "person_id": "P1"},
        {"run_id": "R1", "stop_no": "3", "action": "pick up", "person_id": "P3"},
        {"run_id": "R1", "stop_no": "4", "action": "set down", "person_id": "P3"},
    ]
    stops[1] |= {"planned": "10:20"}
    tables = {
        **TOWN_TABLES,
        "people": people,
        "fleet": [van],
        "runs": [{"run_id": "R1", "vehicle_id": "V1", "days": "mon"}],
        "run_stops": stops,
        "ride_needs": [{"person_id": "P1", "assistant": "none"}],
    }
    files = write_town_register(folder / "files", tables)
    assert import_files(folder / "register.db", files, who="test").is_imported
    return folder / "area", folder / "register.db"
