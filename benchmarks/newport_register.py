"""Judge a made-up register on a real map, and tell what the verdicts are and rest on.

::

    python benchmarks/newport_register.py --area AREA --people 300 --seed 1

Made for the area that ``transit build`` makes of Newport's streets, timetable and stops of June
2023; any area with named places will do, with dates of its own in ``made_up.toml``. Seconds are CPU
seconds of one thread.
"""

import argparse
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from made_up import make_register

from transit.model.opportunities import Session
from transit.model.parameters import Parameters
from transit.model.register import Register
from transit.model.verdict import Finding, Rung, Verdict
from transit.network.area import Area
from transit.network.store import open_area
from transit.present.unlock_words import UnlockSpeech, register_lines
from transit.present.words import english
from transit.read.parameters import read_parameters
from transit.read.rules import read_rules
from transit.verdict.desk import Desk
from transit.verdict.finder import Tally
from transit.verdict.judge import judge_many
from transit.verdict.unlocks import register_unlocks


def main() -> None:
    """Judge and tell."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--area", type=Path, required=True)
    parser.add_argument("--people", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--venues", type=int, default=20)
    parser.add_argument("--pass-rule", default="wales")
    parser.add_argument("--unlocks", type=int, default=0, metavar="PEOPLE")
    asked = parser.parse_args()
    area = open_area(asked.area)
    register = make_register(area, asked.people, asked.seed, asked.venues)
    tally, began = Tally(), time.process_time()
    desk = desk_of(area, register, asked.pass_rule)
    verdicts = judged(desk, register, tally)
    seconds = time.process_time() - began
    print(f"{len(register.people)} people x {len(register.opportunities)} venues, "
          f"{len(register.sessions)} sessions: {len(verdicts):,} verdicts in {seconds:.0f} s "
          f"({1000 * seconds / len(verdicts):.1f} ms each)")  # fmt: skip
    print(f"{tally.asked:,} questions by time answered by {tally.lanes:,} searches; "
          f"{tally.ways:,} for journeys by {tally.pairs:,}")  # fmt: skip
    tell(register, verdicts)
    if asked.unlocks:
        tell_unlocks(desk, register, verdicts, asked.unlocks)


def desk_of(area: Area, register: Register, pass_rule: str = "wales") -> Desk:
    """Return what judging a register shares.

    Parameters
    ----------
    area
        The area.
    register
        The register.
    pass_rule
        When a pass is valid, a name of ``data/rules/passes.toml``.

    Returns
    -------
    Desk
        With the shipped rules otherwise.
    """
    shipped = read_parameters()
    own = replace(shipped["pass_rule"], value=pass_rule)
    parameters = Parameters({**shipped, "pass_rule": own})
    return Desk(area, register.opportunities, read_rules(), parameters, sessions=register.sessions)


def judged(desk: Desk, register: Register, tally: Tally | None = None) -> list[Verdict]:
    """Judge everybody for every session.

    Parameters
    ----------
    desk
        Area and rules.
    register
        The register.
    tally
        Counts searches.

    Returns
    -------
    list of Verdict
        By person, then session.
    """
    people = [(person, 0) for person in register.people.values()]
    return list(judge_many(desk, people, list(register.sessions.values()), tally=tally))


def tell(register: Register, verdicts: Sequence[Verdict]) -> None:
    """Print shares of verdicts, what stands in the way, and what is to be looked at.

    Parameters
    ----------
    register
        Whom they are about.
    verdicts
        The verdicts.
    """
    print("\nverdicts, per cent" + _columns())
    _row("all", verdicts)
    _rows_by(verdicts, lambda one: register.people[one.person].cohort)
    _rows_by(verdicts, lambda one: _slot(register.sessions[one.session]))
    below = [one for one in verdicts if one.rung is not Rung.NOW]
    print("\nwhy not now, of all that are not:")
    _most(below, lambda one: {_said(finding) for finding in one.reasons})
    trained = [one for one in verdicts if one.rung is Rung.WITH_TRAINING]
    print("\nwhat is to be learnt, of all that are with training:")
    _most(trained, lambda one: {gap.skill for gap in one.gaps})
    print("\nwhere crossings are too hard, of all that are not now:")
    _most(below, lambda one: {_place(finding) for finding in one.reasons} - {""})
    print("\nwhat is to be asked, of all that rest on something unknown:")
    _most(
        [one for one in verdicts if not one.confirmed],
        lambda one: {_said(finding) for finding in one.checks},
    )


def tell_unlocks(
    desk: Desk, register: Register, verdicts: Sequence[Verdict], people: int, most: int = 12
) -> None:
    """Print which single changes would open most to the first so many people.

    Parameters
    ----------
    desk
        Area and rules.
    register
        The register.
    verdicts
        Everybody's.
    people
        How many people's changes are tried.
    most
        How many changes are printed.
    """
    some = list(register.people.values())[:people]
    began = time.process_time()
    found = register_unlocks(
        desk, [(person, 0) for person in some], list(register.sessions.values()), verdicts
    )
    print(f"\nwhat would open most to {found.people} people, {found.verdicts:,} verdicts "
          f"({time.process_time() - began:.0f} s):")  # fmt: skip
    venues = {
        one.id: register.opportunities[one.opportunity].name for one in register.sessions.values()
    }
    speech = UnlockSpeech(words=english(), catalogue=desk.basis.catalogue, venues=venues)
    for line in register_lines(found.unlocks[:most], speech):
        print(f"  {line}")


def share(part: int, whole: int) -> str:
    """Return a share in per cent.

    Parameters
    ----------
    part, whole
        Counts.

    Returns
    -------
    str
        With one decimal; of nothing it is 0.
    """
    return f"{100 * part / max(whole, 1):.1f}"


def _columns() -> str:
    return "".join(f"{rung.word:>16}" for rung in Rung) + f"{'confirmed':>16}"


def _row(name: str, verdicts: Sequence[Verdict]) -> None:
    rungs = Counter(one.rung for one in verdicts)
    cells = [rungs[rung] for rung in Rung] + [sum(one.confirmed for one in verdicts)]
    print(f"{name:<18}" + "".join(f"{share(cell, len(verdicts)):>16}" for cell in cells))


def _rows_by(verdicts: Sequence[Verdict], key: Callable[[Verdict], str]) -> None:
    groups: dict[str, list[Verdict]] = {}
    for one in verdicts:
        groups.setdefault(key(one), []).append(one)
    for name in sorted(groups):
        _row(name, groups[name])


def _slot(session: Session) -> str:
    return session.activity.lower()


def _most(verdicts: Sequence[Verdict], of: Callable[[Verdict], set[str]], most: int = 12) -> None:
    counts: Counter[str] = Counter()
    people: dict[str, set[str]] = {}
    for one in verdicts:
        for name in of(one):
            counts[name] += 1
            people.setdefault(name, set()).add(one.person)
    for name, count in counts.most_common(most):
        print(f"  {share(count, len(verdicts)):>5} %  {len(people[name]):>4} people  {name}")


def _said(finding: Finding) -> str:
    values = (finding.values.get(name) for name in ("skill", "detail", "kind", "traffic"))
    return " ".join([finding.code, *(str(value) for value in values if value)])


def _place(finding: Finding) -> str:
    return str(finding.values.get("place", "")) if finding.code == "gap_cross" else ""


if __name__ == "__main__":
    main()
