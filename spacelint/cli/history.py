"""``spacelint history``: import X's data download, and list its Spaces and recordings."""

from __future__ import annotations

import os
import sqlite3
import sys
from collections.abc import Iterable, Sequence
from datetime import UTC
from typing import Annotated

import typer

from spacelint.checks.shared.text import plural
from spacelint.cli import UsageError
from spacelint.cli.declare import (
    FOR_ANSWERS,
    add_command,
    answer_in,
    clash,
    expected,
    option,
    with_options,
)
from spacelint.cli.history_figures import (
    Database,
    Since,
    Until,
    failures,
    filter_of,
    history,
    people,
    print_answer,
    stats,
    trend,
    when,
    who,
)
from spacelint.cli.live import note
from spacelint.cli.options import CheckOptions, Options
from spacelint.cli.progress import StatusLine
from spacelint.cli.session import Sessions
from spacelint.cli.whole_plans import read_plan_files
from spacelint.plan.values import day_now
from spacelint.reach.history.audio import (
    Deadline,
    Recording,
    deadline_lines,
    deadlines,
    due,
    export_recordings,
    recording_lines,
    recordings,
)
from spacelint.reach.history.csvfile import columns_read, import_csv, is_post_analytics, write_csv
from spacelint.reach.history.csvtable import SIZE_LIMIT
from spacelint.reach.history.importing import Imported, import_downloads
from spacelint.reach.history.plans import apply_plans
from spacelint.reach.history.query import past_spaces, space_lines
from spacelint.reach.questions import plan_notes
from spacelint.reach.storage import HistoryError
from spacelint.source.reader import NotRead, read_bytes
from spacelint.text.width import visible

_Sources = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[ARCHIVE.zip|FOLDER|FILE.csv]...",
        help="What to read; all parts of a split download together.",
    ),
]
_Plans = Annotated[
    list[str] | None,
    option("--plan", "A plan that knows titles and consents.", metavar="FILE"),
]
_Tag = Annotated[str | None, option("--tag", "With this hashtag.")]
_Guest = Annotated[str | None, option("--guest", "With this guest.")]
_Text = Annotated[str | None, option("--text", "With these words in the title.")]
_Export = Annotated[str | None, option("--export", "Copy the audio there.", metavar="FOLDER")]
_Due = Annotated[
    str | None,
    option(
        "--due",
        "Only Spaces without downloaded audio that X may delete within so many days (7d);"
        " exits with 1 if there is one.",
        metavar="DAYS",
    ),
]
_NO_CSV = (".yaml", ".yml", ".toml", ".json", ".ics", ".md", ".txt", ".xlsx")


def register(app: typer.Typer) -> None:
    """Add the commands to ``app``."""
    group = typer.Typer(no_args_is_help=True, pretty_exceptions_enable=False)
    config = ("config", "isolated")
    lists = ("output_format", *config)
    for name, help, command, fields, *examples in (
        ("import", "Read X's data download, or a CSV file, into the history.", import_sources,
         config, "twitter-archive.zip", "spaces.csv --plan spaces.yaml"),
        ("list", "The Spaces of the history.", list_spaces,
         lists, "--tag AcmeLive", "--since 2026-01-01 --output-format csv"),
        ("recordings", "Which audio is there, until when, with whose consent.", list_recordings,
         lists, "--due 7d", "--plan spaces.yaml --export audio/"),
        ("stats", "Participants by tag, guest, weekday and hour.", stats,
         lists, "", "--since 2026-01-01 --timezone Europe/Berlin"),
        ("when", "The weekdays and hours of the Spaces, and how they did.", when,
         lists, "", "--output when.svg"),
        ("who", "Who spoke, how often, first and last.", who,
         ("live_options", *lists), "", "--output-format json"),
        ("trend", "Posts a day with a tag, kept from look-ups with --live.", trend,
         ("output_format",), "AcmeLive", "--output trend.html"),
    ):  # fmt: skip
        formats = answer_in("text", "csv", "json") if name == "list" else FOR_ANSWERS
        lines = [f"spacelint history {name} {each}".rstrip() for each in examples]
        add_command(group, name, help, with_options(command, fields, formats), *lines)
    app.add_typer(group, name="history", help="Your own past Spaces.")


def import_sources(
    options: CheckOptions, sources: _Sources = None, plan: _Plans = None, database: Database = None
) -> None:
    """Read downloads, CSV files and plans into the history; raises UsageError."""
    if not sources and not plan:
        raise UsageError("give X's data download (ZIP or folder), a CSV file, or --plan FILE")
    line = StatusLine(sys.stderr)
    with history(database, create=True) as db:
        downloads = []
        for source in sources or ():
            if source.lower().endswith(_NO_CSV) and not os.path.isdir(source):
                raise HistoryError(
                    f"{source}: a plan is named with --plan; what is imported is X's data download "
                    "(ZIP or folder) or a CSV file"
                )
            if source.lower().endswith((".csv", ".tsv")):
                _import_csv(db, source)
            else:
                downloads.append(source)
        # Together: they may be the parts of one.
        for done in import_downloads(db, downloads, line.bytes_done) if downloads else ():
            line.clear()
            print(_imported(done))
            for sentence in done.notes:
                note(sentence)
        if plan:
            number = _apply_plans(db, plan, options.common)
            print(f"{plural(number, 'Space')} of the history found in the plans")


