"""The drawn plans of the borough: what data/demo says, as it stands."""

from dataclasses import dataclass
from typing import Any

from transit.read.parameters import read_parameters, read_toml
from transit.resources import data_dir


@dataclass(frozen=True, slots=True)
class Plans:
    """Everything that the borough is grown from, besides the seed.

    Parameters
    ----------
    skeleton
        River, railway, main roads.
    paths
        Footpaths drawn by hand.
    districts
        Neighbourhoods and what each kind is like.
    names
        Names to draw from.
    places
        Landmarks, opportunities and their sessions.
    buses
        Operators, routes and hours.
    register
        People and fleet.
    values
        Shares and sizes by name, from data/parameters.
    """

    skeleton: dict[str, Any]
    paths: list[dict[str, Any]]
    districts: dict[str, Any]
    names: dict[str, Any]
    places: dict[str, Any]
    buses: dict[str, Any]
    register: dict[str, Any]
    values: dict[str, Any]

    def number(self, name: str) -> float:
        """Return one of the borough's numbers.

        Parameters
        ----------
        name
            Its name, without the leading ``demo_``.

        Returns
        -------
        float
            Its value.
        """
        return float(self.values[f"demo_{name}"])

    def text(self, name: str) -> str:
        """Return one of the borough's words.

        Parameters
        ----------
        name
            Its name, without the leading ``demo_``.

        Returns
        -------
        str
            Its value.
        """
        return str(self.values[f"demo_{name}"])


def read_plans() -> Plans:
    """Read the shipped plans.

    Returns
    -------
    Plans
        All of them.
    """
    folder = data_dir() / "demo"
    names = ("skeleton", "districts", "names", "places", "buses", "register")
    parts = {name: read_toml(folder / f"{name}.toml") for name in names}
    values = {name: found.value for name, found in read_parameters().items()}
    return Plans(paths=read_toml(folder / "paths.toml")["path"], values=values, **parts)
