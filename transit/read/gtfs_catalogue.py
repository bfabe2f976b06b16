"""Every notice that timetables can give: its severity, its sentence and what to do about it.

``docs/notices.md`` explains each at length. A sentence's ``{words}`` are filled in where the
notice is made.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

from transit.model.notice import Notice, Severity

_LONGEST_VALUE = 80


class Entry(NamedTuple):
    """One kind of notice."""

    severity: Severity
    message: str
    todo: str


def _error(message: str, todo: str) -> Entry:
    return Entry(Severity.ERROR, message, todo)


def _warning(message: str, todo: str) -> Entry:
    return Entry(Severity.WARNING, message, todo)


def _info(message: str, todo: str) -> Entry:
    return Entry(Severity.INFO, message, todo)


_PUBLISHER = "Ask the publisher to correct it."
_FINE = "Nothing, unless it is a surprise."

FILES: Mapping[str, Entry] = {
    "missing_file": _error("A required file is not in the feed.", "Fetch the whole feed again."),
    "empty_file": _error("The file is empty.", "Fetch the feed again, or remove the file."),
    "unreadable_file": _error("The file is not a table of text: {why}.", _PUBLISHER),
    "unclosed_quote": _error(
        "A quotation mark is never closed; everything after it was left out.", _PUBLISHER
    ),
    "not_utf8": _warning(
        "The text is not UTF-8: {what}.", "Ask the publisher to save the file as UTF-8."
    ),
    "byte_order_mark": _info("The file starts with a byte order mark, which was skipped.", _FINE),
    "contains_null": _warning("A NUL character was removed.", _PUBLISHER),
    "bad_eol": _warning(
        "Lines end in different ways; all were read as line ends.",
        "Ask the publisher to end all lines alike.",
    ),
    "extra_cells": _warning(
        "The row has more cells than the header; the last ones were ignored.",
        "Look for a comma in a text that is not in quotation marks.",
    ),
    "missing_cells": _warning(
        "The row has fewer cells than the header; the missing ones count as empty.", _PUBLISHER
    ),
    "missing_column": _error("A required column is not in the file.", _PUBLISHER),
    "repeated_column": _warning("A column is there twice; the first one was read.", _PUBLISHER),
    "unrecognised_column": _info("GTFS has no such column; it was ignored.", "Check its spelling."),
    "unknown_file": _info("GTFS has no such file; it was ignored.", "Check its spelling."),
    "missing_value": _error("A required cell is empty; the row was left out.", _PUBLISHER),
    "bad_number": _error("Not a number, or one out of range; the row was left out.", _PUBLISHER),
    "bad_time": _error("Not a time such as 25:10:00; the row was left out.", _PUBLISHER),
    "bad_date": _error("Not a date such as 20230613; the row was left out.", _PUBLISHER),
    "ignored_value": _warning("The value cannot be read and was ignored.", _PUBLISHER),
}

ROWS: Mapping[str, Entry] = {
    "duplicate_id": _error("The id was used before; this row was left out.", _PUBLISHER),
    "undefined_agency": _warning("No such agency is in agency.txt.", _PUBLISHER),
    "undefined_route": _error("No such route: the trip was left out.", _PUBLISHER),
    "undefined_service": _error("No such service: the trip was left out.", _PUBLISHER),
    "undefined_shape": _warning("No such shape: the trip is drawn from stop to stop.", _PUBLISHER),
    "undefined_trip": _error("No such trip: the row was left out.", _PUBLISHER),
    "undefined_stop": _error(
        "No such stop: the row was left out, the trip passes there without stopping.", _PUBLISHER
    ),
    "undefined_parent": _warning("No such station: the stop stands by itself.", _PUBLISHER),
    "agency_without_id": _warning(
        "There are several agencies and one has no id.", "Ask the publisher to give each an id."
    ),
    "bad_zone": _error("Not a time zone; it was left out.", "Use a name such as Europe/London."),
    "stop_without_position": _error("The stop has no position and was left out.", _PUBLISHER),
    "bad_position": _error(
        "The position is 0, 0 or not on the earth; the row was left out.", _PUBLISHER
    ),
    "wrong_stop_type": _warning(
        "A bus calls at a station or entrance, not at a stop; it was read as a stop.", _PUBLISHER
    ),
    "stop_far_from_parent": _warning(
        "The stop is {distance_m} m from its station.", "Check both positions."
    ),
    "duplicate_stop": _warning(
        "The stop {other} is at the same place, {distance_m} m away.",
        "Check whether both are needed.",
    ),
    "unused_stop": _info("No trip calls at this stop.", _FINE),
    "missing_route_name": _warning("The route has neither number nor name.", _PUBLISHER),
    "same_short_long_name": _info(
        "The route's number and name are the same.", "Leave one of them empty."
    ),
    "repeated_route_name": _warning(
        "Another route of this agency has the same number and name.",
        "Check whether both are needed.",
    ),
    "invalid_route_type": _warning("GTFS has no such type of route; read as bus.", _PUBLISHER),
    "negative_stop_sequence": _warning(
        "The place of a stop in its trip is negative; its order was believed.", _PUBLISHER
    ),
    "duplicate_stop_sequence": _error(
        "Two stops of a trip have the same place in it; the later row was left out.", _PUBLISHER
    ),
    "missing_arrival_time": _warning(
        "There is a departure but no arrival; the bus arrives when it departs.", _PUBLISHER
    ),
    "missing_departure_time": _warning(
        "There is an arrival but no departure; the bus departs when it arrives.", _PUBLISHER
    ),
    "missing_times_at_ends": _error(
        "A trip's first or last stop has no time; the row was left out.", _PUBLISHER
    ),
    "times_go_back": _error("The bus is here before it left; the trip was left out.", _PUBLISHER),
    "too_few_stops": _error("Fewer than two stops are left of the trip; left out.", _PUBLISHER),
    "trip_without_stops": _warning("The trip has no stop times; it was left out.", _PUBLISHER),
    "implausible_speed": _warning(
        "The bus would run {speed_kmh} km/h to this stop.", "Check times and stop positions."
    ),
    "missing_pickup_type": _info(
        "The column is not in the file: boarding and alighting count as allowed everywhere.", _FINE
    ),
    "phone_or_ask_driver": _info(
        "Boarding or alighting must be arranged by phone or with the driver.",
        "Tell travellers what to arrange.",
    ),
    "bad_frequency": _error(
        "The times or the headway of a frequency make no sense; the row was left out.", _PUBLISHER
    ),
    "missing_shape": _info("The trip has no shape: it is drawn from stop to stop.", _FINE),
    "wheelchair_unknown": _info(
        "Whether a wheelchair can be taken is not known for {share} of {what}.",
        "Ask the operators, or survey it.",
    ),
}

CALENDAR: Mapping[str, Entry] = {
    "start_after_end": _error("The service ends before it starts.", _PUBLISHER),
    "bad_exception_type": _error("Neither 1 (added) nor 2 (removed): left out.", _PUBLISHER),
    "date_out_of_range": _warning(
        "The date is outside {first} to {last}; days outside were left out.", _FINE
    ),
    "service_never_runs": _warning(
        "The service runs on no day: its trips were left out.", "Check start, end and weekdays."
    ),
    "no_service_in_days": _warning(
        "Nothing runs on {days} days in a row from {first}.", "Check whether the feed is whole."
    ),
    "partly_published": _warning(
        "Of {dates} dates from {first} to {last} too little is published: they are not judged.",
        "Fetch the next edition of the feed that ends before the others, or begins after them.",
    ),
    "feed_expired": _warning(
        "The timetable ended on {last}, before {date}.", "Fetch the current edition."
    ),
    "feed_starts_later": _warning(
        "The timetable starts on {first}, after {date}.", "Fetch the edition before as well."
    ),
}

TRIPS: Mapping[str, Entry] = {
    "interpolated_times": _info(
        "Times between timed stops were put in by distance.", "Allow a margin at these stops."
    ),
    "frequency_expanded": _info("Trips were made from headways: {trips} of them.", _FINE),
    "approximate_frequency": _info(
        "The headway is kept only roughly; the times are examples.", "Allow a whole headway."
    ),
    "too_many_frequency_trips": _error(
        "The headways would make {trips} trips, at most {most} are believed; left out.",
        "Check headway_secs, or raise most_frequency_trips.",
    ),
    "overtaking": _info(
        "Trips overtake others of the same pattern; they were put in patterns of their own.", _FINE
    ),
    "block_overlap": _warning(
        "One vehicle would run two trips at once; no through journey was made.", _PUBLISHER
    ),
    "through_trips": _info(
        "Vehicles go on as another trip: {trips} through journeys were added.", _FINE
    ),
    "unread_transfer_rule": _warning(
        "How long a change takes here, or that none is possible, is not read: changes are timed by "
        "the walk and the profile's margin.",
        "Look at these changes before relying on them, or ask people to allow longer.",
    ),
}

FEEDS: Mapping[str, Entry] = {
    "zones_differ": _warning(
        "Agencies have different time zones; {zone} was used for all.",
        "Build feeds of another zone apart.",
    ),
    "stop_in_two_feeds": _info("The stop is in another feed too; both are one stop.", _FINE),
    "stop_id_far_apart": _warning(
        "Another feed has this id {distance_m} m away; they were kept apart.",
        "Check both positions.",
    ),
    "trip_in_two_feeds": _info("The same trip is in another feed too; it was kept once.", _FINE),
    "id_in_two_feeds": _info(
        "Another feed uses this id for something else; the feed's name was put before it.", _FINE
    ),
    "nothing_usable": _error("No trip of this feed can be used.", "See its other notices."),
}

BOX: Mapping[str, Entry] = {
    "nothing_in_box": _error(
        "No trip of this feed calls in the box.",
        "Check the order of the box: south, west, north, east; or leave this feed out.",
    ),
    "outside_box": _info(
        "{trips} of the feed's {all} trips call nowhere in the box and were left out: journeys "
        "that leave the area and change to them there are not found.",
        "Make the box larger if people travel so.",
    ),
    "crosses_box": _info(
        "{trips} trips of {routes} routes go on beyond the box, to {stops} stops that have no "
        "streets: journeys that begin or end there need an area that holds both ends.",
        "Make the box larger, or build the area next to it as well.",
    ),
    "stops_near_box": _warning(
        "{stops} stops lie outside the box, within {metres} m of its edge: people who live at the "
        "edge could walk there, which this area cannot show.",
        "Make the box larger by as much where people live at its edge.",
    ),
}

CATALOGUE: Mapping[str, Entry] = {**FILES, **ROWS, **CALENDAR, **TRIPS, **FEEDS, **BOX}
"""All of them by code."""


def make_notice(
    code: str,
    file: str,
    *,
    row: int | None = None,
    field: str | None = None,
    value: object = None,
    count: int = 1,
    severity: Severity | None = None,
    **words: Any,
) -> Notice:
    """Return one notice with the catalogue's sentence.

    Parameters
    ----------
    code
        One of :data:`CATALOGUE`.
    file
        File in which it was seen.
    row
        Line of the file.
    field
        Column name.
    value
        Offending value; shortened.
    count
        How many rows it stands for.
    severity
        In place of the catalogue's own.
    **words
        Filled into the sentence.

    Returns
    -------
    Notice
        The notice.
    """
    entry = CATALOGUE[code]
    return Notice(
        code=code,
        severity=severity or entry.severity,
        file=file,
        message=entry.message.format(**words),
        todo=entry.todo.format(**words),
        row=row,
        field=field,
        value=None if value is None else _short(str(value)),
        count=count,
    )


def _short(text: str) -> str:
    """Shorten a value and show what cannot be printed."""
    shown = "".join(
        letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}"
        for letter in text[: _LONGEST_VALUE + 1]
    )
    return shown if len(shown) <= _LONGEST_VALUE else shown[: _LONGEST_VALUE - 1] + "…"
