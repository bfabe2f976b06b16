"""What a group's leaving comes to in words: vehicles, carers' minutes, break-even."""

from dataclasses import replace

from tests.fleet.studies import GROUP, rider
from transit.fleet.sensitivity import Input
from transit.present.group_words import (
    break_even_sentence,
    forecast_sentences,
    minutes_sentences,
)


def test_hours_beyond_contracts_are_no_vehicle() -> None:
    """Two vehicles before and after: £3 of drivers' hours end, no vehicle does."""
    hours = replace(GROUP, saving=replace(GROUP.saving, vehicles_pence=300.0))
    said = " ".join(forecast_sentences(hours, 2))
    assert "vehicles and drivers £3," in said
    assert "No vehicle goes, 2 are still needed" in said
    assert "No vehicle goes" not in " ".join(forecast_sentences(hours, 3))
    none = replace(hours, saving=replace(hours.saving, vehicles=0))
    assert "No vehicle goes" not in " ".join(forecast_sentences(none, 0))


def test_what_training_never_pays_is_said_plainly() -> None:
    """Paid back in no draw, in seven of ten, and in three of ten: then there is no middle month."""
    for share, middle, said in (
        (0.0, None, "In no draw do cashable savings pay for training"),
        (
            0.7,
            14.0,
            "In 70% of draws cashable savings pay for training within the time looked at, ",
        ),
        (0.3, None, "In 30% of draws cashable savings pay for training within the time looked at."),
    ):
        forecast = replace(GROUP.forecast, paid_back=share, payback_months=(None, middle, None))
        assert said in " ".join(forecast_sentences(replace(GROUP, forecast=forecast), 2))


def test_carers_gain_and_lose_hours() -> None:
    """One is 30 min longer on the way and 60 away; two 15 and 90 less; one is not known."""
    chosen = [
        rider("P1", "now", chosen=True, riding_min=80.0, by_bus_min=110.0, away_by_bus_min=460.0),
        *(
            rider(who, "now", chosen=True, riding_min=80.0, by_bus_min=65.0, away_by_bus_min=310.0)
            for who in ("P2", "P3")
        ),
        rider("P4", "now", chosen=True, by_bus_min=None),
        rider("P5", "now", by_bus_min=900.0),
    ]
    travel, away, unknown = minutes_sentences(chosen)
    assert "1 is on the way longer, door to door, by bus than on the fleet (0.5 hours" in travel
    assert "; 2 are on the way less long (0.5 hours in all)." in travel
    assert away == (
        "1 is away from home longer (1.0 hours in all, which carers gain); 2 are away less long "
        "(3.0 hours in all in which carers would have to be there)."
    )
    assert unknown == "Of 1 the minutes are not known."
    assert minutes_sentences([rider("P5", "now")]) == []


def test_break_even_begins_with_the_input_nearest_to_it() -> None:
    """At 90 % of one, at 40 % of others; where less than nothing is left it is told so."""
    swings = tuple(
        replace(each, break_even={Input.MILE: 0.9, Input.TAXI: None}.get(each.input, 0.4))
        for each in GROUP.swings
    )
    said = break_even_sentence(replace(GROUP, swings=swings))
    assert said.startswith("Break-even: nothing is left where price of a mile is 90%")
    assert "taxi" not in said and "share who succeed in training is 40%" in said
    lost = break_even_sentence(replace(GROUP, swings=swings, net_pence=-1.0))
    assert lost.startswith("Break-even: something is left only where price of a mile is 90%")
    never = tuple(replace(each, break_even=None) for each in swings)
    assert "at which nothing would be left" in break_even_sentence(replace(GROUP, swings=never))
