"""Which files a run of ``spacelint check`` looks at."""

from __future__ import annotations

import os

from spacelint.config.find import NAMES
from spacelint.config.plan_files import is_plan

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spacelint.cli.session import Sessions


def gather(paths: Iterable[str], sessions: Sessions) -> list[str]:
    """Return the plan files that ``paths`` mean, each once, in order; folders are walked.

    A file that is named stays in, whatever its name, unless the configuration excludes it. In a
    folder those are taken that the configuration's globs name; where it names none, files with the
    ending of a plan that have "space" in their name or in a folder's. A path that is not there is
    given back, so that reading it tells why.
    """
    found: dict[str, str] = {}
    for path in paths:
        if path == "-":
            found.setdefault("-", "-")
        elif os.path.isdir(path):
            for one in _walk(path, sessions):
                found.setdefault(os.path.realpath(one), one)
        elif not sessions.excludes(path) and os.path.basename(path) not in NAMES:
            found.setdefault(os.path.realpath(path), path)
    return list(found.values())


def _walk(folder: str, sessions: Sessions) -> Iterator[str]:
    shown = _shown(folder)
    if sessions.excludes(folder) and shown:
        return
    waiting = [(folder, shown)]
    while waiting:
        here, label = waiting.pop()
        try:
            entries = sorted(os.scandir(here), key=lambda entry: entry.name)
        except OSError:
            yield here  # reading it tells why
            continue
        config = sessions.config_of(here)
        deeper = []
        for entry in entries:
            path = entry.path.removeprefix(f".{os.sep}")
            inside = f"{label}/{entry.name}"
            if entry.is_dir(follow_symlinks=False):
                if not sessions.excludes(path):
                    deeper.append((path, inside))
            elif is_plan(path, config, inside) and entry.is_file() and not sessions.excludes(path):
                yield path
        waiting.extend(reversed(deeper))


def _shown(folder: str) -> str:
    """Return the part of a folder's path that may say what is in it: that below the current one."""
    whole, here = os.path.abspath(folder), os.getcwd()
    if whole == here:
        return ""
    if whole.startswith(here.rstrip(os.sep) + os.sep):
        return whole[len(here) :]
    return "" if here.startswith(whole.rstrip(os.sep) + os.sep) else os.path.basename(whole)
