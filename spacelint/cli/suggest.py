"""``spacelint suggest``: the better titles, with what each changes and why."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from spacelint.cli import arguments as given
from spacelint.cli.session import Options

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
_Format = Annotated[str, typer.Option("--output-format", help="text or json.")]


def register(app: typer.Typer) -> None:
    """Add the command to ``app``."""
    app.command("suggest", help="Better titles, each with what it changes and why.")(suggest)


def suggest(
    titles: _Titles,
    campaign: _Campaigns = None,
    speaker: _Speakers = None,
    output_format: _Format = "text",
    color: given.Colour = "auto",
    config: given.ConfigFile = None,
    isolated: given.Isolated = False,
    today: given.Today = None,
) -> Any:
    """Print up to five better titles for each; 0 also where nothing is better."""
    from spacelint.cli.suggesting import suggest_titles

    options = Options(
        output_format=given.one_of(output_format, FORMATS, "--output-format"),
        colour=given.colour(color),
        config=config,
        isolated=isolated,
        today=given.day(today),  # type: ignore[arg-type]
    )
    status = suggest_titles(titles, given.several(campaign), given.several(speaker), options)
    raise typer.Exit(status)