def _import_csv(db: sqlite3.Connection, source: str) -> None:
    raw = read_bytes(source, SIZE_LIMIT)
    if isinstance(raw, NotRead):
        raise HistoryError(f"{source}: {raw.message}")
    number = import_csv(db, raw, source)
    if is_post_analytics(raw, source):
        print(f"{visible(source)}: likes and reposts of {plural(number, 'announcing post')}")
        return
    print(f"{visible(source)}: {plural(number, 'Space')}")
    note(columns_read(raw, source))


def _imported(done: Imported) -> str:
    who = f" of {done.account}" if done.account else ""
    return visible(
        f"{done.source}{who}: {plural(done.spaces, 'Space')} "
        f"({done.new_spaces} new to the history), "
        f"{plural(done.posts, 'post')}, {done.announcing:,} announcing Spaces, "
        f"{plural(done.recordings, 'recording')}"
    )


def _apply_plans(db: sqlite3.Connection, plans: Sequence[str], common: Options) -> int:
    """Give Spaces their planned titles and consents; return how many Spaces were found."""
    read = read_plan_files(plans, Sessions(common))
    return apply_plans(db, [note for plan, _ in read for note in plan_notes(plan)])


def list_spaces(
    options: CheckOptions,
    since: Since = None,
    until: Until = None,
    tag: _Tag = None,
    guest: _Guest = None,
    text: _Text = None,
    database: Database = None,
) -> None:
    """Print the Spaces that match, newest first."""
    wanted = filter_of(since, until)._replace(tag=tag, guest=guest, text=text)
    with history(database) as db:
        spaces = past_spaces(db, wanted, people=people(options.common))
    if options.common.output_format == "csv":
        print(write_csv(spaces), end="")
    else:
        some = any(value is not None for value in wanted)
        none = "no Space matches" if some else "no Space is in the history"
        rows = (space._asdict() | {"url": space.url or None} for space in spaces)
        print_answer(options, rows, space_lines(spaces) if spaces else [none])


def list_recordings(
    options: CheckOptions,
    plan: _Plans = None,
    due: _Due = None,
    export: _Export = None,
    database: Database = None,
) -> int:
    """Print the recordings and the deadlines of Spaces without one; copy them out if asked."""
    if due is not None and export is not None:
        raise clash("--due", "--export")
    days = _days(due) if due is not None else None
    with history(database) as db:
        if plan:
            _apply_plans(db, plan, options.common)
        known = people(options.common)
        found = recordings(db, known)
        waiting = deadlines(db, known)
    today = _today(waiting)
    if days is not None:
        return _list_due(waiting, today, days, options)
    lines = [*recording_lines(found, today)]
    if any(each.kept_until >= today for each in waiting):
        lines += ["", "Not downloaded yet; X keeps the audio until at least"]
    rows = (each._asdict() | {"space": each.space and each.space._asdict()} for each in found)
    print_answer(options, rows, [*lines, *deadline_lines(waiting, today)])
    if export is not None:
        _export(found, export)
    return 0


def _list_due(waiting: tuple[Deadline, ...], today: str, days: int, options: CheckOptions) -> int:
    """Print the Spaces whose audio X may delete within so many days; 1 where there is one."""
    found = due(waiting, today, days)
    within = "today" if days == 0 else f"within {plural(days, 'day')}"
    none = f"no Space without downloaded audio is due {within}"
    rows = (
        {"kept_until": each.kept_until, "id": each.space.id, "url": each.space.url,
         "title": each.space.title, "no_consent": list(each.silent)}
        for each in found
    )  # fmt: skip
    print_answer(options, rows, deadline_lines(found, today) if found else [none])
    return 1 if found else 0


def _export(found: tuple[Recording, ...], folder: str) -> None:
    line = StatusLine(sys.stderr)
    with failures():
        for copy in export_recordings(found, folder, lambda each: line.show(each.name)):
            verb = "copied to" if copy.made else "is there already:"
            line.clear()
            note(f"{copy.recording.name} {verb} {copy.path}")


def _days(text: str) -> int:
    number = text.removesuffix("d")
    if not (number.isascii() and number.isdecimal() and len(number) < 5):
        raise expected("--due", "a number of days such as 7d", text)
    return int(number)


def _today(waiting: Iterable[Deadline]) -> str:
    """Today's UTC day; that of the newest Space where this computer's clock is behind it."""
    today = day_now(UTC).isoformat()
    newest = max(((each.space.ended_at or each.space.started_at or "")[:10] for each in waiting),
                 default="")  # fmt: skip
    if newest > today:
        note(
            f"this computer's clock says {today}, but a Space ended on {newest}: is the clock "
            f"right? Days are counted from {newest}"
        )
    return max(newest, today)
