"""The brand book in its file: the place of an entry, and the edit that adds one."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

import tomlkit
from tomlkit.exceptions import TOMLKitError

from spacelint.brand.book import BrandBook
from spacelint.brand.fold import fold_tag
from spacelint.brand.table import BOOK_FIELDS, handles_in, tags_in
from spacelint.config.load import config_problems
from spacelint.config.value import Config
from spacelint.lsp.documents import Document
from spacelint.lsp.positions import Change, Positions, difference, text_edits
from spacelint.lsp.titles import PlannedTitle, title_at
from spacelint.lsp.workspace import Analysis
from spacelint.schema import Fault, Problem, TomlDocument, load_toml, parse_toml
from spacelint.text import Candidate
from spacelint.text.model import HANDLE_LIMIT, Edit
from spacelint.text.value import Path

_MOST = 5


def additions(analysis: Analysis, start: int, end: int) -> Iterator[tuple[str, list[Change]]]:
    """Yield, for each linked tag or handle of a range that the book lacks, the edit that adds it.

    As a title and the change of the book's file, in the table of the Space's brand if it has one.
    Nothing without a configuration.
    """
    at = title_at(analysis, start)
    config, workspace = analysis.settings.project.config, analysis.workspace
    if at is None or not config.layers:
        return
    with_book = (one for one in config.layers if not BOOK_FIELDS.keys().isdisjoint(one.given))
    layer = next(with_book, config.layers[0])
    path, text = layer.document.path, layer.document.text
    name, uri = os.path.basename(path), workspace.uri_at(path)
    opened = workspace.documents.get(uri)
    missing = _missing(analysis, at, start, end)[:_MOST]
    if not missing or _text_now(path, opened) != text:
        return  # it does not parse: the places are those of an older text
    positions = Positions(opened.text if opened is not None else text, workspace.encoding)
    version = opened.version if opened is not None else None
    brand = analysis.settings.brand_of(at.space)
    for candidate in missing:
        linked = candidate.linked
        found = _addition(layer.document, layer.at, candidate.kind, linked[1:], brand)
        if found:
            title = f"Add {linked} to the brand book ({name})"
            yield title, [(uri, version, text_edits(positions, found))]


def _text_now(path: str, opened: Document | None) -> str | None:
    """Return the text of a file, without its byte-order mark; None if it does not parse."""
    if opened is not None:
        return opened.text.removeprefix("\ufeff")
    document = load_toml(path)
    return None if isinstance(document, Problem) else document.text


def _missing(analysis: Analysis, at: PlannedTitle, start: int, end: int) -> list[Candidate]:
    if not at.source.exact:
        return []
    book = analysis.settings.context_of(at.space).book or BrandBook()
    tags, handles = book.folded_hashtags, book.folded_handles
    found = []
    for candidate in at.title.candidates:
        first, last = at.source.span(candidate.start, candidate.end)
        if candidate.entity is None or candidate.fault or last < start or first > end:
            continue
        value = fold_tag(candidate.entity.value)
        if (candidate.kind == "hashtag" and value not in tags) or (
            candidate.kind == "mention"
            and value not in handles
            and len(candidate.entity.value) <= HANDLE_LIMIT
        ):
            found.append(candidate)
    return found


def _addition(
    document: TomlDocument, at: Path, kind: str, name: str, brand: str | None
) -> list[Edit]:
    """Return the edits that add the name, verified by reading the new text; empty if none does.

    tomlkit keeps every other character.
    """
    key = "hashtags" if kind == "hashtag" else "handles"
    for table, create in _ways(at, kind, brand):
        text = _with_name(document.text, table, key, name, create)
        after = parse_toml(text, document.path) if text is not None else None
        if text is None or after is None or isinstance(after, Problem):
            continue
        if _has(after.data, (*table, key), name):
            return difference(document.text, text)
    return []


def _ways(at: Path, kind: str, brand: str | None) -> Iterator[tuple[Path, bool]]:
    """Yield the tables whose key may get the name, best first; True if it may be created."""
    if brand is not None:
        yield (*at, "brands", brand), True
    if kind == "mention":
        yield (*at, "brand"), False
    yield at, False
    if kind == "hashtag":
        yield (*at, "brand"), False
    yield at, True


def _with_name(text: str, table: Path, key: str, name: str, create: bool) -> str | None:
    """Return the TOML ``text`` with the name added to ``key`` of ``table``, or None.

    A list gets the name with its sign; in a table a handle is its own name.
    """
    try:
        document = tomlkit.parse(text)
        holder: Any = document
        for part in table:
            holder = holder[part]
        old = holder.get(key)
        listed = f"{'#' if key == 'hashtags' else '@'}{name}"
        value = "" if key == "hashtags" else name
        if isinstance(old, list):
            old.append(listed)
        elif isinstance(old, dict):
            old[name] = value
        elif old is not None or not create:
            return None
        else:
            # The handles of all brands are a table; a brand's own are a list.
            shared = key == "handles" and "brands" not in table
            holder[key] = {name: value} if shared else [listed]
        return tomlkit.dumps(document)
    except (TOMLKitError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def _has(value: Any, path: Path, name: str) -> bool:
    """True if the name is in the list or table at ``path``."""
    for part in path:
        value = value.get(part) if isinstance(value, dict) else None
    return isinstance(value, (list, dict)) and any(
        f"{sign}{name}" in value for sign in ("", "#", "@")
    )


class BookPlace(NamedTuple):
    """A place in a file of the configuration, in code points of its text, and what it is."""

    path: str
    text: str
    start: int
    end: int
    message: str


def campaign_place(config: Config, name: str) -> BookPlace | None:
    """Return the place of a campaign's table."""
    table = (config.book.get("campaigns") or {}).get(name)
    if table is None:
        return None
    owner = f", ask {table['owner']}" if table.get("owner") else ""
    message = f"The {name} campaign is set up here: {table['hashtag']}{owner}"
    return _place(config, ("campaigns", name), message)


def tag_place(config: Config, tag: str, brand: str | None = None) -> BookPlace | None:
    """Return the place of a hashtag in the book: in a campaign, or in a list of ``brand``."""
    tables = config.book
    entries = [
        *(
            (path[:2] if path[-1] == "hashtag" else path, text)
            for path, text, _ in tags_in(tables, brand)
        ),
        *((("retired", old), old) for old in tables.get("retired") or {}),
    ]
    # A campaign's own entry says more than a list that repeats its tag.
    return _first(config, tag, sorted(entries, key=lambda entry: entry[0][0] != "campaigns"))


def handle_place(config: Config, handle: str, brand: str | None = None) -> BookPlace | None:
    """Return the place of a handle in the book, in a list of ``brand`` or of any."""
    tables = config.book
    entries: list[tuple[Path, str]] = [
        (("renamed", old), old) for old in tables.get("renamed") or {}
    ]
    entries += [(path, text) for path, text, _ in handles_in(tables, brand)]
    return _first(config, handle, entries)


def _first(config: Config, name: str, entries: Iterable[tuple[Path, str]]) -> BookPlace | None:
    folded = fold_tag(name)
    for path, text in entries:
        if fold_tag(text) == folded:
            return _place(config, path, "The brand book has it here")
    return None


def _place(config: Config, path: Path, message: str) -> BookPlace | None:
    found = config_problems(config, [Fault(path, "", on_key=isinstance(path[-1], str))])
    if not found:
        return None
    problem = found[0]
    for layer in config.layers:
        if layer.document.path == problem.path:
            return BookPlace(problem.path, layer.document.text, problem.start, problem.end, message)
    return None
