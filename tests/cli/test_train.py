"""The training commands: from a saved plan to follow-up, and what they refuse."""

import datetime as dt
import json

import pytest
from sqlalchemy import text
from town_register import score_by_hand, write_town_register
from training_record import TERMS, plan, version

from transit.cli import main
from transit.store import open_store
from transit.store.importing import import_files
from transit.store.plans import save_plan


@pytest.fixture
def run(capsys):
    """Run the command line; gives the exit code and what was printed."""

    def run(*words):
        with pytest.raises(SystemExit) as left:
            main([str(word) for word in words])
        told = capsys.readouterr()
        return int(left.value.code or 0), told.out, told.err

    return run


@pytest.fixture
def register(tmp_path):
    """A scored register with a saved plan."""
    path = tmp_path / "r.sqlite"
    assert import_files(path, write_town_register(tmp_path / "files"), who="test").is_imported
    score_by_hand(path)
    store = open_store(path)
    save_plan(store, version(plan()), ("P1", 0, "S1", "O1"), TERMS)
    store.close()
    return path


@pytest.fixture
def train(run, register):
    """Run a training command on the register; gives the code, JSON or text, and faults."""

    def train(*words, as_json=True):
        code, out, err = run("train", register, *words, *(["--json"] if as_json else []))
        return code, json.loads(out) if as_json and out.startswith(("{", "[")) else out, err

    return train


TODAY = dt.date.today()
BEGUN = ("start", "--plan", "PL1", "--trainer", "trainer 2", "--on", str(TODAY - dt.timedelta(60)))
LONG_AGO = str(TODAY - dt.timedelta(50))
BESIDE = (
    "be_careful_with_strangers",
    "say_no",
    "handle_teasing",
    "keep_money_private",
    "bus_late_or_full",
    "bus_diverted",
    "missed_stop",
    "lost_pass",
    "feel_ill",
    "find_a_toilet",
    "phone_for_help",
    "know_safe_places",
    "say_name_and_address",
)


def good_lesson(train, day, kind):
    """Record a lesson on which everything was alone."""
    beside = [word for name in BESIDE for word in ("--level", f"{name}=3")]
    return train(
        "lesson", "TC1", "--trainer", "trainer 2", "--minutes", "90", "--kind", kind,
        "--on", day, "--all", "3", *beside,
    )  # fmt: skip


def agree(train, role, *more):
    """Record that somebody agrees."""
    words = ("--answer", "agreed", "--by", "trainer 2", "--on", LONG_AGO, *more)
    return train("agree", "TC1", "--role", role, *words)


def test_from_plan_to_follow_up(train):
    """Begun, agreed, trained, signed off, looked at again; each answer is the course as it is."""
    code, told, _ = train(*BEGUN)
    assert (code, told["course"], told["stage"], told["lessons"]) == (0, "TC1", "referral", 0)
    assert train("stage", "TC1", "--to", "accompanied", "--by", "t")[1]["stage"] == "accompanied"
    agree(train, "person", "--capacity", "has capacity")
    agree(train, "carer")
    assert set(agree(train, "trainer")[1]["agreements"]) == {"person", "carer", "trainer"}
    for ago, kind in ((20, "accompanied"), (10, "shadowed"), (5, "alone")):
        code, told, _ = good_lesson(train, str(TODAY - dt.timedelta(ago)), kind)
        assert code == 0
    assert all(each["met"] for each in told["conditions"])
    assert told["forecast"]["high"] == 0
    code, told, _ = train("sign-off", "TC1", "--by", "trainer 2", "--on", str(TODAY))
    assert (code, told["signed_off"]["on"], told["stage"]) == (0, str(TODAY), "sign_off")
    number = str(told["follow_ups"][0]["follow_up"])
    words = ("--number", number, "--outcome", "held", "--by", "t", "--on", str(TODAY))
    code, told, _ = train("follow-up", "TC1", *words)
    assert (code, told["follow_ups"][0]["outcome"], told["stage"]) == (0, "held", "follow_up")


def test_the_rule_says_what_is_missing(train):
    """Exit code 1; as JSON every condition with its words, as text the same sentences."""
    train(*BEGUN)
    code, told, _ = train("sign-off", "TC1", "--by", "trainer 2")
    assert code == 1 and told["signed_off"] is None
    codes = [each["code"] for each in told["missing"]]
    assert codes.count("step_not_tried") == 24 and codes.count("agreement_missing") == 3
    code, out, err = train("sign-off", "TC1", "--by", "trainer 2", as_json=False)
    assert (code, out) == (1, "")
    assert "Nobody has asked the person yet." in err


