"""A YAML plan in blocks, one an item of its list: only the blocks that changed are read.

A block is ``- `` at the indentation of the list's first item and everything up to the next such
line. Where what stands before the first is YAML that ends with the key of the list, or says
nothing, and each block alone is YAML that holds one item, the whole file is the list of these
items: a line at the indentation of the list ends whatever stood open in the item before, unless
that is in quotes or brackets, and then it alone is no YAML; nor is an alias of an anchor elsewhere.
Ends of documents, and texts with more characters than a plan may have values, are left to a
reading of the whole.
"""

from __future__ import annotations

import re
from collections.abc import Callable

import yaml

from spacelint.plan.blocks import BlockMemory, Blocks
from spacelint.plan.text_places import find_comments, may_have_comments
from spacelint.plan.values import Comment
from spacelint.source.lines import Place
from spacelint.source.yaml_places import MAX_DEPTH, MAX_VALUES, YamlScan, scan_yaml
from spacelint.text.value import Path

Load = Callable[[str], object]


_FIRST = re.compile(
    r"(?:\A|^(?P<key>[A-Za-z][A-Za-z0-9_-]*)[ ]*:[ ]*(?:\#[^\r\n]*)?(?:\r\n|\n))"
    r"(?P<rest>(?:---[ ]*\r?\n)?(?:[ ]*(?:\#[^\r\n]*)?(?:\r\n|\n))*)(?P<mark>[ ]*-[ ])",
    re.MULTILINE,
)
# The end of a document, or a directive: alone it may be right where it is wrong in the whole.
_REACHES = re.compile(r"(?:\A|[\r\n\x85\u2028\u2029])(?:---|\.\.\.|%)")
_DEEP = MAX_DEPTH // 2


class Block:
    """One block, read: its item as PyYAML gives it, and the scan of its places."""

    __slots__ = ("item", "scan", "text")

    def __init__(self, text: str, item: object, scan: YamlScan) -> None:
        self.text = text
        self.item = item
        self.scan = scan


class YamlBlocks:
    """A file read in blocks: ``starts`` tells where each begins; ``key`` is that of the list."""

    __slots__ = ("_head", "blocks", "key", "starts")

    def __init__(self, key: str, found: Blocks) -> None:
        self.key = key
        self._head: Block = found.head
        self.blocks: list[Block] = found.blocks
        self.starts = found.starts

    @property
    def data(self) -> object:
        """The whole document."""
        items = [block.item for block in self.blocks]
        if not self.key:
            return items
        assert isinstance(self._head.item, dict)
        return {**self._head.item, self.key: items}

    def inside(self, path: Path) -> tuple[int, Path] | None:
        """Return the number of the block that a path leads into, and the path in it; or None."""
        depth = 1 if self.key else 0
        number = path[depth] if len(path) > depth and path[:depth] == (self.key,)[:depth] else None
        if not isinstance(number, int) or number >= len(self.blocks):
            return None
        return number, (0, *path[depth + 1 :])

    def locate(self, path: Path) -> Place | None:
        """Return the place of a path that leads into the list; None for any other."""
        found = self.inside(path)
        if found is None:
            return None
        number, path = found
        place = self.blocks[number].scan.places.get(path)
        start = self.starts[number]
        return None if place is None else place.moved(start)

    def comments(self) -> tuple[Comment, ...]:
        """Return the comments that speak to spacelint."""
        parts = zip((self._head, *self.blocks), (0, *self.starts), strict=True)
        return tuple(
            [
                each.moved(start)
                for block, start in parts
                if may_have_comments(block.text)
                for each in find_comments(block.text, block.scan.places.values())
            ]
        )


def read_yaml_blocks(text: str, load: Load, memory: BlockMemory) -> YamlBlocks | None:
    """Read a text in blocks; None where it cannot be. ``load`` is what reads YAML."""
    first = _FIRST.search(text) if len(text) < MAX_VALUES else None
    if first is None:
        return None
    key = first["key"] or ""
    found = memory.read(
        text, first.start("mark"), first["mark"], f"yaml {key}",
        lambda head: _read_head(head, key, load), lambda block: _read_block(block, load),
    )  # fmt: skip
    return None if found is None else YamlBlocks(key, found)


def _read_block(text: str, load: Load) -> Block | None:
    """Read a block; None where it is more or less than one item."""
    if _REACHES.search(text):
        return None
    found = _read(text, load)
    if found is None or not isinstance(found.item, list) or len(found.item) != 1:
        return None
    if any(len(path) > _DEEP for path in found.scan.places):
        return None
    found.item = found.item[0]
    return found


def _read_head(text: str, key: str, load: Load) -> Block | None:
    """Read what stands before the list; None where it does not end with the list's key."""
    if _REACHES.search(text.removeprefix("---")):
        return None
    if not key:
        found = _read(text, load)
        return found if found is not None and found.item is None else None
    found = _read(text, load)
    if found is None or not isinstance(found.item, dict) or found.scan.duplicates:
        return None
    return found if [*found.item][-1:] == [key] and found.item[key] is None else None


def _read(text: str, load: Load) -> Block | None:
    try:
        scan = scan_yaml(text)
        return None if scan.fault else Block(text, load(text), scan)
    except (yaml.YAMLError, ValueError, OverflowError, RecursionError, TypeError, AttributeError):
        return None
