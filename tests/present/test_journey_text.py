"""A journey as text."""

from dataclasses import replace

import pytest

from tests.route.small_city import ZONE, SmallCity, small_city
from tests.route.test_explain import told
from transit.model.fact import MAPPED_NO, MAPPED_YES, Stance
from transit.present.journey_text import WIDTH, answer_lines, journey_lines
from transit.present.ride_words import ride_sentences, wait_sentences
from transit.present.step_words import step_sentences
from transit.present.words import english
from transit.route.explain import Explained
from transit.route.journey import Flight, Journey, Step, StepKind, Through, Turn, WalkLeg
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
"""
    )
    assert (
        """\
   08:53  Walk to Chapel Corner · about 200 metres, 3 minutes
        │ Go out to High Street.
        │ Turn left. Walk along High Street for about 100 metres. Keep to the pavement
        │ on the left.
        ╪ Cross Chapel Road where no crossing is mapped.
        │ Walk along High Street for about 100 metres. Keep to the pavement on the left.
        │ You are at the stop Chapel Corner.

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
        ┃ Look out for Saint Mary's.
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
    """Dark, rough, and a seat at the end; an unnamed path; a turn."""
    text = sentences(journey, lit=MAPPED_NO, surface=MAPPED_NO, seat=MAPPED_YES, turn=Turn.RIGHT)
    assert "There are no street lights here." in text
    assert "The ground is loose or uneven." in text
    assert "You can sit down at the end." in text
    assert text.startswith("Turn right.")


@pytest.mark.parametrize(
    ("flight", "said"),
    [
        (Flight(count=12, up=True, handrail=MAPPED_YES), "Go up 12 steps. There is a handrail."),
        (Flight(count=3, up=False, ramp=MAPPED_YES), "Go down 3 steps. There is a ramp beside"),
        (Flight(count=3), "Take the 3 steps."),
        (Flight(up=True), "Go up the steps."),
        (Flight(), "Take the steps."),
    ],
)
def test_stairs(journey: Journey, flight: Flight, said: str) -> None:
    """How many, which way, with what to hold on to."""
    assert said in sentences(journey, kind=StepKind.STEPS, flight=flight)


def test_both_parts_of_a_divided_road_and_the_door(journey: Journey) -> None:
    """Each carriageway is said apart; so is crossing at the door."""
    crossing = journey.walks[0].steps[2].crossing
    assert crossing is not None
    parted = replace(crossing, part=1, parts=2, oneway=True)
    text = sentences(journey, kind=StepKind.CROSS, crossing=parted)
    assert "Cross part 1 of 2 of Chapel Road" in text
    assert "Traffic comes from one side only." in text
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


def test_approximate_times_are_said_to_be(journey: Journey) -> None:
    """A time that the driver does not keep to is about so."""
    board = replace(journey.rides[0].board, exact=False)
    ride = replace(journey.rides[0], calls=(board, *journey.rides[0].calls[1:]))
    said = wait_sentences(WORDS, ride, journey.date, journey.zone)
    assert "It leaves at about 9:00 in the morning." in said