def test_what_is_not_told_was_not_tried(train):
    """One step with prompts: one level, at its skill, and nothing else."""
    train(*BEGUN)
    words = ("--trainer", "t", "--minutes", "60", "--kind", "accompanied", "--on", LONG_AGO)
    _, told, _ = train("lesson", "TC1", *words, "--level", "out/4=1")
    levels = {each["name"]: each["levels"] for each in told["steps"]}
    assert levels.pop("out/cross/king-street") == [1]
    assert set(map(tuple, levels.values())) == {(None,)}
    zebra = [each for each in told["skills"] if each["name"] == "cross_at_zebra"]
    assert zebra[0]["levels"] == [1]


def test_a_file_of_levels(train, tmp_path):
    """Rows by number, key or skill; a fault in one row records nothing, and names the row."""
    train(*BEGUN)
    file = tmp_path / "lesson.csv"
    words = ("--trainer", "t", "--minutes", "60", "--kind", "accompanied", "--on", LONG_AGO)
    file.write_text("step,skill,level\nout/4,,2\nback/cross/king-street,,not tried\n,say_no,3\n")
    _, told, _ = train("lesson", "TC1", *words, "--csv", file)
    assert [each["levels"] for each in told["steps"] if each["levels"] != [None]] == [[2]]
    file.write_text("step,skill,level\nout/4,,2\nout/99,,2\nout/5,,7\n")
    code, _, err = train("lesson", "TC1", *words, "--csv", file)
    assert code == 1
    assert "row 3" in err and "row 4" in err and "nothing was recorded" in err
    assert train("progress", "TC1")[1]["lessons"] == 1


@pytest.mark.parametrize(
    "words",
    [
        ("lesson", "TC1", "--trainer", "t", "--minutes", "60", "--kind", "flying"),
        ("lesson", "TC1", "--trainer", "t", "--minutes", "0", "--kind", "alone"),
        ("lesson", "TC1", "--trainer", "t", "--minutes", "9", "--kind", "alone", "--level", "a=1"),
        ("lesson", "TC1", "--trainer", "t", "--minutes", "9", "--kind", "alone", "--all", "4"),
        ("lesson", "TC1", "--trainer", "t", "--minutes", "9", "--kind", "alone", "--on", "x"),
        ("agree", "TC1", "--role", "dog", "--answer", "agreed", "--by", "t"),
        ("agree", "TC1", "--role", "carer", "--answer", "agreed in part", "--by", "t"),
        ("stage", "TC1", "--to", "sign_off", "--by", "t"),
        ("follow-up", "TC1", "--number", "1", "--outcome", "fine", "--by", "t"),
        ("calendar", "--out", "lessons.txt"),
    ],
)
def test_wrong_use_is_told(train, words):
    """Exit code 2, and what was expected; nothing is recorded."""
    train(*BEGUN)
    code, _, err = train(*words, as_json=False)
    assert code == 2
    assert "expected" in err or "Invalid value" in err
    assert train("progress", "TC1")[1]["lessons"] == 0


def test_what_happened_is_not_repeated_in_faults(train):
    """What a trainer wrote about a person stands in no message."""
    train(*BEGUN)
    words = ("--trainer", "t", "--minutes", "60", "--kind", "alone", "--incident", "x:9:SECRET")
    code, out, err = train("lesson", "TC1", *words)
    assert code == 2 and "SECRET" not in out + err


def test_notes_stay_in_the_register(train, register):
    """Neither in JSON, nor in the list, nor in the audit."""
    train(*BEGUN)
    words = ("--trainer", "t", "--minutes", "60", "--kind", "alone", "--on", LONG_AGO)
    more = ("--note", "SECRET 1", "--incident", "lost:4:SECRET 2")
    _, told, _ = train("lesson", "TC1", *words, *more)
    assert told["open_incidents"] == [{"incident": 1, "kind": "lost", "severity": 4}]
    _, listed, _ = train("list")
    agreed = train("agree", "TC1", "--role", "carer", "--answer", "not agreed", "--by", "t",
                   "--note", "SECRET 3")  # fmt: skip
    store = open_store(register)
    with store.reading() as session:
        audit = session.execute(text("SELECT action, detail FROM audit")).all()
        kept = session.scalar(text("SELECT note FROM training_lesson"))
    store.close()
    assert kept == "SECRET 1"
    assert "SECRET" not in json.dumps([told, listed, agreed]) + str(audit)
    assert train("settle", "TC1", "--incident", "1", "--by", "m")[1]["open_incidents"] == []


