"""Changes to a timetable from TOML and CSV."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from transit.errors import InputError
from transit.model.timetable_edit import EditKind, TimetableEdit
from transit.model.weekdays import Weekday
from transit.read.timetable_edits import read_timetable_edits

EDITS = (
    TimetableEdit(kind=EditKind.CUT, route="8A", days=(Weekday.SAT, Weekday.SUN)),
    TimetableEdit(
        kind=EditKind.ADD, route="1", from_s=19 * 3600, to_s=25 * 3600 + 1800, every_s=1800
    ),
    TimetableEdit(kind=EditKind.MOVE_STOP, stop="A1", lat=51.5, lon=-3.0),
)


def test_both_kinds_of_file_say_the_same(tmp_path):
    """Days, hours after midnight, minutes and degrees; notes are for people."""
    toml = tmp_path / "edits.toml"
    toml.write_text(
        '[[edit]]\nkind = "cut"\nroute = "8A"\ndays = "sun sat"\nnote = "Proposal 3"\n'
        '[[edit]]\nkind = "add"\nroute = 1\nfrom = "19:00"\nto = "25:30"\nevery_min = 30\n'
        '[[edit]]\nkind = "move_stop"\nstop = "A1"\nlat = 51.5\nlon = -3.0\n'
    )
    table = tmp_path / "edits.csv"
    table.write_text(
        "kind,route,stop,days,from,to,every_min,lat,lon,note\n"
        "cut,8A,,sat sun,,,,,,Proposal 3\nadd,1,,,19:00,25:30,30,,,\n"
        "move_stop,,A1,,,,,51.5,-3.0,\n"
    )
    assert read_timetable_edits(toml) == EDITS
    assert read_timetable_edits(table) == EDITS


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("kind = 'slash'", r"edit 1: kind is 'slash', expected one of cut, close_stop"),
        ("kind = 'cut'", "cut needs a route or a stop"),
        ("kind = 'add'\nroute = '1'", "add needs how often"),
        ("kind = 'cut'\nroute = '1'\nfrom = '9'", "expected a time such as 18:30"),
        ("kind = 'cut'\nroute = '1'\nfrom = '10:00'\nto = '09:00'", "begin before it ends"),
        ("kind = 'cut'\nroute = '1'\nday = 'mon'", "no field day; expected kind"),
        ("kind = 'cut'\nroute = '1'\ndays = 'mun'", "expected days such as"),
        ("kind = 'move_stop'\nstop = 'A'\nlat = 51.0", "needs both"),
        ("kind = 'move_stop'\nstop = 'A'\nlat = 510\nlon = 0", "decimal degrees"),
        ("kind = 'close_stop'", "needs a stop"),
    ],
)
def test_what_cannot_be_done_is_named(tmp_path, row, why):
    """The number of the edit, the field, what was found and what was expected."""
    path = tmp_path / "edits.toml"
    path.write_text(f"[[edit]]\n{row}\n")
    with pytest.raises(InputError, match=why):
        read_timetable_edits(path)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    content=st.one_of(
        st.binary(max_size=120),
        st.lists(st.sampled_from(["kind", "cut", "route", "1", ",", "\n", "stop", "12:00", '"']))
        .map("".join)
        .map(str.encode),
    ),
    suffix=st.sampled_from([".toml", ".csv"]),
)
def test_whatever_is_in_a_file_it_is_read_or_refused(tmp_path, content, suffix):
    """Edits, or an error that names the file; never another exception."""
    path = tmp_path / f"any{suffix}"
    path.write_bytes(content)
    try:
        assert read_timetable_edits(path)
    except InputError as fault:
        assert path.name in str(fault)
