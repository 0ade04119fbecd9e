"""``spacelint report``: one file of HTML for those who approve a week of Spaces."""

from __future__ import annotations

import contextlib
import io
import os
import sys
from typing import Annotated

import typer

from spacelint.cli.check import check_paths
from spacelint.cli.declare import add_command, with_options
from spacelint.cli.gather import gather
from spacelint.cli.options import CheckOptions
from spacelint.cli.parameters import Paths
from spacelint.cli.session import Sessions, UsageError
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
    arguments: dict[str, tuple[object, object]] = {
        "paths": (Paths, None),
        "output": (_Output, None),
    }
    add_command(
        app, "report", "One HTML file to look at and approve planned Spaces in.",
        with_options(report, arguments, fields),
        "spacelint report spaces/ -o week.html", "spacelint report --since last.html -o week.html",
    )  # fmt: skip


def report(paths: list[str] | None, output: str | None, options: CheckOptions) -> int:
    """Write the report and exit with 0, or with 2 where it or a plan could not be read or written.

    What is found in the titles is in the report and does not fail the command.
    """
    common = options.common._replace(fail_on="never", output_format="html")
    options = options._replace(common=common)
    if output is None:
        return _status(check_paths(list(paths or ()), options))
    if fault := _nothing_to_report(list(paths or ()), options):
        print(f"{fault}: {visible(output)} is not written", file=sys.stderr)
        return 2
    # Spooled until it is whole: the report may be the one that it is compared with.
    held = io.StringIO()
    with contextlib.redirect_stdout(held):
        status = _status(check_paths(list(paths or ()), options))
    if held.getvalue():
        written = held.getvalue().encode("utf-8", "backslashreplace")
        if refusal := try_put_file(output, written):
            print(refusal, file=sys.stderr)
            return 2
        print(f"wrote {visible(output)}", file=sys.stderr)
    return status


def _nothing_to_report(paths: list[str], options: CheckOptions) -> str:
    """Return why a report would be of nothing; a mistyped path is to leave the last one alone."""
    missing = next((each for each in paths if each != "-" and not os.path.lexists(each)), None)
    if missing is not None:
        return f"{visible(missing)}: no such file"
    sessions = Sessions(options.common, format=options.format)
    try:
        found = gather(paths or ["."], sessions, plans_only=options.plans_only)
    except UsageError:
        return ""  # the run tells
    return "" if found or sessions.broken else "no plan files here"


def _status(status: int) -> int:
    """Return 2 where something could not be done, else 0."""
    return 2 if status == 2 else 0
