"""What a fetch brought, and what to do next; or what to do by hand when it could not."""

import shlex
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from transit.fetch.files import FetchedFile, Source
from transit.fetch.place import Box, Place


@dataclass(frozen=True, slots=True)
class FetchReport:
    """What is in the folder now.

    Parameters
    ----------
    place
        The place, as found.
    box
        Box of the streets: south, west, north, east; decimal degrees.
    folder
        The folder.
    files
        Streets first, then timetables.
    reused
        Names of files that were here already and are still the newest.
    """

    place: Place
    box: Box
    folder: Path
    files: tuple[FetchedFile, ...]
    reused: tuple[str, ...]

    @property
    def build_command(self) -> str:
        """The command that makes an area of the files."""
        streets = [str(file.path) for file in self.files if file.kind == "streets"]
        feeds = [str(file.path) for file in self.files if file.kind == "timetable"]
        return _build_command(streets[0], feeds, self.box, self.folder / "area")

    def as_dict(self) -> dict[str, Any]:
        """Return the report as plain values, for JSON.

        Returns
        -------
        dict
            Place, box, folder, files, and the command to run next.
        """
        return {
            "place": self.place.name,
            "found": self.place.found,
            "box": list(self.box),
            "folder": str(self.folder),
            "files": [file.as_dict() for file in self.files],
            "reused": list(self.reused),
            "build_command": self.build_command,
        }


def by_hand(fault: str, sources: Sequence[Source], box: Box, folder: Path) -> str:
    """Say what can be done where the network is not.

    Parameters
    ----------
    fault
        What happened.
    sources
        What is still missing and can be downloaded in a browser.
    box
        Box of the streets.
    folder
        The folder.

    Returns
    -------
    str
        Several lines.
    """
    files = {source.name: str(folder / source.name) for source in sources}
    streets = next((files[each.name] for each in sources if each.kind == "extract"), "STREETS")
    feeds = [files[each.name] for each in sources if each.kind == "timetable"]
    return "\n".join(
        (
            f"{fault}",
            "What has arrived is kept: run the same command when the network is back.",
            "Or download these in a browser, on any machine:",
            *(f"  {source.url}  as  {files[source.name]}" for source in sources),
            "and then run",
            f"  {_build_command(streets, feeds, box, folder / 'area')}",
        )
    )


def _build_command(streets: str, feeds: Sequence[str], box: Box, area: Path) -> str:
    words = ["transit", "build", "--osm", streets, "--gtfs", *(feeds or ["TIMETABLE.zip"])]
    words += [f"--clip={','.join(f'{degrees:g}' for degrees in box)}", "--out", str(area)]
    return shlex.join(words)
