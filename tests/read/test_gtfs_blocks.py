"""Tables read block by block are the tables read whole."""

import tempfile
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.feeds import write_files
from transit.errors import InputError
from transit.read.archive import Limits, open_archive
from transit.read.gtfs_blocks import Gathered, read_blocks, whole_records
from transit.read.gtfs_catalogue import make_notice
from transit.read.gtfs_schema import ROUTES
from transit.read.gtfs_table import TableLimits
from transit.read.parameters import read_parameters

PARAMETERS = read_parameters()
LIMITS = TableLimits.of(PARAMETERS)
CELL = st.sampled_from(["1", "", "Bus 7", '"a, b"', '"two\nlines"', '"say ""hop"""', "é"])


def read(folder: Path, block_bytes: int) -> tuple[pl.DataFrame, list[tuple[str, int | None, int]]]:
    """Return a routes file's cells, and its notices as code, row and count."""
    told = Gathered(LIMITS.most_singles)
    with open_archive(folder, Limits.of_stream(PARAMETERS)) as archive:
        blocks = list(read_blocks(archive, ROUTES, LIMITS, block_bytes, told))
    cells = pl.concat(blocks) if blocks else pl.DataFrame()
    return cells, [(notice.code, notice.row, notice.count) for notice in told.notices()]


@given(
    rows=st.lists(st.tuples(CELL, CELL, CELL), max_size=12),
    block_bytes=st.integers(24, 200),
    mark=st.sampled_from(["", "\ufeff"]),
)
def test_any_size_of_block_gives_the_same_rows(
    rows: list[tuple[str, str, str]], block_bytes: int, mark: str
) -> None:
    """Cells, line numbers and notices do not depend on where blocks end, quotes or not."""
    lines = ["route_id,agency_id,route_short_name", *(",".join(row) for row in rows)]
    text = mark + "\n".join(lines) + "\n"
    with tempfile.TemporaryDirectory() as folder:
        write_files(Path(folder), {"routes.txt": text})
        whole, blocks = read(Path(folder), 1 << 20), read(Path(folder), block_bytes)
    assert whole[0].fill_null("").equals(blocks[0].fill_null(""))
    assert whole[1] == blocks[1]


def test_notices_keep_the_files_lines_and_are_counted_over_blocks(tmp_path: Path) -> None:
    """Five rows have a cell too many: three are named with their lines, two are counted."""
    rows = [f"r{at},A,{at}{',more' if at % 2 else ''}" for at in range(10)]
    text = "\n".join(["route_id,agency_id,route_short_name", *rows, ""])
    write_files(tmp_path, {"routes.txt": text})
    _, noticed = read(tmp_path, 24)
    extra = [notice for notice in noticed if notice[0] == "extra_cells"]
    assert extra == [("extra_cells", 3, 1), ("extra_cells", 5, 1), ("extra_cells", 7, 1),
                     ("extra_cells", None, 2)]  # fmt: skip


def test_line_ends_of_every_kind(tmp_path: Path) -> None:
    """Carriage returns go, and do not count as lines of their own."""
    write_files(tmp_path, {"routes.txt": "route_id,agency_id\r\n" + "r1,A\r\n" * 20})
    cells, noticed = read(tmp_path, 24)
    assert cells["row"].to_list() == list(range(2, 22))
    assert set(cells["agency_id"]) == {"A"}
    assert not noticed


def test_utf16_is_read_as_one(tmp_path: Path) -> None:
    """Such a file cannot be cut at line feeds; it is turned into UTF-8 first."""
    text = "route_id,agency_id\n" + "r1,A\n" * 20
    write_files(tmp_path, {"routes.txt": text.encode("utf-16")})
    cells, noticed = read(tmp_path, 24)
    assert cells.height == 20
    assert [code for code, _, _ in noticed] == ["not_utf8"]


def test_a_mark_that_is_never_closed_does_not_hold_the_rest(tmp_path: Path) -> None:
    """After some blocks a cell that is still open counts as never closed; reading goes on."""
    rows = "".join(f"r{at:02},A\n" for at in range(60))
    write_files(tmp_path, {"routes.txt": 'route_id,agency_id\n"r,A\n' + rows})
    cells, noticed = read(tmp_path, 24)
    assert "r59" in set(cells["route_id"])
    assert "unclosed_quote" in {code for code, _, _ in noticed}


def test_empty_files_and_headers_alone(tmp_path: Path) -> None:
    """Nothing is yielded; the empty file is noticed."""
    write_files(tmp_path, {"routes.txt": ""})
    assert [code for code, _, _ in read(tmp_path, 24)[1]] == ["empty_file"]
    write_files(tmp_path, {"routes.txt": "route_id,agency_id"})
    cells, noticed = read(tmp_path, 24)
    assert not cells.height
    assert not noticed


def test_a_file_that_grows_while_it_is_read_is_refused(tmp_path: Path) -> None:
    """More bytes than announced may be a trick, in blocks too."""
    write_files(tmp_path, {"routes.txt": "route_id\nr1\n"})
    told = Gathered(LIMITS.most_singles)
    with open_archive(tmp_path, Limits.of_stream(PARAMETERS)) as archive:
        (tmp_path / "routes.txt").write_text("route_id\n" + "r1\n" * 50)
        with pytest.raises(InputError, match="longer than announced"):
            list(read_blocks(archive, ROUTES, LIMITS, 8, told))


def test_records_stay_whole() -> None:
    """A line feed inside quotation marks ends nothing."""
    text = b'a,"1\n2"\nb,3\n'
    assert list(whole_records([text[:5], text[5:9], text[9:]], 5)) == [b'a,"1\n2"\n', b"b,3\n"]


def test_gathered_counts_what_it_does_not_show() -> None:
    """Of seven notices three are shown; the last stands for four."""
    told = Gathered(3)
    told.add([make_notice("extra_cells", "f", row=row) for row in range(1, 8)], 10)
    assert [(one.row, one.count) for one in told.notices()] == [
        (11, 1), (12, 1), (13, 1), (None, 4),
    ]  # fmt: skip
