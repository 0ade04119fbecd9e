"""What several formats share: links, sentences, fingerprints, repository paths, spooled text."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from spacelint.engine.rule import Diagnostic
    from spacelint.report.item import Item
    from spacelint.text import Title

from spacelint.engine.rule import Diagnostic
from spacelint.report.item import Item

#: The address of the project's pages, without a slash at its end: the one place that has it. While
#: it is empty nothing is published yet, and reports, hovers and SARIF carry a rule's own text
#: instead of a link.
HOME = ""


def rule_link(code: str) -> str:
    """Return the address of the page of the rule ``code``; nothing while there is none."""
    return f"{HOME}/rules/{code}" if HOME else ""


_ENDS = (".", "!", "?", "…", "。")


def sentences(d: Diagnostic) -> str:
    """Return message and help as sentences; text of the title in them stands as it is."""
    message, help = d.message, d.help
    if not help:
        return message
    return f"{message}{'' if message.endswith(_ENDS) else '.'} {help}"


_LONG = 1_000
#: The path of what is said of a run and not of a file, in formats that must have one.
WHOLE = "."


class Fingerprints:
    """Gives each finding of a run a fingerprint of its own.

    It is made of the path, the rule, the title and the marked text, not of the line. The second
    finding that would have the same one gets another, in the order of the run.
    """

    __slots__ = ("_seen", "_title", "_words")

    def __init__(self) -> None:
        self._seen: dict[bytes, int] = {}
        self._title: Title | None = None
        self._words = ""  # of that title

    def of(self, item: Item, index: int) -> str:
        """Return the fingerprint of the diagnostic of this index: 32 hexadecimal digits."""
        d = item.diagnostics[index]
        if item.title is not self._title:
            words = " ".join(item.title.text.split()).casefold()
            # Each finding of a long title would read all of it again.
            self._words = words if len(words) < _LONG else _digest((words,)).hex()
            self._title = item.title
        key = _digest((item.path.replace("\\", "/"), d.rule.code, self._words, d.match))
        earlier = self._seen.get(key, 0)
        self._seen[key] = earlier + 1
        return (_digest((key.hex(), str(earlier))) if earlier else key).hex()


def fingerprint(parts: tuple[str, ...]) -> str:
    """Return a fingerprint of these texts: 32 hexadecimal digits."""
    return _digest(parts).hex()


def _digest(parts: tuple[str, ...]) -> bytes:
    whole = "\0".join(parts).encode("utf-8", "surrogatepass")
    return hashlib.blake2b(whole, digest_size=16).digest()


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


_IN_MEMORY = 300_000  # bytes
_PIECE = 100_000  # characters


class Spooled:
    """Takes text as a stream does and gives it back once, in order."""

    __slots__ = ("_file",)

    def __init__(self) -> None:
        self._file = tempfile.SpooledTemporaryFile(  # noqa: SIM115
            _IN_MEMORY, "w+", encoding="utf-8", errors="surrogatepass", newline="\n"
        )

    def write(self, text: str) -> None:
        """Take ``text``."""
        self._file.write(text)

    def release(self, write: Callable[[str], object]) -> None:
        """Write all that was taken, and keep nothing."""
        self._file.seek(0)
        while piece := self._file.read(_PIECE):
            write(piece)
        self._file.close()

    def drop(self) -> None:
        """Keep nothing; nothing is raised where that is so already."""
        self._file.close()
