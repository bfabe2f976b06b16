"""Where compiled kernels are kept."""

import os
from pathlib import Path

import pytest

from transit.kernels.cache import VARIABLE, cache_of, keep_by_sources


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    """Return a folder of two kernels."""
    (tmp_path / "caller.py").write_text("one")
    (tmp_path / "callee.py").write_text("two")
    return tmp_path


def folder(sources: Path, given: str = "") -> Path:
    """Return where they are kept; fail if nowhere."""
    made = cache_of(sources, given)
    assert made is not None
    return made


def test_another_source_is_another_place(sources: Path) -> None:
    """A change of the callee alone takes the caller's compiled form away, too."""
    before = folder(sources)
    assert folder(sources) == before
    assert before.is_dir()
    (sources / "callee.py").write_text("three")
    assert folder(sources) != before
    (sources / "callee.py").write_text("two")
    assert folder(sources) == before


def test_a_process_that_was_started_looks_for_itself(sources: Path, tmp_path: Path) -> None:
    """What a parent took for itself is not taken over; what somebody chose is left alone."""
    before = folder(sources)
    (sources / "caller.py").write_text("another")
    assert folder(sources, given=str(before)) not in (before, None)
    assert cache_of(sources, str(tmp_path / "elsewhere")) is None


def test_what_others_still_use_stays(sources: Path) -> None:
    """Of two old places the one that was made long ago goes, and the other stays."""
    old = folder(sources)
    os.utime(old, (0, 0))
    (sources / "caller.py").write_text("second")
    young = folder(sources)
    assert not old.exists()
    (sources / "caller.py").write_text("third")
    folder(sources)
    assert young.exists()


def test_numba_is_told(sources: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether it is loaded already or not."""
    import numba

    monkeypatch.setattr(numba.config, "CACHE_DIR", "")
    monkeypatch.delenv(VARIABLE, raising=False)
    keep_by_sources(sources)
    assert os.environ[VARIABLE] == str(folder(sources)) == numba.config.CACHE_DIR
