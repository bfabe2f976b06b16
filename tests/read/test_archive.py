"""Archives are opened only when their names, sizes and kinds are harmless."""

import io
import os
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.feeds import feed_files, trip, write_files
from transit.errors import InputError
from transit.read.archive import Limits, open_archive
from transit.read.gtfs import read_feed
from transit.read.parameters import read_parameters

LIMITS = Limits(entries=10, file_bytes=1_000, total_bytes=3_000, ratio=200, ratio_from_bytes=100)
PARAMETERS = read_parameters()
GOOD = feed_files([trip("t1", "A 08:00", "B 08:10")])


def zip_of(path: Path, **entries: bytes | str) -> Path:
    """Write a zip of files whose names end in .txt."""
    return write_files(path, {f"{name}.txt": content for name, content in entries.items()})


def refusal(path: Path, limits: Limits = LIMITS) -> str:
    """Return why an archive is refused."""
    with pytest.raises(InputError) as caught, open_archive(path, limits):
        pass
    return str(caught.value)


@pytest.mark.parametrize("name", ["feed.zip", "feed"])
def test_reads_zip_and_folder_alike(tmp_path: Path, name: str) -> None:
    """A zip and a folder of the same files read the same."""
    path = zip_of(tmp_path / name, stops="a\n1\n", trips="b\n")
    with open_archive(path, LIMITS) as archive:
        assert dict(archive.sizes) == {"stops.txt": 4, "trips.txt": 2}
        assert archive.read("stops.txt") == b"a\n1\n"


@pytest.mark.parametrize("name", ["feed.zip", "feed"])
def test_looks_into_one_single_folder(tmp_path: Path, name: str) -> None:
    """Files in a single folder inside the archive are found, clutter beside it is not."""
    if name.endswith(".zip"):
        path = write_files(
            tmp_path / name, {"inner/stops.txt": "a\n", "__MACOSX/inner/._stops.txt": "x"}
        )
    else:
        path = tmp_path / name
        write_files(path / "inner", {"stops.txt": "a\n", ".DS_Store": "x"})
    with open_archive(path, LIMITS) as archive:
        assert list(archive.sizes) == ["stops.txt"]
        assert archive.read("stops.txt") == b"a\n"


@pytest.mark.parametrize(
    "name",
    [
        "../stops.txt",
        "/stops.txt",
        "a/../../stops.txt",
        "..\\stops.txt",
        "C:/stops.txt",
        "a\0b.txt",
    ],
)
def test_refuses_names_that_lead_outside(tmp_path: Path, name: str) -> None:
    """No name may point out of the archive on any system."""
    path = tmp_path / "feed.zip"
    with zipfile.ZipFile(path, "w") as archive:
        entry = zipfile.ZipInfo("placeholder.txt")
        entry.filename = entry.orig_filename = name
        archive.writestr(entry, "a\n")
    assert "leads outside" in refusal(path)


def test_refuses_links(tmp_path: Path) -> None:
    """A symbolic link in a zip is not followed."""
    path = tmp_path / "feed.zip"
    entry = zipfile.ZipInfo("stops.txt")
    entry.external_attr = 0o120777 << 16
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(entry, "/etc/passwd")
    assert "a link" in refusal(path)


def test_refuses_links_out_of_a_folder(tmp_path: Path) -> None:
    """A symbolic link in a folder may stay inside it only."""
    outside = tmp_path / "secret.txt"
    outside.write_text("a\n")
    folder = tmp_path / "feed"
    write_files(folder, {"trips.txt": "b\n"})
    (folder / "stops.txt").symlink_to(outside)
    assert "a link out of the folder" in refusal(folder)


def test_refuses_the_same_name_twice(tmp_path: Path) -> None:
    """Two entries of one name would make readers disagree."""
    path = tmp_path / "feed.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("stops.txt", "a\n")
        with pytest.warns(UserWarning, match="Duplicate name"):
            archive.writestr("stops.txt", "b\n")
    assert "twice" in refusal(path)


