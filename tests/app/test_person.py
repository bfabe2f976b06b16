"""The page Person: what is recorded of somebody, changed with its audit."""

import datetime as dt
from pathlib import Path

import pytest
from sqlalchemy import text
from streamlit.testing.v1 import AppTest

from tests.app.conftest import Open, text_of
from transit.model.abilities import Ability, Lessons, Level
from transit.model.fact import State
from transit.model.people import CompanionKind, Person
from transit.store import open_store
from transit.store.edit import find_person, save_person


def person_of(register: Path, person: str = "P1") -> Person:
    """Read somebody as the register has them."""
    store = open_store(register)
    with store.reading() as session:
        found = find_person(session, person)
    store.close()
    assert found is not None
    return found


def audit_of(register: Path) -> list[tuple[str, str]]:
    """Return actions and details of the audit."""
    store = open_store(register)
    with store.reading() as session:
        rows = session.execute(text("SELECT action, detail FROM audit ORDER BY id")).all()
    store.close()
    return [(action, detail) for action, detail in rows]


def of_person(open_page: Open, person: str = "P1") -> AppTest:
    """Open the page and choose somebody."""
    app = open_page("person")
    app.selectbox[0].set_value(person).run()
    assert not app.exception
    return app


def field(app: AppTest, kind: str, label: str) -> object:
    """Return the first field of a kind whose label begins so."""
    return next(each for each in getattr(app, kind) if each.label.startswith(label))


def test_nobody_is_chosen_at_first(open_page: Open, in_register: Path) -> None:
    """Three pseudonyms to choose from, nothing about anybody yet."""
    app = open_page("person")
    assert app.selectbox[0].options == ["P1", "P2", "P3"]
    assert app.selectbox[0].value is None
    assert not app.radio


def test_not_assessed_is_where_everybody_starts(open_page: Open, in_register: Path) -> None:
    """One skill is assessed, with its assessor; the other two of the group are not."""
    app = of_person(open_page)
    levels = [each.value for each in app.radio if each.label.startswith("Level:")]
    assert levels == [Level.ALONE, "not assessed", "not assessed"]
    said = text_of(app)
    assert "Assessed by trainer 2 on 05/10/2026." in said
    assert "1 of 42" in said


def test_a_level_is_saved_with_who_and_when(open_page: Open, in_register: Path) -> None:
    """The other skill stays as it was; the audit counts, and names no skill and nobody."""
    app = of_person(open_page)
    field(app, "radio", "Level: leave home").set_value(Level.WITH_AID)
    field(app, "radio", "Could learn to leave home").set_value(State.YES)
    field(app, "text_input", "Assessed by").set_value("trainer 7")
    field(app, "date_input", "Assessed on").set_value(dt.date(2026, 11, 2))
    field(app, "button", "Save these skills").click().run()
    assert not app.exception
    assert "One skill was saved" in text_of(app)
    person = person_of(in_register)
    assert person.abilities == (
        Ability(
            skill="leave_on_time",
            level=Level.WITH_AID,
            assessed_by="trainer 7",
            assessed_on=dt.date(2026, 11, 2),
            trainable=State.YES,
        ),
        Ability(
            skill="tell_time",
            level=Level.ALONE,
            assessed_by="trainer 2",
            assessed_on=dt.date(2026, 10, 5),
        ),
    )
    assert audit_of(in_register)[-1] == ("edit-person", '{"abilities": 1}')


def test_a_level_needs_somebody_who_stands_for_it(open_page: Open, in_register: Path) -> None:
    """Without an assessor nothing is saved."""
    app = of_person(open_page)
    field(app, "radio", "Level: leave home").set_value(Level.ALONE)
    field(app, "button", "Save these skills").click().run()
    assert "Say who assessed" in text_of(app)
    assert len(person_of(in_register).abilities) == 1


def test_not_assessed_takes_a_level_back(open_page: Open, in_register: Path) -> None:
    """With it go who assessed and when."""
    app = of_person(open_page)
    field(app, "radio", "Level: tell when").set_value("not assessed")
    field(app, "button", "Save these skills").click().run()
    assert person_of(in_register).abilities == (Ability(skill="tell_time"),)


