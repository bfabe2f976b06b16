"""What an edition was made of, how old it is, and which days its timetable covers."""

import datetime as dt

import streamlit as st

from transit.dashboard.charts import calendar_chart
from transit.dashboard.data_facts import trips_by_day, usual_weekdays
from transit.dashboard.frame import figures, table
from transit.dashboard.opened import OpenedArea
from transit.dashboard.parts.when import dates_covered

_KINDS = {
    "streets": "Streets (OpenStreetMap)",
    "timetable": "Timetable (GTFS)",
    "stops": "Stops (NaPTAN)",
    "heights": "Heights (raster)",
}
_LICENCES = {
    "streets": "ODbL 1.0",
    "timetable": "as its publisher says; OGL v3.0 for the Bus Open Data Service",
    "stops": "OGL v3.0",
    "heights": "as its publisher says",
}


def edition(opened: OpenedArea, today: dt.date | None = None) -> None:
    """Show the edition's age and its inputs.

    Parameters
    ----------
    opened
        The area.
    today
        Today; the clock's when None.
    """
    manifest = opened.area.manifest
    now = today or dt.date.today()
    made = dt.datetime.fromisoformat(str(manifest["made"])).date()
    first, last = dates_covered(opened.area)
    counts = manifest.get("counts", {})
    figures(
        [
            ("Built", f"{made:%d/%m/%Y}", _ago((now - made).days)),
            ("Timetable covers", f"{first:%d/%m/%Y}", f"to {last:%d/%m/%Y}"),
            ("Stops", f"{counts.get('stops', 0):,}", f"{counts.get('stops_on_streets', 0):,} here"),
            ("Bus trips", f"{counts.get('trips', 0):,}", f"{counts.get('patterns', 0):,} patterns"),
            (
                "Streets",
                f"{counts.get('ways', 0):,}",
                f"{counts.get('edges', 0):,} kerb-side pieces",
            ),
        ]
    )
    if last < now:
        st.warning(
            f"The timetable ended on {last:%d/%m/%Y}. Journeys can be planned for the days it "
            "covers, but not for today. Get a newer timetable and build again."
        )
    table(
        "What this edition was made of",
        ("What", "File", "Size", "Licence", "Checksum (SHA-256)"),
        [
            (
                _KINDS.get(each["kind"], each["kind"]),
                each["name"],
                f"{each['bytes'] / 1e6:,.1f} MB",
                _LICENCES.get(each["kind"], ""),
                f"{each['sha256'][:16]}…",
            )
            for each in manifest.get("inputs", [])
        ],
    )


def calendar(opened: OpenedArea) -> None:
    """Show how many trips run on each day, as a calendar and as a table.

    Parameters
    ----------
    opened
        The area.
    """
    days = trips_by_day(opened.area.timetable)
    busiest = max((trips for _, trips in days), default=0)
    if not busiest:
        st.warning("No bus runs on any day of this timetable.")
        return
    usual = usual_weekdays(days)
    if usual:
        st.markdown(
            f"The last weekday with a usual service is **{usual[-1]:%d/%m/%Y}**. "
            "Darker days have more bus trips; white days have none."
        )
    st.altair_chart(
        calendar_chart(days),
        width="stretch",
        alt=f"Calendar of bus trips a day, from none to {busiest:,}; the table below has the "
        "figures by month.",
    )
    with st.expander("The same as a table"):
        table(
            "Bus trips a day, by month",
            ("Month", "Monday to Friday", "Saturday", "Sunday", "Days without buses"),
            _months(days),
        )


def _months(
    days: tuple[tuple[dt.date, int], ...],
) -> list[tuple[str, str, str, str, int]]:
    months: dict[tuple[int, int], list[tuple[dt.date, int]]] = {}
    for date, trips in days:
        months.setdefault((date.year, date.month), []).append((date, trips))
    return [
        (
            f"{dates[0][0]:%B %Y}",
            _range([trips for date, trips in dates if date.weekday() < 5]),
            _range([trips for date, trips in dates if date.weekday() == 5]),
            _range([trips for date, trips in dates if date.weekday() == 6]),
            sum(trips == 0 for _, trips in dates),
        )
        for dates in months.values()
    ]


def _range(values: list[int]) -> str:
    if not values:
        return "–"
    low, high = min(values), max(values)
    return f"{low:,}" if low == high else f"{low:,} to {high:,}"


def _ago(days: int) -> str:
    if days <= 0:
        return "today"
    return "yesterday" if days == 1 else f"{days:,} days ago"
