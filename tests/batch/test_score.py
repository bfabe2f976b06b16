"""Scoring a register: the same verdicts whoever works, resumed where it stopped, only what changed.

Nine people live in the small town of :mod:`tests.town_files`; they can do different things, so that
every rung comes up.
"""

import datetime as dt
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from register_files import write_table
from town_files import at
from town_register import TOWN_TABLES

from transit.batch.runners import alone, on_cluster, on_cores
from transit.batch.score import score_register
from transit.errors import TransitError
from transit.model.fact import State
from transit.model.observation import Observation
from transit.model.verdict import Rung
from transit.network.changes import reach_of
from transit.network.store import open_area
from transit.read.parameters import read_parameters
from transit.read.profiles import list_profiles
from transit.read.skills import read_skills
from transit.store import open_store
from transit.store.edit import save_person
from transit.store.importing import import_files
from transit.store.surveys import record_observations
from transit.store.verdicts import read_all
from transit.store.whole import read_register

Done = Iterator[Any]
HOMES = ((-30.0, 0.0), (600.0, 190.0), (150.0, 390.0))
LEVELS = ("3", "2", "0")
PROFILES = ("walks-well", "older-and-slow", "manual-wheelchair")


def _people() -> Iterator[tuple[dict[str, str], list[dict[str, str]]]]:
    """Every profile at every home; one can do all, one all but change and cross, one is new."""
    skills = list(read_skills().skills)
    for row, profile in enumerate(PROFILES):
        for column, (x, y) in enumerate(HOMES):
            who = f"P{row}{column}"
            lat, lon = at(x, y)
            person = {"person_id": who, "profile": profile, "companion": "family"}
            person |= {"companion_days": "mon tue wed thu", "out_after_dark": "yes"}
            person |= {"home_lat": f"{lat:.6f}", "home_lon": f"{lon:.6f}", "pays_fares": "yes"}
            person |= {"bears_noise": "yes", "bears_crowds": "yes", "concessionary_pass": "no"}
            assessed = {"assessed_by": "trainer 2", "assessed_on": "2026-01-05"}
            able = [
                {"person_id": who, "skill": skill, "level": LEVELS[column], "trainable": "yes"}
                | assessed
                for skill in skills
                if column != 1 or not skill.startswith(("change", "cross"))
            ]
            yield person, able


@pytest.fixture(scope="module")
def parts_of_four(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A council's parameters that cut work into parts of four verdicts."""
    folder = tmp_path_factory.mktemp("own")
    text = '[score_block_verdicts]\nvalue = 4\nunit = "verdicts"\nsource = "test"\n'
    text += 'date = "2026-01-01"\nconfidence = "assumed"\n'
    (folder / "batch.toml").write_text(text, encoding="utf-8")
    return str(folder)


@pytest.fixture
def new_register(tmp_path: Path) -> Callable[[str], Path]:
    """Return a function that makes a register of nine people."""
    made = list(_people())
    tables = {
        "opportunities": TOWN_TABLES["opportunities"],
        "sessions": TOWN_TABLES["sessions"],
        "people": [person for person, _ in made],
        "abilities": [row for _, rows in made for row in rows],
    }
    files = {name: write_table(tmp_path / f"{name}.csv", rows) for name, rows in tables.items()}

    def make(name: str) -> Path:
        outcome = import_files(tmp_path / name, files, who="test")
        assert outcome.is_imported, outcome.faults
        return tmp_path / name

    return make


def _verdicts(register: Path) -> list[Any]:
    """Everything that the register says, in order."""
    store = open_store(register)
    found = sorted(read_all(store), key=lambda one: (one.person, one.place, one.session))
    store.close()
    return found


def _score(register: Path, area: Path, **more: Any) -> Any:
    return score_register(register, area, who="test", **more)


def test_every_rung_comes_up(
    new_register: Callable[[str], Path], town_area: Path, tmp_path: Path
) -> None:
    """All 27 verdicts are there, in the register and in the table, on more than one rung."""
    register, out = new_register("a.sqlite"), tmp_path / "verdicts.parquet"
    summary = _score(register, town_area, out=out)
    assert (summary.asked, summary.scored, summary.kept) == (27, 27, 0)
    rungs = {one.rung for one in _verdicts(register)}
    assert {Rung.NOW, Rung.WITH_TRAINING} <= rungs
    table = pl.read_parquet(out)
    assert table.height == 27
    assert out.stat().st_mode & 0o077 == 0  # about people: for their owner only


def test_same_verdicts_however_the_work_is_shared(
    new_register: Callable[[str], Path], town_area: Path, tmp_path: Path, parts_of_four: str
) -> None:
    """One part or seven, one process or three: the verdicts and the files are the same."""
    whole = new_register("whole.sqlite")
    _score(whole, town_area)
    wanted, files = _verdicts(whole), []
    for workers in (1, 3):
        register = new_register(f"{workers}.sqlite")
        out = tmp_path / f"{workers}.parquet"
        _score(register, town_area, runner=on_cores(workers), parameters_dir=parts_of_four, out=out)
        assert _verdicts(register) == wanted
        files.append(out.read_bytes())
    assert files[0] == files[1]


def test_a_cluster_that_loses_a_worker_changes_nothing(
    new_register: Callable[[str], Path], town_area: Path, parts_of_four: str
) -> None:
    """On Dask, with a worker killed half-way, the verdicts are the same."""
    distributed = pytest.importorskip("distributed")
    whole, shared = new_register("whole.sqlite"), new_register("shared.sqlite")
    _score(whole, town_area)
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None
    ) as cluster:
        run = on_cluster(cluster.scheduler_address)

        def losing(job: Any, work: Iterable[Any], n_blocks: int) -> Done:
            for n, done in enumerate(run(job, work, n_blocks)):
                if n == 0:
                    os.kill(next(iter(cluster.workers.values())).pid, signal.SIGKILL)
                yield done

        _score(shared, town_area, runner=losing, parameters_dir=parts_of_four)
    assert _verdicts(shared) == _verdicts(whole)


