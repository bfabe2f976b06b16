"""Session times in the review pack: which counts, and that none gives another away."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pytest

from tests.report.packs import PARAMETERS, evidence
from tests.sessions.sweeps import HOUR, sweep_by_hand
from tests.sessions.test_sweep_told import TODAY, Hand, at
from transit.disclosure import Audience, Key, Protected, Sum, attack, key, protect
from transit.model.weekdays import Weekday
from transit.plan.booklet import Grid
from transit.report.evidence import Evidence
from transit.report.teller import Teller
from transit.report.times import session_times
from transit.report.times_counts import move_key, times_table, window_key
from transit.report.times_evidence import MoveEvidence, TimesEvidence, VenueTimes, venue_times
from transit.sessions.sweep_counts import Count
from transit.sessions.sweep_found import report_of
from transit.sessions.swept import Window

TUE, THU = Weekday.TUE, Weekday.THU
EVERYBODY = key(count="register")


def found(*, before: int = 20, gains: int = 8, home: int = 2, there: int = 0) -> TimesEvidence:
    """Return one venue: 20 of 60 alone at 09:00 to 12:00, 26 at 10:00 to 13:00 on Tuesdays."""
    move = MoveEvidence(
        session="S1",
        days=(TUE, THU),
        old=Window(TUE, 9 * HOUR, 12 * HOUR),
        new=Window(TUE, 10 * HOUR, 13 * HOUR),
        on_own_dates=False,
        before=before,
        gains=gains,
        lose_home=home,
        lose_there=there,
    )
    best = Count(
        window=Window(TUE, 10 * HOUR, 13 * HOUR),
        now=move.after,
        with_training=12,
        with_companion=0,
        door_to_door=48 - move.after,
        sure=12,
        last_home=0,
        as_good=(THU,),
    )
    venue = VenueTimes(venue="O1", name="Hall", best=(best,), moves=(move,))
    return TimesEvidence(edition="edition-1", venues=(venue,), left_out=2)


def told_of(made: Evidence, audience: Audience = Audience.INSIDE) -> tuple[str, list[Grid]]:
    """Return the words of the section and its tables."""
    times = made.times
    table = times_table(times, EVERYBODY, made.people) if times else times_table(
        TimesEvidence(edition="", venues=(), left_out=0), EVERYBODY, 0
    )  # fmt: skip
    teller = Teller(made, protect(table, audience, PARAMETERS), audience, PARAMETERS)
    section = session_times(teller)
    said = [line for block in section.blocks if not isinstance(block, Grid) for line in block.lines]  # type: ignore[union-attr]
    return " ".join(said), [block for block in section.blocks if isinstance(block, Grid)]


def test_without_a_sweep_it_says_how_to_have_one() -> None:
    """There is no empty table."""
    said, grids = told_of(evidence())
    assert "appendix C" in said and not grids


def test_best_times_and_moves_are_told() -> None:
    """26 alone, 12 of them confirmed; of today's 20, 6 lose the way home, and 12 are new."""
    said, grids = told_of(evidence(times=found(gains=12, home=6)))
    assert grids[0].rows == (("Hall", "Tue Thu 10:00 to 13:00", "26", "12", "12"),)
    assert grids[1].rows == (
        ("Hall, S1, Tue Thu 09:00 to 12:00", "20", "10:00 to 13:00", "26", "12", "6", "0"),
    )
    assert "moving S1 from 09:00 to 10:00 adds 12; lose the way home: 6" in said
    assert "further places were tried: 2" in said


def test_days_in_a_row_are_told_by_the_first_and_the_last() -> None:
    """Monday to Wednesday is a row, Monday, Tuesday and Thursday is none."""
    one = found().venues[0].best[0]
    mon, wed = Weekday.MON, Weekday.WED
    for also, said in (((mon, wed), "Mon–Wed"), ((mon, THU), "Mon Tue Thu")):
        venue = replace(found().venues[0], best=(replace(one, as_good=also),), moves=())
        times = replace(found(), venues=(venue,))
        _, grids = told_of(evidence(times=times))
        assert grids[0].rows[0][1] == f"{said} 10:00 to 13:00"


