"""Which pages there are, by role: travel training, commissioning, services, setting up."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

import streamlit as st
from streamlit.navigation.page import StreamlitPage

_FOLDER: Final = Path(__file__).parent / "app_pages"


@dataclass(frozen=True, slots=True)
class PageEntry:
    """A page of the navigation.

    Parameters
    ----------
    file
        Its file in ``app_pages``, without the ending.
    title
        What it is called there, and in its heading.
    path
        Its address; None for the page that is shown first.
    needs_area
        Whether it has nothing to show without an area.
    """

    file: str
    title: str
    path: str | None = None
    needs_area: bool = False

    @property
    def is_there(self) -> bool:
        """Whether its file is."""
        return (_FOLDER / f"{self.file}.py").exists()

    def made(self) -> StreamlitPage:
        """Return it as Streamlit takes it.

        Returns
        -------
        StreamlitPage
            For the navigation.
        """
        return st.Page(
            f"app_pages/{self.file}.py",
            title=self.title,
            url_path=self.path,
            default=self.path is None,
        )


PAGES: Final = (
    # Travel training.
    PageEntry("journey_plan", "Find a journey", needs_area=True),
    PageEntry("person", "Person", "person"),
    PageEntry("plan", "Plan", "plan"),
    PageEntry("training", "Training", "training"),
    PageEntry("my_trainees", "My trainees", "trainees"),
    PageEntry("timetable_watch", "Timetable watch", "watch"),
    # Commissioning.
    PageEntry("overview", "Overview", "overview"),
    PageEntry("runs", "Runs", "runs", needs_area=True),
    PageEntry("who_could_switch", "Who could switch", "switch"),
    PageEntry("scenarios", "Scenarios", "scenarios"),
    PageEntry("what_if", "What if", "what-if", needs_area=True),
    PageEntry("report", "Report", "report"),
    # Services.
    PageEntry("session_times", "Session times", "times", needs_area=True),
    PageEntry("who_could_travel", "Who could travel", "who", needs_area=True),
    PageEntry("who_can_come", "Who can come", "come"),
    PageEntry("venues", "Windows and venues", "venues", needs_area=True),
    PageEntry("opportunities_nearby", "Opportunities nearby", "nearby", needs_area=True),
    PageEntry("coverage", "Coverage", "coverage", needs_area=True),
    # Set up.
    PageEntry("import_register", "Import", "import"),
    PageEntry("data_and_updates", "Data and updates", "data", needs_area=True),
    PageEntry("help", "Help", "help"),
)
"""In the order of the navigation; each page's file is thin, its parts are in ``parts``."""
