"""One run of ``spacelint reach calendar``: read the plans, find the clashes, show the weeks."""

from __future__ import annotations

import sys
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple
from zoneinfo import ZoneInfo

from spacelint.cli.history_figures import write_text
from spacelint.cli.live import ask_about_plans
from spacelint.cli.options import Options
from spacelint.cli.reading import look, read_plan_file
from spacelint.cli.session import Sessions, UsageError
from spacelint.reach.calendar import CLASHES, Entry, week_html, week_lines, weeks
from spacelint.text.width import visible

if TYPE_CHECKING:
    from datetime import tzinfo

    from spacelint.cli.options import LiveOptions
    from spacelint.cli.session import FileSession
    from spacelint.plan import Plan, PlannedSpace


class CalendarOptions(NamedTuple):
    """What the command line asks for; ``week`` is the Monday of the one week that is wanted."""

    plans: tuple[str, ...]
    week: date | None = None
    output: str | None = None
    live_options: LiveOptions | None = None
    config: str | None = None
    isolated: bool = False


def show_calendar(options: CalendarOptions) -> int:
    """Print the weeks, or write them as a page; 2 where X did not answer all that was asked."""
    common = Options(config=options.config, isolated=options.isolated, extend_select=CLASHES)
    sessions = Sessions(common)
    status = 0
    try:
        if options.live_options is not None:
            results = ask_about_plans(list(options.plans), sessions, options.live_options, None)
            if results.live is None:
                return results.status
            status = results.status
            sessions = Sessions(common._replace(live=results.live))
        config = sessions.root().config
        zone = _zone(config.timezone if config is not None else None)
        entries = [entry for path in options.plans for entry in _entries(path, sessions, zone)]
    except UsageError as error:
        print(error, file=sys.stderr)
        return 2
    today = datetime.now(zone or UTC).date()
    first = options.week or today
    found = weeks(entries, first, options.week)
    dateless = [each for each in entries if each.start is None] if options.week is None else []
    _tell_past(entries, first)
    clock = str(zone) if zone is not None else "as the plan has them"
    if options.output is not None:
        return max(status, write_text(options.output, week_html(found, dateless, clock)))
    for line in week_lines(found, dateless, clock):
        print(visible(line))
    return status


def _tell_past(entries: list[Entry], first: date) -> None:
    monday = first - timedelta(days=first.weekday())
    past = sum(each.start is not None and each.start.date() < monday for each in entries)
    if past:
        what = "1 earlier Space is" if past == 1 else f"{past} earlier Spaces are"
        print(f"{what} not shown; --week 2026-W49 shows that week", file=sys.stderr)


def _entries(path: str, sessions: Sessions, zone: tzinfo | None) -> list[Entry]:
    plan, session = read_plan_file(path, sessions)
    clashes = _clashes(plan, session)
    return [
        _entry(plan, space, zone, clashes.get(space.index, ()))
        for space in plan.spaces
        if space.title is not None
    ]


def _clashes(plan: Plan, session: FileSession) -> dict[int, tuple[tuple[str, str], ...]]:
    found: dict[int, tuple[tuple[str, str], ...]] = {}
    for each in look(plan, session):
        code = each.diagnostic.code
        if code in CLASHES:
            found[each.space] = (*found.get(each.space, ()), (code, each.diagnostic.message))
    return found


def _entry(
    plan: Plan,
    space: PlannedSpace,
    zone: tzinfo | None,
    clashes: tuple[tuple[str, str], ...],
) -> Entry:
    title = space.title
    line = plan.lines.line_column(title.start)[0] + plan.first_line if title else 1
    start, ends = space.scheduled_start, space.ends
    return Entry(
        title.value if title else "",
        space.host or "",
        f"{plan.path}:{line}",
        _local(start.moment, zone) if start is not None else None,
        _local(ends.moment, zone) if ends is not None and ends.has_time else None,
        start is not None and start.has_time,
        clashes,
    )


def _local(moment: datetime, zone: tzinfo | None) -> datetime | None:
    """The moment by the clock of a zone; None at the ends of the calendar, where weeks end too."""
    if not 1 < moment.year < 9999:
        return None
    return moment.astimezone(zone) if zone is not None and moment.tzinfo is not None else moment


def _zone(name: str | None) -> tzinfo | None:
    if not name:
        return None
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return None
