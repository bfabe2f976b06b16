"""Sweeps of a register in parts: the same however the work is shared, stopped or changed."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from shutil import copyfile
from typing import Any

import numpy as np
import pytest
from sqlalchemy import text as sql
from town_register import TOWN_TABLES, write_town_register

from transit.batch import sweep as batch_sweep
from transit.batch.runners import alone
from transit.batch.sweep import VenueSweep, find_sweep, find_sweeps, kept_beside, sweep_sessions
from transit.errors import InputError
from transit.model.verdict import Rung
from transit.model.weekdays import Weekday
from transit.network.store import open_area
from transit.read.parameters import read_parameters
from transit.read.rules import read_rules
from transit.read.skills import read_skills
from transit.sessions.sweep_found import report_of
from transit.sessions.swept import Window
from transit.store import create_store, open_store
from transit.store.importing import import_files
from transit.store.whole import read_register
from transit.verdict.desk import Desk
from transit.verdict.judge import judge_many

_OWN = """[{name}]
value = {value}
unit = "x"
source = "test"
date = "2026-01-01"
confidence = "assumed"
"""


@pytest.fixture(scope="module")
def few_times(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A council's parameters: parts of two people, starts every hour from nine to two."""
    folder = tmp_path_factory.mktemp("own")
    own = {"part_people": 2, "step_s": 3600, "first_s": 32_400, "last_s": 50_400}
    text = "".join(_OWN.format(name=f"sweep_{name}", value=value) for name, value in own.items())
    (folder / "own.toml").write_text(text, encoding="utf-8")
    return str(folder)


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the town's register; all three are able, and some facts are known."""
    able = [
        {"person_id": who, "skill": skill, "level": "3", "trainable": "yes"}
        | {"assessed_by": "trainer 2", "assessed_on": "2026-10-05"}
        for who in ("P1", "P2", "P3")
        for skill in read_skills().skills
        if who != "P1" or not skill.startswith("change")
    ]
    known = dict.fromkeys(("out_after_dark", "pays_fares", "bears_noise", "bears_crowds"), "yes")
    people = [{**row, **known} for row in TOWN_TABLES["people"]]
    folder = tmp_path_factory.mktemp("register")
    tables = {**TOWN_TABLES, "people": people, "abilities": able}
    files = write_town_register(folder / "files", tables)
    assert import_files(folder / "r.sqlite", files, who="test").is_imported
    return folder / "r.sqlite"


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Return how many parts were done, a number each time that something is swept."""
    done: list[int] = []

    def on_cores(_: int) -> Any:
        def run(job: Any, work: Iterable[Any], n_blocks: int) -> Iterator[Any]:
            done.append(n_blocks)
            yield from alone(job, work, n_blocks)

        return run

    monkeypatch.setattr(batch_sweep, "on_cores", on_cores)
    return done


def same(one: VenueSweep, other: VenueSweep) -> bool:
    """Tell whether two sweeps found the same."""
    pairs = [(one.free, other.free)] + [
        (getattr(one.swept, name), getattr(other.swept, name))
        for name in ("rungs", "sure", "last_home", "places", "n_dates")
    ]
    return one.swept.people == other.swept.people and all(np.array_equal(*each) for each in pairs)


def test_it_goes_on_where_it_was(
    register: Path, town_area: Path, few_times: str, tmp_path: Path, counted: list[int]
) -> None:
    """Stopped after the first part, only the second is done; then nothing; all find the same."""
    asked = {"parameters_dir": few_times, "keep": tmp_path / "kept"}
    once = sweep_sessions(register, town_area, ["O1"], parameters_dir=few_times).venues["O1"]
    assert find_sweep(register, town_area, "O1", **asked) is None

    def stop() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        sweep_sessions(register, town_area, ["O1"], stop=stop, **asked)
    assert find_sweep(register, town_area, "O1", **asked) is None
    sweep_sessions(register, town_area, ["O2"], **asked)
    # Of two venues, that one is told of which all was swept.
    assert list(find_sweeps(register, town_area, ["O1", "O2"], **asked)) == ["O2"]
    again = sweep_sessions(register, town_area, ["O2", "O1"], **asked)
    sweep_sessions(register, town_area, ["O1"], **asked)
    # Two parts at each venue.
    assert counted == [2, 2, 2, 1, 0]
    assert list(again.venues) == ["O2", "O1"] and same(again.venues["O1"], once)
    found = find_sweep(register, town_area, "O1", **asked)
    assert found is not None and same(found, once)


def test_rows_are_those_of_the_register(register: Path, town_area: Path, few_times: str) -> None:
    """Everybody's cells are their verdicts, whoever was in a part with them."""
    found = sweep_sessions(register, town_area, ["O1"], parameters_dir=few_times).venues["O1"]
    store = open_store(register)
    with store.reading() as session:
        whole = read_register(session)
    store.close()
    parameters = read_parameters(Path(few_times))
    desk = Desk(open_area(town_area), whole.opportunities, read_rules(), parameters)
    window = Window(Weekday.TUE, 36_000, 43_200)
    people = [(whole.people[who], 0) for who in found.swept.people]
    verdicts = list(judge_many(desk, people, [window.session("O1")]))
    assert found.swept.rungs_at(window) == {each.person: each.rung for each in verdicts}
    assert set(found.swept.rungs_at(window).values()) > {Rung.DOOR_TO_DOOR}
    assert found.today == tuple(one for one in whole.sessions.values() if one.opportunity == "O1")


