"""The page Who could travel, and one person's reach: filters, verdicts, decisions."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.app.conftest import Open, text_of
from tests.app.test_person import field, of_person
from tests.scored_by_hand import by_hand
from transit.dashboard.parts import verdict_view
from transit.dashboard.verdict_data import VerdictKey, read_directory
from transit.dashboard.verdict_look import CHECK, CONFIRMED, STALE_WORDS
from transit.errors import InputError
from transit.model.abilities import Ability, Level
from transit.model.verdict import Finding, Rung
from transit.model.weekdays import Weekday
from transit.network.store import open_area
from transit.read.parameters import read_parameters
from transit.read.rules import read_rules
from transit.read.skills import read_skills
from transit.store import open_store
from transit.store.edit import find_person, save_person
from transit.store.overrides import read_overrides
from transit.store.runs import begin_run
from transit.store.scored import Scored
from transit.store.verdicts import count_stale, save_verdicts
from transit.verdict.desk import Desk
from transit.verdict.judge import judge_one


def opened(app: AppTest, page: str, person: str, session: str) -> AppTest:
    """Open one verdict, as its button does."""
    app.session_state[f"{page}_open"] = VerdictKey(person, 0, session)
    app.run()
    assert not app.exception
    return app


def count_shown(app: AppTest) -> str:
    """Return the heading that says how many verdicts are shown."""
    return next(each.value for each in app.header if "verdict" in each.value)


def test_all_verdicts_are_shown_with_their_counts(open_page: Open, in_scored: Path) -> None:
    """Nine rows, each with its button; the table beside the chart adds up to nine."""
    app = open_page("who_could_travel")
    assert count_shown(app) == "9 verdicts"
    text = text_of(app)
    assert text.count('class="open"') == 9
    # Alone: 2 confirmed and 1 to check; training 1 and 1; somebody 1 and 1; door to door 2 and 0.
    rows = [
        f"<td>{word}</td>" + "".join(f'<td class="n">{number}</td>' for number in numbers)
        for word, *numbers in (
            ("Alone, as things are", 2, 1, 3),
            ("Alone after training", 1, 1, 2),
            ("With somebody", 1, 1, 2),
            ("Door-to-door transport", 2, 0, 2),
        )
    ]
    assert all(row in text for row in rows)


def test_people_are_counted_once_a_place(open_page: Open, in_scored: Path) -> None:
    """At the library 1 and 3 could come alone and 2 with somebody; at the garden 1 alone."""
    text = text_of(open_page("who_could_travel"))
    for name, counts in (("Library", (2, 0, 1, 0)), ("Garden", (1, 1, 0, 1))):
        cells = "".join(f'<td class="n">{number}</td>' for number in counts)
        assert f"<td>{name}</td>{cells}" in text


@pytest.mark.parametrize(
    ("key", "value", "count"),
    [
        ("confidence", CONFIRMED, 6),
        ("confidence", CHECK, 3),
        ("cohort", "older_adults", 3),
        ("venue", "O2", 3),
        ("day", Weekday.THU, 3),
        ("day", Weekday.MON, 3),
        ("state", STALE_WORDS, 1),
        ("state", "Up to date", 8),
    ],
)
def test_filters(open_page: Open, in_scored: Path, key: str, value: object, count: int) -> None:
    """Each alone leaves those that it names."""
    app = open_page("who_could_travel")
    app.selectbox(key=f"filter_{key}").set_value(value).run()
    assert not app.exception
    assert count_shown(app) == f"{count} verdict{'' if count == 1 else 's'}"


def test_filters_together(open_page: Open, in_scored: Path) -> None:
    """Alone and confirmed: two. Nobody is alone on Sundays, and that is said."""
    app = open_page("who_could_travel")
    app.pills(key="filter_rungs").set_value([Rung.NOW]).run()
    assert count_shown(app) == "3 verdicts"
    app.selectbox(key="filter_confidence").set_value(CONFIRMED).run()
    assert count_shown(app) == "2 verdicts"
    app.selectbox(key="filter_day").set_value(Weekday.SUN).run()
    assert "No verdict is like that" in text_of(app)


def test_stale_verdicts_are_marked(open_page: Open, in_scored: Path) -> None:
    """One row carries the mark, and the page says how to score again."""
    app = open_page("who_could_travel")
    text = text_of(app)
    assert text.count(f"! {STALE_WORDS}") == 1
    assert "1 verdict rests on something that has changed" in text
    assert "transit score register.sqlite --area" in app.code[0].value


def test_a_verdict_in_full(
    open_page: Open, in_scored: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As it was saved, where its journeys cannot be found again: and that is said."""

    def fail(*_args: object) -> None:
        raise InputError("the session is gone")

    monkeypatch.setattr(verdict_view, "closely", fail)
    app = opened(open_page("who_could_travel"), "who", "P1", "S2")
    text = text_of(app)
    for part in (
        "The person could go to Library and back alone after training.",
        "Route check needed",
        "For review",
        "<td>Cross at a zebra</td><td>With prompts</td><td>Alone, anywhere</td>"
        "<td>High Street</td><td>3 to 10</td>",
        "Training would take about 3 to 10 lessons in all.",
        "Ask whether the person can be out after dark.",
        "It does not hold on 25 December",
        "There: leave at 9:12",
    ):
        assert part in text
    assert "The journeys cannot be shown: the session is gone." in app.info[0].value


