"""Stops and streets that hold people back: each person once a place."""

from scored_by_hand import by_hand

from transit.equity.held_back import held_back
from transit.model.verdict import Rung


def test_a_person_counts_once_and_who_travels_now_not_at_all():
    """Three verdicts of two people name High Street; who can go is not held back."""
    training, now = Rung.WITH_TRAINING, Rung.NOW
    verdicts = [
        by_hand("P1", "O1", "S1", training, training),
        by_hand("P1", "O1", "S2", training, training),
        by_hand("P2", "O1", "S1", training, Rung.DOOR_TO_DOOR),
        by_hand("P3", "O1", "S1", now, now),
    ]
    assert held_back(verdicts).rows() == [("cross", "zebra", "High Street", 2, 3)]


def test_what_was_decided_goes_before_what_was_computed():
    """P2 goes alone, a practitioner says, so nothing holds P2 back; for P1 training stays."""
    training = Rung.WITH_TRAINING
    verdicts = [by_hand(who, "O1", "S1", training, training) for who in ("P1", "P2")]
    decided = {("P2", 0, "S1"): Rung.NOW, ("P1", 0, "S1"): Rung.WITH_COMPANION}
    assert held_back(verdicts, decided).rows() == [("cross", "zebra", "High Street", 1, 1)]
