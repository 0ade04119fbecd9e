"""``spacelint reach``: what is known of titles, and the weeks of a plan."""

from __future__ import annotations

import os
import sys
from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, tzinfo
from typing import Annotated, Any

import typer
from typer.core import TyperCommand, TyperGroup

from spacelint.checks.shared.text import plural
from spacelint.cli import UsageError
from spacelint.cli.declare import (
    FOR_ANSWERS,
    OUTPUT,
    add_command,
    examples_of,
    expected,
    option,
    with_options,
)
from spacelint.cli.gather import gather, none_found
from spacelint.cli.live import ask_about_plans
from spacelint.cli.options import CheckOptions
from spacelint.cli.reach_report import (
    print_lines,
    reach_titles,
    team_zone,
    write_output,
)
from spacelint.cli.reading import plan_findings
from spacelint.cli.session import FileSession, Sessions
from spacelint.cli.whole_plans import read_plan_files
from spacelint.engine.fields import CUT
from spacelint.plan import BadValue, Plan, PlannedSpace
from spacelint.plan.dates import read_start
from spacelint.plan.moments import planned_day
from spacelint.plan.values import day_now
from spacelint.reach.calendar import CLASHES, Entry, monday_of, week_html, week_lines, weeks

_Titles = Annotated[
    list[str] | None,
    typer.Argument(metavar="[TITLE]...", help="Planned titles; - reads one a line."),
]
_Plans = Annotated[
    list[str] | None, option("--plan", "Also the titles of a plan file.", metavar="FILE")
]
_WeekPlans = Annotated[
    list[str] | None,
    option("--plan", "A plan file, or a folder of them (default: the plans of this folder).",
           metavar="FILE"),
]  # fmt: skip
_At = Annotated[str | None, option("--at", "When the Space is to start.", metavar="TIME")]
_Candidates = Annotated[
    bool,
    option("--candidates", "Also each title fixed, as suggested, and with the brand book's other"
           " tags."),
]  # fmt: skip
_Plot = Annotated[
    str | None,
    option("--plot", "Draw the comparison (.svg, .png or .html).", OUTPUT, metavar="FILE"),
]
_Week = Annotated[str | None, option("--week", "Only this week, e.g. 2026-W49.", metavar="WEEK")]
_Page = Annotated[
    str | None, option("--output -o", "Write a page (.html) instead.", OUTPUT, metavar="FILE")
]
_HELP = "What is known of titles, their tags and people; nothing is scored."
_MARKED = (*CLASHES, "SL007", *CUT)  # a date that can't be read is no missing one
_ASKING = ("live_options", "config", "isolated")


