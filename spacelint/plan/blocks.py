"""A file in blocks, one a Space: of a changed text only the blocks that changed are read."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

Read = Callable[[str], Any]


class Blocks(NamedTuple):
    """What stands before the first block, the blocks as they were read, and where each begins."""

    head: Any
    blocks: list[Any]
    starts: list[int]


class BlockMemory:
    """The blocks of a file as it was last read, by their text; nothing older is kept."""

    __slots__ = ("_blocks", "_head", "_last", "_under")

    def __init__(self) -> None:
        self._under = ""
        self._blocks: dict[str, Any] = {}
        self._head: tuple[str, Any] | None = None
        self._last: tuple[str, Any] | None = None

    def read(
        self, text: str, first: int, mark: str, under: str, read_head: Read, read_block: Read
    ) -> Blocks | None:
        """Read a text in blocks that begin with ``mark`` at the start of a line.

        The first of them does at ``first`` (code points). ``read_head`` and ``read_block`` give
        None for what cannot be read alone, and then so does this. ``under`` is what else decides
        on how blocks are read.
        """
        if under != self._under:
            self._forget(under)
        # With a line break in front, a mark in first place is like any other.
        parts = ("\n" + text[first:]).split("\n" + mark)[1:]
        head_text, last_text = text[:first], mark + parts[-1]
        head, last = self._head, self._last
        if head is None or head[0] != head_text:
            head = head_text, read_head(head_text)
        if last is None or last[0] != last_text:
            last = last_text, read_block(last_text)
        if head[1] is None or last[1] is None:
            return None
        old = self._blocks
        new: dict[str, Any] = {}
        blocks: list[Any] = []
        starts: list[int] = []
        at, width = first, len(mark) + 1
        for part in parts[:-1]:
            block = old.get(part) or new.get(part) or read_block(f"{mark}{part}\n")
            if block is None:
                return None  # what was known stays known: it is a file in the middle of an edit
            new[part] = block
            blocks.append(block)
            starts.append(at)
            at += width + len(part)
        self._blocks, self._head, self._last = new, head, last
        blocks.append(last[1])
        starts.append(at)
        return Blocks(head[1], blocks, starts)

    def _forget(self, under: str) -> None:
        self._under = under
        self._blocks, self._head, self._last = {}, None, None
