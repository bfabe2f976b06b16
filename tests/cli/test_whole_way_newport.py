"""From a new register on Newport to a changed bus, on the command line: each command's answer."""

import datetime as dt
import json
import re
from pathlib import Path
from typing import Any

import pypdf
import pytest

from tests.newport_today import NewportToday, later_and_renumbered, routes_of, write_files
from transit.cli.main import main
from transit.store import open_store
from transit.store.plans import find_saved_plan

pytestmark = [pytest.mark.real, pytest.mark.slow]

ME = "trainer 7"
LATE_S, NUMBER = 240, "X99"
TODAY = dt.date.today()


class Line:
    """The command line over one register and area."""

    def __init__(self, folder: Path, area: Path, said: pytest.CaptureFixture[str]) -> None:
        self.folder, self.area, self._said = folder, area, said
        self.register = folder / "new.sqlite"

    def run(self, *words: object) -> tuple[int, str, str]:
        """Run a command; gives its exit code and what it said on both streams."""
        self._said.readouterr()
        with pytest.raises(SystemExit) as left:
            main([str(word) for word in words])
        told = self._said.readouterr()
        return int(str(left.value.code or 0)), told.out, told.err

    def done(self, *words: object) -> str:
        """Run a command that has to succeed; gives what it printed."""
        code, out, err = self.run(*words)
        assert code == 0, err
        return out

    def told(self, *words: object) -> Any:
        """Run a command that has to succeed; gives its JSON."""
        return json.loads(self.done(*words, "--json"))

    def train(self, *words: object) -> Any:
        """Run a training command; gives the course as it is then."""
        name, *rest = words
        return self.told("train", self.register, name, *rest)


