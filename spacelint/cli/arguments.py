"""Options that several commands share, in typer's form."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from spacelint.severity import SEVERITIES

if TYPE_CHECKING:
    from spacelint.cli.live import LiveOptions

Select = Annotated[
    list[str] | None,
    typer.Option("--select", help="Only these rules: codes, prefixes, names, tags or ALL."),
]
ExtendSelect = Annotated[
    list[str] | None, typer.Option("--extend-select", help="These rules as well.")
]
Ignore = Annotated[list[str] | None, typer.Option("--ignore", help="Not these rules.")]
Rules = Annotated[
    list[str] | None, typer.Option("--rules", help="A TOML file with more rules.", metavar="FILE")
]
MinSeverity = Annotated[
    str | None,
    typer.Option("--min-severity", help="What is shown: error, warning, info or hint."),
]
FailOn = Annotated[
    str | None,
    typer.Option(
        "--fail-on", help="What makes the exit status 1: error, warning, info, hint or never."
    ),
]
Colour = Annotated[str, typer.Option("--color", help="auto, always or never.")]
Statistics = Annotated[bool, typer.Option("--statistics", help="Count findings by rule.")]
UnsafeFixes = Annotated[
    bool, typer.Option("--unsafe-fixes", help="Also apply fixes that may change what was meant.")
]
ConfigFile = Annotated[
    str | None,
    typer.Option("--config", help="The configuration to use.", metavar="FILE"),
]
Isolated = Annotated[bool, typer.Option("--isolated", help="Use no configuration file.")]
Today = Annotated[
    str | None, typer.Option("--today", help="The day to judge dates by.", metavar="YYYY-MM-DD")
]

LiveOptional = Annotated[
    bool,
    typer.Option("--live-optional", help="As --live, but what X does not answer is no failure."),
]
Live = Annotated[bool, typer.Option("--live", help="Also ask X, which charges for it.")]
DryRun = Annotated[
    bool, typer.Option("--dry-run", help="Print what asking X would cost, and ask nothing.")
]
MaxCost = Annotated[
    str, typer.Option("--max-cost", help="Highest price without asking back.", metavar="DOLLARS")
]
Wait = Annotated[
    bool | None,
    typer.Option("--wait/--no-wait", help="At X's rate limits: wait, or stop with what there is"
                 " (default: wait on a terminal)."),
]  # fmt: skip
SpacesPerTag = Annotated[
    int, typer.Option("--spaces", min=1, max=100, help="Spaces to look at per tag; X charges each.")
]


def several(values: list[str] | None) -> tuple[str, ...]:
    """Return the values of an option that may be repeated or separated by commas."""
    return tuple(
        part.strip() for value in values or () for part in value.split(",") if part.strip()
    )


def optional(values: list[str] | None) -> tuple[str, ...] | None:
    """Return the values of an option, None where it was not given."""
    return None if values is None else several(values)


def one_of(value: str | None, choices: tuple[str, ...], option: str) -> str | None:
    """Return ``value`` if it is one of ``choices``; raises typer.BadParameter with the nearest."""
    if value is None or value in choices:
        return value
    from spacelint.text.distance import nearest

    near = nearest(value, choices)
    hint = f" (did you mean {near}?)" if near else ""
    raise typer.BadParameter(
        f"expected one of {', '.join(choices)}; found {value!r}{hint}", param_hint=f"'{option}'"
    )


def severity(value: str | None) -> str | None:
    """Return a severity to show from."""
    return one_of(value, SEVERITIES, "--min-severity")


def failing(value: str | None) -> str | None:
    """Return a severity to fail on."""
    return one_of(value, (*SEVERITIES, "never"), "--fail-on")


def colour(value: str) -> str:
    """Return when to use colour."""
    return one_of(value, ("auto", "always", "never"), "--color") or "auto"


def day(value: str | None) -> object:
    """Return the day that an option gives, None where it gives none."""
    if value is None:
        return None
    import datetime

    try:
        return datetime.date.fromisoformat(value)
    except ValueError:
        raise typer.BadParameter(
            f"expected a day like 2026-11-30; found {value!r}", param_hint="'--today'"
        ) from None


def live_options(
    live: bool,
    dry_run: bool,
    max_cost: str,
    wait: bool | None,
    page: int,
    optional: bool = False,
) -> LiveOptions | None:
    """Return how X is to be asked, None where it is not; raises typer.BadParameter."""
    if not live and not optional and not dry_run and max_cost == "0.50":
        return None
    # Every command line comes by here; what talks to X is imported where X is to be asked.
    from spacelint.cli.live import LiveOptions
    from spacelint.reach.xapi.prices import mills

    try:
        limit = mills(max_cost)
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="'--max-cost'") from None
    if not live and not optional and not dry_run:
        return None
    return LiveOptions(limit, wait, page, dry_run, optional)
