"""Verdicts made by hand for a register of any size, for pages that only show them."""

import datetime as dt
from itertools import product
from pathlib import Path

from transit.model.abilities import Lessons, Level
from transit.model.fact import State
from transit.model.verdict import Direction, Finding, Gap, Rung, Verdict, Way
from transit.store import open_store
from transit.store.runs import begin_run, finish_run
from transit.store.scored import Scored
from transit.store.verdicts import save_verdicts
from transit.store.whole import read_register

WAY = Way(
    date=dt.date(2026, 11, 24),
    leave_s=9 * 3600 + 12 * 60,
    arrive_s=9 * 3600 + 48 * 60,
    changes=0,
    walk_m=460,
    burden_s=2_900,
    lines=("7",),
)
"""There from 9:12 to 9:48 by bus 7."""

GAP = Gap(
    skill="cross_at_zebra",
    needed=Level.ALONE,
    has=Level.WITH_PROMPTS,
    trainable=State.YES,
    lessons=Lessons(3, 10),
    kind="cross",
    detail="zebra",
    direction=Direction.OUT,
    place="High Street",
)
"""What has to be learnt for :attr:`Rung.WITH_TRAINING`."""


def by_hand(person: str, opportunity: str, session: str, rung: Rung, sure: Rung) -> Verdict:
    """Return a verdict that says something in each of its parts."""
    learnt = rung is Rung.WITH_TRAINING
    reason = Finding(code="after_dark", values={"place": "High Street"}, direction=Direction.BACK)
    return Verdict(
        person=person,
        place=0,
        opportunity=opportunity,
        session=session,
        rung=rung,
        sure=sure,
        out=None if rung is Rung.DOOR_TO_DOOR else WAY,
        back=None if rung is Rung.DOOR_TO_DOOR else WAY,
        gaps=(GAP,) if learnt else (),
        lessons=GAP.lessons if learnt else None,
        reasons=() if rung is Rung.NOW else (reason,),
        checks=() if rung is sure else (Finding(code="ask_out_after_dark"),),
        conditions=(Finding(code="not_on", values={"dates": "2026-12-25"}),),
    )


def score_some(register: Path, people: int) -> None:
    """Give the first people a verdict for every session, each kind by turns."""
    store = open_store(register)
    with store.reading() as reading:
        held = read_register(reading)
    pairs = [(rung, sure) for rung, sure in product(Rung, Rung) if rung <= sure]
    whom = list(product([*held.people][:people], held.sessions.values()))
    rows = [
        Scored(by_hand(person, each.opportunity, each.id, *pairs[number % len(pairs)]), "0" * 64)
        for number, (person, each) in enumerate(whom)
    ]
    run = begin_run(store, "by-hand", "0" * 64, len(rows), who="test")
    save_verdicts(store, rows, run)
    finish_run(store, run)
    store.close()
