"""Settings: addresses and folders that differ from one installation to the next.

Each can be given as an environment variable (``TRANSIT_OVERPASS_URL``) or in a TOML file that
``TRANSIT_SETTINGS`` names; the environment wins. Numbers with a source are parameters instead
(``data/parameters``).
"""

import os
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, Field, ValidationError
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from transit import __version__
from transit.errors import InputError

SETTINGS_FILE = "TRANSIT_SETTINGS"
"""Environment variable that names the TOML file."""


def _web_address(text: str) -> str:
    if not text.startswith(("https://", "http://")):
        raise ValueError("expected an address that begins with https:// or http://")
    return text


WebAddress = Annotated[str, AfterValidator(_web_address)]


class Settings(BaseSettings):
    """What an installation may set.

    Parameters
    ----------
    overpass_url
        Overpass API, without ``/interpreter``.
    nominatim_url
        Nominatim, for finding a place by its name.
    extract_url
        OpenStreetMap extracts; ``{extract}`` stands for the extract's path.
    timetable_url
        Timetables as GTFS; ``{region}`` stands for the region.
    contact
        E-mail or web address that the servers' owners can write to; part of the user agent.
    user_agent
        How we name ourselves to servers.
    connect_timeout_s, read_timeout_s
        Seconds until an attempt is given up; the parameters' own when None.
    parameters_dir
        Folder of the council's own parameters.
    """

    model_config = SettingsConfigDict(env_prefix="TRANSIT_", extra="ignore", frozen=True)

    overpass_url: WebAddress = "https://overpass-api.de/api"
    nominatim_url: WebAddress = "https://nominatim.openstreetmap.org"
    extract_url: WebAddress = (
        "https://download.geofabrik.de/europe/united-kingdom/{extract}-latest.osm.pbf"
    )
    timetable_url: WebAddress = (
        "https://data.bus-data.dft.gov.uk/timetable/download/gtfs-file/{region}/"
    )
    contact: str = ""
    user_agent: str = f"transit/{__version__} (accessible journeys for adult social care)"
    connect_timeout_s: float | None = Field(default=None, gt=0)
    read_timeout_s: float | None = Field(default=None, gt=0)
    parameters_dir: Path | None = None

    @property
    def agent(self) -> str:
        """The user agent with the contact, as the servers' owners ask for."""
        return f"{self.user_agent} contact: {self.contact}" if self.contact else self.user_agent

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Put the environment before the file.

        Parameters
        ----------
        settings_cls
            This class.
        init_settings, env_settings
            Values given in code, and from the environment.
        dotenv_settings, file_secret_settings
            Not used: one file is enough.

        Returns
        -------
        tuple
            Where values come from, the first having the last word.
        """
        file = os.environ.get(SETTINGS_FILE)
        if not file:
            return (init_settings, env_settings)
        return (init_settings, env_settings, TomlConfigSettingsSource(settings_cls, Path(file)))


def read_settings() -> Settings:
    """Read the environment and the settings file.

    Returns
    -------
    Settings
        Checked settings.

    Raises
    ------
    InputError
        The file is missing or not TOML, or a value cannot be used.
    """
    file = os.environ.get(SETTINGS_FILE)
    if file and not Path(file).is_file():
        raise InputError(f"{SETTINGS_FILE} names {file}, but there is no such file")
    try:
        return Settings()
    except ValidationError as fault:
        raise InputError(_sentence(fault)) from fault
    except ValueError as fault:
        raise InputError(f"{file}: not a readable TOML file ({fault})") from fault


def _sentence(fault: ValidationError) -> str:
    """Say which settings are wrong, and why."""
    wrong = [
        f"{'.'.join(map(str, each['loc']))}: {each['msg'].removeprefix('Value error, ')}"
        for each in fault.errors(include_url=False, include_input=False)
    ]
    return (
        f"settings cannot be used: {'; '.join(wrong)}. "
        f"Mend the TRANSIT_ variable of that name or the file that {SETTINGS_FILE} names."
    )
