"""Calendars as programs export them: series, folds anywhere, zones of their own, old line ends."""

from __future__ import annotations

import datetime
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spacelint.plan import Layout, Plan, read_plan
from spacelint.plan.blocks import BlockMemory
from spacelint.source.text import apply

TODAY = Layout(today=datetime.date(2026, 11, 29))


def calendar(*events: str, head: str = "") -> str:
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n{head}{''.join(events)}END:VCALENDAR\r\n"


def event(*lines: str) -> str:
    return "".join(f"{line}\r\n" for line in ("BEGIN:VEVENT", "UID:1", *lines, "END:VEVENT"))


def read(text: str | bytes, memory: BlockMemory | None = None) -> Plan:
    data = text if isinstance(text, bytes) else text.encode()
    return read_plan(data, "a.ics", layout=TODAY, memory=memory)


def start(plan: Plan) -> str | None:
    (space,) = plan.spaces
    return space.scheduled_start.moment.isoformat() if space.scheduled_start else None


@pytest.mark.parametrize("blocks", [False, True])
@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["DTSTART:20260101T180000Z", "RRULE:FREQ=WEEKLY"], "2026-12-03T18:00:00+00:00"),
        (["DTSTART:20260101T180000Z", "RRULE:FREQ=WEEKLY", "EXDATE:20261203T180000Z"],
         "2026-12-10T18:00:00+00:00"),
        (["DTSTART:20260101T180000Z", "RDATE:20261224T170000Z"], "2026-12-24T17:00:00+00:00"),
        (["DTSTART:20250101T180000Z", "RRULE:FREQ=WEEKLY;COUNT=3"], "2025-01-15T18:00:00+00:00"),
        (["DTSTART:20260101T180000Z", "RRULE:FREQ=DAILY;COUNT=1000000000"],
         "2026-11-29T18:00:00+00:00"),
        (["DTSTART:20260101T180000Z", "RRULE:FREQ=HOURLY;COUNT=3"], "2026-01-01T18:00:00+00:00"),
        (["DTSTART:20270101T180000Z"], "2027-01-01T18:00:00+00:00"),
    ],
)  # fmt: skip
def test_a_series_starts_when_it_next_does(
    lines: list[str], expected: str | None, blocks: bool
) -> None:
    plan = read(calendar(event("SUMMARY:AMA", *lines)), BlockMemory() if blocks else None)
    assert start(plan) == expected
    assert plan.problems == ()


@pytest.mark.parametrize("blocks", [False, True])
@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("RRULE:FREQ=SECONDLY;COUNT=1000000000",
         "FREQ=SECONDLY makes more dates than any plan of Spaces has"),
        ("RRULE:FREQ=HOURLY", "FREQ=HOURLY makes more dates than any plan of Spaces has"),
        ("RRULE:FREQ=MINUTELY;COUNT=3;BYMONTH=2;BYMONTHDAY=30",
         "FREQ=MINUTELY makes more dates than any plan of Spaces has"),
        ("RRULE:INTERVAL=2", "it has no FREQ, such as WEEKLY"),
        ("RRULE:FREQ=WEEKLY;UNTIL=19600101T000000Z", "no date comes of it"),
        ("RRULE:FREQ=FORTNIGHTLY", "it is not a value of a calendar"),
        ("RRULE:FREQ=WEEKLY;BYDAY=XX", "it is not a value of a calendar"),
        ("EXDATE:tomorrow", "it is not a value of a calendar"),
        ("DURATION:1 hour", "it is not a value of a calendar"),
    ],
)  # fmt: skip
def test_a_series_that_cannot_be_followed_is_told_and_keeps_its_start(
    line: str, reason: str, blocks: bool
) -> None:
    lines = ["SUMMARY:AMA", "DTSTART:20270101T180000Z", line]
    plan = read(calendar(event(*lines)), BlockMemory() if blocks else None)
    assert start(plan) == "2027-01-01T18:00:00+00:00"
    (problem,) = plan.problems
    assert (problem.code, problem.values["field"]) == ("SL007", re.match(r"\w+", line)[0])
    assert problem.values["reason"] == reason
    assert plan.text[problem.start : problem.end] == line.partition(":")[2]


def test_a_daily_series_older_than_radio_is_told() -> None:
    text = calendar(event("SUMMARY:AMA", "DTSTART:19000101T180000Z", "RRULE:FREQ=DAILY"))
    (problem,) = read(text).problems
    assert problem.values["reason"] == "it makes more than 20,000 dates from 1900 until now"


