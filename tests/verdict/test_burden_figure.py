"""The burden figure: its parts by arithmetic, no sum over a gate, weights that somebody prefers."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transit.errors import InputError
from transit.model.burden_figure import FigureRules, Part
from transit.model.fact import Source, Stance, State
from transit.model.verdict import About, Direction, Finding, Rung, Verdict, Way
from transit.read.demands import read_demand_rules
from transit.read.figure_rules import read_figure_rules
from transit.route.journey import Demand
from transit.verdict.burden_figure import burden_figure

RULES = read_figure_rules()
OUT, BACK = Direction.OUT, Direction.BACK
WAY = Way(
    date=dt.date(2026, 11, 24),
    leave_s=33_000,
    arrive_s=35_000,
    changes=0,
    walk_m=300,
    burden_s=3_600,
)
VERDICT = Verdict(
    person="P",
    place=0,
    opportunity="O",
    session="S",
    rung=Rung.NOW,
    sure=Rung.NOW,
    out=WAY,
    back=replace(WAY, burden_s=1_800),
    fit=State.YES,
)
LACKS = Finding(code="venue_lacks", about=About.VENUE, values={"fact": "quiet_room"})
NOBODY_KNOWS = Finding(code="venue_unknown", about=About.VENUE, values={"fact": "quiet_room"})


def demand(
    kind: str, level: int = 1, value: float | None = None, source: Source = Source.MAPPED
) -> Demand:
    """Return a demand."""
    return Demand(
        kind=kind, level=level, leg=0, step=None, lat=0, lon=0, value=value, source=source
    )


def parts(
    verdict: Verdict = VERDICT,
    out: tuple[Demand, ...] = (),
    back: tuple[Demand, ...] = (),
    stance: Stance = Stance.CAUTIOUS,
) -> dict[Part, int | None]:
    """Return the burden of each part."""
    found = burden_figure(verdict, {OUT: out, BACK: back}, RULES, stance)
    return {each.part: each.burden for each in found.parts}


def test_getting_there_is_the_harder_journey() -> None:
    """3,600 of 7,200 perceived seconds out, 1,800 back: 50 of 100; nothing else is a burden."""
    assert parts() == {
        Part.GETTING_THERE: 50,
        Part.SAFETY: 0,
        Part.ACCESS: 0,
        Part.VENUE: 0,
        Part.COST: 0,
    }


def test_the_total_is_the_weighted_mean() -> None:
    """30 of 100 points are at 50 of 100: 15."""
    found = burden_figure(VERDICT, {}, RULES, Stance.CAUTIOUS)
    assert [each.weight for each in found.parts] == [30, 25, 25, 10, 10]
    assert (found.total, found.gates) == (15, ())


def test_levels_are_added_up_in_their_part() -> None:
    """Out 3 + 3 of 24, back 2: 25 of 100 for safety; 3 of 12 for access: 25 too."""
    found = parts(
        out=(demand("cross", 3), demand("change", 3), demand("steps", 3)),
        back=(demand("cross", 2),),
    )
    assert (found[Part.SAFETY], found[Part.ACCESS]) == (25, 25)


def test_beyond_the_worst_is_the_worst() -> None:
    """A hundred hard crossings are 100 of 100."""
    assert parts(out=(demand("cross", 3),) * 100)[Part.SAFETY] == 100


def test_cost_is_there_and_back() -> None:
    """£3 each way of £12 at worst: 50 of 100."""
    fare = (demand("fare", 1, 300, Source.INFERRED),)
    assert parts(out=fare, back=fare)[Part.COST] == 50


@pytest.mark.parametrize(("stance", "cost"), [(Stance.CAUTIOUS, 100), (Stance.HOPEFUL, 0)])
def test_an_unknown_fare_counts_when_cautious(stance: Stance, cost: int) -> None:
    """As the worst; when hopeful as nothing."""
    fare = (demand("fare", 2, None, Source.NONE),)
    assert parts(out=fare, stance=stance)[Part.COST] == cost


def test_a_need_that_is_not_met_is_a_gate() -> None:
    """However easy the journey, there is no total; the parts stay."""
    found = burden_figure(replace(VERDICT, fit=State.NO, unmet=(LACKS,)), {}, RULES, Stance.HOPEFUL)
    assert (found.total, found.gates) == (None, (LACKS,))
    assert found.parts[0].burden == 50


@pytest.mark.parametrize(("stance", "gates"), [(Stance.CAUTIOUS, 1), (Stance.HOPEFUL, 0)])
def test_a_need_of_which_nobody_knows(stance: Stance, gates: int) -> None:
    """It stands in the way when cautious, and not when hopeful."""
    unknown = replace(VERDICT, fit=State.UNKNOWN, unmet=(NOBODY_KNOWS,))
    found = burden_figure(unknown, {}, RULES, stance)
    assert (len(found.gates), found.total is None) == (gates, bool(gates))


def test_door_to_door_has_no_figure_but_its_reason() -> None:
    """The reasons are the gates; without journeys no part can be counted."""
    reason = Finding(code="steps_in_the_way")
    verdict = replace(
        VERDICT,
        rung=Rung.DOOR_TO_DOOR,
        sure=Rung.DOOR_TO_DOOR,
        out=None,
        back=None,
        reasons=(reason,),
    )
    for stance in Stance:
        found = burden_figure(verdict, {}, RULES, stance)
        assert (found.total, found.gates) == (None, (reason,))
        assert {each.burden for each in found.parts} == {None}


def test_what_only_the_hopeful_search_finds_has_no_cautious_figure() -> None:
    """The facts to check stand in the way until somebody has looked."""
    check = Finding(code="kerb", about=About.STREET)
    unsure = replace(VERDICT, sure=Rung.DOOR_TO_DOOR, checks=(check,))
    assert burden_figure(unsure, {}, RULES, Stance.CAUTIOUS).gates == (check,)
    assert burden_figure(unsure, {}, RULES, Stance.HOPEFUL).total == 15


def test_somebody_may_weigh_otherwise() -> None:
    """With getting there alone the total is its part; a part of no weight changes nothing."""
    alone = RULES.reweighted({part: 0 for part in Part if part is not Part.GETTING_THERE})
    found = burden_figure(VERDICT, {OUT: (demand("cross", 3),)}, alone, Stance.CAUTIOUS)
    assert found.total == 50
    assert RULES.parts[Part.SAFETY].weight == 25


@pytest.mark.parametrize("weights", [dict.fromkeys(Part, 0.0), {Part.COST: -1.0}])
def test_weights_that_weigh_nothing_are_refused(weights: dict[Part, float]) -> None:
    """At least one above 0, none below."""
    with pytest.raises(InputError):
        RULES.reweighted(weights)


def test_options_without_a_figure_come_last() -> None:
    """Least burden first."""
    easy = burden_figure(VERDICT, {}, RULES, Stance.HOPEFUL)
    hard = burden_figure(VERDICT, {OUT: (demand("cross", 3),)}, RULES, Stance.HOPEFUL)
    gated = burden_figure(replace(VERDICT, unmet=(LACKS,)), {}, RULES, Stance.HOPEFUL)
    assert sorted([gated, hard, easy], key=lambda each: each.order) == [easy, hard, gated]


LEVELS = st.lists(
    st.tuples(st.sampled_from(sorted(read_demand_rules())), st.integers(1, 3)), max_size=8
)


@given(asked=LEVELS, more=LEVELS, weights=st.lists(st.floats(0.1, 100), min_size=5, max_size=5))
def test_asking_more_never_lowers_the_figure(
    asked: list[tuple[str, int]], more: list[tuple[str, int]], weights: list[float]
) -> None:
    """It lies in 0 to 100 whatever the weights, and rises with what is asked."""
    rules = RULES.reweighted(dict(zip(Part, weights, strict=True)))
    few = tuple(demand(kind, level, 100.0) for kind, level in asked)
    many = few + tuple(demand(kind, level, 100.0) for kind, level in more)
    less = burden_figure(VERDICT, {OUT: few, BACK: few}, rules, Stance.HOPEFUL).total
    total = burden_figure(VERDICT, {OUT: many, BACK: few}, rules, Stance.HOPEFUL).total
    assert less is not None and total is not None
    assert 0 <= less <= total <= 100


def test_every_demand_counts_in_one_part_at_most() -> None:
    """None is counted twice; those that count in none are named here."""
    kinds = [kind for rule in RULES.parts.values() for kind in rule.kinds]
    assert sorted(set(kinds)) == sorted(kinds)
    # A bus outside the pass's hours counts as the fare that it costs.
    assert set(read_demand_rules()) - set(kinds) == {"outside_pass_hours"}


SHIPPED = Path(__file__).parents[2] / "data" / "rules" / "burden_figure.toml"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("[cost]", "[money]"),
        ("weight = 30", 'weight = "30"'),
        ("weight = 30", "weight = -30"),
        ("worst = 7200", "worst = 0"),
        ("worst = 7200\n", ""),
        ('kinds = ["fare"]', 'kinds = ["taxi"]'),
        ('confidence = "assumed"', 'confidence = "sure"'),
        ("[getting_there]", "typo = 1\n[getting_there]"),
    ],
)
def test_a_faulty_file_is_refused(old: str, new: str, tmp_path: Path) -> None:
    """A part missing or odd, a number that is none, a demand that there is not."""
    file = tmp_path / "figure.toml"
    file.write_text(SHIPPED.read_text().replace(old, new, 1))
    with pytest.raises(InputError):
        read_figure_rules(file)


def test_every_part_is_needed() -> None:
    """Rules for some of them only are refused."""
    with pytest.raises(InputError, match="cost"):
        FigureRules({Part.COST: RULES.parts[Part.COST]})