class _TitlesUnlessNamed(TyperGroup):
    """Titles need no command of their own: what names none is given to ``titles``."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        if not args or args[0] not in self.commands:
            args = ["titles", *args]
        return super().parse_args(ctx, args)


class _InNameOfGroup(typer.Context):
    """The context of ``titles``, the command that is implied and left out of messages."""

    @property
    def command_path(self) -> str:
        return self.parent.command_path if self.parent else super().command_path


class _TitlesCommand(TyperCommand):
    context_class = _InNameOfGroup


def register(app: typer.Typer) -> None:
    """Add the command to ``app``."""
    group = typer.Typer(cls=_TitlesUnlessNamed, pretty_exceptions_enable=False)
    group.command(
        "titles", cls=_TitlesCommand, help=_HELP,
        epilog=examples_of(
            "spacelint reach 'Town hall #AcmeLive with @jack'",
            "spacelint reach calendar --plan spaces.yaml",
        ),
    )(with_options(reach, ("output_format", *_ASKING), FOR_ANSWERS))  # fmt: skip
    add_command(
        group, "calendar", "The weeks of planned Spaces, with clashes.",
        with_options(calendar, _ASKING),
        "spacelint reach calendar --plan spaces.yaml",
        "spacelint reach calendar --plan spaces.yaml --week 2026-W49 --output week.html",
    )  # fmt: skip
    app.add_typer(group, name="reach", help=_HELP)


def reach(
    options: CheckOptions,
    titles: _Titles = None,
    plan: _Plans = None,
    at: _At = None,
    candidates: _Candidates = False,
    plot: _Plot = None,
) -> int:
    """Print what is known; 2 where not everything that was asked could be done."""
    needs_ending("--plot", plot, ".svg", ".png", ".html")
    start = None
    if at is not None:
        read = read_start(at)
        if isinstance(read, BadValue) or not read.has_time:
            raise expected("--at", "a time such as 2026-12-03T15:00+01:00", at)
        start = read.moment
    return reach_titles(
        titles or [], options, plans=plan or (), start=start, candidates=candidates, plot=plot
    )


def calendar(
    options: CheckOptions, plan: _WeekPlans = None, week: _Week = None, output: _Page = None
) -> int:
    """Print the weeks of a plan, or write them as a page; 2 where X did not answer all of it."""
    needs_ending("--output", output, ".html")
    monday = _monday(week)
    # What no mark needs is not checked, and X, which charges for it, is not asked.
    common = options.common._replace(select=_MARKED)
    status = 0
    unchecked: tuple[str, ...] = ()
    sessions = Sessions(common)
    files = _files(plan or ["."], sessions)
    read = read_plan_files(files, sessions)
    if options.live_options is not None:
        results = ask_about_plans(files, sessions, options.live_options)
        if results.live is None:
            return results.status
        status, unchecked = results.status, results.unchecked
        sessions = sessions.with_live(results.live)
        read = [(each, sessions.of(each.path)) for each, _ in read]
    zone = team_zone(sessions)
    entries = [entry for each, session in read for entry in _entries(each, session, zone)]
    first = monday or day_now(zone or UTC)
    found = weeks(entries, first, monday)
    dateless = [each for each in entries if each.start is None] if monday is None else []
    _note_past(entries, first)
    clock = str(zone) if zone is not None else _clock_of_plan(entries)
    if output is not None:
        write_output(output, week_html(found, dateless, clock, unchecked).encode())
    else:
        print_lines(week_lines(found, dateless, clock))
    return status


def _files(plans: list[str], sessions: Sessions) -> list[str]:
    """The files that are named, and those of the folders that are. Raises UsageError."""
    named = [path for path in plans if not os.path.isdir(path)]
    walked = gather([path for path in plans if os.path.isdir(path)], sessions)
    files = list({os.path.realpath(path): path for path in (*walked, *named)}.values())
    if not files:
        raise UsageError(none_found(plans, sessions, "Name one with --plan FILE"))
    return files


def _clock_of_plan(entries: list[Entry]) -> str:
    """What to call the clock where no zone is configured, with a word on how to have one."""
    if len({each.start.utcoffset() for each in entries if each.start and each.timed}) < 2:
        return "as the plan has them"
    print(
        "the plan has times of several zones; timezone under [plan] in spacelint.toml shows all by"
        " one clock",
        file=sys.stderr,
    )
    return "as the plan has them, by several clocks"


def needs_ending(name: str, path: str | None, *endings: str) -> None:
    """Raise typer.BadParameter for an option whose file has none of these endings."""
    if path is not None and not path.lower().endswith(endings):
        *most, last = endings
        known = f"{', '.join(most)} or {last}" if most else last
        raise expected(name, f"a name that ends in {known}", path)


def _monday(text: str | None) -> date | None:
    if text is None:
        return None
    try:
        if "W" not in text:
            raise ValueError
        return date.fromisoformat(f"{text}-1")
    except ValueError:
        raise expected("--week", "a week such as 2026-W49", text) from None


def _note_past(entries: list[Entry], first: date) -> None:
    monday = monday_of(first)
    past = [each.start.date() for each in entries if each.start and each.start.date() < monday]
    if past:
        year, week, _ = max(past).isocalendar()
        be, which = ("is", "it") if len(past) == 1 else ("are", "the latest")
        what = f"{plural(len(past), 'earlier Space')} {be}"
        print(f"{what} not shown; --week {year:04}-W{week:02} shows {which}", file=sys.stderr)


def _entries(plan: Plan, session: FileSession, zone: tzinfo | None) -> Iterator[Entry]:
    clashes: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for each in plan_findings(plan, session):
        if (code := each.diagnostic.code) in _MARKED:
            clashes[each.space].append((code, each.diagnostic.message))
    for space in plan.spaces:
        place = space.title or space.place()
        at = place.start if place else 0
        where = plan.path_at(at)
        if plan.format != "xlsx":  # its path has the cell
            where += f":{plan.line_at(at)}"
        start, ends = space.scheduled_start, space.ends
        yield Entry(
            (space.title.value if space.title else "") or "(no title)",
            space.host or "",
            where,
            _local(start.moment, zone) if start is not None else _midnight(space),
            _local(ends.moment, zone) if ends is not None and ends.has_time else None,
            start is not None and start.has_time,
            tuple(clashes[space.index]),
        )


def _midnight(space: PlannedSpace) -> datetime | None:
    """The day of a Space whose time or zone can't be read, which its finding tells."""
    day = planned_day(space, space.plan.layout)
    return None if day is None else datetime.combine(day, time())


def _local(moment: datetime, zone: tzinfo | None) -> datetime:
    """The moment by the clock of a zone; as it is where that would be outside of the calendar."""
    try:
        return moment.astimezone(zone) if zone is not None and moment.tzinfo is not None else moment
    except OverflowError:
        return moment
