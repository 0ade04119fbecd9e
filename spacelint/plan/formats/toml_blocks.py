"""A TOML plan in blocks, one a Space: in a changed text only the blocks that changed are read.

A block is ``[[spaces]]`` at the start of a line and everything up to the next such line. Where what
stands before the first block is TOML that says nothing of ``spaces``, and each block alone is TOML
that holds one Space and nothing else, the whole file reads as these Spaces in their order: a TOML
parser goes from left to right, is between two statements where a block begins, and an array of
tables starts anew with each header. Any other file is not read in blocks.
"""

from __future__ import annotations

import re

import tomli

from spacelint.plan.blocks import BlockMemory, Blocks
from spacelint.plan.text_places import find_comments, may_have_comments, title_spans
from spacelint.plan.values import Comment
from spacelint.source.lines import Place
from spacelint.source.styles.toml import TomlStyle
from spacelint.source.toml_places import scan_toml
from spacelint.text.value import Path

_STYLE = TomlStyle()
_BARE = re.compile(r"[A-Za-z0-9_-]+")


class Block:
    """One block, read: its table as tomli gives it. Places in it are found when asked for."""

    __slots__ = ("_places", "_title", "text", "values")

    def __init__(self, text: str, values: dict[str, object]) -> None:
        self.text = text
        self.values = values
        self._places: dict[Path, Place] | None = None
        self._title: tuple[int, int] | bool | None = False

    @property
    def places(self) -> dict[Path, Place]:
        """All places, counted from the block's start."""
        if self._places is None:
            self._places = scan_toml(self.text).places
        return self._places

    def title(self, pattern: str) -> tuple[int, int] | None:
        """Return the span of the title where one pass over the block finds it; or None."""
        if isinstance(self._title, bool):
            spans = title_spans(self.text, pattern, _STYLE, [((), self.values)])
            self._title = spans[0] if spans else None
        return self._title

    def comments(self, start: int) -> list[Comment]:
        """Return the comments that speak to spacelint, for a block that starts at ``start``."""
        if not may_have_comments(self.text):
            return []
        found = find_comments(self.text, self.places.values(), glued=True)
        return [each.moved(start) for each in found]


def read_toml_blocks(text: str, name: str, memory: BlockMemory) -> TomlBlocks | None:
    """Read a text in blocks under headers ``[[name]]``; None where it cannot be."""
    mark = f"[[{name}]]"
    first = ("\n" + text).find("\n" + mark)
    if first < 0 or not _BARE.fullmatch(name):
        return None
    found = memory.read(
        text, first, mark, f"toml {name}",
        lambda head: _read_head(head, name), lambda block: _read_block(block, name),
    )  # fmt: skip
    return None if found is None else TomlBlocks(name, found)


class TomlBlocks:
    """A file read in blocks: ``starts`` tells where each begins."""

    __slots__ = ("_blocks", "_head", "_name", "starts")

    def __init__(self, name: str, found: Blocks) -> None:
        self._name = name
        self._head: Block = found.head
        self._blocks: list[Block] = found.blocks
        self.starts = found.starts

    @property
    def data(self) -> dict[str, object]:
        """The whole document."""
        return {**self._head.values, self._name: [block.values for block in self._blocks]}

    def locate(self, path: Path) -> Place | None:
        """Return the place of a path of the document."""
        if not path or path[0] != self._name:
            return self._head.places.get(path)
        number = path[1] if len(path) > 1 else 0
        if not isinstance(number, int) or number >= len(self._blocks):
            return None
        inside: Path = (self._name, 0, *path[2:]) if len(path) > 1 else path
        place = self._blocks[number].places.get(inside)
        start = self.starts[number]
        return None if place is None else place.moved(start)

    def comments(self) -> tuple[Comment, ...]:
        """Return the comments that speak to spacelint."""
        found = self._head.comments(0)
        for block, start in zip(self._blocks, self.starts, strict=True):
            found += block.comments(start)
        return tuple(found)

    def titles(self, pattern: str) -> list[tuple[int, int]] | None:
        """Return the spans of all titles; None unless each is found at once."""
        found = []
        for block, start in zip(self._blocks, self.starts, strict=True):
            span = block.title(pattern)
            if span is None:
                return None
            found.append((span[0] + start, span[1] + start))
        return found


def _read_block(text: str, name: str) -> Block | None:
    """Read a block; None where it is more or less than one Space."""
    values = _load(text)
    rows = values.get(name) if values is not None and len(values) == 1 else None
    if not isinstance(rows, list) or len(rows) != 1 or not isinstance(rows[0], dict):
        return None
    return Block(text, rows[0])


def _read_head(text: str, name: str) -> Block | None:
    values = _load(text) if text else {}
    return None if values is None or name in values else Block(text, values)


def _load(text: str) -> dict[str, object] | None:
    try:
        return tomli.loads(text)
    except (ValueError, RecursionError):
        return None
