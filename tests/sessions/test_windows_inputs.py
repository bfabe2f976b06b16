"""From a sweep and a register to windows, and from a choice to what it means."""

from dataclasses import replace

import numpy as np
import pytest

from transit.batch.places_shared import shared_windows
from transit.batch.sweep import VenueSweep
from transit.batch.windows import WindowStudy, on_own_dates
from transit.batch.windows_fleet import WindowRuns, with_riders
from transit.disclosure import Audience, State, attack
from transit.errors import InputError
from transit.model.opportunities import Entrance, Opening, Opportunity, Session
from transit.model.people import Attendance, Mode, Person, PlaceKind, StartPlace
from transit.model.positions import Position
from transit.model.register import Register
from transit.model.vehicles import Depot, Layout, RunningCost, Vehicle, VehicleKind
from transit.model.verdict import Rung
from transit.model.weekdays import Weekday
from transit.read.parameters import read_parameters
from transit.sessions.swept import NOT_SWEPT, Swept, Window
from transit.sessions.windows import NO_LIMIT, Minibuses, WindowRules, change_min
from transit.sessions.windows_inputs import (
    Offer,
    minibuses_of,
    offer_of,
    riders_to,
    rooms_today,
    usual_length_s,
    window_problem,
)
from transit.sessions.windows_model import choose_windows
from transit.sessions.windows_shared import share_windows
from transit.sessions.windows_told import tell_windows
from transit.sessions.windows_words import (
    hours_sentences,
    proof_sentences,
    served_sentences,
    windows_plain,
)

HOUR_S = 3600
MON, TUE = Weekday.MON, Weekday.TUE
HERE = Position(51.6, -3.0, 1)
PARAMETERS = read_parameters()


def session(name: str, start_h: int, end_h: int, *days: Weekday) -> Session:
    """Return a session at venue O."""
    times = {"start_s": start_h * HOUR_S, "end_s": end_h * HOUR_S}
    return Session(id=name, opportunity="O", activity="", days=days or (MON,), **times)


def person(name: str, *attends: Attendance) -> Person:
    """Return somebody who goes to sessions."""
    home = StartPlace(PlaceKind.HOME, HERE)
    return Person(id=name, places=(home,), profile="walks-well", attends=attends)


WHOLE, HALF = session("S1", 10, 15, MON, TUE), session("S2", 10, 12, MON)
P1 = person("P1", Attendance("O", "S1", (MON, TUE), 2, Mode.MINIBUS))
P2 = person("P2", Attendance("elsewhere", "S9"))
P3 = person("P3")
REGISTER = Register(
    people={each.id: each for each in (P1, P2, P3)},
    opportunities={
        "O": Opportunity(id="O", name="Hub", kind="day_centre", entrances=(Entrance(HERE),))
    },
    sessions={"S1": WHOLE, "S2": HALF},
    vehicles={},
)
OFFER = offer_of([WHOLE], (MON, TUE), 10 * HOUR_S, 16 * HOUR_S, HOUR_S, [5 * HOUR_S])


def swept(rungs: dict[str, list[Rung]]) -> Swept:
    """Return a sweep in which everybody has a rung at 10 to 15 and one at 11 to 16, on all days."""
    shape = len(rungs), 2, 2, 2
    cells = np.full(shape, NOT_SWEPT, np.uint8)
    for row, (early, late) in enumerate(rungs.values()):
        cells[row, :, 0, 0], cells[row, :, 1, 1] = early, late
    return Swept(
        opportunity="O",
        people=tuple(rungs),
        days=(MON, TUE),
        starts_s=OFFER.axes.starts_s,
        ends_s=OFFER.axes.ends_s,
        rungs=cells,
        sure=cells,
        last_home=np.zeros(shape, np.bool_),
        places=np.zeros(shape[:2], np.uint8),
        n_dates=np.ones(2, np.int32),
    )


