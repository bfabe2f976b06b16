"""What-if on a venue: every verdict that changes is made anew, as scoring makes it."""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

import numpy as np

from transit.batch.in_memory import every_key, score_in_memory
from transit.batch.venues_buildings import Building, buildings_of
from transit.errors import InputError
from transit.model.opportunities import Opportunity, Session
from transit.model.verdict import Rung
from transit.network.area import Area
from transit.network.store import open_area
from transit.read.parameters import read_parameters
from transit.sessions.venues import Change, Open, Places, changed, kinds_of
from transit.sessions.venues_best import BestVenues, best_venues
from transit.sessions.venues_told import Judged, VenueOutcome, compare, worse
from transit.store import open_store
from transit.store.observed_venues import with_observed_venues
from transit.store.surveys import read_observations
from transit.store.whole import read_register
from transit.verdict.basis import shipped_basis

Progress = Callable[[str, float], None]
_MINUTE_S: Final = 60
_Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class BestPlaces:
    """Where one more venue would help most.

    Parameters
    ----------
    best
        The choice, with its proof.
    buildings
        All candidates.
    each
        What each candidate alone would be worth, in people, beyond what there is.
    newly
        How many people could come now, or with training, by each candidate alone, who can come
        nowhere of that kind today on such a rung.
    confirmed
        What each alone would be worth where unknown facts count as barriers, today and then.
    """

    best: BestVenues
    buildings: tuple[Building, ...]
    each: tuple[float, ...]
    newly: tuple[int, ...]
    confirmed: tuple[float, ...]


