"""Carrying what trainers wrote from one version of a plan to the next: nothing is lost.

An edit is of a step that is found again by its key. Where the step says what it said, or changed in
other sentences, the edit goes on; where it says something else in the same place, is no more, or
would have to stand after something that is no more, it is kept beside the plan as a conflict. A
conflict is tried again with every version.
"""

from collections.abc import Mapping
from dataclasses import replace

from transit.model.plan import Plan, PlanStep
from transit.model.saved_plan import Conflict, PlanEdits, RiskEdit, StepEdit
from transit.plan.merge_words import merged


def carried(edits: PlanEdits, before: Plan, after: Plan) -> PlanEdits:
    """Return the edits of one version as those of the next.

    Parameters
    ----------
    edits
        What trainers changed.
    before
        The plan as built that they changed.
    after
        The next plan as built.

    Returns
    -------
    PlanEdits
        Each with who wrote it and when; those that no longer fit with their conflict.
    """
    steps = {step.key: step for way in after.ways for step in way.steps}
    was = {step.key: step for way in before.ways for step in way.steps}
    anchors = {*steps, *(each.key for each in edits.steps.values() if each.added)}
    risks = {hazard.key for hazard in after.hazards}
    made = {}
    for key, edit in edits.steps.items():
        moved = edit.after is not None and edit.after != "" and edit.after not in anchors
        if edit.added:
            made[key] = replace(edit, conflict=Conflict.PLACE if moved else None)
            continue
        fitted = _fitted(edit, steps, was)
        if fitted.conflict is None and moved:
            fitted = replace(fitted, conflict=Conflict.PLACE)
        if fitted.conflict is not None or not fitted.says_nothing:
            made[key] = fitted
    return PlanEdits(
        revision=edits.revision,
        steps=made,
        risks={key: _risk(edit, risks) for key, edit in edits.risks.items()},
    )


def _fitted(edit: StepEdit, steps: Mapping[str, PlanStep], was: Mapping[str, PlanStep]) -> StepEdit:
    """An edit of a built step, against what is built now."""
    step = steps.get(edit.key)
    if step is None:
        return replace(edit, conflict=Conflict.GONE)
    if edit.sentences is not None:
        # The words stay as they were written, over what they were written over: they are merged
        # anew with whatever is built, when they are shown.
        if merged(edit.base, edit.sentences, step.sentences) is None:
            return replace(edit, conflict=Conflict.WORDS)
    elif edit.removed:
        # Taken out for what it said: what it says now somebody has to read.
        base = edit.base or _words(was.get(edit.key))
        if base != step.sentences:
            return replace(edit, base=base, conflict=Conflict.WORDS)
    return replace(edit, conflict=None)


def _words(step: PlanStep | None) -> tuple[str, ...]:
    return () if step is None else step.sentences


def _risk(edit: RiskEdit, keys: set[str]) -> RiskEdit:
    return replace(edit, conflict=None if edit.key in keys else Conflict.GONE)
