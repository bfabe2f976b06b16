"""What is asked about switching."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

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

    def smaller(self) -> Iterator[tuple[str, "SwitchAsked"]]:
        """Give what asks for less, by the options left out.

        Yields
        ------
        tuple of str and SwitchAsked
            What is left out, and what is asked then.
        """
        if self.each:
            yield "without --each", replace(self, each=False)
        if self.best:
            yield "without --best", replace(self, best=0)
        if self.each and self.best:
            yield "without both", replace(self, each=False, best=0)

    @property
    def is_otherwise(self) -> bool:
        """Whether the week itself is another one than today's."""
        return bool(self.moved or self.changed)
