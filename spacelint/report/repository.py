"""Paths as a code host takes them: relative to the root of the repository."""

from __future__ import annotations

import os
from functools import cache


def repository_path(path: str) -> str:
    """Return ``path`` relative to the root of the git repository that it is in, with slashes.

    A path outside of any repository, and ``-`` for standard input, is returned as it is.
    """
    if path == "-":
        return path
    whole = os.path.abspath(path)
    root = _root(os.path.dirname(whole))
    return os.path.relpath(whole, root).replace(os.sep, "/") if root else path


@cache
def _root(folder: str) -> str:
    """Return the nearest folder above with a ``.git``; nothing where there is none."""
    while not os.path.lexists(os.path.join(folder, ".git")):
        above = os.path.dirname(folder)
        if above == folder:
            return ""
        folder = above
    return folder
