"""Two scorings: who is stranded, who gains, by the best of all sessions at a place."""

import pytest

from transit.equity.compare import Turn, best_rungs, compare
from transit.model.verdict import Rung

NOW, TRAINED, ALONG, DOOR = Rung


def test_the_best_session_counts():
    """A place is reached on the best rung of its sessions."""
    rows = [("A", "O1", DOOR), ("A", "O1", TRAINED), ("B", "O1", ALONG)]
    assert best_rungs(rows) == {("A", "O1"): TRAINED, ("B", "O1"): ALONG}


def test_who_is_stranded_and_who_gains():
    """A loses the one place that A goes to; B keeps one of two; C gains; D was never able."""
    before = {("A", "O1"): NOW, ("A", "O2"): DOOR, ("B", "O1"): TRAINED, ("B", "O2"): NOW,
              ("C", "O1"): ALONG, ("C", "O2"): DOOR, ("D", "O1"): DOOR,
              ("D", "O2"): DOOR}  # fmt: skip
    after = before | {("A", "O1"): DOOR, ("B", "O1"): DOOR, ("C", "O1"): NOW}
    goes = [("A", "O1"), ("C", "O1"), ("B", "O2")]
    visits = [Turn(*key, before[key], after[key], True) for key in goes]
    found = compare(before, after, visits)
    assert found.people == 4
    assert found.stranded == ("A", "B")
    assert found.stranded_today == ("A",)
    assert found.cut_off == ("A",)
    assert found.no_longer_alone == ("A",)
    assert found.losing == ("A", "B")
    assert found.gaining == found.newly_alone == ("C",)
    assert found.by_rung() == {(NOW, DOOR): 1, (TRAINED, DOOR): 1, (ALONG, NOW): 1}


def test_the_session_that_somebody_goes_to_counts_and_not_another_of_its_place():
    """A goes to S1, which is lost; S2 at the same place stays: no place is lost, but today's is."""
    place = {("A", "O1"): NOW}
    found = compare(place, place, [Turn("A", "O1", NOW, DOOR, True, "S1")])
    assert (found.turns, found.stranded, found.stranded_today) == ((), (), ("A",))
    assert [visit.session for visit in found.visits] == ["S1"]


def test_more_help_is_a_loss_but_nobody_is_stranded():
    """From alone to with a companion: still there."""
    found = compare({("A", "O1"): NOW}, {("A", "O1"): ALONG}, [])
    assert (found.losing, found.stranded, found.no_longer_alone) == (("A",), (), ("A",))


def test_other_people_cannot_be_compared():
    """Two scorings must be about the same people and places."""
    with pytest.raises(ValueError, match="different people"):
        compare({("A", "O1"): NOW}, {}, [])
