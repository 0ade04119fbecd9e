"""The small parts of the report: escaped texts, links in a title, days and times."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from html import escape

from spacelint.checks.shared.text import plural
from spacelint.engine.rule import Diagnostic
from spacelint.report.item import link_kinds, runs_of_kind
from spacelint.severity import SEVERITIES
from spacelint.text import Title
from spacelint.text.width import visible, visible_chars

_TAGS = {"link": "b", "lost": "s"}
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "June", "July", "Aug", "Sept", "Oct", "Nov", "Dec")


def shown(text: str) -> str:
    """Return a text of a plan, safe in HTML: invisible characters are escaped."""
    return escape(visible(text))


def titled(title: Title, found: Sequence[Diagnostic]) -> str:
    """Return a title as HTML: what X links in bold, and struck out what was meant as a link.

    Something counts as meant if a finding is about it.
    """
    lost = [
        each
        for each in title.candidates
        if each.fault and any(d.start < each.end and each.start < d.end for d in found)
    ]
    chars = visible_chars(title.text)
    parts = []
    for kind, start, end in runs_of_kind(link_kinds(title, lost), 0, len(chars)):
        text, tag = escape("".join(chars[start:end])), _TAGS.get(kind)
        parts.append(f"<{tag}>{text}</{tag}>" if tag else text)
    return "".join(parts)


def counted(severities: Sequence[str]) -> str:
    """Return how many findings of each severity there are, in words; empty for none."""
    return ", ".join(
        plural(count, name) for name in SEVERITIES if (count := severities.count(name))
    )


def day_of(iso: str) -> datetime.date | None:
    """Return the day that a start is on where it takes place."""
    try:
        return datetime.date.fromisoformat(iso[:10])
    except ValueError:
        return None


def day_name(day: datetime.date, *, year: bool = True) -> str:
    """Return ``Thursday, 3 Dec 2026``, the same in every locale."""
    text = f"{_DAYS[day.weekday()]}, {day.day} {MONTHS[day.month - 1]}"
    return f"{text} {day.year}" if year else text


def week_of(monday: datetime.date) -> list[datetime.date]:
    """Return the days from Monday to Sunday; the last week of all, in the year 9999, is shorter."""
    last = min(monday.toordinal() + 6, datetime.date.max.toordinal())
    return [datetime.date.fromordinal(day) for day in range(monday.toordinal(), last + 1)]


def span_name(first: datetime.date, last: datetime.date) -> str:
    """Return ``30 Nov – 6 Dec 2026``."""
    begin = f"{first.day} {MONTHS[first.month - 1]}"
    if first.year != last.year:
        begin += f" {first.year}"
    return f"{begin} – {last.day} {MONTHS[last.month - 1]} {last.year}"


def time_of(iso: str) -> str:
    """Return ``18:00 (UTC+01:00)``; empty where the plan has no time."""
    if "T" not in iso:
        return ""
    clock = iso[11:16]
    offset = iso[16:]
    if not offset:
        return f"{clock} (no time zone given)"
    return f"{clock} (UTC)" if offset in ("Z", "+00:00") else f"{clock} (UTC{offset})"


def moment_name(iso: str) -> str:
    """Return ``Thursday, 3 Dec 2026, 18:00 (UTC+01:00)``; empty where there is no day."""
    day, time = day_of(iso), time_of(iso)
    return ", ".join(part for part in (day_name(day) if day else "", time) if part)
