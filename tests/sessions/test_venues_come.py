"""Who can come: minutes to spare, the last way home, and counts with small numbers hidden."""

import polars as pl

from transit.disclosure import Audience, State
from transit.equity.share import share_venues
from transit.model.opportunities import Session
from transit.model.verdict import Rung
from transit.model.weekdays import Weekday
from transit.read.parameters import read_parameters
from transit.sessions.venues_come import come_counts, comers

SESSION = Session(
    id="S1", opportunity="O", activity="", days=(Weekday.MON,), start_s=36_000, end_s=54_000
)


def verdict(person: str, rung: Rung, **given: object) -> dict[str, object]:
    """Return a row of the table of verdicts: there at 9:50, home at 15:12."""
    row = {
        "session": "S1",
        "person": person,
        "place": 0,
        "rung": rung.word,
        "confirmed": True,
        "is_stale": False,
        "out_leave_s": 33_000,
        "out_arrive_s": 35_400,
        "back_leave_s": 54_720,
        "back_arrive_s": 57_000,
        "back_fragile": False,
        "out_lines": ["7"],
        "back_lines": ["7", "8"],
    }
    return row | given


NO_WAY = {"out_arrive_s": None, "back_leave_s": None, "out_lines": None, "back_lines": None}


def test_minutes_to_spare_and_the_last_way_home() -> None:
    """Ten minutes early, twelve after the end; P2 takes the last way, P3 has none."""
    rows = [
        verdict("P3", Rung.DOOR_TO_DOOR, **NO_WAY),
        verdict("P2", Rung.NOW, back_fragile=True),
        verdict("P1", Rung.NOW),
    ]
    found = comers(pl.DataFrame(rows), SESSION)
    assert [each.person for each in found] == ["P1", "P2", "P3"]
    assert (found[0].early_min, found[0].after_min, found[0].is_last_home) == (10, 12, False)
    assert (found[0].leave_s, found[0].home_s, found[2].leave_s) == (33_000, 57_000, None)
    assert found[0].back_lines == ("7", "8")
    assert found[1].is_last_home is True
    assert (found[2].early_min, found[2].is_last_home, found[2].out_lines) == (None, None, ())


def test_small_counts_are_hidden_and_large_ones_told() -> None:
    """Twelve come as things are, two after training; two places of one person count once."""
    rows = [verdict(f"P{number}", Rung.NOW) for number in range(12)]
    rows += [verdict(f"Q{number}", Rung.WITH_TRAINING) for number in range(2)]
    rows.append(verdict("P0", Rung.DOOR_TO_DOOR, place=1, **NO_WAY))
    words = pl.Enum([rung.word for rung in Rung])
    frame = pl.DataFrame(rows, schema_overrides={"rung": words})
    made = come_counts(frame, {"S1": "Hub"}, read_parameters(), Audience.INSIDE)
    assert made.words(session="Hub", verdict="with_training") != "2"
    hidden = [cell for cell in made.cells.values() if cell.state is State.HIDDEN]
    assert hidden
    assert made.value(session="Hub", verdict="now") in (12, None)


def test_a_choice_of_sessions_hides_what_all_of_them_hide() -> None:
    """Three sessions of the same 300 people: day by day, all at once and in a list, the same.

    If the cell hidden beside the two of S2 were another one on each table, 300 less the rest would
    be the two.
    """
    each = {"S1": (90, 120, 13, 77), "S2": (81, 140, 2, 77), "S3": (150, 3, 70, 77)}
    rows = [
        verdict(f"P{number}", rung, session=name)
        for name, counts in each.items()
        for number, rung in enumerate(
            rung for rung, n in zip(Rung, counts, strict=True) for _ in range(n)
        )
    ]
    frame = pl.DataFrame(rows, schema_overrides={"rung": pl.Enum([rung.word for rung in Rung])})
    parameters = read_parameters()
    names = {name: name for name in each}
    together = come_counts(frame, names, parameters, Audience.INSIDE)
    told = {
        name: [together.words(session=name, verdict=rung.word) for rung in Rung] for name in each
    }
    for name in each:
        alone = come_counts(frame, {name: name}, parameters, Audience.INSIDE)
        assert [alone.words(session=name, verdict=rung.word) for rung in Rung] == told[name]
    listed = pl.DataFrame(
        [
            {"session": name} | {rung.word: n for rung, n in zip(Rung, counts, strict=True)}
            for name, counts in each.items()
        ]
    )
    shared = share_venues(listed, "session", Audience.INSIDE, parameters)
    assert {name: list(row.values()) for name, row in shared.items()} == told
    assert told["S2"][Rung.WITH_COMPANION] != "2"


def test_minutes_of_a_session_that_was_moved_since_are_not_told() -> None:
    """Judged for 10 to 15, moved to 16: nobody leaves 168 minutes before the end."""
    late = SESSION.__class__(
        id="S1", opportunity="O", activity="", days=(Weekday.MON,), start_s=28_800, end_s=64_800
    )
    found = comers(pl.DataFrame([verdict("P1", Rung.NOW)]), late)
    assert (found[0].early_min, found[0].after_min) == (None, None)
    assert (found[0].leave_s, found[0].home_s) == (None, None)
