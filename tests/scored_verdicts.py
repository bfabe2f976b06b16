"""Verdicts of the small register, made up: as many fields filled as there are."""

import datetime as dt

from transit.model.abilities import Lessons, Level
from transit.model.fact import State
from transit.model.verdict import About, Direction, Finding, Gap, Rung, Verdict, Way
from transit.store import Store
from transit.store.overrides import override_verdict
from transit.store.runs import Run, begin_run
from transit.store.scored import RestsOn, Scored
from transit.store.verdicts import save_verdicts

OUT = Way(
    date=dt.date(2026, 9, 1),
    leave_s=32_400,
    arrive_s=35_100,
    changes=1,
    walk_m=640,
    burden_s=4_000,
    lines=("7", "X1 Express"),
    boards_s=(32_700, 33_900),
)
BACK = Way(
    date=dt.date(2026, 9, 1),
    leave_s=56_000,
    arrive_s=58_000,
    changes=0,
    walk_m=300,
    burden_s=2_900,
    lines=("7",),
    fragile=True,
    boards_s=(56_400,),
)
FULL = Verdict(
    person="P1",
    place=0,
    opportunity="O1",
    session="S1",
    rung=Rung.WITH_TRAINING,
    sure=Rung.DOOR_TO_DOOR,
    out=OUT,
    back=BACK,
    gaps=(
        Gap(
            skill="cross_at_zebra",
            needed=Level.WITH_AID,
            has=None,
            trainable=State.YES,
            lessons=Lessons(3, 10),
            kind="cross",
            detail="zebra",
            direction=Direction.OUT,
            place="Größe Road",
            count=2,
        ),
        Gap(
            skill="say_no",
            needed=Level.WITH_AID,
            has=Level.NOT_YET,
            trainable=State.UNKNOWN,
            lessons=Lessons(2, 8),
        ),
    ),
    lessons=Lessons(4, 11),
    reasons=(Finding(code="not_assessed", values={"skill": "say_no", "share": 0.5, "count": 2}),),
    checks=(Finding(code="look", about=About.STREET, direction=Direction.BACK),),
    conditions=(Finding(code="only_in_daylight"),),
    fit=State.NO,
    unmet=(Finding(code="no_toilet", about=About.VENUE),),
)
PLAIN = Verdict(
    person="P2",
    place=0,
    opportunity="O2",
    session="S2",
    rung=Rung.DOOR_TO_DOOR,
    sure=Rung.DOOR_TO_DOOR,
)
RESTS = RestsOn(frozenset({101, 4_000_000_123}), frozenset({"st,op A"}), frozenset({"r7"}))


def scored() -> list[Scored]:
    """Return both verdicts as they are saved."""
    return [Scored(FULL, "one", RESTS), Scored(PLAIN, "two")]


def fill_verdicts(store: Store) -> Run:
    """Save both, and override the first twice."""
    run = begin_run(store, "e1", "p1", asked=2)
    save_verdicts(store, scored(), run)
    for rung in (Rung.DOOR_TO_DOOR, Rung.NOW):
        override_verdict(
            store,
            "P1",
            "S1",
            rung,
            by="trainer 2",
            reason="seen on the bus",
            review_on=dt.date(2100, 1, 1),
        )
    return run
