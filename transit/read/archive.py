"""Open a timetable, zip or folder, without trusting it: sizes and names are checked first."""

import stat
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import IO

from transit.errors import InputError
from transit.model.parameters import Parameters

_ENCRYPTED = 0x1
_FAULTS = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError)


@dataclass(frozen=True, slots=True)
class Limits:
    """What an archive may hold.

    Parameters
    ----------
    entries
        Most files.
    file_bytes
        Largest file, unpacked.
    total_bytes
        All files together, unpacked.
    ratio
        Most unpacked bytes a packed byte, for files above ``ratio_from_bytes``.
    ratio_from_bytes
        Files up to this size may have any ratio.
    """

    entries: int
    file_bytes: int
    total_bytes: int
    ratio: float
    ratio_from_bytes: int

    @classmethod
    def of(cls, parameters: Parameters) -> "Limits":
        """Return the limits that the parameters set.

        Parameters
        ----------
        parameters
            With the names ``archive_most_...``.

        Returns
        -------
        Limits
            The limits.
        """
        return cls(
            entries=int(parameters.number("archive_most_entries")),
            file_bytes=int(parameters.number("archive_most_file_bytes")),
            total_bytes=int(parameters.number("archive_most_total_bytes")),
            ratio=parameters.number("archive_most_ratio"),
            ratio_from_bytes=int(parameters.number("archive_ratio_from_bytes")),
        )

    @classmethod
    def of_stream(cls, parameters: Parameters) -> "Limits":
        """Return the limits for an archive that is read block by block, never whole.

        Parameters
        ----------
        parameters
            With the names ``archive_most_...``.

        Returns
        -------
        Limits
            As :meth:`of`, with room for a nation's files.
        """
        most = int(parameters.number("archive_most_streamed_bytes"))
        return replace(cls.of(parameters), file_bytes=most, total_bytes=most)


@dataclass(frozen=True, slots=True)
class Archive:
    """A timetable whose names and sizes were found safe.

    Parameters
    ----------
    path
        The zip or folder.
    sizes
        Unpacked bytes by file name, without any leading folder.
    folder
        Where the files lie within it, ``""`` at the top.
    zipped
        The open zip, None for a folder.
    """

    path: Path
    sizes: Mapping[str, int]
    folder: str
    zipped: zipfile.ZipFile | None

    @property
    def name(self) -> str:
        """The file's own name, for notices."""
        return self.path.name

    def read(self, file: str) -> bytes:
        """Return one file's bytes.

        Parameters
        ----------
        file
            One of :attr:`sizes`.

        Returns
        -------
        bytes
            Its content, never more than was announced.

        Raises
        ------
        InputError
            It is damaged, encrypted or longer than announced.
        """
        return b"".join(self.blocks(file, self.sizes[file] + 1))

    def blocks(self, file: str, size: int) -> Iterator[bytes]:
        """Yield one file's bytes in blocks, so that it need not fit into memory.

        Parameters
        ----------
        file
            One of :attr:`sizes`.
        size
            Bytes a block.

        Yields
        ------
        bytes
            The next block, all together never more than was announced.

        Raises
        ------
        InputError
            It is damaged, encrypted or longer than announced.
        """
        seen = 0
        try:
            with self._open(self.folder + file) as stream:
                while block := stream.read(size):
                    seen += len(block)
                    if seen > self.sizes[file]:
                        break
                    yield block
        except _FAULTS as fault:
            raise InputError(
                f"{self.name}/{file}: cannot be unpacked ({fault}); fetch the file again"
            ) from fault
        if seen > self.sizes[file]:
            raise InputError(f"{self.name}/{file}: longer than announced; fetch the file again")

    def _open(self, inner: str) -> IO[bytes]:
        """Open a file of the zip or folder."""
        if self.zipped is not None:
            return self.zipped.open(inner)
        return (self.path / inner).open("rb")


@contextmanager
def open_archive(path: Path, limits: Limits) -> Iterator[Archive]:
    """Open a zip or a folder after checking what is in it.

    Parameters
    ----------
    path
        The zip or folder. Files may lie in one folder inside it.
    limits
        What it may hold.

    Yields
    ------
    Archive
        The checked archive; a zip is closed on leaving.

    Raises
    ------
    InputError
        It is missing, neither a zip nor a folder, damaged, encrypted, too large, or has names
        that lead outside it.
    """
    if path.is_dir():
        try:
            archive = _folder(path, limits)
        except OSError as fault:
            raise InputError(f"{path}: cannot be read ({fault}); check who may read it") from fault
        yield archive
        return
    if not path.is_file():
        raise InputError(f"{path}: no such file or folder; check the name")
    try:
        zipped = zipfile.ZipFile(path)
    except (*_FAULTS, ValueError) as fault:
        raise InputError(
            f"{path.name}: not a zip archive, or only part of one ({fault}); fetch the file again, "
            "or give the folder of .txt files"
        ) from fault
    with zipped:
        yield _checked_zip(path, zipped, limits)


