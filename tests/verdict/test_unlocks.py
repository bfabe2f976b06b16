"""Unlocks in towns small enough to know what helps: exactly that is listed."""

from pathlib import Path

import pytest
from verdict.unlock_towns import case_with, listed, town_of

from tests.case_files import read_case
from tests.town_files import at
from transit.model.unlock import ChangeKind
from transit.verdict.unlocks import EVERYTHING, register_unlocks, unlocks_of

NOW = ("now", "now")
_WITHOUT_TIMES = EVERYTHING - {ChangeKind.TIME}
_BOTH_UP = {("time", what, 900 * n): NOW for what in ("both", "start") for n in (1, 2, 3, 4)}


@pytest.mark.parametrize(
    ("number", "lines", "kinds", "expected"),
    [
        pytest.param(
            "05",
            {},
            EVERYTHING,
            {("skill", "cross_at_zebra", 0): NOW, ("crossing", "signals", 0): NOW},
            id="zebra to learn: learn it, or lights, which she can use",
        ),
        pytest.param(
            "05",
            {"PERSON": {"can learn": None}},
            EVERYTHING,
            {
                ("skill", "cross_at_zebra", 0): NOW,
                ("crossing", "signals", 0): NOW,
                ("ask", "cross_at_zebra", 0): ("with_training", "with_training"),
                ("companion", "somebody", 0): ("with_training", "with_companion"),
            },
            id="nobody said whether she could learn it",
        ),
        pytest.param(
            "08",
            {},
            EVERYTHING,
            {
                ("skill", "cross_at_zebra", 0): NOW,
                ("companion", "more_days", 0): ("with_companion", "with_companion"),
                ("crossing", "signals", 0): NOW,
            },
            id="her sister comes on other days; no journey yet, but the nearest one crosses there",
        ),
        pytest.param(
            "08",
            {"PERSON": {"companion": "unknown", "not yet": "cross at a zebra"}},
            EVERYTHING,
            {
                ("skill", "cross_at_zebra", 0): NOW,
                ("ask", "companion", 0): ("with_companion", "with_companion"),
                ("crossing", "signals", 0): NOW,
            },
            id="nobody said whether somebody comes along",
        ),
        pytest.param(
            "33", {}, EVERYTHING, {("look", "kerb", 0): NOW}, id="kerbs that nobody mapped"
        ),
        pytest.param(
            "73",
            {},
            EVERYTHING,
            {("look", "step_free_entrance", 0): NOW},
            id="a door that nobody looked at",
        ),
        pytest.param(
            "52",
            {},
            _WITHOUT_TIMES,
            {("pass", "valid_from", seconds): NOW for seconds in (32400, 30600, 0)},
            id="pass from 9:30, bus at 9:00: valid from 9:00 is early enough",
        ),
        pytest.param(
            "52",
            {"PERSON": {"pays": "unknown"}},
            _WITHOUT_TIMES,
            {
                **{("pass", "valid_from", seconds): NOW for seconds in (32400, 30600, 0)},
                ("ask", "pays_fares", 0): NOW,
            },
            id="nobody asked whether she would pay",
        ),
        pytest.param(
            "59",
            {"PERSON": {"out after dark": "unknown"}},
            _WITHOUT_TIMES,
            {("ask", "out_after_dark", 0): NOW},
            id="nobody asked whether she is out after dark",
        ),
        pytest.param(
            "57",
            {"PERSON": {"crowds": "unknown"}},
            _WITHOUT_TIMES,
            {("ask", "bears_crowds", 0): NOW},
            id="nobody asked whether she can bear crowds",
        ),
        pytest.param(
            "65",
            {},
            EVERYTHING,
            {("time", what, -3600): NOW for what in ("both", "end")},
            id="last bus back at 11:15: only an hour earlier is early enough",
        ),
        pytest.param("01", {}, EVERYTHING, {}, id="already alone: nothing to unlock"),
        pytest.param("23", {}, EVERYTHING, {}, id="steps for somebody who climbs none"),
    ],
)
def test_exactly_what_helps_is_listed(
    number: str,
    lines: dict[str, dict[str, str | None]],
    kinds: frozenset[ChangeKind],
    expected: dict[tuple[str, str, int], tuple[str, str]],
    tmp_path: Path,
) -> None:
    """Each change in its town, alone, with the verdict it leads to; nothing else."""
    desk, person, session = town_of(case_with(number, **lines), tmp_path)
    assert listed(unlocks_of(desk, person, [session], kinds=kinds)) == expected


