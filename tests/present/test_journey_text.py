"""A journey as text."""

from dataclasses import replace

import pytest

from tests.route.small_city import ZONE, SmallCity, small_city
from tests.route.test_explain import told
from transit.model.fact import MAPPED_NO, MAPPED_YES, UNKNOWN, Fact, Source, Stance, State
from transit.model.streets import CrossingKind, EdgeKind, RoadClass
from transit.present.journey_text import WIDTH, answer_lines, journey_lines
from transit.present.place_words import step_place
from transit.present.ride_words import ride_sentences, wait_sentences
from transit.present.step_words import step_sentences
from transit.present.summary_words import (
    door_times,
    hardest_crossing,
    hardest_crossing_sentence,
    roads_to_cross,
    summary_facts,
)
from transit.present.words import english
from transit.route.explain import Explained
from transit.route.journey import (
    Flight,
    Journey,
    OtherBus,
    Side,
    Step,
    StepKind,
    Through,
    Turn,
    WalkLeg,
)
from transit.route.query import Answer, Reason

WORDS = english()


@pytest.fixture(scope="module")
def city() -> SmallCity:
    """Return the city as drawn."""
    return small_city()


@pytest.fixture(scope="module")
def journey(city: SmallCity) -> Journey:
    """Return the journey from home to the hall."""
    return told(city)


def test_a_journey_reads_from_top_to_bottom(city: SmallCity, journey: Journey) -> None:
    """The whole text of the city's journey, as a trainer reads it."""
    answer = Answer(city.query(), city.day, city.home, city.hall, ())
    lines = answer_lines(Explained(answer, (journey,), ZONE))
    text = "\n".join(lines)
    assert text.startswith(
        """\
From home to the hall
To be there by 10:00 in the morning, Tuesday 13 June 2023
Travelling as: walks at 1 metre a second
One journey was found.

Journey 1
   08:53 to 09:13 · 20 minutes · bus 1 · no change of bus · about 400 metres on foot · 2
   roads to cross · 47 minutes to spare
   Hardest crossing: High Street at the zebra crossing (takes practice).
"""
    )
    assert (
        """\
   08:53  Walk to the stop Chapel Corner, Stop A · about 200 metres, 3 minutes
        │ Go out to High Street.
        │ Turn left. Walk along High Street for about 100 metres. Keep to the pavement
        │ on the left.
        ╪ Cross Chapel Road where the map shows no crossing. The kerbs are low.
        │ Walk along High Street for about 100 metres. Keep to the pavement on the left.
        │ You are at the stop Chapel Corner, Stop A.

   08:57  Wait 3 minutes · Chapel Corner
        │ Stand at Stop A.
        │ Wait for bus 1.
        │ It says Town on the front.
        │ It leaves at 9:00 in the morning.
        │ Other buses stop here too: 8.
        │ Check the number before you get on.

   09:00  Bus 1 to Town · 10 minutes
        ┃ Stay on for 3 stops.
        ┃ Two stops before, you pass Mill Lane.
        ┃ One stop before, you pass The Green.
        ┃ Look for the church.
        ┃ Ring the bell after that stop.
        ┃ Get off at Town Hall.
        ┃ You get there at 9:10 in the morning.
   09:10  Town Hall
"""
        in text
    )
    assert "●●○ Cross High Street, 30 miles an hour, at the zebra crossing." in text
    assert all(len(line) <= WIDTH for line in lines)


def test_reasons_stand_where_no_journey_does(city: SmallCity) -> None:
    """No journey: said so, with the reason and whether changing it alone would help."""
    reason = Reason("not_yet_named", {}, helps=True)
    answer = Answer(city.query(), city.day, city.home, city.hall, (), (reason,))
    text = "\n".join(answer_lines(Explained(answer, (), ZONE)))
    assert "No journey was found." in text
    assert "Changing this alone would help." in text


def test_confirmed_and_to_be_checked(city: SmallCity, journey: Journey) -> None:
    """A confirmed journey says so; one to be checked says how many facts decide."""
    assert "Confirmed" in "\n".join(journey_lines(told(city, stance=Stance.CAUTIOUS)))
    decides = tuple(replace(unknown, decides=True) for unknown in journey.unknowns)
    checked = replace(journey, unknowns=decides)
    text = "\n".join(journey_lines(checked))
    assert f"Route check needed: {len(decides)} facts" in text
    assert "Look at these outside first" in text


