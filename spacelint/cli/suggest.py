"""``spacelint suggest``: the better titles, with what each changes and why."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from spacelint.cli import arguments as given
from spacelint.cli.session import Options
from spacelint.suggester.search import MOST

FORMATS = ("text", "json")

_Titles = Annotated[
    list[str], typer.Argument(metavar="TITLE...", help="Planned titles; - reads one a line.")
]
_Campaigns = Annotated[
    list[str] | None,
    typer.Option("--campaign", help="A campaign of the brand book.", metavar="NAME"),
]
_Speakers = Annotated[
    list[str] | None,
    typer.Option("--speaker", help="Someone to be mentioned.", metavar="HANDLE"),
]
_Limit = Annotated[
    int, typer.Option("--limit", help="At most so many for each.", metavar="N", min=1, max=MOST)
]
_Explain = Annotated[
    bool,
    typer.Option("--explain/--no-explain", help="What each changes and why, or the titles alone."),
]
_Format = Annotated[str, typer.Option("--output-format", help="text or json.")]


def register(app: typer.Typer) -> None:
    """Add the command to ``app``."""
    app.command("suggest", help="Better titles, each with what it changes and why.")(suggest)


def suggest(
    titles: _Titles,
    campaign: _Campaigns = None,
    speaker: _Speakers = None,
    limit: _Limit = MOST,
    explain: _Explain = True,
    select: given.Select = None,
    extend_select: given.ExtendSelect = None,
    ignore: given.Ignore = None,
    rules: given.Rules = None,
    output_format: _Format = "text",
    color: given.Colour = "auto",
    config: given.ConfigFile = None,
    isolated: given.Isolated = False,
    today: given.Today = None,
) -> Any:
    """Print better titles for each, best first; exit with 0 also where nothing is better."""
    from spacelint.cli.suggesting import Wishes, suggest_titles

    options = Options(
        select=given.optional(select),
        extend_select=given.several(extend_select),
        ignore=given.several(ignore),
        rules=tuple(rules or ()),
        output_format=given.one_of(output_format, FORMATS, "--output-format"),
        colour=given.colour(color),
        config=config,
        isolated=isolated,
        today=given.day(today),  # type: ignore[arg-type]
    )
    wishes = Wishes(given.several(campaign), given.several(speaker), limit, explain)
    raise typer.Exit(suggest_titles(titles, options, wishes))
