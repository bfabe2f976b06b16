"""The catalogue of skills: complete, about demands that exist, refused where it makes no sense."""

import copy

import pytest

from transit.errors import InputError
from transit.model.abilities import Ability, Level
from transit.model.skills import Asked, Critical
from transit.read.demands import read_demand_rules
from transit.read.skills import parse_skills, read_skills

RULES = read_demand_rules()
NOT_SKILLS = {
    "steps",
    "slope",
    "kerb",
    "surface",
    "width",
    "walk_total",
    "longest_without_seat",
    "crowded",
    "outside_pass_hours",
    "fare",
    "last_return",
    "toilet_interval",
    "unfamiliar",
}
"""Demands that no one skill answers: they meet limits, or every skill."""


def group(**changes):
    """A catalogue file with one skill, with changes to that skill; None takes a field away."""
    skill = {
        "label": "cross at a zebra",
        "critical": "yes",
        "asked": "journeys with its demands",
        "answers": ["cross/zebra"],
        "lessons": [2, 8],
        "levels": ["no", "led", "reminded", "alone"],
    }
    skill.update(changes)
    about = {"label": "Crossing", "source": "test", "date": "2026-01-01", "confidence": "assumed"}
    kept = {key: value for key, value in skill.items() if value is not None}
    return {"group": about, "skills": {"zebra": kept}}


def test_every_demand_has_a_skill_or_is_a_limit():
    """Each kind of demand is answered by some skill, but for those of the body and the day."""
    catalogue = read_skills()
    answered = {answer.kind for skill in catalogue.skills.values() for answer in skill.answers}
    assert answered | NOT_SKILLS == set(RULES)
    assert not answered & NOT_SKILLS


@pytest.mark.parametrize("detail", RULES["cross"].levels)
@pytest.mark.parametrize("traffic", ["quiet", "moderate", "busy", "fast"])
def test_every_crossing_has_a_skill(detail, traffic):
    """No kind of crossing, in any traffic, is left without a skill that answers it."""
    assert read_skills().answering("cross", detail, traffic)


@pytest.mark.parametrize("detail", RULES["change"].levels)
def test_every_change_has_a_skill(detail):
    """No kind of change is left without a skill that answers it."""
    assert len(read_skills().answering("change", detail)) == 1


def test_a_zebra_skill_is_not_asked_at_signals():
    """Answers are about their own kind of crossing only; a side road is not a main road."""
    names = {skill.name for skill in read_skills().answering("cross", "signals", "busy")}
    assert names == {"cross_at_signals"}
    assert [skill.name for skill in read_skills().answering("cross", "none", "quiet")] == [
        "cross_side_road"
    ]
    busy = {skill.name for skill in read_skills().answering("cross", "none", "busy")}
    assert busy == {"cross_busy_road"}


def test_a_new_person_is_not_assessed_in_anything():
    """Not assessed is the start for everybody, and it is not level 3."""
    catalogue = read_skills()
    started = catalogue.unassessed()
    assert len(started) == len(catalogue.skills)
    assert not any(ability.is_assessed for ability in started)
    known = Ability(skill="say_no")
    assert catalogue.complete({"say_no": known})["say_no"] is known
    assert list(catalogue.complete({})) == list(catalogue.skills)


def test_levels_are_told_apart():
    """The four levels of a skill are four different sentences, and groups have labels."""
    catalogue = read_skills()
    for skill in catalogue.skills.values():
        assert len(set(skill.levels.values())) == len(Level), skill.name
        assert catalogue.groups[skill.group]
        assert skill.critical is not Critical.AID_CAN_REPLACE or skill.aids
        assert (skill.asked is Asked.BY_DEMAND) == bool(skill.answers)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"label": None}, "missing: label"),
        ({"colour": "red"}, "not known: colour"),
        ({"levels": ["a", "b", "c"]}, "what 0, 1, 2 and 3 mean"),
        ({"lessons": [8, 2]}, "expected a range"),
        ({"lessons": [2]}, "the fewest and the most"),
        ({"lessons": [2, 8.5]}, "the fewest and the most"),
        ({"critical": "perhaps"}, "critical is 'perhaps'"),
        ({"asked": "sometimes"}, "asked is 'sometimes'"),
        ({"answers": ["fly"]}, "no such rule"),
        ({"answers": ["cross/rainbow"]}, "no such rule"),
        ({"answers": ["cross/zebra/wild"]}, "no kind of traffic"),
        ({"answers": []}, "answers go with"),
        ({"critical": "an aid can replace it"}, "which aid"),
        ({"confidence": "certain"}, "confidence is 'certain'"),
    ],
)
def test_a_catalogue_that_makes_no_sense_is_refused(changes, message):
    """Each fault is named with file and skill."""
    with pytest.raises(InputError, match=message) as refused:
        parse_skills(group(**changes), "crossing", "own.toml", RULES)
    assert "own.toml: skill zebra" in str(refused.value)
    assert str(refused.value).count("own.toml") == 1


def test_a_file_without_a_group_is_refused():
    """The group says where its lessons come from."""
    tables = copy.deepcopy(group())
    del tables["group"]["source"]
    with pytest.raises(InputError, match=r"expected \[group\] with"):
        parse_skills(tables, "crossing", "own.toml", RULES)


def test_an_own_catalogue_replaces_the_shipped_one(tmp_path):
    """A council's folder is read instead; an empty one, or a skill given twice, is refused."""
    text = (
        '[group]\nlabel = "Own"\nsource = "x"\ndate = "2026-01-01"\nconfidence = "assumed"\n'
        '[skills.sing]\nlabel = "sing"\ncritical = "no"\nasked = "every journey alone"\n'
        'lessons = [1, 2]\nlevels = ["a", "b", "c", "d"]\n'
    )
    with pytest.raises(InputError, match="no catalogue"):
        read_skills(tmp_path)
    (tmp_path / "01_own.toml").write_text(text)
    assert list(read_skills(tmp_path).skills) == ["sing"]
    (tmp_path / "02_other.toml").write_text(text)
    with pytest.raises(InputError, match="in another file too"):
        read_skills(tmp_path)
