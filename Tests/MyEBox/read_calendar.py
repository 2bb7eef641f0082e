"""Reads an iCalendar from standard input with the library icalendar, and prints its events as JSON."""

import datetime
import json
import sys

import icalendar

calendar = icalendar.Calendar.from_ical(sys.stdin.buffer.read())
events = []
for event in calendar.walk("VEVENT"):
    start = event.decoded("DTSTART")
    events.append({
        "uid": str(event["UID"]), "summary": str(event["SUMMARY"]), "description": str(event["DESCRIPTION"]),
        "start": start.isoformat(), "end": event.decoded("DTEND").isoformat() if "DTEND" in event else None,
        "isDay": not isinstance(start, datetime.datetime),
        "alarmDays": event.walk("VALARM")[0].decoded("TRIGGER").days,
    })
json.dump(events, sys.stdout)