def _folder(path: Path, limits: Limits) -> Archive:
    """Return a folder's files, one folder down if it holds nothing but that."""
    inner = [entry for entry in sorted(path.iterdir()) if not entry.name.startswith(".")]
    folder = ""
    if len(inner) == 1 and inner[0].is_dir() and not inner[0].is_symlink():
        folder = inner[0].name + "/"
        inner = [entry for entry in sorted(inner[0].iterdir()) if not entry.name.startswith(".")]
    sizes = {}
    for entry in inner:
        if entry.is_symlink() and not entry.resolve().is_relative_to(path.resolve()):
            raise InputError(f"{path.name}/{entry.name}: a link out of the folder; copy the file")
        if entry.is_file():
            sizes[entry.name] = entry.stat().st_size
    _check_sizes(path.name, sizes, limits)
    return Archive(path, sizes, folder, None)


def _checked_zip(path: Path, zipped: zipfile.ZipFile, limits: Limits) -> Archive:
    """Return a zip's files after checking every entry."""
    if len(zipped.infolist()) > limits.entries:
        raise InputError(
            f"{path.name}: {len(zipped.infolist())} files, at most {limits.entries} are expected; "
            "is it a timetable?"
        )
    sizes: dict[str, int] = {}
    for entry in zipped.infolist():
        _check_entry(path.name, entry, limits)
        if entry.is_dir() or _is_clutter(entry.filename):
            continue
        if entry.filename in sizes:
            raise InputError(f"{path.name}/{entry.filename}: twice in the zip; keep one of them")
        sizes[entry.filename] = entry.file_size
    _check_sizes(path.name, sizes, limits)
    folder = _only_folder(sizes)
    inside = {
        name.removeprefix(folder): size
        for name, size in sizes.items()
        if "/" not in name.removeprefix(folder)
    }
    return Archive(path, inside, folder, zipped)


def _check_entry(name: str, entry: zipfile.ZipInfo, limits: Limits) -> None:
    """Refuse names that lead elsewhere, links, encryption and bombs."""
    # zipfile cuts a name at a NUL byte and turns the system's separator; judge what was written.
    written = entry.orig_filename
    inner = PurePosixPath(written)
    tricks = ("\\" in written, "\0" in written, inner.is_absolute(), ".." in inner.parts)
    if any(tricks) or ":" in written.split("/")[0]:
        raise InputError(
            f"{name}: the name {written[:80]!r} leads outside the archive; "
            "do not use this file, ask its publisher"
        )
    if stat.S_ISLNK(entry.external_attr >> 16):
        raise InputError(f"{name}/{written}: a link, expected a file; pack the file itself")
    if entry.flag_bits & _ENCRYPTED:
        raise InputError(f"{name}/{written}: encrypted; pack it again without a password")
    packed = max(entry.compress_size, 1)
    if entry.file_size > limits.ratio_from_bytes and entry.file_size / packed > limits.ratio:
        raise InputError(
            f"{name}/{written}: unpacks to {entry.file_size / packed:.0f} times its size, at most "
            f"{limits.ratio:.0f} is expected; if it is sound, raise archive_most_ratio"
        )


def _check_sizes(name: str, sizes: Mapping[str, int], limits: Limits) -> None:
    """Refuse too many or too large files."""
    if len(sizes) > limits.entries:
        raise InputError(
            f"{name}: {len(sizes)} files, at most {limits.entries} are expected; is it a timetable?"
        )
    for file, size in sizes.items():
        if size > limits.file_bytes:
            raise InputError(
                f"{name}/{file}: {size} bytes, at most {limits.file_bytes} are read; "
                "give the box of your area with --clip, or raise archive_most_file_bytes"
            )
    if sum(sizes.values()) > limits.total_bytes:
        raise InputError(
            f"{name}: {sum(sizes.values())} bytes unpacked, at most {limits.total_bytes} are read; "
            "give the box of your area with --clip, or raise archive_most_total_bytes"
        )


def _is_clutter(name: str) -> bool:
    """Tell whether an entry was left there by an operating system."""
    return name.startswith("__MACOSX/") or name.rsplit("/", 1)[-1].startswith(".")


def _only_folder(names: Mapping[str, int]) -> str:
    """Return the folder that all files lie in, with its slash, or ``""``."""
    folders = {name.split("/", 1)[0] for name in names if "/" in name}
    if len(folders) == 1 and all("/" in name for name in names):
        return folders.pop() + "/"
    return ""
