"""Verdicts in random cities are those of plain searches: nothing pruned, nothing shared."""

from pathlib import Path

import pytest

from tests.verdict.judging import Plain, random_town
from transit.model.fact import Stance
from transit.model.verdict import Direction, Rung
from transit.verdict.judge import judge_many
from transit.verdict.rungs import allowed

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("seed", range(16))
def test_verdicts_are_those_of_plain_searches(seed: int, tmp_path: Path) -> None:
    """Both rungs of everybody and every session, and how easy the journeys are."""
    town = random_town(seed, tmp_path)
    people = [(person, 0) for person in town.people]
    verdicts = iter(judge_many(town.desk, people, town.sessions))
    for person in town.people:
        for session in town.sessions:
            verdict = next(verdicts)
            plain = Plain(town.desk, person, session)
            assert (verdict.rung, verdict.sure) == plain.rungs(), (person, session)
            if verdict.rung in (Rung.NOW, Rung.WITH_COMPANION):
                assert verdict.out is not None and verdict.back is not None
                if person.limits.toilet_every_min is None:
                    for way, direction in (
                        (verdict.out, Direction.OUT),
                        (verdict.back, Direction.BACK),
                    ):
                        stance = Stance.CAUTIOUS if verdict.confirmed else Stance.HOPEFUL
                        profile = allowed(person, verdict.rung, stance, town.desk.basis).profile
                        assert profile is not None
                        felt = plain.felt_s(way, direction, profile.arrive_early_s)
                        assert (felt, way.changes) == plain.easiest(verdict.rung, stance, direction)
