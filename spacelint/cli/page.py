"""``spacelint page``: the local page for the people who plan Spaces."""

from __future__ import annotations

import datetime
import os
import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

from spacelint.cli import parameters as given

if TYPE_CHECKING:
    from spacelint.config.value import Config
    from spacelint.page.core import Settings, SettingsOf
    from spacelint.page.serve import Address

#: Files whose settings are kept ready.
_MOST_KEPT = 32
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
    from spacelint.page.core import ConfigurationError
    from spacelint.page.serve import CannotServe, Setup, serve

    try:
        address = _address(host, port, tuple(allow_host or ()), secret_file, browser)
        settings_of = _settings_of(config, isolated, given.day(today))
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


def _settings_of(
    config: str | None, isolated: bool, today: datetime.date | None = None
) -> SettingsOf:
    """Return what gives the settings of a file, read anew when a configuration has changed."""
    from spacelint.cli.options import Options
    from spacelint.cli.session import Sessions, UsageError
    from spacelint.page.core import ConfigurationError, Settings

    kept: dict[str, tuple[object, frozenset[str], Settings]] = {}

    def settings_of(path: str) -> Settings:
        if path in kept:
            stamp, files, made = kept[path]
            if stamp == _stamp(path, files):
                return made
        try:
            file = Sessions(Options(config=config, isolated=isolated, today=today)).of(path)
        except UsageError as error:
            raise ConfigurationError(str(error)) from None
        session = file.session
        whole, files = _with_places(session.config)
        made = Settings(
            session.linter, file.context, file.layout, file.format, file.max_bytes,
            file.fixable, session.min_severity, whole,
        )  # fmt: skip
        kept.pop(path, None)
        kept[path] = (_stamp(path, files), files, made)
        if len(kept) > _MOST_KEPT:
            del kept[next(iter(kept))]
        return made

    return settings_of


def _with_places(config: Config | None) -> tuple[Config | None, frozenset[str]]:
    """Return the configuration with its layers, which the cache does not keep, and its files."""
    from spacelint.config.chain import config_files
    from spacelint.config.load import load_config

    if config is None:
        return None, frozenset()
    loaded = load_config(config.path)
    return loaded.config, config_files(config.path, loaded)[0]


def _stamp(path: str, files: frozenset[str]) -> object:
    """Return what changes when one of the files, the nearest configuration or the day does."""
    from spacelint.config.find import find_config

    stamps = []
    for each in sorted(files):
        try:
            found = os.stat(each)
        except OSError:
            stamps.append((each, 0, 0))
        else:
            stamps.append((each, found.st_mtime_ns, found.st_size))
    return datetime.date.today(), find_config(os.path.dirname(path) or "."), tuple(stamps)
