"""Whether a venue has what somebody needs there."""

from dataclasses import fields

from tests.verdict.judging import spot
from transit.model.fact import Fact, Source, Stance, State
from transit.model.opportunities import Entrance, Opportunity
from transit.model.people import Needs
from transit.verdict.doors import finds_toilet
from transit.verdict.fit import fit_of

NOTHING = {field.name: State.NO for field in fields(Needs)}


def venue(**facts: State) -> Opportunity:
    """Return a venue of which these facts are known."""
    return Opportunity(
        id="V",
        name="V",
        kind="library",
        entrances=(Entrance(spot(0)),),
        facts={name: Fact(state, Source.MAPPED) for name, state in facts.items()},
    )


def needing(**needs: State) -> Needs:
    """Return somebody who needs nothing but this."""
    return Needs(**{**NOTHING, **needs})


def test_nothing_needed_fits_everywhere() -> None:
    """What is not there is not missed."""
    assert fit_of(needing(), venue()) == (State.YES, ())


def test_what_is_needed_is_there_or_not_or_not_known() -> None:
    """No outweighs unknown, and each is named."""
    needs = needing(quiet_room=State.YES, hearing_loop=State.YES)
    assert fit_of(needs, venue(quiet_room=State.YES, hearing_loop=State.YES))[0] is State.YES
    fit, unmet = fit_of(needs, venue(quiet_room=State.NO))
    assert fit is State.NO
    assert [(one.code, one.values["fact"]) for one in unmet] == [
        ("venue_lacks", "quiet_room"),
        ("venue_unknown", "hearing_loop"),
    ]


def test_a_need_that_nobody_asked_about_leaves_it_open() -> None:
    """Unless the venue has it anyway."""
    needs = needing(quiet_room=State.UNKNOWN)
    assert fit_of(needs, venue())[0] is State.UNKNOWN
    assert fit_of(needs, venue(quiet_room=State.YES))[0] is State.YES


def test_a_toilet_that_the_person_can_use() -> None:
    """Any will do, unless it must be accessible; an unknown one is there for the hopeful only."""
    nobody, chair = needing(), needing(accessible_toilet=State.YES)
    plain = venue(toilet=State.YES, accessible_toilet=State.NO, changing_places=State.NO)
    assert finds_toilet(nobody, plain, Stance.CAUTIOUS, chair=False)
    assert not finds_toilet(chair, plain, Stance.HOPEFUL, chair=False)
    assert not finds_toilet(nobody, plain, Stance.HOPEFUL, chair=True)
    assert not finds_toilet(nobody, venue(), Stance.CAUTIOUS, chair=False)
    assert finds_toilet(nobody, venue(), Stance.HOPEFUL, chair=False)