@pytest.mark.parametrize(
    ("limits", "said"),
    [
        (replace(LIMITS, entries=1), "2 files"),
        (replace(LIMITS, file_bytes=499), "500 bytes"),
        (replace(LIMITS, total_bytes=999), "1000 bytes"),
        (replace(LIMITS, ratio=2), "times its size"),
    ],
)
def test_refuses_what_is_too_large(tmp_path: Path, limits: Limits, said: str) -> None:
    """Each limit refuses by itself: two files of 500 like letters."""
    path = zip_of(tmp_path / "feed.zip", stops="a" * 500, trips="a" * 500)
    assert said in refusal(path, limits)


def test_refuses_a_bomb_before_unpacking_it(tmp_path: Path) -> None:
    """100 MB of zeros pack into 100 kB: a ratio of 1,000, refused by the shipped limits."""
    path = tmp_path / "feed.zip"
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("stop_times.txt", "w") as entry,
    ):
        for _ in range(100):
            entry.write(bytes(1_000_000))
    assert "times its size" in refusal(path, Limits.of(PARAMETERS))


def test_does_not_believe_an_understated_size(tmp_path: Path) -> None:
    """A bomb that announces a small size is cut off at that size and found out."""
    content = bytes(2_000_000)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("stops.txt", content)
    lied = buffer.getvalue().replace(
        len(content).to_bytes(4, "little"), (900).to_bytes(4, "little")
    )
    path = tmp_path / "feed.zip"
    path.write_bytes(lied)
    with open_archive(path, LIMITS) as archive, pytest.raises(InputError, match="fetch the file"):
        archive.read("stops.txt")


def test_refuses_encryption(tmp_path: Path) -> None:
    """An encrypted entry is named, with what to do."""
    path = zip_of(tmp_path / "feed.zip", stops="a\n")
    data = bytearray(path.read_bytes())
    data[data.index(b"PK\x03\x04") + 6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(bytes(data))
    assert "encrypted" in refusal(path)


@pytest.mark.parametrize("content", [b"", b"not a real zip file\n", b"PK\x03\x04", b"\0" * 1000])
def test_refuses_what_is_no_zip(tmp_path: Path, content: bytes) -> None:
    """Anything else is refused by name, with what to do."""
    path = tmp_path / "feed.zip"
    path.write_bytes(content)
    assert "feed.zip: not a zip archive" in refusal(path)


def test_refuses_what_is_not_there(tmp_path: Path) -> None:
    """A missing file is named."""
    assert "no such file" in refusal(tmp_path / "feed.zip")


def test_no_gtfs_file_at_all(tmp_path: Path) -> None:
    """A sound zip of something else is not a feed."""
    path = write_files(tmp_path / "holiday.zip", {"photo.jpg": b"\xff\xd8"})
    with pytest.raises(InputError, match="no GTFS file"):
        read_feed(path, PARAMETERS)


ZIPPED = io.BytesIO()
with zipfile.ZipFile(ZIPPED, "w", zipfile.ZIP_DEFLATED) as made:
    for file, text in GOOD.items():
        made.writestr(file, text)


@given(data=st.data())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_damaged_zips_never_end_in_a_traceback(tmp_path: Path, data: st.DataObject) -> None:
    """Cut short or with bytes changed, a zip is read in part or refused, nothing else."""
    content = bytearray(ZIPPED.getvalue())
    if data.draw(st.booleans(), label="cut"):
        content = content[: data.draw(st.integers(0, len(content) - 1), label="length")]
    for _ in range(data.draw(st.integers(0, 8), label="changes")):
        if content:
            at = data.draw(st.integers(0, len(content) - 1), label="at")
            content[at] = data.draw(st.integers(0, 255), label="byte")
    path = tmp_path / f"{os.getpid()}.zip"
    path.write_bytes(bytes(content))
    try:
        read_feed(path, PARAMETERS)
    except InputError as fault:
        assert path.name in str(fault)
