"""What a folder of downloads holds, and where it came from: ``fetch.json``."""

import datetime as dt
import json
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any, Self

from transit import __version__
from transit.fetch.files import FetchedFile
from transit.fetch.place import Box

NAME = "fetch.json"


@dataclass(frozen=True, slots=True)
class Manifest:
    """The record of a folder; saved after every file, so that an interrupted run goes on.

    Parameters
    ----------
    folder
        The folder.
    place
        Name of the place asked for.
    found
        The place as found, in full.
    place_box
        Box of the place; None before it is known.
    box
        Box of the streets: the place's with its margin.
    files
        Every file that is whole, by name.
    """

    folder: Path
    place: str = ""
    found: str = ""
    place_box: Box | None = None
    box: Box | None = None
    files: dict[str, FetchedFile] = field(default_factory=dict)

    @classmethod
    def read(cls, folder: Path) -> Self:
        """Read a folder's record; one that cannot be read counts as none.

        Parameters
        ----------
        folder
            The folder.

        Returns
        -------
        Manifest
            The record.
        """
        try:
            read = json.loads((folder / NAME).read_text(encoding="utf-8"))
            files = {each["path"]: _file(folder, each) for each in read["files"]}
            return cls(
                folder,
                str(read["place"]),
                str(read["found"]),
                _box(read["place_box"]),
                _box(read["box"]),
                files,
            )
        except (OSError, ValueError, KeyError, TypeError):
            return cls(folder)

    def with_file(self, file: FetchedFile) -> Self:
        """Return the record with a file in it, saved.

        Parameters
        ----------
        file
            A whole file.

        Returns
        -------
        Manifest
            The new record.
        """
        made = replace(self, files={**self.files, file.path.name: file})
        made.save()
        return made

    def save(self) -> None:
        """Write the record in one step, leaving out files that are gone."""
        there = [file.as_dict() for file in self.files.values() if file.path.is_file()]
        written = {
            "made_by": f"transit {__version__}",
            "place": self.place,
            "found": self.found,
            "place_box": self.place_box,
            "box": self.box,
            "files": there,
        }
        part = self.folder / f"{NAME}.part"
        part.write_text(json.dumps(written, indent=2, ensure_ascii=False), encoding="utf-8")
        part.replace(self.folder / NAME)

    def fresh(self, name: str, since: dt.datetime) -> FetchedFile | None:
        """Return a file that is here and younger than a moment.

        Parameters
        ----------
        name
            Its name.
        since
            The moment, aware.

        Returns
        -------
        FetchedFile or None
            None when it is missing, changed in size, or older.
        """
        file = self.files.get(name)
        if file is None or not file.path.is_file() or file.path.stat().st_size != file.bytes:
            return None
        return file if dt.datetime.fromisoformat(file.fetched) >= since else None


def _file(folder: Path, read: dict[str, Any]) -> FetchedFile:
    known = {each.name for each in fields(FetchedFile)}
    kept = {name: value for name, value in read.items() if name in known}
    # A name only: whatever the file says, nothing outside the folder is touched.
    return FetchedFile(**{**kept, "path": folder / Path(str(read["path"])).name})


def _box(read: list[float] | None) -> Box | None:
    if read is None:
        return None
    south, west, north, east = map(float, read)
    return south, west, north, east
