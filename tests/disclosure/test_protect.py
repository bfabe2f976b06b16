"""What is told and what is hidden: cases small enough to be done on paper."""

from dataclasses import replace

import pytest

from transit.disclosure import (
    Audience,
    Sum,
    Table,
    attack,
    count_words,
    key,
    linked,
    may_tell,
    nested,
    one_way,
    protect,
    protected_from_json,
    shared_layers,
    single,
    two_way,
)
from transit.errors import InputError
from transit.model.parameters import Parameters
from transit.read.parameters import read_parameters

PUBLIC, INSIDE = Audience.PUBLIC, Audience.INSIDE
RULES = read_parameters()


def with_rules(**values: int | str) -> Parameters:
    """Return the parameters with some of the inside rules changed."""
    changed = {
        f"disclosure_inside_{name}": replace(RULES[f"disclosure_inside_{name}"], value=value)
        for name, value in values.items()
    }
    return Parameters({**RULES, **changed})


def test_single_counts_are_rounded_for_the_public_from_ten_on() -> None:
    """Nine is fewer than 10; 12 is nearer to 10 than to 15 and 13 the other way."""
    told = [protect(single("people", n), PUBLIC, RULES).words(count="people") for n in (9, 12, 13)]
    assert told == ["fewer than 10", "10", "15"]
    assert [count_words(n, PUBLIC, RULES) for n in (0, 9, 1402)] == [
        "fewer than 10",
        "fewer than 10",
        "1,400",
    ]


def test_inside_counts_are_told_as_they_are_from_five_on() -> None:
    """Four is hidden, five is five, and nobody is nobody."""
    table = one_way("verdict", {"now": 4, "with_training": 5, "none": 0}, total=False)
    told = protect(table, INSIDE, RULES)
    assert [told.words(verdict=each) for each in ("now", "with_training", "none")] == [
        "fewer than 5",
        "5",
        "0",
    ]


def test_one_small_count_of_a_list_takes_the_next_smallest_with_it() -> None:
    """With the total told, 30 - 12 - 15 would give the 3 away; 12 is the cheapest to hide."""
    told = protect(one_way("verdict", {"now": 3, "with_training": 12, "none": 15}), INSIDE, RULES)
    assert [cell.value for cell in told.cells.values()] == [30, None, None, 15]
    assert told.words(verdict="now") == told.words(verdict="with_training") == "not shown"
    assert attack(told)[key(verdict="now")] == (0, 15)


def test_a_small_count_in_two_ways_takes_a_rectangle_with_it() -> None:
    """The 2 needs one more hidden cell in its row and its column, and their crossing: 6, 7, 8."""
    counts = {
        ("a", "x"): 2, ("a", "y"): 6, ("a", "z"): 20,
        ("b", "x"): 7, ("b", "y"): 8, ("b", "z"): 30,
        ("c", "x"): 40, ("c", "y"): 50, ("c", "z"): 60,
    }  # fmt: skip
    told = protect(two_way("row", "column", counts), INSIDE, RULES)
    hidden = {cell for cell in told.cells if told[cell].value is None}
    assert hidden == {key(row=row, column=column) for row in ("a", "b") for column in ("x", "y")}


def test_rounding_alone_can_be_enough() -> None:
    """40 and 31 stand for 38 to 42 and 28 to 32, so 9 for 6 to 14, if not told to be under 10."""
    told = protect(one_way("verdict", {"now": 9, "none": 31}), PUBLIC, RULES)
    assert told.words() == "40" and told.words(verdict="none") == "30"
    assert told.words(verdict="now") == "not shown"
    assert attack(told) == {key(verdict="now"): (6, 14)}


def test_noughts_are_hidden_from_the_public_and_so_is_the_group_they_give_away() -> None:
    """12 of 12 told would say that the other two are nobody."""
    table = one_way("verdict", {"now": 12, "with_training": 0, "none": 0})
    told = protect(table, PUBLIC, RULES)
    assert told.value(verdict="with_training") is None
    assert None in (told.value(), told.value(verdict="now"))


