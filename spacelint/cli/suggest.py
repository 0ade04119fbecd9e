"""``spacelint suggest``: the better titles, with what each changes and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from spacelint.cli import complete
from spacelint.cli.declare import FOR_ANSWERS, add_command, with_options
from spacelint.cli.parameters import Titles, option, several
from spacelint.cli.suggesting import Wishes, suggest_titles
from spacelint.suggester.search import MOST

if TYPE_CHECKING:
    from spacelint.cli.options import CheckOptions

_Campaigns = Annotated[
    list[str] | None,
    option("--campaign", "A campaign of the brand book.", "What to suggest",
           metavar="NAME", autocompletion=complete.campaigns),
]  # fmt: skip
_Speakers = Annotated[
    list[str] | None,
    option("--speaker", "Someone to be mentioned.", "What to suggest", metavar="HANDLE"),
]
_Limit = Annotated[
    int,
    option("--limit", "At most so many for each.", "What to suggest", metavar="N", min=1, max=MOST),
]
_Explain = Annotated[
    bool,
    option(
        "--explain/--no-explain", "What each changes and why, or the titles alone.",
        "What to suggest",
    ),
]  # fmt: skip
_FIELDS = ("select", "extend_select", "ignore", "rules", "output_format", "colour", "config",
           "isolated", "today")  # fmt: skip


def register(app: typer.Typer) -> None:
    """Add the command to ``app``."""
    arguments: dict[str, tuple[object, object]] = {
        "titles": (Titles, ...),
        "campaign": (_Campaigns, None),
        "speaker": (_Speakers, None),
        "limit": (_Limit, MOST),
        "explain": (_Explain, True),
    }
    add_command(
        app, "suggest", "Better titles, each with what it changes and why.",
        with_options(suggest, arguments, _FIELDS, FOR_ANSWERS),
        "spacelint suggest 'Town hall #AT&T' --speaker @jack",
        "spacelint suggest - --limit 1 < titles.txt",
    )  # fmt: skip


def suggest(
    titles: list[str],
    campaign: list[str] | None,
    speaker: list[str] | None,
    limit: int,
    explain: bool,
    options: CheckOptions,
) -> int:
    """Print better titles for each, best first; exit with 0 also where nothing is better."""
    wishes = Wishes(several(campaign), several(speaker), limit, explain)
    return suggest_titles(titles, options.common, wishes)
