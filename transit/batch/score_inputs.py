"""What a verdict is made from, as one hash: equal inputs need no new verdict.

Only hashes leave this module: nothing that is recorded of a person is written down anew.
"""

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from typing import Any, Final

import transit
from transit.model.opportunities import Opportunity, Session
from transit.model.parameters import Parameters
from transit.model.people import Person
from transit.verdict.basis import Basis

_NOT_COUNTED: Final = (
    "basemap_",
    "carbon_",
    "coverage_",
    "demo_",
    "disclosure_",
    "export_",
    "fetch_",
    "fleet_",
    "matrix_",
    "reason_",
    "register_",
    "score_",
    "sensitivity_",
    "sweep_",
    "switch_",
    "unlock_",
    "venue_",
    "watch_",
    "window_",
)
"""How names of parameters begin that change no verdict: who alters the price of a mile need not
score anybody again."""


def plain(value: Any) -> Any:
    """Return a value as JSON has it, the same for equal values in every process.

    Parameters
    ----------
    value
        Records, mappings, sets and sequences of plain values.

    Returns
    -------
    object
        Lists, numbers and words; sets and mappings in order.
    """
    if isinstance(value, Enum):
        return value.name
    if is_dataclass(value) and not isinstance(value, type):
        return [[field.name, plain(getattr(value, field.name))] for field in fields(value)]
    if isinstance(value, Mapping):
        return sorted(([plain(key), plain(each)] for key, each in value.items()), key=_text)
    if isinstance(value, set | frozenset):
        return sorted((plain(each) for each in value), key=_text)
    if isinstance(value, tuple | list):
        return [plain(each) for each in value]
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    if isinstance(value, str | int | float | bool) or value is None:
        return value
    raise TypeError(f"{type(value).__name__} cannot be hashed")


def digest_of(*values: Any) -> str:
    """Return a hash of values.

    Parameters
    ----------
    *values
        As :func:`plain` takes them.

    Returns
    -------
    str
        64 hexadecimal digits.
    """
    return hashlib.sha256(_text(plain(values)).encode()).hexdigest()


def basis_digest(basis: Basis) -> str:
    """Return a hash of everything that all verdicts rest on beside the area.

    Parameters
    ----------
    basis
        Skills, rules, parameters and ready profiles.

    Returns
    -------
    str
        Another one where any of them, or this package's version, is another.
    """
    return digest_of(
        transit.__version__,
        basis.catalogue,
        basis.demands,
        basis.rules,
        basis.profiles,
        _counted(basis.parameters),
    )


def person_digest(person: Person, place: int) -> str:
    """Return a hash of what counts of a person when they start from a place.

    Parameters
    ----------
    person
        The person.
    place
        Number of the place.

    Returns
    -------
    str
        Not moved by what only reports read, nor by who assessed a skill and when.
    """
    at = person.places[place].at
    abilities = sorted(
        (each.skill, each.level, each.trainable, plain(each.lessons)) for each in person.abilities
    )
    return digest_of(
        place,
        (at.lat, at.lon),
        person.profile,
        person.limits,
        person.needs,
        person.pass_,
        person.companion,
        abilities,
    )


def session_digest(session: Session, opportunity: Opportunity) -> str:
    """Return a hash of what counts of a session and its venue.

    Parameters
    ----------
    session
        The session.
    opportunity
        The venue, as people saw it.

    Returns
    -------
    str
        Not moved by names, prices and how many can come.
    """
    when = (session.days, session.start_s, session.end_s, session.term_only)
    dates = (session.first_date, session.last_date)
    return digest_of(session.opportunity, when, dates, opportunity.entrances, opportunity.facts)


def input_hash(shared: str, person: str, session: str) -> str:
    """Return the hash of everything that one verdict is made from.

    Parameters
    ----------
    shared
        Hash of the area's edition and the basis.
    person, session
        As :func:`person_digest` and :func:`session_digest` give them.

    Returns
    -------
    str
        64 hexadecimal digits.
    """
    return hashlib.sha256(f"{shared} {person} {session}".encode()).hexdigest()


def _counted(parameters: Parameters) -> list[tuple[str, Any]]:
    return sorted((name, plain(each.value)) for name, each in parameters.items() if counts(name))


def counts(parameter: str) -> bool:
    """Tell whether verdicts may rest on a parameter.

    Parameters
    ----------
    parameter
        Its name.

    Returns
    -------
    bool
        False only where no verdict reads it.
    """
    return not parameter.startswith(_NOT_COUNTED)


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=True, separators=(",", ":"))
