"""A changed area equals one built from the changed feed, and so does everything scored over it."""

import csv
import datetime as dt
import io
import json
import shutil
from dataclasses import replace

import numpy as np
import pytest
from town_files import LAT0, timetable, write_town
from town_register import TOWN_TABLES, write_town_register

from transit.batch import what_if, what_if_score
from transit.batch.in_memory import every_key, score_in_memory
from transit.batch.score import score_register
from transit.batch.what_if import Sources, make_what_if
from transit.batch.what_if_score import who_is_stranded
from transit.cli import main
from transit.errors import AreaError, InputError
from transit.model.verdict import Rung
from transit.network.build import build_area
from transit.network.store import open_area, read_manifest
from transit.read.parameters import read_parameters
from transit.store import open_store
from transit.store.edit import mark_changed
from transit.store.overrides import override_verdict
from transit.store.whole import read_register
from transit.verdict.basis import shipped_basis

EVENING = '[[edit]]\nkind = "add"\nroute = "7"\nfrom = "19:30"\nto = "21:01"\nevery_min = 30\n'
MORNING = '[[edit]]\nkind = "cut"\nroute = "7"\nfrom = "08:00"\nto = "10:00"\n'


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    """The town's files, its area, and its register, scored."""
    folder = tmp_path_factory.mktemp("what-if")
    streets, feed = write_town(folder)
    build_area(streets, [feed], folder / "area", draw_map=False)
    first, *others = TOWN_TABLES["people"]
    goes = [first | {"opportunity_id": "O1", "session_id": "S1"}, *others]
    tables = write_town_register(folder / "files", {**TOWN_TABLES, "people": goes})
    words = [word for name, path in tables.items() for word in (f"--{name}", str(path))]
    with pytest.raises(SystemExit):
        main(["import", str(folder / "r.sqlite"), *words])
    score_register(folder / "r.sqlite", folder / "area")
    return folder


def edited_feed(folder, change):
    """The town's feed after changes to its rows of trips and of stop_times, as files."""
    texts = timetable()
    tables = {name: list(csv.DictReader(io.StringIO(texts[f"{name}.txt"])))
              for name in ("trips", "stop_times")}  # fmt: skip
    change(tables)
    for name, rows in tables.items():
        text = io.StringIO()
        lines = csv.DictWriter(text, rows[0])
        lines.writeheader()
        lines.writerows(rows)
        texts[f"{name}.txt"] = text.getvalue()
    folder.mkdir()
    for name, text in texts.items():
        (folder / name).write_text(text)
    return folder


def as_both(tables):
    """Cut 8 to 10 o'clock; add 19:30, 20:00, 20:30 and 21:00, which take four minutes."""
    gone = {f"t{minute}" for minute in range(480, 600, 15)}
    for name in tables:
        tables[name] = [row for row in tables[name] if row["trip_id"] not in gone]
    sample = next(row for row in tables["trips"] if row["trip_id"] == "t1140")
    for number, minute in enumerate((1170, 1200, 1230, 1260), start=1):
        trip = f"t1140+{number}"
        tables["trips"].append(sample | {"trip_id": trip})
        for at, stop in enumerate(("west", "east")):
            clock = f"{(minute + 4 * at) // 60:02d}:{(minute + 4 * at) % 60:02d}:00"
            tables["stop_times"].append(
                {"trip_id": trip, "arrival_time": clock, "departure_time": clock,
                 "stop_id": stop, "stop_sequence": str(at + 1)}
            )  # fmt: skip


def verdicts_over(area, register):
    """Every verdict over an area, without the hash of its inputs."""
    store = open_store(register)
    with store.reading() as session:
        held = read_register(session)
    store.close()
    keys = every_key(held.people, held.sessions)
    found = score_in_memory(
        str(area), keys, held.people, held.sessions, held.opportunities,
        shipped_basis(read_parameters()),
    )  # fmt: skip
    return {
        (row["person_id"], row["place"], row["session_id"]):
        {name: value for name, value in row.items() if name != "input_hash"}
        for row in found
    }  # fmt: skip


