"""What of a scenario leaves the service, as a workbook: nothing about one person."""

import io
from typing import Final

from openpyxl import Workbook

from transit.batch.scenario_files import write_rates, write_sheet, write_swings
from transit.batch.scenario_shared import GROUP_HEADS, shared_scenario
from transit.batch.scenarios import Scenario
from transit.disclosure import Audience
from transit.model.parameters import Parameters
from transit.present.fleet_years import as_number
from transit.store import Store
from transit.store.audit import write_audit

_WHOLE: Final = 0
"""Decimals of pounds, as all else in the file has them."""


def shared_workbook(
    store: Store, scenario: Scenario, audience: Audience, parameters: Parameters
) -> bytes:
    """Write what of a scenario an audience may have, and note that in the audit.

    Parameters
    ----------
    store
        The register.
    scenario
        The scenario.
    audience
        Who reads.
    parameters
        Thresholds of disclosure.

    Returns
    -------
    bytes
        XLSX: the year side by side, groups, what it rests on, rates, and what is hidden. A sheet
        with nothing to tell is left away.

    Raises
    ------
    InputError
        Too few people ride for anything to be told.
    """
    found = shared_scenario(scenario, audience, parameters)
    book = Workbook(write_only=True)
    write_sheet(book, "A year", found.heads, [[*map(as_number, row)] for row in found.years])
    if found.groups:
        write_sheet(book, "Groups", GROUP_HEADS, [[*map(as_number, row)] for row in found.groups])
    if found.swings and scenario.study.group is not None:
        write_swings(book, scenario.study.group.swings, _WHOLE)
    write_rates(book, scenario)
    write_sheet(book, "What is hidden", ("What", ""), [(note, "") for note in found.notes])
    made = io.BytesIO()
    book.save(made)
    with store.writing() as session:
        write_audit(session, "export", {"scenario": scenario.head.id, "for": audience.value})
    return made.getvalue()
