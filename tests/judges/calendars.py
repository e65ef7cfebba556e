#!/usr/bin/env python3
"""Every calendar file is one that other programs read: whole days, one event, known by one name (RFC 5545)."""

from datetime import date, timedelta

from icalendar import Calendar
from pages import Site, Verdict, folder_argument


def judge(site: Site, verdict: Verdict) -> int:
    seen = {}
    files = sorted(site.folder.rglob("*.ics"))
    if not files:
        verdict.problem("site", "no petition and no event has a calendar file")
    for file in files:
        name = str(file.relative_to(site.folder))
        data = file.read_bytes()
        if b"\n" in data.replace(b"\r\n", b"") or not data.endswith(b"\r\n"):
            verdict.problem(name, "a line does not end in CRLF")
        if any(len(line) > 75 for line in data.split(b"\r\n")):
            verdict.problem(name, "a line is longer than 75 octets")
        try:
            calendar = Calendar.from_ical(data)
            events = list(calendar.walk("VEVENT"))
            problems = [str(error) for part in calendar.walk() for error in part.errors]
        except ValueError as error:
            verdict.problem(name, f"cannot be read: {error}")
            continue
        for error in problems:
            verdict.problem(name, f"is understood in part only: {error}")
        if len(events) != 1:
            verdict.problem(name, f"has {len(events)} events")
            continue
        check(verdict, name, events[0], seen)
    return len(files)


def check(verdict, name, event, seen):
    for key in ("UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "URL"):
        if key not in event:
            verdict.problem(name, f"has no {key}")
    uid, start, end = str(event.get("UID", name)), event.decoded("DTSTART", None), event.decoded("DTEND", None)
    if seen.setdefault(uid, name) != name:
        verdict.problem(name, f"has the UID of {seen[uid]}")
    if start and end and (type(start) is not date or type(end) is not date or end - start < timedelta(days=1)):
        verdict.problem(name, f"are no whole days: {start} to {end}")
    elif start and end and name.endswith("last-day.ics") and end - start != timedelta(days=1):
        verdict.problem(name, f"is no single day: {start} to {end}")


if __name__ == "__main__":
    site, verdict = Site(folder_argument()), Verdict("calendars")
    count = judge(site, verdict)
    verdict.finish(f"{count} files")
