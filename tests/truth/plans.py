"""Plans held to the ground, by other means than those that made them.

:func:`faults` takes the steps of a plan and the bare journey that the search found, and goes by the
walk network's arrays, the publisher's rows and the map's tags. It uses nothing that makes steps or
words them.
"""

from tests.truth.rides import ride_faults
from tests.truth.walks import walk_faults
from tests.truth.world import Made, World


def faults(world: World, made: Made) -> list[str]:
    """Return what steps say that is not so."""
    said: list[str] = []
    rides = 0
    for leg, ridden in enumerate(made.ridden):
        steps = [step for step in made.steps if step.leg == leg]
        if ridden:
            said += ride_faults(world, made, rides, steps)
            rides += 1
        else:
            said += walk_faults(world, made, made.found.walks[rides], steps)
    return said
