"""Every count of people in a pack, protected together: no table gives another's cells away."""

from collections import Counter
from collections.abc import Callable, Mapping
from typing import Final

from transit.disclosure import (
    Audience,
    Key,
    Protected,
    Table,
    balanced,
    cross,
    key,
    linked,
    one_way,
    protect,
)
from transit.fleet.study import GroupStudy, MoveRow, Study
from transit.model.parameters import Parameters
from transit.model.people import Mode
from transit.model.verdict import Rung
from transit.report.evidence import CoverageEvidence, Evidence, Reach, Traveller
from transit.report.times_counts import times_table

UNKNOWN: Final = "unknown"
"""Category of those for whom something is not recorded, or was not worked out."""

_FLEET: Final = frozenset({Mode.MINIBUS.value, Mode.TAXI.value, Mode.DIAL_A_RIDE.value})


def protected_counts(
    evidence: Evidence,
    audience: Audience,
    parameters: Parameters,
    earlier: Protected | None = None,
) -> Protected:
    """Return every count that a pack may tell, protected as one table.

    Parameters
    ----------
    evidence
        What the pack is made from.
    audience
        Who reads it.
    parameters
        The parameters named ``disclosure_…``.
    earlier
        What an earlier pack for the same readers told: the differences are kept from telling of
        few people too.

    Returns
    -------
    Protected
        Cells by verdict and by travel, cohort or age; by mode and by venue; and ``count=…`` for
        those that stand by themselves.
    """
    tables = [_verdicts(evidence.travellers), _register(evidence), _modes(evidence.travellers)]
    tables.append(one_way("venue", {each.id: each.people for each in evidence.venues}, total=False))
    if evidence.scenario is not None:
        on_fleet = sum(each.on_fleet for each in evidence.travellers)
        tables.append(_study(evidence.scenario.study, on_fleet))
    if evidence.coverage is not None:
        tables += _reach(evidence.coverage, evidence.people)
    if evidence.times is not None:
        tables.append(times_table(evidence.times, _named("register"), evidence.people))
    return protect(linked(*tables), audience, parameters, earlier)


def verdict_of(rung: Rung | None) -> str:
    """Return the category of a verdict.

    Parameters
    ----------
    rung
        The verdict; None where it was never worked out.

    Returns
    -------
    str
        Such as ``with_training``.
    """
    return UNKNOWN if rung is None else rung.name.lower()


def years_of(study: Study) -> Mapping[str, tuple[int, int, int]]:
    """Return people on the fleet, in taxis and on neither, by the year's name.

    Parameters
    ----------
    study
        The study.

    Returns
    -------
    mapping
        By ``today``, ``whole``, ``before`` and ``after``.
    """
    named = {
        "today": study.today,
        "whole": study.whole_fleet,
        "before": study.before,
        "after": study.after,
    }
    return {
        name: (year.people_fleet, year.people_taxi, year.people_alone)
        for name, year in named.items()
        if year is not None
    }


def _verdicts(travellers: tuple[Traveller, ...]) -> Table:
    """Return people by verdict and by one more thing at a time."""
    every = [verdict_of(rung) for rung in (*Rung, None)]

    def by(dimension: str, group: Callable[[Traveller], str], *always: str) -> Table:
        counted = Counter((verdict_of(each.rung), group(each)) for each in travellers)
        groups = sorted({name for _, name in counted} | set(always)) or [UNKNOWN]
        cells: dict[tuple[str, ...], int] = {
            (verdict, name): counted[verdict, name] for verdict in every for name in groups
        }
        return cross(["verdict", dimension], cells)

    return linked(
        by("travel", lambda each: "fleet" if each.on_fleet else "other", "fleet", "other"),
        by("cohort", lambda each: each.cohort or UNKNOWN),
        by("age", lambda each: each.age_band or UNKNOWN),
        by("check", lambda each: "yes" if each.needs_check else "no", "yes", "no"),
    )


def _register(evidence: Evidence) -> Table:
    going = len(evidence.travellers)
    rest = _slack("staying", evidence.people - going)
    return balanced({_named("register"): evidence.people}, {(): going, **rest})


def _modes(travellers: tuple[Traveller, ...]) -> Table:
    """Return people by way of travel; what several ways count more than once stands beside it."""
    by_mode = Counter(mode.value for each in travellers for mode in each.modes)
    fleet = sum(each.on_fleet for each in travellers)
    counts: dict[Key, int] = {key(mode=mode): count for mode, count in by_mode.items()}
    twice = sum(by_mode.values()) - len(travellers)
    of_fleet = [mode for mode in by_mode if mode in _FLEET]
    twice_fleet = sum(by_mode[mode] for mode in of_fleet) - fleet
    tables = [balanced(counts, {(): len(travellers), **_slack("twice", twice)})]
    if of_fleet:
        left = {key(mode=mode): by_mode[mode] for mode in of_fleet}
        right = {key(travel="fleet"): fleet, **_slack("twice_fleet", twice_fleet)}
        tables.append(balanced(left, right))
    return linked(*tables)


