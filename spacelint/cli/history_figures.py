"""``spacelint history`` stats, when, who and trend, and what all its commands share."""

from __future__ import annotations

import io
import json
import os
import sqlite3
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, tzinfo
from typing import Annotated, Any
from zoneinfo import ZoneInfo

import typer

from spacelint.cli.declare import FOR_ANSWERS, with_options
from spacelint.cli.live import closing_status, terms
from spacelint.cli.options import CheckOptions, LiveOptions, Options
from spacelint.cli.parameters import OUTPUT, option
from spacelint.cli.progress import StatusLine
from spacelint.cli.reach_report import can_print, team_zone, write_output
from spacelint.cli.session import Sessions, UsageError
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
from spacelint.reach.run import ask_x, price, price_lines, user_paths
from spacelint.reach.storage import HistoryError
from spacelint.reach.table import sparkline
from spacelint.reach.xapi.calls import Ask
from spacelint.reach.xapi.models import XApiError
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


def register_figures(add: Callable[[str, str, Any], None]) -> None:
    """Add the commands that count; ``add`` takes a name, a help text and a command."""
    fields = ("output_format", "config", "isolated")
    base: dict[str, tuple[object, object]] = {"since": (Since, None), "until": (Until, None)}
    place: dict[str, tuple[object, object]] = {"database": (Database, None)}
    zone: dict[str, tuple[object, object]] = {"timezone": (_Zone, None)}
    output: dict[str, tuple[object, object]] = {"output": (_Output, None)}
    add("stats", "Participants by tag, guest, weekday and hour.",
        with_options(stats, {**zone, **base, **place}, fields, FOR_ANSWERS))  # fmt: skip
    add("when", "The weekdays and hours of the Spaces, and how they did.",
        with_options(when, {**zone, **base, **output, **place}, fields, FOR_ANSWERS))  # fmt: skip
    add("who", "Who spoke, how often, first and last.",
        with_options(who, place, ("live_options", *fields), FOR_ANSWERS))  # fmt: skip
    tags: dict[str, tuple[object, object]] = {"tags": (_Tags, None), "since": (Since, None)}
    add(
        "trend",
        "Posts a day with a tag, kept from look-ups with --live.",
        with_options(trend, {**tags, **output, **place}, ("output_format",), FOR_ANSWERS),
    )


def stats(
    timezone: str | None,
    since: str | None,
    until: str | None,
    database: str | None,
    options: CheckOptions,
) -> int:
    """Print figures by tag, guest, weekday and hour, each with the number of its Spaces."""
    wanted = Filter(day(since, "--since"), day(until, "--until"))
    with history(database) as db:
        zone = _zone(timezone, options.common)
        made = figures(past_spaces(db, wanted, people=people(options.common)), zone)
    if options.common.output_format == "json":
        print_json([figure._asdict() | {"enough": figure.enough} for figure in made])
    else:
        print_lines(figure_lines(made, str(zone)))
    return 0


def when(
    timezone: str | None,
    since: str | None,
    until: str | None,
    output: str | None,
    database: str | None,
    options: CheckOptions,
) -> int:
    """Print or draw the table of weekdays and hours."""
    _needs_drawing(output)
    wanted = Filter(day(since, "--since"), day(until, "--until"))
    with history(database) as db:
        zone = _zone(timezone, options.common)
        made = slots(past_spaces(db, wanted), announced_by(db), zone)
    if output is not None:
        draw = slot_html if output.lower().endswith(".html") else slot_svg
        return write_output(output, draw(made, str(zone)).encode())
    if options.common.output_format == "json":
        print_json([slot._asdict() for slot in made])
    else:
        print_lines(slot_lines(made, str(zone)))
    return 0


def who(database: str | None, options: CheckOptions) -> int:
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
    if options.common.output_format == "json":
        print_json([each._asdict() for each in found])
    else:
        print_lines(speaker_lines(found))
    return status


