"""Journey JSON: its shape, its times, its words."""

import datetime as dt
import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from pydantic import TypeAdapter

from tests.route.small_city import ZONE, SmallCity, small_city
from tests.route.test_explain import told
from transit.model.fact import Stance
from transit.present.journey_json import answer_as_dict, journey_as_dict
from transit.present.shapes import AnswerShape, answer_schema
from transit.present.words import english
from transit.read.rules import read_rules
from transit.route import reasons
from transit.route.explain import Explained, explain_answer
from transit.route.query import Answer, Option, Reason
from transit.route.riding_reasons import RIDING_CODES

SCHEMA = Path(__file__).parents[2] / "docs" / "journey.schema.json"


@pytest.fixture(scope="module")
def city() -> SmallCity:
    """Return the city as drawn."""
    return small_city()


@pytest.fixture(scope="module")
def explained(city: SmallCity) -> Explained:
    """Return an answer with one journey."""
    option = Option(city.found(), Stance.HOPEFUL, "other_stop")
    answer = Answer(city.query(), city.day, city.home, city.hall, (option,))
    return explain_answer(city.area, answer, read_rules())


def test_it_has_the_shape_it_says(explained: Explained) -> None:
    """The values are those of the stated types, before and after a trip through JSON."""
    made = answer_as_dict(explained)
    adapter = TypeAdapter(AnswerShape)
    adapter.validate_python(made, strict=True, extra="forbid")
    adapter.validate_python(json.loads(json.dumps(made)), strict=True, extra="forbid")


def test_the_schema_in_the_documentation_is_that_shape() -> None:
    """docs/journey.schema.json is made of the types: run ``python -m transit.present.shapes``."""
    assert json.loads(SCHEMA.read_text(encoding="utf-8")) == answer_schema()


def test_keys_are_in_a_fixed_order(explained: Explained) -> None:
    """Equal answers print equally, to the byte."""
    first, second = answer_as_dict(explained), answer_as_dict(explained)
    assert json.dumps(first) == json.dumps(second)
    assert list(first) == ["query", "journeys", "reasons"]
    assert list(first["journeys"][0])[:4] == ["depart", "arrive", "duration_s", "transfers"]


def test_the_question_is_echoed(explained: Explained) -> None:
    """From home to the hall by 10:00 local time; nothing about the person but the profile."""
    query = answer_as_dict(explained)["query"]
    assert (query["arrive_by"], query["depart_at"]) == ("2023-06-13T10:00:00", None)
    assert (query["from"]["name"], query["to"]["name"]) == ("home", "the hall")
    assert (query["service_date"], query["time_zone"]) == ("2023-06-13", "Europe/London")


def test_times_and_numbers(explained: Explained) -> None:
    """Away at 8:53:33, there at 9:13:00, 387 m on foot."""
    journey = answer_as_dict(explained)["journeys"][0]
    assert (journey["depart"], journey["arrive"]) == ("2023-06-13T08:53:33", "2023-06-13T09:13:00")
    assert (journey["duration_s"], journey["transfers"], journey["walk_m"]) == (1167, 0, 387)
    assert journey["verdict"]["status"] == "for review"
    assert journey["alternative"] == "other_stop"
    walk, ride, _ = journey["legs"]
    assert walk["mode"] == "walk" and ride["mode"] == "bus"
    assert (walk["depart"], walk["arrive"]) == ("2023-06-13T08:53:33", "2023-06-13T08:57:00")
    assert (ride["depart"], ride["stops_to_count"]) == ("2023-06-13T09:00:00", 3)
    assert ride["board"]["side"] == "left"


def test_geometry_is_longitude_first(explained: Explained) -> None:
    """GeoJSON wants longitude before latitude: Greenwich is east of here, the pole far north."""
    for leg in answer_as_dict(explained)["journeys"][0]["legs"]:
        for lon, lat in leg["geometry"]["coordinates"]:
            assert -4 < lon < -2
            assert 51 < lat < 52


def test_after_midnight_the_date_is_the_next_day(city: SmallCity) -> None:
    """25:00 of 13 June is 1:00 on 14 June."""
    journey = told(city)
    late = replace(journey, depart_s=25 * 3600, arrive_s=26 * 3600)
    assert journey_as_dict(late)["depart"] == "2023-06-14T01:00:00"


def test_on_the_day_the_clocks_go_forward(city: SmallCity) -> None:
    """On 26 March 2023 service time 9:00 is 9:00 on the wall, and 0:30 is the evening before."""
    spring = replace(told(city), date=dt.date(2023, 3, 26), depart_s=1800, arrive_s=9 * 3600)
    made = journey_as_dict(spring)
    assert made["depart"] == "2023-03-25T23:30:00"
    assert made["arrive"] == "2023-03-26T09:00:00"


