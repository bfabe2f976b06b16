"""The command that writes the review pack for a committee."""

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from transit.cli import output

if TYPE_CHECKING:
    from transit.report.evidence import Evidence


def report(
    register: Annotated[str, typer.Argument(help="SQLite file, or postgresql:// address.")],
    out: Annotated[Path, typer.Option(help="File to write: .docx or .pdf.")],
    scenario: Annotated[
        str | None, typer.Option(help="Number or name of a saved scenario; the newest if not.")
    ] = None,
    area: Annotated[
        Path | None, typer.Option(help="Folder of the area, for the map and its sources.")
    ] = None,
    boundaries: Annotated[
        Path | None, typer.Option(help="Wards to tell reach by: GeoJSON, GeoPackage, CSV.")
    ] = None,
    deprivation: Annotated[
        Path | None, typer.Option(help="Deciles or fifths by code of area: CSV, XLSX.")
    ] = None,
    deprivation_areas: Annotated[
        Path | None, typer.Option(help="Boundaries of its areas, if not --boundaries.")
    ] = None,
    public: Annotated[
        bool, typer.Option("--public", help="For publication: counts from 10, rounded to 5.")
    ] = False,
    easy_read: Annotated[
        bool, typer.Option("--easy-read", help="Write the easy-read summary instead.")
    ] = False,
    released: Annotated[
        Path | None,
        typer.Option(
            help="File that keeps which counts were handed on (.json): a later pack with the same "
            "file gives nobody away by the difference."
        ),
    ] = None,
    parameters: Annotated[Path | None, typer.Option(help="The council's own parameters.")] = None,
    json: Annotated[bool, typer.Option("--json", help="Print what it is made from.")] = False,
) -> None:
    """Write the review pack: options, money, equality, people, data, carbon, risks, next steps.

    Nobody is named in it, and counts of few people are hidden. Every figure is traced in its
    appendix; what was not worked out is said, with how to do it.
    """
    from transit.batch.coverage import CoverageAsked
    from transit.batch.releases import keep_release, read_release
    from transit.batch.report import open_evidence, save_report
    from transit.plan.find import check_out
    from transit.report.choose import Version, booklet_of, counts_of
    from transit.settings import read_settings

    if public and easy_read:
        raise typer.BadParameter("the easy-read summary is public already: leave out --public")
    check_out(out)
    version = Version.EASY if easy_read else Version.PUBLIC if public else Version.INSIDE
    own = parameters or read_settings().parameters_dir
    places = CoverageAsked(
        boundaries=boundaries, deprivation=deprivation, deprivation_areas=deprivation_areas
    )
    evidence, settings = open_evidence(
        register,
        scenario=scenario,
        area=area,
        made_on=dt.date.today(),
        parameters_dir=own,
        places=places if boundaries or deprivation else None,
    )
    earlier = None if released is None else read_release(released, version.audience)
    told = counts_of(evidence, version, settings, earlier)
    save_report(register, booklet_of(evidence, version, settings, told), out, version)
    if released is not None:
        keep_release(released, told)
    if json:
        output.print_json(_traced(evidence, out, version.value))
    else:
        output.out.print(f"Wrote {out}", markup=False)
        if evidence.scenario is None:
            output.out.print("There is no scenario yet: options, savings and carbon are left open.")


def _traced(evidence: "Evidence", out: Path, version: str) -> dict[str, Any]:
    scenario, area = evidence.scenario, evidence.area
    return {
        "file": str(out),
        "version": version,
        "made_on": evidence.made_on.isoformat(),
        "made_with": evidence.made_with,
        "scoring_runs": [
            {"run": run.id, "edition": run.edition, "rules": run.rules} for run in evidence.runs
        ],
        "scenario": scenario
        and {
            "number": scenario.number,
            "made_at": scenario.made_at.isoformat(),
            "made_from": scenario.made_from,
            "is_current": scenario.is_current,
        },
        "area": area
        and {
            "edition": area.edition,
            "inputs": [{"kind": k, "name": n, "sha256": sha} for k, n, sha in area.inputs],
        },
    }
