"""What a trainer avoids is closed in every search: the slow oracle finds the same without it."""

import random
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from tests import oracle
from tests.builders import random_city
from tests.questions import question_for, random_questions, world_for
from tests.verdict.judging import Plain, random_town
from transit.model.fact import Stance
from transit.model.streets import EdgeKind
from transit.plan.chosen_desk import ChosenDesk, ChosenRouter, Wanted
from transit.plan.preferred import plain_burden_s, priced_by
from transit.plan.things import Spots
from transit.route.query import Avoid
from transit.route.router import Asked, Router
from transit.verdict.judge import judge_many

pytestmark = pytest.mark.slow

NOTHING = Spots()


@dataclass(frozen=True)
class ClosedWorld(oracle.World):
    """The oracle's world with some edges and stops closed."""

    edges: frozenset[int] = field(default=frozenset())
    stops: frozenset[int] = field(default=frozenset())

    def _usable(self, walk, edge, kind):  # type: ignore[no-untyped-def]
        return edge not in self.edges and super()._usable(walk, edge, kind)

    def stop_ok(self, stop: int) -> bool:
        """Return whether one may get on and off there."""
        return stop not in self.stops and super().stop_ok(stop)


def used(router: Router, found) -> tuple[list[int], list[int]]:  # type: ignore[no-untyped-def]
    """Return the crossings and pavements walked, and the stops boarded and left, of journeys."""
    walk = router.area.walk
    edges = [int(walk.arcs.arc_edge[arc]) for one in found for leg in one.walks for arc in leg.arcs]
    edges = [edge for edge in edges if walk.edge_kind[edge] != EdgeKind.JOIN]
    stops = [
        stop
        for one in found
        for leg in one.walks
        for stop in (leg.from_stop, leg.to_stop)
        if stop >= 0
    ]
    return edges, stops


@pytest.mark.parametrize("block", range(5))
def test_bans_hold_as_the_oracle_has_them(block: int, tmp_path: Path) -> None:
    """Closing what the best journeys use gives the oracle's journeys of the closed city."""
    changed = 0
    for seed in range(block * 8, block * 8 + 8):
        chance = random.Random(seed)
        city = random_city(seed, tmp_path / str(seed))
        for plain, asked in random_questions(seed, city):
            stance = chance.choice(list(Stance))
            before = plain.search(asked, stance)
            edges, stops = used(plain, before)
            shut = Spots(
                edges=frozenset(chance.sample(sorted(set(edges)), min(2, len(set(edges))))),
                stops=frozenset(chance.sample(sorted(set(stops)), min(1, len(set(stops))))),
            )
            router = ChosenRouter(plain, Wanted(shut, NOTHING))
            taken = router.taking_over(asked)
            found = router.search(taken, stance)
            open_world = world_for(plain, stance)
            world = ClosedWorld(
                **{name: getattr(open_world, name) for name in open_world.__dataclass_fields__},
                edges=shut.edges,
                stops=shut.stops,
            )
            question = question_for(plain, asked)
            walks = oracle.all_walks(world, world.graph(), asked.origin, asked.destination)
            expected = oracle.best_points(world, question, walks)
            judged = oracle.found_lengths(found, asked.arrive_by)
            assert judged == oracle.lengths_of(expected), f"city {seed}"
            now_edges, now_stops = used(router, found)
            assert not shut.edges & set(now_edges) and not shut.stops & set(now_stops)
            changed += found != before
    assert changed > 5


class ClosedPlain(Plain):
    """Verdicts by plain searches that avoid something another way: question by question."""

    avoid = Avoid()

    def _search(self, profile, stance, date, door, moment, *, back):  # type: ignore[no-untyped-def]
        desk = self.desk
        router = Router(desk.area, profile, desk.basis.rules, desk.basis.parameters)
        home = desk.link(self.person.places[0].at)
        origin, destination = (door, home) if back else (home, door)
        window = int(desk.basis.parameters.number("journey_window_s"))
        asked_s = moment if back else moment - profile.arrive_early_s
        asked = Asked(origin, destination, router.day(date), asked_s, window, not back)
        return router.search(asked, stance, self.avoid)


