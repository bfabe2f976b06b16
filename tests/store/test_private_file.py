"""Files about people: whole, for their owner's eyes, beside whatever lies there already."""

from pathlib import Path

import pytest

from transit.errors import StoreError
from transit.store.private_file import write_private


def _mode(file: Path) -> int:
    return file.stat().st_mode & 0o777


def test_a_file_is_its_owners(tmp_path: Path) -> None:
    """A new file, and one that took an open one's place, can be read by the owner only."""
    out = tmp_path / "plan.pdf"
    out.write_bytes(b"old")
    out.chmod(0o644)
    write_private(out, b"new")
    assert (out.read_bytes(), _mode(out)) == (b"new", 0o600)
    assert list(tmp_path.iterdir()) == [out]


def test_what_lies_beside_is_left_alone(tmp_path: Path) -> None:
    """Somebody's open ``plan.pdf.part`` neither lends its mode nor is taken away."""
    out, other = tmp_path / "plan.pdf", tmp_path / "plan.pdf.part"
    other.write_bytes(b"half a download")
    other.chmod(0o644)
    write_private(out, b"new")
    assert (_mode(out), other.read_bytes()) == (0o600, b"half a download")


@pytest.mark.parametrize("name", ["folder", "nowhere/plan.pdf"])
def test_nothing_is_left_of_what_cannot_be_written(tmp_path: Path, name: str) -> None:
    """A folder in the way, or none to write to: one message, no file left over."""
    (tmp_path / "folder").mkdir()
    with pytest.raises(StoreError, match="cannot be written"):
        write_private(tmp_path / name, b"new")
    assert [file.name for file in tmp_path.rglob("*")] == ["folder"]
