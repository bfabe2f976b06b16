"""What is scored, in parts that any worker can do.

Parts name people by numbers only, and neither a job nor a part shows what it holds when printed:
clusters log what they were given.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from transit.model.observation import Observation
from transit.model.opportunities import Opportunity, Session
from transit.model.people import Person


@dataclass(frozen=True, slots=True)
class ScoreJob:
    """What all parts share.

    Parameters
    ----------
    area
        Folder or address under which every worker can open the area.
    edition, seen_edition
        The area's edition, and that of the area as people saw it.
    parameters_dir
        The council's own parameters.
    opportunities, sessions
        The directory by id, venues as people saw them.
    observations
        What was seen.
    key
        The same for equal jobs.
    """

    area: str
    edition: str
    seen_edition: str
    parameters_dir: str | None
    opportunities: Mapping[str, Opportunity] = field(repr=False)
    sessions: Mapping[str, Session] = field(repr=False)
    observations: tuple[Observation, ...] = field(repr=False)
    key: str = ""


@dataclass(frozen=True, slots=True)
class ScoreCase:
    """One verdict to be made.

    Parameters
    ----------
    person
        Number of the person in the part.
    place
        Number of the place that they start from.
    session
        Id of the session.
    """

    person: int
    place: int
    session: str


@dataclass(frozen=True, slots=True)
class ScoreWork:
    """A part.

    Parameters
    ----------
    block
        Its number.
    people
        Their ids are numbers.
    cases
        The verdicts to be made.
    """

    block: int
    people: Sequence[Person] = field(repr=False)
    cases: Sequence[ScoreCase] = field(repr=False)
