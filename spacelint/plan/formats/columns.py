"""Which columns of a table hold what: by our own names, by a scheduler's header, or a layout."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from spacelint.plan.fields import KNOWN, NAMES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from spacelint.plan.layout import Layout

    Names = Mapping[str, tuple[str, ...]]

# What schedulers call the title and its time. The first column that names a title decides.
SCHEDULERS: tuple[tuple[str, frozenset[str], Names], ...] = (
    ("Buffer", frozenset(("text", "posting time")),
     {"title": ("text",), "scheduled_start": ("posting time",)}),
    ("Sprout Social", frozenset(("date", "time_24hr", "message_text")),
     {"title": ("message_text",), "date": ("date",), "time": ("time_24hr",)}),
    ("GoHighLevel", frozenset(("postatspecifictime", "content")),
     {"title": ("content",), "scheduled_start": ("postatspecifictime",)}),
    ("PostFast", frozenset(("scheduled_at", "content")),
     {"title": ("content",), "scheduled_start": ("scheduled_at",)}),
    ("Ayrshare", frozenset(("post", "scheduledate")),
     {"title": ("post",), "scheduled_start": ("scheduledate",)}),
    ("Google Calendar", frozenset(("subject", "start date")),
     {"title": ("subject",), "date": ("start date",), "time": ("start time",),
      "end_date": ("end date",), "end_time": ("end time",)}),
)  # fmt: skip


def names_of_header(header: list[str]) -> Names | None:
    """Return the columns of our fields by a scheduler's header, or by our own names."""
    lower = {name.casefold(): name for name in reversed(header)}
    for _, needed, columns in SCHEDULERS:
        if needed <= lower.keys() and "title" not in lower:
            return {
                field: tuple(lower[each] for each in names if each in lower)
                for field, names in columns.items()
            }
    if not any(name in lower for name in NAMES["title"]):
        return None
    found: dict[str, tuple[str, ...]] = {}
    for name in header:
        key = name.casefold().replace(" ", "_")
        field = KNOWN.get(key, "")
        if field and field not in found:
            found[field] = (name,)
    return found


def names_of_layout(layout: Layout, columns: list[str]) -> Names:
    """Return the columns of our fields as a layout gives them, by name or by number."""

    def column(path: str) -> str:
        if path in columns or not path.isdigit():
            return path
        number = int(path)
        return columns[number - 1] if 0 < number <= len(columns) else path

    found: dict[str, tuple[str, ...]] = {}
    if layout.title:
        found["title"] = (column(layout.title),)
    for field, paths in (layout.fields or {}).items():
        if field == "scheduled_start" and len(paths) > 1:
            for name, path in zip(("date", "time", "timezone"), paths, strict=False):
                found[name] = (column(path),)
        elif field == "ends" and len(paths) > 1:
            for name, path in zip(("end_date", "end_time"), paths, strict=False):
                found[name] = (column(path),)
        elif paths:
            found[field] = tuple(column(path) for path in paths)
    return found


_DAY = re.compile(r"\s*(\d{1,2})[/-](\d{1,2})[/-](?:\d{4}|\d{2})(?!\d)")


def proven_order(values: Iterable[object]) -> str:
    """Return ``dmy`` or ``mdy`` where some days of a column can be read in one order only.

    Empty where none proves it, or where they contradict each other.
    """
    proven = set()
    for value in values:
        found = _DAY.match(value) if isinstance(value, str) else None
        if found is not None and (int(found[1]) > 12) != (int(found[2]) > 12):
            proven.add("dmy" if int(found[1]) > 12 else "mdy")
    return proven.pop() if len(proven) == 1 else ""
