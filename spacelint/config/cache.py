"""A configuration as read before, as long as nothing that it was made of has changed.

Reading a brand book of some thousand entries takes longer than a whole bare call may, so what came
of it is kept in the user's own cache directory, as lines of JSON: data and nothing that could be
run. It is never read from a project, nor where it is another user's file: somebody could bring a
false one. `keep` writes it.
"""

from __future__ import annotations

from collections.abc import Mapping

from spacelint.config.value import Condition, Config, Glob, Limits, Loaded, PlanLayout

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from spacelint.brand.book import BrandBook, Spelled

    Stamp = list[str | int]

FORMAT = 2
_MOST_BYTES = 50_000_000
#: Whose change may change what a configuration comes to, beside the files it is made of.
_SOURCES = (
    *("brand/book.py", "brand/fold.py", "brand/make.py", "brand/spelled.py", "brand/table.py"),
    *("config/cache.py", "config/chain.py", "config/keep.py", "config/load.py"),
    *("config/merge.py", "config/table.py", "config/value.py"),
    *("schema/fields.py", "schema/validation.py"),
)


def open_config(path: str) -> Loaded:
    """As `load_config`, from the user's cache where nothing has changed; without `layers` then.

    For a run that only wants what holds; what shows where it was set takes `load_config`.
    """
    import os

    path = os.path.abspath(path)
    kept = read_cached(path)
    if kept is not None:
        return Loaded(kept, ())
    from spacelint.config.keep import write_cached
    from spacelint.config.load import load_config

    loaded = load_config(path)
    if not loaded.problems:
        write_cached(loaded.config)
    return loaded


def read_cached(path: str) -> Config | None:
    """The configuration at `path` as kept, or None where there is none that still holds."""
    try:
        lines = _lines(kept_at(path))
        head = decoded(lines[0])
        if head["key"] != key() or head["path"] != path or head["lines"] != len(lines):
            return None
        if any(stamp(one[0]) != one for one in head["files"]) or _moved(path, head):
            return None
        tables = dict(zip(head["tables"], lines[2:-1], strict=True))
        book = KeptTables(path, tables, lines[1]) if tables else {}
        return _config(head["config"], book)
    except (OSError, ValueError, TypeError, LookupError, AttributeError, StopIteration):
        return None
    except RecursionError:
        return None


def cache_directory() -> str:
    """Where configurations are kept: in XDG_CACHE_HOME, LOCALAPPDATA or ~/.cache."""
    import os

    base = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA")
    return os.path.join(base or os.path.expanduser("~/.cache"), "spacelint", "config")


def kept_at(path: str) -> str:
    """Where the configuration at `path` is kept; another may have the same place."""
    import os

    number = 0xCBF29CE484222325
    for byte in os.fsencode(path):  # FNV-1a: importing a hash takes longer
        number = (number ^ byte) * 0x100000001B3 & 0xFFFFFFFFFFFFFFFF
    return os.path.join(cache_directory(), f"{number:016x}.json")


def key() -> list[Any]:
    """What another version of spacelint or of Python, or a changed declaration, differs in."""
    import os
    import sys

    import spacelint

    root = os.path.dirname(spacelint.__file__)
    sources = [stamp(os.path.join(root, *source.split("/"))) for source in _SOURCES]
    return [FORMAT, spacelint.__version__, sys.version, sources]


def stamp(path: str) -> Stamp:
    """What tells one state of a file from another."""
    import os

    state = os.stat(path)
    return [path, state.st_mtime_ns, state.st_ctime_ns, state.st_size, state.st_ino, state.st_dev]


def decoded(text: str) -> Any:
    """The value of a JSON text; raises ValueError or StopIteration where it is none."""
    if not _scanners:
        try:
            # Importing `json` takes a millisecond more, for the same scanner.
            from _json import make_scanner  # type: ignore[import-not-found,unused-ignore]

            _scanners.append(make_scanner(_Plain))  # type: ignore[arg-type,unused-ignore]
        except (ImportError, AttributeError, TypeError):
            import json

            _scanners.append(lambda text, _: (json.loads(text),))
    return _scanners[0](text, 0)[0]


class _Plain:
    """Plain JSON, as the scanner asks for it."""

    strict = True
    object_hook = object_pairs_hook = None
    parse_float, parse_int, parse_constant = float, int, float
    memo: dict[str, str] = {}  # noqa: RUF012 - the scanner's


class KeptTables(Mapping):  # type: ignore[type-arg]
    """The tables of a brand book by name, each of them read when it is first asked for.

    `whole` is the book that `brand_book` makes of them for no brand in particular.
    """

    __slots__ = ("_path", "_read", "_texts", "whole")

    def __init__(self, path: str, texts: Mapping[str, str], whole: str) -> None:
        self._path = path
        self._texts = texts
        self._read: dict[str, Any] = {}
        self.whole = _book(whole, self)

    def __getitem__(self, name: str) -> Any:
        if name not in self._read:
            try:
                self._read[name] = tupled(decoded(self._texts[name]))
            except (ValueError, StopIteration, RecursionError):  # somebody wrote into the file
                from spacelint.config.load import load_config

                self._read[name] = load_config(self._path).config.book[name]
        return self._read[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._texts)

    def __len__(self) -> int:
        return len(self._texts)


