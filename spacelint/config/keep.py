"""Keep a configuration in the user's cache, for `cache` to find again."""

from __future__ import annotations

from spacelint.config.cache import kept_at, key, stamp
from spacelint.config.value import Config

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Any

    from spacelint.brand.book import BrandBook, Spelled

_MOST_FILES = 100
_SETTLED_SECONDS = 2
"""A file younger than this may change once more without its time stamp showing it."""


def write_cached(config: Config) -> None:
    """Keep a configuration without problems; where that cannot be done nothing happens."""
    import os
    import time

    place = kept_at(config.path)
    temporary = f"{place}.{os.getpid()}.{time.time_ns()}"
    try:
        files = [stamp(layer.document.path) for layer in config.layers]
        settled = time.time_ns() - _SETTLED_SECONDS * 1_000_000_000
        if max(int(one[1]) for one in files) > settled:
            return
        content = "\n".join(_lines(config, files)).encode()
        os.makedirs(os.path.dirname(place), mode=0o700, exist_ok=True)
        try:
            with open(temporary, "xb") as file:
                file.write(content)
            os.replace(temporary, place)
        except BaseException:
            os.unlink(temporary)
            raise
        _tidy(os.path.dirname(place))
    except (OSError, ValueError, TypeError):
        return


def _lines(config: Config, files: list[Any]) -> Iterator[str]:
    """The lines of the file; raises TypeError for what JSON does not know, as a date."""
    from spacelint.brand.make import brand_book
    from spacelint.config.find import project_root

    tables = [_json(table) for table in config.book.values()]
    plain = config._replace(layers=(), book={})
    yield _json(
        {
            "key": key(),
            "path": config.path,
            "files": files,
            "root": project_root(config.path),
            "packages": list(_packages(config)),
            "lines": len(tables) + 3,
            "tables": list(config.book),
            "config": plain,
        }
    )
    yield _json(_book(brand_book(config.book)) if tables else None)
    yield from tables
    yield ""


def _packages(config: Config) -> Iterator[tuple[str, str]]:
    """The files that the configuration extends in packages, with their paths of today."""
    from spacelint.config.chain import package_file

    for layer in config.layers:
        wanted = layer.values["extend"] or ()
        for name in (wanted,) if isinstance(wanted, str) else wanted:
            if name.startswith("pkg:"):
                yield name, package_file(name)[0]


def _book(book: BrandBook) -> dict[str, Any]:
    row: dict[str, Any] = book._asdict()
    del row["handles"], row["handle_names"], row["hashtags"]  # made of the others
    row["campaigns"] = list(book.campaigns.values())
    row["folded_hashtags"] = _columns(book.folded_hashtags)
    row["folded_handles"] = _columns(book.folded_handles)
    row["spelled_hashtags"] = _spelled(book.spelled_hashtags, book.folded_hashtags)
    row["spelled_handles"] = _spelled(book.spelled_handles, book.folded_handles)
    return row


def _spelled(spelled: Spelled, folded: Mapping[str, str]) -> tuple[Any, Any]:
    return None if spelled.joined == folded else _columns(spelled.joined), spelled.unspaced


def _columns(folded: Mapping[str, str]) -> tuple[str | None, str]:
    """The folds and the entries; without the folds where they are the entries in lower case."""
    for text in (*folded, *folded.values()):
        if not text or " " in text:
            raise ValueError("it cannot be kept")
    folds, entries = " ".join(folded), " ".join(folded.values())
    return None if folds == entries.lower() else folds, entries


def _json(value: Any) -> str:
    import json

    # No character beyond ASCII: it is read faster, and no line end stands in it.
    return json.dumps(value, separators=(",", ":"), allow_nan=False)


def _tidy(directory: str) -> None:
    """Keep the number of files bounded; the oldest go first."""
    import os

    entries = [entry for entry in os.scandir(directory) if entry.is_file(follow_symlinks=False)]
    if len(entries) > _MOST_FILES:
        entries.sort(key=lambda entry: entry.stat().st_mtime_ns)
        for entry in entries[: len(entries) - _MOST_FILES]:
            os.unlink(entry.path)
