"""A cache of configurations: each as data, together with the bytes it was made from.

With a book of 500 tags and 2,000 handles a bare call takes a quarter longer without it. It is
in the user's own cache directory, never read from a project or from another user's file, and
valid only while the configuration's bytes are the same. A file that extends others is not cached.
"""

from __future__ import annotations

import contextlib
import marshal
import os
import stat
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


def open_config(path: str) -> Loaded:
    """Return what `load_config` does, from the cache if possible; then `layers` is empty."""
    path = os.path.abspath(path)
    written = read_bytes(path, _MOST_BYTES)
    file, key = _cache_file(path), [*_version(), path, written]
    cached = _read(file) if file and isinstance(written, bytes) else None
    if cached is not None and cached[0] == key:
        return Loaded(_config(cached[1]), ())
    from spacelint.config.load import load_config

    loaded = load_config(path)
    if not loaded.problems and len(loaded.config.layers) == 1 and isinstance(written, bytes):
        _write(file, [key, _plain(loaded.config._replace(layers=()))])
    return loaded


def cache_directory() -> str:
    """Return the cache directory: in XDG_CACHE_HOME, LOCALAPPDATA or ~/.cache.

    Empty for a user without a home folder: then nothing is cached.
    """
    base = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA")
    base = base or os.path.expanduser("~/.cache")
    return os.path.join(base, "spacelint", "config") if os.path.isabs(base) else ""


def _cache_file(path: str) -> str:
    folder = cache_directory()
    return folder and os.path.join(folder, f"{zlib.crc32(os.fsencode(path)):08x}")


def _version() -> list[Any]:
    """Return what changes with the version of spacelint or Python, or with a declaration."""
    root = os.path.dirname(spacelint.__file__)
    sources = ("config/load.py", "config/table.py", "brand/table.py", "schema/validation.py")
    stamps = [os.stat(os.path.join(root, *one.split("/"))).st_mtime_ns for one in sources]
    return [spacelint.__version__, sys.version, stamps]


def _read(file: str) -> list[Any] | None:
    try:
        if hasattr(os, "getuid"):
            found = os.stat(file)
            if found.st_uid != os.getuid() or found.st_mode & 0o077:
                return None
        content = read_bytes(file, _MOST_BYTES)
        if isinstance(content, NotRead) or zlib.crc32(content[4:]) != int.from_bytes(content[:4]):
            return None
        cached: list[Any] = marshal.loads(content[4:])
        return cached
    except (OSError, ValueError, EOFError, TypeError):
        return None


def _write(file: str, cached: list[Any]) -> None:
    """Write a cache file, if possible."""
    from spacelint.source.atomic import put_file

    if not file:
        return
    folder = os.path.dirname(file)
    try:
        with contextlib.suppress(FileNotFoundError):
            if not stat.S_ISREG(os.lstat(file).st_mode):
                os.unlink(file)  # a pipe, a device or a link in its place
        data = marshal.dumps(cached)
        os.makedirs(folder, mode=0o700, exist_ok=True)
        put_file(file, zlib.crc32(data).to_bytes(4) + data, 0o600)
        files = sorted(os.scandir(folder), key=lambda entry: entry.stat().st_mtime)
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
        layouts=tuple([PlanLayout._make((Glob(*row[0]), *row[1:])) for row in config.layouts]),
        limits=Limits(*config.limits),
    )
