"""The directory: opportunities, what is known of them, and their sessions."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from transit.demo.frame import Frame
from transit.demo.places import Venue
from transit.demo.plans import Plans
from transit.demo.write_gtfs import table


@dataclass(frozen=True, slots=True)
class Session:
    """An activity at set days and times."""

    identity: str
    venue: str
    activity: str
    days: tuple[str, ...]
    start: str
    end: str
    term_only: bool


def list_sessions(venues: Sequence[Venue]) -> list[Session]:
    """Return every session of every opportunity.

    Parameters
    ----------
    venues
        The opportunities.

    Returns
    -------
    list of Session
        In the opportunities' order.
    """
    drawn = [(venue, session) for venue in venues for session in venue.drawn["sessions"]]
    return [
        Session(
            identity=f"S{k:03d}",
            venue=venue.identity,
            activity=session["activity"],
            days=tuple(session["days"].split()),
            start=session["start"],
            end=session["end"],
            term_only=session["term_only"],
        )
        for k, (venue, session) in enumerate(drawn, start=1)
    ]


def opportunities_table(
    venues: Sequence[Venue], plans: Plans, frame: Frame, rng: np.random.Generator
) -> str:
    """Return the opportunities as CSV.

    Parameters
    ----------
    venues
        The opportunities.
    plans
        Shares of what is known of venues.
    frame
        Where the borough lies.
    rng
        Random numbers.

    Returns
    -------
    str
        One row an opportunity; facts are yes, no or unknown.
    """
    facts = plans.places["venue"]["facts"]
    shares = plans.places["venue"]["yes"]
    unknown = plans.number("venue_fact_unknown")
    rows = []
    for venue in venues:
        lat, lon = frame.point(float(venue.door[0]), float(venue.door[1]))
        states = [
            "unknown" if a < unknown else "yes" if b < share else "no"
            for share, a, b in zip(
                shares, rng.random(len(facts)), rng.random(len(facts)), strict=True
            )
        ]
        drawn = venue.drawn
        rows.append(
            (
                venue.identity,
                drawn["name"],
                drawn["kind"],
                f"{lat:.6f}",
                f"{lon:.6f}",
                drawn["hours"],
                f"{drawn['price_gbp']:.2f}",
                drawn["price_per"],
                *states,
            )
        )
    header = "opportunity_id,name,kind,entrance_lat,entrance_lon,hours,price_gbp,price_per"
    return table(f"{header},{','.join(facts)}", rows)


def sessions_table(sessions: Sequence[Session]) -> str:
    """Return the sessions as CSV.

    Parameters
    ----------
    sessions
        The sessions.

    Returns
    -------
    str
        One row a session.
    """
    return table(
        "session_id,opportunity_id,activity,days,start,end,term_only",
        [
            (
                s.identity,
                s.venue,
                s.activity,
                " ".join(s.days),
                s.start,
                s.end,
                "yes" if s.term_only else "no",
            )
            for s in sessions
        ],
    )
