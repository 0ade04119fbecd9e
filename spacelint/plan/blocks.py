"""A file in blocks, one a Space: of a changed text only the blocks that changed are read."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from spacelint.plan.text_places import find_comments, may_have_comments
from spacelint.plan.values import Comment
from spacelint.source.lines import Place
from spacelint.text.value import Path

Read = Callable[[str], Any]


class Blocks(NamedTuple):
    """What stands before the first block, the blocks as they were read, and where each begins.

    A block has its ``text`` and the ``places`` in it, counted from its start.
    """

    head: Any
    blocks: list[Any]
    starts: list[int]

    def locate(self, number: object, inside: Path) -> Place | None:
        """Return the place of a path in a block; None where there is no such block or path."""
        if not isinstance(number, int) or number >= len(self.blocks):
            return None
        place: Place | None = self.blocks[number].places.get(inside)
        return None if place is None else place.moved(self.starts[number])

    def comments(self, *, glued: bool = False) -> tuple[Comment, ...]:
        """Return the comments that speak to spacelint; see `find_comments`."""
        return tuple(
            each.moved(start)
            for block, start in zip((self.head, *self.blocks), (0, *self.starts), strict=True)
            if may_have_comments(block.text)
            for each in find_comments(block.text, block.places.values(), glued=glued)
        )


class BlockMemory:
    """The blocks of a file as it was last read, by their text; nothing older is kept."""

    def __init__(self) -> None:
        self._under = ("", "")
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
        if (under, mark) != self._under:  # the places in a block count its mark
            self._under, self._blocks, self._head, self._last = (under, mark), {}, None, None
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
        new: dict[str, Any] = {}
        blocks: list[Any] = []
        starts = [first]
        for part in parts[:-1]:
            block = self._blocks.get(part) or new.get(part) or read_block(f"{mark}{part}\n")
            if block is None:
                return None  # what was known stays known: it is a file in the middle of an edit
            new[part] = block
            blocks.append(block)
            starts.append(starts[-1] + len(mark) + len(part) + 1)
        self._blocks, self._head, self._last = new, head, last
        return Blocks(head[1], [*blocks, last[1]], starts)
