"""Put a tag or a handle into the brand book: an edit of the configuration's file."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from spacelint.brand import BOOK_FIELDS, fold_tag
from spacelint.lsp.edits import text_edits
from spacelint.lsp.positions import Positions
from spacelint.lsp.titles import title_at
from spacelint.lsp.toml_tables import HEADER, header_parts
from spacelint.schema import Problem, load_toml, parse_toml
from spacelint.source.text import Edit, apply
from spacelint.source.toml_places import toml_places

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from spacelint.lsp.analysis import Analysis
    from spacelint.lsp.documents import Document
    from spacelint.lsp.edits import Change
    from spacelint.lsp.titles import At
    from spacelint.lsp.workspace import Workspace
    from spacelint.schema import TomlDocument
    from spacelint.source.place import Place
    from spacelint.text import Candidate

    Path = tuple[str | int, ...]

_MOST = 5
_LONGEST_HANDLE = 15


def additions(
    analysis: Analysis, start: int, end: int, workspace: Workspace
) -> Iterator[tuple[str, list[Change]]]:
    """Yield, for each linked tag or handle of a range that the book lacks, the edit that adds it.

    In words and as the change of the file that holds the book: of the part of the Space's brand,
    where it names one. Nothing without a configuration.
    """

    at = title_at(analysis, start)
    if at is None:
        return
    brand = analysis.governing.brand_of(at.space)
    config = analysis.governing.project.config
    if not config.layers:
        return
    layer = next((one for one in config.layers if _has_book(one.given)), config.layers[0])
    path, text = layer.document.path, layer.document.text
    name, uri = os.path.basename(path), workspace.uri_at(path)
    open_one = workspace.documents.get(uri)
    missing = _missing(analysis, at, start, end)[:_MOST]
    if not missing or _text_now(path, open_one) != text:
        return  # it does not parse: an older text is in force, whose places are not those of this
    positions = Positions(open_one.text if open_one is not None else text, workspace.encoding)
    version = open_one.version if open_one is not None else None
    for candidate in missing:
        linked = candidate.linked
        found = _addition(layer.document, layer.at, candidate.kind, linked[1:], brand)
        if found is not None:
            yield (
                f"Add {linked} to the brand book ({name})",
                [(uri, version, text_edits(positions, [found]))],
            )


def _text_now(path: str, open_one: Document | None) -> str | None:
    """Return the text of a file, without its byte-order mark; None where it does not parse."""

    if open_one is not None:
        return open_one.text.removeprefix("\ufeff")
    document = load_toml(path)
    return None if isinstance(document, Problem) else document.text


def _missing(analysis: Analysis, at: At, start: int, end: int) -> list[Candidate]:
    if not at.source.exact:
        return []
    book = analysis.governing.context_of(at.space).book
    tags = book.folded_hashtags if book is not None else {}
    handles = book.folded_handles if book is not None else {}
    found = []
    for candidate in at.title.candidates:
        first, last = at.source.span(candidate.start, candidate.end)
        if candidate.entity is None or candidate.fault or last < start or first > end:
            continue
        value = fold_tag(candidate.entity.value)
        if (candidate.kind == "hashtag" and value not in tags) or (
            candidate.kind == "mention"
            and value not in handles
            and len(candidate.entity.value) <= _LONGEST_HANDLE
        ):
            found.append(candidate)
    return found


def _has_book(given: dict[str, object]) -> bool:

    return not BOOK_FIELDS.keys().isdisjoint(given)


def _addition(
    document: TomlDocument, at: Path, kind: str, name: str, brand: str | None
) -> Edit | None:
    """Return the first edit that adds the name, proved by reading the file again; or None."""

    text = document.text
    for edit, path in _ways(text, at, kind, name, brand, toml_places(text)):
        after = parse_toml(apply(text, [edit]), document.path)
        if not isinstance(after, Problem) and _has(after.data, path, name):
            return edit
    return None


def _has(value: Any, path: Path, name: str) -> bool:
    """Tell whether the name is in the list or table at ``path``."""
    for part in path:
        value = value.get(part) if isinstance(value, dict) else None
    return isinstance(value, (list, dict)) and any(
        f"{sign}{name}" in value for sign in ("", "#", "@")
    )


def _ways(
    text: str, at: Path, kind: str, name: str, brand: str | None, places: dict[Path, Place]
) -> Iterator[tuple[Edit, Path]]:
    """Yield edits that may add the name, best first, each with the path of what it adds it to."""
    key, sign = ("hashtags", "#") if kind == "hashtag" else ("handles", "@")
    listed = f'"{sign}{name}"'
    entry = f'"{name}" = ""' if kind == "hashtag" else f'{name} = "{name}"'
    shared, branded = (*at, key), (*at, "brand", key)
    if brand is not None:
        own = (*at, "brands", brand)
        yield from _into_list(text, (*own, key), places, listed)
        yield from _under(text, own, f"{key} = [{listed}]", (*own, key))
    if kind == "mention":
        yield from _into_list(text, branded, places, listed)
    yield from _into_list(text, shared, places, listed)
    yield from _under(text, shared, entry, shared)
    if kind == "hashtag":
        yield from _into_list(text, branded, places, listed)
        if not at:  # a key of the whole file stands before its first table
            yield Edit(0, 0, f"{key} = [{listed}]\n"), shared
        yield from _under(text, at, f"{key} = [{listed}]", shared)
    table, line = (at, f"{key} = [{listed}]") if kind == "hashtag" else (shared, entry)
    gap = "" if not text or text.endswith("\n") else "\n"
    header = ".".join(map(str, table))
    yield Edit(len(text), len(text), f"{gap}\n[{header}]\n{line}\n"), shared


def _into_list(
    text: str, path: Path, places: dict[Path, Place], item: str
) -> Iterator[tuple[Edit, Path]]:
    """Yield the edit that adds an item to the list at ``path``, where there is one."""
    place = places.get(path)
    if place is None or not text.startswith("[", place.start):
        return
    count = 0
    while (*path, count) in places:
        count += 1
    # Right behind the last item: a comma and a comment may follow it.
    at, comma = (places[(*path, count - 1)].end, ", ") if count else (place.start + 1, "")
    yield Edit(at, at, comma + item), path


def _under(text: str, table: Path, line: str, path: Path) -> Iterator[tuple[Edit, Path]]:
    """Yield the edit that adds a line under the header of a table, where it has one of its own."""
    for header in HEADER.finditer(text):
        if header_parts(header[2]) == table:
            end = text.find("\n", header.end()) + 1
            at, gap = (end, "") if end else (len(text), "\n")
            yield Edit(at, at, f"{gap}{line}\n"), path
