"""The options of ``spacelint reach``, in typer's form."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup

from spacelint.cli import parameters as given

if TYPE_CHECKING:
    from datetime import date, datetime

_Titles = Annotated[
    list[str] | None,
    typer.Argument(metavar="[TITLE]...", help="Planned titles; - reads one a line."),
]
_Plans = Annotated[
    list[str] | None,
    typer.Option("--plan", help="Also the titles of a plan file.", metavar="FILE"),
]
_At = Annotated[
    str | None, typer.Option("--at", help="When the Space is to start.", metavar="TIME")
]
_Candidates = Annotated[
    bool,
    typer.Option("--candidates", help="Also each title fixed, as suggested, and with the brand"
                 " book's other tags."),
]  # fmt: skip
_Format = Annotated[str, typer.Option("--output-format", help="text or json.")]
_Plot = Annotated[
    str | None,
    typer.Option("--plot", help="Draw the comparison (.svg, .png or .html).", metavar="FILE"),
]
_Week = Annotated[
    str | None, typer.Option("--week", help="Only this week, e.g. 2026-W49.", metavar="WEEK")
]
_Output = Annotated[
    str | None, typer.Option("--output", "-o", help="Write a page (.html) instead.", metavar="FILE")
]
_HELP = "What is known of titles, their tags and people; nothing is scored."


class _TitlesUnlessNamed(TyperGroup):
    """Titles need no command of their own: what names none is given to ``titles``."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        if not args or args[0] not in self.commands:
            args = ["titles", *args]
        return super().parse_args(ctx, args)


def register(app: typer.Typer) -> None:
    """Add the command to ``app``."""
    group = typer.Typer(cls=_TitlesUnlessNamed, pretty_exceptions_enable=False)
    group.command(
        "titles", help=_HELP, epilog="spacelint reach calendar --help: the weeks of a plan."
    )(reach)
    group.command("calendar", help="The weeks of planned Spaces, with clashes.")(calendar)
    app.add_typer(group, name="reach", help=_HELP)


def reach(  # house: typer takes an option a parameter
    titles: _Titles = None,
    plan: _Plans = None,
    live: given.Live = False,
    dry_run: given.DryRun = False,
    max_cost: given.MaxCost = "0.50",
    wait: given.Wait = None,
    spaces: given.SpacesPerTag = 10,
    at: _At = None,
    candidates: _Candidates = False,
    output_format: _Format = "text",
    plot: _Plot = None,
    config: given.ConfigFile = None,
    isolated: given.Isolated = False,
) -> Any:
    """Print what is known; 2 where not everything that was asked could be done."""
    from spacelint.cli.options import Options
    from spacelint.cli.reach_report import ReachOptions, reach_titles

    given.one_of(output_format, ("text", "json"), "--output-format")
    if plot is not None and not plot.lower().endswith((".svg", ".png", ".html")):
        message = "expected a name that ends in .svg, .png or .html"
        raise typer.BadParameter(message, param_hint="'--plot'")
    options = ReachOptions(
        Options(config=config, isolated=isolated),
        tuple(plan or ()),
        given.live_options(live, dry_run, max_cost, wait, spaces),
        _moment(at),
        candidates,
        output_format,
        plot,
    )
    raise typer.Exit(reach_titles(list(titles or ()), options))


def calendar(  # house: typer takes an option a parameter
    plan: _Plans = None,
    week: _Week = None,
    output: _Output = None,
    live: given.Live = False,
    dry_run: given.DryRun = False,
    max_cost: given.MaxCost = "0.50",
    wait: given.Wait = None,
    spaces: given.SpacesPerTag = 10,
    config: given.ConfigFile = None,
    isolated: given.Isolated = False,
) -> Any:
    """Print the weeks of a plan; 2 where not everything that was asked could be done."""
    from spacelint.cli.reach_calendar import CalendarOptions, show_calendar

    if not plan:
        raise typer.BadParameter("give the plan: --plan FILE", param_hint="'--plan'")
    if output is not None and not output.lower().endswith(".html"):
        raise typer.BadParameter("expected a name that ends in .html", param_hint="'--output'")
    options = CalendarOptions(
        tuple(plan),
        _monday(week),
        output,
        given.live_options(live, dry_run, max_cost, wait, spaces),
        config,
        isolated,
    )
    raise typer.Exit(show_calendar(options))


def _monday(text: str | None) -> date | None:
    if text is None:
        return None
    from datetime import date

    try:
        if "W" not in text:
            raise ValueError
        return date.fromisoformat(f"{text}-1")
    except ValueError:
        raise typer.BadParameter(
            f"expected a week such as 2026-W49; found {text!r}", param_hint="'--week'"
        ) from None


def _moment(text: str | None) -> datetime | None:
    if text is None:
        return None
    from spacelint.plan import BadValue
    from spacelint.plan.dates import read_start

    start = read_start(text)
    if isinstance(start, BadValue) or not start.has_time:
        raise typer.BadParameter(
            f"expected a time such as 2026-12-03T15:00+01:00; found {text!r}", param_hint="'--at'"
        )
    return start.moment