def test_lessons_are_a_range(open_page: Open, in_register: Path) -> None:
    """One end alone takes the usual other end; a range that is none is refused."""
    app = of_person(open_page)
    field(app, "number_input", "Lessons, at least").set_value(3)
    field(app, "button", "Save these skills").click().run()
    assert person_of(in_register).abilities[0].lessons == Lessons(3, 8)
    field(app, "number_input", "Lessons, at least").set_value(9)
    field(app, "button", "Save these skills").click().run()
    assert "fewest lessons are more than most" in text_of(app)


def test_confirming_dates_the_levels_anew(open_page: Open, in_register: Path) -> None:
    """What is as it was is assessed again."""
    app = of_person(open_page)
    app.checkbox[0].check()
    field(app, "text_input", "Assessed by").set_value("trainer 9")
    field(app, "button", "Save these skills").click().run()
    (ability,) = person_of(in_register).abilities
    assert (ability.assessed_by, ability.assessed_on) == ("trainer 9", dt.date.today())


def test_limits_are_saved(open_page: Open, in_register: Path) -> None:
    """A limit, a need, the pass and the companion, each counted in the audit."""
    app = of_person(open_page)
    app.segmented_control[0].set_value("Limits, pass and companion").run()
    field(app, "number_input", "Longest walk in a whole").set_value(600)
    field(app, "radio", "A quiet room").set_value(State.YES)
    field(app, "radio", "Has a concessionary pass").set_value(State.YES)
    field(app, "time_input", "Valid on weekdays from").set_value(dt.time(9, 30))
    field(app, "radio", "Who could go along").set_value(CompanionKind.NONE)
    field(app, "button", "Save").click().run()
    assert not app.exception
    person = person_of(in_register)
    assert person.limits.walk_total_m == 600
    assert person.needs.quiet_room is State.YES
    assert (person.pass_.held, person.pass_.from_s) == (State.YES, 9 * 3600 + 30 * 60)
    assert person.companion.kind is CompanionKind.NONE
    detail = '{"companion": 1, "limits": 1, "needs": 1, "pass": 2}'
    assert audit_of(in_register)[-1] == ("edit-person", detail)
    assert person.abilities == person_of(in_register).abilities


def test_a_pass_must_begin_before_it_ends(open_page: Open, in_register: Path) -> None:
    """A sentence, and nothing is saved."""
    app = of_person(open_page)
    app.segmented_control[0].set_value("Limits, pass and companion").run()
    field(app, "time_input", "Valid on weekdays from").set_value(dt.time(23, 0))
    field(app, "time_input", "Valid on weekdays until").set_value(dt.time(9, 30))
    field(app, "button", "Save").click().run()
    assert "must be valid from an earlier time" in text_of(app)
    assert person_of(in_register).pass_.from_s is None


def test_saving_nothing_writes_nothing(open_page: Open, in_register: Path) -> None:
    """The audit stays as it was."""
    before = audit_of(in_register)
    app = of_person(open_page)
    field(app, "button", "Save these skills").click().run()
    assert "Nothing was changed" in "".join(each.value for each in app.info)
    assert audit_of(in_register) == before


def test_what_somebody_else_changed_is_not_overwritten(in_register: Path) -> None:
    """The second of two changes that began alike is refused."""
    person = person_of(in_register)
    store = open_store(in_register)
    from dataclasses import replace

    from transit.errors import StoreError

    with store.writing() as session:
        save_person(session, replace(person, cohort="other"), person, {})
    with pytest.raises(StoreError, match="by somebody else"), store.writing() as session:
        save_person(session, replace(person, age_band="80+"), person, {})
    store.close()
    assert person_of(in_register).cohort == "other"


def test_the_chosen_person_is_not_in_the_address(open_page: Open, in_register: Path) -> None:
    """Nothing is kept in query parameters."""
    app = of_person(open_page)
    assert not app.query_params


def test_without_a_register_the_page_says_how_to_begin(
    open_page: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    """None named, or none there yet: two commands and the way to Import."""
    monkeypatch.setenv("TRANSIT_REGISTER", "")
    app = open_page("person")
    assert "No register was opened" in text_of(app)
    assert "transit import register.sqlite" in app.code[0].value


def test_a_register_that_is_not_there_yet(open_page: Open, new_register: Path) -> None:
    """Its name is in the commands."""
    app = open_page("person")
    assert "There is no register register.sqlite yet" in text_of(app)
