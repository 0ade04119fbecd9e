"""The weeks of planned Spaces: who is on when, with clashes marked where they are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple

from spacelint.reach.history.stats import WEEKDAYS
from spacelint.reach.page import escape, page

CLASHES = ("SL603", "SL604", "SL805")  # too many scheduled, two at once, others with the tag
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September",
          "October", "November", "December")  # fmt: skip


class Entry(NamedTuple):
    """A planned Space; ``start`` and ``end`` by the clock of the calendar.

    ``timed`` is false where the plan names a day and no hour; ``start`` is None without a day.
    ``clashes`` are rule codes with their messages, ``where`` is file and line.
    """

    title: str
    host: str
    where: str
    start: datetime | None = None
    end: datetime | None = None
    timed: bool = False
    clashes: tuple[tuple[str, str], ...] = ()


class Week(NamedTuple):
    """The Spaces from a Monday to the Sunday after it, in order of their start."""

    monday: date
    entries: tuple[Entry, ...]

    @property
    def name(self) -> str:
        """``Week 49, 30 November to 6 December 2026``."""
        number, sunday = self.monday.isocalendar().week, self.days[-1]
        first = str(self.monday.day)
        if self.monday.month != sunday.month:
            first += f" {MONTHS[self.monday.month - 1]}"
        if self.monday.year != sunday.year:
            first += f" {self.monday.year}"
        last = f"{sunday.day} {MONTHS[sunday.month - 1]} {sunday.year}"
        return f"Week {number}, {first} to {last}"

    @property
    def days(self) -> list[date]:
        """Monday to Sunday; the last week of the calendar, in the year 9999, is shorter."""
        first = self.monday.toordinal()
        return [date.fromordinal(n) for n in range(first, min(first + 7, date.max.toordinal() + 1))]

    def on(self, day: date) -> list[Entry]:
        """The Spaces of one day; those without an hour come first."""
        return [each for each in self.entries if each.start and each.start.date() == day]


def weeks(entries: Iterable[Entry], first: date, last: date | None = None) -> tuple[Week, ...]:
    """The weeks that have Spaces, from that of ``first`` to that of ``last`` (both included)."""
    found: dict[date, list[Entry]] = {}
    for each in entries:
        if each.start is not None:
            monday = monday_of(each.start.date())
            if monday >= monday_of(first) and (last is None or monday <= last):
                found.setdefault(monday, []).append(each)
    return tuple(Week(monday, tuple(sorted(found[monday], key=_order))) for monday in sorted(found))


def monday_of(day: date) -> date:
    """The Monday on or before a day."""
    return day - timedelta(days=day.weekday())


def week_lines(found: Sequence[Week], dateless: Sequence[Entry], zone: str) -> Iterator[str]:
    """The weeks as text lines, day by day."""
    if not found and not dateless:
        yield "no Space is planned in these weeks"
    for number, week in enumerate(found):
        if number:
            yield ""
        yield f"{week.name} ({zone})"
        for name, day in zip(WEEKDAYS, week.days, strict=False):
            yield f"{name[:3]} {day.day:2} {MONTHS[day.month - 1][:3]}"
            for each in week.on(day):
                yield from _entry_lines(each)
    if dateless:
        yield ""
        yield "Without a date"
        for each in dateless:
            yield from _entry_lines(each)


def _entry_lines(entry: Entry) -> Iterator[str]:
    host = f"  {entry.host}" if entry.host else ""
    yield f"  {_time(entry):<12} {entry.title}{host}  [{entry.where}]"
    for code, message in entry.clashes:
        yield f"  {'':<12} ! {code} {message}"


def week_html(
    found: Sequence[Week], dateless: Sequence[Entry], zone: str, unchecked: Sequence[str] = ()
) -> str:
    """The weeks as a page: a column a day, a row an hour in which a Space begins.

    ``unchecked`` are sentences on what X did not answer.
    """
    parts = [
        f"<h1>Planned Spaces</h1><p>Times: {escape(zone)}. Clashes stand below their Space.</p>"
    ]
    parts += [f'<p class="clash">{escape(each)}</p>' for each in unchecked]
    for week in found:
        hours = sorted({each.start.hour for each in week.entries if each.start and each.timed})
        rows = [None, *hours] if any(not each.timed for each in week.entries) else list(hours)
        head = "".join(
            f"<th scope=col>{name[:3]} {day.day}</th>"
            for name, day in zip(WEEKDAYS, week.days, strict=False)
        )
        lines = []
        for hour in rows:
            cells = "".join(f"<td>{_cell(week.on(day), hour)}</td>" for day in week.days)
            label = "all day" if hour is None else f"{hour:02d}:00"
            lines.append(f"<tr><th scope=row>{label}</th>{cells}</tr>")
        parts.append(
            f"<h2>{escape(week.name)}</h2><div class=wide>"
            f"<table class=days><tr><td></td>{head}</tr>{''.join(lines)}</table></div>"
        )
    if dateless:
        parts.append("<h2>Without a date</h2>" + "".join(map(_entry_html, dateless)))
    if not found and not dateless:
        parts.append("<p>No Space is planned in these weeks.</p>")
    return page("Planned Spaces", "\n".join(parts))


def _cell(entries: Sequence[Entry], hour: int | None) -> str:
    return "".join(
        _entry_html(each)
        for each in entries
        if each.start and (each.start.hour == hour if each.timed else hour is None)
    )


def _entry_html(entry: Entry) -> str:
    time = f"{_time(entry)} " if entry.timed else ""
    host = f"<br>{escape(entry.host)}" if entry.host else ""
    clashes = "".join(
        f'<p class="clash">{escape(code)}: {escape(message)}</p>' for code, message in entry.clashes
    )
    return (
        f'<div class="entry">{time}<b><bdi>{escape(entry.title)}</bdi></b>{host}'
        f'<br><span class="source">{escape(entry.where)}</span>{clashes}</div>'
    )


def _time(entry: Entry) -> str:
    """``18:00-19:00``, or ``18:00-4 Dec`` where it ends a day or more later; "" without an hour."""
    start, end = entry.start, entry.end
    if start is None or not entry.timed:
        return ""
    began = f"{start:%H:%M}"
    if end is None or (end.tzinfo is None) != (start.tzinfo is None):
        return began
    nothing = timedelta()
    turned = (end.utcoffset() or nothing) - (start.utcoffset() or nothing)  # clocks put back
    lasts = end.replace(tzinfo=None) - start.replace(tzinfo=None) - turned
    if lasts <= nothing:
        return began
    short = lasts < timedelta(days=1)
    return f"{began}-{end:%H:%M}" if short else f"{began}-{end.day} {MONTHS[end.month - 1][:3]}"


def _order(entry: Entry) -> str:
    start = entry.start or datetime.min
    return start.strftime("%Y-%m-%dT%H:%M" if entry.timed else "%Y-%m-%d")
