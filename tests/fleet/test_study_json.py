"""A study written down: everything about a person in rows of their own, and read back whole."""

from dataclasses import replace

import pytest

from tests.fleet.studies import STUDY
from transit.errors import InputError
from transit.fleet.study import LostRow, MoveRow
from transit.fleet.study_json import read_study, write_study

RIDER = STUDY.riders[0].person


def lost(person: str, session: str) -> LostRow:
    """Return somebody who could go alone, and has no journey home at the new times."""
    return LostRow(
        person=person,
        session=session,
        before="now",
        after="door_to_door",
        why="no_journey_back",
        way="back",
        rides=person == RIDER,
    )


MOVED = replace(
    STUDY,
    moves=(
        MoveRow(
            session="S1",
            start_s=38_700,
            end_s=54_900,
            people=9,
            alone_before=3,
            alone_after=1,
            is_judged=True,
        ),
    ),
    lost=(lost("B-takes-the-bus", "S1"), lost(RIDER, "S1"), lost(RIDER, "S2")),
)


def test_what_is_written_is_read_back() -> None:
    """Riders, and somebody who lost a journey but does not ride, in the order of ids."""
    whole, people = write_study(MOVED)
    read = read_study(whole, people)
    assert sorted(read.riders, key=lambda each: each.person) == sorted(
        MOVED.riders, key=lambda each: each.person
    )
    assert set(read.lost) == set(MOVED.lost) and read.moves == MOVED.moves
    assert [each.person for each in read.lost] == sorted(each.person for each in MOVED.lost)


def test_who_is_erased_leaves_nothing_behind() -> None:
    """Neither as a rider nor as somebody who lost a journey, nor in what is about everybody."""
    whole, people = write_study(MOVED)
    assert "B-takes-the-bus" not in whole and RIDER not in whole
    del people["B-takes-the-bus"], people[RIDER]
    read = read_study(whole, people)
    assert not read.lost and RIDER not in {each.person for each in read.riders}


def test_rows_of_another_version_are_told() -> None:
    """Not half read."""
    whole, people = write_study(MOVED)
    with pytest.raises(InputError, match="work it out again"):
        read_study(whole, {**people, RIDER: '{"rider": {"person": 1}}'})


def test_a_year_with_what_was_changed_is_one_of_those_compared() -> None:
    """Only where there is one; it comes last, beside the group's own year, also when read back."""
    changed = replace(STUDY.before, cost_pence=STUDY.before.cost_pence + 1)
    study = replace(STUDY, changed=changed)
    again = read_study(*write_study(study))
    assert list(again.years.values()) == [*STUDY.years.values(), changed]
    assert list(again.years)[-1] == "The same, sessions and rates as changed"