class VenueDesk:
    """A register and an area, with the verdicts that were made so far.

    Parameters
    ----------
    register
        File or address of the register; it is only read.
    area
        Folder of the area.
    parameters_dir
        The council's own parameters.
    workers
        Processes; all cores when None.
    progress
        Told the stage and the share done; it may raise to end the work.
    """

    def __init__(
        self,
        register: str,
        area: Path,
        *,
        parameters_dir: Path | None = None,
        workers: int | None = None,
        progress: Progress = lambda stage, share: None,
    ) -> None:
        self._area = area
        self._own = parameters_dir
        self._workers = workers or os.cpu_count() or 1
        self._progress = progress
        store = open_store(register)
        try:
            self._seen = read_observations(store)
            with store.reading() as session:
                self.known = read_register(session)
        finally:
            store.close()
        self.parameters = read_parameters(self._own)
        venues = with_observed_venues(self.known.opportunities, self._seen)
        self.places = Places(venues, self.known.sessions)

    def buildings(self) -> tuple[Building, ...]:
        """Return buildings where a venue could open.

        Returns
        -------
        tuple of Building
            Those of the map, and the register's own venues.
        """
        return buildings_of(self._open(), self.places.opportunities.values(), self.parameters)

    def building(self, text: str) -> Building:
        """Return a building by its name or id.

        Parameters
        ----------
        text
            As :meth:`buildings` has it.

        Returns
        -------
        Building
            The one of that name.

        Raises
        ------
        InputError
            There is none, or several have that name.
        """
        wanted = text.strip().casefold()
        every = self.buildings()
        found = [each for each in every if wanted in (each.id.casefold(), each.name.casefold())]
        if len(found) != 1:
            several = "there are several buildings" if found else "there is no building"
            raise InputError(
                f"{several} {text!r} in the area: take an id from the list of buildings "
                "(transit venues REGISTER --area AREA --buildings), or give LAT,LON"
            )
        return found[0]

    def look(self, change: Change) -> VenueOutcome:
        """Tell who gains and who loses by a change.

        Parameters
        ----------
        change
            What changes.

        Returns
        -------
        VenueOutcome
            By person.

        Raises
        ------
        TransitError
            There is no such venue, or the area cannot be used.
        """
        after = changed(self.places, change)
        kinds = kinds_of(self.places, change)
        before = _of_kinds(self.places, kinds)
        then = _of_kinds(after, kinds)
        new = {key: each for key, each in then.sessions.items() if _differs(key, before, then)}
        old = self._judge(before, before.sessions, "Today", 0.0, 0.5)
        fresh = self._judge(then, new, "After the change", 0.5, 1.0)
        kept = {key: each for key, each in old.items() if key[1] in then.sessions}
        moved = () if isinstance(change, Open) else (change.venue,)
        return compare(
            self.known.people.values(),
            (before, old),
            (then, kept | fresh),
            kinds,
            moved,
            self.parameters.number("venue_nearly_min"),
        )

    def best(self, like: str, most: int) -> BestPlaces:
        """Tell where one more venue, or some, would help most.

        Parameters
        ----------
        like
            Id of the venue whose most usual session each would have.
        most
            How many more.

        Returns
        -------
        BestPlaces
            The best buildings, and what each is worth.

        Raises
        ------
        TransitError
            There is no such venue, it has no session, or there is no building.
        """
        if like not in self.places.opportunities:
            raise InputError(f"there is no opportunity {like} in the register")
        buildings = tuple(each for each in self.buildings() if each.venue != like)
        if not buildings:
            raise InputError(
                "the area has no building of the kinds in venue_candidate_kinds: build it from a "
                "map with landmarks, or give other kinds"
            )
        usual = self._usual(like)
        kind = frozenset({self.places.opportunities[like].kind})
        before = _of_kinds(self.places, kind)
        old = self._judge(before, before.sessions, "Today", 0.0, 0.2)
        venues: dict[str, Opportunity] = {}
        sessions: dict[str, Session] = {}
        for number, building in enumerate(buildings):
            new = f"building {number}"
            opening = Open(building.at, like, new, building.name, building.venue)
            venues[opening.id] = changed(self.places, opening).opportunities[opening.id]
            sessions[opening.id] = replace(usual, id=opening.id, opportunity=opening.id)
        fresh = self._judge(Places(venues, sessions), sessions, "Each building", 0.2, 1.0)
        return self._best(list(sessions), buildings, old, fresh, most)

    def _best(
        self,
        sessions: list[str],
        buildings: tuple[Building, ...],
        old: Mapping[_Key, Judged],
        fresh: Mapping[_Key, Judged],
        most: int,
    ) -> BestPlaces:
        rung_worth = np.array([*self.parameters.numbers("window_rung_worth")])
        people = list(self.known.people)
        row = {who: at for at, who in enumerate(people)}
        column = {key: at for at, key in enumerate(sessions)}
        today, sure_today = np.zeros(len(people)), np.zeros(len(people))
        for (who, _), judged in old.items():
            today[row[who]] = max(today[row[who]], rung_worth[judged.rung])
            sure_today[row[who]] = max(sure_today[row[who]], rung_worth[judged.sure])
        worth = np.zeros((len(people), len(sessions)))
        sure = np.zeros_like(worth)
        for (who, key), judged in fresh.items():
            worth[row[who], column[key]] = rung_worth[judged.rung]
            sure[row[who], column[key]] = rung_worth[judged.sure]
        nowhere = np.array([not each.attends for each in self.known.people.values()])
        best = best_venues(worth, today, most, goes_nowhere=nowhere)
        more = np.maximum(worth - today[:, None], 0.0)
        newly = ((worth > 0) & (today[:, None] == 0)).sum(axis=0)
        confirmed = np.maximum(sure - sure_today[:, None], 0.0).sum(axis=0)
        return BestPlaces(
            best,
            buildings,
            tuple(map(float, more.sum(axis=0))),
            tuple(map(int, newly)),
            tuple(map(float, confirmed)),
        )

    def _usual(self, venue: str) -> Session:
        """Return the session of a venue that most people come to."""
        held = self.places.held_at(venue)
        if not held:
            raise InputError(f"opportunity {venue} has no session that another could have, too")
        counts = dict.fromkeys(sorted(held), 0)
        for person in self.known.people.values():
            for attends in person.attends:
                if attends.session in counts:
                    counts[attends.session] += 1
        return held[max(counts, key=counts.__getitem__)]

    def _open(self) -> Area:
        return open_area(self._area)

    def _judge(
        self,
        places: Places,
        sessions: Mapping[str, Session],
        stage: str,
        begins: float,
        ends: float,
    ) -> dict[_Key, Judged]:
        """Judge everybody for some sessions; of several start places on its days the worst."""
        people = self.known.people
        made: dict[_Key, Judged] = {}
        for row in score_in_memory(
            str(self._area),
            every_key(people, sessions),
            people,
            sessions,
            places.opportunities,
            shipped_basis(self.parameters),
            observations=self._seen,
            parameters_dir=None if self._own is None else str(self._own),
            workers=self._workers,
            progress=lambda said, share: self._progress(
                f"{stage}: {said}", begins + (ends - begins) * share
            ),
        ):
            key, judged = (row["person_id"], row["session_id"]), _judged(row)
            made[key] = worse(made[key], judged) if key in made else judged
        return made


def _judged(row: Mapping[str, Any]) -> Judged:
    rung = Rung(row["rung"])
    if row["out_leave_s"] is None or row["back_leave_s"] is None:
        return Judged(rung, Rung(row["sure"]), None)
    seconds = sum(row[f"{way}_arrive_s"] - row[f"{way}_leave_s"] for way in ("out", "back"))
    return Judged(rung, Rung(row["sure"]), seconds / _MINUTE_S)


def _of_kinds(places: Places, kinds: frozenset[str]) -> Places:
    sessions = {
        key: each
        for key, each in places.sessions.items()
        if places.opportunities[each.opportunity].kind in kinds
    }
    return Places(places.opportunities, sessions)


def _differs(key: str, before: Places, after: Places) -> bool:
    """Tell whether a session is another one than before, or held elsewhere."""
    if before.sessions.get(key) != after.sessions[key]:
        return True
    venue = after.sessions[key].opportunity
    return before.opportunities[venue] != after.opportunities[venue]
