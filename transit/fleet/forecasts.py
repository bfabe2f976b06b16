"""What training a group may save: outcomes drawn, the week planned for who succeeds in each."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from transit.fleet.candidates import Rider, lessons_to_learn
from transit.fleet.fares import Fares
from transit.fleet.keys import Question
from transit.fleet.ladder import Ladder
from transit.fleet.leavers import Leavers, least, together
from transit.fleet.leaving_together import company_of
from transit.fleet.money import UNITS_PER_PENNY
from transit.fleet.savings import what_ends
from transit.fleet.training_cost import (
    Forecast,
    Outcome,
    TrainingRates,
    draw_outcomes,
    forecast_training,
)


def forecast_group(
    ladder: Ladder,
    riders: Sequence[Rider],
    rates: TrainingRates,
    seed: int,
    fares: Fares | None = None,
) -> Forecast:
    """Forecast what training a group costs and saves.

    For each outcome the week is planned for those who travel alone then, from the plans with
    everybody and from those without the group: who does not succeed is put in again where that
    costs least. Vehicles come back where they must. Whoever must ride with somebody who does not
    succeed stays with them.

    Parameters
    ----------
    ladder
        Plans with everybody, and without the whole group.
    riders
        Who is in the group.
    rates
        What training takes.
    seed
        Seed of the draws.
    fares
        What fares cost who travels alone; what the council pays of them is taken off.

    Returns
    -------
    Forecast
        With ranges.
    """
    chance = np.random.default_rng(seed)
    outcomes = draw_outcomes(rates, [bool(each.courses) for each in riders], chance)
    everybody = together(each.leavers for each in riders)
    company = company_of(ladder.known.week)
    groups = {
        who: together(riders[at].leavers for at in company.still_together(riders, who))
        for each in outcomes
        for who in (each.after, each.a_year_on)
    }
    _plan_quickly(ladder, everybody, list(groups.values()))
    paid = fares.to_council(riders) if fares else {}
    saved = {who: _saved(ladder, group, paid) for who, group in groups.items()}
    return forecast_training(rates, lessons_to_learn(riders), _table(outcomes, saved), chance)


def _plan_quickly(ladder: Ladder, everybody: Leavers, groups: Sequence[Leavers]) -> None:
    """Plan for each outcome what is not known, without a search."""
    known = ladder.known
    fleets = dict.fromkeys((ladder.rungs[ladder.best], least(ladder, everybody)[1]))
    asked = {}
    for kept in fleets:
        without = {key[:2]: key for key in known.keys(kept, everybody.rides) if key.gone}
        for group in groups:
            for key in known.keys(kept, group.rides):
                if key in known.plans or key in asked:
                    continue
                starts = [known.plans[key.with_all].runs]
                whole = without.get(key[:2])
                if whole is not None and whole in known.plans:
                    starts.append(known.plans[whole].runs)
                asked[key] = Question(key, tuple(starts))
    known.ask(asked.values(), 0)


def _saved(ladder: Ladder, group: Leavers, fares: Mapping[str, float]) -> tuple[float, float]:
    """Return the whole saving and what is cashable, fares taken off, pence a year."""
    cost, kept = least(ladder, group)
    saving = max(ladder.known.year_units(ladder.rungs[ladder.best]) - cost, 0)
    ends = max(what_ends(ladder, group, cost, kept)[0].total, 0)
    paid = sum(fares.get(person, 0.0) for person in group.people)
    return saving / UNITS_PER_PENNY - paid, ends / UNITS_PER_PENNY - paid


def _table(
    outcomes: Sequence[Outcome], saved: Mapping[tuple[int, ...], tuple[float, float]]
) -> NDArray[np.float64]:
    rows = [
        [[saved[each.after][which], saved[each.a_year_on][which]] for which in range(2)]
        for each in outcomes
    ]
    return np.array(rows, np.float64)