@pytest.mark.parametrize("seed", range(8))
def test_verdicts_keep_to_bans(seed: int, tmp_path: Path) -> None:
    """Both rungs of everybody are those of plain searches with the same things avoided."""
    town = random_town(seed, tmp_path, n_people=3)
    chance = random.Random(seed)
    walk = town.city.area.walk
    crossings = [e for e in range(walk.edge_u.size) if walk.edge_kind[e] == EdgeKind.CROSSING]
    shut = Spots(
        edges=frozenset(chance.sample(crossings, min(4, len(crossings)))),
        stops=frozenset(chance.sample(range(town.city.area.stops.corner.size), 2)),
        routes=frozenset([0]) if chance.random() < 0.3 else frozenset(),
    )
    desk = ChosenDesk(town.desk, Wanted(shut, NOTHING))
    people = [(person, 0) for person in town.people]
    verdicts = iter(judge_many(desk, people, town.sessions))
    for person in town.people:
        for session in town.sessions:
            verdict = next(verdicts)
            plain = ClosedPlain(town.desk, person, session)
            object.__setattr__(plain, "avoid", Avoid(shut.edges, shut.stops, routes=shut.routes))
            assert (verdict.rung, verdict.sure) == plain.rungs(), (person.id, session.id)


def test_what_is_preferred_counts_less_and_is_told_whole(tmp_path: Path) -> None:
    """A journey with preferences costs no less than the best, and costs what it says."""
    checked = 0
    for seed in range(24):
        chance = random.Random(seed)
        city = random_city(seed, tmp_path / str(seed))
        for plain, asked in random_questions(seed, city):
            before = plain.search(asked, Stance.HOPEFUL)
            if not before:
                continue
            n_edges, n_stops = city.area.walk.edge_u.size, city.area.stops.corner.size
            liked = Spots(
                edges=frozenset(chance.sample(range(n_edges), 5)),
                stops=frozenset(chance.sample(range(n_stops), 2)),
            )
            router = ChosenRouter(plain, Wanted(NOTHING, liked, 0.5))
            back = not asked.arrive_by
            priced = [priced_by(each, Stance.HOPEFUL, back=back) for each in (plain, router)]
            ends = asked.origin, asked.destination
            least = min(one.burden_s for one in before)
            for one in router.search(asked, Stance.HOPEFUL):
                told = plain_burden_s(one, asked.day.day, *priced, ends)
                assert told >= one.burden_s - 1
                assert told >= least - 2
                same = [
                    other
                    for other in before
                    if replace(other, burden_s=0) == replace(one, burden_s=0)
                ]
                for other in same:
                    checked += 1
                    assert abs(told - other.burden_s) <= 2
    assert checked > 40


@pytest.mark.parametrize("block", range(2))
def test_preferred_buses_and_changes_are_the_oracles(block: int, tmp_path: Path) -> None:
    """Others count for more, to the second, and what a journey is told to cost is without that."""
    told = paid = 0
    for seed in range(block * 16, block * 16 + 16):
        chance = random.Random(seed)
        city = random_city(seed, tmp_path / str(seed))
        city = city.with_lines([replace(line, route=at) for at, line in enumerate(city.lines)])
        n_routes, n_stops = city.area.timetable.routes.height, city.area.stops.corner.size
        for plain, asked in random_questions(seed, city):
            liked = Spots(
                routes=frozenset([chance.randrange(n_routes)]),
                changes=frozenset(chance.sample(range(n_stops), 2)),
            )
            router = ChosenRouter(plain, Wanted(NOTHING, liked, 1.0, 300))
            asked = router.taking_over(asked)
            world = replace(
                world_for(plain, Stance.CAUTIOUS),
                liked=liked.routes,
                change_at=liked.changes,
                others_s=300,
            )
            question = question_for(plain, asked)
            walks = oracle.all_walks(world, world.graph(), asked.origin, asked.destination)
            found = router.search(asked, Stance.CAUTIOUS)
            best = oracle.best_points(world, question, walks)
            assert oracle.found_lengths(found, asked.arrive_by) == oracle.lengths_of(best), seed
            plainly = plain.search(plain.taking_over(asked), Stance.CAUTIOUS)
            before = {replace(one, burden_s=0): one for one in plainly}
            back = not asked.arrive_by
            priced = [priced_by(each, Stance.CAUTIOUS, back=back) for each in (plain, router)]
            for one in found:
                same = before.get(replace(one, burden_s=0))
                if same is not None:
                    told += 1
                    ends = asked.origin, asked.destination
                    cost = plain_burden_s(one, asked.day.day, *priced, ends, (liked.changes, 300))
                    assert cost == same.burden_s
                    paid += one.burden_s > cost
    assert told > paid > 0
