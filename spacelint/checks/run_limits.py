"""Spaces of one run compared: too many, at the same time, or with the same title."""

from __future__ import annotations

from collections.abc import Sequence

from spacelint.checks.contract import (
    NO_FIELDS,
    Context,
    FieldFinding,
    Memory,
    Params,
    RunAlgorithm,
    SpaceSummary,
    check,
)
from spacelint.checks.shared.space import shown
from spacelint.text.width import place_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import datetime


_MOST_A_DAY = 100  # Spaces of one host and day that are compared with each other
# More titles, hosts or days than any calendar has: a dump of a hundred megabytes is read in pieces,
# and what is remembered of it must not grow with its length.
_MOST_KEPT = 10_000
_MOST_SHOWN = 70  # code points of the other title


@check(
    scopes=("spaces",),
    placeholders=("host", "count", "most", "days", "where", "title_there", "when"),
    params=lambda schema: {
        "fault": schema.choice(
            "What is wrong with them.", ("too-many", "overlap", "same-title"), required=True
        ),
        "most": schema.integer("Spaces a host may have scheduled.", default=10, minimum=1),
        "days": schema.integer("How far ahead X schedules.", default=30, minimum=1),
        "minutes": schema.integer(
            "How long a Space without an end is taken to last.", default=1, minimum=1
        ),
    },
)
def run_limits(p: Params) -> RunAlgorithm:
    """Report the later one of the Spaces."""
    fault: str = p["fault"]
    most: int = p["most"]
    minutes: int = p["minutes"]

    def run(space: SpaceSummary, context: Context, memory: Memory) -> Sequence[FieldFinding]:
        if space.over:
            return NO_FIELDS
        if fault == "same-title":
            return _same_title(space, memory)
        host = shown(space.host)
        if not host or space.start is None:
            return NO_FIELDS
        if fault == "overlap":
            try:
                return _overlap(space, host, memory, minutes)
            except OverflowError:  # at the edge of the calendar
                return NO_FIELDS
        if not 0 <= (space.start.moment.date() - context.day).days <= p["days"]:
            return NO_FIELDS
        return _too_many(host, memory, most, p["days"])

    return run


def _same_title(space: SpaceSummary, memory: Memory) -> Sequence[FieldFinding]:
    from unicodedata import normalize

    key = " ".join(normalize("NFKC", space.title).casefold().split())
    if not key:
        return NO_FIELDS
    if key not in memory:
        if len(memory) < _MOST_KEPT:
            memory[key] = (space.path, space.line, space.series)
        return NO_FIELDS
    path, line, series = memory[key]
    if series and series == space.series:
        return NO_FIELDS
    return (FieldFinding("title", {"where": _where(space, path, line)}),)


def _too_many(host: str, memory: Memory, most: int, days: int) -> Sequence[FieldFinding]:
    """Report the first Space that is one too many: what holds for it holds for all after it."""
    key = host.lower()
    count = memory.get(key, 0) + 1
    if count > 1 or len(memory) < _MOST_KEPT:
        memory[key] = count
    if count != most + 1:
        return NO_FIELDS
    values = {"host": host, "count": _nth(count), "most": str(most), "days": str(days)}
    return (FieldFinding("scheduled_start", values),)


def _nth(number: int) -> str:
    last = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{'th' if number % 100 in (11, 12, 13) else last}"


def _overlap(
    space: SpaceSummary, host: str, memory: Memory, minutes: int
) -> Sequence[FieldFinding]:
    from datetime import timedelta

    if not space.start.has_time:
        return NO_FIELDS
    begins, zoned = space.start.moment, space.start.zoned
    ends = begins + timedelta(minutes=minutes)
    if space.ends is not None and space.ends.zoned == zoned and space.ends.moment > begins:
        ends = space.ends.moment
    title = space.title
    title = title if len(title) <= _MOST_SHOWN else f"{title[:_MOST_SHOWN]}…"
    # By days, a Space over midnight in both, so that a long calendar is not compared with itself.
    days = dict.fromkeys((_day(begins, zoned), _day(ends, zoned)))
    found: dict[str, FieldFinding] = {}
    for day in days:
        key = (host.lower(), zoned, day)
        others = memory.get(key, ())
        for began, ended, path, line, other in others:
            if begins < ended and began < ends:
                where = _where(space, path, line)
                named = f'"{other}", ' if other else ""
                values = {"host": host, "where": named + where}
                found.setdefault(where, FieldFinding("scheduled_start", values))
        if len(others) < _MOST_A_DAY and (others or len(memory) < _MOST_KEPT):
            memory[key] = (*others, (begins, ends, space.path, space.line, title))
    return tuple(found.values())[:1]


def _day(moment: datetime, zoned: bool) -> str:
    if zoned:
        from datetime import UTC

        moment = moment.astimezone(UTC)
    return moment.date().isoformat()


def _where(space: SpaceSummary, path: str, line: int) -> str:
    if path == space.path:
        return f"line {line}"
    there = place_text(path, line)
    if there != path:
        return f"{path}, line {line}"
    book, _, cell = path.rpartition(":")  # of the same workbook the cell is enough
    return cell if space.path.startswith(f"{book}:") else path
