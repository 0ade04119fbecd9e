"""A cache of configurations: each as data, together with the bytes it was made from.

With a book of 500 tags and 2,000 handles a bare call takes a quarter longer without it. It is
in the user's own cache directory, never read from a project or from another user's file, and
valid only while the configuration's bytes are the same. A file that extends others is not cached.
"""

from __future__ import annotations

import contextlib
import marshal
import os
import sys
import zlib

import spacelint
from spacelint.config.value import Config, Glob, Limits, Loaded, PlanLayout
from spacelint.source.reader import NotRead, read_bytes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_MOST_BYTES = 50_000_000
_MOST_FILES = 100
#: A cached configuration holds no longer where one of these has changed.
_DECLARATIONS = ("config/load.py", "config/table.py", "brand/table.py", "schema/validation.py")


def open_config(path: str) -> Loaded:
    """Return what `load_config` does, from the cache if possible; then `layers` is empty."""
    path = os.path.abspath(path)
    written = read_bytes(path, _MOST_BYTES)
    file = _cache_file(path) if isinstance(written, bytes) else ""
    key = [spacelint.__version__, sys.version, _stamps(), path, written]
    cached = _read(file) if file else None
    if cached is not None and cached[0] == key:
        return Loaded(_config(cached[1]), ())
    from spacelint.config.load import load_config

    loaded = load_config(path)
    if file and not loaded.problems and len(loaded.config.layers) == 1:
        with contextlib.suppress(OSError, ValueError):
            _write(file, marshal.dumps([key, _plain(loaded.config._replace(layers=()))]))
    return loaded


def _cache_file(path: str) -> str:
    """Return a path in XDG_CACHE_HOME, LOCALAPPDATA or ~/.cache; "" for a user without a home."""
    base = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA")
    base = base or os.path.expanduser("~/.cache")
    name = f"{zlib.crc32(os.fsencode(path)):08x}"
    return os.path.join(base, "spacelint", "config", name) if os.path.isabs(base) else ""


def _stamps() -> list[int]:
    root = os.path.dirname(spacelint.__file__)
    return [os.stat(os.path.join(root, *one.split("/"))).st_mtime_ns for one in _DECLARATIONS]


def _read(file: str) -> list[Any] | None:
    try:
        found = os.stat(file)
        if hasattr(os, "getuid") and (found.st_uid != os.getuid() or found.st_mode & 0o077):
            return None
        content = read_bytes(file, _MOST_BYTES)
        if isinstance(content, NotRead) or zlib.crc32(content[4:]) != int.from_bytes(content[:4]):
            return None
        cached: list[Any] = marshal.loads(content[4:])
        return cached
    except (OSError, ValueError, EOFError, TypeError):
        return None


def _write(file: str, data: bytes) -> None:
    from spacelint.source.atomic import put_file

    folder = os.path.dirname(file)
    os.makedirs(folder, mode=0o700, exist_ok=True)
    with contextlib.suppress(FileNotFoundError):
        os.unlink(file)  # what stands in its place may be a pipe, a device or a link
    put_file(file, zlib.crc32(data).to_bytes(4) + data, 0o600)
    files = sorted(os.scandir(folder), key=lambda entry: entry.stat().st_mtime)
    for old in files[:-_MOST_FILES]:
        os.unlink(old.path)


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
        layouts=tuple([PlanLayout._make((Glob(*row[0]), *row[1:])) for row in config.layouts]),
        limits=Limits(*config.limits),
    )
