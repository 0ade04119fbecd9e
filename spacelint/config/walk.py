"""Walk through a folder for plan files; never out of it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from spacelint.config.gitignore import Gitignore
from spacelint.config.plan_files import why_plan
from spacelint.config.value import is_excluded
from spacelint.text.value import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from spacelint.config.value import Config


class WalkedFile(NamedTuple):
    """A file or folder that a walk met.

    ``why`` says in words why it may be a plan; where it is passed over it is empty, and ``skipped``
    says why. ``error``: a folder that cannot be listed.
    """

    path: str
    why: str = ""
    skipped: str = ""
    error: str = ""


def walk(
    folder: str,
    shown: str,
    config_of: Callable[[str], Config],
    *,
    respect_gitignore: bool | None = None,
) -> Iterator[WalkedFile]:
    """Yield the files below a folder that may be plans, in order, and what was passed over.

    ``shown`` is the part of the folder's path that may say what is in it, ``config_of`` gives the
    configuration in force for a path. A link to a file of the folder stands for the file, under
    its real name; one that leads elsewhere, and one to a folder, is passed over.
    ``respect_gitignore`` None leaves it to the configuration.
    """
    real_top = os.path.realpath(folder)
    waiting = [(folder, shown, Gitignore.at(folder))]
    while waiting:
        here, label, ignored = waiting.pop()
        try:
            entries = sorted(os.scandir(here), key=lambda entry: entry.name)
        except OSError as error:
            yield WalkedFile(here, error=error.strerror or str(error))
            continue
        config = config_of(here)
        respect = config.respect_gitignore if respect_gitignore is None else respect_gitignore
        deeper = []
        for entry in entries:
            path = entry.path.removeprefix(f".{os.sep}")
            inside = f"{label}/{entry.name}"
            is_folder = entry.is_dir(follow_symlinks=False)
            why = "" if is_folder else why_plan(path, config, inside)
            if not is_folder and not why:
                continue
            if is_excluded(config, path):
                yield WalkedFile(path, skipped="exclude")
            elif respect and ignored.ignores(entry.name, is_folder):
                yield WalkedFile(path, skipped=".gitignore")
            elif is_folder:
                deeper.append((path, inside, ignored.below(entry.name)))
            elif entry.is_symlink():
                yield _link(path, real_top, folder, why)
            elif entry.is_file():
                yield WalkedFile(path, why)
        waiting.extend(reversed(deeper))


def _link(path: str, real_top: str, folder: str, why: str) -> WalkedFile:
    real = os.path.realpath(path)
    inside = real_top.rstrip(os.sep) + os.sep
    if not real.startswith(inside):
        return WalkedFile(path, skipped=f"a link out of the folder, to {real}")
    if not os.path.isfile(real):
        return WalkedFile(path, skipped="a link to what is no file")
    return WalkedFile(os.path.join(folder, real[len(inside) :]).removeprefix(f".{os.sep}"), why)
