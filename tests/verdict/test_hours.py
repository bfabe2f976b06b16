"""Hours in which a person may ride: pass rules and crowds, by what is known of the person."""

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transit.errors import InputError
from transit.model.fact import Stance, State
from transit.model.light import Light
from transit.model.limits import Limits
from transit.model.passes import PassRule
from transit.model.people import Pass, Person, PlaceKind, StartPlace
from transit.model.positions import Position
from transit.model.riding import Hours, Riding
from transit.read.parameters import read_parameters
from transit.verdict.days import DayKind
from transit.verdict.hours import HourRules, RideHours, ride_hours

YES, NO, UNKNOWN = State.YES, State.NO, State.UNKNOWN
CAUTIOUS, HOPEFUL = Stance.CAUTIOUS, Stance.HOPEFUL
HALF_NINE, ELEVEN = 34_200, 82_800
VALID = (HALF_NINE, ELEVEN)
RULES = HourRules.of(read_parameters())
CALM = Limits(bears_crowds=YES, bears_noise=YES)
DATE = dt.date(2026, 11, 24)


def kind(is_weekday: bool = True, is_school_day: State = YES) -> DayKind:
    """Return a kind of day."""
    light = Light(25_000, 60_000)
    return DayKind(
        dates=(DATE,),
        date=DATE,
        light=light,
        lights={DATE: light},
        is_school_day=is_school_day,
        is_bank_holiday=False,
        is_weekday=is_weekday,
        share=1.0,
        is_rare=False,
    )


WEEKDAY, WEEKEND = kind(), kind(is_weekday=False, is_school_day=NO)


def person(pass_: Pass | None = None, limits: Limits = CALM) -> Person:
    """Return somebody with a pass who would not pay, unless said otherwise."""
    home = StartPlace(PlaceKind.HOME, Position(52.48, -1.9, 10))
    return Person(
        id="P1",
        places=(home,),
        profile="walks-well",
        limits=limits,
        pass_=pass_ or Pass(held=YES, pays_fares=NO),
    )


def asked(hours: RideHours) -> list[str]:
    """Return the codes of what is to be asked."""
    return [need.code for need in hours.needs]


@pytest.mark.parametrize(
    ("held", "pays", "cautious", "hopeful", "ask"),
    [
        # Whoever pays rides at any time.
        (YES, YES, (True, None), (True, None), []),
        (NO, YES, (True, None), (True, None), []),
        (UNKNOWN, YES, (True, None), (True, None), []),
        # Whoever does not pay rides on the pass, if there is one.
        (YES, NO, (True, VALID), (True, VALID), []),
        (NO, NO, (False, None), (False, None), []),
        (UNKNOWN, NO, (False, None), (True, VALID), ["ask_pass_held"]),
        # Where it is not known whether they pay, the pass is what is sure.
        (YES, UNKNOWN, (True, VALID), (True, None), ["ask_pays_before_pass"]),
        (NO, UNKNOWN, (False, None), (True, None), ["ask_pays_fares"]),
        (UNKNOWN, UNKNOWN, (False, None), (True, None), ["ask_pass_or_fares"]),
    ],
)
def test_pass_and_fares(
    held: State,
    pays: State,
    cautious: tuple[bool, Hours | None],
    hopeful: tuple[bool, Hours | None],
    ask: list[str],
) -> None:
    """Every pair of facts, in both stances."""
    who = person(Pass(held=held, pays_fares=pays))
    for stance, expected in ((CAUTIOUS, cautious), (HOPEFUL, hopeful)):
        found = ride_hours(who, WEEKDAY, RULES, stance)
        assert (found.buses, found.board_within) == expected
    assert asked(ride_hours(who, WEEKDAY, RULES, HOPEFUL)) == ask
    assert asked(ride_hours(who, WEEKDAY, RULES, CAUTIOUS)) == []


def test_at_weekends_the_pass_is_valid_all_day() -> None:
    """So nothing has to be asked of whoever holds one."""
    for pays in (NO, UNKNOWN):
        found = ride_hours(person(Pass(held=YES, pays_fares=pays)), WEEKEND, RULES, HOPEFUL)
        assert (found.board_within, found.needs) == (None, ())


@pytest.mark.parametrize(
    ("from_s", "to_s", "within"),
    [
        (32_400, None, (32_400, ELEVEN)),
        (None, 86_400, (HALF_NINE, 86_400)),
        (0, 86_400, (0, 86_400)),
        (HALF_NINE, 3_600, (HALF_NINE, 90_000)),  # until one at night
    ],
)
def test_a_persons_own_hours_go_before_the_rule(
    from_s: int | None, to_s: int | None, within: Hours
) -> None:
    """Each end alone or both; hours that end before they start run past midnight."""
    who = person(Pass(held=YES, from_s=from_s, to_s=to_s, pays_fares=NO))
    found = ride_hours(who, WEEKDAY, RULES, CAUTIOUS)
    assert found.board_within == within
    Riding(board_within=found.board_within)
    assert ride_hours(who, WEEKEND, RULES, CAUTIOUS).board_within is None


def test_a_local_rule_without_hours() -> None:
    """Where the pass is valid all day, nobody waits for half past nine."""
    all_day = PassRule(
        name="x",
        label="x",
        weekdays=None,
        other_days=None,
        source="",
        date="",
        confidence="assumed",
    )
    found = ride_hours(person(), WEEKDAY, replace(RULES, pass_=all_day), CAUTIOUS)
    assert (found.buses, found.board_within) == (True, None)


