"""What several formats share: links, sentences, fingerprints, repository paths, written lists."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Callable
from functools import cache

from spacelint.engine.rule import Diagnostic
from spacelint.report.item import Item
from spacelint.text import Title

#: The address of the project's pages, without a slash at its end. Empty until they are published:
#: reports, hovers and SARIF then have a rule's own text instead of a link.
HOME = ""


def rule_link(code: str) -> str:
    """Return the address of the page of the rule ``code``; "" until it is published."""
    return f"{HOME}/rules/{code}" if HOME else ""


_ENDS = (".", "!", "?", "…", "。")


def sentences(d: Diagnostic) -> str:
    """Return message and help as sentences; the text of the title in them is not escaped."""
    return f"{sentence(d.message)} {d.help}" if d.help else d.message


def sentence(text: str) -> str:
    """Return ``text`` with a full stop, unless it ends with a mark of its own."""
    return text if text.endswith(_ENDS) else f"{text}."


_LONG = 1_000
#: The path of a message about the run and not about a file, in formats that require one.
WHOLE = "."


class Fingerprints:
    """Computes a unique fingerprint for each finding of a run.

    It depends on the path, the rule, the title and the marked text, not on the line; of findings
    that agree in all of these, also on their order.
    """

    def __init__(self) -> None:
        self._seen: dict[str, int] = {}
        self._title: Title | None = None
        self._words = ""  # of that title

    def of(self, item: Item, index: int) -> str:
        """Return the fingerprint of the diagnostic of this index: 32 hexadecimal digits."""
        d = item.diagnostics[index]
        if item.title is not self._title:
            words = " ".join(item.title.text.split()).casefold()
            # Otherwise each finding of a long title would hash all of it again.
            self._words = words if len(words) < _LONG else fingerprint((words,))
            self._title = item.title
        key = fingerprint((item.path.replace("\\", "/"), d.rule.code, self._words, d.match))
        earlier = self._seen.get(key, 0)
        self._seen[key] = earlier + 1
        return fingerprint((key, str(earlier))) if earlier else key


def fingerprint(parts: tuple[str, ...]) -> str:
    """Return a fingerprint of these texts: 32 hexadecimal digits."""
    whole = "\0".join(parts).encode("utf-8", "surrogatepass")
    return hashlib.blake2b(whole, digest_size=16).hexdigest()


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
    """Return the nearest folder above with a ``.git``; "" if there is none."""
    while not os.path.lexists(os.path.join(folder, ".git")):
        above = os.path.dirname(folder)
        if above == folder:
            return ""
        folder = above
    return folder


_IN_MEMORY = 300_000  # bytes
_PIECE = 100_000  # characters


class Spooled:
    """Buffers text, on disk where it is long, until it is released."""

    def __init__(self) -> None:
        self._file = tempfile.SpooledTemporaryFile(  # noqa: SIM115
            _IN_MEMORY, "w+", encoding="utf-8", errors="surrogatepass", newline="\n"
        )

    def write(self, text: str) -> None:
        self._file.write(text)

    def release(self, write: Callable[[str], object]) -> None:
        """Write all buffered text and close the buffer."""
        self._file.seek(0)
        while piece := self._file.read(_PIECE):
            write(piece)
        self._file.close()

    def drop(self) -> None:
        """Discard the text; does nothing after `release`."""
        self._file.close()
