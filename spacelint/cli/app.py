"""The typer application: every command, each a thin layer over a function that does the work."""

from __future__ import annotations

import os
from typing import Any

import typer

from spacelint.cli import (
    check_command,
    config,
    history,
    lsp,
    page,
    preview,
    reach,
    report,
    rule,
    suggest,
    titles_command,
)
from spacelint.cli import test as test_command
from spacelint.text.escape import visible

app = typer.Typer(
    name="spacelint",
    help="Lint the titles of planned X Spaces: what X will link, what it will not, and the better"
    " title.",
    epilog="Titles need no command: spacelint 'AMA with @jack #AT&T'. Put -- before a title that is"
    " also a command.",
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    pretty_exceptions_enable=False,
)
titles_command.register(app)
check_command.register(app)
suggest.register(app)
preview.register(app)
rule.register(app)
test_command.register(app)
config.register(app)
report.register(app)
reach.register(app)
history.register(app)
lsp.register(app)
page.register(app)


# The parser's own exceptions: typer has them from click, or from the copy of it that it brings.
_USAGE_ERROR: Any = typer.BadParameter.__mro__[2]


def run_app(arguments: list[str]) -> int:
    """Run the application over ``arguments`` and return the exit status."""
    command = typer.main.get_command(app)
    try:
        if "_SPACELINT_COMPLETE" in os.environ:
            command.main(arguments, prog_name="spacelint")
        # Not `main`: it makes a status of its own of a closed pipe.
        with command.make_context("spacelint", list(arguments)) as context:
            status = command.invoke(context)
    except _USAGE_ERROR as error:
        # It names the argument as it was given; its own lines and marks stay.
        error.message = "\n".join(map(visible, error.message.split("\n")))
        error.show()
        return 2
    except typer.Exit as stop:
        return int(stop.exit_code)
    except typer.Abort:
        raise KeyboardInterrupt from None
    return int(status or 0)
