"""One journey of a profile with its rides and walks, read back from what the search kept."""

from transit.kernels import first_boardings
from transit.kernels import ways as columns
from transit.route.found import Found, Ride, Walk
from transit.route.reach.prepared import Prepared
from transit.route.reach.profile import Choice, Profile
from transit.route.router import Router
from transit.route.walks import stop_walk, walk_path


def rebuild(router: Router, profile: Profile, home: int, moment_s: int, choice: Choice) -> Found:
    """Return a journey as a search for it alone would give it.

    Parameters
    ----------
    router
        Room to draw walks between stops again.
    profile
        What was found.
    home
        Which of its homes.
    moment_s
        The moment that the journey was chosen for, s of the service date.
    choice
        One of what :meth:`~transit.route.reach.profile.Profile.at` gives for it.

    Returns
    -------
    Found
        The journey, the way round in which it is made.
    """
    if choice.row < 0:
        return _walked(profile, profile.directs[home][-1 - choice.row], moment_s, choice)
    prepared = profile.target.prepared
    rides, walks = _read_back(router, profile, home, choice.row)
    if not prepared.moments.arrive_by:
        rides.reverse()
        walks.reverse()
    depart = rides[0].depart_s - router.profile.at_stop_early_s - walks[0].time_s
    arrive = rides[-1].arrive_s + walks[-1].time_s
    length = sum(walk.length_m for walk in walks)
    return Found(depart, arrive, choice.burden_s, length, tuple(walks), tuple(rides))


def _walked(profile: Profile, walk: Walk, moment_s: int, choice: Choice) -> Found:
    moments = profile.target.prepared.moments
    depart = choice.leave_s if moments.arrive_by else moment_s
    return Found(depart, depart + walk.time_s, walk.burden_s, walk.length_m, (walk,), ())


def _read_back(
    router: Router, profile: Profile, home: int, row: int
) -> tuple[list[Ride], list[Walk]]:
    """Return rides and walks from the home to the place."""
    prepared, ways = profile.target.prepared, profile.target.ways
    streets = prepared.ground.streets
    homes = profile.homes
    journey = profile.journeys[profile.first[home] + row]
    boarding = int(journey[first_boardings.J_BOARDING])
    event = int(homes.boardings.event[boarding])
    entry = int(journey[first_boardings.J_ENTRY])
    first_row = int(homes.boardings.row[boarding]) - int(homes.first_walk[home])
    walks = [stop_walk(streets, homes.walks[home], first_row)]
    rides: list[Ride] = []
    while True:
        alight = ways.alights[int(ways.entries[entry, columns.ALIGHT])]
        rides.append(_ride(prepared, event, int(alight[columns.A_POSITION])))
        entry, row = int(alight[columns.A_NEXT]), int(alight[columns.A_ROW])
        if entry < 0:
            walks.append(stop_walk(streets, profile.target.walks, row))
            return rides, walks
        changes = prepared.course.changes
        event = int(changes.event[row])
        change = prepared.ground.changes.walk(
            int(changes.row[row]), arrive_by=not prepared.moments.arrive_by
        )
        walks.append(walk_path(streets, router.scratch, *change))


def _ride(prepared: Prepared, event: int, alight: int) -> Ride:
    table = prepared.course.timetable
    pattern, trip = (int(each) for each in prepared.course.place_of[event])
    n = int(table.pattern_first_stop[pattern + 1] - table.pattern_first_stop[pattern])
    first_trip = int(table.pattern_first_trip[pattern])
    base = int(table.pattern_first_event[pattern]) + (trip - first_trip) * n
    board = event - base
    depart, arrive = int(table.departure[event]), int(table.arrival[base + alight])
    if prepared.moments.arrive_by:
        return Ride(pattern, trip, board, alight, depart, arrive)
    last_trip = int(table.pattern_first_trip[pattern + 1]) - 1
    return Ride(
        pattern, last_trip - (trip - first_trip), n - 1 - alight, n - 1 - board, -arrive, -depart
    )