@pytest.fixture
def line(newport_today: NewportToday, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Line:
    """Return the command line over a register that is not there yet."""
    return Line(tmp_path, newport_today.area, capsys)


def test_from_a_new_register_to_a_changed_bus(line: Line, newport_today: NewportToday) -> None:
    """Import, score, plan, print, train, find out, sign off, certificate, watch."""
    _import(line)
    _plan(line)
    _train(line)
    _find_out(line)
    _sign_off(line)
    _watch(line, newport_today)


def _import(line: Line) -> None:
    files = write_files(line.folder / "files")
    named = [word for table, path in files.items() for word in (f"--{table}", path)]
    made = line.done("import", line.register, *named, "--area", line.area)
    assert "people: 3 added" in made
    scored = line.told("score", line.register, "--area", line.area)
    assert scored["scored"] == 9


def _who() -> tuple[str, ...]:
    return "--person", "N1", "--session", "S1"


def _plan(line: Line) -> None:
    """Three journeys, none of them confirmed; the second is kept and printed as it was kept."""
    plan = ("plan", line.register)
    at = ("--area", line.area)
    found = line.told(*plan, *at, *_who(), "--options")
    assert [each["number"] for each in found["options"]] == [1, 2, 3]
    assert not any(each["confirmed"] for each in found["options"])
    code, _, err = line.run(*plan, *at, *_who(), "--option", 2, "--save", "--by", ME)
    assert code == 0 and "Saved PL1, version 1" in err
    (listed,) = line.told(*plan, "--list")
    assert (listed["id"], listed["version"], listed["confirmed"]) == ("PL1", 1, False)
    for name in ("plan.pdf", "plan.docx"):
        line.done(*plan, "--plan", "PL1", *at, "--out", line.folder / name)
    said = " ".join(
        " ".join(page.extract_text().split())
        for page in pypdf.PdfReader(line.folder / "plan.pdf").pages
    )
    assert "My journey to Riverfront Arts Group" in said
    assert "Look for an entrance of the venue without a step." in said


def _train(line: Line) -> None:
    """Agreement, one lesson with a prompt and three good runs; two facts stand in the way."""
    begun = ("--plan", "PL1", "--trainer", ME, "--on", TODAY - dt.timedelta(21))
    assert line.train("start", *begun)["course"] == "TC1"
    for role, more in (("person", ("--capacity", "has capacity")), ("carer", ()), ("trainer", ())):
        answer = ("--role", role, "--answer", "agreed", "--by", ME)
        line.train("agree", "TC1", *answer, *more)
    kinds = ("accompanied", "shadowed", "alone", "alone")
    for number, kind in enumerate(kinds):
        level = ("--level", "out/1=1") if number == 0 else ()
        on = TODAY - dt.timedelta(15 - 5 * number)
        lesson = ("--trainer", ME, "--minutes", 90, "--kind", kind, "--on", on, "--all", 3)
        told = line.train("lesson", "TC1", *lesson, *level)
    assert told["lessons"] == 4
    code, out, _ = line.run("train", line.register, "sign-off", "TC1", "--by", ME, "--json")
    missing = json.loads(out)["missing"]
    assert code == 1 and [each["code"] for each in missing] == ["facts_known"]
    code, _, err = line.run("train", line.register, "sign-off", "TC1", "--by", ME)
    assert code == 1 and "2 facts are not known on which the journey depends." in err


def _find_out(line: Line) -> None:
    """What somebody saw of the street and of the venue is recorded; the plan is saved again."""
    plan = ("plan", line.register, "--area", line.area, *_who())
    found = line.told(*plan, "--options")["options"][1]
    asked = [each for way in ("out", "back") for each in found[way]["unknowns"] if each["decides"]]
    places = {(each["at"]["lat"], each["at"]["lon"]): each for each in asked}
    assert {each["fact"] for each in asked} == {"access"}
    survey = ("survey", line.register, "--area", line.area, "add", "--found", "yes")
    for (lat, lon), each in places.items():
        where = ("--at", f"{lat},{lon}", "--osm-way", each["osm_ways"][0])
        line.done(*survey, "--fact", "access", *where, "--seen-by", ME)
    entrance = ("--fact", "step_free_entrance", "--opportunity", "O1")
    line.done(*survey, *entrance, "--seen-by", ME)
    assert line.told("score", line.register, "--area", line.area)["scored"] > 0
    code, _, err = line.run(*plan, "--option", 2, "--save", "--by", ME)
    assert code == 0 and "Saved PL1, version 2" in err
    (listed,) = line.told("plan", line.register, "--list")
    assert (listed["version"], listed["confirmed"]) == (2, True)


def _sign_off(line: Line) -> None:
    """Signed off by the rule; a certificate, what follows, and a calendar that names nobody."""
    out = line.folder / "certificate.pdf"
    certificate = ("train", line.register, "certificate", "TC1", "--out", out)
    assert line.run(*certificate)[0] == 1 and not out.exists()
    told = line.train("sign-off", "TC1", "--by", ME)
    assert told["signed_off"]["on"] == str(TODAY) and told["stage"] == "sign_off"
    line.done(*certificate)
    (page,) = pypdf.PdfReader(out).pages
    assert "Riverfront Arts Group" in " ".join(page.extract_text().split())
    assert "Review of the sign-off" in line.done("train", line.register, "list")
    at = f"{TODAY + dt.timedelta(7)}T09:30"
    line.train("book", "TC1", "--starts", at, "--trainer", ME)
    calendar = line.folder / "lessons.ics"
    line.done("train", line.register, "calendar", "--out", calendar)
    assert not {"N1", "TC1", ME} & set(re.findall(r"[\w ]+", calendar.read_text("utf-8")))


def _watch(line: Line, newport: NewportToday) -> None:
    """The plan has changed, by so much; the sheet; the new version is made by name."""
    store = open_store(line.register)
    saved = find_saved_plan(store, "PL1")
    store.close()
    assert saved is not None
    edit = later_and_renumbered(routes_of(saved), LATE_S, NUMBER)
    new = newport.build(line.folder / "next", edit)
    watch = ("watch", line.register, "--area", line.area, "--new", new)
    same = ("watch", line.register, "--area", line.area, "--new", line.area)
    assert line.told(*same)["counts"]["unchanged"] == 1
    (plan,) = line.told(*watch, "--out", line.folder / "sheets")["plans"]
    assert plan["outcome"] == "changed"
    told = {(each["kind"], each["direction"]): each["values"] for each in plan["changes"]}
    for way in ("out", "back"):
        assert told["renumbered", way]["new"] == NUMBER
        assert told["times", way]["shift_s"] == LATE_S
    sheet = pypdf.PdfReader(line.folder / "sheets" / "PL1.pdf")
    said = " ".join(" ".join(page.extract_text().split()) for page in sheet.pages)
    assert "Your bus has changed" in said and f"The bus is number {NUMBER}." in said
    accepted = line.done(*watch, "--accept", "PL1", "--by", ME)
    assert "PL1 has a new version: 3" in accepted
    # The sign-off is of the journey as it was learnt, not of the new one.
    assert "out of date" in line.done("train", line.register, "progress", "TC1")
