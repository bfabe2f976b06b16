"""Writing people and fleet as CSV tables."""

from collections.abc import Sequence

import numpy as np

from transit.demo.abilities import Recorded
from transit.demo.frame import Frame
from transit.demo.people import Person
from transit.demo.places import Venue
from transit.demo.plans import Plans
from transit.demo.town import Building
from transit.demo.write_gtfs import table


def people_table(
    people: Sequence[Person],
    recorded: Sequence[Recorded],
    homes: Sequence[Building],
    frame: Frame,
) -> str:
    """Return the register as CSV.

    Parameters
    ----------
    people
        The people.
    recorded
        What is recorded of each beside that.
    homes
        Houses, by the index that people carry.
    frame
        Where the borough lies.

    Returns
    -------
    str
        One row a person.
    """
    lat, lon = frame.to_lat_lon(np.array([homes[person.home].centre for person in people]))
    further = sorted({name for each in recorded for name in each.cells})
    header = (
        "person_id,cohort,age_band,home_lat,home_lon,profile,concessionary_pass,mode_now,"
        "opportunity_id,session_id,days,days_a_week"
    )
    return table(
        ",".join((header, *further)),
        [
            (
                p.identity,
                p.cohort,
                p.age_band,
                f"{lat[k]:.6f}",
                f"{lon[k]:.6f}",
                p.profile,
                p.has_pass,
                p.mode_now,
                p.session.venue,
                p.session.identity,
                " ".join(p.days),
                len(p.days),
                *(own.cells.get(name, "") for name in further),
            )
            for k, (p, own) in enumerate(zip(people, recorded, strict=True))
        ],
    )


def abilities_table(recorded: Sequence[Recorded]) -> str:
    """Return levels of skills as CSV.

    Parameters
    ----------
    recorded
        What is recorded of people.

    Returns
    -------
    str
        One row a skill that was assessed of somebody.
    """
    return table(
        "person_id,skill,level,assessed_by,assessed_on,trainable",
        [
            (each.person, each.skill, each.level, each.by, each.on.isoformat(), each.trainable)
            for own in recorded
            for each in own.abilities
        ],
    )


def fleet_table(plans: Plans, venues: Sequence[Venue], frame: Frame) -> str:
    """Return the fleet as CSV.

    Parameters
    ----------
    plans
        Vehicles, depot and costs.
    venues
        Opportunities, some of which keep vehicles.
    frame
        Where the borough lies.

    Returns
    -------
    str
        One row a vehicle.
    """
    doors = {str(venue.drawn["name"]): venue.door for venue in venues}
    about = plans.register
    rows = []
    for k, vehicle in enumerate(about["vehicle"], start=1):
        at = doors.get(vehicle["at"], about["depot"]["at"])
        base = about["depot"]["name"] if vehicle["at"] == "depot" else vehicle["at"]
        lat, lon = frame.point(float(at[0]), float(at[1]))
        cost = about["cost"][vehicle["kind"]]
        rows.append(
            (
                f"V{k:02d}",
                vehicle["name"],
                vehicle["kind"],
                vehicle["seats"],
                vehicle["wheelchair_spaces"],
                vehicle["spaces_to_seats"],
                base,
                f"{lat:.6f}",
                f"{lon:.6f}",
                vehicle["from"],
                vehicle["to"],
                *(f"{v:.2f}" for v in cost.values()),
            )
        )
    costs = ",".join(about["cost"]["minibus"])
    return table(
        "vehicle_id,name,kind,seats,wheelchair_spaces,seats_lost_a_wheelchair,depot,depot_lat,"
        f"depot_lon,available_from,available_to,{costs}",
        rows,
    )
