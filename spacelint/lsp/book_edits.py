"""Put a tag or a handle into the brand book: an edit of the configuration's file."""

from __future__ import annotations

from spacelint.brand import fold_tag
from spacelint.lsp.edits import text_edits
from spacelint.lsp.positions import Positions
from spacelint.source.text import Edit, apply

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacelint.lsp.analysis import Analysis
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
    import os

    from spacelint.lsp.titles import title_at

    at = title_at(analysis, start)
    if at is None:
        return
    brand = analysis.governing.brand_of(at.space)
    config = analysis.governing.project.config
    if not config.layers:
        return
    layer = next((one for one in config.layers if _has_book(one.given)), config.layers[0])
    name = os.path.basename(layer.document.path)
    for candidate in _missing(analysis, at, start, end)[:_MOST]:
        text = candidate.linked
        found = _addition(layer.document, layer.at, candidate.kind, text[1:], brand)
        if found is None:
            continue
        uri = workspace.uri_at(layer.document.path)
        open_one = workspace.documents.get(uri)
        positions = Positions(layer.document.text, workspace.encoding)
        if open_one is not None:
            positions = Positions(open_one.text, workspace.encoding)
        version = open_one.version if open_one is not None else None
        yield (
            f"Add {text} to the brand book ({name})",
            [(uri, version, text_edits(positions, [found]))],
        )


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
    from spacelint.brand import BOOK_FIELDS

    return not BOOK_FIELDS.keys().isdisjoint(given)


def _addition(
    document: TomlDocument, at: Path, kind: str, name: str, brand: str | None
) -> Edit | None:
    """Return the edit that adds the name, proved by reading the file again; None if it fails."""
    from spacelint.schema import Problem, parse_toml
    from spacelint.source.toml_places import toml_places

    places = toml_places(document.text)
    edit = None
    if brand is not None:
        path = (*at, "brands", brand)
        edit = _brand_edit(document.text, path, kind, name, places)
    if edit is None and kind == "hashtag":
        edit = _tag_edit(document, at, name, places)
    elif edit is None and kind == "mention":
        edit = _handle_edit(document, at, name, places)
    if edit is None:
        return None
    after = parse_toml(apply(document.text, [edit]), document.path)
    return None if isinstance(after, Problem) else edit


def _brand_edit(
    text: str, brand: Path, kind: str, name: str, places: dict[Path, Place]
) -> Edit | None:
    """Return the edit of the table of one brand; None where it has no header of its own."""
    key, item = ("hashtags", f'"#{name}"') if kind == "hashtag" else ("handles", f'"@{name}"')
    if (*brand, key) in places:
        return _into(text, (*brand, key), places, item, "")
    place = places.get(brand)
    if place is None or not _is_header(text, place.start):
        return None
    start = _after_header(text, place)
    gap = "" if text[start - 1 : start] == "\n" else "\n"
    return Edit(start, start, f"{gap}{key} = [{item}]\n")


def _tag_edit(document: TomlDocument, at: Path, name: str, places: dict[Path, Place]) -> Edit:
    for path in ((*at, "hashtags"), (*at, "brand", "hashtags")):
        edit = _into(document.text, path, places, f'"#{name}"', f'"{name}" = ""')
        if edit is not None:
            return edit
    # A key of the whole file stands before its first table.
    text = document.text
    start = 0 if not at else _after_header(text, places.get(at))
    return Edit(start, start, f'hashtags = ["#{name}"]\n')


def _handle_edit(document: TomlDocument, at: Path, name: str, places: dict[Path, Place]) -> Edit:
    text = document.text
    edit = _into(text, (*at, "brand", "handles"), places, f'"@{name}"', "")
    edit = edit or _into(text, (*at, "handles"), places, "", f'{name} = "{name}"')
    if edit is not None:
        return edit
    header = ".".join((*map(str, at), "handles"))
    gap = "" if not text or text.endswith("\n") else "\n"
    return Edit(len(text), len(text), f'{gap}\n[{header}]\n{name} = "{name}"\n')


def _into(text: str, path: Path, places: dict[Path, Place], item: str, entry: str) -> Edit | None:
    """Return the edit that adds an item to a list, or an entry to a table with a header."""
    place = places.get(path)
    if place is None:
        return None
    if _is_header(text, place.start):
        at = _after_header(text, place)
        return Edit(at, at, f"{entry}\n") if entry else None
    if not item or not text.startswith("[", place.start):
        return None
    count = 0
    while (*path, count) in places:
        count += 1
    if not count:
        return Edit(place.start + 1, place.start + 1, item)
    # Right behind the last item: a comma and a comment may follow it.
    at = places[(*path, count - 1)].end
    return Edit(at, at, f", {item}")


def _is_header(text: str, start: int) -> bool:
    return (
        text[start : start + 1] == "[" and not text[text.rfind("\n", 0, start) + 1 : start].strip()
    )


def _after_header(text: str, place: Place | None) -> int:
    line = text.find("\n", place.end if place is not None else 0)
    return len(text) if line < 0 else line + 1
