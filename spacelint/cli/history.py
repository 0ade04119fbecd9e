"""The options of ``spacelint history``, in typer's form.

What a command does is imported when it is called: every command line comes by this module.
"""

from __future__ import annotations

from typing import Annotated

import typer

from spacelint.cli import parameters as given

_Sources = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[ARCHIVE.zip|FOLDER|FILE.csv]...",
        help="What to read; all parts of a split download together.",
    ),
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
_TextOrJson = Annotated[str, typer.Option("--output-format", help="text or json.")]
_Export = Annotated[
    str | None, typer.Option("--export", help="Copy the audio there.", metavar="FOLDER")
]
_Due = Annotated[
    str | None,
    typer.Option(
        "--due",
        help="Only Spaces without downloaded audio that X may delete within so many days (7d); "
        "exits with 1 where there is one.",
        metavar="DAYS",
    ),
]
_Zone = Annotated[
    str, typer.Option("--timezone", help="Whose weekdays and hours, e.g. Europe/Berlin.")
]
_Output = Annotated[
    str | None,
    typer.Option("--output", "-o", help="Write a picture (.svg) or a page (.html) instead."),
]
_Tags = Annotated[list[str] | None, typer.Argument(metavar="[TAG]...", help="Only these tags.")]


def register(app: typer.Typer) -> None:
    """Add the commands to ``app``."""
    group = typer.Typer(no_args_is_help=True, pretty_exceptions_enable=False)
    for name, command, text in (
        ("import", import_sources, "Read X's data download, or a CSV file, into the history."),
        ("list", list_spaces, "The Spaces of the history."),
        ("recordings", list_recordings, "Which audio is there, until when, with whose consent."),
        ("stats", stats, "Participants by tag, guest, weekday and hour."),
        ("when", when, "The weekdays and hours of the Spaces, and how they did."),
        ("who", who, "Who spoke, how often, first and last."),
        ("trend", trend, "Posts a day with a tag, kept from look-ups with --live."),
    ):
        group.command(name, help=text)(command)
    app.add_typer(group, name="history", help="Your own past Spaces.")


def import_sources(
    sources: _Sources = None,
    plan: _Plans = None,
    database: _Database = None,
    config: given.ConfigFile = None,
    isolated: given.Isolated = False,
) -> None:
    """Read downloads, CSV files and plans; 2 where one of them could not be read."""
    from spacelint.cli import history_report as report

    place = report.Place(database, config, isolated)
    raise typer.Exit(report.import_sources(place, sources or [], plan or []))


def list_spaces(  # house: typer takes an option a parameter
    since: _Since = None,
    until: _Until = None,
    tag: _Tag = None,
    guest: _Guest = None,
    text: _Text = None,
    output_format: _Format = "text",
    database: _Database = None,
    config: given.ConfigFile = None,
    isolated: given.Isolated = False,
) -> None:
    """Print the Spaces that match, newest first."""
    from spacelint.cli import history_report as report

    given.one_of(output_format, ("text", "csv", "json"), "--output-format")
    wanted = report.Filter(_day(since, "--since"), _day(until, "--until"), tag, guest, text)
    place = report.Place(database, config, isolated)
    raise typer.Exit(report.list_spaces(place, wanted, output_format))


def list_recordings(
    plan: _Plans = None,
    due: _Due = None,
    export: _Export = None,
    output_format: _TextOrJson = "text",
    database: _Database = None,
    config: given.ConfigFile = None,
    isolated: given.Isolated = False,
) -> None:
    """Print the recordings and the deadlines of Spaces without one; copy them out if asked."""
    from spacelint.cli import history_report as report

    given.one_of(output_format, ("text", "json"), "--output-format")
    place = report.Place(database, config, isolated)
    if due is not None:
        if export is not None:
            raise typer.BadParameter("--due and --export cannot be asked for together")
        raise typer.Exit(report.list_due(place, plan or [], _days(due), output_format))
    raise typer.Exit(report.list_recordings(place, plan or [], export, output_format))


def stats(
    timezone: _Zone = "UTC",
    since: _Since = None,
    until: _Until = None,
    output_format: _TextOrJson = "text",
    database: _Database = None,
    config: given.ConfigFile = None,
    isolated: given.Isolated = False,
) -> None:
    """Print figures by tag, guest, weekday and hour, each with the number of its Spaces."""
    from spacelint.cli import history_figures as report

    given.one_of(output_format, ("text", "json"), "--output-format")
    wanted = report.Filter(_day(since, "--since"), _day(until, "--until"))
    place = report.Place(database, config, isolated)
    raise typer.Exit(report.stats(place, wanted, timezone, output_format))


def when(
    timezone: _Zone = "UTC",
    since: _Since = None,
    until: _Until = None,
    output: _Output = None,
    output_format: _TextOrJson = "text",
    database: _Database = None,
) -> None:
    """Print the table of weekdays and hours."""
    from spacelint.cli import history_figures as report

    given.one_of(output_format, ("text", "json"), "--output-format")
    wanted = report.Filter(_day(since, "--since"), _day(until, "--until"))
    place = report.Place(database)
    raise typer.Exit(report.when(place, wanted, timezone, _drawn(output), output_format))


def who(  # house: typer takes an option a parameter
    live: given.Live = False,
    dry_run: given.DryRun = False,
    max_cost: given.MaxCost = "0.50",
    wait: given.Wait = None,
    output_format: _TextOrJson = "text",
    database: _Database = None,
    config: given.ConfigFile = None,
    isolated: given.Isolated = False,
) -> None:
    """Print who spoke; with --live X is asked for handles that nothing else tells."""
    from spacelint.cli import history_figures as report

    given.one_of(output_format, ("text", "json"), "--output-format")
    live_options = given.live_options(live, dry_run, max_cost, wait, 10)
    place = report.Place(database, config, isolated)
    raise typer.Exit(report.who(place, live_options, output_format))


def trend(
    tags: _Tags = None,
    since: _Since = None,
    output: _Output = None,
    output_format: _TextOrJson = "text",
    database: _Database = None,
) -> None:
    """Print the kept days of posts with each tag."""
    from spacelint.cli import history_figures as report

    given.one_of(output_format, ("text", "json"), "--output-format")
    day = _day(since, "--since")
    place = report.Place(database)
    raise typer.Exit(report.trend(place, tags or [], day, _drawn(output), output_format))


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


def _days(text: str) -> int:
    number = text.removesuffix("d")
    if not (number.isascii() and number.isdecimal() and len(number) < 5):
        raise typer.BadParameter(
            f"expected a number of days such as 7d; found {text!r}", param_hint="'--due'"
        )
    return int(number)


def _drawn(path: str | None) -> str | None:
    if path is not None and not path.lower().endswith((".svg", ".html")):
        raise typer.BadParameter("expected a name that ends in .svg or .html",
                                 param_hint="'--output'")  # fmt: skip
    return path
