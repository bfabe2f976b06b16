"""The search finds what the slow oracle finds, and every journey is what it says it is."""

from itertools import product
from pathlib import Path

import pytest

from tests import oracle
from tests.builders import random_city
from tests.questions import question_for, random_questions, world_for
from transit.model.fact import Stance

pytestmark = pytest.mark.slow

CITIES = 200
"""Each asks 12 questions: three profiles, two stances, both directions."""


@pytest.mark.parametrize("block", range(10))
def test_same_journeys_as_the_oracle(block: int, tmp_path: Path) -> None:
    """On random cities the journeys that no other beats are the oracle's, leg by leg sound."""
    asked_in_all, with_rides = 0, 0
    for seed in range(block * CITIES // 10, (block + 1) * CITIES // 10):
        city = random_city(seed, tmp_path / str(seed))
        for (router, asked), stance in product(random_questions(seed, city), Stance):
            world = world_for(router, stance)
            question = question_for(router, asked)
            walks = oracle.all_walks(world, world.graph(), asked.origin, asked.destination)
            expected = oracle.best_points(world, question, walks)
            found = router.search(asked, stance)
            judged = oracle.found_lengths(found, asked.arrive_by)
            assert judged == oracle.lengths_of(expected), f"city {seed}, {router.profile.name}"
            for journey in found:
                oracle.check(world, question, journey)
            asked_in_all += 1
            with_rides += any(journey.rides for journey in found)
    assert asked_in_all == 12 * CITIES // 10
    assert with_rides > asked_in_all // 12


def test_python_and_compiled_kernels_agree(tmp_path: Path) -> None:
    """With compilation off the kernels find the same."""
    script = """
import sys
from pathlib import Path
from tests import oracle
from tests.builders import random_city
from tests.questions import random_questions
from transit.model.fact import Stance
for seed in (3, 15, 82):
    city = random_city(seed, Path(sys.argv[1]) / sys.argv[2])
    for router, asked in random_questions(seed, city):
        for stance in Stance:
            print(sorted(router.search(asked, stance)[:], key=repr))
"""
    import os
    import subprocess
    import sys

    def run(disabled: str) -> str:
        environment = {**os.environ, "NUMBA_DISABLE_JIT": disabled, "PYTHONPATH": "."}
        arguments = [sys.executable, "-c", script, str(tmp_path), disabled]
        done = subprocess.run(
            arguments, capture_output=True, text=True, check=True, env=environment
        )
        return done.stdout

    assert "Found(" in run("0")
    assert run("1") == run("0")
