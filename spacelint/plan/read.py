"""From the bytes of a file to its plan."""

from __future__ import annotations

from spacelint.plan.model import Plan, Problem, Reading
from spacelint.source.decode import NotText, decode
from spacelint.source.reader import NotRead, open_regular
from spacelint.source.styles.plain import LineStyle

TYPE_CHECKING = False

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

    from spacelint.plan.blocks import BlockMemory
    from spacelint.plan.layout import Layout

FORMATS = ("toml", "yaml", "json", "jsonl", "front-matter", "csv", "tsv", "ics", "text", "x-api")
_ENDINGS = {
    ".toml": "toml", ".yaml": "yaml", ".yml": "yaml", ".json": "json", ".jsonl": "jsonl",
    ".ndjson": "jsonl", ".md": "front-matter", ".markdown": "front-matter",
    ".mdx": "front-matter", ".qmd": "front-matter", ".csv": "csv", ".tsv": "tsv", ".ics": "ics",
    ".ical": "ics", ".ifb": "ics", ".txt": "text", ".text": "text",
}  # fmt: skip

# A file of these formats is read as a whole, so its size is bounded; the others in pieces.
MAX_BYTES = 10_000_000
PIECE = 1 << 18
_IN_PIECES = ("jsonl", "text")


def format_of(path: str) -> str | None:
    """Give the format that a file's name tells, or None."""
    name = path.rsplit("/", 1)[-1].rsplit("\\", 1)[-1].lower()
    dot = name.rfind(".")
    return _ENDINGS.get(name[dot:]) if dot >= 0 else None


def read_plan(
    data: bytes,
    path: str,
    *,
    format: str | None = None,
    layout: Layout | None = None,
    max_bytes: int = MAX_BYTES,
    memory: BlockMemory | None = None,
) -> Plan:
    """Read the plan in the bytes of a file.

    ``format`` is one of ``FORMATS``, by default what the path tells. Never raises for what the
    bytes hold: a file that cannot be read is a plan with a problem (SL001), and with the titles
    that can still be found, marked approximate. ``memory`` is that of the same file as it was
    read before: what has not changed since is not read again.
    """
    kind = format or format_of(path) or ""
    if len(data) > max_bytes:
        return _too_large(path, kind, max_bytes)
    decoded = decode(data)
    if isinstance(decoded, NotText):
        # What can be shown of it is shown with the fault where it was found.
        text = data[: decoded.position].decode("utf-8", "replace").removeprefix("\ufeff")
        at = len(text)
        values = {"reason": decoded.reason, "hint": "", "line": str(decoded.line),
                  "column": str(decoded.column)}  # fmt: skip
        return _unread(path, kind, Problem("SL001", at, at, values), text)
    if kind not in FORMATS:
        values = {
            "reason": "its name does not tell its format",
            "hint": "give one of: " + ", ".join(FORMATS),
        }
        return _unread(path, kind, Problem("SL001", 0, 0, values), decoded.text)
    text = decoded.text
    reading = _read(text, kind, layout, memory)
    if isinstance(reading, Problem):
        from spacelint.plan.half_typed import read_half_typed

        start, inner = 0, kind
        if kind == "front-matter":
            from spacelint.plan.front_matter import front_matter

            found = front_matter(text)
            start, inner = (found[0], found[2]) if found else (0, "yaml")
        reading = read_half_typed(text, inner, layout, reading, start)._replace(format=kind)
    return Plan(path, text, decoded.encoding, decoded.bom, reading, layout)


