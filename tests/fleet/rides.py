"""Small dial-a-ride problems, by hand and at random."""

import random
from dataclasses import replace

import numpy as np

from transit.fleet.problem import (
    Assistance,
    Call,
    Matrix,
    Problem,
    Request,
    RunPrice,
    RunVehicle,
)
from transit.model.vehicles import Layout

HOUR = 3600


def line(*minutes: int) -> Matrix:
    """Return places on a straight road, at so many minutes from its start; a minute is 1,000 m."""
    at = np.array(minutes, np.int64)
    apart = np.abs(at[:, None] - at[None, :])
    return Matrix(apart * 60, apart * 1000)


def ride(
    id: str,
    start: int,
    end: int,
    *,
    on: tuple[int, int] = (0, 24 * HOUR),
    off: tuple[int, int] = (0, 24 * HOUR),
    limit_s: int = HOUR,
    service_s: int = 0,
    **what: object,
) -> Request:
    """Return a request between two places."""
    return Request(
        id=id,
        pick_up=Call(start, *on, service_s),
        drop_off=Call(end, *off, service_s),
        ride_limit_s=limit_s,
        **what,  # type: ignore[arg-type]
    )


def bus(id: str = "bus", *layouts: tuple[int, int], **what: object) -> RunVehicle:
    """Return a vehicle at place 0, all day; seats 4 unless layouts are given."""
    given: dict[str, object] = {
        "start": 0,
        "end": 0,
        "from_s": 0,
        "to_s": 24 * HOUR,
        "longest_s": 24 * HOUR,
        "price": RunPrice(metre=1),
    }
    fits = tuple(Layout(*layout) for layout in layouts or ((4, 0),))
    return RunVehicle(id=id, layouts=fits, **{**given, **what})  # type: ignore[arg-type]


def random_problem(seed: int, n_requests: int, n_vehicles: int, *, tight: bool = True) -> Problem:
    """Return a problem in the plane with mixed needs, vehicles and prices."""
    draw = random.Random(seed)
    points = [(draw.randrange(600), draw.randrange(600)) for _ in range(2 * n_requests + 2)]
    xy = np.array(points, np.float64)
    metres = np.ceil(np.hypot(*(xy[:, None] - xy[None, :]).transpose(2, 0, 1))).astype(np.int64)
    requests = []
    for at in range(n_requests):
        start, end = 2 + 2 * at, 3 + 2 * at
        moment = draw.randrange(1200, 4000)
        window = (moment, moment + draw.choice((0, 120, 600 if tight else 3000)))
        outbound = draw.random() < 0.5
        requests.append(
            ride(
                f"r{at}",
                start,
                end,
                on=(0, 9000) if outbound else window,
                off=window if outbound else (0, 9000),
                limit_s=int(metres[start, end]) + draw.choice((0, 100, 500)),
                service_s=draw.choice((0, 30, 90)),
                seats=draw.choice((1, 1, 2)),
                wheelchairs=draw.choice((0, 0, 1)),
                assistance=draw.choice(list(Assistance)),
                leave_cost=draw.choice((None, None, 800)),
            )
        )
    if n_requests > 1:
        one, two = draw.sample(range(n_requests), 2)
        for at, other in ((one, two), (two, one)):
            apart = frozenset({f"r{other}"})
            requests[at] = replace(requests[at], apart=apart)
    price = RunPrice(
        draw.choice((0, 100)),
        1,
        draw.choice((0, 0, 1)),
        draw.choice((0, 0, 2)),
        draw.choice((0, 50)),
    )
    more = draw.choice((0, 1))
    refits = draw.random() < 0.5
    vehicles = [
        bus(
            f"v{at}",
            (5, 0),
            (3, 1),
            (1, 2),
            start=(seed + at) % 2,
            end=0,
            longest_s=draw.choice((2500, 6000)),
            assistants=draw.choice((0, 1, 2)),
            more_assistants=more,
            refits=refits,
            price=price,
        )
        for at in range(n_vehicles)
    ]
    return Problem(tuple(requests), tuple(vehicles), Matrix(metres, metres))
