"""What verdicts rest on besides the area: skills, levels of demands, settings, ready profiles."""

from collections.abc import Mapping
from dataclasses import dataclass

from transit.errors import InputError
from transit.model.demand_rules import DemandRules
from transit.model.parameters import Parameters
from transit.model.profile import Profile
from transit.model.skills import Catalogue
from transit.model.streets import RoadClass
from transit.read.demands import read_demand_rules
from transit.read.parameters import read_parameters
from transit.read.profiles import list_profiles
from transit.read.rules import Rules, read_rules
from transit.read.skills import read_skills


@dataclass(frozen=True, slots=True, eq=False)
class Basis:
    """Everything that a rung is made of.

    Parameters
    ----------
    catalogue
        The skills.
    demands
        Levels by kind of demand.
    rules
        Rules for streets.
    parameters
        Limits and choices, ``data/parameters/verdict.toml`` among them.
    profiles
        Ready profiles by name.
    """

    catalogue: Catalogue
    demands: DemandRules
    rules: Rules
    parameters: Parameters
    profiles: Mapping[str, Profile]

    def profile(self, name: str) -> Profile:
        """Return a ready profile.

        Parameters
        ----------
        name
            Its name.

        Returns
        -------
        Profile
            The profile.

        Raises
        ------
        InputError
            There is none of that name.
        """
        if name not in self.profiles:
            raise InputError(
                f"there is no profile {name!r}; ready profiles are "
                f"{', '.join(sorted(self.profiles))}"
            )
        return self.profiles[name]

    def word(self, name: str) -> str:
        """Return a parameter that is a word.

        Parameters
        ----------
        name
            Its name.

        Returns
        -------
        str
            Its value.

        Raises
        ------
        InputError
            It is missing or not a word.
        """
        found = self.parameters.get(name)
        if found is None or not isinstance(found.value, str):
            raise InputError(f"parameter {name} must be a word; see data/parameters")
        return found.value

    def names(self, name: str) -> frozenset[str]:
        """Return a parameter that is a list of words.

        Parameters
        ----------
        name
            Its name.

        Returns
        -------
        frozenset of str
            Its value.

        Raises
        ------
        InputError
            It is missing or not a list.
        """
        return self.parameters.names(name)

    def roads(self, name: str) -> tuple[RoadClass, ...]:
        """Return a parameter that names classes of road.

        Parameters
        ----------
        name
            Its name.

        Returns
        -------
        tuple of RoadClass
            Its value.

        Raises
        ------
        InputError
            It is missing or names a class that there is not.
        """
        found = self.parameters.get(name)
        names = found.value if found is not None and isinstance(found.value, list) else None
        if names is None or not all(str(each) in RoadClass.__members__ for each in names):
            raise InputError(f"parameter {name} must be a list of road classes")
        return tuple(RoadClass[str(each)] for each in names)


def shipped_basis(parameters: Parameters | None = None) -> Basis:
    """Return what ships with the package.

    Parameters
    ----------
    parameters
        A council's own; the shipped ones when None.

    Returns
    -------
    Basis
        Read anew.
    """
    return Basis(
        catalogue=read_skills(),
        demands=read_demand_rules(),
        rules=read_rules(),
        parameters=parameters or read_parameters(),
        profiles={profile.name: profile for profile in list_profiles()},
    )