def test_a_real_verdict_with_its_journeys(
    open_page: Open, in_town: Path, in_register: Path
) -> None:
    """Somebody who can do everything goes by bus 7; each step is told, there and back."""
    store = open_store(in_register)
    by = {"assessed_by": "trainer 2", "assessed_on": dt.date(2026, 10, 5)}
    can = [Ability(skill=name, level=Level.ALONE, **by) for name in sorted(read_skills().skills)]
    with store.writing() as session:
        before = find_person(session, "P1")
        assert before is not None
        person = replace(before, abilities=tuple(can))
        save_person(session, person, before, {})
    directory = read_directory(store)
    area = open_area(in_town)
    desk = Desk(area, directory.opportunities, read_rules(), read_parameters())
    verdict = judge_one(desk, person, directory.sessions["S1"])
    run = begin_run(store, area.edition, "0" * 64, 1, who="test")
    save_verdicts(store, [Scored(verdict, "0" * 64)], run)
    store.close()
    app = opened(open_page("who_could_travel"), "who", "P1", "S1")
    text = text_of(app)
    assert verdict.out is not None
    assert "Computed anew" not in text
    assert "The way there, step by step" in [each.value for each in app.header]
    assert "data-map-at=" in text
    assert "How much these journeys take, part by part" in [each.label for each in app.expander]
    assert "What it asks" in [each.value for each in app.header]
    app.segmented_control(key="verdict_way").set_value("The way back").run()
    assert not app.exception
    assert "The way back, step by step" in [each.value for each in app.header]


def test_a_verdict_that_no_longer_holds_is_told(open_page: Open, in_scored: Path) -> None:
    """By hand person 2 goes with somebody; computed anew nobody is known who could."""
    app = opened(open_page("who_could_travel"), "who", "P2", "S1")
    assert "Computed anew just now, the answer is" in "".join(each.value for each in app.warning)


def test_skills_that_nobody_assessed_are_told_together(in_scored: Path) -> None:
    """Two findings of one skill are one name; other findings stay sentences."""
    from transit.dashboard.parts.told import sort_out

    catalogue = read_skills()
    told = sort_out(
        [
            Finding(code="skill_not_assessed", values={"skill": "tell_time"}),
            Finding(code="assess_skill", values={"skill": "tell_time"}),
            Finding(code="ask_trainable", values={"skill": "leave_on_time"}),
            Finding(code="ask_out_after_dark"),
        ],
        catalogue,
    )
    assert told.unassessed == ("tell when it is time to go",)
    assert told.trainable == ("leave home on time",)
    assert told.sentences == ("Ask whether the person can be out after dark.",)


def test_assessing_leads_to_the_persons_form(open_page: Open, in_scored: Path) -> None:
    """From a verdict that waits for skills, straight to that person's form."""
    rows = [Finding(code="assess_skill", values={"skill": "say_no"})]
    verdict = replace(
        by_hand("P3", "O1", "S2", Rung.WITH_COMPANION, Rung.DOOR_TO_DOOR), checks=tuple(rows)
    )
    store = open_store(in_scored)
    run = begin_run(store, "by-hand", "0" * 64, 1, who="test")
    save_verdicts(store, [Scored(verdict, "1" * 64)], run)
    store.close()
    app = opened(open_page("who_could_travel"), "who", "P3", "S2")
    assert "Say no" in text_of(app)
    app.button(key="assess_them").click().run()
    assert not app.exception
    assert [each.value for each in app.title] == ["Person"]
    assert app.selectbox[0].value == "P3"
    assert "Getting ready" in [each.value for each in app.header]


def test_back_keeps_the_filters(open_page: Open, in_scored: Path) -> None:
    """Whoever looks at one verdict comes back to the same table."""
    app = open_page("who_could_travel")
    app.selectbox(key="filter_confidence").set_value(CHECK).run()
    opened(app, "who", "P1", "S2")
    app.button(key="verdict_back").click().run()
    assert app.selectbox(key="filter_confidence").value == CHECK
    assert count_shown(app) == "3 verdicts"


