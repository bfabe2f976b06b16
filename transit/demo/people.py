"""The demo register: people who do not exist, in the shares that councils have published."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from transit.demo.directory import Session
from transit.demo.places import Venue
from transit.demo.plans import Plans
from transit.demo.town import Building

_OLD = ("65-79", "80+")
_WALK_M = 900.0


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody in the demo register. No name, no real address.

    Parameters
    ----------
    identity
        Pseudonym, ``P001`` and so on.
    cohort, age_band
        For reports only.
    home
        Index of the home's building.
    profile
        Name of a travel profile.
    has_pass, companion, mode_now
        Words as in the register's columns.
    session, days
        Where and when they go today.
    """

    identity: str
    cohort: str
    age_band: str
    home: int
    profile: str
    has_pass: str
    companion: str
    mode_now: str
    session: Session
    days: tuple[str, ...]


def apportion(total: int, shares: Mapping[str, float]) -> dict[str, int]:
    """Split a whole number by shares, the largest remainders first.

    Parameters
    ----------
    total
        What is split.
    shares
        Weights by name; they need not add up to one.

    Returns
    -------
    dict
        Whole numbers by name that add up to ``total``.
    """
    weight = sum(shares.values())
    exact = {name: total * share / weight for name, share in shares.items()}
    made = {name: int(value) for name, value in exact.items()}
    ranked = sorted(exact, key=lambda name: (made[name] - exact[name], name))
    for name in ranked[: total - sum(made.values())]:
        made[name] += 1
    return made


def register(
    plans: Plans,
    homes: Sequence[Building],
    venues: Sequence[Venue],
    sessions: Sequence[Session],
    rng: np.random.Generator,
) -> list[Person]:
    """Make up the register.

    Parameters
    ----------
    plans
        Shares of cohorts, ages, profiles and ways to travel.
    homes
        Houses.
    venues, sessions
        Where people go.
    rng
        Random numbers.

    Returns
    -------
    list of Person
        In the order of their pseudonyms.
    """
    total = int(plans.number("people"))
    about = plans.register
    cohorts = dealt(apportion(total, about["cohort"]), rng)
    ages = _ages(cohorts, apportion(total, about["age"]), rng)
    modes = dealt(apportion(total, about["mode"]), rng)
    counts = dealt(apportion(total, about["days"]), rng)
    profiles = _profiles(cohorts, about["profile"], rng)
    kinds = {venue.identity: str(venue.drawn["kind"]) for venue in venues}
    doors = {venue.identity: venue.door for venue in venues}
    centres = np.array([home.centre for home in homes])
    people = []
    for k in range(total):
        choices = _suitable(sessions, kinds, about["goes"][cohorts[k]], int(counts[k]), modes[k])
        session = choices[int(rng.integers(len(choices)))]
        home = _home(centres, doors[session.venue], modes[k] == "walk", rng)
        picked = sorted(rng.permutation(len(session.days))[: int(counts[k])].tolist())
        share = plans.number("share_with_companion")
        accompanied = profiles[k] == about["companion"]["profile"] or rng.random() < share
        people.append(
            Person(
                identity=f"P{k + 1:03d}",
                cohort=cohorts[k],
                age_band=ages[k],
                home=home,
                profile=profiles[k],
                has_pass=_pass(plans, rng),
                companion=str(rng.choice(["family", "paid support"])) if accompanied else "none",
                mode_now=modes[k],
                session=session,
                days=tuple(session.days[d] for d in picked),
            )
        )
    return people


def dealt(counts: Mapping[str, int], rng: np.random.Generator) -> list[str]:
    """Return each name as often as it counts, shuffled.

    Parameters
    ----------
    counts
        Whole numbers by name.
    rng
        Random numbers.

    Returns
    -------
    list of str
        As many as all counts together.
    """
    cards = [name for name, count in counts.items() for _ in range(count)]
    return [cards[k] for k in rng.permutation(len(cards)).tolist()]


def _ages(cohorts: list[str], counts: Mapping[str, int], rng: np.random.Generator) -> list[str]:
    """Deal ages so that older adults are 65 or over."""
    old = dealt({band: count for band, count in counts.items() if band in _OLD}, rng)
    young = dealt({band: count for band, count in counts.items() if band not in _OLD}, rng)
    older = [k for k, cohort in enumerate(cohorts) if cohort == "older_adults"]
    ages = dict(zip(older, old, strict=False))
    rest = [*old[len(older) :], *young]
    others = [k for k in range(len(cohorts)) if k not in ages]
    shuffled = rng.permutation(len(rest)).tolist()
    ages |= dict(zip(others, (rest[k] for k in shuffled), strict=True))
    return [ages[k] for k in range(len(cohorts))]


def _profiles(
    cohorts: list[str], shares: Mapping[str, Mapping[str, float]], rng: np.random.Generator
) -> list[str]:
    found: dict[int, str] = {}
    for cohort in sorted(set(cohorts)):
        who = [k for k, other in enumerate(cohorts) if other == cohort]
        found |= dict(zip(who, dealt(apportion(len(who), shares[cohort]), rng), strict=True))
    return [found[k] for k in range(len(cohorts))]


def _suitable(
    sessions: Sequence[Session], kinds: Mapping[str, str], likes: list[str], days: int, mode: str
) -> list[Session]:
    """Return sessions of liked kinds on enough days; fewer wishes where there are none."""
    enough = [session for session in sessions if len(session.days) >= days]
    liked = [session for session in enough if kinds[session.venue] in likes]
    centre = [session for session in enough if kinds[session.venue] == "day_centre"]
    if mode == "minibus" and centre:
        return centre + [s for s in liked if s not in centre][:2]
    return liked or enough


def _home(centres: np.ndarray, door: np.ndarray, near: bool, rng: np.random.Generator) -> int:
    if not near:
        return int(rng.integers(len(centres)))
    close = np.flatnonzero(np.hypot(*(centres - door).T) < _WALK_M)
    return (
        int(close[int(rng.integers(len(close)))])
        if len(close)
        else int(np.argmin(np.hypot(*(centres - door).T)))
    )


def _pass(plans: Plans, rng: np.random.Generator) -> str:
    share = plans.number("share_with_pass")
    draw = rng.random()
    return "yes" if draw < share else "unknown" if draw > 0.9 else "no"