@pytest.mark.parametrize("audience", Audience)
@pytest.mark.parametrize(("gains", "home", "there"), [(8, 2, 0), (12, 0, 3), (30, 1, 1), (1, 0, 0)])
def test_who_loses_a_way_cannot_be_worked_out(
    audience: Audience, gains: int, home: int, there: int
) -> None:
    """Few are never told, nor left to be had from before, after, gains and the best times."""
    table = times_table(found(gains=gains, home=home, there=there), EVERYBODY, 60)
    told = protect(table, audience, PARAMETERS)
    hidden = attack(told)
    least = 5 if audience is Audience.INSIDE else 10
    for cell, count in table.counts.items():
        if 0 < count < least:
            low, high = hidden[cell]
            assert high - low >= (3 if audience is Audience.INSIDE else 5), cell


def test_the_same_times_among_the_best_ones_do_not_give_a_hidden_count_away() -> None:
    """26 at the best time and 26 after the move are the same people: both or neither are told."""
    times = found()
    told = protect(times_table(times, EVERYBODY, 60), Audience.INSIDE, PARAMETERS)
    venue = times.venues[0]
    best = told[window_key(venue, venue.best[0])].value
    after = told[move_key(venue, venue.moves[0], "after")].value
    assert (best is None) == (after is None)


def equal_if(told: Protected, one: Key, other: Key) -> Mapping[Key, tuple[float, float]]:
    """Return what a reader works out who knows that two counts are of the same people."""
    return attack(replace(told, sums=(*told.sums, Sum((one,), (other,)))))


def test_a_day_that_is_as_good_does_not_give_a_hidden_count_away() -> None:
    """As many come on Thursdays as on Tuesdays, and a session of today is on Thursdays then."""
    times = found()
    window, old = Window(TUE, 9 * HOUR, 12 * HOUR), Window(THU, 9 * HOUR, 12 * HOUR)
    best = replace(times.venues[0].best[0], window=window, now=26, with_training=1, sure=2)
    move = replace(times.venues[0].moves[0], days=(THU,), old=old, before=26, gains=3, lose_home=0)
    venue = replace(times.venues[0], best=(best,), moves=(move,))
    table = times_table(replace(times, venues=(venue,)), EVERYBODY, 60)
    told = protect(table, Audience.PUBLIC, PARAMETERS)
    hidden = equal_if(told, window_key(venue, best), move_key(venue, move, "before"))
    # One person after training, two of whom it is confirmed, three who gain.
    assert all(high - low >= 5 for low, high in hidden.values())


def test_sessions_at_the_same_times_do_not_give_each_other_away() -> None:
    """20 come on Tuesdays, 19 of them on Thursdays too: one comes on Tuesdays only."""
    times = found()
    one = replace(times.venues[0].moves[0], days=(TUE,))
    other = replace(one, session="S2", days=(TUE, THU), before=one.before - 1)
    venue = replace(times.venues[0], best=(), moves=(one, other))
    table = times_table(replace(times, venues=(venue,)), EVERYBODY, 60)
    told = protect(table, Audience.INSIDE, PARAMETERS)
    for who in ("before", "after"):
        assert None in [told[move_key(venue, move, who)].value for move in (one, other)]


def test_what_a_pack_knows_of_a_venue_is_what_its_sweep_found() -> None:
    """A stays, B and D gain, C loses the way home on Thursdays, E comes on one day only."""
    swept = sweep_by_hand(
        {
            "A": at((9, 12), (10, 13)),
            "B": at((10, 13)),
            "C": at((9, 12), (10, 12)) | at((10, 13), (9, 13), days=(TUE,)),
            "D": at((10, 13)),
            "E": at((9, 12), days=(TUE,)),
        }
    )
    venue = Hand(swept, np.zeros_like(swept.rungs))
    made = venue_times(venue, report_of(venue, PARAMETERS), 1)
    assert made.moves == (
        MoveEvidence(
            session=TODAY.id,
            days=(TUE, THU),
            old=Window(TUE, 9 * HOUR, 12 * HOUR),
            new=Window(TUE, 10 * HOUR, 13 * HOUR),
            on_own_dates=False,
            before=2,
            gains=2,
            lose_home=1,
            lose_there=0,
        ),
    )
    assert made.moves[0].after == 3
    # A, B, C and D on Tuesdays: as long as today's session, and the one asked for.
    assert [(each.window, each.now) for each in made.best] == [(Window(TUE, 36_000, 46_800), 4)]