def test_noughts_inside_are_told_unless_a_whole_group_is_alike() -> None:
    """In ward a everybody is at the door; in ward b a nought says little of anybody."""
    table = two_way(
        "ward",
        "verdict",
        {("a", "door"): 20, ("a", "now"): 0, ("b", "door"): 0, ("b", "now"): 9, ("b", "else"): 9},
    )
    told = protect(table, INSIDE, RULES)
    assert told.value(ward="a", verdict="now") is None
    assert told.value(ward="b") == 18


def test_shown_noughts_stay_shown_where_the_rules_say_so() -> None:
    """A council may tell every nought inside."""
    table = one_way("verdict", {"now": 12, "none": 0})
    told = protect(table, INSIDE, with_rules(zeros="shown"))
    assert [cell.value for cell in told.cells.values()] == [12, 12, 0]


def test_what_does_not_hang_together_is_told_apart() -> None:
    """A list that adds up hides more than its 3; a list beside it still says fewer than 5."""
    table = linked(
        one_way("verdict", {"now": 3, "with_training": 12, "none": 15}),
        one_way("venue", {"library": 4, "garden": 40}, total=False),
    )
    told = protect(table, INSIDE, RULES)
    assert told.words(verdict="now") == "not shown"
    assert told.words(venue="library") == "fewer than 5"
    assert told.notes()[0].startswith("“Not shown”")


def test_linked_tables_guard_each_other() -> None:
    """By itself the second list is harmless; with the first, 50 - 41 - 6 gives the 3."""
    first = one_way("age", {"young": 3, "middle": 41, "old": 6})
    second = Table(
        {key(age="young", sex="f"): 2, key(age="young", sex="m"): 1, key(age="young"): 3},
        (Sum((key(age="young"),), (key(age="young", sex="f"), key(age="young", sex="m"))),),
    )
    told = protect(linked(first, second), INSIDE, RULES)
    assert told.value(age="young") is None
    assert None in (told.value(age="middle"), told.value(age="old"), told.value())
    assert min(high - low for low, high in attack(told).values()) >= 3


def test_tables_about_different_people_cannot_be_linked() -> None:
    """Everybody is 10 in one and 11 in the other."""
    with pytest.raises(InputError, match="everybody is 10 in one and 11"):
        linked(one_way("a", {"x": 10}), one_way("b", {"x": 11}))


def test_wards_within_districts_add_up() -> None:
    """A small ward is not to be had from its district, nor the district from the council."""
    wards = two_way(
        "ward", "verdict", {(f"w{n}", v): 20 + n for n in range(4) for v in ("now", "none")}
    )
    small = Table({**wards.counts, key(ward="w0", verdict="now"): 20}, wards.sums)
    table = nested(small, "ward", {"w0": "north", "w1": "north", "w2": "south", "w3": "south"})
    assert table.counts[key(ward="north")] == 82
    assert table.counts[key(ward="south", verdict="now")] == 45
    rows = {("w0", "now"): 2, ("w0", "none"): 20, ("w1", "now"): 30, ("w1", "none"): 20,
            ("w2", "now"): 25, ("w2", "none"): 25}  # fmt: skip
    told = protect(
        nested(two_way("ward", "verdict", rows), "ward", {"w0": "north", "w1": "north"}),
        INSIDE,
        RULES,
    )
    assert told.value(ward="w0", verdict="now") is None
    assert min(high - low for low, high in attack(told).values()) >= 3


def test_a_group_may_not_be_called_like_one_of_its_own() -> None:
    """A ward and its district of one name would be one cell."""
    with pytest.raises(InputError, match="name of one of its categories"):
        nested(one_way("ward", {"Malpas": 10, "Alway": 20}), "ward", {"Alway": "Malpas"})


def test_what_is_gained_and_lost_is_not_told_by_before_and_after() -> None:
    """Before 40 + gained 6 = after 44 + lost 2: told before, after and gained give the 2."""
    cells = {key(count=name): n for name, n in
             (("before", 40), ("after", 44), ("gained", 6), ("lost", 2))}  # fmt: skip
    table = Table(
        cells,
        (
            Sum(
                (key(count="before"), key(count="gained")),
                (key(count="after"), key(count="lost")),
            ),
        ),
    )
    told = protect(table, INSIDE, RULES)
    assert told.value(count="lost") is None and told.value(count="gained") is None
    assert told.value(count="after") == 44