PEAKS = ((27_900, 32_400), (54_000, 58_500))  # 07:45-09:00, 15:00-16:15


@pytest.mark.parametrize(
    ("crowds", "noise", "cautious", "hopeful", "ask"),
    [
        (YES, YES, (), (), []),
        (NO, YES, PEAKS, PEAKS, []),
        (YES, NO, PEAKS, PEAKS, []),
        (UNKNOWN, YES, PEAKS, (), ["ask_bears_crowds"]),
        (UNKNOWN, UNKNOWN, PEAKS, (), ["ask_bears_crowds", "ask_bears_noise"]),
        (NO, UNKNOWN, PEAKS, PEAKS, []),
    ],
)
def test_crowded_hours(
    crowds: State, noise: State, cautious: object, hopeful: object, ask: list[str]
) -> None:
    """Barred to whoever cannot bear crowds or noise; when cautious also where nobody asked."""
    who = person(limits=Limits(bears_crowds=crowds, bears_noise=noise))
    assert ride_hours(who, WEEKDAY, RULES, CAUTIOUS).not_within == cautious
    found = ride_hours(who, WEEKDAY, RULES, HOPEFUL)
    assert (found.not_within, asked(found)) == (hopeful, ask)


@pytest.mark.parametrize(("school", "crowded"), [(YES, PEAKS), (UNKNOWN, PEAKS), (NO, ())])
def test_buses_are_crowded_on_school_days(school: State, crowded: object) -> None:
    """A weekday of which nobody knows is taken for a school day, as most are."""
    who = person(limits=Limits(bears_crowds=NO, bears_noise=YES))
    for stance in Stance:
        assert ride_hours(who, kind(is_school_day=school), RULES, stance).not_within == crowded


def test_only_what_a_journey_rests_on_is_asked() -> None:
    """Nothing about fares at 10:00, nothing about crowds at noon, nothing of who walks."""
    who = person(Pass(held=YES), Limits())
    found = ride_hours(who, WEEKDAY, RULES, HOPEFUL)
    assert found.asked_by([]) == ()
    assert found.asked_by([(36_000, 37_000)]) == ()
    early = found.asked_by([(28_000, 29_000), (36_000, 37_000)])
    assert [need.code for need in early] == [
        "ask_pays_before_pass",
        "ask_bears_crowds",
        "ask_bears_noise",
    ]
    assert early[0].values == {"from_s": HALF_NINE, "to_s": ELEVEN}
    # Boarded at 14:50, on board at 15:10: crowded, and the pass is valid.
    assert [need.code for need in found.asked_by([(53_400, 54_600)])] == [
        "ask_bears_crowds",
        "ask_bears_noise",
    ]
    nothing_known = ride_hours(person(Pass()), WEEKDAY, RULES, HOPEFUL)
    assert [need.code for need in nothing_known.asked_by([(36_000, 37_000)])] == [
        "ask_pass_or_fares"
    ]


def test_hours_past_midnight_cover_the_small_hours() -> None:
    """Valid until one at night, a bus at 00:30 (24:30 of the day before) asks nothing."""
    late = Pass(held=YES, from_s=HALF_NINE, to_s=3_600)
    found = ride_hours(person(late, CALM), WEEKDAY, RULES, HOPEFUL)
    assert found.asked_by([(88_200, 88_800)]) == found.asked_by([(1_800, 2_400)]) == ()
    assert [need.code for need in found.asked_by([(3_600, 4_000)])] == ["ask_pays_before_pass"]


STATES = st.sampled_from(list(State))


def allows(hours: RideHours, board: int, alight: int) -> bool:
    """Tell whether a ride fits."""
    inside = hours.board_within is None or hours.board_within[0] <= board < hours.board_within[1]
    free = all(alight <= start or end <= board for start, end in hours.not_within)
    return hours.buses and inside and free


@given(
    facts=st.tuples(STATES, STATES, STATES, STATES),
    learnt=st.integers(0, 3),
    board=st.integers(0, 86_400),
    ride=st.integers(60, 3_600),
)
def test_hopeful_and_knowing_more_never_bar_a_ride(
    facts: tuple[State, State, State, State], learnt: int, board: int, ride: int
) -> None:
    """What the cautious may ride the hopeful may; yes instead of unknown or no never bars."""

    def hours(known: list[State], stance: Stance) -> RideHours:
        held, pays, crowds, noise = known
        limits = Limits(bears_crowds=crowds, bears_noise=noise)
        return ride_hours(person(Pass(held=held, pays_fares=pays), limits), WEEKDAY, RULES, stance)

    better = list(facts)
    better[learnt] = YES
    known = list(facts)
    before = {stance: allows(hours(known, stance), board, board + ride) for stance in Stance}
    assert before[CAUTIOUS] <= before[HOPEFUL]
    for stance in Stance:
        assert before[stance] <= allows(hours(better, stance), board, board + ride)


def test_a_rule_that_is_none() -> None:
    """The parameter's name is checked against the file's rules."""
    parameters = read_parameters()
    rule = replace(parameters["pass_rule"], value="atlantis")
    changed = replace(parameters, items_by_name={**parameters.items_by_name, "pass_rule": rule})
    with pytest.raises(InputError, match=r"atlantis.*encts"):
        HourRules.of(changed)
