"""Who travels in a wheelchair: what a person's own record says, and their ready profile."""

from transit.model.fact import State
from transit.model.people import Person


def travels_in_wheelchair(person: Person, *, seated: bool, on_foot: bool) -> State:
    """Tell whether somebody travels in a wheelchair.

    Where that cell is empty, other answers say it: a profile that is one of a wheelchair or of
    somebody on foot, the size of a chair, how far they walk, steps that they climb.

    Parameters
    ----------
    person
        The person.
    seated, on_foot
        Whether their ready profile is one of a wheelchair, or of somebody who walks; many are
        neither.

    Returns
    -------
    State
        Unknown where nothing says it, as with somebody of whom only their experience is recorded.
    """
    limits = person.limits
    if limits.chair is not State.UNKNOWN:
        return limits.chair
    sizes = limits.chair_width_mm, limits.chair_length_mm
    if seated or any(size is not None for size in sizes):
        return State.YES
    walks = limits.walk_without_rest_m is not None or bool(limits.most_steps)
    if walks or on_foot or person.needs.step_free_entrance is State.NO:
        return State.NO
    return State.UNKNOWN