def test_every_demand_and_unknown_has_words(explained: Explained) -> None:
    """Each is a sentence of its own."""
    journey = answer_as_dict(explained)["journeys"][0]
    texts = [demand["text"] for demand in journey["demands"]]
    assert "Cross High Street, 30 miles an hour, at the zebra crossing." in texts
    assert all(text.endswith(".") for text in texts)
    assert all(item["text"].endswith("?") for item in journey["unknowns"])
    assert all(item["why"].endswith(".") for item in journey["unknowns"])


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        (
            Reason("crossing_not_allowed", {"kind": "none", "traffic": "busy"}),
            "You would cross a busy road where the map shows no crossing. "
            "The profile does not allow it.",
        ),
        (
            Reason("crossing_not_allowed"),
            "You would cross a road in a way that the profile does not allow.",
        ),
        (
            Reason("no_stop_in_reach_origin", {"nearest_m": 612, "limit_m": 400}),
            "From the start, the nearest stop is about 620 metres away. The limit is 400 metres.",
        ),
        (
            Reason("no_stop_in_reach_origin", {"nearest_m": -1, "limit_m": 400}),
            "There is no stop near where you start.",
        ),
        (
            Reason("no_bus_in_time", {"depart": 8 * 3600, "arrive": 9 * 3600 + 300}),
            "The nearest journey leaves at 8:00 in the morning. It arrives at 9:05 in the morning.",
        ),
        (
            Reason("no_service_on_date", {"date": "2023-12-25"}),
            "No bus in this timetable runs on Monday 25 December 2023. "
            "Choose another day, or fetch newer timetables.",
        ),
        (
            Reason("steps_in_the_way", {"limit": 0}, helps=True),
            "There are steps in the way. The limit is none. "
            "A ramp, a lift or help on the steps would do.",
        ),
        (
            Reason("walk_too_long", {"needed_m": 401, "limit_m": 400}, helps=True),
            "One walk would be about 410 metres. The limit is 400 metres. "
            "A journey exists for somebody who can walk that far.",
        ),
        (
            Reason("too_narrow", {"limit_mm": 750}, helps=True),
            "A way is narrower than 75 centimetres. "
            "A wider way, or a narrower wheelchair, would do.",
        ),
        (
            Reason("bus_outside_hours", {"opens": 34_200, "closes": 82_800}, helps=True),
            "A bus would have to be taken before 9:30 in the morning or after 11:00 at night. "
            "A pass for other hours, or paying the fare, would help.",
        ),
        (
            Reason("ride_too_long", {"needed_s": 1500, "limit_s": 1200}),
            "One ride would take 25 minutes. The limit is 20 minutes.",
        ),
        (Reason("steps_in_the_way", {"limit": 3}), "There are more than 3 steps in the way."),
        (Reason("steps_in_the_way"), "There are steps in the way."),
        (
            Reason("origin_off_network", {"why": "x"}),
            "There is no street near where you start. Choose a start on a street.",
        ),
    ],
)
def test_reasons_in_plain_words(city: SmallCity, reason: Reason, said: str) -> None:
    """Each reason is said with its numbers where they are known, and without where not."""
    answer = Answer(city.query(), city.day, city.home, city.hall, (), (reason,))
    made = answer_as_dict(Explained(answer, (), ZONE))
    assert made["reasons"][0]["text"] == said


def test_every_code_of_the_search_has_words() -> None:
    """Each code in the source of the reasons has a sentence, and one without values."""
    source = Path(reasons.__file__).read_text(encoding="utf-8")
    codes = set(re.findall(r'(?:Reason\(|Barrier\.\w+: |^        \()"(\w+)"', source, re.MULTILINE))
    ends = {"origin", "destination"}
    codes -= ends
    codes |= set(RIDING_CODES.values()) | set(reasons._CODES.values())
    codes |= {f"{end}_off_network" for end in ends} | {f"no_stop_in_reach_{end}" for end in ends}
    documented = set(re.findall(r"``(\w+)``", (reasons.__doc__ or "").split("All but")[0]))
    assert len(codes) > 20 and codes <= documented
    words = english()
    for code in codes:
        assert words.has("reason", code), code
        needs_values = bool(words.asked("reason", code))
        always_known = {"no_service_on_date"}
        assert not needs_values or code in always_known or words.has("reason", f"{code}_plain"), (
            code
        )


def test_every_limit_says_what_would_change_it() -> None:
    """Each reason that helps when set aside names what would do, in words of its own."""
    source = Path(reasons.__file__).read_text(encoding="utf-8")
    helping = set(re.findall(r'Reason\("(\w+)"[^\n]*helps=True', source))
    helping |= set(reasons._CODES.values()) | {"no_step_free_stop", "no_wheelchair_space"}
    helping |= set(RIDING_CODES.values())
    assert len(helping) > 10
    for code in helping:
        assert english().has("remedy", code), code


def test_no_journey_carries_reasons(city: SmallCity) -> None:
    """An empty list of journeys says why in a code and in words, also for a code of tomorrow."""
    reason = Reason("brand_new_reason", {"limit_m": 400}, helps=True)
    answer = Answer(city.query(), None, city.home, city.hall, (), (reason,))
    made = answer_as_dict(Explained(answer, (), ZONE))
    TypeAdapter(AnswerShape).validate_python(made, strict=True, extra="forbid")
    assert made["journeys"] == []
    assert made["query"]["service_date"] is None
    assert made["reasons"][0]["code"] == "brand_new_reason"
    assert made["reasons"][0]["values"] == {"limit_m": 400}
    assert made["reasons"][0]["helps"] is True
    assert made["reasons"][0]["text"].endswith(".")
