"""``spacelint page``: the local page for the people who plan Spaces."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

from spacelint.cli import parameters as given

if TYPE_CHECKING:
    from spacelint.page.serve import Address

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
_Config = Annotated[str | None, typer.Option("--config", help="Use this configuration file.")]
_Isolated = Annotated[bool, typer.Option("--isolated", help="Use no configuration file.")]


def register(app: typer.Typer) -> None:
    """Add the command to ``app``."""
    app.command("page", help="Open a page for writing titles and looking over plans.")(page)


def page(  # house: typer takes an option a parameter
    file: _File = None,
    port: _Port = 0,
    browser: _Browser = True,
    host: _Host = "127.0.0.1",
    allow_host: _AllowHost = None,
    secret_file: _Secret = None,
    config: _Config = None,
    isolated: _Isolated = False,
    today: given.Today = None,
) -> Any:
    """Serve until it is stopped; exit with 2 where it cannot start."""
    try:
        import jinja2  # noqa: F401
        import python_multipart  # noqa: F401
        import uvicorn  # noqa: F401
    except ImportError:
        print("the page needs an extra: pip install 'spacelint[page]'", file=sys.stderr)
        raise typer.Exit(2) from None
    from spacelint.cli.served import settings_of_files
    from spacelint.page.serve import CannotServe, Setup, serve
    from spacelint.project import ConfigurationError

    try:
        address = _address(host, port, tuple(allow_host or ()), secret_file, browser)
        settings_of = settings_of_files(config, isolated, given.day(today))
        settings_of(file or ".")
        setup = Setup(settings_of, "", file=file or "", read_only=bool(allow_host))
        raise typer.Exit(serve(setup, address))
    except (CannotServe, ConfigurationError) as error:
        print(error, file=sys.stderr)
        raise typer.Exit(2) from None


def _address(
    host: str, port: int, names: tuple[str, ...], secret_file: str | None, browser: bool
) -> Address:
    from spacelint.page.serve import Address, CannotServe, is_loopback, read_secret

    if not is_loopback(host) and not names:
        raise CannotServe(
            f"--host {host} lets other machines use this page: name the host they will call it by"
            " with --allow-host NAME, as in --allow-host spaces.example.org. The page is then"
            " read-only, and everyone who has its address sees your brand book."
        )
    secret = read_secret(secret_file) if secret_file else ""
    return Address(host, port, names, secret, browser and not names)
