"""Where the brand book speaks of a tag, a handle or a campaign."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from spacelint.brand.fold import fold_tag
from spacelint.config.load import config_problems
from spacelint.schema import Fault

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from spacelint.config.value import Config

    Path = tuple[str | int, ...]


class BookPlace(NamedTuple):
    """A place in a file of the configuration: code points of its text, and what stands there."""

    path: str
    text: str
    start: int
    end: int
    says: str


def campaign_place(config: Config, name: str) -> BookPlace | None:
    """Return where a campaign is set up."""
    table = (config.book.get("campaigns") or {}).get(name)
    if table is None:
        return None
    owner = f", ask {table['owner']}" if table.get("owner") else ""
    says = f"The {name} campaign is set up here: {table['hashtag']}{owner}"
    return _place(config, ("campaigns", name), says)


def tag_place(config: Config, tag: str, brand: str | None = None) -> BookPlace | None:
    """Return where the book has a hashtag: as a campaign's, or in a list of ``brand``.

    Without a brand any will do.
    """
    return _first(config, tag, _tags(config, brand), "The brand book has it here")


def handle_place(config: Config, handle: str, brand: str | None = None) -> BookPlace | None:
    """Return where the book has a handle, in a list of ``brand``; without a brand any will do."""
    return _first(config, handle, _handles(config, brand), "The brand book has it here")


def _tags(config: Config, brand: str | None) -> Iterator[tuple[str, Path]]:
    book = config.book
    for name, campaign in (book.get("campaigns") or {}).items():
        yield campaign["hashtag"] or "", ("campaigns", name)
        for tag in campaign["alternatives"]:
            yield tag, ("campaigns", name, "alternatives")
    for tag in book.get("retired") or {}:
        yield tag, ("retired", tag)
    tags = book.get("hashtags") or ()
    listed = not isinstance(tags, dict)
    for index, tag in enumerate(tags):
        yield tag, ("hashtags", index if listed else tag)
    for base, part in _brands(config, brand):
        for index, tag in enumerate(part["hashtags"]):
            yield tag, (*base, "hashtags", index)


def _handles(config: Config, brand: str | None) -> Iterator[tuple[str, Path]]:
    for group in ("renamed", "handles"):
        for handle in config.book.get(group) or {}:
            yield handle, (group, handle)
    for base, part in _brands(config, brand):
        yield part["handle"] or "", (*base, "handle")
        for index, handle in enumerate(part["handles"]):
            yield handle, (*base, "handles", index)


def _brands(config: Config, brand: str | None) -> Iterator[tuple[Path, dict[str, Any]]]:
    if config.book.get("brand"):
        yield ("brand",), config.book["brand"]
    for name, part in (config.book.get("brands") or {}).items():
        if brand is None or name == brand:
            yield ("brands", name), part


def _first(
    config: Config, wanted: str, entries: Iterator[tuple[str, Path]], says: str
) -> BookPlace | None:
    folded = fold_tag(wanted)
    for text, path in entries:
        if text and fold_tag(text) == folded:
            return _place(config, path, says)
    return None


def _place(config: Config, path: Path, says: str) -> BookPlace | None:

    found = config_problems(config, [Fault(path, "", on_key=isinstance(path[-1], str))])
    if not found:
        return None
    problem = found[0]
    for layer in config.layers:
        if layer.document.path == problem.path:
            return BookPlace(problem.path, layer.document.text, problem.start, problem.end, says)
    return None
