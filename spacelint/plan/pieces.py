"""A long file in pieces that end where a line does, each with the header of its table."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from spacelint.plan.problems import Plan
from spacelint.plan.values import PlanProblem

_MOST_TRIED = 1_000


def blocks(
    stream: BinaryIO, head: bytes, piece: int, max_bytes: int, *, quoted: bool
) -> Iterator[bytes]:
    """Yield the bytes of a stream in blocks of whole lines; ``head`` was read from it already.

    ``quoted``: line ends in quotes are no ends. A line without end is bounded like a file.
    """
    rest, ended = head, False
    size = piece
    while rest or not ended:
        if len(rest) < size and not ended:
            more = stream.read(size - len(rest))
            ended = not more
            rest += more
            continue
        cut = _end_of_line(rest[:size], quoted)
        if ended and len(rest) <= size:
            cut = len(rest)
        elif not cut and size < max_bytes:
            size = min(2 * size, max_bytes)  # a line longer than a block
            continue
        cut = cut or min(size, len(rest))
        yield rest[:cut]
        rest, size = rest[cut:], piece


def _end_of_line(block: bytes, quoted: bool) -> int:
    """Return where the last whole line ends, 0 where none does."""
    cut = block.rfind(b"\n") + 1
    if not quoted:
        return cut
    quotes = block.count(b'"', 0, cut)
    for _ in range(_MOST_TRIED):
        if not cut or quotes % 2 == 0:
            return cut
        before = block.rfind(b"\n", 0, cut - 1) + 1
        quotes -= block.count(b'"', before, cut)
        cut = before
    return 0


def count_lines(block: bytes) -> int:
    """Count the line ends in bytes, as an editor does."""
    count = block.count(b"\n")
    if b"\r" in block:
        count += block.count(b"\r") - block.count(b"\r\n")
    return count


def header_of(block: bytes) -> bytes:
    """Return the row that names the columns, with what stands before it."""
    at = 0
    while at < len(block):
        end = block.find(b"\n", at) + 1 or len(block)
        while block.count(b'"', at, end) % 2 and end < len(block):
            end = block.find(b"\n", end) + 1 or len(block)
        line = block[at:end].strip().removeprefix(b"\xef\xbb\xbf")
        if line and not line.lower().startswith(b"sep="):
            return block[:end]
        at = end
    return b""


def without_header(plan: Plan, header: bytes) -> None:
    """Leave out what is wrong with a header that was put in front of a piece."""
    size = len(header.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace"))
    faults = plan.reading.faults

    def own() -> list[PlanProblem]:
        return [problem for problem in faults() if problem.start >= size]

    plan.reading = plan.reading._replace(faults=own)
    plan.repeated = size
