"""Which files a run of ``spacelint check`` looks at."""

from __future__ import annotations

import os
import sys

from spacelint.cli import UsageError
from spacelint.config.find import NAMED, NAMES, NOT_THERE, UNREADABLE, FoundPath
from spacelint.text.width import visible

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spacelint.cli.session import FileSession, Sessions


def gather(paths: Iterable[str], sessions: Sessions, *, plans_only: bool = False) -> list[str]:
    """Return the plan files that ``paths`` mean, each once, in order; folders are walked.

    A file that is named stays in, whatever its name, unless the configuration excludes it or
    ``plans_only`` asks for its content too. In a folder those are taken that the configuration's
    globs name; where it names none, those that may be plans by their names, and `sessions` then
    know that their content has to say so too. A path that is not there is given back, so that
    reading it tells why.
    """
    found: dict[str, str] = {}
    walked: set[str] = set()
    for each in candidates(paths, sessions, plans_only=plans_only):
        if each.skipped:
            continue
        real = each.path if each.path == "-" else os.path.realpath(each.path)
        path = found.setdefault(real, each.path)
        if each.why in (NAMED, NOT_THERE, UNREADABLE):
            walked.discard(path)
        elif path == each.path:
            walked.add(path)
    sessions.walked = frozenset(walked)
    return list(found.values())


def candidates(
    paths: Iterable[str], sessions: Sessions, *, plans_only: bool = False
) -> Iterator[FoundPath]:
    """Yield all that ``paths`` mean, what is passed over too."""
    for path in paths:
        if path == "-":
            yield FoundPath("-", NAMED)
        elif os.path.isdir(path):
            yield from _walk(path, sessions)
        elif os.path.basename(path) in NAMES:
            yield FoundPath(path, skipped="a configuration file")
        elif sessions.excludes(path):
            yield FoundPath(path, skipped="exclude")
        elif not os.path.lexists(path):
            yield FoundPath(path, NOT_THERE)
        elif not plans_only:
            yield FoundPath(path, NAMED)
        elif os.path.islink(path):
            yield FoundPath(path, skipped="a link")
        else:
            yield FoundPath(path, "named, and what it holds")


def _walk(folder: str, sessions: Sessions) -> Iterator[FoundPath]:
    from spacelint.config.walk import walk

    shown = _shown(folder)
    if shown and sessions.excludes(folder):
        yield FoundPath(folder, skipped="exclude")
        return
    respect = sessions.respect_gitignore
    yield from walk(folder, shown, sessions.settings_of, respect_gitignore=respect)


def _shown(folder: str) -> str:
    """Return the part of a folder's path that may say what is in it: that below the current one."""
    whole, here = os.path.abspath(folder), os.getcwd()
    if whole == here:
        return ""
    if whole.startswith(here.rstrip(os.sep) + os.sep):
        return whole[len(here) :]
    return "" if here.startswith(whole.rstrip(os.sep) + os.sep) else os.path.basename(whole)


def none_found(folders: Iterable[str], sessions: Sessions, advice: str) -> str:
    """Return the message where folders hold no plans: what decides so, and what is passed over."""
    from spacelint.checks.shared.text import listed
    from spacelint.config.walk import UNLISTED

    folders = list(folders)
    reason = 'files with "spaces" in their name, or in a folder\'s, are taken'
    deciding = (each for each in map(sessions.config_of, folders) if each and each.plan_files)
    if (config := next(deciding, None)) is not None:
        named = ", ".join(f'"{visible(each.pattern)}"' for each in config.plan_files)
        reason = f"no file matches [plan] files = [{named}]"
        skipped = [
            visible(each.path) for each in candidates(folders, sessions) if each.skipped == UNLISTED
        ]
        if skipped:
            reason += f", which passes over {listed(skipped, 5)}"
    return (
        f"No plan files here: {reason}. {advice}, or list them under [plan] in spacelint.toml;"
        " spacelint check --show-files says what was passed over"
    )


def show_files(
    paths: Iterable[str], sessions: Sessions, *, plans_only: bool = False
) -> Iterator[str]:
    """Yield a line for each file that would be checked, and for each that was passed over."""
    files = gather(paths := list(paths), sessions, plans_only=plans_only)
    why = {each.path: each for each in candidates(paths, sessions, plans_only=plans_only)}
    for path in files:
        reason = why[path].why
        session = sessions.of(path)
        if not holds_spaces(path, session):
            yield f"{visible(path)}: passed over: it holds no Spaces"
            continue
        yield f"{visible(path)}: {reason}"
    for each in why.values():
        if each.skipped:
            yield f"{visible(each.path)}: passed over: {visible(each.skipped)}"


def holds_spaces(path: str, session: FileSession) -> bool:
    """Return whether a file is a plan by what it holds, or because somebody named it."""
    from spacelint.cli.reading import plans_of

    if session.layout is None or not session.layout.evident_only:
        return True
    return any(plan.spaces or plan.problems for plan in plans_of(path, session))


def changed_files(files: list[str], commit: str, *, quiet: bool) -> list[str]:
    """Return those of ``files`` that differ from ``commit`` or that git does not know yet.

    A branch is compared with where it was left: what others changed on it since does not count.
    Says so, unless ``quiet``, where there are none. Raises UsageError where git cannot tell.
    """
    root = _git(".", "rev-parse", "--show-toplevel").removesuffix("\n")
    if commit == "HEAD" and not _git(root, "rev-list", "--all", "--max-count=1"):
        names = _git(root, "ls-files", "-z")  # before the first commit all is new
    else:
        base = _git(root, "merge-base", "--end-of-options", commit, "HEAD", commit=commit).strip()
        names = _git(root, "diff", "--name-only", "--diff-filter=d", "-z", "--end-of-options", base)
    names += _git(root, "ls-files", "--others", "--exclude-standard", "-z")
    changed = {os.path.realpath(os.path.join(root, name)) for name in names.split("\0") if name}
    found = [path for path in files if path == "-" or os.path.realpath(path) in changed]
    if not found and not quiet:
        print(f"no plan has changed since {visible(commit)}", file=sys.stderr)
    return found


def _git(folder: str, *arguments: str, commit: str = "") -> str:
    import subprocess

    try:
        done = subprocess.run(["git", "-C", folder, *arguments], capture_output=True, check=False)
    except OSError:
        raise UsageError("--changed: git is not installed, or can't be run") from None
    if done.returncode:
        if commit:
            raise UsageError(f'--changed: git knows no commit or branch "{visible(commit)}"')
        first_line = done.stderr.decode("utf-8", "replace").strip().splitlines()[:1]
        raise UsageError(f"--changed: git says: {visible(' '.join(first_line))}")
    return os.fsdecode(done.stdout)
