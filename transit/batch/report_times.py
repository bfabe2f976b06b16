"""Session times for a review pack: those that were tried before and still hold."""

from collections import Counter
from pathlib import Path

from transit.batch.sweep import find_sweeps, kept_beside
from transit.network.store import read_manifest
from transit.read.parameters import read_parameters
from transit.report.times_evidence import TimesEvidence, venue_times
from transit.sessions.sweep_found import report_of
from transit.store import Store
from transit.store.whole import read_register


def read_times(
    store: Store, register: str, area: Path, parameters_dir: Path | None
) -> TimesEvidence | None:
    """Return what was found of session times; nothing is searched.

    Parameters
    ----------
    store
        The register.
    register
        Its file or address, beside which session times are kept.
    area
        Folder of the area.
    parameters_dir
        The council's own parameters.

    Returns
    -------
    TimesEvidence or None
        Of the places that most people go to; None where no place was swept at the usual times, or
        people, places, streets, buses or rules have changed since.
    """
    keep = kept_beside(register)
    if not keep.is_dir():
        return None
    with store.reading() as session:
        people = read_register(session)
    if not people.people:
        return None
    going = Counter(
        venue
        for person in people.people.values()
        for venue in {each.opportunity for each in person.attends}
    )
    places = sorted(people.opportunities, key=lambda venue: (-going[venue], venue))
    own = None if parameters_dir is None else str(parameters_dir)
    found = find_sweeps(register, area, places, keep=keep, parameters_dir=own)
    if not found:
        return None
    parameters = read_parameters(parameters_dir)
    n_venues, n_best = (int(parameters.number(f"sweep_report_{n}")) for n in ("venues", "best"))
    told = [each for each in places if each in found][:n_venues]
    return TimesEvidence(
        edition=str(read_manifest(area)["edition"]),
        venues=tuple(
            venue_times(found[each], report_of(found[each], parameters), n_best) for each in told
        ),
        left_out=len(found) - len(told),
    )