def _look_up_handles(db: sqlite3.Connection, ids: list[str], options: LiveOptions) -> int | None:
    """Ask X for the handles of user ids and keep them; None where only the price was wanted."""
    ask, paths = Ask(user_ids=tuple(ids)), user_paths()
    if options.dry_run:
        print("\n".join(price_lines(price(ask, paths))))
        return None
    line = StatusLine(sys.stderr)
    try:
        answer = ask_x(ask, paths, os.environ, terms(options, line))
    except XApiError as error:
        if not options.optional:
            raise UsageError(visible(str(error))) from None
        print(f"X was not asked: {visible(str(error))}", file=sys.stderr)
        return 0
    finally:
        line.clear()
    named = {user: each.handle for user, each in answer.by_user_id.items() if each.username}
    with all_or_nothing(db):
        keep_handles(db, named, "X")
    for note in answer.notes:
        print(visible(note), file=sys.stderr)
    return closing_status(answer, options)


def trend(
    tags: list[str] | None,
    since: str | None,
    output: str | None,
    database: str | None,
    options: CheckOptions,
) -> int:
    """Print or draw the kept days of posts with each tag."""
    _needs_drawing(output)
    first = day(since, "--since")
    with history(database) as db:
        made = trends(db, tags or (), first)
    if output is not None:
        draw = trend_html if output.lower().endswith(".html") else trend_svg
        return write_output(output, draw(made).encode())
    if options.common.output_format == "json":
        print_json([each._asdict() | {"last": each.last, "known": each.known} for each in made])
    else:
        plain = not can_print("▁█")
        print_lines(trend_lines(made, lambda series: sparkline(series, plain)))
    return 0


def people(common: Options) -> Mapping[str, str]:
    """Handles by X's user id, of the table ``[people]`` of the configuration. Raises UsageError."""
    config = Sessions(common).root().config
    return config.people if config is not None else {}


@contextmanager
def history(database: str | None, *, create: bool = False) -> Iterator[sqlite3.Connection]:
    """The open history (None: the user's own); what fails in the block ends with exit status 2."""
    with (
        failures(),
        _no_other_file(database),
        history_at(
            database or user_paths().history,
            create=create,
            notify=lambda sentence: print(visible(sentence), file=sys.stderr),
        ) as db,
    ):
        yield db


@contextmanager
def _no_other_file(database: str | None) -> Iterator[None]:
    """Refuse a file that was named and is another thing: a damaged history would be renamed."""
    try:
        is_file = database is not None and os.path.isfile(database)
        with open(database, "rb") if database and is_file else io.BytesIO() as file:
            begins = file.read(6)
    except OSError:
        begins = b""  # told where it is opened
    if begins not in (b"", b"SQLite"):
        raise UsageError(
            f"{visible(database or '')} is no history: --database takes the file to keep one in"
        )
    yield


@contextmanager
def failures() -> Iterator[None]:
    """What cannot be done is a sentence and exit status 2."""
    try:
        yield
    except UsageError as error:
        print(error, file=sys.stderr)
        raise typer.Exit(2) from None
    except HistoryError as error:
        print(visible(str(error)), file=sys.stderr)
        raise typer.Exit(2) from None


def print_lines(lines: Iterable[str]) -> None:
    """Print lines, escaped."""
    for line in lines:
        print(visible(line))


def print_json(value: Any) -> None:
    """Print a value as JSON."""
    print(json.dumps(value, indent=2))


def day(text: str | None, option: str) -> str | None:
    """The ISO day that an option gives; raises typer.BadParameter."""
    if text is None:
        return None
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise typer.BadParameter(
            f"expected a day like 2026-11-30; found {text!r}", param_hint=f"'{option}'"
        ) from None


def _needs_drawing(path: str | None) -> None:
    if path is not None and not path.lower().endswith((".svg", ".html")):
        raise typer.BadParameter(
            f"expected a name that ends in .svg or .html; found {path!r}", param_hint="'--output'"
        )


def _zone(name: str | None, common: Options) -> tzinfo:
    """The zone of that name, else the configuration's, else UTC; raises typer.BadParameter."""
    if name is None:
        return team_zone(Sessions(common)) or ZoneInfo("UTC")
    fault = zone_fault(name)
    if fault is not None:
        hint = f" (did you mean {fault[1]}?)" if fault[1] else ""
        raise typer.BadParameter(
            f"expected a zone such as Europe/Berlin; found {name!r}{hint}",
            param_hint="'--timezone'",
        )
    return ZoneInfo(name)
