"""Which files a run of ``spacelint check`` looks at."""

from __future__ import annotations

import os

from spacelint.plan.read import format_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spacelint.cli.sessions import Sessions
    from spacelint.config import Config

#: Files of these names are never plans.
CONFIGURATION = frozenset(("spacelint.toml", ".spacelint.toml", "pyproject.toml"))
# Words with "space" in them that are not about Spaces.
_OTHER_WORDS = ("workspace", "namespace", "whitespace", "codespace", "backspace", "spacelint")


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
        elif not sessions.excludes(path) and os.path.basename(path) not in CONFIGURATION:
            found.setdefault(os.path.realpath(path), path)
    return list(found.values())


def is_plan(path: str, config: Config | None, shown: str) -> bool:
    """Tell whether a file found in a folder is a plan; ``shown`` is its path as a user sees it."""
    name = os.path.basename(path)
    if name in CONFIGURATION:
        return False
    if config is not None:
        if os.path.abspath(path) in (*config.rule_files, config.baseline):
            return False
        if any(layout.glob.matches(path) for layout in config.layouts):
            return True
        if config.plan_files:
            return any(glob.matches(path) for glob in config.plan_files)
    return format_of(name) is not None and about_spaces(shown)


def about_spaces(path: str) -> bool:
    """Tell whether a path speaks of Spaces: "space" in a name, other words with it left out."""
    lower = path.lower()
    if "space" not in lower:
        return False
    for word in _OTHER_WORDS:
        lower = lower.replace(word, "")
    return "space" in lower


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
