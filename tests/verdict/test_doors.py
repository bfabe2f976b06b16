"""Which ways into a venue are without a step, from what is known of the door and of the venue."""

import pytest

from transit.model.fact import Fact, Source, State
from transit.model.opportunities import Entrance, Opportunity
from transit.model.positions import Position
from transit.verdict.doors import step_free

YES, NO, UNKNOWN = State.YES, State.NO, State.UNKNOWN


def venue(whole: State, *doors: State) -> Opportunity:
    """A venue of which the whole and each door is known so much."""
    at = Position(51.5, -3.0, 5)
    entrances = tuple(Entrance(at, "", Fact(state, Source.SURVEYED)) for state in doors)
    facts = {"step_free_entrance": Fact(whole, Source.MAPPED)}
    return Opportunity(id="O1", name="Hall", kind="hall", entrances=entrances, facts=facts)


@pytest.mark.parametrize(
    ("whole", "doors", "first"),
    [
        (UNKNOWN, [UNKNOWN], UNKNOWN),
        (YES, [UNKNOWN], YES),  # it can only be this door
        (NO, [UNKNOWN], NO),
        (YES, [UNKNOWN, UNKNOWN], UNKNOWN),  # it may be the other one
        (NO, [UNKNOWN, UNKNOWN], NO),
        (NO, [YES], YES),  # who looked at the door knows better
        (YES, [NO], NO),
    ],
)
def test_a_door_of_which_nobody_knows(whole: State, doors: list[State], first: State) -> None:
    """The venue's own fact speaks for a door only where it leaves no doubt."""
    assert step_free(venue(whole, *doors), 0).state is first