def test_a_small_difference_between_two_releases_is_not_told() -> None:
    """20 last month and 22 now would say that two came; 20 and 30 say nothing of few."""
    before = protect(one_way("site", {"a": 20, "b": 20}, total=False), INSIDE, RULES)
    now = one_way("site", {"a": 22, "b": 30}, total=False)
    assert protect(now, INSIDE, RULES).value(site="a") == 22
    told = protect(now, INSIDE, RULES, before)
    assert (told.value(site="a"), told.value(site="b")) == (None, 30)


def test_what_was_hidden_last_time_is_not_given_away_by_other_sums() -> None:
    """The total was hidden beside the 3; told now, with the same people, it would give the 3."""
    three = one_way("site", {"a": 3, "b": 12, "c": 50})
    before = protect(three, INSIDE, RULES)
    assert before.value(site="b") is None
    part = one_way("site", {"b": 12}, total=False)
    told = protect(part, INSIDE, RULES, before)
    assert protect(part, INSIDE, RULES).value(site="b") == 12
    assert told.value(site="b") is None


def test_a_release_is_kept_without_what_it_hides() -> None:
    """Written and read again it is the same, and the hidden counts are nowhere in it."""
    told = protect(one_way("site", {"a": 3, "b": 71, "c": 5003}), INSIDE, RULES)
    text = told.to_json()
    assert protected_from_json(text) == told
    assert "71" not in text
    with pytest.raises(InputError, match="earlier release"):
        protected_from_json('{"cells": []}')


def test_notes_say_what_the_words_stand_for() -> None:
    """Beneath a table stands what is hidden and that figures are rounded."""
    fewer = protect(one_way("site", {"a": 4, "b": 71}, total=False), PUBLIC, RULES)
    assert fewer.notes()[0].startswith("Counts of fewer than 10 people are not given")
    assert "nearest 5" in fewer.notes()[1]
    plain = protect(one_way("site", {"a": 40, "b": 71}), INSIDE, RULES)
    assert plain.notes() == ()
    beside = protect(one_way("site", {"a": 4, "b": 71}), INSIDE, RULES)
    assert beside.notes()[0].startswith("“Not shown”")


def test_figures_about_few_are_not_told() -> None:
    """A mean of nine people is as telling as their count."""
    assert not may_tell(9, PUBLIC, RULES)
    assert may_tell(10, PUBLIC, RULES) and may_tell(5, INSIDE, RULES)


def test_no_map_of_homes_is_handed_on() -> None:
    """Wards and stops may be drawn; homes, and ways from them, in no shared map."""
    assert shared_layers({"areas": 1, "stops": 2}, PUBLIC, RULES) == {"areas": 1, "stops": 2}
    for audience in Audience:
        with pytest.raises(InputError, match="'homes' may not be handed on"):
            shared_layers({"areas": 1, "homes": 2}, audience, RULES)


def test_counts_must_be_whole_people_and_add_up() -> None:
    """Half a person, a negative count and a wrong total are refused."""
    for wrong in (-1, 2.5):
        with pytest.raises(InputError, match="expected whole people"):
            single("people", wrong)  # type: ignore[arg-type]
    with pytest.raises(InputError, match="is 5 but its parts come to 4"):
        Table({(): 5, key(a="x"): 4}, (Sum(((),), (key(a="x"),)),))
    with pytest.raises(InputError, match="has no count"):
        Table({(): 5}, (Sum(((),), (key(a="x"),)),))


def test_rules_that_cannot_be_kept_are_refused() -> None:
    """A count told as fewer than 5 cannot stay open by 5; zeros must be a known word."""
    with pytest.raises(InputError, match="disclosure_inside_interval is 5"):
        protect(single("people", 9), INSIDE, with_rules(interval=5))
    with pytest.raises(InputError, match="disclosure_inside_zeros must be one of"):
        protect(single("people", 9), INSIDE, with_rules(zeros="maybe"))
