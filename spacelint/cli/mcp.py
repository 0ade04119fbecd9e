"""``spacelint mcp``: the server for assistants, for their program to start."""

from __future__ import annotations

import logging
import os
import sys
from typing import Annotated

import typer

from spacelint.cli import UsageError
from spacelint.cli.declare import add_command, with_options
from spacelint.cli.options import CheckOptions
from spacelint.cli.served import settings_of_files
from spacelint.project import ConfigurationError
from spacelint.text.width import visible

_Roots = Annotated[
    list[str] | None,
    typer.Option(
        "--root", metavar="FOLDER",
        help="Let plans below this folder be read by their path; without it no plan is read.",
    ),
]  # fmt: skip


def register(app: typer.Typer) -> None:
    """Add the command to ``app``."""
    add_command(
        app, "mcp", "Serve an assistant: tools over the Model Context Protocol.",
        with_options(mcp, ("config", "isolated", "today")),
        "spacelint mcp", "spacelint mcp --root plans",
    )  # fmt: skip


def mcp(options: CheckOptions, root: _Roots = None) -> None:
    """Serve until the client goes; raises UsageError where it cannot start."""
    try:
        import mcp.server  # noqa: F401
        from anyio.from_thread import check_cancelled
    except ImportError:
        raise UsageError("the server needs an extra: pip install 'spacelint[mcp]'") from None
    from spacelint.mcp.answers import Desk
    from spacelint.mcp.files import Roots
    from spacelint.mcp.server import serve

    for folder in root or ():
        if not os.path.isdir(folder):
            raise UsageError(f"--root: expected a folder; found {visible(folder)}")
    settings_of = settings_of_files(options.common)
    try:
        settings_of(".")
    except ConfigurationError as error:
        raise UsageError(str(error)) from None
    if sys.stdin.isatty():
        print(
            "spacelint mcp speaks with the program that starts it; docs/assistants.md says how an"
            " assistant does (Ctrl-C stops it)",
            file=sys.stderr,
        )
    # What the SDK logs is for its developers.
    logging.disable(logging.CRITICAL)
    serve(Desk(settings_of, Roots(tuple(root or ())), check_cancelled))
