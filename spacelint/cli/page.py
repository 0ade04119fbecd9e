"""``spacelint page``: the local page for the people who plan Spaces."""

from __future__ import annotations

from typing import Annotated

import typer

from spacelint.cli import UsageError
from spacelint.cli.declare import add_command, with_options
from spacelint.cli.options import CheckOptions
from spacelint.cli.served import settings_of_files
from spacelint.project import ConfigurationError
from spacelint.text.width import visible

_File = Annotated[
    str | None,
    typer.Argument(metavar="[FILE]", help="A plan to open; what is changed in it is written."),
]
_Port = Annotated[int, typer.Option("--port", min=0, max=65535, help="0 takes a free one.")]
_Browser = Annotated[
    bool, typer.Option("--browser/--no-browser", help="Open the page in a browser.")
]
_Host = Annotated[
    str,
    typer.Option("--host", help="Listen here; beyond this machine it needs --allow-host."),
]
_AllowHost = Annotated[
    list[str] | None,
    typer.Option(
        "--allow-host",
        metavar="NAME",
        help="Serve others under this name, read-only. Everyone who has the address sees the"
        " brand book and can use the page: put TLS and your own log-in before it.",
    ),
]
_Secret = Annotated[
    str | None,
    typer.Option("--secret-file", metavar="FILE", help="Take the address's secret from a file."),
]


def register(app: typer.Typer) -> None:
    """Add the command to ``app``."""
    add_command(
        app, "page", "Open a page for writing titles and looking over plans.",
        with_options(page, ("config", "isolated", "today")),
        "spacelint page", "spacelint page plan.yaml",
    )  # fmt: skip


def page(
    options: CheckOptions,
    file: _File = None,
    port: _Port = 0,
    browser: _Browser = True,
    host: _Host = "127.0.0.1",
    allow_host: _AllowHost = None,
    secret_file: _Secret = None,
) -> int:
    """Serve until it is stopped; raises UsageError where it cannot start."""
    try:
        import jinja2  # noqa: F401
        import python_multipart  # noqa: F401
        import uvicorn  # noqa: F401
    except ImportError:
        raise UsageError("the page needs an extra: pip install 'spacelint[page]'") from None
    from spacelint.page.serve import Address, CannotServe, Setup, is_loopback, read_secret, serve

    names = tuple(allow_host or ())
    if not is_loopback(host) and not names:
        raise UsageError(
            f"--host {visible(host)} lets other machines use this page: name the host they will"
            " call it by with --allow-host NAME, as in --allow-host spaces.example.org. The page"
            " is then read-only, and everyone who has its address sees your brand book."
        )
    try:
        secret = read_secret(secret_file) if secret_file else ""
        settings_of = settings_of_files(options.common)
        settings_of(file or ".")
        setup = Setup(settings_of, "", file=file or "", read_only=bool(names))
        return serve(setup, Address(host, port, names, secret, browser and not names))
    except (CannotServe, ConfigurationError) as error:
        raise UsageError(str(error)) from None