def test_calendar_names_nobody_unless_asked(train, tmp_path):
    """Titles are the same for everybody; pseudonyms come only with their option."""
    train(*BEGUN)
    train("book", "TC1", "--starts", "2026-11-24T09:30", "--trainer", "trainer 2")
    out = tmp_path / "lessons.ics"
    assert train("calendar", "--out", out)[1]["lessons"] == 1
    plain = out.read_text()
    assert "P1" not in plain and "TC1" not in plain and "trainer 2" not in plain
    assert "SUMMARY:Travel training lesson\r\n" in out.read_bytes().decode()
    train("calendar", "--out", out, "--with-ids")
    assert "SUMMARY:Travel training lesson TC1 P1" in out.read_text()
    assert train("calendar", "--out", out, "--trainer", "nobody")[1]["lessons"] == 0


def test_what_is_listed_as_text(train):
    """The list, and a course, for people."""
    assert "Nobody is being trained yet" in train("list", as_json=False)[1]
    train(*BEGUN)
    _, out, _ = train("list", as_json=False)
    assert "TC1  P1  S1  Referral  0 lessons" in out
    assert "Agreement to ask for: the person" in out
    good_lesson(train, LONG_AGO, "accompanied")
    _, out, _ = train("progress", "TC1", as_json=False)
    assert "cross at a zebra" in out and "1 of 3 runs in a row" in out


def test_there_is_no_such_thing(train):
    """A course or plan that is not there is a sentence, with exit code 1."""
    assert train("progress", "TC9") == (1, "", train("progress", "TC9")[2])
    assert "there is no course TC9" in train("progress", "TC9")[2]
    code, _, err = train("start", "--plan", "PL9", "--trainer", "t")
    assert code == 1 and "no plan PL9" in err
    code, _, err = train("progress", "nine")
    assert code == 1 and "such as TC3" in err


def test_own_skills_are_listed_before_they_are_confirmed(train):
    """One journey shows nothing of others."""
    train(*BEGUN)
    assert train("own", "TC1")[1] == []
    code, _, err = train("own", "TC1", "--confirm", "say_no", "--by", "t", as_json=False)
    assert code == 1 and "does not show yet" in err
    assert train("own", "TC1", "--confirm", "say_no", as_json=False)[0] == 2
    assert train("stop", "TC1", "--why", "other", "--by", "t")[1]["stopped_why"] == "other"


def test_certificate_and_tables(train, run, register, tmp_path):
    """A certificate only of a sign-off; tables with everything, of one person or all."""
    train(*BEGUN)
    out = tmp_path / "certificate.pdf"
    code, _, err = train("certificate", "TC1", "--out", out, as_json=False)
    assert code == 1 and "not signed off" in err and not out.exists()
    assert train("certificate", "TC1", "--out", tmp_path / "x.txt", as_json=False)[0] == 2
    for role, more in (("person", ("--capacity", "has capacity")), ("carer", ()), ("trainer", ())):
        agree(train, role, *more, "--note", "=SUM(1)")
    for ago, kind in ((20, "accompanied"), (10, "shadowed"), (5, "alone")):
        good_lesson(train, str(TODAY - dt.timedelta(ago)), kind)
    assert train("sign-off", "TC1", "--by", "trainer 2")[0] == 0
    assert train("certificate", "TC1", "--out", out, as_json=False)[0] == 0
    assert out.read_bytes().startswith(b"%PDF")
    _, whole, _ = run("import", register, "--export", tmp_path / "all", "--json")
    assert "training_course.csv" in whole and "people.csv" in whole
    files = train("export", tmp_path / "tables")[1]["files"]
    assert len(files) == 9
    said = (tmp_path / "tables" / "training_agreement.csv").read_text("utf-8-sig")
    assert "'=SUM(1)" in said and ",=SUM" not in said
    train("export", tmp_path / "none", "--person", "P2")
    rows = (tmp_path / "none" / "training_lesson.csv").read_text("utf-8-sig").splitlines()
    assert len(rows) == 1 and rows[0].startswith("id,person_id,course_id")
