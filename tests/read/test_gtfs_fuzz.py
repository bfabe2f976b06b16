"""Whatever stands in a feed's files, reading and building end in notices or a clear error."""

import os
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.feeds import feed_files, trip, write_files
from transit.errors import InputError
from transit.model.notice import Severity
from transit.network.day import day_timetable
from transit.network.timetable_build import build_timetable
from transit.read.gtfs import read_feed
from transit.read.gtfs_catalogue import CATALOGUE
from transit.read.parameters import read_parameters

PARAMETERS = read_parameters()
FILES = feed_files(
    [
        trip("t1", "A 08:00", "B -", "C 08:20", block_id="1", shape_id="s"),
        trip("t2", "C 08:25", "D 08:30", block_id="1", wheelchair_accessible="1"),
        trip("t3", "D 23:50 pickup_type=2", "E 24:30 drop_off_type=1"),
    ],
    files={
        "frequencies.txt": "trip_id,start_time,end_time,headway_secs\nt2,06:00:00,07:00:00,600\n",
        "calendar_dates.txt": "service_id,date,exception_type\nALL,20230604,2\n",
        "shapes.txt": "shape_id,shape_pt_lat,shape_pt_lon,shape_pt_sequence\n"
        "s,51.5,-3,1\ns,51.52,-3,2\n",
        "transfers.txt": "from_trip_id,to_trip_id,transfer_type\nt1,t2,4\n",
    },
)
NASTY = st.sampled_from(
    [
        b"", b",", b'"', b'""', b"\n", b"\r", b"\r\n", b"\0", b"\xff", b"\xef\xbb\xbf", b" ",
        b"-1", b"0", b"9" * 30, b"1e308", b"nan", b"inf", b"-0.0", b"25:61:00", b"-1:00:00",
        b"999:59:59", b"20991231", b"00010101", b"99999999", b"A", b"t1", b"ALL", b"\xe2\x80\xa8",
        b"%s{x}", b"=cmd()", b"../..",
    ]
)  # fmt: skip
ANYTHING = NASTY | st.binary(max_size=12)


@st.composite
def damaged(draw: st.DrawFn) -> dict[str, bytes]:
    """Return the feed's files with a few cells, bytes, lines or files changed."""
    files = {name: text.encode() for name, text in FILES.items()}
    for _ in range(draw(st.integers(1, 5))):
        name = draw(st.sampled_from(sorted(FILES)))
        content = files.get(name, b"")
        kind = draw(st.sampled_from(["cell", "cell", "cell", "insert", "cut", "line", "drop"]))
        at = draw(st.integers(0, max(len(content) - 1, 0)))
        if kind == "cell":
            lines = content.split(b"\n")
            row = draw(st.integers(0, len(lines) - 1))
            cells = lines[row].split(b",")
            cells[draw(st.integers(0, len(cells) - 1))] = draw(ANYTHING)
            lines[row] = b",".join(cells)
            content = b"\n".join(lines)
        elif kind == "insert":
            content = content[:at] + draw(ANYTHING) + content[at:]
        elif kind == "cut":
            content = content[:at]
        elif kind == "line":
            lines = content.split(b"\n")
            content = b"\n".join([*lines, draw(st.sampled_from(lines))])
        else:
            files.pop(name, None)
            continue
        files[name] = content
    return files


@given(files=damaged())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_damage_ends_in_a_traceback(tmp_path: Path, files: dict[str, bytes]) -> None:
    """Either a timetable of what is sound, or one error that names the feed; and notices."""
    folder = tmp_path / str(os.getpid())
    for old in folder.glob("*"):
        old.unlink()
    write_files(folder, files)
    if not files:
        return
    try:
        feed = read_feed(folder, PARAMETERS)
    except InputError as fault:
        assert folder.name in str(fault)
        return
    for notice in feed.notices:
        assert notice.code in CATALOGUE
        assert "{" not in notice.message + notice.todo or "{x}" in str(notice.value)
        assert notice.value is None or len(notice.value) <= 80
    try:
        timetable, _ = build_timetable([feed], PARAMETERS)
    except InputError as fault:
        assert feed.name in str(fault)
        assert not feed.trips.height or feed.notices
        return
    n_stops = timetable.pattern_first_stop[1:] - timetable.pattern_first_stop[:-1]
    n_trips = timetable.pattern_first_trip[1:] - timetable.pattern_first_trip[:-1]
    assert (n_stops * n_trips).sum() == timetable.arrival.size
    assert (timetable.arrival <= timetable.departure).all()
    day = day_timetable(timetable, timetable.first_date)
    assert (day.arrays.arrival <= day.arrays.departure).all()


def test_every_notice_has_a_severity_and_a_remedy() -> None:
    """The catalogue says for each code how bad it is, what was found and what to do."""
    for code, entry in CATALOGUE.items():
        assert code == code.lower()
        assert entry.severity in Severity
        assert entry.message.endswith((".", "."))
        assert entry.todo.endswith(".")


def test_every_notice_is_documented() -> None:
    """docs/notices.md has a row for each code, and none that is gone."""
    text = (Path(__file__).parents[2] / "docs" / "notices.md").read_text(encoding="utf-8")
    for code, entry in CATALOGUE.items():
        assert f"| `{code}` | {entry.severity.value} |" in text
