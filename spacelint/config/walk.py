"""Find the plan files in a folder; never leaves it."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

from spacelint.config.find import UNREADABLE, FoundPath, is_unlisted, why_plan
from spacelint.config.globs import PathRules, gitignore_lines
from spacelint.config.value import is_excluded
from spacelint.source.reader import NotRead, read_bytes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from spacelint.config.value import Config


#: Why a file is skipped that would be taken without `[plan] files`.
UNLISTED = "[plan] files names others"


def walk(
    folder: str,
    shown: str,
    config_of: Callable[[str], Config],
    *,
    respect_gitignore: bool | None = None,
) -> Iterator[FoundPath]:
    """Yield the files below a folder that may be plans, in order, and what was skipped.

    ``shown`` is the part of the folder's path that may tell its content, ``config_of`` returns the
    configuration in force for a path. A link to a file of the folder counts as the file, under its
    real name; one that leads elsewhere, and one to a folder, is skipped. ``respect_gitignore`` None
    leaves it to the configuration.
    """
    real_top = os.path.realpath(folder)
    waiting = [(folder, shown, Gitignore.at(folder))]
    while waiting:
        here, label, ignored = waiting.pop()
        try:
            entries = sorted(os.scandir(here), key=lambda entry: entry.name)
        except OSError:
            yield FoundPath(here, UNREADABLE)  # reading it tells why
            continue
        config = config_of(here)
        respect = config.respect_gitignore if respect_gitignore is None else respect_gitignore
        deeper = []
        for entry in entries:
            path = entry.path.removeprefix(f".{os.sep}")
            inside = f"{label}/{entry.name}"
            is_folder = entry.is_dir(follow_symlinks=False)
            why = "" if is_folder else why_plan(path, config, inside)
            unlisted = not is_folder and not why and is_unlisted(path, config, inside)
            if not (is_folder or why or unlisted):
                continue
            if is_excluded(config, path):
                yield FoundPath(path, skipped="exclude")
            elif respect and ignored.ignores(entry.name, is_folder):
                yield FoundPath(path, skipped=".gitignore")
            elif unlisted:
                yield FoundPath(path, skipped=UNLISTED)
            elif is_folder:
                deeper.append((path, inside, ignored.below(entry.name)))
            elif entry.is_symlink():
                yield _link(path, real_top, folder, why)
            elif entry.is_file():
                yield FoundPath(path, why)
        waiting.extend(reversed(deeper))


def _link(path: str, real_top: str, folder: str, why: str) -> FoundPath:
    real = os.path.realpath(path)
    inside = real_top.rstrip(os.sep) + os.sep
    if not real.startswith(inside):
        return FoundPath(path, skipped=f"a link out of the folder, to {real}")
    if not os.path.isfile(real):
        return FoundPath(path, skipped="a link to what is no file")
    return FoundPath(os.path.join(folder, real[len(inside) :]).removeprefix(f".{os.sep}"), why)


# git itself has no limit; nobody maintains a larger list by hand.
_MOST_BYTES = 5_000_000


class Gitignore:
    """The ignore files of one folder and all above it, up to the root of the repository.

    ``folder`` is a real path. Made once for the folder a walk starts in, and with `below` for each
    folder it enters: a file's patterns are relative to its own folder, the nearest file decides,
    and what is in an ignored folder cannot be included again.
    """

    def __init__(self, folder: str, levels: tuple[tuple[str, PathRules], ...]) -> None:
        self.folder = folder
        self._levels = levels  # the furthest first

    @classmethod
    def at(cls, folder: str) -> Gitignore:
        """Return the rules in force in a folder; outside of a repository those of the folder."""
        folder = os.path.realpath(folder)
        chain = [folder]
        while not os.path.lexists(os.path.join(chain[-1], ".git")):
            parent = os.path.dirname(chain[-1])
            if parent == chain[-1]:
                return cls(folder, tuple(_own(folder)))
            chain.append(parent)
        root = chain[-1]
        levels = [*_of_file(root, _user_file())]
        levels += _of_file(root, os.path.join(root, ".git", "info", "exclude"))
        for each in reversed(chain):
            levels += _own(each)
        return cls(folder, tuple(levels))

    def below(self, name: str) -> Gitignore:
        """Return the rules in force in a folder of this one; a nested repository has its own."""
        folder = os.path.join(self.folder, name)
        if os.path.lexists(os.path.join(folder, ".git")):
            return Gitignore.at(folder)
        return Gitignore(folder, (*self._levels, *_own(folder)))

    def ignores(self, name: str, is_folder: bool) -> bool:
        """True if git ignores ``name`` in this folder."""
        for base, rules in reversed(self._levels):
            parts = self.folder[len(base) :].strip(os.sep).split(os.sep)
            decision = rules.decide([*filter(None, parts), name], is_folder)
            if decision is not None:
                return decision
        return False


def _own(folder: str) -> Iterator[tuple[str, PathRules]]:
    yield from _of_file(folder, os.path.join(folder, ".gitignore"))


def _of_file(base: str, path: str) -> Iterator[tuple[str, PathRules]]:
    if not os.path.isfile(path):
        return
    content = read_bytes(path, _MOST_BYTES)
    if not isinstance(content, NotRead):
        text = content.decode("utf-8", "surrogateescape").removeprefix("\ufeff")
        yield base, PathRules(gitignore_lines(text), braces=False)


def _user_file() -> str:
    """Return the path of the user's own ignore file: `core.excludesFile` of git, or its default."""
    home = os.environ.get("XDG_CONFIG_HOME") or os.path.expanduser("~/.config")
    named = ""
    for path in (os.path.join(home, "git", "config"), os.path.expanduser("~/.gitconfig")):
        content = read_bytes(path, _MOST_BYTES) if os.path.isfile(path) else b""
        if not isinstance(content, NotRead):
            found = _EXCLUDES_FILE.findall(content.decode("utf-8", "surrogateescape"))
            named = found[-1].strip().strip('"') if found else named
    return os.path.expanduser(named) if named else os.path.join(home, "git", "ignore")


# A line of the section [core] in a file of git's configuration.
_EXCLUDES_FILE = re.compile(
    r"^[ \t]*\[[ \t]*core[ \t]*\](?:(?!^[ \t]*\[).)*?^[ \t]*excludesfile[ \t]*=[ \t]*"
    r"(\"[^\"\r\n]*\"|[^#;\r\n]*)",
    re.IGNORECASE | re.MULTILINE | re.DOTALL,
)