def sentences(journey: Journey, **values: object) -> str:
    """Return the words of the walk along High Street (step 1), changed."""
    leg: WalkLeg = journey.walks[0]
    steps: list[Step] = list(leg.steps)
    steps[1] = replace(steps[1], **values)
    return " ".join(step_sentences(WORDS, replace(leg, steps=tuple(steps)), 1))


def test_what_a_street_lacks_is_said(journey: Journey) -> None:
    """Dark, rough, and a seat at the end; a turn."""
    bad = {"lit": MAPPED_NO, "surface": MAPPED_NO}
    stretch = replace(journey.walks[0].steps[1].stretches[0], **bad)
    text = sentences(journey, **bad, seat=MAPPED_YES, turn=Turn.RIGHT, stretches=(stretch,))
    assert "There are no street lights here." in text
    assert "The ground is loose or uneven." in text
    assert "You can sit down at the end." in text
    assert text.startswith("Turn right.")
    fine = replace(stretch, lit=MAPPED_YES, surface=MAPPED_YES)
    partly = sentences(journey, **bad, stretches=(stretch, fine))
    assert "Part of the way has no street lights." in partly
    assert "Part of the ground is loose or uneven." in partly


@pytest.mark.parametrize(
    ("flight", "said"),
    [
        (Flight(count=12, up=True, handrail=MAPPED_YES), "Go up 12 steps. There is a handrail."),
        (Flight(count=3, up=False, ramp=MAPPED_YES), "Go down 3 steps. There is a ramp beside"),
        (Flight(count=3), "Take the 3 steps."),
        (Flight(up=True), "Go up the steps."),
        (Flight(), "Take the steps."),
        (Flight(count=1, up=True), "Go up one step."),
        (Flight(count=5, up=True, handrail=MAPPED_NO), "Go up 5 steps. There is no handrail."),
        (Flight(count=2, stile=True), "Climb over the stile."),
    ],
)
def test_stairs(journey: Journey, flight: Flight, said: str) -> None:
    """How many, which way, with what to hold on to."""
    assert said in sentences(journey, kind=StepKind.STEPS, flight=flight)


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("signals", "at the lights with a green man. Wait for the green man."),
        ("zebra", "at the zebra crossing. Wait until the traffic has stopped."),
        ("refuge", "at the island in the middle. Stop on the island and look again."),
        ("marked", "at the marked crossing. The map does not say if traffic stops for you."),
        ("unmarked", "at the crossing place without markings."),
        ("none", "where the map shows no crossing."),
        (
            "signals_at_junction",
            "at the traffic lights. The map does not say if there is a green man.",
        ),
        ("unknown_kind", "at the crossing. The map does not say what kind it is."),
        ("level_crossing", "at the level crossing. Wait if lights flash or the barrier is down."),
    ],
)
def test_each_kind_of_crossing(journey: Journey, kind: str, said: str) -> None:
    """Where one crosses, what one does there, and what nobody has recorded of it."""
    crossing = journey.walks[0].steps[2].crossing
    assert crossing is not None
    own = replace(crossing, kind=CrossingKind[kind.upper()], kerb=UNKNOWN)
    assert sentences(journey, kind=StepKind.CROSS, crossing=own).endswith(
        f"Cross Chapel Road {said}"
    )


def test_what_is_seen_at_a_crossing_is_said_and_what_is_inferred_is_not(journey: Journey) -> None:
    """Low kerbs, bumps and a beep where somebody recorded them; high kerbs in any case."""
    crossing = journey.walks[0].steps[2].crossing
    assert crossing is not None
    seen = replace(crossing, kerb=MAPPED_YES, tactile=MAPPED_YES, sound=MAPPED_YES)
    text = sentences(journey, kind=StepKind.CROSS, crossing=seen)
    assert "The kerbs are low. Feel for the bumps underfoot. A beep or a turning cone" in text
    inferred = Fact(State.YES, Source.INFERRED)
    guessed = replace(crossing, kerb=inferred, tactile=inferred, sound=UNKNOWN)
    text = sentences(journey, kind=StepKind.CROSS, crossing=guessed)
    assert text.endswith("where the map shows no crossing.")
    high = replace(crossing, kerb=MAPPED_NO)
    assert "high kerbs" in sentences(journey, kind=StepKind.CROSS, crossing=high)


