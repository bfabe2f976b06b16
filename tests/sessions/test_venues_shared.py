"""What a change of a venue means, small numbers hidden: nothing hidden comes back by adding up."""

from transit.disclosure import Audience, State, attack
from transit.model.verdict import Rung
from transit.read.parameters import read_parameters
from transit.sessions.venues_shared import share_outcome
from transit.sessions.venues_told import Judged, PersonChange, Standing, VenueOutcome

NOW, DOOR = Rung.NOW, Rung.DOOR_TO_DOOR


def stands(rung: Rung, sure: Rung, minutes: float = 30.0) -> Standing:
    """Return how somebody comes to session S at venue O."""
    return Standing(session="S", venue="O", judged=Judged(rung, sure, minutes))


def outcome() -> VenueOutcome:
    """Return 2 who lose, 8 who gain if the building suits, 6 who gain, and 84 as before."""
    kinds = [
        (2, True, stands(NOW, NOW), None),
        (8, False, stands(DOOR, DOOR), stands(NOW, DOOR)),
        (6, False, stands(DOOR, DOOR), stands(NOW, NOW)),
        (60, False, stands(NOW, NOW), stands(NOW, NOW)),
        (24, True, stands(NOW, NOW), stands(NOW, NOW, 50.0)),
    ]
    people = [kind[1:] for kind in kinds for _ in range(kind[0])]
    return VenueOutcome(
        people=tuple(
            PersonChange(person=f"P{at}", comes_today=comes, before=was, after=then)
            for at, (comes, was, then) in enumerate(people)
        ),
        nearly_min=10.0,
    )


def test_two_who_lose_are_not_told_and_cannot_be_worked_out() -> None:
    """Neither as people left without a place, nor as all less those who do not lose."""
    found = share_outcome(outcome(), Audience.INSIDE, read_parameters())
    assert all(word != "2" for row in found.rows() for word in row)
    assert " 2." not in " ".join(found.sentences())
    for cell, (low, high) in attack(found.told).items():
        if found.told[cell].state is State.HIDDEN:
            assert high - low >= 3, cell


def test_large_numbers_are_told_with_what_is_confirmed_beside_them() -> None:
    """Of 14 who gain 8 gain only if the building suits."""
    found = share_outcome(outcome(), Audience.INSIDE, read_parameters())
    said = " ".join(found.sentences())
    assert "More easily than now: 6; only if the building suits, so ask: 8." in said
    rows = {row[0]: row[1:] for row in found.rows()}
    assert rows["Alone, as things are"] == ("86", "98", "86", "90")
