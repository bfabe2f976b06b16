"""The steps of a plan: one action each, in the order of the journey, and all of it."""

from tests.plan.planning import WORDS, planned
from transit.model.plan import Action
from transit.plan.steps import turns_at
from transit.route.journey import RideLeg, StepKind, WalkLeg

PLANNED = planned()
STEPS = PLANNED.plan.out.steps


def test_steps_are_numbered_from_one() -> None:
    """Nothing is left out, nothing comes twice."""
    assert [step.number for step in STEPS] == list(range(1, len(STEPS) + 1))


def test_it_starts_with_getting_ready_and_ends_at_the_door() -> None:
    """Bag, door, …, venue."""
    actions = [step.action for step in STEPS]
    assert actions[:2] == [Action.READY, Action.LEAVE]
    assert actions[-1] is Action.ARRIVE
    assert actions.count(Action.LEAVE) == actions.count(Action.ARRIVE) == 1


def test_every_act_of_the_journey_is_a_step() -> None:
    """Each stretch, crossing and flight once, each turn before what it leads to."""
    for index, leg in enumerate(PLANNED.journey.legs):
        if not isinstance(leg, WalkLeg):
            continue
        for at, step in enumerate(leg.steps):
            found = [s.action for s in STEPS if (s.leg, s.step) == (index, at)]
            if step.kind in (StepKind.WALK, StepKind.CROSS, StepKind.STEPS):
                turns = turns_at(leg, at)
                assert len(found) == 1 + turns
                assert (found[0] is Action.TURN) == turns


def test_a_ride_is_told_from_waiting_to_getting_off() -> None:
    """Other buses are spoken of where there are any."""
    for index, leg in enumerate(PLANNED.journey.legs):
        if isinstance(leg, RideLeg):
            actions = [step.action for step in STEPS if step.leg == index]
            check = [Action.CHECK] if leg.numbers_here else []
            rest = [Action.BOARD, Action.RIDE, Action.RING, Action.ALIGHT]
            assert actions == [Action.WAIT, *check, *rest]


def test_steps_do_not_go_back_in_time() -> None:
    """Each begins when the one before it does, or later."""
    times = [step.at_s for step in STEPS]
    assert times == sorted(times)


def test_every_step_says_something_short() -> None:
    """At least one sentence, none of more than fifteen words."""
    for step in STEPS:
        assert step.sentences
        assert all(len(said.split()) <= 15 for said in step.sentences)


def test_times_are_said_as_people_say_them() -> None:
    """The plan's times are those of the journey, in words."""
    leave = next(step for step in STEPS if step.action is Action.LEAVE)
    assert leave.sentences[0] == f"Leave home at {WORDS.clock(PLANNED.plan.out.leave)}."
    assert "in the morning" in leave.sentences[0]


def test_the_pass_is_named_only_where_it_is_held() -> None:
    """Somebody with a pass is not told to pay."""
    said = " ".join(sentence for step in STEPS for sentence in step.sentences)
    assert "Show your pass to the driver." in said
    assert "Pay" not in said


def test_no_step_speaks_of_what_a_map_shows() -> None:
    """That is for staff, who read it in the risk assessment."""
    said = " ".join(sentence for step in STEPS for sentence in step.sentences)
    assert "map" not in said