@pytest.mark.parametrize(
    ("slope", "said"),
    [
        (4.9, ""),
        (5.0, "There is a slope up."),
        (8.0, "There is a steep slope up."),
        (-6.0, "There is a slope down."),
        (-12.0, "There is a steep slope down."),
        (None, ""),
    ],
)
def test_slopes(journey: Journey, slope: float | None, said: str) -> None:
    """From 5 per cent a slope is said, from 8 per cent it is steep; unknown is no slope said."""
    text = sentences(journey, steepest_pct=slope)
    assert text.endswith(said)
    assert bool(said) == ("slope" in text)


def test_gates_and_lifts(journey: Journey) -> None:
    """What has to be passed on the way is said."""
    assert sentences(journey, gates=1).endswith("Pass a gate or barrier.")
    assert sentences(journey, gates=2).endswith("Pass two gates or barriers.")
    assert sentences(journey, lifts=1).endswith("Take the lift.")


def test_sides_of_roads_promise_no_pavement(journey: Journey) -> None:
    """The pavement where there is one, the edge where there is none, else only the side."""
    road = {"way": EdgeKind.ROADWAY, "side": Side.LEFT}
    assert "Keep to the pavement on the left." in sentences(journey)
    unknown = sentences(journey, **road, pavement=UNKNOWN)
    assert "Keep to the left side of the road." in unknown and "pavement" not in unknown
    none = sentences(journey, **road, pavement=MAPPED_NO)
    assert "There is no pavement here. Keep to the left edge of the road." in none


@pytest.mark.parametrize(
    ("indicator", "bay", "said"),
    [
        ("Bay 7", True, "Stand at Bay 7."),
        ("opp", False, "Stand opposite McDonald's."),
        ("Opp", False, "Stand opposite McDonald's."),
        ("adj", False, "Stand beside McDonald's."),
        ("o/s", False, "Stand outside McDonald's."),
        ("outside", False, "Stand outside McDonald's."),
        ("nr", False, "The stop is near McDonald's."),
        ("near", False, "The stop is near McDonald's."),
        ("before", False, "The stop is just before McDonald's."),
        ("after", False, "The stop is just after McDonald's."),
        ("corner", False, "The stop is on the corner of McDonald's."),
        ("opp 59", False, "Stand opposite number 59."),
        ("after footbridge", False, "The stop is just after the footbridge."),
        ("opp junct", False, "Stand opposite the junction."),
        ("o/s Iceland", False, "Stand outside Iceland."),
        ("Northbound", False, "It is the stop for buses going north."),
        ("Coach Stop only", False, "The list of stops says: Coach Stop only."),
    ],
)
def test_where_to_stand(journey: Journey, indicator: str, bay: bool, said: str) -> None:
    """What stop lists write of where a stop stands, as people say it."""
    ride = journey.rides[0]
    board = replace(ride.board, name="McDonald's", indicator=indicator, bay=bay)
    ride = replace(ride, calls=(board, *ride.calls[1:]))
    assert wait_sentences(WORDS, ride, journey.date, journey.zone)[0] == said


def test_the_summary_says_what_one_compares_first(journey: Journey) -> None:
    """Times, bus, changes, walking, roads to cross and the hardest one, time to spare.

    The bus gets there at 9:10; 100 m to the zebra, over it and 60 m back take less than four
    minutes, so that a moment after 9:13 is 9:14.
    """
    facts = summary_facts(WORDS, journey)
    leave, there = door_times(journey)
    assert (there - leave).total_seconds() % 60 == 0
    assert there.hour * 3600 + there.minute * 60 >= journey.arrive_s
    assert leave.hour * 3600 + leave.minute * 60 <= journey.depart_s
    assert "bus 1" in facts and "no change of bus" in facts and "2 roads to cross" in facts
    assert roads_to_cross(journey) == 2
    hardest = hardest_crossing(journey)
    assert hardest is not None and hardest.detail == "zebra"
    assert hardest_crossing_sentence(WORDS, journey).startswith("Hardest crossing: High Street at")


