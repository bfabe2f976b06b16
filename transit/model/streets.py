"""Words for streets: kinds of edge, road and crossing. Their numbers are stored in areas."""

from enum import IntEnum


class EdgeKind(IntEnum):
    """What one walks on."""

    PAVEMENT = 0  # beside a carriageway, on one side of it
    PATH = 1  # footway, path, pedestrian street, track: no sides
    STEPS = 2
    CROSSING = 3  # over a carriageway, from corner to corner
    ROADWAY = 4  # in the carriageway: a sided road where a side has no pavement, a service lane
    PLATFORM = 5
    INDOOR = 6  # corridor, lift
    JOIN = 7  # no length: corners that an unsided way makes one


class RoadClass(IntEnum):
    """OSM's classes, as far as they matter on foot."""

    NONE = 0  # not a road
    SERVICE = 1
    LIVING_STREET = 2
    RESIDENTIAL = 3
    UNCLASSIFIED = 4
    TERTIARY = 5
    SECONDARY = 6
    PRIMARY = 7
    TRUNK = 8
    MOTORWAY = 9
    CYCLEWAY = 10
    RAILWAY = 11
    BUSWAY = 12


class CrossingKind(IntEnum):
    """How a carriageway is crossed, as mapped."""

    NOT_A_CROSSING = 0
    SIGNALS = 1  # lights with a green man
    ZEBRA = 2
    REFUGE = 3  # an island to wait on, no priority
    MARKED = 4  # marked or tagged as a crossing, no priority known
    UNMARKED = 5  # dropped kerbs or tagged unmarked
    NONE = 6  # nothing there: an informal crossing
    SIGNALS_AT_JUNCTION = 7  # traffic lights, a green man not known
    UNKNOWN_KIND = 8  # tagged highway=crossing and no more
    LEVEL_CROSSING = 9  # over rails


class Traffic(IntEnum):
    """How hard a carriageway is to cross; made from class, speed and lanes by data/rules."""

    QUIET = 0
    MODERATE = 1
    BUSY = 2
    FAST = 3
