"""What scoring came to: people are counted, never named."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import func, select

from transit.model.notice import Notice
from transit.model.verdict import Rung
from transit.store import Store
from transit.store.base import table_of
from transit.store.verdict_pages import Chosen, count_verdicts
from transit.store.verdict_tables import VerdictTable
from transit.verdict.finder import Tally


@dataclass(frozen=True, slots=True)
class Counts:
    """Verdicts on one rung.

    Parameters
    ----------
    rung
        The rung.
    verdicts, confirmed
        How many, and how many of them stand when every unknown fact counts as a barrier.
    """

    rung: Rung
    verdicts: int
    confirmed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What a run of scoring did, and what there is now.

    Parameters
    ----------
    asked, kept, scored
        Verdicts that were asked for, that had been made from the same inputs, and that were made.
    stale
        How many of those made had been marked stale.
    seconds
        How long it took on the clock.
    tally
        Searches made, and the questions that they answered.
    counts
        By rung, all four.
    reasons
        Codes of first reasons with how often each is met, the most frequent first.
    notices
        Observations that could not be matched with the area.
    """

    asked: int
    kept: int
    scored: int
    stale: int
    seconds: float
    tally: Tally
    counts: tuple[Counts, ...]
    reasons: tuple[tuple[str, int], ...] = ()
    notices: tuple[Notice, ...] = field(default=())

    @property
    def ms_each(self) -> float:
        """Milliseconds on the clock for each verdict made."""
        return 1000 * self.seconds / max(self.scored, 1)

    @property
    def pruned(self) -> int:
        """Journeys that nobody had to look for, since others had settled the verdict."""
        return max(self.tally.whole - self.tally.asked - self.tally.ways, 0)

    def as_dict(self) -> dict[str, Any]:
        """Return it as plain values.

        Returns
        -------
        dict
            As JSON takes them.
        """
        tally = self.tally
        return {
            "asked": self.asked,
            "kept": self.kept,
            "scored": self.scored,
            "stale_before": self.stale,
            "seconds": round(self.seconds, 3),
            "ms_each": round(self.ms_each, 3),
            "verdicts": {
                each.rung.word: {"verdicts": each.verdicts, "confirmed": each.confirmed}
                for each in self.counts
            },
            "reasons": dict(self.reasons),
            "searches": {
                "made": tally.lanes + tally.pairs,
                "saved": max(tally.asked + tally.ways - tally.lanes - tally.pairs, 0),
                "not_asked": self.pruned,
            },
            "notices": [notice.as_dict() for notice in self.notices],
        }


def count_by_rung(store: Store, chosen: Chosen) -> tuple[Counts, ...]:
    """Count verdicts.

    Parameters
    ----------
    store
        The register.
    chosen
        Which.

    Returns
    -------
    tuple of Counts
        One a rung, in their order.
    """
    every: Counter[str] = Counter()
    sure: Counter[str] = Counter()
    for row in count_verdicts(store, chosen).iter_rows(named=True):
        every[row["rung"]] += row["verdicts"]
        sure[row["rung"]] += row["verdicts"] if row["rung"] == row["sure"] else 0
    return tuple(Counts(rung, every[rung.word], sure[rung.word]) for rung in Rung)


def top_reasons(store: Store, chosen: Chosen) -> tuple[tuple[str, int], ...]:
    """Count first reasons.

    Parameters
    ----------
    store
        The register.
    chosen
        Which verdicts: of whom, about what.

    Returns
    -------
    tuple of tuple
        Code and count, the most frequent first.
    """
    table = table_of(VerdictTable)
    among = {
        table.c.person_id: chosen.people,
        table.c.opportunity_id: chosen.opportunities,
        table.c.session_id: chosen.sessions,
    }
    wanted = [column.in_(ids) for column, ids in among.items() if ids is not None]
    count = func.count()
    asked = select(table.c.main_reason, count).where(table.c.main_reason != "", *wanted)
    order = (count.desc(), table.c.main_reason)
    with store.reading() as session:
        found = session.execute(asked.group_by(table.c.main_reason).order_by(*order)).all()
    return tuple((code, number) for code, number in found)
