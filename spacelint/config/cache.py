"""A configuration as read before, as long as none of its files has changed.

Reading a brand book of some thousand entries takes longer than a whole bare call may, so what came
of it is kept in the user's own cache directory, in the form Python keeps compiled modules in. It
is never read from a project: a repository could bring a false one.
"""

from __future__ import annotations

import marshal

from spacelint.config.value import Condition, Config, Glob, Limits, Loaded, PlanLayout

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    Stamp = tuple[str, int, int]

_MOST_FILES = 100
_SETTLED_SECONDS = 2
"""A file younger than this may change once more without its time stamp showing it."""


def open_config(path: str) -> Loaded:
    """As `load_config`, from the user's cache where no file has changed; without `layers` then.

    For a run that only wants what holds; what shows where it was set takes `load_config`.
    """
    import os

    path = os.path.abspath(path)
    kept = read_cached(path)
    if kept is not None:
        return Loaded(kept, ())
    from spacelint.config.load import load_config

    loaded = load_config(path)
    if not loaded.problems:
        write_cached(loaded.config)
    return loaded


def read_cached(path: str) -> Config | None:
    """The configuration at `path` as kept, or None where there is none that still holds."""
    try:
        with open(_place(path), "rb") as file:
            version, stamps, row = marshal.loads(file.read())  # load would read piece by piece
        if version != _version() or any(_stamp(one[0]) != one for one in stamps):
            return None
        return _config(row) if row[0] == path else None
    except (OSError, EOFError, ValueError, TypeError, LookupError, AttributeError):
        return None


def write_cached(config: Config) -> None:
    """Keep a configuration without problems; where that cannot be done nothing happens."""
    import os
    import time

    place = _place(config.path)
    temporary = f"{place}.{os.getpid()}"
    try:
        stamps = [_stamp(layer.document.path) for layer in config.layers]
        if max(stamp[1] for stamp in stamps) > time.time_ns() - _SETTLED_SECONDS * 1_000_000_000:
            return
        data = marshal.dumps((_version(), stamps, _row(config)))
        os.makedirs(os.path.dirname(place), mode=0o700, exist_ok=True)
        with open(temporary, "wb") as file:
            file.write(data)
        os.replace(temporary, place)
        _tidy(os.path.dirname(place))
    except (OSError, ValueError):
        return


def cache_directory() -> str:
    """Where configurations are kept: in XDG_CACHE_HOME, LOCALAPPDATA or ~/.cache."""
    import os

    base = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA")
    return os.path.join(base or os.path.expanduser("~/.cache"), "spacelint", "config")


def _place(path: str) -> str:
    import binascii
    import os

    name = f"{binascii.crc32(os.fsencode(path)):08x}.bin"
    return os.path.join(cache_directory(), name)


def _version() -> tuple[Any, ...]:
    """What another version of spacelint or of Python, or a changed declaration, differs in."""
    import os
    import sys

    import spacelint

    root = os.path.dirname(spacelint.__file__)
    sources = [os.path.join(root, room, "table.py") for room in ("config", "brand")]
    return (sys.version_info[:3], root, [_stamp(source) for source in sources])


def _stamp(path: str) -> Stamp:
    import os

    state = os.stat(path)
    return path, state.st_mtime_ns, state.st_size


def _row(config: Config) -> tuple[Any, ...]:
    """The configuration in types that marshal takes."""
    layouts: Any = tuple([_plain_layout(layout) for layout in config.layouts])
    plain = config._replace(layers=(), layouts=layouts)
    return tuple(tuple(value) if isinstance(value, Limits) else _untyped(value) for value in plain)


def _plain_layout(layout: PlanLayout) -> tuple[Any, ...]:
    where = {name: tuple(condition) for name, condition in layout.where.items()}
    return tuple(layout._replace(glob=tuple(layout.glob), where=where))  # type: ignore[arg-type]


def _untyped(value: Any) -> Any:
    if isinstance(value, Glob):
        return tuple(value)
    if isinstance(value, tuple):
        return tuple([_untyped(one) for one in value])
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


def _tidy(directory: str) -> None:
    """Keep the number of files bounded; the oldest go first."""
    import os

    entries = [entry for entry in os.scandir(directory) if entry.is_file(follow_symlinks=False)]
    if len(entries) > _MOST_FILES:
        entries.sort(key=lambda entry: entry.stat().st_mtime_ns)
        for entry in entries[: len(entries) - _MOST_FILES]:
            os.unlink(entry.path)
