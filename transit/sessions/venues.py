"""What if a venue moved, closed, merged with another, or opened: the directory as it would be."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from transit.errors import InputError
from transit.model.opportunities import Entrance, Opportunity, Session
from transit.model.positions import Position


@dataclass(frozen=True, slots=True)
class Move:
    """A venue's sessions are held at another building.

    Parameters
    ----------
    venue
        Its id.
    at
        Where the building is.
    there
        Id of the venue that is in the building today; ``""`` for none.
    """

    venue: str
    at: Position
    there: str = ""


@dataclass(frozen=True, slots=True)
class Close:
    """A venue closes.

    Parameters
    ----------
    venue
        Its id.
    """

    venue: str


@dataclass(frozen=True, slots=True)
class Merge:
    """A venue's sessions are held at another venue.

    Parameters
    ----------
    venue, into
        Ids.
    """

    venue: str
    into: str


@dataclass(frozen=True, slots=True)
class Open:
    """One more venue, with sessions such as another has.

    Parameters
    ----------
    at
        Where it is.
    like
        Id of the venue whose sessions it has, too.
    id, name
        Its id, which no venue has yet, and its name.
    there
        Id of the venue that is in the building today; ``""`` for none.
    """

    at: Position
    like: str
    id: str
    name: str
    there: str = ""


Change = Move | Close | Merge | Open


@dataclass(frozen=True, slots=True)
class Places:
    """A directory.

    Parameters
    ----------
    opportunities, sessions
        By id.
    """

    opportunities: Mapping[str, Opportunity]
    sessions: Mapping[str, Session]

    def held_at(self, venue: str) -> dict[str, Session]:
        """Return the sessions of a venue.

        Parameters
        ----------
        venue
            Its id.

        Returns
        -------
        dict
            By id.
        """
        return {key: each for key, each in self.sessions.items() if each.opportunity == venue}


def changed(places: Places, change: Change) -> Places:
    """Return a directory after a change.

    Of a building with a venue of the directory is known what is known of that venue. Of any other
    nothing is: neither steps nor toilets nor hours.

    Parameters
    ----------
    places
        As it is.
    change
        What changes.

    Returns
    -------
    Places
        As it would be.

    Raises
    ------
    InputError
        There is no such venue, or a venue would merge with itself.
    """
    there = change.there if isinstance(change, Move | Open) else ""
    for venue in (*_named(change), *([there] if there else [])):
        if venue not in places.opportunities:
            raise InputError(f"there is no opportunity {venue} in the register")
    opportunities, sessions = dict(places.opportunities), dict(places.sessions)
    match change:
        case Move():
            opportunities[change.venue] = _at(
                opportunities[change.venue], change.at, opportunities.get(there)
            )
        case Close():
            del opportunities[change.venue]
            for key in places.held_at(change.venue):
                del sessions[key]
        case Merge():
            if change.venue == change.into:
                raise InputError(f"opportunity {change.venue} cannot merge with itself")
            del opportunities[change.venue]
            for key, each in places.held_at(change.venue).items():
                sessions[key] = replace(each, opportunity=change.into)
        case Open():
            if change.id in opportunities:
                raise InputError(f"there is an opportunity {change.id} already")
            like = opportunities[change.like]
            opened = _at(like, change.at, opportunities.get(there))
            opportunities[change.id] = replace(opened, id=change.id, name=change.name)
            for key, each in places.held_at(change.like).items():
                new = f"{change.id} {key}"
                sessions[new] = replace(each, id=new, opportunity=change.id)
    return Places(opportunities, sessions)


def kinds_of(places: Places, change: Change) -> frozenset[str]:
    """Return the kinds of the venues that a change is about.

    Parameters
    ----------
    places
        The directory as it is.
    change
        What changes.

    Returns
    -------
    frozenset of str
        E.g. ``day_centre``.
    """
    return frozenset(places.opportunities[venue].kind for venue in _named(change))


def _named(change: Change) -> tuple[str, ...]:
    match change:
        case Merge():
            return change.venue, change.into
        case Open():
            return (change.like,)
    return (change.venue,)


def _at(venue: Opportunity, at: Position, there: Opportunity | None) -> Opportunity:
    """Return a venue in a building, with what is known of the venue that is there today."""
    if there is not None:
        return replace(
            venue,
            entrances=there.entrances,
            facts=there.facts,
            hours=there.hours,
            staff_hours=there.staff_hours,
            surveyed_on=there.surveyed_on,
        )
    return replace(
        venue, entrances=(Entrance(at),), facts={}, hours=(), staff_hours=(), surveyed_on=None
    )
