"""The ``spacelint`` command.

A bare call (titles or plan files and no option) goes straight to the function that does the work.
Anything else is read by typer, which takes several times as long to import as the work takes.
"""

from __future__ import annotations

import gc
import os
import sys

from spacelint.cli import COMMANDS, UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn, TextIO

_GROUP_OPTIONS = frozenset(
    ("--help", "-h", "--version", "-V", "--install-completion", "--show-completion")
)
#: The environment variables of CI runners that take some lines for commands.
RUNNERS = ("GITHUB_ACTIONS", "TF_BUILD", "TEAMCITY_VERSION")
_FAILED = 2
_INTERRUPTED = 130
_BROKEN_PIPE = 141


def main() -> None:
    """Run the command line and exit with 0 (clean), 1 (findings) or 2 (could not do its work)."""
    # Imports make many objects and no garbage: collecting while they run takes a tenth of a call.
    gc.set_threshold(100_000, 10, 10)
    sys.unraisablehook = _pass_on_interrupt
    _open_missing_streams()
    try:
        status = run(sys.argv[1:])
        sys.stdout.flush()
    except KeyboardInterrupt:
        _say("interrupted")
        status = _INTERRUPTED
    except BrokenPipeError:
        _drop_output(sys.stdout)  # whoever read it has gone; nothing more can be said to them
        status = _BROKEN_PIPE
    except (OSError, MemoryError, RecursionError) as error:
        _drop_output(sys.stdout)
        _say(f"spacelint: {_reason(error)}")
        status = _FAILED
    _leave(status)


def _pass_on_interrupt(lost: sys.UnraisableHookArgs) -> None:
    """Raise an interrupt again that came while an object was deleted, where it is lost."""
    if lost.exc_type is not KeyboardInterrupt:
        sys.__unraisablehook__(lost)
        return
    import signal
    from threading import Timer

    again = Timer(0.01, signal.raise_signal, (signal.SIGINT,))
    again.daemon = True
    try:
        again.start()
    except KeyboardInterrupt:  # on a busy machine it came before this function was left
        _pass_on_interrupt(lost)


def _leave(status: int) -> NoReturn:
    """End the process, as mypy does, without freeing what it holds: a tenth of a bare call.

    Where threads or a profiler may have something left to do, it ends as usual.
    """
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError):
            _drop_output(stream)  # Python would try again, and end with 120
    if "threading" not in sys.modules and sys.getprofile() is None and not sys.flags.inspect:
        os._exit(status)
    sys.exit(status)


def _say(line: str) -> None:
    """Write a line to standard error, if that can be written."""
    try:
        print(line, file=sys.stderr)
    except (OSError, ValueError):
        _drop_output(sys.stderr)


def _drop_output(stream: TextIO) -> None:
    """Send what is still to be written to a standard stream to the null device."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
    except (OSError, ValueError):
        return  # it has no descriptor


def _reason(error: BaseException) -> str:
    if isinstance(error, OSError):
        from spacelint.text.width import visible

        where = f" ({visible(str(error.filename))})" if error.filename else ""
        return f"{error.strerror or 'a file or stream failed'}{where}"
    if isinstance(error, MemoryError):
        return "out of memory; give it less at a time"
    return "something it was given is nested too deeply"


def run(arguments: list[str]) -> int:
    """Do what the command line says and return the exit status."""
    try:
        return _run(arguments)
    except UsageError as error:
        sys.stdout.flush()
        print(error, file=sys.stderr)
        return _FAILED


def _run(arguments: list[str]) -> int:
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    if "OPENSSL_CONF" in os.environ:  # read as soon as anything of OpenSSL is used
        from spacelint.source.reader import is_pipe

        if is_pipe(os.environ["OPENSSL_CONF"]):
            raise UsageError("spacelint: OPENSSL_CONF is a pipe; reading it could wait forever")
    if any(name in os.environ for name in RUNNERS):
        from spacelint.report.writer import RunnerStream

        sys.stdout, sys.stderr = RunnerStream(sys.stdout), RunnerStream(sys.stderr)
    if "_SPACELINT_COMPLETE" in os.environ:
        return _typer(arguments)
    titles_of_reach = arguments[:1] == ["reach"] and arguments[1:2] != ["calendar"]
    if titles_of_reach and is_bare(["check", *_without_live(arguments)]):
        from spacelint.cli.options import CheckOptions, LiveOptions
        from spacelint.cli.reach_report import reach_titles

        titles = _without_live(arguments)
        live_options = LiveOptions() if len(titles) + 1 < len(arguments) else None
        return reach_titles(titles, CheckOptions(live_options=live_options))
    if arguments and _is_suspicious(arguments):
        from spacelint.cli.mistyped import meant_otherwise

        if message := meant_otherwise(arguments):
            raise UsageError(message)
    if arguments[:1] == ["suggest"] and len(arguments) > 1 and is_bare(["check", *arguments[1:]]):
        from spacelint.cli.options import Options
        from spacelint.cli.suggest import suggest_titles

        return suggest_titles(arguments[1:], Options())
    if arguments and is_bare(arguments):
        if arguments[0] == "check":
            from spacelint.cli.check import check_paths

            return check_paths(arguments[1:])
        from spacelint.cli.titles import lint_arguments

        return lint_arguments(arguments[1:] if arguments[0] == "--" else arguments)
    if arguments in (["--version"], ["-V"]):
        from spacelint import __version__

        print(f"spacelint {__version__}")
        return 0
    if arguments[:1] == ["help"]:
        if len(arguments) > 1 and arguments[1] not in COMMANDS:
            from spacelint.text.width import visible

            known = ", ".join(COMMANDS)
            raise UsageError(f'no command is called "{visible(arguments[1])}"; there are {known}')
        arguments = [*arguments[1:], "--help"]
    if arguments and arguments[0] not in COMMANDS and arguments[0] not in _GROUP_OPTIONS:
        arguments = ["titles", *arguments]
    return _typer(arguments)


def _open_missing_streams() -> None:
    """Open the null device for each standard stream that the caller has closed."""
    if sys.stdin is None:
        sys.stdin = open(os.devnull)  # noqa: SIM115
    if sys.stdout is None:
        sys.stdout = open(os.devnull, "w")  # noqa: SIM115
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w")  # noqa: SIM115


def is_bare(arguments: list[str]) -> bool:
    """True if the call has no option, so that no option parser is needed to read it."""
    if arguments[0] == "--":
        return len(arguments) > 1
    if any(a.startswith("-") and a != "-" for a in arguments):
        return False
    return arguments[0] == "check" or arguments[0] not in (*COMMANDS, "help")


def _is_suspicious(arguments: list[str]) -> bool:
    """True where the first word is taken for a title and may be meant otherwise."""
    first = arguments[0]
    if first in COMMANDS or first == "help" or first[:1] in "-":
        return False
    return " " not in first or (len(arguments) == 1 and os.path.exists(first))


def _without_live(arguments: list[str]) -> list[str]:
    """Return the arguments of ``reach`` but the one option that most calls of it have."""
    return [argument for argument in arguments[1:] if argument != "--live"]


def _typer(arguments: list[str]) -> int:
    for name in ("COLUMNS", "TERMINAL_WIDTH"):
        width = os.environ.get(name, "")
        if width and not (width.isdecimal() and len(width) < 5):
            del os.environ[name]  # typer would fail to read it, or draw lines without end

    from spacelint.cli.app import run_app

    return run_app(arguments)


if __name__ == "__main__":
    main()
