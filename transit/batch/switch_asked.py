"""What is asked about switching."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from transit.batch.switch_inputs import Moved
from transit.model.parameters import Value


@dataclass(frozen=True, slots=True, kw_only=True)
class SwitchAsked:
    """What is asked.

    Parameters
    ----------
    group
        Ids of people who leave together; empty for none.
    best
        Largest size of the best groups that are looked for; 0 for none. Where no group is named,
        the largest of them is looked at closely.
    each
        Whether each candidate's own saving is asked for.
    confirmed_only
        Whether only those are candidates for whom a person stands, by verdicts of now.
    moved
        Sessions at other times.
    changed
        Parameters with other values, by name.
    """

    group: tuple[str, ...] = ()
    best: int = 0
    each: bool = False
    confirmed_only: bool = False
    moved: tuple[Moved, ...] = ()
    changed: Mapping[str, Value] = field(default_factory=dict)

    @property
    def is_otherwise(self) -> bool:
        """Whether the week itself is another one than today's."""
        return bool(self.moved or self.changed)