@pytest.mark.parametrize(
    ("lines", "ends"),
    [
        (["RRULE:FREQ=WEEKLY"], None),
        (["DURATION:PT1H"], "2027-01-01T19:00:00+00:00"),
        (["DURATION:PT1H", "RRULE:FREQ=WEEKLY"], "2027-01-01T19:00:00+00:00"),
        (["DTEND:20270101T183000Z", "RRULE:FREQ=WEEKLY"], "2027-01-01T18:30:00+00:00"),
    ],
)
def test_an_event_ends_where_it_says_so_and_nowhere_else(
    lines: list[str], ends: str | None
) -> None:
    plan = read(calendar(event("SUMMARY:AMA", "DTSTART:20270101T180000Z", *lines)))
    (space,) = plan.spaces
    assert (space.ends.moment.isoformat() if space.ends else None) == ends


@pytest.mark.parametrize("blocks", [False, True])
@pytest.mark.parametrize(
    ("zone", "hint"),
    [
        ("Europe/Berlinn", "did you mean Europe/Berlin?"),
        ("Berlin", "did you mean Europe/Berlin?"),
        ('"(UTC+01:00) Amsterdam, Berlin"', "did you mean Europe/Amsterdam or Europe/Berlin?"),
        ("Customized Time Zone", "write a name of the tz data, such as Europe/Paris"),
    ],
)
def test_an_unknown_time_zone_is_told_with_the_nearest_one(
    zone: str, hint: str, blocks: bool
) -> None:
    text = calendar(event("SUMMARY:AMA", f"DTSTART;TZID={zone}:20270101T180000"),
                    head="X-WR-TIMEZONE:Europe/Paris\r\n")  # fmt: skip
    plan = read(text, BlockMemory() if blocks else None)
    (problem,) = plan.problems
    name = zone.strip('"')
    assert problem.values["reason"] == f'"{name}" is not a time zone'
    assert problem.values["hint"] == hint
    assert plan.text[problem.start : problem.end] == f"DTSTART;TZID={zone}:20270101T180000"


def test_an_unknown_zone_of_the_calendar_is_told_and_outlooks_names_are_known() -> None:
    text = calendar(event("SUMMARY:AMA", "DTSTART:20270101T180000"),
                    head="X-WR-TIMEZONE:Europe/Berln\r\n")  # fmt: skip
    (problem,) = read(text).problems
    assert problem.values["hint"] == "did you mean Europe/Berlin?"
    outlook = read(text.replace("Europe/Berln", "W. Europe Standard Time"))
    assert (start(outlook), outlook.problems) == ("2027-01-01T18:00:00+01:00", ())


def test_an_event_that_was_called_off_is_quiet() -> None:
    text = calendar(event("SUMMARY:@@", "STATUS:CANCELLED"), event("SUMMARY:AMA"))
    assert [space.title and space.title.value for space in read(text).spaces] == ["AMA"]


def test_times_without_a_zone_are_in_the_calendars() -> None:
    text = calendar(event("SUMMARY:AMA", "DTSTART:20270101T180000"),
                    head="X-WR-TIMEZONE:Europe/Berlin\r\n")  # fmt: skip
    assert start(read(text)) == "2027-01-01T18:00:00+01:00"
    assert start(read(text.replace("Europe/Berlin", "Nowhere"))) == "2027-01-01T18:00:00"


def test_nothing_is_written_to_standard_error(capfd: pytest.CaptureFixture[str]) -> None:
    read(calendar(event("SUMMARY:AMA", "DTSTART;TZID=Nowhere/Else:20270101T180000")))
    assert capfd.readouterr() == ("", "")