def test_a_decision_stands_beside_the_verdict(open_page: Open, in_scored: Path) -> None:
    """Named, with a reason and a date; both are shown, in full and in the table; audited."""
    app = opened(open_page("who_could_travel"), "who", "P2", "S2")
    app.radio(key="decide_rung").set_value(Rung.WITH_COMPANION)
    app.text_input(key="decide_by").set_value("trainer 4")
    app.text_area(key="decide_why").set_value("Went there twice with a brother")
    field(app, "button", "Save the decision").click().run()
    assert not app.exception
    text = text_of(app)
    assert "Decided by a practitioner: With somebody" in text
    assert "Went there twice with a brother" in text
    assert "D Door-to-door transport" in text
    app.button(key="verdict_back").click().run()
    text = text_of(app)
    assert "Decided: With somebody" in text
    app.selectbox(key="filter_state").set_value("Decided otherwise by somebody").run()
    assert count_shown(app) == "1 verdict"
    store = open_store(in_scored)
    (made,) = read_overrides(store)
    store.close()
    assert (made.person, made.rung, made.by) == ("P2", Rung.WITH_COMPANION, "trainer 4")
    assert made.rung_then is Rung.DOOR_TO_DOOR


def test_a_decision_needs_a_name_and_a_reason(open_page: Open, in_scored: Path) -> None:
    """Both are asked for at once, and nothing is written."""
    app = opened(open_page("who_could_travel"), "who", "P2", "S2")
    field(app, "button", "Save the decision").click().run()
    text = text_of(app)
    assert "Name yourself." in text
    assert "Say why." in text
    store = open_store(in_scored)
    assert read_overrides(store) == ()
    store.close()


def test_a_decision_can_be_taken_back(open_page: Open, in_scored: Path) -> None:
    """The history keeps both; the table shows the computed verdict alone again."""
    app = opened(open_page("who_could_travel"), "who", "P2", "S2")
    for what in (Rung.WITH_COMPANION, "Take the decision back"):
        app.radio(key="decide_rung").set_value(what)
        app.text_input(key="decide_by").set_value("trainer 4")
        app.text_area(key="decide_why").set_value("As we saw")
        field(app, "button", "Save the decision").click().run()
        assert not app.exception
    assert "Taken back" in text_of(app)
    app.button(key="verdict_back").click().run()
    assert "Decided:" not in text_of(app)


def test_a_verdict_that_is_gone_is_said(open_page: Open, in_scored: Path) -> None:
    """A session may be taken out while somebody looks."""
    app = opened(open_page("who_could_travel"), "who", "P2", "S99")
    assert "This verdict is gone" in text_of(app)


def test_without_verdicts_the_command_is_told(open_page: Open, in_register: Path) -> None:
    """A register that nobody has scored."""
    app = open_page("who_could_travel")
    assert "No verdicts yet" in text_of(app)
    assert app.code[0].value.startswith("transit score register.sqlite --area ")


def test_without_a_register(open_page: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    """The page says how to come by one."""
    monkeypatch.setenv("TRANSIT_REGISTER", "")
    assert "No register was opened" in text_of(open_page("who_could_travel"))


def reach_of(open_page: Open, person: str) -> AppTest:
    """Open a person's page at where they could go."""
    app = of_person(open_page, person)
    app.segmented_control[0].set_value("Where they could go").run()
    assert not app.exception
    return app


def test_one_persons_reach(open_page: Open, in_scored: Path) -> None:
    """Three sessions at two places, each place with its best verdict."""
    app = reach_of(open_page, "P1")
    text = text_of(app)
    assert text.count('class="open"') == 3
    assert "<td>Library</td><td>Alone, as things are</td><td>Confirmed</td>" in text
    assert f"<td>Garden</td><td>Alone, as things are</td><td>{CHECK}</td>" in text


def test_what_to_find_out_first(open_page: Open, in_scored: Path) -> None:
    """One question decides two of the three sessions."""
    text = text_of(reach_of(open_page, "P1"))
    asked = "Ask whether the person can be out after dark."
    assert f'<td class="said">{asked}</td><td class="n">2</td>' in text
    assert "What to find out first" not in text_of(reach_of(open_page, "P2"))


def test_a_verdict_is_opened_from_the_person(open_page: Open, in_scored: Path) -> None:
    """And back leads to where they could go."""
    app = opened(reach_of(open_page, "P1"), "person", "P1", "S1")
    assert "alone, as things are" in text_of(app)
    app.button(key="verdict_back").click().run()
    assert app.segmented_control[0].value == "Where they could go"
    assert "Every session" in [each.value for each in app.header]


def test_editing_a_person_makes_their_verdicts_stale(open_page: Open, in_scored: Path) -> None:
    """Three more than the one that was; other people's stay."""
    app = of_person(open_page, "P1")
    field(app, "radio", "Level: tell when").set_value("not assessed")
    field(app, "button", "Save these skills").click().run()
    store = open_store(in_scored)
    assert count_stale(store) == 4
    store.close()
    assert "3 verdicts rest on something that has changed" in text_of(reach_of(open_page, "P1"))


def test_dates_of_review_are_ahead(open_page: Open, in_scored: Path) -> None:
    """The form offers a date to look again, after today."""
    app = opened(open_page("who_could_travel"), "who", "P2", "S2")
    value = app.date_input(key="decide_review").value
    assert isinstance(value, dt.date)
    assert value > dt.date.today()