def test_what_was_scored_is_kept_until_its_inputs_change(
    new_register: Callable[[str], Path], town_area: Path
) -> None:
    """Twice the same scores nobody again; a person who has changed is scored alone."""
    register = new_register("a.sqlite")
    _score(register, town_area)
    assert _score(register, town_area).scored == 0
    store = open_store(register)
    with store.writing() as session:
        person = read_register(session).people["P02"]
        other = tuple(replace(one, trainable=State.NO) for one in person.abilities)
        save_person(session, replace(person, abilities=other), person, {"abilities": 1}, "test")
    store.close()
    summary = _score(register, town_area)
    assert (summary.scored, summary.kept) == (3, 24)


def test_taken_up_where_it_was_stopped(
    new_register: Callable[[str], Path], town_area: Path, parts_of_four: str
) -> None:
    """Stopped after two parts, the next run scores only the others, and all is the same."""
    whole, broken = new_register("whole.sqlite"), new_register("broken.sqlite")
    _score(whole, town_area, parameters_dir=parts_of_four)

    def stopped(job: Any, work: Iterable[Any], n_blocks: int) -> Done:
        for n, done in enumerate(alone(job, work, n_blocks)):
            if n == 2:
                raise KeyboardInterrupt
            yield done

    with pytest.raises(KeyboardInterrupt):
        _score(broken, town_area, runner=stopped, parameters_dir=parts_of_four)
    before = len(_verdicts(broken))
    assert 0 < before < 27
    assert _score(broken, town_area, parameters_dir=parts_of_four).scored == 27 - before
    assert _verdicts(broken) == _verdicts(whole)


def test_killed_half_way_and_started_again(
    new_register: Callable[[str], Path], town_area: Path, parts_of_four: str
) -> None:
    """After kill -9 the register is whole; what was saved stays, and the rest is scored."""
    whole, killed = new_register("whole.sqlite"), new_register("killed.sqlite")
    _score(whole, town_area)
    command = [sys.executable, "-m", "transit", "score", str(killed), "--area", str(town_area)]
    command += ["--workers", "1", "--parameters", parts_of_four]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as started:
        until = time.monotonic() + 300
        while not _verdicts(killed) and started.poll() is None and time.monotonic() < until:
            time.sleep(0.02)
        started.kill()
    assert _verdicts(killed)
    _score(killed, town_area)
    assert _verdicts(killed) == _verdicts(whole)


def test_scoring_what_a_survey_touched_equals_scoring_all(
    new_register: Callable[[str], Path], town_area: Path
) -> None:
    """Kerbs seen at the zebra: scoring the stale verdicts alone gives what scoring all gives."""
    register, fresh = new_register("a.sqlite"), new_register("b.sqlite")
    _score(register, town_area)
    lat, lon = at(320.0, 0.0)
    seen = Observation(
        fact="kerb",
        state=State.NO,
        lat=lat,
        lon=lon,
        seen_on=dt.date(2026, 2, 1),
        seen_by="trainer 2",
    )
    for each in (register, fresh):
        store = open_store(each)
        reach = reach_of(list_profiles(), read_parameters())
        record_observations(store, [seen], open_area(town_area), reach, who="test")
        store.close()
    again = _score(register, town_area)
    assert again.stale == again.scored
    assert again.scored > 0
    _score(fresh, town_area)
    assert _verdicts(register) == _verdicts(fresh)


def test_what_cannot_be_scored_is_said(
    new_register: Callable[[str], Path], town_area: Path, tmp_path: Path
) -> None:
    """No register and no area are told in one sentence."""
    with pytest.raises(TransitError, match=r"none\.sqlite"):
        _score(tmp_path / "none.sqlite", town_area)
    with pytest.raises(TransitError, match="nowhere"):
        _score(new_register("a.sqlite"), tmp_path / "nowhere")