@given(st.lists(st.integers(0, 400), max_size=8), st.sampled_from(["\r\n", "\n"]))
def test_a_fold_may_stand_anywhere(places: list[int], end: str) -> None:
    lines = (
        'SUMMARY;LANGUAGE="en:x":Ha🎉ho great#launch\\, day 2',
        "DTSTART:20270101T180000Z",
        'X-APPLE-STRUCTURED-LOCATION;VALUE=URI;X-ADDRESS="1: A Street";X-TITLE=Cafe:geo:52,13',
    )
    data = calendar(event(*lines)).encode()
    first, last = data.index(b"SUMMARY"), data.index(b"END:VEVENT") - 2
    body = data[first:last]
    for place in sorted({at % len(body) for at in places}, reverse=True):
        around = body[max(0, place - 2) : place + 1]  # neither before a line nor in its end
        if place and b"\r\n" not in around:
            body = body[:place] + b"\r\n " + body[place:]
    data = (data[:first] + body + data[last:]).replace(b"\r\n", end.encode())
    plan = read(data)
    assert plan.problems == ()
    (space,) = plan.spaces
    title = space.title
    assert title is not None
    assert title.value == "Ha🎉ho great#launch, day 2"
    assert title.exact
    at = title.value.index("#launch")
    written = plan.text[slice(*title.span(at, at + 7))]
    assert written.replace(f"{end} ", "") == "#launch"
    edits = title.replace([(at, at, " ")])
    assert edits is not None
    (fixed,) = read(apply(plan.text, edits)).spaces
    assert fixed.title is not None
    assert fixed.title.value == "Ha🎉ho great #launch, day 2"
    assert start(plan) == "2027-01-01T18:00:00+00:00"


def test_a_fold_inside_every_byte_of_an_emoji_keeps_the_lines_where_they_are() -> None:
    data = calendar(event("SUMMARY:Ha🎉 great#launch", "DTSTART:20270101T180000Z")).encode()
    emoji = "🎉".encode()
    folded = data.replace(emoji, b"\r\n ".join(bytes([one]) for one in emoji))
    plan = read(folded)
    (space,) = plan.spaces
    assert space.title is not None
    assert space.title.value == "Ha🎉 great#launch"
    assert space.title.exact
    place = space.place("scheduled_start")
    assert place is not None
    line = plan.lines.line_column(place.start)[0]
    assert folded.split(b"\r\n")[line - 1] == b"DTSTART:20270101T180000Z"
    assert plan.lines.byte_offset(place.start) == folded.index(b"20270101T180000Z")


def test_lone_carriage_returns_end_lines() -> None:
    text = calendar(event("SUMMARY:Town \r\n hall", "DTSTART:20270101T180000Z"))
    plan = read(text.replace("\r\n", "\r"))
    (space,) = plan.spaces
    assert space.title is not None
    assert (space.title.value, space.title.exact) == ("Town hall", True)
    assert plan.lines.line_column(space.title.start)[0] == 6


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (calendar(event("SUMMARY:a")).replace("END:VCALENDAR\r\n", ""),
         "it ends before END:VCALENDAR"),
        (calendar(event("SUMMARY:a").replace("END:VEVENT\r\n", ""), event("SUMMARY:b")),
         "BEGIN and END don't match"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_calendar_is_told_truly(text: str, reason: str) -> None:
    assert read(text).problems[0].values["reason"] == reason


SERIES = """BEGIN:VCALENDAR
VERSION:2.0
BEGIN:VEVENT
UID:weekly
DTSTART;TZID=Europe/Berlin:20261105T180000
RRULE:FREQ=WEEKLY
SUMMARY:Weekly town hall
END:VEVENT
BEGIN:VEVENT
UID:weekly
RECURRENCE-ID{moved}
DTSTART;TZID=Europe/Berlin:20261204T190000
SUMMARY:Town hall on a Friday
END:VEVENT
BEGIN:VEVENT
UID:weekly
RECURRENCE-ID;TZID=Europe/Berlin:20261210T180000
DTSTART;TZID=Europe/Berlin:20261210T180000
STATUS:CANCELLED
SUMMARY:Weekly town hall
END:VEVENT
END:VCALENDAR
"""


@pytest.mark.parametrize(
    "moved",
    [";TZID=Europe/Berlin:20261203T180000", ":20261203T170000Z", ";VALUE=DATE:20261203"],
)
def test_a_series_leaves_out_the_dates_that_are_moved_or_called_off(moved):
    text = SERIES.replace("{moved}", moved)
    plan = read_plan(text.encode(), "a.ics", layout=Layout(today=datetime.date(2026, 12, 1)))
    assert plan.problems == ()
    series, friday = plan.spaces
    assert series.scheduled_start.moment.isoformat() == "2026-12-17T18:00:00+01:00"
    assert friday.scheduled_start.moment.isoformat() == "2026-12-04T19:00:00+01:00"
    again = read_plan(
        text.encode(),
        "a.ics",
        layout=Layout(today=datetime.date(2026, 12, 1)),
        memory=BlockMemory(),
    )
    assert again.spaces[0].scheduled_start == series.scheduled_start