def test_sessions_of_today_keep_to_their_own_dates(
    register: Path, town_area: Path, few_times: str, tmp_path: Path
) -> None:
    """A session that has ended is nobody's way out, whoever could come on other dates then."""
    own = tmp_path / "r.sqlite"
    copyfile(register, own)
    store = open_store(own)
    with store.writing() as session:
        session.execute(sql("UPDATE session SET last_date = '2001-01-01' WHERE id = 'S1'"))
    with store.reading() as session:
        whole = read_register(session)
    store.close()
    asked = {"parameters_dir": few_times, "keep": tmp_path / "kept"}
    found = sweep_sessions(own, town_area, ["O1"], **asked).venues["O1"]
    desk = Desk(
        open_area(town_area), whole.opportunities, read_rules(), read_parameters(Path(few_times))
    )
    people = [(whole.people[who], 0) for who in found.swept.people]
    verdicts = judge_many(desk, people, [whole.sessions["S1"]])
    rungs = {each.person: each.rung for each in verdicts}
    window = Window(Weekday.TUE, 36_000, 43_200)
    assert set(found.own) == {"S1"} and found.own["S1"].days == (Weekday.MON, Weekday.TUE)
    assert found.own["S1"].rungs_at(window) == rungs != found.swept.rungs_at(window)
    assert set(rungs.values()) == {Rung.DOOR_TO_DOOR}
    report = report_of(found, read_parameters(Path(few_times)))
    assert [one.now for told in report.today[:1] for one in told.counts] == [0, 0]
    assert "judged on those with their moves: S1." in " ".join(report.notes())
    again = find_sweep(own, town_area, "O1", **asked)
    assert again is not None and same(again, found) and set(again.own) == {"S1"}


def test_an_empty_register_is_refused(town_area: Path, tmp_path: Path) -> None:
    """There is nobody to sweep for; no traceback says so."""
    create_store(tmp_path / "r.sqlite").close()
    with pytest.raises(InputError, match="nobody is in the register"):
        sweep_sessions(tmp_path / "r.sqlite", town_area, ["O1"])


def test_an_unknown_venue_is_refused(register: Path, town_area: Path) -> None:
    """The message names it."""
    with pytest.raises(InputError, match="no opportunity O9"):
        sweep_sessions(register, town_area, ["O9"])


def test_where_sweeps_are_kept() -> None:
    """Beside a file; of a database among passing files, under a name that tells nothing."""
    assert kept_beside("/data/r.sqlite") == Path("/data/r.sqlite.sessions")
    found = kept_beside("postgresql://me:secret@host/db")
    assert found.is_absolute() and "secret" not in str(found)
