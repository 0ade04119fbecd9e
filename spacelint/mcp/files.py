"""Plan files that may be read: those below the folders that the command line allows."""

from __future__ import annotations

import os
import stat
from collections.abc import Sequence

from spacelint.text.width import visible

_NO_FOLLOW = getattr(os, "O_NOFOLLOW", 0)
#: A pipe is opened without waiting for who writes to it, to be refused.
_PLAIN = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


class NotAllowed(Exception):
    """A file may not or cannot be read; the text says why."""


class Roots:
    """Folders below which files may be read; none by default."""

    def __init__(self, folders: Sequence[str] = ()) -> None:
        self.folders = tuple(os.path.realpath(folder) for folder in folders)

    def find(self, path: str) -> str:
        """Return the real path of a file below one of the folders; raises `NotAllowed`.

        A relative path is meant from each folder in turn. ``..`` and links lead where they lead,
        and what is then outside may not be read.
        """
        if not self.folders:
            raise NotAllowed(
                "no file may be read: give the plan's text, or let the server be started with"
                " --root FOLDER"
            )
        if not path or "\0" in path:
            raise NotAllowed(f'"{visible(path)}": no file can have this name')
        if "://" in path:
            raise NotAllowed(f"{visible(path)} is an address: give the path of a file")
        inside = [
            real
            for folder in self.folders
            if _is_below(real := os.path.realpath(os.path.join(folder, path)), folder)
        ]
        if not inside:
            folders = ", ".join(map(visible, self.folders))
            raise NotAllowed(f"{visible(path)} is outside of what may be read: {folders}")
        return next((real for real in inside if os.path.exists(real)), inside[0])

    def read(self, real: str, most: int) -> bytes:
        """Return the bytes of a file that `find` gave; raises `NotAllowed`.

        No link is followed, so that one put there since leads nowhere. At most ``most`` bytes.
        """
        folder = next(each for each in self.folders if _is_below(real, each))
        try:
            descriptor = _open_below(folder, os.path.relpath(real, folder))
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or "it can't be opened"
            raise NotAllowed(f"{visible(real)} can't be read: {reason}") from None
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            os.close(descriptor)
            raise NotAllowed(f"{visible(real)} is not a regular file: give the path of one plan")
        with open(descriptor, "rb") as file:
            data = file.read(most + 1)
        if len(data) > most:
            raise NotAllowed(f"{visible(real)} is larger than max-file-size ({most:,} bytes)")
        return data


def _is_below(real: str, folder: str) -> bool:
    return f"{real}{os.sep}".startswith(folder.rstrip(os.sep) + os.sep)


def _open_below(folder: str, relative: str) -> int:
    """Open a file part by part, none of which may be a link."""
    if os.open not in os.supports_dir_fd:
        return os.open(os.path.join(folder, relative), _PLAIN | _NO_FOLLOW)
    *parts, name = relative.split(os.sep)
    here = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        for part in parts:
            below = os.open(part, os.O_RDONLY | os.O_DIRECTORY | _NO_FOLLOW, dir_fd=here)
            os.close(here)
            here = below
        return os.open(name, _PLAIN | _NO_FOLLOW, dir_fd=here)
    finally:
        os.close(here)
