"""The burden of an option as a figure: it orders what is possible anyway, and decides nothing."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final

from transit.model.burden_figure import BurdenFigure, BurdenPart, FigureRules, Part, PartRule
from transit.model.fact import Source, Stance
from transit.model.verdict import Direction, Finding, Rung, Verdict
from transit.route.journey import Demand

Demands = Mapping[Direction, Sequence[Demand]]
"""What each of the two journeys asks."""

_HARDEST: Final = 3
"""What a need counts of which nobody knows whether it is met: as a hard demand."""


def burden_figure(
    verdict: Verdict, demands: Demands, rules: FigureRules, stance: Stance
) -> BurdenFigure:
    """Return the burden of an option.

    Parameters
    ----------
    verdict
        The verdict.
    demands
        What its journeys ask, as :func:`transit.route.demands.demands_in` tells it.
    rules
        How the parts are counted and weighed.
    stance
        Whether fares and needs at the venue of which nobody knows count: as the worst when
        cautious, as nothing when hopeful. A demand on an unknown fact counts as it is stated.

    Returns
    -------
    BurdenFigure
        Its parts, and what stands in the way: nothing makes up for that.
    """
    counts: dict[Part, Callable[[PartRule], float | None]] = {
        Part.GETTING_THERE: lambda rule: _getting_there(verdict),
        Part.SAFETY: lambda rule: _levels(demands, rule),
        Part.ACCESS: lambda rule: _levels(demands, rule),
        Part.VENUE: lambda rule: _venue(verdict, demands, rule, stance),
        Part.COST: lambda rule: _cost(demands, rule, stance),
    }
    travelled = verdict.out is not None and verdict.back is not None
    parts = []
    for part, count in counts.items():
        rule = rules.parts[part]
        counted = count(rule) if travelled else None
        share = None if counted is None else rule.share(counted)
        parts.append(BurdenPart(part, share, rule.weight))
    return BurdenFigure(tuple(parts), _gates(verdict, stance))


def _gates(verdict: Verdict, stance: Stance) -> tuple[Finding, ...]:
    """What no sum makes up for: no journey alone or with somebody, or a need that is not met."""
    cautious = stance is Stance.CAUTIOUS
    rung = verdict.sure if cautious else verdict.rung
    no_journey: tuple[Finding, ...] = ()
    if rung is Rung.DOOR_TO_DOOR:
        found = verdict.reasons if verdict.rung is rung else verdict.checks
        no_journey = found or (Finding(code="no_journey", values={"rung": rung.word}),)
    lacking = tuple(
        finding for finding in verdict.unmet if finding.code == "venue_lacks" or cautious
    )
    return no_journey + lacking


def _getting_there(verdict: Verdict) -> float | None:
    """Perceived seconds of the harder journey."""
    ways = (verdict.out, verdict.back)
    return max((way.burden_s for way in ways if way is not None), default=None)


def _levels(demands: Demands, rule: PartRule) -> float:
    """Levels added up, of the harder journey."""
    return max(
        (sum(each.level for each in _of(asked, rule)) for asked in demands.values()),
        default=0,
    )


def _venue(verdict: Verdict, demands: Demands, rule: PartRule, stance: Stance) -> float:
    """How long without a toilet, and needs that nobody knows to be met."""
    unmet = len(verdict.unmet) if stance is Stance.CAUTIOUS else 0
    return _levels(demands, rule) + _HARDEST * unmet


def _cost(demands: Demands, rule: PartRule, stance: Stance) -> float:
    """Fares there and back, pence; the worst where one is not known and unknown counts."""
    pence = 0.0
    for asked in demands.values():
        for each in _of(asked, rule):
            if each.source is Source.NONE and stance is Stance.HOPEFUL:
                continue
            pence += rule.worst if each.value is None else each.value
    return pence


def _of(demands: Iterable[Demand], rule: PartRule) -> Iterable[Demand]:
    return (each for each in demands if each.kind in rule.kinds)
