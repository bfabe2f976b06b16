"""Studies of switching in words: what is a forecast is called one."""

from dataclasses import replace

from tests.fleet.studies import GROUP, STUDY, rider
from transit.fleet.study import Noise
from transit.present.fleet_words import (
    count_sentences,
    ladder_sentences,
    noise_sentence,
    verdict_word,
    who_word,
)
from transit.present.fleet_years import as_number, leaves_word, leaving


def test_who_is_confirmed_but_must_learn_is_a_forecast_too() -> None:
    """One of two confirmed has a course; without one nothing is said."""
    sure, learns = rider("P1", "now", is_confirmed=True), rider("P2", "with_training", courses=1)
    said = " ".join(count_sentences([sure, replace(learns, is_confirmed=True)]))
    assert "1 of the confirmed must learn first" in said
    assert "of the confirmed must learn" not in " ".join(count_sentences(STUDY.riders))


def test_a_whole_fleet_that_is_the_cheapest_leaves_more_open() -> None:
    """Three cost more than two: nothing is said; less, and a fourth may cost less still."""
    assert ladder_sentences(STUDY.ladder) == []
    dear = replace(STUDY.ladder[1], year_pence=2 * STUDY.ladder[0].year_pence)
    (said,) = ladder_sentences((STUDY.ladder[0], dear))
    assert "one more vehicle may be cheaper still" in said


def test_a_year_without_a_group_says_that_all_have_left() -> None:
    """It is no forecast of what training brings."""
    assert leaves_word(5) == "If all 5 leave for good"
    assert leaves_word(1) == "If this person leaves for good"
    assert leaves_word(0) == "This scenario"


def test_who_rests_on_what_is_counted_beside() -> None:
    """Of two who leave one verdict is out of date; nobody in the year before."""
    rows = {name: cells for name, *cells in leaving([None, replace(GROUP, stale=1)])}
    assert rows["of it: rest on a verdict out of date"] == ["0", "1"]
    assert rows["People who leave"] == ["0", "2"]


def test_who_a_saving_is_of() -> None:
    """By themselves, with one other, with several."""
    row = rider("P1", "now")
    said = [who_word(replace(row, leaves_with=others)) for others in range(3)]
    assert said == ["P1", "P1, with 1 other", "P1, with 2 others"]


def test_nobody_reads_of_a_gain_below_nothing() -> None:
    """£50 gained; £218 lost to hours beyond contracts."""
    gained, lost = (
        noise_sentence(Noise(anew_pence=(1.0,), placebo_pence=pence, given_back_pence=0.0))
        for pence in (5_000.0, -21_800.0)
    )
    assert "leaving gained £50 in the end" in gained
    assert "gained nothing (hours beyond contracts cost £218 more) in the end" in lost


def test_sentences_count_everybody_who_rides() -> None:
    """One may leave, one stays for company, one needs somebody along, one goes on: 1 each of 4."""
    on = rider("P4", "goes_on", is_candidate=False)
    stays = rider("P2", "with_training", is_candidate=False)
    along = rider("P3", "with_companion", is_candidate=False)
    said = " ".join(count_sentences([rider("P1", "now"), stays, along, on]))
    assert "1 of them could travel alone" in said
    assert "1 more could by their verdicts, but must ride with somebody who could not" in said
    assert f"{verdict_word('with_companion')}: 1." in said
    assert "Straight on from one session to another: 1." in said and "worked out" not in said
    assert "must ride with" not in " ".join(count_sentences(STUDY.riders))


def test_cells_are_numbers_where_they_are_any() -> None:
    """Thousands, decimals, a minus; a word stays one."""
    cells = ("1,234,567", "21.5", "-50", "not shown")
    assert [as_number(cell) for cell in cells] == [1_234_567, 21.5, -50, "not shown"]