def read_pieces(
    stream: BinaryIO,
    path: str,
    *,
    format: str | None = None,
    layout: Layout | None = None,
    piece: int = PIECE,
    max_bytes: int = MAX_BYTES,
) -> Iterator[Plan]:
    """Read a plan from a stream; JSON Lines and plain text in pieces, so in constant memory.

    Each piece is a plan of its own whose ``first_line`` and ``first_byte`` tell how many lines
    and bytes stand before it. Any other format gives one plan, and so does UTF-16.
    """
    kind = format or format_of(path) or ""
    head = stream.read(piece)
    if kind not in _IN_PIECES or head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        data = head + stream.read(max(0, max_bytes + 1 - len(head)))
        yield read_plan(data, path, format=format, layout=layout, max_bytes=max_bytes)
        return
    line = byte = 0
    rest = head
    while rest:
        more = stream.read(piece)
        if more:
            # Cut after the last whole line; a line without end is bounded like a file.
            cut = rest.rfind(b"\n") + 1
            if not cut:
                rest += more
                if len(rest) <= max_bytes:
                    continue
                cut = len(rest)
                more = b""
            block, rest = rest[:cut], rest[cut:] + more
        else:
            block, rest = rest, b""
        plan = read_plan(block, path, format=kind, layout=layout, max_bytes=max_bytes + 2 * piece)
        plan.first_line, plan.first_byte = line, byte
        line += _count_lines(block)
        byte += len(block)
        yield plan
        if plan.reading.unread:
            return  # what follows bytes that are no text is none either
    if not byte:
        yield read_plan(b"", path, format=kind, layout=layout)


def read_file(
    path: str,
    *,
    format: str | None = None,
    layout: Layout | None = None,
    max_bytes: int = MAX_BYTES,
) -> Iterator[Plan]:
    """Read the plan in a file: one, or several pieces of it (see :func:`read_pieces`).

    Never raises for what it finds at the path: what is no regular file, may not be read or is
    too large is a plan with a problem (SL001) that says so. Waits for no pipe.
    """
    import os

    kind = format or format_of(path) or ""
    file = open_regular(path)
    if isinstance(file, NotRead):
        yield _not_opened(path, kind, file)
        return
    try:
        with file:
            size = os.fstat(file.fileno()).st_size
            if size > max_bytes and kind not in _IN_PIECES:
                yield _too_large(path, kind, max_bytes)
                return
            yield from read_pieces(file, path, format=format, layout=layout, max_bytes=max_bytes)
    except OSError as error:
        yield _not_opened(path, kind, NotRead("failed", f"cannot be read: {error.strerror}"))


_NOT_OPENED = {
    "missing": ("there is no such file", "check the path"),
    "forbidden": ("you may not read it", "check its permissions"),
    "folder": ("it is a folder", "name a file"),
    "special": ("it is no regular file", "name a file"),
}


def _not_opened(path: str, kind: str, why: NotRead) -> Plan:
    reason, hint = _NOT_OPENED.get(why.kind, (f"it {why.message}", ""))
    return _unread(path, kind, Problem("SL001", 0, 0, {"reason": reason, "hint": hint}))


def _count_lines(block: bytes) -> int:
    count = block.count(b"\n")
    if b"\r" in block:
        count += block.count(b"\r") - block.count(b"\r\n")
    return count


def _read(
    text: str, kind: str, layout: Layout | None, memory: BlockMemory | None
) -> Reading | Problem:
    # Each format's module, and its parser, is imported only for a file of that format.
    if kind == "toml":
        from spacelint.plan.toml import read_toml

        return read_toml(text, layout, memory=memory)
    if kind == "yaml":
        from spacelint.plan.yaml import read_yaml

        return read_yaml(text, layout, memory=memory)
    if kind in ("json", "x-api"):
        from spacelint.plan.json import read_json

        return read_json(text, layout)
    if kind == "jsonl":
        from spacelint.plan.jsonl import read_jsonl

        return read_jsonl(text, layout)
    if kind == "front-matter":
        from spacelint.plan.front_matter import read_front_matter

        return read_front_matter(text, layout)
    if kind in ("csv", "tsv"):
        from spacelint.plan.csv import read_csv

        return read_csv(text, layout, "\t" if kind == "tsv" else "")
    if kind == "ics":
        from spacelint.plan.ics import read_ics

        return read_ics(text, layout, memory)
    from spacelint.plan.text import read_text

    return read_text(text)


def _too_large(path: str, kind: str, limit: int) -> Plan:
    values = {
        "reason": f"it is larger than max-file-size ({limit:,} bytes)",
        "hint": "split it, or use JSON Lines, which is read in pieces",
    }
    return _unread(path, kind, Problem("SL001", 0, 0, values))


def _unread(path: str, kind: str, problem: Problem, text: str = "") -> Plan:
    reading = Reading(
        kind, [], lambda where: None, lambda where: LineStyle(), lambda: [problem], tuple,
        approximate=True, unread=True,
    )  # fmt: skip
    return Plan(path, text, "utf-8", 0, reading, None)
