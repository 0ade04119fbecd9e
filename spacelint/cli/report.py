"""``spacelint report``: one file of HTML for those who approve a week of Spaces."""

from __future__ import annotations

import contextlib
import io
import sys
from typing import Annotated, Any

import typer

from spacelint.cli import arguments as given
from spacelint.cli.check_command import _Approved, _Paths, _Since

_Output = Annotated[
    str | None,
    typer.Option(
        "--output", "-o", metavar="FILE", help="Write it here; standard output if not given."
    ),
]


def register(app: typer.Typer) -> None:
    """Add the command to ``app``."""
    app.command("report", help="One HTML file to look at and approve planned Spaces in.")(report)


def report(
    paths: _Paths = None,
    output: _Output = None,
    since: _Since = None,
    approved: _Approved = None,
    min_severity: given.MinSeverity = None,
    config: given.ConfigFile = None,
    isolated: given.Isolated = False,
    today: given.Today = None,
) -> Any:
    """Write the report and exit with 0, or with 2 where it or a plan could not be read or written.

    What is found in the titles is in the report and does not fail the command.
    """
    from spacelint.cli.check import CheckOptions, check_paths
    from spacelint.cli.session import Options
    from spacelint.source.atomic import put_file
    from spacelint.text.escape import visible

    common = Options(
        min_severity=given.severity(min_severity),
        fail_on="never",
        output_format="html",
        config=config,
        isolated=isolated,
        today=given.day(today),  # type: ignore[arg-type]
    )
    options = CheckOptions(common=common, since=since, approved=approved)
    if output is None:
        raise typer.Exit(_done(check_paths(list(paths or ()), options)))
    # Held until it is whole: the report may be the one that it is compared with.
    held = io.StringIO()
    with contextlib.redirect_stdout(held):
        status = _done(check_paths(list(paths or ()), options))
    if held.getvalue():
        try:
            put_file(output, held.getvalue().encode("utf-8", "backslashreplace"))
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or error
            print(f"{visible(output)} cannot be written: {reason}", file=sys.stderr)
            raise typer.Exit(2) from None
        print(f"wrote {visible(output)}", file=sys.stderr)
    raise typer.Exit(status)


def _done(status: int) -> int:
    """Return 2 where something could not be done, else 0."""
    return 2 if status == 2 else 0