def test_a_divided_road_is_one_road(journey: Journey) -> None:
    """Two carriageways of one road count once."""
    leg = journey.walks[0]
    crossing = leg.steps[2].crossing
    assert crossing is not None
    halves = [
        replace(leg.steps[2], crossing=replace(crossing, part=part, parts=2)) for part in (1, 2)
    ]
    walk = replace(leg, steps=(*leg.steps[:2], *halves, *leg.steps[3:]))
    assert roads_to_cross(replace(journey, legs=(walk,))) == 1


def test_nameless_ways_are_said_to_be_near_a_street(journey: Journey) -> None:
    """In a list a path is told from others by the street nearest in the walk."""
    leg = journey.walks[0]
    path = replace(leg.steps[3], street="", way=EdgeKind.PATH, road=RoadClass.NONE)
    walk = replace(leg, steps=(*leg.steps[:3], path, *leg.steps[4:]))
    named = replace(journey, legs=(walk, *journey.legs[1:]))
    assert step_place(WORDS, named, 0, 3) == "the path near Chapel Road"


def test_both_parts_of_a_divided_road_and_the_door(journey: Journey) -> None:
    """Each carriageway is said apart; so is crossing at the door."""
    crossing = journey.walks[0].steps[2].crossing
    assert crossing is not None
    parted = replace(crossing, part=1, parts=2, oneway=True)
    text = sentences(journey, kind=StepKind.CROSS, crossing=parted)
    assert "Cross the first half of Chapel Road" in text
    assert "It is a one-way road." in text
    second = replace(parted, part=2)
    assert "the second half" in sentences(journey, kind=StepKind.CROSS, crossing=second)
    island = replace(parted, kind=CrossingKind.REFUGE)
    text = sentences(journey, kind=StepKind.CROSS, crossing=island)
    assert "Cross to the island in the middle of Chapel Road." in text
    island = replace(island, part=2)
    text = sentences(journey, kind=StepKind.CROSS, crossing=island)
    assert "Cross from the island to the other side of Chapel Road." in text
    third = replace(parted, part=2, parts=3)
    assert "Cross part 2 of 3 of" in sentences(journey, kind=StepKind.CROSS, crossing=third)
    door = replace(crossing, at_door=True)
    assert "straight away" in sentences(journey, kind=StepKind.CROSS, crossing=door)


def test_a_ride_on_request_that_changes_its_number(journey: Journey) -> None:
    """The driver is asked, the new number is said, and to stay seated."""
    ride = replace(
        journey.rides[0],
        ask_to_board=True,
        ask_to_alight=True,
        through=(Through("2", "Docks", "t2", "Mill Lane", 0),),
    )
    waits = wait_sentences(WORDS, ride, journey.date, journey.zone)
    rides = ride_sentences(WORDS, ride, journey.date, journey.zone)
    assert "Ask to be picked up here." in waits
    assert "At Mill Lane it becomes number 2." in rides
    assert "Stay in your seat." in rides
    assert "Ask the driver to stop for you." in rides


def test_stops_of_one_name_are_to_be_counted(journey: Journey) -> None:
    """Passing a stop that is called like one's own is said; where none is, nothing is."""
    ride = journey.rides[0]
    told = "More than one stop is called Town Hall. Count the stops."
    assert told not in ride_sentences(WORDS, ride, journey.date, journey.zone)
    first = replace(ride.calls[1], name="TOWN HALL")
    alike = replace(ride, calls=(ride.calls[0], first, *ride.calls[2:]))
    said = ride_sentences(WORDS, alike, journey.date, journey.zone)
    assert said.index(told) < said.index("Ring the bell after that stop.")


def test_approximate_times_are_said_to_be(journey: Journey) -> None:
    """A time that the driver does not keep to is about so."""
    board = replace(journey.rides[0].board, exact=False)
    ride = replace(journey.rides[0], calls=(board, *journey.rides[0].calls[1:]))
    said = wait_sentences(WORDS, ride, journey.date, journey.zone)
    assert "It leaves at about 9:00 in the morning." in said


def test_of_many_other_buses_a_few_are_named(journey: Journey) -> None:
    """Eight numbers are five and "three more": nobody reads a longer list at a stop."""
    others = tuple(OtherBus(str(number), "Town", 0) for number in range(1, 9))
    ride = replace(journey.rides[0], others=others)
    said = wait_sentences(WORDS, ride, journey.date, journey.zone)
    assert "Other buses stop here too: 1, 2, 3, 4, 5 and three more." in said