def _reach(coverage: CoverageEvidence, people: int) -> list[Table]:
    """Return who lives where and reaches nothing, told beside the register as a whole."""
    nothing, something = key(reach="nothing"), key(reach="something")
    made = []
    for grouping in dict.fromkeys(row.grouping for row in coverage.rows):
        own = [row for row in coverage.rows if row.grouping == grouping]
        lives = {place_key(row): row.people for row in own}
        none = {place_key(row, "nothing"): row.nothing for row in own}
        some = {place_key(row, "something"): row.people - row.nothing for row in own}
        made += [
            balanced({_named("register"): people}, lives),
            balanced({nothing: sum(none.values())}, none),
            balanced({something: sum(some.values())}, some),
            balanced(
                {_named("register"): people},
                {nothing: sum(none.values()), something: sum(some.values())},
            ),
            *(
                balanced(
                    {place_key(row): row.people},
                    {
                        place_key(row, each): counts[place_key(row, each)]
                        for each, counts in (("nothing", none), ("something", some))
                    },
                )
                for row in own
            ),
        ]
    return [*made, *_nested(coverage)]


def _nested(coverage: CoverageEvidence) -> list[Table]:
    """Return what is left of wards and fifths without those that lie in them."""
    rows = {(row.grouping, row.group): row for row in coverage.rows}
    made = []
    for number, nest in enumerate(coverage.nests):
        left = Reach(
            grouping="left of",
            group=str(number),
            label="",
            people=nest.people,
            nothing=nest.nothing,
            mean=0.0,
        )
        whole, parts = [rows[at] for at in nest.whole], [rows[at] for at in nest.inside]
        if nest.people:
            parts.append(left)
            some = {place_key(left, each): _who(left, each) for each in ("nothing", "something")}
            made.append(balanced({place_key(left): left.people}, some))
        for each in ("", "nothing", "something"):
            sides = [
                {place_key(row, each): _who(row, each) for row in own} for own in (whole, parts)
            ]
            made.append(balanced(*sides))
    return made


def _who(row: Reach, reach: str) -> int:
    """Return how many live somewhere, or how many of them reach nothing or something."""
    return {"nothing": row.nothing, "something": row.people - row.nothing}.get(reach, row.people)


def place_key(row: Reach, reach: str = "") -> Key:
    """Return the cell of those who live somewhere, or of those of them who reach nothing.

    Parameters
    ----------
    row
        A ward or deprivation fifth.
    reach
        ``nothing``, ``something``, or ``""`` for all who live there.

    Returns
    -------
    tuple
        The cell's key.
    """
    place = f"{row.grouping} {row.group}"
    return key(place=place, reach=reach) if reach else key(place=place)


def _study(study: Study, on_fleet: int) -> Table:
    """Return the counts of a study, told beside those of the register as it is now."""
    riders = len(study.riders)
    tables = [
        balanced(
            {_named("riders"): riders, **_slack("came", on_fleet - riders)},
            {key(travel="fleet"): on_fleet, **_slack("left", riders - on_fleet)},
        ),
        *(_year(name, riders, counts) for name, counts in years_of(study).items()),
        *_candidates(study),
        *(_move(move) for move in study.moves),
    ]
    if study.lost:
        tables.append(Table({_named("lost"): len({each.person for each in study.lost})}))
    if study.group:
        tables += _group(study.group)
        alone = study.after.people_alone
        if alone:
            # Who leaves is who is on neither any more, but for those who had no ride before.
            left = {
                _named("group"): study.group.people,
                **_slack("others", alone - study.group.people),
            }
            right = {_named("after_alone"): alone, **_slack("riding", study.group.people - alone)}
            tables.append(balanced(left, right))
    return linked(*tables)


def _candidates(study: Study) -> list[Table]:
    candidates = [each for each in study.riders if each.is_candidate]
    confirmed = sum(each.is_confirmed for each in candidates)
    checks = sum(each.needs_check for each in candidates)
    away = sum(
        each.away_min is not None and each.away_by_bus_min is not None for each in candidates
    )
    n = len(candidates)
    return [
        _parts("riders", len(study.riders), candidates=n, stay=len(study.riders) - n),
        _parts("candidates", n, confirmed=confirmed, unconfirmed=n - confirmed),
        _parts("candidates", n, checks=checks, seen=n - checks),
        _parts("candidates", n, away=away, away_unknown=n - away),
    ]


def _group(group: GroupStudy) -> list[Table]:
    n = group.people
    return [
        _parts("group", n, group_confirmed=group.confirmed, group_not=n - group.confirmed),
        _parts("group", n, group_learning=group.learning, group_able=n - group.learning),
        _parts("group", n, group_checks=group.checks, group_seen=n - group.checks),
    ]


def _year(name: str, riders: int, counts: tuple[int, int, int]) -> Table:
    """Return who rides in a year: somebody may ride on the fleet and in taxis."""
    fleet, taxi, alone = counts
    both = fleet + taxi + alone - riders
    return balanced(
        {_named("riders"): riders, **_slack(f"{name}_both", both)},
        {
            _named(f"{name}_fleet"): fleet,
            _named(f"{name}_taxi"): taxi,
            **_slack(f"{name}_alone", alone),
            **_slack(f"{name}_none", -both),
        },
    )


def _move(move: MoveRow) -> Table:
    at = f"{move.session}@{move.start_s}"
    change = move.alone_after - move.alone_before
    return linked(
        balanced(
            {_named(f"{at}_before"): move.alone_before, **_slack(f"{at}_more", change)},
            {_named(f"{at}_after"): move.alone_after, **_slack(f"{at}_fewer", -change)},
        ),
        Table({_named(f"{at}_people"): move.people}),
    )


def _named(name: str) -> Key:
    return key(count=name)


def _slack(name: str, count: int) -> dict[Key, int]:
    """Return what stands between two counts; that they are equal is told by both of them."""
    return {_named(name): count} if count > 0 else {}


def _parts(name: str, count: int, **parts: int) -> Table:
    return balanced({_named(name): count}, {_named(part): n for part, n in parts.items()})
