"""What training does not move: how somebody walks or wheels, and what they can bear."""

from dataclasses import dataclass, replace

from transit.model.fact import Stance, State
from transit.model.limits import Limits
from transit.model.people import Person
from transit.model.profile import Profile
from transit.model.verdict import Finding
from transit.model.wheelchair import travels_in_wheelchair
from transit.verdict.basis import Basis


@dataclass(frozen=True, slots=True)
class Body:
    """Somebody's travel profile as their limits make it, all skills left open.

    Parameters
    ----------
    profile
        Ready profile with the limits over it.
    fits_buses
        Whether the chair, if there is one, gets on buses.
    by_daylight
        Whether they may be out by daylight only.
    checks
        Facts about the person that were taken for fine.
    """

    profile: Profile
    fits_buses: bool = True
    by_daylight: bool = False
    checks: tuple[Finding, ...] = ()


def body_of(person: Person, stance: Stance, basis: Basis) -> Body:
    """Return what somebody's limits make of their ready profile.

    Parameters
    ----------
    person
        The person.
    stance
        How unknown facts about them are read.
    basis
        Ready profiles and parameters.

    Returns
    -------
    Body
        With the facts to ask for, where hopeful.
    """
    limits = person.limits
    chair, checks = uses_chair(person, basis), []
    profile = _seated(basis.profile(person.profile), chair, stance, basis)
    profile = _with_limits(profile, limits, basis)
    if chair is State.UNKNOWN and stance is Stance.HOPEFUL:
        checks.append(Finding(code="ask_chair"))
    unsure = profile.chair and not _surely_fits(limits, basis)
    if unsure and stance is Stance.HOPEFUL:
        checks.append(Finding(code="ask_chair_on_bus", values=_size(limits)))
    by_daylight = limits.out_after_dark is State.NO or (
        limits.out_after_dark is State.UNKNOWN and stance is Stance.CAUTIOUS
    )
    if limits.out_after_dark is State.UNKNOWN and stance is Stance.HOPEFUL:
        checks.append(Finding(code="ask_out_after_dark"))
    return Body(
        profile=profile,
        fits_buses=not (unsure and stance is Stance.CAUTIOUS),
        by_daylight=by_daylight,
        checks=tuple(checks),
    )


def uses_chair(person: Person, basis: Basis) -> State:
    """Tell whether somebody travels in a wheelchair.

    Where that cell is empty, other answers say it: a profile that is one of a chair or of somebody
    on foot, the size of a chair, how far they walk, steps that they climb.

    Parameters
    ----------
    person
        The person.
    basis
        Ready profiles and parameters.

    Returns
    -------
    State
        Unknown where nothing says it, as with somebody of whom only their experience is recorded.
    """
    return travels_in_wheelchair(
        person,
        seated=basis.profile(person.profile).chair,
        on_foot=_on_foot(person, basis),
    )


def needs_step_free(person: Person, basis: Basis) -> State:
    """Tell whether somebody needs a way in without a step.

    Parameters
    ----------
    person
        The person.
    basis
        Ready profiles and parameters.

    Returns
    -------
    State
        What is recorded; yes in a wheelchair, and for whoever climbs no step; where it is not
        recorded, no for whoever climbs some, as a profile of somebody on foot says.
    """
    chair, climbs = uses_chair(person, basis), person.limits.most_steps
    if climbs is None and _on_foot(person, basis):
        most = basis.profile(person.profile).most_steps
        climbs = 1 if most is None else most
    if chair is State.YES or climbs == 0:
        return State.YES
    own = person.needs.step_free_entrance
    if own is State.UNKNOWN and climbs is not None:
        return State.NO
    return own


def _on_foot(person: Person, basis: Basis) -> bool:
    return person.profile in basis.names("profiles_on_foot")


def _seated(profile: Profile, chair: State, stance: Stance, basis: Basis) -> Profile:
    """Travel as in a chair, on foot, or, where nobody has said which, so that both would do."""
    if chair is State.NO:
        return replace(profile, chair=False)
    if profile.chair:
        return profile
    if chair is State.YES:
        return _in_chair(profile, basis)
    if stance is Stance.HOPEFUL:
        return profile
    either = _in_chair(profile, basis)
    return replace(either, speed_m_s=min(profile.speed_m_s, either.speed_m_s))


def _in_chair(profile: Profile, basis: Basis) -> Profile:
    """Take what a chair asks from the chair's profile."""
    seated = basis.profile(basis.word("chair_profile"))
    return replace(
        profile,
        chair=True,
        most_steps=seated.most_steps,
        steepest_pct=seated.steepest_pct,
        needs_dropped_kerbs=seated.needs_dropped_kerbs,
        needs_firm_surface=seated.needs_firm_surface,
        narrowest_mm=seated.narrowest_mm,
        speed_m_s=seated.speed_m_s,
        longest_walk_m=min(profile.longest_walk_m, seated.longest_walk_m),
        weights=replace(
            profile.weights,
            wait_no_seat=max(profile.weights.wait, seated.weights.wait_no_seat),
            upward_slope=seated.weights.upward_slope,
        ),
    )


def _with_limits(profile: Profile, limits: Limits, basis: Basis) -> Profile:
    changed: dict[str, object] = {}
    for own, name in (
        (limits.speed_m_s, "speed_m_s"),
        (limits.steepest_pct, "steepest_pct"),
        (limits.most_steps, "most_steps"),
        (limits.walk_without_rest_m, "rest_every_m"),
        (limits.walk_total_m, "longest_total_walk_m"),
    ):
        if own is not None:
            changed[name] = own
    if limits.walk_total_m is not None:
        for name in ("longest_walk_m", "longest_change_walk_m"):
            changed[name] = min(getattr(profile, name), limits.walk_total_m)
    if limits.highest_kerb_mm is not None:
        raised = basis.parameters.number("raised_kerb_mm")
        changed["needs_dropped_kerbs"] = limits.highest_kerb_mm < raised
    if profile.chair and limits.chair_width_mm is not None:
        clearance = basis.parameters.number("chair_clearance_mm")
        changed["narrowest_mm"] = int(limits.chair_width_mm + clearance)
    return replace(profile, **changed)  # type: ignore[arg-type]  # names and types as checked above


def _surely_fits(limits: Limits, basis: Basis) -> bool:
    """Tell whether the chair is known to be no larger than what buses have room for."""
    number = basis.parameters.number
    sizes = (
        (limits.chair_width_mm, number("bus_chair_width_mm")),
        (limits.chair_length_mm, number("bus_chair_length_mm")),
    )
    return all(size is not None and size <= most for size, most in sizes)


def _size(limits: Limits) -> dict[str, float | int | str]:
    """The size where all of it is known: half of it is not said."""
    width, length = limits.chair_width_mm, limits.chair_length_mm
    if width is None or length is None:
        return {}
    return {"width_mm": width, "length_mm": length}
