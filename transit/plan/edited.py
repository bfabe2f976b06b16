"""A plan with what trainers changed in it: as it is read, printed and trained."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from transit.model.plan import Action, Hazard, Plan, PlanStep, PlanWay
from transit.model.saved_plan import PlanEdits, PlanVersion, RiskEdit, StepEdit
from transit.model.verdict import Direction
from transit.plan.merge_words import merged

OWN_PICTURE = "walk"
"""Of an added step for which nobody chose one."""


def edited_plan(version: PlanVersion, built: Plan | None = None) -> Plan:
    """Return the plan of a version with its edits.

    Parameters
    ----------
    version
        The version.
    built
        It in another language; as it was saved when None. What trainers wrote stays as it was
        written.

    Returns
    -------
    Plan
        Numbered anew; what waits for a decision is as built.
    """
    if built is None:
        return with_edits(version.plan, version.edits)
    return with_edits(built, version.edits, as_written=True)


def with_edits(plan: Plan, edits: PlanEdits, *, as_written: bool = False) -> Plan:
    """Return a plan with edits.

    Parameters
    ----------
    plan
        The plan as built.
    edits
        What trainers changed; those with a conflict are left out.
    as_written
        Whether a step says what was written into it, whatever is built.

    Returns
    -------
    Plan
        Numbered anew, hazards at the new numbers.
    """
    steps = {key: edit for key, edit in edits.steps.items() if edit.conflict is None}
    ways = {way.direction: _way(way, steps, as_written) for way in plan.ways}
    numbers = {step.key: step.number for way in ways.values() for step in way.steps}
    before = {(way.direction, step.number): step.key for way in plan.ways for step in way.steps}
    hazards = []
    for hazard in plan.hazards:
        key = None if hazard.step is None else before.get((hazard.direction, hazard.step))
        number = None if key is None else numbers.get(key)
        hazards.append(_hazard(replace(hazard, step=number), edits.risks.get(hazard.key)))
    return replace(
        plan,
        out=ways[Direction.OUT],
        back=ways[Direction.BACK],
        hazards=tuple(hazards),
    )


def order_of(way: PlanWay, edits: Mapping[str, StepEdit]) -> tuple[str, ...]:
    """Return the keys of a way's steps in the order that edits give them.

    Parameters
    ----------
    way
        The way as built.
    edits
        By key; added steps among them.

    Returns
    -------
    tuple of str
        Those that are removed included.
    """
    order = [step.key for step in way.steps]
    own = [each for each in edits.values() if each.way is way.direction]
    waiting = [each for each in own if each.after is not None and (each.added or each.key in order)]
    order = [key for key in order if key not in {each.key for each in waiting}]
    while waiting:
        placed = [each for each in waiting if each.after == "" or each.after in order]
        if not placed:
            # Each stands after another of them: as good as last.
            return (*order, *(each.key for each in waiting))
        for each in placed:
            order.insert(_place(order, each, edits), each.key)
        waiting = [each for each in waiting if each not in placed]
    added = [each.key for each in own if each.added and each.key not in order]
    return (*order, *added)


def afters_for(
    way: PlanWay, edits: Mapping[str, StepEdit], order: Sequence[str], moved: str
) -> dict[str, str]:
    """Return what has to come after what, so that a way has another order.

    Parameters
    ----------
    way
        The way as built.
    edits
        By key; added steps among them.
    order
        Keys of all its steps in the order that is wanted.
    moved
        Key of the step that was moved.

    Returns
    -------
    dict
        Key of the step that it comes after, by key: the moved one, and where that is not enough
        others that were moved before.
    """
    before = dict(zip(order[1:], order, strict=False))
    own = {key for key in order if key in edits and edits[key].after is not None}
    for some in ({moved}, own | {moved}, set(order)):
        afters = {key: before.get(key, "") for key in order if key in some}
        tried = dict(edits)
        for key, after in afters.items():
            tried[key] = replace(edits.get(key, StepEdit(key=key)), after=after)
        if order_of(way, tried) == tuple(order):
            break
    return afters


def _place(order: Sequence[str], edit: StepEdit, edits: Mapping[str, StepEdit]) -> int:
    """Behind what it follows, and behind what was put there before."""
    at = 0 if edit.after == "" else order.index(str(edit.after)) + 1
    while at < len(order):
        other = edits.get(order[at])
        if other is None or other.after != edit.after:
            break
        at += 1
    return at


def _way(way: PlanWay, edits: Mapping[str, StepEdit], as_written: bool) -> PlanWay:
    built = {step.key: step for step in way.steps}
    made: list[PlanStep] = []
    for key in order_of(way, edits):
        edit = edits.get(key)
        if edit is not None and edit.removed:
            continue
        beside = made[-1] if made else way.steps[0]
        step = built[key] if key in built else _own(key, beside)
        made.append(replace(_edited(step, edit, as_written), number=len(made) + 1))
    return replace(way, steps=tuple(made))


def _own(key: str, beside: PlanStep) -> PlanStep:
    """A step that a trainer put in, at the place of the one before it."""
    return PlanStep(
        number=0,
        action=Action.OWN,
        picture=OWN_PICTURE,
        leg=beside.leg,
        at_s=beside.at_s,
        lat=beside.lat,
        lon=beside.lon,
        key=key,
    )


def _edited(step: PlanStep, edit: StepEdit | None, as_written: bool) -> PlanStep:
    if edit is None:
        return step
    said = step.sentences
    if edit.added or (as_written and edit.sentences):
        said = edit.sentences or ()
    elif edit.sentences is not None:
        said = merged(edit.base, edit.sentences, step.sentences) or said
    return replace(
        step,
        sentences=said,
        picture=edit.picture or step.picture,
        photo=edit.photo,
        alt=edit.alt,
    )


def _hazard(hazard: Hazard, edit: RiskEdit | None) -> Hazard:
    if edit is None or edit.conflict is not None:
        return hazard
    return replace(
        hazard,
        severity=edit.severity or hazard.severity,
        control=hazard.control if edit.control is None else edit.control,
        likelihood=edit.likelihood,
        owner=edit.owner,
        due=edit.due,
        left_likelihood=edit.left_likelihood,
        left_severity=edit.left_severity,
    )
