"""What stops are called: after a landmark or a side road, and how to tell two of a name apart."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from shapely import Point, STRtree

from transit.demo.places import Places
from transit.demo.stops import Stop
from transit.demo.town import Street, lines_of

_LANDMARK_M = 75.0
_LANDMARK_SHARE = 0.6
_SIDE_ROAD_M = 110.0
_CENTRE_M = 480.0
_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"


@dataclass(frozen=True, slots=True)
class StopName:
    """What is written on a stop.

    Parameters
    ----------
    identity
        ATCO-like id.
    code
        Code for text messages, as on the flag.
    name
        Common name.
    indicator
        What tells it from others of the name, e.g. ``opp``, ``Stop B``.
    street
        The street it stands in.
    """

    identity: str
    code: str
    name: str
    indicator: str
    street: str


def name_stops(
    stops: Sequence[Stop], streets: Sequence[Street], places: Places, rng: np.random.Generator
) -> list[StopName]:
    """Name every stop.

    Parameters
    ----------
    stops
        The stops.
    streets
        Named streets.
    places
        Landmarks.
    rng
        Random numbers.

    Returns
    -------
    list of StopName
        One a stop, in order.
    """
    named = [street for street in streets if street.name and street.is_road]
    roads = STRtree(lines_of(named))
    landmarks = [building for building in places.buildings if building.tags.get("name")]
    marks = STRtree([Point(building.centre) for building in landmarks])
    names = []
    for stop in stops:
        street = streets[stop.street].name
        here = Point(stop.on_road)
        near = marks.query(here, predicate="dwithin", distance=_LANDMARK_M)
        if stop.bay:
            names.append("Haverminster Bus Station")
        elif len(near) and rng.random() < _LANDMARK_SHARE:
            best = min(near.tolist(), key=lambda k: (Point(landmarks[k].centre).distance(here), k))
            names.append(landmarks[best].tags["name"].replace("The ", ""))
        else:
            names.append(_side_road(here, street, named, roads) or street or "Turning Point")
    indicators = _indicators(stops, names)
    return [
        StopName(
            identity=f"9990HVM{10_001 + 3 * k}",
            code=f"hvm{_code(k)}",
            name=names[k],
            indicator=indicators[k],
            street=streets[stop.street].name,
        )
        for k, stop in enumerate(stops)
    ]


def _side_road(here: Point, own: str, named: list[Street], roads: STRtree) -> str:
    """Return the name of the nearest other street, ``""`` where none is near."""
    near = roads.query(here, predicate="dwithin", distance=_SIDE_ROAD_M).tolist()
    others = [k for k in near if named[k].name != own and not named[k].tags.get("junction")]
    if not others:
        return ""
    return named[min(others, key=lambda k: (named[k].line.distance(here), k))].name


def _indicators(stops: Sequence[Stop], names: list[str]) -> list[str]:
    by_name: dict[str, list[int]] = defaultdict(list)
    for k, name in enumerate(names):
        by_name[name].append(k)
    found = [""] * len(stops)
    letter = 0
    for k, stop in enumerate(stops):
        same = by_name[names[k]]
        if stop.bay:
            found[k] = f"Bay {stop.bay}"
        elif np.hypot(*stop.at) < _CENTRE_M:
            found[k] = f"Stop {_LETTERS[letter % len(_LETTERS)]}"
            letter += 1
        elif len(same) > 1:
            found[k] = ("adj", "opp", "o/s", "nr")[same.index(k) % 4]
        else:
            found[k] = "adj" if k % 3 else "nr"
    return found


def _code(k: int) -> str:
    """Return four letters that stand for digits on a telephone."""
    letters = "adgjmptw"
    text = ""
    for _ in range(4):
        k, digit = divmod(k, len(letters))
        text = letters[digit] + text
    return text
