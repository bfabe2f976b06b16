"""Parts of a job done by workers, each kept in a file so that none is done twice."""

import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from transit.batch.score_inputs import digest_of
from transit.batch.score_job import ScoreJob, ScoreWork
from transit.errors import InputError

Runner = Callable[[ScoreJob, Iterable[ScoreWork], int], Iterator[tuple[int, bytes]]]
"""Does so many parts and gives each with what it found as soon as it is done, in any order."""


def folder_beside(register: str | Path, what: str) -> Path:
    """Return a folder for what was worked out of a register.

    Parameters
    ----------
    register
        Its file or address.
    what
        What is kept there, one word.

    Returns
    -------
    Path
        Beside the file; of a database, among this machine's passing files.
    """
    if "://" not in str(register):
        return Path(f"{register}.{what}")
    return Path(tempfile.gettempdir()) / f"transit-{what}-{digest_of(str(register))[:16]}"


class KeptParts:
    """A folder of what parts found; without one, nothing is kept.

    Parameters
    ----------
    folder
        The folder, made where it is not there; only its owner may read it.
    """

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self._used: set[str] = set()

    @property
    def has_any(self) -> bool:
        """Whether anything is kept there, of this job or another."""
        return self._folder is not None and any(self._folder.glob("*.json"))

    def find(self, key: str) -> bytes | None:
        """Return what a part found.

        Parameters
        ----------
        key
            What the part was made from.

        Returns
        -------
        bytes or None
            None where it is not kept.
        """
        self._used.add(key)
        if self._folder is None:
            return None
        try:
            return (self._folder / f"{key}.json").read_bytes()
        except OSError:
            return None

    def keep(self, key: str, found: bytes) -> None:
        """Keep what a part found, whole or not at all.

        Parameters
        ----------
        key
            What the part was made from.
        found
            What it found.

        Raises
        ------
        InputError
            The folder cannot be written.
        """
        if self._folder is None:
            return
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile(dir=self._folder, delete=False) as part:
                part.write(found)
            Path(part.name).replace(self._folder / f"{key}.json")
        except OSError as fault:
            raise InputError(f"{self._folder}: cannot be written ({fault.strerror})") from fault

    def forget_others(self, spare: int = 0) -> None:
        """Remove what no part of the last job was made from.

        Parameters
        ----------
        spare
            How many of these stay, the latest.
        """
        if self._folder is None or not self._folder.is_dir():
            return
        others = [
            (each.stat().st_mtime, each)
            for each in self._folder.glob("*.json")
            if each.stem not in self._used
        ]
        for _, each in sorted(others, reverse=True)[spare:]:
            each.unlink(missing_ok=True)


class Keyed(NamedTuple):
    """A part with what it was made from."""

    work: ScoreWork
    key: str


def part_key(job: ScoreJob, part: Keyed) -> str:
    """Return under which name a part is kept.

    Parameters
    ----------
    job
        The job.
    part
        The part.

    Returns
    -------
    str
        The same for equal parts of equal jobs.
    """
    return digest_of(job.key, part.key)[:40]


def do_parts(
    job: ScoreJob,
    parts: Sequence[Keyed],
    runner: Runner,
    kept: KeptParts,
    progress: Callable[[int, int], None],
    stop: Callable[[], None],
) -> dict[int, bytes]:
    """Do the parts that are not kept.

    Parameters
    ----------
    job
        The job.
    parts
        Its parts.
    runner
        Who works.
    kept
        What was done before.
    progress
        Told how many parts are done, and of how many.
    stop
        Called between parts; it may raise to end the work.

    Returns
    -------
    dict
        What each part found, by its number.
    """
    keys = {part.work.block: part_key(job, part) for part in parts}
    done = {number: found for number, key in keys.items() if (found := kept.find(key)) is not None}
    progress(len(done), len(parts))
    waiting = [part.work for part in parts if part.work.block not in done]
    for number, found in runner(job, waiting, len(waiting)):
        kept.keep(keys[number], found)
        done[number] = found
        progress(len(done), len(parts))
        stop()
    return done
