"""A configuration as it was read last time: data beside the bytes it was made of.

Beside a book of 500 tags and 2,000 handles a bare call takes a quarter longer without it. It is
kept in the user's own cache directory, never read from a project or from another user's file, and
holds only while the configuration's bytes are the same. A file that extends others is not kept.
"""

from __future__ import annotations

from spacelint.config.value import Condition, Config, Glob, Limits, Loaded, PlanLayout
from spacelint.source.reader import NotRead, read_bytes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_MOST_BYTES = 50_000_000
_MOST_FILES = 100


def open_config(path: str) -> Loaded:
    """Return what `load_config` does, from the cache if possible; then `layers` is empty."""
    import os

    path = os.path.abspath(path)
    written = read_bytes(path, _MOST_BYTES)
    place, key = _place(path), [*_version(), path, written]
    kept = _read(place) if place and isinstance(written, bytes) else None
    if kept is not None and kept[0] == key:
        return Loaded(_config(kept[1]), ())
    from spacelint.config.load import load_config

    loaded = load_config(path)
    if not loaded.problems and len(loaded.config.layers) == 1 and isinstance(written, bytes):
        _write(place, [key, _plain(loaded.config._replace(layers=()))])
    return loaded


def cache_directory() -> str:
    """Return where configurations are kept: in XDG_CACHE_HOME, LOCALAPPDATA or ~/.cache.

    Empty for a user without a home folder: then nothing is kept.
    """
    import os

    base = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA")
    base = base or os.path.expanduser("~/.cache")
    return os.path.join(base, "spacelint", "config") if os.path.isabs(base) else ""


def _place(path: str) -> str:
    import os
    import zlib

    folder = cache_directory()
    return folder and os.path.join(folder, f"{zlib.crc32(os.fsencode(path)):08x}")


def _version() -> list[Any]:
    """Return what another version of spacelint or Python, or a changed declaration, differs in."""
    import os
    import sys

    import spacelint

    root = os.path.dirname(spacelint.__file__)
    sources = ("config/load.py", "config/table.py", "brand/table.py", "schema/validation.py")
    stamps = [os.stat(os.path.join(root, *one.split("/"))).st_mtime_ns for one in sources]
    return [spacelint.__version__, sys.version, stamps]


def _read(place: str) -> list[Any] | None:
    import marshal
    import os
    import zlib

    try:
        if hasattr(os, "getuid"):
            found = os.stat(place)
            if found.st_uid != os.getuid() or found.st_mode & 0o077:
                return None
        content = read_bytes(place, _MOST_BYTES)
        if isinstance(content, NotRead) or zlib.crc32(content[4:]) != int.from_bytes(content[:4]):
            return None
        kept: list[Any] = marshal.loads(content[4:])
        return kept
    except (OSError, ValueError, EOFError, TypeError):
        return None


def _write(place: str, kept: list[Any]) -> None:
    """Keep it; where that is not possible nothing happens."""
    import marshal
    import os
    import zlib

    from spacelint.source.atomic import put_file

    if not place:
        return
    try:
        data = marshal.dumps(kept)
        os.makedirs(os.path.dirname(place), mode=0o700, exist_ok=True)
        put_file(place, zlib.crc32(data).to_bytes(4) + data, 0o600)
        files = sorted(os.scandir(os.path.dirname(place)), key=lambda file: file.stat().st_mtime)
        for old in files[:-_MOST_FILES]:
            os.unlink(old.path)
    except (OSError, ValueError):
        return


def _plain(value: Any) -> Any:
    """Return a value with plain tuples in place of named ones."""
    if isinstance(value, tuple):
        return tuple([_plain(one) for one in value])
    if isinstance(value, dict):
        return {name: _plain(one) for name, one in value.items()}
    return value


def _config(row: tuple[Any, ...]) -> Config:
    config = Config._make(row)
    return config._replace(
        per_file_ignores=tuple([(Glob(*glob), rest) for glob, rest in config.per_file_ignores]),
        exclude=tuple([Glob(*glob) for glob in config.exclude]),
        plan_files=tuple([Glob(*glob) for glob in config.plan_files]),
        layouts=tuple([_layout(layout) for layout in config.layouts]),
        limits=Limits(*config.limits),
    )


def _layout(row: tuple[Any, ...]) -> PlanLayout:
    layout = PlanLayout._make(row)
    where = {name: Condition(*condition) for name, condition in layout.where.items()}
    return layout._replace(glob=Glob(*layout.glob), where=where)
