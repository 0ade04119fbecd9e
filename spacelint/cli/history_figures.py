"""``spacelint history`` stats, when, who and trend, and what all its commands share."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import tzinfo
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from spacelint.cli import UsageError
from spacelint.cli.declare import OUTPUT, day, option
from spacelint.cli.live import answer_to, closing_status, note, print_price
from spacelint.cli.options import CheckOptions, LiveOptions, Options
from spacelint.cli.reach import needs_ending
from spacelint.cli.reach_report import (
    can_print,
    print_lines,
    team_zone,
    write_output,
)
from spacelint.cli.session import Sessions
from spacelint.reach.history.query import (
    Filter,
    keep_handles,
    past_spaces,
    speaker_lines,
    speakers,
)
from spacelint.reach.history.stats import (
    announced_by,
    figure_lines,
    figures,
    slot_html,
    slot_lines,
    slot_svg,
    slots,
)
from spacelint.reach.history.store import all_or_nothing, history_at
from spacelint.reach.history.trend import trend_html, trend_lines, trend_svg, trends
from spacelint.reach.run import user_paths
from spacelint.reach.storage import HistoryError
from spacelint.reach.table import sparkline
from spacelint.reach.xapi.calls import Ask
from spacelint.schema.scalars import zone_fault
from spacelint.text.width import visible

Database = Annotated[
    str | None, option("--database", "The history's file, if not your own.", metavar="FILE")
]
Since = Annotated[str | None, option("--since", "From this day on.", metavar="DAY")]
Until = Annotated[str | None, option("--until", "Before this day.", metavar="DAY")]
_Zone = Annotated[
    str | None,
    option("--timezone", "Whose weekdays and hours, e.g. Europe/Berlin (default: the"
           " configuration's, or UTC).", metavar="ZONE"),
]  # fmt: skip
_Output = Annotated[
    str | None,
    option("--output -o", "Write a picture (.svg) or a page (.html) instead.", OUTPUT,
           metavar="FILE"),
]  # fmt: skip
_Tags = Annotated[list[str] | None, typer.Argument(metavar="[TAG]...", help="Only these tags.")]


def stats(
    options: CheckOptions,
    timezone: _Zone = None,
    since: Since = None,
    until: Until = None,
    database: Database = None,
) -> None:
    """Print figures by tag, guest, weekday and hour, each with the number of its Spaces."""
    wanted = filter_of(since, until)
    with history(database) as db:
        zone = _zone(timezone, options.common)
        made = figures(past_spaces(db, wanted, people=people(options.common)), zone)
    rows = (figure._asdict() | {"enough": figure.enough} for figure in made)
    print_answer(options, rows, figure_lines(made, str(zone)))


def when(
    options: CheckOptions,
    timezone: _Zone = None,
    since: Since = None,
    until: Until = None,
    output: _Output = None,
    database: Database = None,
) -> None:
    """Print or draw the table of weekdays and hours."""
    needs_ending("--output", output, ".svg", ".html")
    wanted = filter_of(since, until)
    with history(database) as db:
        zone = _zone(timezone, options.common)
        made = slots(past_spaces(db, wanted), announced_by(db), zone)
    if output is not None:
        draw = slot_html if output.lower().endswith(".html") else slot_svg
        write_output(output, draw(made, str(zone)).encode())
    else:
        print_answer(options, (slot._asdict() for slot in made), slot_lines(made, str(zone)))


def who(options: CheckOptions, database: Database = None) -> int:
    """Print who spoke; with --live X is asked for handles that nothing else tells."""
    status = 0
    with history(database) as db:
        known = people(options.common)
        if options.live_options is not None:
            nameless = [each.user_id for each in speakers(db, known) if each.handle is None]
            asked = _look_up_handles(db, nameless, options.live_options)
            if asked is None:
                return 0
            status = asked
        found = speakers(db, known)
    print_answer(options, (each._asdict() for each in found), speaker_lines(found))
    return status


def _look_up_handles(db: sqlite3.Connection, ids: list[str], options: LiveOptions) -> int | None:
    """Ask X for the handles of user ids and keep them; None where only the price was wanted."""
    ask = Ask(user_ids=tuple(ids))
    if options.dry_run:
        print_price(ask)
        return None
    answer = answer_to(ask, options)
    if answer is None:
        return 0
    named = {user: each.handle for user, each in answer.by_user_id.items() if each.username}
    with all_or_nothing(db):
        keep_handles(db, named, "X")
    for sentence in answer.notes:
        note(sentence)
    return closing_status(answer, options)


def trend(
    options: CheckOptions,
    tags: _Tags = None,
    since: Since = None,
    output: _Output = None,
    database: Database = None,
) -> None:
    """Print or draw the kept days of posts with each tag."""
    needs_ending("--output", output, ".svg", ".html")
    first = filter_of(since).since
    with history(database) as db:
        made = trends(db, tags or (), first)
    if output is not None:
        draw = trend_html if output.lower().endswith(".html") else trend_svg
        write_output(output, draw(made).encode())
    else:
        rows = (each._asdict() | {"last": each.last, "known": each.known} for each in made)
        plain = not can_print("▁█")
        print_answer(options, rows, trend_lines(made, lambda series: sparkline(series, plain)))


def people(common: Options) -> Mapping[str, str]:
    """Handles by X's user id, of the table ``[people]`` of the configuration. Raises UsageError."""
    config = Sessions(common).root().config
    return config.people if config is not None else {}


@contextmanager
def history(database: str | None, *, create: bool = False) -> Iterator[sqlite3.Connection]:
    """The open history (None: the user's own); a HistoryError in the block is a UsageError."""
    _refuse_other_file(database)
    path = database or user_paths().history
    with failures(), history_at(path, create=create, notify=note) as db:
        yield db


def _refuse_other_file(database: str | None) -> None:
    """Refuse a file that was named and is another thing: a damaged history would be renamed."""
    if database is None or not os.path.isfile(database):
        return
    try:
        with open(database, "rb") as file:
            begins = file.read(6)
    except OSError:
        return  # reported where it is opened
    if begins not in (b"", b"SQLite"):
        raise UsageError(
            f"{visible(database)} is not a history: --database takes the file to keep one in"
        )


@contextmanager
def failures() -> Iterator[None]:
    """A HistoryError is raised on as a UsageError."""
    try:
        yield
    except HistoryError as error:
        raise UsageError(visible(str(error))) from None


def print_answer(options: CheckOptions, rows: Iterable[object], lines: Iterable[str]) -> None:
    """Print an answer as the options ask: its rows as JSON, or its lines."""
    if options.common.output_format == "json":
        print(json.dumps(list(rows), indent=2))
    else:
        print_lines(lines)


def filter_of(since: str | None, until: str | None = None) -> Filter:
    """The Spaces between two days that options give; raises typer.BadParameter."""
    first, last = day(since, "--since"), day(until, "--until")
    return Filter(str(first) if first else None, str(last) if last else None)


def _zone(name: str | None, common: Options) -> tzinfo:
    """The zone of that name, else the configuration's, else UTC; raises typer.BadParameter."""
    if name is None:
        return team_zone(Sessions(common)) or ZoneInfo("UTC")
    fault = zone_fault(name)
    if fault is not None:
        hint = f" (did you mean {fault[1]}?)" if fault[1] else ""
        message = f"expected a zone such as Europe/Berlin; found {name!r}{hint}"
        raise typer.BadParameter(message, param_hint="'--timezone'")
    return ZoneInfo(name)
