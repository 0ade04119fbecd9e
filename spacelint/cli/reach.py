"""The options of ``spacelint reach``, in typer's form."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from spacelint.cli import parameters as given

if TYPE_CHECKING:
    from datetime import datetime

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
    str | None, typer.Option("--plot", help="Draw the comparison (.svg or .png).", metavar="FILE")
]


def register(app: typer.Typer) -> None:
    """Add the command to ``app``."""
    app.command("reach", help="What is known of titles, their tags and people; nothing is scored.")(
        reach
    )


def reach(
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
    if plot is not None and not plot.lower().endswith((".svg", ".png")):
        message = "expected a name that ends in .svg or .png"
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
