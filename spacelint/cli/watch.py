"""``spacelint check --watch``: check again whenever a file changes, until Ctrl-C."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterable

from spacelint.cli import UsageError
from spacelint.cli.gather import gather
from spacelint.cli.options import CheckOptions
from spacelint.cli.session import Sessions
from spacelint.config.chain import config_files
from spacelint.config.load import load_config
from spacelint.report.writer import OutputError

Run = Callable[[list[str], CheckOptions, Sessions], int]
State = dict[str, tuple[int, int]]

_PAUSE = 0.25  # seconds between two looks at the files
_GATHER = 8  # looks between two searches for new files


def watch(paths: list[str], options: CheckOptions, run: Run) -> int:
    """Check with ``run``, wait for a change, check again; return the last status on Ctrl-C."""
    if "-" in paths:
        raise UsageError("--watch: standard input can't be watched; name files or folders")
    status = 0
    before: State | None = None
    files: list[str] = []
    looks = 0
    known: dict[str, frozenset[str]] = {}
    writes = options.common.fix or options.add_ignore or options.write_baseline
    try:
        while True:
            if looks % _GATHER == 0:
                files = _files(paths, options, known)
            looks += 1
            now = state_of(files)
            if now != before:
                try:
                    status = run(paths, options, Sessions.for_check(options))
                except (OutputError, UsageError) as error:
                    print(error, file=sys.stderr)
                    status = 2
                known.clear()
                # What the run itself wrote (--fix) is not a change; what came meanwhile is.
                before = state_of(files) if writes else now
                print(f"Watching {len(now):,} files; Ctrl-C ends it.", file=sys.stderr)
                sys.stderr.flush()
                sys.stdout.flush()
            time.sleep(_PAUSE)
    except KeyboardInterrupt:
        print(file=sys.stderr)
        return status


def _files(paths: list[str], options: CheckOptions, known: dict[str, frozenset[str]]) -> list[str]:
    """Return every plan, and every file that a configuration in use is made of.

    ``known`` has the files of configurations that were looked at since the last change.
    """
    sessions = Sessions.for_check(options)
    try:
        files = gather(paths or ["."], sessions, plans_only=options.plans_only)
    except UsageError:
        files = []
    for path in sessions.paths():
        if path not in known:
            loaded = load_config(path)
            baseline = loaded.config.baseline
            known[path] = config_files(path, loaded)[0].union([baseline] if baseline else ())
    own = [*options.common.rules, *([options.baseline] if options.baseline else ())]
    return [*files, *own, *sorted(frozenset().union(*known.values()))]


def state_of(files: Iterable[str]) -> State:
    """Return time and size of files; one that is gone is left out."""
    state: State = {}
    for path in files:
        try:
            found = os.stat(path)
        except OSError:
            continue
        state[path] = (found.st_mtime_ns, found.st_size)
    return state
