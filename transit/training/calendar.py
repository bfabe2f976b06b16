"""Lessons as a calendar file (RFC 5545): no names, no places, nothing about the person.

A pseudonym stands in a title only where somebody asked for it: calendars are shared, and kept by
services outside.
"""

import datetime as dt
from collections.abc import Iterable
from typing import Final
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, vDuration

from transit.model.training import Booking, Course
from transit.present.words import Words

ZONE: Final = ZoneInfo("Europe/London")
"""Lessons are given in England."""
_MAKER: Final = "-//transit//travel training//EN"
_HOST: Final = "lessons.transit.invalid"
"""Ends the names of events; nobody's host can be called so."""


def calendar_of(
    lessons: Iterable[tuple[Course, Booking]],
    words: Words,
    now: dt.datetime,
    *,
    with_person: bool = False,
    with_course: bool = False,
) -> bytes:
    """Return lessons as a calendar file.

    Parameters
    ----------
    lessons
        Courses with lessons that are meant to be. Cancelled ones are in it as cancelled, so that
        calendars which know them take them out.
    words
        Words of training.
    now
        When the file is made, with its time zone.
    with_person, with_course
        Whether titles name the person's pseudonym, or the course.

    Returns
    -------
    bytes
        The file; lessons are at their London wall time, whatever the clocks do meanwhile.
    """
    made = Calendar()
    made.add("prodid", _MAKER)
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    for course, booked in lessons:
        made.add_component(_event(course, booked, words, now, with_person, with_course))
    made.add_missing_timezones()
    content: bytes = made.to_ical()
    return content


def _event(
    course: Course,
    booked: Booking,
    words: Words,
    now: dt.datetime,
    with_person: bool,
    with_course: bool,
) -> Event:
    named = [
        name for name, asked in ((course.code, with_course), (course.person, with_person)) if asked
    ]
    title = words.say("calendar", "title_with" if named else "title", course=" ".join(named))
    event = Event()
    event.add("uid", f"{booked.token}@{_HOST}")
    event.add("dtstamp", now.astimezone(dt.UTC))
    event.add("dtstart", booked.starts.replace(tzinfo=ZONE))
    event.add("duration", vDuration(dt.timedelta(minutes=booked.minutes)))
    event.add("summary", title)
    # Calendars believe a change only where it has a higher number.
    event.add("sequence", int(booked.is_cancelled))
    event.add("class", "PRIVATE")
    event.add("status", "CANCELLED" if booked.is_cancelled else "CONFIRMED")
    return event