def test_verdicts_are_those_of_the_changed_feed(files, tmp_path):
    """Every column of every verdict, journeys and reasons too; and not those of today's buses."""
    (tmp_path / "edits.toml").write_text(MORNING + EVENING)
    made = make_what_if(files / "area", tmp_path / "edits.toml", tmp_path / "fast")
    feed = edited_feed(tmp_path / "feed", as_both)
    build_area(files / "town.osm", [feed], tmp_path / "slow", draw_map=False)
    fast = verdicts_over(tmp_path / "fast", files / "r.sqlite")
    assert fast == verdicts_over(tmp_path / "slow", files / "r.sqlite")
    assert fast != verdicts_over(files / "area", files / "r.sqlite")
    assert (made.edited.taken, made.edited.added) == ((8, 0), (0, 4))


def test_the_real_area_stays_and_the_other_says_what_it_is(files, tmp_path):
    """Streets are shared; the manifest names the base and the edits; the same folder is refused."""
    before = read_manifest(files / "area")
    (tmp_path / "edits.toml").write_text(MORNING)
    made = make_what_if(files / "area", tmp_path / "edits.toml", tmp_path / "other")
    assert read_manifest(files / "area") == before
    other = open_area(tmp_path / "other")
    assert other.manifest["base"] == before["edition"] == made.base
    assert other.manifest["inputs"][-1]["name"] == "edits.toml"
    assert other.manifest["counts"]["trips"] == before["counts"]["trips"] - 8
    assert made.only_takes_away
    joined = replace(made, edited=made.edited._replace(rejoined=True))
    assert not joined.only_takes_away
    with pytest.raises(AreaError, match="is the real area"):
        make_what_if(files / "area", tmp_path / "edits.toml", files / "area")


@pytest.mark.parametrize("edits", [MORNING, EVENING, MORNING + EVENING])
def test_only_what_may_change_is_scored_and_nothing_is_missed(files, tmp_path, edits):
    """Who is stranded or gains is found as by scoring everybody; not all had to be."""
    (tmp_path / "edits.toml").write_text(edits)
    made = make_what_if(files / "area", tmp_path / "edits.toml", tmp_path / "other")
    found = who_is_stranded(files / "r.sqlite", files / "area", made)
    real = verdicts_over(files / "area", files / "r.sqlite")
    after = verdicts_over(tmp_path / "other", files / "r.sqlite")
    wanted = set()
    for who in ("P1", "P2", "P3"):
        for place in ("O1", "O2"):
            best = [min((row["rung"] for key, row in rows.items()
                         if key[0] == who and row["opportunity_id"] == place),
                        default=Rung.DOOR_TO_DOOR) for rows in (real, after)]  # fmt: skip
            if best[0] != best[1]:
                wanted.add((who, place, *best))
    assert {turn[:4] for turn in found.comparison.turns} == wanted
    assert found.verdicts == len(real)
    assert found.scored < found.verdicts or not made.only_takes_away


def test_what_somebody_goes_to_today_and_what_was_decided_count(files, tmp_path, monkeypatch):
    """P1 loses S1 and keeps S2 at O1: stranded from today. Decided to be alone, P1 keeps S1."""
    (tmp_path / "edits.toml").write_text(MORNING)
    made = make_what_if(files / "area", tmp_path / "edits.toml", tmp_path / "other")
    lost = {"person_id": "P1", "place": 0, "session_id": "S1", "opportunity_id": "O1",
            "rung": Rung.DOOR_TO_DOOR}  # fmt: skip
    monkeypatch.setattr(what_if_score, "score_in_memory", lambda *_, **__: [lost])
    shutil.copy(files / "r.sqlite", tmp_path / "r.sqlite")
    found = who_is_stranded(tmp_path / "r.sqlite", files / "area", made)
    assert (found.comparison.stranded, found.decide_again) == ((), ())
    assert found.comparison.stranded_today == ("P1",)
    store = open_store(tmp_path / "r.sqlite")
    review = dt.datetime.now(dt.UTC).date() + dt.timedelta(days=90)
    override_verdict(store, "P1", "S1", Rung.NOW, by="t", reason="walks", review_on=review)
    store.close()
    found = who_is_stranded(tmp_path / "r.sqlite", files / "area", made)
    assert (found.comparison.stranded_today, found.comparison.visits) == ((), ())
    assert found.decide_again == ("P1",)


