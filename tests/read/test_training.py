"""Rules of training as files: the shipped ones, a council's own, and faults in them."""

from pathlib import Path

import pytest

from transit.errors import InputError
from transit.model.abilities import Level
from transit.model.plan import Action
from transit.model.training import Role
from transit.read.skills import read_skills
from transit.read.training import read_training_rules, read_training_words
from transit.read.training_prompts import read_prompts
from transit.resources import data_dir

SHIPPED = data_dir() / "training"


def test_the_shipped_rules() -> None:
    """Ten stages in order, each with what happens, what ends it, and its source."""
    rules = read_training_rules(read_skills())
    assert next(iter(rules.stages)) == "referral" and [*rules.stages][-1] == "follow_up"
    assert len(rules.stages) == 10
    for each in rules.stages.values():
        assert each.happens.endswith((".", "?")) and each.ends.endswith(".") and each.origin.source
    assert [each.name for each in rules.stages.values() if each.by_rule] == [
        "sign_off",
        "follow_up",
    ]
    assert rules.roles == (Role.PERSON, Role.CARER, Role.TRAINER)
    assert dict(rules.after.months) == {
        "three_months": 3,
        "nine_months": 9,
        "twelve_months": 12,
    }


def test_every_action_of_plans_is_known() -> None:
    """Or is a trainer's own, which practises nothing that the catalogue knows."""
    known = read_training_rules(read_skills()).steps.by_action
    assert {each.value for each in Action} - set(known) <= {"own"}


def test_a_council_changes_one_file(tmp_path: Path) -> None:
    """The others stay the shipped ones."""
    text = (SHIPPED / "sign_off.toml").read_text().replace("alone_runs = 3", "alone_runs = 5")
    (tmp_path / "sign_off.toml").write_text(text)
    rules = read_training_rules(read_skills(), tmp_path)
    assert rules.sign_off.alone_runs == 5 and rules.hints.weeks == 12


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        ("sign_off", "alone_runs = 3", "alone_runs = 0", "at least one run"),
        ("sign_off", "alone_runs = 3", "", "alone_runs"),
        ("sign_off", "alone_runs = 3", "alone_runs = 3\nwishes = 1", "wishes"),
        ("sign_off", '"travel_alone"', '"fly"', "fly"),
        ("agreement", '"carer"', '"dog"', "dog"),
        ("steps", '"find_the_stop"', '"juggle"', "juggle"),
        ("forecast", "range_share = 0.8", "range_share = 1.8", "between 0 and 1"),
        ("forecast", "[0.75, 0.9, 0.97]", "0.9", "run_holds"),
        ("after", "months = 9", 'months = "nine"', "nine_months"),
        ("hints", 'confidence = "assumed"', 'confidence = "sure"', "sure"),
        ("stages", "[table]", "[tables]", r"\[table\]"),
        ("stages", "label = ", "label  ", "not a readable TOML"),
    ],
)
def test_faults_are_told(tmp_path: Path, file: str, old: str, new: str, told: str) -> None:
    """The file and what is wrong with it."""
    text = (SHIPPED / f"{file}.toml").read_text()
    assert old in text
    (tmp_path / f"{file}.toml").write_text(text.replace(old, new, 1))
    with pytest.raises(InputError, match=told) as fault:
        read_training_rules(read_skills(), tmp_path)
    assert file in str(fault.value)


def test_all_words_are_there() -> None:
    """For every hint, condition and level that the code names."""
    words = read_training_words()
    assert set(words["met"]) <= set(words["lacking"])
    assert set(words["level"]) == {"none", "l0", "l1", "l2", "l3"}


def test_a_lesson_as_a_table(tmp_path: Path) -> None:
    """Levels as digits; empty and the words are not tried."""
    file = tmp_path / "lesson.csv"
    file.write_text("Step,Skill,Level\nout/1,,3\nout/2,,\nout/4,,Not tried\n,say_no,0\n")
    rows, faults = read_prompts(file)
    assert faults == ()
    assert [each.level for each in rows] == [Level.ALONE, None, None, Level.NOT_YET]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("step,level\nout/1,4\n", "level"),
        ("step,level\nout/1,three\n", "level"),
        ("step,level\n,3\n", "step"),
        ("step,grade\nout/1,3\n", "grade"),
        ("step\nout/1\n", "level"),
    ],
)
def test_faults_of_a_table(tmp_path: Path, text: str, told: str) -> None:
    """Each with its field."""
    file = tmp_path / "lesson.csv"
    file.write_text(text)
    _, faults = read_prompts(file)
    assert told in {fault.field for fault in faults}
