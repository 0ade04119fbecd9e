"""``spacelint history``: the team's own Spaces, from X's data download, plans and CSV."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from spacelint.cli import arguments as given

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator
    from datetime import tzinfo

    from spacelint.reach.history import Filter, Imported, PastSpace, PlanNote

_Sources = Annotated[
    list[str] | None,
    typer.Argument(metavar="[ARCHIVE.zip|FOLDER|FILE.csv]...", help="What to read."),
]
_Plans = Annotated[
    list[str] | None,
    typer.Option("--plan", help="A plan that knows titles and consents.", metavar="FILE"),
]
_Database = Annotated[
    str | None,
    typer.Option("--database", help="The history's file, if not your own.", metavar="FILE"),
]
_Since = Annotated[str | None, typer.Option("--since", help="From this day on.", metavar="DAY")]
_Until = Annotated[str | None, typer.Option("--until", help="Before this day.", metavar="DAY")]
_Tag = Annotated[str | None, typer.Option("--tag", help="With this hashtag.")]
_Guest = Annotated[str | None, typer.Option("--guest", help="With this guest.")]
_Text = Annotated[str | None, typer.Option("--text", help="With these words in the title.")]
_Format = Annotated[str, typer.Option("--output-format", help="text, csv or json.")]
_Export = Annotated[
    str | None, typer.Option("--export", help="Copy the audio there.", metavar="FOLDER")
]
_Zone = Annotated[
    str, typer.Option("--timezone", help="Whose weekdays and hours, e.g. Europe/Berlin.")
]


def register(app: typer.Typer) -> None:
    """Add the commands to ``app``."""
    group = typer.Typer(no_args_is_help=True, pretty_exceptions_enable=False)
    group.command("import", help="Read X's data download, or a CSV file, into the history.")(
        import_sources
    )
    group.command("list", help="The Spaces of the history.")(list_spaces)
    group.command("recordings", help="Which audio is there, until when, with whose consent.")(
        list_recordings
    )
    group.command("stats", help="Participants by tag, guest, weekday and hour.")(stats)
    app.add_typer(group, name="history", help="Your own past Spaces.")


def import_sources(
    sources: _Sources = None,
    plan: _Plans = None,
    database: _Database = None,
    config: given.ConfigFile = None,
    isolated: given.Isolated = False,
) -> None:
    """Read downloads, CSV files and plans; 2 where one of them could not be read."""
    from spacelint.reach.history import apply_plans, import_csv, import_downloads
    from spacelint.reach.history.csvfile import columns_read, is_post_analytics
    from spacelint.reach.progress import StatusLine
    from spacelint.text.escape import visible

    if not sources and not plan:
        print("give X's data download (ZIP or folder), a CSV file, or --plan", file=sys.stderr)
        raise typer.Exit(2)
    line = StatusLine(sys.stderr)
    with _history(database, create=True) as db:
        downloads = []
        for source in sources or []:
            if not source.lower().endswith(".csv"):
                downloads.append(source)
                continue
            raw = _bytes(source)
            number = import_csv(db, raw, source)
            if is_post_analytics(raw, source):
                print(f"{visible(source)}: likes and reposts of {number} announcing posts")
                continue
            print(f"{visible(source)}: {number} Spaces")
            print(visible(columns_read(raw, source)), file=sys.stderr)
        # Together: they may be the parts of one.
        for done in import_downloads(db, downloads, line.bytes_done) if downloads else ():
            line.clear()
            print(_said(done))
            for note in done.notes:
                print(visible(note), file=sys.stderr)
        if plan:
            number = apply_plans(db, _notes(plan, config, isolated))
            print(f"{number} Spaces of the history are in the plans")


def list_spaces(
    since: _Since = None,
    until: _Until = None,
    tag: _Tag = None,
    guest: _Guest = None,
    text: _Text = None,
    output_format: _Format = "text",
    database: _Database = None,
) -> None:
    """Print the Spaces that match, newest first."""
    from spacelint.reach.history import Filter, past_spaces, write_csv

    given.one_of(output_format, ("text", "csv", "json"), "--output-format")
    wanted = Filter(_day(since, "--since"), _day(until, "--until"), tag, guest, text)
    with _history(database) as db:
        spaces = past_spaces(db, wanted)
    if output_format == "csv":
        print(write_csv(spaces), end="")
    elif output_format == "json":
        _json([space._asdict() | {"url": space.url or None} for space in spaces])
    else:
        print(_space_table(spaces, wanted), end="")


def list_recordings(
    plan: _Plans = None,
    export: _Export = None,
    output_format: _Format = "text",
    database: _Database = None,
    config: given.ConfigFile = None,
    isolated: given.Isolated = False,
) -> None:
    """Print the recordings of the imported downloads, and copy them out if asked."""
    from spacelint.reach.history import apply_plans, export_recordings, recordings
    from spacelint.reach.history.audio import recording_lines
    from spacelint.reach.progress import StatusLine
    from spacelint.text.escape import visible

    given.one_of(output_format, ("text", "json"), "--output-format")
    with _history(database) as db:
        if plan:
            apply_plans(db, _notes(plan, config, isolated))
        found = recordings(db)
    if output_format == "json":
        _json([each._asdict() | {"space": each.space and each.space._asdict()} for each in found])
    else:
        print("\n".join(visible(line) for line in recording_lines(found, _today())))
    if export is not None:
        line = StatusLine(sys.stderr)
        with _told():
            for copy in export_recordings(found, export, lambda each: line.show(each.name)):
                verb = "copied to" if copy.made else "is there already:"
                print(visible(f"{copy.recording.name} {verb} {copy.path}"), file=sys.stderr)
        line.clear()


def stats(
    timezone: _Zone = "UTC",
    since: _Since = None,
    until: _Until = None,
    output_format: _Format = "text",
    database: _Database = None,
) -> None:
    """Print figures by tag, guest, weekday and hour, each with the number of its Spaces."""
    from spacelint.reach.history import Filter, figures, past_spaces
    from spacelint.reach.history.stats import figure_lines
    from spacelint.text.escape import visible

    given.one_of(output_format, ("text", "json"), "--output-format")
    zone = _zone(timezone)
    wanted = Filter(_day(since, "--since"), _day(until, "--until"))
    with _history(database) as db:
        made = figures(past_spaces(db, wanted), zone)
    if output_format == "json":
        _json([figure._asdict() | {"enough": figure.enough} for figure in made])
    else:
        print("\n".join(visible(line) for line in figure_lines(made, timezone)))


@contextmanager
def _history(path: str | None, *, create: bool = False) -> Iterator[sqlite3.Connection]:
    from spacelint.reach.history import history_at
    from spacelint.reach.run import user_paths
    from spacelint.text.escape import visible

    with (
        _told(),
        history_at(
            path or user_paths().history,
            create=create,
            tell=lambda sentence: print(visible(sentence), file=sys.stderr),
        ) as db,
    ):
        yield db


@contextmanager
def _told() -> Iterator[None]:
    """What cannot be done is a sentence and exit status 2."""
    from spacelint.cli.session import UsageError
    from spacelint.reach.history import HistoryError
    from spacelint.text.escape import visible

    try:
        yield
    except UsageError as error:
        print(error, file=sys.stderr)
        raise typer.Exit(2) from None
    except HistoryError as error:
        print(visible(str(error)), file=sys.stderr)
        raise typer.Exit(2) from None


def _notes(plans: list[str], config: str | None, isolated: bool) -> list[PlanNote]:
    from spacelint.cli.plan_file import read_plan_file
    from spacelint.cli.session import Options
    from spacelint.cli.sessions import Sessions
    from spacelint.reach.plan_questions import plan_notes

    sessions = Sessions(Options(config=config, isolated=isolated))
    return [note for path in plans for note in plan_notes(read_plan_file(path, sessions)[0])]


def _bytes(path: str) -> bytes:
    from spacelint.reach.history import HistoryError

    try:
        with open(path, "rb") as file:
            return file.read()
    except OSError as error:
        raise HistoryError(f"{path}: {error.strerror}") from None


def _said(done: Imported) -> str:
    from spacelint.text.escape import visible

    who = f" of @{done.account}" if done.account else ""
    return visible(
        f"{done.source}{who}: {done.spaces} Spaces ({done.new_spaces} new to the history), "
        f"{done.posts:,} posts of which {done.announcing} announce Spaces, "
        f"{done.recordings} recordings"
    )


def _space_table(spaces: tuple[PastSpace, ...], wanted: Filter) -> str:
    from spacelint.reach.history.query import space_lines
    from spacelint.text.escape import visible

    if not spaces:
        some = any(value is not None for value in wanted)
        return "no Space matches\n" if some else "no Space is in the history\n"
    return "".join(visible(line) + "\n" for line in space_lines(spaces))


def _json(value: object) -> None:
    import json

    print(json.dumps(value, indent=2))


def _day(text: str | None, option: str) -> str | None:
    if text is None:
        return None
    from datetime import date

    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise typer.BadParameter(
            f"expected a day like 2026-11-30; found {text!r}", param_hint=f"'{option}'"
        ) from None


def _today() -> str:
    from datetime import UTC, datetime

    return datetime.now(UTC).date().isoformat()


def _zone(name: str) -> tzinfo:
    from zoneinfo import ZoneInfo

    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        raise typer.BadParameter(
            f"expected a zone such as Europe/Berlin; found {name!r}", param_hint="'--timezone'"
        ) from None
