"""``spacelint lsp``: the language server, for an editor to start."""

from __future__ import annotations

import logging
import sys
from typing import Annotated, Any

import typer

from spacelint.cli import UsageError
from spacelint.cli.declare import add_command, one_of

_Tcp = Annotated[
    int | None,
    typer.Option(
        "--tcp", metavar="PORT", min=0, max=65535,
        help="Listen on this port of this machine alone; 0 takes a free one and prints it.",
    ),
]  # fmt: skip
_Stdio = Annotated[
    bool, typer.Option("--stdio", help="Speak on standard input and output, as without options.")
]
_Log = Annotated[
    str,
    typer.Option("--log-level", help="What to write to stderr: error, warning or info."),
]


def register(app: typer.Typer) -> None:
    """Add the command to ``app``."""
    add_command(
        app, "lsp", "Serve an editor: the language server.", lsp,
        "spacelint lsp", "spacelint lsp --tcp 0",
    )  # fmt: skip


def lsp(tcp: _Tcp = None, stdio: _Stdio = True, log_level: _Log = "error") -> Any:
    """Serve until the client goes; raises UsageError where the extra is not installed."""
    try:
        import pygls.lsp.server  # noqa: F401
    except ImportError:
        message = "the language server needs an extra: pip install 'spacelint[lsp]'"
        raise UsageError(message) from None
    one_of(log_level, ("error", "warning", "info"), "--log-level")
    # The protocol has standard output to itself.
    logging.basicConfig(stream=sys.stderr, level=logging.CRITICAL)
    logging.getLogger("spacelint").setLevel(log_level.upper())
    from spacelint.lsp.start import serve_stdio, serve_tcp

    raise typer.Exit(serve_stdio() if tcp is None else serve_tcp(tcp))
