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
from functools import partial
from typing import Any, NamedTuple

import yaml

from spacelint.plan.blocks import BlockMemory, Blocks
from spacelint.source.lines import Place
from spacelint.source.yaml_places import MAX_DEPTH, MAX_VALUES, YamlScan, load_yaml
from spacelint.text.value import Path

_FIRST = re.compile(
    r"(?:\A|^(?P<key>[A-Za-z][A-Za-z0-9_-]*)[ ]*:[ ]*(?:\#[^\r\n]*)?(?:\r\n|\n))"
    r"(?P<rest>(?:---[ ]*\r?\n)?(?:[ ]*(?:\#[^\r\n]*)?(?:\r\n|\n))*)(?P<mark>[ ]*-[ ])",
    re.MULTILINE,
)
# The end of a document, or a directive: alone it may be right where it is wrong in the whole.
_REACHES = re.compile(r"(?:\A|[\r\n\x85\u2028\u2029])(?:---|\.\.\.|%)")
_DEEP = MAX_DEPTH // 2


class Block(NamedTuple):
    """One block, read: its item as PyYAML gives it, and the scan of its places."""

    text: str
    item: Any
    scan: YamlScan

    @property
    def places(self) -> dict[Path, Place]:
        return self.scan.places


class YamlBlocks(NamedTuple):
    """A file read in blocks; ``key`` is that of the list, or ""."""

    key: str
    parts: Blocks

    @property
    def data(self) -> object:
        items = [block.item for block in self.parts.blocks]
        return {**self.parts.head.item, self.key: items} if self.key else items

    def inside(self, path: Path) -> tuple[int, Path] | None:
        """Return the number of the block that a path leads into, and the path in it; or None."""
        depth = 1 if self.key else 0
        number = path[depth] if len(path) > depth and path[:depth] == (self.key,)[:depth] else None
        if not isinstance(number, int) or number >= len(self.parts.blocks):
            return None
        return number, (0, *path[depth + 1 :])

    def locate(self, path: Path) -> Place | None:
        """Return the place of a path that leads into the list; None for any other."""
        found = self.inside(path)
        return None if found is None else self.parts.locate(*found)


def read_yaml_blocks(text: str, loader: Any, memory: BlockMemory) -> YamlBlocks | None:
    """Read a text in blocks; None where it cannot be."""
    first = _FIRST.search(text) if len(text) < MAX_VALUES else None
    if first is None:
        return None
    key = first["key"] or ""
    found = memory.read(
        text, first.start("mark"), first["mark"], f"yaml {key}",
        partial(_read_head, key, loader), partial(_read_block, loader),
    )  # fmt: skip
    return None if found is None else YamlBlocks(key, found)


def _read_block(loader: Any, text: str) -> Block | None:
    """Read a block; None where it is more or less than one item."""
    found = None if _REACHES.search(text) else _read(loader, text)
    if found is None or not isinstance(found.item, list) or len(found.item) != 1:
        return None
    deep = any(len(path) > _DEEP for path in found.places)
    return None if deep else found._replace(item=found.item[0])


def _read_head(key: str, loader: Any, text: str) -> Block | None:
    """Read what stands before the list; None where it does not end with the list's key."""
    found = None if _REACHES.search(text.removeprefix("---")) else _read(loader, text)
    if found is None or not key:
        return found if found is not None and found.item is None else None
    if not isinstance(found.item, dict) or found.scan.duplicates:
        return None
    return found if [*found.item][-1:] == [key] and found.item[key] is None else None


def _read(loader: Any, text: str) -> Block | None:
    try:
        scan, item = load_yaml(text, loader)
    except (yaml.YAMLError, ValueError, OverflowError, RecursionError, TypeError, AttributeError):
        return None
    return None if scan.fault else Block(text, item, scan)
