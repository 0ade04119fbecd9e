"""What the commands of ``spacelint history`` that count do: stats, when, who, trend."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import typer

from spacelint.cli.history_report import Place as Place
from spacelint.cli.history_report import opened, print_json, print_lines
from spacelint.cli.live import price_line, terms
from spacelint.cli.progress import StatusLine
from spacelint.cli.session import UsageError
from spacelint.reach.history.query import Filter as Filter
from spacelint.reach.history.query import keep_handles, past_spaces, speaker_lines, speakers
from spacelint.reach.history.stats import (
    announced_by,
    figure_lines,
    figures,
    slot_html,
    slot_lines,
    slot_svg,
    slots,
)
from spacelint.reach.history.store import all_or_nothing
from spacelint.reach.history.trend import trend_html, trend_lines, trend_svg, trends
from spacelint.reach.run import ask_x, price, price_lines, user_paths
from spacelint.reach.table import sparkline
from spacelint.reach.xapi.calls import Ask
from spacelint.reach.xapi.models import XApiError
from spacelint.source.atomic import try_put_file
from spacelint.text.escape import visible

if TYPE_CHECKING:
    import sqlite3
    from datetime import tzinfo

    from spacelint.cli.options import LiveOptions


def stats(place: Place, wanted: Filter, timezone: str, output_format: str) -> int:
    """Print figures by tag, guest, weekday and hour."""
    zone = _zone(timezone)
    with opened(place) as db:
        made = figures(past_spaces(db, wanted, people=place.people()), zone)
    if output_format == "json":
        print_json([figure._asdict() | {"enough": figure.enough} for figure in made])
    else:
        print_lines(figure_lines(made, timezone))
    return 0


def when(
    place: Place, wanted: Filter, timezone: str, output: str | None, output_format: str
) -> int:
    """Print or draw the table of weekdays and hours."""
    zone = _zone(timezone)
    with opened(place) as db:
        made = slots(past_spaces(db, wanted), announced_by(db), zone)
    if output is not None:
        drawn = slot_html if output.lower().endswith(".html") else slot_svg
        return write_text(output, drawn(made, timezone))
    if output_format == "json":
        print_json([slot._asdict() for slot in made])
    else:
        print_lines(slot_lines(made, timezone))
    return 0


def who(place: Place, live_options: LiveOptions | None, output_format: str) -> int:
    """Print who spoke; X is asked for unknown handles where ``live_options`` are given."""
    status = 0
    with opened(place) as db:
        people = place.people()
        if live_options is not None:
            nameless = [each.user_id for each in speakers(db, people) if each.handle is None]
            asked = _look_up_handles(db, nameless, live_options)
            if asked is None:
                return 0
            status = asked
        found = speakers(db, people)
    if output_format == "json":
        print_json([each._asdict() for each in found])
    else:
        print_lines(speaker_lines(found))
    return status


def _look_up_handles(
    db: sqlite3.Connection, ids: list[str], live_options: LiveOptions
) -> int | None:
    """Ask X for the handles of user ids and keep them; None where only the price was wanted."""
    ask, paths = Ask(user_ids=tuple(ids)), user_paths()
    if live_options.dry_run:
        print("\n".join(price_lines(price(ask, paths))))
        return None
    line = StatusLine(sys.stderr)
    try:
        answer = ask_x(ask, paths, os.environ, terms(live_options, line))
    except XApiError as error:
        raise UsageError(visible(str(error))) from None
    finally:
        line.clear()
    named = {user: each.handle for user, each in answer.by_user_id.items() if each.username}
    with all_or_nothing(db):
        keep_handles(db, named, "X")
    for sentence in (*answer.notes, price_line(answer), *answer.reasons):
        print(visible(sentence), file=sys.stderr)
    if answer.interrupted:
        return 130
    return 2 if answer.reasons else 0


def trend(
    place: Place, tags: list[str], since: str | None, output: str | None, output_format: str
) -> int:
    """Print or draw the kept days of posts with each tag."""
    with opened(place) as db:
        made = trends(db, tags, since)
    if output is not None:
        drawn = trend_html if output.lower().endswith(".html") else trend_svg
        return write_text(output, drawn(made))
    if output_format == "json":
        print_json([each._asdict() | {"last": each.last, "known": each.known} for each in made])
    else:
        plain = not can_print("▁█")
        print_lines(trend_lines(made, lambda series: sparkline(series, plain)))
    return 0


def write_text(path: str, text: str) -> int:
    """Write a picture or page; the exit status."""
    refusal = try_put_file(path, text.encode())
    if refusal:
        print(refusal, file=sys.stderr)
    return 2 if refusal else 0


def can_print(marks: str) -> bool:
    """Whether standard output can show these characters."""
    try:
        marks.encode(sys.stdout.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def _zone(name: str) -> tzinfo:
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        raise typer.BadParameter(
            f"expected a zone such as Europe/Berlin; found {name!r}", param_hint="'--timezone'"
        ) from None
