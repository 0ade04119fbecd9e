"""``spacelint titles``, which is also what ``spacelint 'TITLE'`` with options means."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from spacelint.cli import arguments as given
from spacelint.cli.session import Options
from spacelint.report.writer import TITLE_FORMATS

_Titles = Annotated[
    list[str], typer.Argument(metavar="TITLE...", help="Planned titles; - reads one a line.")
]
_Fix = Annotated[
    bool, typer.Option("--fix", help="Print the fixed title on standard output and nothing else.")
]
_Format = Annotated[
    str | None, typer.Option("--output-format", help="text, concise, json or jsonl.")
]


def register(app: typer.Typer) -> None:
    """Add the command to ``app``."""
    app.command("titles", help="Lint titles given as arguments (the default command).")(titles)


def titles(
    titles: _Titles,
    select: given.Select = None,
    extend_select: given.ExtendSelect = None,
    ignore: given.Ignore = None,
    rules: given.Rules = None,
    output_format: _Format = None,
    fix: _Fix = False,
    unsafe_fixes: given.UnsafeFixes = False,
    min_severity: given.MinSeverity = None,
    fail_on: given.FailOn = None,
    statistics: given.Statistics = False,
    color: given.Colour = "auto",
    config: given.ConfigFile = None,
    isolated: given.Isolated = False,
    today: given.Today = None,
    live: given.Live = False,
    live_optional: given.LiveOptional = False,
    dry_run: given.DryRun = False,
    max_cost: given.MaxCost = "0.50",
    wait: given.Wait = None,
) -> Any:
    """Lint titles and exit with 1 if a problem is found."""
    from spacelint.cli.titles import lint_arguments

    options = Options(
        select=given.optional(select),
        extend_select=given.several(extend_select),
        ignore=given.several(ignore),
        rules=tuple(rules or ()),
        min_severity=given.severity(min_severity),
        fail_on=given.failing(fail_on),
        output_format=given.one_of(output_format, TITLE_FORMATS, "--output-format"),
        colour=given.colour(color),
        statistics=statistics,
        fix=fix,
        unsafe_fixes=unsafe_fixes,
        config=config,
        isolated=isolated,
        today=given.day(today),  # type: ignore[arg-type]
    )
    live_options = given.live_options(live, dry_run, max_cost, wait, 10, live_optional)
    raise typer.Exit(lint_arguments(titles, options, live_options))
