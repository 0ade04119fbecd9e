"""``spacelint history``: import X's data download, and list its Spaces and recordings."""

from __future__ import annotations

import os
import sqlite3
import sys
from collections.abc import Iterable, Sequence
from datetime import UTC
from typing import Annotated, Any

import typer

from spacelint.cli.declare import FOR_ANSWERS, add_command, answer_in, with_options
from spacelint.cli.history_figures import (
    Database,
    Since,
    Until,
    day,
    failures,
    history,
    people,
    print_json,
    print_lines,
    register_figures,
)
from spacelint.cli.options import CheckOptions, Options
from spacelint.cli.parameters import option
from spacelint.cli.progress import StatusLine
from spacelint.cli.reading import read_plan_files
from spacelint.cli.session import Sessions
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
from spacelint.reach.history.importing import Imported, import_downloads
from spacelint.reach.history.plans import apply_plans
from spacelint.reach.history.query import Filter, past_spaces, space_lines
from spacelint.reach.questions import plan_notes
from spacelint.reach.storage import HistoryError
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
_CSV_LIMIT = 64 << 20  # bytes; the reader refuses a longer file

_EXAMPLES = {
    "import": ("twitter-archive.zip", "spaces.csv --plan spaces.yaml"),
    "list": ("--tag AcmeLive", "--since 2026-01-01 --output-format csv"),
    "recordings": ("--due 7d", "--plan spaces.yaml --export audio/"),
    "stats": ("", "--since 2026-01-01 --timezone Europe/Berlin"),
    "when": ("", "--output when.svg"),
    "who": ("", "--output-format json"),
    "trend": ("AcmeLive", "--output trend.html"),
}


def register(app: typer.Typer) -> None:
    """Add the commands to ``app``."""
    group = typer.Typer(no_args_is_help=True, pretty_exceptions_enable=False)

    def add(name: str, help: str, command: Any) -> None:
        lines = [f"spacelint history {name} {each}".rstrip() for each in _EXAMPLES[name]]
        add_command(group, name, help, command, *lines)

    config = ("config", "isolated")
    add("import", "Read X's data download, or a CSV file, into the history.", with_options(
        import_sources,
        {"sources": (_Sources, None), "plan": (_Plans, None), "database": (Database, None)},
        config,
    ))  # fmt: skip
    add("list", "The Spaces of the history.", with_options(
        list_spaces,
        {"since": (Since, None), "until": (Until, None), "tag": (_Tag, None),
         "guest": (_Guest, None), "text": (_Text, None), "database": (Database, None)},
        ("output_format", *config), answer_in("text", "csv", "json"),
    ))  # fmt: skip
    add("recordings", "Which audio is there, until when, with whose consent.", with_options(
        list_recordings,
        {"plan": (_Plans, None), "due": (_Due, None), "export": (_Export, None),
         "database": (Database, None)},
        ("output_format", *config), FOR_ANSWERS,
    ))  # fmt: skip
    register_figures(add)
    app.add_typer(group, name="history", help="Your own past Spaces.")


def import_sources(
    sources: list[str] | None, plan: list[str] | None, database: str | None, options: CheckOptions
) -> int:
    """Read downloads, CSV files and plans into the history; 2 where one could not be read."""
    if not sources and not plan:
        print("give X's data download (ZIP or folder), a CSV file, or --plan FILE", file=sys.stderr)
        return 2
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
            for note in done.notes:
                print(visible(note), file=sys.stderr)
        if plan:
            number = _apply_plans(db, plan, options.common)
            print(f"{_many(number, 'Space')} of the history found in the plans")
    return 0


def _import_csv(db: sqlite3.Connection, source: str) -> None:
    try:
        if not os.path.isfile(source) and os.path.exists(source):
            raise HistoryError(f"{source}: it is not a file")  # to read a pipe may take for ever
        with open(source, "rb") as file:
            raw = file.read(_CSV_LIMIT + 1)
    except OSError as error:
        raise HistoryError(f"{source}: {error.strerror}") from None
    number = import_csv(db, raw, source)
    if is_post_analytics(raw, source):
        print(f"{visible(source)}: likes and reposts of {_many(number, 'announcing post')}")
        return
    print(f"{visible(source)}: {_many(number, 'Space')}")
    print(visible(columns_read(raw, source)), file=sys.stderr)