def test_a_later_start_waits_for_the_pass(tmp_path: Path) -> None:
    """The first bus with a valid pass leaves at 9:30; the session starts at 9:30 or later.

    The bus arrives at 9:36, and the walk from the stop and being early take longer than nine
    minutes or not: so of the later starts all are enough, or all but the first.
    """
    desk, person, session = town_of(case_with("52"), tmp_path)
    found = listed(unlocks_of(desk, person, [session], kinds={ChangeKind.TIME}))
    assert set(found.values()) == {NOW}
    assert {key for key in _BOTH_UP if key[2] > 900} <= found.keys() <= _BOTH_UP.keys()


def test_a_seat_half_way(tmp_path: Path) -> None:
    """She sits down every 250 m; from her home to the corners it is 40, 120, 240 and 400 m.

    The door is 40 m beyond. Of the two corners on the way only the second leaves both parts short
    enough: 240 m before it and 200 m after it.
    """
    case = case_with("30", PERSON={"rests after": "250 metres"})
    desk, person, session = town_of(case, tmp_path)
    (unlock,) = unlocks_of(desk, person, [session], kinds=EVERYTHING)
    assert unlock.change.kind is ChangeKind.SEAT
    assert unlock.change.spot is not None
    assert (unlock.change.spot.lat, unlock.change.spot.lon) == pytest.approx(
        at(*case.points["c"]), abs=1e-6
    )
    assert listed((unlock,)) == {("seat", "seat", 0): NOW}


_TWO_ROADS = """Two main roads lie on the way, each with an island whose kerbs nobody mapped.

SKETCH: one sign is 20 metres across

                         H
  a----------------------z---p----------------------b

  d----------------------y---q----------------------e
                         V

STREETS
a z p b: Chepstow Road, main road, 30 mph, pavements, lit, paved, level
d y q e: Corporation Road, main road, 30 mph, pavements, lit, paved, level
p q: Mill Path, footpath, lit, paved, level, 2 metres wide

POINTS
z: island
y: island

PERSON
home: H
walks at most: 500 metres
alone: everything
kerbs up to: 6 mm

VENUE
door: V

SESSION
hours: 10:00 to 12:00
"""


def test_two_kerbs_settle_together_only(tmp_path: Path) -> None:
    """Where both roads have unknown kerbs no single one helps; the survey list has both roads'."""
    file = tmp_path / "two-roads.txt"
    file.write_text(_TWO_ROADS, encoding="utf-8")
    desk, person, session = town_of(read_case(file), tmp_path)
    made = register_unlocks(desk, [(person, 0)], [session])
    assert made.unlocks == ()
    (step,) = made.survey
    assert {look.what for look in step.looks} == {"kerb"}
    assert {look.spot.name for look in step.looks if look.spot} == {
        "Chepstow Road",
        "Corporation Road",
    }
    assert (made.surveyed, made.settled) == (len(step.looks), 1)


def test_one_kerb_settles(tmp_path: Path) -> None:
    """The one unknown kerb on the way is the survey list."""
    desk, person, session = town_of(case_with("33"), tmp_path)
    made = register_unlocks(desk, [(person, 0)], [session])
    ((look,),) = (step.looks for step in made.survey)
    assert look.what == "kerb"
    assert made.settled == 1
