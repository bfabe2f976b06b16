"""Buildings where a venue could open: of the map, and of the register."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import cos, hypot, radians

from transit.model.opportunities import Opportunity
from transit.model.parameters import Parameters
from transit.model.positions import Position
from transit.network.area import Area
from transit.network.kerbside.geometry import METRES_PER_DEGREE


@dataclass(frozen=True, slots=True)
class Building:
    """A building where a venue could open.

    Parameters
    ----------
    id
        Its number in OpenStreetMap, such as ``w123``, or the venue's id.
    name, kind
        What it is called, and what it is.
    at
        Its middle, or the venue's door.
    venue
        Id of the venue that is there today; ``""`` for none.
    """

    id: str
    name: str
    kind: str
    at: Position
    venue: str = ""


def buildings_of(
    area: Area, venues: Iterable[Opportunity], parameters: Parameters
) -> tuple[Building, ...]:
    """Return buildings where a venue could open.

    Parameters
    ----------
    area
        With landmarks.
    venues
        The register's own, which count as buildings, too.
    parameters
        Which kinds of landmark count, and how near two are one.

    Returns
    -------
    tuple of Building
        By name; a landmark at a venue's door is that venue.
    """
    near_m = parameters.number("venue_near_m")
    found: list[Building] = []
    precision = int(parameters.number("venue_precision_m"))
    kinds = parameters.names("venue_candidate_kinds")
    for each in (*_of_register(venues), *_of_map(area, kinds, precision)):
        if all(_apart_m(each.at, other.at) > near_m for other in found):
            found.append(each)
    return tuple(sorted(found, key=lambda each: (each.name, each.id)))


def _of_register(venues: Iterable[Opportunity]) -> Iterator[Building]:
    for each in venues:
        yield Building(each.id, each.name, each.kind, each.entrances[0].at, each.id)


def _of_map(area: Area, kinds: Iterable[str], precision_m: int) -> Iterator[Building]:
    landmarks = area.landmarks
    if landmarks is None:
        return
    wanted = frozenset(kinds)
    columns = landmarks.table.select("osm_id", "kind", "name").iter_rows()
    for row, (osm_id, kind, name) in enumerate(columns):
        if kind in wanted and name:
            some = slice(int(landmarks.first[row]), int(landmarks.first[row + 1]))
            lat, lon = landmarks.lat[some], landmarks.lon[some]
            middle = float(lat.min() + lat.max()) / 2, float(lon.min() + lon.max()) / 2
            yield Building(osm_id, name, kind, Position(*middle, precision_m))


def _apart_m(one: Position, two: Position) -> float:
    east = (one.lon - two.lon) * cos(radians(one.lat))
    return hypot(one.lat - two.lat, east) * METRES_PER_DEGREE
