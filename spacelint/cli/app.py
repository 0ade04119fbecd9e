"""The typer application: every command, each a thin layer over a function that does the work."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from typing import Any

import typer

from spacelint import __version__
from spacelint.cli import COMMANDS
from spacelint.cli.mistyped import loose_words
from spacelint.text.width import visible_lines

_EPILOG = (
    "Titles need no command: spacelint 'AMA with @jack #AT&T'. In a shell the quotes keep # and &"
    " from meaning something else; spacelint - reads titles without a shell's help. Put -- before a"
    " title that is also a command."
)

# The parser's own exceptions: typer has them from click, or from the copy of it that it brings.
_USAGE_ERROR: Any = typer.BadParameter.__mro__[2]


def run_app(arguments: list[str]) -> int:
    """Run the application over ``arguments`` and return the exit status."""
    completes = "_SPACELINT_COMPLETE" in os.environ
    command = typer.main.get_command(application("" if completes else (arguments or [""])[0]))
    try:
        if completes:
            command.main(arguments, prog_name="spacelint")
        # Not `main`: it makes a status of its own of a closed pipe.
        with command.make_context("spacelint", with_values(arguments)) as context:
            status = command.invoke(context)
    except _USAGE_ERROR as error:
        # It names the argument as it was given; its own lines and marks stay.
        error.message = visible_lines(error.message)
        error.show()
        if _lacks_quotes(error, arguments):
            print("Put a title of several words in quotes: 'Town hall with @jack'", file=sys.stderr)
        return 2
    except typer.Exit as stop:
        return int(stop.exit_code)
    except typer.Abort:
        raise KeyboardInterrupt from None
    return int(status or 0)


def _lacks_quotes(error: Any, arguments: list[str]) -> bool:
    """Whether the words of a title stand loose, in a call of a command that takes titles."""
    takes = error.ctx.command.params if error.ctx is not None else ()
    return (
        any(each.name in ("title", "titles") for each in takes)
        and not isinstance(error, typer.BadParameter)  # the value of an option, none of a title
        and bool(loose_words([each for each in arguments[1:] if not each.startswith("-")]))
    )


def application(name: str = "") -> typer.Typer:
    """Return the application: with the command ``name`` alone, or with all if there is none."""
    app = typer.Typer(
        name="spacelint",
        help="Lint the titles of planned X Spaces: what X will link, what it will not, and the"
        " better title.",
        epilog=_EPILOG,
        no_args_is_help=True,
        context_settings={"help_option_names": ["-h", "--help"]},
        pretty_exceptions_enable=False,
    )
    app.callback()(_main)
    for module in [COMMANDS[name]] if name in COMMANDS else dict.fromkeys(COMMANDS.values()):
        import_module(f"spacelint.cli.{module}").register(app)
    return app


def _main(
    version: bool = typer.Option(False, "--version", "-V", help="Show the version and exit."),
) -> None:
    if version:
        print(f"spacelint {__version__}")
        raise typer.Exit


def with_values(arguments: list[str]) -> list[str]:
    """Return the arguments with HEAD as the value of a ``--changed`` that has none."""
    given = list(arguments)
    for i, argument in enumerate(given):
        if argument == "--":
            break
        if argument == "--changed":
            after = given[i + 1] if i + 1 < len(given) else "-"
            if after.startswith("-") or os.path.exists(after):
                given[i] = "--changed=HEAD"
    return given