SWEPT = swept(
    {
        "P1": [Rung.DOOR_TO_DOOR, Rung.WITH_TRAINING],
        "P2": [Rung.NOW, Rung.NOW],
        "P3": [Rung.WITH_COMPANION, Rung.NOW],
    }
)
"""At ten only P2 comes alone; at eleven P3, too, and P1 after training."""


def test_windows_of_a_length_and_of_today_are_offered() -> None:
    """Five hours between 10 and 16 on two days: two starts each, of which one is today's."""
    assert [(each.day, each.start_s // HOUR_S) for each in OFFER.windows] == [
        (MON, 10), (MON, 11), (TUE, 10), (TUE, 11)
    ]  # fmt: skip
    assert OFFER.today == (Window(MON, 36_000, 54_000), Window(TUE, 36_000, 54_000))


def test_nothing_that_fits_is_refused() -> None:
    """A window of seven hours does not fit between 10 and 16."""
    with pytest.raises(InputError, match="no window fits"):
        offer_of([WHOLE], (MON,), 36_000, 57_600, HOUR_S, [7 * HOUR_S])


def test_people_need_what_they_come_for_today_or_the_average() -> None:
    """P1 comes on two days; of the others nothing is known here, so 2.9 is 3. P3 goes nowhere."""
    made = window_problem(SWEPT, OFFER, REGISTER, PARAMETERS)
    assert made.wanted.tolist() == [2, 3, 3]
    assert made.goes_nowhere.tolist() == [True, False, True]
    assert made.worth[:, 0].tolist() == [0, 1, 0]
    assert made.worth[:, 1].tolist() == [0.5, 1, 1]
    assert (made.places == NO_LIMIT).all()
    assert made.known == ((OFFER.today[0], 1), (OFFER.today[1], 1))


def test_who_rides_today_rides_until_the_way_is_learnt() -> None:
    """P1 rides at both times, also where training would do; who comes as things are does not."""
    made = window_problem(SWEPT, OFFER, REGISTER, PARAMETERS, riders={"P1", "P2"})
    assert made.rides[0].all()
    assert made.worth[0].tolist() == [1, 1, 1, 1]
    assert not made.rides[1].any()


def test_riders_are_those_whom_the_fleet_takes_to_the_venue() -> None:
    """P1 by minibus; nobody else."""
    assert set(riders_to(REGISTER, "O", {}, PARAMETERS)) == {"P1"}


def vehicle(**given: object) -> Vehicle:
    """Return a minibus of ten seats and two spaces, each of which takes three seats."""
    made = Vehicle(
        id="V",
        name="V",
        kind=VehicleKind.MINIBUS,
        layouts=(Layout(16, 0), Layout(10, 2)),
        seats_lost_a_wheelchair=3,
        depot=Depot("D", HERE),
        from_s=0,
        to_s=80_000,
        cost=RunningCost(1, 1, 1, 1),
    )
    return replace(made, **given)


def test_a_minibus_holds_what_the_largest_holds() -> None:
    """16 seats, or 10 and two spaces of three: 16; a wheelchair takes three."""
    made = minibuses_of([vehicle()], ["P1", "P2"], {"P1": True}, PARAMETERS)
    assert (made.seats, made.spaces.tolist()) == (16, [3, 1])


def test_without_a_minibus_the_fleet_cannot_count() -> None:
    """A car is none."""
    with pytest.raises(InputError, match="no minibus"):
        minibuses_of([vehicle(kind=VehicleKind.CAR)], [], {}, PARAMETERS)


def test_rooms_and_length_of_today() -> None:
    """Two sessions at one time on Monday; most people come for five hours."""
    offer = offer_of([WHOLE, HALF], (MON, TUE), 36_000, 57_600, HOUR_S, [5 * HOUR_S])
    assert rooms_today(offer.today) == 2
    assert rooms_today(()) == 1
    assert usual_length_s(REGISTER.people.values(), [WHOLE, HALF]) == 5 * HOUR_S
    assert usual_length_s([], []) is None


def test_change_is_minutes_at_both_ends_and_never_more_than_a_lost_day() -> None:
    """An hour later at both ends is 120; another day, or seven hours, is a lost day of 240."""
    known = Window(MON, 36_000, 54_000)
    assert change_min(known, Window(MON, 39_600, 57_600), 240) == 120
    assert change_min(known, Window(TUE, 36_000, 54_000), 240) == 240
    assert change_min(known, Window(MON, 10_800, 28_800), 240) == 240


def told_of(offer: Offer = OFFER):
    """Return a choice of one window, and what it means."""
    problem = window_problem(SWEPT, offer, REGISTER, PARAMETERS)
    rules = WindowRules(most=1)
    choice = choose_windows(problem, rules)
    return choice, tell_windows(SWEPT, problem, rules, choice, offer.today)


def test_what_a_choice_means_beside_today() -> None:
    """One window at eleven: 0.25 + 1/3 + 1/3 people; today's two at ten serve P2 twice of three."""
    choice, told = told_of()
    assert told.after.people == pytest.approx(0.25 + 2 / 3)
    assert told.before.people == pytest.approx(2 / 3)
    assert (told.windows[0].now, told.windows[0].training) == (2, 1)
    assert not told.windows[0].is_today
    assert (told.gain, told.lose) == (("P1", "P3"), ("P2",))
    assert choice.is_proven


def test_who_came_before_keeps_a_place_where_as_many_are_served() -> None:
    """Two places; at ten P1 and P3 could come, at eleven all three: nobody need lose theirs.

    Any two of the three are as many, and a share-out by itself may leave out P1.
    """
    can, cannot = Rung.NOW, Rung.DOOR_TO_DOOR
    some = swept({"P1": [can, can], "P2": [cannot, can], "P3": [can, can]})
    once = (Attendance("O", "S1", (MON,), 1),)
    people = {name: replace(each, attends=once) for name, each in REGISTER.people.items()}
    register = replace(REGISTER, people=people)
    asked = window_problem(some, OFFER, register, PARAMETERS, places=2)
    rules = WindowRules(most=1)
    choice = replace(choose_windows(asked, rules), chosen=(1,))
    told = tell_windows(some, asked, rules, choice, OFFER.today[:1])
    assert (told.gain, told.lose) == ((), ())
    assert told.comes[:, 1].tolist() == [True, False, True]


def test_coming_as_often_after_training_is_no_fewer_sessions() -> None:
    """P1 comes alone at ten, and after training at eleven: another worth, as many sessions."""
    one = swept({"P1": [Rung.NOW, Rung.WITH_TRAINING]})
    register = replace(REGISTER, people={"P1": P1})
    asked = window_problem(one, OFFER, register, PARAMETERS)
    choice = replace(choose_windows(asked, WindowRules(most=2)), chosen=(1, 3))
    told = tell_windows(one, asked, WindowRules(most=2), choice, OFFER.today)
    assert (told.gain, told.lose) == ((), ())
    assert told.after.people < told.before.people


def test_nothing_is_proven_among_choices_that_are_not_proven() -> None:
    """The second and third line speak of choices that are as good in those before."""
    choice, _ = told_of()
    for rounded in (None, "about {:.0f}".format):
        lines = list(proof_sentences(choice, people=rounded))
        assert all(line[0].isupper() or line[0].isdigit() for line in lines)
    lines = list(proof_sentences(choice))
    assert lines[0].endswith("proven, no choice has more.")
    assert lines[1].endswith("proven, no choice that serves as many has more.")
    assert lines[2].endswith("proven, no choice that does as well by both has fewer.")
    unsure = replace(choice.reached[0], bound=9.0, is_proven=False)
    lines = list(proof_sentences(replace(choice, reached=(unsure, *choice.reached[1:]))))
    assert not any("no choice" in line for line in lines)


def test_todays_windows_keep_their_places_and_others_have_the_fewest() -> None:
    """12 in S1 and 5 in S2 at its own time: S1's windows 12, S2's 5, new ones 5; asked for all."""
    sessions = {"S1": replace(WHOLE, capacity=12), "S2": replace(HALF, capacity=5)}
    offer = offer_of([*sessions.values()], (MON, TUE), 36_000, 57_600, HOUR_S, [5 * HOUR_S])
    shape = 1, 2, len(offer.axes.starts_s), len(offer.axes.ends_s)
    cells = np.where(offer.axes.is_swept, np.uint8(0), np.uint8(NOT_SWEPT))
    every = Swept(
        opportunity="O",
        people=("P3",),
        days=(MON, TUE),
        starts_s=offer.axes.starts_s,
        ends_s=offer.axes.ends_s,
        rungs=np.broadcast_to(cells, shape),
        sure=np.broadcast_to(cells, shape),
        last_home=np.zeros(shape, np.bool_),
        places=np.zeros(shape[:2], np.uint8),
        n_dates=np.ones(2, np.int32),
    )
    register = replace(REGISTER, sessions=sessions)
    made = window_problem(every, offer, register, PARAMETERS)
    places = dict(zip(made.windows, made.places.tolist(), strict=True))
    assert places[Window(MON, 36_000, 54_000)] == 12
    assert places[Window(MON, 36_000, 43_200)] == 5
    assert places[Window(TUE, 39_600, 57_600)] == 5
    assert set(window_problem(every, offer, register, PARAMETERS, places=3).places) == {3}


def test_windows_at_which_the_venue_is_closed_are_left_out() -> None:
    """Open from 11 on Mondays: today's at ten stays, as it is held; Tuesdays go but for today's."""
    hours = (Opening(MON, 11 * HOUR_S, 17 * HOUR_S),)
    hub = replace(REGISTER.opportunities["O"], hours=hours)
    asked = ([WHOLE], (MON, TUE), 10 * HOUR_S, 16 * HOUR_S, HOUR_S, [5 * HOUR_S])
    offer = offer_of(*asked, venue=hub)
    assert [(each.day, each.start_s // HOUR_S) for each in offer.windows] == [
        (MON, 10), (MON, 11), (TUE, 10)
    ]  # fmt: skip
    assert (offer.closed, offer.hours_known) == (1, True)
    assert len(offer_of(*asked, venue=hub, closed_too=True).windows) == 4
    unknown = offer_of(*asked, venue=replace(hub, hours=()))
    assert (len(unknown.windows), unknown.hours_known) == (4, False)
    said = " ".join(hours_sentences(0, hours_known=False, closed_too=False))
    assert "Nobody has recorded when the venue is open" in said
    shut = replace(hub, hours=(Opening(Weekday.SUN, 36_000, 57_600),))
    with pytest.raises(InputError, match="Hub is closed or without staff at all of"):
        offer_of([], *asked[1:], venue=shut)
    staffed = offer_of(*asked, venue=replace(hub, hours=(), staff_hours=hours))
    assert (staffed.windows, staffed.closed, staffed.hours_known) == (offer.windows, 1, False)
    both = " ".join(hours_sentences(1, hours_known=False, closed_too=False))
    assert "Nobody has recorded when" in both and "1 more window was left out" in both


def test_words_count_and_name_nobody() -> None:
    """Names are given only where they are asked for."""
    choice, told = told_of()
    said = " ".join([*served_sentences(told, 3), *proof_sentences(choice)])
    assert "2 would come more often than to today's, 1 less often" in said
    assert "proven" in said
    assert "P1" not in said
    assert "gain_ids" not in windows_plain(choice, told, ids=False)
    assert windows_plain(choice, told, ids=True)["gain_ids"] == ("P1", "P3")


def test_only_those_ride_who_come_to_a_chosen_window_on_the_fleet() -> None:
    """P1 rides to the chosen window of Monday as they ride today; the others are not in it."""
    problem = window_problem(SWEPT, OFFER, REGISTER, PARAMETERS, riders={"P1"})
    bus = Minibuses(seats=16, spaces=np.ones(3, np.int64), run_s=HOUR_S)
    choice = choose_windows(problem, WindowRules(most=1), bus)
    made = with_riders(REGISTER, "O", problem, choice)
    assert set(made.people) == {"P1"}
    attends = made.people["P1"].attends
    assert [each.mode for each in attends] == [Mode.MINIBUS]
    assert made.sessions[attends[0].session].start_s == problem.windows[choice.chosen[0]].start_s


def test_a_choice_that_is_handed_on_tells_no_small_number() -> None:
    """Seven come alone to one window, two after training, one not: only seven and nine are told.

    Nine less seven would be two: one of the three is hidden with it.
    """
    rungs = {f"N{at}": [Rung.NOW, Rung.NOW] for at in range(7)}
    rungs |= {f"T{at}": [Rung.WITH_TRAINING] * 2 for at in range(2)}
    rungs["D"] = [Rung.DOOR_TO_DOOR] * 2
    many = swept(rungs)
    register = replace(REGISTER, people={who: replace(P3, id=who) for who in rungs})
    asked = window_problem(many, OFFER, register, PARAMETERS)
    rules = WindowRules(most=1)
    choice = choose_windows(asked, rules)
    told = tell_windows(many, asked, rules, choice, OFFER.today)
    shared = share_windows(choice, told, len(rungs), Audience.INSIDE, PARAMETERS)
    ((_, _, people, now, training, *_),) = shared.rows()
    assert training == "not shown"
    assert "not shown" in (people, now)
    for cell, (low, high) in attack(shared.told).items():
        if shared.told[cell].state is State.HIDDEN:
            assert high - low >= 3, cell
    said = " ".join(shared.sentences())
    assert "Fewer than 5 people served" in said
    assert "proven, no choice has more" in said


def test_rides_of_a_choice_are_not_handed_on() -> None:
    """Twelve ride there and back: 24 rides a week would tell the public the twelve exactly."""
    problem = window_problem(SWEPT, OFFER, REGISTER, PARAMETERS)
    rules = WindowRules(most=1)
    choice = choose_windows(problem, rules)
    told = tell_windows(SWEPT, problem, rules, choice, OFFER.today)
    study = WindowStudy(
        venue="Hall",
        offered=2,
        people=3,
        choice=choice,
        told=told,
        runs=WindowRuns(vehicles=2, riders=12, rides=24, in_taxis=0, week_pence=30_000),
        has_places=True,
        notices=(),
        closed=0,
        hours_known=True,
        closed_too=False,
        term_only=False,
        today_differs=False,
    )
    said = " ".join(shared_windows(study, Audience.PUBLIC, PARAMETERS).sentences)
    assert "2 vehicles at one time at the most, £300 a week" in said
    assert "24" not in said and "12" not in said


def test_todays_windows_are_judged_on_their_own_dates() -> None:
    """In term time P1 comes alone at ten, as S1 is held; all the year only door to door."""
    term = swept({name: [Rung.NOW, Rung.NOW] for name in SWEPT.people})
    venue = VenueSweep(
        opportunity=REGISTER.opportunities["O"],
        today=(WHOLE,),
        swept=SWEPT,
        free=SWEPT.rungs,
        comes_today=frozenset(),
        own={"S1": term},
    )
    found = on_own_dates(venue)
    assert found.rungs_at(OFFER.today[0])["P1"] is Rung.NOW
    assert found.rungs_at(Window(MON, 39_600, 57_600)) == SWEPT.rungs_at(
        Window(MON, 39_600, 57_600)
    )
    both = replace(venue, today=(WHOLE, replace(WHOLE, id="S3")))
    assert on_own_dates(both).rungs_at(OFFER.today[0])["P1"] is Rung.DOOR_TO_DOOR