def _imported(done: Imported) -> str:
    who = f" of {done.account}" if done.account else ""
    return visible(
        f"{done.source}{who}: {_many(done.spaces, 'Space')} "
        f"({done.new_spaces} new to the history), "
        f"{_many(done.posts, 'post')}, {done.announcing:,} announcing Spaces, "
        f"{_many(done.recordings, 'recording')}"
    )


def _apply_plans(db: sqlite3.Connection, plans: Sequence[str], common: Options) -> int:
    """Give Spaces their planned titles and consents; return how many Spaces were found."""
    read = read_plan_files(plans, Sessions(common))
    return apply_plans(db, [note for plan, _ in read for note in plan_notes(plan)])


def list_spaces(
    since: str | None,
    until: str | None,
    tag: str | None,
    guest: str | None,
    text: str | None,
    database: str | None,
    options: CheckOptions,
) -> int:
    """Print the Spaces that match, newest first."""
    wanted = Filter(day(since, "--since"), day(until, "--until"), tag, guest, text)
    with history(database) as db:
        spaces = past_spaces(db, wanted, people=people(options.common))
    if options.common.output_format == "csv":
        print(write_csv(spaces), end="")
    elif options.common.output_format == "json":
        print_json([space._asdict() | {"url": space.url or None} for space in spaces])
    elif spaces:
        print_lines(space_lines(spaces))
    else:
        some = any(value is not None for value in wanted)
        print("no Space matches" if some else "no Space is in the history")
    return 0


def list_recordings(
    plan: list[str] | None,
    due: str | None,
    export: str | None,
    database: str | None,
    options: CheckOptions,
) -> int:
    """Print the recordings and the deadlines of Spaces without one; copy them out if asked."""
    if due is not None and export is not None:
        raise typer.BadParameter("--due and --export can't be asked for together")
    days = _days(due) if due is not None else None
    json = options.common.output_format == "json"
    with history(database) as db:
        if plan:
            _apply_plans(db, plan, options.common)
        known = people(options.common)
        found = recordings(db, known)
        waiting = deadlines(db, known)
    today = _today(waiting)
    if days is not None:
        return _list_due(waiting, today, days, json)
    if json:
        print_json([
            each._asdict() | {"space": each.space and each.space._asdict()} for each in found
        ])  # fmt: skip
    else:
        print_lines(recording_lines(found, today))
        if any(each.kept_until >= today for each in waiting):
            print("\nNot downloaded yet; X keeps the audio until at least")
        print_lines(deadline_lines(waiting, today))
    if export is not None:
        _export(found, export)
    return 0


def _list_due(waiting: tuple[Deadline, ...], today: str, days: int, json: bool) -> int:
    """Print the Spaces whose audio X may delete within so many days; 1 where there is one."""
    found = due(waiting, today, days)
    if json:
        print_json([
            {"kept_until": each.kept_until, "id": each.space.id, "url": each.space.url,
             "title": each.space.title, "no_consent": list(each.silent)}
            for each in found
        ])  # fmt: skip
    elif found:
        print_lines(deadline_lines(found, today))
    else:
        within = "today" if days == 0 else f"within {_many(days, 'day')}"
        print(f"no Space without downloaded audio is due {within}")
    return 1 if found else 0


def _export(found: tuple[Recording, ...], folder: str) -> None:
    line = StatusLine(sys.stderr)
    with failures():
        for copy in export_recordings(found, folder, lambda each: line.show(each.name)):
            verb = "copied to" if copy.made else "is there already:"
            line.clear()
            print(visible(f"{copy.recording.name} {verb} {copy.path}"), file=sys.stderr)


def _many(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"


def _days(text: str) -> int:
    number = text.removesuffix("d")
    if not (number.isascii() and number.isdecimal() and len(number) < 5):
        raise typer.BadParameter(
            f"expected a number of days such as 7d; found {text!r}", param_hint="'--due'"
        )
    return int(number)


def _today(waiting: Iterable[Deadline]) -> str:
    """Today's UTC day; that of the newest Space where this computer's clock is behind it."""
    today = day_now(UTC).isoformat()
    newest = max(((each.space.ended_at or each.space.started_at or "")[:10] for each in waiting),
                 default="")  # fmt: skip
    if newest <= today:
        return today
    print(
        f"this computer's clock says {today}, but a Space ended on {newest}: is the clock right? "
        f"Days are counted from {newest}",
        file=sys.stderr,
    )
    return newest
