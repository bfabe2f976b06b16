"""How somebody gets along where the register's cell is empty: other answers may say it."""

import pytest

from tests.verdict.judging import spot
from transit.model.fact import Stance, State
from transit.model.limits import Limits
from transit.model.people import Needs, Person, PlaceKind, StartPlace
from transit.read.profiles import list_profiles
from transit.verdict.basis import shipped_basis
from transit.verdict.body import body_of, needs_step_free, uses_chair

BASIS = shipped_basis()
YES, NO, UNKNOWN = State.YES, State.NO, State.UNKNOWN


def somebody(profile: str, limits: Limits | None = None, needs: State = UNKNOWN) -> Person:
    """Return somebody of whom little is recorded."""
    return Person(
        id="P1",
        places=(StartPlace(PlaceKind.HOME, spot(0)),),
        profile=profile,
        limits=limits or Limits(),
        needs=Needs(step_free_entrance=needs),
    )


@pytest.mark.parametrize(
    ("person", "chair", "step_free"),
    [
        (somebody("new-to-buses"), UNKNOWN, UNKNOWN),
        (somebody("walks-well"), NO, NO),
        (somebody("walks-with-a-stick"), NO, NO),
        (somebody("manual-wheelchair"), YES, YES),
        (somebody("walks-well", Limits(chair=YES)), YES, YES),
        (somebody("new-to-buses", Limits(chair=NO)), NO, UNKNOWN),
        (somebody("new-to-buses", Limits(chair=NO), NO), NO, NO),
        (somebody("new-to-buses", Limits(chair_width_mm=650)), YES, YES),
        (somebody("new-to-buses", Limits(most_steps=4)), NO, NO),
        (somebody("new-to-buses", Limits(most_steps=0)), UNKNOWN, YES),
        (somebody("new-to-buses", Limits(walk_without_rest_m=50)), NO, UNKNOWN),
        (somebody("new-to-buses", needs=NO), NO, NO),
        (somebody("walks-well", needs=YES), NO, YES),
        (somebody("walks-well", Limits(most_steps=0)), NO, YES),
    ],
)
def test_what_other_answers_say(person: Person, chair: State, step_free: State) -> None:
    """Only where nothing says it is it unknown; who climbs no step needs an entrance without."""
    assert uses_chair(person, BASIS) is chair
    assert needs_step_free(person, BASIS) is step_free


def test_unknown_is_as_if_yes_for_the_cautious() -> None:
    """No faster, no farther and no higher than either; the hopeful ask instead."""
    person = somebody("new-to-buses")
    cautious, hopeful = (
        body_of(person, stance, BASIS) for stance in (Stance.CAUTIOUS, Stance.HOPEFUL)
    )
    seated, walking = BASIS.profile("manual-wheelchair"), BASIS.profile("new-to-buses")
    assert cautious.profile.chair and cautious.profile.most_steps == 0
    assert cautious.profile.speed_m_s == min(seated.speed_m_s, walking.speed_m_s)
    assert not cautious.fits_buses
    assert hopeful.profile == walking
    assert "ask_chair" in {check.code for check in hopeful.checks}


def test_profiles_on_foot_are_there() -> None:
    """Every name is a ready profile, and none of them is one of a wheelchair."""
    ready = {profile.name: profile for profile in list_profiles()}
    assert not any(ready[name].chair for name in BASIS.names("profiles_on_foot"))
