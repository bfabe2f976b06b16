"""Whether somebody is at home when people leave and come back, by arithmetic."""

from dataclasses import replace

import pytest

from transit.batch.score_inputs import person_digest
from transit.model.clock import DAY_S, HOUR_S
from transit.model.fact import State
from transit.model.opportunities import Opening, Session
from transit.model.people import Person, PlaceKind, StartPlace
from transit.model.positions import Position
from transit.model.verdict import Rung
from transit.model.weekdays import Weekday
from transit.sessions.carers import AtHome, carer_sentence, carers_at_home
from transit.sessions.venues_come import Comer

MON, TUE, WED = Weekday.MON, Weekday.TUE, Weekday.WED
SESSION = Session(
    id="S", opportunity="O", activity="", days=(MON, TUE), start_s=10 * HOUR_S, end_s=15 * HOUR_S
)
HOME = StartPlace(PlaceKind.HOME, Position(51.0, -3.0, 1))
PERSON = Person(id="P1", places=(HOME,), profile="new-to-buses")
COMER = Comer(
    person="P1",
    place=0,
    rung=Rung.NOW,
    is_confirmed=True,
    is_stale=False,
    early_min=10,
    after_min=10,
    leave_s=9 * HOUR_S,
    home_s=16 * HOUR_S,
    is_last_home=False,
    out_lines=("7",),
    back_lines=("7",),
)


def hours(*spans: tuple[Weekday, float, float]) -> tuple[Opening, ...]:
    """Hours of the day on some days."""
    return tuple(Opening(day, int(one * HOUR_S), int(two * HOUR_S)) for day, one, two in spans)


def told(carer: tuple[Opening, ...], comer: Comer = COMER, person: Person = PERSON) -> AtHome:
    """What is told of one person who leaves at nine and is back at four."""
    return carers_at_home([comer], SESSION, {"P1": replace(person, carer_home=carer)})["P1"]


@pytest.mark.parametrize(
    ("carer", "leaving", "coming"),
    [
        ((), State.UNKNOWN, State.UNKNOWN),
        (((MON, 7, 9), (MON, 16, 22), (TUE, 7, 9), (TUE, 16, 22)), State.YES, State.YES),
        (((MON, 7, 8.5), (TUE, 7, 22)), State.NO, State.NO),
        (((MON, 7, 9.5), (TUE, 7, 22)), State.YES, State.NO),
        (((WED, 0, 24),), State.NO, State.NO),
    ],
)
def test_somebody_must_be_there_on_every_day(
    carer: tuple[tuple[Weekday, float, float], ...], leaving: State, coming: State
) -> None:
    """On Mondays and Tuesdays; the moment at which they go or come counts as there."""
    assert told(hours(*carer)) == AtHome(leaving, coming)


def test_only_days_on_which_they_start_from_home_count() -> None:
    """On Tuesdays they are at respite: that nobody is at home then means nothing."""
    respite = StartPlace(PlaceKind.RESPITE, HOME.at, (TUE,))
    away = replace(PERSON, places=(HOME, respite))
    mondays = hours((MON, 7, 22))
    assert told(mondays).leaving is State.NO
    assert told(mondays, person=away) == AtHome(State.YES, State.YES)


def test_after_midnight_the_next_day_counts() -> None:
    """Back at half past midnight: of Tuesday and Wednesday, not of Monday."""
    late = replace(COMER, home_s=DAY_S + HOUR_S // 2)
    assert told(hours((TUE, 0, 24), (WED, 0, 1)), late).coming is State.YES
    assert told(hours((MON, 0, 24), (TUE, 0, 24)), late).coming is State.NO


def test_only_who_comes_alone_from_home_is_asked_about() -> None:
    """Not who needs somebody, nor a way from respite; without times nothing is known."""
    others = [replace(COMER, rung=Rung.WITH_COMPANION), replace(COMER, place=1)]
    assert carers_at_home(others, SESSION, {"P1": PERSON}) == {}
    unknown = replace(COMER, leave_s=None, home_s=None)
    assert told(hours((MON, 0, 24), (TUE, 0, 24)), unknown) == AtHome(State.UNKNOWN, State.UNKNOWN)


def test_the_count_has_what_is_not_known_beside_it() -> None:
    """A known no counts even where the other moment is not known; nothing counts twice."""
    yes, no, unknown = State.YES, State.NO, State.UNKNOWN
    pairs = [(yes, yes), (no, yes), (no, unknown), (no, no), (unknown, yes), (unknown, unknown)]
    said = carer_sentence(AtHome(*each) for each in pairs)
    assert said.startswith("Nobody at home when they leave or come back: 3; not known of 2. ")


def test_no_verdict_rests_on_carers_hours() -> None:
    """Recording them makes no saved verdict out of date."""
    recorded = replace(PERSON, carer_home=hours((MON, 7, 9)))
    assert person_digest(recorded, 0) == person_digest(PERSON, 0)
