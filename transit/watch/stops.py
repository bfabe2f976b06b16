"""The stops of one edition of a timetable found again in another.

Ids may all be other ones in a new edition, or be given to other stops. So an id alone counts for
nothing; the stop is the one nearby with which most of id, code, name and place agree.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from transit.network.kerbside.geometry import east_north
from transit.network.timetable import Timetable
from transit.route.stop_names import stop_name
from transit.watch.learnt import LearntStop
from transit.watch.limits import Limits


@dataclass(frozen=True, slots=True)
class FoundStop:
    """A stop found again.

    Parameters
    ----------
    stop
        Its row in the timetable's stops.
    away_m
        How far it is from where it was, metres.
    """

    stop: int
    away_m: float


class StopBook:
    """Finds stops of other editions in one timetable.

    Parameters
    ----------
    timetable
        Where they are looked for.
    limits
        How far a stop may have been moved.
    """

    def __init__(self, timetable: Timetable, limits: Limits) -> None:
        stops = timetable.stops
        self._limits = limits
        self._stops = stops
        self._lat = stops["lat"].to_numpy().astype(np.float64)
        self._lon = stops["lon"].to_numpy().astype(np.float64)
        self.ids = tuple(_text(each) for each in stops["stop_id"])
        self._codes = np.array([_text(each) for each in stops["code"]], object)
        indicators = [_text(each) for each in stops["indicator"]]
        self._indicators = np.array([_plain(each) for each in indicators], object)
        names = zip(stops["name"], indicators, strict=True)
        self._names = np.array([_plain(stop_name(_text(name), at)) for name, at in names], object)
        self._ids = np.array(self.ids, object)
        self._known: dict[tuple[str, ...], tuple[FoundStop, ...]] = {}

    def find(self, was: LearntStop) -> tuple[FoundStop, ...]:
        """Return the stops that can be the one that was.

        Parameters
        ----------
        was
            The stop as it was.

        Returns
        -------
        tuple of FoundStop
            All that agree equally well, the nearest first; empty where there is none.
        """
        key = (was.stop_id, was.code, was.name, was.indicator, f"{was.lat:.7f} {was.lon:.7f}")
        if key not in self._known:
            self._known[key] = self._find(was)
        return self._known[key]

    def as_learnt(self, stop_id: str) -> LearntStop | None:
        """Return a stop of this timetable in the form in which plans keep stops.

        Parameters
        ----------
        stop_id
            Its id.

        Returns
        -------
        LearntStop or None
            Without times; None where there is none of that id.
        """
        if stop_id not in self.ids:
            return None
        row = self._stops.row(self.ids.index(stop_id), named=True)
        indicator = _text(row["indicator"])
        return LearntStop(
            stop_id=stop_id,
            code=_text(row["code"]),
            name=stop_name(_text(row["name"]), indicator),
            indicator=indicator,
            lat=float(row["lat"]),
            lon=float(row["lon"]),
            side="none",
            street=_text(row["street"]),
            arrive_s=0,
            depart_s=0,
        )

    def _find(self, was: LearntStop) -> tuple[FoundStop, ...]:
        away = self._away_m(was)
        near = np.flatnonzero(away <= self._limits.moved_most_m)
        here = away[near] <= self._limits.same_place_m
        own_id = self._ids[near] == was.stop_id
        code = (self._codes[near] == was.code) & (was.code != "")
        named = (self._names[near] == _plain(was.name)) & (was.name != "")
        beside = self._indicators[near]
        pole = (beside == _plain(was.indicator)) | (beside == "") | (was.indicator == "")
        by_name = named & pole
        fits = here | code | by_name | (own_id & named)
        agreed = own_id.astype(np.int64) + code + by_name + here
        if not fits.any():
            return ()
        found = near[fits & (agreed == agreed[fits].max())]
        order = np.lexsort((found, away[found]))
        return tuple(FoundStop(int(k), float(away[k])) for k in found[order])

    def _away_m(self, was: LearntStop) -> NDArray[np.float64]:
        at = east_north(self._lat, self._lon, was.lat, was.lon)
        return np.asarray(np.hypot(at[:, 0], at[:, 1]))


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _plain(text: str) -> str:
    """A name without what editions write differently."""
    kept = "".join(letter if letter.isalnum() else " " for letter in text.casefold())
    return " ".join(kept.split())
