"""Settings come from the environment and a file, and what is wrong with them is a sentence."""

from pathlib import Path

import pytest

from transit.errors import InputError
from transit.settings import Settings, read_settings


@pytest.fixture(autouse=True)
def no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nothing of this machine reach the tests."""
    for name in Settings.model_fields:
        monkeypatch.delenv(f"TRANSIT_{name.upper()}", raising=False)
    monkeypatch.delenv("TRANSIT_SETTINGS", raising=False)


def test_shipped_addresses_are_encrypted() -> None:
    """Nothing is fetched in the clear unless somebody asks for it."""
    shipped = read_settings()
    for address in (
        shipped.overpass_url,
        shipped.nominatim_url,
        shipped.extract_url,
        shipped.timetable_url,
    ):
        assert address.startswith("https://")


def test_the_environment_wins_over_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file fills in what the environment leaves out."""
    file = tmp_path / "transit.toml"
    file.write_text('overpass_url = "https://file.example"\ncontact = "maps@file.example"\n')
    monkeypatch.setenv("TRANSIT_SETTINGS", str(file))
    monkeypatch.setenv("TRANSIT_OVERPASS_URL", "https://environment.example")
    read = read_settings()
    assert read.overpass_url == "https://environment.example"
    assert read.contact == "maps@file.example"
    assert read.agent.endswith("contact: maps@file.example")


@pytest.mark.parametrize("address", ["file:///etc/passwd", "ftp://x", "overpass-api.de", ""])
def test_an_address_is_of_the_web(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another scheme is refused, with the setting's name and what was expected."""
    monkeypatch.setenv("TRANSIT_OVERPASS_URL", address)
    with pytest.raises(InputError, match=r"overpass_url: expected an address .* https://"):
        read_settings()


@pytest.mark.parametrize("seconds", ["0", "-1", "soon"])
def test_a_timeout_is_a_time(seconds: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A timeout is a number above 0."""
    monkeypatch.setenv("TRANSIT_READ_TIMEOUT_S", seconds)
    with pytest.raises(InputError, match="read_timeout_s"):
        read_settings()


@pytest.mark.parametrize("text", ["not toml", "overpass_url = ["])
def test_a_file_that_is_no_toml(text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The file is named in the message."""
    file = tmp_path / "transit.toml"
    file.write_text(text)
    monkeypatch.setenv("TRANSIT_SETTINGS", str(file))
    with pytest.raises(InputError, match=r"transit\.toml: not a readable TOML file"):
        read_settings()


def test_a_file_that_is_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that is named must be there; nothing is silently left out."""
    monkeypatch.setenv("TRANSIT_SETTINGS", "/nowhere/transit.toml")
    with pytest.raises(InputError, match="no such file"):
        read_settings()
