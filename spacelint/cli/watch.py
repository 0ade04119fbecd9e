"""``spacelint check --watch``: check again whenever a file changes, until Ctrl-C."""

from __future__ import annotations

import os
import sys
import time

from spacelint.cli.check import run_check
from spacelint.cli.gather import gather
from spacelint.cli.session import UsageError
from spacelint.cli.sessions import Sessions
from spacelint.report.writer import OutputError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from spacelint.cli.check import CheckOptions

    State = dict[str, tuple[int, int]]

_PAUSE = 0.25  # seconds between two looks at the files
_GATHER = 8  # looks between two searches for new files


def watch(paths: list[str], options: CheckOptions) -> int:
    """Check, wait for a change, check again; Ctrl-C ends it with the status of the last run."""
    if "-" in paths:
        print("--watch: standard input cannot be watched; name files or folders", file=sys.stderr)
        return 2
    status = 0
    before: State | None = None
    files: list[str] = []
    looks = 0
    try:
        while True:
            if looks % _GATHER == 0:
                files = _files(paths, options)
            looks += 1
            now = _state(files)
            if now != before:
                status = _once(paths, options)
                # What the run itself wrote (--fix) is not a change; what came meanwhile is.
                before = _state(files) if options.common.fix or options.add_ignore else now
                print(f"Watching {len(now):,} files; Ctrl-C ends it.", file=sys.stderr)
                sys.stderr.flush()
                sys.stdout.flush()
            time.sleep(_PAUSE)
    except KeyboardInterrupt:
        print(file=sys.stderr)
        return status


def _once(paths: list[str], options: CheckOptions) -> int:
    try:
        return run_check(paths, options, Sessions(options.common, format=options.format))
    except (OutputError, UsageError) as error:
        print(error, file=sys.stderr)
        return 2


def _files(paths: list[str], options: CheckOptions) -> list[str]:
    """Return every plan and configuration file."""
    sessions = Sessions(options.common, format=options.format)
    try:
        files = gather(paths or ["."], sessions)
    except UsageError:
        files = []
    return [*files, *sessions.paths()]


def _state(files: list[str]) -> State:
    """Return time and size of files; one that is gone is left out."""
    state: State = {}
    for path in files:
        try:
            found = os.stat(path)
        except OSError:
            continue
        state[path] = (found.st_mtime_ns, found.st_size)
    return state
