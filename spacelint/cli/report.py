"""``spacelint report``: one file of HTML for those who approve a week of Spaces."""

from __future__ import annotations

import contextlib
import io
import os
import sys
from typing import Annotated

import typer

from spacelint.cli import UsageError
from spacelint.cli.check import check_paths
from spacelint.cli.declare import Paths, add_command, with_options
from spacelint.cli.gather import gather
from spacelint.cli.options import CheckOptions
from spacelint.cli.session import Sessions
from spacelint.source.atomic import try_put_file
from spacelint.text.width import visible

_Output = Annotated[
    str | None,
    typer.Option(
        "--output", "-o", metavar="FILE", help="Write it here; standard output if not given."
    ),
]


def register(app: typer.Typer) -> None:
    """Add the command to ``app``."""
    fields = ("since", "approved", "min_severity", "config", "isolated", "today")
    add_command(
        app, "report", "One HTML file to look at and approve planned Spaces in.",
        with_options(report, fields),
        "spacelint report spaces/ -o week.html", "spacelint report --since last.html -o week.html",
    )  # fmt: skip


def report(options: CheckOptions, paths: Paths = None, output: _Output = None) -> int:
    """Write the report and return 0, or 2 where a plan could not be read.

    What is found in the titles is in the report and does not fail the command. Raises UsageError
    where the report cannot be written.
    """
    common = options.common._replace(fail_on="never", output_format="html")
    options, paths = options._replace(common=common), list(paths or ())
    if output is None:
        return _status(check_paths(paths, options))
    if fault := _nothing_to_report(paths, options):
        raise UsageError(f"{fault}: {visible(output)} is not written")
    # Spooled until it is whole: the report may be the one that it is compared with.
    with contextlib.redirect_stdout(io.StringIO()) as held:
        status = _status(check_paths(paths, options))
    if text := held.getvalue():
        if refusal := try_put_file(output, text.encode("utf-8", "backslashreplace")):
            raise UsageError(refusal)
        print(f"wrote {visible(output)}", file=sys.stderr)
    return status


def _nothing_to_report(paths: list[str], options: CheckOptions) -> str:
    """Return why a report would be of nothing; a mistyped path is to leave the last one alone."""
    missing = next((each for each in paths if each != "-" and not os.path.lexists(each)), None)
    if missing is not None:
        return f"{visible(missing)}: no such file"
    sessions = Sessions.for_check(options)
    try:
        found = gather(paths or ["."], sessions, plans_only=options.plans_only)
    except UsageError:
        return ""  # the run tells
    return "" if found or sessions.broken else "no plan files here"


def _status(status: int) -> int:
    """Return 2 where something could not be done, else 0."""
    return 2 if status == 2 else 0
