"""A document as the client has it open."""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import urlsplit

from pygls.uris import from_fs_path, to_fs_path

from spacelint.source.reader import NotText, decode

_HALF = re.compile("[\ud800-\udfff]")
#: The plan format of a language, for a document whose name has none.
FORMATS = {
    "toml": "toml", "yaml": "yaml", "json": "json", "jsonc": "json", "jsonl": "jsonl",
    "markdown": "front-matter", "mdx": "front-matter", "quarto": "front-matter", "csv": "csv",
    "tsv": "tsv", "ics": "ics", "icalendar": "ics", "plaintext": "text",
}  # fmt: skip


class Document(NamedTuple):
    """An open document. ``path`` is empty for one that was never saved; ``text`` is the client's.

    ``version`` is None for a document read from disk, which no client has open; ``raw`` are the
    bytes of such a one.
    """

    uri: str
    path: str
    language: str
    version: int | None
    text: str
    raw: bytes | None = None

    @property
    def data(self) -> bytes:
        """The bytes on disk, or those that saving would write, lone surrogates as U+FFFD."""
        if self.raw is not None:
            return self.raw
        text = self.text
        try:
            return text.encode()
        except UnicodeEncodeError:
            return _HALF.sub("\ufffd", text).encode()

    @property
    def format(self) -> str | None:
        """The plan format of the language, or None."""
        return FORMATS.get(self.language)


def closed_document(path: str, data: bytes) -> Document:
    """Return the document of a file that no client has open."""
    found = decode(data)
    # If it is no text, the part before the fault.
    readable = (
        data[: found.position].decode("utf-8", "replace")
        if isinstance(found, NotText)
        else found.text
    )
    return Document(uri_of(path), path, "", None, readable.removeprefix("\ufeff"), data)


def path_of(uri: str) -> str:
    """Return the path of a ``file:`` address, empty for any other."""
    try:
        if urlsplit(uri).scheme != "file":
            return ""
        path = to_fs_path(uri) or ""
    except ValueError:
        return ""
    return "" if "\0" in path else path


def uri_of(path: str) -> str:
    """Return the ``file:`` address of a path."""
    return from_fs_path(path) or ""