def test_a_register_that_is_not_scored_over_the_area_is_refused(files, tmp_path):
    """Before anything is compared, verdicts must be those of the real area."""
    (tmp_path / "edits.toml").write_text(MORNING)
    made = make_what_if(files / "area", tmp_path / "edits.toml", tmp_path / "other")
    with pytest.raises(InputError, match="9 verdicts are missing or out of date"):
        who_is_stranded(files / "r.sqlite", tmp_path / "other", made)


def test_an_area_that_was_built_is_not_written_over(files, tmp_path):
    """A folder that holds a built area is refused; one made of changes before is made anew."""
    (tmp_path / "edits.toml").write_text(MORNING)
    shutil.copytree(files / "area", tmp_path / "town")
    with pytest.raises(AreaError, match="holds an area that was built"):
        make_what_if(files / "area", tmp_path / "edits.toml", tmp_path / "town")
    for _ in range(2):
        make_what_if(files / "area", tmp_path / "edits.toml", tmp_path / "other")


def test_a_timetable_that_runs_on_no_day_is_refused(files, tmp_path, monkeypatch):
    """The trips that are left belong to a service without days."""
    (tmp_path / "edits.toml").write_text(MORNING)
    real = what_if.edit_timetable

    def never(*words):
        edited = real(*words)
        idle = np.zeros_like(edited.timetable.active)
        return edited._replace(timetable=replace(edited.timetable, active=idle))

    monkeypatch.setattr(what_if, "edit_timetable", never)
    with pytest.raises(InputError, match="no bus runs on any day"):
        make_what_if(files / "area", tmp_path / "edits.toml", tmp_path / "other")
    with pytest.raises(AreaError):
        open_area(tmp_path / "other")


@pytest.mark.parametrize("named", ["east", "East End"])
def test_a_moved_stop_is_built_from_the_files(files, tmp_path, named):
    """The stop stands elsewhere, as in an area built from such a feed; without files it cannot."""
    lat = LAT0 + 0.0018
    (tmp_path / "edits.toml").write_text(
        f'[[edit]]\nkind = "move_stop"\nstop = "{named}"\nlat = {lat}\nlon = -1.4847\n' + MORNING
    )
    with pytest.raises(InputError, match="give --osm and --gtfs"):
        make_what_if(files / "area", tmp_path / "edits.toml", tmp_path / "moved")
    sources = Sources(files / "town.osm", (files / "town.gtfs.zip",))
    make_what_if(files / "area", tmp_path / "edits.toml", tmp_path / "moved", sources=sources)
    moved, real = open_area(tmp_path / "moved"), open_area(files / "area")
    stops = dict(moved.timetable.stops.select("stop_id", "lat").rows())
    assert stops["east"] == pytest.approx(lat)
    assert moved.manifest["base"] == real.edition
    assert (
        moved.walk.corner_lat[moved.stops.corner[1]] != real.walk.corner_lat[real.stops.corner[1]]
    )
    assert len(moved.timetable.trip_row) == len(real.timetable.trip_row) - 8


def test_the_command_tells_counts_and_ids_only_where_asked(files, tmp_path, capsys):
    """Counts of three people are words; ids stand in the list that asks for them."""
    (tmp_path / "edits.toml").write_text(MORNING)

    def run(*more):
        words = ["what-if", "--area", files / "area", "--edits", tmp_path / "edits.toml",
                 "--out", tmp_path / "other", *more]  # fmt: skip
        with pytest.raises(SystemExit) as left:
            main([str(word) for word in words])
        return int(left.value.code or 0), capsys.readouterr()

    code, told = run("--register", files / "r.sqlite", "--workers", "1", "--json")
    assert code == 0
    found = json.loads(told.out)
    assert found["edits"] == [{"kind": "cut", "route": "7", "taken": 8, "added": 0}]
    assert not any(person in told.out for person in ("P1", "P2", "P3"))
    code, told = run("--register", files / "r.sqlite", "--workers", "1", "--ids")
    assert code == 0
    assert "for review by people" in told.out
    assert run("--ids")[0] == 2
    shutil.rmtree(tmp_path / "other")
    shutil.copy(files / "r.sqlite", tmp_path / "r.sqlite")
    store = open_store(tmp_path / "r.sqlite")
    with store.writing() as session:
        mark_changed(session, people=("P1",), sessions=())
    store.close()
    assert run("--register", tmp_path / "r.sqlite")[0] == 1
    assert not (tmp_path / "other").exists()
    assert run("--osm", files / "town.osm")[0] == 2
