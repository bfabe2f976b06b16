"""One router, many threads: a dashboard's visitors get the answers that they would get alone."""

import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.builders import City, random_city
from tests.questions import random_questions, router_for
from transit.model.fact import Stance
from transit.route.found import Found
from transit.route.query import Avoid
from transit.route.router import Asked, Router

THREADS = 8
Job = tuple[Router, Asked, Stance, Avoid]


def jobs_of(city: City, seed: int) -> list[Job]:
    """Return questions to fresh routers, one a profile; some avoid an edge."""
    routers: dict[str, Router] = {}
    made = []
    for number in range(4):
        for router, asked in random_questions(seed + number, city):
            own = routers.setdefault(router.profile.name, router_for(city, router.profile))
            for stance in Stance:
                avoid = Avoid(edges=frozenset({number})) if number % 2 else Avoid()
                made.append((own, asked, stance, avoid))
    return made


def answer(job: Job) -> tuple[Found, ...]:
    """Ask as the dashboard does: the day comes from the shared router, too."""
    router, asked, stance, avoid = job
    day = router.day(asked.day.day.date, 20_000)
    again = Asked(
        asked.origin, asked.destination, day, asked.asked_s, asked.window_s, asked.arrive_by
    )
    return router.search(again, stance, avoid)


@pytest.mark.parametrize("seed", [1, 7, 15])
def test_many_threads_find_what_one_finds(seed: int, tmp_path: Path) -> None:
    """Eight threads begin at once with routers that know nothing yet, in different orders."""
    alone = [answer(job) for job in jobs_of(random_city(seed, tmp_path / "alone"), seed)]
    assert any(alone)
    jobs = jobs_of(random_city(seed, tmp_path / "shared"), seed)
    together = threading.Barrier(THREADS)

    def work(thread: int) -> dict[int, tuple[Found, ...]]:
        together.wait()
        numbers = range(len(jobs))
        order = [(number * 7 + thread * 13) % len(jobs) for number in numbers]
        return {number: answer(jobs[number]) for number in order}

    with ThreadPoolExecutor(THREADS) as pool:
        for found in pool.map(work, range(THREADS)):
            assert all(found[number] == alone[number] for number in found)


def test_days_are_shared_and_let_go(tmp_path: Path) -> None:
    """Threads that ask for more dates than are kept get each its own day."""
    import datetime as dt

    city = random_city(3, tmp_path)
    router = router_for(city, city.profiles[0])
    dates = [dt.date(2024, 3, 1) + dt.timedelta(days=number) for number in range(9)]

    def work(thread: int) -> list[dt.date]:
        return [
            router.day(dates[(thread + at) % 9], 3600 * (at % 3)).day.date for at in range(200)
        ]

    with ThreadPoolExecutor(THREADS) as pool:
        for thread, found in enumerate(pool.map(work, range(THREADS))):
            assert found == [dates[(thread + at) % 9] for at in range(200)]


def test_a_ground_is_made_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many ask first, the footpaths of a stance are searched once."""
    from transit.route import ground, router

    made = []

    def counted(*given: object) -> ground.Ground:
        made.append(given)
        return ground.find_ground(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(router, "find_ground", counted)
    city = random_city(5, tmp_path)
    shared = router_for(city, city.profiles[0])
    with ThreadPoolExecutor(THREADS) as pool:
        grounds = list(pool.map(shared.ground, [Stance.CAUTIOUS, Stance.HOPEFUL] * THREADS))
    assert len(made) == 2
    assert len({id(one) for one in grounds}) == 2
