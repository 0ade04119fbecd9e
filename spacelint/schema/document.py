"""Read a TOML file into a document, or return why it cannot be read."""

from __future__ import annotations

import re

import tomli

from spacelint.schema.problem import Problem, TomlDocument, line_column, shown
from spacelint.source.reader import NotRead, read_bytes

LIMIT_BYTES = 5_000_000


def load_toml(
    path: str, *, limit_bytes: int = LIMIT_BYTES, limit_name: str = "limit"
) -> TomlDocument | Problem:
    """Read the TOML file at `path`, of at most `limit_bytes` bytes; every fault is a `Problem`.

    A byte-order mark and CRLF are accepted. A missing or unreadable file, a directory, a pipe, a
    file over the limit, text that is not UTF-8 and a TOML fault are problems. Nothing is raised.
    """
    content = _read(path, limit_bytes, limit_name)
    if isinstance(content, Problem):
        return content
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return _not_utf8(path, content, error)
    return parse_toml(text, path)


def parse_toml(text: str, path: str = "<text>") -> TomlDocument | Problem:
    """Parse TOML that is already in memory; `path` is what problems call it. Nothing is raised."""
    text = text.removeprefix("\ufeff")
    try:
        return TomlDocument(path, text, tomli.loads(text))
    except tomli.TOMLDecodeError as error:
        return _syntax_problem(path, text, error)
    except (RecursionError, ValueError) as error:
        # A value nested or written beyond what Python takes, such as a number of 5,000 digits.
        return Problem(path, 1, 1, "", f"not readable as TOML: {_plain(str(error))}")


def _read(path: str, limit_bytes: int, limit_name: str) -> bytes | Problem:
    content = read_bytes(path, limit_bytes)
    if not isinstance(content, NotRead):
        return content
    message = content.message
    if content.kind in ("folder", "special"):
        message += ", expected a TOML file"
    elif content.kind == "too-large":
        message = f"too big: {content.size:,} bytes, where {limit_name} is {limit_bytes:,} bytes"
    return Problem(path, 0, 0, "", message)


def _not_utf8(path: str, content: bytes, error: UnicodeDecodeError) -> Problem:
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return Problem(path, 1, 1, "", "this is UTF-16: save the file as UTF-8")
    mark = 3 if content[:3] == b"\xef\xbb\xbf" else 0
    at = error.start + mark
    before = content[mark:at].decode("utf-8", "replace")
    line, column = line_column(before, len(before))
    byte = content[at]
    message = f"byte {at} (0x{byte:02x}) is not UTF-8: save the file as UTF-8"
    return Problem(path, line, column, "", message, start=len(before), end=len(before))


def _syntax_problem(path: str, text: str, error: tomli.TOMLDecodeError) -> Problem:
    line, column = int(error.lineno), int(error.colno)
    message = _plain(error.msg)
    start = end = _offset(text, line, column)
    date = _date_at(text, start)
    if date is not None:
        start, end = date.span()
        line, column = line_column(text, start)
        message = f"there is no such date: {date[0]}"
    elif message.startswith("the same"):
        # tomli stops behind the second of the two.
        start, end = _second(text, start)
        line, column = line_column(text, start)
        message += f": {shown(text[start:end])}"
    return Problem(path, line, column, "", message, start=start, end=end)


def _date_at(text: str, at: int) -> re.Match[str] | None:
    """Return the text in the form of a date at or in which a parser stopped."""
    line_start = text.rfind("\n", 0, at) + 1
    dates = re.finditer(r"(?<![\w-])\d{4}-\d{2}-\d{2}(?!\d)", text[: at + 10])
    return next((d for d in dates if line_start <= d.start() <= at < d.end()), None)


def _second(text: str, stop: int) -> tuple[int, int]:
    from spacelint.source.toml_places import scan_toml

    line_start = text.rfind("\n", 0, stop) + 1
    for _, place in reversed(scan_toml(text).duplicates):
        if line_start <= place.key_start <= stop:
            return place.key_start, place.key_end
    # A table's header, or a value of several lines: the line that ends there, without brackets.
    line = text[line_start:stop]
    start = line_start + len(line) - len(line.lstrip(" \t["))
    return start, max(start, line_start + len(line.rstrip(" \t]")))


def _plain(message: str) -> str:
    if message.startswith("Cannot overwrite a value"):
        return "the same key is given twice"
    if message.startswith("Cannot declare"):
        return "the same table is given twice"
    if message.startswith(("Cannot mutate", "Cannot add")):
        return f"this table was already closed ({message})"
    if message.startswith("Invalid value"):
        return "no value TOML knows: put text in quotes"
    if message.startswith("Exceeds the limit") and "digit" in message:
        return "a number with too many digits"
    from spacelint.source.toml_places import lower_first

    return lower_first(message[:300]) or "not valid TOML"


def _offset(text: str, line: int, column: int) -> int:
    start = 0
    for _ in range(line - 1):
        start = text.find("\n", start) + 1
    return min(start + column - 1, len(text))