class HandleNames(Mapping):  # type: ignore[type-arg]
    """`BrandBook.handle_names`, made of the tables when it is first asked for."""

    __slots__ = ("_made", "_tables")

    def __init__(self, tables: Mapping[str, Any]) -> None:
        self._tables = tables
        self._made: Mapping[str, tuple[str, ...]] | None = None

    def _names(self) -> Mapping[str, tuple[str, ...]]:
        if self._made is None:
            from spacelint.brand.make import handle_names

            self._made = handle_names(self._tables)
        return self._made

    def __getitem__(self, handle: str) -> tuple[str, ...]:
        return self._names()[handle]

    def __iter__(self) -> Iterator[str]:
        return iter(self._names())

    def __len__(self) -> int:
        return len(self._names())


def tupled(value: Any) -> Any:
    """The value with tuples in place of lists, as a configuration has them."""
    if value.__class__ is list:
        return tuple([tupled(one) for one in value])
    if value.__class__ is dict:
        return {name: tupled(one) for name, one in value.items()}
    return value


def _lines(place: str) -> list[str]:
    """The lines of a kept file; raises OSError or ValueError where it is not to be trusted."""
    import os

    with open(place, "rb") as file:
        state = os.fstat(file.fileno())
        if hasattr(os, "getuid") and state.st_uid != os.getuid():
            raise ValueError("another user's")
        content = file.read(_MOST_BYTES + 1)
    if len(content) > _MOST_BYTES:
        raise ValueError("too large")
    return content.decode().split("\n")


def _moved(path: str, head: Mapping[str, Any]) -> bool:
    """Whether what the file extends would be looked for, or allowed, elsewhere today."""
    if len(head["files"]) == 1:
        return False
    from spacelint.config.find import project_root

    if project_root(path) != head["root"]:
        return True
    if not head["packages"]:
        return False
    from spacelint.config.chain import package_file

    return any(package_file(name)[0] != file for name, file in head["packages"])


def _config(row: list[Any], tables: Mapping[str, Any]) -> Config:
    config = Config._make(tupled(row))
    return config._replace(
        per_file_ignores=tuple([(Glob(*glob), rest) for glob, rest in config.per_file_ignores]),
        exclude=tuple([Glob(*glob) for glob in config.exclude]),
        plan_files=tuple([Glob(*glob) for glob in config.plan_files]),
        layouts=tuple([_layout(layout) for layout in config.layouts]),
        rules=row[Config._fields.index("rules")],  # as given, with lists
        limits=Limits(*config.limits),
        book=tables,
    )


def _layout(row: tuple[Any, ...]) -> PlanLayout:
    layout = PlanLayout._make(row)
    where = {name: Condition(*condition) for name, condition in layout.where.items()}
    return layout._replace(glob=Glob(*layout.glob), where=where)


def _book(text: str, tables: Mapping[str, Any]) -> BrandBook:
    from spacelint.brand.book import BrandBook, Campaign, Competitors, Renamed, Retired

    row = decoded(text)
    tags, handles = _folded(row["folded_hashtags"]), _folded(row["folded_handles"])
    campaigns = [Campaign._make(tupled(one)) for one in row["campaigns"]]
    return BrandBook(
        row["brand"],
        tuple(row["names"]),
        row["handle"],
        tuple(handles.values()),
        HandleNames(tables),
        tuple(tags.values()),
        row["notes"],
        {campaign.name: campaign for campaign in campaigns},
        {tag: Retired._make(one) for tag, one in row["retired"].items()},
        {handle: Renamed._make(one) for handle, one in row["renamed"].items()},
        tuple(row["words"]),
        tuple(row["blocked"]),
        Competitors._make(map(tuple, row["competitors"])),
        row["closed"],
        row["timezone"],
        tags,
        handles,
        _spelled(row["spelled_hashtags"], tags),
        _spelled(row["spelled_handles"], handles),
        tuple(tables.get("brands") or ()),
    )


def _spelled(row: list[Any], folded: Mapping[str, str]) -> Spelled:
    from spacelint.brand.book import Spelled

    joined, unspaced = row
    return Spelled(folded if joined is None else _folded(joined), tupled(unspaced))


def _folded(columns: list[str | None]) -> dict[str, str]:
    """Entries by their folds: texts with a space between two, which is read fastest."""
    folds, entries = columns
    if not entries:
        return {}
    keys = entries.lower() if folds is None else folds
    return dict(zip(keys.split(" "), entries.split(" "), strict=True))


_scanners: list[Any] = []
